"""One of a team as a card: their figures, when the two met and will meet, and what to do."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.feedback.domain import example_driver
from bot.feedback.domain.driver import moved_by
from bot.feedback.domain.feedback import Mark
from bot.feedback.domain.story import reads
from bot.feedback.views.driver import why_value
from bot.feedback.views.driver_phrase import explained
from bot.feedback.views.phrase import MOODS, beside_target, trend
from bot.figures.domain import example
from bot.figures.views.finished import example as example_finished
from bot.figures.views.finished import finished
from bot.figures.views.phrase import counted, title
from bot.figures.views.trend import picture
from bot.messages.card import Action, Block, Button, Card, Choices, FactLine, Facts, Heading, Note, Picture, Quote, Text
from bot.messages.i18n import named
from bot.messages.text import literal, plain
from bot.overview.views.person import Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, tzinfo

    from bot.feedback.domain.driver import ValueDrivers
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.finished import FinishedSince
    from bot.figures.domain.metric import Metric
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready

MOST_FIGURES, _TOGETHER, _MOST_REMARKS = 9, 3, 3


@dataclass(frozen=True, slots=True)
class TeamMember:
    """One of a team as somebody who leads them sees it.

    ``deltas`` come as they matter; ``series`` is the one worth drawing. With ``acts`` the reader leads them today.
    ``why`` is the key of a message whose evidence the reader may open, "" without one. ``remarks`` is what the person
    added to values, and ``cases`` the number of the running case about one with what they claim ("" to others).
    ``done`` is what they finished lately, ``drivers`` what moved the values as far as the reader may be told.
    """

    name: str
    person_id: str
    deltas: Sequence[Delta]
    metrics: Mapping[str, Metric]
    zone: tzinfo
    now: datetime
    series: Sequence[Delta] = ()
    last_at: datetime | None = None
    next_at: datetime | None = None
    topic: str = ""
    acts: bool = True
    why: str = ""
    remarks: Mapping[Place, str] = field(default_factory=dict)
    cases: Mapping[Place, tuple[int, str]] = field(default_factory=dict)
    done: FinishedSince | None = None
    drivers: ValueDrivers = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The reader's date."""
        return self.now.astimezone(self.zone).date()


def member(t: Translator, seen: TeamMember) -> Card:
    """Show one person's newest figures, when they met and will meet, what they want to talk about, and what to do."""
    lines = []
    said: list[str] = []
    for figure in seen.deltas[:MOST_FIGURES]:
        metric = seen.metrics[figure.metric]
        beside = [
            t.period(figure.period, metric.grain, today=seen.today),
            *beside_target(t, figure, metric),
            *trend(t, figure, metric),
        ]
        place = (figure.metric, figure.period.start)
        case, claim = seen.cases.get(place, (0, ""))
        if case:
            beside.insert(0, t("evidence-disputed", number=str(case)))
        said += [words for words in (seen.remarks.get(place, ""), claim) if words]
        mood = MOODS[reads(figure, metric)]
        lines.append(FactLine(title(t, metric), counted(t, figure, metric), t.clauses(beside), mood))
    heading = t("team-member" if lines else "team-member-empty", name=named(t, seen.name))
    blocks: list[Block] = [Heading(heading)]
    blocks += [Facts(tuple(lines[at : at + _TOGETHER])) for at in range(0, len(lines), _TOGETHER)]
    blocks += explained(t, seen.deltas[:MOST_FIGURES], seen.metrics, seen.drivers, today=seen.today)
    blocks += [Quote(literal(words), seen.name) for words in said[:_MOST_REMARKS]]
    blocks += finished(t, seen.done, today=seen.today) if seen.done else []
    blocks.append(Text(_meetings(t, seen)))
    if seen.topic:
        blocks.append(Quote(literal(seen.topic), seen.name))
    if seen.series and not any(isinstance(block, Picture) for block in blocks):
        blocks.append(picture(t, seen.metrics[seen.series[-1].metric], seen.series))
    buttons = _member_buttons(t, seen)
    if buttons:
        blocks.append(Choices(buttons))
    last = max((delta.period.end for delta in seen.deltas), default=seen.today)
    note = t("team-member-note" if seen.acts else "team-note-read", day=t.day(last, today=seen.today))
    return Card("person", plain(t("team-member", name=named(t, seen.name))), (*blocks, Note(note)), t.locale)


def _meetings(t: Translator, seen: TeamMember) -> Ready:
    last = (
        t("team-met", day=t.day(seen.last_at.astimezone(seen.zone).date(), today=seen.today))
        if seen.last_at
        else t("team-met-never")
    )
    if seen.next_at is None:
        return t.sentences([last, t("team-next-none")])
    return t.sentences([last, t("team-next", moment=t.moment(seen.next_at, zone=seen.zone, now=seen.now))])


def _member_buttons(t: Translator, seen: TeamMember) -> tuple[Button, ...]:
    buttons = []
    if seen.acts:
        gaps = [delta for delta in seen.deltas if reads(delta, seen.metrics[delta.metric]) is Mark.GAP]
        for gap in gaps[:1]:
            arguments = (("person", seen.person_id), ("metric", gap.metric))
            buttons.append(Button(plain(t("team-remind-short")), Action("reminder", arguments)))
        who = (("person", seen.person_id),)
        if seen.next_at is None:
            buttons.append(Button(plain(t("team-plan")), Action("one_on_one.times", who)))
        else:
            buttons.append(Button(plain(t("team-open-meeting")), Action("one_on_one", who)))
    moved = next((delta for delta in seen.deltas[:MOST_FIGURES] if moved_by(seen.drivers, delta)), None)
    if moved:
        buttons.append(why_value(t, moved))
    elif seen.why:
        buttons.append(Button(plain(t("feedback-why")), Action("feedback.why", (("key", seen.why),))))
    return tuple(buttons)


def examples(t: Translator) -> dict[str, Card]:
    """Show the card with figures and without."""
    person = example.people(chinese=t.chinese)["S1"]
    seen = TeamMember(
        person.name,
        "S1",
        (example.COLLECTIONS, example.NEW_CUSTOMERS),
        example.METRICS,
        ZoneInfo("Asia/Shanghai"),
        example.NOW,
        series=example.TREND,
        last_at=datetime(2026, 9, 28, 7, 0, tzinfo=UTC),
        topic="想聊聊两个延期的验收" if t.chinese else "the two acceptances that are late",
        why="nudge:S1:M1:2026-10-01:m:2026-11-02",
        done=example_finished(t),
    )
    return {
        "team-member": member(t, seen),
        "team-member-moved": member(t, replace(seen, drivers=example_driver.told_drivers(chinese=t.chinese))),
        "team-member-empty": member(t, replace(seen, deltas=(), series=(), last_at=None, why="", topic="", done=None)),
    }
