"""Milestones as people list them: "第1个月完成工具学习,第2个月应用于项目", "Month 1: finish the course; month 2: …"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bot.goals.domain.aim_time import after, times
from bot.kit.period import Grain
from bot.kit.period_sentence import fold, plain
from bot.kit.period_viewpoint import number_word
from bot.kit.period_words import NUMBERS, UNITS, any_of

MOST: Final = 12
"""Milestones of one goal: more is a task list, not a plan."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """What is to be done by when; ``due`` is None where its words name no day, ``done_on`` until it is done.

    ``skipped`` is why its person leaves it out this time, "" where they do not: nobody is reminded of it any more.
    """

    text: str
    due: date | None = None
    done_on: date | None = None
    skipped: str = ""

    @property
    def awaited(self) -> bool:
        """Whether it is still to be done."""
        return self.done_on is None and not self.skipped


def read_milestones(text: str, *, start: date) -> tuple[Milestone, ...]:
    """Understand a list of milestones in Chinese or English, seen from the day on which the plan begins.

    The first month of a plan ends a month after it begins. A part without a time of its own belongs to the milestone
    that its neighbour begins, in a list of lines it is a milestone without a day. At most :data:`MOST` are read.
    """
    found: list[Milestone] = []
    for line in re.split(r"[\n\r]+", plain(text)):
        parts = [_part(said, start) for said in _parts(line)]
        found += _together([part for part in parts if part.text or part.due or part.timed])
    return tuple(Milestone(part.text, part.due) for part in found if part.text)[:MOST]


@dataclass(frozen=True, slots=True)
class _Part:
    """What stands between two marks: without its time, and whether that stood before the rest of it."""

    text: str
    due: date | None
    timed: bool
    first: bool
    mark: str = ""


_MARKS: Final = re.compile(r"(?P<mark>[;；。！]|[,，](?!\d{3}(?!\d))|(?<![\d.])\.(?=\s|$)|\s+(?:then|and then)\s+)")


def _parts(line: str) -> list[tuple[str, str]]:
    """Take a line apart at its marks; each part comes with the mark before it."""
    pieces = _MARKS.split(line)
    return list(zip(["", *pieces[1::2]], pieces[0::2], strict=True))


def _part(said: tuple[str, str], start: date) -> _Part:
    mark, text = said[0].strip(), _NUMBERING.sub("", said[1]).strip()
    folded = fold(text)
    if found := _NTH.search(folded):
        begin, end, due = found.start(), found.end(), _nth(found, start)
    else:
        spoken = [time for time in times(text, start=start) if not time.compared]
        spoken = [time for time in spoken if time.day is not None] or spoken  # "the winter order" names no day
        if len(spoken) != 1 or spoken[0].day is None:
            return _Part(_bare(text), None, timed=False, first=False, mark=mark)
        begin, end, due = spoken[0].start, spoken[0].end, spoken[0].day
    before, behind = _bare(text[:begin]), _bare(text[end:])
    if behind and text[:begin].rstrip().endswith((":", "：")):
        before = ""  # what stands over a list
    joint = " " if before and behind and before[-1:].isascii() else ""
    return _Part(f"{before}{joint}{behind}", due, timed=True, first=not before, mark=mark)


def _together(parts: list[_Part]) -> list[Milestone]:
    """Join the parts of a line that belong to one milestone."""
    timed = [part for part in parts if part.timed]
    if not timed:
        return [Milestone(part.text) for part in _sentences(parts)]
    leading, found, waiting = timed[0].first, list[Milestone](), list[str]()
    for part in parts:
        if part.timed:
            text = _joined([*waiting, part.text]) if not leading else part.text
            if leading and waiting:
                found.append(Milestone(_joined(waiting)))
            found.append(Milestone(text, part.due))
            waiting = []
        elif leading and found:
            found[-1] = replace(found[-1], text=_joined([found[-1].text, part.text]))
        elif not part.text.endswith((":", "：")):
            waiting.append(part.text)
    return [*found, Milestone(_joined(waiting))] if waiting else found


def _sentences(parts: list[_Part]) -> list[_Part]:
    """Join what only commas part, where nothing says when."""
    found: list[_Part] = []
    for part in parts:
        if found and part.mark in {",", "，"}:
            found[-1] = replace(found[-1], text=_joined([found[-1].text, part.text]))
        else:
            found.append(part)
    return found


def _joined(texts: list[str]) -> str:
    kept = [text for text in texts if text]
    chinese = any(re.search(r"[\u3400-\u9fff]", text) for text in kept)
    return ("，" if chinese else ", ").join(kept)


_COUNT: Final = rf"\d{{1,2}}|{any_of(word for word in NUMBERS if word not in {'a', 'an', 'a few', 'few', '几'})}"
_UNIT_EN: Final = any_of(
    word for word in UNITS if word.isascii() and word[-1] != "s" and UNITS[word] is not Grain.QUARTER
)
_NTH: Final = re.compile(
    rf"(?<![a-z])(?:(?:in|by|during|until|after|at)\s+)?(?:the\s+)?(?:end\s+of\s+)?(?:the\s+)?"
    rf"(?:(?P<unit>{_UNIT_EN})s?\s*(?:\d{{1,2}}\s*(?:-|–|~|to|and)\s*)?(?P<n>{_COUNT})"
    rf"|(?P<nth>first|second|third|fourth|fifth|\d{{1,2}}(?:st|nd|rd|th))\s+(?P<unit2>{_UNIT_EN}))(?![a-z\d])"
    r"|(?:在|到)?第(?:[\d一二三四五六七八九十]{1,2}\s*(?:-|–|~|到|至|、)\s*第?)?(?P<n_zh>\d{1,2}|[一二两三四五六七八九]|十[一二]?)"
    r"\s*(?:个?(?=[^季])|个)(?P<unit_zh>月|周|星期|礼拜|季度|天|年)(?:[底末]|结束|内|之内|里)?(?:之?前|时)?"
    r"|(?P<early>首|次)(?P<unit_early>月|周)(?:[底末]|内)?(?:之?前)?"
)
_NUMBERING: Final = re.compile(
    r"^\s*(?:[-*•·]\s*|(?:step\s+)?\d{1,2}\s*[.)、:：](?!\d)\s*|[(（]\d{1,2}[)）]\s*|[①-⑫]\s*)"
)
_EDGES: Final = re.compile(
    r"^(?:[\s:：,，;；、\-–—()（）]|(?:and|to|i\s+will|we\s+will)\s+|[内里](?=[\s:：]))+|[\s:：,，;；、\-–—(（)）]+$",
    re.IGNORECASE,
)


def _bare(text: str) -> str:
    return " ".join(_EDGES.sub("", text).split())


def _nth(match: re.Match[str], start: date) -> date | None:
    said = match.groupdict()
    if early := said["early"]:
        number, unit = (1 if early == "首" else 2), said["unit_early"]
    elif said["nth"]:
        word = said["nth"]
        number, unit = (int(re.sub(r"\D", "", word)) if word[0].isdigit() else number_word(word)), said["unit2"]
    else:
        number, unit = number_word(said["n"] or said["n_zh"]), said["unit"] or said["unit_zh"]
    try:
        return after(start, number, UNITS[unit]) if number else None
    except (ValueError, OverflowError):
        return None
