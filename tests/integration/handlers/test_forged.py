"""Whatever somebody makes up behind a button, a form or a command, it is answered: nothing of it is a fault of ours."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from bot.kit.errors import TooLong
from bot.kit.identity import Identity
from bot.messages.card import Action
from bot.messages.inbound import Click, Command, Inbound, Saying, Sender, Submission, Upload, cleaned
from bot.people.domain.permission import Role
from handlers import ROUTES, Means
from tests.chat import MORNING, Chat, Way, chat, give
from tests.effort import SHARED, tries
from tests.integration.handlers.test_about import factory

if TYPE_CHECKING:
    from storage.storage import Storage

ARGUMENTS = (
    "key f person metric no at start period case day unit value who role month said condition rev topic pace platform"
    " user lead where was direction grain aggregate actor subject what days locale family r to asked reach turn page n"
    " version stance until"
).split()
NUMBERS = ["0", "-1", "1", "7", "2147483648", "9" * 19, "9" * 400, "1e400", "٣", "１２", "²", "0x10", "NaN", "1_0"]
DAYS = ["2026-10-01", "0001-01-01", "9999-12-31", "2026-02-30", "2026-10-01T10:00", "9999-12-31T23:59:59-23:59"]
DAYS += ["0001-01-01T00:00:00+23:59", "until Friday", "to 9999-12-31", "from 1 to 2", "10000-01-01"]
WORDS = [
    "",
    "w1",
    "m0",
    "nobody",
    "defect_rate",
    "margin:2026-10-01",
    "margin:",
    ":",
    "own",
    "all",
    "rule",
    "\x00",
    "\ud800",
]
WORDS += [
    "\u202eevil",
    "a|b=c%7C",
    "x" * 400,
    "次品率 十月",
    "**b**",
    "[x](https://e.example)",
    "day",
    "week",
    "en",
    "zh-CN",
    "%",
    "{x}",
]
VALUES = st.sampled_from([*NUMBERS, *DAYS, *WORDS]) | st.text(max_size=30)


def _action(name: str, args: dict[str, str]) -> Action:
    """Make an action; one that is too long can be neither made nor sent (tests/unit/messages/test_action.py)."""
    try:
        return Action(name, tuple(args.items()))
    except TooLong:
        reject()


ACTIONS = st.builds(
    _action,
    st.sampled_from(sorted({route.name for route in ROUTES})) | st.text(max_size=12),
    st.dictionaries(st.sampled_from(ARGUMENTS), VALUES, max_size=5),
)
FIELDS = (
    "claim wanted value rows text note then reason findings steps days topic at to about visibility first last deputy"
    " who metric period ask figures until reach rule person name role way principal manager start department unit"
    " digest report one_on_one quiet day week locale timezone key title_en title_zh condition cooldown_days minimum_n"
    " scope audience tone direction grain aggregate minimum maximum minimum_step kind order style spread year"
).split()
ANSWERS = st.dictionaries(st.sampled_from(FIELDS), VALUES | st.lists(VALUES, max_size=3).map(tuple), max_size=12)
ALIASES = [alias for route in ROUTES for words in route.aliases.values() for alias in words]
TYPED = st.builds(
    lambda alias, rest: f"{alias} {' '.join(rest)}", st.sampled_from(ALIASES), st.lists(VALUES, max_size=4)
)
SENDER = Sender(Identity("slack", "", "U1"), "1", "D", private=True, at=MORNING)
PEOPLE = st.sampled_from(["m0", "w1", "hr", "ada"])


def arrival(talk: Chat) -> st.SearchStrategy[Inbound]:
    """Make up an arrival of somebody."""
    senders = PEOPLE.map(talk.sender)
    return st.one_of(
        st.builds(Click, senders, ACTIONS, st.just({"id": "m"})),
        st.builds(Submission, senders, ACTIONS, ANSWERS, st.just({"id": "m"})),
        st.builds(Command, senders, TYPED | st.text(max_size=60)),
        st.builds(Saying, senders, TYPED | st.text(max_size=60)),
        st.builds(Upload, senders, VALUES, st.integers(-1, 2**70), VALUES),
    )


@pytest.mark.parametrize("way", [Way(), Way("dingtalk", forms=False)], ids=str)
def test_no_made_up_arrival_is_a_fault(storage: Storage, way: Way) -> None:
    """Nothing is raised out of the router: what cannot be used is said."""

    async def tell() -> None:
        async with chat(storage, way) as talk:
            factory(talk)
            talk.hire("hr", "ada")
            with talk.work() as work:
                give(work, "hr", Role.HR)
                give(work, "ada", Role.ADMIN)
            loop = asyncio.get_running_loop()

            @settings(max_examples=tries(100), deadline=None, suppress_health_check=SHARED, database=None)
            @given(st.data())
            def try_one(data: st.DataObject) -> None:
                inbound = data.draw(arrival(talk))
                asyncio.run_coroutine_threadsafe(talk.arrive(inbound), loop).result(30)

            await asyncio.to_thread(try_one)

    asyncio.run(tell())


async def test_no_huge_number_behind_any_button_is_a_fault(storage: Storage) -> None:
    async with chat(storage) as talk:
        factory(talk)
        with talk.work() as work:
            give(work, "m0", Role.HR, Role.ADMIN)
        for route in (route for route in ROUTES if Means.CLICK in route.means):
            for value in ("9" * 400, "2147483648", "-1", "٣", "1e400"):
                args = tuple((name, value) for name in ("no", "at", "rev" if len(value) > 9 else "n"))
                await talk.arrive(Click(talk.sender("m0"), Action(route.name, args), {"id": "m"}))


@given(TYPED)
def test_what_nobody_sees_is_gone_before_anything_is_done_with_it(typed: str) -> None:
    said = cleaned(Saying(SENDER, f"{typed}\u202e\u2066\x07\ud800"))

    assert isinstance(said, Saying)
    assert not set("\u202e\u2066\x07\ud800\0") & set(said.text)
    assert cleaned(said) == said
