"""What a start-up check of a platform found: each point is fine, or says how to fix it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.kit.errors import PlatformError, QuotaExhausted, Shut
from bot.messages.text import plain
from bot.platforms.scope import Fix

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.messages.i18n import Translator


@dataclass(frozen=True, slots=True)
class PlatformProblem:
    """One point that was looked at: ``key`` and ``values`` are the words for what was found, or for how to fix it.

    ``code`` is the platform's own word for what is wrong, where it said one.
    """

    part: str
    key: str
    values: Mapping[str, str] = field(default_factory=dict)
    ok: bool = True
    code: str = ""

    def said(self, t: Translator) -> str:
        """Return it as a line in somebody's language."""
        line = plain(t(self.key, **self.values))
        return f"{self.code}: {line}" if self.code else line


def wrong(part: str, key: str, *, code: str = "", **values: str) -> PlatformProblem:
    """Make a point that somebody has to fix."""
    return PlatformProblem(part, key, values, ok=False, code=code)


def refused(part: str, error: PlatformError, words: Mapping[Fix, str]) -> PlatformProblem:
    """Make a point of a call that was refused; ``words`` are the platform's own for what it can say more exactly."""
    match error:
        case Shut(needs=needs) if needs:
            return wrong(part, words.get(Fix.SCOPE, "doctor-permission"), code=error.code, names=needs)
        case Shut(fix=fix):
            return wrong(part, words.get(Fix(fix), f"health-fix-shut-{fix}"), code=error.code)
        case QuotaExhausted():
            return wrong(part, "doctor-spent", code=error.code)
        case _:
            return wrong(part, "doctor-unreachable", code=error.code, platform=error.platform)
