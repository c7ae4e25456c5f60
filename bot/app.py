"""The composition root: settings in, a running bot out."""

from __future__ import annotations

import asyncio
import secrets
import socket
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import time, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import structlog

from bot.admin.services import health
from bot.admin.services.budget import LIMIT
from bot.ai.offline import OfflineWriter, choose
from bot.delivery.domain.delivery import billed
from bot.delivery.services import notice
from bot.delivery.services.outbox import SEND_SHARE, Terms, deliver, take
from bot.delivery.views.delivery import doubted, merge, refused
from bot.feedback.domain.feedback import OFFLINE, Occasion
from bot.feedback.services import approval
from bot.feedback.services import feedback as feedbacks
from bot.feedback.services.outline import outline
from bot.intake.services.follow import catch_up
from bot.kit.calendar import instant, local_day
from bot.kit.errors import PlatformError, Rejected, SettingsError, WriterError
from bot.messages.inbound import Sender, Visit
from bot.overview.services import home
from bot.people.domain.audit import What
from bot.platforms.chart import draw
from bot.privacy.services import privacy
from bot.roster.services import directory, role
from bot.rules.domain.default_rules import DEFAULT_RULES
from bot.runtime.clockwork import SystemClock, ticking
from bot.runtime.importer import Importer
from bot.runtime.inlets import Inlets
from bot.runtime.tick import pump
from bot.runtime.web import Way, serve
from bot.runtime.worker import Bell, Hops, drain
from bot.sources import folder
from bot.talks.services import one_on_one
from handlers import MESSAGES, TICKS, WAITING
from handlers.overview.home import outdated
from handlers.router import Router, opens
from handlers.talks.one_on_one import between, offers_times

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
    from contextlib import AbstractAsyncContextManager
    from datetime import datetime

    from bot.delivery.ports.inbox import Offers, Reserved, Told
    from bot.feedback.domain.feedback import Feedback, Outline, Pick
    from bot.feedback.ports.writer import Writer
    from bot.figures.domain.metric import Metric
    from bot.kit.clock import Clock
    from bot.kit.identity import Identity, Profile
    from bot.messages.inbound import Inbound, Reply
    from bot.platforms.dingtalk.connect import DingTalkPlatform
    from bot.platforms.slack.connect import SlackPlatform
    from bot.privacy.domain.privacy import DataRequest
    from bot.roster.domain.account import Account
    from bot.settings import Settings
    from bot.work import Hop, Work
    from storage.database import Storage

log = structlog.get_logger()

L = TypeVar("L")
AT_ONCE = 8
"""Deliveries under way at the same time on one platform: enough to hide its latency; the pace is the platform's."""
LEFT_BEHIND = timedelta(minutes=1)
"""After so long an arrival without an effect belonged to a process that is gone."""
CALENDAR_SECONDS = 1.0
"""What a click may wait for calendars: a form has to open within three seconds."""
DRAFT_LEASE = timedelta(minutes=2)
METERED = "dingtalk"
"""The platform that counts an organisation's calls by the month."""
LOOK_SECONDS = 0.7
"""What ``/health`` waits for any one look: it answers within a second."""
POLL_SECONDS = 5.0
SHORTEST_REST = 0.1
TICK_SECONDS = 20.0
CHECK_SECONDS = 6 * 3600.0
"""Between two readings of the whole database in search of damage."""
NIGHT = time(3, 10)
"""When the platforms' directories are read, by the installation's own clock."""
DIRECTORY_AGAIN = timedelta(minutes=15)


