"""The doctor: looks at every part the bot stands on, and says of each that it is well or how to mend it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.app import METERED, build, open_database
from bot.clockwork import SystemClock
from bot.domain.delivery import forecast
from bot.domain.errors import PlatformError, SettingsError
from bot.domain.permission import Unled
from bot.domain.person import Kind
from bot.services import permission
from bot.services.outbox import month_of
from bot.services.update import STOPPED
from bot.sources import folder
from storage.damage import explained, is_fault

if TYPE_CHECKING:
    from datetime import datetime

    from bot.app import App
    from bot.ports import Work
    from bot.settings import Settings

NAMED = 10


def examine(settings: Settings) -> list[dict[str, Any]]:
    """Return a finding per part: ``part``, ``ok``, and a ``note`` that says what was found or how to mend it."""
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
    damage = await asyncio.to_thread(app.storage.look_for_damage)
    note = f"damaged: {damage}: stop every bot, keep a copy, and restore the newest backup" if damage else ""
    found = [_finding("database", note or f"{app.storage.engine.dialect.name}, schema current, whole", ok=not damage)]
    if not app.platforms:
        note = "none set: see .env.example, or try `jinbu demo`"
        found.append(_finding("platforms", note, ok=False))
    for name, platform in app.platforms.items():
        try:
            points = await platform.check()
        except PlatformError as error:
            found.append(_finding(name, f"{error.code}: {error.hint or 'cannot be reached'}", ok=False))
            continue
        found += [_finding(f"{name} {one.part}", one.mend or one.found, ok=one.ok) for one in points]
    if app.settings.watch_dir:
        found.append(_folder(app.settings.watch_dir))
    found.append(await _model(app))
    found.append(_fonts())
    if not damage:
        found += await app.hop(_people, platforms=sorted(app.platforms))
        found.append(await app.hop(_managers, now=app.clock.now()))
        found.append(await app.hop(_company))
        found += await app.hop(_imports, now=app.clock.now())
        if METERED in app.platforms:
            found.append(await app.hop(_budget, platform=METERED, limit=app.terms(METERED).monthly_calls or 0))
    await app.hang_up()
    await app.writer.close()
    app.hop.close()
    return found


async def _model(app: App) -> dict[str, Any]:
    if not app.settings.openai.on:
        return _finding("model", "off: the words are picked by fixed rules (set OPENAI_API_KEY and OPENAI_MODEL)")
    from bot.ai.openai import OpenAIWriter

    try:
        writer = app.writer
        seen = await writer.check() if isinstance(writer, OpenAIWriter) else None
    except SettingsError as error:
        return _finding("model", str(error), ok=False)
    if seen is None or not seen.reachable or seen.level is None:
        why = seen.fault if seen else "not in use"
        return _finding("model", f"{why}: check OPENAI_BASE_URL and OPENAI_MODEL; words go out without it", ok=False)
    return _finding("model", f"answers in the right shape ({seen.level.value})")


def _folder(place: str) -> dict[str, Any]:
    fault = folder.fault(Path(place))
    note = f"{place}: {fault}: create it, let the bot read and write it, or correct JINBU_WATCH_DIR" if fault else place
    return _finding("watched folder", note, ok=not fault)


def _fonts() -> dict[str, Any]:
    from bot.messages.card import Chart
    from bot.platforms.chart import draw

    try:
        draw(Chart("次品率", ("9月", "10月"), (0.03, 0.02), ("3%", "2%")))
    except (OSError, ImportError) as error:
        return _finding("fonts", f"{type(error).__name__}: install the package again, pictures need its font", ok=False)
    return _finding("fonts", "pictures can be drawn, also in Chinese")


def _people(work: Work, *, platforms: list[str]) -> list[dict[str, Any]]:
    people = [one for one in work.people.all() if one.kind is Kind.PERSON]
    dead = {(name, one.identity.user) for name in platforms for one in work.accounts.all(name) if one.gone}
    accounts = {one.id: [found for name in platforms if (found := one.identity(name))] for one in people}
    missing = [who for who, linked in accounts.items() if all((one.platform, one.user) in dead for one in linked)]
    gone = [who for who in missing if accounts[who]]
    if not people:
        return [_finding("people", "nobody yet: jinbu import people FILE", ok=False)]
    if not platforms:
        return [_finding("people", f"{len(people)} known")]
    if not missing:
        return [_finding("people", f"all {len(people)} have an account")]
    named = ", ".join(missing[:NAMED]) + (" …" if len(missing) > NAMED else "")
    note = f"{len(missing)} of {len(people)} have no account ({named}): add it to the people file and import that again"
    if gone:
        named = ", ".join(gone[:NAMED]) + (" …" if len(gone) > NAMED else "")
        note += f"; on the platform the accounts of {named} are gone"
    return [_finding("people", note, ok=False)]


def _imports(work: Work, *, now: datetime) -> list[dict[str, Any]]:
    """Name the imports that were stopped half-way and that nobody has gone on with."""
    return [
        _finding(
            "imports",
            f"{one.file or one.source or 'a post'} ({one.kind}, {one.at:%Y-%m-%d %H:%M} UTC) stopped after {rows} rows:"
            " import it again, it goes on from there",
            ok=False,
        )
        for one, rows in work.batches.stopped(before=now - STOPPED)[:NAMED]
    ]


def _managers(work: Work, *, now: datetime) -> dict[str, Any]:
    """Name the people whom nobody leads, and who hears what is for a manager then."""
    people = work.people.all()
    why = permission.unled(work, people, now=now)
    names = sorted({one.department for one in people if one.department and one.kind is Kind.PERSON})
    headless = [name for name in names if permission.head_of(work, name, now=now) is None]
    hr = permission.hr(work)
    if not why and headless and not hr:
        shown = ", ".join(headless[:NAMED]) + (" …" if len(headless) > NAMED else "")
        note = f"nobody leads all of {shown}, and nobody has the role of HR, so nobody gets their monthly report"
        return _finding("managers", f"{note}: jinbu role give PERSON hr", ok=False)
    if not why:
        return _finding("managers", "somebody leads everybody, up to the top")
    known = {one.id: one for one in people}
    named = [f"{one}: {_WHY[reason].format(known[one].manager_id)}" for one, reason in why.items()][:NAMED]
    hears = "HR hears what is for a manager" if hr else "nobody has the role of HR, so nobody hears of it"
    note = f"nobody leads {len(why)} ({'; '.join(named)}{' …' if len(why) > NAMED else ''}): {hears}"
    return _finding("managers", f"{note}; correct manager_id in the people file and import that again", ok=False)


_WHY = {
    Unled.NONE: "no manager given",
    Unled.UNKNOWN: "manager {} is not on the list",
    Unled.LEFT: "manager {} has left",
}


def _company(work: Work) -> dict[str, Any]:
    """Say that whoever is here is one company, and whether accounts of several workspaces have come together."""
    tenants: dict[str, set[str]] = {}
    for person in work.people.all():
        for one in person.identities:
            if one.tenant:
                tenants.setdefault(one.platform, set()).add(one.tenant)
    several = [f"{name}: {', '.join(sorted(found))}" for name, found in sorted(tenants.items()) if len(found) > 1]
    note = "one installation is one company: whoever has the role of HR sees everybody in it"
    if several:
        note += f"; there are accounts of several workspaces ({'; '.join(several)}): another company needs its own"
    return _finding("company", note, ok=not several)


def _budget(work: Work, *, platform: str, limit: int) -> dict[str, Any]:
    now = SystemClock().now()
    used = work.outbox.spent(platform, month=month_of(now))
    expected = forecast(used=used, now=now)
    note = f"{used} of {limit} calls used this month, about {expected} expected by its end"
    return _finding(f"{platform} budget", note, ok=expected <= limit)


def _finding(part: str, note: str, *, ok: bool = True) -> dict[str, Any]:
    return {"part": part, "ok": ok, "note": note}
