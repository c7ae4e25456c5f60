"""What platforms say, on both databases: owners are found, zone and language follow, admins hear of the rest once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.app import build
from bot.clockwork import SimulatedClock
from bot.domain.account import Source, Way
from bot.domain.directory import Learned
from bot.domain.errors import Rejected, Unreachable
from bot.domain.permission import Role
from bot.domain.person import Identity, Profile
from bot.messages.codec import card_from_json
from bot.services import account, directory
from bot.settings import load
from tests.office import everything

if TYPE_CHECKING:
    from storage.database import Storage

NOW = datetime(2026, 11, 3, 2, tzinfo=UTC)


def hire(storage: Storage, *ids: str, **fields: Any) -> None:
    with storage.work() as work:
        work.people.put([{"id": one, "name": f"Name {one}", "email": f"{one}@works.example", **fields} for one in ids])


def run_by(storage: Storage, admin: str) -> None:
    with storage.work() as work:
        work.permissions.give(admin, Role.ADMIN, by="test", at=NOW)


def profile(user: str, **values: Any) -> Profile:
    return Profile(Identity("slack", "T1", user), values.pop("name", user), **values)


def learn(storage: Storage, *profiles: Profile, whole: bool = True, days: int = 0) -> Learned:
    with storage.work() as work:
        return directory.learn(work, "slack", profiles, whole=whole, now=NOW + timedelta(days=days))


def owners(storage: Storage) -> dict[str, str]:
    with storage.work() as work:
        found: dict[str, str] = work.people.owners("slack")
    return found


def news(storage: Storage, admin: str) -> list[str]:
    with storage.work() as work:
        return [everything(card_from_json(one.card)) for one in work.outbox.find(person_id=admin)]


def test_an_account_finds_its_owner_by_address_once_and_then_by_id(storage: Storage) -> None:
    hire(storage, "ana", "bo")
    assert learn(storage, profile("U1", email="ANA@works.example")).linked == 1

    hire(storage, "ana", email="new@works.example")
    hire(storage, "bo", email="ana@works.example")
    assert learn(storage, profile("U1", email="ana@works.example")).linked == 0

    assert owners(storage) == {"U1": "ana"}
    with storage.work() as work:
        known = work.accounts.get(Identity("slack", "", "U1"))
        assert work.people.get("ana").identities == (Identity("slack", "T1", "U1"),)
    assert (known.way, known.person_id, known.email) == (Way.EMAIL, "ana", ""), "what served to match is kept no longer"


def test_a_mobile_number_from_the_people_file_finds_one_too(storage: Storage) -> None:
    hire(storage, "ana", mobile="13800138000", email="")

    assert learn(storage, profile("U1", mobile="+86 138 0013 8000")).linked == 1


def test_guests_and_people_who_left_are_not_matched(storage: Storage) -> None:
    hire(storage, "ana")
    hire(storage, "gone", left_on=date(2026, 10, 1))

    found = learn(
        storage, profile("U1", email="ana@works.example", guest=True), profile("U2", email="gone@works.example")
    )

    assert owners(storage) == {}
    assert [one.identity.user for one in found.unknown] == ["U2"]


def test_zone_and_language_follow_the_platform_unless_one_has_chosen(storage: Storage) -> None:
    hire(storage, "ana", timezone="UTC", locale="en")
    learn(storage, profile("U1", email="ana@works.example", timezone="Asia/Shanghai", locale="zh-CN"))

    with storage.work() as work:
        ana = work.people.get("ana")
        assert (ana.timezone, ana.locale) == ("Asia/Shanghai", "zh-CN")
        assert work.people.spoken_by("ana") == (Source.PLATFORM, Source.PLATFORM)
        account.choose(work, ana, locale="en", timezone="Europe/Berlin")
    hire(storage, "ana", timezone="Asia/Tokyo", locale="zh-CN")
    learn(storage, profile("U1", timezone="America/New_York", locale="zh-CN"))
    with storage.work() as work:
        ana = work.people.get("ana")
        assert (ana.timezone, ana.locale) == ("Europe/Berlin", "en")
        account.choose(work, ana, locale="", timezone="")
        ana = work.people.get("ana")
        assert (ana.timezone, ana.locale) == ("America/New_York", "zh-CN")


def test_the_admins_hear_once_of_new_accounts_and_once_of_accounts_that_are_gone(storage: Storage) -> None:
    hire(storage, "admin", "ana")
    run_by(storage, "admin")
    everybody = [profile("U0", email="admin@works.example"), profile("U1", email="ana@works.example")]
    everybody += [profile("U2", name="Mallory"), profile("U3", name="Name ana")]
    for day in range(3):
        learn(storage, *everybody, days=day)
    (first,) = news(storage, "admin")
    assert "Mallory" in first

    for day in range(3, 6):
        learn(storage, everybody[0], replace(everybody[1], gone=True), *everybody[2:], days=day)
    _, second = news(storage, "admin")
    assert "Name ana" in second
    assert owners(storage) == {"U0": "admin"}

    learn(storage, *everybody, days=7)
    assert owners(storage) == {"U0": "admin", "U1": "ana"}, "whoever is back is whoever they were"
    assert len(news(storage, "admin")) == 2


def test_who_is_missing_from_the_directory_is_gone_but_not_everybody_at_once(storage: Storage) -> None:
    hire(storage, "ana", "bo", "cy")
    everybody = [profile(f"U{one}", email=f"{one}@works.example") for one in ("ana", "bo", "cy")]
    learn(storage, *everybody)

    assert learn(storage).gone == ()
    assert learn(storage, everybody[0]).gone == ()
    assert [one.id for one in learn(storage, *everybody[:2]).gone] == ["cy"]


def test_a_people_file_that_names_the_address_matches_an_account_that_waited(storage: Storage) -> None:
    hire(storage, "admin")
    learn(storage, profile("U9", email="ana@works.example"))
    hire(storage, "ana")

    with storage.work() as work:
        assert directory.rematch(work, now=NOW) == 1
    assert owners(storage) == {"U9": "ana"}


def test_a_stranger_who_wrote_is_looked_up_reported_once_and_greeted_when_found(storage: Storage) -> None:
    hire(storage, "admin")
    run_by(storage, "admin")
    stranger = Identity("slack", "T1", "U9")
    with storage.work() as work:
        first = account.stranger(work, stranger, left=False, locale="en", now=NOW)
        again = account.stranger(work, stranger, left=False, locale="en", now=NOW + timedelta(minutes=1))
        assert [one.identity.user for one in work.accounts.asked("slack")] == ["U9"]
    assert "Name admin" in first
    assert len(again) < len(first)

    learn(storage, profile("U9", name="Ana", email="ana@works.example"), whole=False)
    with storage.work() as work:
        account.stranger(work, stranger, left=False, locale="en", now=NOW + timedelta(hours=1))
        directory.lost(work, stranger, now=NOW)
        assert work.accounts.asked("slack") == []
    assert len(news(storage, "admin")) == 1

    hire(storage, "ana")
    learn(storage, profile("U9", name="Ana", email="ana@works.example"), whole=False)
    with storage.work() as work:
        assert [one.kind for one in work.outbox.find(person_id="ana")] == ["notice"]


class Platform:
    """DingTalk as far as accounts go: some may not be looked at, and one call may not get through."""

    unread = ("3 (60003)",)

    def __init__(self, *, down: bool = False) -> None:
        self.asked: list[str] = []
        self.down = down

    async def directory(self) -> list[Profile]:
        return [Profile(Identity("dingtalk", "", "here"), "Here")]

    async def profile(self, identity: Identity) -> Profile | None:
        self.asked.append(identity.user)
        if self.down:
            raise Unreachable("dingtalk", "down")
        if identity.user == "outside":
            raise Rejected("dingtalk", "50002")
        return Profile(identity, "New Hire", mobile="13800000001")


async def test_an_account_that_may_not_be_looked_at_keeps_nobody_else_waiting(storage: Storage) -> None:
    run_by_hand = SimulatedClock(NOW)
    hire(storage, "adm")
    run_by(storage, "adm")
    app = build(load(), storage=storage, clock=run_by_hand)
    platform = Platform(down=True)
    app.platforms = {"dingtalk": platform}  # type: ignore[dict-item]
    with storage.work() as work:
        directory.learn(work, "dingtalk", [Profile(Identity("dingtalk", "", "away"), "Away")], whole=True, now=NOW)
        for minutes, user in enumerate(("outside", "newhire")):
            directory.changed(work, Identity("dingtalk", "", user), now=NOW + timedelta(minutes=minutes))
    await app.look_up()
    assert platform.asked == ["outside"]

    platform.down = False
    for _ in range(3):
        await app.look_up()
    app.hop.close()

    assert platform.asked == ["outside", "outside", "newhire"]
    with storage.work() as work:
        known = {one.identity.user: one for one in work.accounts.all("dingtalk")}
        assert not known["away"].gone  # what could be read was not all of it
        assert [one.asked_at for one in known.values()] == [None] * len(known)
    assert "outside" in "".join(news(storage, "adm"))