def open_database(settings: Settings, *, strange_key: bool = False) -> Storage:
    """Open the database of the settings, bring its schema up to date, and give a new one the rules to begin with.

    Raises:
        SettingsError: when it cannot be opened, or its audit trail is sealed with another key than the one that is set
            (unless ``strange_key`` lets that be, for whoever wants to look what is wrong).
    """
    from storage import open_storage

    storage = open_storage(
        settings.database_url,
        timezone=settings.timezone,
        locale=settings.locale,
        audit_key=settings.audit_key.get_secret_value().encode() or None,
        audit_watermark=Path(settings.audit_watermark) if settings.audit_watermark else None,
        clock=SystemClock().now,
    )
    with ExitStack() as stack:
        stack.callback(storage.close)
        storage.migrate()
        now = SystemClock().now()
        try:
            with storage.work() as work:
                if not strange_key:
                    work.audit.ready(at=now)
                    health.keep_watermark(work, now=now)
                work.rules.seed(DEFAULT_RULES, author="jinbu", at=now)
                role.first_admins(work, settings.admins.split(","), now=now)
        except OSError as error:
            raise SettingsError(f"JINBU_AUDIT_WATERMARK: {settings.audit_watermark}: {error.strerror}") from None
        stack.pop_all()
    return storage


@dataclass(slots=True)
class App:
    """A wired bot; ``platforms`` holds those that are on, by name."""

    settings: Settings
    storage: Storage
    clock: Clock
    writer: Writer
    hop: Hops
    router: Router
    inlets: Inlets
    owner: str
    platforms: dict[str, SlackPlatform | DingTalkPlatform] = field(default_factory=dict)
    bells: dict[str, Bell] = field(default_factory=dict)
    _directories: dict[str, datetime] = field(default_factory=dict)
    _looking: dict[str, tuple[asyncio.Future[Any] | None, Any]] = field(default_factory=dict)
    importer: Importer = field(init=False)

    def __post_init__(self) -> None:
        self.importer = Importer(
            self.storage,
            self.hop,
            platforms=self.platforms,
            clock=self.clock,
            owner=self.owner,
            timezone=self.settings.timezone,
            ring=self.ring,
        )

    # Its life

    async def run(self) -> None:
        """Run until cancelled; a platform that is down stops nothing else."""
        async with asyncio.TaskGroup() as group:
            for name, platform in self.platforms.items():
                await self.router.resume(name, answer=platform.answer)
                group.create_task(platform.run(self.receive, persist=self.router.persist))
            await self.work()

    async def work(self) -> None:
        """Write, send, watch the clock, the folder and the web until cancelled, over connections that are up."""
        settings = self.settings
        async with AsyncExitStack() as stack, asyncio.TaskGroup() as group:
            if settings.http_port:
                await stack.enter_async_context(self.serving(settings.http_port))
            await stack.enter_async_context(ticking(self.tick, every=TICK_SECONDS))
            if self.storage.embedded:  # a server looks after its pages itself
                group.create_task(self._check_database())
            if settings.watch_dir:
                place = Path(settings.watch_dir)
                look = folder.watch(place, self.inlets.file, clock=self.clock, translate=self.inlets.translate)
                group.create_task(look)
            for name, job in self._jobs():
                idle = partial(self._idle, name)
                group.create_task(drain(name, job, self._bell(name), idle=idle, clock=self.clock))
            # Nobody rings for homes: they are all looked at, whatever has changed, and every few seconds is enough.
            idle = partial(self._idle, "homes")
            group.create_task(drain("homes", self.draw_homes, Bell(), idle=idle, clock=self.clock))

    async def _check_database(self) -> None:
        """Look for damage now and again: it spreads into backups while nobody reads the page."""
        never = asyncio.Event()
        while True:
            if damage := await asyncio.to_thread(self.storage.look_for_damage):
                log.error("database.damaged", what=damage)
            with suppress(TimeoutError):
                async with asyncio.timeout(CHECK_SECONDS):
                    await never.wait()

    def serving(self, port: int) -> AbstractAsyncContextManager[int]:
        """Serve health, updates and what the platforms need while the block runs; gives the port (0: a free one)."""
        secret = self.settings.webhook_secret.get_secret_value()
        ways = [Way("POST", "/updates", self.inlets.updates(secret=secret))]
        ways += [Way("POST", path, handler) for one in self.platforms.values() for path, handler in one.ways()]
        return serve(host=self.settings.http_host, port=port, states=self.states, ways=ways)

    async def states(self) -> dict[str, dict[str, object]]:
        """Return how each part is, for ``/health``: within a second, also where the database says nothing at all."""
        fault, standing = await asyncio.gather(self._fault(), self._standing())
        states = {name: platform.state() | standing.get(name, {}) for name, platform in self.platforms.items()}
        states |= {"database": {"ok": not fault, "error": fault}, "queue": standing["queue"]}
        return states | ({health.FOLDER: self._folder()} if self.settings.watch_dir else {})

    async def _states(self) -> dict[str, dict[str, object]]:
        """Return how each part is and what it may spend, to be kept for whoever asks in chat."""
        states = {name: platform.state() for name, platform in self.platforms.items()}
        fault = await self._fault()
        states["database"] = {"ok": not fault, "error": fault}
        if METERED in states:
            states[METERED] |= {LIMIT: self.settings.dingtalk.monthly_calls}
        return states | ({health.FOLDER: self._folder()} if self.settings.watch_dir else {})

    async def _fault(self) -> str:
        """Say in a word why the database cannot be used; a look that takes long is an answer too."""
        return await self._looks("database", lambda: asyncio.to_thread(self.storage.fault), late=lambda _: "no_answer")

    async def _standing(self) -> dict[str, dict[str, object]]:
        """Return whether messages go out by each platform, and how the queue is; the last known while that is late."""

        def look(work: Work) -> dict[str, dict[str, object]]:
            return health.standing(work, list(self.platforms), now=self.clock.now())

        def late(last: dict[str, dict[str, object]] | None) -> dict[str, dict[str, object]]:
            return last or {"queue": {"ok": True}}

        return await self._looks("standing", lambda: self.hop(look), late=late)

    async def _looks(self, name: str, look: Callable[[], Awaitable[L]], *, late: Callable[[L | None], L]) -> L:
        """Return what a look finds, or what is to be said without it; a slow one goes on, and nobody begins another."""
        running, last = self._looking.get(name, (None, None))
        if running is None or running.done():
            running = asyncio.ensure_future(look())
        self._looking[name] = (running, last)
        done, _ = await asyncio.wait({running}, timeout=LOOK_SECONDS)
        if not done or running.cancelled() or running.exception():
            return late(last)
        found: L = running.result()
        self._looking[name] = (running, found)
        return found

    def _folder(self) -> dict[str, object]:
        fault = folder.fault(Path(self.settings.watch_dir))
        return {"ok": not fault, "error": fault}

    def _jobs(self) -> Iterator[tuple[str, Callable[[], Awaitable[int]]]]:
        yield "write", self.write
        yield "directory", self.look_up
        yield "upload", self.importer.step
        for name in self.platforms:
            yield name, partial(self.send, name)

    async def _idle(self, name: str) -> float:
        """Return how many seconds a worker may rest: what it is to try again soon does not wait for the next poll."""
        if name not in self.platforms:
            return POLL_SECONDS
        due: datetime | None = await self.hop(lambda work: work.outbox.next_due(now=self.clock.now(), platform=name))
        left = (due - self.clock.now()).total_seconds() if due else POLL_SECONDS
        return min(max(left, SHORTEST_REST), POLL_SECONDS)

    @asynccontextmanager
    async def online(self, *, within: float = 30.0) -> AsyncIterator[None]:
        """Keep the platforms connected for the length of the block, without workers or clock.

        Raises:
            TimeoutError: when a platform is not connected in time.
        """
        async with asyncio.TaskGroup() as group:
            tasks = [
                group.create_task(one.run(self.receive, persist=self.router.persist)) for one in self.platforms.values()
            ]
            try:
                async with asyncio.timeout(within):
                    for platform in self.platforms.values():
                        await platform.connected()
                yield
            finally:
                await self.hang_up()
                for task in tasks:
                    task.cancel()

    async def hang_up(self) -> None:
        """Close the connections, each within two seconds."""
        await asyncio.gather(*(platform.close() for platform in self.platforms.values()), return_exceptions=True)

    async def close(self) -> None:
        """Let the model's connection go, finish the open transactions and close the database."""
        await self.writer.close()
        self.hop.close()
        self.storage.close()

    # Its work

    async def tick(self) -> list[str]:
        """Do everything that is due by the clock, once, and follow up data whose consequences are outstanding."""
        for name, platform in self.platforms.items():
            await self.router.resume(name, answer=platform.answer, older=LEFT_BEHIND)
        await self.hop(role.first_admins, self.settings.admins.split(","), now=self.clock.now())
        await self.hop(health.note, await self._states(), now=self.clock.now())
        done: list[str] = []
        for tick in TICKS:  # each in a transaction of its own: between them others have their turn
            done += await self.hop(pump, (tick,), now=self.clock.now())
        await self.hop(catch_up, now=self.clock.now())
        await self._sweep()
        try:
            await self.hop(health.keep_watermark, now=self.clock.now())
        except OSError as error:
            log.warning("audit.watermark", error=type(error).__name__)
        self.ring()
        return done

    async def _sweep(self) -> None:
        """Leave nothing of those who were erased in the database's files, and no copy of a file that names them."""
        erasures: list[DataRequest] = await self.hop(privacy.unswept, now=self.clock.now())
        if not erasures:
            return
        try:
            whole = await asyncio.to_thread(self.storage.sweep)
        except Exception:  # the disk may be full; what is deleted stays deleted
            log.exception("erasure.unswept")
            return
        if self.settings.watch_dir:
            newest = max(one.decided_at or one.asked_at for one in erasures)
            await asyncio.to_thread(folder.sweep, Path(self.settings.watch_dir), before=newest)
        if whole:
            await self.hop(privacy.swept, erasures, now=self.clock.now())

    async def write(self, *, ahead: timedelta = timedelta(0)) -> int:
        """Turn one wanted feedback into words in the outbox; 0 when none is ready by now or so far ``ahead``."""
        claimed = await self.hop(_claim, owner=self.owner, now=self.clock.now() + ahead)
        if claimed is None:
            return 0
        if claimed.outline is not None:
            if claimed.feedback.occasion is Occasion.NUDGE:  # it proposes a time
                await self.calendars(claimed.feedback.reader_id, claimed.feedback.subject_id)
            pick = await self._pick(claimed.outline, locale=claimed.locale, recent=claimed.recent)
            try:
                await self.hop(_draft, claimed, pick, version=self.writer.version, now=self.clock.now())
            except (ValueError, LookupError):  # it stays wanted, and is tried again when its lease ends
                log.exception("draft.failed", occasion=claimed.feedback.occasion, writer=pick.writer)
                await self.hop(_note_model, claimed, pick, version=self.writer.version, now=self.clock.now())
            self.ring()
        return 1

    async def receive(self, inbound: Inbound) -> Reply:
        """Answer an arrival; before times are offered the two calendars are looked at, as long as there is time."""
        if offers_times(inbound):
            try:
                async with asyncio.timeout(CALENDAR_SECONDS):
                    await self.calendars(*await self.hop(between, inbound))
            except TimeoutError:
                log.info("calendar.late")
        return await self.router.receive(inbound)

    async def calendars(self, *person_ids: str) -> None:
        """Look when people's calendars are taken, where that was not done lately and their platform has calendars."""
        now = self.clock.now()
        stale = await self.hop(one_on_one.calendars, person_ids, now=now) if person_ids else []
        for person in stale:
            busy: list[tuple[datetime, datetime]] = []
            for platform, identity in ((self.platforms.get(one.platform), one) for one in person.identities):
                if platform is not None:
                    try:
                        busy += await platform.busy(identity, since=now, until=now + one_on_one.REACH)
                    except LookupError:
                        continue
                    except PlatformError as error:
                        log.info("calendar.unknown", platform=error.platform, code=error.code)
            await self.hop(one_on_one.looked, person, busy, now=now)

    async def _pick(self, outline: Outline, *, locale: str, recent: Sequence[Pick]) -> Pick:
        try:
            return await self.writer.pick(outline, locale=locale, recent=recent)
        except WriterError as error:
            log.warning("writer.failed", reason=str(error))
            return choose(outline, recent=recent)

    async def send(self, name: str) -> int:
        """Send what may go on one platform now; returns how many were tried."""
        terms = self.terms(name)
        parcels = await take(self.hop, name, terms, clock=self.clock, limit=AT_ONCE)
        async with asyncio.TaskGroup() as group:
            for parcel in parcels:
                group.create_task(deliver(self.hop, self.platforms[name], parcel, terms, clock=self.clock))
        return len(parcels)

    async def look_up(self) -> int:
        """Ask the platforms who is who: all of it at the start and every night, single accounts once they changed.

        A platform that cannot be asked is asked again after a while. What of it cannot be read keeps nothing else from
        being read, and an account that may not be looked at is not asked for again until its owner writes again.
        """
        found = 0
        for name, platform in self.platforms.items():
            now = self.clock.now()
            try:
                if self._directories.get(name, now) <= now:
                    self._directories[name] = now + DIRECTORY_AGAIN
                    profiles = await platform.directory()
                    whole, heard = not platform.unread, self.clock.now()
                    await self.hop(directory.learn, name, profiles, whole=whole, now=heard, as_of=now)
                    self._directories[name] = _next_night(now, timezone=self.settings.timezone)
                    found += len(profiles)
            except PlatformError as error:
                log.warning("directory.failed", platform=name, code=error.code)
            found += await self._look_up_asked(name)
        if found:
            self.ring()
        return 0

    async def _look_up_asked(self, name: str) -> int:
        """Look up the accounts that are to be; what is found of all of them is one piece of news."""
        profiles: list[Profile] = []
        began = self.clock.now()
        for account in await self.hop(_asked, name):
            asked, identity = self.clock.now(), account.identity
            try:
                profile = await self.platforms[name].profile(identity)
            except Rejected as error:
                log.warning("directory.refused", platform=name, code=error.code)
                await self.hop(directory.unseen, identity, now=self.clock.now())
            except PlatformError as error:  # the others would meet the same
                log.warning("directory.failed", platform=name, code=error.code)
                break
            else:
                if profile is None:
                    await self.hop(directory.missing, identity, now=self.clock.now(), as_of=asked)
                else:
                    profiles.append(profile)
        if profiles:
            now = self.clock.now()
            await self.hop(directory.learn, name, profiles, whole=False, now=now, as_of=began)
        return len(profiles)

    async def draw_homes(self) -> int:
        """Draw homes anew that show what is not their account's to see any more; returns how many.

        One that cannot be drawn stays noted, also over a restart, and is tried again.
        """
        done = 0
        for name, platform in self.platforms.items():
            pages = await self.hop(outdated, name, WAITING, locale=self.settings.locale, now=self.clock.now())
            for page in pages:
                sender = Sender(page.identity, "", "", private=True, at=self.clock.now())
                try:
                    await platform.answer(Visit(sender), page.shows)
                except PlatformError as error:
                    log.warning("home.not_drawn", platform=name, code=error.code)
                    await self.hop(home.not_drawn, page, error, now=self.clock.now())
                    if not isinstance(error, Rejected):  # the others would meet the same
                        break
                else:
                    await self.hop(home.drawn, page)
                    done += 1
        return done

    async def settle(self, *, ahead: timedelta = timedelta(0)) -> None:
        """Work until nothing is left that is due now; words that still wait for more data up to so far ``ahead``."""
        while await self.write(ahead=ahead) + sum([await self.send(name) for name in self.platforms]):
            pass
        await self.draw_homes()

    async def next_due(self) -> datetime | None:
        """Return when there is next something to write or to send."""
        found: datetime | None = await self.hop(_next_due, now=self.clock.now())
        return found

    def terms(self, name: str) -> Terms:
        """Return the terms on which a platform's deliveries go out."""
        metered = name == METERED
        return Terms(
            owner=self.owner,
            merge=merge,
            doubted=doubted,
            lease=timedelta(seconds=self.settings.lease_seconds),
            monthly_calls=self.settings.dingtalk.monthly_calls if metered else None,
            resend_in_doubt=not metered or self.settings.dingtalk.in_doubt == "resend",
            gate=notice.gate,
            passed=notice.passed,
            render=MESSAGES.render,
            shut=health.shut,
            renewed=health.renewed,
            refused=refused,
            withheld=MESSAGES.withheld,
        )

    def ring(self) -> None:
        """Wake every worker: something was committed that may be theirs."""
        for bell in self.bells.values():
            bell.ring()

    def _bell(self, name: str) -> Bell:
        return self.bells.setdefault(name, Bell())


