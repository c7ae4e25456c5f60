"""People: who is meant by a name, and their newest values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from bot.domain.errors import NotFound
from bot.domain.feedback import Mark
from bot.domain.outline import judge, weight
from bot.domain.person import Person

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.delta import Delta
    from bot.domain.metric import Metric
    from bot.ports import Work


def newest(work: Work, person: Person) -> tuple[list[Delta], dict[str, Metric]]:
    """Return somebody's newest value of every metric, what matters most first, and the metrics by key."""
    metrics = {metric.key: metric for metric in work.metrics.all()}
    return weighed(work.deltas.latest(person.id), metrics), metrics


def weighed(deltas: Iterable[Delta], metrics: Mapping[str, Metric]) -> list[Delta]:
    """Return the values among deltas, what matters most first."""
    known = [one for one in deltas if one.value is not None and one.metric in metrics]
    return sorted(known, key=lambda one: (-_matters(one, metrics), one.metric))


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
