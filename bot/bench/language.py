"""How well plain words are understood: sentences that were set aside, against what people who wrote them meant."""

from __future__ import annotations

import csv
import re
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from bot.bench.row import row
from bot.feedback.domain.specificity import assess
from bot.figures.domain.metric import Direction, Metric
from bot.figures.services.about import METRIC, NAME
from bot.kit.errors import Denied
from bot.kit.period import Grain
from bot.kit.period_alone import spoken_period
from bot.messages.card import Card, Choices
from bot.people.domain.permission import Role
from bot.people.services import permission
from handlers import LISTENERS, MESSAGES, ROUTES, WAITING
from handlers.context import Context
from handlers.grammar import asked
from handlers.intent import NONE
from handlers.meaning import meant
from storage import open_storage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.messages.inbound import Reply
    from bot.work import Work

_NOW: Final = datetime(2026, 11, 18, 9, tzinfo=UTC)
_LOCALES: Final = {"en": "en", "zh": "zh-CN"}
_RIGHT, _WRONG = 0.9, 0.02
"""Share of sentences that must be answered by what was meant, and that may be answered by another command."""
_LEADS: Final = "manager"
_ROLES: Final = {"employee": (), _LEADS: (), "hr": (Role.HR,), "admin": (Role.ADMIN,)}
_STAFF: Final = (
    "Bo Larsen, Maria Lopez, Tom Becker, Priya Nair, Ahmed Saleh, Grace Kim, 李伟, 王芳, 张敏, 赵强, 陈静, 刘洋"
).split(", ")
_METRICS: Final = (
    ("sales", "Sales", "销售额"),
    ("margin", "Margin", "毛利率"),
    ("orders", "Orders", "订单量"),
    ("defect_rate", "Defect rate", "次品率"),
    ("output", "Output", "产量"),
    ("first_response", "First response time", "首次响应时间"),
    ("csat", "Customer satisfaction", "客户满意度"),
    ("on_time", "On-time delivery", "准时交付率"),
    ("returns", "Return rate", "退货率"),
    ("pass_rate", "Pass rate", "及格率"),
    ("waiting", "Waiting time", "候诊时间"),
    ("incidents", "Safety incidents", "安全事故"),
    ("tickets", "Tickets closed", "关闭工单数"),
    ("occupancy", "Occupancy", "入住率"),
    ("collections", "Collections", "回款"),
)


def run() -> list[dict[str, Any]]:
    """Ask every sentence that was set aside, as somebody of its role; returns lines for each language.

    ``right`` is the share that was answered as meant: by the command, or for one that changes something by the button
    that does it, which is then the first; a sentence that asks for nothing, by nothing done. ``offered`` counts it too
    when the command is among the buttons. ``wrong`` is the share that was answered by a command that was not meant.
    """
    with (
        TemporaryDirectory(prefix="jinbu-bench-") as folder,
        closing(open_storage(f"sqlite:///{Path(folder) / 'language.db'}")) as storage,
    ):
        storage.migrate()
        with storage.work() as work:
            _settle(work)
            counts = {lang: _counts(work, lang) for lang in _LOCALES}
    found = [line for lang, (found, total) in counts.items() for line in _lines(lang, found, total)]
    return [*found, *(line(lang) for line in (specificity, periods) for lang in _LOCALES)]


def _lines(lang: str, found: Counter[str], total: int) -> list[dict[str, Any]]:
    floor = f"{total} sentences that were set aside"
    right, offered, wrong = found["right"], found["right"] + found["offered"], found["wrong"]
    return [
        row(f"intents-{lang}", right, total, unit="right", floor=floor, bound=_RIGHT, at_least=True),
        row(
            f"intents-offered-{lang}", offered, total, unit="right or offered", floor=floor, bound=_RIGHT, at_least=True
        ),
        row(f"intents-wrong-{lang}", wrong, total, unit="wrong", floor=floor, bound=_WRONG),
    ]


