"""Goals of a company that is searched: everybody's are marked, and what people do about them is held against the rows.

The title of everybody's own goal is a mark of theirs, below goals for all; so are their projects and what they say of
how it goes. How far a goal is may be read to a decimal only by whoever may read all that it rests on, and a goal, a
link or a check-in changes only by somebody who may change goals of its owner.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.figures.domain.event import EventKind
from bot.goals.domain.goal import Goal, GoalLevel, GoalLink
from bot.goals.domain.key_result import KeyResult, Measure
from bot.goals.services.progress import measure, type_value
from bot.kit.period import Grain, Period, period_of
from bot.messages.card import Action
from bot.messages.inbound import Click, Command, Saying, Submission
from handlers import ROUTES, Means
from tests.events import happen
from tests.oracle import FEWEST, Kind, Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.messages.inbound import Inbound, Sender
    from tests.oracle import Oracle
    from tests.search import Company

GOAL_AREAS = ("goal", "strategy")
"""How the names of the routes begin, and the kinds of cards, that are about goals."""
GOAL_ROUTES = tuple(route for route in ROUTES if route.name.startswith(GOAL_AREAS))
"""What can be asked and done about goals."""
_TOLD_TO_A_DECIMAL = re.compile(r"(?<![\d.])\d+\.\d(?=%)")
_WRITTEN = {
    "goal_version": "select w.goal_no, w.version, p.id from goal_version w left join person p on p.no = w.by_no",
    "goal_check_in": "select w.goal_no, w.no, p.id from goal_check_in w left join person p on p.no = w.by_no",
    "goal_link": "select child_no, parent_no, weight from goal_link",
    "goal_dependency": "select goal_no, on_no, '' from goal_dependency",
}
_OWNERS = sa.text(
    "select g.no, g.level, coalesce(p.id, g.department) from goal g left join person p on p.no = g.owner_no"
)
_RESTS_ON = sa.text(
    "select k.goal_no, p.id, p.kind from key_result k join person p on p.no = k.subject_no"
    " where k.active and k.value is not null and k.weight > 0"
)
_PROGRESS = sa.text("select no, progress from goal where progress is not null")
_PARTS = sa.text("select l.parent_no, l.child_no from goal_link l join goal g on g.no = l.child_no where g.counts")


def set_goals(here: Company, people: Sequence[str], metric: str) -> None:
    """Give the company, a line and everybody a goal; the first two are measured by a few people's values.

    The line has missed its strategic goal for two years, so that leadership is asked about it.
    """
    now = here.clock.now()
    span = period_of(now.date(), Grain.YEAR)
    with here.storage.work() as work:

        def put(title: str, level: GoalLevel, owner: str, subject: str, parent: int = 0, project: str = "") -> int:
            results = [KeyResult(metric=metric, subject_id=subject, target=Decimal(7000))]
            results += [KeyResult(title="Designed", measure=Measure.MILESTONE)] if project else []
            goal = work.goals.add(
                Goal(
                    title=title, level=level, owner_id=owner, period=span, by="p0", at=now, project=project,
                    key_results=tuple(results),
                )
            )  # fmt: skip
            if parent:
                work.goals.link(GoalLink(child_no=goal.no, parent_no=parent))
            measure(work, [goal], now=now)
            return int(goal.no)

        top = put("Lead the industry", GoalLevel.COMPANY, "", people[12])
        line = put("The line", GoalLevel.TEAM, "L1", people[5], top)
        for at, person in enumerate(people):
            title, project = f"zq8{at:06}x", f"zq7{at:06}x"
            here.marks |= {title: Mark(Kind.FIGURE, person), project: Mark(Kind.FIGURE, person)}
            put(title, GoalLevel.PERSON, person, person, line if at % 3 else top, project)
        for year in (2024, 2025):
            _missed(work, year, now=now)


def _missed(work: Any, year: int, *, now: Any) -> None:  # noqa: ANN401 - of a test
    """Let the company have had a goal of a year, of which the line missed its part."""
    span = Period(date(year, 1, 1), date(year, 12, 31))
    goal = Goal(title=f"Overseas {year}", level=GoalLevel.COMPANY, owner_id="", period=span, by="p0", at=now)
    above = work.goals.add(goal)
    share = KeyResult(title="Share", target=Decimal(1))
    part = Goal(
        title=f"Share {year}", level=GoalLevel.TEAM, owner_id="L1", period=span, by="p0", at=now, key_results=(share,)
    )
    below = work.goals.add(part)
    work.goals.link(GoalLink(child_no=below.no, parent_no=above.no))
    type_value(work, below, below.key_results[0], Decimal("0.6"), by="p0", now=now)


def finish_project(here: Company, person: str) -> None:
    """Let a project of somebody's be done: that of their goal, or one that no goal is of."""
    known = here.dice.random() < 0.6
    project = f"zq7{int(person[1:]):06}x" if known else f"zq7{here.cases:06}9x"
    here.marks.setdefault(project, Mark(Kind.FIGURE, person))
    here.doing = f"project {project} of {person} is done"
    said = {"id": f"P{here.cases}", "person": person, "project": project, "attainment": "0.9"}
    day = {"day": here.clock.now().date().isoformat()}
    happen(here.storage, EventKind.PROJECT_COMPLETED, said | day, now=here.clock.now(), source="pm")
    here.stale()


