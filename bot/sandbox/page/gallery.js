// The gallery: every message of every view, in both languages, as each platform shows it.
import { api } from "./api.js";
import { dingtalkBody, dingtalkMessage } from "./dingtalk.js";
import { h } from "./dom.js";
import { slackBody } from "./slack.js";
import { modalSheet } from "./slack-modal.js";
import { t } from "./words.js";

const ORDER = ["en", "zh-CN"];
const PLATFORMS = ["slack", "dingtalk"];
const LABELS = { markdown: "Markdown", charts: "data_visualization", chart: "图表" };
const FILTERS = ["view", "locale", "platform"];

/** `chosen` and `choose` keep the filters in the page's address. */
export function gallery({ locale, chosen, choose }) {
  const node = h("div", { class: "gallery" });
  let items = [];

  const fits = (item) => FILTERS.every((name) => !chosen()[name] || chosen()[name] === item[name]);

  function draw() {
    const focused = node.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const shown = items.filter(fits);
    const views = [...new Set(shown.map((item) => item.view))];
    node.replaceChildren(
      h("header", { class: "gallery-head" }, h("h1", null, t(locale, "galleryTitle")), h("p", null, t(locale, "galleryIntro")), items.length > 0 && filters(shown.length)),
      ...views.map((view) => section(view, shown.filter((item) => item.view === view))),
      !shown.length && h("div", { class: "empty" }, h("p", { class: "empty-title" }, t(locale, items.length ? "galleryNone" : "galleryEmpty")),
        items.length ? h("button", { type: "button", class: "off", onclick: () => set({ view: null, locale: null, platform: null }) }, t(locale, "clear"))
          : h("p", null, t(locale, "galleryEmptyHint"))) || "");
    if (focused) node.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }

  function set(change) {
    choose({ ...chosen(), ...change });
    draw();
  }

  function filters(count) {
    const views = [...new Set(items.map((item) => item.view))].sort();
    const segment = (name, label, values) => h("div", { class: "segment", role: "group", "aria-label": label }, [[null, t(locale, "all")], ...values].map(([value, words]) =>
      h("button", { type: "button", "aria-pressed": String((chosen()[name] ?? null) === value), data: { key: `${name}-${value}` }, onclick: () => set({ [name]: value }) }, words)));
    return h("div", { class: "filters" },
      h("label", { class: "view-filter" }, h("span", null, t(locale, "view")), h("select", { data: { key: "view" }, onchange: (event) => set({ view: event.target.value || null }) },
        h("option", { value: "" }, t(locale, "all")), views.map((view) => h("option", { value: view, selected: chosen().view === view }, view)))),
      segment("platform", t(locale, "platform"), PLATFORMS.map((each) => [each, t(locale, each)])),
      segment("locale", t(locale, "language"), [["en", t(locale, "english")], ["zh-CN", t(locale, "chinese")]]),
      h("p", { class: "count", role: "status" }, t(locale, "shown", { count })));
  }

  function section(view, found) {
    const rank = (item) => ORDER.indexOf(item.locale) * 2 + PLATFORMS.indexOf(item.platform);
    const titles = new Map();
    for (const item of found) titles.set(item.title ?? "", [...(titles.get(item.title ?? "") ?? []), item]);
    return h("section", { class: "view" }, h("h2", null, view),
      [...titles].map(([title, group]) => h("div", { class: "variant" }, title && title !== view && h("h3", null, title),
        h("div", { class: "sheets" }, group.sort((one, other) => rank(one) - rank(other)).map(sheet)))));
  }

  function sheet(item) {
    const slack = item.platform === "slack";
    const now = new Date().toISOString();
    const reader = { locale: item.locale, zone: "UTC", now, id: "", name: item.payload.name ?? "", botName: "Jinbu", nameOf: (id) => id };
    const message = { from: "bot", payload: item.payload, kind: item.kind };
    if (item.kind === "talk") return talkSheet(item, reader);
    return h("article", { class: `sheet ${item.platform}`, lang: item.locale, data: { view: item.view, locale: item.locale, platform: item.platform } },
      h("p", { class: "sheet-label" }, [t(locale, item.platform), LABELS[item.kind]].filter(Boolean).join(" · "), h("span", null, item.locale === "en" ? "English" : "中文")),
      h("div", { class: "sheet-body" }, item.kind === "view" ? modalSheet(item.payload, reader) : slack ? slackBody(message, reader) : dingtalkBody(message, reader)));
  }

  /** A form as it is asked question by question, with what somebody answers. */
  function talkSheet(item, reader) {
    const said = item.payload.messages.map((each, index) => dingtalkMessage({ ...each, id: `talk-${index}`, at: reader.now, read: true }, reader));
    return h("article", { class: "sheet talk dingtalk", lang: item.locale, data: { view: item.view, locale: item.locale, platform: item.platform } },
      h("p", { class: "sheet-label" }, `${t(locale, item.platform)} · ${t(locale, "questionByQuestion")}`, h("span", null, item.locale === "en" ? "English" : "中文")),
      h("div", { class: "sheet-talk" }, said));
  }

  return { node, draw, async load() {
    items = await api.gallery().catch(() => []) ?? [];
    draw();
  } };
}
