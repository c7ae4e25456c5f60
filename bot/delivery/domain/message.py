"""Messages by kind: how an answer is told from what comes by itself, and why one is not shown any more."""

from __future__ import annotations

from typing import Final

LOST: Final = "no longer theirs to see"
"""The detail of a message that was not sent because its reader may not see any more what it says."""

REPLY: Final = "reply:"
"""How the key of an answer begins."""
PLANNING: Final = "planning"
"""The kind of card that stands for several nudges to whoever leads the people."""
