"""A search for what somebody reads that is not theirs: a company on both platforms lives through random weeks.

Everybody's figures and words are marked. People ask, press and send anything, also what was never meant for them and
in groups; files come in; people move, leave, stand in, get and lose roles, correct and dispute; days go by, and what
waited goes out. Whatever anybody gets to see is drawn as both platforms draw it, and searched for marks which its
reader may not read at that instant, as :mod:`tests.oracle` says.
"""

from __future__ import annotations

import asyncio
import csv
import io
import json
import math
import random
import re
import shutil
import sys
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa

from bot.ai.offline import OfflineWriter
from bot.app import App
from bot.delivery.domain.delivery import Hold, Receipt
from bot.delivery.domain.notice import VERSION
from bot.figures.domain.metric_fields import metric_fields
from bot.figures.domain.suppression import person_digest
from bot.intake.services.follow import follow
from bot.intake.services.terms import ImportTerms
from bot.kit.errors import UserError
from bot.kit.identity import Identity
from bot.kit.period import Grain, period_of
from bot.messages.card import Action, Attachment, Card, Choices, Picture
from bot.messages.field import NumberField, SelectField, SeveralField, TextField
from bot.messages.form import Form
from bot.messages.inbound import (
    Click,
    Command,
    Notice,
    RejectedForm,
    Saying,
    Sender,
    Settled,
    Submission,
    Upload,
    Visit,
)
from bot.people.domain.permission import Role
from bot.roster.services import role as roster_role
from bot.rules.domain.default_rules import DEFAULT_RULES
from bot.rules.domain.rule import Audience, Rule, Scope, Tone
from bot.rules.services import trial
from bot.runtime.clockwork import SimulatedClock
from bot.runtime.data_receiver import DataReceiver
from bot.settings import Settings
from bot.sources.file import take_items
from handlers import ROUTES, Means
from handlers.router import Router
from storage import open_storage
from tests.chat import arrived
from tests.fakes import FakePlatform
from tests.oracle import FEWEST, Kind, Mark, Oracle, too_few
from tests.search_deals import LATER, bring, lay, targets
from tests.search_goals import set_goals

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from bot.intake.domain.intake import Kind as Table
    from bot.messages.inbound import Inbound, Reply
    from storage.storage import Storage

R = TypeVar("R")

START = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)
MONTHS = (date(2026, 9, 1), date(2026, 10, 1))
METRICS = {"orders": "订单", "visits": "拜访"}
PLATFORMS = {"slack": ("en", "America/New_York"), "dingtalk": ("zh-CN", "Asia/Shanghai")}
STAFF = {"p16": "hr", "p17": "hr", "p18": "admin", "p19": "admin", "p14": "fairness", "p3": "admin"}
"""Who has a role; the last leads people as well."""
PEOPLE = tuple(f"p{number}" for number in range(20))
VERDICTS = frozenset({"nudge", "standing", "praise", "alert", "digest", "report", "week", "gaps", "team"})
"""Cards that judge people's figures: whom they name matters."""
OWN = frozenset(
    {
        "standing",
        "praise",
        "correction",
        "digest",
        "home",
        "me",
        "why",
        "nudge",
        "person",
        "data",
        "team",
        "privacy",
        "one_on_one",
        "talk",
        "dispute",
        "remark",
    }
)
"""Cards that may tell the median of at least five peers, which is the value of one of them: of whom it does not say."""
_NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?![\w.,]*\d)|(?<![\w.])\d{4}(?![\w.]*\d)")
_MEDIANS = sa.text("select low, middle, high from cohort where n >= :fewest")
_WORD = re.compile(r"\bzq\d+x\b")
_NAME = re.compile(r"\bName\d+\b")
_REACHED = {"context.add": Kind.WORDS, "dispute.open": Kind.WORDS, "talk": Kind.TOPIC, "privacy.request": Kind.REQUEST}
_LETTERS = frozenset({"kudos.give", "kudos.answer", "kudos.request"})


