"""What somebody asked about, said back in the answer: so that nobody takes one month's figures for another's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.figures.domain import example
from bot.figures.domain.about import FigureScope
from bot.figures.views.phrase import inside, title
from bot.kit.period import Grain
from bot.messages.card import Action, Button, Card, Choices, Heading, Text
from bot.messages.text import plain

if TYPE_CHECKING:
    from bot.figures.domain.metric import Metric
    from bot.messages.form import Form
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready

_LONGEST, _MOST = 40, 2


def said_back(t: Translator, card: Card, heard: FigureScope, *, route: str = "", who: str = "") -> Card:
    """Put what was understood, and what was not, below a card's heading.

    Metrics that share the title of the one that is shown are offered as buttons that ask ``route`` again, about
    ``who``.
    """
    lines = lines_of(t, heard, named=bool(who))
    others = [_other(t, metric, heard, route, who) for metric in heard.others[:_MOST]] if route else []
    at = 1 if card.blocks and isinstance(card.blocks[0], Heading) else 0
    text = (Text("\n".join(lines)),) if lines else ()
    offered = (Choices(tuple(others)),) if others else ()
    return replace(card, blocks=(*card.blocks[:at], *text, *offered, *card.blocks[at:]))


def unread_first(t: Translator, form: Form, heard: FigureScope) -> Form:
    """Put what was not understood before a form's introduction."""
    left = lines_of(t, FigureScope(unread=heard.unread))
    return replace(form, intro="\n".join(part for part in (*left, form.intro) if part))


def lines_of(t: Translator, heard: FigureScope, *, named: bool = False) -> list[Ready]:
    """Write what was understood of words, and what was not; nothing where no metric and no time was said.

    ``named`` says that whose figures they are is told too, where somebody was named.
    """
    lines = []
    if what := asked_for(t, heard, named=named):
        lines.append(t("about-asked", what=what))
    if heard.unread:
        words = [word if len(word) <= _LONGEST else f"{word[:_LONGEST]}…" for word in heard.unread[:_MOST]]
        lines.append(t("about-unread", said=t.listed(words)))
    return lines


def asked_for(t: Translator, heard: FigureScope, *, named: bool = False) -> Ready | None:
    """Write which metric and days were asked about; None where neither was."""
    period = t.span(heard.period, heard.grain) if heard.period and heard.grain else ""
    whose = [heard.person.name] if named and heard.person else []
    parts = [*whose, *([inside(t, heard.metric)] if heard.metric else []), *([period] if period else [])]
    return t.clauses(parts) if parts else None


def _other(t: Translator, metric: Metric, heard: FigureScope, route: str, who: str) -> Button:
    days = f"{heard.period.start.isoformat()} to {heard.period.end.isoformat()}" if heard.period else ""
    asked = " ".join(part for part in (who, metric.key, days) if part)
    text = t("about-other", title=title(t, metric), grain=str(metric.grain))
    return Button(plain(text), Action(route, (("said", asked),)))


def examples(t: Translator) -> dict[str, Card]:
    """Show it once, with a metric that is kept by day too, and words that mean nothing to us."""
    by_month, by_day = example.METRICS["defect_rate"], example.METRICS["line_rate"]
    words = "四班的" if t.chinese else "shift four"
    heard = FigureScope(None, by_month, example.OCTOBER, Grain.MONTH, (by_day,), (words,))
    card = Card("me", plain(t("person-headline")), (Heading(t("person-headline")),), t.locale)
    return {"about": said_back(t, card, heard, route="me")}
