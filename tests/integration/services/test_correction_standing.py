"""A corrected record stays so when its source sends the wrong one again, and is counted once when that is right."""

from __future__ import annotations

from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from bot.cases.domain.correction import CorrectedValue
from bot.cases.domain.correction_record import RecordChange, RecordFate
from bot.cases.services import correction
from bot.cases.services.correction_standing import StandingCorrections, standing
from bot.figures.domain.held import HeldRecord
from bot.intake.services.quarantine_record import accept_record
from bot.intake.services.quarantine_screen import hold_back
from bot.intake.services.update import catalogue
from bot.people.domain.permission import Role
from bot.people.services.permission import actor
from tests.chat import give
from tests.company import NOW, OCTOBER, Company, company_in
from tests.deals import DEALS, arrive, columns, deal, made_of
from tests.present import present

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.intake.services.quarantine_screen import ScreenedRecords
    from storage.storage import Storage

pytestmark = pytest.mark.postgresql


@contextmanager
def company(storage: Storage) -> Iterator[Company]:
    """Open a company in which Min has two deals of October."""
    with company_in(storage) as here:
        for person in ("min", "bo", "hal", "hetty"):
            here.person(person)
        for person in ("hal", "hetty"):
            give(here.work, person, Role.HR)
        made_of(here, "collections")
        arrive(here, [deal(1, 100), deal(2, 200)], now=NOW)
        here.come_in()
        yield here


def correct(here: Company, fate: RecordFate, record_id: str, version: int, amount: int) -> None:
    """Let one of HR ask for a change of a deal, and another approve it."""
    work: Any = here.work
    (delta,) = work.deltas.find(person_id="min", metric="collections")
    row = deal(1)
    change = RecordChange(
        fate,
        DEALS.key,
        record_id,
        version,
        "min",
        row["day"],
        {"amount": Decimal(amount)},
        {"customer": row["customer"], "stage": "won"},
    )
    hal, hetty = (actor(work, present(work.people.get(person)), now=NOW) for person in ("hal", "hetty"))
    value = CorrectedValue(None, changes=(change,))
    made = correction.request(work, hal, delta, value, reason="Contract.", now=NOW)
    correction.approve(work, hetty, made.no, now=NOW)


def comes(here: Company, *rows: dict[str, Any]) -> StandingCorrections:
    return standing(here.work, DEALS.key, columns(here, rows))


def test_the_wrong_record_undoes_nothing_the_right_one_is_known_and_another_contradicts(storage: Storage) -> None:
    with company(storage) as here:
        correct(here, RecordFate.CHANGE, "A-01", 1, 150)

        found = comes(here, deal(1, 100), deal(2, 7))
        assert found == StandingCorrections(undone=(0,))
        assert comes(here, deal(1, 150)) == StandingCorrections()
        assert comes(here, deal(2, 7), deal(1, 170)) == StandingCorrections(contradicted=(1,))


def test_a_record_that_was_withdrawn_does_not_come_back_as_it_was(storage: Storage) -> None:
    with company(storage) as here:
        correct(here, RecordFate.WITHDRAW, "A-01", 1, 100)

        assert comes(here, deal(1, 100)) == StandingCorrections(undone=(0,))
        assert comes(here, deal(1, 101)) == StandingCorrections(contradicted=(0,))


def test_a_record_that_was_added_is_kept_until_its_source_brings_it_under_a_name_of_its_own(storage: Storage) -> None:
    with company(storage) as here:
        correct(here, RecordFate.ADD, "added", 0, 300)

        assert comes(here, deal(2, 200)) == StandingCorrections(kept=("added",))
        assert comes(here, deal(9, 300, customer="Customer 1")) == StandingCorrections(caught_up=("added",))
        assert comes(here, deal(9, 300, person="bo", customer="Customer 1")) == StandingCorrections(kept=("added",))


def test_what_has_changed_again_since_stands_no_more(storage: Storage) -> None:
    with company(storage) as here:
        correct(here, RecordFate.CHANGE, "A-01", 1, 150)
        arrive(here, [deal(1, 170, day=9)], now=NOW)

        assert comes(here, deal(1, 100)) == StandingCorrections()


def test_a_correction_that_waits_or_was_refused_holds_nothing_back(storage: Storage) -> None:
    with company(storage) as here:
        work: Any = here.work
        (delta,) = work.deltas.find(person_id="min", metric="collections", start=OCTOBER)
        change = RecordChange(RecordFate.WITHDRAW, DEALS.key, "A-01", 1, "min", OCTOBER)
        hal, hetty = (actor(work, present(work.people.get(person)), now=NOW) for person in ("hal", "hetty"))
        value = CorrectedValue(None, changes=(change,))
        made = correction.request(work, hal, delta, value, reason="Contract.", now=NOW)

        assert comes(here, deal(1, 100)) == StandingCorrections()
        correction.reject(work, hetty, made.no, reason="It is right.", now=NOW)
        assert comes(here, deal(1, 100)) == StandingCorrections()


def screened(here: Company, *rows: dict[str, Any], usual: bool = True) -> ScreenedRecords:
    stream = present(here.work.streams.get(DEALS.key))
    return hold_back(here.work, stream, columns(here, rows), catalogue(here.work), batch=1, usual=usual)


@pytest.mark.parametrize("usual", [True, False], ids=["trusted", "screened"])
def test_a_file_leaves_out_what_was_corrected_and_asks_about_what_says_a_third_thing(
    storage: Storage, *, usual: bool
) -> None:
    with company(storage) as here:
        correct(here, RecordFate.CHANGE, "A-01", 1, 150)
        correct(here, RecordFate.ADD, "added", 0, 300)

        wrong = screened(here, deal(1, 100), deal(2, 200), usual=usual)
        third = screened(here, deal(1, 170), deal(2, 200), usual=usual)

        assert wrong.kept.tolist() == third.kept.tolist() == [False, True]
        assert [skip.key for skip in wrong.skipped] == ["import-record-corrected-here"]
        assert [problem.key for problem in third.held] == ["import-record-corrected"]
        assert wrong.added == third.added == ("added", "A-01")
        assert here.work.quarantine.decided_records(DEALS.key, columns(here, [deal(1, 170)])) == {0: "open"}


def test_what_somebody_accepts_after_all_replaces_the_correction(storage: Storage) -> None:
    with company(storage) as here:
        correct(here, RecordFate.CHANGE, "A-01", 1, 150)
        screened(here, deal(1, 170))
        (held,) = here.work.quarantine.open()

        assert isinstance(held, HeldRecord)
        here.work.quarantine.decide(held.no, state="accepted", by="hal", now=NOW)
        accept_record(here.work, held, now=NOW)

        assert screened(here, deal(1, 170)).kept.all()
        assert screened(here, deal(1, 100)).kept.all()
