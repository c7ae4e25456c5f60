"""Roles and deputies as cards: who has which, what somebody is told about theirs, and the forms that change them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.figures.domain import example
from bot.messages.card import Action, Block, Button, Card, Choices, FactLine, Facts, Heading, Note, Table, Text
from bot.messages.field import DateField, Option, SelectField, TextField
from bot.messages.form import Form
from bot.messages.i18n import named, several
from bot.messages.text import Ready, plain
from bot.people.domain.permission import GRANTED, Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from bot.messages.i18n import Translator
    from bot.people.domain.person import Person

_MOST_NAMES, _MOST_TOLD = 6, 10


def roles(t: Translator, holders: Mapping[Role, Sequence[Person]], *, said: str = "") -> Card:
    """Show who has which of the roles that are given; ``said`` is what just came of a change."""
    heading = t("role-headline")
    lines = tuple(
        FactLine(
            word(t, role),
            several(t, [person.name for person in people], most=_MOST_NAMES) if people else t("people-nobody"),
            t(f"role-{role.value}-may"),
        )
        for role, people in holders.items()
    )
    blocks: list[Block] = [Heading(heading), *([Text(said)] if said else []), Facts(lines), Text(t("role-how"))]
    choices = Choices((Button(plain(t("role-change")), Action("role.change")),))
    return Card("role", plain(heading), (*blocks, choices, Note(t("role-note"))), t.locale)


def word(t: Translator, role: Role) -> Ready:
    """Name a role."""
    return t(f"role-{role.value.replace('_', '-')}")


def change(t: Translator) -> Form:
    """Ask whom to give which role, or from whom to take it."""
    given = tuple(Option(role.value, plain(word(t, role)), plain(t(f"role-{role.value}-may"))) for role in _given())
    ways = (Option("give", plain(t("role-give"))), Option("take", plain(t("role-take"))))
    return Form(
        kind="role",
        title=plain(t("role-change")),
        fields=(
            TextField("name", plain(t("role-who")), hint=plain(t("role-who-hint")), most=80),
            SelectField("role", plain(t("role-which")), given),
            SelectField("way", plain(t("role-way")), ways, value="give"),
        ),
        submit=plain(t("settings-save")),
        action=Action("role.set"),
        opener=Action("role.change"),
        locale=t.locale,
    )


def _given() -> list[Role]:
    return [role for role in Role if role in GRANTED]


def told(t: Translator, role: Role, *, by: str, given: bool) -> Card:
    """Tell somebody that they have a role now, or no longer."""
    heading = t("role-given", role=word(t, role)) if given else t("role-taken", role=word(t, role))
    texts = [t("role-by", name=named(t, by))] if by else []
    texts.append(t(f"role-{role.value}-now") if given else t("role-taken-text"))
    tour = [Choices((Button(plain(t("role-tour")), Action("tour")),))] if given else []
    blocks: tuple[Block, ...] = (Heading(heading), Text(t.sentences(texts)), *tour, Note(t("role-told-note")))
    return Card("role", plain(heading), blocks, t.locale)


def announced(t: Translator, key: str, *, by: str, **said: str | Sequence[str]) -> Card:
    """Tell admins and HR of an act by which somebody may do more, or that concerns whoever did it."""
    values: dict[str, str] = {}
    for name, words in said.items():
        if isinstance(words, str):
            values[name] = word(t, Role(words)) if name == "role" else named(t, words)
        else:
            values[name] = several(t, words, most=_MOST_TOLD)
    heading = t(key, by=named(t, by) if by else t("announce-machine"), **values)
    blocks = (Heading(heading), Text(t("announce-text")), Note(t("announce-note")))
    return Card("announcement", plain(t("announce-summary")), blocks, t.locale)


# Deputies


def deputies(t: Translator, found: Sequence[tuple[Person, Person, date, date]], *, today: date) -> Card:
    """Show who stands in for whom, with a button that ends it where there is one only."""
    heading = t("deputy-headline", n=len(found))
    header = (t("deputy-for"), t("deputy-who"), t("deputy-first"), t("deputy-last"))
    rows = tuple(
        (principal.name, deputy.name, t.day(first, today=today), t.day(last, today=today))
        for principal, deputy, first, last in found
    )
    buttons = [Button(plain(t("deputy-name")), Action("deputy.name"))]
    if len({principal.id for principal, *_ in found}) == 1:
        end = Action("deputy.end", (("person", found[0][0].id),))
        buttons.append(Button(plain(t("deputy-end")), end))
    blocks = (Heading(heading), Table(header, rows), Choices(tuple(buttons)), Note(t("deputy-note")))
    return Card("deputy", plain(heading), blocks, t.locale)


def appoint(t: Translator, *, anybody: bool, principal: str, deputy: str, today: date) -> Form:
    """Ask who stands in from when to when; for whom, where the asker may name deputies for anybody."""
    who = TextField("deputy", plain(t("deputy-who")), hint=plain(t("role-who-hint")), value=deputy, most=80)
    boss = TextField("principal", plain(t("deputy-for")), hint=plain(t("role-who-hint")), value=principal, most=80)
    days = (
        DateField("first", plain(t("deputy-first")), value=today.isoformat()),
        DateField("last", plain(t("deputy-last"))),
    )
    return Form(
        kind="deputy",
        title=plain(t("deputy-name")),
        fields=(boss, who, *days) if anybody else (who, *days),
        submit=plain(t("settings-save")),
        action=Action("deputy.set"),
        opener=Action("deputy.name"),
        intro=t("deputy-intro"),
        locale=t.locale,
    )


def stands_in(t: Translator, name: str, *, first: date, last: date, mine: bool, today: date) -> Card:
    """Tell whoever stands in, or for whom somebody does, about it."""
    days = {"first": t.day(first, today=today), "last": t.day(last, today=today)}
    if mine:
        heading = t("deputy-you", name=named(t, name))
        text = t("deputy-you-text", **days)
    else:
        heading = t("deputy-yours", name=named(t, name))
        text = t("deputy-yours-text", **days)
    return Card("deputy", plain(heading), (Heading(heading), Text(text), Note(t("deputy-note"))), t.locale)


def relieved(t: Translator, name: str) -> Card:
    """Tell somebody that they stand in no longer."""
    heading = t("deputy-over-headline", name=named(t, name))
    return Card("deputy", plain(heading), (Heading(heading), Text(t("deputy-over-text"))), t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    people = example.people(chinese=t.chinese)
    boss, person, today = people["M1"], people["W1"], example.TODAY
    until = today.replace(day=13)
    holders = {Role.HR: [people["W2"]], Role.FAIRNESS: [], Role.ADMIN: [person, people["W3"]]}
    return {
        "role": roles(t, holders),
        "role-given": told(t, Role.HR, by=boss.name, given=True),
        "role-taken": told(t, Role.ADMIN, by=boss.name, given=False),
        "announcement-own": announced(
            t, "announce-role-given-own", by=person.name, name=person.name, role=Role.HR.value
        ),
        "announcement-machine": announced(t, "announce-role-taken", by="", name=person.name, role=Role.ADMIN.value),
        "announcement-move": announced(t, "announce-move", by=person.name, name=people["W2"].name, manager=person.name),
        "deputy": deputies(t, [(boss, person, today, until)], today=today),
        "deputy-you": stands_in(t, boss.name, first=today, last=until, mine=True, today=today),
        "deputy-yours": stands_in(t, person.name, first=today, last=until, mine=False, today=today),
        "deputy-over": relieved(t, boss.name),
    }


def forms(t: Translator) -> dict[str, Form]:
    """Show each form once."""
    people, today = example.people(chinese=t.chinese), example.TODAY
    return {
        "role-change": change(t),
        "deputy-appoint": appoint(t, anybody=True, principal=people["M1"].name, deputy="", today=today),
        "deputy-appoint-own": appoint(t, anybody=False, principal="", deputy=people["W1"].name, today=today),
    }
