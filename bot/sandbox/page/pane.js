// One chat: who one is, the conversation with the bot as that platform shows it, and where to write.
import { api, Refused } from "./api.js";
import { composer } from "./composer.js";
import { entryList } from "./dingtalk-entries.js";
import { dingtalkMessage } from "./dingtalk.js";
import { avatar, h, icon } from "./dom.js";
import { peopleList } from "./people.js";
import { homeTab } from "./slack-home.js";
import { modalLayer } from "./slack-modal.js";
import { slackMessage } from "./slack.js";
import { clockTime, dayKey, dayName, zoneName } from "./time.js";
import { t } from "./words.js";

const TOGETHER = 5 * 60_000;
const MARK = new URL("mark.svg", import.meta.url).pathname;

/** `company` fixes the words' language; `choose(id)` is told when somebody picks another person. */
export function pane({ platform, company, choose }) {
  const { locale, bot_name: botName } = company;
  const list = peopleList({ locale, choose: (id) => {
    choosing(false);
    choose(id);
    write.focus();
  } });
  const write = composer({ platform, locale, botName, send: say });
  const who = h("button", { type: "button", class: "who", title: t(locale, "choose"), onclick: () => {
    choosing(true);
    list.focus();
  } });
  const back = h("button", { type: "button", class: "back", "aria-label": t(locale, "close"), onclick: () => {
    choosing(false);
    who.focus();
  } }, icon("m5 5 10 10M15 5 5 15"));
  const link = h("span", { class: "link-state", role: "status" });
  const log = h("div", { class: "log", role: "log", "aria-live": "polite", tabindex: "0", "aria-label": t(locale, "conversation", { bot: botName }) });
  const more = h("button", { type: "button", class: "more", hidden: true, onclick: () => toEnd() }, t(locale, "newMessages"));
  const trouble = h("p", { class: "trouble", role: "alert", hidden: true });
  const slack = platform === "slack";
  const modals = slack && modalLayer({ locale, reader: () => reader(), press: use, close: (view) => quietly(() => api.close(person.id, view.id)),
    submit: fillIn, covered: (yes) => { for (const each of [log.parentElement, write.node, tabs, home.node]) each.inert = yes; } });
  const entries = !slack && entryList({ locale, reader: () => reader() });
  const home = slack && homeTab({ locale, botName, reader: () => reader(), press: use });
  const tabs = slack && h("div", { class: "s-tabs", role: "tablist" }, ["messages", "home"].map((name) => h("button", { type: "button", role: "tab", data: { tab: name },
    "aria-selected": String(name === "messages"), onclick: () => turnTo(name) }, t(locale, name))));
  const head = h("header", { class: "talk-head" }, h("img", { src: MARK, alt: "", width: "32", height: "32" }),
    h("div", { class: "talk-words" }, h("p", { class: "talk-name" }, botName, h("span", { class: "s-app" }, t(locale, slack ? "app" : "robot"))), link), who, tabs, entries && entries.node);
  const node = h("section", { class: `pane ${platform}`, lang: locale, "aria-label": t(locale, platform) },
    h("div", { class: "side" }, h("h2", { class: "company" }, h("span", { class: "clip" }, company.name), h("span", { class: "service" }, t(locale, platform)), back), list.node),
    h("div", { class: "talk" },
      head, h("div", { class: "log-frame" }, log, more), home && home.node, trouble, write.node, modals && modals.node));

  let person = null;
  let people = [];
  let now = new Date().toISOString();
  let drawn = new Map();
  let asked = 0;
  let shown = null;
  let connected = false;

  // Where the chat is narrow the people lie over it; where there is room this changes nothing.
  const choosing = (open) => node.classList.toggle("choosing", open);
  node.querySelector(".side").addEventListener("keydown", (event) => {
    if (event.key === "Escape" && node.classList.contains("choosing")) back.click();
  });

  const reader = () => ({ locale, zone: person.timezone, now, id: person.id, name: person.name, botName,
    nameOf: (id) => people.find((each) => each.id === id)?.name ?? id });
  const atEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  const toEnd = () => { log.scrollTop = log.scrollHeight; };
  log.addEventListener("scroll", () => { if (atEnd()) more.hidden = true; }, { passive: true });
  log.addEventListener("load", (event) => { if (event.target.dataset.follow) toEnd(); }, true);

  function complain(error) {
    const reason = error instanceof Refused && error.status === 0 ? t(locale, error.message === "timeout" ? "timedOut" : "unreachable", { bot: botName })
      : t(locale, "failed", { reason: error.message });
    trouble.textContent = reason;
    trouble.hidden = false;
  }

  /** What the person would see when the bot heard nothing, or null when all went well. */
  function unheard(answer) {
    if (answer?.ok !== false && answer?.acked !== false) return null;
    return answer.says ?? (connected ? t(locale, "timedOut", { bot: botName }) : t(locale, "notDelivered"));
  }

  async function say(text, file = null) {
    trouble.hidden = true;
    const [, command, rest] = /^(\/[\p{L}\p{N}_-]+)\s*(.*)$/su.exec(text) ?? [];
    try {
      const answer = file ? await api.upload(platform, person.id, file.name, await base64(file), text)
        : slack && command ? await api.command(person.id, command, rest) : await api.say(platform, person.id, text);
      trouble.textContent = unheard(answer) ?? "";
      trouble.hidden = !trouble.textContent;
    } catch (error) {
      complain(error);
      throw error;
    }
    await refresh();
  }

  /** Does something for which only a failure has to be said. */
  async function quietly(call) {
    trouble.hidden = true;
    try {
      trouble.textContent = unheard(await call()) ?? "";
      trouble.hidden = !trouble.textContent;
    } catch (error) {
      complain(error);
    }
    await refresh();
  }

  async function use(view, action, button, values) {
    if (button.getAttribute("aria-busy") === "true") return;
    button.setAttribute("aria-busy", "true");
    await quietly(() => api.click(platform, person.id, view.id, action, values));
    button.removeAttribute("aria-busy");
  }

  async function fillIn(view, values) {
    try {
      const outcome = await api.submit(platform, person.id, { view: view.id }, values);
      await refresh();
      return outcome.errors ? { errors: outcome.errors } : { says: unheard(outcome) };
    } catch (error) {
      return { says: t(locale, "failed", { reason: error.message }) };
    }
  }

  function turnTo(name) {
    for (const each of tabs.children) each.setAttribute("aria-selected", String(each.dataset.tab === name));
    home.node.hidden = name !== "home";
    log.parentElement.hidden = write.node.hidden = name === "home";
    if (name === "home") quietly(() => api.home(person.id));
  }

  const press = (message, action, button) => act(button, () => api.click(platform, person.id, message.id, action));
  const submit = (message, values, button) => act(button, () => api.submit(platform, person.id, { message: message.id }, values));

  async function act(button, call) {
    if (button.getAttribute("aria-busy") === "true") return;
    trouble.hidden = true;
    const article = button.closest("article");
    for (const each of article.querySelectorAll("[data-action]")) each.setAttribute("aria-disabled", "true");
    article.querySelector(".outcome")?.remove();
    button.setAttribute("aria-busy", "true");
    let outcome = null;
    try {
      outcome = unheard(await call());
    } catch (error) {
      outcome = error instanceof Refused && error.message === "timeout" ? t(locale, "timedOut", { bot: botName }) : t(locale, "failed", { reason: error.message });
    }
    button.removeAttribute("aria-busy");
    for (const each of article.querySelectorAll("[data-action]")) each.removeAttribute("aria-disabled");
    button.classList.toggle("pressed", !outcome);
    button.parentElement.after(h("p", { class: `outcome ${outcome ? "bad" : "good"}`, role: "status" }, outcome ?? t(locale, "pressed")));
    if (!outcome) setTimeout(() => article.querySelector(".outcome.good")?.remove(), 2500);
    await refresh();
  }

  function draw(messages) {
    const follow = shown !== person.id || atEnd();
    const focused = log.contains(document.activeElement) ? document.activeElement : null;
    const keep = focused && [focused.closest("article")?.dataset.id, focused.dataset.action];
    const next = new Map();
    const nodes = [];
    let before = null;
    for (const message of messages) {
      const gap = before === null || dayKey(before.at, person.timezone) !== dayKey(message.at, person.timezone);
      const late = before && Date.parse(message.at) - Date.parse(before.at) > TOGETHER;
      if (slack ? gap : gap || late) nodes.push(separator(message.at));
      const follows = !gap && !late && before?.from === message.from && !message.ephemeral && !before.ephemeral;
      const signature = JSON.stringify([message, follows, person.id]);
      const old = drawn.get(message.id);
      const made = old?.signature === signature ? old : { signature, node: article(message, follows) };
      next.set(message.id, made);
      nodes.push(made.node);
      before = message;
    }
    if (!nodes.length) nodes.push(empty());
    for (const image of nodes.flatMap((each) => [...each.querySelectorAll("img")])) {
      if (follow) image.dataset.follow = "yes";
      else delete image.dataset.follow;
    }
    const fresh = drawn.size > 0 && shown === person.id && messages.length > drawn.size;
    reconcile(nodes);
    drawn = next;
    shown = person.id;
    if (follow) toEnd();
    else if (fresh) more.hidden = false;
    if (keep?.[0] && !document.contains(focused)) {
      const again = [...log.querySelectorAll("article")].find((each) => each.dataset.id === keep[0]);
      (again?.querySelector(`[data-action="${CSS.escape(keep[1] ?? "")}"]`) ?? again)?.focus({ preventScroll: true });
    }
  }

  function reconcile(nodes) {
    const wanted = new Set(nodes);
    for (const child of [...log.childNodes]) if (!wanted.has(child)) child.remove();
    nodes.forEach((each, index) => { if (log.childNodes[index] !== each) log.insertBefore(each, log.childNodes[index] ?? null); });
  }

  function article(message, follows) {
    const pressing = (action, button) => press(message, action, button);
    return slack ? slackMessage(message, reader(), { follows, press: pressing, shortcut: (name) => quietly(() => api.shortcut(person.id, message.id, name)) })
      : dingtalkMessage(message, reader(), { press: pressing, say: (text) => say(text).catch(() => {}), submit: (values, button) => submit(message, values, button) });
  }

  function separator(at) {
    const day = dayName(at, reader());
    return h("div", { class: "separator" }, h("span", null, slack ? day : `${day} ${clockTime(at, reader())}`));
  }

  const empty = () => h("div", { class: "empty" }, h("img", { src: MARK, alt: "", width: "48", height: "48" }),
    h("p", { class: "empty-title" }, t(locale, "emptyTitle")), h("p", null, t(locale, slack ? "emptySlack" : "emptyDingtalk", { bot: botName })));

  async function refresh() {
    if (!person) return;
    asked += 1;
    const mine = asked;
    const { id } = person;
    try {
      const [messages, views, kept] = await Promise.all([api.messages(platform, id), slack ? api.views(id) : null, slack ? null : api.entries(id)]);
      if (mine !== asked || person?.id !== id) return;
      draw(messages);
      if (kept) entries.update(kept);
      if (!views) return;
      home.update(views.home);
      modals.update(views.modals);
    } catch (error) {
      if (mine === asked) complain(error);
    }
  }

  return {
    node,
    refresh,
    get person() { return person?.id ?? null; },
    /** New facts from the sandbox: everybody of this company, whom one is, the clock, whether the bot is there. */
    update({ everybody, id, clock, linked }) {
      people = everybody;
      now = clock;
      connected = linked;
      const before = person?.id;
      person = people.find((each) => each.id === id) ?? null;
      list.update(people, id);
      link.replaceChildren(h("span", { class: `dot ${connected ? "up" : "down"}` }), t(locale, connected ? "botUp" : "botDown"));
      if (person) {
        who.replaceChildren(h("span", { class: "who-words" }, h("span", { class: "who-label" }, t(locale, "you")), h("strong", { class: "clip" }, person.name),
          h("span", { class: "who-time" }, `${clockTime(now, reader())} ${zoneName(now, reader())}`)), avatar(person.name, person.id), icon("m6 8 4 4 4-4"));
      }
      if (before !== person?.id) {
        drawn = new Map();
        more.hidden = true;
        trouble.hidden = true;
        modals?.update?.([]);
        if (before && tabs) turnTo("messages");
      }
      return before !== person?.id;
    },
  };
}

const base64 = (file) => new Promise((resolve, reject) => {
  const reader = new FileReader();
  reader.addEventListener("load", () => resolve(reader.result.slice(reader.result.indexOf(",") + 1)));
  reader.addEventListener("error", () => reject(reader.error));
  reader.readAsDataURL(file);
});

/** What stands where a company would be, with what to do about it. */
export function vacancy({ platform, locale, title, hint }) {
  return h("section", { class: `pane ${platform} vacant`, "aria-label": t(locale, platform) },
    h("div", { class: "empty" }, h("img", { src: MARK, alt: "", width: "48", height: "48" }), h("p", { class: "empty-title" }, title), h("p", null, hint)));
}
