// Draws Slack's data_table block: a table under its caption, leafed through page by page and sorted by any column.
import { h } from "./dom.js";

const PAGE = 5;

/** `cell(content, tag)` draws one cell; `words`: what its two buttons and its region are called. */
export function dataTable(block, { cell, words }) {
  const [head, ...rows] = block.rows;
  const size = block.page_size ?? PAGE;
  const node = h("figure", { class: "s-data-table" });
  let [page, column, falling] = [0, null, false];

  function draw() {
    const sorted = column === null ? rows : [...rows].sort((one, other) => compare(one[column], other[column]) * (falling ? -1 : 1));
    const last = Math.max(0, Math.ceil(rows.length / size) - 1);
    const shown = sorted.slice(page * size, (page + 1) * size);
    const turn = (label, to) => h("button", { type: "button", disabled: to < 0 || to > last, onclick: () => { page = to; draw(); } }, label);
    node.replaceChildren(
      h("div", { class: "table", tabindex: "0", role: "region", "aria-label": block.caption }, h("table", null,
        h("caption", null, block.caption),
        h("thead", null, h("tr", null, head.map((each, at) => h("th", { scope: "col", "aria-sort": at === column ? (falling ? "descending" : "ascending") : null },
          h("button", { type: "button", onclick: () => { [column, falling, page] = [at, at === column && !falling, 0]; draw(); } }, cell(each)))))),
        h("tbody", null, shown.map((row) => h("tr", null, row.map((each, at) => at === (block.row_header_column_index ?? 0)
          ? h("th", { scope: "row" }, cell(each)) : h("td", { class: each.type === "raw_number" ? "align-right" : "" }, cell(each)))))))),
      last > 0 && h("p", { class: "s-pages" }, turn(words.earlier, page - 1), h("span", null, `${page + 1} / ${last + 1}`), turn(words.later, page + 1)) || "");
  }

  draw();
  return node;
}

const compare = (one, other) => one.type === "raw_number" && other.type === "raw_number" ? one.value - other.value
  : String(one.text ?? "").localeCompare(String(other.text ?? ""));
