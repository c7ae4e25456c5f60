"""Correcting the records behind a number: which are meant, and what each should be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.cases.services import correction, correction_message, correction_record, dispute
from bot.cases.views import correction as view
from bot.cases.views import correction_record as record_view
from bot.cases.views import dispute_record
from bot.figures.domain.record_evidence import mark_of
from bot.figures.services import reading
from bot.kit.errors import NotFound, Unanswered
from bot.messages.card import Action
from bot.messages.inbound import Submission
from bot.people.domain.permission import Act
from bot.people.services.permission import somebody
from handlers.cases.dispute_case import card_of
from handlers.cases.dispute_record import arguments, marked, ticked
from handlers.context import argument, number
from handlers.route import Means, Route

if TYPE_CHECKING:
    from bot.cases.domain.dispute import Dispute
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.record_evidence import RecordEvidence
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from bot.people.domain.person import Person
    from handlers.context import Context


@dataclass(frozen=True, slots=True)
class _Meant:
    """Whose value is to be corrected, its records, and the case that asks for it."""

    subject: Person
    delta: Delta
    evidence: RecordEvidence
    case: Dispute | None

    @property
    def args(self) -> tuple[tuple[str, str], ...]:
        """What brings all this back."""
        if self.case:
            return (("no", str(self.case.no)),)
        return (("person", self.subject.id), ("value", reading.place_of(self.delta)))


def of_value(context: Context, subject: Person, delta: Delta) -> Form | None:
    """Ask which records behind a value are wrong; None where it is made of none."""
    evidence = correction_record.evidence_of(context.work, context.actor, delta, now=context.now)
    return _picking(context, _Meant(subject, delta, evidence, None)) if evidence else None


def of_case(context: Context, found: Dispute) -> Form | None:
    """Ask what the rows of a case should be, or which are meant where it names none; None where there are none."""
    meant = _of_case(context, found)
    if meant is None:
        return None
    known = {row.mark for row in meant.evidence.rows}
    named = [mark_of(claimed.stream, claimed.id) for claimed in found.records if not claimed.missing]
    marks = [mark for mark in named if mark in known]
    missing = any(claimed.missing for claimed in found.records)
    return _asking(context, meant, marks, missing=missing) if marks or missing else _picking(context, meant)


def _of_case(context: Context, found: Dispute) -> _Meant | None:
    work, subject = context.work, somebody(context.work, found.person_id)
    delta = reading.value(work, found.person_id, f"{found.metric}:{found.period.start.isoformat()}")
    evidence = correction_record.evidence_of(work, context.actor, delta, now=context.now)
    return _Meant(subject, delta, evidence, found) if evidence else None


def _meant(context: Context, inbound: Inbound) -> _Meant:
    """Return what the arguments of a form or button mean, when it is for whoever asks to correct it.

    Raises:
        NotFound: when it is not made of records.
    """
    work, found = context.work, None
    if argument(inbound, "no"):
        found = _of_case(context, dispute.settling(work, context.actor, number(inbound), now=context.now))
    else:
        subject = somebody(work, argument(inbound, "person"))
        context.require(Act.REQUEST_CORRECTION, subject)
        delta = reading.value(work, subject.id, argument(inbound, "value"))
        evidence = correction_record.evidence_of(work, context.actor, delta, now=context.now)
        found = _Meant(subject, delta, evidence, None) if evidence else None
    if found is None:
        raise NotFound("record-gone")
    return found


def _picking(context: Context, meant: _Meant) -> Form:
    opener = Action("dispute.correct", meant.args) if meant.case else Action("correct", meant.args)
    return dispute_record.pick(
        context.t,
        meant.evidence,
        title=record_view.heading(context.t),
        intro=context.t("correction-pick-intro", name=meant.subject.name),
        action=Action("correction.rows", meant.args),
        opener=opener,
        today=context.today,
    )


def rows(context: Context, inbound: Inbound) -> Form:
    """Ask what each row that was ticked should be."""
    meant = _meant(context, inbound)
    if not isinstance(inbound, Submission):
        marks, missing = marked(inbound)
        return _asking(context, meant, marks, missing=missing)
    with context.filling(_picking(context, meant), inbound) as answers:
        marks, missing = ticked(answers)
        if not marks and not missing:
            raise Unanswered({"missing": ("correction-nothing", {})})
        if len(marks) > correction_record.MOST_ROWS:
            raise Unanswered({"missing": ("record-too-many", {"most": correction_record.MOST_ROWS})})
    return _asking(context, meant, marks, missing=missing)


def _asking(context: Context, meant: _Meant, marks: list[str], *, missing: bool) -> Form:
    found = correction_record.meant(context.work, meant.evidence, marks, missing=missing)
    return record_view.form(
        context.t,
        meant.evidence,
        found,
        claims=meant.case.records if meant.case else (),
        name=meant.subject.name,
        args=(*meant.args, *arguments(marks, missing=missing)),
        today=context.today,
    )


def request(context: Context, inbound: Inbound) -> Card:
    """Ask somebody else of HR to approve what the rows should be."""
    work, meant = context.work, _meant(context, inbound)
    marks, missing = marked(inbound)
    found = correction_record.meant(work, meant.evidence, marks, missing=missing)
    with context.filling(_asking(context, meant, marks, missing=missing), inbound) as answers:
        value = correction_record.should_be(work, meant.delta, meant.evidence.metric, found, answers)
        reason = answers.text("reason")
        if meant.case:
            done, _ = dispute.accept(work, context.actor, meant.case.no, value, reason=reason, now=context.now)
            return card_of(context, done)
        made = correction.request(work, context.actor, meant.delta, value, reason=reason, now=context.now)
    shown = correction_message.rows_of(work, context.t, made, today=context.today)
    metric, name = meant.evidence.metric, meant.subject.name
    return view.asked(context.t, made, metric=metric, name=name, today=context.today, rows=shown)


ROUTES = (
    Route("correction.rows", rows, Act.USE, (Means.CLICK, Means.FORM), opens=True),
    Route("correction.records", request, Act.USE, (Means.FORM,)),
)
