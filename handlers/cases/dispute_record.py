"""Saying which of the records behind a number are wrong, what is right, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cases.domain.dispute import DisputeClaim
from bot.cases.domain.dispute_record import ClaimedRecord
from bot.cases.services import correction_record, dispute
from bot.cases.views import dispute_form, dispute_record
from bot.figures.services import reading
from bot.kit.errors import NotFound, Unanswered
from bot.messages.card import Action
from bot.messages.inbound import Submission
from bot.people.domain.permission import Act
from bot.people.services.permission import answerable
from handlers.cases.dispute_case import card_of, own, told
from handlers.context import argument
from handlers.route import Means, Route

if TYPE_CHECKING:
    from bot.cases.domain.dispute_record import RowsMeant
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.record_evidence import RecordEvidence
    from bot.messages.answers import Answers
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from bot.messages.text import Ready
    from handlers.context import Context


def picking(context: Context, delta: Delta, evidence: RecordEvidence, args: tuple[tuple[str, str], ...]) -> Form:
    """Ask which records behind a value of one's own are wrong."""
    return dispute_record.pick(
        context.t,
        evidence,
        title=dispute_form.heading(context.t),
        intro=_about(context, delta, evidence),
        action=Action("dispute.rows", args),
        opener=Action("dispute", args),
        today=context.today,
    )


def asking(context: Context, delta: Delta, evidence: RecordEvidence, args: tuple[tuple[str, str], ...]) -> Form:
    """Ask which records behind a value of one's own are wrong; of more than a few first how to find them."""
    if len(evidence.rows) <= dispute_record.FEW:
        return picking(context, delta, evidence, args)
    return dispute_record.which(context.t, evidence, intro=_about(context, delta, evidence), args=args)


def find(context: Context, inbound: Inbound) -> Form:
    """Go on to the rows in which some words stand, or at once to what is missing or wrong."""
    delta, evidence = _meant(context, inbound)
    base = (("value", reading.place_of(delta)), *told(context, inbound))
    with context.filling(asking(context, delta, evidence, base), inbound) as answers:
        what, words = answers.choice("what"), answers.text_or_none("words") or ""
        if what == dispute_record.ROWS and not _holding(context, evidence, words).rows:
            raise Unanswered({"words": ("record-which-none", {})})
    if what != dispute_record.ROWS:
        return _claiming(context, evidence, [], missing=what == dispute_record.MISSING, base=base)
    found = (*base, *((("words", words),) if words else ()))
    return picking(context, delta, _holding(context, evidence, words), found)


def _holding(context: Context, evidence: RecordEvidence, words: str) -> RecordEvidence:
    return dispute_record.holding(context.t, evidence, words, today=context.today) if words else evidence


def _about(context: Context, delta: Delta, evidence: RecordEvidence) -> Ready:
    return context.t("dispute-about", value=dispute_form.choice(context.t, delta, evidence.metric, today=context.today))


def ticked(answers: Answers) -> tuple[list[str], bool]:
    """Return the marks of the rows that were ticked on all pages of a form, and whether one is missing."""
    marks = [mark for name in answers.names if name.startswith("rows") for mark in answers.choices(name)]
    return marks, bool(answers.choices("missing"))


def marked(inbound: Inbound) -> tuple[list[str], bool]:
    """Return what :func:`ticked` said, of the arguments that hold it."""
    return [mark for mark in argument(inbound, "rows").split(".") if mark], bool(argument(inbound, "missing"))


def arguments(marks: list[str], *, missing: bool) -> tuple[tuple[str, str], ...]:
    """Return the arguments that hold what was ticked."""
    found = (("rows", ".".join(marks)),) if marks else ()
    return (*found, *((("missing", "1"),) if missing else ()))


def rows(context: Context, inbound: Inbound) -> Form:
    """Ask what is right for each row that was ticked, and what is wrong."""
    delta, evidence = _meant(context, inbound)
    base = (("value", reading.place_of(delta)), *told(context, inbound))
    if not isinstance(inbound, Submission):
        marks, missing = marked(inbound)
        return _claiming(context, evidence, marks, missing=missing, base=base)
    words = argument(inbound, "words")
    args = (*base, *((("words", words),) if words else ()))
    with context.filling(picking(context, delta, _holding(context, evidence, words), args), inbound) as answers:
        marks, missing = ticked(answers)
        if len(marks) > correction_record.MOST_ROWS:
            raise Unanswered({"missing": ("record-too-many", {"most": correction_record.MOST_ROWS})})
    return _claiming(context, evidence, marks, missing=missing, base=base)


def _claiming(
    context: Context, evidence: RecordEvidence, marks: list[str], *, missing: bool, base: tuple[tuple[str, str], ...]
) -> Form:
    meant = correction_record.meant(context.work, evidence, marks, missing=missing)
    return dispute_record.claim(
        context.t,
        evidence,
        meant.rows,
        missing=meant.missing,
        who=[person.name for person in answerable(context.work, context.person, now=context.now)],
        args=(*base, *arguments(marks, missing=missing)),
        today=context.today,
    )


def _meant(context: Context, inbound: Inbound) -> tuple[Delta, RecordEvidence]:
    """Return a value of the asker's own, and its records.

    Raises:
        NotFound: when it is made of none.
    """
    delta = reading.value(context.work, context.person.id, argument(inbound, "value"))
    evidence = correction_record.evidence_of(context.work, context.actor, delta, now=context.now)
    if evidence is None:
        raise NotFound("record-gone")
    return delta, evidence


def open_(context: Context, inbound: Inbound) -> Card:
    """Open a case about rows."""
    work = context.work
    delta, evidence = _meant(context, inbound)
    marks, missing = marked(inbound)
    base = (("value", reading.place_of(delta)), *told(context, inbound))
    meant = correction_record.meant(work, evidence, marks, missing=missing)
    with context.filling(_claiming(context, evidence, marks, missing=missing, base=base), inbound) as answers:
        made = dispute.open_(
            work,
            context.actor,
            delta,
            DisputeClaim(answers.text("claim"), records=_claims(meant, answers)),
            feedback=argument(inbound, "f") if own(context, argument(inbound, "f")) else "",
            now=context.now,
        )
    return card_of(context, made)


def _claims(meant: RowsMeant, answers: Answers) -> tuple[ClaimedRecord, ...]:
    """Return what was said of each row, and of the missing one.

    Raises:
        Unanswered: when nothing was said of the missing one.
    """
    said = [
        ClaimedRecord(row.record.stream, row.record.id, row.record.version, answers.text_or_none(f"right{place}") or "")
        for place, row in enumerate(meant.rows, start=1)
    ]
    if not meant.missing:
        return tuple(said)
    lacking = ClaimedRecord(
        meant.stream.key,
        right=answers.text_or_none("missing_text") or "",
        day=answers.day_or_none("missing_day"),
        amount=answers.number_or_none("missing_amount") if "missing_amount" in answers else None,
    )
    if not lacking.right and lacking.day is None and lacking.amount is None:
        raise Unanswered({"missing_day": ("record-missing-what", {})})
    return (*said, lacking)


ROUTES = (
    Route("dispute.find", find, Act.DISPUTE, (Means.FORM,)),
    Route("dispute.rows", rows, Act.DISPUTE, (Means.CLICK, Means.FORM), opens=True),
    Route("dispute.claim", open_, Act.DISPUTE, (Means.FORM,)),
)
