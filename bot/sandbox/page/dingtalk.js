// Draws one DingTalk message as DingTalk shows it: bubbles, robot Markdown, our card template with its form, files, read marks.
import { chartOfPoints } from "./chart.js";
import { dingtalkForm } from "./dingtalk-form.js";
import { avatar, h, icon, link, picture } from "./dom.js";
import * as markdown from "./markdown.js";
import { fullTime } from "./time.js";
import { t } from "./words.js";

/**
 * One message as an article. `press(action, button)`: called with the button's id;
 * `say(text)`: a tap-to-send link in a robot message sends its words;
 * `submit(values, button)`: called with what was filled into the card's form.
 */
export function dingtalkMessage(message, reader, { press = null, say = null, submit = null } = {}) {
  const bot = message.from === "bot";
  const name = bot ? reader.botName : reader.name;
  const body = dingtalkBody(message, reader, { press, say, submit });
  return h("article", { class: `d-message ${bot ? "theirs" : "mine"}`, tabindex: "-1", title: fullTime(message.at, reader),
    "aria-label": `${name}, ${fullTime(message.at, reader)}`, data: { id: message.id, from: message.from } },
  bot ? h("img", { class: "avatar", src: new URL("mark.svg", import.meta.url).pathname, alt: "", width: "36", height: "36" }) : avatar(name, reader.id),
  h("div", { class: "d-column" },
    bot && h("p", { class: "d-name" }, name, h("span", { class: "d-robot" }, t(reader.locale, "robot"))),
    body,
    h("p", { class: `d-read ${message.read ? "" : "unread"}` }, t(reader.locale, message.read ? "read" : "unread"))));
}

export function dingtalkBody(message, reader, { press = null, say = null, submit = null } = {}) {
  const payload = message.payload ?? {};
  if (message.kind === "card" || payload.cardData || payload.cardParamMap) return card(payload, reader, { press, submit });
  return robot(payload, reader, say);
}

function options(reader, extra) {
  return { code: false, strike: false, html: false, breaks: false, media, words: { pictureMissing: t(reader.locale, "pictureMissing"), table: t(reader.locale, "table") }, ...extra };
}

/** A media_id is served by the sandbox; an address elsewhere is never fetched. */
function media(id) {
  return /^https?:/i.test(id) ? null : `/dingtalk/media/${encodeURIComponent(id)}`;
}

function parsed(text, otherwise) {
  try {
    return JSON.parse(text) ?? otherwise;
  } catch {
    return otherwise;
  }
}

function card(payload, reader, { press, submit }) {
  const values = payload.cardData?.cardParamMap ?? payload.cardParamMap ?? {};
  const buttons = parsed(values.buttons || "[]", []);
  const done = values.done === "true";
  return h("div", { class: "d-card" },
    values.title && h("p", { class: "d-title", role: "heading", "aria-level": "3" }, values.title),
    h("div", { class: "d-card-inner" },
      values.body && h("div", { class: "d-markdown" }, markdown.blocks(values.body, options(reader, { html: true }))),
      values.picture && h("div", { class: "d-picture" }, picture(media(values.picture), values.title, t(reader.locale, "pictureMissing"))),
      values.chart_shown === "true" && values.chart && chartOfPoints(parsed(values.chart, { data: [] })),
      values.form_action && dingtalkForm(values, reader, submit),
      values.note && h("p", { class: "d-note" }, values.note)),
    buttons.length > 0 && h("div", { class: "d-buttons" }, buttons.map((each) => h("button", {
      class: `d-button ${each.style === "primary" ? "primary" : ""}`, type: "button", disabled: done, data: { action: each.id },
      "aria-disabled": press ? null : "true", onclick: press && ((event) => press(each.id, event.currentTarget)),
    }, h("span", { class: "label" }, each.text)))));
}

const bubble = (...children) => h("div", { class: "d-bubble" }, ...children);

function robot(payload, reader, say) {
  const type = payload.msgKey ?? payload.msgtype ?? "";
  const given = payload.msgKey ? parsed(payload.msgParam, {}) : payload[payload.msgtype] ?? payload;
  if (type === "sampleMarkdown" || type === "markdown") {
    return h("div", { class: "d-bubble d-markdown" }, markdown.blocks(given.text, options(reader, { onlink: (found) => tap(found, say) })));
  }
  if (type === "sampleImageMsg" || type === "image" || type === "picture") {
    return h("div", { class: "d-picture alone" }, picture(media(given.photoURL ?? given.picURL ?? given.downloadCode ?? ""), t(reader.locale, "picture"), t(reader.locale, "pictureMissing")));
  }
  if (/actioncard/i.test(type)) return actionCard(given, reader);
  if (type === "sampleLink" || type === "link") {
    return h("div", { class: "d-card" }, h("p", { class: "d-title" }, link(given.messageUrl, [given.title])), h("div", { class: "d-card-inner" }, h("p", null, given.text)));
  }
  if (type === "sampleFile" || type === "file") return file(given, reader);
  const text = given.content ?? given.text?.content ?? given.text ?? payload.text ?? "";
  return bubble(String(text).trim().split("\n").flatMap((line, index) => index ? [h("br"), line] : [line]));
}

/** A file as its name; what lies in this sandbox can be saved. */
function file(given, reader) {
  const words = [icon("M5 2.5h6.5L15 6v11.5H5zM11 2.5V6.5h4"), h("span", null, given.fileName ?? t(reader.locale, "file"))];
  const address = media(given.mediaId ?? "");
  if (!given.mediaId || !address) return h("div", { class: "d-bubble d-file" }, words);
  return h("a", { class: "d-bubble d-file", href: address, download: given.fileName ?? "" }, words);
}

// `dtmd://dingtalkclient/sendMessage?content=…` is DingTalk's tap-to-send link in robot Markdown.
function tap(found, say) {
  if (!/^dtmd:\/\/dingtalkclient\/sendMessage\?/i.test(found.target)) return null;
  const text = new URLSearchParams(found.target.split("?")[1]).get("content") ?? "";
  return h("button", { class: "d-tap", type: "button", "aria-disabled": say ? null : "true", onclick: say && (() => say(text)) }, found.label);
}

function actionCard(given, reader) {
  const pairs = [[given.singleTitle, given.singleURL]];
  for (let index = 1; index <= 5; index += 1) {
    pairs.push([given[`actionTitle${index}`], given[`actionURL${index}`]], [given[`buttonTitle${index}`], given[`buttonUrl${index}`]]);
  }
  for (const each of given.btns ?? []) pairs.push([each.title, each.actionURL]);
  return h("div", { class: "d-card" },
    given.title && h("p", { class: "d-title", role: "heading", "aria-level": "3" }, given.title),
    h("div", { class: "d-card-inner d-markdown" }, markdown.blocks(given.text, options(reader))),
    h("div", { class: "d-buttons" }, pairs.filter(([title]) => title).map(([title, address]) => {
      const anchor = link(address, [title]);
      anchor.className = "d-button";
      return anchor;
    })));
}
