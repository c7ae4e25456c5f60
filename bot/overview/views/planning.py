"""A manager's week as a card: who needs a talk, who slips, who recovers, who deserves a word, each with a question."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.feedback.domain.example_driver import told_drivers
from bot.feedback.domain.feedback import Against, Mark, TakenBack
from bot.feedback.domain.story import Story, StoryKind
from bot.feedback.views.driver_phrase import clauses
from bot.feedback.views.phrase import reached, trend
from bot.figures.domain import example
from bot.figures.views.phrase import inside
from bot.kit.shortening import shortened
from bot.messages.card import Action, Block, Button, Card, Choices, FactLine, Facts, Heading, Mood, Note, Text
from bot.messages.i18n import named
from bot.messages.text import literal, plain
from bot.overview.domain.planning import Planning, PlanningAgreement, PlanningChange, PlanningEntry, PlanningGroup
from bot.overview.views.team import short
from bot.talks.domain.pair_log import AgreedAction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.messages.i18n import Translator
    from bot.messages.text import Ready

_MOODS = {
    PlanningGroup.TALK: Mood.GAP,
    PlanningGroup.SLIPPING: Mood.GAP,
    PlanningGroup.RECOVERING: Mood.PLAIN,
    PlanningGroup.PRAISE: Mood.GOOD,
}
_LONGEST_AGREED, _MOST_SETTLED = 60, 5
_ASKED = {
    StoryKind.IMPROVING: "planning-ask-better",
    StoryKind.FELL_BACK: "planning-ask-fell-back",
    StoryKind.PLATEAU: "planning-ask-plateau",
    StoryKind.DROP: "planning-ask-drop",
}
"""What to begin a talk with, by what the figures show; any other talk begins with what got in the way."""


def card(t: Translator, plan: Planning) -> Card:
    """Show whom a manager's week is about, at most seven at once, each with what can be done."""
    blocks: list[Block] = [Heading(_headline(t, plan)), *map(Text, _changed(t, plan))]
    before: PlanningGroup | None = None
    for entry in plan.shown:
        if entry.group is not before:
            blocks.append(Text(t(f"planning-group-{entry.group}")))
            before = entry.group
        blocks += _entry(t, entry, plan)
    last = plan.first + len(plan.shown)
    if left := len(plan.entries) - last:
        more = Action("planning", (("from", str(last)),))
        blocks.append(Choices((Button(plain(t("planning-more", n=left)), more),)))
    if plan.settled:
        blocks.append(Text(t("planning-settled", names=t.items(plan.settled[:_MOST_SETTLED]), n=len(plan.settled))))
    note = Note(t("planning-note"))
    return Card("planning", plain(t("planning-summary")), (*blocks, note), t.locale)


def _headline(t: Translator, plan: Planning) -> Ready:
    """Say how many there are of each group; nothing is a result too."""
    counts = [(group, plan.count(group)) for group in PlanningGroup]
    parts = [t(f"planning-count-{group}", n=n) for group, n in counts if n]
    return t("planning-headline", counts=t.clauses(parts)) if parts else t("planning-headline-none")


def _entry(t: Translator, entry: PlanningEntry, plan: Planning) -> list[Block]:
    delta, metric = entry.delta, plan.metrics[entry.delta.metric]
    stands = t(
        "week-item",
        title=inside(t, metric),
        period=t.period(delta.period, metric.grain, today=plan.today),
        reached=reached(t, delta, metric),
    )
    beside = [*trend(t, delta, metric), *clauses(t, plan.drivers, delta, today=plan.today)]
    if entry.next_at:
        beside.append(t("team-planned", moment=t.moment(entry.next_at, zone=plan.zone, now=plan.now)))
    said = [_question(t, entry, plan), *_agreed(t, entry, today=plan.today)]
    return [
        Facts((FactLine(entry.person.name, stands, t.clauses(beside), _MOODS[entry.group]),)),
        Text(t.sentences(said)),
        _choices(t, entry),
    ]


def _question(t: Translator, entry: PlanningEntry, plan: Planning) -> Ready:
    """Ask one thing to begin with, in a talk by what the figures show."""
    key = f"planning-ask-{entry.group}"
    if entry.group is PlanningGroup.TALK and entry.story:
        key = _ASKED.get(entry.story.kind, key)
    return t(key, title=inside(t, plan.metrics[entry.delta.metric]))


