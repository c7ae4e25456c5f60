"""What teams were told at once: how many people were flagged together, and which weekly digests had no news."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from bot.delivery.domain.message import REPLY
from bot.kit.calendar import local_day
from bot.messages.card import Facts, Mood, Text
from bot.messages.text import plain
from bot.people.domain.person import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from bot.bench.words_demo import Message, Told
    from bot.messages.card import Card

_WEEKLY: Final = frozenset({"week", "planning"})
_SHARE: Final = 3
"""At most one of so many of a team is flagged at once."""
_TEAM: Final = 5
"""Of fewer people a share says nothing; nor is anybody asked about their target (the same floor)."""


def stale(told: Told) -> tuple[list[str], int]:
    """Return the weekly digests all of whose lines their reader had in an earlier one, and how many there are."""
    before: dict[str, set[str]] = defaultdict(set)
    found, n = [], 0
    for message in sorted(told.messages, key=lambda message: message.at):
        if message.delivery.kind not in _WEEKLY or message.delivery.key.startswith(REPLY):
            continue
        n += 1
        lines = set(_lines(message.card))
        if lines <= before[message.reader.id]:
            found.append(message.delivery.key)
        before[message.reader.id] |= lines
    return found, n


def _lines(card: Card) -> Iterator[str]:
    for block in card.blocks:
        if isinstance(block, Facts):
            yield from (plain(f"{line.label} {line.value} {line.against}") for line in block.lines)
        elif isinstance(block, Text):
            yield plain(block.text)


def crowds(told: Told) -> tuple[list[str], int]:
    """Return the teams of which more than a third were flagged in one day by one metric, and how many teams and days.

    Flagged is whom a nudge is about, and who is told of a gap of their own that a rule called for: whoever reads on
    the last day of a quarter how far they are from their quota is held up to nobody.
    """
    flagged: dict[tuple[str, str, date], set[str]] = defaultdict(set)
    for message in told.messages:
        feedback = message.feedback
        if feedback is None or message.delivery.kind not in {"nudge", "standing"}:
            continue
        subject = told.people[feedback.subject_id]
        if subject.kind is not Kind.PERSON or not subject.manager_id or not _bad(message):
            continue
        day = local_day(message.delivery.created_at, timezone=subject.timezone)
        for _, metric, _ in feedback.deltas[:1]:
            flagged[subject.manager_id, metric, day].add(subject.id)
    found = []
    for (leader, metric, day), people in sorted(flagged.items()):
        team = [person for person in told.team(leader) if _has(told, person.id, metric)]
        if len(team) >= _TEAM and len(people) > len(team) // _SHARE:
            found.append(f"{told.people[leader].name}, {day}: {len(people)} of {len(team)} by {metric}")
    return found, len(flagged)


def _bad(message: Message) -> bool:
    if not message.own:
        return True
    if message.feedback is None or not message.feedback.signals:
        return False
    facts = [line for block in message.card.blocks if isinstance(block, Facts) for line in block.lines]
    return bool(facts) and facts[0].mood is Mood.GAP


def _has(told: Told, person: str, metric: str) -> bool:
    return next(iter(told.work.deltas.find(person_id=person, metric=metric)), None) is not None
