"""Mapping files: what a TOML file says about an export, checked strictly, and the canonical one where there is none."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from bot.intake.domain.intake import Kind, Repeats
from bot.kit.errors import DataError
from bot.kit.number import NumberStyle
from bot.sources.limits import LARGEST_MAPPING, read_bytes
from bot.sources.mapping_stream import StreamMapping
from bot.sources.mapping_value import ValueMapping, Where, check_pattern

if TYPE_CHECKING:
    from collections.abc import Mapping as Dict


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Join(_Strict):
    """Columns of another file (``same`` for this one) beside those of this file, where ``left`` equals ``right``."""

    file: str
    left: str
    right: str
    take: dict[str, str] = Field(min_length=1)
    """New column to the other file's column."""
    sheet: str | int = ""
    encoding: str = ""
    delimiter: str = ""
    header_row: int = 0
    names: tuple[str, ...] = ()
    filters: tuple[Where, ...] = Field(default=(), alias="filter")


class Wide(_Strict):
    """Columns that each hold one period: ``columns`` is a pattern over titles, ``period`` how its groups make a date.

    In ``period``, ``{1}`` is the pattern's first group and ``{Title}`` the cell of a column.
    """

    columns: str
    period: str
    metric: str = ""

    @field_validator("columns")
    @classmethod
    def _is_pattern(cls, pattern: str) -> str:
        check_pattern(pattern)
        return pattern


class Dates(_Strict):
    """How dates are written: the order of day and month, and whether bare numbers are Excel's serial days."""

    order: Literal["ymd", "mdy", "dmy"] | None = None
    excel: bool = False


class NumberFormat(_Strict):
    """How numbers are written; ``scale`` multiplies every value, ``missing`` are further words for no value."""

    decimal: Literal[".", ","] = "."
    percent: bool = False
    scale: Decimal = Decimal(1)
    missing: tuple[str, ...] = ()

    def style(self, *, scale: Decimal | None = None) -> NumberStyle:
        """Return it as cleaning takes it; a value's own scale comes before the file's."""
        words = frozenset(word.strip().lower() for word in self.missing)
        return NumberStyle(self.decimal, self.percent, self.scale if scale is None else scale, words)


class Mapping(_Strict):
    """Everything a mapping file can say."""

    kind: Kind | None = None
    sheet: str | int = ""
    encoding: str = ""
    delimiter: str = ""
    header_row: int = Field(default=0, ge=0)
    header_rows: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    skip: int = Field(default=0, ge=0)
    columns: dict[str, str] = {}
    constants: dict[str, str] = {}
    values: tuple[ValueMapping, ...] = Field(default=(), alias="value")
    wide: Wide | None = None
    filters: tuple[Where, ...] = Field(default=(), alias="filter")
    joins: tuple[Join, ...] = Field(default=(), alias="join")
    replace: dict[str, dict[str, str]] = {}
    dates: Dates = Dates()
    numbers: NumberFormat = NumberFormat()
    duplicates: Repeats = "refuse"
    repeated_rows: Literal["once", "each"] | None = None
    stream: StreamMapping | None = None
    to_date: bool | None = None
    """For grouped rows: the last period reaches only to the newest day among the rows that count (true), or counts as
    whole (false); where nothing is said, it is whole once it is over."""

    @field_validator("delimiter")
    @classmethod
    def _one_character(cls, delimiter: str) -> str:
        if len(delimiter) > 1:
            raise ValueError('one character, such as "|" or "\\t"')
        return delimiter

    @model_validator(mode="after")
    def _agrees(self) -> Mapping:
        if self.header_row and self.header_rows:
            raise ValueError("header_row or header_rows, not both")
        if self.wide and self.values:
            raise ValueError("wide columns or [[value]], not both")
        if len({value.how == "each" for value in self.values}) > 1:
            raise ValueError('[[value]]: either every value has how = "each" or none')
        if self.stream and (self.kind not in {None, "readings", "records"} or self.wide):
            raise ValueError("[stream] is for records: for rows that each have one day")
        if self.is_stream and any(value.how == "each" for value in self.values):
            raise ValueError('[[value]] over records needs how (all but "each") or formula')
        if self.stream and self.duplicates == "sum":
            raise ValueError('duplicates: of two rows with one id the "first" or the "last" counts, they do not add up')
        return self

    @property
    def is_stream(self) -> bool:
        """Whether the rows are records: said so, or several rows make one value."""
        grouped = any(value.how != "each" for value in self.values) and self.kind in {None, "readings"}
        return self.stream is not None or self.kind == "records" or grouped

    @property
    def header(self) -> tuple[int, ...]:
        """The header's rows, from 1; none when it is to be found or the names are given."""
        return self.header_rows or ((self.header_row,) if self.header_row else ())


