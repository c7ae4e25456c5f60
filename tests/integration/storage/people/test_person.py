"""People as kept: several are read together, and who was read is known until something changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.company import Company
from tests.statements import counted

if TYPE_CHECKING:
    from storage.storage import Storage


def test_several_people_are_read_together_and_known_from_then_on(storage: Storage) -> None:
    with storage.work() as work:
        company = Company(work)
        for name in ("cat", "ann", "bob"):
            company.person(name)
        company.person("unit", kind="unit")

    with storage.work() as work:
        with counted(storage) as statements:
            found = work.people.some(["unit", "cat", "ann", "nobody", "cat"])
            again = work.people.some({"ann", "cat", "nobody"})
            alone = [work.people.get(name) for name in ("ann", "nobody")]

        assert [person.id for person in found] == ["ann", "cat", "unit"]
        assert [person.id for person in again] == ["ann", "cat"]
        assert alone == [again[0], None]
        assert len(statements) == 1

        assert work.people.put([{"id": "ann", "name": "Ann"}]) == ["corrected"]
        assert [person.name for person in work.people.some(["ann"])] == ["Ann"]


def test_more_people_than_a_statement_takes_are_all_read(storage: Storage) -> None:
    names = [f"p{number:04}" for number in range(1203)]
    with storage.work() as work:
        company = Company(work)
        for name in names:
            company.person(name)

        assert [person.id for person in work.people.some(names[::-1])] == names
