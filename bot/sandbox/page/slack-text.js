// Turns Slack's mrkdwn into DOM nodes with Slack's own rules, including where it does not format.
import { h, link } from "./dom.js";
import { dateTokens } from "./time.js";

// Slack formats only where a mark stands at a word's edge: `完成率*115%*` stays as typed, as it does in the real client.
const EDGE_BEFORE = String.raw`(?<![\p{L}\p{N}])`;
const EDGE_AFTER = String.raw`(?![\p{L}\p{N}])`;
const around = (mark, name) => String.raw`${EDGE_BEFORE}${mark}(?<${name}>(?![\s${mark}])[^\n]*?(?<![\s${mark}]))${mark}${EDGE_AFTER}`;
const MARKS = new RegExp([
  String.raw`<(?<angle>[^<>\n]+)>`,
  String.raw`\x60(?<code>[^\x60\n]+)\x60`,
  around(String.raw`\*`, "bold"),
  around("_", "italic"),
  around("~", "strike"),
  String.raw`(?<bare>https?://[^\s<>|，。；、）]+)`,
].join("|"), "gu");

/** `&amp; &lt; &gt;` once, nothing else: what a text says twice escaped stays once escaped on the screen. */
export function unescape(text) {
  return text.replace(/&(amp|lt|gt);/g, (_, name) => ({ amp: "&", lt: "<", gt: ">" })[name]);
}

/** `reader` knows the person's zone, locale, the clock and `nameOf(id)`. */
export function mrkdwn(text, reader, { verbatim = false } = {}) {
  const nodes = [];
  for (const [index, part] of String(text ?? "").split("```").entries()) {
    if (index % 2) nodes.push(h("pre", null, h("code", null, unescape(part.replace(/^\n|\n$/g, "")))));
    else if (part) nodes.push(...lines(part, reader, verbatim));
  }
  return nodes;
}

function lines(text, reader, verbatim) {
  const nodes = [];
  let quoted = [];
  const flush = () => {
    if (quoted.length) nodes.push(h("blockquote", null, joined(quoted, reader, verbatim)));
    quoted = [];
  };
  let plain = [];
  const settle = () => {
    if (plain.length) nodes.push(...joined(plain, reader, verbatim));
    plain = [];
  };
  for (const line of text.split("\n")) {
    const quote = /^&gt;\s?(.*)$/.exec(line);
    if (quote) {
      settle();
      quoted.push(quote[1]);
    } else {
      flush();
      plain.push(line);
    }
  }
  flush();
  settle();
  return nodes;
}

const joined = (rows, reader, verbatim) => rows.flatMap((row, index) => [index ? h("br") : "", ...spans(row, reader, verbatim)]);

function spans(text, reader, verbatim) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(MARKS)) {
    const found = match.groups;
    if (found.bare && verbatim) continue;
    nodes.push(unescape(text.slice(from, match.index)));
    from = match.index + match[0].length;
    if (found.angle) nodes.push(special(found.angle, reader));
    else if (found.code) nodes.push(h("code", null, unescape(found.code)));
    else if (found.bold) nodes.push(h("strong", null, spans(found.bold, reader, verbatim)));
    else if (found.italic) nodes.push(h("em", null, spans(found.italic, reader, verbatim)));
    else if (found.strike) nodes.push(h("s", null, spans(found.strike, reader, verbatim)));
    else nodes.push(link(unescape(found.bare), [unescape(found.bare)]));
  }
  nodes.push(unescape(text.slice(from)));
  return nodes.filter((node) => node !== "");
}

const mention = (text) => h("span", { class: "mention" }, text);

function special(inside, reader) {
  const [head, ...rest] = inside.split("|");
  const label = rest.length ? unescape(rest.join("|")) : null;
  if (head.startsWith("@")) return mention(`@${label || reader.nameOf(head.slice(1))}`);
  if (head.startsWith("#")) return mention(`#${label || head.slice(1)}`);
  const date = /^!date\^(-?\d+)\^([^^]*)(?:\^(.*))?$/.exec(head);
  if (date) return h("time", { title: label }, dateTokens(date[1], unescape(date[2]), reader));
  if (head.startsWith("!")) return mention(`@${label || head.slice(1).split("^")[0]}`);
  // What is no link stays as it was written; Slack's own escaping makes this rare.
  if (!/^[a-z][a-z\d+.-]*:/i.test(head)) return `<${unescape(inside)}>`;
  return link(unescape(head), [label ?? unescape(head).replace(/^mailto:/, "")]);
}
