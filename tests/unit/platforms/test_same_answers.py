"""A form means the same however it is filled in: in a modal, on a card, or in a talk of one question at a time."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messages.answers import read
from bot.messages.card import Action
from bot.messages.dialogue import answer, begin
from bot.messages.draft import Draft, PageTurn, TurnTo, apart, moved
from bot.messages.field import (
    ChoiceField,
    DateField,
    GroupField,
    NumberField,
    Option,
    RatingField,
    SelectField,
    SeveralField,
    TextField,
    path,
)
from bot.messages.form import Form, Page, Section, flat
from bot.platforms.dingtalk import page as dingtalk
from bot.platforms.dingtalk.parse import parse
from bot.platforms.slack import page as slack
from bot.platforms.slack.form import values as typed
from bot.sandbox.dingtalk.form import filled_in

if TYPE_CHECKING:
    from bot.messages.answers import Answers
    from bot.messages.dialogue import Dialogue
    from bot.messages.field import Field, Values

TODAY = date(2026, 11, 26)
NOW = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
OPTIONS = (Option("a", "First"), Option("b", "Second"), Option("c", "Third"))
WORDS = ("120% of it", "做完了", "a, b", "x\ny", "<b>&amp;</b>")
GIVEN: dict[type, st.SearchStrategy[str]] = {
    TextField: st.sampled_from(WORDS),
    NumberField: st.sampled_from(["1,240", "0.5", "12"]),
    DateField: st.sampled_from(["2026-12-31", "2027-03-01"]),
    SelectField: st.sampled_from(["a", "b", "c"]),
    RatingField: st.sampled_from(["1", "3", "5"]),
}


def _field(kind: int, name: str, *, required: bool) -> Field:
    match kind:
        case 0:
            return TextField(name, name, required=required, long=True)
        case 1:
            return NumberField(name, name, required=required)
        case 2:
            return DateField(name, name, required=required)
        case 3:
            return SelectField(name, name, OPTIONS, required=required)
        case 4:
            return SeveralField(name, name, OPTIONS, required=required)
        case _:
            return RatingField(name, name, ("poor", "fair", "good", "fine", "best"), required=required)


@st.composite
def filled_forms(draw: st.DrawFn) -> tuple[Form, Values]:
    """Draw long forms with answers that are right, by their paths."""
    values: dict[str, str | tuple[str, ...]] = {}

    def some(number: int, begin: str) -> tuple[Field, ...]:
        kinds = st.tuples(st.integers(0, 5), st.booleans())
        drawn = draw(st.lists(kinds, min_size=1, max_size=3))
        # The first of an item is required, so that an item that was asked for has something in it
        return tuple(_field(k, f"{begin}{number}_{at}", required=r or not at) for at, (k, r) in enumerate(drawn))

    def fill(field: Field, name: str) -> None:
        if not field.required and draw(st.booleans()):
            values[name] = () if isinstance(field, SeveralField) else ""
        elif isinstance(field, SeveralField):
            chosen = draw(st.sets(st.sampled_from("abc"), min_size=1))
            values[name] = tuple(sorted(chosen))
        else:
            values[name] = draw(GIVEN[type(field)])

    pages = []
    for page in range(draw(st.integers(1, 3))):
        sections = []
        for at in range(draw(st.integers(1, 2))):
            number = page * 10 + at
            fields = some(number, "f")
            for asked in fields:
                fill(asked, asked.name)
            parts: tuple[Field | GroupField, ...] = fields
            if draw(st.booleans()):
                least, count = draw(st.sampled_from([(0, 0), (0, 2), (1, 1), (1, 3), (2, 2)]))
                group = GroupField(f"g{number}", "Goals", "goal", some(number, "i"), least=least, most=3)
                for item in range(1, count + 1):
                    for asked in group.fields:
                        fill(asked, path(group.name, item, asked.name))
                parts = (*fields, group) if draw(st.booleans()) else (group, *fields)
            sections.append(Section(f"Section {number}", parts))
        pages.append(Page(f"Page {page}", tuple(sections)))
    form = Form(kind="f", title="F", pages=tuple(pages), submit="Send", action=Action("f.send"), opener=Action("f"))
    return form, values


def missing(form: Form, page: int, values: Values, draft: Draft) -> str:
    """Return a group of a page that has more items in the answers than are shown, or ""."""
    shown = {field.name for field in flat(draft.shown().pages[page].sections)}
    groups = [part for section in form.pages[page].sections for part in section.fields if isinstance(part, GroupField)]
    wanted = [group.name for group in groups if any(n.startswith(f"{group.name}.") and n not in shown for n in values)]
    return wanted[0] if wanted else ""


def on_slack(form: Form, values: Values) -> Values:
    """Fill the form in as modals."""

    def sent(page: Form) -> Values:
        view = slack.render_form(page)
        state: dict[str, Any] = {}
        for block in view["blocks"]:
            if block["type"] != "input":
                continue
            element, given = block["element"], values.get(block["block_id"], "")
            many = element["type"] in {"checkboxes", "multi_static_select"}
            options = [entry for entry in element.get("options", []) if entry["value"] in (given if many else (given,))]
            entry: dict[str, Any] = {"type": element["type"]}
            if many:
                entry["selected_options"] = options
            elif "options" in element:
                entry["selected_option"] = options[0] if options else None
            else:
                entry["selected_date" if element["type"] == "datepicker" else "value"] = given or None
            state[block["block_id"]] = {element["action_id"]: entry}
        return typed(state)

    draft = Draft(1, "ana", form, {}, NOW)
    for page in range(len(form.pages)):
        while group := missing(form, page, values, draft):
            draft = moved(draft, PageTurn(1, page, TurnTo.MORE, group), sent(draft.shown()), at=NOW)
        draft = moved(draft, PageTurn(1, page), sent(draft.shown()), at=NOW)
    return draft.values


def on_dingtalk(form: Form, values: Values) -> Values:
    """Fill the form in as cards."""

    def sent(page: Form) -> Values:
        shown = dingtalk.render_form(page)
        names = [field["name"] for field in json.loads(shown["form"])["fields"]]
        entered = {
            name: list(value) if isinstance(value, tuple) else value for name, value in values.items() if name in names
        }
        params, complaint = filled_in(shown, {name: given for name, given in entered.items() if given})
        assert not complaint
        content = json.dumps({"cardPrivateData": {"actionIds": ["form"], "params": {"form": params}}})
        data = json.dumps({"outTrackId": "c1", "userId": "0421", "content": content})
        found = parse({"headers": {"topic": "/v1.0/card/instances/callback"}, "data": data}, at=NOW, command="/perf")
        return apart(found.values)[0]  # type: ignore[union-attr]

    draft = Draft(1, "ana", form, {}, NOW)
    for page in range(len(form.pages)):
        while group := missing(form, page, values, draft):
            draft = moved(draft, PageTurn(1, page, TurnTo.MORE, group), sent(draft.shown()), at=NOW)
        draft = moved(draft, PageTurn(1, page), sent(draft.shown()), at=NOW)
    return draft.values


def in_a_talk(form: Form, values: Values) -> Values:
    """Answer the form question by question."""
    return said(begin(form), values)


def said(dialogue: Dialogue, values: Values) -> Values:
    """Answer what a talk asks from here to its end."""
    while (asked := dialogue.asked) is not None:
        question, given = dialogue.questions[dialogue.at], values.get(asked.name, "")
        chosen = given if isinstance(given, tuple) else (given,)
        numbers = [str(place) for place, option in enumerate(_options(asked), start=1) if option.value in chosen]
        if question.group is not None:
            behind = path(question.group.name, question.number + 1, "")
            another = any(value.startswith(behind) for value in values)
            dialogue = answer(dialogue, "yes" if another else "no", today=TODAY)
        elif given:
            dialogue = answer(dialogue, ", ".join(numbers) or str(given), today=TODAY, literally=True)
        else:
            dialogue = answer(dialogue, "none", today=TODAY)
    return dialogue.answers


def _options(asked: Field) -> tuple[Option, ...]:
    return asked.options if isinstance(asked, ChoiceField) else ()


def plainly(answers: Answers) -> object:
    """Return answers to be compared, without the fields that asked."""
    return dict(answers.values), {name: [plainly(item) for item in items] for name, items in answers.groups.items()}


@given(filled_forms())
@settings(max_examples=80)
def test_a_form_gives_the_same_answers_however_it_is_filled_in(drawn: tuple[Form, Values]) -> None:
    form, values = drawn

    results = [plainly(read(form, way(form, values), today=TODAY)) for way in (on_slack, on_dingtalk, in_a_talk)]

    assert results[0] == plainly(read(form, values, today=TODAY))
    assert results[1] == results[0]
    assert results[2] == results[0]


@given(filled_forms(), st.data())
@settings(max_examples=40)
def test_a_form_begun_in_one_way_can_be_finished_in_another(drawn: tuple[Form, Values], data: st.DataObject) -> None:
    form, values = drawn
    first, second = (data.draw(st.sampled_from([on_slack, on_dingtalk])) for _ in range(2))
    half = data.draw(st.integers(0, len(form.pages) - 1))
    known = first(form, values)
    kept = {field.name for page in form.filled(known).pages[:half] for field in flat(page.sections)}
    begun = {name: value for name, value in known.items() if name in kept}
    resumed = begin(form.filled(begun), known=begun)
    finished = {**begun, **said(resumed, values)}

    whole = plainly(read(form, second(form, values), today=TODAY))
    assert plainly(read(form, finished, today=TODAY)) == whole
