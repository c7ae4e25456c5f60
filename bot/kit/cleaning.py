"""What a cell's text is: without what nobody sees, and whether it stands for nothing, a total or a remark."""

from __future__ import annotations

import re

FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
BLANKS = dict.fromkeys(map(ord, "\u3000\u00a0\u202f\u2007\u2009\t\r\n"), " ") | dict.fromkeys(
    map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad"), None
)
_UNSEEN = re.compile(
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Control characters, and those that turn the direction of writing or stand unseen in a name."""
MISSING = frozenset(
    "- -- --- – — — —— / // \\ \\n . … ... ? ?? * # n/a n.a. na #n/a nan null none nil void missing unknown tbd tba "
    "pending #value! #ref! #div/0! #name? #num! #null! #n/a! #spill! #calc! #getting_data "
    "无 暂无 暂缺 缺 缺失 未知 未填 未统计 未上报 未提供 不详 不适用 待定 待补 空 空值 无数据".split()
) | {"", "not available", "not applicable", "no data", "n / a"}
TOTALS = frozenset(
    "合计 小计 总计 共计 总和 总数 汇总 累计 平均 均值 平均值 合计数 本页合计 部门合计 "
    "total totals subtotal sub-total grandtotal sum average avg mean overall".split()
)
FOOTERS = (
    *"备注 注: 注释 说明 数据截至 数据来源 数据说明 截至 截止 制表 制单 填表 审核 审批 复核 打印 导出 来源".split(),
    *"统计时间 更新时间 note notes: source: generated exported printed prepared page report footnote".split(),
    "as of",
)


class UnclearValue(Exception):
    """A cell cannot be understood; ``key`` names the message in the catalogue, ``values`` its variables."""

    def __init__(self, key: str, **values: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


_ROUNDED = re.compile(r"[+-]?\d(?:[.,]\d+)?[eE][+-]\d+|[+-]?\d[.,]\d+[eE]\d+")
_HALVES = re.compile("[\0\ud800-\udfff]")
_MARKS = re.compile(r"[\s:,.()\[\]*-]+")
_TOTAL_OF = re.compile(r".{1,8}(?:合\s*计|小\s*计|总\s*计)|(?:grand |sub-?)?totals?(?: (?:for|of) .{1,30}|:.{0,30})?")


def plain(text: str) -> str:
    """Return the text with full-width characters as ASCII, every kind of blank as one space, and no blanks around."""
    if text.isascii():
        return text.strip() if text.isprintable() else _UNSEEN.sub("", text.translate(BLANKS)).strip()
    return _UNSEEN.sub("", text.translate(BLANKS)).translate(FULL_WIDTH).strip()


def visible(text: str) -> str:
    """Return what somebody wrote without characters that nobody sees; lines and every other letter stay.

    Characters that turn the direction of writing could make a sentence read as another one, and control characters are
    refused by databases and platforms.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return whole(text if text.isascii() and text.isprintable() else _UNSEEN.sub("", text))


def is_whole(text: str) -> bool:
    """Whether a text has no half characters (lone surrogates) and no NUL: no database keeps those."""
    return _HALVES.search(text) is None


def whole(text: str) -> str:
    """Return the text with a replacement character for each that can neither be kept nor written."""
    return _HALVES.sub("\ufffd", text)


def is_missing(text: str, *, more: frozenset[str] = frozenset()) -> bool:
    """Whether a cell says that there is no value."""
    word = plain(text).lower()
    return word in MISSING or word in more or word.strip("()[]<> ") in MISSING


def is_rounded(text: str) -> bool:
    """Whether an id comes as a spreadsheet rounded it: 1.45E+17, its last digits gone."""
    return _ROUNDED.fullmatch(plain(text)) is not None


def check_id(text: str) -> None:
    """Refuse an id, an account or a telephone number that a spreadsheet made a number of and rounded.

    Raises:
        Unclear: it has.
    """
    if is_rounded(text):
        raise UnclearValue("import-rounded")


def is_total(text: str) -> bool:
    """Whether a cell labels a row of totals, whatever blanks and marks stand in between."""
    shown = plain(text).lower()
    return _MARKS.sub("", shown) in TOTALS or bool(_TOTAL_OF.fullmatch(shown))


def is_footer(text: str) -> bool:
    """Whether a cell begins a remark below the data."""
    word = plain(text).lower().lstrip("*#※ ")
    return word.startswith(FOOTERS)
