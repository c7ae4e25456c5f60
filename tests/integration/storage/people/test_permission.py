"""Roles as kept on both databases: given once, taken back once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.people.domain.permission import Role

if TYPE_CHECKING:
    from storage.storage import Storage

NOW = datetime(2026, 11, 3, 10, tzinfo=UTC)


def test_a_role_is_given_once_and_taken_back_once(storage: Storage) -> None:
    with storage.work() as work:
        work.people.put([{"id": "ana", "name": "Ana"}])

        given = [work.permissions.give("ana", Role.HR, by="root", at=NOW) for _ in range(2)]
        held = work.permissions.roles("ana")
        taken = [work.permissions.take("ana", Role.HR) for _ in range(2)]

        assert (given, held, taken) == ([True, False], frozenset({Role.HR}), [True, False])
        assert not work.permissions.roles("ana")
