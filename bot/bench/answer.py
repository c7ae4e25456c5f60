"""What an answer costs, from the person to the bot and back: what people ask most, one at a time and fifty at once."""

from __future__ import annotations

import asyncio
import gc
from contextlib import closing
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Any

from bot.bench.company import RULE, settle
from bot.bench.row import row
from bot.bench.wire import accounts, bot, both, prepare, process, sandbox
from bot.database import open_database
from bot.demo.stage import settings_for
from bot.runtime.clockwork import SystemClock
from bot.sandbox.slack.person import answered, give

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.sandbox.server import Sandbox
    from bot.sandbox.slack.delivery import DeliveryOutcome

QUESTIONS = {
    "answer": "help",
    "answer-team": "team",
    "answer-rule": f"rule test {RULE}",
    "answer-me": "me",
    "answer-goals": "goals",
}
"""What is asked, by the name of its line."""
_COMMAND = "/perf"
_AT_ONCE = 50
_ROUNDS = 24
_SINGLES = 10
_WARM = 3
_REST, _DRAWN = 0.1, 1.0
"""Seconds in which nothing comes any more: of pictures that are up already, and of those that are drawn first."""


def run(*, rounds: int = _ROUNDS, warm: int = _WARM, at_once: int = _AT_ONCE) -> list[dict[str, Any]]:
    """Ask the bot and a bare Bolt echo by turns, each in a process of its own over Socket Mode to a sandbox.

    Whoever asks leads a team and is an admin; a line for each question. The round trip is the best of all rounds but
    the first ``warm``: what else the machine does only ever adds. Of one at a time and many at once the worse ratio is
    reported.
    """
    gc.disable()  # the sandbox keeps all that it ever showed: searching that for garbage is no part of an answer
    try:
        return asyncio.run(_measure(rounds, warm, at_once))
    finally:
        gc.enable()


async def _measure(rounds: int, warm: int, at_once: int) -> list[dict[str, Any]]:
    clock = SystemClock()
    with TemporaryDirectory(prefix="jinbu-bench-") as name:
        folder = Path(name)
        (folder / "echo").mkdir()
        settings = settings_for("http://127.0.0.1:9", folder)
        prepare(settings, people=at_once)
        with closing(open_database(settings)) as storage:
            settle(storage, leads=at_once, now=clock.now())
        async with (
            sandbox(people=at_once, clock=clock) as ours,
            sandbox(people=at_once, clock=clock) as theirs,
            bot(ours, folder=folder),
            process(["-m", "bot.bench.echo", theirs.url], folder=folder / "echo", environment={}) as echo,
        ):
            await both(echo, [theirs.slack.links.arrived(60)], folder=folder / "echo")
            users = accounts(at_once)["slack"]
            return [
                await _question(name, words, ours, theirs, users=users, rounds=rounds, warm=warm)
                for name, words in QUESTIONS.items()
            ]


async def _question(
    name: str, words: str, ours: Sandbox, theirs: Sandbox, *, users: Sequence[str], rounds: int, warm: int
) -> dict[str, Any]:
    for user in users:  # each for the first time, when a bot that has just started may be too late for Slack
        where, outcome = await give(ours.slack, user, _COMMAND, words)
        if outcome.reason != "timeout":
            _answered(ours, user, where, outcome)
    await _over(ours, _DRAWN)
    times: dict[int, list[tuple[float, float]]] = {1: [], len(users): []}
    for turn in range(warm + rounds):
        single = [await _one_by_one(place, users, words) for place in (ours, theirs)]
        many = [await _all_at_once(place, users, words) for place in (ours, theirs)]
        if turn >= warm:
            times[1].append((single[0], single[1]))
            times[len(users)].append((many[0], many[1]))
    return max((_line(name, count, pairs) for count, pairs in times.items()), key=lambda line: line["ratio"])


def _line(question: str, count: int, pairs: Sequence[tuple[float, float]]) -> dict[str, Any]:
    value, floor_value = (min(column) * 1000 for column in zip(*pairs, strict=True))
    return row(question, value, floor_value, unit="ms", floor=f"a bare Bolt echo, {count} at a time", bound=1.5)


async def _one_by_one(place: Sandbox, users: Sequence[str], words: str) -> float:
    """Return the seconds of one round trip, the median of some that follow one another."""
    found = median([await _ask(place, user, words) for user in users[:_SINGLES]])
    await _over(place, _REST)
    return found


async def _all_at_once(place: Sandbox, users: Sequence[str], words: str) -> float:
    """Return the seconds until everybody who asks at the same moment has the answer.

    The answers are judged and shown when all are there: what the sandbox takes for that is none of theirs.
    """
    began = perf_counter()
    given = await asyncio.gather(*(give(place.slack, user, _COMMAND, words) for user in users))
    found = perf_counter() - began
    for user, (where, outcome) in zip(users, given, strict=True):
        _answered(place, user, where, outcome)
    await _over(place, _REST)
    return found


async def _over(place: Sandbox, rest: float) -> None:
    """Wait until nothing more follows, such as the pictures of what was answered."""
    seen = -1
    while seen != (seen := len(place.world.store.messages)):
        await SystemClock().sleep(rest)


async def _ask(place: Sandbox, user: str, words: str) -> float:
    """Return the seconds until one who asks alone has the answer."""
    began = perf_counter()
    where, outcome = await give(place.slack, user, _COMMAND, words)
    found = perf_counter() - began
    _answered(place, user, where, outcome)
    return found


def _answered(place: Sandbox, user: str, where: str, outcome: DeliveryOutcome) -> None:
    shown = answered(place.slack, where, user, _COMMAND, outcome)
    if not shown["ok"] or not shown["ack"]:
        raise RuntimeError(f"{_COMMAND} was not answered: {shown}")
