"""A round of reviews over the wire, from the first question to the closed review, by hand in each kind of form.

Which mode goes with which platform changes from story to story; all of them in both languages are for the soak.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import time, timedelta
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from bot.demo.hands import variables
from bot.demo.stage import TEMPLATE_ID
from bot.growth.domain.plan import PlanState
from bot.growth.services.plan import keep
from bot.kit.calendar import instant
from bot.kit.identity import Identity
from bot.kit.period import Period
from bot.messages.card import Action
from bot.people.domain.permission import Role
from bot.reviews.domain.cycle import Cycle, FillOrder, Schedule
from bot.reviews.services import cycle as cycles
from bot.reviews.services import form_template
from bot.sandbox.dingtalk.state import CORP
from bot.sandbox.slack.views import TRIGGER_LIFE
from tests.chat import give
from tests.e2e.hands import Hands, pressable, text
from tests.e2e.town import MANAGER, MONDAY, ZONES, Town, account, eventually, town
from tests.reviewing import VIEW, schedule, self_review

if TYPE_CHECKING:
    from pathlib import Path

    from bot.reviews.domain.review import Review

Json = dict[str, Any]
WEI = "W1"
ASK = {"en": "review", "zh-CN": "考核"}
NO_MORE = "2"
WAYS = {"modal": ("slack", True), "card": ("dingtalk", True), "dialogue": ("dingtalk", False)}
EVERYDAY = {
    ("modal", FillOrder.PARALLEL, "en"),
    ("card", FillOrder.MANAGER_FIRST, "zh-CN"),
}
STORIES = [
    pytest.param(*story, marks=() if story in EVERYDAY else (pytest.mark.soak,))
    for story in product(WAYS, FillOrder, ("en", "zh-CN"))
]


def a_round(here: Town, order: FillOrder, locale: str) -> None:
    """Let a cycle run for everybody, and let them all read one language."""
    with here.app.storage.work() as work:
        work.people.put([{"id": person.id, "locale": locale} for person in work.people.all()])
        give(work, MANAGER, Role.HR)
        form_template.seed(work, now=here.clock.now())
        author = work.people.get(MANAGER)
        assert author
        draft = Cycle(
            no=0,
            name="H2",
            period=Period(MONDAY - timedelta(days=180), MONDAY - timedelta(days=1)),
            template="self_review",
            template_version=1,
            schedule=_days(order),
            order=order,
        )
        planned = cycles.plan(work, author, draft, now=here.clock.now())
        cycles.start(work, author, planned.no, now=here.clock.now())


def _days(order: FillOrder) -> Schedule:
    """Return the days of a cycle: whoever writes first has the earlier one."""
    usual = schedule()
    if order is FillOrder.MANAGER_FIRST:
        return schedule(self_due=usual.manager_due, manager_due=usual.self_due)
    return usual


def review_of(here: Town, person: str = WEI) -> Review:
    with here.app.storage.work() as work:
        (found,) = work.reviews.of(person)
    return found


class Writer:
    """One of the two, by hand: asks for the review, presses what it offers, and fills in what is asked."""

    def __init__(self, here: Town, person: str, locale: str, *, forms: bool) -> None:
        self.here, self.person, self.locale, self.forms = here, person, locale, forms
        self.hands = Hands(here, person)

    @property
    def user(self) -> str:
        """Their account."""
        return account(self.hands.platform, self.person)

    async def read(self, *holding: str) -> str:
        """Ask for the review, and read it once it holds these words."""
        await self._ask()
        return text(await self.hands.got(*holding))

    async def press(self, route: str, **args: str) -> None:
        """Ask for the review, and press a button of it, or say its number where there are none."""
        await self.hands.catch_up()
        await self._ask()
        if self.forms:
            card = await self.hands.got(offering=route)
            found = next(entry for entry in pressable(card) if _means(_action(card, entry["id"]), route, args))
            await self.hands._ask("click", platform=self.hands.platform, message=card["id"], action=found["id"])
            return
        await self.hands.got()
        found_numbers: list[int] = []

        async def offered() -> bool:
            """A number means what stands in the newest message: news may have come before the answer."""
            await self.here.settle()
            number = self._number(route, args)
            found_numbers[:] = [] if number is None else [number]
            return bool(found_numbers)

        await eventually(offered)
        await self.hands.write(str(found_numbers[0]))

    async def write(self, **values: str) -> None:
        """Fill in one's part, page by page or question by question, and send it in."""
        await self.press("review.write")
        await (self.fill(values) if self.forms else self._answer(values))
        await self.hands.catch_up()

    async def fill(self, values: dict[str, str]) -> None:
        """Fill in the form that stands there, page by page."""
        more = True
        while more:
            more = await self.page(values)

    async def page(self, values: dict[str, str]) -> bool:
        """Fill in the page that stands there; says whether another follows."""
        form = await self.hands.form()
        asked = _asked(form)
        await self.hands.fill(form, **{name: value for name, value in values.items() if name in asked})
        return await self._another(form, asked)

    async def _ask(self) -> None:
        whose = f" Person {WEI}" if self.person == MANAGER else ""
        await self.hands.write(f"{ASK[self.locale]}{whose}")

    async def _another(self, before: Json, asked: set[str]) -> bool:
        """Wait until another page or none stands there; says whether there is one."""
        found: list[Json] = []

        async def turned() -> bool:
            await self.here.settle()
            found[:] = (await self.hands.forms())[-1:]
            return not found or _asked(found[0]) != asked or found[0]["id"] != before["id"]

        await eventually(turned)
        return bool(found)

    async def _answer(self, values: dict[str, str]) -> None:
        """Answer the questions one by one, by which is open."""

        async def at() -> str:
            await self.here.settle()
            with self.here.app.storage.work() as work:
                found = work.dialogues.of(Identity("dingtalk", CORP, self.user))
            return found.asked.name if found and found.asked else ""

        await eventually(at)
        while name := await at():
            await self.hands.write(NO_MORE if name.endswith("+") else values.get(name, "跳过"))

            async def on(before: str = name) -> bool:
                return await at() != before

            await eventually(on)

    def _number(self, route: str, args: dict[str, str]) -> int | None:
        with self.here.app.storage.work() as work:
            offers = work.choices.recall("dingtalk", self.user)
        found = [number for number in offers.newest if _means(offers.open[number].action, route, args)]
        return found[0] if found else None


