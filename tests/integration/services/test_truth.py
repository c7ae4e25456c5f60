"""Every sentence about figures, held against the series it was made from by an oracle that shares nothing with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import TYPE_CHECKING

from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from bot.messages.card import Card, Facts, Heading, Mood
from bot.messages.text import plain
from bot.rules.domain.rule import Audience, Rule, Scope, Tone
from tests.cards import card_of
from tests.company import NOW, OCTOBER, company_in
from tests.effort import SHARED, tries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.messages.card import FactLine
    from storage.storage import Storage

MONTH_NAMES = [date(2027, month, 1).strftime("%B") for month in range(1, 11)]
MONTHS = [date(2026, month, 1) for month in range(1, 11)]
PEERS = ("p1", "p2", "p3", "p4", "p5", "p6")
SHARE = 0.02


@dataclass(frozen=True)
class Series:
    """A person's values of one metric by month, the last of them October's, and what stands beside that one."""

    values: list[float | None]
    target: float | None
    peers: list[float]
    lower: bool
    ratio: bool
    step: float
    praised_at: float | None = None
    blamed_at: float | None = None

    @property
    def value(self) -> float:
        last = self.values[-1]
        assert last is not None
        return last

    @property
    def sign(self) -> int:
        return -1 if self.lower else 1

    @property
    def previous(self) -> float | None:
        return self.values[-2]

    @property
    def middle(self) -> float | None:
        return median(self.peers) if len(self.peers) >= 5 else None

    @property
    def run(self) -> int:
        """How many steps in a row the values went one way up to October: positive for up."""
        steps = 0
        for now, before in zip(reversed(self.values), list(reversed(self.values))[1:], strict=False):
            if now is None or before is None or now == before or (steps and (now > before) is not (steps > 0)):
                break
            steps += 1 if now > before else -1
        return steps

    def reached(self, value: float) -> bool | None:
        """Say whether a value has reached the target; None just at a limit, and without a target."""
        if self.target is None or (self.lower and value == self.target and value > 0):
            return None
        return self.sign * (value - self.target) >= 0

    def in_a_row(self, *, reached: bool) -> int:
        """Count the months directly before October that reached the target, or did not."""
        months = list(reversed(self.values[:-1]))
        held = (n for n, past in enumerate(months) if past is None or self.reached(past) is not reached)
        return next(held, len(months))

    def matters(self, distance: float, base: float) -> bool:
        return distance != 0 and round(abs(distance), 12) >= round(max(self.step, SHARE * abs(base)), 12)


def number(text: str) -> float:
    """Read a number as a person does."""
    bare = re.sub(r"[^\d.KM-]", "", text.replace("−", "-"))
    factor = {"K": 1e3, "M": 1e6}.get(bare[-1:], 1.0)
    found = float(bare.rstrip("KM")) * factor
    return round(found / 100, 12) if "%" in text or "percentage point" in text else found


def same_side(left: str, right: str, value: float, other: float) -> bool:
    """Say whether two numbers as shown compare as they do."""
    shown = number(left), number(right)
    return (shown[0] > shown[1], shown[0] < shown[1]) == (value > other, value < other)


def check(clause: str, written: str, series: Series) -> None:  # noqa: PLR0915 - one branch for each sentence
    """Hold one comparison against the series; an unknown sentence is a failure."""
    value, target, middle = series.value, series.target, series.middle
    if found := re.fullmatch(r"(\d+) of ([\d,]+)", clause):
        assert int(found[1]) == round(value * int(found[2].replace(",", ""))), clause
    elif found := re.fullmatch(r"([\d.,]+%) over the target of (\S+)", clause):
        assert target is not None
        assert not series.lower
        assert value > target, clause
        assert same_side(written, found[2], value, target)
        assert abs(number(found[1]) - (value / target - 1)) < 0.0006, clause
        assert number(found[1]) > 0
    elif found := re.fullmatch(r"(\S+ percentage points?|\S+) above the target of (\S+)", clause):
        assert target is not None
        assert value > target, clause
        assert number(found[1]) > 0
        assert same_side(written, found[2], value, target)
    elif found := re.fullmatch(r"right on the target of (\S+)", clause):
        assert value == target, clause
        assert number(found[1]) == number(written)
    elif found := re.fullmatch(r"(less than half of|well within|just within|within) the target of (\S+)", clause):
        assert target is not None
        assert series.lower
        assert value < target, clause
        assert same_side(written, found[2], value, target)
        fits = {"less than half of": value < target / 2, "well within": value <= target * 2 / 3}
        assert fits.get(found[1], value > target / 3), (clause, value)
    elif found := re.fullmatch(r"(?:(?:just|slightly|well) )?(under|over) the target of (\S+)", clause):
        assert target is not None
        assert series.lower is (found[1] == "over")
        assert value > target if series.lower else value < target, clause
        assert same_side(written, found[2], value, target), (clause, written)
    elif found := re.fullmatch(r"(?:well )?(above|below) the role median of (\S+)", clause):
        assert middle is not None
        assert value > middle if found[1] == "above" else value < middle, clause
        assert same_side(written, found[2], value, middle)
    elif found := re.fullmatch(r"(up|down) (\d+) months in a row", clause):
        assert series.run == int(found[2]) * (1 if found[1] == "up" else -1), (clause, series.values)
    elif found := re.fullmatch(r"(up|down) (.+) from the month before", clause):
        assert series.previous is not None
        assert value > series.previous if found[1] == "up" else value < series.previous, clause
        assert number(found[2]) > 0
        assert abs(number(found[2]) - abs(value - series.previous)) <= (0.0006 if series.ratio else 0.06), clause
    elif found := re.fullmatch(r"usually (\S+) \(median of (\d+) months\)", clause):
        earlier = [past for past in series.values[:-1] if past is not None]
        assert len(earlier) == int(found[2]), clause
        assert same_side(written, found[1], value, median(earlier))
    elif found := re.fullmatch(r"(over|under|at or above|at or below) (\S+)", clause):
        bars = [bar for bar in (series.praised_at, series.blamed_at, 0.03, 0.8) if bar is not None]
        bar = min(bars, key=lambda bar: abs(bar - number(found[2])))
        share = bar == 0.8
        held = value / target if share and target else value
        assert bar == number(found[2]), "a bar is written as it was set"
        ways = {"over": held > bar, "under": held < bar, "at or above": held >= bar, "at or below": held <= bar}
        assert ways[found[1]], (clause, held, bar)
        if not share:
            assert same_side(written, found[2], value, bar), (clause, written)
    else:
        check_story(clause, written, series)


def check_story(clause: str, written: str, series: Series) -> None:  # noqa: PLR0915 - one branch for each sentence
    """Hold what is said of a whole series against it."""
    value, earlier = series.value, [past for past in series.values[:-1] if past is not None]
    if found := re.fullmatch(r"(?:still (.+), but )?better (\d+) months in a row", clause):
        assert series.sign * series.run == int(found[2]), (clause, series.values)
        if found[1]:
            check(found[1], written, series)
    elif found := re.fullmatch(r"the first time in (\d+) months", clause):
        assert [series.reached(past) for past in earlier] == [False] * int(found[1]), clause
    elif found := re.fullmatch(r"back on target after (a|\d+) months?", clause):
        assert series.in_a_row(reached=False) == (1 if found[1] == "a" else int(found[1])), clause
    elif found := re.fullmatch(r"after (\d+) months of reaching it|reached the month before", clause):
        assert series.in_a_row(reached=True) == int(found[1] or 1), clause
        assert series.reached(value) is False
    elif found := re.fullmatch(r"(reached|missed) (\d+) months in a row", clause):
        reached = found[1] == "reached"
        assert series.reached(value) == reached
        assert series.in_a_row(reached=reached) + 1 == int(found[2]), clause
    elif found := re.fullmatch(r"hardly any change in (\d+) months", clause):
        last = [value, *reversed(earlier)][: int(found[1])]
        assert max(last) - min(last) <= 4 * max(series.step, SHARE * max(last)), (clause, series.values)
    elif found := re.fullmatch(r"within (\S+) for the first time in (\d+) months", clause):
        assert series.target is not None
        assert series.lower
        assert value < series.target, clause
        assert len(earlier) == int(found[2]), clause
        assert all(past > series.target for past in earlier), clause
    elif found := re.fullmatch(r"at (\S+) or more for the first time in (\d+) months", clause):
        assert series.target is not None
        assert value >= series.target, clause
        assert len(earlier) == int(found[2]), clause
        assert all(past < series.target for past in earlier), clause
    elif found := re.fullmatch(r"target (\S+): (one|\d+) fewer would have reached it", clause):
        assert series.reached(value) is False
        assert found[2] == "one" or int(found[2]) > 0
    elif found := re.fullmatch(
        r"by (.+)|(?:only )?(.+) to go to the target of (\S+)(?: \(more than a quarter of it\))?", clause
    ):
        assert series.target is not None
        assert series.reached(value) is False
        assert "quarter" not in clause or abs(value - series.target) > series.target / 4, clause
        assert abs(number(found[1] or found[2]) - abs(value - series.target)) < (0.0006 if series.ratio else 0.06)
    elif found := re.fullmatch(r"at this pace there by (\w+)", clause):
        assert series.sign * series.run >= 3, clause
        assert found[1] in {"November", "December", *MONTH_NAMES}
    elif found := re.fullmatch(r"far (above|below) the usual (\S+) \(median of (\d+) months\)", clause):
        assert len(earlier) == int(found[3]), clause
        assert value > median(earlier) if found[1] == "above" else value < median(earlier)
    elif found := re.fullmatch(r"far (above|below) the (\S+) to (\S+) of the last (\d+) months", clause):
        assert len(earlier) == int(found[4]), clause
        assert value > max(earlier) if found[1] == "above" else value < min(earlier)
    elif found := re.fullmatch(r"the (highest|lowest) of (\d+) months", clause):
        assert len(earlier) + 1 == int(found[2]), clause
        assert value > max(earlier) if found[1] == "highest" else value < min(earlier)
    else:
        raise AssertionError(f"what does {clause!r} say?")


def is_good(series: Series) -> bool:
    """Say whether anything speaks for a value that is called a strength, and not both past and peers against it."""
    sign = series.sign
    if series.praised_at is not None and series.value >= series.praised_at:
        return True
    on_target = series.target is not None and sign * (series.value - series.target) >= 0
    if series.lower and series.value == series.target and series.value > 0:
        on_target = False
    if series.target is not None and not on_target:
        return False
    ahead = series.middle is not None and sign * (series.value - series.middle) > 0
    rising = sign * series.run >= 2
    past = [value for value in series.values[:-1] if value is not None]
    unusual = len(past) >= 8 and sign * (series.value - median(past)) > 0
    unusual = unusual or (len(past) >= 4 and all(sign * (series.value - other) > 0 for other in past))
    fell = series.previous is not None and sign * (series.value - series.previous) < 0
    fell = fell and series.previous is not None and series.matters(series.value - series.previous, series.previous)
    behind = series.middle is not None and sign * (series.value - series.middle) < 0
    behind = behind and series.middle is not None and series.matters(series.value - series.middle, series.middle)
    return (on_target or ahead or rising or unusual) and not (fell and behind)


def is_gap(series: Series) -> bool:
    """Say whether anything speaks against a value that is called a gap."""
    sign = series.sign
    if series.lower and series.value > min(series.blamed_at or 1.0, 0.03):
        return True
    if series.target is not None:
        return sign * (series.value - series.target) < 0
    behind = series.middle is not None and sign * (series.value - series.middle) < 0
    falling = sign * series.run <= -2
    past = [value for value in series.values[:-1] if value is not None]
    unusual = len(past) >= 8 and sign * (series.value - median(past)) < 0
    unusual = unusual or (len(past) >= 4 and all(sign * (series.value - other) < 0 for other in past))
    return behind or falling or unusual


def check_line(line: FactLine, series: Series) -> None:
    written = plain(line.value)
    assert abs(number(written) - series.value) <= (0.0006 if series.ratio else 0.5), line
    for clause in plain(line.against).split(", ") if line.against else ():
        check(clause, written, series)
    if line.mood is Mood.GOOD:
        assert is_good(series), (line, series)
    if line.mood is Mood.GAP:
        assert is_gap(series), (line, series)


def check_heading(text: str, series: Series) -> None:
    if found := re.fullmatch(r".+, October: (\S+%) of target(?:, (.+))?", text):
        if found[2]:
            check_story(found[2], found[1], series)
        assert series.target
        assert not series.lower
        assert series.value >= series.target, "only a target that was reached is a headline"
        assert same_side(found[1], "100%", series.value, series.target)
    elif found := re.fullmatch(
        r".+, October: .+ at (\S+) of target, (?:still )?under (\S+?)(?:, but better .+)?", text
    ):
        assert series.target
        assert same_side(found[1], found[2], series.value / series.target, 0.8)
    elif found := re.fullmatch(r".+, October: (?:.+ at )?(\S+(?: \w+)?), (.+)", text):
        check(found[2], found[1], series)
    else:
        assert text == "Your numbers for October are in", text


def lines(card: Card) -> Iterator[FactLine]:
    for block in card.blocks:
        if isinstance(block, Facts):
            yield from block.lines


@st.composite
def serieses(draw: st.DrawFn, *, ratio: bool, lower: bool) -> Series:
    unit = 1000 if ratio else 1
    whole = st.integers(1, 90)
    close = st.integers(28, 32) if ratio else st.integers(78, 82)
    numbers = st.one_of(whole, close)
    values = [*draw(st.lists(st.none() | numbers, min_size=9, max_size=9)), draw(numbers)]
    if draw(st.booleans()):  # a run, because chance seldom makes a long one
        start, by = draw(st.integers(40, 60)), draw(st.sampled_from([-4, -1, 1, 4]))
        values[-4:] = [start + by * step for step in range(4)]
    last = values[-1]
    assert last is not None
    target = draw(st.none() | st.just(last) | numbers)
    peers = draw(st.sampled_from([[], [last] * 6]) | st.lists(numbers, min_size=6, max_size=6))

    def scaled(given_: int | None) -> float | None:
        return None if given_ is None else given_ / unit

    return Series(
        [scaled(value) for value in values],
        scaled(target),
        [peer / unit for peer in peers],
        lower=lower,
        ratio=ratio,
        step=0.005 if ratio else 1.0,
        praised_at=scaled(draw(st.none() | st.just(last) | numbers)) if not lower else None,
        blamed_at=scaled(draw(st.none() | numbers)) if lower else None,
    )


UP, DOWN = serieses(ratio=False, lower=False), serieses(ratio=True, lower=True)


def said(storage: Storage, up: Series, down: Series) -> list[tuple[str, Card]]:
    """Let two series of Ann's come in, and return who reads what of them; nothing stays stored."""
    cards: list[tuple[str, Card]] = []
    try:
        with company_in(storage) as company:
            company.hire("max", role="head", locale="en")
            company.hire("ann", *PEERS, role="sales", locale="en", manager="max", names={"ann": "Ann"})
            for key, bar, tone, audience, way in (
                ("orders", up.praised_at, Tone.PRAISE, Audience.PERSON, ">="),
                ("defect_rate", down.blamed_at, Tone.NUDGE, Audience.MANAGER, ">"),
            ):
                if bar is not None:
                    condition = f'metric == "{key}" and value {way} {bar}'
                    rule = Rule(f"own-{key}", "Ours", "自定", Scope.PERSON, condition, audience, tone, tested=True)
                    company.work.rules.save(rule, author="test", at=NOW)
            for metric, series in (("orders", up), ("defect_rate", down)):
                parts = {"denominator": 1000.0} if series.ratio else {}
                for month, value in zip(MONTHS, series.values, strict=True):
                    if value is not None:
                        counted = parts | ({"numerator": round(value * 1000)} if series.ratio else {})
                        company.read("ann", metric, month, value, **counted)
                for peer, value in zip(PEERS, series.peers, strict=False):
                    company.read(peer, metric, OCTOBER, value, **parts)
                if series.target is not None:
                    for month in MONTHS:
                        company.agree("ann", metric, month, series.target)
            cards = [
                (delivery.person_id, card_of(delivery))
                for delivery in company.settle()
                if "ann" in {delivery.person_id, delivery.subject_id}
            ]
            raise _Rollback  # noqa: TRY301 - what leaves the block is what takes it back
    except _Rollback:
        return cards


