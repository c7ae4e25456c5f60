"""What the one-off commands do: import files, ask the clock, work off what is due, look into the past."""

from __future__ import annotations

import asyncio
import gc
import sys
import time
from collections import Counter
from contextlib import closing, contextmanager
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from bot.admin.services import audit
from bot.app import App, build
from bot.database import open_database
from bot.feedback.services.feedback_pending import LATEST
from bot.intake.services import quarantine
from bot.intake.services.follow import catch_up, compute, finish
from bot.kit.errors import Invalid, NotFound, SettingsError, UserError
from bot.messages.i18n import translator
from bot.people.domain.audit import Seal, What
from bot.people.services.person import named
from bot.roster.services import role as roster_role
from bot.rules.services import audience, rule
from bot.runtime.clockwork import ShiftedClock, SystemClock
from bot.runtime.data_receiver import sentences
from bot.sources.file import load

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from bot.figures.domain.facts import Held
    from bot.intake.domain.intake import Kind
    from bot.intake.domain.outcome import Translate
    from bot.kit.clock import Clock
    from bot.people.domain.permission import Role
    from bot.rules.domain.rule import Signal
    from bot.settings import Settings
    from bot.work import Work

R = TypeVar("R")
YEAR = timedelta(days=365)
_LOOK = 0.5
"""Seconds between two looks whether a lease is over."""
_AT_THE_MACHINE = "command line"
_TURN = 0.001
"""Seconds after which a busy thread lets another have its turn: a query gives the turn away and wants it back soon."""


def run_forever(settings: Settings, *, clock: Clock | None = None) -> None:
    """Run the bot until it is told to stop; what is under way is finished first."""
    sys.setswitchinterval(_TURN)
    asyncio.run(_run(settings, clock))


async def _run(settings: Settings, clock: Clock | None) -> None:
    import signal

    app = build(settings, clock=clock)
    gc.collect()
    gc.freeze()  # what was loaded for good need not be searched again and again while somebody waits
    task = asyncio.create_task(app.run())
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, task.cancel)
    try:
        await task
    except asyncio.CancelledError:
        await app.hang_up()
    finally:
        await app.close()


def import_files(
    settings: Settings,
    kind: Kind,
    files: Sequence[Path],
    *,
    mapping: Path | None,
    dry_run: bool,
    quarantine: bool,
) -> list[dict[str, Any]]:
    """Store files and compute their deltas; returns the reports as the interface has them.

    Rules are asked, and people told, by the running bot within seconds, or by the next ``tick`` or ``drain``.
    """
    storage = open_database(settings)
    translate = sentences(settings.locale)
    clock = SystemClock()
    documents = []
    with _progress() as tell:
        for path in files:
            for report in load(
                storage,
                kind,
                [path],
                mapping=mapping,
                dry_run=dry_run,
                quarantine=quarantine,
                now=clock.now(),
                by="import",
                actor=_AT_THE_MACHINE,
                zone=settings.timezone,
                progress=lambda done, whole, name=path.name: tell(name, done, whole),  # type: ignore[misc]
            ):
                if report.batch and not dry_run:
                    with storage.work() as work:
                        finish(work, report.changed, [report.batch], now=clock.now())
                documents.append(report.as_json(translate))
    storage.close()
    return documents


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """Show how far a long import is, where somebody is looking."""
    if not sys.stderr.isatty():
        yield lambda _name, _done, _whole: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True)
    with Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=console) as bar:
        tasks: dict[str, Any] = {}

        def tell(name: str, done: int, whole: int) -> None:
            if name not in tasks:
                tasks[name] = bar.add_task(name, total=whole)
            bar.update(tasks[name], completed=done)

        yield tell


def tick_at(settings: Settings, at: datetime) -> list[str]:
    """Do what is due at an instant, as if the clock said so; returns what was done."""

    async def job(app: App) -> list[str]:
        return await app.tick()

    return _once(settings, ShiftedClock(at), job)


