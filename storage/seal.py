"""Sealed bytes: what lies in the database and can be read only with a key that does not.

A seal is made anew at each writing, and of one length whatever is in it, so that two copies of the database that were
taken at different times do not show what was added between them.
"""

from __future__ import annotations

import secrets
import zlib
from itertools import count

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE, _LENGTH = 12, 8
_LEAST, _GROWS = 1 << 14, 4
"""A seal holds 16 KB, which a few dozen paragraphs never fill once they are packed; then four times as much, and so
on."""


class Seal:
    """Seals and opens with a key derived from another one (RFC 5869), by AES-256-GCM."""

    def __init__(self, key: bytes, *, purpose: str) -> None:
        """Make it; what was sealed for one ``purpose`` cannot be opened for another."""
        derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(key)
        self._cipher = AESGCM(derived)

    def close(self, content: bytes, *, about: str) -> bytes:
        """Seal bytes; they open only as being ``about`` the same."""
        packed = zlib.compress(content, 9)
        size = next(size for size in (_LEAST * _GROWS**step for step in count()) if size >= len(packed) + _LENGTH)
        padded = len(packed).to_bytes(_LENGTH) + packed + bytes(size - _LENGTH - len(packed))
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._cipher.encrypt(nonce, padded, about.encode())

    def open(self, sealed: bytes, *, about: str) -> bytes:
        """Return what was sealed.

        Raises:
            ValueError: when it was sealed with another key, or about something else, or is not as it was.
        """
        try:
            padded = self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], about.encode())
        except (InvalidTag, ValueError) as error:
            raise ValueError("sealed with another key, or changed") from error
        return zlib.decompress(padded[_LENGTH : _LENGTH + int.from_bytes(padded[:_LENGTH])])
