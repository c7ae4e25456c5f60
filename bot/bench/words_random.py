"""What would be said of random series: each is judged and worded in both languages, and the words held against it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from statistics import median
from typing import TYPE_CHECKING, Final

from bot.ai.offline import choose
from bot.bench.words_claims import MATERIAL, PEERS, Truth, headline, laws, untrue, words
from bot.feedback.domain.feedback import Mark, Occasion, Outline
from bot.feedback.domain.outline import findings
from bot.feedback.domain.outline_called import called
from bot.feedback.views.feedback import MessageContent, standing
from bot.feedback.views.feedback_nudge import nudge
from bot.figures.domain.delta import Delta, Peers
from bot.figures.domain.metric import Aggregate, Direction, Metric
from bot.figures.domain.target import Bar
from bot.kit.exact import rounded
from bot.kit.period import Grain, Period, next_period, period_of
from bot.messages.i18n import LOCALES, translator

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.messages.card import Card
    from bot.messages.i18n import Translator

_FIRST: Final = period_of(date(2025, 8, 1), Grain.MONTH)
_MOST, _GAP, _SEED = 15, 0.05, 12
_FEW_BELOW: Final = 0.8
_HISTORY: Final = 8
_METRICS: Final = (
    Metric("sales", "USD", Direction.HIGHER, Grain.MONTH, "Sales", "销售额"),
    Metric("visits", "", Direction.HIGHER, Grain.MONTH, "Visits", "拜访量"),
    Metric("defect_rate", "%", Direction.LOWER, Grain.MONTH, "Defect rate", "次品率", aggregate=Aggregate.RATIO),
    Metric("reply_time", "h", Direction.LOWER, Grain.MONTH, "Reply time", "响应时间", aggregate=Aggregate.MEAN),
    Metric(
        "repurchase_rate", "%", Direction.HIGHER, Grain.MONTH, "Repurchase rate", "复购率", aggregate=Aggregate.RATIO
    ),
)


@dataclass(frozen=True, slots=True)
class Series:
    """Values of somebody by month, oldest first, the last of which is told; with the target and the others' values."""

    metric: Metric
    values: tuple[float | None, ...]
    target: float | None
    peers: tuple[float, ...]

    def truth(self) -> Truth:
        """Return what is so about the last value."""
        year_ago = self.values[-13] if len(self.values) > 12 else None  # noqa: PLR2004 - a year before
        last = self.values[-1] or 0.0
        sign = self.metric.direction.sign
        return Truth(last, sign, self.values[:-1], self.target, self.peers, year_ago, held=True)

    def deltas(self) -> list[Delta]:
        """Return what is stored of each value that there is."""
        found, period = [], _FIRST
        for place, value in enumerate(self.values):
            if value is not None:
                found.append(self._delta(period, place, value))
            period = next_period(period, Grain.MONTH)
        return found

    def _delta(self, period: Period, place: int, value: float) -> Delta:
        cut = Series(self.metric, self.values[: place + 1], self.target, self.peers if self._last(place) else ())
        truth = cut.truth()
        change = None if truth.previous is None else rounded(value - truth.previous)
        share = (
            rounded(change / truth.previous) if change is not None and truth.previous and truth.previous > 0 else None
        )
        year = None if truth.year_ago is None else rounded(value - truth.year_ago)
        base = [other for other in self.values[max(0, place - 12) : place] if other is not None]
        middle, mad, z = _robust(value, base)
        ratio = self.metric.aggregate is Aggregate.RATIO
        return Delta(
            "S1",
            self.metric.key,
            period,
            value,
            self.target,
            self.target,
            self._attainment(value),
            truth.previous,
            change,
            share,
            len(base),
            middle,
            mad,
            z,
            truth.year_ago,
            year,
            streak=truth.run(1) or -truth.run(-1),
            numerator=round(value * 1000) if ratio else None,
            denominator=1000.0 if ratio else None,
            peers=_peers(value, truth.peers),
        )

    def _last(self, place: int) -> bool:
        return place == len(self.values) - 1

    def _attainment(self, value: float) -> float | None:
        if self.target is None:
            return None
        if self.metric.direction is Direction.HIGHER:
            return rounded(value / self.target) if self.target else None
        return rounded(self.target / value) if value else None


def _peers(value: float, others: Sequence[float]) -> Peers | None:
    if len(others) < PEERS:
        return None
    lower, same = sum(other < value for other in others), sum(other == value for other in others)
    return Peers(len(others), median(others), (lower + same / 2) / len(others))