@dataclass(frozen=True, slots=True)
class LoadedMapping:
    """A mapping with the folder that its joined files lie in, the text that it was made from, and its file's name.

    The name has no ending.
    """

    mapping: Mapping
    folder: Path | None = None
    text: str = ""
    name: str = ""

    def renewed(self, said: StreamMapping | None) -> LoadedMapping:
        """Return the mapping with what was said beside it about what another file of records means, if anything was.

        Raises:
            DataError: the mapping says another thing.
        """
        if said is None:
            return self
        stream = self.mapping.stream or StreamMapping()
        if stream.renewal and (stream.renewal, stream.whole, stream.id) != (said.renewal, said.whole, said.id):
            message = f"{self.name or 'the mapping'}: it says itself what another file means, and says otherwise"
            raise DataError("import-said-otherwise", message)
        stream = stream.model_copy(update={"id": said.id, "whole": said.whole, "append": said.append})
        mapping = self.mapping.model_copy(update={"stream": stream})
        return replace(self, mapping=mapping, text=f"{self.text}\n{stream.model_dump_json()}")


@dataclass(frozen=True, slots=True)
class Fields:
    """The canonical fields of a kind: which are required, and the titles (folded) that mean each."""

    required: tuple[str, ...]
    titles: Dict[str, frozenset[str]]
    accounts: tuple[str, ...] = field(default=())


@cache
def fields_of(kind: Kind) -> Fields:
    """Return the canonical fields of a kind."""
    content = tomllib.loads((files("bot.sources") / "headers.toml").read_text(encoding="utf-8"))[kind]
    titles = {name: frozenset({name, *others}) for name, others in content["fields"].items()}
    return Fields(tuple(content["required"]), titles, tuple(content.get("accounts", ())))


def read_mapping(path: Path) -> LoadedMapping:
    """Read a mapping file.

    Raises:
        DataError: it is no TOML, holds a key that there is not, or contradicts itself; the message says where.
    """
    try:
        text = read_bytes(path, most=LARGEST_MAPPING).decode("utf-8-sig")
    except (DataError, UnicodeDecodeError) as error:
        raise DataError("import-mapping-file", f"{path.name}: cannot be read: {error}") from None
    return LoadedMapping(parse_mapping(path.name, text), path.parent, text, path.stem)


def parse_mapping(name: str, text: str) -> Mapping:
    """Understand the text of a mapping file.

    Raises:
        DataError: as :func:`read_mapping`.
    """
    if len(text) > LARGEST_MAPPING:
        raise DataError("import-mapping-file", f"{name}: larger than {LARGEST_MAPPING // 2**20} MB")
    try:
        mapping = Mapping.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise DataError("import-mapping-toml", f"{name}: no TOML: {error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        problem = f"there is no key {where!r}" if first["type"] == "extra_forbidden" else f"{where}: {first['msg']}"
        if first["type"] == "extra_forbidden":
            keys = ", ".join(sorted(info.alias or key for key, info in Mapping.model_fields.items()))
            problem += f"; at the top there are: {keys}" if len(first["loc"]) == 1 else ""
        raise DataError("import-mapping-key", f"{name}: {problem}", where=where) from None
    kinds: tuple[Kind, ...] = (mapping.kind,) if mapping.kind else get_args(Kind)
    fields = {title for kind in kinds for title in fields_of(kind).titles}
    fields |= {"period", "source_id"} if "records" in kinds else set()
    unknown = [key for key in (*mapping.columns, *mapping.constants) if key not in fields]
    if unknown:
        message = f"{name}: there is no field {unknown[0]!r}; there are: {', '.join(sorted(fields))}"
        raise DataError("import-mapping-key", message, where=unknown[0])
    return mapping
