"""Approvals as cards and forms: the exact words that wait for a yes, what they rest on, and what may be changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import takewhile
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.feedback.domain import example as feedback_example
from bot.feedback.domain.approval import ApprovalState
from bot.feedback.domain.evidence import Ground
from bot.feedback.domain.feedback import OFFLINE, Occasion
from bot.feedback.views.evidence import sources
from bot.feedback.views.feedback import MessageContent, standing
from bot.feedback.views.kudos import replies
from bot.figures.domain import example
from bot.kit.shortening import shortened
from bot.messages.card import (
    Action,
    Block,
    Button,
    Card,
    Choices,
    Divider,
    FactLine,
    Facts,
    Heading,
    Note,
    Picture,
    Quote,
    Text,
)
from bot.messages.i18n import named
from bot.messages.text import literal, plain
from bot.rules.domain import example as rules_example

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, tzinfo

    from bot.messages.i18n import Translator
    from bot.messages.text import Ready
    from bot.rules.domain.rule import Rule

_TOGETHER, _MOST_BUTTONS = 3, 3


@dataclass(frozen=True, slots=True)
class DraftForReview:
    """A draft that waits for a yes: ``card`` is exactly what ``reader`` would get.

    ``grounds`` are the values behind words about what did not go well, with their rows.
    """

    key: str
    revision: int
    reader: str
    card: Card
    writer: str
    rules: tuple[Rule, ...]
    goes_by_itself: bool
    due_at: datetime
    grounds: tuple[Ground, ...] = ()
    edited: bool = False


def asking(t: Translator, draft: DraftForReview, *, zone: tzinfo, now: datetime) -> Card:
    """Show a draft to whoever decides about it: the text as its reader would get it, then what it rests on."""
    moment = t.moment(draft.due_at, zone=zone, now=now)
    until = t("approval-until-goes" if draft.goes_by_itself else "approval-until", moment=moment)
    kept = [block for block in draft.card.blocks if not isinstance(block, Choices | Picture)]
    blocks: list[Block] = [
        Heading(t("approval-headline", name=named(t, draft.reader))),
        Text(until),
        Divider(),
        *kept,
        Divider(),
    ]
    table = sources(t, draft.grounds, zone=zone, now=now)
    if table:
        blocks += [Text(t("approval-evidence")), *table]
    arguments = (("key", draft.key), ("rev", str(draft.revision)))
    words = (
        ("approval-approve", "approval.approve"),
        ("approval-edit", "approval.edit"),
        ("approval-hold", "approval.hold"),
    )
    blocks.append(Choices(tuple(Button(plain(t(word)), Action(name, arguments)) for word, name in words)))
    return Card("approval", plain(t("approval-summary")), (*blocks, Note(_by(t, draft))), t.locale)


def _by(t: Translator, draft: DraftForReview) -> Ready:
    """Write who drafted it and by which rule."""
    said = [_writer(t, draft.writer)]
    said += [
        t("approval-rule", title=(rule.title_zh if t.chinese else rule.title_en) or rule.key)
        for rule in draft.rules[:1]
    ]
    if draft.edited:
        said.append(t("approval-edited"))
    return t("approval-note", by=t.clauses(said))


def _writer(t: Translator, writer: str) -> Ready:
    return t("approval-by-rule-text") if writer == OFFLINE else t("approval-by-model", writer=writer)


def reviewed(t: Translator, card: Card, *, by: str, writer: str, note: str, key: str = "") -> Card:
    """Return a reader's card with who drafted and who reviewed it, and the reviewer's own sentence as a quote.

    With the ``key`` of the message its reader can answer what was written of them: agree, disagree, comment (R133).
    """
    last = Note(t("approval-reviewed", by=_writer(t, writer), name=named(t, by)))
    quote = [Quote(literal(note), by)] if note else []
    at = next((place for place, block in enumerate(card.blocks) if isinstance(block, Choices | Note)), len(card.blocks))
    answers = [replies(t, key)] if key else []
    rest = card.blocks[at:]
    buttons = sum(1 for _ in takewhile(lambda block: isinstance(block, Choices), rest))
    return replace(card, blocks=(*card.blocks[:at], *quote, *rest[:buttons], *answers, *rest[buttons:], last))


def answered(card: Card, answer: str) -> Card:
    """Return the question with what came of it in the place of its buttons."""
    return card.answered(answer, gone=lambda _: True)


def nothing(t: Translator) -> Card:
    """Say that a draft has nothing to say any more."""
    heading = t("approval-nothing-headline")
    return Card("approval", plain(t("approval-summary")), (Heading(heading), Choices(())), t.locale)


def settled(t: Translator, draft: DraftForReview | None, state: ApprovalState, *, zone: tzinfo, now: datetime) -> Card:
    """Return the question with what came of a yes in the place of its buttons; without a draft there is none left."""
    card = asking(t, draft, zone=zone, now=now) if draft else nothing(t)
    return answered(card, t(_CAME_OF_IT[state]))


_CAME_OF_IT = {
    ApprovalState.APPROVED: "approval-approved",
    ApprovalState.REDRAWN: "approval-redrawn",
    ApprovalState.EXPIRED: "approval-nothing",
}


def decided(t: Translator, reader: str, answer: str) -> Card:
    """Say what came of a question that was answered in a form."""
    heading = t("approval-headline", name=named(t, reader))
    return Card("approval", plain(t("approval-summary")), (Heading(heading), Text(answer)), t.locale)


@dataclass(frozen=True, slots=True)
class PendingDraft:
    """A draft in the list of those that wait."""

    key: str
    reader: str
    due_at: datetime
    occasion: Occasion


def drafts(t: Translator, rows: Sequence[PendingDraft], *, zone: tzinfo, now: datetime) -> Card:
    """List the drafts that wait for somebody, the most urgent first; the first few can be opened.

    Where several are for the same reader, each has a number.
    """
    shown = rows[:_MOST_BUTTONS]
    alike = len({pending.reader for pending in shown}) < len(shown)
    heading = t("approval-list", n=len(rows))
    lines = [
        FactLine(
            t("approval-numbered", number=str(number), name=named(t, row.reader)) if alike else row.reader,
            t("approval-kind", kind=str(row.occasion)),
            t("approval-by", moment=t.moment(row.due_at, zone=zone, now=now)),
        )
        for number, row in enumerate(rows, start=1)
    ]
    blocks: list[Block] = [Heading(heading)]
    blocks += [Facts(tuple(lines[at : at + _TOGETHER])) for at in range(0, len(lines), _TOGETHER)]
    buttons = []
    for number, pending in enumerate(shown, start=1):
        name = named(t, shortened(pending.reader, _LONGEST_NAME))
        word = t("approval-open-numbered", number=str(number), name=name) if alike else t("approval-open", name=name)
        buttons.append(Button(plain(word), Action("approval", (("key", pending.key),))))
    if buttons:
        blocks.append(Choices(tuple(buttons)))
    note = Note(t("approval-list-note"))
    return Card("approval", plain(t("approval-list-summary")), (*blocks, note), t.locale)


_LONGEST_NAME = 16


def lapsed(t: Translator, *, reader: str, reviewer: str, asked_at: datetime, zone: tzinfo, now: datetime) -> Card:
    """Tell HR that nobody decided about words, and that they were not sent."""
    moment = t.moment(asked_at, zone=zone, now=now)
    said = (
        t("approval-lapsed-asked", name=named(t, reviewer), moment=moment)
        if reviewer
        else t("approval-lapsed-nobody", moment=moment)
    )
    heading = t("approval-lapsed", name=named(t, reader))
    blocks = (Heading(heading), Text(t.sentences([said, t("approval-lapsed-step")])), Note(t("approval-lapsed-note")))
    return Card("approval", plain(t("approval-lapsed-summary")), blocks, t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    names = {key: person.name for key, person in example.people(chinese=t.chinese).items()}
    note = (
        "3号机那两天在调试，我们一起看看影响有多大。"
        if t.chinese
        else ("Machine 3 was being set up on two of those days; let us see together how much of it that was.")
    )
    reader, ana, zone, now = names["W1"], names["M1"], ZoneInfo("Asia/Shanghai"), example.NOW
    draft, words = _example_draft(t, reader=reader, by=ana)
    asked = asking(t, draft, zone=zone, now=now)
    model = replace(draft, card=reviewed(t, words, by=ana, writer="gpt", note=note), writer="gpt", grounds=())
    edited = replace(model, edited=True, goes_by_itself=True)
    rows = [
        PendingDraft("k1", reader, draft.due_at, Occasion.STANDING),
        PendingDraft("k2", ana, draft.due_at, Occasion.NUDGE),
    ]
    alike = [*rows, replace(rows[0], key="k3", occasion=Occasion.PRAISE)]
    return {
        "approval": asked,
        "approval-edited": asking(t, edited, zone=zone, now=now),
        "approval-answered": answered(asked, t("approval-approved")),
        "approval-reviewed": model.card,
        "approval-rejected": decided(t, reader, t("approval-rejected")),
        "approval-nothing": settled(t, None, ApprovalState.EXPIRED, zone=zone, now=now),
        "approval-list": drafts(t, rows, zone=zone, now=now),
        "approval-list-alike": drafts(t, alike, zone=zone, now=now),
        "approval-lapsed": lapsed(t, reader=reader, reviewer=ana, asked_at=now, zone=zone, now=now),
        "approval-lapsed-nobody": lapsed(t, reader=reader, reviewer="", asked_at=now, zone=zone, now=now),
    }


def _example_draft(t: Translator, *, reader: str, by: str) -> tuple[DraftForReview, Card]:
    """Return a draft that waits, and the words of which it is one."""
    step = (
        "请质检陪同看一次首件检验。"
        if t.chinese
        else "Ask quality control to sit in on one first-piece check this week."
    )
    said, pick = feedback_example.outline(Occasion.STANDING, (example.DEFECTS,), ((0, step),))
    words = standing(t, MessageContent(said, pick, example.METRICS, "k", example.TODAY))
    draft = DraftForReview(
        "standing:W1:W1:2026-10-01:m:2026-11-02",
        1,
        reader,
        reviewed(t, words, by=by, writer=OFFLINE, note="", key="standing:W1"),
        OFFLINE,
        (rules_example.RULE,),
        goes_by_itself=False,
        due_at=example.NOW + timedelta(days=2),
        grounds=(Ground(replace(example.CORRECTED), example.METRICS["defect_rate"], example.versions()),),
    )
    return draft, words
