// What stands in one's own DingTalk calendar and to-do list because an app put it there, folded away above the chat.
import { h } from "./dom.js";
import { clockTime, dayName } from "./time.js";
import { t } from "./words.js";

/** `reader()` is whom the words are for: days and times are those of their zone. */
export function entryList({ locale, reader }) {
  const list = h("ul", null);
  const label = h("summary", null);
  const node = h("details", { class: "d-entries", hidden: true }, label, list);
  const event = (each) => h("li", null, h("span", { class: "d-entry-kind" }, t(locale, "calendar")), h("span", { class: "d-entry-what" }, each.summary),
    h("span", { class: "d-entry-when" }, `${dayName(each.start, reader())} ${clockTime(each.start, reader())}–${clockTime(each.end, reader())}`));
  const todo = (each) => h("li", { class: each.done ? "done" : null }, h("span", { class: "d-entry-kind" }, t(locale, "todo")), h("span", { class: "d-entry-what" }, each.subject),
    h("span", { class: "d-entry-when" }, each.done ? t(locale, "todoDone") : each.due ? t(locale, "todoBy", { day: dayName(each.due, reader()) }) : ""));
  return { node,
    update({ events, todos }) {
      node.hidden = !events.length && !todos.length;
      label.textContent = t(locale, "entries", { events: events.length, todos: todos.filter((each) => !each.done).length });
      list.replaceChildren(...events.map(event), ...todos.map(todo));
    } };
}
