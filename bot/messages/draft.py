"""What is kept of a long form while it is filled in: page by page, on whatever platform, until it is sent in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.messages.field import ChoiceField, GroupField, SeveralField, filled, path, standing
from bot.messages.form import Form, FormStep, flat

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.messages.field import Field, Values

THEN: Final = "then."
"""How the name begins of the choice where to go, in a form that has one button; what follows is the turn, so that the
same page filled in alike once more is no repetition."""
_APART: Final = ":"
_DIGITS: Final = 2


class TurnTo(StrEnum):
    """Where somebody goes from a page: on (from the last page: sends the form in), back, or nowhere for now.

    They may also ask for one more item of a group, or for one less.
    """

    NEXT = "next"
    BACK = "back"
    KEEP = "keep"
    MORE = "more"
    LESS = "less"


@dataclass(frozen=True, slots=True)
class PageTurn:
    """What somebody did with a page of a form that is kept; ``of`` is the group, or the item ("goals.2").

    ``turn`` is the page's, where a platform has no other way to tell two of the same from a repetition.
    """

    draft: int
    page: int
    way: TurnTo = TurnTo.NEXT
    of: str = ""
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """What one person has typed into a form so far; ``at`` is when anything of it was last kept.

    Only they ever see it. ``values`` has every field that was answered or left empty on purpose, by its path.
    ``started_at`` is when they began: when it was last opened before anything was typed, or where it is asked question
    by question when the first answer came.
    """

    no: int
    person_id: str
    form: Form
    values: Values
    at: datetime
    page: int = 0
    turn: int = 0
    started_at: datetime | None = None

    @property
    def begun(self) -> bool:
        """Whether anything was typed that did not stand there from the beginning."""
        first = {field.name: standing(field) for field in flat(self.form.sections)}
        return any((given or "") != (first.get(name) or "") for name, given in self.values.items())

    def shown(self, *, status: str = "", problems: Mapping[str, str] | None = None) -> Form:
        """Return the form as it is to be shown next; of problems the first page that has one."""
        form = self.form.filled(self.values)
        page = min(self.page, len(form.pages) - 1)
        if problems:
            at = (
                place
                for place, page in enumerate(form.pages)
                if set(problems) & {field.name for field in flat(page.sections)}
            )
            page = next(at, page)
        return replace(form, step=FormStep(self.no, page, self.turn, status), problems=problems or {})


def refitted(before: Form, after: Form, values: Values) -> Values:
    """Return what was typed into a form as it stands under the same form as it is asked now.

    A choice keeps its words, whatever place they have now; one that can be chosen no more is none. In another language
    the words are others, and the places are believed.
    """
    if before.locale != after.locale:
        return values
    old = {field.name: field for field in flat(before.filled(values).sections)}
    found = dict(values)
    for field in flat(after.filled(values).sections):
        was = old.get(field.name)
        if field.name in values and isinstance(field, ChoiceField) and isinstance(was, ChoiceField):
            found[field.name] = _chosen_again(was, field, values[field.name])
    return found


def _chosen_again(was: ChoiceField, now: ChoiceField, given: str | tuple[str, ...]) -> str | tuple[str, ...]:
    words = {option.value: option.text for option in was.options}
    places = {option.text: option.value for option in now.options}
    chosen = [words.get(value, "") for value in ((given,) if isinstance(given, str) else given)]
    kept = tuple(places[word] for word in chosen if word in places)
    return kept if isinstance(now, SeveralField) else next(iter(kept), "")


def moved(draft: Draft, move: PageTurn, given: Values, *, at: datetime) -> Draft:
    """Keep what came back of a page, and go where was asked; what is right with it is for the caller to see.

    What did not come back of the page was left empty: platforms leave such fields out.
    """
    page = min(max(move.page, 0), len(draft.form.pages) - 1)
    before, after = (flat(draft.form.filled(entry).pages[page].sections) for entry in (draft.values, given))
    fields = {field.name: field for field in (*before, *after)}
    values = {**draft.values, **{name: given.get(name, _nothing(field)) for name, field in fields.items()}}
    kept = replace(draft, values=values, page=page, turn=draft.turn + 1, at=at)
    groups = {
        part.name: part
        for section in draft.form.pages[page].sections
        for part in section.fields
        if isinstance(part, GroupField)
    }
    match move.way:
        case TurnTo.NEXT:
            return replace(kept, page=page + 1)
        case TurnTo.BACK:
            return replace(kept, page=max(page - 1, 0))
        case TurnTo.MORE if move.of in groups:
            return replace(kept, values={**values, **_blank_item(groups[move.of], values)})
        case TurnTo.LESS if (item := move.of.rpartition("."))[0] in groups and item[2].isdecimal():
            return replace(kept, values=without(groups[item[0]], int(item[2][:_DIGITS]), values))
        case _:
            return kept


def _nothing(field: Field) -> str | tuple[str, ...]:
    return () if isinstance(field, SeveralField) else ""


def _blank_item(group: GroupField, values: Values) -> Values:
    """Return what stands in one more item of a group, if there may be one more."""
    number = len(filled(group, values).shown) + 1
    return {path(group.name, number, field.name): standing(field) for field in group.fields if number <= group.most}


def without(group: GroupField, gone: int, values: Values) -> Values:
    """Return values without one item of a group, those behind it moved up; the last one that there is becomes blank."""
    left = [number for number in range(1, len(filled(group, values).shown) + 1) if number != gone]
    items = [
        {field.name: values.get(path(group.name, number, field.name), _nothing(field)) for field in group.fields}
        for number in left
    ]
    items = items or [{field.name: standing(field) for field in group.fields}]
    others = {name: value for name, value in values.items() if not name.startswith(f"{group.name}.")}
    return others | {
        path(group.name, number, name): value
        for number, item in enumerate(items, start=1)
        for name, value in item.items()
    }


def encoded(way: TurnTo, of: str = "") -> str:
    """Write where somebody goes as one word, for a button or a choice."""
    return f"{way}{_APART}{of}" if of else way.value


def decoded(word: str) -> tuple[TurnTo, str]:
    """Read what :func:`encoded` wrote; anything else goes on."""
    way, _, of = word.partition(_APART)
    return (TurnTo(way), of) if way in set(TurnTo) else (TurnTo.NEXT, "")


def apart(values: Values) -> tuple[Values, TurnTo, str]:
    """Return what came back of a page without the choice where to go, and what that says; on where it is missing."""
    said = next((str(value) for name, value in values.items() if name.startswith(THEN)), "")
    return {name: value for name, value in values.items() if not name.startswith(THEN)}, *decoded(said)