def drain_at(settings: Settings, at: datetime | None) -> dict[str, int]:
    """Work off everything that is due at an instant (now when None); returns how many deliveries ended how.

    Whoever drains says that no more data is coming: words do not wait for it any longer. What may be out, because a
    process was killed or an answer lost, can be looked for only when its lease is over: that is waited for.
    """

    async def job(app: App) -> dict[str, int]:
        before = await app.run_in_work(_states)
        await app.run_in_work(catch_up, now=app.clock.now())
        await app.workers.settle(ahead=LATEST)
        patience = time.monotonic() + 2 * settings.lease_seconds
        while await app.run_in_work(_leased, now=app.clock.now()) and time.monotonic() < patience:
            await app.clock.sleep(_LOOK)
            await app.workers.settle(ahead=LATEST)
        return {
            name: count - before[name]
            for name, count in (await app.run_in_work(_states)).items()
            if count != before[name]
        }

    return _once(settings, SystemClock() if at is None else ShiftedClock(at), job)


def _leased(work: Work, *, now: datetime) -> bool:
    return work.outbox.leased(now=now) is not None


def _states(work: Work) -> Counter[str]:
    return Counter(one.state.value for one in work.outbox.find())


def _once(settings: Settings, clock: Clock, job: Callable[[App], Awaitable[R]]) -> R:
    async def run() -> R:
        app = build(settings, clock=clock)
        try:
            return await job(app)
        finally:
            await app.hang_up()
            await app.close()

    return asyncio.run(run())


def rehearse(settings: Settings, *, first: date | None, last: date | None) -> list[dict[str, Any]]:
    """Say who would have heard what over past data, by default of the last year; nothing is stored or sent."""
    now = SystemClock().now()
    storage = open_database(settings)
    with storage.work() as work:
        heard = rule.test(work, first=first or (now - YEAR).date(), last=last or now.date(), now=now)
        rows = [_rehearsed(work, one) for one in heard]
        detail: dict[str, str | int] = {"about": "rules", "rows": len(rows)}
        work.audit.append(What.READ, actor=_AT_THE_MACHINE, detail=detail, at=now)
    storage.close()
    return rows


def _rehearsed(work: Work, signal: Signal) -> dict[str, Any]:
    subject = work.people.get(signal.subject_id)
    readers = audience.readers_of(work, subject, signal.audience, now=signal.fired_at) if subject else []
    return {
        "day": signal.fired_at.date().isoformat(),
        "rule": signal.rule,
        "subject": signal.subject_id,
        "metric": signal.metric,
        "period_start": signal.period.start.isoformat(),
        "period_end": signal.period.end.isoformat(),
        "audience": signal.audience.value,
        "reader": ", ".join(one.id for one in readers) or None,
        "silenced": signal.silenced.value if signal.silenced else None,
        "facts": signal.facts,
    }


def decide_held(settings: Settings, *, accept: Sequence[int], discard: Sequence[int]) -> list[dict[str, Any]]:
    """Decide about values in quarantine by number, and return those that still wait.

    Raises:
        SettingsError: when no value of a number waits.
    """
    storage = open_database(settings)
    translate = sentences(settings.locale)
    now = SystemClock().now()
    with storage.work() as work:
        try:
            for numbers, decision in ((accept, quarantine.accept), (discard, quarantine.discard)):
                for number in numbers:
                    _note_decision(work, number, decision.__name__, now=now)
                    compute(work, decision(work, number, by=_AT_THE_MACHINE, now=now), [], now=now)
        except NotFound as error:
            raise SettingsError(translate(error.key, **error.values)) from None
        rows = [_held(one, translate) for one in work.quarantine.open()]
    storage.close()
    return rows


def _note_decision(work: Work, number: int, decision: str, *, now: datetime) -> None:
    """Put a decision about a held value on record, as one in chat is."""
    if one := work.quarantine.get(number):
        detail: dict[str, str | int] = {"about": "held", "held": number, "metric": one.metric, "decision": decision}
        work.audit.append(What.APPROVAL, actor=_AT_THE_MACHINE, subject=one.person_id, detail=detail, at=now)