@dataclass(frozen=True, slots=True)
class _Claimed:
    """A wanted feedback in hand; without an outline there was nothing (any more) to say."""

    feedback: Feedback
    outline: Outline | None
    locale: str
    recent: Sequence[Pick]


def _claim(work: Work, *, owner: str, now: datetime) -> _Claimed | None:
    feedback = work.feedback.claim(owner=owner, now=now, lease=DRAFT_LEASE)
    if feedback is None:
        return None
    outlines: list[Outline | None] = []
    with work.contained("outline"):
        outlines.append(outline(work, feedback))
    if not outlines:  # it stays wanted, and is tried again when its lease ends; the others have their turn meanwhile
        return _Claimed(feedback, None, "", ())
    found = outlines[0]
    reader = work.people.get(feedback.reader_id)
    if found is None or reader is None:
        feedbacks.drop(work, feedback)
        return _Claimed(feedback, None, "", ())
    return _Claimed(feedback, found, reader.locale, feedbacks.avoid(work, feedback))


def _asked(work: Work, platform: str) -> list[Account]:
    return work.accounts.asked(platform)


def _next_night(now: datetime, *, timezone: str) -> datetime:
    day = local_day(now, timezone=timezone) + timedelta(days=1)
    return instant(day, NIGHT, timezone=timezone)


