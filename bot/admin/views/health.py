"""Health as cards: each part, and how to fix what is wrong; and the month's budget of calls."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.admin.domain.budget import Budget
from bot.admin.domain.health import Fault, HealthFinding, Part
from bot.figures.domain.example import METRICS
from bot.figures.domain.recalculation import Recalculating
from bot.figures.views.phrase import title
from bot.messages.card import Block, Card, FactLine, Facts, Heading, Mood, Note, Text
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from bot.messages.i18n import Translator
    from bot.messages.text import Ready

_TOGETHER = 3
_NAMELESS = ("", "readings", "records")
"""What comes in without a source's name is called after what it is."""


def shown(t: Translator, found: Sequence[HealthFinding], *, zone: tzinfo, now: datetime, report: bool = False) -> Card:
    """Show every part: what is wrong first, each with how to fix it."""
    wrong = [finding for finding in found if finding.fault]
    well = [finding for finding in found if not finding.fault]
    heading = t("health-wrong", n=len(wrong)) if wrong else t("health-well")
    blocks: list[Block] = [Heading(heading)]
    if report:
        blocks.append(Text(t("health-report")))
    for finding in wrong:
        line = FactLine(_part(t, finding), _fault(t, finding, zone=zone, now=now), mood=Mood.GAP)
        blocks += [Facts((line,)), Text(_fix(t, finding))]
    lines = [FactLine(_part(t, finding), _well(t, finding, zone=zone, now=now), mood=Mood.GOOD) for finding in well]
    blocks += [Facts(tuple(lines[at : at + _TOGETHER])) for at in range(0, len(lines), _TOGETHER)]
    blocks.append(Note(t("health-note")))
    return Card("health", plain(heading), tuple(blocks), t.locale)


def alarm(t: Translator, finding: HealthFinding, *, zone: tzinfo, now: datetime) -> Card:
    """Tell an admin at once what turned bad, and how to fix it."""
    heading = t("health-alarm", part=_part(t, finding), fault=_fault(t, finding, zone=zone, now=now))
    text = Text(t(f"health-fix-{finding.fault}"))
    return Card("health", plain(heading), (Heading(heading), text, Note(t("health-alarm-note"))), t.locale)


def shut(t: Translator, finding: HealthFinding, *, zone: tzinfo, now: datetime) -> Card:
    """Tell an admin that a platform takes no messages: in words that are still true when it takes them again."""
    moment = t.moment(finding.at, zone=zone, now=now) if finding.at else ""
    heading = t("health-shut-alarm", platform=_platform(t, finding.name), moment=moment, code=finding.code)
    text = Text(t.sentences([_fix(t, finding), t("health-shut-kept")]))
    return Card("health", plain(heading), (Heading(heading), text, Note(t("health-shut-note"))), t.locale)


def spent(t: Translator, finding: HealthFinding, *, zone: tzinfo, now: datetime) -> Card:
    """Tell an admin that a month's calls are spent: in words that are still true when there are some again."""
    moment = t.moment(finding.at, zone=zone, now=now) if finding.at else ""
    heading = t("health-spent-alarm", platform=_platform(t, finding.name), moment=moment)
    text = Text(t("health-fix-spent"))
    return Card("health", plain(heading), (Heading(heading), text, Note(t("health-shut-note"))), t.locale)


def renewed(t: Translator, finding: HealthFinding, *, zone: tzinfo, now: datetime) -> Card:
    """Tell an admin that there are calls again, and since when there were none."""
    heading = t("health-renewed", platform=_platform(t, finding.name))
    text = Text(t("health-renewed-text", moment=t.moment(finding.at, zone=zone, now=now) if finding.at else ""))
    return Card("health", plain(heading), (Heading(heading), text), t.locale)


def aside(t: Translator, part: Part, name: str) -> Card:
    """Tell an admin of a file (its name) or a message (its platform) that stopped the bot twice."""
    heading = t("health-aside", part=_part(t, HealthFinding(part, name)))
    return Card("health", plain(heading), (Heading(heading), Text(t(f"health-aside-{part}"))), t.locale)


def unanswered(t: Translator, *, at: datetime, zone: tzinfo, now: datetime) -> Card:
    """Tell somebody that what they wrote could not be answered, and what to do."""
    heading = t("health-unanswered", moment=t.moment(at, zone=zone, now=now))
    return Card("health", plain(heading), (Heading(heading), Text(t("health-unanswered-text"))), t.locale)


