"""What the words are worth: read in what the demo sent, and in what would be said of many random series.

Every line is a share held against all that it is a share of, with the target as its bound. What falls short is logged,
a line each, so that it can be read.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import structlog

from bot.bench.row import row
from bot.bench.words_alike import masked, twins
from bot.bench.words_claims import headline, laws, untrue, words
from bot.bench.words_demo import companies, play
from bot.bench.words_drivers import PlainDrivers
from bot.bench.words_random import contradictions
from bot.bench.words_steps import About, misfits
from bot.bench.words_teams import crowds, stale
from bot.messages.card import Facts, Text
from bot.messages.text import plain
from bot.people.domain.person import Kind

if TYPE_CHECKING:
    from bot.bench.words_claims import Truth
    from bot.bench.words_demo import Message, Told

log = structlog.get_logger()

_RANDOM: Final = 100_000
_SIZED: Final = re.compile(r"\d[\d,.]* → \d|by number and size|按数量和均值")
"""How a message says that there were more or fewer records, or larger or smaller ones."""
Found = tuple[list[str], int]
"""What falls short, in words, and how many were looked at."""


def run(*, series: int = _RANDOM, folder: Path | None = None) -> list[dict[str, Any]]:
    """Play the demo, or read one whose databases lie in ``folder``; returns the lines of ``words``."""
    with TemporaryDirectory(prefix="jinbu-bench-") as own:
        if folder is None:
            play(Path(own))
        figures = read(folder or Path(own))
    figures["words-true-random"] = _random(series)
    return [_line(name, found) for name, found in figures.items()]


_FLOORS: Final = {
    "words-drivers": ("changes", "explained changes that have a driver which the reader may be told", 0.6),
    "words-true": ("messages", "messages about figures", 0.0),
    "words-true-random": ("messages", "messages about random series, in both languages", 0.0),
    "words-alike": ("messages", "own-figure messages, names and numbers masked", 0.1),
    "words-steps": ("messages", "messages with a next step", 0.0),
    "words-digests": ("digests", "weekly digests", 0.0),
    "words-flagged": ("teams", "teams and days with anybody flagged", 0.0),
}


def _line(name: str, found: Found) -> dict[str, Any]:
    short, n = found
    for what in short:
        log.warning("words.short", line=name, what=what)
    unit, floor, bound = _FLOORS[name]
    more = name == "words-drivers"
    return row(
        name, n - len(short) if more else len(short), max(n, 1), unit=unit, floor=floor, bound=bound, at_least=more
    )


def _random(series: int) -> Found:
    """Read what would be said of random series, in as many processes as there are processors."""
    parts = os.cpu_count() or 1
    with ProcessPoolExecutor(parts, mp_context=get_context("spawn")) as pool:
        found = list(pool.map(contradictions, [series // parts] * parts, range(1, parts + 1)))
    return [what for short, _ in found for what in short], sum(n for _, n in found)


def read(folder: Path) -> dict[str, Found]:
    """Return what falls short in the messages of a demo, by the name of the line."""
    found: dict[str, Found] = {}
    for told in companies(folder):
        for name, look in _LOOKS.items():
            short, n = look(told)
            before = found.get(name, ([], 0))
            found[name] = ([*before[0], *short], before[1] + n)
    return found


def _figures(told: Told) -> Iterator[Message]:
    return (message for message in told.messages if message.feedback is not None and message.feedback.values)


def _alike(told: Told) -> Found:
    """Return the own-figure messages that read like another one."""
    own = [message for message in _figures(told) if message.own and message.delivery.kind != "correction"]
    names = told.names()
    texts = [masked("\n".join(words(message.card)), names) for message in own]
    return [f"{own[at].reader.name}: {texts[at]}" for at in twins(texts)], len(own)


def _untrue(told: Told) -> Found:
    """Return what messages say of the values that they are about that is not so."""
    found, n = [], 0
    for message in _figures(told):
        n += 1
        about = _about(told, message)
        wrong = [f"{line}: {what}" for line, truths in _lines(message, about, told) if (what := _wrong(line, truths))]
        wrong += laws(headline(message.card), _headed(message, about, told), own=message.own)
        if wrong:
            found.append(f"{message.delivery.key}: {' | '.join(wrong)} — {headline(message.card)}")
    return found, n


def _headed(message: Message, about: About, told: Told) -> Truth:
    """Return what is so about the value that the headline of a message names; of none, about the first."""
    text, chinese = headline(message.card).casefold(), told.company.locale == "zh-CN"
    named = [truth for of, truth in about.values if (of.title_zh if chinese else of.title_en).casefold() in text]
    return (named or [truth for _, truth in about.values])[0]


def _wrong(line: str, truths: Sequence[Truth]) -> str:
    """Return what is so of none of the values that a line may be about."""
    each = [untrue(line, truth) for truth in truths]
    return ", ".join(each[0]) if each and all(each) else ""


def _lines(message: Message, about: About, told: Told) -> Iterator[tuple[str, list[Truth]]]:
    """Yield the lines of facts of a message, each with what is so about the values that it may be about."""
    chinese = told.company.locale == "zh-CN"
    titled = [(metric.title_zh if chinese else metric.title_en, truth) for metric, truth in about.values]
    for block in message.card.blocks:
        for line in block.lines if isinstance(block, Facts) else ():
            truths = [truth for title, truth in titled if plain(line.label).endswith(title)]
            yield plain(f"{line.label} {line.value} {line.against}"), truths


def _about(told: Told, message: Message) -> About:
    feedback = message.feedback
    if feedback is None:
        return About(())
    targets = feedback.targets or (None,) * len(feedback.values)
    rows = zip(feedback.deltas, feedback.values, targets, strict=True)
    return About(
        tuple(
            (told.metrics[metric], told.truth(person, told.metrics[metric], period, value, target))
            for (person, metric, period), value, target in rows
        )
    )


def _steps(told: Told) -> Found:
    """Return the next steps that take for granted what is not so."""
    found, n = [], 0
    for message in _figures(told):
        text = " ".join(plain(block.text) for block in message.card.blocks if isinstance(block, Text))
        if not text:
            continue
        n += 1
        if wrong := misfits(text, _about(told, message)):
            found.append(f"{message.delivery.key}: {' | '.join(wrong)}")
    return found, n


def _drivers(told: Told) -> Found:
    """Return the explained changes of which a driver exists, and none is told.

    A correction explains no change of the work: it says what was wrong of a number.
    """
    plainly = PlainDrivers(told.work)
    found, n = [], 0
    for message in (message for message in _figures(told) if message.delivery.kind != "correction"):
        said = "\n".join(words(message.card))
        for key, metric, period in message.feedback.deltas if message.feedback else ():
            people, hidden = _whose(told, message, key)
            of = told.metrics[metric]
            moved = plainly.moved(of, people, period, hidden=hidden) if people else []
            sized = bool(people) and not hidden and plainly.sized(of, people, period)
            if moved or sized:
                n += 1
                names = chain(*([f"{name} {text}", text] for name, text in moved))
                if not any(text in said for text in names) and not _SIZED.search(said):
                    found.append(f"{message.delivery.key} {metric} {period.start}: {moved[:3] or 'number and size'}")
    return found, n


def _whose(told: Told, message: Message, person: str) -> tuple[list[str], frozenset[str]]:
    """Return whose records make a value, and which of these people are hidden from the reader; nobody's for nothing."""
    subject, reader = told.people[person], message.reader.id
    if subject.kind is Kind.PERSON:
        return ([person], frozenset()) if reader in {person, subject.manager_id} else ([], frozenset())
    units, waiting = {person}, [person]
    while waiting:
        under = waiting.pop()
        new = {each.id for each in told.people.values() if each.kind is Kind.UNIT and each.unit == under} - units
        units |= new
        waiting += sorted(new)
    people = [each for each in told.people.values() if each.kind is Kind.PERSON and each.unit in units]
    return [each.id for each in people], frozenset(each.id for each in people if each.manager_id != reader)


_LOOKS: Final[dict[str, Callable[[Told], Found]]] = {
    "words-drivers": _drivers,
    "words-true": _untrue,
    "words-alike": _alike,
    "words-steps": _steps,
    "words-digests": stale,
    "words-flagged": crowds,
}
