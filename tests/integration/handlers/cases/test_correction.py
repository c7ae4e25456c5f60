"""HR changes a number only by a request that somebody else of HR approves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.messages.card import Action, Card
from bot.messages.form import Form
from bot.messages.inbound import Notice, RejectedForm, Settled
from tests.chat import EVERYWHERE, Way, button, chat, read
from tests.company import furnish, value_of
from tests.post import deliver_all

if TYPE_CHECKING:
    from bot.messages.inbound import Reply
    from storage.storage import Storage
    from tests.chat import Chat

NUMBER = (("no", "1"),)


async def ask(here: Chat, **values: str) -> Reply:
    form = await here.say("hr1", "correct Name min collections october")
    return await here.submit("hr1", form, **{"value": "460000", "reason": "A transfer is missing.", **values})


@EVERYWHERE
async def test_a_correction_counts_only_once_a_second_person_has_approved_it(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here)

        asked = await ask(here)

        assert here.t("correction-asked-text", number="1") in read(asked)
        assert here.inbox("hr1") == []
        (card,) = here.inbox("hr2")
        assert value_of(here, "min", "collections") == 360_000
        for person in ("hr1", "boss", "min", "other", "ana"):
            assert isinstance(await here.click(person, button(card, "correction.approve")), Notice), person
            assert isinstance(await here.click(person, button(card, "correction.reject")), Notice), person
        assert value_of(here, "min", "collections") == 360_000

        assert isinstance(await here.click("hr2", button(card, "correction.approve")), Settled)

        assert value_of(here, "min", "collections") == 460_000
        with here.work() as work:
            new, old = work.readings.rows("min", metric="collections")[:2]
            batch = work.connection.exec_driver_sql(f'SELECT source, "by" FROM batch WHERE no = {new.batch:d}').one()  # noqa: S608 - a number
        assert (new.version, new.row, float(old.value)) == (2, 1, 360_000)
        assert tuple(batch) == ("correction", "hr2")
        (decided,) = here.inbox("hr1")
        assert "Name hr2" in read(decided)
        here.pass_by(hours=1)
        deliver_all(here)
        assert [message.kind for message in here.inbox("min")] == ["correction"]
        assert "correction" in [message.kind for message in here.inbox("boss")]
        assert isinstance(await here.click("hr2", Action("correction.approve", NUMBER)), Notice)


@EVERYWHERE
async def test_a_rejected_correction_changes_nothing_and_says_why(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here)
        await ask(here)
        form = await here.click("hr2", Action("correction.reject", NUMBER))

        await here.submit("hr2", form, reason="It came in November.")

        assert value_of(here, "min", "collections") == 360_000
        (card,) = here.inbox("hr1")
        assert "It came in November." in str(card)
        assert isinstance(await here.click("hr2", Action("correction.approve", NUMBER)), Notice)


@EVERYWHERE
async def test_a_ratio_is_corrected_by_its_counts(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here)
        form = await here.say("hr1", "correct Name min repurchase rate october")
        if isinstance(form, Form):
            same = await here.submit("hr1", form, reason="x")
            assert isinstance(same, RejectedForm)
            assert here.t("correction-same") in same.form.problems.values()
            assert isinstance(await here.submit("hr1", form, denominator="0", reason="x"), RejectedForm)

        await here.submit("hr1", form, numerator="36", denominator="100", reason="Five were left out.")
        await here.click("hr2", Action("correction.approve", NUMBER))

        assert value_of(here, "min", "repurchase_rate") == 0.36


@pytest.mark.postgresql
@EVERYWHERE
async def test_nobody_else_reaches_the_form_or_sends_it(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here)
        form = await here.say("hr1", "correct Name min collections october")

        for person in ("min", "boss", "other", "ana"):
            assert isinstance(await here.say(person, "correct Name min collections october"), Notice)
            if way.forms:
                assert isinstance(await here.submit(person, form, value="9", reason="mine"), Notice)
        mine = await here.say("hr1", "/correct Name hr1 collections october")

        assert isinstance(mine, Notice)
        with here.work() as work:
            assert work.corrections.waiting() == []


@EVERYWHERE
async def test_a_correction_for_a_value_that_has_changed_meanwhile_is_void(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here)
        await ask(here)
        await here.click("hr2", Action("correction.approve", NUMBER))
        await ask(here, value="470000")
        with here.work() as work:
            number = work.corrections.waiting()[0].no
            work.connection.exec_driver_sql("UPDATE correction SET version = 1 WHERE state = 'asked'")

        reply = await here.click("hr2", Action("correction.approve", (("no", str(number)),)))

        assert read(reply) == here.t("correction-overtaken")
        assert value_of(here, "min", "collections") == 460_000


@pytest.mark.postgresql
@EVERYWHERE
async def test_the_source_that_is_still_wrong_does_not_undo_a_correction(way: Way, storage: Storage) -> None:
    import numpy as np

    from bot.figures.domain.facts import FactColumns

    async with chat(storage, way) as here:
        furnish(here)
        await ask(here)
        await here.click("hr2", Action("correction.approve", NUMBER))

        with here.work() as work:
            person, metric = work.people.numbers()["min"][0], work.metrics.numbers()["collections"][0]
            start = np.array(["2026-10-01"], "datetime64[D]").astype(np.int64)
            column, nan = np.array([1], np.int64), np.array([np.nan])

            def brought(value: float) -> FactColumns:
                who, what = np.array([person], np.int64), np.array([metric], np.int64)
                ids = np.array([None], np.object_)
                return FactColumns(column, who, what, start, start + 30, np.array([value]), nan, nan, ids, column * -1)

            assert work.corrections.undone(brought(360_000.0)) == {0}
            assert work.corrections.undone(brought(455_000.0)) == set()


@EVERYWHERE
async def test_what_waits_for_a_second_person_is_shown_again_by_its_number(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here)
        await ask(here)

        assert isinstance(await here.say("hr2", "correct 1"), Card)
        assert isinstance(await here.say("hr1", "correct 1"), Notice)
