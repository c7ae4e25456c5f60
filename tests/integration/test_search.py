"""Nobody is shown what is not theirs, also over time, in rooms, and by subtraction."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.oracle import Kind, Mark
from tests.search import company, found_in, live

if TYPE_CHECKING:
    from pathlib import Path

LIFE = 250
"""How many things happen to one company."""
SHORT = 60
MANY = 100_000


def search(template: Path, folder: Path, *, seeds: range, cases: int = LIFE) -> dict[str, list[str]]:
    return found_in(template, folder, company, live, seeds=seeds, cases=cases)


@pytest.mark.timeout(180)
def test_nothing_that_is_somebody_elses_is_shown_in_some_weeks_of_a_company(
    migrated_sqlite: Path, tmp_path: Path
) -> None:
    assert search(migrated_sqlite, tmp_path, seeds=range(2), cases=SHORT) == {"leaks": [], "faults": []}


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_nothing_that_is_somebody_elses_is_shown_in_a_hundred_thousand_cases(
    migrated_sqlite: Path, tmp_path: Path
) -> None:
    assert search(migrated_sqlite, tmp_path, seeds=range(1000, 1000 + MANY // LIFE)) == {"leaks": [], "faults": []}


def test_the_search_would_find_a_leak(sqlite_url: str) -> None:
    with company(sqlite_url, 1) as here:
        here.marks |= {"5431": Mark(Kind.FIGURE, "p8"), "zq7x": Mark(Kind.TOPIC, "p8")}
        lead = next(iter(here.oracle.managers("p8")))

        for reader in ("p8", lead, "p16", "p0", "p7"):
            here.judge(reader, "5,431 orders and zq7x, by Name8", kind="nudge", how="said")

        assert [re.sub(r" on a .*", "", leak) for leak in here.leaks] == [
            "TOPIC of p8 (zq7x, led by ['p3']) shown to p16",
            "FIGURE of p8 (5431, led by ['p3']) shown to p0",
            "TOPIC of p8 (zq7x, led by ['p3']) shown to p0",
            "Name8 named to p0",
            "FIGURE of p8 (5431, led by ['p3']) shown to p7",
            "TOPIC of p8 (zq7x, led by ['p3']) shown to p7",
            "Name8 named to p7",
        ]


def test_the_search_would_find_what_two_numbers_show_together(sqlite_url: str) -> None:
    with company(sqlite_url, 1) as here:
        ten = frozenset(f"p{number}" for number in range(10))

        here.compare("p19", "2026-10-01", ten, 10)
        here.compare("p19", "2026-10-01", ten - {"p4"}, 10)
        assert here.leaks == [], "the number of before is told again"

        here.compare("p19", "2026-10-01", ten - {"p4"}, 9)
        here.compare(
            "p19", "2026-10-01", frozenset({"p0", "p1", "p2", *(f"p{number}" for number in range(10, 18))}), 11
        )

        assert [leak.split(" on a ")[0] for leak in here.leaks] == [
            "9 told to p19 after [10] of nearly the same",
            "['p0', 'p1', 'p2'] by what was told to p19",
        ]