def budget(t: Translator, found: Sequence[Budget], *, zone: tzinfo, now: datetime) -> Card:
    """Show the calls of the month of each platform that counts them: used, left, the forecast, what is held."""
    heading = t("budget-some") if found else t("budget-none")
    if len(found) == 1:
        heading = t(
            "budget-one", left=t.decimal(found[0].left, decimals=0), limit=t.decimal(found[0].limit, decimals=0)
        )
    blocks: list[Block] = [Heading(heading)]
    for month in found:
        lines = (
            FactLine(
                t("budget-used"),
                t.decimal(month.used, decimals=0),
                t("budget-of", platform=_platform(t, month.name)),
            ),
            FactLine(t("budget-forecast"), t.decimal(month.forecast, decimals=0), mood=_mood(month)),
            FactLine(t("budget-held"), t.decimal(month.held, decimals=0)),
        )
        blocks.append(Facts(lines))
        renews = t.day(month.renews.astimezone(zone).date(), today=now.astimezone(zone).date())
        word = f"health-fix-{month.fault}" if month.fault else "budget-enough"
        blocks.append(Text(t.sentences([t(word), t("budget-renews", day=renews)])))
    if not found:
        blocks.append(Text(t("budget-none-text")))
    blocks.append(Note(t("budget-note")))
    return Card("budget", plain(heading), tuple(blocks), t.locale)


def _mood(budget: Budget) -> Mood:
    return Mood.GAP if budget.fault else Mood.GOOD


def _platform(t: Translator, name: str) -> str:
    return t("health-platform", name=name)


def _part(t: Translator, finding: HealthFinding) -> str:
    if finding.part in {Part.PLATFORM, Part.BUDGET, Part.MESSAGE}:
        return t(f"health-part-{finding.part}", name=_platform(t, finding.name))
    if finding.part is Part.SOURCE and finding.name in _NAMELESS:
        return t(f"health-part-{finding.name or 'figures'}")
    if finding.recalculating:
        return title(t, finding.recalculating.metric)
    return t(f"health-part-{finding.part}", name=finding.name)


def _fix(t: Translator, finding: HealthFinding) -> Ready:
    return (
        t(f"health-fix-shut-{finding.fix or 'unreachable'}")
        if finding.fault is Fault.SHUT
        else t(f"health-fix-{finding.fault}")
    )


def _fault(t: Translator, finding: HealthFinding, *, zone: tzinfo, now: datetime) -> Ready:
    if finding.fault is Fault.SILENT and finding.at:
        return t("health-silent", moment=t.moment(finding.at, zone=zone, now=now), days=finding.n)
    if finding.fault is Fault.SHUT and finding.at:
        return t("health-shut", moment=t.moment(finding.at, zone=zone, now=now), code=finding.code)
    if finding.fault in {Fault.DOWN, Fault.STOPPED, Fault.LATE} and finding.at:
        return t(f"health-{finding.fault}", moment=t.moment(finding.at, zone=zone, now=now))
    if finding.fault in {Fault.MISSED, Fault.UNMATCHED, Fault.WAITING, Fault.UNKNOWN}:
        return t(f"health-{finding.fault}", n=finding.n)
    return t(f"health-{finding.fault}-plain")


def _well(t: Translator, finding: HealthFinding, *, zone: tzinfo, now: datetime) -> Ready:
    moment = t.moment(finding.at, zone=zone, now=now) if finding.at else ""
    match finding.part:
        case Part.SOURCE:
            return t("health-ok-source", moment=moment) if finding.at else t("health-ok-source-none")
        case Part.AUDIT if not finding.at:
            return t("health-ok-audit-new")
        case Part.AUDIT:
            return t("health-ok-audit", n=finding.n, moment=moment)
        case Part.BUDGET:
            return t("health-ok-budget", n=finding.n)
        case Part.RECALCULATION if finding.recalculating:
            return t("health-ok-recalculation", done=finding.recalculating.done, all=finding.recalculating.all)
        case _:
            return t(f"health-ok-{finding.part}")


