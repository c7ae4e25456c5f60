"""A long form: kept page by page, gone on with anywhere, seen by nobody else, and sent in once."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from itertools import count
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from bot.messages.card import Action, Card
from bot.messages.draft import PageTurn, TurnTo
from bot.messages.field import standing
from bot.messages.form import Form, flat
from bot.messages.inbound import Notice, RejectedForm, Submission
from bot.messages.sample_form import sample
from bot.people.domain.permission import Act
from handlers import ROUTES, resolve
from handlers.context import Context
from handlers.route import Means, Route
from tests.chat import LOCALES, account, chat, read
from tests.chat import Way as Chatting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.messages.answers import Answers
    from bot.messages.inbound import Inbound, Reply
    from storage.storage import Storage
    from tests.chat import Chat

PROJECT = {
    "projects.1.project": "Project A",
    "projects.1.rate": "120%",
    "projects.1.behaviour": "Led the core module",
    "projects.1.team": "Costs down by 15%",
}
IMPROVE = {"event": "Told the test team late", "impact": "Two days late", "own": "No time agreed", "overall": "4"}
PLAN = {"plan.1.goal": "Bugs fixed in half the time", "plan.1.steps": "Learn the tool", "plan.1.due": "2027-03-31"}
SAID = (*PROJECT.values(), "no", *IMPROVE.values(), *PLAN.values(), "no", "1, 3", "2")
"""The whole form in a talk, where it begins with one project and one goal."""


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Answers]]:
    """Let the bot know the sample form, and collect what is sent in with it."""
    found: list[Answers] = []

    def opened(context: Context, _inbound: Inbound) -> Form:
        return sample(context.t)

    def send(context: Context, inbound: Inbound) -> Notice:
        with context.filling(sample(context.t), inbound) as answers:
            found.append(answers)
        return Notice("Thank you.")

    routes = (Route("sample", opened, Act.USE), Route("sample.send", send, Act.USE, (Means.FORM,)))
    monkeypatch.setattr(resolve, "ROUTES", (*ROUTES, *routes))
    resolve._routes.cache_clear()
    yield found
    resolve._routes.cache_clear()


def hire_everywhere(talk: Chat, *people: str) -> None:
    talk.hire(*people)
    with talk.work() as work:
        work.people.put([{"id": person, "accounts": {name: account(person) for name in LOCALES}} for person in people])


async def opens(talk: Chat, person: str = "ana") -> Reply:
    return await talk.click(person, Action("sample"))


def the_form(reply: Reply) -> Form:
    form = reply.form if isinstance(reply, RejectedForm) else reply
    assert isinstance(form, Form), reply
    return form


async def turn(
    talk: Chat,
    reply: Reply,
    given: Mapping[str, str] = MappingProxyType({}),
    way: TurnTo = TurnTo.NEXT,
    of: str = "",
    *,
    person: str = "ana",
) -> Reply:
    """Leave the page that is shown, with what stands in it and what is typed over that."""
    form = the_form(reply)
    assert form.step
    values = {field.name: standing(field) for field in flat(form.shown)}
    move = PageTurn(form.step.draft, form.step.page, way, of)
    return await talk.arrive(Submission(talk.sender(person), form.action, {**values, **given}, {"view": "V1"}, move))


def drafts(storage: Storage) -> int:
    with storage.work() as work:
        return work.count("draft")


async def test_a_long_form_is_filled_in_page_by_page_and_sent_in_once(storage: Storage, sent: list[Answers]) -> None:
    async with chat(storage) as talk:
        talk.hire("ana")
        first = await opens(talk)
        assert (the_form(first).step.page, the_form(first).last) == (0, False)  # type: ignore[union-attr]

        second = await turn(talk, first, PROJECT)
        third = await turn(talk, second, IMPROVE)
        assert the_form(third).last
        assert sent == []
        assert read(await turn(talk, third, PLAN)) == "Thank you."

    (answers,) = sent
    (project,) = answers.items("projects")
    assert (project.text("project"), project.number("rate")) == ("Project A", Decimal("1.2"))
    assert answers.rating("overall") == 4
    assert answers.items("plan")[0].day("due").isoformat() == "2027-03-31"
    assert (answers.choices("support"), answers.choice("follow")) == ((), "month")
    assert drafts(storage) == 0


@pytest.mark.usefixtures("sent")
async def test_what_is_wrong_with_a_page_is_said_on_it_and_kept(storage: Storage) -> None:
    async with chat(storage) as talk:
        talk.hire("ana")
        again = await turn(talk, await opens(talk), PROJECT | {"projects.1.rate": "a lot", "projects.1.team": ""})

        assert isinstance(again, RejectedForm)
        assert set(again.form.problems) == {"projects.1.rate", "projects.1.team"}
        assert again.form.step
        assert again.form.step.page == 0
        assert {field.name: standing(field) for field in flat(again.form.shown)}["projects.1.rate"] == "a lot"
        assert the_form(await turn(talk, again, PROJECT)).step.page == 1  # type: ignore[union-attr]


@pytest.mark.usefixtures("sent")
async def test_items_are_added_and_removed_and_nothing_typed_is_lost(storage: Storage) -> None:
    async with chat(storage) as talk:
        talk.hire("ana")
        two = await turn(talk, await opens(talk), PROJECT, TurnTo.MORE, "projects")
        second = {name.replace(".1.", ".2."): f"{value}" for name, value in PROJECT.items()} | {
            "projects.2.project": "Project B"
        }
        three = await turn(talk, two, second, TurnTo.MORE, "projects")
        assert len(flat(the_form(three).shown)) == 12
        left = await turn(talk, three, {}, TurnTo.LESS, "projects.1")
        stands = {field.name: standing(field) for field in flat(the_form(left).shown)}
        assert (stands["projects.1.project"], stands["projects.2.project"]) == ("Project B", "")
        after = await turn(talk, left)  # an item in which nothing stands is none
        assert the_form(after).step.page == 1  # type: ignore[union-attr]
        back = await turn(talk, after, {"event": "Half a sen"}, TurnTo.BACK)
        assert the_form(back).step.page == 0  # type: ignore[union-attr]
        again = await turn(talk, back)
        assert {field.name: standing(field) for field in flat(the_form(again).shown)}["event"] == "Half a sen"


@pytest.mark.postgresql  # a draft is opened by an upsert, which each writes in its own way
@pytest.mark.parametrize("asked", [False, True], ids=["card", "asked"])
async def test_a_form_begun_on_slack_is_finished_on_dingtalk(
    storage: Storage, sent: list[Answers], *, asked: bool
) -> None:
    async with chat(storage) as talk:
        hire_everywhere(talk, "ana")
        old = await turn(talk, await opens(talk), PROJECT)
        kept = await turn(talk, old, {"event": IMPROVE["event"]}, TurnTo.KEEP)
        assert read(kept)
        now = talk.clock.now() + timedelta(hours=3)
    async with chat(storage, Chatting("dingtalk", forms=not asked), now=now) as talk:  # the process has ended meanwhile
        reply = await opens(talk)
        if asked:
            assert isinstance(reply, Card)
            assert "Only you see it" in read(reply)
            assert talk.dialogue("ana") == "impact"
            for said in SAID[6:]:
                reply = await talk.say("ana", said)
        else:
            form = the_form(reply)
            assert form.step
            assert form.step.page == 1
            assert "Only you see it" in form.step.status
            third = await turn(talk, reply, IMPROVE)
            reply = await turn(talk, third, PLAN)
        assert read(reply) == "Thank you."
    assert [answers.items("projects")[0].text("project") for answers in sent] == ["Project A"]
    assert [answers.text("event") for answers in sent] == [IMPROVE["event"]]
    async with chat(storage, now=now) as talk:
        talk.numbers = count(100)
        assert read(await turn(talk, old, IMPROVE)) == talk.t("form-closed"), "it comes too late"
    assert len(sent) == 1


async def test_a_talk_asks_for_it_item_by_item_and_may_be_left_and_gone_on_with(
    storage: Storage, sent: list[Answers]
) -> None:
    async with chat(storage, Chatting(forms=False)) as talk:
        talk.hire("ana")
        shown = read(await opens(talk))
        assert all(text in shown for text in ("What went well", "115%", "30 June", "1/"))
        for said in SAID[:6]:
            await talk.say("ana", said)
        assert read(await talk.say("ana", "cancel")) == talk.t("dialogue-kept", title="Your half-year")
        assert talk.dialogue("ana") is None
        await opens(talk)
        assert talk.dialogue("ana") == "impact"
        *rest, last = SAID[6:]
        for said in rest:
            await talk.say("ana", said)
        assert talk.dialogue("ana") == "follow"
        reply = await talk.say("ana", last)

    assert read(reply) == "Thank you."
    (answers,) = sent
    assert [project.text("project") for project in answers.items("projects")] == ["Project A"]
    assert (answers.rating("overall"), answers.choices("support")) == (4, ("training", "tools"))
    assert drafts(storage) == 0


async def test_a_draft_is_nobody_elses(storage: Storage, sent: list[Answers]) -> None:
    async with chat(storage) as talk:
        talk.hire("ana", "bo")
        mine = await turn(talk, await opens(talk), PROJECT)

        assert read(await turn(talk, mine, IMPROVE, person="bo")) == talk.t("form-closed")
        theirs = the_form(await opens(talk, "bo"))
        assert theirs.step
        assert theirs.step.draft != the_form(mine).step.draft  # type: ignore[union-attr]
        assert not any(standing(field) for field in flat(theirs.shown))
    assert sent == []
