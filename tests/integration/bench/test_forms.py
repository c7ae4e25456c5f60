"""The benchmark of forms runs, small, in each way of filling in; that nothing is lost it sees to itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.bench.forms import ASKED, FORMS, Crowd, _check, _measure, _settle, run
from bot.bench.forms_people import typed
from bot.people.domain.permission import Actor, Role
from bot.reviews.services import review as reviews
from bot.reviews.services import seen_review

if TYPE_CHECKING:
    from datetime import datetime

    from bot.people.domain.person import Person
    from bot.work import Work
    from storage.storage import Storage


async def test_a_few_people_fill_in_at_the_same_time_in_modals_and_cards_and_in_dialogues() -> None:
    for crowd, people in ((FORMS, 4), (ASKED, 2)):
        assert await _measure(crowd, people, opening=0.2, typing=0.2) > 0


def test_a_line_holds_many_people_against_few(monkeypatch: pytest.MonkeyPatch) -> None:
    async def measured(crowd: Crowd, people: int, *, opening: float, typing: float) -> float:
        assert opening <= crowd.opening
        assert typing == crowd.typing * (1 if people > 20 else 0.1)
        return 0.03 if people > 20 else 0.02

    monkeypatch.setattr("bot.bench.forms._measure", measured)

    for name, crowd in (("forms", FORMS), ("forms-asked", ASKED)):
        (line,) = run(crowd=crowd)
        assert set(line) == {"name", "value", "unit", "floor", "floor_value", "ratio", "bound", "ok"}
        assert (line["name"], line["value"], line["floor_value"], line["unit"]) == (name, 30, 20, "ms")
        assert (line["ratio"], line["bound"], line["ok"]) == (1.5, 3.0, True)
        assert "20 people" in line["floor"]
        assert f"{crowd.people:,}" in line["floor"]


def test_what_was_lost_or_stored_twice_is_found(storage: Storage) -> None:
    ids = ["a", "b"]
    now = storage.clock()
    _settle(storage, ids, now=now)
    with pytest.raises(AssertionError, match=r"\['a', 'b'\] of 2; 0 left"):
        _check(storage, ids)

    with storage.work() as work:
        for number, key in enumerate(ids):
            person = work.people.get(key)
            assert person
            _send(work, person, number, now)
    _check(storage, ids)

    with storage.work() as work:
        person = work.people.get("b")
        assert person
        _send(work, person, 2, now)
    with pytest.raises(AssertionError, match=r"\['b'\] of 1"):
        _check(storage, ids)


def _send(work: Work, person: Person, number: int, now: datetime) -> None:
    actor = Actor(person, frozenset({Role.EMPLOYEE}))
    (review,) = work.reviews.of(person.id)
    reviews.send(work, actor, seen_review.seen(work, actor, review, now=now), typed(number), now=now)
