// A modal as Slack shows it over the conversation: filled in, sent, corrected where it says so, closed.
import { h, icon } from "./dom.js";
import { blockNode } from "./slack.js";
import { unescape } from "./slack-text.js";
import { t } from "./words.js";

const CROSS = "m5 5 10 10M15 5 5 15";

/**
 * The layer that a person's modals lie on; only the top one is seen. `reader()` is whom the words are for,
 * `submit(view, values)` returns what came of it, `close(view)` and `press(view, action, button, values)` do what they say.
 */
export function modalLayer({ locale, reader, submit, close, press, covered }) {
  const node = h("div", { class: "s-layer", hidden: true });
  let view = null;
  let fields = new Map();
  let before = null;

  // What was typed stays where block and action are the same, as in the real client.
  const typed = () => new Map([...fields].map(([name, field]) => [`${name} ${field.action}`, field.value()]));

  function update(views) {
    const top = views.at(-1) ?? null;
    if (top?.id === view?.id && top?.hash === view?.hash) return;
    const kept = top && top.id === view?.id ? typed() : new Map();
    if (top && !view) before = document.activeElement;
    const opens = top && (top.id !== view?.id || node.contains(document.activeElement));
    view = top;
    node.hidden = !top;
    covered(Boolean(top));
    fields = new Map();
    node.replaceChildren(...(top ? [dialog(top, kept)] : []));
    if (opens) (node.querySelector("textarea, input, select") ?? node.querySelector("button")).focus();
    if (!top) before?.focus?.();
  }

  function dialog(shown, kept) {
    const title = h("h3", { id: `modal-${shown.id}` }, unescape(shown.title.text));
    const trouble = h("p", { class: "trouble", role: "alert", hidden: true });
    const send = shown.submit && h("button", { type: "submit", class: "s-button primary" }, h("span", { class: "label" }, unescape(shown.submit.text)));
    const leave = () => close(shown);
    const body = shown.blocks.map((block, index) => block.type === "input" ? input(block, kept)
      : blockNode(block, reader(), { press: (action, button) => press(shown, action, button, filled()), index, alone: (name) => Boolean(name) }));
    return h("form", { class: "s-modal", role: "dialog", "aria-modal": "true", "aria-labelledby": title.id, novalidate: true,
      onkeydown: (event) => { if (event.key === "Escape") leave(); },
      onsubmit: (event) => {
        event.preventDefault();
        if (send) sent(shown, send, trouble);
      } },
    h("header", null, title, h("button", { type: "button", class: "s-cross", "aria-label": t(locale, "close"), onclick: leave }, icon(CROSS))),
    h("div", { class: "s-modal-body s-body", tabindex: "-1" }, trouble, body),
    h("footer", null, h("button", { type: "button", class: "s-button", onclick: leave }, shown.close ? unescape(shown.close.text) : t(locale, "cancel")), send));
  }

  const filled = () => Object.fromEntries([...fields].map(([name, field]) => [name, field.value()]));

  async function sent(shown, button, trouble) {
    if (button.getAttribute("aria-busy") === "true") return;
    button.setAttribute("aria-busy", "true");
    complain({});
    trouble.hidden = true;
    const outcome = await submit(shown, filled());
    button.removeAttribute("aria-busy");
    complain(outcome.errors ?? {});
    trouble.textContent = outcome.says ?? "";
    trouble.hidden = !trouble.textContent;
  }

  function complain(errors) {
    for (const [name, field] of fields) field.complain(errors[name] ?? "");
    [...fields].find(([name]) => errors[name])?.[1].focus();
  }

  function input(block, kept) {
    const { element } = block;
    const make = ELEMENTS[element.type];
    const label = [unescape(block.label.text), block.optional && h("span", { class: "quiet" }, ` ${t(locale, "optional")}`)];
    if (!make) return h("p", { class: "s-unknown" }, t(locale, "unknownBlock", { type: String(element.type) }));
    const id = `field-${view.id}-${block.block_id}`;
    const made = make(element, { id, locale, kept: kept.get(`${block.block_id} ${element.action_id}`) });
    const wrong = h("p", { class: "s-error", id: `${id}-error`, hidden: true });
    fields.set(block.block_id, { action: element.action_id, value: made.value, focus: () => made.node.querySelector("input")?.focus() ?? made.node.focus(),
      complain(text) {
        wrong.textContent = text;
        wrong.hidden = !text;
        made.node.setAttribute("aria-invalid", String(Boolean(text)));
      } });
    made.node.setAttribute("aria-describedby", wrong.id);
    const hint = block.hint && h("p", { class: "s-hint" }, unescape(block.hint.text));
    return made.several ? h("fieldset", { class: "s-input" }, h("legend", null, label), made.node, wrong, hint)
      : h("div", { class: "s-input" }, h("label", { for: id }, label), made.node, wrong, hint);
  }

  return { node, update };
}

let sheets = 0;

/** A modal that is only looked at. */
export function modalSheet(view, reader) {
  const layer = modalLayer({ locale: reader.locale, reader: () => reader, submit: async () => ({}), close() {}, press() {}, covered() {} });
  sheets += 1;
  layer.update([{ ...view, id: `sheet-${sheets}` }]);
  return layer.node.querySelector(".s-modal");
}

const options = (element) => element.options ?? element.option_groups.flatMap((group) => group.options);
const text = (option) => unescape(option.text.text);

function writing(element, { id, kept }) {
  const props = { id, class: "s-control", maxlength: element.max_length, placeholder: element.placeholder?.text };
  const node = element.multiline ? h("textarea", { ...props, rows: "4" }) : h("input", { ...props, type: "text", inputmode: element.type === "number_input" ? "decimal" : null });
  node.value = kept ?? element.initial_value ?? "";
  return { node, value: () => node.value };
}

function picking(type, initial) {
  return (element, { id, kept }) => {
    const node = h("input", { id, class: "s-control", type });
    node.value = kept ?? element[initial] ?? "";
    return { node, value: () => node.value };
  };
}

function menu(element, { id, locale, kept }) {
  const one = (option) => h("option", { value: option.value }, text(option));
  const node = h("select", { id, class: "s-control" }, h("option", { value: "" }, t(locale, "pickOne")),
    element.option_groups ? element.option_groups.map((group) => h("optgroup", { label: unescape(group.label.text) }, group.options.map(one))) : element.options.map(one));
  node.value = kept ?? element.initial_option?.value ?? "";
  return { node, value: () => node.value };
}

function marks(kind, several) {
  return (element, { id, kept }) => {
    const initial = several ? (element.initial_options ?? []).map((each) => each.value) : [element.initial_option?.value ?? ""];
    const chosen = new Set([kept ?? initial].flat(2));
    const node = h("div", { class: `s-marks ${options(element).length > 8 ? "scrolls" : ""}`, tabindex: "-1" }, options(element).map((option) => h("label", null,
      h("input", { type: kind, name: id, value: option.value, checked: chosen.has(option.value) }),
      h("span", null, text(option), option.description && h("span", { class: "s-description" }, unescape(option.description.text))))));
    const values = () => [...node.querySelectorAll(":checked")].map((each) => each.value);
    return { node, several: true, value: () => several ? values() : values()[0] ?? "" };
  };
}

const ELEMENTS = {
  plain_text_input: writing, number_input: writing, email_text_input: writing, url_text_input: writing,
  datepicker: picking("date", "initial_date"), timepicker: picking("time", "initial_time"),
  static_select: menu, radio_buttons: marks("radio", false), checkboxes: marks("checkbox", true), multi_static_select: marks("checkbox", true),
};
