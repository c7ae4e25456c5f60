"""What somebody does for themselves: another has to do it, or all other admins and HR are told of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.kit.identity import Identity
from bot.messages.card import Action
from bot.messages.inbound import Notice
from bot.people.domain.permission import Role
from bot.people.services.permission import actor
from bot.roster.domain.account import Account
from bot.roster.services import account, posting
from bot.roster.services.role import appoint
from tests.chat import Chat, Way, chat, give, read
from tests.present import present
from tests.samples import take

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from storage.storage import Storage


def house(here: Chat) -> None:
    """Hire a boss with two reports, two admins, and somebody of HR."""
    here.hire("boss", "ann", "abe", "hr")
    here.hire("min", "bo", manager="boss")
    with here.work() as work:
        give(work, "ann", Role.ADMIN)
        give(work, "abe", Role.ADMIN)
        give(work, "hr", Role.HR)


def told(here: Chat) -> dict[str, str]:
    """Return what was announced to whom."""
    found = {}
    for who in ("boss", "ann", "abe", "hr", "min", "bo"):
        words = [read(card) for card in here.inbox(who) if card.kind == "announcement"]
        if words:
            found[who] = "\n".join(words)
    return found


def link(here: Chat, by: str, person: str, user: str) -> None:
    with here.work() as work:
        identity = Identity(here.platform, "", user)
        work.accounts.put([Account(identity, name="Ann again")])
        who = actor(work, present(work.people.get(by)), now=here.clock.now())
        account.link(work, who, present(work.people.get(person)), identity, now=here.clock.now())


def stand_in(here: Chat, by: str, principal: str, deputy: str) -> None:
    with here.work() as work:
        now = here.clock.now()
        who, day = actor(work, present(work.people.get(by)), now=now), now.date()
        boss, person = work.people.get(principal), work.people.get(deputy)
        appoint(work, who, present(boss), present(person), first=day, last=day + timedelta(days=3), now=now)


def move(here: Chat, by: str, person: str, manager: str) -> None:
    with here.work() as work:
        now = here.clock.now()
        who = actor(work, present(work.people.get(by)), now=now)
        posting.move(work, who, present(work.people.get(person)), {"manager_id": manager}, start=now.date(), now=now)


@pytest.mark.parametrize(
    ("act", "says"),
    [
        (lambda here: link(here, "ann", "boss", "second"), "Name ann has linked an account to Name boss"),
        (lambda here: stand_in(here, "ann", "boss", "ann"), "Name ann has named Name ann to stand in for Name boss"),
        (lambda here: move(here, "ann", "boss", "ann"), "Moved by Name ann: Name boss reports to Name ann"),
        (lambda here: move(here, "ann", "ann", "boss"), "Moved by Name ann: Name ann reports to Name boss"),
    ],
    ids=["account", "deputy", "manager", "own manager"],
)
async def test_what_widens_the_rights_of_an_admin_is_told_to_all_other_admins_and_hr(
    storage: Storage, act: Callable[[Chat], None], says: str
) -> None:
    async with chat(storage) as here:
        house(here)

        act(here)

        heard = told(here)
        assert {"abe", "hr"} <= heard.keys()
        assert "ann" not in heard
        assert all(says in words for words in heard.values())


@pytest.mark.parametrize("platform", ["slack", "dingtalk"])
async def test_an_admin_who_takes_a_role_is_no_secret(storage: Storage, platform: str) -> None:
    async with chat(storage, Way(platform)) as here:
        house(here)

        await here.say("ann", "role give Name ann hr" if platform == "slack" else "角色 授予 Name ann HR")

        heard = told(here)
        assert heard.keys() == {"abe", "hr"}
        assert here.t("announce-role-given-own", by="Name ann", role=here.t("role-hr")) in heard["hr"].replace(
            " 给", "给"
        )


async def test_where_there_is_no_other_admin_nor_hr_the_top_of_the_company_is_told(storage: Storage) -> None:
    async with chat(storage) as here:
        here.hire("boss")
        here.hire("ann", "min", manager="boss")
        with here.work() as work:
            give(work, "ann", Role.ADMIN)

        await here.say("ann", "role give Name ann hr")

        assert told(here).keys() == {"boss"}


async def test_a_move_that_gives_the_admin_nothing_is_told_only_to_those_concerned(storage: Storage) -> None:
    async with chat(storage) as here:
        house(here)

        move(here, "ann", "min", "bo")

        assert told(here) == {}


async def test_whoever_an_account_is_linked_to_hears_of_it_on_their_other_account(storage: Storage) -> None:
    async with chat(storage) as here:
        house(here)
        with here.work() as work:
            work.people.link("boss", Identity("elsewhere", "", "boss2"))

        link(here, "ann", "boss", "second")

        assert "boss" in told(here)


async def test_nobody_decides_about_their_own_value_that_is_held_back(storage: Storage, tmp_path: Path) -> None:
    async with chat(storage) as here:
        house(here)
        lines = ["metric,unit,direction,grain,title_en", "sales,USD,higher,month,Sales"]
        take(storage, "metrics", _file(tmp_path, "m.csv", lines))
        lines = [f"hr,sales,2025-{month:02d},{9000 + 100 * month}" for month in range(1, 13)]
        header = "employee_id,metric,period,value"
        take(storage, "readings", _file(tmp_path, "r.csv", [header, *lines, "hr,sales,2026-01,95000"]))
        for route in ("held.open", "held.accept", "held.accepted", "held.discard", "held.discarded", "held.correct"):
            refused = await here.click("hr", Action(route, (("no", "1"),)))
            assert isinstance(refused, Notice)
            assert "another admin or HR" in read(refused)

        await here.click("ann", Action("held.accepted", (("no", "1"),)))

        with here.work() as work:
            assert work.quarantine.open() == []


async def test_nobody_sets_a_target_for_themselves_alone_and_one_that_holds_for_many_is_told(
    storage: Storage, tmp_path: Path
) -> None:
    async with chat(storage) as here:
        house(here)
        lines = ["metric,unit,direction,grain,title_en", "sales,USD,higher,month,Sales"]
        take(storage, "metrics", _file(tmp_path, "m.csv", lines))
        own = (("who", "hr"), ("metric", "sales"), ("start", "2026-11-01"), ("value", "10"), ("n", "1"))

        refused = await here.click("hr", Action("target.set", own))
        asked = await here.say("hr", "target Name hr sales November 10")

        assert "another admin or HR" in read(refused)
        assert "another admin or HR" in read(asked)
        many = (("role", "seller"), ("metric", "sales"), ("start", "2026-11-01"), ("value", "10"), ("n", "6"))
        await here.click("hr", Action("target.set", many))
        assert told(here).keys() == {"ann", "abe"}


async def test_a_people_file_that_lets_its_sender_lead_more_or_changes_accounts_is_told(
    storage: Storage, tmp_path: Path
) -> None:
    async with chat(storage) as here:
        house(here)
        header = "employee_id,manager_id,slack_id"

        take(storage, "people", _file(tmp_path, "p.csv", [header, "boss,ann,uother"]), by="ann", now=here.clock.now())

        heard = told(here)
        assert "Name bo" in heard["hr"]
        assert "they lead more people" in heard["hr"]
        assert "changes the accounts of Name boss" in heard["abe"]
        assert "changes the accounts of Name boss" in heard["boss"]


async def test_figures_of_their_own_that_somebody_sends_are_told(storage: Storage, tmp_path: Path) -> None:
    async with chat(storage) as here:
        house(here)
        lines = ["metric,unit,direction,grain,title_en", "sales,USD,higher,month,Sales"]
        take(storage, "metrics", _file(tmp_path, "m.csv", lines))
        header = "employee_id,metric,period,value"

        take(storage, "readings", _file(tmp_path, "a.csv", [header, "bo,sales,2026-10,9"]), by="ann")
        assert told(here) == {}
        take(storage, "readings", _file(tmp_path, "b.csv", [header, "ann,sales,2026-10,9"]), by="ann")

        assert told(here).keys() == {"abe", "hr"}


def _file(folder: Path, name: str, lines: list[str]) -> Path:
    path = folder / name
    path.write_text("\n".join(lines), encoding="utf-8")
    return path
