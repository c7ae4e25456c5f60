"""The audit trail as cards: who did what to whom, whether it is whole, and as a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.kit.identity import Name
from bot.messages.card import (
    Action,
    Attachment,
    Block,
    Button,
    Card,
    Choices,
    FactLine,
    Facts,
    Heading,
    Note,
    Table,
    Text,
)
from bot.messages.text import Ready, literal, plain
from bot.people.domain.audit import Entry, Filter, Seal, TrailFault, Verdict, What

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

    from bot.messages.i18n import Translator

MOST_ROWS = 20
"""What one card shows; the rest is in the file."""


def listing(
    t: Translator,
    asked: Filter,
    entries: Sequence[Entry],
    *,
    names: Mapping[str, str],
    zone: tzinfo,
    now: datetime,
) -> Card:
    """Show the newest entries; ``entries`` may hold one more than fits, which says that there are more."""
    heading = t("audit-headline", days=asked.days)
    blocks: list[Block] = [Heading(heading), *_narrowed(t, asked, names)]
    if entries:
        header = tuple(t(f"audit-column-{column}") for column in ("when", "who", "what", "whom", "detail"))
        rows = (_row(t, entry, names=names, zone=zone, now=now) for entry in entries[:MOST_ROWS])
        blocks.append(Table(header, tuple(rows)))
    else:
        blocks.append(Text(t("audit-none")))
    if len(entries) > MOST_ROWS:
        blocks.append(Text(t("audit-more", n=MOST_ROWS)))
    blocks.append(
        Choices(
            (
                Button(plain(t("audit-button-check")), Action("audit-check")),
                Button(plain(t("audit-button-file")), Action("audit-file", _arguments(asked))),
            )
        )
    )
    blocks.append(Note(t("audit-note")))
    return Card("audit", plain(t("audit-summary")), tuple(blocks), t.locale)


def checked(t: Translator, verdict: Verdict, *, against: Seal | None, zone: tzinfo, now: datetime) -> Card:
    """Say that the trail is whole, with the seal to keep, or what is wrong where, and what to do."""
    fault = verdict.fault
    if fault is None:
        heading = t("audit-whole")
    else:
        heading = t("audit-broken-row", row=verdict.row) if verdict.row else t("audit-broken")
    lines = [FactLine(t("audit-rows"), t.decimal(verdict.rows, decimals=0))]
    if verdict.first_at and verdict.last_at:
        span = tuple(t.moment(at, zone=zone, now=now) for at in (verdict.first_at, verdict.last_at))
        lines.append(FactLine(t("audit-span"), t("audit-from-to", first=span[0], last=span[1])))
    if fault is None:
        lines.append(FactLine(t("audit-seal"), str(verdict.seal)))
    blocks: list[Block] = [Heading(heading)]
    if fault is not None:
        blocks.append(Text(t(f"audit-fault-{fault.value}", row=verdict.row)))
    blocks.append(Facts(tuple(lines)))
    if fault is None:
        blocks.append(Text(t.sentences([*_held(t, verdict, against), t("audit-keep", seal=str(verdict.seal))])))
    else:
        blocks.append(Text(t("audit-fix-key" if fault is TrailFault.KEY else "audit-fix")))
    blocks.append(Note(t("audit-keyed" if verdict.keyed else "audit-unkeyed")))
    return Card("audit-check", plain(t("audit-check-summary")), tuple(blocks), t.locale)


def exported(t: Translator, content: str, *, rows: int, whole: bool, name: str) -> Card:
    """Hand out the trail as a file; ``whole`` says whether everything that was asked for is in it."""
    heading = t("audit-file-headline", rows=rows)
    blocks: list[Block] = [Heading(heading), Text(t("audit-file-text"))]
    if not whole:
        blocks.append(Text(t("audit-file-more")))
    blocks += [Attachment(name, content), Note(t("audit-note"))]
    return Card("audit-file", plain(heading), tuple(blocks), t.locale)


def kinds(t: Translator) -> dict[str, What]:
    """Return the words for what can be done, as people may type them."""
    return {t(f"audit-what-{what.value}").casefold(): what for what in What} | {what.value: what for what in What}


def _narrowed(t: Translator, asked: Filter, names: Mapping[str, str]) -> list[Text]:
    parts = []
    if asked.actor:
        parts.append(t("audit-by", who=_name(asked.actor, names)))
    if asked.subject:
        parts.append(t("audit-about", whom=_name(asked.subject, names)))
    if asked.what:
        parts.append(t("audit-only", what=t(f"audit-what-{asked.what.value}")))
    return [Text(t.clauses(parts))] if parts else []


def _row(t: Translator, entry: Entry, *, names: Mapping[str, str], zone: tzinfo, now: datetime) -> tuple[str, ...]:
    known = {what.value for what in What}
    return (
        t.moment(entry.at, zone=zone, now=now),
        _name(entry.actor, names),
        t(f"audit-what-{entry.what}") if entry.what in known else entry.what,
        _name(entry.subject, names),
        t.listed(_said(name, value, names) for name, value in sorted(entry.detail.items())),
    )


def _said(name: str, value: str | int, names: Mapping[str, str]) -> Ready:
    """Write a detail; an id says whose it is."""
    told = Name(value, value) if isinstance(value, str) and value in names else str(value)
    return Ready(f"{name}={literal(told)}")


def _name(person_id: str, names: Mapping[str, str]) -> str:
    return names.get(person_id, person_id)


def _held(t: Translator, verdict: Verdict, against: Seal | None) -> list[str]:
    if against is None:
        return []
    return [t("audit-held" if verdict.held else "audit-not-held", seal=str(against))]


def _arguments(asked: Filter) -> tuple[tuple[str, str], ...]:
    what = asked.what.value if asked.what else ""
    pairs = (("actor", asked.actor), ("subject", asked.subject), ("what", what), ("days", str(asked.days)))
    return tuple((name, value) for name, value in pairs if value)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    now = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
    zone = ZoneInfo("Asia/Shanghai" if t.chinese else "Europe/Berlin")
    names = (
        {"M1": "李伟", "S1": "张敏", "A1": "陈静"} if t.chinese else {"M1": "Ana Silva", "S1": "Bo Lin", "A1": "Kim"}
    )
    done = [
        Entry(9, now - timedelta(hours=1), "M1", What.READ, "S1", {"metric": "collections"}),
        Entry(8, now - timedelta(hours=3), "jinbu", What.SEND, "S1", {"delivery": 412, "kind": "standing"}),
        Entry(7, now - timedelta(days=2), "A1", What.RULE, "collections_gap", {"version": 3}),
        Entry(6, now - timedelta(days=9), "S1", What.REFUSAL, "M1", {"act": "read_facts"}),
    ]
    seal = Seal(8213, "3f9a0c71d2be")
    whole = Verdict(
        8213, keyed=True, seal=seal, first_at=now - timedelta(days=200), last_at=now - timedelta(hours=1), held=True
    )
    bare = Verdict(
        12,
        keyed=False,
        seal=Seal(12, "a0c713f9d2be"),
        first_at=now - timedelta(days=3),
        last_at=now - timedelta(hours=1),
    )
    broken = replace(whole, rows=411, last_at=now - timedelta(days=90), fault=TrailFault.EDITED, row=412, held=False)
    many = [done[n % len(done)] for n in range(MOST_ROWS + 1)]
    return {
        "audit": listing(t, Filter(), done, names=names, zone=zone, now=now),
        "audit-narrow": listing(
            t, Filter(actor="M1", subject="S1", what=What.READ, days=7), many, names=names, zone=zone, now=now
        ),
        "audit-none": listing(t, Filter(days=1), [], names=names, zone=zone, now=now),
        "audit-whole": checked(t, whole, against=Seal(8000, "d2be3f9a0c71"), zone=zone, now=now),
        "audit-unkeyed": checked(t, bare, against=None, zone=zone, now=now),
        "audit-broken": checked(t, broken, against=None, zone=zone, now=now),
        "audit-file": exported(t, "no,at\n", rows=8213, whole=True, name="audit.csv"),
    }
