"""What filling in costs when everybody does it at once: how long answers take with 2,000 people, against 20.

Half of them fill in the self-review in modals on Slack, half in cards on DingTalk, in one bot. Where no card can be
shown, everybody is asked question by question; that is a line of its own.
"""

from __future__ import annotations

import asyncio
import gc
import random
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from bot.bench.forms_people import InCard, InDialogue, InModal, Screens, typed
from bot.bench.row import row
from bot.bench.wire import accounts, both, environment, prepare, process, sandbox
from bot.database import open_database
from bot.delivery.domain.pause import Pause, Reach
from bot.demo.stage import settings_for
from bot.kit.period import Period
from bot.people.domain.permission import Role
from bot.reviews.domain.cycle import Cycle, Schedule
from bot.reviews.services import cycle as cycles
from bot.reviews.services import form_template
from bot.runtime.clockwork import SystemClock
from handlers import tick

if TYPE_CHECKING:
    from datetime import datetime

    from bot.bench.forms_people import Filling
    from bot.sandbox.server import Sandbox
    from bot.settings import Settings
    from storage.storage import Storage

_FEW, _TEAM = 20, 8
_FEW_TYPE = 0.1
"""What few people type of the seconds that many do: they have the bot nearly to themselves all the same."""
_UNLIMITED: Final = {
    "slack": {"tier_factor": 0, "messages_per_minute": 0, "messages_per_second": 0},
    "dingtalk": {"calls_per_second": 0, "calls_per_month": 0, "pushes_per_month": 0, "duplicate_frame": 0.05},
}
"""What the platforms let through is measured by another benchmark; of DingTalk's frames some come twice."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who fills in at the same time, by platform, and how: ``opening`` seconds to open the form, all one after another.

    Then each types for about ``typing`` seconds before they send something. ``cards`` says whether DingTalk can show
    any.
    """

    name: str
    people: int
    ways: dict[str, type[Filling]]
    opening: float
    typing: float
    cards: bool = True

    @property
    def said(self) -> str:
        """How they are asked, as the report names it."""
        return "in modals and cards" if self.cards else "in dialogues"


FORMS: Final = Crowd("forms", 2_000, {"slack": InModal, "dingtalk": InCard}, opening=80.0, typing=90.0)
"""Four pages in six minutes: faster than the ten that a self-review is said to take."""
ASKED: Final = Crowd("forms-asked", 600, {"dingtalk": InDialogue}, opening=40.0, typing=30.0, cards=False)
"""As many as DingTalk lets a robot answer: 20 messages a second."""


def run(*, crowd: Crowd = FORMS, few: int = _FEW) -> list[dict[str, Any]]:
    """Let a crowd fill in their self-review at the same time, and few people.

    All have the form open before the first sends anything in, and go on page by page, or question by question, until
    all is sent in. Every answer has to be stored once, as it was typed. The value is the mean time for which somebody
    waited for an answer, until they saw it.

    Raises:
        AssertionError: when something typed was lost, changed or stored twice.
    """
    people = crowd.people
    gc.disable()  # as for the benchmark of an answer
    try:
        least = asyncio.run(_measure(crowd, few, opening=crowd.opening * few / people, typing=crowd.typing * _FEW_TYPE))
        most = asyncio.run(_measure(crowd, people, opening=crowd.opening, typing=crowd.typing))
    finally:
        gc.enable()
    floor = f"{few:,} people {crowd.said}, not {people:,}"
    return [row(crowd.name, most * 1000, least * 1000, unit="ms", floor=floor, bound=3.0)]


async def _measure(crowd: Crowd, people: int, *, opening: float, typing: float) -> float:
    clock = SystemClock()
    each = people // len(crowd.ways)
    with TemporaryDirectory(prefix="jinbu-bench-") as name:
        folder = Path(name)
        settings = _settings("http://127.0.0.1:9", folder, crowd)
        prepare(settings, people=each)
        with closing(open_database(settings)) as storage:
            _settle(storage, _ids(crowd, each), now=clock.now())
        async with sandbox(people=each, clock=clock) as place:
            place.world.board.change(_UNLIMITED)
            given = environment(_settings(place.url, folder, crowd))
            async with process(["-m", "bot.bench.forms_bot"], folder=folder, environment=given) as child:
                links = {"slack": place.slack.links, "dingtalk": place.dingtalk.links}
                await both(child, [links[platform].arrived(60) for platform in crowd.ways], folder=folder)
                seconds = await _fill(place, crowd, each, opening=opening, typing=typing)
        with closing(open_database(settings)) as storage:
            _check(storage, _ids(crowd, each))
    return fmean(seconds)


