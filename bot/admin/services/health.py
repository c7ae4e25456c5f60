"""Health at work: looking at every part, telling admins at once what turned bad, and twice a year how all of it is."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.admin.domain import health
from bot.admin.domain.health import CHECKED, DAMAGED, MOST_TRIES, STALE, Fault, HealthFinding, Part, Snapshot
from bot.admin.services.budget import LIMIT, budgets
from bot.admin.views import health as view
from bot.delivery.domain.circuit import Circuit
from bot.delivery.domain.delivery import Hold, Priority
from bot.delivery.services.outbox import enqueue
from bot.figures.services import formula
from bot.kit.calendar import local_day
from bot.people.services.permission import admins

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.admin.ports import Work
    from bot.people.domain.audit import Verdict
    from bot.people.domain.person import Person

CLOCK, DATABASE, AUDIT, FOLDER = "clock", "database", "audit", "folder"
"""Parts that note themselves; every other name is a platform's."""
OVER = "over"
"""The detail of a message that what it was to tell is over."""
_JUST_TOLD = timedelta(hours=12)
_OWN = frozenset({CLOCK, DATABASE, AUDIT, FOLDER})
_MONTH = timedelta(days=30)


def note(work: Work, states: Mapping[str, Mapping[str, object]], *, now: datetime) -> None:
    """Write down how each part is, and of a connection that is down since when it has been.

    What a month's calls held back is weighed anew when there are more of them, or when only the platform can tell.
    """
    before = work.health.all()
    for name, state in states.items():
        earlier = before.get(name)
        kept = dict(state)
        if name not in _OWN and not state.get("connected"):
            down = earlier.state.get("since") if earlier else None
            kept["since"] = down or now.isoformat()
        work.health.note(name, kept, at=now)
        if LIMIT in kept and earlier and earlier.state.get(LIMIT) != kept[LIMIT]:
            work.outbox.requeue([Hold.BUDGET], at=now, platform=name)
    for budget in budgets(work, now=now):
        if budget.held and not budget.left and not budget.spent:
            work.outbox.requeue([Hold.BUDGET], at=now, platform=budget.name)
    work.health.note(CLOCK, {}, at=now)


def check_audit(work: Work, *, now: datetime) -> Verdict:
    """Check the audit trail, and note what was found."""
    verdict = work.audit.verify()
    work.health.note(AUDIT, {"rows": verdict.rows, "fault": verdict.fault.value if verdict.fault else ""}, at=now)
    return verdict


def keep_watermark(work: Work, *, now: datetime) -> None:
    """Put down outside the database how far the audit trail goes, and note when it does not go as far as it did."""
    if fault := work.audit.keep(at=now):
        work.health.note(AUDIT, {"rows": 0, "fault": fault.value}, at=now)


def urgent(work: Work, *, now: datetime) -> list[HealthFinding]:
    """Return what somebody has to fix today; nothing where no process has ever noted itself."""
    parts = work.health.all()
    if not parts:
        return []
    found = [*_platforms(work, parts, now=now), *_budget(work, now=now), *_sources(work, now=now), *_folder(parts)]
    found += [_database(parts, now=now), _audit(parts, now=now), health.queue(*work.outbox.overdue(now=now), now=now)]
    return [finding for finding in found if finding.fault in health.URGENT]


def everything(work: Work, *, now: datetime) -> list[HealthFinding]:
    """Return how every part is."""
    parts = work.health.all()
    return [
        _database(parts, now=now),
        *_platforms(work, parts, now=now),
        _clock(work, parts, now=now),
        health.queue(*work.outbox.overdue(now=now), now=now),
        *_budget(work, now=now),
        *(_sources(work, now=now) or [HealthFinding(Part.SOURCE)]),
        *_folder(parts),
        _counted(Part.PEOPLE, work.health.unmatched(), Fault.UNMATCHED),
        _counted(Part.QUARANTINE, len(work.quarantine.open()), Fault.WAITING),
        _counted(Part.ROWS, work.waiting.count(), Fault.UNKNOWN),
        *(HealthFinding(Part.RECALCULATION, recalculating=found) for found in formula.under_way(work)),
        _audit(parts, now=now),
    ]


