// The form component of a DingTalk card: its fields by type, what is required, and the read-only state after it was sent in.
import { h } from "./dom.js";
import { t } from "./words.js";

let made = 0;

/** `submit(values, button)` gets texts by field, lists for several choices; null where a form is only looked at. */
export function dingtalkForm(values, reader, submit) {
  const fields = shownFields(values.form);
  const locked = values.form_status === "disabled";
  const button = h("button", { class: "d-button primary", type: "submit", disabled: locked, data: { action: "form" }, "aria-disabled": submit ? null : "true" },
    h("span", { class: "label" }, values.form_btn_text || t(reader.locale, "send")));
  const rows = fields.map((field) => row(field, locked));
  return h("form", { class: "d-form", novalidate: true, onsubmit: (event) => {
    event.preventDefault();
    const wrong = rows.filter((each) => !each.check());
    if (wrong.length) wrong[0].focus();
    else submit?.(Object.fromEntries(rows.map((each) => [each.name, each.value()]).filter(([, value]) => value.length)), button);
  } }, rows.map((each) => each.node), h("div", { class: "d-form-foot" }, button));
}

function shownFields(text) {
  try {
    return (JSON.parse(text)?.fields ?? []).filter((each) => !each.hidden);
  } catch {
    return [];
  }
}

/** One field: its node, its name, what stands in it, and whether it may be sent like that. */
function row(field, locked) {
  made += 1;
  const id = `d-field-${made}`;
  const several = field.type === "MULTI_SELECT" || field.type === "MULTI_CHECKBOX_GROUP";
  const off = locked || field.readOnly === true;
  const complaint = h("p", { class: "d-complaint", id: `${id}-wrong`, role: "alert", hidden: true }, field.requiredMsg || field.label);
  const control = several ? choices(field, id, off) : single(field, id, off);
  const star = field.required && h("span", { class: "d-star", "aria-hidden": "true" }, "*");
  const node = several
    ? h("fieldset", { class: "d-field", "aria-describedby": complaint.id }, h("legend", null, field.label, star), control, complaint)
    : h("div", { class: "d-field" }, h("label", { for: id }, field.label, star), control, complaint);
  const boxes = [...control.querySelectorAll("input[type=checkbox]")];
  const value = () => several ? boxes.filter((each) => each.checked).map((each) => each.value) : control.value.trim();
  return {
    node,
    name: field.name,
    value,
    focus: () => (several ? boxes[0] : control)?.focus(),
    check: () => {
      const fits = !field.required || value().length > 0;
      complaint.hidden = fits;
      if (!several) control.setAttribute("aria-invalid", String(!fits));
      return fits;
    },
  };
}

function single(field, id, off) {
  const common = { id, name: field.name, disabled: off, "aria-required": field.required ? "true" : null, "aria-describedby": `${id}-wrong` };
  const hint = field.placeholder ?? "";
  if (field.type === "SELECT" || field.type === "CHECKBOX_GROUP") {
    const chosen = field.defaultValue?.value ?? "";
    return h("select", common, h("option", { value: "" }, hint || "–"),
      (field.options ?? []).map((each) => h("option", { value: each.value, selected: each.value === chosen }, each.text)));
  }
  const typed = typeof field.defaultValue === "string" ? field.defaultValue : "";
  if (field.type === "TEXT_AREA") return h("textarea", { ...common, rows: "3", placeholder: off ? null : hint }, typed);
  const kind = off && !typed ? "text" : { DATE: "date", TIME: "time" }[field.type] ?? "text"; // a browser's own hint would stand in what was left empty
  return h("input", { ...common, type: kind, placeholder: off ? null : hint, value: typed, autocomplete: "off" });
}

function choices(field, id, off) {
  const chosen = new Set(field.defaultValue?.value ?? []);
  return h("div", { class: "d-choices" }, (field.options ?? []).map((each, index) => h("label", { class: "d-choice", for: `${id}-${index}` },
    h("input", { type: "checkbox", id: `${id}-${index}`, value: each.value, checked: chosen.has(each.value), disabled: off }), h("span", null, each.text))));
}
