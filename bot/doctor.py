"""The doctor: looks at every part the bot stands on, and says of each that it is well or how to fix it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.app import build
from bot.database import open_database
from bot.delivery.domain.quota import billed, forecast
from bot.figures.services import formula
from bot.figures.views.phrase import title
from bot.intake.services.update import STOPPED
from bot.kit.errors import PlatformError, SettingsError
from bot.messages.i18n import translator
from bot.messages.text import Ready, plain
from bot.people.domain.person import Kind
from bot.people.services import permission
from bot.platforms.check import refused
from bot.runtime.clockwork import SystemClock
from bot.sources import folder
from storage.damage import explained, is_fault

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.app import App
    from bot.messages.i18n import Translator
    from bot.settings import Settings
    from bot.work import Work

NAMED = 10


def examine(settings: Settings) -> list[dict[str, Any]]:
    """Return a finding per part: ``part``, ``ok``, and a ``note`` that says what was found or how to fix it.

    The notes are in the language of the installation.
    """
    try:
        storage = open_database(settings)
    except SettingsError as error:
        return [_finding("database", str(error), ok=False)]
    except Exception as error:
        if not is_fault(error):
            raise
        return [_finding("database", explained(error), ok=False)]
    app = build(settings, storage=storage)
    try:
        return asyncio.run(_look(app))
    finally:
        storage.close()


async def _look(app: App) -> list[dict[str, Any]]:
    t = translator(app.settings.locale)
    damage = await asyncio.to_thread(app.storage.look_for_damage)
    whole = t("doctor-database", dialect=app.storage.engine.dialect.name)
    note = t("doctor-damaged", damage=damage) if damage else whole
    found = [_finding("database", note, ok=not damage)]
    if not app.platforms:
        found.append(_finding("platforms", t("doctor-no-platform"), ok=False))
    for name, platform in app.platforms.items():
        try:
            points = await platform.check()
        except PlatformError as error:
            found.append(_finding(name, refused(name, error, {}).said(t), ok=False))
            continue
        found += [_finding(f"{name} {point.part}", point.said(t), ok=point.ok) for point in points]
    if app.settings.watch_dir:
        found.append(_folder(t, app.settings.watch_dir))
    found.append(await _model(t, app))
    found.append(_fonts(t))
    if not damage:
        found += await app.run_in_work(_people, t, platforms=sorted(app.platforms))
        found.append(await app.run_in_work(_managers, t, now=app.clock.now()))
        found.append(await app.run_in_work(_company, t))
        found += await app.run_in_work(_imports, t, now=app.clock.now())
        found += await app.run_in_work(_waiting, t)
        found += await app.run_in_work(_recalculations, t)
        for name, platform in app.platforms.items():
            if (limit := platform.capabilities.monthly_calls) is not None:
                found.append(await app.run_in_work(_budget, t, platform=name, limit=limit))
    await app.hang_up()
    await app.writer.close()
    app.run_in_work.close()
    return found


async def _model(t: Translator, app: App) -> dict[str, Any]:
    if not app.settings.openai.on:
        return _finding("model", t("doctor-model-off"))
    from bot.ai.openai import OpenAIWriter

    try:
        writer = app.writer
        seen = await writer.check() if isinstance(writer, OpenAIWriter) else None
    except SettingsError as error:
        return _finding("model", str(error), ok=False)
    if seen is None or not seen.reachable or seen.level is None:
        fault = seen.fault if seen else "–"
        return _finding("model", t("doctor-model-fault", fault=fault), ok=False)
    return _finding("model", t("doctor-model", level=seen.level.value))


def _folder(t: Translator, place: str) -> dict[str, Any]:
    fault = folder.fault(Path(place))
    note = t("doctor-folder", place=place, fault=fault) if fault else place
    return _finding("watched folder", note, ok=not fault)


def _fonts(t: Translator) -> dict[str, Any]:
    from bot.messages.card import Chart
    from bot.platforms.chart import draw

    try:
        draw(Chart("次品率", ("9月", "10月"), (0.03, 0.02), ("3%", "2%")))
    except (OSError, ImportError) as error:
        return _finding("fonts", t("doctor-fonts-fault", fault=type(error).__name__), ok=False)
    return _finding("fonts", t("doctor-fonts"))


def _people(work: Work, t: Translator, *, platforms: list[str]) -> list[dict[str, Any]]:
    people = [person for person in work.people.all() if person.kind is Kind.PERSON]
    dead = {(name, account.identity.user) for name in platforms for account in work.accounts.all(name) if account.gone}
    accounts = {person.id: [found for name in platforms if (found := person.identity(name))] for person in people}
    missing = [
        who
        for who, linked in accounts.items()
        if all((identity.platform, identity.user) in dead for identity in linked)
    ]
    gone = [who for who in missing if accounts[who]]
    if not people:
        return [_finding("people", t("doctor-people-nobody"), ok=False)]
    if not platforms:
        return [_finding("people", t("doctor-people", n=len(people)))]
    if not missing:
        return [_finding("people", t("doctor-people-linked", n=len(people)))]
    note = t("doctor-people-missing", n=len(missing), all=len(people), names=_several(t, missing))
    if gone:
        note = t("doctor-people-gone", note=note, names=_several(t, gone))
    return [_finding("people", note, ok=False)]


def _several(t: Translator, names: Sequence[str]) -> Ready:
    """Name the first few, as a list in somebody's language."""
    return t.listed([*names[:NAMED], *(["…"] if len(names) > NAMED else [])])


