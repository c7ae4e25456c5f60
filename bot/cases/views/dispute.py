"""Disputes as forms and cards: what is wrong, the case with its rows and steps, and how it ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.cases.domain.dispute import CaseStep, Dispute, DisputeState
from bot.cases.views import correction
from bot.cases.views.dispute_record import claimed
from bot.figures.domain import example
from bot.figures.views.origin import origin
from bot.figures.views.phrase import inside, title
from bot.messages.card import (
    Action,
    Block,
    Button,
    Card,
    Choices,
    FactLine,
    Facts,
    Heading,
    Note,
    Quote,
    Table,
    Text,
)
from bot.messages.i18n import named
from bot.messages.number import amount
from bot.messages.text import literal, plain

if TYPE_CHECKING:
    from datetime import tzinfo

    from bot.figures.domain.metric import Metric
    from bot.figures.domain.reading import Reading
    from bot.figures.domain.record import Record
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready

_MOST_LISTED = 8


@dataclass(frozen=True, slots=True)
class CaseForReader:
    """A case as a reader sees it, with what stands beside it.

    ``versions`` are stored rows, ``names`` those of the people in it by id, ``settlers`` the names of those who may
    look into it, ``has`` of those among them who have been brought it, and ``at`` is when the first of them gets it.
    ``own`` says that the reader opened it, ``can`` that it is theirs to settle now. ``records`` are what counts of the
    rows that it is about, and ``hidden`` says that the reader may not see them.
    """

    dispute: Dispute
    metric: Metric
    versions: Sequence[Reading]
    names: Mapping[str, str]
    settlers: Sequence[str]
    has: Sequence[str]
    at: datetime | None
    own: bool
    can: bool
    records: Mapping[tuple[str, str], Record] = field(default_factory=dict)
    hidden: bool = False


def case(t: Translator, seen: CaseForReader, *, zone: tzinfo, now: datetime) -> Card:
    """Show a case: the value, the claim, the rows, what has happened, and what its reader can do about it."""
    dispute = seen.dispute
    metric, versions, names, own = seen.metric, seen.versions, seen.names, seen.own
    today = now.astimezone(zone).date()
    name = names.get(dispute.person_id, "")
    number, period = str(dispute.no), t.period(dispute.period, metric.grain, today=today)
    about = {"number": number, "title": inside(t, metric), "period": period}
    heading = t("dispute-headline-own", **about) if own else t("dispute-headline", name=named(t, name), **about)
    lines = []
    if dispute.value is not None:
        lines.append(FactLine(t("dispute-stored"), amount(t, float(dispute.value), metric.unit)))
    if dispute.wanted is not None:
        lines.append(FactLine(t("dispute-should"), amount(t, float(dispute.wanted), metric.unit)))
    if dispute.state is DisputeState.CLOSED and versions:
        lines.append(FactLine(t("dispute-now"), amount(t, float(versions[0].value), metric.unit)))
    blocks: list[Block] = [Heading(heading), Facts(tuple(lines)), Quote(literal(dispute.claim), name)]
    blocks += claimed(t, dispute.records, seen.records, hidden=seen.hidden, today=today)
    if versions and not dispute.records:
        header = tuple(plain(t(f"evidence-column-{column}")) for column in ("value", "source", "arrived"))
        blocks.append(Table(header, tuple(_row(t, row, metric, zone=zone, now=now) for row in versions)))
    blocks += [Text(_next(t, seen, zone=zone, now=now))]
    blocks += _steps(t, dispute, names, zone=zone, now=now)
    if buttons := _buttons(t, dispute, own=own, can=seen.can):
        blocks.append(Choices(buttons))
    note = Note(t("dispute-note", number=number))
    return Card("dispute", plain(t("dispute-summary", number=number)), (*blocks, note), t.locale)


def _row(t: Translator, reading: Reading, metric: Metric, *, zone: tzinfo, now: datetime) -> tuple[str, str, str]:
    shown = correction.written(t, reading.value, metric, of=(reading.numerator, reading.denominator))
    arrived = t.moment(reading.received_at, zone=zone, now=now) if reading.received_at else ""
    return plain(shown), origin(t, reading), arrived


def _next(t: Translator, seen: CaseForReader, *, zone: tzinfo, now: datetime) -> Ready:
    """Say where it stands and what comes next."""
    dispute = seen.dispute
    day = t.day(dispute.due_on, today=now.astimezone(zone).date())
    handler = named(t, seen.names.get(dispute.handler_id, "–"))
    match dispute.state:
        case DisputeState.OPEN if seen.own:
            if seen.has:
                return t("dispute-open-own", names=t.items(seen.has), n=len(seen.has), day=day)
            when = t.when(seen.at, zone=zone, now=now)
            return t("dispute-open-own-later", names=t.items(seen.settlers), n=len(seen.settlers), day=day, when=when)
        case DisputeState.OPEN:
            return t("dispute-open", day=day)
        case DisputeState.CHECKING if seen.can:
            return t("dispute-checking-yours", day=day)
        case DisputeState.CHECKING:
            return t("dispute-checking", name=handler, day=day)
        case DisputeState.ACCEPTED:
            return t("dispute-accepted", name=handler, number=str(dispute.correction))
        case DisputeState.REJECTED:
            return t("dispute-rejected-own" if seen.own else "dispute-rejected", name=handler)
        case DisputeState.CLOSED:
            return t("dispute-closed", number=str(dispute.correction))
        case DisputeState.WITHDRAWN:
            return t("dispute-withdrawn")


def _steps(t: Translator, dispute: Dispute, names: Mapping[str, str], *, zone: tzinfo, now: datetime) -> list[Block]:
    """List what has happened, once there is more than the opening; reasons stand there in their words."""
    if len(dispute.steps) < 2:  # noqa: PLR2004 - the opening is the first
        return []
    lines = [
        t(
            "dispute-step",
            at=t.moment(step.at, zone=zone, now=now),
            step=t(f"dispute-step-{step.state}"),
            name=named(t, names.get(step.by, "–")),
        )
        for step in dispute.steps
    ]
    quotes = [Quote(literal(step.reason), names.get(step.by, "")) for step in dispute.steps if step.reason]
    return [Text("\n".join(lines)), *quotes[-1:]]


def _buttons(t: Translator, dispute: Dispute, *, own: bool, can: bool) -> tuple[Button, ...]:
    number = (("no", str(dispute.no)),)
    if own and dispute.state in {DisputeState.OPEN, DisputeState.CHECKING}:
        return (Button(plain(t("dispute-withdraw")), Action("dispute.withdraw", number)),)
    if not can:
        return ()
    settle = (
        Button(plain(t("dispute-correct")), Action("dispute.correct", number)),
        Button(plain(t("dispute-stand")), Action("dispute.stand", number)),
    )
    if dispute.state is DisputeState.OPEN:
        return (Button(plain(t("dispute-take")), Action("dispute.take", number)), *settle)
    return settle


def listing(
    t: Translator, cases: Sequence[Dispute], *, metrics: Mapping[str, Metric], names: Mapping[str, str], today: date
) -> Card:
    """List cases, each with its number, what it is about and where it stands."""
    if not cases:
        texts = [t("dispute-none"), t("dispute-none-step")]
        blocks: tuple[Block, ...] = (Heading(t("dispute-list")), Text(t.sentences(texts)))
        return Card("dispute", plain(t("dispute-list")), blocks, t.locale)
    rows = tuple(
        (
            str(dispute.no),
            names.get(dispute.person_id, ""),
            plain(
                t(
                    "dispute-item",
                    title=title(t, metrics[dispute.metric]),
                    period=t.period(dispute.period, metrics[dispute.metric].grain, today=today),
                )
            ),
            plain(t(f"dispute-state-{dispute.state}")),
            t.day(dispute.due_on, today=today),
        )
        for dispute in cases[:_MOST_LISTED]
    )
    header = tuple(plain(t(f"dispute-column-{column}")) for column in ("number", "who", "what", "state", "due"))
    blocks = (Heading(t("dispute-list")), Table(header, rows), Text(t("dispute-list-how", number=rows[0][0])))
    return Card("dispute", plain(t("dispute-list")), blocks, t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    names = {key: person.name for key, person in example.people(chinese=t.chinese).items()}
    claim = "3号批次登记了两次，多算了15件次品。" if t.chinese else "Lot 3 was registered twice: 15 defects too many."
    reason = "质检台账里3号批次只有一次。" if t.chinese else "The inspection log has lot 3 only once."
    raised = datetime(2026, 10, 30, 2, 0, tzinfo=UTC)
    first = CaseStep(DisputeState.OPEN, "W1", raised)
    made = Dispute(
        "W1",
        "defect_rate",
        example.SEPTEMBER,
        Decimal("0.036"),
        (1,),
        claim,
        Decimal("0.024"),
        raised,
        date(2026, 11, 6),
        steps=(first,),
        no=12,
    )
    rejected = CaseStep(DisputeState.REJECTED, "M1", example.NOW, reason)
    over = replace(made, state=DisputeState.REJECTED, handler_id="M1", steps=(first, rejected))
    _, before = example.versions()

    def shown(dispute: Dispute, *, own: bool, can: bool, later: bool = False) -> Card:
        both = (names["M1"], names["W2"])
        has, at = ((), example.NOW + timedelta(days=2)) if later else (both, None)
        seen = CaseForReader(dispute, example.METRICS["defect_rate"], (before,), names, both, has, at, own, can)
        return case(t, seen, zone=ZoneInfo("Asia/Shanghai"), now=example.NOW)

    return {
        "dispute": shown(made, own=True, can=False),
        "dispute-later": shown(made, own=True, can=False, later=True),
        "dispute-handler": shown(made, own=False, can=True),
        "dispute-rejected": shown(over, own=True, can=False),
        "dispute-list": listing(t, (made,), metrics=example.METRICS, names=names, today=example.TODAY),
    }
