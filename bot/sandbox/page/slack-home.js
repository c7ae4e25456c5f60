// The Home tab of the bot: one view a person has for themselves, drawn as its blocks.
import { h } from "./dom.js";
import { slackBody } from "./slack.js";
import { t } from "./words.js";

/** `reader()` is whom the words are for; `press(view, action, button)` uses an element. */
export function homeTab({ locale, botName, reader, press }) {
  const node = h("div", { class: "s-home", tabindex: "0", role: "tabpanel", "aria-label": t(locale, "home"), hidden: true });
  let drawn = "";
  return { node,
    update(view) {
      const signature = JSON.stringify([view, reader().id]);
      if (signature === drawn) return;
      drawn = signature;
      node.replaceChildren(view ? slackBody({ payload: { blocks: view.blocks } }, reader(), { press: (action, button) => press(view, action, button) })
        : h("p", { class: "empty" }, t(locale, "homeEmpty", { bot: botName })));
    } };
}
