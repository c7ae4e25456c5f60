"""Every way in is on record, and none of them undoes what a second person approved (R26)."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bot.import_job import import_files
from bot.intake.domain.intake import Kind
from bot.messages.card import Action
from bot.operations import decide_held, rehearse, set_rhythm
from bot.people.domain.audit import What
from bot.runtime.clockwork import SimulatedClock, SystemClock
from bot.runtime.data_receiver import DataReceiver
from bot.runtime.worker import UnitOfWorkRunner
from bot.settings import Settings
from tests.chat import MORNING, Chat, chat
from tests.company import furnish, value_of
from tests.samples import DATA, take

if TYPE_CHECKING:
    from pathlib import Path

    from bot.people.domain.audit import Entry
    from storage.storage import Storage

HEADER = "employee_id,metric,period,value"


def trail(storage: Storage, what: What) -> list[Entry]:
    with storage.work() as work:
        return list(reversed(work.audit.find(what=what)))


def written(folder: Path, name: str, *lines: str) -> Path:
    file = folder / name
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


@pytest.mark.postgresql
@pytest.mark.parametrize("kind", ["people", "metrics", "readings", "absences", "targets"])
async def test_a_file_from_the_folder_and_a_post_are_on_record(storage: Storage, tmp_path: Path, kind: Kind) -> None:
    take(storage, "people", written(tmp_path, "p.csv", "employee_id,name", "E1,Ana"))
    take(storage, "metrics", DATA / "dirty_metrics.csv")
    rows = {
        "people": {"employee_id": "E2", "name": "Bo"},
        "metrics": {"metric": "calls", "unit": "count", "direction": "higher", "grain": "month", "aggregate": "sum"},
        "readings": {"employee_id": "E1", "metric": "sales_amount", "period": "2026-10", "value": "5"},
        "targets": {"employee_id": "E1", "metric": "sales_amount", "period": "2026-10", "target": "5"},
        "absences": {"employee_id": "E1", "start": "2026-10-01", "end": "2026-10-02"},
    }[kind]
    before = len(trail(storage, What.IMPORT))
    with closing(UnitOfWorkRunner(storage)) as run_in_work:
        receiver = DataReceiver(
            storage, run_in_work, clock=SimulatedClock(MORNING), locale="en", timezone="UTC", wake=lambda: None
        )
        file = written(tmp_path, f"{kind}.csv", ",".join(rows), ",".join(rows.values()))

        taken = await receiver.file(kind, file, mapping=None)
        posted = await receiver.items(kind, [rows], source="E1\n\x1b[1m", digest="d")

    by_folder, by_post = trail(storage, What.IMPORT)[before:]
    assert (by_folder.actor, by_folder.detail["batch"], by_folder.detail["kind"]) == ("folder", taken.batch, kind)
    assert by_folder.detail["rows"] == 1
    assert (by_post.actor, by_post.detail["batch"]) == ("signed post", posted.batch)
    assert by_post.detail["source"] == "E1[1m", "what a sender calls itself is no employee's doing"


def test_what_is_done_at_the_machine_is_on_record(storage: Storage, tmp_path: Path) -> None:
    settings = Settings(_env_file=None, database_url=storage.url)
    people = written(tmp_path, "people.csv", "employee_id,name", "E1,Ana", "E2,Bo")

    import_files(settings, "people", [people], mapping=None, dry_run=False, quarantine=True)
    import_files(settings, "people", [people], mapping=None, dry_run=True, quarantine=True)
    take(storage, "metrics", DATA / "dirty_metrics.csv")
    lines = [HEADER, *(f"E1,sales_amount,2025-{month:02d},{9000 + month}" for month in range(1, 13))]
    slip = written(tmp_path, "readings.csv", *lines, "E1,sales_amount,2026-10,90000")
    import_files(settings, "readings", [slip], mapping=None, dry_run=False, quarantine=True)
    decide_held(settings, accept=[], discard=[1])
    set_rhythm(settings, "E1", every_days=14)
    rehearse(settings, first=None, last=None)

    with storage.work() as work:
        found = [(entry.what, entry.subject) for entry in reversed(work.audit.find(actor="command line"))]
    assert found == [("import", ""), ("import", ""), ("approval", "E1"), ("write", "E1"), ("read", "")]


async def test_events_are_heard_of_by_every_way_in(storage: Storage, tmp_path: Path) -> None:
    take(storage, "people", written(tmp_path, "p.csv", "employee_id,name,manager_id", "E1,Ana,", "E2,Bo,E1"))
    clock = SystemClock()
    row = {"event": "complaint", "employee_id": "E2", "day": clock.now().date().isoformat(), "product": "P-7"}

    def file(id_: str) -> Path:
        return written(tmp_path, f"{id_}.csv", ",".join(["id", *row]), ",".join([id_, *row.values()]))

    with closing(UnitOfWorkRunner(storage)) as run_in_work:
        receiver = DataReceiver(storage, run_in_work, clock=clock, locale="en", timezone="UTC", wake=lambda: None)
        await receiver.file("records", file("C1"), mapping=None)
        await receiver.items("records", [row | {"id": "C2"}], source="qa", digest="d")
    settings = Settings(_env_file=None, database_url=storage.url)
    import_files(settings, "records", [file("C3")], mapping=None, dry_run=True, quarantine=True)
    import_files(settings, "records", [file("C4")], mapping=None, dry_run=False, quarantine=True)

    with storage.work() as work:
        told = work.connection.exec_driver_sql("SELECT id FROM complaint_notice ORDER BY id").scalars().all()
        assert told == ["C1", "C2", "C4"]
        assert {row.person_id for row in work.outbox.find() if row.kind == "complaint"} == {"E1", "E2"}


async def corrected(here: Chat) -> None:
    """Let HR correct Min's October from 360,000 to 460,000, as two people do."""
    furnish(here)
    form = await here.say("hr1", "correct Name min collections october")
    await here.submit("hr1", form, value="460000", reason="A transfer is missing.")
    await here.click("hr2", Action("correction.approve", (("no", "1"),)))
    assert value_of(here, "min", "collections") == 460_000


