"""Examples of words about figures, with what they rest on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from bot.feedback.domain.evidence import Evidence, Ground
from bot.feedback.domain.feedback import Feedback, Mark, Occasion, Outline, Pick, Stage, Step
from bot.feedback.domain.kudos import Kudos, Visibility
from bot.feedback.domain.outline import variants
from bot.feedback.domain.outline_called import called
from bot.feedback.domain.remark import Remark
from bot.figures.domain.delta import Delta
from bot.figures.domain.example import COLLECTIONS, METRICS, NOW, OCTOBER, people
from bot.figures.domain.reading import Reading
from bot.figures.domain.target import Bar
from bot.rules.domain.example import RULE, SIGNAL


def outline(
    occasion: Occasion, deltas: tuple[Delta, ...], steps: tuple[tuple[int, str], ...], bar: Bar | None = None
) -> tuple[Outline, Pick]:
    """Outline the fullest finding about each value, with a step's sentence for some, and pick all of it.

    With a bar the first value is one that a rule called for.
    """
    fullest = [next(variants((delta,), METRICS[delta.metric])) for delta in deltas]
    found = (called(deltas[:1], METRICS[deltas[0].metric], bar), *fullest[1:]) if bar else tuple(fullest)
    offered = tuple(Step(f"step-{place}", found[number].id, text) for place, (number, text) in enumerate(steps))
    whole = Outline(deltas[0].person_id, "S1", occasion, deltas[0].period, found, offered)
    return whole, Pick(tuple(finding.id for finding in found), tuple(step.id for step in offered))


def remark(*, chinese: bool) -> Remark:
    """Give what somebody added to their collections."""
    text = (
        "两家客户的验收因为对方搬厂推迟到十一月。" if chinese else "Two customers moved plants; both sign in November."
    )
    return Remark("S1", "collections", OCTOBER, text, NOW, 4)


def evidence(*, chinese: bool) -> Evidence:
    """Put together what stands behind a nudge about collections."""
    reading = Reading(
        "S1", "collections", OCTOBER, Decimal(360_000), received_at=NOW, file="crm-2026-10.csv", row=7, version=2
    )
    earlier = replace(reading, value=Decimal(358_000), received_at=datetime(2026, 11, 1, 1, 0, tzinfo=UTC), version=1)
    keys = (("S1", "collections", OCTOBER),)
    told = Feedback(
        "nudge:S1:M1:2026-10-01:m:2026-11-02",
        "S1",
        "M1",
        Occasion.NUDGE,
        OCTOBER,
        Stage.SENT,
        (1,),
        keys,
        NOW,
        NOW,
        NOW,
        Pick((f"collections:{Mark.GAP}:target",), ()),
    )
    known = people(chinese=chinese)
    ground = Ground(COLLECTIONS, METRICS["collections"], (reading, earlier))
    return Evidence(told, known["S1"], (ground,), ((SIGNAL, RULE),), (known["M1"], known["S1"]))


def kudos(*, chinese: bool) -> Kudos:
    """Give what a colleague wrote about a meeting, for the person and whoever leads them."""
    about, text = (
        ("验收会", "现场把问题列清楚了") if chinese else ("the acceptance meeting", "You had every open point listed")
    )
    return Kudos("W1", "S1", about, text, Visibility.MANAGER, datetime(2026, 9, 8, 2, tzinfo=UTC))
