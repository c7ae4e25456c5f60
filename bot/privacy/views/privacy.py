"""Personal data as cards and forms: what is known, all of it as files, and a request with its answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from bot.figures.domain import example
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
    Quote,
    Text,
)
from bot.messages.field import Option, SelectField, TextField
from bot.messages.form import Form
from bot.messages.i18n import named, several
from bot.messages.text import literal, plain
from bot.privacy.domain.privacy import Ask, DataRequest, Figures, RequestState, StoredKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.messages.i18n import Translator
    from bot.messages.text import Ready

_TOGETHER, _MOST_KINDS, _MOST_SOURCES, _MOST_NAMES, _LONGEST = 3, 12, 3, 5, 1000


def overview(
    t: Translator,
    inventory: Sequence[StoredKind],
    *,
    manager: str,
    requests: Sequence[DataRequest],
    restricted: bool,
    looked: Sequence[str],
    today: date,
) -> Card:
    """Say what is stored about the reader, who can see it and has looked, and how to have it or change it."""
    lines = [_line(t, kind, today=today) for kind in inventory[:_MOST_KINDS]]
    seen = t("privacy-seen-by", name=named(t, manager)) if manager else t("privacy-seen-by-hr")
    running = [request for request in requests if request.state is RequestState.OPEN]
    texts = [
        seen,
        t("privacy-looked", names=several(t, looked, most=_MOST_NAMES)) if looked else t("privacy-looked-none"),
    ]
    texts.append(t("privacy-not-kept"))
    if restricted:
        texts.append(t("privacy-restricted"))
    blocks: list[Block] = [
        Heading(t("privacy-headline")),
        *(Facts(tuple(lines[at : at + _TOGETHER])) for at in range(0, len(lines), _TOGETHER)),
        *_also(t, inventory[_MOST_KINDS:]),
        Text(t.sentences(texts)),
    ]
    if running:
        blocks.append(Text("\n".join(_item(t, request, today=today) for request in running)))
    buttons = [
        Button(plain(t("privacy-export")), Action("privacy.export")),
        Button(plain(t("privacy-ask")), Action("privacy.ask")),
    ]
    granted = [request for request in requests if request.state is RequestState.GRANTED]
    if holds := next((request for request in granted if request.ask is Ask.RESTRICTION), None):
        buttons.append(Button(plain(t("privacy-lift")), Action("privacy.withdraw", (("no", str(holds.no)),))))
    blocks.append(Choices(tuple(buttons)))
    return Card("privacy", plain(t("privacy-summary")), (*blocks, Note(t("privacy-note"))), t.locale)


def _also(t: Translator, more: Sequence[StoredKind]) -> list[Block]:
    """Name the kinds that have no line of their own."""
    kinds = [t("privacy-also-kind", kind=_kind(t, also), n=str(also.count)) for also in more]
    return [Text(t("privacy-also", kinds=t.listed(kinds)))] if kinds else []


def _kind(t: Translator, stored: StoredKind) -> Ready:
    word = stored.kind.replace("_", "-")
    return t(f"privacy-kind-{word}")


def _line(t: Translator, stored: StoredKind, *, today: date) -> FactLine:
    against: list[Ready] = []
    if stored.since:
        since = stored.since.date() if isinstance(stored.since, datetime) else stored.since
        against.append(t("privacy-since", day=t.day(since, today=today)))
    if stored.sources:
        more = len(stored.sources) - _MOST_SOURCES
        names = t.listed(stored.sources[:_MOST_SOURCES])
        against.append(t("privacy-from-more", sources=names, n=more) if more > 0 else t("privacy-from", sources=names))
    return FactLine(_kind(t, stored), t.decimal(stored.count, decimals=0), t.clauses(against))


def _item(t: Translator, request: DataRequest, *, today: date) -> Ready:
    day = t.day(request.due_on, today=today)
    return t("privacy-waits", number=str(request.no), ask=t(f"privacy-kind-of-{request.ask}"), day=day)


def files(t: Translator, *, document: str, table: str) -> Card:
    """Hand over everything as files."""
    blocks = (
        Heading(t("privacy-files")),
        Text(t("privacy-files-text")),
        Attachment(plain(t("privacy-file-document")), document),
        Attachment(plain(t("privacy-file-table")), table),
        Note(t("privacy-files-note")),
    )
    return Card("privacy", plain(t("privacy-files")), blocks, t.locale)


def form(t: Translator) -> Form:
    """Ask what is to be done with one's data."""
    kinds = tuple(Option(ask.value, plain(t(f"privacy-option-{ask}"))) for ask in Ask)
    return Form(
        kind="privacy",
        title=plain(t("privacy-form-title")),
        fields=(
            SelectField("ask", plain(t("privacy-form-ask")), kinds),
            TextField(
                "text", plain(t("privacy-form-text")), hint=plain(t("privacy-form-hint")), long=True, most=_LONGEST
            ),
            _figures(t, Figures.UNLINK),
        ),
        submit=plain(t("privacy-form-submit")),
        action=Action("privacy.request"),
        opener=Action("privacy.ask"),
        intro=t("privacy-form-intro"),
        locale=t.locale,
    )


def _figures(t: Translator, chosen: Figures) -> SelectField:
    options = tuple(Option(way.value, plain(t(f"privacy-figures-{way}"))) for way in Figures)
    return SelectField("figures", plain(t("privacy-form-figures")), options, value=chosen.value, required=False)