# What people send about goals


def about_goals(here: Company, sender: Sender) -> Inbound:
    """Ask for, press or fill in something about any goal, whosever it is."""
    dice = here.dice
    no = str(dice.randrange(1, max(here.goals.owners, default=1) + 2))
    roll = dice.random()
    if roll < 0.4:
        spoken = dice.choice([route for route in GOAL_ROUTES if Means.WORDS in route.means])
        alias = dice.choice(spoken.aliases[dice.choice(["en", "zh-CN"])])
        said = f"{alias} {dice.choice([no, no, '', f'Name{dice.randrange(20)}', 'Line1'])}".strip()
        here.routes[spoken.name] += 1
        return Command(sender, said, inline=dice.random() < 0.5) if dice.random() < 0.5 else Saying(sender, said)
    route = dice.choice([route for route in GOAL_ROUTES if {Means.CLICK, Means.FORM} & set(route.means)])
    extra = {
        "v": dice.choice("123"),
        "k": dice.choice("0123"),
        "state": dice.choice(("approved", "declined")),
        "owner": dice.choice((f"person:p{dice.randrange(20)}", "team:L1", "company:", "department:Sales")),
    }
    action = Action(route.name, (("no", no), *((name, extra[name]) for name in dice.sample(sorted(extra), 3))))
    if Means.FORM in route.means and dice.random() < 0.6:
        return Submission(sender, action, _filled(here, sender, int(no)))
    return Click(sender, action, {"id": "m"})


def _filled(here: Company, sender: Sender, no: int) -> dict[str, str | tuple[str, ...]]:
    """Fill in whatever a form about a goal may ask, with a word that is for its owner and whoever leads them."""
    dice = here.dice
    level, owner = here.goals.owners.get(no, ("", ""))
    word, writer = f"zq{len(here.marks)}{here.cases}x", sender.identity.user[1:]
    if level == GoalLevel.PERSON.value:
        here.marks[word] = Mark(Kind.TOPIC, owner, frozenset({writer}))
    else:
        word = "words for all"
    with here.storage.engine.connect() as connection:
        typed = connection.execute(sa.text("select no from key_result where goal_no = :no"), {"no": no}).scalars().all()
    return {
        "title": "Launch three products",
        "period": "2026",
        "owner": dice.choice((f"person:p{dice.randrange(20)}", "team:L1", "company:")),
        "parent": dice.choice(("none", f"goal{dice.randrange(1, 24)}")),
        "weight": "1",
        "commitment": "committed",
        "project": "",
        "state": dice.choice(("achieved", "missed", "dropped")),
        "reason": "the market",
        "text": f"The {word} design was 2 days late",
        "obstacle": dice.choice(("none", "resources", "ability")),
        "need": f"Two more people for {word}",
        "on": f"goal{dice.randrange(1, 24)}",
        "way": "needs",
        "metric": "orders",
        "subject": f"p{dice.randrange(20)}",
        "measure": "value",
        "target": "7000",
        "start": "",
        "direction": "higher",
        "decision": "another line",
        "day": f"{here.clock.now().date() + timedelta(days=3)}",
        **{f"value{number}": dice.choice(("1", "yes", "same")) for number in typed},
    }


