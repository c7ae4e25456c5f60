"""The values in the middle of peer groups, as each database finds them fastest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bot.kit.exact import tidy
from storage.column import listed, read

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sqlalchemy.engine import Connection


def centres(connection: Connection, groups: NDArray[np.int64]) -> dict[str, NDArray[np.float64]]:
    """Return n, low, middle and high of each group, in its order; n is 0 for a group without values.

    ``groups`` has one row per group: metric_no, start and role_no.
    """
    n, edges = (_by_array if connection.dialect.name == "postgresql" else _by_offset)(connection, groups)
    low, centre, high = edges
    middle = np.where(n % 2 == 1, centre, tidy((low + high) / 2, low, high))
    return {"n": n, "low": low, "middle": middle, "high": high}


def _by_array(connection: Connection, groups: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return n of each group, and low, centre and high: every group is sorted into an array once."""
    edges = np.zeros((3, groups.shape[0]))
    key = dict(zip(("metric_no", "start", "role_no"), groups.T, strict=True))
    grouped = listed(connection, "grouped", {"no": np.arange(len(groups)), **key})
    rows = read(
        connection,
        {
            "no": "no",
            "n": "cardinality(a)",
            "low": "a[greatest((cardinality(a) + 1) / 2 - cardinality(a) % 2, 1)]",
            "high": "a[least(cardinality(a) / 2 + 1 + cardinality(a) % 2, cardinality(a))]",
            "centre": "a[(cardinality(a) + 1) / 2]",
        },
        "FROM (SELECT g.no, array_agg(r.value ORDER BY r.value) AS a"  # noqa: S608 - numbers of ours
        f" FROM {grouped} g JOIN reading r"
        " ON r.metric_no = g.metric_no AND r.start = g.start AND r.role_no = g.role_no GROUP BY g.no) AS sorted"
        " ORDER BY no",
    )
    n = np.zeros(len(groups))
    place = rows["no"].astype(np.int64)
    n[place] = rows["n"]
    edges[:, place] = rows["low"], rows["centre"], rows["high"]
    return n, edges


def _by_offset(connection: Connection, groups: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return n of each group, and low, centre and high: an index leads to the few rows in the middle."""
    edges = np.zeros((3, groups.shape[0]))
    counts = []
    group = "FROM reading WHERE metric_no = ? AND start = ? AND role_no = ?"
    for at, (metric, start, role) in enumerate(groups.tolist()):
        count = connection.exec_driver_sql(f"SELECT count(*) {group}", (metric, start, role)).scalar_one()
        counts.append(count)
        if count:
            low, high = max((count + 1) // 2 - count % 2, 1), min(count // 2 + 1 + count % 2, count)
            some = (metric, start, role, high - low + 1, low - 1)
            middlemost = f"SELECT value {group} ORDER BY value LIMIT ? OFFSET ?"
            values = connection.exec_driver_sql(middlemost, some).scalars().all()
            edges[:, at] = values[0], values[(count + 1) // 2 - low], values[-1]
    return np.array(counts, np.float64), edges
