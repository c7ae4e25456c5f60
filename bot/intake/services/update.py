"""What comes in: one understood file or post is stored and reported row by row; and what waits for a decision."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from bot.figures.domain.batch import Batch
from bot.figures.domain.delta import Changed
from bot.figures.domain.facts import Reason
from bot.figures.domain.metric_fields import metric_fields
from bot.figures.services.delta import recompute
from bot.intake.domain.intake import Intake, Known, Problem, Skip
from bot.intake.domain.outcome import Report
from bot.intake.domain.outlier import Doubt, screen
from bot.intake.domain.record import absence_fields, person_fields
from bot.kit.cell import Unfit
from bot.kit.cleaning import Unclear
from bot.kit.errors import NotFound
from bot.people.domain.audit import What
from bot.people.domain.person import chain
from bot.people.services import permission
from bot.roster.services import announcement, directory, posting

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.figures.domain.facts import Facts, Held
    from bot.figures.domain.metric import Metric
    from bot.intake.domain.intake import Kind
    from bot.intake.ports.work import Work
    from bot.kit.dates import Order
    from bot.kit.transaction import Works
    from bot.people.domain.person import Person

    Ints = NDArray[np.int64]
    Translate = Callable[..., str]
    Progress = Callable[[int, int], None]

T = TypeVar("T")
CHUNK = 100_000
"""Rows stored per transaction: an import that is killed loses at most the work on so many."""
CORRECTION = "correction"
"""The source of a value that somebody put in for a wrong one."""
_NONE = (Changed(), 0)


def catalogue(work: Work) -> Known:
    """Return the roster and the metrics that rows are matched with."""
    people = work.people.numbers()
    return Known(
        people={person: number for person, (number, _, _, _) in people.items()},
        names={person: name for person, (_, _, name, _) in people.items()},
        hired={number: hired for number, _, _, hired in people.values() if hired is not None},
        roles={number: role for number, role, _, _ in people.values()},
        metrics=work.metrics.numbers(),
    )


@dataclass(frozen=True, slots=True)
class Terms:
    """How a file is to be stored.

    ``digest`` tells the same content from another. A dry run does everything in one transaction and takes it back.
    ``quarantine`` off trusts the values (history that is known to be right). ``order`` is how the file's dates have
    day and month; ``chunk`` the rows of one transaction. ``then`` is done in the transaction that closes the batch.
    ``actor`` is who brings the file by the audit trail, ``by`` when it is not said; ``noted`` stands there too.
    """

    digest: str
    now: datetime
    by: str = ""
    dry_run: bool = False
    quarantine: bool = True
    order: Order | None = None
    progress: Progress | None = None
    chunk: int = CHUNK
    then: Callable[[Work, Report], None] | None = None
    actor: str = ""
    noted: Mapping[str, str | int] = field(default_factory=dict)


def store(works: Works[Work], intake: Intake, known: Known, terms: Terms) -> Report:
    """Store what was understood, in transactions of some thousand rows, and say what became of each row.

    Interrupted anywhere, the same call goes on where it was: rows are matched by key, so nothing is stored twice.
    """

    def each(step: Callable[[Work], T]) -> T:
        with works.work() as work:
            return step(work)

    if not terms.dry_run:
        return _store(each, intake, known, terms)
    report = Report(intake.file, intake.kind)
    with suppress(_Rollback), works.work() as work:
        report = _store(lambda step: step(work), intake, known, terms)
        raise _Rollback
    return replace(report, batch=0, changed=Changed())


class _Rollback(Exception):
    """Ends a dry run: its transaction is not to be kept."""


def _store(run: Callable[[Callable[[Work], Any]], Any], intake: Intake, known: Known, terms: Terms) -> Report:
    def begin(work: Work) -> Batch:
        batch = work.batches.open(
            kind=intake.kind, source=intake.source, file=intake.file, digest=terms.digest, by=terms.by, now=terms.now
        )
        work.batches.record(batch.no, problems=intake.problems, changes=intake.changes)
        return batch

    batch: Batch = run(begin)
    report = Report(
        intake.file,
        intake.kind,
        batch=batch.no,
        duplicates=tuple(intake.duplicates),
        skipped=tuple(intake.skips),
        rejected=tuple(intake.problems),
        cleaned=len(intake.changes),
        lines=intake.lines,
        ignored=tuple(intake.ignored),
        refused=tuple(intake.refused),
    )
    if intake.kind in {"readings", "targets"}:
        report = _store_facts(run, intake, known, terms, report, done=batch.done_rows)
    else:
        report = run(lambda work: _store_records(work, intake, known, terms, report))
    rejected = tuple(sorted(report.rejected, key=lambda one: one.row))
    report = replace(report, rejected=rejected)

    def finish(work: Work) -> None:
        _announce_own(work, terms, report, known)
        counts = Counter(problem.key for problem in report.rejected)
        kept = report.as_json(lambda key, **_: key)
        kept |= {
            "rejected": counts,
            "remarks": len(report.remarks),
            "left_out": len(report.duplicates) + len(report.skipped),
        }
        work.batches.finish(report.batch, now=terms.now, report=json.dumps(kept, ensure_ascii=False))
        _note(work, report, terms)
        if terms.then:
            terms.then(work, report)

    run(finish)
    return report


def _announce_own(work: Work, terms: Terms, report: Report, known: Known) -> None:
    """Tell the other admins and HR where somebody has sent figures or targets of their own."""
    sender = work.people.get(terms.by) if terms.by in known.people else None
    if sender is not None and not terms.dry_run and known.people[sender.id] in report.changed.person:
        announcement.announce(work, sender, "announce-figures", now=terms.now)


def _note(work: Work, report: Report, terms: Terms) -> None:
    """Put an import on record, whichever way it came: how many rows it stored, refused and held, of which content."""
    detail: dict[str, str | int] = {
        "batch": report.batch,
        "kind": report.kind,
        "rows": report.inserted + report.corrected + report.unchanged,
        "rejected": len(report.rejected),
        "held": len(report.quarantined),
        "file": terms.digest,
        **terms.noted,
    }
    work.audit.append(What.IMPORT, actor=terms.actor or terms.by, detail=detail, at=terms.now)


# Readings and targets


def _store_facts(
    run: Callable[[Callable[[Work], Any]], Any],
    intake: Intake,
    known: Known,
    terms: Terms,
    report: Report,
    *,
    done: int,
) -> Report:
    facts, targets = intake.facts, intake.kind == "targets"
    if not targets:
        facts, report = run(lambda work: _without_corrected(work, facts, report))
    if not targets:
        facts, report = run(lambda work: _hold_back(work, facts, known, report, usual=not terms.quarantine))
    roles = _look_up(facts.person, known.roles)
    overtaken: list[Problem] = []
    # What an interrupted run of the same batch has stored counts as stored by it.
    keys, fresh = (
        run(lambda work: (work.targets if targets else work.readings).of_batch(report.batch)) if done else _NONE
    )
    parts = [keys]
    for first in range(0, len(facts), terms.chunk):
        part = np.arange(first, min(first + terms.chunk, len(facts)))

        def put(work: Work, part: Ints = part) -> tuple[Changed, int]:
            some = facts.take(part)
            if targets:
                changed, new = work.targets.put(some, batch=report.batch)
            else:
                changed, new, late = work.readings.put(some, batch=report.batch, roles=roles[part])
                overtaken.extend(_overtaken(some, late))
                work.quarantine.replace(changed)
            work.batches.advance(report.batch, done_rows=int(part[-1]) + 1)
            return changed, new

        changed, new = run(put)
        parts.append(changed)
        fresh += new
        if terms.progress:
            terms.progress(int(part[-1]) + 1, len(facts))
    keys = _joined(parts)
    held = run(lambda work: work.quarantine.of_batch(report.batch)) if report.quarantined else Changed()
    return replace(
        report,
        inserted=fresh,
        corrected=len(keys) - fresh,
        unchanged=len(facts) - len(keys) - len(overtaken),
        rejected=(*report.rejected, *overtaken),
        changed=Changed.of([*keys.keys(), *held.keys()]) if len(held) else keys,
        totals=_totals(facts, known),
    )


def _without_corrected(work: Work, facts: Facts, report: Report) -> tuple[Facts, Report]:
    """Leave out values that were corrected here and are still wrong in their source: they would undo the correction."""
    places = sorted(work.corrections.undone(facts))
    if not places:
        return facts, report
    kept = np.ones(len(facts), dtype=bool)
    kept[places] = False
    skips = [Skip(int(facts.row[place]), "value", "import-corrected-here") for place in places]
    return facts.take(kept), replace(report, skipped=(*report.skipped, *skips))


def _joined(parts: Sequence[Changed]) -> Changed:
    return Changed(*(np.concatenate([getattr(one, name) for one in parts]) for name in ("person", "metric", "start")))


def _hold_back(work: Work, facts: Facts, known: Known, report: Report, *, usual: bool) -> tuple[Facts, Report]:
    """Put aside the values that are likely to be slips, unless somebody has decided about them before.

    What would replace a value that a second person approved is put aside as well, also of a file that is trusted
    (``usual``): nobody changes such a value without another's yes (R26).
    """
    against = {
        place: Doubt(place, "import-corrected-otherwise", {"value": f"{value:.12g}"})
        for place, value in work.corrections.contradicted(facts).items()
    }
    doubts = [] if usual else screen(facts, work.readings.history(facts), known)
    doubts = [*(one for one in doubts if one.place not in against), *against.values()]
    if not doubts:
        return facts, report
    places = np.array([doubt.place for doubt in doubts], np.int64)
    suspects = facts.take(places)
    decided = work.quarantine.decided(suspects)
    stored = work.readings.stored(suspects)
    held, fresh, dropped, gone = [], [], [], []
    for at, doubt in enumerate(doubts):
        state = "accepted" if at in stored else decided.get(at, "new")
        if state == "accepted":
            continue
        gone.append(doubt.place)
        if state == "discarded":
            dropped.append(Skip(int(facts.row[doubt.place]), "value", "import-discarded"))
            continue
        held.append(_problem(facts, doubt))
        if state == "new":
            fresh.append(at)
    reasons = [Reason(doubts[at].key, doubts[at].values) for at in fresh]
    work.quarantine.add(suspects.take(np.array(fresh, np.int64)), batch=report.batch, reasons=reasons)
    kept = np.ones(len(facts), dtype=bool)
    kept[gone] = False
    skipped = (*report.skipped, *dropped)
    return facts.take(kept), replace(report, quarantined=tuple(held), skipped=skipped)


def _problem(facts: Facts, doubt: Doubt) -> Problem:
    value = f"{facts.value[doubt.place]:.12g}"
    return Problem(int(facts.row[doubt.place]), "value", value, doubt.key, doubt.values)


def _overtaken(facts: Facts, places: Ints) -> list[Problem]:
    return [
        Problem(int(facts.row[place]), "period_end", str(np.datetime64(int(facts.end[place]), "D")), "import-shorter")
        for place in places.tolist()
    ]


def _look_up(numbers: Ints, values: Mapping[int, int]) -> Ints:
    unique, inverse = np.unique(numbers, return_inverse=True)
    return np.array([values[one] for one in unique.tolist()], np.int64)[inverse]


def _totals(facts: Facts, known: Known) -> dict[str, tuple[int, float]]:
    return {
        known.metric_by_number[number].key: (int(mine.sum()), float(np.round(facts.value[mine].sum(), 6)))
        for number in np.unique(facts.metric).tolist()
        if (mine := facts.metric == number).any()
    }


# People, metrics, leave


def _store_records(work: Work, intake: Intake, known: Known, terms: Terms, report: Report) -> Report:
    problems: list[Problem] = []
    made: list[tuple[int, Any]] = []
    for row, cells in intake.records:
        try:
            made.append((row, _understood(intake.kind, cells, known, order=terms.order)))
        except Unfit as unfit:
            reason = unfit.reason
            problems.append(Problem(row, unfit.column, unfit.value[:200], reason.key, reason.values))
    made, twice = _once(intake.kind, made)
    problems += twice
    changed = Changed()
    remarks: list[Problem] = []
    if intake.kind == "people":
        before = _standing(work, terms.by, [fields["id"] for _, fields in made], now=terms.now)
        outcomes, remarks = _put_people(work, made, known, problems, now=terms.now)
        _announce_people(work, terms.by, before, now=terms.now)
    elif intake.kind == "metrics":
        fields = frozenset(name for _, cells in intake.records for name in cells)
        outcomes = work.metrics.put([metric for _, metric in made], fields=fields)
        changed = _redefined(work, [metric for _, metric in made], known)
        if not terms.dry_run:
            # In this transaction: a run after one that was stopped would not see any more what has changed.
            work.deltas.defer(recompute(work, changed, now=terms.now))
            changed = Changed()
    else:
        outcomes = work.people.put_absences([absence for _, absence in made])
    counts = Counter(outcomes)
    work.batches.record(report.batch, problems=problems, changes=())
    work.batches.advance(report.batch, done_rows=len(intake.records))
    return replace(
        report,
        inserted=counts["inserted"],
        corrected=counts["corrected"],
        unchanged=counts["unchanged"],
        rejected=(*report.rejected, *problems),
        remarks=tuple(sorted(remarks, key=lambda one: one.row)),
        changed=changed,
    )


def _understood(kind: Kind, cells: Mapping[str, str], known: Known, *, order: Order | None) -> Any:  # noqa: ANN401 - a record of the kind
    if kind == "people":
        accounts = [name for name in cells if name.endswith("_id") and name not in {"employee_id", "manager_id"}]
        return person_fields(cells, accounts=accounts, order=order)
    if kind == "metrics":
        return metric_fields(cells, before={key: metric for key, (_, metric) in known.metrics.items()})
    return absence_fields(cells, known, order=order)


def _once(kind: Kind, made: list[tuple[int, Any]]) -> tuple[list[tuple[int, Any]], list[Problem]]:
    """Refuse rows about the same thing that say different things: nobody can know which one is meant."""

    def key(one: Any) -> tuple[str, ...]:  # noqa: ANN401 - a record of the kind
        if kind == "people":
            return (one["id"],)
        return (one.key,) if kind == "metrics" else (one[0], str(one[1]))

    counts = Counter(key(one) for _, one in made)
    twice = [(row, key(one)) for row, one in made if counts[key(one)] > 1]
    rows: dict[tuple[str, ...], list[int]] = {}
    for row, about in twice:
        rows.setdefault(about, []).append(row)
    problems = [
        Problem(
            row,
            "metric" if kind == "metrics" else "employee_id",
            about[0],
            "import-twice",
            {"rows": ", ".join(map(str, rows[about]))},
        )
        for row, about in twice
    ]
    return [(row, one) for row, one in made if counts[key(one)] == 1], problems


def _put_people(
    work: Work, made: list[tuple[int, dict[str, Any]]], known: Known, problems: list[Problem], *, now: datetime
) -> tuple[list[str], list[Problem]]:
    """Settle who reports to whom, now that everybody is known, and store the people; returns remarks on rows as well.

    Whoever is written as their own manager is the top of the company: many personnel systems write it so.
    """
    remarks: list[Problem] = []
    names = dict(known.names) | {fields["id"]: fields["name"] for _, fields in made if "name" in fields}
    names |= {fields["id"]: "" for _, fields in made if fields["id"] not in names}
    everybody = Known(dict.fromkeys(names, 0), names, {}, {}, {})
    kept: list[tuple[int, dict[str, Any]]] = []
    for row, fields in made:
        manager = fields.get("manager_id")
        if manager:
            try:
                fields["manager_id"] = everybody.person(manager)[0]
            except Unclear as reason:
                # Somebody who comes with a later file stays as written; one who could be two people does not.
                if reason.key != "import-unknown-person":
                    problems.append(Problem(row, "manager_id", manager, reason.key, reason.values))
                    continue
            if fields["manager_id"] == fields["id"]:
                remarks.append(Problem(row, "manager_id", manager, "import-manager-self"))
                fields["manager_id"] = None
        kept.append((row, fields))
    circles = chain({fields["id"]: fields for _, fields in kept}, work.people.managers())
    for row, fields in kept:
        if fields["id"] in circles:
            circle = circles[fields["id"]]
            problems.append(Problem(row, "manager_id", fields["manager_id"] or "", circle.key, circle.values))
    kept = [(row, fields) for row, fields in kept if fields["id"] not in circles]
    remarks += _without_gone(work, kept)
    outcomes = posting.put(work, [fields for _, fields in kept], by="people list", now=now)
    for (row, fields), outcome in zip(kept, outcomes, strict=True):
        if outcome == "taken":
            problems.append(Problem(row, "", ", ".join(fields["accounts"].values()), "import-account-taken"))
    directory.rematch(work, now=now)
    return outcomes, [*remarks, *_unled(work, kept, now=now)]


def _without_gone(work: Work, kept: Sequence[tuple[int, dict[str, Any]]]) -> list[Problem]:
    """Leave out the accounts of which their platform says that they are gone; returns a remark on each.

    A people file that is imported night after night does not bring them back.
    """
    gone = {(one.identity.platform, one.identity.user) for one in work.accounts.all() if one.gone}
    remarks = []
    for row, fields in kept:
        named = fields.get("accounts", {})
        fields["accounts"] = {platform: user for platform, user in named.items() if (platform, user) not in gone}
        remarks += [
            Problem(row, f"{platform}_id", user, "import-account-gone")
            for platform, user in named.items()
            if (platform, user) in gone
        ]
    return remarks


def _standing(work: Work, by: str, ids: Sequence[str], *, now: datetime) -> tuple[set[str], dict[str, Person]]:
    """Return whom somebody who sends a people file leads, and those of the file who are known, as they are."""
    sender = work.people.get(by)
    led = permission.led_by(work, sender, now=now) if sender else []
    return set(work.people.below(led)) if led else set(), {one: found for one in ids if (found := work.people.get(one))}


def _announce_people(work: Work, by: str, before: tuple[set[str], dict[str, Person]], *, now: datetime) -> None:
    """Tell the other admins and HR where a people file makes its sender lead more people, or changes accounts."""
    sender = work.people.get(by)
    if sender is None:
        return
    led, people = before
    gained = sorted(set(work.people.below(permission.led_by(work, sender, now=now))) - led)
    if names := [found.name for one in gained if (found := work.people.get(one))]:
        announcement.announce(work, sender, "announce-leads", now=now, names=names)
    now_there = {one: work.people.get(one) for one in people}
    other = [one for one, then in people.items() if (is_ := now_there[one]) and is_.identities != then.identities]
    other = [one for one in other if people[one].identities]
    if other:
        to = [found for one in other if (found := now_there[one])]
        names = [people[one].name for one in other]
        announcement.announce(work, sender, "announce-accounts", now=now, to=to, names=names)


def _unled(work: Work, kept: Sequence[tuple[int, Mapping[str, Any]]], *, now: datetime) -> list[Problem]:
    """Return a remark on each row about a person whom nobody leads now."""
    rows = {str(fields["id"]): row for row, fields in kept}
    people = [one for person_id in rows if (one := work.people.get(person_id)) and one.employed_at(now)]
    why = permission.unled(work, people, now=now)
    return [
        Problem(rows[one.id], "manager_id", one.manager_id or "", f"import-manager-{why[one.id]}")
        for one in people
        if one.id in why
    ]


def _redefined(work: Work, metrics: Sequence[Metric], known: Known) -> Changed:
    """Return the keys whose deltas mean something else now, because their metric does."""
    numbers = []
    for metric in metrics:
        number, before = known.metrics.get(metric.key, (0, metric))
        if (before.direction, before.grain, before.aggregate) != (metric.direction, metric.grain, metric.aggregate):
            numbers.append(number)
    return work.readings.keys_of_metrics(numbers)


# What waits for a decision


def accept(work: Work, number: int, *, by: str, now: datetime) -> Changed:
    """Take a value out of quarantine: it counts from now on; returns the keys to compute again.

    Raises:
        NotFound: nothing of that number waits.
    """
    held = _decided(work, number, "accepted", by=by, now=now)
    keys, _, _ = work.readings.put(held.facts, batch=held.batch, roles=np.array([held.role_no], np.int64))
    return Changed.of([*keys.keys(), *_key(held.facts)])


def discard(work: Work, number: int, *, by: str, now: datetime) -> Changed:
    """Leave a value out for good; returns the keys to compute again (what was flagged is so no longer).

    Raises:
        NotFound: nothing of that number waits.
    """
    return Changed.of(_key(_decided(work, number, "discarded", by=by, now=now).facts))


def replace_held(work: Work, number: int, value: float, *, reason: str, by: str, now: datetime) -> tuple[Changed, int]:
    """Leave a value out for good and store the right one in its place; returns the keys to compute again and the batch.

    Raises:
        NotFound: nothing of that number waits.
    """
    held = _decided(work, number, "discarded", by=by, now=now)
    batch = work.batches.open(kind="readings", source=CORRECTION, file="", digest=f"held:{number}", by=by, now=now)
    # A ratio's counts belong to the value that was wrong.
    nothing = np.array([np.nan])
    facts = replace(held.facts, value=np.array([value]), first=nothing, second=nothing)
    keys, fresh, _ = work.readings.put(facts, batch=batch.no, roles=np.array([held.role_no], np.int64))
    kept = {"reason": reason, "rows": 1, "inserted": fresh, "corrected": len(keys) - fresh}
    work.batches.finish(batch.no, now=now, report=json.dumps(kept, ensure_ascii=False))
    return Changed.of([*keys.keys(), *_key(held.facts)]), batch.no


def _decided(work: Work, number: int, state: str, *, by: str, now: datetime) -> Held:
    held = work.quarantine.get(number)
    if held is None or not work.quarantine.decide(number, state=state, by=by, now=now):
        raise NotFound("import-nothing-held", number=number)
    return held


def _key(facts: Facts) -> list[tuple[int, int, int]]:
    return list(zip(facts.person.tolist(), facts.metric.tolist(), facts.start.tolist(), strict=True))


STOPPED = timedelta(minutes=15)
"""After so long a batch that is not finished belongs to a process that was stopped."""


def left_behind(work: Work, *, now: datetime, but: Sequence[int] = ()) -> tuple[Changed, list[int]]:
    """Return the keys of batches that were stored and never followed by deltas, because the process was stopped.

    That holds for what was stored of a batch that nobody finishes, too: another file with the same values would find
    them unchanged. ``but`` are batches whose keys the caller has. Returns the keys and the numbers of the batches.
    """
    keys: list[tuple[int, int, int]] = []
    numbers = []
    for number, kind in work.batches.open_ends(before=now - STOPPED):
        if number not in but:
            numbers.append(number)
            keys += (work.targets if kind == "targets" else work.readings).of_batch(number)[0].keys()
            keys += work.quarantine.of_batch(number).keys()
    return Changed.of(keys), numbers