def _draft(work: Work, claimed: _Claimed, pick: Pick, *, version: str, now: datetime) -> None:
    if claimed.outline is not None:
        _note_model(work, claimed, pick, version=version, now=now)
        approval.draft(work, claimed.feedback, claimed.outline, pick, now=now)


def _note_model(work: Work, claimed: _Claimed, pick: Pick, *, version: str, now: datetime) -> None:
    """Note that a model made a pick, also one that then could not be used."""
    if pick.writer != OFFLINE:
        detail = {"model": version, "feedback": claimed.feedback.key}
        work.audit.append(What.MODEL, actor="jinbu", subject=claimed.feedback.subject_id, detail=detail, at=now)


def _next_due(work: Work, *, now: datetime) -> datetime | None:
    return min((one for one in (work.feedback.next_ready(), work.outbox.next_due(now=now)) if one), default=None)


def build(settings: Settings, *, storage: Storage | None = None, clock: Clock | None = None) -> App:
    """Wire a bot; parts that are given take the place of those the settings name."""
    clock = clock or SystemClock()
    storage = storage or open_database(settings)
    storage.clock = clock.now
    hop = Hops(storage)
    bells: dict[str, Bell] = {}

    def ring() -> None:
        for bell in bells.values():
            bell.ring()

    platforms: dict[str, SlackPlatform | DingTalkPlatform] = {}
    router = Router(
        hop,
        clock=clock,
        locale=settings.locale,
        command=settings.command,
        ring=ring,
        forms=lambda name: name in platforms and platforms[name].forms,
    )
    inlets = Inlets(storage, hop, clock=clock, locale=settings.locale, timezone=settings.timezone, ring=ring)
    owner = f"{socket.gethostname()}:{secrets.token_hex(4)}"
    app = App(settings, storage, clock, _writer(settings, clock, hop), hop, router, inlets, owner, platforms, bells)
    if settings.slack.on:
        app.platforms["slack"] = _slack(settings, clock, router)
    if settings.dingtalk.on:
        app.platforms["dingtalk"] = _dingtalk(settings, clock, hop)
    return app