def _held(one: Held, translate: Translate) -> dict[str, Any]:
    facts, reason = one.facts, one.reason
    return {
        "no": one.no,
        "employee_id": one.person_id,
        "metric": one.metric,
        "period_start": (date(1970, 1, 1) + timedelta(days=int(facts.start[0]))).isoformat(),
        "value": float(facts.value[0]),
        "file": one.file,
        "row": int(facts.row[0]),
        "reason": translate(reason.key, **reason.values),
    }


def set_rhythm(settings: Settings, person_id: str, *, every_days: int) -> None:
    """Set how many days apart somebody, or everybody of a unit, meets their manager.

    Raises:
        SettingsError: when there is nobody of that id.
    """
    storage = open_database(settings)
    with storage.work() as work:
        if work.people.get(person_id) is None:
            raise SettingsError(f"{person_id!r} is nobody on the roster: jinbu import people FILE")
        work.one_on_ones.rhythm(person_id, every_days=every_days)
        detail: dict[str, str | int] = {"about": "one-on-ones", "days": every_days}
        work.audit.append(What.WRITE, actor=_AT_THE_MACHINE, subject=person_id, detail=detail, at=SystemClock().now())
    storage.close()


def list_roles(settings: Settings) -> list[dict[str, str]]:
    """Return who has which of the roles that are given."""
    storage = open_database(settings)
    with storage.work() as work:
        rows = [
            {"role": role.value, "employee_id": one.id, "name": one.name}
            for role, people in roster_role.holders(work).items()
            for one in people
        ]
    storage.close()
    return rows


def set_role(settings: Settings, said: str, role: Role, *, give: bool) -> bool:
    """Give somebody a role, or take it back; False when nothing changes.

    Raises:
        SettingsError: when nobody, or several, are called so, or the last admin would go.
    """
    storage = open_database(settings)
    try:
        with storage.work() as work:
            who, now = named(work, said), SystemClock().now()
            done = roster_role.change_role(work, who, role, give=give, by=_AT_THE_MACHINE, name="", now=now)
    except UserError as error:
        raise SettingsError(translator(settings.locale)(error.key, **error.values)) from None
    finally:
        storage.close()
    return done


def verify_audit(settings: Settings, *, seal: str) -> dict[str, Any]:
    """Check the audit trail, also against a seal if there is one, and return what was found.

    Raises:
        SettingsError: for what is no seal.
    """
    try:
        against = Seal.read(seal) if seal else None
    except Invalid as error:
        raise SettingsError(sentences(settings.locale)(error.key, **error.values)) from None
    with closing(open_database(settings, strange_key=True)) as storage, storage.work() as work:
        return audit.as_document(work.audit.verify(against=against))


def export_audit(settings: Settings, file: Path) -> int:
    """Write the audit trail into a CSV file, and note that it was; returns the number of rows."""
    count = -1  # the header is no row
    with closing(open_database(settings)) as storage, storage.work() as work:
        file.touch(mode=0o600)
        with file.open("w", encoding="utf-8", newline="") as out:
            for count, line in enumerate(audit.lines(work.audit.entries())):  # noqa: B007 - the last one is told
                out.write(line)
        detail: dict[str, str | int] = {"about": "audit", "rows": count}
        work.audit.append(What.EXPORT, actor=_AT_THE_MACHINE, detail=detail, at=SystemClock().now())
    return count


def adopt_audit_key(settings: Settings) -> None:
    """Seal the audit trail with the key of the settings from here on.

    Raises:
        SettingsError: when no key is set, or the trail has one.
        Tampered: when the trail is not whole.
    """
    with closing(open_database(settings, strange_key=True)) as storage, storage.work() as work:
        work.audit.adopt(actor=_AT_THE_MACHINE, at=SystemClock().now())
