// Puts the page together: two chats side by side (or the gallery), kept live and in step with the address.
import { api, listen } from "./api.js";
import { faultBoard, wireLog } from "./drawers.js";
import { h } from "./dom.js";
import { gallery } from "./gallery.js";
import { pane, vacancy } from "./pane.js";
import { fullTime } from "./time.js";
import { t } from "./words.js";

const PLATFORMS = ["slack", "dingtalk"];
const HOME = { slack: "en", dingtalk: "zh-CN" };
const SETTLE_MS = 120;

const inGallery = location.pathname.replace(/\/$/, "").endsWith("/gallery");
const remembered = (() => {
  try { return localStorage.getItem("jinbu-sandbox-language"); } catch { return null; }
})();

let address = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
let locale = address.lang ?? remembered ?? (navigator.language?.startsWith("zh") ? "zh-CN" : "en");
let known = null;
const panes = {};
const shells = {};

function keep(change) {
  address = Object.fromEntries(Object.entries({ ...address, ...change }).filter(([, value]) => value));
  history.replaceState(null, "", `#${new URLSearchParams(address)}`);
}

// What the sandbox says, with who leads others worked out.
function understood(state) {
  const leads = new Set(state.people.map((person) => `${person.platform} ${person.manager}`));
  return {
    companies: state.companies,
    people: state.people.map((person) => ({ ...person, leads: leads.has(`${person.platform} ${person.id}`) })),
    now: state.clock.now,
    connected: Object.fromEntries(PLATFORMS.map((platform) => [platform, state.connections[platform].connected])),
  };
}

function companyOf(platform) {
  return known.companies.find((company) => company.platform === platform) ?? null;
}

// Who has most to read, or null: to begin with, somebody who leads others shows most.
const busiest = (people) => people.reduce((most, person) => (person.unread > (most?.unread ?? 0) ? person : most), null);

function show(platform) {
  const company = companyOf(platform);
  const shell = shells[platform];
  if (!company) {
    delete panes[platform];
    const language = HOME[platform];
    shell.replaceChildren(vacancy({ platform, locale: language, title: t(language, "noCompany", { platform: t(language, platform) }), hint: t(language, "noCompanyHint") }));
    return;
  }
  if (panes[platform]?.company !== company.key) {
    panes[platform] = { company: company.key, view: pane({ platform, company, choose: (id) => {
      keep({ [platform]: id });
      show(platform);
    } }) };
    shell.replaceChildren(panes[platform].view.node);
  }
  const everybody = known.people.filter((person) => person.platform === platform);
  const id = everybody.some((person) => person.id === address[platform]) ? address[platform]
    : (busiest(everybody.filter((person) => person.leads)) ?? busiest(everybody) ?? everybody[0])?.id;
  // Reading changes who has something unread, so whom one began with is kept as if one had chosen them.
  if (id !== address[platform]) keep({ [platform]: id });
  const changed = panes[platform].view.update({ everybody, id, clock: known.now, linked: known.connected[platform] });
  if (changed) panes[platform].view.refresh().then(soon);
}

const stale = new Set();
let waiting = false;
let again = false;

/** Asks the sandbox again, once for any number of events that come together. */
function soon() {
  again = waiting;
  if (waiting) return;
  waiting = true;
  setTimeout(async () => {
    await reload();
    waiting = false;
    if (again) soon();
  }, SETTLE_MS);
}

async function reload() {
  const wanted = [...stale];
  stale.clear();
  try {
    known = understood(await api.state());
  } catch {
    if (!known) for (const platform of PLATFORMS) {
      shells[platform].replaceChildren(vacancy({ platform, locale: HOME[platform], title: t(HOME[platform], "unreachable"), hint: t(HOME[platform], "unreachableHint") }));
    }
    setTimeout(soon, 2000);
    return;
  }
  bar.clock(known.now);
  for (const platform of PLATFORMS) show(platform);
  await Promise.all(wanted.map((platform) => panes[platform]?.view.refresh()));
}

