"""What sentences claim about a value, read as a person reads them, and held against the numbers.

Nothing here asks the bot what it meant: words are looked for in the texts of a card, in both languages, and each is
held against the series, the target and the others' values.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Final

from bot.messages.card import Card, Facts, Heading, Text
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

MATERIAL: Final = 0.02
"""A smaller share of what a value is measured from is no difference to speak of (methods 4.1)."""
PEERS: Final = 5
"""Fewer others are no group to be held against."""
LONG: Final = 3
"""After so many moves for the better somebody gets better."""


@dataclass(frozen=True, slots=True)
class Truth:
    """What is so about one value: ``past`` are the values before it, oldest first, None where one is missing.

    ``sign`` is -1 where lower is better. ``peers`` are the values of all others in the same role. ``held`` says that
    the target was the same in every period.
    """

    value: float
    sign: int
    past: tuple[float | None, ...] = ()
    target: float | None = None
    peers: tuple[float, ...] = ()
    year_ago: float | None = None
    step: float = 0.0
    held: bool = False

    @property
    def previous(self) -> float | None:
        """The value of the period before."""
        return self.past[-1] if self.past else None

    @property
    def middle(self) -> float | None:
        """The median of the others, where they are enough."""
        return median(self.peers) if len(self.peers) >= PEERS else None

    def moves(self) -> list[float]:
        """Return the differences from one period to the next, newest first, up to the first gap."""
        found: list[float] = []
        series = [*self.past, self.value]
        for earlier, later in zip(reversed(series[:-1]), reversed(series[1:]), strict=True):
            if earlier is None or later is None:
                break
            found.append(later - earlier)
        return found

    def run(self, way: int) -> int:
        """Return how many moves in a row went one way, up to now: +1 up, -1 down."""
        n = 0
        for move in self.moves():
            if move * way <= 0:
                break
            n += 1
        return n

    def reached(self, value: float | None) -> bool:
        """Say whether a value is as good as the target, or better."""
        return value is not None and self.target is not None and (value - self.target) * self.sign >= 0

    def beyond(self, other: float | None) -> bool:
        """Say whether the value is worse than another by enough to speak of."""
        if other is None:
            return False
        worse = (other - self.value) * self.sign
        return worse > 0 and round(worse, 12) >= round(max(self.step, MATERIAL * abs(other)), 12)


Claim = Callable[[Truth, re.Match[str]], bool | None]
"""Whether what a sentence says is so; None where that cannot be told from the numbers at hand."""


def _than(other: Callable[[Truth], float | None], way: int) -> Claim:
    def holds(truth: Truth, _: re.Match[str]) -> bool | None:
        base = other(truth)
        return None if base is None else (truth.value - base) * way > 0

    return holds


def _in_a_row(way: int) -> Claim:
    def holds(truth: Truth, said: re.Match[str]) -> bool | None:
        return truth.run(way) >= _number(said["n"])

    return holds


def _number(text: str) -> int:
    return {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}.get(text) or int(text)


def _same(other: Callable[[Truth], float | None]) -> Claim:
    def holds(truth: Truth, _: re.Match[str]) -> bool | None:
        base = other(truth)
        return None if base is None else truth.value == base

    return holds


def _previous(truth: Truth) -> float | None:
    return truth.previous


def _year(truth: Truth) -> float | None:
    return truth.year_ago


def _target(truth: Truth) -> float | None:
    return truth.target


def _middle(truth: Truth) -> float | None:
    return truth.middle


def _within(truth: Truth, _: re.Match[str]) -> bool | None:
    return None if truth.target is None else truth.value <= truth.target


def _part_of_target(share: float) -> Claim:
    def holds(truth: Truth, _: re.Match[str]) -> bool | None:
        return None if truth.target is None else truth.value <= truth.target * share

    return holds


def _better_in_a_row(truth: Truth, said: re.Match[str]) -> bool | None:
    return truth.run(truth.sign) >= _number(said["n"])


def _reaches(*, now: bool, before: bool | None = None) -> Claim:
    """Hold a value against its target, and the one before too where the target was the same then."""

    def holds(truth: Truth, _: re.Match[str]) -> bool | None:
        if truth.target is None:
            return None
        same = truth.value == truth.target  # exactly at a limit is neither reached nor missed
        right = same or truth.reached(truth.value) is now
        if before is None or not truth.held or truth.previous is None:
            return right
        return right and (truth.previous == truth.target or truth.reached(truth.previous) is before)

    return holds


def _first_time(truth: Truth, said: re.Match[str]) -> bool | None:
    reached = _reaches(now=True)(truth, said)
    return reached and not (truth.held and any(truth.reached(value) for value in truth.past if value != truth.target))


def _most(way: int) -> Claim:
    def holds(truth: Truth, _: re.Match[str]) -> bool | None:
        return all((truth.value - value) * way >= 0 for value in truth.past if value is not None)

    return holds


def _beside_usual(way: int) -> Claim:
    def holds(truth: Truth, _: re.Match[str]) -> bool | None:
        known = [value for value in truth.past if value is not None]
        return (truth.value - median(known)) * way > 0 if known else None

    return holds


_BEFORE = r"from the (?:day|week|month|quarter|year) before"
_ZH_BEFORE = r"(?:环比|比前一天|比上周|比上一年)"
CLAIMS: Final[tuple[tuple[str, Claim], ...]] = (
    (rf"\bup [^,;]{{1,24}}? {_BEFORE}", _than(_previous, 1)),
    (rf"\bdown [^,;]{{1,24}}? {_BEFORE}", _than(_previous, -1)),
    (r"\bup [^,;]{1,24}? from a year ago", _than(_year, 1)),
    (r"\bdown [^,;]{1,24}? from a year ago", _than(_year, -1)),
    (r"\bup (?P<n>\d+) \w+ in a row", _in_a_row(1)),
    (r"\bdown (?P<n>\d+) \w+ in a row", _in_a_row(-1)),
    (r"\babove the role median", _than(_middle, 1)),
    (r"\bbelow the role median", _than(_middle, -1)),
    (r"\b(?:over|above) the target of", _than(_target, 1)),
    (r"\bunder the target of", _than(_target, -1)),
    (r"\bwithin the target of", _within),
    (r"less than half of the target of|不到目标[^，。；]{1,16}的一半", _part_of_target(1 / 2)),
    (r"well within the target of|比目标[^，。；]{1,16}低三分之一以上", _part_of_target(2 / 3)),
    (r"fewer would have reached it|再少\d+个就达标", _reaches(now=False)),
    (r"\bright on the target of", _same(_target)),
    (rf"{_ZH_BEFORE}(?:多|升)", _than(_previous, 1)),
    (rf"{_ZH_BEFORE}(?:少|降)", _than(_previous, -1)),
    (r"环比持平", _same(_previous)),
    (r"同比(?:多|升)", _than(_year, 1)),
    (r"同比(?:少|降)", _than(_year, -1)),
    (r"连续(?P<n>\d+|[两二三四五六])\w{1,3}上升", _in_a_row(1)),
    (r"连续(?P<n>\d+|[两二三四五六])\w{1,3}下降", _in_a_row(-1)),
    (r"高于同岗中位数", _than(_middle, 1)),
    (r"低于同岗中位数", _than(_middle, -1)),
    (r"目标[^，。；]{1,16}，?超额|比目标[^，。；]{1,16}高|(?:超出|略超)目标", _than(_target, 1)),
    (r"(?<!超)低于目标", _than(_target, -1)),
    (r"在目标[^，。；]{1,16}以内", _within),
    (r"正好达到目标", _same(_target)),
    (r"\bbetter (?P<n>\d+) \w+ in a row", _better_in_a_row),
    (r"连续(?P<n>\d+|[两二三四五六])\w{1,3}好转", _better_in_a_row),
    (r"the first time|首次达标", _first_time),
    (r"back on target after|重新达标", _reaches(now=True, before=False)),
    (
        r"(?:months?|weeks?|days?|quarters?|years?) of reaching it|reached the \w+ before",
        _reaches(now=False, before=True),
    ),
    (r"此前连续[^，。；]{1,6}达标|(?:前一天|上周|上个?月|上季度|上一年)达标", _reaches(now=False, before=True)),
    (r"(?<!of )\breached \d+ \w+ in a row|(?<!此前)连续[^，。；未]{1,6}达标", _reaches(now=True, before=True)),
    (r"\bmissed \d+ \w+ in a row|连续[^，。；]{1,6}未达标", _reaches(now=False, before=False)),
    (r"\bto go to the target|离目标[^，。；]{1,20}(?:还|只)差", _reaches(now=False)),
    (r"\bfar above the|远高于", _beside_usual(1)),
    (r"\bfar below the|远低于", _beside_usual(-1)),
    (r"\bthe highest of|里最高", _most(1)),
    (r"\bthe lowest of|里最低", _most(-1)),
)
"""What is looked for in a line about one value, and when that is so."""
_COMPILED: Final = tuple((re.compile(pattern), claim) for pattern, claim in CLAIMS)


def untrue(line: str, truth: Truth) -> list[str]:
    """Return what a line about a value says that is not so."""
    return [
        match[0] for pattern, claim in _COMPILED for match in pattern.finditer(line) if claim(truth, match) is False
    ]


# What a message as a whole says


_NEUTRAL: Final = re.compile(r"^Your numbers for .+|数据出来了$|^你.+的数据$")
_PRAISE: Final = re.compile(r"\bbest\b|first time|back on target|\breached\b|of target$|最好|首次达标|重新达标|达标")
_BETTER: Final = re.compile(r"\bbetter\b|好转")
_BREACH: Final = re.compile(
    r", (?:over|under|at or above|at or below|well under|well over) |breach|fell back|drop|worst|slipp|missed|"
    r"，(?:超过|低于|达到|不超过|明显低于|明显超出)(?!同岗)|跌破|回落|骤降|最差|下滑|未达标|没达标"
)


def words(card: Card) -> list[str]:
    """Return what one reads of a card before its buttons, a line each; quiet lines and tables are left out."""
    found: list[str] = []
    for block in card.blocks:
        if isinstance(block, Heading | Text):
            found.append(plain(block.text))
        elif isinstance(block, Facts):
            found += [plain(" ".join(part for part in line_of if part)) for line_of in _fact_texts(block)]
    return found


def _fact_texts(facts: Facts) -> Iterator[tuple[str, str, str]]:
    return ((line.label, line.value, line.against) for line in facts.lines)


def headline(card: Card) -> str:
    """Return the headline of a card."""
    return next((plain(block.text) for block in card.blocks if isinstance(block, Heading)), "")


def praises(text: str) -> bool:
    """Say whether the headline of somebody's own message praises: it names a number, since others stay neutral."""
    return not _NEUTRAL.search(text) and (bool(_PRAISE.search(text)) or not _BREACH.search(text))


def blames(text: str) -> bool:
    """Say whether a headline speaks of a bar that was crossed, or of a fall, and not of what gets better."""
    return not _NEUTRAL.search(text) and bool(_BREACH.search(text)) and not _BETTER.search(text)


def laws(text: str, truth: Truth, *, own: bool) -> list[str]:
    """Return the laws that a headline about a value breaks; ``own`` says that it is told to whom it is about.

    Nobody is praised for what is worse than before and than the others, nor is a bar said to be crossed where things
    have got better at every one of the last steps.
    """
    broken = []
    if own and praises(text) and truth.beyond(truth.previous) and truth.beyond(truth.middle):
        broken.append("praise while worse than before and than the others")
    if blames(text) and truth.run(truth.sign) >= LONG:
        broken.append("a bar crossed while better at every step")
    return broken
