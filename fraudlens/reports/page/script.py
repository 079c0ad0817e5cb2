"""The one script of the page: it sorts and filters the rows that are there, and makes none.

It reads `data-` attributes and texts, and writes texts and `hidden`; no string becomes markup or
code, and the page's policy (trusted types) would forbid it. It is the same in every report, so
its digest is, too.
"""

SCRIPT = """
"use strict";
(() => {
  const table = document.getElementById("rows");
  if (!table) return;
  const controls = document.getElementById("controls");
  const find = document.getElementById("find");
  const verdict = document.getElementById("verdict");
  const type = document.getElementById("type");
  const status = document.getElementById("shown");
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const language = controls.dataset.lang;
  const number = new Intl.NumberFormat(language === "zh" ? "zh" : "en");
  const order = new Intl.Collator(language, { numeric: true });

  // An address is found as it is written, and as it was before it was made harmless.
  const plain = (text) => text.toLowerCase().replaceAll("[.]", ".").replaceAll("hxxp", "http");
  let texts = null;

  const show = () => {
    texts ??= rows.map((row) => plain(row.textContent));
    const words = plain(find.value).split(/\\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, at) => {
      const fits =
        (!verdict.value || verdict.value === "=" + row.dataset.v) &&
        (!type.value || type.value === "=" + row.dataset.t) &&
        words.every((word) => texts[at].includes(word));
      row.hidden = !fits;
      shown += fits;
    });
    status.textContent = status.dataset.text
      .replace("{shown}", number.format(shown))
      .replace("{all}", number.format(rows.length));
  };

  const keyOf = (head) => {
    const key = head.dataset.key;
    if (!key) return (row) => row.cells[head.cellIndex].textContent;
    const text = key === "t" || key === "p";
    return (row) => (text ? row.dataset[key] : Number(row.dataset[key]));
  };

  const sort = (head) => {
    const heads = Array.from(head.parentElement.cells);
    const worstFirst = head.dataset.key === "r" || head.dataset.key === "s";
    const now = head.getAttribute("aria-sort");
    const down = now ? now === "ascending" : worstFirst;
    for (const each of heads) each.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const key = keyOf(head);
    const keyed = rows.map((row) => [key(row), Number(row.dataset.n), row]);
    const compare = typeof keyed[0]?.[0] === "string" ? order.compare : (a, b) => a - b;
    keyed.sort((a, b) => (down ? compare(b[0], a[0]) : compare(a[0], b[0])) || a[1] - b[1]);
    const sorted = document.createDocumentFragment();
    for (const [, , row] of keyed) sorted.append(row);
    body.append(sorted);
  };

  for (const head of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.title = controls.dataset.sort.replace("{name}", head.textContent);
    button.addEventListener("click", () => sort(head));
    head.replaceChildren(button);
  }
  find.addEventListener("input", show);
  verdict.addEventListener("change", show);
  type.addEventListener("change", show);
  controls.addEventListener("submit", (event) => event.preventDefault());
  controls.addEventListener("reset", () => setTimeout(show));
  controls.hidden = false;
  show();
})();
"""
