"""The demo: two sample companies, months of their work day by day, on a local Slack and a local DingTalk.

One installation is one company: each of the two has a bot and a database of its own, as it would have in earnest, so
that nobody of the one ever sees anybody of the other.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import threading
import time
from collections import Counter, deque
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from datetime import time as clock_time
from datetime import timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp

from bot.app import App, build
from bot.database import open_database
from bot.delivery.domain.delivery import REDRAW, DeliveryState
from bot.delivery.services.notice import introduce_everybody
from bot.demo.gallery import fill
from bot.demo.script import deeds
from bot.demo.stage import StageClock, StageRouter, call, cast_of, settings_for
from bot.demo.story import AUTOPARTS, COMPANIES, END, START, StoryError, agenda, set_the_scene
from bot.kit.calendar import instant
from bot.kit.errors import BotError
from bot.sandbox.server import serve_in_thread
from bot.talks.domain.one_on_one import AHEAD

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.demo.story import Moment
    from bot.work import Work
    from storage.storage import Storage

ASKED = clock_time(9, 31)
SHOWN = 24


def run(*, port: int, headless: bool, quiet: bool) -> dict[str, Any]:
    """Play the story and return its counts; without ``headless`` the page is then served until interrupted."""
    with tempfile.TemporaryDirectory(prefix="jinbu-demo-", ignore_cleanup_errors=True) as folder:
        return asyncio.run(_play(Path(folder), port=port, headless=headless, quiet=quiet))


def serve_sandbox(*, port: int) -> None:
    """Serve the local Slack, the local DingTalk and the page until interrupted."""
    sandbox = serve_in_thread(port=port)
    fill(sandbox.url)
    print(f"The sandbox is at {sandbox.url}; point the bot at it with\n", file=sys.stderr)  # noqa: T201
    for name, value in _environment(sandbox.url).items():
        print(f"{name}={value}")  # noqa: T201
    with suppress(KeyboardInterrupt):
        threading.Event().wait()
    sandbox.stop()


async def _play(folder: Path, *, port: int, headless: bool, quiet: bool) -> dict[str, Any]:
    async with performed(folder, port=port, quiet=quiet) as stage:
        if not headless:
            await asyncio.to_thread(fill, stage.url)
            print(f"\nBoth chats, and you can be anybody in them: {stage.url}", file=sys.stderr)  # noqa: T201
            await stage.go_on()
        return stage.outcome


@dataclass(frozen=True, slots=True)
class DemoStage:
    """The story at its end: both companies' bots, connected to the sandbox at ``url``, and what was counted."""

    url: str
    apps: Mapping[str, App]
    clock: StageClock
    outcome: dict[str, Any]

    async def go_on(self) -> None:
        """Let time go on at its own speed, with both bots at work, until cancelled."""
        self.clock.go_live()
        await asyncio.gather(*(app.work() for app in self.apps.values()))


@asynccontextmanager
async def performed(folder: Path, *, port: int = 0, quiet: bool = True) -> AsyncIterator[DemoStage]:
    """Play the story, with the databases in a folder, and keep everything up at its end for the length of the block."""
    began = time.monotonic()
    clock = StageClock(START)
    sandbox = serve_in_thread(clock.now, port=port)
    apps: dict[str, App] = {}
    failed: list[str] = []
    try:
        for company in COMPANIES:
            settings = settings_for(sandbox.url, folder, platform=company.platform, admin=company.admin)
            router = partial(StageRouter, failed=failed, company=company.name)
            app = apps[company.key] = build(settings, storage=open_database(settings), clock=clock, make_router=router)
            await asyncio.to_thread(set_the_scene, app.storage, company, now=clock.now())
            await app.run_in_work(introduce_everybody, now=clock.now())
        storages = {key: app.storage for key, app in apps.items()}
        call(sandbox.url, "/sandbox/seed", cast_of(storages))
        async with AsyncExitStack() as stack:
            for app in apps.values():
                await stack.enter_async_context(app.online())
            http = await stack.enter_async_context(aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60)))
            port = await stack.enter_async_context(apps[AUTOPARTS.key].serving(0))
            moments = agenda(f"http://127.0.0.1:{port}")
            for company in COMPANIES:
                people = await apps[company.key].run_in_work(lambda work: work.people.all())
                moments += deeds(company, people, http=http, url=sandbox.url)
            with _progress(quiet=quiet) as tell:
                await _perform(apps, clock, sorted(moments, key=lambda moment: moment.at), tell, failed)
            counts = _outcome(storages, sandbox.url)
            outcome = counts | {"failed": failed, "seconds": round(time.monotonic() - began, 1)}
            if not quiet:
                _show(storages.values(), outcome)
            yield DemoStage(sandbox.url, apps, clock, outcome)
    finally:
        for app in apps.values():
            await app.close()
        sandbox.stop()