class Inline:
    """Runs what would be a run_in_work to a thread at once."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def __call__(self, fn: Callable[..., R], /, *args: Any, **kwargs: Any) -> R:
        """See ports.RunInWork."""
        with self._storage.work() as work:
            return fn(work, *args, **kwargs)

    def close(self) -> None:
        """Nothing runs beside."""


class Screen(FakePlatform):
    """A platform as its users see it: it hands on whatever they get, and keeps the files that they send."""

    def __init__(self, name: str, shown: Callable[[Identity, Card, str], None]) -> None:
        self.name = name
        self.files: dict[str, bytes] = {}
        self._readers: dict[str, Identity] = {}
        self._shown = shown

    async def send(
        self, identity: Identity, card: Card, *, opaque: str, until: float = math.inf, fresh: bool = False
    ) -> Receipt:
        """See ports.Platform."""
        del until, fresh
        self._shown(identity, card, "pushed")
        self._readers[opaque] = identity
        return Receipt({"conversation": "c", "id": opaque, "user": identity.user})

    async def update(self, receipt: Receipt, card: Card) -> None:
        """See ports.Platform."""
        self._shown(self._readers[receipt.fields["id"]], card, "redrawn")

    async def answer(self, _inbound: Inbound, _reply: Reply) -> None:
        """Bring what a process that ended left unanswered: none does here."""

    async def fetch(self, ref: str, *, most: int) -> bytes:
        """See ports.Platform."""
        del most
        return self.files.get(ref, b"")


@dataclass
class Company:
    """A company, its bot, and what was found."""

    storage: Any
    clock: SimulatedClock
    dice: random.Random
    app: App
    marks: dict[str, Mark] = field(default_factory=dict)
    actions: list[Action] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)
    shown: int = 0
    cases: int = 0
    doing: str = ""
    said: frozenset[str] = frozenset()
    medians: set[str] = field(default_factory=set)
    marks_read: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    told: dict[str, list[frozenset[str]]] = field(default_factory=dict)
    _oracle: Oracle | None = None
    used: set[int] = field(default_factory=set)
    _current: dict[tuple[str, date], dict[str, int]] = field(default_factory=dict)

    # What is read

    @property
    def read(self) -> int:
        """How much of what is searched for was shown to anybody."""
        return self.shown

    @property
    def oracle(self) -> Oracle:
        """What the rows say now."""
        if self._oracle is None or self._oracle.now != self.clock.now():
            with self.storage.engine.connect() as connection:
                self._oracle = Oracle.of(connection, self.clock.now())
        return self._oracle

    def stale(self) -> None:
        """Ask the rows again: something may have changed."""
        self._oracle = None
        with self.storage.engine.connect() as connection:
            rows = connection.execute(_MEDIANS, {"fewest": FEWEST}).all()
        self.medians |= {f"{value:.0f}" for row in rows for value in row}

    def judge(self, reader: str, text: str, *, kind: str = "", how: str = "") -> None:
        """Search what somebody reads for what they must not."""
        self.shown += 1
        oracle = self.oracle
        flat = text.replace("\\u", " ")
        hits = {word.replace(",", "") for word in _NUMBER.findall(flat)} | set(_WORD.findall(flat))
        self.marks_read |= hits & self.marks.keys()
        for hit in sorted(hits & self.marks.keys() - self.said):
            mark = self.marks[hit]
            if not oracle.may_read(reader, mark) and not (hit in self.medians and kind in OWN):
                boss = sorted(oracle.managers(mark.whose))
                self._leak(f"{mark.kind.name} of {mark.whose} ({hit}, led by {boss}) shown to {reader}", kind, how)
        if kind in VERDICTS and how != "redrawn":  # it names whom it named when it came
            for name in sorted(set(_NAME.findall(flat)) - self.said):
                if not oracle.may_name(reader, f"p{name[4:]}"):
                    self._leak(f"{name} named to {reader}", kind, how)

    def _leak(self, what: str, kind: str, how: str) -> None:
        self.leaks.append(f"{what} on a {kind or '?'} card, {how}, by: {self.doing[:300]} at {self.clock.now():%F %R}")

    def see(self, identity: Identity, what: Card | Form | Notice, how: str) -> None:
        """Let whoever has an account read something, as both platforms draw it."""
        reader = identity.user.removeprefix("u")
        self.harvest(what)
        self.judge(reader, drawn(what), kind=what.kind if isinstance(what, Card | Form) else "notice", how=how)

    def group(self, reply: Reply) -> None:
        """Let everybody in a room read what the bot says there: that it answered in private, and nothing else."""
        if reply is None:
            return
        text = read(reply)
        marks = {*_WORD.findall(text), *_NAME.findall(text), *_NUMBER.findall(text)}
        if not isinstance(reply, Notice | Card | Form | RejectedForm) or marks or not isinstance(reply, Notice):
            self.shown += 1
            if isinstance(reply, Notice):
                self._leak(f"{sorted(marks)} in a room", "notice", "said")
        elif text not in _in_private():
            self._leak(f"{text!r} in a room", "notice", "said")

    def harvest(self, what: Card | Form | Notice) -> None:
        """Keep buttons and forms for everybody to replay."""
        if isinstance(what, Card):
            for block in what.blocks:
                if isinstance(block, Choices):
                    self.actions += [_unsaid(button.action) for button in block.buttons]
        elif isinstance(what, Form):
            self.forms.append(what)
        del self.actions[:-400], self.forms[:-150]

    # What happens

    async def step(self) -> None:
        """Let one thing happen; what fails is noted, and life goes on."""
        self.cases += 1
        self.said = frozenset()
        try:
            await self._step()
        except Exception as fault:  # noqa: BLE001 - of whatever kind: that it is one is what matters
            self.stale()
            self.faults.append(f"{type(fault).__name__}: {fault} ({self.doing[:300]})")

    async def _step(self) -> None:
        roll = self.dice.random()
        if roll < 0.67:
            await self.arrive(self.arrival())
        elif roll < 0.70:
            await self.subtract()
        elif roll < 0.78:
            await self.figures()
        elif roll < 0.86:
            await self.change()
        else:
            await self.wait(timedelta(hours=self.dice.choice((1, 3, 8, 16, 40, 70))))
        if self.dice.random() < 0.4:
            await self.settle()

    async def arrive(self, inbound: Inbound) -> Reply:
        """Let somebody say, press or send something, and read the answer."""
        self.doing = f"{inbound.sender.identity.user} {_short(inbound)}"
        self.said = frozenset(word for what in (_NAME, _NUMBER, _WORD) for word in what.findall(repr(inbound)))
        inbound = arrived(inbound)
        await self.app.router.persist(inbound)
        reply = await self.app.receive(inbound)
        self.stale()
        if not inbound.sender.private:
            self.group(reply)
        elif isinstance(reply, Settled):
            self.see(inbound.sender.identity, reply.card, "settled")
        elif isinstance(reply, RejectedForm):
            self.see(inbound.sender.identity, reply.form, "again")
        elif reply is not None:
            self.see(inbound.sender.identity, reply, "answered")
        return reply

    async def settle(self) -> None:
        """Let the workers do what can be done now; each step of theirs may change who may read what."""
        while await self.app.workers.uploads.step():
            pass
        while await self.app.workers.feedback.step() + sum(
            [await self.app.workers.deliveries.step(name) for name in self.app.platforms]
        ):
            self.stale()
        self.stale()

    async def wait(self, span: timedelta) -> None:
        """Let time go by; what is due on the way happens at its time."""
        self.doing = f"{span} goes by"
        end = self.clock.now() + span
        for _ in range(12):
            due = await self.app.workers.next_due()
            if due is None or due >= end:
                break
            self.clock.move_to(max(due, self.clock.now() + timedelta(minutes=10)))
            await self.settle()
        self.clock.move_to(max(end, self.clock.now()))
        await self.app.tick()
        await self.settle()

    async def take(self, table: Table, rows: Sequence[dict[str, object]]) -> None:
        """Take rows as a post brings them."""
        self.doing = f"{table} {rows}"[:300]
        terms = ImportTerms(
            digest=f"{table}{self.cases}{self.dice.random()}", now=self.clock.now(), by="crm", quarantine=False
        )
        report = take_items(self.storage, table, "crm", list(rows), terms)
        if report.batch:
            await self.app.run_in_work(follow, report.changed, [report.batch], now=self.clock.now())
        self.stale()

    async def figures(self) -> None:
        """Let figures come, late or corrected, or deals with customers of their own."""
        if self.dice.random() < 0.2:
            self.doing = "deals come in"
            bring(self, self.dice.sample(PEOPLE, 1), LATER)
            return
        await self.take("readings", [self.figure(name) for name in self.dice.sample(PEOPLE, self.dice.randrange(1, 4))])

    def figure(self, person: str, metric: str = "", month: date | None = None, value: int = 0) -> dict[str, object]:
        """Mark a value of somebody's."""
        start = month or self.dice.choice(MONTHS)
        end = (start + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        key = metric or self.dice.choice(list(METRICS))
        value = value or self.fresh((key, start), person)
        self.marks[str(value)] = Mark(Kind.FIGURE, person)
        return {"employee_id": person, "metric": key, "period_start": f"{start}", "period_end": f"{end}"} | {
            "value": value
        }

    def fresh(self, group: tuple[str, date], person: str) -> int:
        """Return a number that stands nowhere, nor is in the middle between two of a group; differences are smaller."""
        current = self._current.setdefault(group, {})
        current.pop(person, None)
        others = list(current.values())
        between = {middle for entry in self._current.values() for middle in _middles(list(entry.values()))}
        while True:
            value = self.dice.randrange(5000, 9999)
            if value % 10 and value not in self.used | between and not _middles([value], others) & self.used:
                break
        self.used.add(value)
        current[person] = value
        return value

    async def change(self) -> None:
        """Let people move, leave, come and go as others do."""
        dice, today = self.dice, self.clock.now().date()
        name, other = dice.sample(PEOPLE, 2)
        what = dice.randrange(8)
        if what < 3:
            later = today + timedelta(days=dice.choice((0, 0, 0, 1, 3)))
            await self.take("people", [{"employee_id": name, "manager_id": other, "effective_from": f"{later}"}])
        elif what == 3:
            await self.take(
                "people", [{"employee_id": name, "left_on": f"{today + timedelta(days=dice.choice((-1, 0, 2)))}"}]
            )
        elif what == 4:
            first, last = today + timedelta(days=dice.choice((0, 1))), today + timedelta(days=dice.choice((1, 2, 5)))
            self.doing = f"{other} stands in for {name} from {first} to {last}"
            with self.storage.work() as work:
                work.permissions.appoint(name, other, first=first, last=last, by="test", at=self.clock.now())
        elif what == 5:
            await self.take(
                "absences", [{"employee_id": name, "start": f"{today}", "end": f"{today + timedelta(days=2)}"}]
            )
        elif what == 6:
            self.doing = f"{name} owns a metric"
            with self.storage.work() as work:
                owned = replace(dice.choice(work.metrics.all()), owner=name)
                work.metrics.put([owned], fields=frozenset({"owner"}))
        else:
            role, give = dice.choice((Role.HR, Role.ADMIN, Role.FAIRNESS)), dice.random() < 0.4
            name = dice.choice([*STAFF, name])
            self.doing = f"{name} {'gets' if give else 'loses'} {role}"
            self.role(name, role, give=give)
        self.stale()

    def role(self, person: str, role: Role, *, give: bool) -> None:
        """Give or take a role as whoever sits at the machine does."""
        with self.storage.work() as work, suppress(UserError):
            known = work.people.get(person)
            roster_role.change_role(work, known, role, give=give, by="", name="", now=self.clock.now())

    # What people send

    def sender(self, person: str, *, private: bool = True) -> Sender:
        """Return somebody as the sender of something new."""
        identity = Identity(platform_of(person), "", f"u{person}")
        where = f"c-{person}" if private else "room"
        return Sender(identity, f"d{self.cases}-{self.dice.random()}", where, private=private, at=self.clock.now())

    def arrival(self) -> Inbound:
        """Make something that somebody might send, in good or bad faith."""
        dice = self.dice
        sender = self.sender(dice.choice(PEOPLE), private=dice.random() < 0.88)
        kind = dice.random()
        if kind < 0.42 or (not sender.private and kind < 0.9):
            return self.words(sender)
        if kind < 0.70:
            known = bool(self.actions) and dice.random() < 0.75
            return Click(sender, dice.choice(self.actions) if known else self.forged(), {"id": "m"})
        if kind < 0.90:
            return self.submission(sender)
        if kind < 0.96:
            return Visit(replace(sender, private=True, conversation=""))
        return self.file(sender)

    def words(self, sender: Sender) -> Inbound:
        """Say a command with words behind it, or a sentence."""
        dice = self.dice
        spoken = dice.choice([route for route in ROUTES if Means.WORDS in route.means])
        names = [f"Name{person[1:]}" for person in PEOPLE]
        tail = ["", *METRICS, *METRICS.values(), "october", "十月", "Sales", *PEOPLE, *names, "1", "7", "Name", "csv"]
        alias = dice.choice(spoken.aliases[dice.choice(["en", "zh-CN"])])
        said = " ".join([alias, *dice.choices(tail, k=dice.randrange(4))])
        if spoken.name == "talk" and dice.random() < 0.7:
            said = f"talk about {self.mark_words(sender, 'talk', {})}"
        if spoken.name == "rule.test":
            said = f"{spoken.aliases['en'][0]} {self.condition()}"
        if dice.random() < 0.5:
            return Command(sender, said.strip(), inline=dice.random() < 0.5)
        return Saying(sender, said.strip())

    def condition(self) -> str:
        """Write a rule's condition about figures that nearly everybody has."""
        dice = self.dice
        parts = [
            f"value > {dice.randrange(5000, 9999)}",
            "attainment < 80%",
            'metric == "orders"',
            'department == "Sales"',
        ]
        return f" {dice.choice(('and', 'or'))} ".join(dice.sample(parts, dice.randrange(1, 4)))

    async def subtract(self) -> None:
        """Let an admin test two rules that differ a little, and hold the numbers told against everybody's before."""
        admins = [
            person for person in PEOPLE if "admin" in self.oracle.roles.get(person, ()) and self.oracle.works(person)
        ]
        admins = [admin for admin in admins if not self.oracle.is_hr(admin)]
        if not admins:
            return
        asker, condition = self.dice.choice(admins), self.condition()
        for name in (condition, f"{condition} or z > {self.dice.randrange(1, 9)}", self.nearly(condition)):
            last = (self.clock.now().astimezone(UTC).replace(day=1) - timedelta(days=1)).date()
            period = period_of(last, Grain.MONTH)
            asked = Rule("", "", "", Scope.PERSON, name, Audience.MANAGER, Tone.NUDGE, version=0)
            with self.storage.work() as work:
                found = trial.run(work, asked, period=period, grain=Grain.MONTH, by="test", now=self.clock.now())
                known = {person_digest(person): person for person in PEOPLE}
                for group in work.cells.trials(period):  # what any other test has told
                    members = frozenset(known[value] for value in group if value in known)
                    if members not in self.told.setdefault(str(period.start), []):
                        self.told[str(period.start)].append(members)
            reply = await self.arrive(
                Command(self.sender(asker), f"rule test {name} {period.start:%Y-%m}", inline=True)
            )
            number = re.search(r"about (\d+) people|约(\d+)人", read(reply))
            if number:
                self.compare(asker, str(period.start), found.subjects, int(number[1] or number[2]))

    def nearly(self, condition: str) -> str:
        """Move a condition's bar a little, past the value of one or two people."""
        return re.sub(r"\d{4}", lambda found: str(int(found[0]) + self.dice.randrange(-150, 150)), condition)

    def compare(self, asker: str, period: str, about: frozenset[str], n: int) -> None:
        """See to it that a number beside all that was told does not show how fewer than five people do."""
        before = self.told.setdefault(period, [])
        mine = {asker, *(person for person in PEOPLE if self.oracle.leads(asker, person))}
        near = [group for group in before if len((group ^ about) - mine) < FEWEST]
        if near:
            if n not in {len(group) for group in near}:
                sizes = sorted(map(len, near))
                self._leak(f"{n} told to {asker} after {sizes} of nearly the same", "rule", "subtracted")
            return
        before.append(about)
        if n != len(about) or n < FEWEST or too_few(group - mine for group in before):
            self._leak(f"{sorted(too_few(before) or about)} by what was told to {asker}", "rule", "subtracted")

    def forged(self) -> Action:
        """Make up a button: a known route with arguments of somebody's choosing."""
        dice = self.dice
        names = ["key", "f", "person", "metric", "no", "at", "start", "period", "case", "day", "unit", "month", "lead"]
        values = [*PEOPLE, *METRICS, "2026-10-01", "2026-10", "1", "2", "3", self.clock.now().isoformat()]
        known = [pair for action in self.actions for pair in action.args]
        pairs = dict(dice.choices(known, k=2)) if known and dice.random() < 0.5 else {}
        return Action(dice.choice(ROUTES).name, tuple((pairs | {dice.choice(names): dice.choice(values)}).items()))

    def submission(self, sender: Sender) -> Inbound:
        """Send in a form that somebody was shown, or one that nobody was."""
        dice = self.dice
        if not self.forms or dice.random() < 0.1:
            return Submission(sender, self.forged(), {"person": dice.choice(PEOPLE), "value": "5"})
        form = dice.choice(self.forms)
        values: dict[str, str | tuple[str, ...]] = {}
        for asked in form.fields:
            if isinstance(asked, SelectField | SeveralField):
                value = dice.choice(asked.options).value if asked.options else ""
                values[asked.name] = (value,) if isinstance(asked, SeveralField) else value
            elif isinstance(asked, TextField):
                stands = "5" if _WORD.search(asked.value) else asked.value or "5"  # nobody types what another wrote
                values[asked.name] = dice.choice([stands, self.mark_words(sender, form.action.name, values)])
            elif isinstance(asked, NumberField):
                values[asked.name] = "5"
            else:
                values[asked.name] = f"{self.clock.now().date() + timedelta(days=dice.randrange(4))}"
        if (named := dict(form.action.args).get("person")) and form.action.name in _LETTERS:
            values |= {"_": named}
        return Submission(sender, form.action, values)

    def mark_words(self, sender: Sender, action: str, values: dict[str, Any]) -> str:
        """Return words that somebody writes, with a mark for whom they are."""
        word, writer = f"zq{len(self.marks)}{self.cases}x", sender.identity.user[1:]
        if action in _REACHED:
            self.marks[word] = Mark(_REACHED[action], writer)
        elif action in _LETTERS:
            others = frozenset(person for value in values.values() for person in PEOPLE if person in _list(value))
            if others:
                self.marks[word] = Mark(Kind.LETTER, next(iter(others)), others | {writer}, led=True)
        return f"The {word} export of October ran 2 days late because project Atlas had moved"

    def file(self, sender: Sender) -> Inbound:
        """Send a file of figures into the conversation."""
        rows = [self.figure(name) for name in self.dice.sample(PEOPLE, 2)]
        for row in rows:  # whoever sent it has read it
            value = str(row["value"])
            self.marks[value] = replace(self.marks[value], also=frozenset({sender.identity.user[1:]}))
        text = io.StringIO()
        writer = csv.DictWriter(text, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
        screen: Any = self.app.platforms[sender.identity.platform]
        screen.files[sender.delivery_id] = text.getvalue().encode()
        return Upload(sender, "readings.csv", len(text.getvalue()), sender.delivery_id)


def _unsaid(action: Action) -> Action:
    """Return a button without what somebody wrote: whoever presses it later would have written it."""
    return Action(action.name, tuple((name, _WORD.sub("zq", value)) for name, value in action.args))


def _middles(some: Sequence[int], others: Sequence[int] | None = None) -> set[int]:
    """Return what is in the middle between any two, as it may be rounded."""
    return {
        (number + other + up) // 2
        for number in some
        for other in (some if others is None else others)
        if number != other
        for up in (0, 1)
    }


def platform_of(person: str) -> str:
    """Return where somebody is: the even ones on Slack, the others on DingTalk."""
    return "dingtalk" if int(person[1:]) % 2 else "slack"


def drawn(what: Card | Form | Notice) -> str:
    """Return everything that either platform is given: as a card, as a plain message, a form; its files and charts."""
    if isinstance(what, Notice):
        return what.text
    shown: list[Any] = []
    for name in PLATFORMS:
        module = import_module(f"bot.platforms.{name}.render")
        if isinstance(what, Form):
            shown.append(import_module(f"bot.platforms.{name}.page").render_form(what))
        else:
            shown += [module.render(what, {}), module.plain(what, {}), module.render_home(what, {})]
    extra = ""
    if isinstance(what, Card):
        extra = "\n".join(
            block.content if isinstance(block, Attachment) else repr(block.chart)
            for block in what.blocks
            if isinstance(block, Attachment | Picture)
        )
    return json.dumps(shown, ensure_ascii=False) + extra


def read(reply: Reply) -> str:
    """Return what a reply says."""
    match reply:
        case Settled(card):
            return drawn(card)
        case RejectedForm(form):
            return drawn(form)
        case None:
            return ""
        case _:
            return drawn(reply)


@cache
def _in_private() -> frozenset[str]:
    from bot.messages.i18n import translator

    said = ("platform-in-private", "platform-write-in-private")
    return frozenset(translator(locale)(key) for locale, _ in PLATFORMS.values() for key in said)


def _list(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,)


def _short(inbound: Inbound) -> str:
    kept = {
        name: getattr(inbound, name) for name in ("words", "text", "action", "values", "name") if hasattr(inbound, name)
    }
    room = "" if inbound.sender.private else " in a room"
    return f"{type(inbound).__name__}{room} {kept}"


C = TypeVar("C", bound=Company)


@contextmanager
def company(url: str, seed: int) -> Iterator[Company]:
    """Found a company of twenty: two levels of managers, gaps and leavers among them, staff, and a line."""
    dice = random.Random(seed)  # noqa: S311 - a case has to come again
    with closing(open_storage(url)) as storage:
        clock = SimulatedClock(START)
        storage.clock = clock.now
        run_in_work = Inline(storage)
        router = Router(
            run_in_work, clock=clock, locale="en", command="/perf", wake=_quiet, forms=lambda _: dice.random() < 0.85
        )
        settings = Settings(_env_file=None, database_url=url)
        receiver = DataReceiver(storage, run_in_work, clock=clock, locale="en", timezone="UTC", wake=_quiet)
        app = App(settings, storage, clock, OfflineWriter(), run_in_work, router, receiver, "search")  # type: ignore[arg-type]
        here = Company(storage, clock, dice, app)
        for name in PLATFORMS:
            app.platforms[name] = Screen(name, here.see)
        _lay(here)
        yield here


def _quiet() -> None:
    """Nobody sleeps here."""


def _lay(here: Company) -> None:
    dice, now = here.dice, here.clock.now()
    rows: list[dict[str, Any]] = []
    jobs = dice.choice([("seller", "coder"), ("seller", "coder", "buyer", "clerk", "driver")])
    for number, person in enumerate(PEOPLE):
        boss = None if number == 0 else "p0" if number < 4 else f"p{1 + number % 3}" if number < 14 else "p4"
        platform = platform_of(person)
        locale, zone = PLATFORMS[platform]
        rows.append(
            {"id": person, "name": f"Name{number}", "role": jobs[number % len(jobs)], "manager_id": boss}
            | {"department": "Works" if number % 5 == 0 else "Sales", "locale": locale, "timezone": zone}
            | {"unit": "L1" if 4 <= number < 10 else "", "accounts": {platform: f"u{person}"}}
        )
    rows.append({"id": "L1", "name": "Line1", "kind": "unit", "manager_id": "p1", "role": "line", "locale": "en"})
    rows.append({"id": "p99", "name": "Name99", "manager_id": "p0", "left_on": date(2026, 10, 20), "role": "seller"})
    if dice.random() < 0.5:  # somebody nobody leads, or only one who has left or is unknown
        rows[13]["manager_id"] = dice.choice([None, "p99", "nobody"])
    with here.storage.work() as work:
        work.people.put(rows)
        work.rules.seed(DEFAULT_RULES, author="test", at=now)
        work.notices.settle(PEOPLE if dice.random() < 0.7 else PEOPLE[2:], VERSION, at=now)
        for person, role in STAFF.items():
            work.permissions.give(person, Role(role), by="test", at=now)
        work.permissions.appoint("p1", "p9", first=now.date(), last=now.date() + timedelta(days=2), by="test", at=now)
        for key, title in METRICS.items():
            metric = {"metric": key, "unit": "", "direction": "higher", "grain": "month", "aggregate": "sum"}
            work.metrics.put(
                [metric_fields(metric | {"title_en": key.title(), "title_zh": title}, before={})],
                fields=frozenset(metric),
            )
        lay(work)


def unsent(here: Company) -> list[str]:
    """Return what could not be handed to a screen: each is a hole in the search."""
    with here.storage.work() as work:
        return [
            f"{delivery.kind} not sent: {delivery.detail}"
            for delivery in work.outbox.find(state="due")
            if delivery.reason is Hold.RETRY
        ]


async def live(here: Company, *, cases: int) -> Company:
    """Let the first figures come, and then so many things happen."""
    places = [(metric, month) for month in MONTHS for metric in METRICS]
    goals = [here.figure(person, *place, 7000) for place in places for person in PEOPLE]
    await here.take("targets", [{**row, "target": row.pop("value")} for row in goals])
    await here.take("targets", targets(PEOPLE))
    del here.marks["7000"]
    for month in MONTHS:
        await here.take("readings", [here.figure(person, metric, month) for metric in METRICS for person in PEOPLE])
    bring(here, PEOPLE)
    set_goals(here, PEOPLE, "orders")
    await here.settle()
    for _ in range(cases):
        await here.step()
    for person in PEOPLE:  # few of the commands there are lead to goals
        await here.arrive(Saying(here.sender(person), "my goals"))
    await here.settle()
    here.faults += unsent(here)
    if not any(mark.startswith("zq9") for mark in here.marks_read):
        here.faults.append("nobody has read what moved a number")
    if not any(mark.startswith("zq8") for mark in here.marks_read):
        here.faults.append("nobody has read a goal")
    return here


def found_in(
    template: Path,
    folder: Path,
    found: Callable[[str, int], AbstractContextManager[C]],
    lived: Callable[..., Coroutine[Any, Any, object]],
    *,
    seeds: Iterable[int],
    cases: int,
) -> dict[str, list[str]]:
    """Let companies live, each in a copy of an empty database, and return every leak and fault with its seed.

    ``found`` founds one, ``lived`` lets so many things happen in it.
    """
    kept: dict[str, list[str]] = {"leaks": [], "faults": []}
    done = read = 0
    for seed in seeds:
        path = folder / f"company-{seed}.db"
        shutil.copy(template, path)
        with found(f"sqlite:///{path}", seed) as here:
            asyncio.run(lived(here, cases=cases))
        kept["leaks"] += [f"seed {seed}: {leak}" for leak in here.leaks]
        kept["faults"] += [f"seed {seed}: {fault}" for fault in here.faults]
        done, read = done + here.cases, read + here.read
        for file in folder.glob(f"company-{seed}.db*"):
            file.unlink()
    print(f"{done} cases, {read} read, {len(kept['leaks'])} leaks", file=sys.stderr)  # noqa: T201 - it is read
    assert read > done / 2
    return kept