def _action(card: Json, button: str) -> str:
    """Return what a button asks for, as it is written behind it."""
    blocks = card["payload"].get("blocks") or []
    elements = [element for block in blocks if block["type"] == "actions" for element in block["elements"]]
    return next((str(element["value"]) for element in elements if element["action_id"] == button), button)


def _means(action: str, route: str, args: dict[str, str]) -> bool:
    """Say whether an action asks for a route with these arguments."""
    meant = Action.decoded(action.partition(":")[2] if action[:1].isdigit() else action)
    return meant.name == route and args.items() <= dict(meant.args).items()


def _asked(form: Json) -> set[str]:
    if "blocks" in form:
        return {block["block_id"] for block in form["blocks"] if block["type"] == "input"}
    return {entry["name"] for entry in json.loads(variables(form)["form"])["fields"]}


async def _told(here: Town, *people: Writer) -> None:
    """Let the clock ask, and what waits go out."""
    await here.app.tick()
    await here.settle()
    for person in people:
        await person.hands.catch_up()


@pytest.mark.parametrize(("way", "order", "locale"), STORIES)
async def test_a_round_goes_from_the_first_question_to_the_closed_review(
    way: str, order: FillOrder, locale: str, tmp_path: Path
) -> None:
    platform, forms = WAYS[way]
    start = instant(MONDAY + timedelta(days=1), time(14), timezone=ZONES[platform][1])
    template = {"card_template_id": TEMPLATE_ID if forms else ""}
    async with town(tmp_path, platform, start=start, dingtalk=template) as here:
        a_round(here, order, locale)
        wei, lead = (Writer(here, person, locale, forms=forms) for person in (WEI, MANAGER))
        own, view = self_review(locale), VIEW[locale]
        await _told(here, wei, lead)

        first, second = (lead, wei) if order is FillOrder.MANAGER_FIRST else (wei, lead)
        for writer in (first, second):
            await writer.write(**(own if writer is wei else view))
        assert view["view.strengths"] in await wei.read(view["view.strengths"])
        assert own["strengths.1.behaviour"] in await lead.read(own["strengths.1.behaviour"])

        if order is not FillOrder.MANAGER_FIRST or review_of(here).revised_at is None:
            await wei.press("review.leave")
            await eventually(lambda: _stands(here, "revised_at"))
        await lead.press("review.hold")
        await eventually(lambda: _stands(here, "held_at"))
        await _told(here, wei, lead)
        for writer, agrees, stands in ((wei, "0", "employee_confirmed_at"), (lead, "1", "manager_confirmed_at")):
            await writer.press("review.confirm", agrees=agrees)
            await eventually(partial(_stands, here, stands))
        confirmed = review_of(here)
        assert (confirmed.employee_agrees, confirmed.manager_agrees) == (False, True), "seen is not agreed"

        with here.app.storage.work() as work:
            (plan,) = work.plans.of_review(confirmed.no)
            person = work.people.get(WEI)
            assert person
            assert plan.goal == own["plan.1.goal"]
        await here.app.tick()
        assert review_of(here).closed_at is None, "nothing closes before its plan has run"
        with here.app.storage.work() as work:
            keep(work, person, replace(plan, state=PlanState.DONE), by=WEI, now=here.clock.now())
        await here.app.tick()
        assert review_of(here).closed_at
        with here.app.storage.work() as work:
            kept = work.review_answers.versions(confirmed.no)
        assert sorted(str(version.filler) for version in kept) == ["employee", "manager"], "each part counts once"
        assert {frozenset(version.values.items()) for version in kept} == {
            frozenset(own.items()),
            frozenset(view.items()),
        }


