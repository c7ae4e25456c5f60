"""Titles of columns that each hold one period, and what makes a period of them that a cell could say."""

from __future__ import annotations

from typing import Final

from bot.kit.period_words import MONTHS, any_of

YEAR: Final = "YEAR"
"""Stands for the year that such titles do not say, until it is put in."""
_MONTH: Final = any_of(name.title() for name in MONTHS)
_MONTH_ZH: Final = "十[一二]?|[一二三四五六七八九]"
TITLES: Final = (
    (r"(20\d{2}[-/.年]?\d{1,2}月?)$", "{1}"),
    (r"(20\d{2}[-/. 年]*(?:Q[1-4]|第?[1-4一二三四]季度))$", "{1}"),
    (rf"((?:{_MONTH})\.?[-/ ,']*20\d{{2}})$", "{1}"),
    (r"(\d{1,2})月$", f"{YEAR}-{{1}}"),
    (rf"({_MONTH_ZH})月$", f"{YEAR}年{{1}}月"),
    (r"^M(\d{2})$", f"{YEAR}-{{1}}"),
    (rf"({_MONTH})[a-z]*\.?$", f"{{1}} {YEAR}"),
    (r"\bQ([1-4])$", f"{YEAR}Q{{1}}"),
    (r"([1-4一二三四])季度$", f"{YEAR}年{{1}}季度"),
)
"""Patterns of the titles, and the period with what the brackets match for ``{1}``; the first that fits two is taken."""
