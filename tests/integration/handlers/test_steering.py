"""Steering in chat, on each platform and in both languages: quiet hours, pauses, leave, less, deliveries, health."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from bot.admin.services import health
from bot.delivery.domain.delivery import DeliveryState, Hold, Priority
from bot.delivery.domain.pause import Reach
from bot.delivery.domain.policy import SettingName
from bot.delivery.domain.preference import Pace, Topic
from bot.delivery.services.outbox import enqueue
from bot.messages.card import Action, Attachment, Card, Heading
from bot.messages.inbound import Notice
from bot.people.domain.audit import What
from bot.people.domain.permission import Role
from handlers import tick
from tests.chat import EVERYWHERE, MORNING, Chat, button, chat, give, read
from tests.present import present

if TYPE_CHECKING:
    from storage.storage import Storage
    from tests.chat import Way


def staff(here: Chat) -> None:
    """Fill the office: a manager with two people, an admin and HR."""
    here.hire("mia", "adm", "hanna")
    here.hire("ana", "bo", manager="mia")
    with here.work() as work:
        give(work, "adm", Role.ADMIN)
        give(work, "hanna", Role.HR)


def post(here: Chat, key: str, to: str = "ana", kind: str = "standing") -> int:
    """Put a message into the outbox; returns its number."""
    with here.work() as work:
        card = Card(kind, "42 secrets", (Heading("42 secrets"),))
        person = work.people.get(to)
        enqueue(work, card, key=key, to=present(person), kind=kind, priority=Priority.STANDING, now=here.clock.now())
        return int(present(work.outbox.get(key)).no)


def word(here: Chat, en: str, zh: str) -> str:
    """Say it in the language of the platform."""
    return zh if here.locale == "zh-CN" else en


@EVERYWHERE
async def test_an_admin_sets_quiet_hours_for_everyone_in_one_line_and_for_a_unit_by_form(
    way: Way, storage: Storage
) -> None:
    async with chat(storage, way) as here:
        staff(here)
        shown = await here.say("adm", word(here, "quiet hours", "免打扰"))
        assert "19:00" in read(shown)

        reply = await here.say("adm", word(here, "quiet hours 20:00-08:30", "免打扰 20:00-08:30"))
        assert "20:00" in read(reply)
        assert "Name adm" in read(reply)
        form = await here.say("adm", word(here, "quiet hours for Sales", "免打扰 Sales"))
        done = await here.submit("adm", form, where="Sales", quiet="08:00-20:00", days=("1", "2"))

        assert "Sales" in read(done)
        with here.work() as work:
            night = work.policies.of(present(work.people.get("ana")))
            assert (night.overnight, night.days) == (True, frozenset({0, 1}))
            assert work.policies.at("").quiet_from.hour == 20
            assert [version.author for version in work.policies.versions("", SettingName.QUIET)] == ["adm"]
            assert {entry.actor for entry in work.audit.find(what=What.WRITE)} == {"adm"}


@pytest.mark.postgresql
@EVERYWHERE
async def test_caps_and_cadence_are_set_and_a_wrong_number_comes_back_with_its_reason(
    way: Way, storage: Storage
) -> None:
    async with chat(storage, way) as here:
        staff(here)
        assert "3" in read(await here.say("adm", word(here, "caps 3 8", "上限 3 8")))
        wrong = await here.say("adm", word(here, "caps 0 8", "上限 0 8"))
        assert isinstance(wrong, Notice)
        shown = await here.say("adm", word(here, "schedule", "节奏"))
        form = await here.click("adm", button(shown, "policy.schedule"))
        done = await here.submit("adm", form, where="Sales", digest="10:30", one_on_one="7")

        assert "10:30" in read(done)
        with here.work() as work:
            assert work.policies.at("").per_day == 3
            assert work.policies.at("Sales").digest_at.minute == 30
            assert {pair.every_days for pair in work.one_on_ones.of("mia")} == {7}


@EVERYWHERE
async def test_an_admin_pauses_everything_with_a_reason_and_resumes_it(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        staff(here)
        form = await here.say("adm", word(here, "pause", "暂停"))
        paused = await here.submit("adm", form, reach="all", reason="October is wrong", until="")
        assert "October is wrong" in read(paused)
        with here.work() as work:
            assert [pause.reach for pause in work.pauses.on("ana", rule="", now=here.clock.now())] == [Reach.ALL]

        listed = await here.say("hanna", word(here, "pauses", "暂停列表"))
        await here.click("hanna", button(listed, "resume"))

        with here.work() as work:
            assert work.pauses.active(now=here.clock.now()) == []
            assert [entry.actor for entry in work.audit.find(what=What.PAUSE)] == ["hanna", "adm"]


@EVERYWHERE
async def test_somebody_pauses_their_own_messages_and_hears_what_still_comes(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        staff(here)
        reply = await here.say("ana", word(here, "pause 2 weeks", "暂停两周"))
        assert word(here, "Corrections", "更正") in read(reply)
        with here.work() as work:
            (made,) = work.pauses.active(now=here.clock.now())
        assert (made.reach, made.subject) == (Reach.OWN, "ana")
        assert present(made.until) - here.clock.now() < timedelta(days=14)

        await here.say("ana", word(here, "resume", "恢复"))

        with here.work() as work:
            assert work.pauses.active(now=here.clock.now()) == []


ATTACKS = [
    Action("resume", (("reach", "all"),)),
    Action("resume", (("reach", "own"), ("subject", "ana"))),
    Action("resume", (("reach", "person"), ("subject", "ana"))),
    Action("resume", (("reach", "planet"),)),
    Action("pauses"),
    Action("policy.quiet"),
    Action("policy.caps", (("where", "Sales"),)),
    Action("deliveries"),
    Action("delivery.ask", (("no", "1"),)),
    Action("delivery.resend", (("no", "1"),)),
    Action("health"),
    Action("budget"),
    Action("less.take", (("topic", "correction"), ("pace", "off"))),
    Action("less.take", (("topic", "nudge"), ("pace", "sometimes"))),
    Action("less.change", (("topic", "notice"),)),
]


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.encoded())
async def test_a_forged_button_of_somebody_else_changes_and_shows_nothing(attack: Action, storage: Storage) -> None:
    async with chat(storage) as here:
        staff(here)
        no = post(here, "k")
        assert no == 1
        await here.say("adm", "pause all because a test")
        await here.say("ana", "pause me 2 weeks")

        for person in ("bo", "mia"):
            reply = await here.click(person, attack)
            assert isinstance(reply, Notice), reply
            assert "secrets" not in read(reply)

        with here.work() as work:
            assert len(work.pauses.active(now=here.clock.now())) == 2
            assert work.policies.current() == []
            assert present(work.outbox.get("k")).state is DeliveryState.DUE


@pytest.mark.parametrize(
    "words", ["pause all", "pause bo", "pause rule x", "quiet hours off", "caps 9 9", "deliveries bo"]
)
async def test_who_steers_nothing_is_refused_in_words_too(words: str, storage: Storage) -> None:
    async with chat(storage) as here:
        staff(here)

        reply = await here.say("mia", words)

        assert isinstance(reply, Notice)
        with here.work() as work:
            assert work.pauses.active(now=here.clock.now()) == []
            assert work.policies.current() == []
            assert [entry.actor for entry in work.audit.find(what=What.REFUSAL)] == ["mia"]


@pytest.mark.postgresql
@EVERYWHERE
async def test_somebody_is_away_and_back_and_their_manager_hears_only_until_when(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        staff(here)
        reply = await here.say("ana", word(here, "away until Friday", "请假到周五"))
        assert "Name mia" in read(reply)
        (told,) = here.inbox("mia")
        assert "Name ana" in read(told)
        with here.work() as work:
            assert work.people.away("ana", date(2026, 11, 3)) == date(2026, 11, 6)

        await here.say("ana", word(here, "back", "回来了"))

        with here.work() as work:
            assert work.people.away("ana", date(2026, 11, 3)) is None
        assert isinstance(await here.say("ana", word(here, "back", "回来了")), Notice)


@EVERYWHERE
async def test_a_manager_who_is_away_names_a_deputy_by_form(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        staff(here)
        form = await here.say("mia", word(here, "away", "请假"))
        done = await here.submit("mia", form, first="2026-11-09", last="2026-11-13", deputy="ana")

        assert "Name ana" in read(done)
        assert "Name mia" in read(here.inbox("ana")[0])
        with here.work() as work:
            assert work.permissions.deputy("mia", date(2026, 11, 10)) == "ana"
            assert work.permissions.deputy("mia", date(2026, 11, 14)) is None


@EVERYWHERE
async def test_somebody_chooses_less_of_a_kind_and_reads_why_some_cannot_be_off(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        staff(here)
        shown = await here.say("ana", word(here, "less", "少一点"))
        assert word(here, "you have a right to know it", "你有权先知道") in read(shown)
        assert word(here, "Who needs a talk", "该和谁聊聊") not in read(shown)

        form = await here.click("ana", Action("less.change", (("topic", "praise"),)))
        await here.submit("ana", form, praise="weekly")

        with here.work() as work:
            assert work.preferences.of("ana") == {Topic.PRAISE: Pace.WEEKLY}


@pytest.mark.postgresql
@EVERYWHERE
async def test_an_admin_sees_deliveries_without_content_and_sends_a_failed_one_again(
    way: Way, storage: Storage
) -> None:
    async with chat(storage, way) as here:
        staff(here)
        no = post(here, "k")
        with here.work() as work:
            claimed = work.outbox.claim(
                platform=here.platform, owner="x", now=MORNING, lease=timedelta(minutes=1), limit=9
            )
            (mine,) = [delivery for delivery in claimed if delivery.no == no]
            work.outbox.finish(mine, DeliveryState.FAILED, at=MORNING, detail="in doubt, not sent again")

        listed = await here.say("adm", word(here, "deliveries ana", "发送记录 ana"))
        answer = await here.say("adm", word(here, f"deliveries {no}", f"发送记录 {no}"))
        sure = await here.click("adm", button(answer, "delivery.ask"))
        done = await here.click("adm", button(sure, "delivery.resend"))

        assert isinstance(listed, Card)
        (file,) = [block for block in listed.blocks if isinstance(block, Attachment)]
        assert re.search(rf"\n{no},\w+,ana,figures,", file.content)
        for reply in (listed, answer, sure, done):
            assert "secrets" not in read(reply)
            assert "secrets" not in file.content
        assert word(here, "twice", "两次") in read(sure)
        with here.work() as work:
            assert [(delivery.no, delivery.state) for delivery in work.outbox.find(person_id="ana")] == [
                (no, DeliveryState.DUE)
            ]


@EVERYWHERE
@pytest.mark.parametrize("state", [DeliveryState.DUE, DeliveryState.SENT, DeliveryState.EXPIRED], ids=str)
async def test_what_an_admin_sees_of_messages_tells_nobodys_standing(
    way: Way, state: DeliveryState, storage: Storage
) -> None:
    """Somebody fell below 80% or was praised: lists, files, details and the trail read the same to the admin."""
    heard: dict[str, list[str]] = {}
    kinds = {"nudge": ("talk-below-80", Priority.NUDGE), "praise": ("target-met-with-highlight", Priority.PRAISE)}
    async with chat(storage, way) as here:
        staff(here)
        for kind, (rule, priority) in kinds.items():
            with here.work() as work:
                work.connection.execute(sa.text("delete from delivery"))
                mia = work.people.get("mia")
                card = Card(kind, "42 secrets", (Heading("42 secrets"),))
                key = f"{kind}:ana:mia:2026-10-01:m:2026-11-03"
                enqueue(
                    work,
                    card,
                    key=key,
                    to=present(mia),
                    kind=kind,
                    priority=priority,
                    now=MORNING,
                    rule=rule,
                    subject_id="ana",
                )
                (claimed,) = work.outbox.claim(
                    platform=here.platform, owner="x", now=MORNING, lease=timedelta(minutes=1), limit=1
                )
                if state is DeliveryState.DUE:
                    work.outbox.release(
                        claimed, until=MORNING + timedelta(hours=9), reason=Hold.AFTER_SUBJECT, tried=False
                    )
                else:
                    work.outbox.finish(claimed, state, at=MORNING, detail="handed on")
                note: dict[str, str | int] = {"delivery": claimed.no, "kind": kind, "platform": here.platform}
                work.audit.append(What.SEND, actor="jinbu", subject="mia", detail=note, at=MORNING)
                model = {"model": "m", "feedback": key}
                work.audit.append(What.MODEL, actor="jinbu", subject="ana", detail=model, at=MORNING)
            asked = [f"deliveries {claimed.no}", "deliveries mia", "audit", "audit file", f"deliveries {rule}"]
            shown = [await here.say("adm", words) for words in asked]
            files = [
                block.content
                for reply in shown
                if isinstance(reply, Card)
                for block in reply.blocks
                if isinstance(block, Attachment)
            ]
            assert len(files) == 2
            everything = "\n".join([*map(read, shown), *files])
            assert not {"nudge", "praise", "talk-below-80:", "2026-10-01"} & set(re.split(r"[\s,;|]+", everything))
            opaque = claimed.opaque
            heard[kind] = [
                re.sub(rf"{opaque}|[0-9a-f]{{64}}|{rule}|audit-\S+|\d+-[0-9a-f]{{12}}", "#", text)
                for text in [*map(read, shown[:2]), files[0]]
            ]
            hr = await here.say("hanna", f"deliveries {claimed.no}")
            assert kind in read(hr)
            assert rule in read(hr)

    numbers = re.compile(r"\b\d+\b")
    assert [numbers.sub("n", text) for text in heard["nudge"]] == [numbers.sub("n", text) for text in heard["praise"]]


@EVERYWHERE
async def test_an_admin_reads_what_is_wrong_and_how_to_fix_it(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        staff(here)
        state: dict[str, object] = {"connected": True, "blind": True, "monthly_calls": 5000}
        with here.work() as work:
            health.note(work, {here.platform: state, "database": {"ok": True}}, now=here.clock.now())
            work.outbox.spend(here.platform, month="2026-11", calls=1200)
            tick(work, now=here.clock.now())
        told = [read(message) for message in here.inbox("adm")]
        shown = await here.say("adm", word(here, "health", "运行状况"))
        left = await here.say("adm", word(here, "budget", "额度"))

        assert any(word(here, "without their text", "没有文字") in text for text in told)
        assert word(here, "without their text", "没有文字") in read(shown)
        assert "3,800" in read(left)
