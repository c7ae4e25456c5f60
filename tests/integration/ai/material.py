"""What the writer's tests hold in their hands: an outline with everything in it, and the sandbox's endpoint."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.feedback.domain.feedback import Mark, Occasion, Outline, Step
from bot.feedback.domain.outline import findings
from bot.figures.domain.delta import Delta, Peers
from bot.figures.domain.metric import Aggregate, Direction, Metric
from bot.kit.period import Grain, Period

if TYPE_CHECKING:
    import aiohttp

Json = dict[str, Any]

MODEL = "sandbox-script"
ANA, BEN = "ana.lopez@acme.example", "ben.cho@acme.example"
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))

METRICS = {
    metric.key: metric
    for metric in (
        Metric("won", "", Direction.HIGHER, Grain.MONTH, "New customers", "新客户开发"),
        Metric("again", "%", Direction.HIGHER, Grain.MONTH, "Repeat rate", "老客户复购率", aggregate=Aggregate.RATIO),
        Metric("reply", "h", Direction.LOWER, Grain.MONTH, "Time to reply", "回复用时"),
        Metric("visits", "", Direction.HIGHER, Grain.MONTH, "Visits", "拜访"),
    )
}

WON = Delta(
    ANA,
    "won",
    OCTOBER,
    4711.25,
    target=3306.5,
    attainment=1.424844,
    previous=4006.75,
    change=704.5,
    change_pct=0.1758,
    streak=1,
    peers=Peers(9, 3977.75, 0.9),
)
AGAIN = Delta(
    ANA, "again", OCTOBER, 0.3137, target=0.4853, attainment=0.646404, previous=0.3741, change=-0.0604, streak=-3
)
REPLY = Delta(
    ANA, "reply", OCTOBER, 9.4375, target=6.8125, attainment=0.721854, previous=7.0625, change=2.375, streak=1
)
VISITS = Delta(ANA, "visits", OCTOBER, 88.5, previous=61.25, change=27.25, change_pct=0.4449, streak=1)
FIGURES = ("4711", "3306", "4006", "704", "3977", "0.31", "31.", "0.48", "48.5", "9.4", "6.8", "7.06", "88.5", "61.")


def outline(*deltas: Delta, occasion: Occasion = Occasion.STANDING, subject: str = ANA) -> Outline:
    """Make the outline of some values, with two steps for each that is not plain."""
    found = findings([(delta,) for delta in deltas], METRICS)
    fullest = {finding.delta.metric: finding for finding in reversed(found) if finding.mark is not Mark.PLAIN}
    steps = tuple(
        Step(f"{key}:{finding.mark}:own-{number}", finding.id, f"Sentence {letter} about {METRICS[key].title_en}.")
        for key, finding in fullest.items()
        for number, letter in enumerate("AB", 1)
    )
    return Outline(subject, BEN, occasion, OCTOBER, found, steps)


FULL = outline(WON, AGAIN, REPLY, VISITS)
SMALL = outline(WON)


def answer(findings: object, steps: object = ()) -> str:
    """Write down what a model would say."""
    return json.dumps({"findings": findings, "steps": list(steps) if isinstance(steps, tuple) else steps})


GOOD = '{"findings": ["f1"], "steps": ["s1"]}'
"""A good answer for SMALL."""


@dataclass
class Endpoint:
    """The sandbox's model: what it shall say, and what it was asked."""

    url: str
    session: aiohttp.ClientSession
    scripted: list[object] = field(default_factory=list)

    async def says(self, *answers: object, mode: str = "json_schema", fault: str | None = None) -> None:
        """Set the answers to come, and how it fails."""
        script = {"script": list(answers), "mode": mode, "fault": fault}
        async with self.session.put(f"{self.url}/sandbox/openai", json=script) as response:
            assert response.status == 200, await response.text()

    async def asked(self) -> list[Json]:
        """Return the requests that it understood."""
        async with self.session.get(f"{self.url}/sandbox/openai") as response:
            requests: list[Json] = (await response.json())["requests"]
        return requests

    async def calls(self) -> int:
        """Return how many times it was asked for an answer, understood or not."""
        async with self.session.get(f"{self.url}/sandbox/calls") as response:
            return int((await response.json()).get("openai", {}).get("chat.completions", 0))


def sheet_of(request: Json) -> list[Json]:
    """Return the values as a request shows them."""
    lines = request["messages"][1]["content"].splitlines()
    return [json.loads(line) for line in lines if line.startswith('{"metric"')]
