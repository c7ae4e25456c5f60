"""Cards: what a message says, without how any platform shows it.

Blocks model meaning, not widgets; the union is closed, and each platform renders every block in its own best shape
(``assert_never`` in each ``render.py`` makes a forgotten one a type error). Text in blocks is Markdown of the small
kind that ``bot.messages.text`` parses, already in the reader's language.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeAlias

from bot.kit.errors import TooLong
from bot.kit.escape import escaped, unescaped

if TYPE_CHECKING:
    from collections.abc import Callable


class Mood(StrEnum):
    """How a line of facts reads; platforms show it with a mark and words, never with colour alone."""

    GOOD = "good"
    GAP = "gap"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Action:
    """What a button asks for: a route's name and small arguments; authority is checked again on the way in.

    Raises:
        TooLong: when it would not fit behind a button; it is never cut, since what is cut means something else.
    """

    name: str
    args: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        """See to it that every action that there is can be sent."""
        letters = len(self.name) + sum([len(key) + len(value) + 2 for key, value in self.args])
        if letters * _WIDEST <= LONGEST_ACTION:
            return
        size = len(self.encoded().encode(errors="replace"))
        if size > LONGEST_ACTION:
            raise TooLong(f"the action {self.name[:40]} takes {size} bytes, of at most {LONGEST_ACTION}")

    def encoded(self) -> str:
        """One line for a platform's button value: ``name|key=value|…``, each part percent-encoded."""
        parts = [(escaped(key, marks="|="), escaped(value, marks="|=")) for key, value in self.args]
        return "|".join([escaped(self.name, marks="|="), *(f"{key}={value}" for key, value in parts)])

    @classmethod
    def decoded(cls, line: str) -> Action:
        """Read what :meth:`encoded` wrote; anything else becomes an action that no route knows."""
        if len(line.encode(errors="replace")) > LONGEST_ACTION:
            return cls("")
        name, *pairs = line.split("|")
        parts = [pair.partition("=") for pair in pairs]
        try:
            return cls(unescaped(name), tuple((unescaped(key), unescaped(value)) for key, _, value in parts))
        except TooLong:
            return cls("")


LONGEST_ACTION: Final = 1500
"""Bytes of an encoded action: both platforms take more behind a button, and the inbox has it in a key."""
_WIDEST: Final = 9
"""Bytes that one character takes at most, encoded: ``%E2%80%A8``."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The one thing to know, with its number; also the first line of a digest entry."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A short paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact: what, its value, and against what; ``mood`` says whether it reads well."""

    label: str
    value: str
    against: str = ""
    mood: Mood = Mood.PLAIN


@dataclass(frozen=True, slots=True)
class Facts:
    """At most a handful of facts, one line each."""

    lines: tuple[FactLine, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header; for evidence and lists longer than facts. All cells are ready text."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words."""

    text: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A trend to draw: points by period, with the target where there is one.

    ``labels``, ``values`` and ``targets`` run in parallel, oldest first; ``None`` is a gap. ``texts`` are the values
    as written beside the axis, ``target_text`` is the newest target so. ``ticks`` are the round values of the axis with
    what is written there; what they do not say themselves ``unit`` does. ``scale`` is what a value is multiplied by
    where nobody writes it for a chart, 100 for percent. Drawn when the message is sent, so that a stored card holds no
    pixels.
    """

    title: str
    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    texts: tuple[str, ...]
    targets: tuple[float | None, ...] = ()
    target_label: str = ""
    lower_is_better: bool = False
    target_text: str = ""
    ticks: tuple[tuple[float, str], ...] = ()
    unit: str = ""
    scale: float = 1.0
    direction: str = ""
    """Says that lower is better, where that is so."""
    gap_label: str = ""
    """Says what a gap is, where there is one."""


@dataclass(frozen=True, slots=True)
class BarChart:
    """Parts of a change to draw, each with its sign: what moved a number, the largest first and the rest last.

    ``labels``, ``values`` and ``texts`` run in parallel; ``subtitle`` says what they add up to.
    """

    title: str
    subtitle: str
    labels: tuple[str, ...]
    values: tuple[float, ...]
    texts: tuple[str, ...]
    lower_is_better: bool = False
    unit: str = ""
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class TreeNode:
    """One node of a tree: how deep it stands (0 is the top), what it is, and how far it is in its time.

    ``value`` is the filled part of its bar, None where it is not known or not shown: then there is no bar, and ``text``
    says so. ``elapsed`` is the part of its time that is gone. What is more than 1 fills the bar. ``about`` is its
    second line.
    """

    depth: int
    title: str
    about: str = ""
    text: str = ""
    value: float | None = None
    elapsed: float | None = None
    mood: Mood = Mood.PLAIN


@dataclass(frozen=True, slots=True)
class TreeChart:
    """A tree to draw: each node above those that are part of it, as an outline has them.

    ``elapsed_label`` says what the mark on each bar is. It is higher than wide. It goes with a list that says the most
    of it: while there is no picture, nothing stands in its place.
    """

    title: str
    nodes: tuple[TreeNode, ...]
    elapsed_label: str = ""


Drawing: TypeAlias = Chart | BarChart | TreeChart
"""What a picture shows."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with the sentence that a screen reader says instead: all that it shows."""

    chart: Drawing
    alt: str


@dataclass(frozen=True, slots=True)
class Button:
    """A verb; the first of a card is what most people want and is shown as primary."""

    text: str
    action: Action


@dataclass(frozen=True, slots=True)
class Choices:
    """At most three buttons. ``answered`` replaces them once one was pressed and says what came of it.

    What stands ``aside`` is for later: a digest, which keeps one button of each card, keeps none of these.
    """

    buttons: tuple[Button, ...]
    answered: str = ""
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Divider:
    """A thought ends here."""


@dataclass(frozen=True, slots=True)
class Note:
    """The quiet last line: data as of when, who can see this, where to object."""

    text: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A text file that goes with the message (CSV, JSON): its name, and its content as it will be saved."""

    name: str
    content: str


Block = Heading | Text | Facts | Table | Quote | Picture | Choices | Divider | Note | Attachment


@dataclass(frozen=True, slots=True)
class Card:
    """A message.

    ``summary`` is the notification and the screen reader's sentence: one line, safe on a lock screen, never with
    the text of buttons. ``kind`` is the view that made it.
    """

    kind: str
    summary: str
    blocks: tuple[Block, ...] = field(default=())
    locale: str = "en"

    def answered(self, answer: str, *, gone: Callable[[Action], bool]) -> Card:
        """Return the card once something was pressed: what came of it is said once, where the button was.

        It stands over the buttons that are left there.
        """
        left = {
            place: tuple(button for button in block.buttons if not gone(button.action))
            for place, block in enumerate(self.blocks)
            if isinstance(block, Choices) and not block.answered
        }
        pressed = [place for place, buttons in left.items() if len(buttons) < len(self.blocks[place].buttons)]  # type: ignore[union-attr]
        said = next(iter(pressed or left), None)
        blocks: list[Block] = []
        for place, block in enumerate(self.blocks):
            if place not in left:
                blocks.append(block)
            elif place == said and left[place]:
                blocks += [Text(answer), Choices(left[place])]
            elif place == said or left[place]:
                blocks.append(Choices(left[place], answer if place == said else ""))
        return replace(self, blocks=tuple(blocks))
