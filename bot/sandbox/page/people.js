// The list of the people one can be: teams in the order of the organisation, searchable, with unread counts.
import { avatar, h, icon } from "./dom.js";
import { t } from "./words.js";

const CREST = "M10 3v4M4 17v-4h12v4M10 7v6M8 3h4v4H8z";

/** People in teams, top of the organisation first: [{lead: person or null, members: [person]}]. */
export function teams(people) {
  const known = new Map(people.map((person) => [person.id, person]));
  const reports = new Map();
  for (const person of people) {
    const lead = known.has(person.manager) && person.manager !== person.id ? person.manager : null;
    reports.set(lead, [...(reports.get(lead) ?? []), person]);
  }
  const found = [];
  const queue = [null];
  const done = new Set();
  while (queue.length) {
    const lead = queue.shift();
    if (done.has(lead)) continue;
    done.add(lead);
    const members = reports.get(lead) ?? [];
    if (members.length) found.push({ lead: known.get(lead) ?? null, members });
    queue.push(...members.map((person) => person.id));
  }
  const placed = new Set(found.flatMap((team) => team.members));
  const circular = people.filter((person) => !placed.has(person));
  return circular.length ? [...found, { lead: null, members: circular }] : found;
}

export function peopleList({ locale, choose }) {
  let people = [];
  let chosen = null;
  const box = h("input", { type: "search", class: "search", placeholder: t(locale, "search"), "aria-label": t(locale, "search"), autocomplete: "off", spellcheck: "false" });
  const body = h("div", { class: "people-body" });
  const node = h("nav", { class: "people", "aria-label": t(locale, "people") }, h("div", { class: "people-top" }, box), body);

  const row = (person) => {
    const marks = [person.deleted && "gone", person.guest && "guest"].filter(Boolean);
    return h("button", { type: "button", class: `person ${person.deleted ? "left" : ""}`, "aria-current": person.id === chosen ? "true" : null,
      data: { person: person.id }, onclick: () => choose(person.id) },
    avatar(person.name, person.id),
    h("span", { class: "person-words" },
      h("span", { class: "person-name" }, h("span", { class: "clip" }, person.name),
        person.leads && h("span", { class: "leads", title: t(locale, "manager") }, icon(CREST), h("span", { class: "hidden" }, t(locale, "manager"))),
        marks.map((key) => h("span", { class: "tag" }, t(locale, key)))),
      h("span", { class: "person-title clip" }, person.title || person.email || "")),
    person.unread > 0 && h("span", { class: "badge" }, String(Math.min(person.unread, 99)), h("span", { class: "hidden" }, ` ${t(locale, "unreadCount", { count: person.unread })}`)));
  };

  const draw = () => {
    const wanted = box.value.trim().toLocaleLowerCase();
    const fits = (person) => !wanted || `${person.name} ${person.title ?? ""} ${person.email ?? ""}`.toLocaleLowerCase().includes(wanted);
    const focused = document.activeElement?.dataset?.person;
    const at = body.scrollTop;
    const shown = teams(people).map((team) => ({ ...team, members: team.members.filter(fits) })).filter((team) => team.members.length);
    body.replaceChildren(...shown.map(({ lead, members }) => h("section", { class: "team" },
      h("h3", { class: "clip" }, lead ? t(locale, "team", { name: lead.name }) : t(locale, "leadership")), members.map(row))));
    if (!shown.length) body.append(h("p", { class: "quiet" }, t(locale, "noMatch")));
    body.scrollTop = at;
    if (focused && node.contains(body)) body.querySelector(`[data-person="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  };

  box.addEventListener("input", draw);
  node.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const rows = [...body.querySelectorAll(".person")];
    const index = rows.indexOf(document.activeElement);
    (rows[index + step] ?? (step < 0 ? box : rows[0]))?.focus();
    event.preventDefault();
  });

  return {
    node,
    update(next, current) {
      const moved = current !== chosen;
      people = next;
      chosen = current;
      draw();
      if (moved) body.querySelector('[aria-current="true"]')?.scrollIntoView({ block: "nearest" });
    },
    focus: () => box.focus(),
  };
}
