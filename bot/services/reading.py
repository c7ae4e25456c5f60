"""Values and the stored rows behind them: which are meant, one's own at a glance, and all their versions."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bot.domain.calendar import wall
from bot.domain.errors import NotFound
from bot.domain.period import spoken_period
from bot.messages.i18n import Catalog
from bot.services import metric as measures
from bot.services.evidence import trend
from bot.services.person import named, weighed
from bot.views import person as view

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.domain.delta import Delta
    from bot.domain.metric import Metric
    from bot.domain.person import Person
    from bot.domain.reading import Period, Reading
    from bot.messages.card import Card
    from bot.ports import Work

RECENT = 24
"""How many values are offered to choose from."""


@dataclass(frozen=True, slots=True)
class About:
    """What words are about: whose values (None: nobody named), of which metric and period (None: any)."""

    person: Person | None = None
    metric: Metric | None = None
    period: Period | None = None

    def fits(self, delta: Delta) -> bool:
        """Say whether a value is meant: one inside the period, or one whose own period holds it."""
        span, one = self.period, delta.period
        inside = span is None or span.start <= one.start <= span.end or one.start <= span.start <= one.end
        return inside and (self.metric is None or delta.metric == self.metric.key)


def about(work: Work, said: str, *, today: date) -> About:
    """Find a person, a metric and a period in words; what is not named is None.

    Raises:
        NotFound: when a name could be several people, or a metric's several metrics.
    """
    words = " ".join(unicodedata.normalize("NFKC", said).split())
    if not words:
        return About()
    person, rest = _person(work, words)
    span = spoken_period(rest, today=today)
    return About(person, _metric(work, rest, today=today), span[0] if span else None)


def _metric(work: Work, said: str, *, today: date) -> Metric | None:
    bare = " ".join(word for word in said.split() if spoken_period(word, today=today) is None)
    for words in dict.fromkeys((said, bare)):
        try:
            return measures.named(work, words)
        except NotFound as unknown:
            if unknown.key == "metric-several":
                raise
    return None


def _person(work: Work, said: str) -> tuple[Person | None, str]:
    """Return who is named by a mention, an id or a whole name, or by one word of it; and the words without that."""
    if mention := re.search(r"<@[A-Za-z0-9]+>", said):
        return named(work, mention[0]), said.replace(mention[0], " ")
    titles = [title.casefold() for one in work.metrics.all() for title in (one.key, one.title_en, one.title_zh)]
    everybody = work.people.all()
    folded = said.casefold()
    within = {called for one in everybody for called in (one.id, one.name) if called and called.casefold() in folded}
    for called in sorted(within, key=len)[::-1]:
        found = _at(called, said)
        if found and called.casefold() not in titles:
            return named(work, called), f"{said[: found.start()]} {said[found.end() :]}"
    for word in said.split():
        those = [one for one in everybody if word.casefold() in one.name.casefold().split()]
        if those and not any(word.casefold() in title for title in titles):
            return named(work, word, among=those), said.replace(word, " ", 1)
    return None, said


def _at(called: str, said: str) -> re.Match[str] | None:
    edge = (r"(?<![A-Za-z0-9])", r"(?![A-Za-z0-9])") if called.isascii() else ("", "")
    return re.search(f"{edge[0]}{re.escape(called)}{edge[1]}", said, re.IGNORECASE)


def values(work: Work, person_id: str, meant: About | None = None) -> list[Delta]:
    """Return somebody's values that are meant, newest first; quarantined ones and gaps have none."""
    known = {metric.key for metric in work.metrics.all()}
    found = [one for one in work.deltas.find(person_id=person_id) if one.value is not None and one.metric in known]
    found = [one for one in found if meant is None or meant.fits(one)]
    return sorted(found, key=lambda one: (one.period.start, one.metric), reverse=True)


def newest(deltas: Sequence[Delta]) -> list[Delta]:
    """Return the newest value of each metric; the values come newest first."""
    once: dict[str, Delta] = {}
    for one in deltas:
        once.setdefault(one.metric, one)
    return list(once.values())


def value(work: Work, person_id: str, place: str) -> Delta:
    """Return the value that a button or an option names, see :func:`place_of`.

    Raises:
        NotFound: when there is none.
    """
    metric, _, start = place.rpartition(":")
    try:
        day = date.fromisoformat(start)
    except ValueError:
        raise NotFound("reading-none") from None
    found = next(iter(work.deltas.find(person_id=person_id, metric=metric, start=day)), None)
    if found is None or found.value is None or work.metrics.get(metric) is None:
        raise NotFound("reading-none")
    return found


def place_of(delta: Delta) -> str:
    """Name a value of somebody's in a button or an option."""
    return f"{delta.metric}:{delta.period.start.isoformat()}"


def me(work: Work, person: Person, *, now: datetime, said: str = "", place: str = "") -> Card:
    """Show somebody their newest value of every metric, the one that matters most drawn as a trend.

    ``said`` may name a metric and a period; ``place`` is one value, see :func:`place_of`.
    """
    today = wall(now, timezone=person.timezone).date()
    metrics = {metric.key: metric for metric in work.metrics.all()}
    meant = about(work, said, today=today)
    chosen = meant.metric is not None or meant.period is not None
    if place:
        shown = [value(work, person.id, place)]
    elif chosen:
        shown = newest(values(work, person.id, meant))
    else:
        shown = work.deltas.latest(person.id)
    shown = weighed(shown, metrics)
    series = next((found for one in shown if (found := trend(work, one))), [])
    running = work.disputes.about([person.id], running=True)
    return view.me(
        Catalog.load()(person.locale),
        person,
        shown,
        metrics=metrics,
        series=series,
        today=today,
        cases={(one.metric, one.period.start): one.no for one in running},
        asked=said if chosen else "",
    )


def one(work: Work, delta: Delta) -> About:
    """Say of a value that it alone is meant."""
    return About(None, work.metrics.get(delta.metric), delta.period)


def rows(work: Work, subject: Person, meant: About) -> list[Reading]:
    """Return every stored version of the values that are meant, newest period first; whoever asks saw to the right."""
    found = work.readings.rows(subject.id, metric=meant.metric.key if meant.metric else None)
    span = meant.period
    return [one for one in found if span is None or (one.period.start <= span.end and span.start <= one.period.end)]
