"""A Home on Slack stands there until it is drawn anew, and who may not see it any more need not come by for that."""

from __future__ import annotations

import asyncio
import json
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from bot.app import build
from bot.database import open_database
from bot.kit.identity import Identity, Profile
from bot.messages.i18n import translator
from bot.people.domain.permission import Role
from bot.people.domain.person import ChosenBy
from bot.privacy.domain.privacy import Figures
from bot.roster.services import directory
from tests.e2e.hands import Hands, offers, text
from tests.e2e.test_talking import october
from tests.e2e.town import MANAGER, WORKERS, ZONES, account, eventually

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from bot.work import Work
    from tests.e2e.town import Town

Json = dict[str, Any]
FIGURE = "360K"
ANA = Identity("slack", "", "U0W1")


async def shown(here: Town, person: str) -> Json:
    """Return what stands in somebody's Home, without opening it."""
    found: Json = (await here.look(f"/sandbox/views?user={account('slack', person)}"))["home"]
    return found


async def drawn(here: Town) -> int:
    """Count how often a Home was drawn."""
    calls: dict[str, int] = (await here.look("/sandbox/calls"))["slack"]
    return calls.get("views.publish", 0)


def noted(here: Town) -> dict[str, str]:
    """Return the accounts whose Homes are known to show somebody's figures, with for whom they were drawn."""
    with here.app.storage.work() as work:
        return {
            row.user: row.drawn_for for row in work.connection.execute(sa.text('SELECT "user", drawn_for FROM home'))
        }


def unlink(work: Work, _now: datetime) -> None:
    work.people.unlink(ANA)


def give_away(work: Work, _now: datetime) -> None:
    work.people.unlink(ANA)
    work.people.link("W2", ANA)


def swap(work: Work, _now: datetime) -> None:
    work.people.put([{"id": "W1", "accounts": {"slack": "U0X9"}}])


def go(work: Work, now: datetime) -> None:
    directory.learn(work, "slack", [Profile(ANA, "Person W1", gone=True)], whole=False, now=now)


def erase(work: Work, now: datetime) -> None:
    work.privacy.erase("W1", figures=Figures.DELETE, at=now)


@pytest.mark.parametrize("loses", [unlink, give_away, swap, go, erase])
async def test_a_home_shows_no_figures_once_its_account_is_somebody_elses_or_nobodys(
    loses: Callable[[Work, datetime], None], tmp_path: Path
) -> None:
    async with october(tmp_path, "slack") as here:
        await Hands(here, "W1").home(FIGURE)
        assert list(noted(here)) == ["U0W1"]
        before = await drawn(here)

        with here.app.storage.work() as work:
            loses(work, here.clock.now())
        await here.settle()

        page = await shown(here, "W1")
        assert FIGURE not in json.dumps(page)
        if loses is give_away:
            assert here.t()("home-no-figures") in text(page)
        else:
            assert here.t()("account-stranger") in text(page)
            assert noted(here) == {}
        await here.settle()
        assert await drawn(here) == before + 1, "once is enough"
        with here.app.storage.work() as work:
            assert work.accounts.asked("slack") == [], "nobody has asked to be linked again"


async def test_the_home_of_whoever_leaves_is_empty_from_the_first_day_on_that_they_are_gone(tmp_path: Path) -> None:
    async with october(tmp_path, "slack") as here:
        await Hands(here, "W1").home(FIGURE)
        with here.app.storage.work() as work:
            work.people.put([{"id": "W1", "left_on": date(2026, 11, 3)}])
        await here.at(date(2026, 11, 3), time(23, 50), zone=ZONES["slack"][1])
        assert FIGURE in text(await shown(here, "W1"))

        await here.at(date(2026, 11, 4), time(0, 10), zone=ZONES["slack"][1])

        assert FIGURE not in text(await shown(here, "W1"))
        assert here.t()("account-left") in text(await shown(here, "W1"))


@pytest.mark.parametrize("locale", ["en", "zh-CN"])
async def test_an_admins_word_takes_the_figures_off_a_home_and_a_visit_says_whom_to_ask(
    locale: str, tmp_path: Path
) -> None:
    async with october(tmp_path, "slack") as here:
        ana, admin, t = Hands(here, "W1"), Hands(here, "A1"), translator(locale)
        await ana.home(FIGURE)
        with here.app.storage.work() as work:
            profile = Profile(ANA, "Person W1", locale=locale)
            directory.learn(work, "slack", [profile], whole=False, now=here.clock.now())

        await admin.write("unlink Person W1")
        await here.settle()

        page = text(await shown(here, "W1"))
        assert FIGURE not in page
        assert t("account-stranger") in page
        assert "Person A1" in page
        assert text(await ana.home(t("account-stranger"))) == page


@pytest.mark.parametrize("fault", ["rate_limited", "server_error", "refuse", "workspace_shut"])
async def test_a_home_that_cannot_be_drawn_is_drawn_later_also_by_the_next_process(fault: str, tmp_path: Path) -> None:
    async with october(tmp_path, "slack") as here:
        await Hands(here, "W1").home(FIGURE)
        with here.app.storage.work() as work:
            work.people.unlink(ANA)
        await here.fault("slack", **{fault: 1})

        await here.settle()
        assert FIGURE in text(await shown(here, "W1"))
        assert list(noted(here)) == ["U0W1"]

        await here.fault("slack", **{fault: 0})
        here.clock.move_to(here.clock.now() + timedelta(minutes=2))
        app = build(here.app.settings, storage=open_database(here.app.settings), clock=here.clock)
        try:
            assert await app.workers.homes.step() == 1
        finally:
            await app.hang_up()
            await app.close()
        assert FIGURE not in text(await shown(here, "W1"))


async def test_a_home_follows_roles_reports_and_language(tmp_path: Path) -> None:
    async with october(tmp_path, "slack") as here:
        for person in ("W1", MANAGER, "H1"):
            await Hands(here, person).home(here.t()("home-note"))
        with here.app.storage.work() as work:
            work.permissions.take("H1", Role.HR)
            work.people.put([{"id": name, "manager_id": "H2"} for name in ("L1", *WORKERS)])
            work.people.speak("W1", by=ChosenBy.SELF, locale="zh-CN")

        await here.settle()

        assert "dispute.list" not in offers(await shown(here, "H1"))
        assert "team" not in offers(await shown(here, MANAGER))
        page = text(await shown(here, "W1"))
        assert translator("zh-CN")("home-note") in page
        assert "36万元" in page


async def test_a_running_bot_draws_a_home_anew_by_itself(tmp_path: Path) -> None:
    async with october(tmp_path, "slack") as here:
        await Hands(here, "W1").home(FIGURE)
        with here.app.storage.work() as work:
            work.people.unlink(ANA)
        running = asyncio.create_task(here.app.work())

        async def gone() -> bool:
            return FIGURE not in text(await shown(here, "W1"))

        try:
            await eventually(gone)
        finally:
            running.cancel()
            await asyncio.wait([running])


async def test_what_stays_as_it_was_is_not_drawn_again(tmp_path: Path) -> None:
    async with october(tmp_path, "slack") as here:
        await Hands(here, "W1").home(FIGURE)
        before = await drawn(here)

        with here.app.storage.work() as work:
            work.people.unlink(Identity("slack", "", "U0W2"))
            work.permissions.give("W3", Role.HR, by="test", at=here.clock.now())
        await here.settle()

        assert await drawn(here) == before
