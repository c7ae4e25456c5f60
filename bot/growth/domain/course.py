"""Courses: the company's catalogue, and which course is worth a look for whom, by fixed rules that can be told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeVar

from bot.kit.cell import InvalidCell, check_length, check_lengths
from bot.kit.cleaning import UnclearValue, is_missing, plain

if TYPE_CHECKING:
    from bot.figures.domain.metric import Metric

T = TypeVar("T")


class CourseLevel(StrEnum):
    """How much a course asks one to know already, in order."""

    BASIC = "basic"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"

    @property
    def rank(self) -> int:
        """Its place, from 1."""
        return list(CourseLevel).index(self) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A course that people can take.

    ``topics`` are words that it is about, ``metrics`` the keys of those that it helps with. ``language`` is ``en``,
    ``zh`` or "" for both.
    """

    key: str
    title_en: str = ""
    title_zh: str = ""
    topics: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    level: CourseLevel = CourseLevel.BASIC
    language: str = ""
    link: str = ""

    def title(self, *, chinese: bool) -> str:
        """Return what it is called in a language, else in the other one."""
        first, second = (self.title_zh, self.title_en) if chinese else (self.title_en, self.title_zh)
        return first or second or self.key

    def named(self, said: str) -> bool:
        """Say whether a record of training done means this course."""
        return _folded(said) in {_folded(name) for name in (self.key, self.title_en, self.title_zh) if name}


