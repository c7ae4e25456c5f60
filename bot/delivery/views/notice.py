"""The notice as a card, the tour after it, and who had it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.delivery.domain.notice import VERSION, Adoption
from bot.messages.card import Action, Attachment, Block, Button, Card, Choices, FactLine, Facts, Heading, Note, Text
from bot.messages.i18n import named
from bot.messages.text import plain
from bot.people.domain.permission import Role
from bot.people.views.help import key, typed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from bot.messages.i18n import Translator

_MOST = 5
_FIRST: Final[dict[Role, tuple[str, ...]]] = {
    Role.ADMIN: ("match", "people", "role", "move", "import", "health"),
    Role.HR: ("people", "requests", "correction", "notices"),
    Role.MANAGER: ("team", "person", "deputy", "nudges"),
    Role.EMPLOYEE: ("me", "why", "dispute", "talk", "privacy", "less", "settings", "help"),
}
"""What somebody with a role wants to know first, by route; only what exists and is theirs is shown."""


def notice(t: Translator, *, manager: str, seen: bool = False) -> Card:
    """Say what is processed, from where, who sees it, and how to object; with the receipt."""
    sees = t("notice-who-manager", name=named(t, manager)) if manager else t("notice-who")
    understood = Choices((), plain(t("notice-seen"))) if seen else Choices(_understood(t))
    blocks: tuple[Block, ...] = (
        Heading(t("notice-headline")),
        Text(t("notice-what")),
        Text(sees),
        Text(t("notice-how")),
        Text(t("notice-object")),
        understood,
        Note(t("notice-note", version=VERSION)),
    )
    return Card("notice", plain(t("notice-headline")), blocks, t.locale)


def _understood(t: Translator) -> tuple[Button, ...]:
    return (Button(plain(t("notice-understood")), Action("notice.seen")),)


def tour(t: Translator, *, roles: AbstractSet[Role], routes: Sequence[tuple[Role, str, str]], command: str) -> Card:
    """Show in a few lines what somebody of these roles can do, with the words to type."""
    words = {name: word for _, name, word in routes}
    theirs = [name for role, names in _FIRST.items() if role in roles for name in names if name in words]
    own = [name for name in _FIRST[Role.EMPLOYEE] if name in words]
    chosen = list(dict.fromkeys([*own[:1], *theirs]))[:_MOST]
    blocks: tuple[Block, ...] = (
        Heading(t("tour-headline")),
        *(Text(t(f"help-{key(name)}", words=typed(command, words[name]))) for name in chosen),
        Choices((Button(plain(t("help-button-me")), Action("me")), Button(plain(t("help-headline")), Action("help")))),
        Note(t("tour-note")),
    )
    return Card("tour", plain(t("tour-headline")), blocks, t.locale)


def log(t: Translator, counts: Adoption, *, version: str, content: str) -> Card:
    """Show how many had the notice and said so, with the whole list as a file."""
    left = counts.people - counts.sent
    heading = t("notices-headline", seen=counts.seen, people=counts.people)
    lines = (
        FactLine(t("notices-sent"), t("notices-people", n=counts.sent)),
        FactLine(t("notices-seen"), t("notices-people", n=counts.seen)),
        FactLine(t("notices-left"), t("notices-people", n=left)),
    )
    blocks: list[Block] = [Heading(heading), Facts(lines), Text(t("notices-text"))]
    if left:
        blocks.append(Choices((Button(plain(t("notices-announce")), Action("notices.send")),)))
    blocks += [Attachment(f"notices-{version}.csv", content), Note(t("notices-note"))]
    return Card("notices", plain(heading), tuple(blocks), t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    manager = "张敏" if t.chinese else "Ana Li"
    zh, en = "我的数据 匹配 人员 角色 调动".split(), "me match people role move".split()
    routes = [(Role.ADMIN, name, word) for name, word in zip(en, zh if t.chinese else en, strict=True)]
    command = "" if t.chinese else "/perf"
    csv = "employee_id,name,version,queued_at,sent_at,acknowledged_at\nS1,Ana Li,1,2026-11-02T01:30:00+00:00,,\n"
    return {
        "notice": notice(t, manager=manager),
        "notice-seen": notice(t, manager="", seen=True),
        "tour": tour(t, roles={Role.EMPLOYEE}, routes=routes[:1], command=command),
        "tour-admin": tour(t, roles={Role.EMPLOYEE, Role.ADMIN}, routes=routes, command=command),
        "notices": log(t, Adoption(42, 40, 31), version=VERSION, content=csv),
    }
