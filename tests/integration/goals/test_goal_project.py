"""A project that is done finds its person's goal by its key, and what its record says by now is what counts (R5)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from bot.figures.domain.event import EventKind
from bot.figures.services.event import Listener, Listeners
from bot.goals.domain.goal import Goal, GoalLevel, GoalLink, GoalState, closed
from bot.goals.domain.key_result import GoalCheckIn, KeyResult, Measure
from bot.goals.services import alignment, goal_project, progress
from bot.goals.services.goal_check_in import check_in
from bot.intake.services.follow import compute
from bot.intake.services.terms import ImportTerms
from bot.intake.services.upload_undo import undo
from bot.kit.errors import NotFound, Stale
from bot.kit.period import Period
from bot.messages.card import Choices
from bot.people.domain.permission import Role
from bot.people.services.permission import actor, somebody
from bot.sources.file import take_items
from tests.arriving import Inside, bring
from tests.cards import everything
from tests.chat import give

if TYPE_CHECKING:
    from bot.delivery.domain.delivery import Delivery
    from bot.messages.card import Card
    from storage.storage import Storage
    from storage.work import SqlWork

NOW = datetime(2026, 11, 3, 10, tzinfo=UTC)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
DONE = KeyResult(title="Module designed", measure=Measure.MILESTONE)
LISTENERS: Listeners[Any] = Listeners((Listener(EventKind.PROJECT_COMPLETED, goal_project.hear),))


class Firm:
    """Min works on projects; their tool says when one is done."""

    def __init__(self, work: SqlWork) -> None:
        self.work, self.files = work, 0
        people = [{"employee_id": person, "name": person.title()} for person in ("min", "bo")]
        bring(work, "people", people, digest="people", now=NOW)
        self.top = self.goal("All modules", level=GoalLevel.COMPANY, owner="", project="")

    def goal(
        self, title: str, *, owner: str = "min", project: str = "Atlas", level: GoalLevel = GoalLevel.PERSON
    ) -> Goal:
        results = (DONE,) if owner else ()
        made = Goal(
            title=title, level=level, owner_id=owner, period=YEAR, by="min", at=NOW, project=project,
            key_results=results,
        )  # fmt: skip
        kept = self.work.goals.add(made)
        if owner:
            alignment.link(self.work, GoalLink(child_no=kept.no, parent_no=self.top.no))
        return kept

    def event(self, share: str, *, project: str = "atlas", id_: str = "P1", person: str = "min", **more: str) -> int:
        """Let the tool say that a project is done; returns the number of the batch."""
        self.files += 1
        cells = {"event": "project_completed", "id": id_, "employee_id": person, "day": "2026-11-02"}
        row = cells | {"project": project, "attainment": share} | more
        terms = ImportTerms(f"file {self.files}", NOW, by="pm", listeners=LISTENERS)
        report = take_items(Inside(self.work), "records", "pm", [row], terms)
        assert not report.rejected, report.rejected
        compute(self.work, report.changed, [report.batch], now=NOW)
        return report.batch

    def far(self, *goals: Goal) -> list[float | None]:
        found = self.work.goals.progress([goal.no for goal in goals])
        return [found[goal.no].value for goal in goals]

    def told(self) -> list[Delivery]:
        return [delivery for delivery in self.work.outbox.find() if delivery.kind == goal_project.KIND]

    def card(self) -> Card:
        (delivery,) = self.told()
        card = goal_project.render(self.work, delivery, NOW)
        assert card is not None
        return card  # type: ignore[return-value]


@pytest.fixture
def firm(storage: Storage) -> Any:  # noqa: ANN401 - a generator
    with storage.work() as work:
        yield Firm(work)


def test_one_open_goal_of_the_project_is_measured_and_its_owner_is_told(firm: Firm) -> None:
    goal, other = firm.goal("Design the module"), firm.goal("Sell it", project="Borealis")
    firm.event("92%", project=" ATLAS ")
    assert firm.far(goal, other, firm.top) == [0.92, None, 0.92]
    assert "Design the module" in everything(firm.card())
    assert "92" in everything(firm.card())
    assert firm.told()[0].person_id == "min"


def test_the_same_event_again_tells_nothing_more(firm: Firm) -> None:
    goal = firm.goal("Design the module")
    firm.event("92%")
    firm.event("92%")
    assert firm.far(goal) == [0.92]
    assert len(firm.told()) == 1


def test_a_corrected_event_moves_the_goal_and_a_withdrawn_one_moves_it_back(firm: Firm) -> None:
    goal = firm.goal("Design the module")
    firm.event("92%")
    firm.event("80%")
    assert firm.far(goal, firm.top) == [0.8, 0.8]
    firm.event("80%", deleted="yes")
    assert firm.far(goal, firm.top) == [None, None]
    assert goal_project.render(firm.work, firm.told()[0], NOW) is not None


@pytest.mark.postgresql
def test_what_was_typed_before_an_event_counts_again_once_that_is_withdrawn(firm: Firm) -> None:
    goal = firm.goal("Design the module")
    own = actor(firm.work, somebody(firm.work, "min"), now=NOW)
    for share in ("0.4", "0.6"):
        said = GoalCheckIn(goal_no=goal.no, by="min", at=NOW)
        check_in(firm.work, own, said, {goal.key_results[0].no: Decimal(share)}, now=NOW)
    firm.event("92%")
    assert firm.far(goal, firm.top) == [0.92, 0.92]
    firm.event("92%", deleted="yes")
    assert firm.far(goal, firm.top) == [0.6, 0.6]
    [measured] = firm.work.key_results.measured([goal.key_results[0].no]).values()
    assert (measured.value, measured.typed_by, measured.period) == (Decimal("0.6"), "min", None)


def test_an_import_that_is_undone_takes_its_events_along(firm: Firm) -> None:
    goal = firm.goal("Design the module")
    batch = firm.event("92%")
    give(firm.work, "bo", Role.ADMIN)
    done = undo(firm.work, actor(firm.work, somebody(firm.work, "bo"), now=NOW), batch, now=NOW)
    compute(firm.work, done.changed, [done.into], now=NOW)
    assert firm.far(goal) == [None]


def test_an_event_that_becomes_anothers_or_another_projects_counts_no_more(firm: Firm) -> None:
    goal, theirs = firm.goal("Design the module"), firm.goal("Test it", owner="bo")
    firm.event("92%")
    firm.event("92%", project="Borealis")
    assert firm.far(goal) == [None]
    firm.event("92%")
    firm.event("92%", person="bo")
    assert firm.far(goal, theirs) == [None, None]  # heard once: of Bo's nobody says that it counts


def test_of_several_events_the_newest_counts(firm: Firm) -> None:
    goal = firm.goal("Design the module")
    firm.event("50%", id_="P1", day="2026-10-28")
    firm.event("90%", id_="P2", day="2026-11-01")
    firm.event("70%", id_="P3", day="2026-10-30")
    assert firm.far(goal) == [0.9]


@pytest.mark.postgresql
def test_of_several_goals_the_owner_says_which(firm: Firm) -> None:
    first, second = firm.goal("Design the module"), firm.goal("Ship the module")
    firm.event("92%")
    assert firm.far(first, second) == [None, None]
    choices = [block for block in firm.card().blocks if isinstance(block, Choices)]
    number = int(dict(choices[0].buttons[1].action.args)["no"])
    with pytest.raises(NotFound):  # another's project is none of theirs
        goal_project.choose(firm.work, somebody(firm.work, "bo"), number, now=NOW)
    goal_project.choose(firm.work, somebody(firm.work, "min"), number, now=NOW)
    assert firm.far(first, second) == [None, 0.92]
    with pytest.raises(Stale):
        goal_project.choose(firm.work, somebody(firm.work, "min"), number, now=NOW)
    firm.event("60%")
    assert firm.far(first, second) == [None, 0.6]


def test_without_a_goal_of_the_project_one_is_offered_to_those_who_work_with_goals(firm: Firm) -> None:
    firm.event("92%", person="bo")
    assert firm.told() == []
    firm.goal("Sell it", project="Borealis")
    firm.event("92%", id_="P2")
    (choices,) = [block for block in firm.card().blocks if isinstance(block, Choices)]
    assert [button.action.name for button in choices.buttons] == ["goal.add"]
    made = firm.goal("Design the module")
    progress.measure(firm.work, [made], now=NOW)
    assert firm.far(made) == [0.92]


def test_a_goal_that_is_over_is_not_meant_and_one_that_was_measured_stays_so(firm: Firm) -> None:
    goal, over = firm.goal("Design the module"), firm.goal("Older")
    assert firm.work.goals.put(closed(over, GoalState.DROPPED))
    firm.event("92%")
    assert firm.far(goal) == [0.92]
    later = firm.work.goals.put(closed(goal, GoalState.ACHIEVED))
    assert later
    firm.event("40%")
    progress.measure(firm.work, [later], now=NOW)
    assert firm.far(goal) == [0.4]


def test_a_typed_share_is_measured_where_there_is_no_milestone(firm: Firm) -> None:
    share = KeyResult(title="Done", unit="%", target=Decimal(1))
    typed = Goal(
        title="Ship", level=GoalLevel.PERSON, owner_id="min", period=YEAR, by="min", at=NOW, project="Atlas",
        key_results=(KeyResult(target=Decimal(3)), share),
    )  # fmt: skip
    kept = firm.work.goals.add(typed)
    progress.type_value(firm.work, kept, kept.key_results[0], Decimal(3), by="min", now=NOW)
    firm.event("50%")
    assert firm.far(kept) == [0.75]
