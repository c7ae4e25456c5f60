"""How the parts of an installation are, as the use cases need it kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.admin.domain.health import Snapshot


class HealthBook(Protocol):
    """What each part last said of itself; the process that runs it writes it down at every tick."""

    def note(self, part: str, state: Mapping[str, object], *, at: datetime) -> None:
        """Keep how a part is now."""
        ...

    def all(self) -> dict[str, Snapshot]:
        """Return how each part was, by name."""
        ...

    def sources(self) -> dict[str, list[datetime]]:
        """Return of each source of values when it last brought some, newest first; a dozen each at most.

        Values that no source is named for have the kind of what came as their source's name. What Jinbu stores itself
        (corrections, undone imports) is of none.
        """
        ...

    def missed(self, *, since: datetime) -> int:
        """Return how many effects of the clock were let pass since an instant."""
        ...

    def unmatched(self) -> int:
        """Return how many people have no account on any platform, or only such as are dead there."""
        ...
