"""A search for what somebody reads that is not theirs: a company on both platforms lives through random weeks.

Everybody's figures and words are marked. People ask, press and send anything, also what was never meant for them and
in groups; files come in; people move, leave, stand in, get and lose roles, correct and dispute; days go by, and what
waited goes out. Whatever anybody gets to see is drawn as both platforms draw it, and searched for marks which its
reader may not read at that instant, as :mod:`tests.oracle` says.
"""

from __future__ import annotations

import asyncio
import math
import random
import re
import shutil
import sys
from collections import Counter
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

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
from bot.messages.card import Card
from bot.messages.inbound import Click, Command, Notice, RejectedForm, Saying, Settled, Submission
from bot.people.domain.permission import Role
from bot.roster.services import role as roster_role
from bot.rules.domain.default_rules import DEFAULT_RULES
from bot.rules.domain.rule import Audience, Rule, Scope, Tone
from bot.rules.services import trial
from bot.runtime.clockwork import SimulatedClock
from bot.runtime.data_receiver import DataReceiver
from bot.settings import Settings
from bot.sources.file import take_items
from handlers.router import Router
from storage import open_storage
from tests.chat import arrived
from tests.fakes import FakePlatform
from tests.search_deals import LATER, bring, lay, targets
from tests.search_goals import (
    GOAL_AREAS,
    GoalRows,
    about_goals,
    finish_project,
    may_write,
    set_goals,
    written_wrongly,
)
from tests.search_judge import NAME, NUMBER, PEOPLE, PLATFORMS, WORD, drawn, read
from tests.search_senders import METRICS, MONTHS, Senders, platform_of

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from bot.intake.domain.intake import Kind as Table
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound, Reply
    from storage.storage import Storage

R = TypeVar("R")

START = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)
STAFF = {"p16": "hr", "p17": "hr", "p18": "admin", "p19": "admin", "p14": "fairness", "p3": "admin"}
"""Who has a role; the last leads people as well."""


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
class Company(Senders):
    """A company, its bot, and what happens there; ``faults`` are what failed.

    ``goals`` are its goals as they were last looked at, ``routes`` how often each route about goals was asked for, and
    ``answered`` how often each kind of card about them was read.
    """

    faults: list[str] = field(default_factory=list)
    goals: GoalRows = field(default_factory=GoalRows)
    routes: Counter[str] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)

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
        if roll < 0.57:
            await self.arrive(self.arrival())
        elif roll < 0.67:
            await self.arrive(about_goals(self, self.sender(self.dice.choice(PEOPLE))))
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
        self.said = frozenset(word for what in (NAME, NUMBER, WORD) for word in what.findall(repr(inbound)))
        if isinstance(inbound, Click | Submission) and inbound.action.name.startswith(GOAL_AREAS):
            self.routes[inbound.action.name] += 1
        inbound = arrived(inbound)
        self.look_at_goals()
        await self.app.router.persist(inbound)
        reply = await self.app.receive(inbound)
        self.stale()
        for wrong in written_wrongly(self, inbound.sender.identity.user[1:], self.look_at_goals()):
            self._leak(wrong, "goal", "written")
        if not inbound.sender.private:
            self.group(reply)
        elif isinstance(reply, Settled):
            self.see(inbound.sender.identity, reply.card, "settled")
        elif isinstance(reply, RejectedForm):
            self.see(inbound.sender.identity, reply.form, "again")
        elif reply is not None:
            self.see(inbound.sender.identity, reply, "answered")
        return reply

    def look_at_goals(self) -> dict[str, set[tuple[Any, ...]]]:
        """Look at the rows of goals; return what was written of them since they were last looked at."""
        with self.storage.engine.connect() as connection:
            return self.goals.look(connection)

    def see(self, identity: Identity, what: Card | Form | Notice, how: str) -> None:
        """Let whoever has an account read something, what is told of goals by all that these rest on."""
        super().see(identity, what, how)
        if isinstance(what, Notice) or not what.kind.startswith(GOAL_AREAS):
            return
        self.answered[what.kind] += 1
        reader = identity.user.removeprefix("u")
        for wrong in self.goals.read_wrongly(self.oracle, reader, drawn(what)):
            self._leak(wrong, what.kind, how)
        if what.kind.startswith("strategy") and how != "redrawn" and not may_write(self.oracle, reader, "company", ""):
            self._leak(f"a question to leadership shown to {reader}", what.kind, how)

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
            finish_project(self, self.dice.choice(PEOPLE))
            return
        if self.dice.random() < 0.2:
            self.doing = "deals come in"
            bring(self, self.dice.sample(PEOPLE, 1), LATER)
            return
        await self.take("readings", [self.figure(name) for name in self.dice.sample(PEOPLE, self.dice.randrange(1, 4))])

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
        here = Company(storage, clock, dice=dice, app=app)
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
    asked, answered = Counter[str](), Counter[str]()
    for seed in seeds:
        path = folder / f"company-{seed}.db"
        shutil.copy(template, path)
        with found(f"sqlite:///{path}", seed) as here:
            asyncio.run(lived(here, cases=cases))
        kept["leaks"] += [f"seed {seed}: {leak}" for leak in here.leaks]
        kept["faults"] += [f"seed {seed}: {fault}" for fault in here.faults]
        done, read = done + here.cases, read + here.read
        asked, answered = asked + here.routes, answered + here.answered
        for file in folder.glob(f"company-{seed}.db*"):
            file.unlink()
    print(f"{done} cases, {read} read, {len(kept['leaks'])} leaks", file=sys.stderr)  # noqa: T201 - it is read
    print(f"about goals: {dict(asked.most_common())}; {dict(answered)}", file=sys.stderr)  # noqa: T201 - as above
    assert read > done / 2
    return kept