async def _perform(
    apps: Mapping[str, App],
    clock: StageClock,
    moments: list[Moment],
    tell: Callable[[datetime, str], None],
    failed: list[str],
) -> None:
    """Go from one instant at which something happens to the next: data comes, the clock is asked, words are due.

    What does not go as it is written is noted in ``failed``, and the story goes on.
    """
    zones = {zone for app in apps.values() for zone in await app.run_in_work(lambda work: work.job_runs.timezones())}
    arrivals, questions = deque(moments), deque(_questions(sorted(zones)))
    reminder: datetime | None = None
    while clock.now() < END:
        while arrivals and arrivals[0].at <= clock.now():
            moment = arrivals.popleft()
            tell(clock.now(), moment.what)
            try:
                await moment.arrive(apps[moment.company])
            except (StoryError, BotError, TimeoutError, aiohttp.ClientError) as fault:
                failed.append(f"{moment.at:%Y-%m-%d %H:%M} UTC, {moment.what}: {str(fault) or type(fault).__name__}")
        asked = reminder is not None and reminder <= clock.now()
        while questions and questions[0] <= clock.now():
            questions.popleft()
            asked = True
        for app in apps.values():
            if asked:
                await app.tick()
            await app.workers.settle()
        due = [at for app in apps.values() if (at := await app.workers.next_due())]
        reminders = [at for app in apps.values() if (at := await app.run_in_work(_next_reminder, now=clock.now()))]
        reminder = min(reminders, default=None)
        stops = [END, *(arrival.at for arrival in islice(arrivals, 1)), *islice(questions, 1), *due, *reminders]
        tell(clock.now(), "")
        clock.move_to(max(min(stops), clock.now() + timedelta(seconds=1)))


def _next_reminder(work: Work, *, now: datetime) -> datetime | None:
    """Return when the clock is to be asked so that a meeting is brought up before it."""
    ahead = now + AHEAD
    return min(
        (
            meeting.next_at - AHEAD
            for meeting in work.one_on_ones.planned(since=ahead, until=END)
            if meeting.next_at and meeting.next_at > ahead
        ),
        default=None,
    )


def _questions(zones: list[str]) -> Iterator[datetime]:
    """Yield the instants at which the clock is asked anyway: every morning in every zone."""
    days = [START.date() + timedelta(days=number) for number in range((END - START).days + 1)]
    found = {instant(day, ASKED, timezone=zone) for day in days for zone in zones}
    return iter(sorted(moment for moment in found if START <= moment <= END))


def _outcome(storages: Mapping[str, Storage], url: str) -> dict[str, Any]:
    """Count what is stored of all companies, and let the sandbox count what arrived."""
    counts: Counter[str] = Counter()
    deliveries: list[Delivery] = []
    for storage in storages.values():
        with storage.work() as work:
            counts.update({name: work.count(name) for name in ("person", "reading", "delta", "signal")})
            deliveries += work.outbox.find()
    # A redraw changes a message in its place.
    out = [delivery for delivery in deliveries if delivery.state is DeliveryState.SENT and delivery.kind != REDRAW]
    audit = call(url, "/sandbox/audit", {"expected": [delivery.opaque for delivery in out]})
    return {
        "companies": [company.name for company in COMPANIES],
        "people": counts["person"],
        "readings": counts["reading"],
        "deltas": counts["delta"],
        "signals": counts["signal"],
        "deliveries": {company.platform: _counts(deliveries, company.platform) for company in COMPANIES},
        "lost": audit["lost"],
        "duplicates": audit["duplicates"],
    }


