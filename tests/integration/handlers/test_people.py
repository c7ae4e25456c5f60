"""Who is who, told as talks: strangers, the match list, roles, deputies, moves, and one's own language and zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.kit.errors import NotThere, PlatformError, RateLimited, Rejected, Shut, Unreachable
from bot.kit.identity import Identity
from bot.messages.card import Action
from bot.messages.i18n import named, translator
from bot.messages.inbound import Notice, ProfileChange, Settled
from bot.overview.services import home
from bot.people.domain.permission import Role
from bot.people.services import permission
from bot.roster.domain.account import Account
from handlers import WAITING
from handlers.overview import home as overview_home
from tests.chat import EVERYWHERE, Chat, Way, account, button, buttons, chat, give, read
from tests.present import present

if TYPE_CHECKING:
    from storage.storage import Storage

WORDS = {
    "slack": {
        "match": "match", "people": "people", "role": "role", "deputy": "deputy", "move": "move",
        "settings": "settings", "unlink": "unlink", "give": "role give {} hr", "take": "role take {} hr",
        "take-admin": "role take {} admin",
    },
    "dingtalk": {
        "match": "匹配", "people": "人员", "role": "角色", "deputy": "代理", "move": "调动", "settings": "设置",
        "unlink": "解绑", "give": "角色授予{}HR", "take": "角色收回{}HR", "take-admin": "角色收回{}管理员",
    },
}  # fmt: skip


def say(here: Chat, word: str, *rest: str) -> str:
    """Return what one types there."""
    said = WORDS[here.platform][word]
    return said.format(*rest) if "{}" in said else " ".join((said, *rest))


def office(here: Chat) -> None:
    """Hire an admin, a manager with two people, and somebody without a team."""
    here.hire("boss", "adm")
    here.hire("ana", "bo", manager="boss")
    with here.work() as work:
        give(work, "adm", Role.ADMIN)


def known(here: Chat, *users: str, **fields: Any) -> None:
    """Let the platform have told of accounts."""
    with here.work() as work:
        work.accounts.put([Account(Identity(here.platform, "", user), **({"name": user} | fields)) for user in users])


# Strangers


@EVERYWHERE
async def test_a_stranger_learns_whom_to_ask_once_a_day_and_in_a_line_otherwise(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        office(here)
        first = read(await here.say("nobody", "me"))
        second = read(await here.say("nobody", "me"))
        here.pass_by(days=1, hours=1)
        third = read(await here.say("nobody", "me"))

    assert here.t("account-stranger") in first
    assert "Name adm" in first
    assert second == here.t("account-unknown-brief")
    assert third == first


@EVERYWHERE
async def test_the_home_of_an_unknown_account_says_how_to_be_linked_and_stays(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        office(here)
        first, again = read(await here.visit("nobody")), read(await here.visit("nobody"))
        asked = read(await here.say("nobody", "me"))

    assert here.t("account-stranger") in first
    assert "Name adm" in first
    assert first == again == asked


@EVERYWHERE
async def test_the_home_of_an_account_that_was_unlinked_shows_nothing_of_its_person(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        office(here)
        before = read(await here.visit("ana"))
        await here.say("adm", say(here, "unlink", "Name ana"))

        after = read(await here.visit("ana"))

    assert after != before
    assert here.t("account-stranger") in after


@pytest.mark.postgresql
@EVERYWHERE
async def test_a_home_is_to_be_drawn_anew_once_what_it_shows_is_not_its_accounts_any_more(
    way: Way, storage: Storage
) -> None:
    async with chat(storage, way) as here:
        office(here)
        await here.visit("ana")
        assert outdated(here) == []
        await here.say("adm", say(here, "unlink", "Name ana"))

        (page,) = outdated(here)
        assert page.identity.user == account("ana")
        assert here.t("account-stranger") in read(page.shows)
        with here.work() as work:
            home.drawn(work, page)
        assert outdated(here) == []


@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("error", "minutes"),
    [
        (RateLimited("slack", "ratelimited", retry_after=300), 5),
        (Unreachable("slack", "http_503"), 1),
        (Shut("slack", "not_enabled", hint="switch it on", fix="settings"), 1),
        (Rejected("slack", "view_too_large"), 24 * 60),
        (NotThere("slack", "user_not_found"), None),
    ],
)
async def test_a_home_that_could_not_be_drawn_is_tried_again_when_that_makes_sense(
    error: PlatformError, minutes: int | None, storage: Storage
) -> None:
    async with chat(storage) as here:
        office(here)
        await here.visit("ana")
        with here.work() as work:
            work.people.unlink(here.sender("ana").identity)
            (page,) = overview_home.outdated(work, "slack", WAITING, locale="en", now=here.clock.now())
            home.not_drawn(work, page, error, now=here.clock.now())

        assert outdated(here) == []
        here.pass_by(minutes=(minutes or 0) - 0.5)
        assert outdated(here) == []
        here.pass_by(minutes=1)
        assert [home_page.shows for home_page in outdated(here)] == ([page.shows] if minutes else [])


def outdated(here: Chat) -> list[home.HomePage]:
    """Return the homes that are to be drawn anew."""
    with here.work() as work:
        return overview_home.outdated(work, here.platform, WAITING, locale=here.locale, now=here.clock.now())


async def test_who_is_not_known_is_spoken_to_in_the_language_of_their_account(storage: Storage) -> None:
    async with chat(storage) as here:
        office(here)
        known(here, account("li"), locale="zh-CN")

        said = [read(await here.visit("li")), read(await here.say("li", "me"))]

    assert said[0] == said[1]
    assert translator("zh-CN")("account-stranger") in said[0]


@EVERYWHERE
async def test_a_guest_and_somebody_who_left_are_told_so(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        known(here, account("guest"), guest=True)
        here.hire("gone", left_on=datetime(2026, 10, 1, tzinfo=UTC).date())

        assert read(await here.say("guest", "me")) == here.t("account-guest")
        assert read(await here.say("gone", "me")) == here.t("account-left")
        assert read(await here.say("gone", "me")) == here.t("account-left-brief")


@pytest.mark.postgresql
async def test_a_changed_profile_is_looked_up_and_answered_with_nothing(storage: Storage) -> None:
    async with chat(storage) as here:
        office(here)
        assert await here.arrive(ProfileChange(here.sender("ana"))) is None
        with here.work() as work:
            assert [linked.identity.user for linked in work.accounts.asked("slack")] == [account("ana")]


# Matching


@pytest.mark.postgresql
@EVERYWHERE
async def test_an_admin_links_a_likely_pair_and_another_by_hand_and_takes_one_back(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        office(here)
        with here.work() as work:
            work.people.put([{"id": "eva", "name": "Eva Novak"}, {"id": "kim", "name": "Kim Roth"}])
        known(here, "U7", name="Novak Eva")
        known(here, "U8", name="kimmy")

        listed = await here.say("adm", say(here, "match"))
        assert "Kim Roth" in read(listed)
        linked = await here.click("adm", button(listed, "account.link"))
        assert isinstance(linked, Settled)
        assert here.t("account-linked", name="Eva Novak", account="Novak Eva") in read(linked)

        done = await here.say("adm", say(here, "match", "Kim Roth", "kimmy"))
        assert here.t("match-none") in read(done)
        with here.work() as work:
            assert {user: work.people.owners(here.platform)[user] for user in ("U7", "U8")} == {
                "U7": "eva",
                "U8": "kim",
            }

        assert "Kim Roth" in read(await here.say("adm", say(here, "unlink", "Kim")))
        with here.work() as work:
            assert present(work.people.get("kim")).identities == ()
            assert "write" in {entry.what for entry in work.audit.find(subject="kim")}


async def test_an_account_that_is_somebodys_is_not_given_away(storage: Storage) -> None:
    async with chat(storage) as here:
        office(here)
        known(here, account("ana"))
        stolen = Action("account.link", (("person", "bo"), ("platform", "slack"), ("user", account("ana"))))
        made_up = Action("account.link", (("person", "bo"), ("platform", "slack"), ("user", "nobody")))

        assert read(await here.click("adm", stolen)) == here.t("account-taken", name="Name ana")
        assert read(await here.click("adm", made_up)) == here.t("account-unknown", said="nobody")
        with here.work() as work:
            assert present(present(work.people.get("bo")).identity("slack")).user == account("bo")


@EVERYWHERE
async def test_people_shows_who_somebody_is_and_nothing_of_how_they_do(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        office(here)
        shown = read(await here.say("adm", say(here, "people", "ana")))
        everybody = read(await here.say("adm", say(here, "people")))

    assert "Name boss" in shown
    assert here.t("people-note") in shown
    assert here.t("people-headline", n=4) in everybody


# Roles


@EVERYWHERE
async def test_an_admin_gives_and_takes_a_role_and_who_has_it_is_told(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        office(here)
        given = read(await here.say("adm", say(here, "give", "ana")))
        assert here.t("role-done-given", name="Name ana", role=here.t("role-hr")) in given
        assert here.t("role-given", role=here.t("role-hr")) in read(here.inbox("ana")[0])

        assert here.t("role-same", name="Name ana") in read(await here.say("adm", say(here, "give", "ana")))
        await here.say("adm", say(here, "take", "ana"))
        assert here.t("role-taken", role=here.t("role-hr")) in read(here.inbox("ana")[0])
        with here.work() as work:
            assert work.permissions.roles("ana") == frozenset()
            assert [entry.what for entry in work.audit.find(subject="ana")].count("role") == 2


@EVERYWHERE
async def test_a_role_is_given_by_form_and_one_admin_always_stays(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        office(here)
        form = await here.click("adm", Action("role.change"))
        role, give_it = ("admin", "give") if way.forms else ("3", "1")
        await here.submit("adm", form, name="ana", role=role, way=give_it)
        with here.work() as work:
            assert work.permissions.holders(Role.ADMIN) == ["adm", "ana"]

        await here.say("adm", say(here, "take-admin", "adm"))
        refused = read(await here.say("ana", say(here, "take-admin", "ana")))
    assert refused == here.t("role-last-admin", name="Name ana")


@EVERYWHERE
async def test_whoever_is_no_admin_changes_nothing_and_a_button_dies_with_the_role(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        office(here)
        with here.work() as work:
            work.people.put([{"id": "eva", "name": "Eva Novak"}])
        known(here, "U7", name="Eva Novak")
        offered = button(await here.say("adm", say(here, "match")), "account.link")
        with here.work() as work:
            give(work, "boss", Role.ADMIN)
            work.permissions.take("adm", Role.ADMIN)

        tries = [
            await here.click("adm", offered),
            await here.click("ana", offered),
            await here.say("ana", say(here, "give", "ana")),
            await here.say("ana", say(here, "match", "Eva", "U7")),
            await here.say("ana", say(here, "move", "bo")),
            await here.say("ana", say(here, "people", "bo")),
            await here.say("ana", say(here, "unlink", "bo")),
            await here.say("ana", say(here, "deputy", "bo")),
            await here.click("ana", Action("deputy.end", (("person", "boss"),))),
            await here.click("ana", Action("move", (("person", "bo"),))),
            await here.click("ana", Action("notices.send")),
        ]

        assert {read(answer) for answer in tries} == {here.t("permission-denied")}
        with here.work() as work:
            assert "U7" not in work.people.owners(here.platform)
            assert work.permissions.roles("ana") == frozenset()
            assert present(work.people.get("bo")).manager_id == "boss"


async def test_a_manager_cannot_name_or_end_a_deputy_for_another(storage: Storage) -> None:
    async with chat(storage) as here:
        office(here)
        here.hire("lead")
        here.hire("cy", manager="lead")
        with here.work() as work:
            today = here.clock.now().date()
            work.permissions.appoint("boss", "bo", first=today, last=today, by="boss", at=here.clock.now())

        ended = await here.click("lead", Action("deputy.end", (("person", "boss"),)))

        assert read(ended) == here.t("permission-denied")
        with here.work() as work:
            assert work.permissions.deputy("boss", today) == "bo"


# Deputies


@EVERYWHERE
async def test_a_manager_names_a_deputy_who_leads_until_the_last_day(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        office(here)
        form = await here.say("boss", say(here, "deputy"))
        done = await here.submit("boss", form, deputy="adm", first="2026-11-03", last="2026-11-05")

        assert "Name adm" in read(done)
        assert here.t("deputy-you", name=named(here.t, "Name boss")) in read(here.inbox("adm")[0])
        with here.work() as work:
            ana, boss = work.people.get("ana"), work.people.get("boss")
            now = here.clock.now()
            leaders = [permission.leader(work, present(ana), now=now + timedelta(days=day)) for day in (0, 2, 3)]
            work.people.put_absences([("adm", now.date(), now.date(), "")])
            away = permission.leader(work, present(ana), now=now)
        assert [leader.id for leader in leaders if leader] == ["adm", "adm", "boss"]
        assert away == boss

        listed = await here.say("boss", say(here, "deputy"))
        assert read(await here.click("boss", button(listed, "deputy.end"))) == here.t("deputy-ended", name="Name boss")
        assert len(here.inbox("adm")) == 1


@pytest.mark.parametrize("way", [Way(), Way("dingtalk")], ids=str)
async def test_a_deputy_that_makes_no_sense_brings_the_form_back(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        office(here)
        form = await here.say("boss", say(here, "deputy"))

        for wrong, reason in (
            ({"deputy": "boss", "last": "2026-11-05"}, "deputy-self"),
            ({"deputy": "adm", "last": "2026-11-01"}, "deputy-over"),
        ):
            assert here.t(reason) in read(await here.submit("boss", form, **wrong))
        assert here.t("person-unknown", said="zz") in read(
            await here.submit("boss", form, deputy="zz", last="2026-11-05")
        )


# Moves


@EVERYWHERE
async def test_an_admin_moves_somebody_today_and_plans_another_move(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        office(here)
        here.hire("lead")
        form = await here.say("adm", say(here, "move", "ana"))
        kept: dict[str, Any] = {} if way.forms else {"department": "Sales", "role": "seller"}
        await here.submit("adm", form, manager="lead", start="2026-11-03", **kept)
        with here.work() as work:
            assert present(work.people.get("ana")).manager_id == "lead"
        assert [message.kind for message in here.inbox("lead")] == ["hand_over"]
        assert [message.kind for message in here.inbox("boss")] == ["release"]
        assert [message.kind for message in here.inbox("ana")] == ["move"]

        form = await here.say("adm", say(here, "move", "bo"))
        await here.submit("adm", form, manager="lead", start="2026-12-01", **kept)
        assert "Name lead" in read(await here.say("adm", say(here, "people", "bo")))
        with here.work() as work:
            assert present(work.people.get("bo")).manager_id == "boss"
        assert here.inbox("bo") == []


# One's own language and zone


@EVERYWHERE
async def test_everybody_chooses_their_own_language_and_zone(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        office(here)
        form = await here.say("ana", say(here, "settings"))
        other = "en" if here.t.chinese else "zh-CN"
        chosen = other if way.forms else "2"
        saved = await here.submit("ana", form, locale=chosen, timezone="Europe/Berlin")

        assert isinstance(saved, Notice)
        assert "Europe/Berlin" in saved.text
        with here.work() as work:
            ana = work.people.get("ana")
        assert (present(ana).locale, present(ana).timezone) == (other, "Europe/Berlin")
        assert buttons(await here.say("ana", "help" if other == "en" else "帮助"))


@pytest.mark.parametrize("way", [Way(), Way("dingtalk")], ids=str)
async def test_a_zone_that_does_not_exist_brings_the_form_back(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        office(here)
        form = await here.say("ana", say(here, "settings"))
        answer = await here.submit("ana", form, timezone="Mars")

    assert here.t("settings-zone-unknown", said="Mars") in read(answer)
