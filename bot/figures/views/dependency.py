"""What others provided late, as one line beside a result that rests on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.figures.domain.dependency import missed
from bot.figures.views.phrase import inside, value
from bot.messages.card import Text
from bot.messages.i18n import named
from bot.messages.number import amount

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from bot.figures.domain.delta import Delta
    from bot.figures.domain.dependency import LateDependency
    from bot.figures.domain.metric import Metric
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready

_MOST_LINES, _MOST_TITLES = 2, 2


def beside(
    t: Translator,
    late: Sequence[LateDependency],
    results: Iterable[tuple[Delta, Metric]],
    *,
    today: date,
) -> list[Text]:
    """Say what others provided late, and which of these results of the same period missed their target too.

    That one comes of the other nobody knows, so it is said as what may be.
    """
    short = [(delta, metric) for delta, metric in results if missed(delta, metric)]
    return [Text(_line(t, found, short, today=today)) for found in late[:_MOST_LINES]]


def words_of(t: Translator, found: LateDependency, *, today: date) -> dict[str, str]:
    """Write the parts of a sentence about what others provided late."""
    delta, metric = found.delta, found.metric
    return {
        "provider": named(t, found.provider),
        "title": inside(t, metric),
        "period": t.period(delta.period, metric.grain, today=today),
        "value": value(t, delta, metric),
        "target": amount(t, delta.target or 0.0, metric.unit, apart=(delta.value,)),
    }


def _line(t: Translator, found: LateDependency, short: Sequence[tuple[Delta, Metric]], *, today: date) -> Ready:
    delta, metric = found.delta, found.metric
    together = {other.key: other for each, other in short if each.period == delta.period and other != metric}
    titles = [inside(t, other) for other in together.values()][:_MOST_TITLES]
    words = words_of(t, found, today=today)
    return t("dependency-late-held", held=t.items(titles), **words) if titles else t("dependency-late", **words)
