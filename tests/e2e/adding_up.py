"""Adds up what the demo says: each figure from the companies' files, and from the rows that its reader is shown.

The sums are made here from the files that the companies sent, in another way than the bot makes them. Rows are read
from what the platform shows, page by page, as a person with a calculator would.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING

from bot.demo.story import ADVENTUREWORKS
from bot.kit.period import period_of
from bot.messages.card import Attachment, Card, Choices, Facts, Picture
from bot.messages.codec import card_from_json
from bot.messages.inbound import Click, Notice, Sender
from bot.messages.text import plain
from bot.people.services import permission
from bot.platforms.dingtalk import render as dingtalk
from bot.platforms.slack import render as slack
from handlers import LISTENERS, MESSAGES, WAITING
from handlers.context import Context
from handlers.grammar import asked
from handlers.resolve import attempt
from tests.drawing import on_dingtalk, on_slack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.demo.story import DemoCompany
    from bot.feedback.domain.feedback import Feedback
    from bot.figures.domain.metric import Metric
    from bot.kit.period import Period
    from bot.messages.card import Action, Button
    from bot.messages.inbound import Reply
    from bot.people.domain.person import Person
    from storage.work import SqlWork

_PAGED_WHOLE = 60
"""Of longer lists the first page and the whole file are read: each page costs the same."""
_SCALES = {"K": Decimal(1000), "M": Decimal(1_000_000), "万": Decimal(10_000), "%": Decimal("0.01")}
_NUMBER = re.compile(r"(-?[\d,]*\.?\d+)\s?([KM%万])?")
_CHANGE = re.compile(
    r"(?P<way>up|down) (?P<by>\S+) from (?P<of>the month before|the quarter before|a year ago)"
    r"|(?P<zh>环比|同比)(?P<up>升|降)(?P<points>[\d.]+)个百分点"
)


@dataclass
class PlainSums:
    """A company's files, read with nothing of the bot: every row by its id, as it was at an instant."""

    company: DemoCompany
    rows: dict[str, list[tuple[datetime, str, date, dict[str, str]]]] = field(default_factory=dict)
    months: dict[tuple[str, date], tuple[Decimal, Decimal]] = field(default_factory=dict)
    members: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    names: dict[str, str] = field(default_factory=dict)
    days: dict[date, list[list[tuple[datetime, str, date, dict[str, str]]]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def __post_init__(self) -> None:
        early, late = datetime(2026, 8, 1, tzinfo=UTC), datetime(2026, 11, 3, 2, 20, tzinfo=UTC)
        if self.company is ADVENTUREWORKS:
            for row in self._file("sales-*.csv", delimiter="|"):
                self._put(f"{row['Order']}-{row['Line']}", row["EmployeeID"], row["OrderDate"], row, at=early)
            added = {"Order": "SO53999", "Sales": "11400"}
            self._put("SO53999-1", "399771412", "2026-09-29", added, at=datetime(2026, 10, 5, 21, 0, tzinfo=UTC))
        else:
            for row in self._file("inspections-*.csv"):
                posted = datetime.combine(date.fromisoformat(row["日期"]), time(9, 35), tzinfo=UTC)
                self._put(f"{row['日期']}-{row['工号']}-{row['机台']}", row["工号"], row["日期"], row, at=posted)
            for row in self._file("correction-*.csv"):
                self._put(f"{row['日期']}-{row['工号']}-{row['机台']}", row["工号"], row["日期"], row, at=late)
            key = "2026-10-20-HY210-4号机"
            content = {**self.rows[key][0][3], "次品数": "2"}
            self._put(key, "HY210", "2026-10-20", content, at=datetime(2026, 11, 2, 8, 0, tzinfo=UTC))
            for row in self._file("history.csv", encoding="gb18030"):
                month = date(int(row["月份"][:4]), int(row["月份"][5:7]), 1)
                self.months[row["工号"], month] = (Decimal(row["次品数"]), Decimal(row["检验数"]))
        for row in self._file("people.csv", delimiter="|" if self.company is ADVENTUREWORKS else ","):
            self.members[row["unit"]].add(row["employee_id"])
            self.names[row["employee_id"]] = row["name"]
        for versions in self.rows.values():
            self.days[versions[0][2]].append(versions)

    def _file(self, name: str, *, delimiter: str = ",", encoding: str = "utf-8-sig") -> Iterator[dict[str, str]]:
        for path in sorted(self.company.folder.glob(name)):
            with path.open(newline="", encoding=encoding) as file:
                yield from csv.DictReader(file, delimiter=delimiter)

    def _put(self, key: str, person: str, day: str, row: dict[str, str], *, at: datetime) -> None:
        self.rows.setdefault(key, []).append((at, person, date.fromisoformat(day), row))

    def value(self, metric: str, whose: str, first: date, last: date, *, at: datetime) -> Decimal | None:
        """Return what the files make of a metric between two days by an instant; None where there is nothing."""
        people, waiting = {whose}, [whose]
        while waiting:
            new = self.members.get(waiting.pop(), set()) - people
            people |= new
            waiting += new
        found = self._between(people, first, last, at)
        if metric.startswith("defect_rate"):
            bad = [Decimal(row["次品数"]) for _, row in found]
            all_ = [Decimal(row["检验数"]) for _, row in found]
            months = [self.months[key] for key in self.months if key[0] in people and key[1] == first]
            over = sum(all_) or sum(n for _, n in months)
            return Decimal(sum(bad) if all_ else sum(n for n, _ in months)) / over if over else None
        if metric == "orders":
            return Decimal(len({(person, row["Order"]) for person, row in found})) if found else None
        return sum((Decimal(row["Sales"]) for _, row in found), Decimal(0)) if found else None

    def _between(self, people: set[str], first: date, last: date, at: datetime) -> list[tuple[str, dict[str, str]]]:
        found = []
        for versions in (versions for day, there in self.days.items() if first <= day <= last for versions in there):
            by_then = [version for version in versions if version[0] <= at]
            if by_then and by_then[-1][1] in people:
                found.append((by_then[-1][1], by_then[-1][3]))
        return found


@dataclass
class AddedUp:
    """What was checked of a company's messages, and what does not add up."""

    messages: int = 0
    figures: int = 0
    lists: int = 0
    rows: int = 0
    refused: int = 0
    wrong: list[str] = field(default_factory=list)

    def says(self, true: bool, what: str) -> None:  # noqa: FBT001 - what is held to be true
        """Note what is not so."""
        if not true:
            self.wrong.append(what)


@dataclass
class FiguresReader:
    """Somebody who reads their messages at an instant, opens what stands behind them, and adds up."""

    work: SqlWork
    company: DemoCompany
    now: datetime
    sums: PlainSums
    found: AddedUp = field(default_factory=AddedUp)
    _read: set[tuple[str, str, str]] = field(default_factory=set)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def press(self, person: Person, action: Action) -> Reply:
        """Press a button as somebody."""
        actor = permission.actor(self.work, person, now=self.now)
        t = self.work.words(person.locale)
        words = asked(actor.roles, t.locale)
        context = Context(self.work, actor, t, self.now, "", words, MESSAGES, WAITING, LISTENERS)
        sender = Sender(person.identities[0], f"add{next(self._numbers)}", "", private=True, at=self.now)
        return attempt(context, Click(sender, action))

    def shown(self, card: Card) -> str:
        """Return a card as its reader sees it."""
        pictures = {block.chart: "PICTURE" for block in card.blocks if isinstance(block, Picture)}
        if self.company.platform == "slack":
            return on_slack(slack.render(card, pictures))
        return on_dingtalk(dingtalk.render(card, pictures))

    def card(self, person: Person, action: Action) -> Card:
        """Press a button that is answered by a card."""
        reply = self.press(person, action)
        assert isinstance(reply, Card), reply
        return reply

    def metric(self, key: str) -> Metric:
        """Return a metric that a message is about."""
        found = self.work.metrics.get(key)
        assert found, key
        return found

    def title(self, metric: str) -> str:
        """Return what a metric is called in the company's language."""
        found = self.metric(metric)
        return found.title_zh if self.company.locale == "zh-CN" else found.title_en

    def everything(self) -> AddedUp:
        """Read every message that went out with a figure in it."""
        people = {person.id: person for person in self.work.people.all()}
        for delivery in self.work.outbox.find():
            feedback = self.work.feedback.get(delivery.key)
            if delivery.sent_at is None or feedback is None:
                continue
            card, reader = card_from_json(delivery.card), people[delivery.person_id]
            self.found.messages += 1
            self._figures(feedback, card, at=delivery.sent_at)
            for action in [button.action for button in _buttons(card) if button.action.name == "feedback.why"]:
                self._opened(feedback, reader, action)
                self._others(feedback, reader, action, people)
        return self.found

    # What the message says

    def _figures(self, feedback: Feedback, card: Card, *, at: datetime) -> None:
        lines = [line for block in card.blocks if isinstance(block, Facts) for line in block.lines]
        for (whose, metric, period), told in zip(feedback.deltas, feedback.values, strict=True):
            self.found.figures += 1
            made = self.sums.value(metric, whose, period.start, period.end, at=at)
            where = f"{feedback.key} {metric} of {whose}"
            self.found.says(made is not None and _same(made, Decimal(told)), f"{where}: told {told}, files {made}")
            title = self.title(metric)
            mine = [
                line
                for line in lines
                if made is not None and plain(line.label).endswith(title) and _reads(plain(line.value), made)
            ]
            self.found.says(bool(mine), f"{where}: {made} is not in {[plain(line.value) for line in lines]}")
            whole = [line for line in mine if plain(line.label) in {title, f"{self.sums.names.get(whose)}: {title}"}]
            for line in whole[:1]:
                self._changes(where, plain(line.against), metric, whose, period, Decimal(told), at=at)

    def _changes(
        self, where: str, text: str, metric: str, whose: str, period: Period, told: Decimal, *, at: datetime
    ) -> None:
        """Compare what a figure is said to have moved by with the files of the period before and of a year ago."""
        for change in _CHANGE.finditer(text):
            year = change["of"] == "a year ago" or change["zh"] == "同比"
            grain = "quarter" if metric == "sales_quarter" else "month"
            months = 12 if year else 3 if grain == "quarter" else 1
            index = period.start.year * 12 + period.start.month - 1 - months
            whole = period_of(date(index // 12, index % 12 + 1, 1), self.metric(metric).grain)
            before = self.sums.value(metric, whose, whole.start, whole.end, at=at)
            self.found.figures += 1
            up = change["way"] == "up" or change["up"] == "升"
            by = change["by"] or f"{change['points']}%"
            moved = None if before is None else (told - before) * (1 if up else -1)
            self.found.says(moved is not None and _reads(by, moved), f"{where}: {change[0]}, files {before} → {told}")

    # What stands behind it

    def _opened(self, feedback: Feedback, reader: Person, action: Action) -> None:
        card = self.card(reader, action)
        said = self.shown(card)
        for whose, metric, period in feedback.deltas:
            reading = next(iter(self.work.readings.evidence(whose, metric, period)), None)
            if reading is None or not self.metric(metric).takes_records(period.start):
                continue
            whole = period_of(period.start, self.metric(metric).grain)
            made = self.sums.value(metric, whose, whole.start, whole.end, at=self.now)
            where = f"{feedback.key} {metric} of {whose}"
            self.found.says(made is not None and _same(made, reading.value), f"{where}: stored {reading.value} {made}")
            if made is not None and len(feedback.deltas) == 1:
                first = self._rows(said, where)
                self._paged(reader, card, metric, made, where, first=first)
            elif made is not None:
                for button in _buttons(card):
                    args = dict(button.action.args)
                    asked_for = (args.get("person"), args.get("value", "").split(":")[0])
                    if button.action.name == "record.page" and asked_for == (whose, metric):
                        page = self.card(reader, button.action)
                        self._paged(reader, page, metric, made, where, first=self._rows(self.shown(page), where))

    def _paged(
        self, reader: Person, card: Card, metric: str, made: Decimal, where: str, *, first: list[dict[str, str]]
    ) -> None:
        """Read a list to its end and its file, and add both up."""
        file = next((button.action for button in _buttons(card) if button.action.name == "record.file"), None)
        if file is None:
            return  # a reader who may not see rows: what they see is checked with those who may see nothing
        key = (reader.id, metric, file.encoded())
        if key in self._read:
            return
        self._read.add(key)
        whole = self.card(reader, file)
        (content,) = [block.content for block in whole.blocks if isinstance(block, Attachment)]
        *lines, _ = csv.DictReader(io.StringIO(content.removeprefix("\ufeff")))
        self.found.lists += 1
        self.found.rows += len(lines)
        if self.work.words(reader.locale)("record-hidden", n=2).split("2")[-1] in self.shown(whole):
            return  # rows of others only count there, and are not shown to this reader
        self.found.says(_same(made, _of(metric, lines)), f"{where}: file makes {_of(metric, lines)}, not {made}")
        rows, page = list(first), card
        while len(rows) < len(lines) <= _PAGED_WHOLE:
            on = next((button.action for button in _buttons(page) if button.action.name == "record.page"), None)
            if on is None:
                break
            page = self.card(reader, on)
            rows += self._rows(self.shown(page), where)
        if len(lines) <= _PAGED_WHOLE:
            self.found.says(len(rows) == len(lines), f"{where}: {len(rows)} rows shown, {len(lines)} in the file")
            self.found.says(_same(made, _of(metric, rows)), f"{where}: shown rows make {_of(metric, rows)}, not {made}")

    def _rows(self, said: str, where: str) -> list[dict[str, str]]:
        """Return the rows of the table that a person sees."""
        lines = [line for line in said.splitlines() if line.startswith("| ") and not line.startswith("| ---")]
        cells = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines]
        if not cells:
            return []
        header, *rows = cells
        self.found.says(all(len(row) == len(header) for row in rows), f"{where}: a row lost a cell: {cells}")
        return [dict(zip(header, row, strict=False)) for row in rows]

    # Who may not

    def _others(self, feedback: Feedback, reader: Person, action: Action, people: dict[str, Person]) -> None:
        """Let two who have nothing to do with it press the same button, and the lists behind it."""
        subject = people[feedback.subject_id]
        away = [
            person
            for person in people.values()
            if person.identities and person.id not in {reader.id, subject.id} and not self._may(person, subject)
        ]
        for other in away[:1]:
            for whose, metric, period in feedback.deltas:
                place = (("person", whose), ("value", f"{metric}:{period.start.isoformat()}"))
                for name, args in (("feedback.why", action.args), ("record.page", place), ("record.file", place)):
                    if name != "feedback.why" and self._may(other, people[whose]):
                        continue
                    reply = self.press(other, type(action)(name, args))
                    closed = isinstance(reply, Notice) and reply.refused
                    self.found.refused += closed
                    self.found.says(closed, f"{feedback.key}: {other.id} opened {name} of {whose}")

    def _may(self, person: Person, subject: Person) -> bool:
        return permission.sees(self.work, permission.actor(self.work, person, now=self.now), subject, now=self.now)


def _buttons(card: Card) -> list[Button]:
    return [button for block in card.blocks if isinstance(block, Choices) for button in block.buttons]


def _of(metric: str, rows: list[dict[str, str]]) -> Decimal | None:
    def numbers(name: str) -> Decimal:
        return sum(
            (Decimal(row[name].replace(",", "")) for row in rows if row.get(name) not in {"", "–", None}), Decimal(0)
        )

    if metric.startswith("defect_rate"):
        return numbers("次品数") / numbers("检验数")
    if metric == "orders":
        if not all("Order" in row for row in rows):
            return None  # what is counted has to be seen
        return Decimal(len({(row.get("Who"), row["Order"]) for row in rows}))
    return numbers("Sales")


def _same(left: Decimal, right: Decimal | None) -> bool:
    return right is not None and abs(left - right) <= Decimal("1e-9") * max(Decimal(1), abs(left))


def _reads(text: str, exact: Decimal) -> bool:
    """Say whether a number that is written rounded is that exact one."""
    for digits, scale in _NUMBER.findall(text):
        factor = _SCALES.get(scale, Decimal(1))
        said, places = Decimal(digits.replace(",", "")), len(digits.partition(".")[2])
        unit = Decimal(1).scaleb(-places) * factor
        if scale not in _SCALES and abs(said) >= 1000 and not places:  # three significant figures, written in full
            unit = max(unit, Decimal(10) ** (len(str(int(abs(said)))) - 3))
        if abs(said * factor - exact) <= unit * Decimal("0.5001"):
            return True
    return False
