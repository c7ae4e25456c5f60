"""Complaints of customers as a card: how many about what, against the days before, and what to look at; no customer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from bot.feedback.domain.complaint import BEFORE, ComplaintCount
from bot.figures.domain import example
from bot.kit.period import Period
from bot.messages.card import Action, Block, Button, Card, Choices, FactLine, Facts, Heading, Note, Text
from bot.messages.i18n import named
from bot.messages.text import Ready, plain
from bot.people.domain.person import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.messages.i18n import Translator
    from bot.people.domain.person import Person

_MOST_LINES, _TOGETHER = 6, 3


@dataclass(frozen=True, slots=True)
class ComplaintsForReader:
    """Complaints about a person or unit (``subject``) as one of those involved sees them.

    ``earlier`` is how many others there were lately. With ``own`` it is the reader's own work, or that of their
    unit. ``leads`` are the names of those who lead the subject and see the same, and ``told`` how many of those whose
    work it is do.
    """

    counts: Sequence[ComplaintCount]
    days: Period
    earlier: int
    subject: Person
    leads: Sequence[str]
    told: int
    own: bool = True

    @property
    def n(self) -> int:
        """How many complaints there are."""
        return sum(group.n for group in self.counts)

    @property
    def of_unit(self) -> bool:
        """Whether they are about a unit, and not about one person."""
        return self.subject.kind is Kind.UNIT


def complaints(t: Translator, seen: ComplaintsForReader, *, today: date) -> Card:
    """Tell one of those involved how many complaints there are, about what, and what to look at first."""
    days = _days(t, seen.days, today=today)
    name = named(t, seen.subject.name)
    own = seen.own and not seen.of_unit
    heading = (
        t("complaint-headline", n=seen.n, days=days)
        if own
        else t("complaint-headline-about", n=seen.n, name=name, days=days)
    )
    lines = [_line(t, group) for group in seen.counts[:_MOST_LINES]]
    blocks: list[Block] = [Heading(heading)]
    blocks += [Facts(tuple(lines[at : at + _TOGETHER])) for at in range(0, len(lines), _TOGETHER)]
    more = sum(group.n for group in seen.counts[_MOST_LINES:])
    said = [t("complaint-more", n=more)] if more else []
    blocks.append(Text(t.sentences([*said, t("complaint-before", n=seen.earlier, days=str(BEFORE.days))])))
    blocks.append(Text(_step(t, seen)))
    if button := _button(t, seen):
        blocks.append(Choices((button,)))
    return Card("complaint", plain(t("complaint-summary")), (*blocks, Note(_note(t, seen))), t.locale)


def _days(t: Translator, days: Period, *, today: date) -> str:
    first, last = (t.day(day, today=today) for day in (days.start, days.end))
    return first if first == last else t("complaint-days", first=first, last=last)


def _line(t: Translator, group: ComplaintCount) -> FactLine:
    """Write how many there are of a kind; the words are those of the source."""
    label = t("complaint-about", product=group.product, category=group.category) if group.category else group.product
    severities = [t("complaint-severity", severity=text, n=n) for text, n in group.severities]
    return FactLine(label, t("complaint-count", n=group.n), t.clauses(severities))


def _step(t: Translator, seen: ComplaintsForReader) -> Ready:
    name = named(t, seen.subject.name)
    if seen.own:
        who = t.items([named(t, lead) for lead in seen.leads])
        together = seen.of_unit and seen.told > 1
        if not seen.leads:
            return t("complaint-step-unit-alone" if together else "complaint-step-own-alone")
        return t("complaint-step-unit", lead=who) if together else t("complaint-step-own", lead=who)
    if not seen.of_unit:
        return t("complaint-step-lead", name=name)
    told = t("complaint-told", n=seen.told, name=name) if seen.told else t("complaint-told-none", name=name)
    return t.sentences([told, t("complaint-step-process")])


def _button(t: Translator, seen: ComplaintsForReader) -> Button | None:
    if seen.own:
        return Button(plain(t("person-talk")), Action("talk")) if seen.leads else None
    if seen.of_unit:
        return None
    return Button(plain(t("team-plan")), Action("one_on_one.times", (("person", seen.subject.id),)))


def _note(t: Translator, seen: ComplaintsForReader) -> Ready:
    name = named(t, seen.subject.name)
    if not seen.own:
        return t("complaint-note-lead", name=name, alone=str(seen.told == 0))
    who = t.items([named(t, lead) for lead in seen.leads])
    if not seen.leads:
        return t("complaint-note-alone")
    return t("complaint-note-unit", name=name, lead=who) if seen.told > 1 else t("complaint-note", lead=who)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once: to the person, to who leads them, to a unit's people, and to who leads a unit."""
    people = example.people(chinese=t.chinese)
    lead = people["M1"].name
    leak, noise = ("渗漏", "噪音") if t.chinese else ("leaking", "noise")
    high, low = ("严重", "一般") if t.chinese else ("high", "low")
    single = [ComplaintCount("P-7", leak, 1, ((high, 1),))]
    several = [ComplaintCount("P-7", leak, 3, ((low, 2), (high, 1))), ComplaintCount("P-9", noise, 1)]
    days = Period(date(2026, 10, 31), example.TODAY)
    own = ComplaintsForReader(single, Period(example.TODAY, example.TODAY), 0, people["W1"], [lead], 1)
    line = ComplaintsForReader(several, days, 2, people["L2"], [lead], 9)
    many = [ComplaintCount(f"P-{number}", noise, 9 - number) for number in range(1, 9)]
    seen = {
        "complaint": own,
        "complaint-alone": replace(own, leads=[]),
        "complaint-lead": replace(own, own=False, leads=[], counts=several, days=days, earlier=1),
        "complaint-unit": line,
        "complaint-unit-lead": replace(line, own=False, leads=[]),
        "complaint-few-lead": replace(line, own=False, leads=[], told=0, counts=many),
    }
    return {name: complaints(t, which, today=example.TODAY) for name, which in seen.items()}
