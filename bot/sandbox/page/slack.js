// Draws one Slack message as Slack shows it: Block Kit, app badge, edited mark, "Only visible to you".
import { avatar, h, icon, link, picture } from "./dom.js";
import * as markdown from "./markdown.js";
import { chartNode } from "./chart.js";
import { dataTable } from "./slack-table.js";
import { mrkdwn, unescape } from "./slack-text.js";
import { clockTime, dateTokens, fullTime } from "./time.js";
import { SHORTCUTS, t } from "./words.js";

const SHEET = "M5 2.5h7l3 3v12H5zM12 2.5v3h3M8 10h4M8 13h4";
const EYE = "M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zM10 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z";

/**
 * One message as an article. `reader`: the person one is, their zone and locale, the clock, `nameOf(id)`.
 * `follows`: the one before is by the same author within minutes, so the head is left out.
 * `press(action, button)`: called with the action_id, or with "block/element" where the id alone would not say which.
 * `shortcut(name)`: called with what somebody picks from the message's menu.
 */
export function slackMessage(message, reader, { follows = false, press = null, shortcut = null } = {}) {
  const bot = message.from === "bot";
  const name = bot ? reader.botName : reader.name;
  const time = h("time", { datetime: message.at, title: fullTime(message.at, reader) }, clockTime(message.at, reader));
  const head = h("p", { class: "s-head" }, h("strong", null, name), bot && h("span", { class: "s-app" }, "APP"), time);
  return h("article", { class: `s-message ${follows ? "follows" : ""} ${message.ephemeral ? "ephemeral" : ""}`, tabindex: "-1",
    "aria-label": `${name}, ${clockTime(message.at, reader)}`, data: { id: message.id, from: message.from } },
  message.ephemeral && h("p", { class: "s-only" }, icon(EYE), t(reader.locale, "onlyYou")),
  h("div", { class: "s-gutter" }, follows ? time : face(bot, name, reader.id)),
  h("div", { class: "s-content" }, !follows && head, slackBody(message, reader, { press }),
    message.edited && h("span", { class: "s-edited" }, t(reader.locale, "edited"))),
  shortcut && bot && !message.ephemeral && menu(reader.locale, shortcut));
}

/** The "…" of a message; it closes when something is picked and when the focus goes elsewhere. */
function menu(locale, shortcut) {
  const pick = (name) => () => {
    node.open = false;
    shortcut(name);
  };
  const node = h("details", { class: "s-menu", onkeydown: (event) => {
    if (event.key !== "Escape" || !node.open) return;
    node.open = false;
    node.firstElementChild.focus();
  }, onfocusout: (event) => { if (event.relatedTarget && !node.contains(event.relatedTarget)) node.open = false; } },
  h("summary", { "aria-label": t(locale, "moreActions"), title: t(locale, "moreActions") }, "⋯"),
  h("div", null, SHORTCUTS.map(([name, label]) => h("button", { type: "button", onclick: pick(name) }, label))));
  return node;
}

function face(bot, name, id) {
  return bot ? h("img", { class: "avatar", src: new URL("mark.svg", import.meta.url).pathname, alt: "", width: "36", height: "36" }) : avatar(name, id);
}

/** What stands under the name: the blocks, or the text where there are none. The text of a message with blocks is its notification only. */
export function slackBody(message, reader, { press = null } = {}) {
  const payload = message.payload ?? {};
  const drawn = h("div", { class: "s-body" });
  if (payload.blocks?.length) {
    const named = payload.blocks.flatMap((block) => [block.accessory, ...(block.elements ?? [])]).map((each) => each?.action_id);
    const alone = (name) => Boolean(name) && named.filter((each) => each === name).length === 1;
    payload.blocks.forEach((block, index) => drawn.append(blockNode(block, reader, { press, index, alone })));
  }
  else if (payload.text || !payload.files) drawn.append(h("div", { class: "s-text" }, mrkdwn(payload.text, reader)));
  for (const file of payload.files ?? []) drawn.append(fileNode(file, reader));
  return drawn;
}

function fileNode(file, reader) {
  if (String(file.mimetype).startsWith("image/")) return h("div", { class: "s-image" }, picture(slackFile(file.id), file.title ?? file.name, t(reader.locale, "pictureMissing")));
  return h("a", { class: "s-file", href: slackFile(file.id), download: file.name, title: t(reader.locale, "download") }, icon(SHEET),
    h("span", null, h("strong", null, file.name), h("span", { class: "s-file-size" }, `${file.pretty_type ?? ""} ${size(file.size)}`)));
}

