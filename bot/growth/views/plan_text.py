"""What was understood of a goal, in words that are read back as the same."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.figures.views.phrase import inside, title
from bot.goals.domain.aim import Aim
from bot.goals.domain.aim_amount import AimKind, printed
from bot.goals.domain.goal_text import GoalReading
from bot.messages.text import Ready, literal, plain

if TYPE_CHECKING:
    from bot.figures.domain.metric import Metric
    from bot.growth.domain.plan_milestone import Milestone
    from bot.messages.i18n import Translator


def written(t: Translator, reading: GoalReading, metric: Metric | None) -> Ready:
    """Write what was understood of a goal as one sentence; "" where nothing was."""
    day = t.day(reading.due, today=date.min) if reading.due else ""
    if reading.aim is None:
        return t("plan-text-by-day", day=day) if day else Ready("")
    aim = aimed(t, reading.aim, named(t, reading, metric))
    return t("plan-text-due", aim=aim, day=day) if day else aim


def named(t: Translator, reading: GoalReading, metric: Metric | None) -> str:
    """Name what is to move: by the company's name for it, else by the words that stood there."""
    return inside(t, metric) if metric else reading.what


def aimed(t: Translator, aim: Aim, what: str) -> Ready:
    """Write how far something is to move."""
    way = "none" if aim.rising is None else "up" if aim.rising else "down"
    if aim.kind is not AimKind.VALUE:
        return t("plan-text-by", what=what, way=way, amount=measured(t, aim))
    if aim.origin:
        return t("plan-text-from", what=what, way=way, origin=_spaced(aim.origin), amount=measured(t, aim))
    return t("plan-text-to", what=what, way=way, amount=measured(t, aim))


def measured(t: Translator, aim: Aim) -> str:
    """Write the number of an aim as somebody would type it: ``50%``, ``5 percentage points``, ``2 h``."""
    amount = printed(aim.amount)
    if aim.kind is AimKind.SHARE:
        return f"{amount}%"
    if aim.kind is AimKind.POINTS:
        return plain(t("plan-text-points", amount=amount))
    return _spaced(f"{amount}{aim.unit}")


def _spaced(said: str) -> str:
    """Put a blank before a unit in Latin letters."""
    return re.sub(r"(?<=\d)(?=[A-Za-z])", " ", said)


def milestone_lines(t: Translator, milestones: tuple[Milestone, ...]) -> str:
    """Write milestones a line each, as they are read back: their day, and what is to be done."""
    return "\n".join(
        plain(t("plan-text-milestone", day=t.day(milestone.due, today=date.min), text=literal(milestone.text)))
        if milestone.due
        else milestone.text
        for milestone in milestones
    )


def title_of(t: Translator, reading: GoalReading, metric: Metric | None) -> str:
    """Name what is to move, where it stands alone."""
    return title(t, metric) if metric else reading.what


def example(t: Translator) -> Ready:
    """Show a goal as it was understood."""
    what = "文档覆盖率" if t.chinese else "documentation coverage"
    aim = Aim(kind=AimKind.VALUE, amount=Decimal(80), unit="%", rising=True)
    return written(t, GoalReading(what=what, aim=aim, due=date(2027, 2, 28)), None)
