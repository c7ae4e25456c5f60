"""The goals that end in a review's period as a part of its score, where HR has made them one (R130, U18)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from bot.goals.domain.goal import Experiment, ExperimentState, Goal, GoalLevel, GoalState
from bot.goals.domain.key_result import KeyResult, Measure
from bot.goals.services import progress
from tests.chat import EVERYWHERE, Way, chat, read
from tests.reviewing import VIEW, begin_with_peers, clock_ticks, self_review, write

if TYPE_CHECKING:
    from storage.storage import Storage

SCORE = {"en": "score", "zh-CN": "得分"}
SAID = {
    "en": "3.5, from 2 of 3 goals due in the period, 1 experiment left out",
    "zh-CN": "3.5，来自本期到期的3个目标中的2个，1个创新尝试不计入",
}


@EVERYWHERE
async def test_goals_make_a_part_with_what_is_left_out_of_it(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        begin_with_peers(talk, parts="OKR 100")
        now = talk.clock.now()
        tried = Experiment(text="a new way", state=ExperimentState.APPROVED, decided_by="ana")
        with talk.work() as work:
            period = work.cycles.all()[0].period
            result = KeyResult(measure=Measure.COUNT, target=Decimal(10))
            goal = Goal(
                title="Ten shops", level=GoalLevel.PERSON, owner_id="wei", period=period, by="wei", at=now,
                key_results=(result,),
            )  # fmt: skip
            cases: tuple[tuple[int | None, int, dict[str, Any]], ...] = (
                (10, 2, {}),
                (4, 2, {}),
                (None, 5, {}),
                (1, 9, {"state": GoalState.MISSED, "experiment": tried}),
            )
            for typed, weight, more in cases:
                kept = work.goals.add(replace(goal, weight=Decimal(weight), **more))
                if typed is not None:
                    progress.type_value(work, kept, kept.key_results[0], Decimal(typed), by="wei", now=now)
        await write(talk, "wei", **self_review(talk.locale))
        await write(talk, "ana", "wei", **VIEW[talk.locale])
        talk.pass_by(days=11)
        clock_ticks(talk)
        for who, words in (("wei", ""), ("ana", " Name wei")):
            assert SAID[talk.locale] in read(await talk.say(who, SCORE[talk.locale] + words))
