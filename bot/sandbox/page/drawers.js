// The two drawers beside the chats: the fault board and the wire log.
import { api } from "./api.js";
import { h, icon } from "./dom.js";
import { clockTime } from "./time.js";
import { faultWords, t } from "./words.js";

const CROSS = "m5 5 10 10M15 5 5 15";
const PLATFORMS = ["slack", "dingtalk"];
const CHANCES = ["lost_answer", "refuse", "rate_limited", "server_error", "drop_socket", "duplicate_frame", "punish_page", "no_receipt"];
const STATES = ["quota_exhausted", "token_expired", "template_missing", "content_unsafe", "workspace_shut"];
const ORDER = [...CHANCES.slice(0, 4), "slow_ms", "slow_posts_ms", ...CHANCES.slice(4), "delay_frame_ms", ...STATES, "repeat_card"];
const LONGEST_MS = 10_000;

/** A panel at the side that leaves the chats usable; Escape closes it and gives the focus back. */
export function drawer({ name, title, intro, locale, closed }) {
  const body = h("div", { class: "drawer-body" });
  const shut = h("button", { type: "button", class: "plain", "aria-label": t(locale, "close"), onclick: () => close() }, icon(CROSS));
  const node = h("aside", { class: `drawer drawer-${name}`, "aria-label": title, hidden: true, tabindex: "-1" },
    h("header", null, h("h2", null, title), shut), h("p", { class: "quiet" }, intro), body);
  let opener = null;
  function close() {
    if (node.hidden) return;
    node.hidden = true;
    opener?.focus();
    closed();
  }
  node.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  return { node, body, close, get open() { return !node.hidden; }, show(from) {
    opener = from;
    node.hidden = false;
    node.focus();
  } };
}

const kindOf = (name) => {
  if (name === "repeat_card") return "choice";
  if (STATES.includes(name)) return "switch";
  if (name.endsWith("_ms")) return "milliseconds";
  return CHANCES.includes(name) ? "chance" : "number";
};
const isLimit = (name) => kindOf(name) === "number";
const isOn = (name, value) => !isLimit(name) && value !== 0 && value !== "refuse";

/** How many faults are switched on, limits apart. */
export const countFaults = (faults) => PLATFORMS.reduce((sum, platform) => sum
  + Object.entries(faults?.[platform] ?? {}).filter(([name, value]) => isOn(name, value)).length, 0);

export function faultBoard({ locale, changed }) {
  const panel = drawer({ name: "faults", title: t(locale, "faults"), intro: t(locale, "faultsIntro"), locale, closed: changed });
  let faults = null;
  let controls = [];
  const trouble = h("p", { class: "trouble", role: "alert", hidden: true });

  // One change after the other: two that overtake each other would leave the older value.
  let turn = Promise.resolve();
  const put = (change) => { turn = turn.then(() => send(change)); };

  async function send(change) {
    trouble.hidden = true;
    try {
      await api.setFaults(change);
    } catch (error) {
      trouble.textContent = t(locale, "failed", { reason: error.message });
      trouble.hidden = false;
    }
    await load();
    changed();
  }

  function control(platform, name, value) {
    const [label, meaning] = faultWords(locale, name);
    const id = `fault-${platform}-${name}`;
    const kind = kindOf(name);
    const shown = h("output", { for: id });
    const set = (next) => put({ [platform]: { [name]: next } });
    const common = { id, "aria-describedby": meaning ? `${id}-meaning` : null };
    const slider = (most, step, scale) => h("input", { ...common, type: "range", min: "0", max: String(most), step: String(step),
      oninput: (event) => say(event.target.value / scale), onchange: (event) => set(event.target.value / scale) });
    const make = {
      chance: () => slider(100, 5, 100),
      milliseconds: () => slider(LONGEST_MS, 250, 1),
      switch: () => h("input", { ...common, type: "checkbox", role: "switch", onchange: (event) => set(Number(event.target.checked)) }),
      choice: () => h("select", { ...common, onchange: (event) => set(event.target.value) }, ["refuse", "quiet", "empty", "null", "unsuccessful"].map((each) => h("option", { value: each }, t(locale, `repeat_${each}`)))),
      number: () => h("input", { ...common, type: "number", min: "0", step: "any", onchange: (event) => event.target.value && set(Number(event.target.value)) }),
    };
    const input = make[kind]();
    const row = h("div", { class: `fault ${kind}` }, h("label", { for: id }, label), shown, input, meaning && h("p", { class: "quiet", id: `${id}-meaning` }, meaning));
    function say(now) {
      row.classList.toggle("is-on", isOn(name, now));
      if (kind === "chance") shown.textContent = now ? `${Math.round(now * 100)}%` : t(locale, "off");
      else if (kind === "milliseconds") shown.textContent = now ? `${(now / 1000).toFixed(2)} s` : t(locale, "off");
      else if (kind === "switch") shown.textContent = t(locale, now ? "on" : "off");
    }
    // Somebody may be turning this very control faster than the sandbox answers, so what has the focus is left alone.
    const follow = (now) => {
      if (input === document.activeElement && kind !== "switch") return;
      if (kind === "switch") input.checked = Boolean(now);
      else input.value = String(kind === "chance" ? Math.round(now * 100) : now);
      say(now);
    };
    follow(value);
    controls.push(() => follow(faults[platform][name]));
    return row;
  }

  function draw() {
    controls = [];
    const place = ([name]) => (ORDER.indexOf(name) + ORDER.length + 1) % (ORDER.length + 1);
    panel.body.replaceChildren(trouble, ...PLATFORMS.map((platform) => {
      const rows = Object.entries(faults[platform]).sort((one, other) => place(one) - place(other));
      const limits = rows.filter(([name]) => isLimit(name));
      return h("section", null, h("h3", null, t(locale, platform)),
        rows.filter(([name]) => !isLimit(name)).map(([name, value]) => control(platform, name, value)),
        h("details", null, h("summary", null, t(locale, "limits")), limits.map(([name, value]) => control(platform, name, value))));
    }), h("button", { type: "button", class: "off", onclick: () => put(quiet()) }, t(locale, "allOff")));
  }

  const quiet = () => Object.fromEntries(PLATFORMS.map((platform) => [platform, Object.fromEntries(Object.entries(faults[platform])
    .filter(([name, value]) => isOn(name, value)).map(([name]) => [name, name === "repeat_card" ? "refuse" : 0]))]));

  async function load() {
    faults = await api.faults().catch(() => faults);
    if (!panel.open || !faults) return;
    if (controls.length) for (const follow of controls) follow();
    else draw();
  }
  return { node: panel.node, toggle: (from) => (panel.open ? panel.close() : (panel.show(from), load())), close: panel.close, refresh: load,
    get open() { return panel.open; }, get count() { return countFaults(faults); } };
}