def _counts(deliveries: list[Delivery], platform: str) -> dict[str, int]:
    mine = [delivery for delivery in deliveries if delivery.platform == platform]
    return {
        "sent": sum(delivery.state is DeliveryState.SENT for delivery in mine),
        "held": sum(delivery.state is DeliveryState.DUE for delivery in mine),
        "merged": sum(delivery.state is DeliveryState.MERGED for delivery in mine),
    }


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Callable[[datetime, str], None]]:
    """Show how far the story is, where somebody is looking."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.fields[day]}"), BarColumn(), TimeElapsedColumn(), TextColumn("{task.fields[what]}"))
    console = Console(stderr=True)
    with Progress(*columns, console=console, disable=quiet or not console.is_terminal) as bar:
        task = bar.add_task("story", total=(END - START).total_seconds(), day=str(START.date()), what="")

        def tell(now: datetime, what: str) -> None:
            bar.update(task, completed=(now - START).total_seconds(), day=str(now.date()))
            if what:
                bar.update(task, what=what)

        yield tell


def _show(storages: Iterable[Storage], outcome: dict[str, Any]) -> None:
    """Print who was told what, and why, as a table; the newest of each kind first."""
    from rich.console import Console
    from rich.table import Table

    from bot.messages.codec import card_from_json

    told_of: list[tuple[Delivery, str]] = []
    for storage in storages:
        with storage.work() as work:
            names = {person.id: person.name for person in work.people.all()}
            found = [delivery for delivery in work.outbox.find() if delivery.state is DeliveryState.SENT]
        told_of += [(delivery, names.get(delivery.person_id, delivery.person_id)) for delivery in found]
    sent = [delivery for delivery, _ in told_of]
    kinds = Counter(delivery.kind for delivery in sent)
    newest: list[tuple[Delivery, str]] = []
    for kind, _ in kinds.most_common():
        of_kind = sorted((told for told in told_of if told[0].kind == kind), key=_when)
        newest += of_kind[-SHOWN // len(kinds) :]
    table = Table(title="Who was told what, and why", title_justify="left", box=None, pad_edge=False)
    for column in ("when", "to", "kind", "why", "notification"):
        table.add_column(column, overflow="fold")
    for delivery, name in sorted(newest, key=_when):
        when = f"{delivery.sent_at:%d %b %H:%M}" if delivery.sent_at else ""
        why = delivery.rule or "new figures"
        table.add_row(when, name, delivery.kind, why, card_from_json(delivery.card).summary)
    console = Console()
    console.print(table)
    told = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    console.print(f"\n{len(sent)} messages: {told}")
    console.print(f"counted by the sandbox: {outcome['lost']} lost, {outcome['duplicates']} twice")
    console.print(f"steps of the story that failed: {len(outcome['failed'])}")
    for line in outcome["failed"]:
        console.print(f"  {line}", markup=False)


def _when(told: tuple[Delivery, str]) -> datetime:
    return told[0].sent_at or told[0].created_at


def _environment(url: str) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": "xoxb-sandbox",
        "SLACK_APP_TOKEN": "xapp-sandbox",
        "SLACK_API_URL": f"{url}/slack/api/",
        "DINGTALK_CLIENT_ID": "dingsandbox",
        "DINGTALK_CLIENT_SECRET": "sandbox-secret",
        "DINGTALK_OPENAPI_ENDPOINT": f"{url}/dingtalk/api",
        "DINGTALK_OAPI_ENDPOINT": f"{url}/dingtalk/oapi",
    }
