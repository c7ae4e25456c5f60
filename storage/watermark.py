"""How far the audit trail went, kept in a file outside the database, so that what is cut off or wiped there shows.

A line for each database: which one, the seal of the newest entry, when, and the digest of these with the installation's
key. Whoever has only the database cannot write one; whoever may write the file as well is answered by the seals that
the admins are sent.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
from typing import TYPE_CHECKING

from bot.kit.errors import Invalid, Tampered
from bot.people.domain.audit import Seal

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

_PURPOSE = b"jinbu audit watermark\n"
_SECRET = re.compile(r"(?<=://)[^@/]*@")
_NAMED = 12
_PARTS = 4


class Watermark:
    """The file's line about one database."""

    def __init__(self, path: Path, *, key: bytes, url: str) -> None:
        """Make it; ``url`` tells one database from another, without who opens it."""
        self.path = path
        self._key = key
        self._name = hashlib.sha256(_SECRET.sub("", url).encode()).hexdigest()[:_NAMED]

    def read(self) -> Seal | None:
        """Return how far the trail went; None when nothing is on file about this database.

        Raises:
            Tampered: when the line is not as we wrote it.
        """
        for line in self._lines():
            if line.startswith(f"{self._name} "):
                parts = line.split(" ")
                try:
                    written = len(parts) == _PARTS and hmac.compare_digest(parts[3], self._digest(*parts[:3]))
                    if written:
                        return Seal.read(parts[1])
                except (Invalid, TypeError):
                    written = False
                raise Tampered(f"{self.path} is not as it was written; see `jinbu audit verify`")
        return None

    def write(self, seal: Seal, *, at: datetime) -> None:
        """Put down how far the trail went, in one step, in a file for its owner alone."""
        said = (self._name, str(seal), at.isoformat(timespec="seconds"))
        others = [line for line in self._lines() if not line.startswith(f"{self._name} ")]
        lines = [*others, " ".join([*said, self._digest(*said)])]
        fresh = self.path.with_name(f"{self.path.name}.new")
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:  # noqa: PTH123 - pathlib opens no descriptor
            file.write("\n".join(lines) + "\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.path)

    def _lines(self) -> list[str]:
        try:
            return [line for line in self.path.read_text(encoding="ascii", errors="replace").splitlines() if line]
        except FileNotFoundError:
            return []

    def _digest(self, *said: str) -> str:
        return hmac.digest(self._key, _PURPOSE + " ".join(said).encode(), "sha256").hex()