class CourseReason(StrEnum):
    """Why a course is recommended."""

    METRIC = "metric"
    """The catalogue says that it helps with that metric."""
    TOPIC = "topic"
    """What is to change names one of its topics."""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A course that is worth a look, why, and which others on the same subject were taken already."""

    course: Course
    reason: CourseReason
    topic: str
    after: tuple[str, ...] = ()


def recommend(
    courses: Iterable[Course], *, metric: str, words: str, taken: Sequence[str], language: str
) -> Recommendation | None:
    """Return the next course on a subject that somebody has not taken, or None where the catalogue has none.

    ``metric`` is the key of what is to change ("" for none), ``words`` say what it is about, ``taken`` are the names of
    courses that records say were done. Courses that help with the metric go before those of a topic that the words
    name. It is the lowest level above the highest that was taken on the subject; with none taken the lowest there is.
    Those in the reader's language (``en``, ``zh``) go first; others only where there is no choice.
    """
    known = [(course, *found) for course in courses if (found := _about(course, metric, words))]
    done = [course for course, *_ in known if any(course.named(name) for name in taken)]
    names = [name for name in taken if any(_mentions(name, topic) for course, *_ in known for topic in course.topics)]
    after = tuple(dict.fromkeys([*(name for name in taken if any(course.named(name) for course in done)), *names]))
    highest = max((course.level.rank for course in done), default=1 if names else 0)
    left = [row for row in known if row[0] not in done and row[0].level.rank > highest]
    if not left:
        return None

    def place(row: tuple[Course, CourseReason, str]) -> tuple[bool, bool, int, bool, str]:
        course, reason, _ = row
        foreign = course.language not in {"", language}
        return foreign, reason is not CourseReason.METRIC, course.level.rank, course.language != language, course.key

    course, reason, topic = min(left, key=place)
    return Recommendation(course, reason, topic, after)


def _about(course: Course, metric: str, words: str) -> tuple[CourseReason, str] | None:
    if metric and metric in course.metrics:
        return CourseReason.METRIC, metric
    topic = next((topic for topic in course.topics if _mentions(words, topic)), "")
    return (CourseReason.TOPIC, topic) if topic else None


def _mentions(text: str, topic: str) -> bool:
    """Say whether a text names a topic: Latin words as a whole, Chinese ones anywhere."""
    wanted = _folded(topic)
    if not wanted.isascii():
        return wanted in _folded(text)
    return bool(re.search(rf"(?<![a-z0-9]){re.escape(wanted)}(?:s|es)?(?![a-z0-9])", _folded(text)))


def _folded(text: str) -> str:
    return " ".join(plain(text).casefold().split())


# A row of the catalogue

COLUMNS: Final = ("course", "title", "topics", "level", "language", "link")
"""What stands in a line that somebody types or pastes, in this order; from the third on any may be missing."""
_CELLS: Final = re.compile(r"\s*[\t;；]\s*")
_CHINESE: Final = re.compile("[\u3400-\u9fff]")


def cells_of(line: str) -> dict[str, str]:
    """Take a line of the catalogue apart at tabs and semicolons; its title is in the language that it is written in.

    Raises:
        InvalidCell: when it has no title, or more parts than there are columns.
    """
    parts = [part.strip() for part in _CELLS.split(line.strip())]
    if not 1 < len(parts) <= len(COLUMNS):
        raise InvalidCell("course", line, UnclearValue("course-line"))
    cells = dict(zip(COLUMNS, parts, strict=False))
    title = cells.pop("title")
    return cells | {"title_zh" if _CHINESE.search(title) else "title_en": title}


_LEVELS: Final = {
    **dict.fromkeys("basic beginner introductory introduction 初级 入门 基础".split(), CourseLevel.BASIC),
    **dict.fromkeys("intermediate medium 中级 进阶".split(), CourseLevel.INTERMEDIATE),
    **dict.fromkeys("advanced expert senior 高级 高阶 精通".split(), CourseLevel.ADVANCED),
}
_LANGUAGES: Final = {
    **dict.fromkeys("en english 英文 英语".split(), "en"),
    **dict.fromkeys("zh zh-cn chinese mandarin 中文 汉语".split(), "zh"),
    **dict.fromkeys("both any 双语 中英文".split(), ""),
}
_LINK: Final = re.compile(r"https?://[^\s<>|\"]{3,}")
_APART: Final = re.compile(r"\s*[;；,，、|\n]\s*")
_LONGEST_LINK, _LONGEST_LIST, _LONGEST_TOPIC = 500, 400, 40


def course_fields(cells: Mapping[str, str], *, before: Mapping[str, Course], metrics: Mapping[str, Metric]) -> Course:
    """Return the course that the cells of a row describe; a known one keeps what they do not hold.

    ``before`` are the courses by key, ``metrics`` those by key. Metrics may be named by key or title.

    Raises:
        InvalidCell: a required field is missing, or one cannot be understood.
    """
    key = plain(cells.get("course", ""))
    if is_missing(key):
        raise InvalidCell("course", cells.get("course", ""), UnclearValue("import-required"))
    check_length("course", key, 64)
    check_lengths(cells, ("title_en", "title_zh"))
    for name, most in (("topics", _LONGEST_LIST), ("metrics", _LONGEST_LIST), ("link", _LONGEST_LINK)):
        check_length(name, cells.get(name, ""), most)
    known = before.get(key, Course(key=key))

    def text(name: str, so_far: str) -> str:
        return so_far if name not in cells else "" if is_missing(cells[name]) else plain(cells[name])

    course = Course(
        key=key,
        title_en=text("title_en", known.title_en),
        title_zh=text("title_zh", known.title_zh),
        topics=_topics(cells["topics"]) if "topics" in cells else known.topics,
        metrics=_metrics(cells["metrics"], metrics) if "metrics" in cells else known.metrics,
        level=_word("level", cells.get("level", ""), _LEVELS, known.level),
        language=_word("language", cells.get("language", ""), _LANGUAGES, known.language),
        link=text("link", known.link),
    )
    if not (course.title_en or course.title_zh):
        raise InvalidCell("title_en", "", UnclearValue("import-required"))
    if course.link and not _LINK.fullmatch(course.link):
        raise InvalidCell("link", cells.get("link", course.link), UnclearValue("course-link"))
    return course


def _topics(cell: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(topic for topic in _APART.split(plain(cell)) if not is_missing(topic)))
    for topic in found:
        check_length("topics", topic, _LONGEST_TOPIC)
    return found


def _metrics(cell: str, metrics: Mapping[str, Metric]) -> tuple[str, ...]:
    """Return the keys of the metrics that a cell names."""
    names = {
        _folded(name): key for key, metric in metrics.items() for name in (metric.title_en, metric.title_zh) if name
    } | {_folded(key): key for key in metrics}
    found = []
    for said in _APART.split(plain(cell)):
        if is_missing(said):
            continue
        if _folded(said) not in names:
            raise InvalidCell("metrics", said, UnclearValue("course-metric"))
        found.append(names[_folded(said)])
    return tuple(dict.fromkeys(found))


def _word(column: str, cell: str, words: Mapping[str, T], otherwise: T) -> T:
    said = _folded(cell)
    if is_missing(cell):
        return otherwise
    if said not in words:
        raise InvalidCell(column, cell, UnclearValue("import-word", allowed=", ".join(words)))
    return words[said]