def _writer(settings: Settings, clock: Clock, hop: Hops) -> Writer:
    if not settings.openai.on:
        return OfflineWriter()
    from bot.ai.openai import OpenAIWriter

    key = settings.openai.api_key.get_secret_value()

    async def metrics() -> dict[str, Metric]:
        return await hop(lambda work: {metric.key: metric for metric in work.metrics.all()})

    return OpenAIWriter(
        api_key=key, base_url=settings.openai.base_url, model=settings.openai.model, metrics=metrics, clock=clock
    )


def _slack(settings: Settings, clock: Clock, router: Router) -> SlackPlatform:
    from bot.platforms.slack.connect import SlackPlatform
    from bot.platforms.slack.send import App as Workspace

    slack = settings.slack
    workspace = Workspace(
        bot_token=slack.bot_token.get_secret_value(),
        app_token=slack.app_token.get_secret_value(),
        signing_secret=slack.signing_secret.get_secret_value(),
        api_url=slack.api_url,
    )
    longest = settings.lease_seconds * SEND_SHARE
    return SlackPlatform(
        workspace,
        locale=settings.locale,
        clock=clock,
        draw=draw,
        longest=longest,
        opens=opens,
        defer=router.defer,
    )


def _dingtalk(settings: Settings, clock: Clock, hop: Hops) -> DingTalkPlatform:
    from bot.platforms.dingtalk.connect import DingTalkPlatform
    from bot.platforms.dingtalk.send import App as Robot

    dingtalk = settings.dingtalk
    robot = Robot(
        client_id=dingtalk.client_id,
        client_secret=dingtalk.client_secret.get_secret_value(),
        robot_code=dingtalk.robot_code,
        card_template_id=dingtalk.card_template_id,
        openapi_endpoint=dingtalk.openapi_endpoint,
        oapi_endpoint=dingtalk.oapi_endpoint,
    )

    async def spent(calls: int) -> None:
        await hop(lambda work: work.outbox.spend("dingtalk", month=billed(clock.now()), calls=calls))

    async def keep_form(card: str, user: str, form: str) -> None:
        await hop(lambda work: work.forms.keep("dingtalk", card, user, form, at=clock.now()))

    async def kept_form(card: str) -> tuple[str, str] | None:
        found: tuple[str, str] | None = await hop(lambda work: work.forms.kept("dingtalk", card))
        return found

    return DingTalkPlatform(
        robot,
        locale=settings.locale,
        command=settings.command,
        clock=clock,
        draw=draw,
        spent=spent,
        numbers=_Numbers(hop, clock),
        keep_form=keep_form,
        kept_form=kept_form,
        longest=settings.lease_seconds * SEND_SHARE,
    )