def standing(work: Work, platforms: Sequence[str], *, now: datetime) -> dict[str, dict[str, object]]:
    """Return of each platform whether messages go out by it, and how the queue is: states for ``/health``."""
    found: dict[str, dict[str, object]] = {}
    for name in platforms:
        circuit = work.circuits.get(name)
        if circuit.open and circuit.since:
            code = "calls_spent" if circuit.spent else circuit.code
            found[name] = {"ok": False, "sends": code, "since": circuit.since.isoformat(), "fix": circuit.hint}
    ready, since = work.outbox.overdue(now=now)
    late = health.queue(ready, since, now=now).fault is not None
    found["queue"] = {"ok": not late, "ready": ready, "since": since.isoformat() if since and ready else None}
    return found


def alarm(work: Work, finding: HealthFinding, *, now: datetime) -> bool:
    """Tell every admin what turned bad, once a day; who was told only this morning, after quiet hours, knows it."""
    told = False
    day = local_day(now, timezone="UTC")
    for admin in admins(work):
        before = work.outbox.get(f"health:{finding.cause}:{day - timedelta(days=1)}:{admin.id}")
        if before is not None and before.sent_at is not None and now - before.sent_at < _JUST_TOLD:
            continue
        if before is not None:
            work.outbox.withdraw(before.key, detail=OVER)
        reader = work.reader(admin, now=now)
        made = view.alarm(reader.t, finding, zone=reader.zone, now=now)
        key = f"health:{finding.cause}:{day}:{admin.id}"
        told |= enqueue(
            work,
            made,
            key=key,
            to=admin,
            kind=made.kind,
            priority=Priority.ALERT,
            now=now,
            expires_at=now + timedelta(days=1),
        )
    return told


def shut(work: Work, platform: str, circuit: Circuit, now: datetime) -> None:
    """Tell every admin, once, that a platform takes no messages: on another one where they have an account there.

    Who has none hears it when messages go out again; the words are true then too. A month that is spent is told so too.
    """
    finding = HealthFinding(Part.PLATFORM, platform, Fault.SHUT, at=circuit.since, code=circuit.code, fix=circuit.fix)
    if circuit.spent:
        finding = HealthFinding(Part.BUDGET, platform, Fault.SPENT, at=circuit.since)
    for admin in admins(work):
        reader = work.reader(admin, now=now)
        made = (view.spent if circuit.spent else view.shut)(reader.t, finding, zone=reader.zone, now=now)
        elsewhere = [account.platform for account in admin.identities if account.platform != platform]
        works = next((name for name in elsewhere if not work.circuits.get(name).open), "")
        key = _spent_key(platform, circuit, admin) if circuit.spent else f"shut:{platform}:{now:%Y-%m-%d}:{admin.id}"
        where = works or platform
        enqueue(work, made, key=key, to=admin, kind=made.kind, priority=Priority.ALERT, now=now, platform=where)


def renewed(work: Work, platform: str, circuit: Circuit, now: datetime) -> None:
    """Tell every admin, once, that a platform takes calls again; ``circuit`` is how it stood while they were spent.

    Who has not heard yet that they were hears it by this.
    """
    finding = HealthFinding(Part.BUDGET, platform, Fault.SPENT, at=circuit.since)
    for admin in admins(work):
        earlier, reader = _spent_key(platform, circuit, admin), work.reader(admin, now=now)
        work.outbox.withdraw(earlier, detail=OVER)
        made = view.renewed(reader.t, finding, zone=reader.zone, now=now)
        key = f"{earlier}:over"
        enqueue(work, made, key=key, to=admin, kind=made.kind, priority=Priority.ALERT, now=now)


def _spent_key(platform: str, circuit: Circuit, admin: Person) -> str:
    return f"spent:{platform}:{circuit.since}:{admin.id}"


