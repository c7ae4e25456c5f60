"""Sealed bytes: what lies in the database and can be read only with a key that does not.

A seal is made anew at each writing, and of one length whatever is in it, so that two copies of the database that were
taken at different times do not show what was added between them.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import zlib
from itertools import count

_NONCE, _MARK, _LENGTH = 16, 32, 8
_LEAST, _GROWS = 1 << 14, 4
"""A seal holds 16 KB, which a few dozen paragraphs never fill once they are packed; then four times as much, and so
on."""


class Seal:
    """Seals and opens with keys derived from one key; SHAKE-256 is the stream, keyed BLAKE2b the proof."""

    def __init__(self, key: bytes, *, purpose: str) -> None:
        """Make it; what was sealed for one ``purpose`` cannot be opened for another."""
        self._stream, self._proof = (
            hashlib.blake2b(
                hashlib.sha512(key).digest(),
                digest_size=32,
                person=name,
                salt=hashlib.sha256(purpose.encode()).digest()[:16],
            )
            for name in (b"stream", b"proof")
        )

    def close(self, content: bytes, *, about: str) -> bytes:
        """Seal bytes; they open only as being ``about`` the same."""
        packed = zlib.compress(content, 9)
        size = next(size for size in (_LEAST * _GROWS**step for step in count()) if size >= len(packed) + _LENGTH)
        padded = len(packed).to_bytes(_LENGTH) + packed + bytes(size - _LENGTH - len(packed))
        nonce = secrets.token_bytes(_NONCE)
        hidden = self._hidden(padded, nonce)
        return nonce + hidden + self._mark(nonce + hidden, about)

    def open(self, sealed: bytes, *, about: str) -> bytes:
        """Return what was sealed.

        Raises:
            ValueError: when it was sealed with another key, or about something else, or is not as it was.
        """
        body, mark = sealed[:-_MARK], sealed[-_MARK:]
        if not hmac.compare_digest(mark, self._mark(body, about)):
            raise ValueError("sealed with another key, or changed")
        padded = self._hidden(body[_NONCE:], body[:_NONCE])
        return zlib.decompress(padded[_LENGTH : _LENGTH + int.from_bytes(padded[:_LENGTH])])

    def _hidden(self, content: bytes, nonce: bytes) -> bytes:
        stream = hashlib.shake_256(self._stream.digest() + nonce).digest(len(content))
        return (int.from_bytes(content) ^ int.from_bytes(stream)).to_bytes(len(content))

    def _mark(self, body: bytes, about: str) -> bytes:
        return hashlib.blake2b(about.encode() + b"\0" + body, key=self._proof.digest(), digest_size=_MARK).digest()
