"""Files that people sent in, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime, timedelta

    from bot.intake.domain.upload import Remembered, UploadedFile, UploadState


class Uploads(Protocol):
    """Files that people sent in, their content, and the mappings that were confirmed for them."""

    def add(self, upload: UploadedFile) -> int:
        """Store that somebody sent a file; return its number."""
        ...

    def get(self, no: int) -> UploadedFile | None:
        """Return an upload, or None."""
        ...

    def find(self, *, person_id: str, states: Collection[UploadState], since: datetime) -> list[UploadedFile]:
        """Return somebody's uploads since an instant that are in one of these states, newest first."""
        ...

    def done_with(self, digest: str) -> UploadedFile | None:
        """Return the newest upload with this very content that was imported, or None."""
        ...

    def claim(self, *, owner: str, now: datetime, lease: timedelta) -> UploadedFile | None:
        """Take the oldest upload that a worker has something to do for, under a lease; None when there is none."""
        ...

    def move(self, was: UploadedFile, to: UploadedFile) -> bool:
        """Write an upload anew; False, and nothing is written, when it is no longer where ``was`` says."""
        ...

    def renew(self, upload: UploadedFile, *, until: datetime) -> bool:
        """Prolong a lease; False when another process has taken over."""
        ...

    def keep(self, no: int, content: bytes) -> None:
        """Store the content of a file."""
        ...

    def content(self, no: int) -> bytes | None:
        """Return the content of a file, or None when it is not here, or no longer."""
        ...

    def remember(self, header: str, remembered: Remembered) -> None:
        """Keep a mapping for files with a header; an earlier one for the same kind goes."""
        ...

    def recall(self, header: str, *, kind: str = "") -> Remembered | None:
        """Return the mapping that was last confirmed for files with a header, of a kind or of any."""
        ...