def specificity(lang: str) -> dict[str, Any]:
    """Return how well vague words are told from specific ones: F1, the harmonic mean of precision and recall."""
    said = [each for each in held("specificity") if each["locale"] == _LOCALES[lang]]
    flagged = [(not assess(each["text"]).specific, each["specific"] == "no") for each in said]
    right = sum(found and wanted for found, wanted in flagged)
    total = (sum(found for found, _ in flagged) + sum(wanted for _, wanted in flagged)) / 2
    floor = f"{len(said)} sentences of other trades"
    return row(f"specificity-{lang}", right, total, unit="F1", floor=floor, bound=_RIGHT, at_least=True)


def periods(lang: str) -> dict[str, Any]:
    """Return in how many phrases the days are read that are meant; some name none, and must not be taken for any."""
    phrases = [each for each in _rows("periods") if each["lang"] == lang]
    read = [spoken_period(each["text"], today=_NOW.date()) for each in phrases]
    days = [(found[0].start.isoformat(), found[0].end.isoformat()) if found else ("", "") for found in read]
    right = sum(found == (each["start"], each["end"]) for found, each in zip(days, phrases, strict=True))
    floor = f"{len(phrases)} phrases"
    return row(f"periods-{lang}", right, len(phrases), unit="right", floor=floor, bound=_RIGHT, at_least=True)


def _settle(work: Work) -> None:
    """Lay a company: one of each role, and people whom the manager leads."""
    people = [{"id": role, "name": f"Name of {role}", "manager_id": _LEADS * (role != _LEADS)} for role in _ROLES]
    people += [{"id": f"S{at}", "name": name, "manager_id": _LEADS} for at, name in enumerate(_STAFF)]
    work.people.put(people)
    for role, given in _ROLES.items():
        for each in given:
            work.permissions.give(role, each, by="bench", at=_NOW)
    metrics = [Metric(key, "", Direction.HIGHER, Grain.MONTH, en, zh) for key, en, zh in _METRICS]
    work.metrics.put(metrics, fields=frozenset())


def _counts(work: Work, lang: str) -> tuple[Counter[str], int]:
    """Count how the sentences of a language were answered."""
    said = [each for each in held("intents") if each["lang"] == lang]
    return Counter(answered(work, each["text"], each["role"], lang, each["route"]) for each in said), len(said)


def answered(work: Work, text: str, role: str, lang: str, wanted: str) -> str:
    """Say in a word how a sentence was answered that asks for a command, or for ``none``."""
    who = permission.actor(work, permission.somebody(work, role), now=_NOW)
    t = work.words(_LOCALES[lang])
    context = Context(work, who, t, _NOW, "", asked(who.roles, t.locale), MESSAGES, WAITING, LISTENERS)
    try:
        route, _, reply = meant(context, text)
    except Denied:
        return "wrong"
    offers = [] if route else _offers(reply)
    done = route.name if route else offers[0] if offers and isinstance(reply, Card) and reply.kind == "answer" else ""
    name = next((each.name for each in ROUTES if each.aliases.get("en", ("",))[0] == wanted), "")
    if done == name or (wanted == NONE and not route):
        return "right"
    if done:
        return "wrong"
    return "offered" if name in offers else "missed"


def _offers(reply: Reply) -> Sequence[str]:
    """Return the routes of the buttons on a card."""
    blocks = reply.blocks if isinstance(reply, Card) else ()
    return [button.action.name for block in blocks if isinstance(block, Choices) for button in block.buttons]


def marked(text: str) -> str:
    """Return a sentence with marks for the names and metrics of the company that it is asked in."""
    for mark, names in ((NAME, _STAFF), (METRIC, [title for _, *titles in _METRICS for title in titles])):
        for name in sorted(names, key=len, reverse=True):
            text = re.sub(re.escape(name), mark, text, flags=re.IGNORECASE)
    return text


def held(name: str) -> list[dict[str, str]]:
    """Return the rows of a file of sentences that were set aside to measure."""
    return _rows(f"held_{name}")


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((files("bot.bench") / f"{name}.csv").read_text(encoding="utf-8").splitlines()))
