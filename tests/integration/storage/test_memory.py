"""What is remembered is never older than what is stored, whoever wrote it."""

from __future__ import annotations

from contextlib import closing, suppress
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from bot.people.domain.audit import What
from storage import open_storage

if TYPE_CHECKING:
    from bot.work import Work
    from storage.storage import Storage

NOW = datetime(2026, 11, 3, tzinfo=UTC)


class Question:
    """Counts how often it is worked out."""

    def __init__(self) -> None:
        self.made = 0

    def ask(self, storage: Storage) -> list[str]:
        with storage.work() as work:
            return self.within(work)

    def within(self, work: Work) -> list[str]:
        found: list[str] = work.recall(("names",), lambda: self._make(work))
        return found

    def _make(self, work: Work) -> list[str]:
        self.made += 1
        return [person.name for person in work.people.all()]


def hire(storage: Storage, name: str) -> None:
    with storage.work() as work:
        work.people.put([{"id": name, "name": name}])


def test_it_is_worked_out_once_while_nothing_is_written(storage: Storage) -> None:
    hire(storage, "ana")
    question = Question()

    assert [question.ask(storage) for _ in range(5)] == [["ana"]] * 5
    assert question.made == 1


def test_a_write_of_our_own_forgets_it(storage: Storage) -> None:
    question = Question()
    for number in range(3):
        hire(storage, f"p{number}")
        assert len(question.ask(storage)) == number + 1
        assert len(question.ask(storage)) == number + 1
    assert question.made == 3


def test_a_write_of_another_process_forgets_it(storage: Storage) -> None:
    question = Question()
    with closing(open_storage(storage.url)) as other:
        for number in range(4):
            hire(other, f"p{number}")
            assert len(question.ask(storage)) == number + 1
            hire(storage, f"q{number}")
            other_question = Question()
            assert len(other_question.ask(other)) == len(question.ask(storage))
            with other.work() as work:
                work.people.put([{"id": f"q{number}", "left_on": date(2020, 1, 1)}])


def test_a_transaction_that_has_written_sees_what_it_wrote(storage: Storage) -> None:
    question = Question()
    assert question.ask(storage) == []

    with storage.work() as work:
        assert question.within(work) == []
        work.people.put([{"id": "ana", "name": "ana"}])
        assert question.within(work) == ["ana"]
    assert question.ask(storage) == ["ana"]


def test_what_was_taken_back_is_not_remembered(storage: Storage) -> None:
    question = Question()

    with suppress(ValueError), storage.work() as work:
        work.people.put([{"id": "ana", "name": "ana"}])
        assert question.within(work) == ["ana"]
        raise ValueError

    assert question.ask(storage) == []


def test_a_note_in_the_audit_trail_forgets_nothing_on_an_embedded_database(sqlite_url: str) -> None:
    question = Question()
    with closing(open_storage(sqlite_url)) as storage:
        hire(storage, "ana")
        question.ask(storage)
        with storage.work() as work:
            work.audit.append(What.READ, actor="ana", subject="bo", at=NOW)
        question.ask(storage)

    assert question.made == 1