const RIGHT = new Set(["took", "count"]);
const wentWell = (status) => (Number(status) ? Number(status) < 400 : ["ack", "ok"].includes(String(status)));

export function wireLog({ locale, changed }) {
  const panel = drawer({ name: "log", title: t(locale, "log"), intro: t(locale, "logIntro"), locale, closed: changed });
  let timer = 0;

  function table(heads, rows) {
    return h("div", { class: "table", tabindex: "0", role: "region", "aria-label": t(locale, "log") }, h("table", null,
      h("thead", null, h("tr", null, heads.map((each) => h("th", { scope: "col", class: RIGHT.has(each) ? "align-right" : null }, t(locale, each))))), h("tbody", null, rows)));
  }

  async function load() {
    if (!panel.open) return;
    const [entries, calls] = await Promise.all([api.log().catch(() => []), api.calls().catch(() => ({}))]);
    const { month, ...services } = calls;
    const counts = Object.entries(services).flatMap(([platform, methods]) => Object.entries(methods).map(([method, count]) => [platform, method, count]))
      .sort((one, other) => other[2] - one[2]);
    const rows = [...entries].reverse().map((each) => h("tr", { class: wentWell(each.status) ? null : "bad" },
      h("td", null, clockTime(each.at, { locale, zone: "UTC" })),
      h("td", { class: "wire" }, h("span", { title: t(locale, each.way === "out" ? "toBot" : "fromBot") }, each.way === "out" ? "↓ " : "↑ "), h("span", { class: "hidden" }, t(locale, each.way === "out" ? "toBot" : "fromBot")), each.method),
      h("td", null, t(locale, each.platform)), h("td", null, each.status), h("td", { class: "align-right" }, `${each.ms < 10 ? each.ms.toFixed(1) : Math.round(each.ms)} ms`)));
    const opened = panel.body.querySelector("details")?.open ?? false;
    const at = panel.node.scrollTop;
    panel.body.replaceChildren(
      month ? h("p", { class: "budget" }, t(locale, "budget", { calls: month.metered_calls, limit: month.metered_calls_limit, pushes: month.pushes, most: month.pushes_limit })) : "",
      counts.length ? h("details", { open: opened }, h("summary", null, t(locale, "calls")),
        table(["service", "method", "count"], counts.map(([platform, method, count]) => h("tr", null, h("td", null, t(locale, platform)), h("td", { class: "wire" }, method), h("td", { class: "align-right" }, String(count)))))) : "",
      rows.length ? table(["when", "method", "service", "status", "took"], rows) : h("p", { class: "quiet" }, t(locale, "logEmpty")));
    panel.node.scrollTop = at;
  }

  const refresh = () => {
    clearTimeout(timer);
    timer = setTimeout(load, 300);
  };
  return { node: panel.node, toggle: (from) => (panel.open ? panel.close() : (panel.show(from), load())), close: panel.close, refresh, get open() { return panel.open; } };
}
