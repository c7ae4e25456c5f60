"""Accounts as cards: strangers, the match list, who somebody is here; and the form for one's language and zone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bot.figures.domain import example
from bot.kit.identity import Identity, Name
from bot.kit.shortening import shortened
from bot.messages.card import Action, Block, Button, Card, Choices, FactLine, Facts, Heading, Note, Table, Text
from bot.messages.field import Option, SelectField, TextField
from bot.messages.form import Form
from bot.messages.i18n import named, several
from bot.messages.text import plain
from bot.people.domain.permission import Role
from bot.people.domain.person import ChosenBy, employed
from bot.roster.domain.account import Account, Headcount, Somebody, Stranger
from bot.roster.domain.directory import AccountMatch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.messages.i18n import Translator
    from bot.people.domain.person import Person

_MOST_BUTTONS, _MOST_ROWS, _MOST_NEWS, _MOST_NAMES, _LONGEST = 3, 15, 8, 4, 20


# Strangers


def stranger(t: Translator, found: Stranger) -> str:
    """Tell whoever is nobody we know why nothing is here for them, and whom to ask: they need only write again."""
    if found.left:
        return plain(t("account-left-brief") if found.brief else t("account-left"))
    if found.guest:
        return plain(t("account-guest-brief") if found.brief else t("account-guest"))
    if found.brief:
        return plain(t("account-unknown-brief"))
    ask = t("account-ask", names=several(t, found.admins, most=2)) if found.admins else t("account-ask-nobody")
    return plain(t.sentences([t("account-stranger"), ask, t("account-again")]))


# For admins


def unmatched(
    t: Translator,
    accounts: Sequence[Account],
    people: Sequence[Person],
    *,
    likely: Sequence[AccountMatch],
    said: str = "",
    start: int = 0,
) -> Card:
    """List who has no account and whose account is nobody's, a page at a time; the likely pairs are buttons."""
    if not accounts and not people:
        heading = t("match-none")
        return Card("match", plain(heading), (Heading(heading), *_said(said), Text(t("match-none-text"))), t.locale)
    heading = t("match-headline", accounts=len(accounts), people=len(people))
    blocks: list[Block] = [Heading(heading), *_said(said)]
    more = start + _MOST_ROWS < max(len(accounts), len(people))
    blocks += [] if start else _offers(t, likely, beside=more)
    blocks += _accounts(t, accounts, start=start, most=_MOST_ROWS)
    blocks += _people(t, people, start=start, most=_MOST_ROWS)
    if more:
        blocks.append(Choices((Button(plain(t("match-next")), Action("match", (("at", str(start + _MOST_ROWS)),))),)))
    blocks += [Text(t("match-how")), Note(t("match-note"))]
    return Card("match", plain(heading), tuple(blocks), t.locale)


def _said(said: str) -> list[Block]:
    return [Text(said)] if said else []


def _offers(t: Translator, likely: Sequence[AccountMatch], *, beside: int) -> Iterator[Block]:
    """Offer the first few likely pairs, each as a button; ``beside`` is how many other buttons the card has."""
    if not likely:
        return
    shown = likely[: _MOST_BUTTONS - beside]
    pairs = [t("match-pair", name=named(t, match.person.name), account=_handle(match.account)) for match in shown]
    yield Text(t("match-likely", pairs=t.items(pairs)))
    yield Choices(
        tuple(
            Button(
                plain(t("match-link", name=_short(match.person.name), account=_short(_handle(match.account)))),
                Action(
                    "account.link",
                    (
                        ("person", match.person.id),
                        ("platform", match.account.identity.platform),
                        ("user", match.account.identity.user),
                    ),
                ),
            )
            for match in shown
        )
    )


def _handle(account: Account) -> str:
    """Write an account as people know it there."""
    return f"@{account.email.split('@')[0] or account.identity.user}"


def _short(text: str) -> str:
    return shortened(text, _LONGEST)


