"""Metrics: which one is meant by a name, a key or part of one, in either language."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from bot.domain.errors import NotFound
from bot.domain.metric import Metric

if TYPE_CHECKING:
    from bot.ports import Work

_MOST_NAMED, _LONGEST_NAME = 5, 40


def named(work: Work, said: str, *, among: Iterable[Metric] | None = None) -> Metric:
    """Return the metric that is meant, of all or of some.

    Raises:
        NotFound: when none is, or several are; their keys are in the message.
    """
    wanted = " ".join(unicodedata.normalize("NFKC", said).split()).casefold()
    everything = list(work.metrics.all() if among is None else among)
    for fits in _FITS:
        found = [one for one in everything if wanted and fits(one, wanted)]
        if len(found) == 1:
            return found[0]
        if found:
            raise NotFound(
                "metric-several",
                said=said.strip(),
                names=", ".join(one.key for one in found[:_MOST_NAMED]),
                n=len(found),
            )
    raise NotFound("metric-unknown", said=said.strip()[:_LONGEST_NAME] or "–")


def _titles(one: Metric) -> tuple[str, ...]:
    return tuple(title.casefold() for title in (one.title_en, one.title_zh) if title)


_FITS: tuple[Callable[[Metric, str], bool], ...] = (
    lambda one, said: one.key.casefold() == said,
    lambda one, said: said in _titles(one),
    lambda one, said: one.key.casefold().replace("_", " ") == said,
    lambda one, said: any(said in title for title in _titles(one)),
    lambda one, said: any(title in said for title in _titles(one)),
)
"""From the surest likeness to the weakest: the first that fits any decides."""