def _changed(t: Translator, plan: Planning) -> list[Ready]:
    """Say of a card that is drawn anew what has become of what it said when it came."""
    by_reason = {why: [named(t, change.name) for change in plan.changes if change.why is why] for why in TakenBack}
    said = [t(f"planning-changed-{why}", names=t.items(names)) for why, names in by_reason.items() if names]
    away = [change for change in plan.changes if change.why is None]
    if away:
        names = [
            t("planning-led-by", name=named(t, change.name), lead=named(t, change.lead))
            if change.lead
            else named(t, change.name)
            for change in away
        ]
        said.append(t("planning-changed-lead", names=t.items(names)))
    return said


def _agreed(t: Translator, entry: PlanningEntry, *, today: date) -> list[Ready]:
    """Say what was agreed on the last time, and what became of it."""
    if entry.agreement is None:
        return []
    action, met_on = entry.agreement.action, entry.agreement.met_on
    words = {"day": t.day(met_on, today=today), "what": literal(shortened(action.text, _LONGEST_AGREED))}
    if action.done_at:
        return [t("planning-agreed-done", **words)]
    if action.due_on and action.due_on < today:
        return [t("planning-agreed-late", due=t.day(action.due_on, today=today), **words)]
    return [t("planning-agreed-open", **words)]


def _choices(t: Translator, entry: PlanningEntry) -> Choices:
    """Offer the talk (once it is planned that one, for praise the words), and to answer otherwise."""
    who, name = entry.person.id, entry.person.name
    if entry.group is PlanningGroup.PRAISE:
        first = Button(short(t, "planning-write", name), Action("kudos", (("to", who),)))
    elif entry.next_at:
        first = Button(short(t, "planning-meeting", name), Action("one_on_one", (("person", who),)))
    else:
        first = Button(short(t, "team-book", name), Action("one_on_one.times", (("person", who),)))
    value = f"{entry.delta.metric}:{entry.delta.period.start.isoformat()}"
    args = (("person", who), ("value", value), ("group", entry.group.value))
    return Choices((first, Button(short(t, "planning-other", name), Action("planning.answer", args))))


def over(t: Translator) -> Card:
    """Say in the place of a week that its reader leads nobody any more; nobody's figures are left in it."""
    text = t("planning-over")
    return Card("planning", plain(t("planning-summary")), (Heading(text),), t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    people, zone = example.people(chinese=t.chinese), ZoneInfo("Asia/Shanghai")
    call = "给两家客户打电话核对回款日期" if t.chinese else "call both customers about the payment dates"
    agreed = PlanningAgreement(date(2026, 10, 12), AgreedAction("S1", call, date(2026, 10, 16), no=1))
    done = replace(agreed, action=replace(agreed.action, done_at=datetime(2026, 10, 15, 2, 0, tzinfo=UTC)))
    well = replace(example.NEW_CUSTOMERS, streak=3)
    rising, better = replace(example.DEFECTS, streak=-3), Story(StoryKind.IMPROVING, Mark.PLAIN, Against.TARGET, run=3)
    entries = [
        PlanningEntry(people["S1"], PlanningGroup.TALK, example.COLLECTIONS, agreement=agreed),
        PlanningEntry(people["W1"], PlanningGroup.TALK, rising, datetime(2026, 11, 5, 7, 0, tzinfo=UTC), done, better),
        PlanningEntry(people["W2"], PlanningGroup.SLIPPING, replace(well, value=21.0, attainment=1.05, streak=-2)),
        PlanningEntry(people["W3"], PlanningGroup.RECOVERING, replace(well, value=18.0, attainment=0.9, streak=2)),
        PlanningEntry(people["W4"], PlanningGroup.PRAISE, well),
    ]

    def shown(entries: list[PlanningEntry], *settled: str, changes: Sequence[PlanningChange] = ()) -> Card:
        moved = told_drivers(chinese=t.chinese)
        plan = Planning(entries, example.METRICS, zone, example.NOW, settled=settled, drivers=moved, changes=changes)
        return card(t, plan)

    many = [PlanningEntry(people["S1"], PlanningGroup.TALK, example.COLLECTIONS)] * 11
    return {
        "planning": shown(entries),
        "planning-many": shown(many),
        "planning-settled": shown(entries[2:], people["S1"].name, people["W1"].name),
        "planning-none": shown([]),
        "planning-changed": shown(
            entries[:1],
            changes=[
                PlanningChange(people["W1"].name, TakenBack.CORRECTED),
                PlanningChange(people["W2"].name, TakenBack.RECOVERED),
                PlanningChange(people["W3"].name, TakenBack.CHANGED),
                PlanningChange(people["W4"].name, None, people["M1"].name),
            ],
        ),
        "planning-over": over(t),
    }