def _imports(work: Work, t: Translator, *, now: datetime) -> list[dict[str, Any]]:
    """Name the imports that were stopped half-way and that nobody has gone on with."""
    return [
        _finding(
            "imports",
            t(
                "doctor-import",
                file=batch.file or batch.source or "POST",
                kind=batch.kind,
                at=f"{batch.at:%Y-%m-%d %H:%M}",
                n=rows,
            ),
            ok=False,
        )
        for batch, rows in work.batches.stopped(before=now - STOPPED)[:NAMED]
    ]


def _waiting(work: Work, t: Translator) -> list[dict[str, Any]]:
    """Name whom and what rows wait for that came in before they were known."""
    n = work.waiting.count()
    names = [text or "–" for _, text, _ in work.waiting.summary(most=NAMED + 1)]
    return [_finding("rows", t("doctor-waiting", n=n, names=_several(t, names)), ok=False)] if n else []


def _recalculations(work: Work, t: Translator) -> list[dict[str, Any]]:
    """Name the metrics whose values are being computed again in the background, and how far that is."""
    return [
        _finding(
            "computing again",
            t("doctor-recalculating", metric=title(t, found.metric), done=found.done, all=found.all),
        )
        for found in formula.under_way(work)
    ]


def _managers(work: Work, t: Translator, *, now: datetime) -> dict[str, Any]:
    """Name the people whom nobody leads, and who hears what is for a manager then."""
    people = work.people.all()
    why = permission.unled(work, people, now=now)
    names = sorted({person.department for person in people if person.department and person.kind is Kind.PERSON})
    headless = [name for name in names if permission.head_of(work, name, now=now) is None]
    hr = permission.hr(work)
    if not why and headless and not hr:
        return _finding("managers", t("doctor-departments", names=_several(t, headless)), ok=False)
    if not why:
        return _finding("managers", t("doctor-managers"))
    known = {person.id: person for person in people}
    each = [
        t(f"doctor-unled-{reason}", person=key, manager=known[key].manager_id or "")
        for key, reason in list(why.items())[:NAMED]
    ]
    people_named = t.clauses([*each, *(["…"] if len(why) > NAMED else [])])
    hears = t("doctor-unled-hr") if hr else t("doctor-unled-nobody")
    return _finding("managers", t("doctor-unled", n=len(why), people=people_named, hears=hears), ok=False)


def _company(work: Work, t: Translator) -> dict[str, Any]:
    """Say that whoever is here is one company, and whether accounts of several workspaces have come together."""
    tenants: dict[str, set[str]] = {}
    for person in work.people.all():
        for identity in person.identities:
            if identity.tenant:
                tenants.setdefault(identity.platform, set()).add(identity.tenant)
    several = [f"{name}: {', '.join(sorted(found))}" for name, found in sorted(tenants.items()) if len(found) > 1]
    note = t("doctor-companies", workspaces=t.clauses(several)) if several else t("doctor-company")
    return _finding("company", note, ok=not several)


def _budget(work: Work, t: Translator, *, platform: str, limit: int) -> dict[str, Any]:
    now = SystemClock().now()
    used = work.outbox.spent(platform, month=billed(now))
    expected = forecast(used=used, now=now)
    note = t("doctor-budget", used=used, limit=limit, expected=expected)
    circuit = work.circuits.get(platform)
    if circuit.spent:
        note = t("doctor-budget-spent", since=f"{circuit.since:%Y-%m-%d %H:%M}", note=note)
    return _finding(f"{platform} budget", note, ok=expected <= limit and not circuit.spent)


def _finding(part: str, note: str | Ready, *, ok: bool = True) -> dict[str, Any]:
    return {"part": part, "ok": ok, "note": plain(note) if isinstance(note, Ready) else note}
