"""One line of what the benchmarks report, as the interface page has it."""

from __future__ import annotations

from typing import Any


def row(
    name: str, value: float, floor_value: float, *, unit: str, floor: str, bound: float, at_least: bool = False
) -> dict[str, Any]:
    """Hold a value against its floor: the ratio is at most ``bound``, or at least that where more is better."""
    ratio = round(value / floor_value, 3)
    return {
        "name": name,
        "value": float(f"{value:.5g}"),
        "unit": unit,
        "floor": floor,
        "floor_value": float(f"{floor_value:.5g}"),
        "ratio": ratio,
        "bound": bound,
        "ok": ratio >= bound if at_least else ratio <= bound,
    }
