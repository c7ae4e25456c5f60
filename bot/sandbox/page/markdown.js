// Turns a Markdown text into DOM nodes: one small parser, with the differences between the chats as options.
import { h, link, picture } from "./dom.js";

const ENTITY = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };
// CommonMark's flanking rule: `**115%**新` stays raw, because the closing marks stand between a sign and a letter.
const LETTER = String.raw`[^\s\p{P}\p{S}]`;
const marked = (mark, name, inside) => String.raw`(?:${mark}(?=${LETTER})|(?<!${LETTER})${mark}(?=\S))(?<${name}>${inside}+?)(?:(?<=${LETTER})${mark}|(?<=\S)${mark}(?!${LETTER}))`;
const ALWAYS = [
  String.raw`\\(?<escaped>[!-\/:-@\[-\x60{-~])`,
  String.raw`&(?:(?<entity>amp|lt|gt|quot|apos|nbsp)|#(?<code>\d{1,6}));`,
  String.raw`!\[(?<alt>[^\]]*)\]\((?<source>[^)\s]+)\)`,
  String.raw`\[(?<label>(?:\\.|[^\]\\])+)\]\((?<target>[^)\s]+)\)`,
  marked(String.raw`\*\*`, "strong", String.raw`(?:\\.|[^\\])`),
  marked(String.raw`(?<!\*)\*(?!\*)`, "star", String.raw`(?:\\.|[^*\\])`),
  String.raw`(?<![\p{L}\p{N}_])_(?<under>(?=\S)[^_]+?(?<=\S))_(?![\p{L}\p{N}_])`,
  String.raw`(?<bare>https?://[^\s<>()，。；、]+)`,
];
const SOMETIMES = {
  code: [String.raw`(?<ticks>\x60+)(?<verbatim>[^\x60](?:.*?[^\x60])?)\k<ticks>(?!\x60)`],
  strike: [String.raw`~~(?<strike>(?=\S).+?(?<=\S))~~`],
  html: [
    String.raw`(?<line><br\s*/?>)`,
    String.raw`<font(?<font>(?:\s+[\w-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+))*)\s*>(?<fonted>.*?)</font>`,
    String.raw`<a\s+atId\s*=\s*(?<person>[^\s>]+)\s*>(?<mention>.*?)</a>`,
  ],
};
const patterns = new Map();

function pattern(options) {
  const wanted = Object.keys(SOMETIMES).filter((name) => options[name]);
  const key = wanted.join(" ");
  if (!patterns.has(key)) patterns.set(key, new RegExp([ALWAYS[0], ...wanted.flatMap((name) => SOMETIMES[name]), ...ALWAYS.slice(1)].join("|"), "gsu"));
  return patterns.get(key);
}

/**
 * Options: `strike` and `code` (DingTalk promises neither), `html` (font, br, mention: card Markdown only),
 * `breaks` (a single newline is a line break), `media` (picture source -> address), `onlink` (address -> node or null).
 */
export function inline(text, options) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(pattern(options))) {
    nodes.push(text.slice(from, match.index), piece(match.groups, options));
    from = match.index + match[0].length;
  }
  nodes.push(text.slice(from));
  return nodes.filter((node) => node !== "");
}

function piece(found, options) {
  if (found.escaped) return found.escaped;
  if (found.entity) return ENTITY[found.entity];
  if (found.code) return Number(found.code) <= 0x10ffff ? String.fromCodePoint(Number(found.code)) : "\ufffd";
  if (found.verbatim) return h("code", null, found.verbatim);
  if (found.source) return picture(options.media(found.source), found.alt, options.words.pictureMissing);
  if (found.target) return options.onlink?.(found) ?? link(found.target, inline(found.label, options));
  if (found.strong) return h("strong", null, inline(found.strong, options));
  if (found.strike) return h("s", null, inline(found.strike, options));
  if (found.star ?? found.under) return h("em", null, inline(found.star ?? found.under, options));
  if (found.bare) return link(found.bare, [found.bare]);
  if (found.fonted !== undefined) return font(found.font, inline(found.fonted, options));
  if (found.mention !== undefined) return h("span", { class: "mention" }, inline(found.mention, options));
  return h("br");
}

const HUES = ["red", "green", "orange", "yellow", "blue", "cyan", "purple", "gray", "level1", "level2", "level3", "level4"];

