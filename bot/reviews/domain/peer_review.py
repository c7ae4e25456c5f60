"""Reviews by colleagues (360°): who is asked, until when, and what is read of it without telling who wrote what.

Who is asked is one thing that is kept, what was answered another, and nothing leads from one to the other. What was
answered is read by nobody before the last day is over, then all together and never again differently, and only when
enough have answered: of answers that came one by one each would be somebody's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.reviews.domain.form_template import Filler, QuestionKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from bot.messages.field import Values
    from bot.reviews.domain.cycle import Cycle
    from bot.reviews.domain.form_template import FormTemplate, TemplateQuestion
    from bot.reviews.domain.review import Review

ENOUGH_ANSWERS: Final = 3
"""Fewer are never shown (methods 4.6)."""
FEWEST_PEERS: Final = 3
MOST_PEERS: Final = 8

Gathered = dict[str, tuple[str, ...]]
"""What colleagues answered, by the path of the question: every answer, in the order of the alphabet, which says nothing
of who or when, nor which of two questions' answers are one person's."""


class PeerStage(StrEnum):
    """Where the colleagues' part of a review is."""

    AHEAD = "ahead"
    """The cycle has not begun."""
    NAMING = "naming"
    """The employee names colleagues."""
    AGREEING = "agreeing"
    """Whoever leads them agrees, or names others; after the day for it the named ones count as agreed to."""
    ASKING = "asking"
    """The colleagues answer; nobody learns who has, or how many."""
    SHOWN = "shown"
    TOO_FEW = "too_few"
    """Nobody ever reads it: fewer than three answered."""
    NOBODY = "nobody"
    """Nobody was named in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerRound:
    """The colleagues' part of one review.

    ``named`` are the ids of who is to be asked, in the order of the alphabet. ``agreed_at`` is since when they are
    asked. ``refusal`` is what whoever leads the person said to names that they did not want asked. ``closed`` says that
    nobody answers any more, and ``gathered`` is what is read then; None where it is not, for good.
    """

    review_no: int
    named: tuple[str, ...] = ()
    refusal: str = ""
    agreed_at: datetime | None = None
    closed: bool = False
    gathered: Gathered | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPeers:
    """The colleagues' part of a review as one of the two sees it; ``named`` and ``person`` are names.

    ``side`` is the reader's, ``leader`` who leads the person now ("" for nobody).
    """

    review: Review
    cycle: Cycle
    template: FormTemplate
    side: Filler
    person: str
    leader: str
    stage: PeerStage
    named: tuple[str, ...] = ()
    refusal: str = ""
    gathered: Gathered | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPeer:
    """What a colleague is asked: about whom (by name), in which review, by which form, until which day."""

    review_no: int
    cycle: Cycle
    template: FormTemplate
    person: str
    leader: str
    until: date


def stage(found: PeerRound, cycle: Cycle, today: date) -> PeerStage:
    """Say where the colleagues' part of a review is on a day (of whoever is reviewed)."""
    if found.closed:
        if found.agreed_at is None:
            return PeerStage.NOBODY
        return PeerStage.SHOWN if found.gathered is not None else PeerStage.TOO_FEW
    if today < cycle.schedule.opens:
        return PeerStage.AHEAD
    if found.agreed_at is not None:
        return PeerStage.ASKING
    if found.named:
        return PeerStage.AGREEING
    return PeerStage.NAMING if today <= cycle.schedule.agree_by else PeerStage.NOBODY


def gathered(answers: Sequence[Values]) -> Gathered | None:
    """Return what is read of some answers; None when there are too few of them.

    A question that fewer have answered is left out as well: of a form that was changed meanwhile, one could tell who
    was asked it.
    """
    if len(answers) < ENOUGH_ANSWERS:
        return None
    found: dict[str, list[tuple[str, ...]]] = {}
    for values in answers:
        for path, given in values.items():
            said = tuple(word for word in ((given,) if isinstance(given, str) else given) if word)
            if said:
                found.setdefault(path, []).append(said)
    return {
        path: tuple(sorted(word for said in sayings for word in said))
        for path, sayings in sorted(found.items())
        if len(sayings) >= ENOUGH_ANSWERS
    }


def rated(template: FormTemplate, found: Gathered) -> Iterator[tuple[TemplateQuestion, Decimal]]:
    """Yield each question that asks colleagues for a rating with the mean of their points, which count from 1."""
    for path, question in asked(template):
        points = found.get(path, ())
        if question.kind is QuestionKind.RATING and points:
            yield question, Decimal(sum(int(point) for point in points)) / len(points)


def asked(template: FormTemplate) -> Iterator[tuple[str, TemplateQuestion]]:
    """Yield what colleagues are asked, with the path of each answer."""
    for section in template.of(Filler.PEER):
        for begin in section.begins:
            for question in section.questions:
                yield f"{begin}{question.key}", question


def peer_points(template: FormTemplate, found: Gathered | None, *, full: Decimal) -> Decimal | None:
    """Return the points of the colleagues' part, ``full`` for the highest rating; None where nothing was rated.

    The mean over the questions of each one's mean; a rating of 4 on a scale of 5 is 4 points of 5.
    """
    shares = [mean / len(question.options) for question, mean in rated(template, found or {})]
    return sum(shares, Decimal()) / len(shares) * full if shares else None
