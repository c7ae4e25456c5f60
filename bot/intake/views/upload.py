"""A file sent into the chat, as cards: that it has arrived, how far it is, what came in last, and undoing that."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from bot.intake.domain.intake import ImportedBatch
from bot.intake.domain.upload import MOST_BYTES, UploadedFile, UploadState
from bot.intake.domain.waiting import Awaited, WaitingOverview
from bot.intake.views.upload_proposal import arguments, button, card, example, proposal
from bot.messages.card import (
    Action,
    Attachment,
    Block,
    Button,
    Card,
    Choices,
    Heading,
    Note,
    Table,
    Text,
)
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

    from bot.messages.i18n import Translator

_MACHINES = ("folder", "import")
"""What brings data without being asked, besides the sources of posts, which name themselves."""


def received(t: Translator, *, name: str) -> Card:
    """Say that a file has arrived, and what comes next."""
    heading = t("upload-received", name=name)
    return card(t, heading, [Heading(heading), Text(t("upload-received-text"))])


def mapping_kept(t: Translator, *, name: str) -> Card:
    """Say that a mapping file waits for the file that it is for."""
    heading = t("upload-mapping-kept", name=name)
    return card(t, heading, [Heading(heading), Text(t("upload-mapping-kept-text"))])


def settled(t: Translator, shown: Card | None, *, key: str, name: str) -> Card:
    """Redraw a card once its button was pressed."""
    said = t(key, name=name)
    return _only(t, said) if shown is None else _bare(shown).answered(said, gone=lambda _: True)


def importing(t: Translator, shown: Card | None, *, name: str) -> Card:
    """Redraw the card of a dry run once the import has begun."""
    said = t("upload-importing")
    return _only(t, t("upload-importing-headline", name=name), said) if shown is None else _going_on(shown, said)


def progress(t: Translator, shown: Card, *, done: int, whole: int) -> Card:
    """Redraw the card of an import with how far it is."""
    share = t.decimal(100 * done / max(whole, 1), decimals=0)
    numbers = {"done": t.decimal(done, decimals=0), "whole": t.decimal(whole, decimals=0)}
    return _going_on(shown, t("upload-progress", share=share, **numbers))


def _going_on(shown: Card, said: str) -> Card:
    """Return a card that has nothing to press any more, nor says that nothing is stored."""
    blocks = [block for block in _bare(shown).blocks if not isinstance(block, Choices | Note)]
    return replace(shown, blocks=(*blocks, Text(said)))


def _bare(shown: Card) -> Card:
    """Return a card without the files that came with it: they stay where they were sent."""
    return replace(shown, blocks=tuple(block for block in shown.blocks if not isinstance(block, Attachment)))


def _only(t: Translator, said: str, *more: str) -> Card:
    return card(t, said, [Heading(said), *map(Text, more)])


def failed(t: Translator, *, name: str, reason: str) -> Card:
    """Say why nothing can be done with a file, and what helps."""
    heading = t("upload-failed", name=name)
    return card(t, heading, [Heading(heading), Text(reason), Note(t("upload-failed-note"))])


# Looking back, and undoing


def overview(
    t: Translator,
    mine: Sequence[UploadedFile],
    arrivals: Sequence[ImportedBatch],
    *,
    names: Mapping[str, str],
    rows: WaitingOverview,
    zone: tzinfo,
    now: datetime,
) -> Card:
    """Say how files are sent, which of one's own wait, what came in last, and what ``rows`` of it wait for."""
    heading = t("upload-overview")
    blocks: list[Block] = [Heading(heading), Text(t("upload-how", megabytes=MOST_BYTES // 1_000_000))]
    held = mine[:3]
    for place, upload in enumerate(held, start=1):
        words = t(f"upload-waits-{upload.state}", name=upload.name)
        blocks.append(Text(t("upload-numbered", n=place, text=words) if len(held) > 1 else words))
    if len(held) > 1:  # a platform may put all buttons of a message into one place
        numbered = [
            Button(plain(t("upload-button-go-on-with", n=place)), Action("upload.show", arguments(upload)))
            for place, upload in enumerate(held, start=1)
            if upload.card
        ]
        blocks += [Choices(tuple(numbered))] if numbered else []
    elif held and held[0].card:
        only = held[0]
        blocks.append(Choices((button(t, "go-on", "upload.show", only), button(t, "cancel", "upload.cancel", only))))
    if arrivals:
        header = tuple(t(f"upload-column-{name}") for name in ("number", "file", "kind", "by", "when", "state"))
        lines = [_arrival(t, arrival, names=names, rows=rows, zone=zone, now=now) for arrival in arrivals]
        blocks.append(Table(header, tuple(lines)))
        blocks += _waiting(t, rows)
        blocks.append(Text(t("upload-undo-how")))
    else:
        blocks.append(Text(t("upload-none")))
    blocks.append(Note(t("upload-overview-note")))
    return card(t, heading, blocks)


def _waiting(t: Translator, rows: WaitingOverview) -> list[Block]:
    if not rows.n:
        return []
    named = [t(f"upload-waiting-{awaited}", name=text, n=n) for awaited, text, n in rows.named]
    return [Text(t("upload-waiting", n=rows.n, names=t.listed([*named, *(["…"] if rows.more else [])])))]


def _arrival(
    t: Translator,
    arrival: ImportedBatch,
    *,
    names: Mapping[str, str],
    rows: WaitingOverview,
    zone: tzinfo,
    now: datetime,
) -> tuple[str, ...]:
    count = sum(arrival.counts.get(name, 0) for name in ("inserted", "corrected", "unchanged"))
    waiting = rows.batches.get(arrival.no, 0)
    key = "upload-arrival-waiting" if waiting else "upload-arrival-done"
    state = t(key, n=count, rejected=arrival.counts.get("rejected", 0), waiting=waiting)
    return (
        str(arrival.no),
        arrival.file or arrival.source,
        t(f"upload-kind-{arrival.kind}"),
        t(f"upload-by-{arrival.by}") if arrival.by in _MACHINES else names.get(arrival.by, arrival.by),
        t.moment(arrival.at, zone=zone, now=now),
        state if arrival.finished else t("upload-arrival-open"),
    )


def undoing(t: Translator, arrival: ImportedBatch, told: tuple[int, int] | None) -> Card:
    """Ask whether an import is to be undone, with what that does.

    ``told`` is how many earlier values come back and how many new ones go; None for whoever may not know it.
    """
    heading = t("upload-undoing", number=arrival.no, name=arrival.file or arrival.source)
    label = t("upload-button-undo-now", n=sum(told)) if told else t("upload-button-undo-all", number=arrival.no)
    buttons = (Button(plain(label), Action("upload.undo_now", (("no", str(arrival.no)),))),)
    text = t("upload-undoing-text", back=told[0], gone=told[1]) if told else t("upload-undoing-all")
    return card(t, heading, [Heading(heading), Text(text), Choices(buttons), Note(t("upload-undoing-note"))])


def undone(t: Translator, arrival: ImportedBatch, told: tuple[int, int] | None, *, into: int) -> Card:
    """Say that an import was undone; ``told`` as for :func:`undoing`."""
    heading = t("upload-undone", number=arrival.no, name=arrival.file or arrival.source)
    counts = {"back": told[0], "gone": told[1]} if told else {}
    text = t("upload-undone-text" if told else "upload-undone-all", into=into, **counts)
    return card(t, heading, [Heading(heading), Text(text)])


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    now = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)
    zone = ZoneInfo("Asia/Shanghai" if t.chinese else "Europe/Berlin")
    upload, plan, metrics = example(t)
    name = "王芳" if t.chinese else "Ana Silva"
    proposed = proposal(
        t, upload, plan, metrics=metrics, confirmed=None, imported_at=None, problem="", zone=zone, now=now
    )
    counts = {"inserted": 7, "corrected": 2, "rejected": 1}
    batch = ImportedBatch(12, "readings", "", upload.name, "A1", now, finished=True, counts=counts)
    undo = replace(batch, no=9, by="folder", at=now - timedelta(days=9), counts={})
    waits = [replace(upload, state=UploadState.CHECKED, card="x"), replace(upload, no=4, card="y")]
    early = WaitingOverview(1, ((Awaited.PERSON, "20031", 1),), {12: 1})
    back: dict[str, Any] = {"names": {"A1": name}, "rows": early, "zone": zone, "now": now}
    return {
        "upload-received": received(t, name=upload.name),
        "upload-mapping-kept": mapping_kept(t, name="crm.toml"),
        "upload-checking": settled(t, proposed, key="upload-checking", name=upload.name),
        "upload-importing": importing(t, proposed, name=upload.name),
        "upload-progress": progress(t, proposed, done=40_000, whole=120_000),
        "upload-failed": failed(t, name="scan.csv", reason=t("import-binary")),
        "upload-overview": overview(t, waits, [batch, undo], **back),
        "upload-overview-empty": overview(t, [], [], **back),
        "upload-undoing": undoing(t, batch, (2, 7)),
        "upload-undoing-alone": undoing(t, batch, None),
        "upload-undone": undone(t, batch, (2, 7), into=13),
        "upload-undone-alone": undone(t, batch, None, into=13),
    }
