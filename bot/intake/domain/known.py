"""Known people and metrics: whom and what the cells of a row mean, however they are written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from bot.kit.cleaning import UnclearValue, check_id, plain

if TYPE_CHECKING:
    from bot.figures.domain.metric import Metric
    from bot.figures.domain.record import RecordStream


@dataclass(frozen=True)
class Known:
    """The roster, the metrics and the streams that rows are matched with.

    ``people`` gives the number of an id, ``names`` its name; ``hired`` the day of hire (since 1970-01-01), ``roles``
    the number of the peer group and ``zones`` the time zone of those who have one of their own, by a person's number.
    """

    people: Mapping[str, int]
    names: Mapping[str, str]
    hired: Mapping[int, int]
    roles: Mapping[int, int]
    metrics: Mapping[str, tuple[int, Metric]]
    zones: Mapping[int, str] = field(default_factory=dict)
    streams: Mapping[str, RecordStream] = field(default_factory=dict)

    @cached_property
    def metric_by_number(self) -> dict[int, Metric]:
        """Metrics by the number that storage knows them by."""
        return dict(self.metrics.values())

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for person, name in self.names.items():
            found.setdefault(_fold(name), []).append(person)
        return found

    @cached_property
    def _by_bare_id(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for person in self.people:
            found.setdefault(_bare(person), []).append(person)
        return found

    @cached_property
    def _by_title(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for key, (_, metric) in self.metrics.items():
            names = (key, metric.title_en, metric.title_zh, *metric.other_names)
            for title in {_fold(name) for name in names} - {""}:
                found.setdefault(title, []).append(key)
        return found

    def person(self, text: str, *, name: str = "") -> tuple[str, str]:
        """Return the id that a cell means, and the rule that fixed it (empty when it stood there as it is).

        ``name`` is the name beside it: an id that had to be fixed must not belong to somebody else.

        Raises:
            Unclear: nobody on the roster, or more than one.
        """
        if text in self.people:
            return text, ""
        shown = plain(text).strip("'\"=")
        if not shown:
            raise UnclearValue("import-no-person")
        if shown in self.people:
            return shown, "blanks" if shown == text.strip() else "full-width"
        for candidates, rule in (
            (self._by_bare_id.get(_bare(shown), []), "id-written-differently"),
            (self._by_name.get(_fold(shown), []), "name-for-id"),
            (self._within(shown), "id-with-name"),
        ):
            if len(candidates) > 1:
                raise UnclearValue("import-ambiguous-person", candidates=", ".join(sorted(candidates)))
            if candidates:
                if name and rule != "name-for-id" and _fold(self.names[candidates[0]]) != _fold(name):
                    raise UnclearValue("import-id-and-name", candidates=candidates[0], name=plain(name))
                return candidates[0], rule
        check_id(shown)
        raise UnclearValue("import-unknown-person")

    def _within(self, text: str) -> list[str]:
        """Find an id and its own name written into one cell, in either order."""
        return [
            word
            for word in re.split(r"[\s()/_|:,-]+", text)
            if word in self.people and self.names[word] and _fold(self.names[word]) in _fold(text)
        ]

    def metric(self, text: str) -> tuple[str, str]:
        """Return the key that a cell means, by key or by title, and the rule that fixed it.

        Raises:
            Unclear: no such metric, or several of that title.
        """
        if text in self.metrics:
            return text, ""
        found = self._by_title.get(_fold(text), [])
        if len(found) > 1:
            raise UnclearValue("import-ambiguous-metric", candidates=", ".join(sorted(found)))
        if not found:
            raise UnclearValue("import-unknown-metric")
        return found[0], "metric-title"


def _fold(text: str) -> str:
    return re.sub(r"\s+", "" if not text.isascii() else " ", plain(text)).casefold()


def _bare(person: str) -> str:
    """Return an id without what spreadsheets take away or add: zeros in front, ``.0`` behind, case."""
    folded = plain(person).casefold()
    number = re.fullmatch(r"0*(\d+)(?:\.0+)?", folded)
    return number[1] if number else folded