@pytest.mark.postgresql
@pytest.mark.parametrize("trusted", [False, True])
async def test_a_source_that_says_a_third_thing_waits_for_a_decision(
    storage: Storage, tmp_path: Path, *, trusted: bool
) -> None:
    async with chat(storage) as here:
        await corrected(here)
        lines = ("min,collections,2026-10,370000", "bo,collections,2026-10,611000")
        file = written(tmp_path, "crm.csv", HEADER, *lines)

        for _ in range(2):
            report = take(storage, "readings", file, quarantine=not trusted)
            (held,) = report.quarantined
            assert (held.row, held.key, held.values) == (2, "import-corrected-otherwise", {"value": "460000"})

        with here.work() as work:
            (waits,) = work.quarantine.open()
        assert waits.person_id == "min"
        assert _stored(storage) == {"min": 460_000, "bo": 611_000}
        assert trail(storage, What.IMPORT)[-1].detail["held"] == 1


@pytest.mark.postgresql
async def test_what_says_the_same_or_reaches_further_goes_in(storage: Storage, tmp_path: Path) -> None:
    async with chat(storage) as here:
        await corrected(here)

        same = take(storage, "readings", written(tmp_path, "a.csv", HEADER, "min,collections,2026-10,460000"))
        old = take(storage, "readings", written(tmp_path, "b.csv", HEADER, "min,collections,2026-10,360000"))

        assert (same.quarantined, same.unchanged) == ((), 1)
        assert [skipped.key for skipped in old.skipped] == ["import-corrected-here"]
        assert _stored(storage)["min"] == 460_000


def _stored(storage: Storage) -> dict[str, float]:
    with storage.work() as work:
        return {who: float(work.readings.rows(who, metric="collections")[0].value) for who in ("min", "bo")}