def granting(t: Translator, request: DataRequest, *, name: str) -> Form:
    """Ask somebody of HR to confirm what was asked, with a note for whoever asked."""
    number = (("no", str(request.no)),)
    note = TextField("note", plain(t("privacy-grant-note")), required=False, long=True, most=_LONGEST)
    erasure = request.ask is Ask.ERASURE
    return Form(
        kind="privacy_grant",
        title=plain(t("privacy-grant-title", number=str(request.no))),
        fields=(_figures(t, request.figures), note) if erasure else (note,),
        submit=plain(t("privacy-grant-submit")),
        action=Action("privacy.granted", number),
        opener=Action("privacy.grant", number),
        intro=t(f"privacy-grant-{request.ask}", name=named(t, name)),
        locale=t.locale,
    )


def refusing(t: Translator, request: DataRequest, *, name: str) -> Form:
    """Ask for the reason of a no."""
    number = (("no", str(request.no)),)
    return Form(
        kind="privacy_refuse",
        title=plain(t("privacy-refuse-title", number=str(request.no))),
        fields=(TextField("reason", plain(t("privacy-refuse-reason")), long=True, most=_LONGEST),),
        submit=plain(t("privacy-refuse-submit")),
        action=Action("privacy.refused", number),
        opener=Action("privacy.refuse", number),
        intro=t("dispute-stand-intro", name=named(t, name)),
        locale=t.locale,
    )


def request(t: Translator, asked: DataRequest, *, name: str, by: str, own: bool, today: date) -> Card:
    """Show a request: to whoever asked with where it stands, to HR with what they can do."""
    number, day = str(asked.no), t.day(asked.due_on, today=today)
    what = t(f"privacy-kind-of-{asked.ask}")
    if own:
        heading = t("privacy-request-own", number=number, ask=what)
    else:
        heading = t("privacy-request-headline", number=number, ask=what, name=named(t, name))
    blocks: list[Block] = [Heading(heading)]
    if asked.text:
        blocks.append(Quote(literal(asked.text), name))
    if asked.ask is Ask.ERASURE:
        blocks.append(Text(t(f"privacy-figures-{asked.figures}")))
    who = named(t, by) if by else ""
    match asked.state:
        case RequestState.OPEN:
            blocks.append(Text(t("privacy-open-own" if own else "privacy-open", day=day)))
        case RequestState.WITHDRAWN:
            blocks.append(Text(t("privacy-withdrawn")))
        case RequestState.GRANTED | RequestState.REFUSED:
            blocks.append(Text(t(f"privacy-{asked.state}-{asked.ask}", name=who)))
            if asked.reason:
                blocks.append(Quote(literal(asked.reason), by))
    args = (("no", number),)
    if asked.state is RequestState.OPEN and own:
        blocks.append(Choices((Button(plain(t("dispute-withdraw")), Action("privacy.withdraw", args)),)))
    elif asked.state is RequestState.OPEN:
        grant = Button(plain(t("privacy-grant")), Action("privacy.grant", args))
        refuse = Button(plain(t("privacy-refuse")), Action("privacy.refuse", args))
        blocks.append(Choices((grant, refuse)))
    summary = plain(t("privacy-request-summary", number=number))
    return Card("privacy", summary, (*blocks, Note(t("privacy-request-note"))), t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    names = {key: person.name for key, person in example.people(chinese=t.chinese).items()}
    inventory = (
        StoredKind("accounts", 2),
        StoredKind("readings", 36, datetime(2025, 11, 3, tzinfo=UTC), ("crm.csv", "quality.csv")),
        StoredKind("earlier", 2, datetime(2026, 10, 9, tzinfo=UTC), ("quality.csv",)),
        StoredKind("targets", 24, datetime(2025, 11, 3, tzinfo=UTC), ("targets.xlsx",)),
        StoredKind("messages", 11, datetime(2025, 12, 1, tzinfo=UTC)),
    )
    text = (
        "下个月换岗，到那之前请不要评价。"
        if t.chinese
        else "I change jobs next month; please hold judgement until then."
    )
    asked = DataRequest("S1", Ask.RESTRICTION, text, example.NOW, date(2026, 12, 2), no=4)
    done = replace(asked, state=RequestState.GRANTED, decided_by="M1", decided_at=example.NOW)
    today = example.TODAY
    return {
        "privacy": overview(
            t, inventory, manager=names["M1"], requests=(asked,), restricted=False, looked=[names["M1"]], today=today
        ),
        "privacy-files": files(t, document="{}", table=""),
        "privacy-request": request(t, asked, name=names["S1"], by="", own=False, today=today),
        "privacy-granted": request(t, done, name=names["S1"], by=names["W2"], own=True, today=today),
    }


def forms(t: Translator) -> dict[str, Form]:
    """Show each form once."""
    name = example.people(chinese=t.chinese)["S1"].name
    erase, hold = (
        DataRequest("S1", ask, "", example.NOW, date(2026, 12, 2), no=4) for ask in (Ask.ERASURE, Ask.RESTRICTION)
    )
    return {
        "privacy-form": form(t),
        "privacy-granting": granting(t, hold, name=name),
        "privacy-granting-erasure": granting(t, erase, name=name),
        "privacy-refusing": refusing(t, hold, name=name),
    }
