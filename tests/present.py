"""What has to be there: a value that a test goes on with."""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T")


def present(value: T | None) -> T:
    """Return a value that is there; the test fails where it is not."""
    assert value is not None
    return value