function topBar() {
  const clock = h("time", { class: "clock-value" });
  const live = h("p", { class: "live", role: "status" });
  const faultCount = h("span", { class: "fault-count", hidden: true });
  const drawers = inGallery ? {} : { faults: faultBoard({ locale, changed: mark }), log: wireLog({ locale, changed: mark }) };
  const buttons = {};
  function mark() {
    for (const [name, button] of Object.entries(buttons)) button.setAttribute("aria-expanded", String(drawers[name].open));
    const count = drawers.faults?.count ?? 0;
    faultCount.hidden = count === 0;
    faultCount.textContent = String(count);
  }
  const toggle = (name) => (event) => {
    for (const [other, each] of Object.entries(drawers)) if (other !== name) each.close();
    drawers[name].toggle(event.currentTarget);
    mark();
  };
  for (const name of Object.keys(drawers)) {
    buttons[name] = h("button", { type: "button", class: "bar-button", "aria-expanded": "false", onclick: toggle(name) }, t(locale, name), name === "faults" && faultCount);
  }
  const node = h("header", { class: "bar" },
    h("a", { class: "brand", href: "/" }, h("img", { src: new URL("mark.svg", import.meta.url).pathname, alt: "", width: "28", height: "28" }), h("span", null, t(locale, "title"))),
    h("p", { class: "clock" }, !inGallery && [h("span", { class: "clock-label" }, t(locale, "clock")), clock], live),
    h("div", { class: "bar-actions" }, Object.values(buttons),
      h("a", { class: "bar-button", href: inGallery ? "/" : "/gallery" }, t(locale, inGallery ? "chats" : "gallery")),
      h("button", { type: "button", class: "bar-button", lang: locale === "en" ? "zh-CN" : "en", "aria-label": t(locale, "toggleLabel"), onclick: () => speak(locale === "en" ? "zh-CN" : "en") }, t(locale, "toggle"))));
  return { node, drawers, mark,
    clock(now) {
      clock.textContent = `${fullTime(now, { locale, zone: "UTC" })} UTC`;
      clock.dateTime = now;
    },
    live(up) { live.textContent = up ? "" : t(locale, "offline"); } };
}

function tabs() {
  const chosen = () => (PLATFORMS.includes(address.tab) ? address.tab : "slack");
  const buttons = PLATFORMS.map((platform) => h("button", { type: "button", role: "tab", id: `tab-${platform}`, "aria-controls": `chat-${platform}`, onclick: () => choose(platform),
    onkeydown: (event) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      const other = PLATFORMS[1 - PLATFORMS.indexOf(platform)];
      choose(other);
      document.getElementById(`tab-${other}`).focus();
    } }, t(HOME[platform], platform)));
  function choose(platform) {
    keep({ tab: platform });
    mark();
  }
  function mark() {
    PLATFORMS.forEach((platform, index) => {
      buttons[index].setAttribute("aria-selected", String(platform === chosen()));
      buttons[index].tabIndex = platform === chosen() ? 0 : -1;
      shells[platform].classList.toggle("front", platform === chosen());
    });
  }
  mark();
  return h("div", { class: "tabs", role: "tablist" }, buttons);
}

let bar = null;
let pictures = null;

/** Draws the frame in one language; the chats themselves keep their company's. */
function frame() {
  document.documentElement.lang = locale;
  document.title = inGallery ? `${t(locale, "gallery")} · ${t(locale, "title")}` : t(locale, "title");
  bar = topBar();
  const skip = h("a", { class: "skip", href: "#main", onclick: (event) => {
    event.preventDefault();
    main.focus();
  } }, t(locale, "skip"));
  const main = h("main", { id: "main", tabindex: "-1", class: inGallery ? "in-gallery" : "in-chats" });
  if (inGallery) {
    pictures = gallery({ locale, chosen: () => address, choose: keep });
    main.append(pictures.node);
    pictures.load();
  } else {
    main.append(tabs(), h("div", { class: "chats" }, PLATFORMS.map((platform) => shells[platform])));
  }
  document.body.replaceChildren(skip, bar.node, main, ...Object.values(bar.drawers).map((each) => each.node));
  if (known) bar.clock(known.now);
  bar.drawers.faults?.refresh().then(bar.mark);
}

function speak(next) {
  locale = next;
  keep({ lang: next });
  try { localStorage.setItem("jinbu-sandbox-language", next); } catch { /* private windows forget, that is all */ }
  frame();
}

for (const platform of PLATFORMS) shells[platform] = h("div", { class: "shell", id: `chat-${platform}` });
frame();
if (!inGallery) {
  soon();
  window.addEventListener("hashchange", () => {
    address = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
    if (known) for (const platform of PLATFORMS) show(platform);
  });
  listen((kind, data) => {
    if (kind === "live") {
      bar.live(data);
      if (data) PLATFORMS.forEach((platform) => stale.add(platform));
    } else if (kind === "fault") bar.drawers.faults.refresh().then(bar.mark);
    else if (kind === "reset") {
      for (const platform of PLATFORMS) delete panes[platform];
      bar.drawers.faults.refresh().then(bar.mark);
    } else if (kind === "clock" && data.now && known) {
      known.now = data.now;
      bar.clock(data.now);
      return;
    } else if (kind === "message" || kind === "update" || kind === "view") {
      for (const platform of PLATFORMS) if (!data.platform || (data.platform === platform && (!data.user || data.user === panes[platform]?.view.person))) stale.add(platform);
    }
    bar.drawers.log.refresh();
    soon();
  });
}
