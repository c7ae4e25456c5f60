"""Perception gaps: where what the employee says, what whoever leads them says, and the data do not agree (R81).

Rules that can be told, no guess: words are cut into statements, a statement is about a topic that it names (a metric, a
project, a few things that every company has), and it says that this goes well or does not, by words listed here. A gap
is a topic of which two of the three say opposite things. What says both, or neither, in one statement counts for
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.figures.domain.event import EventKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.figures.domain.finished import Finished
    from bot.figures.domain.metric import Metric
    from bot.figures.domain.record import Record
    from bot.reviews.domain.known_facts import KnownResult
    from bot.talks.domain.review_meeting_compare import ComparedField

COMPLAINTS: Final = "complaints"
_TOPICS: Final[Mapping[str, str]] = {
    COMPLAINTS: r"\bcomplaints?\b|\bcustomer feedback\b|投诉|客诉|客户反馈|客户意见",
    "delivery": r"\bdeliver(?:y|ies|ed)\b|\bdeadlines?\b|\breleases?\b|交付|交期|上线|工期",
    "defects": r"\bbugs?\b|\bdefects?\b|缺陷|次品|不良品",
    "replies": r"\brepl(?:y|ies)\b|\bresponse times?\b|回复|响应",
}
_BAD: Final = re.compile(
    r"\b(?:still open|not closed|unresolved|unanswered|not (?:in|on) time|not met|not reached|late|too slow|slow|"
    r"overdue|delay(?:s|ed)?|missed|fell short|falls short|below target|behind|not handled|open)\b"
    r"|未闭环|没有?闭环|未关闭|没关|未解决|没解决|还没|未处理|没处理|不及时|未及时|没有及时|延迟|延误|逾期|超期|晚了|拖|"
    r"未达标|没达标|没有达标|没达到|未完成|没完成|落后|低于",
    re.IGNORECASE,
)
_GOOD: Final = re.compile(
    r"\b(?:in time|on time|timely|promptly|quickly|all closed|closed|solved|resolved|answered|met|reached|above target|"
    r"early|ahead of|handled well|well handled)\b"
    r"|及时|按时|准时|提前|已闭环|全部闭环|都闭环|已解决|都解决|已关闭|达标|超额|完成得?好|很快|顺利",
    re.IGNORECASE,
)
_STATEMENT: Final = re.compile(
    r"[^.!?;。！？；\n]+?(?=\s*(?:[.!?;。！？；\n]|,?\s*\b(?:but|however|though)\b|，?(?:但是|但|不过|然而)|$))",
    re.IGNORECASE,
)
_LEFT: Final = re.compile(
    r"^[\s,，.!?;。！？；]*(?:(?:but|however|though)\b|但是|但|不过|然而)?[\s,，]*", re.IGNORECASE
)
_DECIMAL: Final = re.compile(r"(?<=\d)\.(?=\d)")
_OPEN: Final = frozenset("open pending unresolved new 未闭环 未关闭 未解决 处理中 待处理 打开".split())
_CLOSED: Final = frozenset("closed resolved solved done 已闭环 闭环 已关闭 已解决 关闭 解决 完成".split())


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody says of a topic: whether it goes well, in their own words."""

    topic: str
    good: bool
    words: str


