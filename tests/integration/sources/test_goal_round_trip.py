"""What is exported of goals can be imported again: where they are it changes nothing, elsewhere it makes the same."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

import pytest
import xlsxwriter  # type: ignore[import-untyped]
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.figures.domain.metric import Direction
from bot.goals.domain.goal import Commitment, Goal, GoalLevel, GoalLink, GoalState
from bot.goals.domain.goal_fields import folded
from bot.goals.domain.goal_sheet import titles
from bot.goals.domain.key_result import KeyResult, Measure
from bot.goals.services import alignment, goal_export
from bot.kit.cleaning import is_footer, is_missing, is_total, plain
from bot.kit.period import Period
from bot.messages.sheet import sheet
from bot.operations_goal import export_goals
from bot.settings import Settings
from tests.samples import NOW, put, take

if TYPE_CHECKING:
    from pathlib import Path

    from bot.work import Work
    from storage.storage import Storage

PEOPLE = "employee_id,name,kind,unit\nprod,生产部,unit,\nline,L1,unit,prod\nw1,Wang,person,line\nw2,Li,person,prod\n"
METRICS = """metric,unit,direction,grain,title_zh,aggregate
defect_rate,%,lower,month,次品率,ratio
output,pieces,higher,month,产量,sum
"""
OWNERS = {
    GoalLevel.COMPANY: [""],
    GoalLevel.DEPARTMENT: ["prod", "研发部"],
    GoalLevel.TEAM: ["line"],
    GoalLevel.PERSON: ["w1", "w2"],
}
SPANS = [Period(date(2026, 1, 1), date(2026, 12, 31)), Period(date(2026, 10, 5), date(2026, 11, 17))]
texts = st.text("ab9 =+-@',%次品，＜", min_size=1, max_size=12).filter(
    lambda text: bool(folded(text)) and not (is_missing(text) or is_total(text) or is_footer(text))
)
words = st.just("") | texts


def decimals(low: int, high: int, *, places: int) -> st.SearchStrategy[Decimal]:
    """Draw exact numbers, each written in one way."""
    return st.integers(low * 10**places, high * 10**places).map(
        lambda number: Decimal(f"{Decimal(number).scaleb(-places).normalize():f}")
    )


numbers, shares, weights = decimals(-10_000, 10_000, places=3), decimals(0, 1, places=4), decimals(0, 100, places=2)


@st.composite
def results(draw: st.DrawFn, owner: str) -> KeyResult:
    metric = draw(st.sampled_from(["", "defect_rate", "output"]))
    measure = draw(st.sampled_from(Measure))
    share = metric == "defect_rate"
    value = shares if share else numbers
    target = (
        None
        if measure is Measure.MILESTONE
        else draw(decimals(0, 100, places=2))
        if measure is Measure.CHANGE
        else draw(value)
    )
    start = draw(st.none() | value)
    own = owner if owner in {"prod", "line", "w1", "w2"} else ""
    unit = {"defect_rate": "%", "output": "pieces"}.get(metric, draw(st.sampled_from(["", "款", "times"])))
    changes = measure is Measure.CHANGE and bool(metric) and start is None
    baseline = draw(st.sampled_from(SPANS)) if changes else None
    return KeyResult(
        title=draw(words),
        measure=measure,
        weight=draw(weights),
        direction=draw(st.sampled_from(Direction)),
        target=target,
        start=start,
        baseline=baseline,
        unit=unit,
        metric=metric,
        subject_id=draw(st.sampled_from([own, "w2"]) if own else st.just("w2")) if metric else "",
    )


@st.composite
def trees(draw: st.DrawFn) -> list[tuple[Goal, dict[int, Decimal]]]:
    """Draw goals, each with the places of those that it is part of and its weight there."""
    found: list[tuple[Goal, dict[int, Decimal]]] = []
    for place in range(draw(st.integers(1, 6))):
        level = draw(st.sampled_from(GoalLevel))
        owner = draw(st.sampled_from(OWNERS[level]))
        goal = Goal(
            title=draw(texts),
            level=level,
            owner_id=owner,
            period=draw(st.sampled_from(SPANS)),
            by="w1",
            at=NOW,
            weight=draw(weights),
            commitment=draw(st.sampled_from(Commitment)),
            project=draw(words),
            state=draw(st.sampled_from([GoalState.OPEN, GoalState.PROPOSED])),
            key_results=tuple(draw(st.lists(results(owner), max_size=3, unique=True))),  # the same row twice is a slip
        )
        fitting = [at for at in range(place) if found[at][0].level.depth <= level.depth]
        above = draw(st.lists(st.sampled_from(fitting), max_size=2, unique=True)) if fitting else []
        found.append((goal, {at: draw(weights) for at in above}))
    return found


def keep(work: Work, tree: list[tuple[Goal, dict[int, Decimal]]]) -> None:
    """Store a tree in place of whatever runs."""
    for goal in work.goals.all():
        work.goals.put(replace(goal, state=GoalState.DROPPED))
    made = [work.goals.add(goal) for goal, _ in tree]
    for kept, (_, above) in zip(made, tree, strict=True):
        for place, weight in above.items():
            alignment.link(work, GoalLink(child_no=kept.no, parent_no=made[place].no, weight=weight))


def running(work: Work) -> list[Goal]:
    return work.goals.all(states=[GoalState.OPEN, GoalState.PROPOSED])


def links(work: Work) -> set[GoalLink]:
    return set(work.goals.links_above([goal.no for goal in running(work)]))


def write(folder: Path, rows: list[list[str]], *, chinese: bool, ending: str, name: str) -> Path:
    path = folder / f"{name}.{ending}"
    text = sheet(titles(chinese=chinese), rows)
    if ending == "csv":
        path.write_text(text, encoding="utf-8", newline="")
        return path
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        for at, row in enumerate(csv.reader(io.StringIO(text.removeprefix("\ufeff")))):
            for column, cell in enumerate(row):
                page.write_string(at, column, cell)
    return path


def plainly(work: Work) -> list[Any]:
    """Return goals and what they are part of, without their numbers and versions."""
    known = {goal.no: goal for goal in running(work)}

    def tidy(text: str) -> str:
        return " ".join(plain(text).split())

    def exact(value: Decimal | None) -> Decimal | None:
        return None if value is None else Decimal(f"{value.normalize():f}")

    def bare(goal: Goal) -> Goal:
        kept = tuple(
            replace(result, no=0, title=tidy(result.title), target=exact(result.target), start=exact(result.start))
            for result in goal.key_results
        )
        tidied = replace(goal, title=tidy(goal.title), project=tidy(goal.project), by="", key_results=kept)
        return replace(tidied, no=0, version=1, at=NOW, state=GoalState.OPEN)

    above = {
        no: [(repr(bare(known[link.parent_no])), link.weight) for link in links(work) if link.child_no == no]
        for no in known
    }
    return sorted((repr(bare(goal)), sorted(above[no])) for no, goal in known.items())


@pytest.fixture
def company(storage: Storage, tmp_path: Path) -> Storage:
    put(storage, tmp_path, "people", PEOPLE)
    put(storage, tmp_path, "metrics", METRICS)
    return storage


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=trees(), chinese=st.booleans(), ending=st.sampled_from(["csv", "xlsx"]))
def test_what_is_exported_changes_nothing_where_it_came_from(
    tree: list[tuple[Goal, dict[int, Decimal]]], *, chinese: bool, ending: str, company: Storage, tmp_path: Path
) -> None:
    with company.work() as work:
        keep(work, tree)
        before, linked = running(work), links(work)
        n, rows = goal_export.export_all(work, by="test", chinese=chinese, now=NOW)
    assert n == len(tree)

    report = take(company, "goals", write(tmp_path, rows, chinese=chinese, ending=ending, name="goals"))

    assert report.clean, report.rejected
    assert not report.ignored
    with company.work() as work:
        assert running(work) == before
        assert links(work) == linked
    assert (report.inserted, report.corrected, report.unchanged) == (0, 0, n)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=trees(), chinese=st.booleans())
def test_what_is_exported_makes_the_same_goals_where_there_are_none(
    tree: list[tuple[Goal, dict[int, Decimal]]], *, chinese: bool, company: Storage, tmp_path: Path
) -> None:
    with company.work() as work:
        keep(work, tree)
        before = plainly(work)
        _, rows = goal_export.export_all(work, by="test", chinese=chinese, now=NOW)
        keep(work, [])

    report = take(company, "goals", write(tmp_path, rows, chinese=chinese, ending="csv", name="again"))

    assert report.clean, report.rejected
    with company.work() as work:
        assert plainly(work) == before


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("locale", ["en", "zh-CN"])
def test_a_file_written_at_the_machine_changes_nothing_when_it_comes_back(
    locale: Literal["en", "zh-CN"], ending: str, company: Storage, database_url: str, tmp_path: Path
) -> None:
    share = KeyResult(measure=Measure.RATIO, metric="defect_rate", subject_id="prod", target=Decimal("0.05"), unit="%")
    common: dict[str, Any] = {"owner_id": "prod", "period": SPANS[0], "by": "w1", "at": NOW, "key_results": (share,)}
    with company.work() as work:
        top = Goal(title="=1+1", level=GoalLevel.DEPARTMENT, **common)
        keep(work, [(top, {}), (replace(top, title="次品率降到5%"), {0: Decimal("33.3")})])
        before, linked = running(work), links(work)
    file = tmp_path / f"goals.{ending}"

    assert export_goals(Settings(database_url=database_url, locale=locale), file) == 2

    assert file.stat().st_mode & 0o077 == 0, "nobody else on the machine reads it"
    report = take(company, "goals", file)
    assert (report.unchanged, report.clean, report.ignored) == (2, True, ())
    with company.work() as work:
        assert running(work) == before
        assert links(work) == linked
