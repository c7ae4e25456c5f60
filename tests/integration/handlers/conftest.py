"""Stories are told on both databases once; on the other platforms the embedded one is enough.

Where rows are what a story is about, it is told in every way on both where all databases are asked for (`make soak`).
"""

from __future__ import annotations

import pytest

from tests.chat import Way


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what would only repeat: how a platform asks has nothing to do with where things are kept."""
    everything = config.getoption("--all-databases")
    again = [item for item in items if _repeats(item) and not (everything and item.get_closest_marker("postgresql"))]
    if again:
        config.hook.pytest_deselected(items=again)
        items[:] = [item for item in items if item not in set(again)]


def _repeats(item: pytest.Item) -> bool:
    call = getattr(item, "callspec", None)
    given = call.params if call else {}
    return given.get("database_url") == "postgresql" and given.get("way", Way()) != Way()
