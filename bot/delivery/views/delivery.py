"""Deliveries as cards of their own: several messages in one, and a message that may be a repeat."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.delivery.domain.delivery import Delivery, DeliveryState, Hold, Priority
from bot.delivery.domain.message import LOST
from bot.delivery.domain.preference import Topic
from bot.messages.card import (
    Action,
    Attachment,
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
    Table,
    Text,
)
from bot.messages.i18n import named, translator
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

    from bot.messages.i18n import Translator
    from bot.messages.text import Ready
    from bot.people.domain.person import Person

_MOST_BUTTONS = 3
_WHOLE = 3

_ENDED = {"off": "delivery-off", LOST: "delivery-lost"}


def merge(cards: Sequence[Card], person: Person) -> Card:
    """Make one message of several for the same reader, in their order.

    Each keeps its headline and first fact, the first few also their text; of the buttons the first of each card is
    kept as long as there is room, told apart by its number, and one quiet line says why they come together. One card
    alone stays as it is.
    """
    if len(cards) == 1:
        return cards[0]
    t = translator(person.locale)
    talks = all(card.kind == Topic.NUDGE for card in cards)
    heading = t("delivery-digest-talks" if talks else "delivery-digest", n=len(cards))
    blocks: list[Block] = [Heading(heading)]
    buttons: list[Button] = []
    for number, card in enumerate(cards, 1):
        blocks.append(Divider())
        blocks += _entry(card, number, whole=number <= _WHOLE)
        choices = [block for block in card.blocks if isinstance(block, Choices) and not block.aside]
        offered = [button for block in choices for button in block.buttons]
        buttons += [
            replace(button, text=plain(t("delivery-digest-button", verb=button.text, number=str(number))))
            for button in offered[:1]
        ]
    if buttons:
        blocks.append(Choices(tuple(buttons[:_MOST_BUTTONS])))
    blocks.append(Note(t("delivery-digest-note")))
    return Card("digest", plain(heading), tuple(blocks), t.locale)


def _entry(card: Card, number: int, *, whole: bool) -> list[Block]:
    """Return a card's part of a digest: its headline and first fact, and all but its picture when it is ``whole``."""
    blocks: list[Block] = []
    for block in card.blocks:
        if isinstance(block, Heading):
            blocks.append(Heading(f"{number}. {block.text}"))
        elif isinstance(block, Facts) and not whole:
            blocks.append(Facts(block.lines[:1]))
        elif whole and not isinstance(block, Choices | Note | Picture):
            blocks.append(block)
    return blocks


def unread(t: Translator, name: str) -> Card:
    """Tell somebody that words of theirs did not reach whoever led them when they wrote them."""
    heading = t("delivery-unread", name=named(t, name))
    return Card("unread", plain(heading), (Heading(heading), Text(t("delivery-unread-text"))), t.locale)


def changed(t: Translator) -> Card:
    """Tell whoever asked that they may not see any more what they asked for, or not all of it."""
    heading = t("delivery-changed")
    return Card("changed", plain(heading), (Heading(heading), Text(t("delivery-changed-text"))), t.locale)


def refused(card: Card) -> Card:
    """Say in the place of an answer that the platform does not let it be shown."""
    t = translator(card.locale)
    line = t("platform-refused")
    return Card("notice", plain(line), (Text(line),), card.locale)


def doubted(card: Card) -> Card:
    """Mark a card that its reader may have had before."""
    t = translator(card.locale)
    return replace(card, blocks=(*card.blocks, Note(t("delivery-doubt"))))


MOST_ROWS = 15
_IN_DOUBT = "in doubt"


