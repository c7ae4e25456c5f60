"""The teams in a department's month: what each reached, how few carry how much, and what the head can decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.feedback.views.driver_phrase import headline, of_title
from bot.figures.views.phrase import inside, title
from bot.messages.card import Action, Block, Button, Choices, Text
from bot.messages.i18n import named
from bot.messages.number import share
from bot.overview.views.team import short
from bot.overview.views.team_depth import deeper

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bot.figures.domain.metric import Metric
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready
    from bot.overview.domain.report_teams import Concentration, ReportTeams


def teams(
    t: Translator, seen: ReportTeams, names: Mapping[str, str], metrics: Mapping[str, Metric], *, today: date
) -> list[Block]:
    """Show the teams, how a sum is spread over people, and a decision about the team that reached least."""
    blocks: list[Block] = deeper(t, seen.depth, today=today) if seen.depth else []
    if seen.moved and seen.weakest:
        whose = t("team-of", name=named(t, seen.weakest.lead.name))
        name = t.clauses([whose, inside(t, seen.moved.metric)])
        blocks.append(Text(of_title(t, name, headline(t, seen.moved, today=today))))
    if seen.spread:
        blocks.append(Text(_spread(t, seen.spread, names, metrics)))
    if seen.weakest and seen.depth:
        lead = seen.weakest.lead
        blocks.append(Text(t("report-decide", lead=named(t, lead.name), title=inside(t, seen.depth.metric))))
        look = Button(short(t, "report-open-team-of", lead.name), Action("team", (("lead", lead.id),)))
        talk = Button(short(t, "team-book", lead.name), Action("one_on_one.times", (("person", lead.id),)))
        blocks.append(Choices((look, talk)))
    return blocks


def _spread(t: Translator, spread: Concentration, names: Mapping[str, str], metrics: Mapping[str, Metric]) -> Ready:
    words = {"title": title(t, metrics[spread.metric]), "share": share(t, spread.share, apart=1.0)}
    if spread.carrying and set(spread.carrying) <= names.keys():
        people = t.items([named(t, names[person_id]) for person_id in spread.carrying])
        return t("report-spread-named", names=people, **words)
    return t("report-spread", few=spread.few, n=spread.n, **words)