def _accounts(t: Translator, accounts: Sequence[Account], *, start: int, most: int) -> Iterator[Block]:
    rows = [(account.shown, account.email or account.identity.user, account.identity.platform) for account in accounts]
    yield from _listed(t, (t("match-account"), t("match-address"), t("match-platform")), rows, start=start, most=most)


def _people(t: Translator, people: Sequence[Person], *, start: int, most: int) -> Iterator[Block]:
    rows = [(person.name, person.id, person.department) for person in people]
    yield from _listed(t, (t("match-person"), t("match-id"), t("match-department")), rows, start=start, most=most)


def _listed(
    t: Translator, header: tuple[str, ...], rows: Sequence[tuple[str, ...]], *, start: int, most: int
) -> Iterator[Block]:
    shown = rows[start : start + most]
    if shown:
        yield Table(header, tuple(shown))
    if shown and start + most < len(rows):
        yield Text(t("match-more", n=len(rows) - start - most))


def news(t: Translator, *, unknown: Sequence[Account], likely: Sequence[AccountMatch], gone: Sequence[Person]) -> Card:
    """Tell an admin on one card of accounts that belong to nobody and of people whose account is gone.

    A few are named in a sentence, more in a list with its beginning; a button shows all that is open.
    """
    if unknown and gone:
        heading = t("match-both", new=len(unknown), gone=len(gone))
    else:
        heading = t("match-news", n=len(unknown)) if unknown else t("match-gone", n=len(gone))
    blocks: list[Block] = [Heading(heading)]
    if len(unknown) > _MOST_NAMES:
        blocks += [Text(t("match-news-list")), *_accounts(t, unknown, start=0, most=_MOST_NEWS)]
    elif unknown:
        names = several(t, [account.shown for account in unknown], most=_MOST_NAMES)
        blocks.append(Text(t("match-news-text", names=names, n=len(unknown))))
    if len(gone) > _MOST_NAMES:
        blocks += [Text(t("match-gone-list")), *_people(t, gone, start=0, most=_MOST_NEWS)]
    elif gone:
        names = several(t, [person.name for person in gone], most=_MOST_NAMES)
        blocks.append(Text(t("match-gone-text", names=names, n=len(gone))))
    blocks += _offers(t, likely, beside=1)
    blocks += [Choices((Button(plain(t("match-all")), Action("match")),)), Note(t("match-note"))]
    return Card("accounts", plain(heading), tuple(blocks), t.locale)


def everybody(t: Translator, found: Headcount) -> Card:
    """Say how many people there are and how to find one."""
    heading = t("people-headline", n=found.people)
    lines = (
        FactLine(t("people-without"), t("notices-people", n=found.without)),
        FactLine(
            t("people-admins"), several(t, found.admins, most=_MOST_NAMES) if found.admins else t("people-nobody")
        ),
    )
    blocks: list[Block] = [Heading(heading), Facts(lines), Text(t("people-how"))]
    if found.without:
        blocks.append(Choices((Button(plain(t("people-match")), Action("match")),)))
    return Card("people", plain(heading), tuple(blocks), t.locale)


def somebody(t: Translator, found: Somebody, *, today: date) -> Card:
    """Show who somebody is here; nothing of how they do."""
    person = found.person
    held = t.listed(plain(t(f"role-{role.value.replace('_', '-')}")) for role in Role if role in found.roles)
    own = [t("people-account", name=account.shown, platform=account.identity.platform) for account in found.accounts]
    where = t.clauses(dict.fromkeys(name for name in (person.unit, person.department, person.role) if name))
    lines = (
        FactLine(t("people-manager"), found.manager or t("people-nobody")),
        FactLine(t("people-where"), where or t("people-nowhere")),
        FactLine(t("people-roles"), held),
    )
    more = (
        FactLine(t("people-accounts"), t.listed(own) if own else t("people-nobody")),
        FactLine(t("people-state"), _state(t, found, today=today)),
        FactLine(t("people-notice"), t("people-told") if found.told else t("people-untold")),
    )
    blocks: list[Block] = [Heading(t("people-name", name=person.name, id=Name(person.id, person.id))), Facts(lines)]
    blocks.append(Facts(more))
    if found.planned:
        day, after = found.planned
        name = named(t, after or plain(t("people-nobody")))
        blocks.append(Text(t("people-planned", day=t.day(day, today=today), name=name)))
    blocks += [Text(t("people-act")), Note(t("people-note"))]
    return Card("people", plain(t("people-summary")), tuple(blocks), t.locale)


