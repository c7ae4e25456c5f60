"""A people file that comes in: who reports to whom is settled, and whoever must know of it is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.intake.domain.intake import RowProblem
from bot.intake.domain.known import Known
from bot.kit.cleaning import UnclearValue
from bot.people.domain.person import chain
from bot.people.services import permission
from bot.roster.services import announcement, directory, posting

if TYPE_CHECKING:
    from bot.intake.ports import Work
    from bot.people.domain.person import Person


def put(
    work: Work, made: list[tuple[int, dict[str, Any]]], known: Known, problems: list[RowProblem], *, now: datetime
) -> tuple[list[str], list[RowProblem]]:
    """Settle who reports to whom, now that everybody is known, and store the people; returns remarks on rows as well.

    Whoever is written as their own manager is the top of the company: many personnel systems write it so.
    """
    remarks: list[RowProblem] = []
    names = dict(known.names) | {fields["id"]: fields["name"] for _, fields in made if "name" in fields}
    names |= {fields["id"]: "" for _, fields in made if fields["id"] not in names}
    everybody = Known(dict.fromkeys(names, 0), names, {}, {}, {})
    kept: list[tuple[int, dict[str, Any]]] = []
    for row, fields in made:
        manager = fields.get("manager_id")
        if manager:
            try:
                fields["manager_id"] = everybody.person(manager)[0]
            except UnclearValue as reason:
                # Somebody who comes with a later file stays as written; one who could be two people does not.
                if reason.key != "import-unknown-person":
                    problems.append(RowProblem(row, "manager_id", manager, reason.key, reason.values))
                    continue
            if fields["manager_id"] == fields["id"]:
                remarks.append(RowProblem(row, "manager_id", manager, "import-manager-self"))
                fields["manager_id"] = None
        kept.append((row, fields))
    circles = chain({fields["id"]: fields for _, fields in kept}, work.people.managers())
    for row, fields in kept:
        if fields["id"] in circles:
            circle = circles[fields["id"]]
            problems.append(RowProblem(row, "manager_id", fields["manager_id"] or "", circle.key, circle.values))
    kept = [(row, fields) for row, fields in kept if fields["id"] not in circles]
    remarks += _without_gone(work, kept)
    outcomes = posting.put(work, [fields for _, fields in kept], by="people list", now=now)
    for (row, fields), outcome in zip(kept, outcomes, strict=True):
        if outcome == "taken":
            problems.append(RowProblem(row, "", ", ".join(fields["accounts"].values()), "import-account-taken"))
    _name_managers(work, everybody)
    directory.rematch(work, now=now)
    return outcomes, [*remarks, *_unled(work, kept, now=now)]


def _name_managers(work: Work, everybody: Known) -> None:
    """Find managers who were written by name, or otherwise, before they were known; a circle stays as it is written."""
    managers = work.people.managers()
    found: dict[str, str] = {}
    for written in sorted({manager for manager in managers.values() if manager} - managers.keys()):
        with suppress(UnclearValue):
            found[written] = everybody.person(written)[0]
    if not found:
        return
    led = {
        person: {"manager_id": found[manager]} for person, manager in managers.items() if manager and manager in found
    }
    circles = {managers[person] for person in chain(led, managers)}
    work.people.name_managers({written: person for written, person in found.items() if written not in circles})


def _without_gone(work: Work, kept: Sequence[tuple[int, dict[str, Any]]]) -> list[RowProblem]:
    """Leave out the accounts of which their platform says that they are gone; returns a remark on each.

    A people file that is imported night after night does not bring them back.
    """
    gone = {(account.identity.platform, account.identity.user) for account in work.accounts.all() if account.gone}
    remarks = []
    for row, fields in kept:
        named = fields.get("accounts", {})
        fields["accounts"] = {platform: user for platform, user in named.items() if (platform, user) not in gone}
        remarks += [
            RowProblem(row, f"{platform}_id", user, "import-account-gone")
            for platform, user in named.items()
            if (platform, user) in gone
        ]
    return remarks


def before(work: Work, by: str, ids: Sequence[str], *, now: datetime) -> tuple[set[str], dict[str, Person]]:
    """Return whom somebody who sends a people file leads, and those of the file who are known, as they are."""
    sender = work.people.get(by)
    led = permission.led_by(work, sender, now=now) if sender else []
    known = {person_id: found for person_id in ids if (found := work.people.get(person_id))}
    return set(work.people.below(led)) if led else set(), known


def announce(work: Work, by: str, before: tuple[set[str], dict[str, Person]], *, now: datetime) -> None:
    """Tell the other admins and HR where a people file makes its sender lead more people, or changes accounts."""
    sender = work.people.get(by)
    if sender is None:
        return
    led, people = before
    gained = sorted(set(work.people.below(permission.led_by(work, sender, now=now))) - led)
    if names := [found.name for person_id in gained if (found := work.people.get(person_id))]:
        announcement.announce(work, sender, "announce-leads", now=now, names=names)
    after = {person_id: found for person_id in people if (found := work.people.get(person_id))}
    other = [person_id for person_id, now_ in after.items() if now_.identities != people[person_id].identities]
    other = [person_id for person_id in other if people[person_id].identities]
    if other:
        to = [after[person_id] for person_id in other]
        names = [people[person_id].name for person_id in other]
        announcement.announce(work, sender, "announce-accounts", now=now, to=to, names=names)


def _unled(work: Work, kept: Sequence[tuple[int, Mapping[str, Any]]], *, now: datetime) -> list[RowProblem]:
    """Return a remark on each row about a person whom nobody leads now."""
    rows = {str(fields["id"]): row for row, fields in kept}
    people = [found for person_id in rows if (found := work.people.get(person_id)) and found.employed_at(now)]
    why = permission.unled(work, people, now=now)
    return [
        RowProblem(rows[person.id], "manager_id", person.manager_id or "", f"import-manager-{why[person.id]}")
        for person in people
        if person.id in why
    ]
