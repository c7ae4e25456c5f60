"""Clicks every button of every message of the demo as its reader, each on the store as it stands at the demo's end.

Whatever a click does is undone before the next, so that none makes another moot.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

from bot.demo.hands import buttons, variables
from bot.demo.stage import call
from bot.demo.story import END
from bot.messages.card import Action, Card
from bot.messages.form import Form
from bot.messages.i18n import Translator
from bot.messages.inbound import Click, Notice, RejectedForm, Sender, Settled
from bot.messages.text import plain
from bot.people.services import permission
from handlers import LISTENERS, MESSAGES, WAITING
from handlers.context import Context
from handlers.grammar import asked
from handlers.resolve import attempt
from tests.cards import everything

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.demo import DemoStage
    from bot.demo.story import DemoCompany
    from bot.messages.inbound import Reply
    from bot.messages.text import Ready
    from bot.people.domain.person import Person
    from storage.work import SqlWork

Json = dict[str, Any]
_LONGEST = 300
MOOT = {
    *("correction-decided", "cycle-started-before", "dispute-settled", "kudos-closed", "kudos-answered"),
    *("one-on-one-put-off-late", "one-on-one-none-planned", "plan-begun-before", "plan-step-over"),
    *("review-confirmed-before", "review-not-now", "review-task-done", "review-locked-confirmed"),
    "review-meeting-not-open",
    "absence-none",
}
"""Refusals that say what has happened since: that it was done already, or by whom it was answered."""


class Undone(Exception):
    """What a click did is undone."""


class NotingTranslator(Translator):
    """The words of a language, and which of them were written."""

    def __init__(self, words: Translator) -> None:
        self.__dict__.update(words.__dict__)
        self.noted: list[str] = []

    def __call__(self, key: str, **values: object) -> Ready:
        """Write a message, and note which."""
        self.noted.append(key)
        return super().__call__(key, **values)


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button that was pressed: by whom, under which words, and what came of it."""

    person: Person
    button: str
    action: Action
    under: str
    reply: Reply
    key: str

    @property
    def dead(self) -> bool:
        """Whether nothing comes of it: no answer at all, or a refusal that does not say what has happened since."""
        return self.reply is None or (isinstance(self.reply, Notice) and self.reply.refused and self.key not in MOOT)

    @property
    def answer(self) -> str:
        """What its reader gets to read."""
        match self.reply:
            case Notice(text, refused):
                return f"{'✗ ' if refused else ''}{plain(text)}"
            case Card():
                return everything(self.reply)
            case Settled(card):
                return everything(card)
            case Form():
                return f"[{self.reply.title}]"
            case RejectedForm(form):
                return f"[again: {form.title}]"
            case None:
                return ""

    def __str__(self) -> str:
        """Say it in a line."""
        said = f"{self.key} {self.answer[:_LONGEST]!r}"
        return f"{self.person.name} «{self.button}» {self.action.encoded()} under “{self.under}”: {said}"


@dataclass
class ButtonClicker:
    """Everybody of a company at the end of the demo, with what the sandbox shows them."""

    stage: DemoStage
    company: DemoCompany
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def everything(self, *, only: int = 1) -> Iterator[Pressed]:
        """Press every button, or of so many that lead the same way one."""
        storage = self.stage.apps[self.company.key].storage
        with storage.work() as work:
            people = [person for person in work.people.all() if person.identity(self.company.platform)]
        seen: Counter[str] = Counter()
        for person in people:
            for message in self._messages(person):
                for text, action in actions(message):
                    seen[action.name] += 1
                    if seen[action.name] % only == 1 % only:
                        yield Pressed(person, text, action, _words(message), *self._press(person, action, message))

    def _press(self, person: Person, action: Action, message: Json) -> tuple[Reply, str]:
        """Press a button, and undo what that did; returns what came of it, and the key of what was written last."""
        found: list[tuple[Reply, str]] = []
        storage = self.stage.apps[self.company.key].storage
        try:
            with storage.work() as work:
                found.append(self._reply(work, person, action, message))
                raise Undone  # noqa: TRY301 - what rolls it back
        except Undone:
            return found[0]

    def _reply(self, work: SqlWork, person: Person, action: Action, message: Json) -> tuple[Reply, str]:
        actor = permission.actor(work, person, now=END)
        t = NotingTranslator(work.words(person.locale))
        context = Context(work, actor, t, END, "", asked(actor.roles, t.locale), MESSAGES, WAITING, LISTENERS)
        identity = person.identity(self.company.platform)
        assert identity
        sender = Sender(identity, f"press{next(self.numbers)}", "", private=True, at=END)
        reply = attempt(context, Click(sender, action, {"id": message["id"], "user": identity.user}))
        return reply, t.noted[-1] if t.noted else ""

    def _messages(self, person: Person) -> Iterable[Json]:
        identity = person.identity(self.company.platform)
        assert identity
        path = f"/sandbox/messages?platform={self.company.platform}&user={identity.user}&peek=1"
        return [entry for entry in call(self.stage.url, path) if entry["from"] == "bot"]


def actions(message: Json) -> list[tuple[str, Action]]:
    """Return the buttons of a message that can be pressed: the words on each, and what it asks for."""
    if message["platform"] != "slack":
        return [(button["text"], Action.decoded(button["id"])) for button in buttons(message)]
    blocks = message["payload"].get("blocks") or []
    found = [element for block in blocks if block["type"] == "actions" for element in block["elements"]]
    return [(element["text"]["text"], Action.decoded(element["value"])) for element in found]


def _words(message: Json) -> str:
    if message["platform"] == "slack":
        return str(message["payload"].get("text", ""))
    values = variables(message)
    return str(values.get("title", "")) or json.dumps(message["payload"], ensure_ascii=False)[:80]
