"""Home: what stands waiting for somebody, so that they see in one place what needs them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Waiting:
    """So many things of a kind wait for somebody; ``route`` lists them. ``kind`` names its words."""

    kind: str
    n: int
    route: str
