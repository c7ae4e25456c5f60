"""What a number means to somebody outlives the process that offered it, and holds once its message is there."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.delivery.ports.inbox import OfferedChoice, Offers, Reserved, Told
from bot.messages.card import Action
from storage.work import SqlWork

if TYPE_CHECKING:
    from storage.storage import Storage

AT = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
WHY = Action("feedback.why", (("feedback", "7"),)).encoded()


def offer(work: SqlWork, message: str, *actions: str, user: str = "0421", shown: bool = True, ref: str = "") -> int:
    """Let a message offer something, and be there."""
    first = work.choices.reserve("dingtalk", user, message, actions, said=(), at=AT).first
    if shown:
        work.choices.shown("dingtalk", user, message, ref=ref)
    return first


def test_numbers_go_on_from_message_to_message_and_each_person_has_their_own(storage: Storage) -> None:
    with storage.work() as work:
        first = offer(work, "a", WHY, "feedback.opinion")
        other = offer(work, "a", "help", user="0422")
    with storage.work() as work:
        second = offer(work, "b", "one_on_one.book")

    assert (first, other, second) == (1, 1, 3)
    with storage.work() as work:
        offers = work.choices.recall("dingtalk", "0421")
        assert {number: offer.action for number, offer in offers.open.items()} == {
            1: WHY,
            2: "feedback.opinion",
            3: "one_on_one.book",
        }
        assert offers.newest == {3}
        assert work.choices.recall("dingtalk", "0422") == Offers(
            {1: OfferedChoice("help", "a", known=True)}, frozenset({1}), asking=False
        )
        assert work.choices.recall("dingtalk", "0423") == ({}, frozenset(), False)


def test_what_nobody_has_seen_is_never_the_latest_and_says_so(storage: Storage) -> None:
    with storage.work() as work:
        offer(work, "a", "help")
        offer(work, "b", "one_on_one.book", shown=False)

        offers = work.choices.recall("dingtalk", "0421")
        assert offers.newest == {1}
        assert [offer.known for offer in offers.open.values()] == [True, False]

        work.choices.shown("dingtalk", "0421", "b", latest=False)
        offers = work.choices.recall("dingtalk", "0421")
        assert (offers.newest, offers.open[2].known) == (frozenset({1}), True)


def test_what_was_not_taken_gives_its_numbers_back_and_what_is_there_keeps_them(storage: Storage) -> None:
    with storage.work() as work:
        offer(work, "a", "one_on_one.book", shown=False)
        work.choices.withdraw("dingtalk", "0421", "a")
        assert work.choices.recall("dingtalk", "0421").open == {}

        assert offer(work, "b", "help") == 1
        work.choices.withdraw("dingtalk", "0421", "b")
        assert work.choices.recall("dingtalk", "0421").newest == {1}


def test_the_same_message_again_keeps_its_numbers_and_another_under_its_name_has_its_own(storage: Storage) -> None:
    with storage.work() as work:
        work.choices.reserve("dingtalk", "0421", "a", ["help", "me"], said=(), at=AT)

        assert work.choices.reserve("dingtalk", "0421", "a", ["help", "me"], said=(), at=AT) == Reserved(1, again=True)
        assert work.choices.reserve("dingtalk", "0421", "a", ["team"], said=(), at=AT) == Reserved(3, again=False)
        offers = work.choices.recall("dingtalk", "0421").open
        assert {number: offer.action for number, offer in offers.items()} == {1: "help", 2: "me", 3: "team"}


def test_the_latest_is_what_appeared_last_whatever_was_begun_first(storage: Storage) -> None:
    with storage.work() as work:
        offer(work, "a", "help", shown=False)
        offer(work, "b", "me")
        work.choices.shown("dingtalk", "0421", "a")

        assert work.choices.recall("dingtalk", "0421").newest == {1}


def test_a_quoted_message_is_the_one_that_is_meant(storage: Storage) -> None:
    with storage.work() as work:
        offer(work, "a", "help", ref="pqk-a")
        offer(work, "b", "me", ref="pqk-b")

        assert work.choices.recall("dingtalk", "0421", quoted="pqk-a").newest == {1}
        assert work.choices.recall("dingtalk", "0421", quoted="pqk-other").newest == frozenset()


def test_a_message_without_choices_leaves_the_earlier_ones_open_and_none_the_latest(storage: Storage) -> None:
    with storage.work() as work:
        offer(work, "a", "feedback.why")
        for name in "bcd":
            offer(work, name)

        offers = work.choices.recall("dingtalk", "0421")
        assert (list(offers.open), offers.newest) == ([1], frozenset())


def test_what_a_message_said_is_known_as_long_as_the_message_is(storage: Storage) -> None:
    with storage.work() as work:
        work.choices.reserve("dingtalk", "0421", "a", ["help"], said=["f1", "f2"], at=AT)

        assert work.choices.told("dingtalk", "0421", "a") == Told(frozenset({"help"}), frozenset({"f1", "f2"}))
        assert work.choices.told("dingtalk", "0421", "b") == Told()


def test_numbers_begin_anew_before_they_are_too_long_to_type_and_a_quoted_old_one_is_still_its_own(
    storage: Storage,
) -> None:
    with storage.work() as work:
        firsts = [offer(work, f"m{n}", *[f"a{n}"] * 9, ref=f"pqk{n}") for n in range(40)]

        assert max(firsts) < 300
        assert firsts.count(1) == 2
        offers = work.choices.recall("dingtalk", "0421")
        assert offers.newest <= offers.open.keys()
        assert offers.open[1].message == f"m{39 - firsts[::-1].index(1)}"
        assert work.choices.recall("dingtalk", "0421", quoted="pqk0").open[1].message == "m0"


def test_several_processes_give_a_number_to_one_message_only(storage: Storage) -> None:
    def begin(name: int) -> int:
        with storage.work() as work:
            return offer(work, f"m{name}", "a", "b")

    with ThreadPoolExecutor(4) as pool:
        firsts = sorted(pool.map(begin, range(12)))

    assert firsts == list(range(1, 25, 2))
