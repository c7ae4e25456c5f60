"""What people of a company that is searched send: in good or bad faith, and what was never meant for them."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from bot.kit.identity import Identity
from bot.messages.card import Action, Card, Choices
from bot.messages.field import NumberField, SelectField, SeveralField, TextField
from bot.messages.form import Form
from bot.messages.inbound import Click, Command, Saying, Sender, Submission, Upload, Visit
from handlers import ROUTES, Means
from tests.oracle import Kind, Mark
from tests.search_judge import PEOPLE, WORD, Judge

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from bot.app import App
    from bot.messages.inbound import Inbound, Notice

METRICS = {"orders": "订单", "visits": "拜访"}
MONTHS = (date(2026, 9, 1), date(2026, 10, 1))
_REACHED = {"context.add": Kind.WORDS, "dispute.open": Kind.WORDS, "talk": Kind.TOPIC, "privacy.request": Kind.REQUEST}
_LETTERS = frozenset({"kudos.give", "kudos.answer", "kudos.request"})


@dataclass
class Senders(Judge):
    """People who ask, press and fill in what they were shown, and what others were; figures of theirs are marked.

    ``actions`` and ``forms`` are what anybody was shown lately, for everybody to replay.
    """

    dice: random.Random = field(kw_only=True)
    app: App = field(kw_only=True)
    actions: list[Action] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    cases: int = 0
    used: set[int] = field(default_factory=set)
    _current: dict[tuple[str, date], dict[str, int]] = field(default_factory=dict)

    def see(self, identity: Identity, what: Card | Form | Notice, how: str) -> None:
        """Let whoever has an account read something, and keep its buttons and forms."""
        self.harvest(what)
        super().see(identity, what, how)

    def harvest(self, what: Card | Form | Notice) -> None:
        """Keep buttons and forms for everybody to replay."""
        if isinstance(what, Card):
            for block in what.blocks:
                if isinstance(block, Choices):
                    self.actions += [_unsaid(button.action) for button in block.buttons]
        elif isinstance(what, Form):
            self.forms.append(what)
        del self.actions[:-400], self.forms[:-150]

    def sender(self, person: str, *, private: bool = True) -> Sender:
        """Return somebody as the sender of something new."""
        identity = Identity(platform_of(person), "", f"u{person}")
        where = f"c-{person}" if private else "room"
        return Sender(identity, f"d{self.cases}-{self.dice.random()}", where, private=private, at=self.clock.now())

    def arrival(self) -> Inbound:
        """Make something that somebody might send, in good or bad faith."""
        dice = self.dice
        sender = self.sender(dice.choice(PEOPLE), private=dice.random() < 0.88)
        kind = dice.random()
        if kind < 0.42 or (not sender.private and kind < 0.9):
            return self.words(sender)
        if kind < 0.70:
            known = bool(self.actions) and dice.random() < 0.75
            return Click(sender, dice.choice(self.actions) if known else self.forged(), {"id": "m"})
        if kind < 0.90:
            return self.submission(sender)
        if kind < 0.96:
            return Visit(replace(sender, private=True, conversation=""))
        return self.file(sender)

    def words(self, sender: Sender) -> Inbound:
        """Say a command with words behind it, or a sentence."""
        dice = self.dice
        spoken = dice.choice([route for route in ROUTES if Means.WORDS in route.means])
        names = [f"Name{person[1:]}" for person in PEOPLE]
        tail = ["", *METRICS, *METRICS.values(), "october", "十月", "Sales", *PEOPLE, *names, "1", "7", "Name", "csv"]
        alias = dice.choice(spoken.aliases[dice.choice(["en", "zh-CN"])])
        said = " ".join([alias, *dice.choices(tail, k=dice.randrange(4))])
        if spoken.name == "talk" and dice.random() < 0.7:
            said = f"talk about {self.mark_words(sender, 'talk', {})}"
        if spoken.name == "rule.test":
            said = f"{spoken.aliases['en'][0]} {self.condition()}"
        if dice.random() < 0.5:
            return Command(sender, said.strip(), inline=dice.random() < 0.5)
        return Saying(sender, said.strip())

    def condition(self) -> str:
        """Write a rule's condition about figures that nearly everybody has."""
        dice = self.dice
        parts = [
            f"value > {dice.randrange(5000, 9999)}",
            "attainment < 80%",
            'metric == "orders"',
            'department == "Sales"',
        ]
        return f" {dice.choice(('and', 'or'))} ".join(dice.sample(parts, dice.randrange(1, 4)))

    def nearly(self, condition: str) -> str:
        """Move a condition's bar a little, past the value of one or two people."""
        return re.sub(r"\d{4}", lambda found: str(int(found[0]) + self.dice.randrange(-150, 150)), condition)

    def forged(self) -> Action:
        """Make up a button: a known route with arguments of somebody's choosing."""
        dice = self.dice
        names = ["key", "f", "person", "metric", "no", "at", "start", "period", "case", "day", "unit", "month", "lead"]
        values = [*PEOPLE, *METRICS, "2026-10-01", "2026-10", "1", "2", "3", self.clock.now().isoformat()]
        known = [pair for action in self.actions for pair in action.args]
        pairs = dict(dice.choices(known, k=2)) if known and dice.random() < 0.5 else {}
        return Action(dice.choice(ROUTES).name, tuple((pairs | {dice.choice(names): dice.choice(values)}).items()))

    def submission(self, sender: Sender) -> Inbound:
        """Send in a form that somebody was shown, or one that nobody was."""
        dice = self.dice
        if not self.forms or dice.random() < 0.1:
            return Submission(sender, self.forged(), {"person": dice.choice(PEOPLE), "value": "5"})
        form = dice.choice(self.forms)
        values: dict[str, str | tuple[str, ...]] = {}
        for asked in form.fields:
            if isinstance(asked, SelectField | SeveralField):
                value = dice.choice(asked.options).value if asked.options else ""
                values[asked.name] = (value,) if isinstance(asked, SeveralField) else value
            elif isinstance(asked, TextField):
                stands = "5" if WORD.search(asked.value) else asked.value or "5"  # nobody types what another wrote
                values[asked.name] = dice.choice([stands, self.mark_words(sender, form.action.name, values)])
            elif isinstance(asked, NumberField):
                values[asked.name] = "5"
            else:
                values[asked.name] = f"{self.clock.now().date() + timedelta(days=dice.randrange(4))}"
        if (named := dict(form.action.args).get("person")) and form.action.name in _LETTERS:
            values |= {"_": named}
        return Submission(sender, form.action, values)

    def mark_words(self, sender: Sender, action: str, values: dict[str, Any]) -> str:
        """Return words that somebody writes, with a mark for whom they are."""
        word, writer = f"zq{len(self.marks)}{self.cases}x", sender.identity.user[1:]
        if action in _REACHED:
            self.marks[word] = Mark(_REACHED[action], writer)
        elif action in _LETTERS:
            others = frozenset(person for value in values.values() for person in PEOPLE if person in _list(value))
            if others:
                self.marks[word] = Mark(Kind.LETTER, next(iter(others)), others | {writer}, led=True)
        return f"The {word} export of October ran 2 days late because project Atlas had moved"

    def file(self, sender: Sender) -> Inbound:
        """Send a file of figures into the conversation."""
        rows = [self.figure(name) for name in self.dice.sample(PEOPLE, 2)]
        for row in rows:  # whoever sent it has read it
            value = str(row["value"])
            self.marks[value] = replace(self.marks[value], also=frozenset({sender.identity.user[1:]}))
        text = io.StringIO()
        writer = csv.DictWriter(text, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
        screen: Any = self.app.platforms[sender.identity.platform]
        screen.files[sender.delivery_id] = text.getvalue().encode()
        return Upload(sender, "readings.csv", len(text.getvalue()), sender.delivery_id)

    def figure(self, person: str, metric: str = "", month: date | None = None, value: int = 0) -> dict[str, object]:
        """Mark a value of somebody's."""
        start = month or self.dice.choice(MONTHS)
        end = (start + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        key = metric or self.dice.choice(list(METRICS))
        value = value or self.fresh((key, start), person)
        self.marks[str(value)] = Mark(Kind.FIGURE, person)
        return {"employee_id": person, "metric": key, "period_start": f"{start}", "period_end": f"{end}"} | {
            "value": value
        }

    def fresh(self, group: tuple[str, date], person: str) -> int:
        """Return a number that stands nowhere, nor is in the middle between two of a group; differences are smaller."""
        current = self._current.setdefault(group, {})
        current.pop(person, None)
        others = list(current.values())
        between = {middle for entry in self._current.values() for middle in _middles(list(entry.values()))}
        while True:
            value = self.dice.randrange(5000, 9999)
            if value % 10 and value not in self.used | between and not _middles([value], others) & self.used:
                break
        self.used.add(value)
        current[person] = value
        return value


def _unsaid(action: Action) -> Action:
    """Return a button without what somebody wrote: whoever presses it later would have written it."""
    return Action(action.name, tuple((name, WORD.sub("zq", value)) for name, value in action.args))


def _middles(some: Sequence[int], others: Sequence[int] | None = None) -> set[int]:
    """Return what is in the middle between any two, as it may be rounded."""
    return {
        (number + other + up) // 2
        for number in some
        for other in (some if others is None else others)
        if number != other
        for up in (0, 1)
    }


def platform_of(person: str) -> str:
    """Return where somebody is: the even ones on Slack, the others on DingTalk."""
    return "dingtalk" if int(person[1:]) % 2 else "slack"


def _list(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,)
