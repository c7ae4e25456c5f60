"""What a card told of people whose figures were corrected after it came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.figures.domain.delta import Flag
from bot.messages.card import Card, Facts
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from bot.figures.domain.delta import Changed
    from bot.overview.ports import Work
    from bot.people.domain.person import Person


def lines(card: Card) -> set[tuple[str, str, str]]:
    """Return the words of the lines about somebody."""
    found = (line for block in card.blocks if isinstance(block, Facts) for line in block.lines)
    return {(plain(line.label), plain(line.value), plain(line.against)) for line in found}


def labels(card: Card) -> set[str]:
    """Return whom a card has lines about, as it names them."""
    return {label for label, *_ in lines(card)}


def corrected_on(
    work: Work, labels: Collection[str], people: Iterable[Person], *, since: datetime | None
) -> list[Person]:
    """Return those of some people who are named and whose figures were corrected after an instant."""
    return [person for person in people if plain(person.name) in labels and _is_corrected(work, person, since=since)]


def people_of(work: Work, touched: Changed) -> list[Person]:
    """Return whose figures have changed, by id."""
    numbers = {number: person_id for person_id, (number, *_) in work.people.numbers().items()}
    changed = sorted({numbers[number] for number in set(touched.person.tolist()) if number in numbers})
    return [person for person_id in changed if (person := work.people.get(person_id))]


def managers_of(work: Work, people: Iterable[Person]) -> list[Person]:
    """Return to whom some people report, by id."""
    ids = {person.manager_id for person in people if person.manager_id}
    return [manager for manager_id in sorted(ids) if (manager := work.people.get(manager_id))]


def _is_corrected(work: Work, person: Person, *, since: datetime | None) -> bool:
    """Say whether a newest value of somebody's was corrected after an instant."""
    for delta in work.deltas.of([person.id]):
        newest = next(iter(work.readings.evidence(delta.person_id, delta.metric, delta.period)), None)
        came = newest.received_at if newest else None
        if Flag.RESTATED in delta.flags and came and since and came > since:
            return True
    return False
