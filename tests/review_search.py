"""A search for words of reviews, plans and talks that somebody reads who may not: a company lives through a cycle.

All write, comment, confirm, note and plan in one cycle with all three orders of writing, while people move, leave,
stand in and get roles. Others press what was never meant for them, turn pages of forms that are not theirs, and make up
buttons of every review, plan and talk. Whatever anybody gets to see is searched for words which its reader may not read
at that instant, as :mod:`tests.review_oracle` says.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.kit.period import Period
from bot.messages.card import Action, Card, Choices
from bot.messages.draft import PageTurn, TurnTo
from bot.messages.field import DateField, NumberField, RatingField, SelectField, SeveralField, TextField
from bot.messages.form import Form, flat
from bot.messages.inbound import Click, Command, RejectedForm, Saying, Submission
from bot.reviews.domain.cycle import Cycle, FillOrder
from bot.reviews.services import cycle as cycles
from bot.reviews.services import form_template
from handlers import ROUTES, Means
from tests.oracle import Kind
from tests.review_oracle import WORD, ReviewOracle, Words
from tests.reviewing import schedule
from tests.search import START, Company, company
from tests.search_judge import PEOPLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.kit.identity import Identity
    from bot.messages.field import Field
    from bot.messages.inbound import Inbound, Notice, Reply, Sender
    from handlers.route import Route

AREAS = ("review", "cycle", "plan", "meeting_note", "pair", "peer", "prompt", "score")
"""How the names of the routes begin that are searched."""
_WEIGHTS = {
    "review.write": 2,
    "review.confirm": 8,
    "review.hold": 6,
    "review.leave": 5,
    "plan.begin": 6,
    "plan.close": 4,
}
"""How gladly people press a button, so that reviews get to their end."""
_SILENT = ("audit", "tick", "inbox")
"""Tables that nothing written may stand in: what an arrival says is gone from its row once it was answered."""


def searched() -> list[Route]:
    """Return the routes of reviews, plans and talks."""
    return [route for route in ROUTES if route.name.startswith(AREAS)]


@dataclass
class Reviewed(Company):
    """A company in a cycle of reviews; ``own`` are the forms that stand before people, and ``wrote`` counts words."""

    own: list[tuple[str, Form]] = field(default_factory=list)
    buttons: list[tuple[str, Action]] = field(default_factory=list)
    wrote: int = 0
    read: int = 0
    actor: str = ""

    @property
    def oracle(self) -> ReviewOracle:
        """What the rows say now."""
        if not isinstance(self._oracle, ReviewOracle) or self._oracle.now != self.clock.now():
            with self.storage.engine.connect() as connection:
                self._oracle = ReviewOracle.of(connection, self.clock.now())
        return self._oracle

    def judge(self, reader: str, text: str, *, kind: str = "", how: str = "") -> None:
        """Search what somebody reads for words that they must not; who says something reads it again."""
        self.shown += 1
        for word in sorted(set(WORD.findall(text.replace("\\u", " "))) & self.marks.keys()):
            back = how == "again" and word in self.doing  # what was typed comes back with what is wrong with it
            if reader == self.actor and (word in self.said or back):
                continue
            self.read += 1
            if not self.oracle.may_read(reader, self.marks[word]):
                places = self.oracle.places.get(word, "nowhere")
                self._leak(f"{word} (stands in {places}) shown to {reader}", kind, how)

    def see(self, identity: Identity, what: Card | Form | Notice, how: str) -> None:
        """Let whoever has an account read something, and keep its buttons and forms as theirs."""
        reader = identity.user.removeprefix("u")
        super().see(identity, what, how)
        if isinstance(what, Form):
            self.own.append((reader, what))
        elif isinstance(what, Card):
            offered = [button.action for block in what.blocks if isinstance(block, Choices) for button in block.buttons]
            self.buttons += [(reader, action) for action in offered if action.name.startswith(AREAS)]
        del self.own[:-60], self.buttons[:-200]

    # What happens

    async def _step(self) -> None:
        roll = self.dice.random()
        if roll < 0.50:
            await self.work()
        elif roll < 0.75:
            await self.arrive(self.attack())
        elif roll < 0.85:
            await self.change()
        else:
            await self.wait(timedelta(hours=self.dice.choice((1, 3, 8, 16, 40))))
        if self.dice.random() < 0.5:
            await self.settle()

    async def arrive(self, inbound: Inbound) -> Reply:
        """Let somebody say, press or send something, and read the answer."""
        self.actor = inbound.sender.identity.user.removeprefix("u")
        return await super().arrive(inbound)

    async def settle(self) -> None:
        """Let the workers do what can be done; what they bring, nobody has said just now."""
        self.said = frozenset()
        await super().settle()

    async def work(self) -> None:
        """Let somebody do what is theirs: press a button of their own, and fill in what is asked then."""
        dice = self.dice
        roll = dice.random()
        if self.buttons and roll < 0.55:
            recent = self.buttons[-60:]
            reader, action = dice.choices(recent, [_WEIGHTS.get(action.name, 2) for _, action in recent])[0]
            reply = await self.arrive(Click(self.sender(reader), action, {"id": "m"}))
        else:
            reader = dice.choice(PEOPLE)
            reply = await self.arrive(self.asked(self.sender(reader)))
        for _ in range(8):
            form = reply.form if isinstance(reply, RejectedForm) else reply
            if not isinstance(form, Form):
                break
            reply = await self.arrive(self.filled(self.sender(reader), form))

    def asked(self, sender: Sender) -> Inbound:
        """Say a command of a review, a plan or a talk, with a name behind it or some words."""
        dice = self.dice
        spoken = dice.choice([route for route in searched() if Means.WORDS in route.means])
        tails = ["", "", *(f"Name{person[1:]}" for person in dice.sample(PEOPLE, 3)), self.word(sender)]
        said = f"{dice.choice(spoken.aliases[dice.choice(['en', 'zh-CN'])])} {dice.choice(tails)}".strip()
        return Command(sender, said, inline=dice.random() < 0.5) if dice.random() < 0.5 else Saying(sender, said)

    def attack(self) -> Inbound:
        """Make something that was never meant for its sender: a button, a page of a form, or one that is made up."""
        dice = self.dice
        sender = self.sender(dice.choice(PEOPLE))
        roll = dice.random()
        if roll < 0.35 and self.buttons:
            return Click(sender, dice.choice(self.buttons)[1], {"id": "m"})
        if roll < 0.55 and self.own:
            _, form = dice.choice(self.own)
            return self.filled(sender, form, turn=dice.choice(list(TurnTo)))
        if roll < 0.75 and self.own:  # a form of their own that has stood open since
            reader, form = dice.choice(self.own)
            return self.filled(self.sender(reader), form, turn=dice.choice(list(TurnTo)))
        return self.made_up(sender)

    def made_up(self, sender: Sender) -> Inbound:
        """Make up a button or a form of any review, plan or talk."""
        dice = self.dice
        route = dice.choice(searched())
        args = {"no": str(dice.randrange(1, 24))}
        extra = {
            "person": dice.choice(PEOPLE),
            "side": dice.choice(("employee", "manager")),
            "from": "1",
            "to": dice.choice("12"),
            "note": str(dice.randrange(1, 9)),
            "agrees": dice.choice("01"),
            "use": "projects",
            "m": "1",
            "s": "1",
            "state": dice.choice(("accepted", "declined", "approved")),
            "kind": dice.choice(("raise", "promotion")),
            "as": dice.choice(("done", "not_done")),
        }
        args |= {name: extra[name] for name in dice.sample(sorted(extra), 4)}
        action = Action(route.name, tuple(args.items()))
        if Means.FORM in route.means and dice.random() < 0.4:
            return Submission(sender, action, {"text": self.text(sender), "path": "plan.1.goal", "which": args["no"]})
        return Click(sender, action, {"id": "m"})

    # What is written

    def filled(self, sender: Sender, form: Form, *, turn: TurnTo = TurnTo.NEXT) -> Submission:
        """Fill in what a form shows now; of a long one a page, which then is turned."""
        given = {asked.name: self.answer(sender, asked) for asked in flat(form.shown)}
        if form.step is None:
            return Submission(sender, form.action, given)
        move = PageTurn(form.step.draft, form.step.page, turn, turn=form.step.turn)
        return Submission(sender, form.action, given, move=move)

    def answer(self, sender: Sender, asked: Field) -> str | tuple[str, ...]:
        """Answer one question with something that it can take, with a word of its own where words are asked."""
        dice = self.dice
        match asked:
            case TextField():
                return asked.value if asked.value and dice.random() < 0.5 else self.text(sender)
            case NumberField():
                return dice.choice(("5", "120", "80"))
            case SelectField():
                return dice.choice(asked.options).value if asked.options else ""
            case SeveralField():
                return (dice.choice(asked.options).value,) if asked.options else ()
            case RatingField():
                return str(dice.randrange(1, len(asked.points) + 1))
            case DateField():
                return f"{self.clock.now().date() + timedelta(days=dice.randrange(1, 60))}"

    def text(self, sender: Sender) -> str:
        """Write a sentence that passes as specific, with a word that stands nowhere else."""
        word, dice = self.word(sender), self.dice
        what = dice.choice(("export", "release", "handbook", "order form", "test plan", "price list", "training"))
        who = dice.choice(("the testers", "the buyers", "Contoso", "the night shift", "our supplier", "support"))
        days = dice.randrange(10, 30)
        return f"By 2026-12-{days} I finish the {word} {what}, {days} days late as I had told {who} too late"

    def word(self, sender: Sender) -> str:
        """Return a word that stands nowhere else."""
        self.wrote += 1
        word, writer = f"zr{self.wrote}x", sender.identity.user[1:]
        self.marks[word] = Words(Kind.TOPIC, writer, word=word)
        return word


def left_behind(here: Reviewed) -> list[str]:
    """Return words that stand where nothing may: in the trail, and in what was answered."""
    found = []
    with here.storage.work() as work:
        for table in _SILENT:
            where = " where done_at is not null" if table == "inbox" else ""
            rows = work.connection.execute(sa.text(f'select * from "{table}"{where}')).all()  # noqa: S608 - our own
            found += [f"{word} in {table}" for row in rows for word in WORD.findall(str(tuple(row)))]
    return found


@contextmanager
def cycle(url: str, seed: int) -> Iterator[Reviewed]:
    """Found a company of twenty in the first days of a cycle in which all take part, in three orders."""
    with company(url, seed) as plain:
        here = Reviewed(plain.storage, plain.clock, dice=plain.dice, app=plain.app)
        for screen in plain.app.platforms.values():
            screen._shown = here.see  # type: ignore[attr-defined]
        with here.storage.work() as work:
            form_template.seed(work, now=START)
            author = work.people.get("p16")
            draft = Cycle(
                no=0,
                name="H2 2026",
                period=Period(schedule().opens - timedelta(days=180), schedule().opens - timedelta(days=1)),
                template="self_review",
                template_version=1,
                schedule=schedule(),
                order=FillOrder.EMPLOYEE_FIRST,
                orders={"L1": FillOrder.PARALLEL, "Works": FillOrder.MANAGER_FIRST},
            )
            cycles.start(work, author, cycles.plan(work, author, draft, now=START).no, now=START)
        yield here


async def live(here: Reviewed, *, cases: int) -> Reviewed:
    """Let the clock ask for the first time, and then so many things happen."""
    await here.app.tick()
    await here.settle()
    for _ in range(cases):
        await here.step()
    await here.settle()
    here.leaks += left_behind(here)
    return here
