"""People: who is meant by a name, and what somebody's own numbers are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from bot.domain.calendar import wall
from bot.domain.errors import NotFound
from bot.domain.feedback import Mark
from bot.domain.outline import judge, weight
from bot.domain.person import Person
from bot.messages.i18n import Catalog
from bot.services.evidence import trend
from bot.views import person as view

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from bot.domain.delta import Delta
    from bot.domain.metric import Metric
    from bot.messages.card import Card
    from bot.ports import Work


def me(work: Work, person: Person, *, now: datetime) -> Card:
    """Show somebody their newest value of every metric, the one that matters most drawn as a trend."""
    today = wall(now, timezone=person.timezone).date()
    return work.recall(("me", person, today), lambda: _me(work, person, today=today))


def _me(work: Work, person: Person, *, today: date) -> Card:
    latest, metrics = newest(work, person)
    series = next((found for one in latest if (found := trend(work, one))), [])
    return view.me(
        Catalog.load()(person.locale),
        person,
        latest,
        metrics=metrics,
        series=series,
        today=today,
    )


def newest(work: Work, person: Person) -> tuple[list[Delta], dict[str, Metric]]:
    """Return somebody's newest value of every metric, what matters most first, and the metrics by key."""
    metrics = {metric.key: metric for metric in work.metrics.all()}
    latest = [one for one in work.deltas.latest(person.id) if one.value is not None and one.metric in metrics]
    latest.sort(key=lambda one: (-_matters(one, metrics), one.metric))
    return latest, metrics


def named(work: Work, said: str, *, among: Iterable[Person] | None = None) -> Person:
    """Return who is meant by an id, a name or part of one, an e-mail address or a mention, of everybody or of some.

    Raises:
        NotFound: when nobody is, or several are; their names and ids are in the message.
    """
    wanted = " ".join(unicodedata.normalize("NFKC", said).split()).casefold()
    if mention := _MENTION.search(said):
        wanted = mention[1].casefold()
    everybody = list(work.people.all() if among is None else among)
    for fits in _FITS:
        found = [one for one in everybody if wanted and fits(one, wanted)]
        if len(found) == 1:
            return found[0]
        if found:
            names = [f"{one.name} ({one.id})" for one in found[:_MOST_NAMED]]
            raise NotFound("person-several", said=said.strip(), names=", ".join(names), n=len(found))
    raise NotFound("person-unknown", said=said.strip()[:_LONGEST_NAME] or "–")


_MENTION = re.compile(r"<@([A-Za-z0-9]+)>")
_MOST_NAMED, _LONGEST_NAME = 5, 40
_FITS: tuple[Callable[[Person, str], bool], ...] = (
    lambda one, said: one.id.casefold() == said,
    lambda one, said: any(account.user.casefold() == said for account in one.identities),
    lambda one, said: one.name.casefold() == said or (bool(one.email) and one.email.casefold() == said),
    lambda one, said: said in one.name.casefold().split(),
    lambda one, said: one.name.casefold().startswith(said),
    lambda one, said: said in one.name.casefold(),
)
"""From the surest likeness to the weakest: the first that fits anybody decides."""


def _matters(delta: Delta, metrics: Mapping[str, Metric]) -> float:
    metric = metrics[delta.metric]
    judged = judge(delta, metric)
    return weight(delta, metric, judged[0] if judged else Mark.PLAIN)
