"""Who leads whom: read from the people list as it stands; where nobody does, HR hears what a manager would."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.doctor import _managers
from bot.feedback.services.feedback_render import readable_parts
from bot.intake.services.follow import catch_up
from bot.kit.period import Period
from bot.messages.card import Choices
from bot.messages.codec import card_from_json
from bot.overview.services import report_month
from bot.people.domain.permission import Relation, Role
from bot.people.services import permission
from bot.rules.domain.default_rules import DEFAULT_RULES
from bot.rules.domain.rule import Audience
from bot.rules.services.audience import readers_of
from bot.runtime.data_receiver import sentences
from handlers import tick
from tests.cards import everything
from tests.company import OCTOBER, company_in
from tests.post import write_all
from tests.present import present
from tests.samples import take

if TYPE_CHECKING:
    from pathlib import Path

    from bot.intake.domain.outcome import ImportReport
    from storage.storage import Storage

NOW = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)
HEADER = "employee_id,name,role,department,manager_id,timezone,left_on,slack_id"
BLANK = ("2,Ben,Rep,Sales,,UTC,,U2", "4,Dot,Rep,Sales,,UTC,,U4", "6,Eve,Rep,Sales,,UTC,,U6")
UNKNOWN = ('2,Ben,Rep,Sales,"1,7",UTC,,U2', "4,Dot,Rep,Sales,1O01,UTC,,U4")
LEFT = (
    "1,Mona,Mgr,Sales,9,UTC,2026-11-13,U1",
    "2,Ben,Rep,Sales,1,UTC,,U2",
    "4,Dot,Rep,Sales,1,UTC,,U4",
    "9,Chief,CEO,Board,,UTC,,U9",
)
ELSEWHERE = (
    "9,Chief,CEO,Board,,UTC,,U9",
    "2,Ben,Rep,Sales,9,UTC,,U2",
    "4,Dot,Rep,Sales,9,UTC,,U4",
    "6,Eve,Rep,Sales,9,UTC,,U6",
)
TEAM = ("1,Mona,Mgr,Sales,9,UTC,,U1", "2,Ben,Rep,Sales,1,UTC,,U2", "4,Dot,Rep,Sales,1,UTC,,U4", LEFT[-1])


def people(storage: Storage, tmp_path: Path, *lines: str) -> ImportReport:
    """Import people, as the command line does."""
    return take(storage, "people", _file(tmp_path, "people.csv", HEADER, *lines), now=NOW)


def _file(tmp_path: Path, name: str, *lines: str) -> Path:
    path = tmp_path / name
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def october(storage: Storage, tmp_path: Path, *, month: str = "2026-10") -> None:
    """Import a month in which Ben is near his target and Dot and Eve are far below theirs, and let words follow."""
    metric = "metric,unit,direction,grain,title_en,title_zh,aggregate"
    take(storage, "metrics", _file(tmp_path, "m.csv", metric, "sales,USD,higher,month,Sales,销售额,sum"))
    with storage.work() as work:
        work.rules.seed(DEFAULT_RULES, author="test", at=NOW)
        known = work.people.numbers().keys()
    values = {"2": 95, "4": 50, "6": 60}
    rows = [f"{value},sales,{month}" for value in values if value in known]
    targets = [f"{row},100" for row in rows]
    readings = [f"{row},{values[row[0]]}" for row in rows]
    take(storage, "targets", _file(tmp_path, "t.csv", "employee_id,metric,period,target", *targets), now=NOW)
    take(storage, "readings", _file(tmp_path, "r.csv", "employee_id,metric,period,value", *readings), now=NOW)
    with storage.work() as work:
        catch_up(work, now=NOW)
        write_all(work, now=NOW + timedelta(hours=3))


def told(storage: Storage, kind: str) -> dict[str, list[str]]:
    """Return who is to get messages of a kind, and what each says."""
    with storage.work() as work:
        found = [delivery for delivery in work.outbox.find() if delivery.kind == kind]
    words: dict[str, list[str]] = {}
    for found_delivery in found:
        words.setdefault(found_delivery.person_id, []).append(everything(card_from_json(found_delivery.card)))
    return words


def appoint(storage: Storage, person: str, role: Role) -> None:
    """Hire somebody with a role."""
    with storage.work() as work:
        work.people.put([{"id": person, "name": f"Name {person}", "manager_id": "9", "accounts": {"slack": person}}])
        work.permissions.give(person, role, by="test", at=NOW)


@pytest.mark.parametrize("lines", [BLANK, UNKNOWN, LEFT], ids=["blank", "unknown", "left"])
def test_where_nobody_leads_somebody_hr_hears_it_and_no_colleague(
    storage: Storage, tmp_path: Path, lines: tuple[str, ...]
) -> None:
    people(storage, tmp_path, *lines)
    appoint(storage, "hr", Role.HR)
    appoint(storage, "ad", Role.ADMIN)

    october(storage, tmp_path)

    nudges = told(storage, "nudge")
    assert nudges.keys() == {"hr"}
    assert any("Dot" in words and "Nobody leads Dot on the people list" in words for words in nudges["hr"])
    assert not told(storage, "unled"), "admins are asked only where there is no HR"
    standing = told(storage, "standing")
    assert "you and HR see this" in standing["4"][0]
    with storage.work() as work:
        [card] = [
            card_from_json(delivery.card)
            for delivery in work.outbox.find()
            if delivery.kind == "nudge" and delivery.subject_id == "4"
        ]
    names = [button.action.name for block in card.blocks if isinstance(block, Choices) for button in block.buttons]
    assert "one_on_one.book" not in names, "HR has no one-on-ones with them"


@pytest.mark.postgresql
def test_without_hr_the_admins_are_asked_who_leads_and_see_no_figure(storage: Storage, tmp_path: Path) -> None:
    people(storage, tmp_path, *UNKNOWN)
    appoint(storage, "ad", Role.ADMIN)

    october(storage, tmp_path)

    assert told(storage, "nudge") == {}
    [words] = told(storage, "unled")["ad"]
    assert "Who leads Dot?" in words
    assert "50" not in words


def test_a_manager_who_has_left_leads_nobody_and_nobody_stands_in_for_them(storage: Storage, tmp_path: Path) -> None:
    people(storage, tmp_path, *TEAM)
    with storage.work() as work:
        work.permissions.appoint("1", "2", first=date(2026, 11, 1), last=date(2026, 12, 31), by="1", at=NOW)
        ben, dot = work.people.get("2"), work.people.get("4")
        assert permission.leader(work, present(dot), now=NOW) == ben
        assert (
            permission.relation(work, permission.actor(work, present(ben), now=NOW), present(dot), now=NOW)
            is Relation.DIRECT
        )

    people(storage, tmp_path, *LEFT)

    with storage.work() as work:
        ben, dot = work.people.get("2"), work.people.get("4")
        assert permission.leader(work, present(dot), now=NOW) is None
        assert (
            permission.relation(work, permission.actor(work, present(ben), now=NOW), present(dot), now=NOW)
            is Relation.OTHER
        )
        assert permission.actor(work, present(ben), now=NOW).roles == {Role.EMPLOYEE}


def test_the_report_on_a_department_goes_to_whoever_leads_all_of_it(storage: Storage, tmp_path: Path) -> None:
    people(storage, tmp_path, *ELSEWHERE)
    october(storage, tmp_path, month="2026-11")
    at = datetime(2026, 12, 4, 10, 0, tzinfo=UTC)

    with storage.work() as work:
        tick(work, now=at)

    reports = told(storage, "report")
    assert reports.keys() == {"9"}
    [words] = reports["9"]
    assert words.startswith("Sales, November")
    assert "Dot" in words, "Chief leads them directly"


@pytest.mark.parametrize(
    ("lines", "head"),
    [
        (TEAM, "1"),
        (ELSEWHERE, "9"),
        (BLANK, None),
        (UNKNOWN, None),
        (LEFT, "9"),
        ((*TEAM, "6,Eve,Rep,Sales,,UTC,,U6"), None),
        ((*TEAM, "7,Max,Mgr,Sales,9,UTC,,U7", "6,Eve,Rep,Sales,7,UTC,,U6"), "9"),
        (("0,Alf,Rep,Sales,1,UTC,,U0", *TEAM), "1"),
        (("2,Ben,Rep,Sales,9,UTC,,U2", LEFT[-1]), "9"),
        (("9,Chief,CEO,Sales,,UTC,,U9",), None),
    ],
    ids=["inside", "outside", "blank", "unknown", "left", "one-alone", "two-teams", "lowest-id", "one", "themselves"],
)
def test_the_head_of_a_department_leads_all_of_it_and_is_no_matter_of_ids(
    storage: Storage, tmp_path: Path, lines: tuple[str, ...], head: str | None
) -> None:
    people(storage, tmp_path, *lines)

    with storage.work() as work:
        found = permission.head_of(work, "Sales", now=NOW)

    assert (found.id if found else None) == head


def test_hr_reads_the_report_on_a_department_that_nobody_leads(storage: Storage, tmp_path: Path) -> None:
    people(storage, tmp_path, *BLANK)
    appoint(storage, "hr", Role.HR)
    october(storage, tmp_path, month="2026-11")

    with storage.work() as work:
        assert report_month.monthly(work, "Sales", Period(date(2026, 11, 1), date(2026, 11, 30)), now=NOW)

    [words] = told(storage, "report")["hr"]
    assert "nobody leads all of Sales, so HR gets this" in words
    assert "Dot" in words, "HR may read everybody's figures"


def test_a_report_that_nobody_may_read_is_let_pass_and_the_doctor_says_so(storage: Storage, tmp_path: Path) -> None:
    two = (
        "1,Mona,Mgr,Sales,,UTC,,U1",
        "2,Ben,Rep,Sales,1,UTC,,U2",
        "7,Max,Mgr,Sales,,UTC,,U7",
        "4,Dot,Rep,Sales,7,UTC,,U4",
    )
    people(storage, tmp_path, *two)
    october(storage, tmp_path, month="2026-11")
    at = datetime(2026, 12, 4, 10, 0, tzinfo=UTC)

    with storage.work() as work:
        tick(work, now=at)
        had = work.job_runs.find("monthly_report", since=at - timedelta(days=1))
        found = _managers(work, work.words("en"), now=at)

    assert told(storage, "report") == {}
    assert had.keys() == {("Sales", "2026-11")}, "it is not asked for again every minute"
    assert not found["ok"]
    assert "nobody leads all of Sales" in found["note"]


def test_nobody_hears_of_somebody_whose_figures_they_may_not_read(storage: Storage, tmp_path: Path) -> None:
    deep = (*TEAM, "7,Max,Rep,Sales,2,UTC,,U7")
    people(storage, tmp_path, *deep)
    appoint(storage, "hr", Role.HR)

    with storage.work() as work:
        hears = {
            (audience, who): [
                reader.id for reader in readers_of(work, present(work.people.get(who)), audience, now=NOW)
            ]
            for audience in Audience
            for who in ("7", "4", "hr", "9")
        }

    assert hears[Audience.HEAD, "7"] == ["2"], "the head leads Max only through Ben"
    assert hears[Audience.HEAD, "4"] == ["1"]
    assert hears[Audience.MANAGER, "7"] == ["2"]
    assert hears[Audience.HR, "7"] == hears[Audience.MANAGER, "9"] == ["hr"]
    assert hears[Audience.HR, "hr"] == ["9"], "whoever leads the only one of HR"


def test_an_import_says_whom_nobody_leads_and_why(storage: Storage, tmp_path: Path) -> None:
    found = people(storage, tmp_path, *LEFT, "5,Eve,Rep,Sales,1O01,UTC,,U5", "6,Kim,Rep,Sales,,UTC,,U6")

    said = [(remark["row"], remark["value"], remark["reason"]) for remark in found.as_json(sentences("en"))["remarks"]]
    hears, fix = "What is for a manager goes to HR; ", "correct manager_id, or import that person too."
    assert said == [
        (
            3,
            "1",
            f"Nobody leads this person: the manager has left. {hears}give another manager_id and import this again.",
        ),
        (
            4,
            "1",
            f"Nobody leads this person: the manager has left. {hears}give another manager_id and import this again.",
        ),
        (
            6,
            "1O01",
            f"Nobody leads this person: nobody on the list has this id. {hears}{fix}",
        ),
        (7, "", f"Nobody leads this person: no manager is given. {hears}give manager_id and import this again."),
    ]
    assert found.clean
    assert found.inserted == 6


def test_the_doctor_names_whom_nobody_leads_and_who_hears_it_instead(storage: Storage, tmp_path: Path) -> None:
    people(storage, tmp_path, *LEFT, "6,Kim,Rep,Sales,1O01,UTC,,U6")

    with storage.work() as work:
        before = _managers(work, work.words("en"), now=NOW)
    appoint(storage, "hr", Role.HR)
    with storage.work() as work:
        after = _managers(work, work.words("en"), now=NOW)
    people(storage, tmp_path, *TEAM, "6,Kim,Rep,Sales,1,UTC,,U6")
    with storage.work() as work:
        fixed = _managers(work, work.words("en"), now=NOW)

    assert before["note"] == (
        "nobody leads 3 (2: manager 1 has left, 4: manager 1 has left, 6: manager 1O01 is not on the list): nobody has "
        "the role of HR, so nobody hears of it; correct manager_id in the people file and import that again"
    )
    assert "HR hears what is for a manager" in after["note"]
    assert (before["ok"], fixed["ok"]) == (False, True)


def test_somebody_who_is_their_own_manager_is_the_top_of_the_company(storage: Storage, tmp_path: Path) -> None:
    found = people(storage, tmp_path, "1,Chief,CEO,Board,1,UTC,,U1", "2,Ben,Rep,Sales,1,UTC,,U2")

    assert found.inserted == 2
    assert [(remark.row, remark.key) for remark in found.remarks] == [(2, "import-manager-self")]
    with storage.work() as work:
        assert present(work.people.get("1")).manager_id is None
        assert permission.leader(work, present(work.people.get("2")), now=NOW) == work.people.get("1")
        assert permission.unled(work, work.people.all(), now=NOW) == {}


def test_two_who_would_lead_each_other_are_refused(storage: Storage, tmp_path: Path) -> None:
    found = people(storage, tmp_path, "1,Ann,Rep,Sales,2,UTC,,U1", "2,Ben,Rep,Sales,1,UTC,,U2")

    assert [problem.key for problem in found.rejected] == ["import-circle", "import-circle"]
    assert found.inserted == 0


@pytest.mark.parametrize(
    ("under", "named"),
    [("1", 6), ("2", 0)],
    ids=["who leads them", "further up"],
)
def test_an_alert_about_a_line_names_workers_only_to_whoever_may_read_their_figures(
    storage: Storage, under: str, named: int
) -> None:
    with company_in(storage) as company:
        company.hire("1", role="boss", locale="en")
        company.hire("2", role="foreman", locale="en", manager="1")
        workers = [f"w{number}" for number in range(6)]
        names = {worker: f"Worker {worker}" for worker in workers}
        company.hire(*workers, role="worker", locale="en", manager=under, names=names)
        company.work.people.put([{"id": worker, "unit": "L"} for worker in workers])
        company.person("L", kind="unit", name="Line L", manager_id="1", department="office")
        for worker in workers:
            company.read(worker, "defect_rate", OCTOBER, 0.08, numerator=8, denominator=100)
        company.come_in()
        unit, boss = company.work.people.get("L"), company.work.people.get("1")
        [delta] = [
            delta for delta in company.work.deltas.find(person_id="L", start=OCTOBER) if delta.metric == "defect_rate"
        ]

        shown = readable_parts(company.work, boss, unit, delta, now=NOW)

        assert [name for name, _ in shown] == [f"Worker {worker}" for worker in workers][:named]


def test_an_alert_names_nobody_where_the_few_others_could_be_told_from_the_rest(storage: Storage) -> None:
    with company_in(storage) as company:
        company.hire("1", role="boss", locale="en")
        company.hire("2", role="foreman", locale="en", manager="1")
        company.hire("w1", "w2", role="worker", locale="en", manager="1")
        company.hire("w3", role="worker", locale="en", manager="2")
        company.work.people.put([{"id": who, "unit": "L"} for who in ("w1", "w2", "w3")])
        company.person("L", kind="unit", name="Line L", manager_id="1", department="office")
        for who in ("w1", "w2", "w3"):
            company.read(who, "defect_rate", OCTOBER, 0.08, numerator=8, denominator=100)
        company.come_in()
        unit, boss = company.work.people.get("L"), company.work.people.get("1")
        [delta] = [
            delta for delta in company.work.deltas.find(person_id="L", start=OCTOBER) if delta.metric == "defect_rate"
        ]

        assert readable_parts(company.work, boss, unit, delta, now=NOW) == []