async def _fill(place: Sandbox, crowd: Crowd, each: int, *, opening: float, typing: float) -> list[float]:
    """Return the seconds of all answers."""
    dice, clock = random.Random(20261102), SystemClock()  # noqa: S311 - how long somebody types

    async def pause() -> None:
        await clock.sleep(dice.uniform(0.5, 1.5) * typing)

    async def opened(person: Filling, after: float) -> None:
        await clock.sleep(after)
        await person.open()

    async with Screens.of(place) as screens:
        known = accounts(each)
        users = [(way, user) for platform, way in crowd.ways.items() for user in known[platform]]
        filling = [way(screens, user, number, pause) for number, (way, user) in enumerate(users)]
        order = dice.sample(filling, len(filling))
        for way in crowd.ways.values():  # a bot that has just started is asked for the first time
            first = next(person for person in order if isinstance(person, way))
            await first.open()
            order.remove(first)
            first.seconds.clear()
        gap = opening / max(len(order), 1)
        await asyncio.gather(*(opened(person, gap * turn) for turn, person in enumerate(order)))
        await asyncio.gather(*(person.fill() for person in filling))
    return [seconds for person in filling for seconds in person.seconds]


def _settings(url: str, folder: Path, crowd: Crowd) -> Settings:
    settings = settings_for(url, folder)
    changes: dict[str, object] = {"monthly_calls": 10**6}
    if not crowd.cards:
        changes["card_template_id"] = ""
    given: dict[str, object] = {"dingtalk": settings.dingtalk.model_copy(update=changes)}
    if "slack" not in crowd.ways:
        given["slack"] = settings.slack.model_copy(update={"bot_token": type(settings.slack.bot_token)("")})
    return settings.model_copy(update=given)


def _ids(crowd: Crowd, each: int) -> list[str]:
    return [f"{platform}-{user}" for platform in crowd.ways for user in accounts(each)[platform]]


def _settle(storage: Storage, ids: list[str], *, now: datetime) -> None:
    """Let a cycle run in which everybody writes, each led by one of them.

    What the clock owes them is done, and nothing goes out but answers.
    """
    days = [now.date() + timedelta(days=20 * turn) for turn in range(5)]
    draft = Cycle(
        no=0,
        name="2026",
        period=Period(now.date() - timedelta(days=180), now.date() - timedelta(days=1)),
        template="self_review",
        template_version=1,
        schedule=Schedule(opens=days[0], self_due=days[1], manager_due=days[2], meet_by=days[3], closes=days[4]),
        units=("bench",),
    )
    with storage.work() as work:
        work.people.put(
            [
                {
                    "id": person,
                    "manager_id": ids[place // _TEAM] if place else None,
                    "locale": "zh-CN" if person.startswith("dingtalk") else "en",
                    "department": "bench",
                }
                for place, person in enumerate(ids)
            ]
        )
        work.permissions.give(ids[0], Role.HR, by="bench", at=now)
        form_template.seed(work, now=now)
        (author,) = [person for person in work.people.all() if person.id == ids[0]]
        cycles.start(work, author, cycles.plan(work, author, draft, now=now).no, now=now)
        work.pauses.begin(Pause(Reach.ALL, "", "bench", now))
    done = True
    while done:  # so many reviews at a time
        with storage.work() as work:
            done = bool(tick(work, now=now))


def _check(storage: Storage, ids: list[str]) -> None:
    """Hold what is stored against what everybody typed: each answer once, and nothing left half way."""
    wrong, left = [], []
    with storage.work() as work:
        for number, person in enumerate(ids):
            (review,) = work.reviews.of(person)
            if [dict(version.values) for version in work.review_answers.versions(review.no)] != [typed(number)]:
                wrong.append(person)
        left = [number for number in range(1, 2 * len(ids) + 1) if work.drafts.by_number(number)]
    if wrong or left:
        raise AssertionError(f"not stored once as typed: {wrong[:5]} of {len(wrong)}; {len(left)} left half way")