def begin(work: Work, place: str, key: str, *, name: str, now: datetime) -> bool:
    """Count one more try at a file, until :meth:`Inbox.drop` says that it came to an end.

    Returns:
        False when processes ended in the middle of it as often as they may: the admins are told, and it is put aside.
    """
    work.inbox.seen(place, key, at=now)
    if work.inbox.take_up(place, key) <= MOST_TRIES:
        return True
    work.inbox.drop(place, key)
    put_aside(work, Part.FILE, name, now=now)
    return False


def put_aside(work: Work, part: Part, name: str, *, now: datetime) -> None:
    """Tell every admin of a file (its name) or a message (its platform) that stopped the bot twice."""
    for admin in admins(work):
        made = view.aside(work.words(admin.locale), part, name)
        key = f"health:aside:{part}:{name}:{now.isoformat()}:{admin.id}"
        enqueue(work, made, key=key, to=admin, kind=made.kind, priority=Priority.ALERT, now=now)


def half_yearly(work: Work, local: str, *, now: datetime) -> bool:
    """Send every admin the half-yearly report."""
    told, found = False, everything(work, now=now)
    for admin in admins(work):
        reader = work.reader(admin, now=now)
        made = view.shown(reader.t, found, zone=reader.zone, now=now, report=True)
        key = f"health:{local}:{admin.id}"
        told |= enqueue(work, made, key=key, to=admin, kind=made.kind, priority=Priority.REPORT, now=now)
    return told


def _platforms(work: Work, parts: Mapping[str, Snapshot], *, now: datetime) -> list[HealthFinding]:
    found = [(name, noted, work.circuits.get(name)) for name, noted in parts.items() if name not in _OWN]
    return [health.platform(name, noted, Circuit() if own.spent else own, now=now) for name, noted, own in found]


def _database(parts: Mapping[str, Snapshot], *, now: datetime) -> HealthFinding:
    """Judge the database by its last note: whoever reads this has it at hand."""
    noted = parts.get(DATABASE)
    if noted is None or noted.state.get("ok") is not False:
        return HealthFinding(Part.DATABASE, at=noted.at if noted else now)
    fault = Fault.DAMAGED if noted.state.get("error") == DAMAGED else Fault.BROKEN
    return HealthFinding(Part.DATABASE, fault=fault, at=noted.at)


def _clock(work: Work, parts: Mapping[str, Snapshot], *, now: datetime) -> HealthFinding:
    last = parts.get(CLOCK)
    if last is None:  # whoever is asked runs, and has only begun
        return HealthFinding(Part.CLOCK)
    if now - last.at > STALE:
        return HealthFinding(Part.CLOCK, fault=Fault.STOPPED, at=last.at)
    missed = work.health.missed(since=now - _MONTH)
    return HealthFinding(Part.CLOCK, fault=Fault.MISSED if missed else None, n=missed, at=last.at)


def _sources(work: Work, *, now: datetime) -> list[HealthFinding]:
    return [health.source(name, arrivals, now=now) for name, arrivals in work.health.sources().items()]


def _folder(parts: Mapping[str, Snapshot]) -> list[HealthFinding]:
    """Judge the watched folder by its last note; nothing where none is watched."""
    noted = parts.get(FOLDER)
    if noted is None:
        return []
    return [HealthFinding(Part.FOLDER, fault=Fault.MISSING if noted.state.get("ok") is False else None, at=noted.at)]


def _budget(work: Work, *, now: datetime) -> list[HealthFinding]:
    return [
        HealthFinding(Part.BUDGET, budget.name, budget.fault, n=budget.left, at=budget.renews)
        for budget in budgets(work, now=now)
    ]


def _counted(part: Part, n: int, fault: Fault) -> HealthFinding:
    return HealthFinding(part, fault=fault if n else None, n=n)


def _audit(parts: Mapping[str, Snapshot], *, now: datetime) -> HealthFinding:
    last = parts.get(AUDIT)
    if last is None:  # the first check comes with the first week
        return HealthFinding(Part.AUDIT)
    if now - last.at > CHECKED:
        return HealthFinding(Part.AUDIT, fault=Fault.UNCHECKED, at=last.at)
    tampered = Fault.TAMPERED if last.state.get("fault") else None
    return HealthFinding(Part.AUDIT, fault=tampered, n=_number(last.state.get("rows")), at=last.at)


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
