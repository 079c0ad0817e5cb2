"""The one style of the page: light and dark, wide and narrow, screen and paper.

No element has a style of its own, for the page's policy allows this block only.
"""

STYLE = """
:root {
  color-scheme: light dark;
  --ground: #fbfbfa; --card: #fff; --ink: #1d2125; --faint: #5c646c; --line: #dcdfe3;
  --link: #0b57a4; --fraud: #b3261e; --suspicious: #8a5300; --clear: #23693c; --error: #5f4b99;
  --fraud-soft: #fbe9e7; --suspicious-soft: #fdf0d9; --clear-soft: #e3f2e7;
  --error-soft: #ece8f6; --grey-soft: #eceef0; --bar: #5b7fa6;
  --fraud-bar: #c8372d; --suspicious-bar: #e2a53a; --clear-bar: #4c9a6b; --error-bar: #8c7ac4;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #15181b; --card: #1d2125; --ink: #e6e8ea; --faint: #a0a8b0; --line: #363c43;
    --link: #8ab8ea; --fraud: #f2857c; --suspicious: #e6b25c; --clear: #7fc796; --error: #b7a6ea;
    --fraud-soft: #432320; --suspicious-soft: #3e301a; --clear-soft: #1f3527;
    --error-soft: #2f2944; --grey-soft: #2b3036; --bar: #7fa3cb;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body {
  margin: 0 auto; max-width: 76rem; padding: 1.5rem 1.25rem 4rem; background: var(--ground);
  color: var(--ink); font: 15px/1.5 system-ui, "Noto Sans", "Noto Sans CJK SC", sans-serif;
}
h1 { font-size: 1.6rem; margin: 0; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; }
h3 { font-size: 1.05rem; margin: 0; overflow-wrap: anywhere; line-height: 1.35; }
h4 { font-size: .8rem; margin: 0 0 .35rem; color: var(--faint); font-weight: 600; }
p { margin: .3rem 0; }
ul { margin: 0; padding: 0; list-style: none; }
a { color: var(--link); }
code { font: .85em/1.4 ui-monospace, "Noto Sans Mono", monospace; overflow-wrap: anywhere; }
.note, footer { color: var(--faint); font-size: .85rem; }
.left-out { border-left: 3px solid var(--suspicious); padding-left: .6rem; }
.outside { unicode-bidi: isolate; direction: ltr; overflow-wrap: anywhere; }
.top nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin-top: .5rem; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }

.tiles { display: flex; flex-wrap: wrap; gap: .25rem 2rem; align-items: baseline; }
.tile b { font-size: 1.9rem; font-variant-numeric: tabular-nums; }
.tile.fraud b { color: var(--fraud); }
.tile.suspicious b { color: var(--suspicious); }
.tile.clear b { color: var(--clear); }
.tile.error b { color: var(--error); }
.total { color: var(--faint); }
.charts + p { margin-top: 1rem; }
figure { margin: 1rem 0 0; min-width: 0; }
figcaption { font-size: .85rem; font-weight: 600; margin-bottom: .35rem; }
figcaption .note { font-weight: 400; }
figure.verdicts figcaption { position: absolute; width: 1px; height: 1px; overflow: hidden; }
figure.verdicts { margin-top: .4rem; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(18rem, 1fr)); gap: 0 3rem; }
svg { display: block; width: 100%; height: auto; }
figure.verdicts svg { height: 14px; }
figure.scores svg, figure.types svg { max-width: 34rem; }
svg text { font-size: 11px; fill: var(--ink); }
.axis { stroke: var(--faint); fill: none; }
.bar { fill: var(--bar); }
.bar.fraud, .bar.for { fill: var(--fraud-bar); }
.bar.suspicious { fill: var(--suspicious-bar); }
.bar.clear { fill: var(--clear-bar); }
.bar.error { fill: var(--error-bar); }

table { border-collapse: collapse; width: 100%; margin: .5rem 0; }
th, td { padding: .3rem .6rem .3rem 0; text-align: left; vertical-align: top; }
th { font-size: .8rem; color: var(--faint); border-bottom: 1px solid var(--line); }
td { border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
table.models, table.counts { width: auto; font-size: .9rem; }
table.models { margin-top: 1.25rem; }
.number, td.score { font-variant-numeric: tabular-nums; text-align: right; padding-right: .9rem; }
td.number, td.score { white-space: nowrap; }
#rows { table-layout: fixed; font-size: .9rem; }
#rows td { overflow: clip; }
#rows .number { width: 5.5%; }
#rows .verdict { width: 9.5%; }
#rows .score { width: 6.5%; text-align: right; padding-right: .9rem; }
#rows .type { width: 11%; }
#rows .policy { width: 10%; }
#rows .why { width: 26%; }
#rows td.why { color: var(--faint); }
#rows td b { display: block; }
#rows a { color: inherit; text-decoration: underline dotted; }
th button {
  font: inherit; color: inherit; background: none; border: 0; padding: .2rem 0; cursor: pointer;
  text-align: left;
}
th button::after { content: "\\2002\\2195"; opacity: .45; }
th[aria-sort="ascending"] button::after { content: "\\2002\\2191"; opacity: 1; }
th[aria-sort="descending"] button::after { content: "\\2002\\2193"; opacity: 1; }
#controls {
  display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: end; margin: .75rem 0;
  position: sticky; top: 0; background: var(--ground); padding: .5rem 0; z-index: 1;
}
#controls label { display: flex; flex-direction: column; font-size: .8rem; color: var(--faint); }
#controls input, #controls select, #controls > button, #more {
  font: inherit; font-size: .9rem; color: var(--ink); background: var(--card); height: 2.1rem;
  border: 1px solid var(--line); border-radius: 5px; padding: 0 .6rem; max-width: 100%;
}
#controls label { min-width: 0; max-width: 100%; }
#controls label:first-child { flex: 1 1 14rem; }
#shown { font-size: .85rem; color: var(--faint); line-height: 2.1rem; }

.badge {
  display: inline-block; padding: 0 .5rem; border-radius: 4px; background: var(--grey-soft);
  font-size: .85rem; font-weight: 600; white-space: nowrap;
}
.badge.fraud, .badge.high, .badge.reject { background: var(--fraud-soft); color: var(--fraud); }
.badge.suspicious, .badge.medium, .badge.review {
  background: var(--suspicious-soft); color: var(--suspicious);
}
.badge.clear, .badge.pass { background: var(--clear-soft); color: var(--clear); }
.badge.error { background: var(--error-soft); color: var(--error); }
.case {
  background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--line);
  border-radius: 6px; padding: .9rem 1.1rem; margin: 0 0 1rem; overflow: clip;
  content-visibility: auto; contain-intrinsic-size: auto 24rem;
}
.case.fraud { border-left-color: var(--fraud); }
.case.suspicious { border-left-color: var(--suspicious); }
.case:target { outline: 2px solid var(--link); }
.case > header { position: relative; min-height: 3rem; padding-right: 7rem; }
.case img {
  float: left; width: 48px; height: 48px; object-fit: contain; margin: 0 .8rem .4rem 0;
  background: #c9ced3; border-radius: 8px; padding: 2px;
}
.case .back { position: absolute; top: 0; right: 0; font-size: .85rem; }
.case .file { color: var(--faint); font-size: .9rem; }
.case section { margin-top: .9rem; clear: both; }
.reasons li {
  display: grid; grid-template-columns: 10rem 3.2rem 1fr; gap: .1rem .7rem; padding: .1rem 0;
}
.reason-bar { height: 12px; margin-top: .35rem; }
.reason-bar .against { fill: var(--clear-bar); }
.weight { font-variant-numeric: tabular-nums; text-align: right; }
.findings > li { margin-bottom: .5rem; }
.findings code, .findings .note { color: var(--faint); }
dl { margin: .2rem 0; font-size: .9rem; }
dl > div { display: grid; grid-template-columns: 11rem 1fr; gap: .9rem; padding: .05rem 0; }
dt { color: var(--faint); overflow-wrap: anywhere; }
dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
.findings dl, dd dl { display: flex; flex-wrap: wrap; gap: 0 1.2rem; }
.findings dl > div, dd dl > div { display: block; }
.findings dt, .findings dd, dd dl dt, dd dl dd { display: inline; }
.findings dl { margin-left: .2rem; padding-left: .7rem; border-left: 2px solid var(--line); }
.groups { display: grid; grid-template-columns: 1fr 1fr; gap: 0 2rem; }
.groups .addresses, .groups > :only-child { grid-column: 1 / -1; }
.permissions { display: flex; flex-wrap: wrap; gap: .25rem .4rem; }
.permissions li { background: var(--grey-soft); border-radius: 4px; padding: 0 .4rem; }
.permissions .note { background: none; }
.case footer { margin-top: .9rem; border-top: 1px solid var(--line); padding-top: .4rem; }

@media screen and (max-width: 46rem) {
  body { padding: 1rem .8rem 3rem; }
  #rows, #rows tbody { display: block; }
  #rows thead, #rows thead tr { display: block; }
  #rows th { display: inline-block; border: 0; padding: 0 1rem 0 0; }
  #rows th[scope] { width: auto; text-align: left; }
  #rows tbody tr {
    display: flex; flex-wrap: wrap; gap: .1rem .7rem; padding: .5rem 0;
    border-bottom: 1px solid var(--line);
  }
  #rows td { border: 0; padding: 0; width: auto; }
  #rows td.number { order: 1; margin-left: auto; color: var(--faint); }
  #rows td.score, #rows td.type, #rows td.verdict, #rows td.policy, #rows td.number {
    width: auto; padding: 0;
  }
  #rows td.target, #rows td.why { order: 2; flex: 1 0 100%; width: 100%; }
  #rows td:empty { display: none; }
  #controls { position: static; }
  table.failed, table.models { display: block; overflow-x: auto; }
  .case { padding: .8rem; }
  .case > header { padding-right: 0; }
  .case .back { position: static; }
  .reasons li { grid-template-columns: 5rem 3.2rem 1fr; }
  .groups { grid-template-columns: 1fr; }
  dl > div { grid-template-columns: 8rem 1fr; }
  .findings dl { padding-left: .6rem; }
}
@page { margin: 14mm; }
@media print {
  :root {
    color-scheme: light;
    --ground: #fff; --card: #fff; --ink: #000; --faint: #444; --line: #bbb; --link: #000;
    --fraud: #b3261e; --suspicious: #8a5300; --clear: #23693c; --error: #5f4b99;
    --fraud-soft: #fbe9e7; --suspicious-soft: #fdf0d9; --clear-soft: #e3f2e7;
    --error-soft: #ece8f6; --grey-soft: #eceef0; --bar: #5b7fa6;
  }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  #controls, #more, nav, .back, th button::after { display: none; }
  thead { display: table-header-group; }
  /* Never one inside another: what is kept together twice is laid out again and again. */
  tr, figure, .tiles, .reasons li, .findings p, dl > div { break-inside: avoid; }
  h2, h3, h4, .case > header, .findings p, #told > .note { break-after: avoid; }
  .case { content-visibility: visible; overflow: visible; break-inside: auto; }
  a { text-decoration: none; }
  #rows, dl, table.models { font-size: 8.5pt; }
  #rows .badge { font-size: 8pt; padding: 0 .25rem; }
  #rows .verdict { width: 12%; }
  #rows .score { width: 7.5%; }
  th button { display: contents; }
}
"""