function font(attributes, children) {
  const value = (name) => new RegExp(String.raw`${name}\s*=\s*["']?([^\s"'>]+)`, "i").exec(attributes)?.[1] ?? "";
  const token = value("colorTokenV2") || value("colorToken");
  const hue = HUES.find((name) => token.toLowerCase().includes(name));
  const size = /h([1-5])/.exec(value("sizeToken"))?.[1];
  const node = h("span", { class: [hue && `hue-${hue}`, size && `size-${size}`].filter(Boolean).join(" ") || null }, children);
  const color = /^(#[\da-f]{3,8}|[a-z]+)$/i.exec(value("color"))?.[0];
  if (color && !token) node.style.color = color;
  return node;
}

/** The blocks of a Markdown text, as nodes. */
export function blocks(text, options) {
  const lines = String(text ?? "").replaceAll("\r\n", "\n").split("\n");
  const nodes = [];
  while (lines.length) nodes.push(...next(lines, options));
  return nodes;
}

const CELLS = /(?<!\\)\|/;
const ITEM = /^(\s*)(?:([-*+])|(\d+)[.)])\s+(.*)$/;
const STARTS = [/^\s*$/, /^#{1,6}\s/, /^\s*>/, ITEM, /^\s*(-{3,}|\*{3,})\s*$/, /^\s*```/];

function next(lines, options) {
  const line = lines.shift();
  if (!line.trim()) return [];
  const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
  if (heading) return [h("p", { class: `heading-${heading[1].length}` }, h("strong", null, inline(heading[2], options)))];
  if (/^\s*(-{3,}|\*{3,})\s*$/.test(line)) return [h("hr")];
  if (options.code && /^\s*```/.test(line)) {
    const body = take(lines, (candidate) => !/^\s*```/.test(candidate));
    lines.shift();
    return [h("pre", null, h("code", null, body.join("\n")))];
  }
  if (/^\s*>/.test(line)) {
    const body = [line, ...take(lines, (candidate) => /^\s*>/.test(candidate))].map((each) => each.replace(/^\s*>\s?/, ""));
    return [h("blockquote", null, blocks(body.join("\n"), options))];
  }
  if (ITEM.test(line)) return [list(line, lines, options)];
  if (line.includes("|") && /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/.test(lines[0] ?? "")) return [table(line, lines, options)];
  const body = [line, ...take(lines, (candidate) => !STARTS.some((start) => start.test(candidate)))];
  return [h("p", null, wrapped(body, options))];
}

function take(lines, wanted) {
  const taken = [];
  while (lines.length && wanted(lines[0])) taken.push(lines.shift());
  return taken;
}

// Inline marks may run over a soft line end, so lines are joined first; a hard break is carried by a private-use character.
function wrapped(body, options) {
  const HARD = "\ue000";
  const joined = body.map((line, index) => {
    if (index === body.length - 1) return line.trim();
    return line.trim() + (options.breaks || / {2,}$/.test(line) || /\\$/.test(line) ? HARD : " ");
  }).join("");
  return inline(joined, options).flatMap((node) => typeof node === "string"
    ? node.split(HARD).flatMap((part, index) => index ? [h("br"), part] : [part]) : [node]);
}

function list(first, lines, options) {
  const [, margin, bullet, number] = ITEM.exec(first);
  const body = [first, ...take(lines, (line) => ITEM.test(line) || /^\s{2,}\S/.test(line))];
  const node = h(bullet ? "ul" : "ol", number && number !== "1" ? { start: number } : null);
  while (body.length) {
    const item = ITEM.exec(body.shift());
    const inner = take(body, (line) => (/^\s*/.exec(line)[0].length > margin.length));
    node.append(h("li", null, inline(item?.[4] ?? "", options), blocks(inner.map((line) => line.slice(margin.length + 2)).join("\n"), options)));
  }
  return node;
}

function table(first, lines, options) {
  const split = (line) => line.trim().replace(/^\|/, "").replace(/(?<!\\)\|$/, "").split(CELLS).map((cell) => cell.trim().replaceAll("\\|", "|"));
  const align = split(lines.shift()).map((rule) => rule.endsWith(":") ? (rule.startsWith(":") ? "center" : "right") : "left");
  const row = (line, tag) => h("tr", null, split(line).map((cell, index) => h(tag, { class: `align-${align[index] ?? "left"}` }, inline(cell, options))));
  const rows = take(lines, (line) => line.includes("|"));
  return h("div", { class: "table", tabindex: "0", role: "region", "aria-label": options.words.table },
    h("table", null, h("thead", null, row(first, "th")), h("tbody", null, rows.map((line) => row(line, "td")))));
}
