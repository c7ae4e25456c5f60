"""What is known about oneself: shown, handed over without a word about others, restricted, erased."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.delivery.domain.delivery import DeliveryState
from bot.messages.card import Action, Attachment, Card
from bot.messages.inbound import Notice
from bot.privacy.domain.privacy import Ask
from storage.erasure import FIGURES, KEPT
from storage.inventory import inventory, tables
from tests.chat import EVERYWHERE, Way, button, chat, read
from tests.company import OCTOBER, STAFF, furnish, value_of
from tests.post import deliver_all

if TYPE_CHECKING:
    from bot.messages.inbound import Reply
    from storage.storage import Storage
    from tests.chat import Chat

PLACE = (("value", "collections:2026-10-01"),)
NUMBER = (("no", "1"),)


def files(reply: Reply) -> tuple[str, str]:
    assert isinstance(reply, Card)
    first, second = (block.content for block in reply.blocks if isinstance(block, Attachment))
    return first, second


async def ask(here: Chat, what: Ask, *, figures: str = "unlink") -> Reply:
    form = await here.click("min", Action("privacy.ask"))
    return await here.submit("min", form, ask=what.value, text="Please.", figures=figures)


async def grant(here: Chat, **values: str) -> Reply:
    form = await here.click("hr1", Action("privacy.grant", NUMBER))
    return await here.submit("hr1", form, **values)


@pytest.mark.postgresql
@EVERYWHERE
async def test_an_export_holds_everything_of_oneself_and_nothing_of_others(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here)
        form = await here.click("min", Action("dispute", PLACE))
        await here.submit("min", form, claim="One transfer is missing.")
        form = await here.click("min", Action("context", PLACE))
        await here.submit("min", form, text="Two customers moved.")
        await here.click("boss", Action("dispute.take", NUMBER))
        deliver_all(here)

        shown = read(await here.say("min", "privacy" if way.platform == "slack" else "隐私"))
        document, table = files(await here.click("min", Action("privacy.export")))

        assert here.t("privacy-kind-readings") in shown
        assert "crm-2026-10.csv" in shown
        whole = json.loads(document)
        assert {"person", "accounts", "readings", "targets", "deltas", "messages", "disputes", "remarks"} <= set(whole)
        assert [reading["value"] for reading in whole["readings"] if reading["start"] == "2026-10-01"] == [
            360_000.0,
            0.31,
        ]
        assert whole["remarks"][0]["text"] == "Two customers moved."
        for other in set(STAFF) - {"min"}:
            for text in (document, table):
                assert f"Name {other}" not in text
                assert f'"{other}"' not in text
                assert f":{other}:" not in text
                assert f",{other}\r" not in text
        assert "612" not in document.replace("612.", "")


@EVERYWHERE
async def test_what_is_known_of_somebody_else_is_handed_to_nobody(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here)

        for person in ("boss", "hr1", "ana", "bo"):
            assert isinstance(await here.click(person, Action("privacy.export", (("person", "min"),))), Notice)
        document, _ = files(await here.click("boss", Action("privacy.export")))

        assert "Name min" not in document
        assert "360" not in document


@EVERYWHERE
async def test_while_a_restriction_holds_nothing_is_said_about_the_person(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here, sent=False)
        await ask(here, Ask.RESTRICTION)
        (card,) = here.inbox("hr1")
        for person in ("min", "boss", "ana"):
            assert isinstance(await here.click(person, button(card, "privacy.grant")), Notice)

        await grant(here, note="Of course.")

        with here.work() as work:
            states = {delivery.state for delivery in work.outbox.find() if delivery.kind in {"standing", "nudge"}}
            assert states == {DeliveryState.EXPIRED}
            assert work.restrictions.all() == {"min"}
        shown = await here.say("min", "privacy")
        assert here.t("privacy-restricted") in read(shown)
        await here.click("min", button(shown, "privacy.withdraw"))
        with here.work() as work:
            assert work.restrictions.all() == frozenset()


@pytest.mark.postgresql
@EVERYWHERE
async def test_words_that_are_wanted_are_not_written_under_a_restriction(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here, written=False)
        await ask(here, Ask.RESTRICTION)
        await grant(here)

        gone = deliver_all(here)

        assert not {delivery.kind for delivery in gone if delivery.subject_id == "min"} & {
            "standing",
            "nudge",
            "praise",
        }


@EVERYWHERE
async def test_a_request_is_refused_with_a_reason_and_only_once(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here)
        await ask(here, Ask.ERASURE)
        form = await here.click("hr1", Action("privacy.refuse", NUMBER))

        await here.submit("hr1", form, reason="The contract asks for two years.")

        (card,) = here.inbox("min")
        assert "The contract asks for two years." in str(card)
        assert isinstance(await here.click("hr2", Action("privacy.grant", NUMBER)), Notice)


@EVERYWHERE
async def test_an_erasure_leaves_a_number_and_the_figures_without_a_name(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here)
        form = await here.click("min", Action("context", PLACE))
        await here.submit("min", form, text="Two customers moved.")
        await ask(here, Ask.ERASURE)

        await grant(here)

        _nothing_left(here, figures=True)


@pytest.mark.postgresql
@EVERYWHERE
async def test_an_erasure_takes_the_figures_too_when_that_was_asked(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here)
        await ask(here, Ask.ERASURE, figures="delete")

        await grant(here, figures="delete")

        _nothing_left(here, figures=False)
        assert value_of(here, "bo", "collections") == 612_345


@EVERYWHERE
async def test_whoever_leads_people_is_not_erased(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here)
        form = await here.click("boss", Action("privacy.ask"))
        await here.submit("boss", form, ask="erasure", text="Please.", figures="unlink")

        reply = await grant(here)

        assert read(reply) == here.t("privacy-leads")


def _nothing_left(here: Chat, *, figures: bool) -> None:
    with here.work() as work:
        assert work.people.get("min") is None
        rows = work.connection.exec_driver_sql("SELECT id, name FROM person").all()
        assert not [row for row in rows if "min" in (row.id, row.name.split()[-1])]
        assert len([row for row in rows if row.id.startswith("erased-")]) == 1
        number = next(int(row.id.removeprefix("erased-")) for row in rows if row.id.startswith("erased-"))
        for table in tables():
            held = inventory(table)
            for name in held.whose if held and table.name not in {"person", "tick", "pause"} else ():
                count = work.connection.exec_driver_sql(
                    f"SELECT count(*) FROM {table.name} WHERE CAST({name} AS VARCHAR) = '{number}'"  # noqa: S608 - names of ours
                ).scalar_one()
                if table.name not in KEPT or (table.name in FIGURES and not figures):
                    assert count == 0, (table.name, name)
        texts = work.connection.exec_driver_sql("SELECT card FROM delivery").scalars().all()
        assert not [text for text in texts if "Name min" in text]
        found = list(work.deltas.find(metric="collections", start=OCTOBER))
        assert {delta.person_id for delta in found} == ({f"erased-{number}", "bo"} if figures else {"bo"})
