"""A proposed mapping for a file that nobody has mapped yet: by titles and by what the cells look like."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from bot.domain.cleaning import Unclear, is_missing, number, plain
from bot.domain.dates import span
from bot.domain.errors import DataError
from bot.domain.intake import Kind, Known, is_refused
from bot.sources.mapping import fields_of
from bot.sources.shape import FACTS, canonical_columns
from bot.sources.table import Grid, Table, headed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SAMPLES = 3
_LOOKED_AT = 200
_MOST = 0.6
_MONTH = re.compile(r"^(?:.* / )?(\d{1,2})月$|^M(\d{2})$|^(20\d{2}[-/.年]?\d{2}月?)$")


def propose(grid: Grid, kind: Kind, known: Known) -> str:
    """Return a mapping file to look at and complete, with three sample values beside each column."""
    table = _table(grid, kind)
    titles = table.cells.columns
    samples = {title: _samples(table, title) for title in titles}
    found = canonical_columns(titles, kind)
    taken = set(found.values())
    months = [title for title in titles if _MONTH.match(title)]
    for title in titles:
        guess = (
            "" if title in taken or title in months or is_refused(title) else _by_content(samples[title], kind, known)
        )
        if guess and guess not in found:
            found[guess] = title
            taken.add(title)
    lines = [f"kind = {_text(kind)}", f"header_row = {table.header}" if table.header else "", "", "[columns]"]
    for name, title in found.items():
        lines.append(f"{name} = {_text(title)}  # {_shown(samples[title])}")
    needed = [name for name in fields_of(kind).required if name not in found and not _given(name, found)]
    if len(months) > 1:
        needed = [name for name in needed if name not in {"period_start", "value", "target"}]
    lines += [f'# {name} = "…"  # required: which column is it?' for name in needed if name != "metric"]
    if "metric" in needed:
        lines += _metrics(table, known, taken | set(months), samples)
    if len(months) > 1:
        pattern = "月$" if months[0].endswith("月") else "^M" if months[0].startswith("M") else "^20"
        lines += ["", "[wide]  # one column for each period", f"columns = {_text(pattern)}"]
        lines += ['period = "YEAR-{1}"  # put the year in; groups of the pattern are {1}, {2}', 'metric = "…"']
    rest = [title for title in titles if title not in taken and title not in months]
    if rest:
        lines += ["", "# not used:"] + [f"# {title}: {_shown(samples[title])}" for title in rest]
    return "\n".join(line for line in lines if line or lines) + "\n"


def _table(grid: Grid, kind: Kind) -> Table:
    try:
        return headed(grid, wanted=list(fields_of(kind).titles.values()))
    except DataError:
        widest = max(
            range(min(20, grid.cells.height)),
            key=lambda row: sum(bool(cell.strip()) for cell in grid.cells.row(row)),
            default=0,
        )
        return headed(grid, rows=[int(grid.lines[widest])])


def _samples(table: Table, title: str) -> list[str]:
    seen: dict[str, None] = {}
    for text in table.cells[title].head(_LOOKED_AT).to_list():
        if text and not is_missing(text):
            seen[plain(text)] = None
    return list(seen)


def _by_content(samples: Sequence[str], kind: Kind, known: Known) -> str:
    """Guess a field from what most cells are: ids of the roster, metrics, dates, numbers."""
    if not samples or kind not in FACTS:
        return ""
    tests: dict[str, Callable[[str], object]] = {
        "employee_id": known.person,
        "metric": known.metric,
        "period": span,
        "value" if kind == "readings" else "target": lambda text: number(text, unit=""),
    }
    for name, understand in tests.items():
        if sum(_fits(understand, text) for text in samples) > _MOST * len(samples):
            return name
    return ""


def _fits(understand: Callable[[str], object], text: str) -> bool:
    try:
        understand(text)
    except Unclear:
        return False
    return True


def _metrics(table: Table, known: Known, taken: set[str], samples: dict[str, list[str]]) -> list[str]:
    """Propose each column of numbers as a metric's."""
    lines = []
    for title in table.cells.columns:
        if title in taken or is_refused(title) or not samples[title]:
            continue
        if sum(
            _fits(lambda text: number(text, unit="%" if "%" in text else ""), text) for text in samples[title]
        ) > _MOST * len(samples[title]):
            try:
                key = known.metric(title)[0]
            except Unclear:
                key = "…"
            lines += ["", "[[value]]", f"metric = {_text(key)}", f"column = {_text(title)}  # {_shown(samples[title])}"]
    return lines or ["", "# which metric is it?", "# [constants]", '# metric = "…"']


def _given(name: str, found: dict[str, str]) -> bool:
    return name == "period_start" and "period" in found


def _shown(samples: Sequence[str]) -> str:
    return " · ".join(one.replace("\n", " ")[:40] for one in samples[:_SAMPLES]) or "empty"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
