"""People use the bot wherever they are on Slack; what is private reaches them in their own talk with it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.e2e.hands import Hands, text
from tests.e2e.test_talking import october
from tests.e2e.town import APART, ROOMS, account, reading

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from tests.e2e.town import Town

Json = dict[str, "Any"]


async def in_place(here: Town, place: str) -> list[Json]:
    """Return what everybody reads in a conversation that is nobody's own."""
    found: list[Json] = await here.look(f"/sandbox/messages?platform=slack&user={place}&peek=1")
    return [entry for entry in found if entry["from"] == "bot"]


async def own_talk(here: Town, person: str) -> str:
    """Return the id of somebody's talk with the bot, as the messages that were pushed to them say it."""
    (channel,) = {message["channel"] for message in await here.messages(person) if not message["ephemeral"]}
    return str(channel)


@pytest.mark.parametrize("place", [*APART, *ROOMS])
async def test_a_button_under_an_answer_in_somebody_elses_talk_moves_no_address(place: str, tmp_path: Path) -> None:
    async with october(tmp_path, "slack") as here:
        ana = Hands(here, "W1")
        await ana.catch_up()
        home = await own_talk(here, "W1")

        await ana.write("me", where=place)
        answer = await ana.got("360K", offering="why")
        assert (answer["ephemeral"], answer["channel"]) == (True, place)
        await ana.press(answer, "why")

        # What was asked for comes in the talk with the bot, and a line where the button was says so, to her alone
        shown = [await ana.got(), await ana.got()]
        assert sorted((entry["ephemeral"], entry["channel"]) for entry in shown) == [(False, home), (True, place)]
        assert here.t()("platform-in-private") in text(next(entry for entry in shown if entry["ephemeral"]))

        # What is pushed later arrives there too, once
        await here.post(readings=[reading("W1", "collections", 460_000)])
        await here.until(here.clock.now() + timedelta(hours=20))
        assert (await ana.got("460K"))["channel"] == home
        assert await in_place(here, place) == []
        assert {row["state"] for row in here.rows("W1")} == {"sent"}


@pytest.mark.parametrize("place", APART)
async def test_a_shortcut_on_what_two_others_wrote_is_answered_in_private(place: str, tmp_path: Path) -> None:
    async with october(tmp_path, "slack") as here:
        ana = Hands(here, "W1")
        await ana.catch_up()
        home = await own_talk(here, "W1")
        said = {"platform": "slack", "user": account("slack", "W2"), "text": "Thanks a lot", "group": place}
        message = (await here.control("/sandbox/say", said))["message"]

        asked = {"user": ana.user, "message": message, "name": "dispute.message"}
        await here.control("/sandbox/shortcut", asked)
        await ana.fill(await ana.form("360K"), claim="The transfer of 30 October is missing.", wanted="460000")

        receipt = await ana.got("360K", offering="dispute.withdraw")
        assert (receipt["channel"], receipt["ephemeral"]) == (home, False)
        assert await in_place(here, place) == []


@pytest.mark.parametrize("place", ROOMS)
async def test_a_mention_where_others_read_along_is_answered_in_private(place: str, tmp_path: Path) -> None:
    async with october(tmp_path, "slack") as here:
        ana = Hands(here, "W1")
        await ana.catch_up()
        home = await own_talk(here, "W1")
        said = {"platform": "slack", "user": ana.user, "text": "me", "group": place}
        await here.control("/sandbox/say", said)

        shown = [await ana.got(), await ana.got()]

        assert sorted((entry["ephemeral"], entry["channel"]) for entry in shown) == [(False, home), (True, place)]
        assert await in_place(here, place) == []
