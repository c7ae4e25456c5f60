"""What a number means to somebody outlives the process that offered it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.database import Storage

AT = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)


def test_numbers_go_on_from_message_to_message_and_each_person_has_their_own(storage: Storage) -> None:
    with storage.work() as work:
        first = work.choices.remember("dingtalk", "0421", ["feedback.why|feedback=7", "feedback.opinion"], at=AT)
        other = work.choices.remember("dingtalk", "0422", ["help"], at=AT)
    with storage.work() as work:
        second = work.choices.remember("dingtalk", "0421", ["one_on_one.book"], at=AT)

    assert (first, other, second) == (1, 1, 3)
    with storage.work() as work:
        offers = work.choices.recall("dingtalk", "0421")
        assert offers.open == {1: "feedback.why|feedback=7", 2: "feedback.opinion", 3: "one_on_one.book"}
        assert offers.newest == {3}
        assert work.choices.recall("dingtalk", "0422") == ({1: "help"}, {1})
        assert work.choices.recall("dingtalk", "0423") == ({}, frozenset())


def test_a_message_without_choices_leaves_the_earlier_ones_open_and_none_the_latest(storage: Storage) -> None:
    with storage.work() as work:
        work.choices.remember("dingtalk", "0421", ["feedback.why"], at=AT)
        work.choices.remember("dingtalk", "0421", [], at=AT)

        assert work.choices.recall("dingtalk", "0421") == ({1: "feedback.why"}, frozenset())


def test_numbers_begin_anew_before_they_are_too_long_to_type(storage: Storage) -> None:
    with storage.work() as work:
        firsts = [work.choices.remember("dingtalk", "0421", ["a"] * 9, at=AT) for _ in range(40)]

        assert max(firsts) < 300
        assert firsts.count(1) == 2
        assert work.choices.recall("dingtalk", "0421").newest <= work.choices.recall("dingtalk", "0421").open.keys()
