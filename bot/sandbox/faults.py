"""The fault board: what goes wrong, how often, and how tight the platforms' limits are; changeable while it runs."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

COMMON = (
    "lost_answer",
    "refuse",
    "rate_limited",
    "server_error",
    "drop_socket",
    "duplicate_frame",
    "quota_exhausted",
    "token_expired",
    "template_missing",
    "content_unsafe",
    "punish_page",
    "no_receipt",
    "workspace_shut",
    "charts_refused",
)
CHANCES = {
    "slack": frozenset(COMMON) - {"quota_exhausted", "template_missing", "content_unsafe", "punish_page"},
    "dingtalk": frozenset(COMMON),
}
"""Probabilities from 0 to 1, drawn anew for each call or frame."""

NUMBERS: dict[str, dict[str, float]] = {
    "slack": {
        "slow_ms": 0,
        "slow_posts_ms": 0,
        "delay_frame_ms": 0,
        "messages_per_second": 1,
        "messages_burst": 5,
        "messages_per_minute": 300,
        "tier_factor": 1,
    },
    "dingtalk": {
        "slow_ms": 0,
        "slow_posts_ms": 0,
        "delay_frame_ms": 0,
        "calls_per_second": 20,
        "calls_per_month": 5000,
        "pushes_per_month": 3000,
        "card_value_bytes": 0,
    },
}
"""Durations in ms (0: none) and limits (0: no limit), with what the real services are known for.

``slow_posts_ms`` is what showing a message to somebody takes longer than anything else.

Slack: messages a second in one conversation, with its burst, a minute in the workspace; ``tier_factor`` multiplies the
documented calls a minute of each method. DingTalk: calls a second for one API, metered calls and pushes a calendar
month, bytes in one card value.
"""

REPEATS = ("refuse", "quiet", "empty", "null", "unsuccessful")
"""How DingTalk answers a card id that it knows: a refusal, or a 200 that says what an earlier one said, nothing, or no.

The documentation names the refusal; that a repeat may also pass in silence is known from the field.
"""
ONCE = frozenset(
    {"refuse", "server_error", "lost_answer", "broken_answer", "no_receipt", "html", "undelivered", "content_unsafe"}
)
"""What may go wrong with the next calls that show something to somebody, each once, in order.

``broken_answer`` is a 500 though the message was shown, ``html`` a page in place of an answer (shown too), and
``undelivered`` (DingTalk) a card that was made and could not be put into its conversation.
"""


class BoardError(ValueError):
    """The board was asked for something that it does not have; the message says what and what there is."""


@dataclass(slots=True)
class FaultBoard:
    """The state of both boards, and the dice."""

    chances: dict[str, dict[str, float]] = field(default_factory=dict)
    numbers: dict[str, dict[str, float]] = field(default_factory=dict)
    repeat_card: str = "refuse"
    next_posts: dict[str, list[str]] = field(default_factory=dict)
    seed: int | None = None
    _dice: random.Random = field(default_factory=random.Random)

    def __post_init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Switch every fault off and set every limit to the real one."""
        self.chances = {platform: dict.fromkeys(sorted(names), 0.0) for platform, names in CHANCES.items()}
        self.numbers = {platform: dict(numbers) for platform, numbers in NUMBERS.items()}
        self.repeat_card = "refuse"
        self.next_posts = {platform: [] for platform in CHANCES}
        self.seed = None
        self._dice = random.Random()  # noqa: S311 - dice for faults, no secret

    def happens(self, platform: str, fault: str) -> bool:
        """Draw: does this fault happen now?"""
        chance = self.chances[platform][fault]
        return chance > 0 and self._dice.random() < chance

    def next_post(self, platform: str) -> str:
        """Take what goes wrong with this call that shows something; "" for nothing out of the order."""
        waiting = self.next_posts[platform]
        return waiting.pop(0) if waiting else ""

    def number(self, platform: str, name: str) -> float:
        """Look up a duration or limit."""
        return self.numbers[platform][name]

    def pick(self, count: int) -> int:
        """Draw one of ``count`` places, for choices that the real service makes at random."""
        return self._dice.randrange(count)

    def as_json(self) -> dict[str, object]:
        """Show the boards as ``GET /sandbox/faults`` answers: faults and limits side by side, by platform."""
        boards: dict[str, object] = {
            platform: {**self.chances[platform], **self.numbers[platform]} for platform in CHANCES
        }
        boards["dingtalk"] = {**self.chances["dingtalk"], **self.numbers["dingtalk"], "repeat_card": self.repeat_card}
        return {**boards, "seed": self.seed}

    def change(self, wanted: object) -> None:
        """Set what ``wanted`` names and leave the rest; nothing at all changes when anything in it is wrong.

        Raises:
            BoardError: an unknown name or a value out of range.
        """
        if not isinstance(wanted, dict):
            raise BoardError("the board is an object: {platform: {fault: value}}")
        settings = [
            (platform, name, self._checked(platform, name, value))
            for platform, faults in wanted.items()
            if platform != "seed"
            for name, value in _faults(platform, faults).items()
        ]
        seed = wanted.get("seed", self.seed)
        if not (seed is None or (isinstance(seed, int) and not isinstance(seed, bool))):
            raise BoardError(f"seed is a whole number or null, not {seed!r}")
        for platform, name, value in settings:
            if isinstance(value, str):
                self.repeat_card = value
            elif isinstance(value, list):
                self.next_posts[platform] = value
            elif name in CHANCES[platform]:
                self.chances[platform][name] = value
            else:
                self.numbers[platform][name] = value
        if "seed" in wanted:
            self.seed = seed
            self._dice = random.Random(seed)  # noqa: S311 - dice for faults, no secret

    @staticmethod
    def _checked(platform: str, name: str, value: object) -> float | str | list[str]:
        if name == "repeat_card" and platform == "dingtalk":
            if value not in REPEATS:
                raise BoardError(f"repeat_card is one of {REPEATS}, not {value!r}")
            return str(value)
        if name == "next_posts":
            if not isinstance(value, list) or not all(fault in ONCE for fault in value):
                raise BoardError(f"next_posts is a list of {sorted(ONCE)}, not {value!r}")
            return list(value)
        if name in CHANCES[platform]:
            return _chance(name, value)
        if name in NUMBERS[platform]:
            return _number(name, value)
        known = sorted([*CHANCES[platform], *NUMBERS[platform]])
        raise BoardError(f"{platform} has no fault {name!r}; there are {known}")


def _faults(platform: object, faults: object) -> dict[str, object]:
    if platform not in CHANCES or not isinstance(faults, dict):
        raise BoardError(f"no board named {platform!r}; there are {sorted(CHANCES)} and 'seed'")
    return faults


def _chance(name: str, value: object) -> float:
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, int | float) and 0 <= value <= 1:
        return float(value)
    raise BoardError(f"{name} is a probability from 0 to 1, not {value!r}")


def _number(name: str, value: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < float("inf"):
        return value
    raise BoardError(f"{name} is a number from 0 on, not {value!r}")
