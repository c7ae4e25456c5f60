"""What an operator does at the machine: rehearse rules, decide about held values, give roles, check the audit trail."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.admin.services import audit
from bot.database import open_database
from bot.figures.domain.held import HeldRecord
from bot.intake.services import quarantine
from bot.intake.services.follow import compute
from bot.intake.services.intake import noted
from bot.kit.errors import Invalid, NotFound, SettingsError, UserError
from bot.messages.i18n import translator
from bot.people.domain.audit import Seal, What
from bot.people.services.person import named
from bot.roster.services import role as roster_role
from bot.rules.services import audience, rule
from bot.runtime.clockwork import SystemClock
from bot.runtime.data_receiver import sentences
from handlers import LISTENERS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from bot.figures.domain.held import Held
    from bot.intake.domain.outcome import Translate
    from bot.people.domain.permission import Role
    from bot.rules.domain.rule import Signal
    from bot.settings import Settings
    from bot.work import Work


YEAR = timedelta(days=365)
_EPOCH = date(1970, 1, 1)


AT_THE_MACHINE = "command line"
"""Who acts, by the audit trail, where nobody has signed in."""


def rehearse(settings: Settings, *, first: date | None, last: date | None) -> list[dict[str, Any]]:
    """Say who would have heard what over past data, by default of the last year; nothing is stored or sent."""
    now = SystemClock().now()
    storage = open_database(settings)
    with storage.work() as work:
        heard = rule.test(work, first=first or (now - YEAR).date(), last=last or now.date(), now=now)
        rows = [_rehearsed(work, signal) for signal in heard]
        detail: dict[str, str | int] = {"about": "rules", "rows": len(rows)}
        work.audit.append(What.READ, actor=AT_THE_MACHINE, detail=detail, at=now)
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
        "reader": ", ".join(reader.id for reader in readers) or None,
        "silenced": signal.silenced.value if signal.silenced else None,
        "facts": signal.facts,
    }


def decide_held(settings: Settings, *, accept: Sequence[int], discard: Sequence[int]) -> list[dict[str, Any]]:
    """Decide about values and records in quarantine by number, and return those that still wait.

    Raises:
        SettingsError: when nothing of a number waits.
    """
    storage = open_database(settings)
    translate = sentences(settings.locale)
    now = SystemClock().now()
    with storage.work() as work:
        try:
            taken = partial(quarantine.accept, listeners=LISTENERS)
            for word, numbers, decision in (("accept", accept, taken), ("discard", discard, quarantine.discard)):
                for number in numbers:
                    _note_decision(work, number, word, now=now)
                    compute(work, decision(work, number, by=AT_THE_MACHINE, now=now), [], now=now)
        except NotFound as error:
            raise SettingsError(translate(error.key, **error.values)) from None
        rows = [_held(held, translate) for held in work.quarantine.open()]
    storage.close()
    return rows


def _note_decision(work: Work, number: int, decision: str, *, now: datetime) -> None:
    """Put a decision about a held value on record, as one in chat is."""
    if held := work.quarantine.get(number):
        detail = noted(held) | {"decision": decision}
        work.audit.append(What.APPROVAL, actor=AT_THE_MACHINE, subject=held.person_id, detail=detail, at=now)


def _held(held: Held, translate: Translate) -> dict[str, Any]:
    common = {"no": held.no, "employee_id": held.person_id}
    origin = {"file": held.file, "reason": translate(held.reason.key, **held.reason.values)}
    if isinstance(held, HeldRecord):
        record = held.record
        what = {"stream": record.stream, "id": record.id, "day": record.day.isoformat()}
        said = {name: str(value) for name, value in record.measures.items()} | dict(record.dimensions)
        return common | what | {"record": said, "row": record.row} | origin
    facts = held.facts
    what = {"metric": held.metric, "period_start": (_EPOCH + timedelta(days=int(facts.start[0]))).isoformat()}
    return common | what | {"value": float(facts.value[0]), "row": int(facts.row[0])} | origin


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
        work.audit.append(What.WRITE, actor=AT_THE_MACHINE, subject=person_id, detail=detail, at=SystemClock().now())
    storage.close()


def list_roles(settings: Settings) -> list[dict[str, str]]:
    """Return who has which of the roles that are given."""
    storage = open_database(settings)
    with storage.work() as work:
        rows = [
            {"role": role.value, "employee_id": person.id, "name": person.name}
            for role, people in roster_role.holders(work).items()
            for person in people
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
            done = roster_role.change_role(work, who, role, give=give, by=AT_THE_MACHINE, name="", now=now)
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
        work.audit.append(What.EXPORT, actor=AT_THE_MACHINE, detail=detail, at=SystemClock().now())
    return count


def adopt_audit_key(settings: Settings) -> None:
    """Seal the audit trail with the key of the settings from here on.

    Raises:
        SettingsError: when no key is set, or the trail has one.
        Tampered: when the trail is not whole.
    """
    with closing(open_database(settings, strange_key=True)) as storage, storage.work() as work:
        work.audit.adopt(actor=AT_THE_MACHINE, at=SystemClock().now())