# What is held against the rows


@dataclass
class GoalRows:
    """The goals of a company as they were when they were last looked at, and what of each had been written."""

    owners: dict[int, tuple[str, str]] = field(default_factory=dict)
    _written: dict[str, set[tuple[Any, ...]]] = field(default_factory=dict)
    _exact: dict[str, list[tuple[str, str, frozenset[str]]]] = field(default_factory=dict)

    def look(self, connection: sa.Connection) -> dict[str, set[tuple[Any, ...]]]:
        """Look at the rows again; return what was written since, or taken away, by its table."""
        now = {name: {tuple(row) for row in connection.execute(sa.text(query))} for name, query in _WRITTEN.items()}
        fresh = {name: rows ^ self._written.get(name, rows) for name, rows in now.items()}
        self._written = now
        self.owners = {no: (level, owner or "") for no, level, owner in connection.execute(_OWNERS)}
        self._exact = self._told_exactly(connection)
        return fresh

    def _told_exactly(self, connection: sa.Connection) -> dict[str, list[tuple[str, str, frozenset[str]]]]:
        """Return level, owner and whom it rests on of the goals that are so far, by how that is written."""
        below: dict[int, set[int]] = defaultdict(set)
        for parent, child in connection.execute(_PARTS):
            below[parent].add(child)
        people: dict[int, set[str]] = defaultdict(set)
        for no, person, kind in connection.execute(_RESTS_ON):
            people[no] |= {person} if kind == "person" else set()
        found: dict[str, list[tuple[str, str, frozenset[str]]]] = defaultdict(list)
        for no, value in connection.execute(_PROGRESS):
            inside, left = set[int](), {no}
            while left:
                inside |= left
                left = {child for part in left for child in below[part]} - inside
            rests = {person for part in inside for person in people[part]}
            rests |= {self.owners[part][1] for part in inside if self.owners[part][0] == GoalLevel.PERSON.value}
            found[f"{round(value * 100, 1):.1f}"].append((*self.owners[no], frozenset(rests)))
        return found

    def read_wrongly(self, oracle: Oracle, reader: str, text: str) -> list[str]:
        """Return what of how far goals are is told to a decimal to somebody who may not read all that it rests on."""
        wrong = []
        for said in sorted(set(_TOLD_TO_A_DECIMAL.findall(text)) - {f"{whole}.0" for whole in range(1000)}):
            goals = self._exact.get(said, ())
            unread = [
                sorted(person for person in rests if not oracle.may_read(reader, Mark(Kind.FIGURE, person)))
                for _, _, rests in goals
            ]
            if goals and all(unread):
                wrong.append(f"{said}% of a goal of {goals[0][:2]}, which rests on {unread[0]}, told to {reader}")
        return wrong


def may_write(oracle: Oracle, writer: str, level: str, owner: str) -> bool:
    """Say whether somebody may change the goals of an owner: their own, their people's and units', HR any."""
    if oracle.is_hr(writer):
        return True
    if level == GoalLevel.PERSON.value:
        return writer == owner or oracle.leads(writer, owner)
    below = [person for person in oracle.people if _at_any_height(oracle, writer, person)]
    if level == GoalLevel.COMPANY.value:
        return len(below) >= FEWEST and not any(oracle.works(boss) for boss in oracle.managers(writer))
    return owner in below if owner in oracle.people else bool(below)


def _at_any_height(oracle: Oracle, writer: str, person: str) -> bool:
    seen, level = set[str](), {person}
    while level:
        if any(oracle.leads(writer, each) for each in level):
            return True
        seen |= level
        level = {boss for each in level for boss in oracle.managers(each)} - seen
    return False


def written_wrongly(here: Company, writer: str, fresh: dict[str, set[tuple[Any, ...]]]) -> list[str]:
    """Return what was written of goals that whoever has just asked for something may not change."""
    wrong = []
    for table, rows in fresh.items():
        for row in rows:
            level, owner = here.goals.owners.get(row[0], ("", ""))
            if not may_write(here.oracle, writer, level, owner):
                wrong.append(f"{table} {row} of a goal of {level} {owner} written by {writer}")
    return wrong
