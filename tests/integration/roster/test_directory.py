"""What platforms say, on both databases: owners are found, zone and language follow, admins hear of the rest once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.app import build
from bot.delivery.domain.delivery import NO_ACCOUNT, REDRAW, DeliveryState, Hold, Priority, Receipt
from bot.delivery.domain.delivery_timing import Drop
from bot.delivery.services.outbox import enqueue
from bot.kit.errors import Rejected, Unreachable
from bot.kit.identity import Identity, Profile
from bot.messages.card import Card, Text
from bot.messages.codec import card_from_json
from bot.messages.i18n import translator
from bot.people.domain.permission import Role
from bot.people.domain.person import ChosenBy
from bot.people.services import permission
from bot.roster.domain.account import Way
from bot.roster.domain.directory import Learned
from bot.roster.services import account, directory
from bot.runtime.clockwork import SimulatedClock
from bot.settings import load as settings
from bot.sources.file import load
from handlers import MESSAGES
from tests.cards import everything
from tests.fakes import FakePlatform
from tests.present import present

if TYPE_CHECKING:
    from pathlib import Path

    from storage.storage import Storage

NOW = datetime(2026, 11, 3, 2, tzinfo=UTC)


def hire(storage: Storage, *ids: str, **fields: Any) -> None:
    with storage.work() as work:
        work.people.put([{"id": key, "name": f"Name {key}", "email": f"{key}@works.example", **fields} for key in ids])


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
        return [everything(card_from_json(delivery.card)) for delivery in work.outbox.find(person_id=admin)]


def test_an_account_finds_its_owner_by_address_once_and_then_by_id(storage: Storage) -> None:
    hire(storage, "ana", "bo")
    assert learn(storage, profile("U1", email="ANA@works.example")).linked == 1

    hire(storage, "ana", email="new@works.example")
    hire(storage, "bo", email="ana@works.example")
    assert learn(storage, profile("U1", email="ana@works.example")).linked == 0

    assert owners(storage) == {"U1": "ana"}
    with storage.work() as work:
        known = work.accounts.get(Identity("slack", "", "U1"))
        assert present(work.people.get("ana")).identities == (Identity("slack", "T1", "U1"),)
    assert (present(known).way, present(known).person_id, present(known).email) == (Way.EMAIL, "ana", ""), (
        "what served to match is kept no longer"
    )


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
    assert [account.identity.user for account in found.unknown] == ["U2"]


@pytest.mark.postgresql
def test_zone_and_language_follow_the_platform_unless_one_has_chosen(storage: Storage) -> None:
    hire(storage, "ana", timezone="UTC", locale="en")
    learn(storage, profile("U1", email="ana@works.example", timezone="Asia/Shanghai", locale="zh-CN"))

    with storage.work() as work:
        ana = work.people.get("ana")
        assert (present(ana).timezone, present(ana).locale) == ("Asia/Shanghai", "zh-CN")
        assert work.people.spoken_by("ana") == (ChosenBy.PLATFORM, ChosenBy.PLATFORM)
        account.choose(work, present(ana), locale="en", timezone="Europe/Berlin")
    hire(storage, "ana", timezone="Asia/Tokyo", locale="zh-CN")
    learn(storage, profile("U1", timezone="America/New_York", locale="zh-CN"))
    with storage.work() as work:
        ana = work.people.get("ana")
        assert (present(ana).timezone, present(ana).locale) == ("Europe/Berlin", "en")
        account.choose(work, present(ana), locale="", timezone="")
        ana = work.people.get("ana")
        assert (present(ana).timezone, present(ana).locale) == ("America/New_York", "zh-CN")


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
    (extended,) = news(storage, "admin")
    assert "Mallory" in extended
    assert "Name ana" in extended
    assert owners(storage) == {"U0": "admin"}

    learn(storage, *everybody, days=7)
    assert owners(storage) == {"U0": "admin", "U1": "ana"}, "whoever is back is whoever they were"
    assert len(news(storage, "admin")) == 1


@pytest.mark.postgresql
def test_who_is_missing_from_the_directory_is_gone_but_not_everybody_at_once(storage: Storage) -> None:
    hire(storage, "ana", "bo", "cy")
    everybody = [profile(f"U{who}", email=f"{who}@works.example") for who in ("ana", "bo", "cy")]
    learn(storage, *everybody)

    assert learn(storage).gone == ()
    assert learn(storage, everybody[0]).gone == ()
    assert [person.id for person in learn(storage, *everybody[:2]).gone] == ["cy"]


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
        first = account.stranger(work, stranger, left=False, now=NOW)
        again = account.stranger(work, stranger, left=False, now=NOW + timedelta(minutes=1))
        assert [linked.identity.user for linked in work.accounts.asked("slack")] == ["U9"]
    assert first.admins == ("Name admin",)
    assert (first.brief, again.brief) == (False, True)

    learn(storage, profile("U9", name="Ana", email="ana@works.example"), whole=False)
    with storage.work() as work:
        account.stranger(work, stranger, left=False, now=NOW + timedelta(hours=1))
        directory.missing(work, stranger, now=NOW + timedelta(hours=1), as_of=NOW + timedelta(hours=1))
        assert work.accounts.asked("slack") == []
    assert len(news(storage, "admin")) == 1

    hire(storage, "ana")
    learn(storage, profile("U9", name="Ana", email="ana@works.example"), whole=False, days=1)
    with storage.work() as work:
        assert [delivery.kind for delivery in work.outbox.find(person_id="ana")] == ["notice"]


class Platform(FakePlatform):
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
    run_by_hand = SimulatedClock(NOW + timedelta(minutes=2))
    hire(storage, "adm")
    run_by(storage, "adm")
    app = build(settings(), storage=storage, clock=run_by_hand)
    platform = Platform(down=True)
    app.platforms["dingtalk"] = platform
    with storage.work() as work:
        directory.learn(work, "dingtalk", [Profile(Identity("dingtalk", "", "away"), "Away")], whole=True, now=NOW)
        for minutes, user in enumerate(("outside", "newhire")):
            directory.changed(work, Identity("dingtalk", "", user), now=NOW + timedelta(minutes=minutes))
    await app.workers.directory.step()
    assert platform.asked == ["outside"]

    platform.down = False
    for _ in range(3):
        await app.workers.directory.step()
    app.run_in_work.close()

    assert platform.asked == ["outside", "outside", "newhire"]
    with storage.work() as work:
        known = {linked.identity.user: linked for linked in work.accounts.all("dingtalk")}
        assert not known["away"].gone  # what could be read was not all of it
        assert [account.asked_at for account in known.values()] == [None] * len(known)
    assert "outside" in "".join(news(storage, "adm"))


# An account that its platform says is gone


def leave(storage: Storage, user: str, *, minutes: int = 0) -> None:
    with storage.work() as work:
        directory.leave(work, Identity("slack", "T1", user), now=NOW + timedelta(minutes=minutes))


def changed(storage: Storage, user: str, *, minutes: int = 0) -> None:
    with storage.work() as work:
        directory.changed(work, Identity("slack", "T1", user), now=NOW + timedelta(minutes=minutes))


def at(storage: Storage, minutes: int, *profiles: Profile, whole: bool = False, asked: int | None = None) -> Learned:
    """Let the platform answer at a minute; the question was ``asked`` at that one, or an earlier one."""
    with storage.work() as work:
        as_of = NOW + timedelta(minutes=minutes if asked is None else asked)
        return directory.learn(work, "slack", profiles, whole=whole, now=NOW + timedelta(minutes=minutes), as_of=as_of)


def gone(storage: Storage, user: str) -> bool:
    with storage.work() as work:
        return bool(present(work.accounts.get(Identity("slack", "", user))).gone)


def test_who_leaves_is_unlinked_at_once_and_stays_on_the_list(storage: Storage) -> None:
    hire(storage, "admin", "ana")
    hire(storage, "bo", manager_id="ana")
    run_by(storage, "admin")
    at(storage, 0, profile("U1", email="ana@works.example"))

    leave(storage, "U1", minutes=1)
    leave(storage, "U1", minutes=2)

    assert owners(storage) == {}
    with storage.work() as work:
        ana, bo = work.people.get("ana"), work.people.get("bo")
        assert present(ana).employed_at(NOW)
        assert permission.leader(work, present(bo), now=NOW) == ana
        assert [account.identity.user for account in work.accounts.asked("slack")] == ["U1"]
    (card,) = news(storage, "admin")
    assert "Name ana" in card


def test_whoever_is_there_after_all_is_whoever_they_were_and_nobody_hears_of_it(storage: Storage) -> None:
    hire(storage, "admin", "ana")
    run_by(storage, "admin")
    at(storage, 0, profile("U0", email="admin@works.example"), profile("U1", email="ana@works.example"))

    leave(storage, "U1", minutes=1)
    at(storage, 2, profile("U1", name="Ana", email="other@works.example"))

    assert owners(storage) == {"U0": "admin", "U1": "ana"}
    with storage.work() as work:
        (waiting,) = work.outbox.find(person_id="admin")
        assert isinstance(MESSAGES.render(work, waiting, NOW + timedelta(minutes=5)), Drop)
        assert [delivery.kind for delivery in work.outbox.find(person_id="ana")] == []


def test_the_platform_that_knows_an_account_no_more_ends_its_link_and_does_not_give_it_back(storage: Storage) -> None:
    hire(storage, "ana", "bo")
    at(storage, 0, profile("U1", email="ana@works.example"), profile("U2", email="bo@works.example"))
    leave(storage, "U1", minutes=1)
    changed(storage, "U2", minutes=1)

    with storage.work() as work:
        for user in ("U1", "U2"):
            found = Identity("slack", "T1", user)
            directory.missing(work, found, now=NOW + timedelta(minutes=2), as_of=NOW + timedelta(minutes=2))

    assert owners(storage) == {}
    assert gone(storage, "U1")
    assert gone(storage, "U2")
    with storage.work() as work:
        assert work.accounts.asked("slack") == []


def test_an_account_that_left_and_may_not_be_looked_at_stays_gone(storage: Storage) -> None:
    hire(storage, "ana")
    at(storage, 0, profile("U1", email="ana@works.example"))
    leave(storage, "U1", minutes=1)

    with storage.work() as work:
        directory.unseen(work, Identity("slack", "T1", "U1"), now=NOW + timedelta(minutes=2))

    assert owners(storage) == {}
    assert gone(storage, "U1")


def test_a_directory_that_was_read_before_somebody_left_or_came_does_not_undo_that(storage: Storage) -> None:
    hire(storage, "ana", "bo", "cy", "dee")
    everybody = [profile(f"U{who}", email=f"{who}@works.example") for who in ("ana", "bo", "cy")]
    at(storage, 0, *everybody, whole=True)

    leave(storage, "Uana", minutes=2)
    at(storage, 3, profile("Udee", email="dee@works.example"))
    at(storage, 4, *everybody, whole=True, asked=1)

    assert owners(storage) == {"Ubo": "bo", "Ucy": "cy", "Udee": "dee"}
    with storage.work() as work:
        assert [account.identity.user for account in work.accounts.asked("slack")] == ["Uana"], (
            "it is still to be looked up"
        )


def test_words_of_leaving_that_overtake_those_of_coming_leave_nobody_to_report(storage: Storage) -> None:
    hire(storage, "admin")
    run_by(storage, "admin")

    leave(storage, "U7")
    changed(storage, "U7", minutes=1)
    with storage.work() as work:
        seen = NOW + timedelta(minutes=2)
        directory.missing(work, Identity("slack", "T1", "U7"), now=seen, as_of=seen)

    assert gone(storage, "U7")
    assert news(storage, "admin") == []


def test_a_rejoined_account_that_is_nobodys_by_now_is_reported_again(storage: Storage) -> None:
    hire(storage, "admin", "ana")
    run_by(storage, "admin")
    at(storage, 0, profile("U1", name="Ana", email="ana@works.example"))
    leave(storage, "U1", minutes=1)
    at(storage, 2, profile("U2", name="Ana B", email="ana@works.example"))
    changed(storage, "U1", minutes=3)

    at(storage, 4, profile("U1", name="Ana", email="elsewhere@works.example"))

    assert owners(storage) == {"U2": "ana"}
    (card,) = news(storage, "admin")
    assert "Ana is not on the people list" in card


def test_a_people_file_that_still_names_a_gone_account_does_not_bring_it_back(storage: Storage, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("employee_id,name,slack_id\nana,Ana,U1\nbo,Bo,U2\n")
    load(storage, "people", [file], now=NOW, by="test")
    leave(storage, "U1", minutes=1)

    (report,) = load(storage, "people", [file], now=NOW + timedelta(minutes=2), by="test")

    assert owners(storage) == {"U2": "bo"}
    assert (2, "slack_id", "import-account-gone") in [
        (remark.row, remark.column, remark.key) for remark in report.remarks
    ]
    at(storage, 5, profile("U1", name="Ana"))
    assert owners(storage) == {"U1": "ana", "U2": "bo"}


def test_what_waited_for_a_lost_account_goes_to_the_other_one_or_waits_for_one(storage: Storage) -> None:
    with storage.work() as work:
        work.people.put(
            [
                {"id": "ana", "name": "Ana", "accounts": {"slack": "U1", "dingtalk": "d1"}},
                {"id": "bo", "name": "Bo", "accounts": {"slack": "U2"}},
            ]
        )
        for who in ("ana", "bo"):
            to = present(work.people.get(who))
            card = Card("health", "Hello", (Text("Hello"),))
            enqueue(work, card, key=who, to=to, kind="health", priority=Priority.REPLY, now=NOW, platform="slack")
            enqueue(
                work, card, key=f"{who}:r", to=to, kind=REDRAW, priority=Priority.REPLY, now=NOW, platform="slack",
                after="x",
            )  # fmt: skip

    leave(storage, "U1", minutes=1)
    leave(storage, "U2", minutes=1)

    with storage.work() as work:
        found = {delivery.key: delivery for delivery in work.outbox.find()}
        assert (found["ana"].platform, found["ana"].reason) == ("", None)
        assert (found["bo"].platform, found["bo"].reason) == ("", Hold.NOT_REACHABLE)
        assert {(found[f"{who}:r"].state, found[f"{who}:r"].detail) for who in ("ana", "bo")} == {
            (DeliveryState.EXPIRED, NO_ACCOUNT)
        }
        claimed = {
            platform: work.outbox.claim(
                platform=platform, owner="test", now=NOW + timedelta(hours=1), lease=timedelta(minutes=1), limit=9
            )
            for platform in ("slack", "dingtalk")
        }
        assert [delivery.key for delivery in claimed["dingtalk"]] == ["ana"]
        assert claimed["slack"] == []


def thirty(storage: Storage, *, minutes: int = 0, first: int = 0) -> None:
    """Let thirty people leave, in as many events."""
    for number in range(first, first + 30):
        leave(storage, f"U{number}", minutes=minutes)


def staffed(storage: Storage, count: int) -> None:
    people = [f"p{number}" for number in range(count)]
    hire(storage, "admin", *people)
    run_by(storage, "admin")
    at(storage, 0, *(profile(f"U{n}", email=f"p{n}@works.example") for n in range(count)))


def out(storage: Storage, key: str, *, minutes: int, **receipt: str) -> None:
    """Let a card be out."""
    with storage.work() as work:
        now = NOW + timedelta(minutes=minutes)
        work.people.link("admin", Identity("slack", "T1", "U0ADM"))
        claimed = work.outbox.claim(platform="slack", owner="o", now=now, lease=timedelta(minutes=1), limit=99)
        (delivery,) = [delivery for delivery in claimed if delivery.key == key]
        assert work.outbox.finish(delivery, DeliveryState.SENT, at=now, receipt=Receipt(receipt))


def test_thirty_who_leave_one_by_one_are_one_card(storage: Storage) -> None:
    staffed(storage, 30)

    thirty(storage, minutes=1)

    (card,) = news(storage, "admin")
    assert translator("en")("match-gone", n=30) in card
    assert translator("en")("match-more", n=22) in card


def test_a_card_that_waits_says_what_came_since_when_it_goes(storage: Storage) -> None:
    staffed(storage, 3)
    leave(storage, "U0", minutes=1)
    leave(storage, "U1", minutes=700)

    with storage.work() as work:
        (waiting,) = work.outbox.find(person_id="admin")
        written = MESSAGES.render(work, waiting, NOW + timedelta(minutes=900))
        assert isinstance(written, Card)
        said = everything(written)
        assert "Name p0" in said
        assert "Name p1" in said


def test_a_card_that_is_out_and_untouched_is_redrawn_and_no_second_one_comes(storage: Storage) -> None:
    staffed(storage, 63)
    leave(storage, "U60", minutes=1)
    with storage.work() as work:
        (first,) = work.outbox.find(person_id="admin")
    out(storage, first.key, minutes=3, conversation="D1", id="1.1")

    thirty(storage, minutes=10)

    with storage.work() as work:
        sent, redrawn = work.outbox.find(person_id="admin")
        assert (redrawn.kind, redrawn.after) == (REDRAW, sent.key)
        assert translator("en")("match-gone", n=31) in everything(card_from_json(redrawn.card))


@pytest.mark.parametrize("why", ["touched", "old", "fixed", "revoked"])
def test_a_card_that_was_used_or_cannot_change_is_followed_by_another(storage: Storage, why: str) -> None:
    staffed(storage, 3)
    leave(storage, "U0", minutes=1)
    with storage.work() as work:
        (first,) = work.outbox.find(person_id="admin")
    out(storage, first.key, minutes=3, **({"processQueryKey": "k"} if why == "fixed" else {"id": "1.1"}))
    if why == "touched":
        with storage.work() as work:
            work.outbox.answered(first.key, "admin", at=NOW + timedelta(minutes=4))

    leave(storage, "U1", minutes=25 * 60 if why == "old" else 10)

    with storage.work() as work:
        _, second = work.outbox.find(person_id="admin")
        if why == "revoked":
            work.permissions.take("admin", Role.ADMIN)
            assert isinstance(MESSAGES.render(work, second, NOW + timedelta(minutes=12)), Drop)
            return
        assert second.kind == "accounts"
        said = everything(card_from_json(second.card))
    assert "Name p1" in said
    assert "Name p0" not in said