@dataclass(frozen=True, slots=True)
class DataPoint:
    """What the data says of a topic: whether it goes well, and what that rests on, one of the three.

    ``open_complaints`` is how many are open by their records.
    """

    topic: str
    good: bool
    result: KnownResult | None = None
    project: Finished | None = None
    open_complaints: int | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A topic on which two or three do not agree; who says nothing of it is None.

    Of a question that both answered by a choice or a number ``question`` has both answers side by side.
    """

    topic: str
    employee: str | None = None
    manager: str | None = None
    data: DataPoint | None = None
    question: ComparedField | None = None


def topics(metrics: Iterable[Metric], projects: Iterable[Finished]) -> dict[str, re.Pattern[str]]:
    """Return the words of each topic: metrics are called ``metric:`` and their key, projects ``project:`` and name."""
    found = {key: re.compile(pattern, re.IGNORECASE) for key, pattern in _TOPICS.items()}
    for metric in metrics:
        if titles := [title for title in (metric.title_en, metric.title_zh) if title]:
            found[f"metric:{metric.key}"] = _named(titles)
    for project in projects:
        if project.kind is EventKind.PROJECT_COMPLETED and project.what:
            found[f"project:{project.what}"] = _named([project.what])
    return found


def _named(names: Sequence[str]) -> re.Pattern[str]:
    """Match any of some names, Latin ones as whole words, whatever blanks are between their parts."""
    parts = []
    for name in names:
        inner = r"\s*".join(re.escape(part) for part in re.findall(r"[A-Za-z0-9]+|[^\sA-Za-z0-9]", name))
        parts.append(
            (r"(?<![A-Za-z0-9])" if name[:1].isascii() else "")
            + inner
            + (r"(?![A-Za-z0-9])" if name[-1:].isascii() else "")
        )
    return re.compile("|".join(parts), re.IGNORECASE)


def sentences(text: str) -> list[str]:
    """Cut words into statements: at the ends of sentences, and where one turns into its opposite."""
    whole = _DECIMAL.sub("\u2024", text)
    parts = [_LEFT.sub("", found.group()).strip() for found in _STATEMENT.finditer(whole)]
    return [part.replace("\u2024", ".") for part in parts if part]


def statements(texts: Iterable[str], known: Mapping[str, re.Pattern[str]]) -> list[Statement]:
    """Return what words say of topics, in their order."""
    found = []
    for text in texts:
        for words in sentences(text):
            good = _judged(words)
            if good is not None:
                found += [Statement(topic, good, words) for topic, pattern in known.items() if pattern.search(words)]
    return found


def _judged(words: str) -> bool | None:
    bad = _BAD.search(words) is not None
    good = _GOOD.search(_BAD.sub(" ", words)) is not None
    return None if bad == good else good


def data_points(
    results: Iterable[KnownResult], projects: Iterable[Finished], complaints: Iterable[Record]
) -> list[DataPoint]:
    """Return what the data says of topics; of complaints only where their records say whether they are closed."""
    found = [
        DataPoint(f"metric:{result.metric.key}", (result.newest.attainment or 0) >= 1, result=result)
        for result in results
        if result.newest.attainment is not None
    ]
    found += [
        DataPoint(f"project:{project.what}", project.day <= project.due, project=project)
        for project in projects
        if project.kind is EventKind.PROJECT_COMPLETED and project.due is not None
    ]
    states = [state for record in complaints if (state := _state(record)) is not None]
    if states:
        left = sum(states)
        found.append(DataPoint(COMPLAINTS, left == 0, open_complaints=left))
    return found


def _state(record: Record) -> bool | None:
    """Say whether a complaint is open by what its record says of it; None where it says nothing."""
    said = record.dimensions.get("status", "").casefold().strip()
    return True if said in _OPEN else False if said in _CLOSED else None


def gaps(employee: Sequence[Statement], manager: Sequence[Statement], data: Sequence[DataPoint]) -> tuple[Gap, ...]:
    """Return the topics of which two of three say opposite things, in the order in which they are named."""
    about = {point.topic: point for point in data}
    order = dict.fromkeys(said.topic for said in (*manager, *employee))
    found = [
        gap
        for topic in order
        if (gap := _gap(topic, _of(employee, topic), _of(manager, topic), about.get(topic))) is not None
    ]
    same = {(gap.employee, gap.manager): gap for gap in reversed(found)}
    return tuple(gap for gap in found if same[gap.employee, gap.manager] is gap)


def _of(said: Sequence[Statement], topic: str) -> Statement | None:
    """Return what somebody says of a topic; of several the first that is not good, else the first."""
    mine = [statement for statement in said if statement.topic == topic]
    return next((statement for statement in mine if not statement.good), mine[0] if mine else None)


def _gap(topic: str, employee: Statement | None, manager: Statement | None, data: DataPoint | None) -> Gap | None:
    judged = [said.good for said in (employee, manager, data) if said is not None]
    if all(judged) or not any(judged):
        return None
    return Gap(topic, employee.words if employee else None, manager.words if manager else None, data)


def linked(texts: Iterable[str], projects: Iterable[Finished]) -> list[tuple[str, Finished]]:
    """Return which statements name a project that was completed, each with what its record says (R85)."""
    done = [project for project in projects if project.kind is EventKind.PROJECT_COMPLETED and project.what]
    named = [(project, _named([project.what])) for project in done]
    return [
        (words, project)
        for text in texts
        for words in sentences(text)
        for project, pattern in named
        if pattern.search(words)
    ]
