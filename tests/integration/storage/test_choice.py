"""What a number means to somebody outlives the process that offered it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.database import Storage

AT = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)


def test_the_latest_offer_counts_and_each_person_has_their_own(storage: Storage) -> None:
    with storage.work() as work:
        work.choices.remember("dingtalk", "0421", ["feedback.why|feedback=7", "feedback.opinion"], at=AT)
        work.choices.remember("dingtalk", "0422", ["help"], at=AT)
    with storage.work() as work:
        work.choices.remember("dingtalk", "0421", ["one_on_one.book"], at=AT)

    with storage.work() as work:
        assert work.choices.recall("dingtalk", "0421") == ["one_on_one.book"]
        assert work.choices.recall("dingtalk", "0422") == ["help"]
        assert work.choices.recall("dingtalk", "0423") == []
