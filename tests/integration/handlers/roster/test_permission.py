"""Who may do what with whom: the one table, and roles as they follow from the org chart of the day.

That nothing outside of it is ever shown is searched for in ``tests/integration/test_search.py``.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.messages.card import Action
from bot.people.domain.permission import PERMISSIONS, Act, Actor, Relation, Role, allowed
from bot.people.domain.person import Person
from bot.people.services import permission
from handlers import ROUTES, Means
from tests.chat import EVERYWHERE, Way, chat, give, read
from tests.present import present

if TYPE_CHECKING:
    from storage.storage import Storage

NOW = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)
OCTOBER = date(2026, 10, 1)
PLATFORMS = ("slack", "dingtalk")
CASES = 300
MANY = 10_000
KEEP = 0.03
"""The share of cases whose effect stays."""


# Who may what, as a table says it


def test_the_table_speaks_of_every_act_and_gives_none_to_nobody() -> None:
    assert set(PERMISSIONS) == set(Act)
    assert all(allowed(act) for act in Act)


@pytest.mark.parametrize("act", [Act.READ_FACTS, Act.READ_ROWS, Act.READ_CONTEXT])
def test_figures_are_for_oneself_the_direct_manager_and_hr(act: Act) -> None:
    ana = Person("ana", "Ana")

    def may(role: Role, how: Relation) -> bool:
        return Actor(ana, frozenset({Role.EMPLOYEE, role})).may(act, how)

    assert all(may(role, Relation.SELF) for role in Role)
    assert [role for role in Role if may(role, Relation.DIRECT)] == [Role.MANAGER, Role.HR]
    assert [role for role in Role if may(role, Relation.INDIRECT)] == [Role.HR]
    assert [role for role in Role if may(role, Relation.OTHER)] == [Role.HR]


def test_an_admin_has_no_act_that_shows_somebodys_figures() -> None:
    shown = {Act.READ_FACTS, Act.READ_ROWS, Act.READ_CONTEXT, Act.READ_GROUP, Act.EXPORT, Act.REVIEW_DRAFT}

    assert not {act for act in shown if PERMISSIONS[act].get(Role.ADMIN)}


def test_hr_changes_data_only_by_a_request_that_another_approves() -> None:
    writes = {Act.IMPORT, Act.CONFIGURE}

    assert not {act for act in writes if PERMISSIONS[act].get(Role.HR)}


@EVERYWHERE
async def test_roles_follow_from_the_org_chart_grants_and_deputies_of_the_day(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        here.hire("boss")
        here.hire("lead", manager="boss")
        here.hire("w1", manager="lead")
        here.hire("w2", manager="other")
        with here.work() as work:
            give(work, "w2", Role.HR)
            work.permissions.appoint(
                "lead", "w2", first=date(2026, 11, 3), last=date(2026, 11, 5), by="boss", at=here.clock.now()
            )

        def at(person: str, days: int = 0) -> tuple[set[Role], dict[str, Relation]]:
            now = here.clock.now() + timedelta(days=days)
            with here.work() as work:
                actor = permission.actor(work, present(work.people.get(person)), now=now)
                others = {
                    member.id: permission.relation(work, actor, member, now=now)
                    for member in work.people.all()
                    if member.id
                }
            return set(actor.roles), others

        employee, manager = Role.EMPLOYEE, Role.MANAGER
        assert at("boss") == (
            {employee, manager, Role.SECOND_LINE},
            {"boss": Relation.SELF, "lead": Relation.DIRECT, "w1": Relation.INDIRECT, "w2": Relation.OTHER},
        )
        assert at("w2")[0] == {employee, manager, Role.HR}
        assert at("w2")[1]["w1"] is Relation.DIRECT
        assert at("w2", days=3)[0] == {employee, Role.HR}
        assert at("w2", days=3)[1]["w1"] is Relation.OTHER


@EVERYWHERE
async def test_whoever_may_not_is_told_so_politely(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        here.hire("w1")
        denied = [route for route in ROUTES if Role.EMPLOYEE not in allowed(route.act) and Means.CLICK in route.means]

        for route in denied:
            assert read(await here.click("w1", Action(route.name))) == here.t("permission-denied"), route.name