def listing(
    t: Translator,
    deliveries: Sequence[Delivery],
    *,
    counts: Mapping[tuple[str, str], int],
    names: Mapping[str, str],
    file: Attachment | None,
    zone: tzinfo,
    now: datetime,
) -> Card:
    """Show the newest deliveries and how many there are in each state; ``file`` is all that were asked for."""
    heading = t("delivery-list", n=len(deliveries))
    blocks: list[Block] = [Heading(heading)]
    totals: dict[str, int] = {}
    for (state, _), n in counts.items():
        totals[state] = totals.get(state, 0) + n
    if totals:
        parts = (t("delivery-count", state=t(f"delivery-state-{state}"), n=n) for state, n in sorted(totals.items()))
        blocks.append(Text(t.clauses(parts)))
    if deliveries:
        header = tuple(t(f"delivery-column-{column}") for column in ("no", "who", "kind", "state", "when"))
        rows = tuple(_row(t, delivery, names, zone=zone, now=now) for delivery in deliveries[:MOST_ROWS])
        blocks.append(Table(header, rows))
    else:
        blocks.append(Text(t("delivery-list-none")))
    if len(deliveries) > MOST_ROWS:
        blocks.append(Text(t("delivery-list-more", n=MOST_ROWS)))
    if file:
        blocks.append(file)
    blocks.append(Note(t("delivery-list-note")))
    return Card("deliveries", plain(heading), tuple(blocks), t.locale)


def _row(
    t: Translator, delivery: Delivery, names: Mapping[str, str], *, zone: tzinfo, now: datetime
) -> tuple[str, str, str, str, str]:
    at = delivery.sent_at or (delivery.not_before if delivery.state is DeliveryState.DUE else delivery.created_at)
    return (
        str(delivery.no),
        names.get(delivery.person_id, delivery.person_id),
        delivery.kind,
        state(t, delivery),
        t.moment(at, zone=zone, now=now),
    )


def _key(reason: Hold) -> str:
    return reason.value.replace("_", "-")


def state(t: Translator, delivery: Delivery) -> Ready:
    """Say where a delivery stands and, where it waits, what for."""
    if delivery.state is DeliveryState.DUE and delivery.reason:
        return t("delivery-held", reason=t(f"delivery-hold-{_key(delivery.reason)}"))
    return t(f"delivery-state-{delivery.state.value}")


def details(
    t: Translator, delivery: Delivery, *, name: str, pause: str, zone: tzinfo, now: datetime, done: str = ""
) -> Card:
    """Show all there is about one delivery but what it says; ``pause`` is the reason of the pause that holds it."""
    heading = done or t("delivery-one", no=delivery.no, name=name)
    lines = [
        FactLine(
            t("delivery-column-kind"), delivery.kind, t("delivery-rule", rule=delivery.rule) if delivery.rule else ""
        ),
        FactLine(t("delivery-column-state"), state(t, delivery), _why(t, delivery, pause=pause)),
        FactLine(t("delivery-made"), t.moment(delivery.created_at, zone=zone, now=now)),
    ]
    if delivery.state is DeliveryState.DUE:
        lines.append(FactLine(t("delivery-until"), t.moment(delivery.not_before, zone=zone, now=now)))
    if delivery.expires_at:
        lines.append(FactLine(t("delivery-expires"), t.moment(delivery.expires_at, zone=zone, now=now)))
    if delivery.sent_at:
        lines.append(
            FactLine(t("delivery-sent"), t.moment(delivery.sent_at, zone=zone, now=now), _latency(t, delivery))
        )
    lines.append(FactLine(t("delivery-attempts"), str(delivery.attempts)))
    blocks: list[Block] = [Heading(heading)]
    blocks += [Facts(tuple(lines[at : at + _WHOLE])) for at in range(0, len(lines), _WHOLE)]
    if delivery.state is DeliveryState.FAILED:
        again = Action("delivery.ask", (("no", str(delivery.no)),))
        blocks.append(Choices((Button(plain(t("delivery-button-resend")), again),)))
    blocks.append(Note(t("delivery-list-note")))
    return Card("delivery", plain(heading), tuple(blocks), t.locale)


