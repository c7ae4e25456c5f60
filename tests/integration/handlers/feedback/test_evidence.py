"""Why, data and me: for a message, a metric, a period; for oneself and whoever may read, and nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from bot.messages.card import Action, Attachment, Card, Table
from bot.messages.inbound import Notice
from tests.chat import EVERYWHERE, Way, button, chat, read
from tests.company import OCTOBER, furnish
from tests.present import present

if TYPE_CHECKING:
    from bot.messages.inbound import Reply
    from storage.storage import Storage


def file(reply: Reply) -> str:
    assert isinstance(reply, Card)
    return next(block.content for block in reply.blocks if isinstance(block, Attachment))


@EVERYWHERE
async def test_me_takes_a_period_and_a_metric(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here)
        english = way.platform == "slack"

        october = read(await here.say("min", "me october" if english else "我的数据 十月"))
        september = read(await here.say("min", "me september" if english else "我的数据九月"))
        name = read(await here.say("min", "me collections october" if english else "我的数据 十月回款"))
        none = read(await here.say("min", "me january" if english else "我的数据 一月"))

        assert "360" in october or "36" in october
        assert "31%" in october
        assert "465" in september or "46.5" in september
        assert "31%" not in september
        assert "31%" not in name
        assert "31%" not in none
        assert "612" not in october + september + name
        names = [button.action.name for button in (await here.say("min", "me")).blocks[-2].buttons]  # type: ignore[union-attr]
        assert names == ["why", "data", "talk"]


@EVERYWHERE
async def test_who_was_told_names_whoever_leads_too_once_they_were_and_who_is_about_to_be(
    way: Way, storage: Storage
) -> None:
    async with chat(storage, way) as here:
        furnish(here)
        asked = "why collections october" if way.platform == "slack" else "为什么 十月回款"
        you = here.t("evidence-reader-you")

        told = read(await here.say("min", asked))
        with here.work() as work:
            (nudge,) = [delivery for delivery in work.outbox.find(person_id="boss") if delivery.kind == "nudge"]
            work.connection.execute(
                sa.text("update delivery set state = 'due', sent_at = null where no = :no"), {"no": nudge.no}
            )
        waits = read(await here.say("min", asked))

        assert here.t("evidence-readers", names=here.t.items([you, "Name boss"])) in told
        assert here.t("evidence-readers", names=you) in waits
        assert here.t("evidence-readers-waiting", names="Name boss") in waits


@EVERYWHERE
async def test_why_explains_the_newest_message_a_metric_and_what_would_change_it(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here)
        english = way.platform == "slack"

        newest = read(await here.say("boss", "why" if english else "为什么"))
        named = read(await here.say("min", "why collections october" if english else "为什么 十月回款"))

        assert "Name min" in newest
        for text in (newest, named):
            assert "crm-2026-10.csv" in text
            assert ("40K more" if english else "4万元") in text
            assert here.t("evidence-change", change="X").split("X")[1] in text
        for person in ("bo", "other", "ana"):
            assert isinstance(await here.say(person, "why Name min collections"), Notice)
        assert isinstance(await here.say("other", "why"), Notice)


@EVERYWHERE
async def test_data_shows_the_rows_to_whoever_may_read_them(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here)
        english = way.platform == "slack"

        mine = await here.say("min", "data collections" if english else "数据 回款")
        theirs = await here.say("boss", "data Name min october" if english else "数据 Name min 十月")

        assert "612" not in file(mine)
        assert [row for row in file(mine).splitlines() if "360000" in row]
        assert file(mine).startswith("\ufeff")
        assert len(next(block for block in mine.blocks if isinstance(block, Table)).rows) == 3  # type: ignore[union-attr]
        assert "475000" not in file(theirs)
        assert "360000" in file(theirs)
        assert "360000" in file(await here.say("hr1", "data Name min"))
        for person in ("bo", "other", "ana", "min"):
            assert isinstance(await here.say(person, "data Name hr1" if person == "min" else "data Name min"), Notice)
            forged = Action("data", (("person", "hr1" if person == "min" else "min"),))
            assert isinstance(await here.click(person, forged), Notice)


@EVERYWHERE
async def test_the_evidence_of_a_button_follows_the_org_chart_of_today(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here)
        with here.work() as work:
            nudge = next(delivery for delivery in work.outbox.find(person_id="boss") if delivery.kind == "nudge")
        key = Action("feedback.why", (("key", nudge.key),))
        assert isinstance(await here.click("boss", key), Card)
        assert isinstance(await here.click("hr1", key), Card)

        here.hire("min", manager="other")

        assert isinstance(await here.click("boss", key), Notice)
        assert isinstance(await here.click("other", key), Card)
        assert isinstance(await here.click("min", key), Card)


@pytest.mark.parametrize("others", [4, 5, 7])
async def test_peers_are_the_same_however_one_asks(storage: Storage, others: int) -> None:
    """A nested question has the same group and median, so no two answers tell one person apart (methods 4.6)."""
    async with chat(storage, Way()) as here:
        furnish(here, sellers=others)

        with here.work() as work:
            (latest,) = [delta for delta in work.deltas.latest("bo") if delta.metric == "collections"]
            (found,) = list(work.deltas.find(person_id="bo", metric="collections", start=OCTOBER))
            (whole,) = [
                delta for delta in work.deltas.find(start=OCTOBER, metric="collections") if delta.person_id == "bo"
            ]
            figure = work.deltas.get("bo", "collections", found.period)

        assert latest.peers == found.peers == whole.peers == present(figure).peers
        assert present(latest.peers).n == others + 1
        assert (present(latest.peers).median is None) == (others + 1 < 5)
        said = [read(await here.say("bo", words)) for words in ("me", "me october", "me collections", "me this year")]
        assert len({here.t("person-peers", median="X", n=others + 1).split("X")[1] in text for text in said}) == 1


@EVERYWHERE
async def test_a_button_of_ones_own_numbers_leads_to_their_evidence(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here)
        mine = await here.say("min", "me collections october")

        for name in ("why", "data"):
            assert isinstance(await here.click("min", button(mine, name)), Card)
            assert "360000" not in read(await here.click("bo", button(mine, name)))
