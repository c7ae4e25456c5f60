"""What waited over night goes to whoever may see it in the morning: by the org chart and the roles of that instant."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.delivery.domain.delivery import Priority, Receipt
from bot.delivery.domain.message import LOST
from bot.delivery.services import notice
from bot.delivery.services.outbox import enqueue
from bot.delivery.services.send import deliver
from bot.delivery.services.verdict import Terms
from bot.delivery.views.delivery import doubted, merge
from bot.feedback.domain.feedback import Occasion
from bot.kit.period import Grain, period_of
from bot.messages.card import Action, Card, Heading
from bot.messages.codec import card_from_json
from bot.messages.inbound import Notice, Settled
from bot.overview.services.report_week import weekly
from bot.people.domain.permission import Role
from bot.roster.services import posting
from bot.runtime.worker import UnitOfWorkRunner
from handlers import MESSAGES, tick
from tests.cards import everything
from tests.chat import Chat, Way, button, chat, give, read
from tests.company import furnish, value_of
from tests.fakes import FakePlatform
from tests.post import take, write_all
from tests.present import present

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.delivery.domain.delivery import Delivery
    from bot.kit.identity import Identity
    from storage.storage import Storage

PLACE = (("value", "collections:2026-10-01"),)
MORNING = timedelta(days=1, hours=1)


class Recorder(FakePlatform):
    """A platform that takes whatever it is given and keeps it by whose account it is."""

    def __init__(self) -> None:
        self.got: dict[str, list[Card]] = {}
        self.before: Callable[[], None] = lambda: None
        """What happens after a message was claimed and before it is sent."""

    async def send(self, identity: Identity, card: Card, **_: Any) -> Receipt:
        self.got.setdefault(identity.user.removeprefix("u"), []).append(card)
        return Receipt({"id": "1"})

    def words(self, person: str) -> str:
        return "\n".join(everything(card) for card in self.got.get(person, []))


async def morning(here: Chat, platform: Recorder | None = None) -> Recorder:
    """Let words be written and all that waits be sent, the next day."""
    platform = platform or Recorder()
    here.pass_by(seconds=MORNING.total_seconds())
    terms = Terms(
        "test", merge=merge, doubted=doubted, gate=notice.gate, passed=notice.passed, withheld=MESSAGES.withheld
    )
    run_in_work = UnitOfWorkRunner(here.storage)
    try:
        with here.work() as work:
            write_all(work, now=here.clock.now())
        for _ in range(9):
            claims = await take(run_in_work, here.platform, terms, clock=here.clock, limit=9)
            platform.before()
            for claimed in claims:
                await deliver(run_in_work, platform, claimed, terms, clock=here.clock)
            with here.work() as work:
                write_all(work, now=here.clock.now())
            here.pass_by(minutes=2)
    finally:
        run_in_work.close()
    return platform


def move(here: Chat, person: str, to: str | None) -> None:
    """Let somebody report to another, as a people file does."""
    with here.work() as work:
        posting.put(work, [{"id": person, "manager_id": to}], by="people list", now=here.clock.now())


def take_role(here: Chat, person: str, role: Role = Role.HR) -> None:
    with here.work() as work:
        work.permissions.take(person, role)


def ended(here: Chat) -> set[tuple[str, str]]:
    """Return for whom, and of which kind, messages ended because they may not be seen any more."""
    with here.work() as work:
        return {(delivery.person_id, delivery.kind) for delivery in work.outbox.find() if delivery.detail == LOST}


@pytest.fixture(params=["slack", "dingtalk"])
def way(request: pytest.FixtureRequest) -> Way:
    """Give each platform in turn."""
    return Way(request.param)


async def dispute(here: Chat) -> None:
    form = await here.click("min", Action("dispute", PLACE))
    await here.submit("min", form, claim="One transfer is missing.", wanted="460000")


async def ask_to_talk(here: Chat) -> None:
    form = await here.say("min", "/talk" if here.platform == "slack" else "/约聊")
    await here.submit("min", form, topic="my salary")


async def test_a_nudge_that_waits_goes_to_whoever_leads_the_person_by_then(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here, sent=False)

        move(here, "min", "other")
        out = await morning(here)

        assert "Name min" not in out.words("boss").replace(read_of_release(out), "")
        assert any(card.kind == Occasion.NUDGE for card in out.got["other"])
        assert not any(card.kind == Occasion.NUDGE for card in out.got.get("boss", []))


def read_of_release(out: Recorder) -> str:
    """Return what the former manager is told of the move itself."""
    return "\n".join(everything(card) for card in out.got.get("boss", []) if card.kind in {"release", "hand_over"})


@pytest.mark.postgresql
async def test_somebody_can_be_moved_away_and_back_while_a_nudge_waits(storage: Storage) -> None:
    async with chat(storage) as here:
        furnish(here, sent=False)

        for manager in ("other", "boss"):
            move(here, "min", manager)
        out = await morning(here)

        assert [card.kind for card in out.got["boss"]].count(Occasion.NUDGE) == 1
        assert not any(card.kind == Occasion.NUDGE for card in out.got.get("other", []))


async def test_a_move_that_no_list_told_of_is_seen_at_the_instant_of_sending(storage: Storage) -> None:
    async with chat(storage) as here:
        furnish(here, sent=False)
        with here.work() as work:
            work.people.put([{"id": "min", "manager_id": "other"}])

        out = await morning(here)

        assert ended(here) == {("boss", Occasion.NUDGE)}
        assert any(card.kind == Occasion.NUDGE for card in out.got["other"])
        assert "boss" not in out.got


async def test_a_right_that_is_lost_between_the_claim_and_the_request_holds_the_message_back(storage: Storage) -> None:
    async with chat(storage) as here:
        furnish(here, sent=False)
        platform = Recorder()

        def lose() -> None:
            with here.work() as work:
                work.people.put([{"id": "min", "manager_id": "other"}])

        platform.before = lose
        out = await morning(here, platform)

        assert ended(here) == {("boss", Occasion.NUDGE)}
        assert "boss" not in out.got


async def test_why_under_an_old_nudge_is_for_whoever_leads_the_person_today(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here)
        with here.work() as work:
            [key] = [delivery.key for delivery in work.outbox.find() if delivery.kind == Occasion.NUDGE]
        why = Action("feedback.why", (("key", key),))
        assert isinstance(await here.click("boss", why), Card)

        move(here, "min", None)

        refused = await here.click("boss", why)
        assert isinstance(refused, Notice)
        assert "360" not in read(refused)


@pytest.mark.parametrize("lost", ["moved", "role", "left"])
async def test_a_case_goes_to_whoever_may_settle_it_when_it_can_go(storage: Storage, lost: str) -> None:
    async with chat(storage) as here:
        furnish(here)
        await dispute(here)
        with here.work() as work:
            give(work, "ana", Role.HR)
        if lost == "moved":
            with here.work() as work:
                work.people.put([{"id": "min", "manager_id": "other"}])
        elif lost == "role":
            take_role(here, "hr1")
        else:
            with here.work() as work:
                work.people.put([{"id": "hr1", "left_on": here.clock.now().date()}])

        out = await morning(here)

        gone, instead = ("boss", "other") if lost == "moved" else ("hr1", "ana")
        assert "One transfer is missing." not in out.words(gone)
        assert "One transfer is missing." in out.words(instead)
        assert "One transfer is missing." in out.words("hr2")
        assert [card.kind for card in out.got["hr2"]].count("dispute") == 1


async def test_a_case_whose_handler_may_not_settle_it_any_more_waits_for_all_who_may(storage: Storage) -> None:
    async with chat(storage) as here:
        furnish(here)
        await dispute(here)
        (card,) = here.inbox("boss")
        await here.click("boss", button(card, "dispute.take"))

        move(here, "min", "other")

        (case, *_) = [message for message in here.inbox("other") if message.kind == "dispute"]
        assert isinstance(await here.click("other", button(case, "dispute.take")), Notice) is False
        with here.work() as work:
            assert present(work.disputes.get(1)).handler_id == "other"
        assert isinstance(await here.click("boss", Action("dispute.take", (("no", "1"),))), Notice)


async def test_a_topic_is_read_by_whoever_was_asked_and_by_nobody_else(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here)
        await ask_to_talk(here)
        with here.work() as work:
            work.people.put([{"id": "min", "manager_id": "other"}])

        out = await morning(here)

        assert [name for name in out.got if "my salary" in out.words(name) and name != "min"] == []
        assert any(card.kind == "unread" for card in out.got["min"])
        for who in ("other", "hr1", "boss"):
            asked = await here.say(who, "/person Name min" if way.platform == "slack" else "/看 Name min")
            meetings = await here.say(who, "/1:1" if way.platform == "slack" else "/一对一")
            assert "my salary" not in read(asked) + read(meetings), who


async def test_hr_and_a_deputy_do_not_read_what_only_two_are_to_read(storage: Storage) -> None:
    async with chat(storage) as here:
        furnish(here)
        await ask_to_talk(here)
        with here.work() as work:
            day = here.clock.now().date()
            work.permissions.appoint(
                "boss", "bo", first=day, last=day + timedelta(days=9), by="boss", at=here.clock.now()
            )

        seen = {who: read(await here.say(who, "/person Name min")) for who in ("boss", "bo", "hr1")}

        assert {key for key, words in seen.items() if "my salary" in words} == {"boss"}


async def test_a_request_about_data_does_not_reach_who_is_hr_no_more(storage: Storage) -> None:
    async with chat(storage) as here:
        furnish(here)
        form = await here.click("min", Action("privacy.ask"))
        await here.submit("min", form, ask="correction", text="My hire date is wrong.", figures="unlink")
        take_role(here, "hr1")

        out = await morning(here)

        assert "hire date" not in out.words("hr1")
        assert "hire date" in out.words("hr2")


async def test_a_correction_waits_for_who_may_approve_it_by_then(storage: Storage) -> None:
    async with chat(storage) as here:
        furnish(here)
        await dispute(here)
        (card,) = here.inbox("boss")
        form = await here.click("boss", button(card, "dispute.correct"))
        await here.submit("boss", form, value="460000", reason="The bank statement has it.")
        take_role(here, "hr1")
        with here.work() as work:
            give(work, "ana", Role.HR)

        out = await morning(here)

        assert ("hr1", "correction_request") in ended(here)
        assert any(card.kind == "correction_request" for card in out.got["ana"])
        assert value_of(here, "min", "collections") == 360_000


async def test_words_added_to_a_value_reach_no_reader_outside_the_table(storage: Storage) -> None:
    async with chat(storage) as here:
        furnish(here, sent=False)
        with here.work() as work:
            work.people.put([{"id": "min", "manager_id": "other"}])
            give(work, "boss", Role.FAIRNESS)

        form = await here.click("min", Action("context", PLACE))
        await here.submit("min", form, text="Two invoices came late.")

        with here.work() as work:
            written = [
                delivery.person_id
                for delivery in work.outbox.find()
                if "invoices" in delivery.card and not delivery.key.startswith("reply:")
            ]
        assert set(written) <= {"min"}
        out = await morning(here)
        assert [name for name in out.got if "invoices" in out.words(name)] == ["min", "other"]


async def test_a_former_manager_hears_of_a_correction_only_that_what_they_were_told_holds_no_more(
    way: Way, storage: Storage
) -> None:
    async with chat(storage, way) as here:
        furnish(here)
        await dispute(here)
        form = await here.click("hr1", Action("dispute.correct", (("no", "1"),)))
        await here.submit("hr1", form, value="460000", reason="The bank statement has it.")
        await here.click("hr2", Action("correction.approve", (("no", "1"),)))
        with here.work() as work:
            work.people.put([{"id": "min", "manager_id": "other"}])

        out = await morning(here)

        told = out.words("boss")
        assert here.t("correction-ended-summary") in told
        new, old = ("460", "360") if way.platform == "slack" else ("46万", "36万")
        assert new not in told
        assert old not in told
        assert new in out.words("min")


@pytest.mark.postgresql
async def test_a_digest_loses_the_part_that_its_reader_may_not_see_now(storage: Storage) -> None:
    async with chat(storage) as here:
        furnish(here, sent=False)
        with here.work() as work:
            waiting = [delivery for delivery in work.outbox.find(person_id="boss") if delivery.kind == Occasion.NUDGE]
            card = everything_of(waiting[0].card)
            assert "Name min" in card
            [first] = waiting
            boss, now = work.people.get("boss"), here.clock.now()
            own = Card("praise", "Own", (Heading("Own figures"),))
            enqueue(
                work,
                own,
                key="own",
                to=present(boss),
                kind="praise",
                priority=Priority.PRAISE,
                now=now,
                merge="daily",
                subject_id="boss",
            )
            members = [present(first), present(work.outbox.get("own"))]
            work.outbox.merged(members, into="digest:boss:1", at=now)
            enqueue(
                work,
                merge([card_from_json(member.card) for member in members], present(boss)),
                key="digest:boss:1",
                to=present(boss),
                kind="digest",
                priority=Priority.NUDGE,
                now=now,
            )
            work.people.put([{"id": "min", "manager_id": "other"}])

        out = await morning(here)

        assert "Own figures" in out.words("boss")
        assert "Name min" not in out.words("boss")
        assert any(card.kind == Occasion.NUDGE for card in out.got["other"])


def everything_of(card: str) -> str:
    return everything(card_from_json(card))


async def test_a_list_of_talks_is_written_anew_when_somebody_on_it_has_moved(storage: Storage) -> None:
    async with chat(storage, now=datetime.fromisoformat("2026-11-26T09:00+08:00")) as here:
        furnish(here)
        with here.work() as work:
            tick(work, now=here.clock.now() + timedelta(hours=3))
            due = [delivery for delivery in work.outbox.find(person_id="boss") if delivery.kind == "one_on_one"]
            assert due, "there are open one-on-ones at the end of the month"
            assert "Name min" in everything_of(due[0].card)
            work.people.put([{"id": "min", "manager_id": "other"}])

        out = await morning(here)

        assert "Name min" not in out.words("boss")
        assert "Name bo" in out.words("boss")


async def test_a_list_of_talks_of_a_manager_who_has_left_ends_and_keeps_nothing_back(storage: Storage) -> None:
    async with chat(storage, now=datetime.fromisoformat("2026-11-26T09:00+08:00")) as here:
        furnish(here)
        with here.work() as work:
            tick(work, now=here.clock.now() + timedelta(hours=3))
            (due,) = [delivery for delivery in work.outbox.find(person_id="boss") if delivery.kind == "one_on_one"]
            work.people.put([{"id": "boss", "left_on": here.clock.now().date() - timedelta(days=1)}])

        out = await morning(here)

        assert "boss" not in out.got
        with here.work() as work:
            assert (present(work.outbox.get(due.key)).state.value, present(work.outbox.get(due.key)).detail) == (
                "failed",
                "left",
            )


async def test_an_answer_that_waited_does_not_go_to_who_may_not_ask_any_more(storage: Storage) -> None:
    async with chat(storage) as here:
        furnish(here)
        await here.say("hr1", "person Name min")
        take_role(here, "hr1")

        out = await morning(here)

        assert "360" not in out.words("hr1")
        assert here.t("delivery-changed") in out.words("hr1")


async def test_a_move_whose_day_has_begun_counts_also_before_the_clock_was_asked(storage: Storage) -> None:
    async with chat(storage) as here:
        furnish(here, sent=False)
        with here.work() as work:
            tomorrow = here.clock.now().date() + timedelta(days=1)
            moved = [{"id": "min", "manager_id": "other", "effective_from": tomorrow}]
            posting.put(work, moved, by="people list", now=here.clock.now())
            assert present(work.people.get("min")).manager_id == "boss"

        out = await morning(here)

        assert not any(card.kind == Occasion.NUDGE for card in out.got.get("boss", []))
        assert any(card.kind == Occasion.NUDGE for card in out.got["other"])


async def test_one_message_that_cannot_be_weighed_waits_and_holds_up_no_other(storage: Storage) -> None:
    async with chat(storage) as here:
        here.hire("ana", "bo")
        with here.work() as work:
            for who in ("ana", "bo"):
                card, to = Card("praise", "Hello", (Heading("Hello"),)), work.people.get(who)
                enqueue(
                    work, card, key=who, to=present(to), kind="praise", priority=Priority.REPLY, now=here.clock.now()
                )

        def unreadable(_work: object, delivery: Delivery, _now: datetime) -> None:
            if delivery.key == "ana":
                raise LookupError(delivery.key)

        terms = Terms("test", merge=merge, doubted=doubted, render=unreadable)
        run_in_work = UnitOfWorkRunner(here.storage)
        claims = await take(run_in_work, here.platform, terms, clock=here.clock, limit=9)
        run_in_work.close()

        assert [claim.delivery.key for claim in claims] == ["bo"]
        with here.work() as work:
            assert present(work.outbox.get("ana")).not_before > here.clock.now()


async def test_an_answer_about_a_case_a_held_value_or_a_request_goes_as_it_was_written(storage: Storage) -> None:
    async with chat(storage) as here:
        furnish(here)
        with here.work() as work:
            for kind in MESSAGES.by_kind:
                card, to = Card(kind, kind, (Heading(f"answer {kind}"),)), work.people.get("min")
                enqueue(
                    work,
                    card,
                    key=f"reply:slack:{kind}",
                    to=present(to),
                    kind=kind,
                    priority=Priority.REPLY,
                    now=here.clock.now(),
                )
            assert [
                MESSAGES.render(work, present(work.outbox.get(f"reply:slack:{kind}")), here.clock.now())
                for kind in MESSAGES.by_kind
            ] == [None] * len(MESSAGES.by_kind)


async def test_a_held_value_goes_to_nobody_who_decides_no_more(storage: Storage) -> None:
    async with chat(storage) as here:
        furnish(here)
        with here.work() as work:
            held = Card("held", "Held", (Heading("Min: 4,600,000?"),))
            enqueue(
                work,
                held,
                key="held:1:ana",
                to=present(work.people.get("ana")),
                kind="held",
                priority=Priority.DEADLINE,
                now=here.clock.now(),
            )
        take_role(here, "ana", Role.ADMIN)

        out = await morning(here)

        assert "4,600,000" not in out.words("ana")


async def test_nobody_rates_a_message_that_never_reached_them(storage: Storage) -> None:
    async with chat(storage) as here:
        furnish(here, sent=False)
        with here.work() as work:
            [key] = [delivery.key for delivery in work.outbox.find() if delivery.kind == Occasion.NUDGE]
            work.people.put([{"id": "min", "manager_id": "other"}])
        await morning(here)

        answer = await here.click("boss", Action("feedback.useful", (("key", key),)))

        assert isinstance(answer, Notice)


async def test_an_old_digest_is_not_drawn_again_for_who_may_not_see_all_of_it_any_more(
    way: Way, storage: Storage
) -> None:
    async with chat(storage, way) as here:
        furnish(here)
        with here.work() as work:
            boss = work.people.get("boss")
            assert boss
            weekly(work, boss, period_of(here.clock.now().date(), Grain.WEEK), now=here.clock.now(), unmet=["Name min"])
            (key,) = [delivery.key for delivery in work.outbox.find(person_id="boss") if delivery.kind == "week"]
        out = await morning(here)
        assert "Name min" in out.words("boss")
        rating = Action("feedback.not_useful", (("key", key),))

        still = await here.click("boss", rating)
        move(here, "min", "other")
        answer = await here.click("boss", rating)

        assert isinstance(still, Settled)
        assert "Name min" in everything(still.card)
        assert isinstance(answer, Notice)
        with here.work() as work:
            assert work.feedback.opinions() == {"week": (1, 0)}