def _why(t: Translator, delivery: Delivery, *, pause: str) -> Ready | str:
    if pause:
        return t("delivery-paused-why", reason=pause)
    if delivery.state is DeliveryState.EXPIRED:
        return t(_ENDED.get(delivery.detail, "delivery-expired-why"))
    if delivery.detail.startswith(_IN_DOUBT):
        return t("delivery-in-doubt")
    return (
        t("delivery-detail", detail=delivery.detail)
        if delivery.detail and delivery.state is not DeliveryState.MERGED
        else ""
    )


def _latency(t: Translator, delivery: Delivery) -> Ready | str:
    if delivery.data_at is None or delivery.sent_at is None:
        return ""
    minutes = round((delivery.sent_at - delivery.data_at) / timedelta(minutes=1))
    return t("delivery-latency", minutes=minutes)


def confirm(t: Translator, delivery: Delivery, *, name: str) -> Card:
    """Ask whether a message is to be sent again, and say what may come of it."""
    heading = t("delivery-confirm", no=delivery.no, name=name)
    text = t("delivery-confirm-doubt" if delivery.detail.startswith(_IN_DOUBT) else "delivery-confirm-text")
    again = Action("delivery.resend", (("no", str(delivery.no)),))
    choices = Choices((Button(plain(t("delivery-button-sure")), again),))
    return Card("delivery", plain(heading), (Heading(heading), Text(text), choices), t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    return {"unread": unread(t, "Ana"), "changed": changed(t)} | _examples(t)


def _examples(t: Translator) -> dict[str, Card]:
    now = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
    zone = ZoneInfo("Asia/Shanghai" if t.chinese else "Europe/Berlin")
    names = {"S1": "张敏", "M1": "李伟"} if t.chinese else {"S1": "Bo Lin", "M1": "Ana Silva"}
    made = now - timedelta(hours=3)
    sent = Delivery(
        "k1", "o1", "S1", "standing", Priority.STANDING, "{}", made, made, state=DeliveryState.SENT, sent_at=now,
        no=412, rule="collections_gap", data_at=now - timedelta(hours=4), attempts=1,
    )  # fmt: skip
    waits = replace(
        sent, no=413, person_id="M1", kind="nudge", state=DeliveryState.DUE, sent_at=None, reason=Hold.PAUSED
    )
    failed = replace(waits, no=414, state=DeliveryState.FAILED, reason=None, detail="user_disabled", attempts=4)
    doubt = replace(failed, no=415, detail="in doubt, not sent again")
    off = replace(failed, no=416, state=DeliveryState.EXPIRED, detail="off", expires_at=now)
    counts = {("sent", ""): 812, ("due", "paused"): 4, ("due", ""): 1, ("failed", ""): 2}
    file = Attachment("deliveries.csv", "no,key\n")
    reason = "十月数据有误" if t.chinese else "October's figures are wrong"
    many = [replace((sent, waits, failed)[n % 3], no=500 - n) for n in range(MOST_ROWS + 1)]
    return {
        "deliveries": listing(t, many, counts=counts, names=names, file=file, zone=zone, now=now),
        "deliveries-none": listing(t, [], counts={}, names=names, file=None, zone=zone, now=now),
        "delivery-sent": details(t, sent, name=names["S1"], pause="", zone=zone, now=now),
        "delivery-paused": details(t, waits, name=names["M1"], pause=reason, zone=zone, now=now),
        "delivery-failed": details(t, failed, name=names["M1"], pause="", zone=zone, now=now),
        "delivery-off": details(t, off, name=names["M1"], pause="", zone=zone, now=now),
        "delivery-lost": details(t, replace(off, detail=LOST), name=names["M1"], pause="", zone=zone, now=now),
        "delivery-confirm": confirm(t, failed, name=names["M1"]),
        "delivery-confirm-doubt": confirm(t, doubt, name=names["M1"]),
    }