const size = (bytes) => !(bytes >= 0) ? "" : bytes < 1024 ? `${bytes} B` : bytes < 1024 ** 2 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`;

const plain = (reader) => ({ code: true, strike: true, html: false, breaks: true, media: () => null, words: wordsOf(reader) });
const wordsOf = (reader) => ({ pictureMissing: t(reader.locale, "pictureMissing"), table: t(reader.locale, "table") });
const slackFile = (id) => id ? `/slack/files/${encodeURIComponent(id)}` : null;
const imageAddress = (block) => slackFile(block.slack_file?.id) ?? block.slack_file?.url ?? block.image_url;

function textNode(text, reader) {
  if (typeof text === "string") return [text];
  if (text?.type === "mrkdwn") return mrkdwn(text.text, reader, { verbatim: text.verbatim === true });
  return String(text?.text ?? "").split("\n").flatMap((line, index) => index ? [h("br"), line] : [line]);
}

/** One block of a message or a view. `at`: how it is pressed, its index, and whether an action_id stands `alone`. */
export function blockNode(block, reader, at) {
  const draw = BLOCKS[block.type];
  return draw ? draw(block, reader, at)
    : h("p", { class: "s-unknown" }, t(reader.locale, "unknownBlock", { type: String(block.type) }));
}

const BLOCKS = {
  header: (block) => h("p", { class: "s-header", role: "heading", "aria-level": "3" }, unescape(block.text.text)),
  divider: () => h("hr", { class: "s-divider" }),
  section: (block, reader, at) => h("div", { class: "s-section" },
    h("div", { class: "s-section-main" },
      block.text && h("div", { class: "s-text" }, textNode(block.text, reader)),
      block.fields && h("div", { class: "s-fields" }, block.fields.map((field) => h("div", { class: "s-text" }, textNode(field, reader))))),
    block.accessory && h("div", { class: "s-accessory" }, element(block.accessory, reader, at, 0))),
  context: (block, reader) => h("div", { class: "s-context" }, block.elements.map((each) => each.type === "image"
    ? h("span", { class: "s-context-image" }, picture(imageAddress(each), each.alt_text, t(reader.locale, "pictureMissing")))
    : h("span", null, textNode(each, reader)))),
  actions: (block, reader, at) => h("div", { class: "s-actions" }, block.elements.map((each, index) => element(each, reader, at, index))),
  image: (block, reader) => h("figure", { class: "s-image" },
    block.title && h("figcaption", null, textNode(block.title, reader)),
    picture(imageAddress(block), block.alt_text, t(reader.locale, "pictureMissing"))),
  markdown: (block, reader) => h("div", { class: "s-markdown" }, markdown.blocks(block.text, plain(reader))),
  table: (block, reader) => tableNode(block, reader),
  data_visualization: (block) => chartNode(block),
  data_table: (block, reader) => dataTable(block, { cell: (each) => cellContent(each, reader),
    words: { earlier: t(reader.locale, "earlierRows"), later: t(reader.locale, "laterRows") } }),
  rich_text: (block, reader) => h("div", { class: "s-rich" }, block.elements.map((each) => rich(each, reader))),
};

function element(each, reader, { press, index: row, alone }, column) {
  if (each.type === "image") return picture(imageAddress(each), each.alt_text, t(reader.locale, "pictureMissing"));
  if (each.type !== "button") return h("span", { class: "s-unknown" }, t(reader.locale, "unknownBlock", { type: String(each.type) }));
  const kind = `s-button ${each.style ?? ""}`;
  if (each.url) {
    const anchor = link(each.url, [each.text.text]);
    anchor.className = kind;
    return anchor;
  }
  const action = alone(each.action_id) ? each.action_id : `${row}/${column}`;
  return h("button", { class: kind, type: "button", "aria-label": each.accessibility_label, "aria-disabled": press ? null : "true",
    data: { action }, onclick: press && ((event) => press(action, event.currentTarget)) }, h("span", { class: "label" }, each.text.text));
}

const cellContent = (each, reader) => each.type === "rich_text" ? each.elements.map((inner) => rich(inner, reader)) : String(each.text ?? each.value ?? "");

function tableNode(block, reader) {
  const settings = block.column_settings ?? [];
  const cell = (each, tag, column) => h(tag, { class: `align-${settings[column]?.align ?? "left"} ${settings[column]?.is_wrapped ? "wraps" : ""}` },
    cellContent(each, reader));
  const [head, ...rows] = block.rows;
  return h("div", { class: "table", tabindex: "0", role: "region", "aria-label": t(reader.locale, "table") }, h("table", null,
    h("thead", null, h("tr", null, head.map((each, column) => cell(each, "th", column)))),
    h("tbody", null, rows.map((row) => h("tr", null, row.map((each, column) => cell(each, "td", column)))))));
}

function rich(part, reader) {
  const inner = () => (part.elements ?? []).map((each) => richSpan(each, reader));
  if (part.type === "rich_text_list") {
    const items = part.elements.map((item) => h("li", null, (item.elements ?? []).map((each) => richSpan(each, reader))));
    return h(part.style === "ordered" ? "ol" : "ul", { class: `indent-${Math.min(part.indent ?? 0, 4)}`, start: part.offset ? part.offset + 1 : null }, items);
  }
  if (part.type === "rich_text_quote") return h("blockquote", null, inner());
  if (part.type === "rich_text_preformatted") return h("pre", null, h("code", null, inner()));
  return h("div", { class: "s-text" }, inner());
}

const STYLES = { bold: "strong", italic: "em", strike: "s", code: "code" };

function richSpan(each, reader) {
  let node = richContent(each, reader);
  for (const [style, tag] of Object.entries(STYLES)) if (each.style?.[style]) node = h(tag, null, node);
  return node;
}

function richContent(each, reader) {
  const mention = (text) => h("span", { class: "mention" }, text);
  switch (each.type) {
    case "link": return link(each.url, [each.text ?? each.url]);
    case "user": return mention(`@${reader.nameOf(each.user_id)}`);
    case "channel": return mention(`#${each.channel_id}`);
    case "usergroup": return mention(`@${each.usergroup_id}`);
    case "broadcast": return mention(`@${each.range}`);
    case "emoji": return each.unicode ? each.unicode.split("-").map((code) => String.fromCodePoint(Number.parseInt(code, 16))).join("") : `:${each.name}:`;
    case "date": return h("time", null, dateTokens(each.timestamp, each.format ?? "{date}", reader));
    default: return String(each.text ?? "").split("\n").flatMap((line, index) => index ? [h("br"), line] : [line]);
  }
}
