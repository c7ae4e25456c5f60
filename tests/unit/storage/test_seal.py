"""Sealed bytes: opened by the same key for the same thing only, and never alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.seal import Seal

KEY = b"0123456789abcdef"


@given(st.binary(max_size=40_000), st.text(max_size=20))
def test_what_was_sealed_opens_as_it_was(content: bytes, about: str) -> None:
    seal = Seal(KEY, purpose="test")

    assert seal.open(seal.close(content, about=about), about=about) == content


def test_it_opens_for_nothing_else() -> None:
    seal = Seal(KEY, purpose="test")
    sealed = seal.close(b"words", about="41")
    changed = sealed[:-1] + bytes([sealed[-1] ^ 1])

    for other, it, about in (
        (Seal(b"another key", purpose="test"), sealed, "41"),
        (Seal(KEY, purpose="other"), sealed, "41"),
        (seal, sealed, "42"),
        (seal, changed, "41"),
        (seal, b"", "41"),
    ):
        with pytest.raises(ValueError, match="another key"):
            other.open(it, about=about)


def test_it_is_as_long_whatever_is_in_it_and_never_the_same() -> None:
    seal = Seal(KEY, purpose="test")
    long = " ".join(map(str, range(2_000))).encode()
    sealed = [seal.close(content, about="41") for content in (b"", b"", b"words", long)]

    assert len({len(found) for found in sealed}) == 1
    assert len(set(sealed)) == len(sealed)
    assert not any(b"words" in found for found in sealed)