class _Rollback(Exception):
    """Ends an example: what it stored is not to be kept."""


def hold_to_the_series(cards: list[tuple[str, Card]], up: Series, down: Series) -> None:
    for reader, card in cards:
        by_title = {"Orders completed": up, "Defect rate": down}
        for line in lines(card):
            if plain(line.label) in by_title:
                check_line(line, by_title[plain(line.label)])
            else:
                assert plain(line.label) == "Before", line
        heading = plain(next(block.text for block in card.blocks if isinstance(block, Heading)))
        about = down if "defect rate" in heading.casefold() else up
        check_heading(heading, about)
        assert reader in {"ann", "max"}


QUIET = settings(
    max_examples=tries(10),
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # each example is a company: to look for the smallest takes minutes
    suppress_health_check=SHARED,
)
STILL = Series([None] * 9 + [50.0], None, [], lower=False, ratio=False, step=1.0)


@QUIET
@given(UP, DOWN)
@example(STILL, Series([0.03] * 10, 0.03, [0.05] * 6, lower=True, ratio=True, step=0.005))
@example(
    STILL,
    Series(
        [0.09, 0.08, 0.07, 0.06, 0.055, 0.05, 0.046, 0.043, 0.04, 0.032], None, [], lower=True, ratio=True, step=0.005
    ),
)
@example(
    Series([None] * 8 + [80.0, 60.0], 55.0, [70.0] * 6, lower=False, ratio=False, step=1.0),
    Series([None] * 9 + [0.01], None, [], lower=True, ratio=True, step=0.005),
)
def test_no_sentence_contradicts_its_series(storage: Storage, up: Series, down: Series) -> None:
    if not storage.embedded:
        return  # the words are made in Python: one database is enough
    hold_to_the_series(said(storage, up, down), up, down)
