"""The one script of the page: it sorts and filters the rows that are there, and makes none.

It reads `data-` attributes and texts, and writes texts and `hidden`; no string becomes markup or
code, and the page's policy (trusted types) would forbid it. It is the same in every report, so
its digest is, too.
"""

SCRIPT = """
"use strict";
(() => {
  const table = document.getElementById("rows");
  const controls = document.getElementById("controls");
  const find = document.getElementById("find");
  const verdict = document.getElementById("verdict");
  const type = document.getElementById("type");
  const status = document.getElementById("shown");
  const more = document.getElementById("more");
  const language = controls.dataset.lang;
  const number = new Intl.NumberFormat(language === "zh" ? "zh" : "en");
  const words = new Intl.Collator(language);
  const filled = (element, values) =>
    element.dataset.text.replace(/{(\\w+)}/g, (_, name) => number.format(values[name]));

  // What is hidden costs no layout: browsers take seconds to lay out ten thousand rows.
  const FIRST = 500;
  let most = FIRST;
  let rows = Array.from(table.tBodies[0].rows, (row) => ({ row, text: null }));

  // An address is found as it is written, and as it was before it was made harmless.
  const plain = (text) => text.toLowerCase().replaceAll("[.]", ".").replaceAll("hxxp", "http");
  const textOf = (item) => (item.text ??= plain(item.row.textContent));

  const show = () => {
    const wanted = plain(find.value).split(/\\s+/).filter(Boolean);
    let fit = 0;
    for (const item of rows) {
      const { v, t } = item.row.dataset;
      const fits =
        (!verdict.value || verdict.value === "=" + v) &&
        (!type.value || type.value === "=" + t) &&
        (!wanted.length || wanted.every((word) => textOf(item).includes(word)));
      fit += fits;
      const hidden = !fits || fit > most;
      if (item.row.hidden !== hidden) item.row.hidden = hidden;
    }
    status.textContent = filled(status, { fit, all: rows.length });
    more.hidden = fit <= most;
    more.textContent = filled(more, { count: fit });
  };
  const again = (limit) => {
    most = limit;
    show();
  };

  const keyOf = (head) => {
    const key = head.dataset.key;
    if (!key) return (row) => plain(row.cells[head.cellIndex].textContent);
    const text = key === "t" || key === "p";
    return (row) => (text ? row.dataset[key] : Number(row.dataset[key]));
  };

  const sort = (head) => {
    const key = keyOf(head);
    const worstFirst = head.dataset.key === "r" || head.dataset.key === "s";
    const now = head.getAttribute("aria-sort");
    const down = now ? now === "ascending" : worstFirst;
    for (const each of head.parentElement.cells) each.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    for (const item of rows) item.key = key(item.row);
    const compare = typeof rows[0].key === "string" ? words.compare : (a, b) => a - b;
    const turn = down ? -1 : 1;
    const place = (item) => Number(item.row.dataset.n);
    rows.sort((a, b) => turn * compare(a.key, b.key) || place(a) - place(b));
    const sorted = document.createDocumentFragment();
    for (const item of rows) sorted.append(item.row);
    show();
    table.tBodies[0].append(sorted);
  };

  for (const head of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.title = controls.dataset.sort.replace("{name}", () => head.textContent);
    button.addEventListener("click", () => sort(head));
    head.replaceChildren(button);
  }
  find.addEventListener("input", () => again(FIRST));
  verdict.addEventListener("change", () => again(FIRST));
  type.addEventListener("change", () => again(FIRST));
  more.addEventListener("click", () => again(Infinity));
  addEventListener("beforeprint", () => again(Infinity));
  addEventListener("afterprint", () => again(FIRST));
  controls.addEventListener("submit", (event) => event.preventDefault());
  controls.addEventListener("reset", () => setTimeout(() => again(FIRST)));
  controls.hidden = false;
  show();
})();
"""