async def _stands(here: Town, what: str) -> bool:
    await here.settle()
    return getattr(review_of(here), what) is not None


async def test_a_trigger_that_is_too_old_gives_a_fresh_button_with_everything_kept(tmp_path: Path) -> None:
    start = instant(MONDAY + timedelta(days=1), time(14), timezone=ZONES["slack"][1])
    async with town(tmp_path, "slack", start=start) as here:
        a_round(here, FillOrder.EMPLOYEE_FIRST, "en")
        wei = Writer(here, WEI, "en", forms=True)
        await _told(here, wei)
        own = self_review("en")
        await wei.press("review.write")
        assert await wei.page(own)
        (modal,) = await wei.hands.forms()
        await here.control("/sandbox/close", {"user": wei.user, "view": modal["id"]})

        await here.fault("slack", slow_ms=600)
        await wei.hands.catch_up()
        await wei._ask()
        card = await wei.hands.got(offering="review.write")
        await wei.hands.press(card, "review.write")
        here.clock.move_to(here.clock.now() + TRIGGER_LIFE + timedelta(seconds=1))
        fresh = await wei.hands.got(offering="review.write")
        assert await wei.hands.forms() == [], "the trigger was too old"

        await here.fault("slack", slow_ms=0)
        await wei.hands.press(fresh, "review.write")
        again = await wei.hands.form()
        assert "improvements.1.event" in _asked(again), "it goes on where it stopped"
        await wei.fill(own)
        await eventually(lambda: _stands(here, "self_at"))
        no = review_of(here).no
        with here.app.storage.work() as work:
            (version,) = work.review_answers.versions(no)
        assert dict(version.values) == own
