"""No card shows a number that contradicts the one beside it, of whatever kind it is: the law over all that compare."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.ai.offline import choose
from bot.feedback.domain.evidence import Evidence, Ground
from bot.feedback.domain.feedback import Mark, Occasion, Outline
from bot.feedback.domain.outline import findings
from bot.feedback.domain.outline_called import called, crossed
from bot.feedback.views.evidence import why
from bot.feedback.views.feedback import MessageContent, standing
from bot.feedback.views.feedback_alert import alert
from bot.feedback.views.feedback_correction import correction
from bot.feedback.views.feedback_nudge import nudge
from bot.figures.domain.delta import Delta, Peers
from bot.figures.domain.example import OCTOBER, versions
from bot.figures.domain.metric import Aggregate, Direction, Metric
from bot.figures.domain.target import Bar
from bot.kit.period import Grain
from bot.messages.card import Facts, Heading
from bot.messages.i18n import translator
from bot.messages.text import plain
from bot.overview.domain.team import stand
from bot.overview.views.person import Mine, me
from bot.overview.views.team import Glance, team
from bot.overview.views.team_member import TeamMember, member
from bot.people.domain.person import Person
from tests.effort import tries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.messages.card import Card

UP = Metric("orders", "orders", Direction.HIGHER, Grain.MONTH, "Orders", "订单")
RATE = Metric("rate", "%", Direction.LOWER, Grain.MONTH, "Rate", "次品率", aggregate=Aggregate.RATIO)
METRICS = {metric.key: metric for metric in (UP, RATE)}
NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
ANN = Person("ann", "Ann", manager_id="max")
NUMBER = r"(-?[\d.,]*\d[KM]?%?)"


@dataclass(frozen=True)
class Beside:
    """A value with all that may stand beside it, each very near to it or the same."""

    delta: Delta
    metric: Metric
    bar: Bar

    def of(self, word: str) -> float | None:
        """Return the number that stands behind a word in a sentence."""
        delta = self.delta
        return {
            "target": delta.target,
            "median": delta.peers.median if delta.peers else None,
            "usual": delta.baseline_median,
            "previous": delta.previous,
            "bar": self.bar.limit,
        }[word]


@st.composite
def besides(draw: st.DrawFn) -> Beside:
    metric = draw(st.sampled_from([UP, RATE]))
    size = draw(st.sampled_from([0.03, 0.5] if metric.is_ratio else [7.0, 80.0, 100.0, 12_345.0, 2_000_000.0]))

    def near() -> float:
        off = draw(st.sampled_from([0, 1, -1, 4, -5])) * 10.0 ** -draw(st.integers(1, 8))
        return round(size * (1 + off), 11)

    value, target, previous = near(), draw(st.none() | st.just(0).map(lambda _: near())), near()
    change = round(value - previous, 12)
    attainment = None if target is None else round(value / target if metric is UP else target / value, 12)
    delta = Delta(
        "ann",
        metric.key,
        OCTOBER,
        value,
        target,
        target,
        attainment,
        previous,
        change,
        round(change / previous, 12),
        streak=0 if not change else 1 if change > 0 else -1,
        peers=Peers(6, near(), 0.5),
        baseline_n=9,
        baseline_median=near(),
    )
    return Beside(delta, metric, Bar("value", above=metric is RATE, limit=near(), inclusive=draw(st.booleans())))


SENTENCES = {
    "target": (rf"target of {NUMBER}", rf"target(?: so far)? {NUMBER}"),
    "median": (rf"role median of {NUMBER}", rf"role median:? {NUMBER}"),
    "usual": (rf"usually (?:CN¥)?{NUMBER}",),
    "previous": (rf"before {NUMBER}", rf"previous: {NUMBER}"),
    "bar": (rf"(?:^|, )(?:over|under|at or above|at or below) {NUMBER}(?:$|,)",),
}


def number(text: str) -> float:
    factor = {"K": 1e3, "M": 1e6}.get(text.rstrip("%")[-1], 1.0) / (100 if text.endswith("%") else 1)
    return float(re.sub(r"[^\d.-]", "", text)) * factor


def lines(card: Card) -> Iterator[tuple[str, str]]:
    """Yield each value that a card shows, with the sentence beside it."""
    for block in card.blocks:
        if isinstance(block, Facts):
            yield from ((plain(line.value), plain(line.against)) for line in block.lines)
        elif isinstance(block, Heading) and (
            found := re.search(rf"(?: at |: (?:orders |rate )?){NUMBER}(?: orders?)?, (.+)", plain(block.text))
        ):
            yield found[1], f", {found[2]}"


def cards(pair: Beside) -> Iterator[Card]:
    """Yield every kind of card that compares a value with something."""
    t = translator("en")
    delta, metric = pair.delta, pair.metric
    found = findings([(delta,)], METRICS)
    if any(part.mark is not Mark.PLAIN for part in found):
        outline = Outline("ann", "ann", Occasion.STANDING, OCTOBER, found)
        yield standing(t, MessageContent(outline, choose(outline, recent=()), METRICS, "k", NOW.date()))
    barred = (called((delta,), metric, pair.bar if crossed(delta, pair.bar) else None),)
    for occasion in (Occasion.NUDGE, Occasion.ALERT):
        outline = Outline("ann", "max", occasion, OCTOBER, barred)
        said = MessageContent(outline, choose(outline, recent=()), METRICS, "k", NOW.date())
        if occasion is Occasion.NUDGE:
            yield nudge(t, said, name="Ann", units={}, told=True)
        else:
            yield alert(t, said, unit="Line", paused=False)
    outline = Outline("ann", "ann", Occasion.CORRECTION, OCTOBER, (called((delta,), metric, None),))
    said = MessageContent(outline, choose(outline, recent=()), METRICS, "k", NOW.date())
    yield correction(t, said, before=delta.previous, after=versions()[0])
    yield me(t, ANN, Mine((delta,), METRICS), today=NOW.date())
    ground = Ground(delta, metric, ())
    yield why(t, Evidence(None, ANN, (ground,), (), ()), zone=UTC, now=NOW, own=True)
    yield team(t, Glance([stand(ANN, [delta], METRICS)], METRICS, UTC, NOW))
    yield member(t, TeamMember("Ann", "ann", [delta], METRICS, UTC, NOW))


ALL_THE_SAME = Beside(
    Delta(
        "ann",
        UP.key,
        OCTOBER,
        7.007,
        7.007,
        7.007,
        1.0,
        7.0,
        0.007,
        0.001,
        streak=1,
        peers=Peers(6, 7.0, 0.5),
        baseline_n=9,
        baseline_median=7.0,
    ),
    UP,
    Bar("value", above=False, limit=7.007, inclusive=True),
)
"""A value on its target and on a rule's bar, and nearly what it was before."""


@settings(max_examples=tries(60), deadline=None)
@example(ALL_THE_SAME)
@given(besides())
def test_a_number_and_the_one_beside_it_read_as_they_compare(pair: Beside) -> None:
    value = pair.delta.value or 0.0
    compared = 0
    for card in cards(pair):
        for written, beside in lines(card):
            first = re.search(NUMBER, written)
            assert first
            for word, patterns in SENTENCES.items():
                other = pair.of(word)
                for pattern in patterns:
                    for said in re.findall(pattern, beside) if other is not None else ():
                        shown = number(first[1]), number(said)
                        compared += 1
                        told = (shown[0] > shown[1], shown[0] < shown[1])
                        assert other is not None
                        assert told == (value > other, value < other), (card.kind, written, beside, word, value, other)

    assert compared, "there is always something to compare"
