"""Who may read what in a company that is searched: whatever somebody gets to see is held against the rows."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.messages.card import Attachment, Card, Picture
from bot.messages.form import Form
from bot.messages.inbound import Notice, RejectedForm, Settled
from tests.oracle import FEWEST, Mark, Oracle, too_few

if TYPE_CHECKING:
    from bot.kit.identity import Identity
    from bot.messages.inbound import Reply
    from bot.runtime.clockwork import SimulatedClock

PEOPLE = tuple(f"p{number}" for number in range(20))
PLATFORMS = {"slack": ("en", "America/New_York"), "dingtalk": ("zh-CN", "Asia/Shanghai")}
VERDICTS = frozenset({"nudge", "standing", "praise", "alert", "digest", "report", "week", "gaps", "team"})
"""Cards that judge people's figures: whom they name matters."""
OWN = frozenset(
    {
        "standing",
        "praise",
        "correction",
        "digest",
        "home",
        "me",
        "why",
        "nudge",
        "person",
        "data",
        "team",
        "privacy",
        "one_on_one",
        "talk",
        "dispute",
        "remark",
        "agenda",
    }
)
"""Cards that may tell the median of at least five peers, which is the value of one of them: of whom it does not say."""
NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?![\w.,]*\d)|(?<![\w.])\d{4}(?![\w.]*\d)")
_MEDIANS = sa.text("select low, middle, high from cohort where n >= :fewest")
WORD = re.compile(r"\bzq\d+x\b")
NAME = re.compile(r"\bName\d+\b")


@dataclass
class Judge:
    """What people may read by the rows, and what of what they got to see was not theirs.

    ``marks`` are the words and numbers that are searched for, with whose they are; ``said`` are those that whoever is
    answered has said themself, ``doing`` is what is going on. ``told`` are the groups whose sizes rules have told.
    """

    storage: Any
    clock: SimulatedClock
    marks: dict[str, Mark] = field(default_factory=dict)
    leaks: list[str] = field(default_factory=list)
    shown: int = 0
    doing: str = ""
    said: frozenset[str] = frozenset()
    medians: set[str] = field(default_factory=set)
    marks_read: set[str] = field(default_factory=set)
    told: dict[str, list[frozenset[str]]] = field(default_factory=dict)
    _oracle: Oracle | None = None

    @property
    def read(self) -> int:
        """How much of what is searched for was shown to anybody."""
        return self.shown

    @property
    def oracle(self) -> Oracle:
        """What the rows say now."""
        if self._oracle is None or self._oracle.now != self.clock.now():
            with self.storage.engine.connect() as connection:
                self._oracle = Oracle.of(connection, self.clock.now())
        return self._oracle

    def stale(self) -> None:
        """Ask the rows again: something may have changed."""
        self._oracle = None
        with self.storage.engine.connect() as connection:
            rows = connection.execute(_MEDIANS, {"fewest": FEWEST}).all()
        self.medians |= {f"{value:.0f}" for row in rows for value in row}

    def judge(self, reader: str, text: str, *, kind: str = "", how: str = "") -> None:
        """Search what somebody reads for what they must not."""
        self.shown += 1
        oracle = self.oracle
        flat = text.replace("\\u", " ")
        hits = {word.replace(",", "") for word in NUMBER.findall(flat)} | set(WORD.findall(flat))
        self.marks_read |= hits & self.marks.keys()
        for hit in sorted(hits & self.marks.keys() - self.said):
            mark = self.marks[hit]
            if not oracle.may_read(reader, mark) and not (hit in self.medians and kind in OWN):
                boss = sorted(oracle.managers(mark.whose))
                self._leak(f"{mark.kind.name} of {mark.whose} ({hit}, led by {boss}) shown to {reader}", kind, how)
        if kind in VERDICTS and how != "redrawn":  # it names whom it named when it came
            for name in sorted(set(NAME.findall(flat)) - self.said):
                if not oracle.may_name(reader, f"p{name[4:]}"):
                    self._leak(f"{name} named to {reader}", kind, how)

    def _leak(self, what: str, kind: str, how: str) -> None:
        self.leaks.append(f"{what} on a {kind or '?'} card, {how}, by: {self.doing[:300]} at {self.clock.now():%F %R}")

    def see(self, identity: Identity, what: Card | Form | Notice, how: str) -> None:
        """Let whoever has an account read something, as both platforms draw it."""
        reader = identity.user.removeprefix("u")
        self.judge(reader, drawn(what), kind=what.kind if isinstance(what, Card | Form) else "notice", how=how)

    def group(self, reply: Reply) -> None:
        """Let everybody in a room read what the bot says there: that it answered in private, and nothing else."""
        if reply is None:
            return
        text = read(reply)
        marks = {*WORD.findall(text), *NAME.findall(text), *NUMBER.findall(text)}
        if not isinstance(reply, Notice | Card | Form | RejectedForm) or marks or not isinstance(reply, Notice):
            self.shown += 1
            if isinstance(reply, Notice):
                self._leak(f"{sorted(marks)} in a room", "notice", "said")
        elif text not in _in_private():
            self._leak(f"{text!r} in a room", "notice", "said")

    def compare(self, asker: str, period: str, about: frozenset[str], n: int) -> None:
        """See to it that a number beside all that was told does not show how fewer than five people do."""
        before = self.told.setdefault(period, [])
        mine = {asker, *(person for person in PEOPLE if self.oracle.leads(asker, person))}
        near = [group for group in before if len((group ^ about) - mine) < FEWEST]
        if near:
            if n not in {len(group) for group in near}:
                sizes = sorted(map(len, near))
                self._leak(f"{n} told to {asker} after {sizes} of nearly the same", "rule", "subtracted")
            return
        before.append(about)
        if n != len(about) or n < FEWEST or too_few(group - mine for group in before):
            self._leak(f"{sorted(too_few(before) or about)} by what was told to {asker}", "rule", "subtracted")


def drawn(what: Card | Form | Notice) -> str:
    """Return everything that either platform is given: as a card, as a plain message, a form; its files and charts."""
    if isinstance(what, Notice):
        return what.text
    shown: list[Any] = []
    for name in PLATFORMS:
        module = import_module(f"bot.platforms.{name}.render")
        if isinstance(what, Form):
            shown.append(import_module(f"bot.platforms.{name}.page").render_form(what))
        else:
            shown += [module.render(what, {}), module.plain(what, {}), module.render_home(what, {})]
    extra = ""
    if isinstance(what, Card):
        extra = "\n".join(
            block.content if isinstance(block, Attachment) else repr(block.chart)
            for block in what.blocks
            if isinstance(block, Attachment | Picture)
        )
    return json.dumps(shown, ensure_ascii=False) + extra


def read(reply: Reply) -> str:
    """Return what a reply says."""
    match reply:
        case Settled(card):
            return drawn(card)
        case RejectedForm(form):
            return drawn(form)
        case None:
            return ""
        case _:
            return drawn(reply)


@cache
def _in_private() -> frozenset[str]:
    from bot.messages.i18n import translator

    said = ("platform-in-private", "platform-write-in-private")
    return frozenset(translator(locale)(key) for locale, _ in PLATFORMS.values() for key in said)
