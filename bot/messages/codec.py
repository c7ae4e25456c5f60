"""Cards, forms and arrivals as JSON and back, for the outbox, the inbox and what is still being answered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import datetime
from decimal import Decimal
from math import isfinite
from typing import Any

from bot.domain import cleaning
from bot.domain.person import Identity, Name
from bot.messages.card import (
    Action,
    Attachment,
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
from bot.messages.form import DateField, Field, Form, NumberField, Option, SelectField, SeveralField, TextField, Values
from bot.messages.inbound import Click, Command, Inbound, ProfileChange, Saying, Sender, Submission, Upload, Visit
from bot.messages.text import literal


def card_to_json(card: Card) -> str:
    """Write a card as one line of JSON; every block carries its type's name, and every name whose it is."""
    blocks = [{"type": type(block).__name__, **_named(asdict(block))} for block in card.blocks]
    whole = {"kind": card.kind, "summary": card.summary, "locale": card.locale, "blocks": blocks}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def document_to_json(document: Any, *, indent: int | None = None) -> str:  # noqa: ANN401 - whatever is to be told
    """Write what another program reads, as strict JSON: a number that is none is null, half characters are replaced."""
    return json.dumps(_strict(document), ensure_ascii=False, allow_nan=False, indent=indent, default=str)


def _strict(value: Any) -> Any:  # noqa: ANN401 - whatever is to be told
    match value:
        case float():
            return value if isfinite(value) else None
        case str():
            return cleaning.whole(value)
        case Mapping():
            return {_strict(key): _strict(one) for key, one in value.items()}
        case list() | tuple():
            return [_strict(one) for one in value]
        case _:
            return value


def _named(value: Any) -> Any:  # noqa: ANN401 - whatever a block holds
    """Write bare names as text that says whose they are; every other text stays as it is."""
    match value:
        case Name():
            return literal(value)
        case dict():
            return {key: _named(one) for key, one in value.items()}
        case list() | tuple():
            return [_named(one) for one in value]
        case _:
            return value


def card_from_json(line: str) -> Card:
    """Read what :func:`card_to_json` wrote.

    Raises:
        ValueError: when a block has a type that this version does not know.
    """
    whole = json.loads(line)
    return Card(whole["kind"], whole["summary"], tuple(_block(one) for one in whole["blocks"]), whole["locale"])


def form_to_json(form: Form) -> str:
    """Write a form as one line of JSON; every field carries its type's name."""
    whole = {one.name: getattr(form, one.name) for one in fields(form)}
    whole["fields"] = [{"type": type(one).__name__, **asdict(one)} for one in form.fields]
    whole |= {"action": form.action.encoded(), "opener": form.opener.encoded()}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"), default=str)


def form_from_json(line: str) -> Form:
    """Read what :func:`form_to_json` wrote.

    Raises:
        ValueError: when a field has a type that this version does not know.
    """
    whole = json.loads(line)
    whole["fields"] = tuple(_field(one) for one in whole["fields"])
    whole |= {"action": Action.decoded(whole["action"]), "opener": Action.decoded(whole["opener"])}
    return Form(**whole)


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
        case "Submission":
            return Submission(sender, _action(raw["action"]), values_of(raw["values"]), raw["message"])
        case "Visit":
            return Visit(sender)
        case "ProfileChange":
            return ProfileChange(sender, gone=raw.get("gone", False))
        case "Upload":
            return Upload(sender, raw["name"], raw["size"], raw["ref"], raw["text"])
        case unknown:
            raise ValueError(f"unknown arrival {unknown!r}")


def values_of(raw: dict[str, Any]) -> Values:
    """Return what came back from a form as this version holds it: several choices are a tuple again."""
    return {name: tuple(value) if isinstance(value, list) else str(value) for name, value in raw.items()}


def _field(raw: dict[str, Any]) -> Field:
    kind = raw.pop("type")
    if "options" in raw:
        raw["options"] = tuple(Option(**one) for one in raw["options"])
    match kind:
        case "TextField":
            return TextField(**raw)
        case "NumberField":
            maximum = raw["maximum"]
            return NumberField(**raw | {"maximum": None if maximum is None else Decimal(maximum)})
        case "DateField":
            return DateField(**raw)
        case "SelectField":
            return SelectField(**raw)
        case "SeveralField":
            return SeveralField(**raw | {"values": tuple(raw["values"])})
        case unknown:
            raise ValueError(f"unknown field {unknown!r}")


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
        case "Attachment":
            return Attachment(raw["name"], raw["content"])
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
