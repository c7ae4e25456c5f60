"""Ids of records: proposed from a header, made of a file or of content, and what stands in a file more than once."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.figures.domain.record import BY_INSTANT, DAY_WRITTEN
from bot.kit.cleaning import is_rounded
from bot.sources.columns import LINE

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl
    from numpy.typing import NDArray

    from bot.figures.domain.record import RecordColumns

    Ints = NDArray[np.int64]
    Texts = NDArray[np.object_]

_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|#")
_THINGS: Final = frozenset(
    "order ticket deal case invoice opportunity issue receipt contract commit transaction record inspection complaint"
    " call lead shipment delivery request incident quote claim booking event task visit job".split()
)
_MARKS: Final = frozenset("id no nr num number key uuid guid code ref reference sha hash #".split())
_OTHERS: Final = frozenset(
    "author committer email mail employee staff emp person people user owner agent rep sales salesperson"
    " customer client account company product item material machine department dept manager supervisor"
    " line team unit territory region reseller promotion"
    " currency postal zip phone tax row serial status type stage category area".split()
)
"""What has an id of its own that says nothing about the row."""
_CHINESE_THINGS: Final = (
    *"单 记录 流水 订单 工单 合同 发票 票 案件 案 交易 投诉 检验".split(),
    *"任务 商机 线索 发货 报价 申请 事件 来源".split(),
)
_CHINESE: Final = re.compile(
    f"(?:{'|'.join(_CHINESE_THINGS)})(?:编?号|单号|编码|ID|id)|^(?:编号|单号|订单|工单)$",
)
_CHINESE_OTHERS: Final = re.compile(r"员工|职工|人员|客户|产品|商品|物料|机台|设备|部门|供应商|电话|手机|行号|序号")
_PARTS: Final = frozenset("line position pos seq sequence product item sku article part material".split())
_CHINESE_PARTS: Final = re.compile(r"行号|项次|行项目|明细|序号|产品|商品|物料|料号|SKU", re.IGNORECASE)


def proposed_id(cells: pl.DataFrame, titles: Sequence[str], *, among: Ints, first: str = "") -> str:
    """Propose what tells the rows at some places apart: a column or a template of two, "" where nothing does.

    A title must name an id of what the row is; where several rows have that id, a second column that names a part of it
    (line, item, product) may make it unique. Rows that are equal in every column are one. ``first`` is a column of
    which somebody has said that it is an id.
    """
    import polars as pl

    there = (
        cells.filter(pl.Series(np.isin(np.arange(cells.height), list(among)))) if len(among) < cells.height else cells
    )
    shown = [name for name in cells.columns if name != LINE and not name.startswith(("=", "\0"))]
    distinct = there.select(pl.col(shown).str.strip_chars()).unique()
    if not distinct.height:
        return ""
    named = [title for title in titles if title == first or names_record(title)]
    candidates = sorted((title for title in named if _filled(distinct[title])), key=lambda title: title != first)
    for title in candidates:
        if distinct[title].n_unique() == distinct.height:
            return title
    for title in candidates:
        for part in titles:
            fits = part != title and _names_part(part) and _filled(distinct[part])
            if fits and distinct.select(title, part).n_unique() == distinct.height:
                return f"{{{title}}}-{{{part}}}"
    return ""


def _filled(column: pl.Series) -> bool:
    """Whether there is a usable id in every cell: none that is blank, or that a spreadsheet has rounded."""
    return not (column == "").any() and not any(map(is_rounded, column.head(100).to_list()))


def names_record(title: str) -> bool:
    """Whether a title names the id of what a row is: an order, a ticket, a record."""
    if _CHINESE.search(title) and not _CHINESE_OTHERS.search(title):
        return True
    words = [word.lower() for word in _WORD.findall(title)]
    if not words or _OTHERS & set(words) - _named_with(words):
        return False
    return words[-1] in _THINGS or (
        words[-1] in _MARKS and (len(words) > 1 or words[0] in {"id", "key", "uuid", "guid", "sha"})
    )


def _named_with(words: Sequence[str]) -> set[str]:
    """Return the words that only say of whom a thing is: the sales of a sales order."""
    return set(words[:1]) if len(words) > 1 and _THINGS & set(words[1:]) else set()


def _names_part(title: str) -> bool:
    return bool(_PARTS & {word.lower() for word in _WORD.findall(title)}) or bool(_CHINESE_PARTS.search(title))


def content_ids(records: RecordColumns, people: Sequence[str]) -> tuple[Texts, dict[str, str]]:
    """Make ids of what records say: not of what only follows from the time zone of those whom they are about.

    Until the zone of records could change, ids were made of what follows as well. Returns the ids, and by those that
    were made otherwise then what they were.
    """
    columns = [column.tolist() for column in (*records.measures.values(), *records.dimensions.values())]
    days, instants = records.day.tolist(), records.at.tolist()
    ids = _ids_of([people, days, instants, *columns])
    free = records.clock != DAY_WRITTEN
    if not free.any():
        return ids, {}
    instant = records.clock == BY_INSTANT
    said = [
        [day if known else "" for day, known in zip(days, (~instant).tolist(), strict=True)],
        np.where(records.clock > BY_INSTANT, records.clock, records.at).tolist(),
        [{True: "instant", False: "clock"}[known] if moves else "" for known, moves in zip(instant, free, strict=True)],
    ]
    made = _ids_of([people, *said, *columns])
    made[~free] = ids[~free]
    return made, dict(zip(made[free].tolist(), ids[free].tolist(), strict=True))


def _ids_of(columns: Sequence[Sequence[object]]) -> Texts:
    return _numbered(["\x1f".join(map(str, row)) for row in zip(*columns, strict=True)])


def _numbered(texts: Sequence[str]) -> Texts:
    """Make ids of texts; of equal ones each has its own by how many there were before."""
    seen: dict[str, int] = {}
    made = np.empty(len(texts), np.object_)
    for place, text in enumerate(texts):
        count = seen[text] = seen.get(text, 0) + 1
        digest = hashlib.blake2b(text.encode(), digest_size=12).hexdigest()
        made[place] = digest if count == 1 else f"{digest}-{count}"
    return made


def file_ids(digest: str, line: Ints) -> Texts:
    """Make ids of a file's digest and the places of its rows."""
    made = np.empty(len(line), np.object_)
    made[:] = [f"{digest[:24]}:{number}" for number in line.tolist()]
    return made