def _state(t: Translator, found: Somebody, *, today: date) -> str:
    last = found.person.left_on
    if not employed(today, hire_date=found.person.hire_date, left_on=last) and last:
        return t("people-left", day=t.day(last, today=today))
    if not found.away:
        return t("people-here-until", day=t.day(last, today=today)) if last and last >= today else t("people-here")
    until = t.day(found.away, today=today)
    return (
        t("people-away-deputy", day=until, name=named(t, found.deputy)) if found.deputy else t("people-away", day=until)
    )


# One's own language and zone


def settings(t: Translator, person: Person, *, timezone_by: ChosenBy, locale_by: ChosenBy) -> Form:
    """Ask in which language and by which clock somebody wants to be spoken to, and say who set what is so now."""
    languages = (
        Option("follow", t("settings-follow")),
        Option("en", t("settings-english")),
        Option("zh-CN", t("settings-chinese")),
    )
    return Form(
        kind="settings",
        title=t("settings-title"),
        fields=(
            SelectField(
                "locale",
                t("settings-language"),
                languages,
                hint=t(f"settings-by-{locale_by.value or 'file'}"),
                value=person.locale if locale_by is ChosenBy.SELF else "follow",
            ),
            TextField(
                "timezone",
                t("settings-zone"),
                hint=t("settings-zone-hint", zone=person.timezone, by=t(f"settings-by-{timezone_by.value or 'file'}")),
                value=person.timezone if timezone_by is ChosenBy.SELF else "",
                required=False,
                most=64,
            ),
        ),
        submit=t("settings-save"),
        action=Action("settings.save"),
        opener=Action("settings"),
        intro=t("settings-intro"),
        locale=t.locale,
    )


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    people = example.people(chinese=t.chinese)
    person = people["S1"]
    account = Account(Identity("chat", "", "U07ANA"), person.name, "s1@works.example")
    other = Account(Identity("chat", "", "U08BO"), "Bo", "bo@works.example")
    likely = [AccountMatch(account, person)]
    word = "新员工" if t.chinese else "New hire "
    many = [
        Account(Identity("chat", "", f"U{n:02}"), f"{word}{n:02}", f"new{n:02}@works.example") for n in range(1, 31)
    ]
    left = [replace(person, id=f"S{n}", name=f"{plain(person.name)} {n}") for n in range(1, 13)]
    return {
        "match": unmatched(t, [account, other], [person], likely=likely),
        "match-many": unmatched(t, many, left, likely=likely),
        "match-many-last": unmatched(t, many, left, likely=likely, start=15),
        "match-none": unmatched(t, [], [], likely=[]),
        "accounts-unknown": news(t, unknown=[account, other], likely=likely, gone=[]),
        "accounts-gone": news(t, unknown=[], likely=[], gone=[person]),
        "accounts-many": news(t, unknown=many, likely=[], gone=[]),
        "accounts-both": news(t, unknown=many, likely=likely, gone=left),
        "people": everybody(t, Headcount(42, without=3, admins=(people["M1"].name,))),
        "people-one": somebody(
            t,
            Somebody(
                person,
                people["M1"].name,
                {Role.EMPLOYEE},
                [account],
                told=True,
                away=date(2026, 11, 6),
                deputy=people["W1"].name,
                planned=(date(2026, 12, 1), people["W2"].name),
            ),
            today=example.TODAY,
        ),
    }


def forms(t: Translator) -> dict[str, Form]:
    """Show each form once."""
    person = example.people(chinese=t.chinese)["S1"]
    return {"settings-form": settings(t, person, timezone_by=ChosenBy.SELF, locale_by=ChosenBy.SELF)}