# Long because it is a table: what each card shows, and the cards.
def examples(t: Translator) -> dict[str, Card]:
    """Show all well, a report with much that is not, an alarm and a budget."""
    now = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
    zone = ZoneInfo("Asia/Shanghai" if t.chinese else "Europe/Berlin")
    hour, ago = now - timedelta(hours=1), now - timedelta(days=12)
    name = str(t("health-example-platform"))
    sales = METRICS["new_customers"]
    well = [
        HealthFinding(Part.DATABASE),
        HealthFinding(Part.PLATFORM, name),
        HealthFinding(Part.CLOCK),
        HealthFinding(Part.QUEUE),
        HealthFinding(Part.BUDGET, name, n=2400),
        HealthFinding(Part.SOURCE, "crm", at=hour),
        HealthFinding(Part.SOURCE, "records", at=hour),
        HealthFinding(Part.FOLDER),
        HealthFinding(Part.PEOPLE),
        HealthFinding(Part.QUARANTINE),
        HealthFinding(Part.ROWS),
        HealthFinding(Part.RECALCULATION, recalculating=Recalculating(sales, 2000, 12_000)),
        HealthFinding(Part.AUDIT, n=8213, at=hour),
    ]
    silent = HealthFinding(Part.SOURCE, "crm", Fault.SILENT, n=3, at=ago)
    wrong = [
        HealthFinding(Part.DATABASE, fault=Fault.BROKEN),
        HealthFinding(Part.PLATFORM, name, Fault.DOWN, at=hour),
        HealthFinding(Part.PLATFORM, name, Fault.REFUSED),
        HealthFinding(Part.PLATFORM, name, Fault.SHUT, at=hour, code="IpNotInWhiteList", fix="address"),
        HealthFinding(Part.PLATFORM, name, Fault.BLIND),
        HealthFinding(Part.BUDGET, name, Fault.SHORT),
        HealthFinding(Part.CLOCK, fault=Fault.STOPPED, at=hour),
        HealthFinding(Part.CLOCK, fault=Fault.MISSED, n=2),
        HealthFinding(Part.QUEUE, fault=Fault.LATE, n=4, at=hour),
        silent,
        HealthFinding(Part.FOLDER, fault=Fault.MISSING),
        HealthFinding(Part.PEOPLE, fault=Fault.UNMATCHED, n=3),
        HealthFinding(Part.QUARANTINE, fault=Fault.WAITING, n=1),
        HealthFinding(Part.ROWS, fault=Fault.UNKNOWN, n=12),
        HealthFinding(Part.AUDIT, fault=Fault.TAMPERED),
        HealthFinding(Part.AUDIT, fault=Fault.UNCHECKED),
        HealthFinding(Part.DATABASE, fault=Fault.DAMAGED),
    ]
    renews = datetime(2026, 12, 1, tzinfo=UTC)
    enough = Budget(name, 2600, 5000, 3700, renews)
    none_left = Budget(name, 3700, 5000, 4900, renews, held=41, spent=True)
    used_up = HealthFinding(Part.BUDGET, name, Fault.SPENT, at=hour)
    begun = [finding for finding in well if finding.part not in {Part.SOURCE, Part.RECALCULATION}]
    fresh = [replace(finding, at=None) for finding in begun]
    return {
        "health": shown(t, well, zone=zone, now=now),
        "health-new": shown(t, [*fresh, HealthFinding(Part.SOURCE)], zone=zone, now=now),
        "health-wrong": shown(t, wrong, zone=zone, now=now),
        "health-report": shown(t, [*wrong[:1], *well[1:]], zone=zone, now=now, report=True),
        "health-alarm": alarm(t, silent, zone=zone, now=now),
        "health-aside-file": aside(t, Part.FILE, "orders-2026-10.xlsx"),
        "health-aside-message": aside(t, Part.MESSAGE, name),
        "health-unanswered": unanswered(t, at=hour, zone=zone, now=now),
        "health-shut": shut(t, wrong[3], zone=zone, now=now),
        "health-spent": spent(t, used_up, zone=zone, now=now),
        "health-renewed": renewed(t, used_up, zone=zone, now=now),
        "budget": budget(t, [enough], zone=zone, now=now),
        "budget-spent": budget(t, [none_left], zone=zone, now=now),
        "budget-none": budget(t, [], zone=zone, now=now),
    }
