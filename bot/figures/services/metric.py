"""Metrics: which one is meant, in either language, and definitions as people write, change and add them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from bot.figures.domain import title
from bot.figures.domain.delta import Changed
from bot.figures.domain.metric import DEFINITION, MEANING, Metric
from bot.figures.domain.metric_fields import metric_fields
from bot.figures.domain.pack import FAMILIES
from bot.figures.domain.pack import metrics as shipped
from bot.figures.services.formula import conflict, recalculate_later, spans_kept, unknown_columns, with_stream_key
from bot.kit.cell import InvalidCell
from bot.kit.cleaning import UnclearValue
from bot.kit.errors import Invalid, NotFound, Stale, Unanswered
from bot.kit.period import Grain
from bot.messages.voice import BANNED
from bot.people.domain.audit import What

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.figures.ports import Work
    from bot.messages.answers import Answers

_MOST_NAMED, _LONGEST_NAME = 5, 40


def named(work: Work, said: str, *, among: Iterable[Metric] | None = None, grain: Grain | None = None) -> Metric:
    """Return the metric that is meant, of all or of some; of those with one title the likelier for a unit of time.

    Raises:
        NotFound: when none is, or several are; their keys are in the message.
    """
    wanted = " ".join(unicodedata.normalize("NFKC", said).split())
    everything = list(work.metrics.all() if among is None else among)
    found = title.find(everything, wanted, grain=grain)
    alike = [found.metric, *found.others] if found else title.partly(everything, wanted)
    if not alike:
        raise NotFound("metric-unknown", said=said.strip()[:_LONGEST_NAME] or "–")
    if not title.share_title(alike) and wanted.casefold() != alike[0].key.casefold():
        names = ", ".join(metric.key for metric in alike[:_MOST_NAMED])
        raise NotFound("metric-several", said=said.strip(), names=names, n=len(alike))
    return found.metric if found else title.likeliest(alike, grain)


def namesakes(work: Work, metric: Metric) -> tuple[Metric, ...]:
    """Return the other metrics of the same title, which are kept in another grain."""
    return tuple(
        other for other in work.metrics.all() if other.key != metric.key and title.share_title((other, metric))
    )


# As people write them


_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_LONGEST_LINE = 160
_ADVICE = ("advice_en", "advice_zh", "praise_en", "praise_zh")


def get(work: Work, key: str) -> Metric:
    """Return a metric by its key.

    Raises:
        NotFound: when there is none.
    """
    found = work.metrics.get(key)
    if found is None:
        raise NotFound("metric-unknown", said=key[:_LONGEST_NAME] or "–")
    return found


def mark(metric: Metric | None) -> str:
    """Return a short mark of a definition, by which it shows that somebody has changed it since."""
    return sha256(repr(metric).encode()).hexdigest()[:8]


def stored(work: Work, key: str) -> Changed:
    """Return the keys of every stored value of a metric."""
    number = work.metrics.numbers().get(key)
    return work.readings.keys_of_metrics([number[0]]) if number else Changed()


def drafted(work: Work, before: Metric | None, answers: Answers) -> Metric:
    """Make a metric of the answers of its form.

    Raises:
        Unanswered: with the field and the reason.
    """
    names = [name for name in DEFINITION if name in answers and name not in {"key", "records_from"}]
    cells = {name: answers.said(name) or "" for name in names}
    cells["records_from"] = str(answers.day_or_none("records_from") or "")
    key = before.key if before else answers.text("key").strip().casefold()
    problems: dict[str, tuple[str, Mapping[str, object]]] = {}
    if before is None and not _KEY.fullmatch(key):
        problems["key"] = ("metric-key", {})
    elif before is None and work.metrics.get(key):
        problems["key"] = ("metric-taken", {"metric": key})
    if not (cells["title_en"].strip() or cells["title_zh"].strip()):
        problems["title_en"] = ("metric-no-title", {})
    problems |= {name: wrong for name in _ADVICE if (wrong := _unkind(cells[name]))}
    try:
        made = metric_fields({"metric": key, **cells}, before={})
    except InvalidCell as unfit:
        raise Unanswered({unfit.column: (unfit.reason.key, unfit.reason.values), **problems}) from None
    try:
        made = with_stream_key(work, made)
    except UnclearValue as unclear:
        raise Unanswered({"formula": (unclear.key, unclear.values), **problems}) from None
    if before and before.is_ratio is not made.is_ratio and (n := len(stored(work, key))):
        problems["unit"] = ("metric-unit-stored", {"n": n})
    if reason := unknown_columns(work, made) or (conflict(work, made) if before else None):
        problems["formula"] = (reason.key, reason.values)
    if reason := spans_kept(work, made) if before else None:
        problems["grain"] = (reason.key, reason.values)
    if problems:
        raise Unanswered(problems)
    return made


def _unkind(text: str) -> tuple[str, Mapping[str, object]] | None:
    """Return what is wrong with lines of advice."""
    if phrase := BANNED.search(text):
        return "template-banned", {"phrase": phrase[0]}
    longest = max(map(len, text.splitlines()), default=0)
    return ("form-long", {"n": longest, "most": _LONGEST_LINE}) if longest > _LONGEST_LINE else None


def save(work: Work, metric: Metric, *, was: str, by: str, now: datetime) -> tuple[Metric, Metric | None]:
    """Store a metric; of one that has values, what they mean stays until :func:`redefine` is asked for.

    Returns:
        The metric as it is stored now, and as it is to be if that differs.

    Raises:
        Stale: when somebody has changed it since ``was`` was made.
    """
    before = work.metrics.get(metric.key)
    if mark(before) != was:
        raise Stale("metric-stale", metric=metric.key)
    kept = metric
    if before and len(stored(work, metric.key)):
        kept = replace(metric, **{name: getattr(before, name) for name in MEANING})
    _put(work, [kept], by=by, now=now)
    return kept, None if kept == metric else metric


def _put(work: Work, metrics: list[Metric], *, by: str, now: datetime) -> Changed:
    """Store metrics, put that on record, and return the keys of the deltas that changed at once."""
    before = {metric.key: work.metrics.get(metric.key) for metric in metrics}
    outcomes = work.metrics.put(metrics, fields=frozenset(DEFINITION))
    changed = Changed()
    for metric in metrics:
        changed |= recalculate_later(work, before[metric.key], metric, by=by, now=now)
    for metric, outcome in zip(metrics, outcomes, strict=True):
        if outcome != "unchanged":
            detail = {"about": "metric", "outcome": outcome}
            work.audit.append(What.WRITE, actor=by, subject=metric.key, detail=detail, at=now)
    return changed


def meant(metric: Metric, words: Mapping[str, str]) -> Metric:
    """Return a metric whose values mean what ``words`` says by the names in MEANING.

    Raises:
        NotFound: one of them is none that a button of ours holds.
    """
    try:
        cells = {"metric": metric.key, **{name: words[name] or "-" for name in MEANING}}
        return metric_fields(cells, before={metric.key: metric})
    except (KeyError, InvalidCell):
        raise NotFound("metric-unknown", said="–") from None


def redefine(work: Work, after: Metric, *, was: str, by: str, now: datetime) -> Changed:
    """Change what the values of a metric mean; returns the keys of the deltas that changed at once.

    Raises:
        Stale: when somebody has changed it since ``was`` was made.
        Invalid: finished values stand in periods that records would make.
    """
    if mark(get(work, after.key)) != was:
        raise Stale("metric-stale", metric=after.key)
    _check(work, after)
    return _put(work, [after], by=by, now=now)


def _check(work: Work, metric: Metric) -> None:
    if reason := conflict(work, metric) or spans_kept(work, metric):
        raise Invalid(reason.key, **reason.values)


def missing(work: Work) -> dict[str, list[Metric]]:
    """Return by job family which of the shipped metrics are not here."""
    here = {metric.key for metric in work.metrics.all()}
    return {family: [shipped()[key] for key in keys if key not in here] for family, keys in FAMILIES.items()}


def add_pack(work: Work, family: str, *, by: str, now: datetime) -> list[Metric]:
    """Add the metrics of a job family that are not here yet; those that are stay as they were changed.

    Raises:
        NotFound: when there is no such family.
    """
    if family not in FAMILIES:
        raise NotFound("metric-pack-unknown", said=family[:_LONGEST_NAME], names=", ".join(FAMILIES))
    added = missing(work)[family]
    _put(work, added, by=by, now=now)
    return added
