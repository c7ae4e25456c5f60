"""Events as they come in: with the fields of their kind, added up where there are too many, and heard of once."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from bot.figures.domain.event import EVENT_FIELDS, OCCURRENCES, EventKind, RollUp
from bot.figures.domain.record import RecordQuery
from bot.figures.services.event import Listener, Listeners
from bot.intake.services.terms import ImportTerms
from bot.kit.errors import DataError
from bot.sources.event_titles import event_named, event_titles
from bot.sources.file import load, take_items
from tests.pages import fences
from tests.samples import NOW, PEOPLE, put, readings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.figures.domain.record import Record, RecordStream
    from bot.intake.domain.outcome import ImportReport
    from bot.work import Work
    from storage.storage import Storage

TODAY = NOW.date()
COMPLAINT = {"employee_id": "00102", "day": TODAY.isoformat(), "product": "P-7", "category": "leaking"}
STATE = {"employee_id": "00102", "day": TODAY.isoformat(), "machine": "M3", "shift": "early"}


@pytest.fixture
def company(storage: Storage, tmp_path: Path) -> Storage:
    put(storage, tmp_path, "people", PEOPLE)
    with storage.work() as work:
        work.people.put([{"id": "L2", "name": "Line 2", "kind": "unit"}])
    return storage


class Heard:
    """Listens, and remembers what it hears; ``fails`` says at which ids it raises."""

    def __init__(self, kind: EventKind = EventKind.COMPLAINT, *, fails: Sequence[str] = ()) -> None:
        self.ids: list[str] = []
        self.fails = fails
        self.listeners: Listeners[Work] = Listeners([Listener(kind, self.hear)])

    def hear(self, work: Work, stream: RecordStream, records: Sequence[Record], /, *, now: datetime) -> None:
        assert stream.event
        for record in records:
            work.people.put([{"id": f"heard-{record.id}", "name": record.id}])
            if record.id in self.fails:
                raise ValueError(record.id)
        self.ids += [record.id for record in records]
        assert now == NOW


def post(
    storage: Storage, event: str, *records: dict[str, Any], source: str = "qa", heard: Heard | None = None, **more: Any
) -> ImportReport:
    """Take events as a post brings them."""
    said = {"event": event} | {name: more.pop(name) for name in ("roll_up",) if name in more}
    listeners = heard.listeners if heard else None
    terms = ImportTerms("", NOW, by=source, listeners=listeners, **more)
    return take_items(storage, "records", source, [said | record for record in records], terms)


def held(storage: Storage, stream: str = "") -> list[Record]:
    with storage.work() as work:
        return list(work.records.find(RecordQuery(stream)))


@pytest.mark.parametrize("kind", EventKind)
@pytest.mark.parametrize("place", [0, -1])
def test_the_fields_of_every_kind_are_known_by_their_titles(company: Storage, kind: EventKind, place: int) -> None:
    fields, titles = EVENT_FIELDS[kind], event_titles(kind)
    cells = {
        titles.fields[name][place]: "0.5" if name in fields.measures else f"text of {name}" for name in fields.names
    }
    report = post(company, kind.value, {"id": "1", "employee_id": "L2", "day": TODAY.isoformat(), **cells})

    assert report.clean, report.rejected
    assert not report.ignored
    (record,) = held(company, f"qa.{kind.value}")
    assert dict(record.measures) == {name: Decimal("0.5") for name in fields.measures}
    assert dict(record.dimensions) == {name: f"text of {name}" for name in fields.dimensions}


def test_no_name_means_two_kinds() -> None:
    names = [name for kind in EventKind for name in event_titles(kind).names]
    assert len(names) == len(set(names))
    assert event_named(" 客户投诉 ") is EventKind.COMPLAINT
    for kind in EventKind:
        titles = [title for name in EVENT_FIELDS[kind].names for title in set(event_titles(kind).fields[name])]
        assert len(titles) == len(set(titles)), kind


@pytest.mark.parametrize("kind", EventKind)
def test_what_is_lacking_is_named_with_what_to_add(company: Storage, kind: EventKind) -> None:
    for lacking in EVENT_FIELDS[kind].required:
        cells = {name: "1" for name in EVENT_FIELDS[kind].names if name != lacking}
        whole = dict.fromkeys(EVENT_FIELDS[kind].names, "1")
        row = {"id": "1", "employee_id": "L2", "day": TODAY.isoformat()}
        with pytest.raises(DataError) as refused:
            post(company, kind.value, row | cells)
        assert (refused.value.key, refused.value.values["field"]) == ("event-lacking", lacking)

        report = post(company, kind.value, row | cells, row | whole | {"id": "2"}, source=lacking)
        assert [(problem.row, problem.column, problem.key) for problem in report.rejected] == [
            (1, lacking, "event-required")
        ]
        assert report.inserted == 1


def test_units_are_those_of_the_kind(company: Storage) -> None:
    project = {"id": "P1", "employee_id": "00102", "day": TODAY.isoformat(), "project": "Atlas", "due": "1 Oct 2026"}
    post(company, "project_completed", project | {"attainment": "92%"})
    post(company, "training_done", project | {"course": "Welding", "hours": "90 min"})
    refused = post(company, "project_completed", project | {"attainment": "92"})

    by_stream = {record.stream: record for record in held(company)}
    assert by_stream["qa.project_completed"].measures["attainment"] == Decimal("0.92")
    assert by_stream["qa.project_completed"].dimensions["due"] == "2026-10-01"
    assert by_stream["qa.training_done"].measures["hours"] == Decimal("1.5")
    assert len(refused.rejected) == 1


def test_a_line_is_whom_a_complaint_is_about_where_nobody_is_named(company: Storage) -> None:
    post(company, "complaint", {"id": "C1", "line": "L2", "day": TODAY.isoformat(), "product": "P-7"})
    (record,) = held(company)
    assert (record.person_id, record.dimensions["line"]) == ("L2", "L2")


MAPPING = """
[stream]
key = "voice"
event = "complaint"
id = "Fall"
[stream.dimensions]
product = "Teil"
region = "Gebiet"
[columns]
employee_id = "Wer"
day = "Tag"
[[value]]
metric = "complaints"
how = "count"
"""
FILE = """Fall,Wer,Tag,Teil,Gebiet,类别,Kunde
C1,00102,2026-09-29,P-7,Nord,leaking,Acme
C2,00102,2026-09-30,P-7,Süd,,Beta
"""


def test_a_mapping_names_what_titles_do_not_and_a_metric_counts_them(company: Storage, tmp_path: Path) -> None:
    put(company, tmp_path, "metrics", "metric,unit,direction,grain\ncomplaints,items,lower,month\n")
    (tmp_path / "voice.toml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "voice.csv").write_text(FILE, encoding="utf-8")

    (report,) = load(company, "records", [tmp_path / "voice.csv"], mapping=tmp_path / "voice.toml", now=NOW)

    assert report.clean, report
    assert report.ignored == ("Kunde",)  # a customer's name is not taken unless somebody says so
    first, second = held(company, "voice")
    assert first.dimensions == {"product": "P-7", "region": "Nord", "category": "leaking"}
    assert second.dimensions == {"product": "P-7", "region": "Süd"}
    assert readings(company) == {("00102", "complaints", "2026-09-01"): 2.0}


def test_inspections_make_a_rate(company: Storage, tmp_path: Path) -> None:
    formula = '"sum(rejected) / sum(inspected) from qa.inspection"'
    head = "metric,unit,direction,grain,aggregate,formula\n"
    put(company, tmp_path, "metrics", f"{head}defect_rate,%,lower,month,ratio,{formula}\n")
    row = {"employee_id": "L2", "day": "2026-09-30", "product": "P-7"}
    post(company, "inspection", row | {"id": "I1", "inspected": 200, "rejected": 3})
    post(company, "inspection", row | {"id": "I2", "inspected": 300, "rejected": 7})
    assert readings(company) == {("L2", "defect_rate", "2026-09-01"): 0.02}


# Added up


@pytest.mark.parametrize("by", RollUp)
def test_states_are_added_up_before_they_are_stored(company: Storage, by: RollUp) -> None:
    def states(*minutes: tuple[str, str, float]) -> list[dict[str, Any]]:
        return [STATE | {"state": state, "shift": shift, "minutes": each} for state, shift, each in minutes]

    first = states(
        ("stopped", "early", 0.1), ("stopped", "early", 0.2), ("running", "early", 7), ("stopped", "late", 1)
    )
    report = post(company, "machine_state", *first, roll_up=by.value)
    again = post(company, "machine_state", *first, roll_up=by.value)
    post(company, "machine_state", *states(("stopped", "early", 5)))  # the stream knows that it is added up

    assert report.rows == 4
    assert again.inserted == 0
    with company.work() as work:
        (stream,) = work.streams.all()
        assert (stream.rolled_up, stream.event) == (by, EventKind.MACHINE_STATE)
    rows = sorted(
        (
            record.dimensions["state"],
            record.dimensions.get("shift", ""),
            record.measures["minutes"],
            record.measures[OCCURRENCES],
        )
        for record in held(company)
    )
    assert (
        rows
        == {
            RollUp.SHIFT: [
                ("running", "early", Decimal(7), Decimal(1)),
                ("stopped", "early", Decimal("0.3"), Decimal(2)),
                ("stopped", "early", Decimal(5), Decimal(1)),
                ("stopped", "late", Decimal(1), Decimal(1)),
            ],
            RollUp.DAY: [
                ("running", "", Decimal(7), Decimal(1)),
                ("stopped", "", Decimal("1.3"), Decimal(3)),
                ("stopped", "", Decimal(5), Decimal(1)),
            ],
        }[by]
    )


def test_a_file_of_a_whole_day_replaces_what_was_added_up_before(company: Storage, tmp_path: Path) -> None:
    mapping = '[stream]\nkey = "plant"\nevent = "machine_state"\nroll_up = "shift"\nwhole = "day"\n'
    (tmp_path / "plant.toml").write_text(mapping, encoding="utf-8")

    def take(name: str, *minutes: int) -> ImportReport:
        rows = [f"L2,2026-09-30,M3,stopped,early,{each}\n" for each in minutes]
        (tmp_path / name).write_text("产线,日期,设备,状态,班次,分钟\n" + "".join(rows), encoding="utf-8")
        (report,) = load(company, "records", [tmp_path / name], mapping=tmp_path / "plant.toml", now=NOW)
        return report

    assert take("a.csv", 3, 4).inserted == 1
    assert take("b.csv", 3, 4, 5).withdrawn == 1
    assert [record.measures["minutes"] for record in held(company)] == [Decimal(12)]


@pytest.mark.parametrize(
    ("event", "row", "roll_up", "key"),
    [
        ("machine_state", STATE | {"state": "stopped", "minutes": 1, "shift": ""}, "shift", "event-no-shift"),
        ("machine_state", STATE | {"state": "stopped", "minutes": 1}, "week", "event-unknown-roll-up"),
        (
            "machine_state",
            STATE | {"state": "stopped", "minutes": 1, "measure:occurrences": 9},
            "day",
            "event-rolled-up-before",
        ),
        ("complaint", COMPLAINT, "day", "event-no-roll-up"),
    ],
)
def test_what_cannot_be_added_up_is_refused(
    company: Storage, event: str, row: dict[str, Any], roll_up: str, key: str
) -> None:
    with pytest.raises(DataError) as refused:
        post(company, event, row, roll_up=roll_up)
    assert refused.value.key == key


# Heard of


def test_what_is_new_is_heard_of_once(company: Storage) -> None:
    heard = Heard()
    post(company, "complaint", COMPLAINT | {"id": "C1"}, COMPLAINT | {"id": "C2"}, heard=heard)
    post(company, "complaint", COMPLAINT | {"id": "C2"}, COMPLAINT | {"id": "C1", "category": "noise"}, heard=heard)
    post(company, "complaint", COMPLAINT | {"id": "C3"}, heard=heard)
    assert heard.ids == ["C1", "C2", "C3"]


def test_nothing_is_heard_of_history_of_a_dry_run_or_of_another_kind(company: Storage) -> None:
    heard = Heard()
    old = (TODAY - timedelta(days=15)).isoformat()
    post(company, "complaint", COMPLAINT | {"id": "C1", "day": old}, heard=heard)
    post(company, "complaint", COMPLAINT | {"id": "C2"}, heard=heard, dry_run=True)
    post(company, "inspection", COMPLAINT | {"id": "I1", "inspected": 5, "rejected": 1}, heard=heard)
    assert heard.ids == []
    post(company, "complaint", COMPLAINT | {"id": "C2"}, heard=heard)
    last = (TODAY - timedelta(days=14)).isoformat()
    post(company, "complaint", COMPLAINT | {"id": "C3", "day": last}, heard=heard)
    assert heard.ids == ["C2", "C3"]


def test_a_state_that_was_outdated_when_it_came_is_not_heard_of(company: Storage) -> None:
    heard = Heard()
    late = {"revised": "2026-09-30T12:00:00Z"}
    post(company, "complaint", COMPLAINT | {"id": "C1", "deleted": "yes"} | late, COMPLAINT | {"id": "C2"}, heard=heard)
    assert heard.ids == ["C2"]


@pytest.mark.postgresql
def test_whatever_fails_to_hear_loses_no_data(company: Storage) -> None:
    heard = Heard(fails=["C2"])
    report = post(company, "complaint", *(COMPLAINT | {"id": f"C{n}"} for n in (1, 2, 3)), heard=heard)

    assert report.inserted == 3
    assert [record.id for record in held(company)] == ["C1", "C2", "C3"]
    assert heard.ids == ["C1", "C3"]
    with company.work() as work:
        assert [work.people.get(f"heard-C{n}") is not None for n in (1, 2, 3)] == [True, False, True]


def test_several_may_listen_to_one_kind(company: Storage) -> None:
    first, second = Heard(fails=["C1"]), Heard()
    both = Listeners([Listener(EventKind.COMPLAINT, first.hear), Listener(EventKind.COMPLAINT, second.hear)])
    terms = ImportTerms("", NOW, by="qa", listeners=both)
    take_items(company, "records", "qa", [{"event": "complaint", "id": "C1", **COMPLAINT}], terms)
    assert (first.ids, second.ids) == ([], ["C1"])


# As the pages say


@pytest.mark.parametrize("page", ["bot/sources/README.md", "bot/sources/README.zh-CN.md"])
def test_events_can_be_sent_as_the_pages_say(storage: Storage, tmp_path: Path, page: str) -> None:
    put(storage, tmp_path, "people", "employee_id,name\n1001,Lin\n1002,Ana\n")
    now = datetime(2026, 10, 31, 12, tzinfo=UTC)
    for text in fences(page, "json"):
        content = json.loads(text)
        if "event" not in content:
            continue
        said = {name: content[name] for name in ("event", "roll_up") if name in content}
        items = [said | record for record in content["records"]]
        terms = ImportTerms("", now, by=content["source"])
        report = take_items(storage, "records", content["source"], items, terms)
        again = take_items(storage, "records", content["source"], items, terms)
        assert report.clean, report.rejected
        assert not report.ignored
        assert again.inserted == again.corrected == 0
    with storage.work() as work:
        kinds = {stream.event: stream for stream in work.streams.all()}
        assert set(kinds) == set(EventKind)
        assert all(stream.key.endswith(f".{kind}") for kind, stream in kinds.items())
    assert [record.measures[OCCURRENCES] for record in held(storage, "iot.machine_state")] in ([2, 1], [1, 2])

    (mapping,) = [text for text in fences(page, "toml") if "roll_up" in text]
    (tmp_path / "plant.toml").write_text(mapping, encoding="utf-8")
    header, row = "employee_id,day,machine,shift,minutes,Betriebsart\n", "1001,2026-10-30,M3,early,{},Lauf\n"
    (tmp_path / "plant.csv").write_text(header + row.format(5) + row.format(6), encoding="utf-8")
    (report,) = load(storage, "records", [tmp_path / "plant.csv"], mapping=tmp_path / "plant.toml", now=now)
    assert (report.inserted, report.failed) == (1, None)
    (record,) = held(storage, "plant")
    assert (record.dimensions["state"], record.measures["minutes"]) == ("Lauf", Decimal(11))
