"""Work that no data shows, and the colleague who was there: asked with the employee's consent, named with their own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.reviews.domain.form_template import Purpose, QuestionKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.messages.field import Values
    from bot.reviews.domain.form_template import FormTemplate


class WorkState(StrEnum):
    """What a colleague said of a piece of work."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    UNKNOWN = "unknown"
    """They cannot say; nobody is told."""


@dataclass(frozen=True, slots=True)
class NamedWork:
    """One piece of such work as it stands in a self-review: what was done, and who could confirm it, as typed.

    ``begin`` is how the paths of its answers begin.
    """

    begin: str
    what: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedWork:
    """A piece of work of which a colleague was asked; ``what`` is as it was then, ``peer_id`` whom."""

    review_no: int
    begin: str
    peer_id: str
    what: str
    state: WorkState = WorkState.ASKED
    no: int = 0


def named_work(template: FormTemplate, values: Values) -> Iterator[NamedWork]:
    """Yield the work that a self-review calls unseen: the words of the first long question, the name in the short."""
    for section in template.sections:
        if section.purpose is not Purpose.UNSEEN:
            continue
        keys = {question.kind: question.key for question in reversed(section.questions)}
        for begin in section.begins:
            what, who = (
                str(values.get(f"{begin}{keys[kind]}", "")) if kind in keys else ""
                for kind in (QuestionKind.LONG, QuestionKind.SHORT)
            )
            if what:
                yield NamedWork(begin, what, who)


def confirmed(work: NamedWork, asked: AskedWork) -> bool:
    """Say whether a colleague has confirmed a piece of work as it stands now."""
    return asked.state is WorkState.CONFIRMED and asked.what == work.what