@dataclass(frozen=True, slots=True)
class _Numbers:
    """What people on DingTalk were offered by number, each time in a transaction of its own."""

    hop: Hop
    clock: Clock

    async def reserve(self, user: str, message: str, actions: Sequence[str], *, said: Sequence[str]) -> Reserved:
        at = self.clock.now()
        found: Reserved = await self.hop(
            lambda work: work.choices.reserve("dingtalk", user, message, actions, said=said, at=at)
        )
        return found

    async def shown(self, user: str, message: str, *, ref: str = "", latest: bool = True) -> None:
        await self.hop(lambda work: work.choices.shown("dingtalk", user, message, ref=ref, latest=latest))

    async def withdraw(self, user: str, message: str) -> None:
        await self.hop(lambda work: work.choices.withdraw("dingtalk", user, message))

    async def recall(self, identity: Identity, *, quoted: str = "") -> Offers:
        def recall(work: Work) -> Offers:
            offers = work.choices.recall("dingtalk", identity.user, quoted=quoted)
            return offers._replace(asking=work.dialogues.of(identity) is not None)

        found: Offers = await self.hop(recall)
        return found

    async def told(self, user: str, message: str) -> Told:
        found: Told = await self.hop(lambda work: work.choices.told("dingtalk", user, message))
        return found


def require_platform(settings: Settings) -> None:
    """Refuse to run for nobody.

    Raises:
        SettingsError: when neither platform is set, with how to set one and how to see the demo.
    """
    if not (settings.slack.on or settings.dingtalk.on):
        msg = (
            "no platform is set: put SLACK_BOT_TOKEN and SLACK_APP_TOKEN, or DINGTALK_CLIENT_ID and "
            "DINGTALK_CLIENT_SECRET, into .env (see .env.example), or try `jinbu demo`"
        )
        raise SettingsError(msg)
