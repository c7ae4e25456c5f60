"""People further down as groups: what may be told of each, and how many stay hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.figures.domain import example
from bot.figures.domain.suppression import FLOOR, edges
from bot.figures.views.phrase import title
from bot.messages.card import Block, Card, FactLine, Facts, Heading, Note, Text
from bot.messages.i18n import named
from bot.messages.number import share
from bot.messages.text import plain
from bot.overview.domain.team import Below, Depth

if TYPE_CHECKING:
    from datetime import date

    from bot.messages.i18n import Translator
    from bot.messages.text import Ready

_TOGETHER = 3


def deeper(t: Translator, depth: Depth, *, today: date) -> list[Block]:
    """Write what may be told of people further down, and how many groups stay hidden."""
    told = [group for group in depth.groups if group.n is not None]
    hidden = len(depth.groups) - len(told)
    lines = [
        FactLine(
            t("team-of", name=named(t, below.lead.name)),
            t("team-group", n=below.n or 0),
            _reached(t, below),
        )
        for below in told
    ]
    period = t.period(depth.period, depth.metric.grain, today=today)
    blocks: list[Block] = []
    if lines:
        blocks.append(Text(t("team-deeper", title=title(t, depth.metric), period=period)))
        blocks += [Facts(tuple(lines[at : at + _TOGETHER])) for at in range(0, len(lines), _TOGETHER)]
    if hidden:
        blocks.append(Text(t("team-hidden", n=hidden, floor=FLOOR)))
    return blocks


def _reached(t: Translator, group: Below) -> Ready | str:
    """Write which share reached their target; near all and near nobody as "at least" and "at most"."""
    if group.n is None or group.share is None:
        return ""
    least, most = edges(group.n)
    bound = "most" if group.share <= least else "least" if group.share >= most else "about"
    return t("team-group-reached", share=share(t, min(max(group.share, least), most)), bound=bound)


def group(t: Translator, name: str, depth: Depth | None, *, today: date) -> Card:
    """Show what may be told of a team further down to somebody who leads it from above."""
    heading = t("team-of", name=named(t, name))
    blocks = deeper(t, depth, today=today) if depth else [Text(t("team-group-none"))]
    note = Note(t("team-note-group", floor=FLOOR))
    return Card("team", plain(heading), (Heading(heading), *blocks, note), t.locale)


def sample(t: Translator) -> Depth:
    """Return three groups further down, one of which stays hidden."""
    people = example.people(chinese=t.chinese)
    groups = (Below(people["W1"], 12, 0.75), Below(people["W2"], None, None), Below(people["W3"], 6, 0.8))
    return Depth(example.METRICS["defect_rate"], example.OCTOBER, groups)


def examples(t: Translator) -> dict[str, Card]:
    """Show the card once."""
    return {"team-group": group(t, example.people(chinese=t.chinese)["M1"].name, sample(t), today=example.TODAY)}
