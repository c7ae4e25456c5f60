// Where one writes: a growing field, a file to go along, and the commands that fit what has been typed so far.
import { h, icon } from "./dom.js";
import { COMMANDS, t } from "./words.js";

const CLIP = "m14 7-6.2 6.2a1.8 1.8 0 0 1-2.6-2.6L12 3.8a3.2 3.2 0 0 1 4.5 4.5L9.6 15.2";
const PLANE = "M3 10 17 3l-4 14-3.5-5.5zM9.5 11.5 17 3";

/** `send(text, file)` returns a promise; the field is cleared at once and the words come back when it is rejected. */
export function composer({ platform, locale, botName, send }) {
  const tapped = platform === "dingtalk";
  const list = h("ul", { class: "hints", role: "listbox", id: `${platform}-hints`, hidden: true, "aria-label": t(locale, "suggestions") });
  const field = h("textarea", { rows: "1", class: "field", placeholder: t(locale, tapped ? "compose" : "composeHint", { bot: botName }),
    "aria-label": t(locale, "compose", { bot: botName }), role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": list.id });
  const button = h("button", { type: "submit", class: "send", disabled: true, "aria-label": t(locale, "send") }, tapped ? t(locale, "send") : icon(PLANE));
  const chooser = h("input", { type: "file", class: "hidden", tabindex: "-1", "aria-label": t(locale, "attach"), onchange: () => attach(chooser.files[0] ?? null) });
  const clip = h("button", { type: "button", class: "clip-button", "aria-label": t(locale, "attach"), title: t(locale, "attach"), onclick: () => chooser.click() }, icon(CLIP));
  const enclosed = h("div", { class: "enclosed", hidden: true });
  let file = null;
  const form = h("form", { class: "composer" }, list,
    tapped && h("div", { class: "chips", role: "group", "aria-label": t(locale, "suggestions") },
      COMMANDS[platform].map(([text, hint]) => h("button", { type: "button", class: "chip", title: hint, onclick: () => submit(text) }, text))),
    h("div", { class: "composer-box" }, enclosed, chooser, clip, field, button));
  let active = -1;

  const hints = () => (tapped || !field.value.startsWith("/") || field.value.includes("\n") ? []
    : COMMANDS[platform].filter(([text]) => text.startsWith(field.value.trimEnd().toLowerCase()) && text !== field.value.trim()));

  const draw = () => {
    const fitting = hints();
    active = Math.min(active, fitting.length - 1);
    list.replaceChildren(...fitting.map(([text, hint], index) => h("li", { role: "option", id: `${platform}-hint-${index}`, class: "hint",
      "aria-selected": String(index === active), onmousedown: (event) => event.preventDefault(), onclick: () => submit(text) },
    h("strong", null, text), h("span", null, hint))));
    list.hidden = !fitting.length;
    field.setAttribute("aria-expanded", String(fitting.length > 0));
    if (active >= 0) field.setAttribute("aria-activedescendant", `${platform}-hint-${active}`);
    else field.removeAttribute("aria-activedescendant");
    button.disabled = !field.value.trim() && !file;
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 140)}px`;
  };

  const set = (text) => {
    field.value = text;
    active = -1;
    draw();
  };

  function attach(chosen) {
    file = chosen;
    if (!file) chooser.value = "";
    enclosed.hidden = !file;
    enclosed.replaceChildren(...(file ? [h("span", { class: "clip" }, file.name), h("button", { type: "button", "aria-label": t(locale, "remove", { name: file.name }), onclick: () => attach(null) }, "×")] : []));
    draw();
    field.focus();
  }

  async function submit(text) {
    const along = file;
    if (!text.trim() && !along) return;
    set("");
    attach(null);
    try {
      await send(text.trim(), along);
    } catch {
      if (!field.value) set(text);
      if (along && !file) attach(along);
    }
  }

  field.addEventListener("input", () => {
    active = -1;
    draw();
  });
  field.addEventListener("blur", () => { list.hidden = true; });
  field.addEventListener("focus", draw);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const fitting = hints();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && fitting.length) {
      active = (active + step + fitting.length) % fitting.length;
      draw();
      event.preventDefault();
    } else if (event.key === "Tab" && !event.shiftKey && fitting.length) {
      set(fitting[Math.max(active, 0)][0]);
      event.preventDefault();
    } else if (event.key === "Escape" && fitting.length) {
      list.hidden = true;
      event.stopPropagation();
    } else if (event.key === "Enter" && !event.shiftKey) {
      submit(active >= 0 ? fitting[active][0] : field.value);
      event.preventDefault();
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(field.value);
  });
  return { node: form, focus: () => field.focus() };
}
