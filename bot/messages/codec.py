"""Cards and arrivals as JSON and back, for the outbox and the inbox."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.domain.person import Identity
from bot.messages.card import (
    Action,
    Block,
    Button,
    Card,
    Chart,
    Choices,
    Divider,
    FactLine,
    Facts,
    Heading,
    Mood,
    Note,
    Picture,
    Quote,
    Table,
    Text,
)
from bot.messages.inbound import Click, Command, Inbound, Saying, Sender


def card_to_json(card: Card) -> str:
    """Write a card as one line of JSON; every block carries its type's name."""
    blocks = [{"type": type(block).__name__, **asdict(block)} for block in card.blocks]
    whole = {"kind": card.kind, "summary": card.summary, "locale": card.locale, "blocks": blocks}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def card_from_json(line: str) -> Card:
    """Read what :func:`card_to_json` wrote.

    Raises:
        ValueError: when a block has a type that this version does not know.
    """
    whole = json.loads(line)
    return Card(whole["kind"], whole["summary"], tuple(_block(one) for one in whole["blocks"]), whole["locale"])


def inbound_to_json(inbound: Inbound) -> str:
    """Write an arrival as one line of JSON, so that it can be handled after a crash."""
    whole = {"type": type(inbound).__name__, **asdict(inbound)}
    whole["sender"]["at"] = inbound.sender.at.isoformat()
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def inbound_from_json(line: str) -> Inbound:
    """Read what :func:`inbound_to_json` wrote.

    Raises:
        ValueError: when its type is one that this version does not know.
    """
    raw = json.loads(line)
    fields = raw["sender"]
    at = datetime.fromisoformat(fields["at"])
    sender = Sender(**fields | {"identity": Identity(**fields["identity"]), "at": at})
    match raw["type"]:
        case "Command":
            return Command(sender, raw["words"], inline=raw.get("inline", False))
        case "Click":
            return Click(sender, _action(raw["action"]), raw["message"])
        case "Saying":
            return Saying(sender, raw["text"])
        case unknown:
            raise ValueError(f"unknown arrival {unknown!r}")


def _block(raw: dict[str, Any]) -> Block:
    match raw["type"]:
        case "Heading":
            return Heading(raw["text"])
        case "Text":
            return Text(raw["text"])
        case "Facts":
            return Facts(
                tuple(FactLine(one["label"], one["value"], one["against"], Mood(one["mood"])) for one in raw["lines"])
            )
        case "Table":
            return Table(tuple(raw["header"]), tuple(tuple(row) for row in raw["rows"]))
        case "Quote":
            return Quote(raw["text"], raw["by"])
        case "Picture":
            return Picture(_chart(raw["chart"]), raw["alt"])
        case "Choices":
            buttons = tuple(Button(one["text"], _action(one["action"])) for one in raw["buttons"])
            return Choices(buttons, raw["answered"])
        case "Divider":
            return Divider()
        case "Note":
            return Note(raw["text"])
        case unknown:
            raise ValueError(f"unknown block {unknown!r}")


def _action(raw: dict[str, Any]) -> Action:
    return Action(raw["name"], tuple((key, value) for key, value in raw["args"]))


def _chart(raw: dict[str, Any]) -> Chart:
    return Chart(
        title=raw["title"],
        labels=tuple(raw["labels"]),
        values=tuple(raw["values"]),
        texts=tuple(raw["texts"]),
        targets=tuple(raw["targets"]),
        target_label=raw["target_label"],
        lower_is_better=raw["lower_is_better"],
    )
