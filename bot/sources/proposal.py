"""A proposed mapping for a file that nobody has mapped yet: by titles and by what the cells look like."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.figures.domain.metric_fields import is_refused
from bot.intake.domain.intake import Kind
from bot.intake.domain.known import Known
from bot.kit.cleaning import UnclearValue, is_missing, plain
from bot.kit.errors import DataError
from bot.kit.number import currency_of, number
from bot.kit.period_titles import TITLES
from bot.kit.period_written import span
from bot.sources.columns import FACTS, canonical_columns
from bot.sources.grid import Grid
from bot.sources.header import SourceTable, headed
from bot.sources.mapping import fields_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SAMPLES = 3
_LOOKED_AT = 200
_MOST = 0.6


@dataclass(frozen=True, slots=True)
class Guess:
    """What the columns of a file seem to be.

    ``header`` are the rows of the header and ``samples`` what stands in each column. ``fields`` maps canonical fields
    to columns. ``wide`` is the pattern of the titles that are periods, and what makes a period of one, for the columns
    of ``spread``. ``values`` are columns of numbers with the metric that each is of ("…" where none is known), when
    the file has no column of values of its own; ``numbers`` are they and that one. ``lacking`` are required fields that
    nothing was found for.
    """

    kind: Kind
    header: list[int]
    sheet: str
    samples: dict[str, list[str]]
    fields: dict[str, str]
    wide: tuple[str, str] | None
    spread: list[str]
    values: dict[str, str]
    numbers: dict[str, str]
    lacking: list[str]


def guess(grid: Grid, kind: Kind, known: Known) -> Guess:
    """Guess what the columns of a file are."""
    table, levels = _table(grid, kind)
    samples = {title: _seen(table, title) for title in table.cells.columns}
    found = canonical_columns(list(samples), kind)
    wide = next(
        ((pattern, period) for pattern, period in TITLES if sum(_is(pattern, sample) for sample in samples) > 1), None
    )
    spread = [title for title in samples if wide and _is(wide[0], title)]
    free = [title for title in samples if title not in {*found.values(), *spread} and not is_refused(title)]
    ids = [] if "employee_id" in found else [title for title in free if _mostly(known.person, samples[title])]
    numeric = [title for title in free if kind in FACTS and title not in ids and _mostly(_number, samples[title])]
    for title in free:
        if title not in numeric:
            taken = _by_content(samples[title], kind, known)
            found |= {taken: title} if taken and taken not in found else {}
    main = "value" if kind == "readings" else "target"
    if len(numeric) == 1 and main not in found and "metric" in found:
        found[main] = numeric.pop()
    lacking = [name for name in fields_of(kind).required if name not in found]
    if "period" in found or wide:
        lacking = [name for name in lacking if name != "period_start"]
    if wide or numeric:
        lacking = [name for name in lacking if name not in {"metric", main}]
    values = {} if wide or main in found else {title: _metric(title, known) for title in numeric}
    valued = [found[main]] if main in found else []
    numbers = {title: _metric(title, known) for title in [*numeric, *valued] if _mostly(_number, samples[title])}
    return Guess(kind, levels, grid.sheet, samples, found, wide, spread, values, numbers, lacking)


def propose(grid: Grid, kind: Kind, known: Known) -> str:
    """Return a mapping file to look at and complete, with three sample values beside each column."""
    made = guess(grid, kind, known)
    levels, samples = made.header, made.samples
    lines = [f"kind = {_text(kind)}", f"header_rows = {levels}" if len(levels) > 1 else f"header_row = {levels[0]}"]
    lines += ["", "[columns]"]
    lines += [f"{name} = {_text(title)}  # {_shown(samples[title])}" for name, title in made.fields.items()]
    lines += [f'# {name} = "…"  # required: which column is it?' for name in made.lacking]
    if made.wide:
        lines += ["", "[wide]  # one column for each period", f"columns = '{made.wide[0]}'"]
        lines += [
            f"period = {_text(made.wide[1])}  # YEAR: put it in; {{1}} is what the brackets match",
            'metric = "…"',
        ]
    for title, metric in made.values.items():
        lines += ["", "[[value]]", f"metric = {_text(metric)}"]
        lines += [f"column = {_text(title)}  # {_shown(samples[title])}"]
    used = {*made.fields.values(), *made.spread, *made.values}
    rest = [f"# {title}: {_shown(samples[title])}" for title in samples if title not in used]
    return "\n".join([*lines, *(["", "# not used:", *rest] if rest else [])]) + "\n"


def _table(grid: Grid, kind: Kind) -> tuple[SourceTable, list[int]]:
    """Name the columns as well as one can; also return the rows that make the header."""
    try:
        table = headed(grid, wanted=list(fields_of(kind).titles.values()))
    except DataError:
        filled = [sum(bool(cell.strip()) for cell in grid.cells.row(row)) for row in range(min(20, grid.cells.height))]
        if not filled:
            return headed(grid, names=["column 1"]), [1]
        table = headed(grid, rows=[int(grid.lines[filled.index(max(filled))])])
    if any(top == table.header and right > left for top, _, left, right in grid.merged):
        levels = [table.header, table.header + 1]  # a title over several columns has theirs below it
        return headed(grid, rows=levels), levels
    return table, [table.header]


def _seen(table: SourceTable, title: str) -> list[str]:
    texts = table.cells[title].head(_LOOKED_AT).to_list()
    return list(dict.fromkeys(plain(text) for text in texts if text and not is_missing(text)))


def _by_content(samples: Sequence[str], kind: Kind, known: Known) -> str:
    """Guess a field from what most cells are: ids of the roster, metrics, dates."""
    if kind not in FACTS:
        return ""
    tests: dict[str, Callable[[str], object]] = {
        "employee_id": known.person,
        "metric": known.metric,
        "period": span,
    }
    return next((name for name, understand in tests.items() if _mostly(understand, samples)), "")


def _mostly(understand: Callable[[str], object], samples: Sequence[str]) -> bool:
    understood = 0
    for text in samples:
        try:
            understand(text)
        except UnclearValue:
            continue
        understood += 1
    return understood > _MOST * len(samples)


def _number(text: str) -> object:
    """Read a number of whatever unit its sign says; dates and ids that look like numbers are none."""
    if re.fullmatch(r"(?:19|20)\d{4}(?:\d{2})?|0\d+", text):
        raise UnclearValue("import-no-number")
    return number(text, unit="%" if text.endswith("%") else currency_of(text))


def _metric(title: str, known: Known) -> str:
    try:
        return known.metric(title)[0]
    except UnclearValue:
        return "…"


def _is(pattern: str, title: str) -> bool:
    return re.search(pattern, title) is not None


def _shown(samples: Sequence[str]) -> str:
    return " · ".join(sample.replace("\n", " ")[:40] for sample in samples[:_SAMPLES]) or "empty"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
