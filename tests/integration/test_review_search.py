"""Nobody is shown words of a review, a plan or a talk that are not theirs, through a whole cycle of a company."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.reviews.domain.answer import AnswerComment, AnswerVersion
from bot.reviews.domain.form_template import Filler
from tests.oracle import Kind
from tests.review_oracle import Words
from tests.review_search import cycle, live
from tests.search import found_in

if TYPE_CHECKING:
    from pathlib import Path

LIFE = 250
"""How many things happen to one company."""
SHORT = 100
MANY = 20_000
"""Half of those who live in a company are on each platform."""


def search(template: Path, folder: Path, *, seeds: range, cases: int = LIFE) -> dict[str, list[str]]:
    return found_in(template, folder, cycle, live, seeds=seeds, cases=cases)


@pytest.mark.timeout(180)
def test_nobody_reads_words_of_a_review_that_are_not_theirs(migrated_sqlite: Path, tmp_path: Path) -> None:
    assert search(migrated_sqlite, tmp_path, seeds=range(1, 3), cases=SHORT) == {"leaks": [], "faults": []}


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_nobody_reads_words_of_a_review_that_are_not_theirs_in_ten_thousand_cases_a_platform(
    migrated_sqlite: Path, tmp_path: Path
) -> None:
    assert search(migrated_sqlite, tmp_path, seeds=range(100, 100 + MANY // LIFE)) == {"leaks": [], "faults": []}


def test_the_search_would_find_a_leak(sqlite_url: str) -> None:
    with cycle(sqlite_url, 1) as here:
        now = here.clock.now()
        with here.storage.work() as work:
            (review,) = work.reviews.of("p11")  # led by p3; who writes first is p11
            assert review.order == "employee_first"
            for side, writer, word in ((Filler.EMPLOYEE, "p11", "zr1x"), (Filler.MANAGER, "p3", "zr2x")):
                said = {"plan.1.goal": f"The {word} export"}
                work.review_answers.add(
                    AnswerVersion(
                        review_no=review.no,
                        filler=side,
                        version=0,
                        by=writer,
                        at=now,
                        values=said,
                        template_version=1,
                    )
                )
            comment = AnswerComment(
                review_no=review.no, path="", by="p3", filler=Filler.MANAGER, text="About the zr3x", at=now
            )
            work.review_answers.comment(comment)
            work.reviews.save(replace(review, self_at=now))
        here.stale()
        for word, writer in (("zr1x", "p11"), ("zr2x", "p3"), ("zr3x", "p3"), ("zr4x", "p3")):
            here.marks[word] = Words(Kind.TOPIC, writer, word=word)

        for reader in ("p11", "p3", "p0", "p16", "p18", "p12"):
            here.judge(reader, "zr1x zr2x zr3x zr4x", kind="review", how="said")

        assert [re.sub(r" \(.*?\)\) | \(.*?\) ", " ", leak).split(" on a ")[0] for leak in here.leaks] == [
            "zr2x shown to p11",
            "zr4x shown to p11",
            *(f"zr{word}x shown to {reader}" for reader in ("p0", "p16", "p18", "p12") for word in (1, 2, 3, 4)),
        ], "the other's words before one's own are in or not sent in, what was not kept, and of others everything"