def _robust(value: float, base: Sequence[float]) -> tuple[float | None, float | None, float | None]:
    """Return the median, its absolute deviation and the modified z-score of a value (methods 4.1)."""
    if not base:
        return None, None, None
    middle = median(base)
    mad = median(abs(other - middle) for other in base)
    return middle, mad, rounded(0.6745 * (value - middle) / mad) if mad and len(base) >= _HISTORY else None


def invented(n: int, seed: int = _SEED) -> Iterator[Series]:
    """Yield random series of many shapes: that wander, climb, fall, stand still, jump, or turn."""
    dice = Random(seed)  # noqa: S311 - a sample, not a secret
    for _ in range(n):
        metric = dice.choice(_METRICS)
        level = {"USD": 50_000.0, "%": 0.05, "h": 8.0}.get(metric.unit, 40.0)
        values: list[float | None] = []
        at, drift, noise = level, dice.choice((-0.08, -0.02, 0.0, 0.0, 0.02, 0.08)), dice.choice((0.0, 0.02, 0.1, 0.3))
        turn = dice.randrange(1, _MOST)
        for place in range(dice.randint(1, _MOST)):
            at *= 1 + (drift if place < turn else -drift)
            values.append(None if dice.random() < _GAP else _written(metric, at * (1 + noise * dice.gauss(0, 1))))
        if values[-1] is None:
            values[-1] = _written(metric, at)
        if dice.random() < _GAP:
            values[-1] = _written(metric, (values[-1] or level) * dice.choice((0.4, 0.7, 1.5, 3.0)))
        near = dice.choice((0.5, 0.8, 0.9, 0.97, 1.0, 1.03, 1.2, 2.0))
        target = _written(metric, (values[-1] or level) * near) if dice.random() < 0.8 else None  # noqa: PLR2004
        others = dice.choice((0, 0, 4, 5, 8, 15))
        peers = tuple(_written(metric, at * (1 + 0.2 * dice.gauss(0, 1))) for _ in range(others))
        yield Series(metric, tuple(values), target, peers)


def _written(metric: Metric, value: float) -> float:
    """Return a value as it would be stored: no less than nothing, with as many decimals as its unit has."""
    decimals = {"USD": 2, "%": 3, "h": 1}.get(metric.unit, 0)
    return round(max(value, 0.0), decimals)


def contradictions(n: int, seed: int = _SEED) -> tuple[list[str], int]:
    """Return what is said of random series that is not so, and how many messages were read."""
    found, read = [], 0
    words_of = [translator(locale) for locale in LOCALES]
    for series in invented(n, seed):
        truth = series.truth()
        for t in words_of:
            for card, own in _cards(t, series):
                read += 1
                wrong = laws(headline(card), truth, own=own)
                wrong += [what for line in words(card) for what in untrue(line, truth)]
                if wrong:
                    found.append(f"{series}: {' | '.join(wrong)} — {' / '.join(words(card))}")
    return found, read


def _cards(t: Translator, series: Series) -> Iterator[tuple[Card, bool]]:
    """Yield what is said of a series to the person, and where a bar is crossed to whoever leads them."""
    metrics = {series.metric.key: series.metric}
    deltas = series.deltas()
    last = deltas[-1]
    today = last.period.end + timedelta(days=2)
    found = findings([deltas], metrics)
    if any(finding.mark is not Mark.PLAIN for finding in found):
        outline = Outline("S1", "S1", Occasion.STANDING, last.period, found)
        said = MessageContent(outline, choose(outline, recent=()), metrics, "k", today)
        yield standing(t, said), True
    bar = _bar(last, series)
    if bar is not None:
        outline = Outline("S1", "M1", Occasion.NUDGE, last.period, (called(deltas, series.metric, bar),))
        said = MessageContent(outline, choose(outline, recent=()), metrics, "k", today)
        yield nudge(t, said, name="Ana", units={}, told=True), False


def _bar(delta: Delta, series: Series) -> Bar | None:
    """Return the bar of the usual rules that a value has crossed: under 80% of target, or well over it."""
    if delta.target is None or delta.value is None or delta.attainment is None:
        return None
    if series.metric.is_ratio and series.metric.direction is Direction.LOWER:
        over = delta.value - delta.target > MATERIAL * delta.target
        return Bar("value", above=True, limit=delta.target) if over else None
    return Bar("attainment", above=False, limit=_FEW_BELOW) if delta.attainment < _FEW_BELOW else None
