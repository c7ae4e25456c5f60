"""A model as the writer, over a real socket and through the real SDK: what it is sent, and what is taken from it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ai.manner import Level
from bot.ai.openai import OpenAIWriter
from bot.feedback.domain.feedback import Mark, Occasion, Outline, Pick
from bot.kit.errors import SettingsError, WriterError
from tests.effort import SHARED, tries
from tests.integration.ai.material import (
    AGAIN,
    ANA,
    BEN,
    FIGURES,
    FULL,
    GOOD,
    METRICS,
    MODEL,
    REPLY,
    SMALL,
    VISITS,
    WON,
    Endpoint,
    answer,
    outline,
    sheet_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.runtime.clockwork import SimulatedClock

    MakeWriter = Callable[..., OpenAIWriter]

SECRET = "PLEASE-DO-NOT-LOG"
"""Stands for what a model said."""


async def failure(writer: OpenAIWriter, about: Outline = SMALL) -> str:
    """Return why a pick failed, after making sure that nothing that was said hangs on the error."""
    with pytest.raises(WriterError) as caught:
        await writer.pick(about, locale="en", recent=())
    told = "".join(_chain(caught.value))
    assert SECRET not in told
    assert "Sentence A" not in told
    return str(caught.value)


def _chain(error: BaseException | None) -> list[str]:
    """Give all that a log or a crash report could find on an error: itself and what it was raised from or during."""
    if error is None:
        return []
    return [repr(error), repr(vars(error)), *_chain(error.__cause__), *_chain(error.__context__)]


# What is said


@pytest.mark.parametrize("locale", ["en", "zh-CN"])
async def test_a_model_that_chooses_well_decides_what_is_said(
    writer: OpenAIWriter, endpoint: Endpoint, locale: str
) -> None:
    await endpoint.says(answer(["f3", "f2"], ["s2", "s3"]))

    pick = await writer.pick(FULL, locale=locale, recent=())

    assert pick.finding_ids == ("won:strength:holding+peers", "again:gap:below")
    assert pick.step_ids == ("again:gap:own-2", "won:strength:own-1")
    assert pick.writer == f"openai:{MODEL}"


async def test_the_schema_alone_leads_to_a_pick_where_there_is_one_value(writer: OpenAIWriter) -> None:
    pick = await writer.pick(SMALL, locale="en", recent=())  # without a script the sandbox fills in the schema

    assert (pick.finding_ids, pick.step_ids) == (("won:strength:holding+peers",), ("won:strength:own-1",))


@pytest.mark.parametrize(
    "said",
    [
        f"```json\n{GOOD}\n```",
        f"Here it is:\n\n{GOOD}\n\nI hope this helps.",
        f'<think>Perhaps {{"findings": ["f9"]}}?</think>\n{GOOD}',
    ],
)
async def test_prose_around_the_answer_does_no_harm(writer: OpenAIWriter, endpoint: Endpoint, said: str) -> None:
    await endpoint.says(said)

    assert (await writer.pick(SMALL, locale="en", recent=())).writer == f"openai:{MODEL}"


async def test_the_request_asks_for_ids_of_the_sheet_in_the_readers_language(
    writer: OpenAIWriter, endpoint: Endpoint
) -> None:
    await endpoint.says(answer(["f3", "f1"], ["s1"]), answer(["f3", "f1"], ["s1"]))

    await writer.pick(FULL, locale="en", recent=())
    await writer.pick(FULL, locale="zh-CN", recent=())

    english, chinese = await endpoint.asked()
    wanted = english["response_format"]["json_schema"]
    values = sheet_of(english)
    assert (english["model"], english["temperature"], english["max_tokens"]) == (MODEL, 0.2, 300)
    assert wanted["strict"] is True
    for part in ("findings", "steps"):
        ids = [entry["id"] for value in values for entry in value[part]]
        assert wanted["schema"]["properties"][part]["items"]["enum"] == ids
    assert [value["metric"] for value in values] == ["Repeat rate", "New customers", "Time to reply", "Visits"]
    assert [value["metric"] for value in sheet_of(chinese)] == ["老客户复购率", "新客户开发", "回复用时", "拜访"]
    assert "编排" in chinese["messages"][0]["content"]


async def test_no_person_and_no_figure_leaves_the_house(writer: OpenAIWriter, endpoint: Endpoint) -> None:
    said = Pick(("again:gap:below+streak",), ("again:gap:own-1",))
    stranger = Pick((f"{ANA}:gap:target",), (f"{BEN}:gap:own-1",))
    await endpoint.says(answer(["f3", "f1"], ["s2"]))

    await writer.pick(FULL, locale="en", recent=(said, stranger))

    (request,) = await endpoint.asked()
    body = json.dumps(request, ensure_ascii=False)
    assert "@" not in body
    assert not [name for name in (ANA, BEN, "ana", "lopez", "ben.", "acme", "2026") if name in body.lower()]
    assert not [figure for figure in FIGURES if figure in body]
    assert 'Said lately: [{"findings": ["f1"], "steps": ["s1"]}]' in request["messages"][1]["content"]


async def test_what_was_said_before_is_not_said_again(writer: OpenAIWriter, endpoint: Endpoint) -> None:
    await endpoint.says(GOOD, GOOD, answer(["f1"], ["s2"]))
    first = await writer.pick(SMALL, locale="en", recent=())

    with pytest.raises(WriterError, match="said before"):
        await writer.pick(SMALL, locale="en", recent=(first,))
    second = await writer.pick(SMALL, locale="en", recent=(first,))

    assert second.step_ids != first.step_ids


async def test_with_nothing_to_choose_from_nobody_is_asked(writer: OpenAIWriter, endpoint: Endpoint) -> None:
    empty = Outline(ANA, ANA, SMALL.occasion, SMALL.period, (), ())

    assert await failure(writer, empty) == "nothing to choose from"
    assert await endpoint.calls() == 0


# What is not taken


@pytest.mark.parametrize(
    ("findings", "steps", "why"),
    [
        ([], ["s1"], "unknown finding"),
        (["f1", "f99"], ["s1"], "unknown id"),
        (["f1"], ["s9"], "unknown id"),
        (["s1"], ["s1"], "unknown id"),
        (["f3", "f1", "f7", "f8"], ["s1"], "too much"),
        (["f3", "f1"], ["s1", "s3", "s2"], "too much"),
        (["f3", "f1"], ["s1", "s1"], "too much"),
        (["f3", "f3", "f1"], ["s1"], "said twice"),
        (["f3", "f4", "f1"], ["s1"], "said twice"),
        (["f1", "f3"], ["s1"], "strength second"),
        (["f3"], ["s3"], "one-sided"),
        (["f1"], ["s1"], "one-sided"),
        (["f3", "f1"], ["s5"], "step without finding"),
        (["f3", "f1"], [], "no step"),
        ([["f3"], {}], ["s1"], "unknown id"),
        ("f3", ["s1"], "not an answer"),
        (["f3", "f1"], "s1", "not an answer"),
        (None, None, "not an answer"),
    ],
)
async def test_a_choice_that_makes_no_good_message_is_refused(
    writer: OpenAIWriter, endpoint: Endpoint, findings: object, steps: object, why: str
) -> None:
    await endpoint.says(answer(findings, steps))

    assert await failure(writer, FULL) == why


async def test_no_strength_comes_after_a_gap(writer: OpenAIWriter, endpoint: Endpoint) -> None:
    two = outline(WON, AGAIN, replace(VISITS, target=60.5, attainment=1.4628))
    await endpoint.says(answer(["f4", "f2", "f5"], ["s3"]), answer(["f4", "f5", "f2"], ["s3"]))

    assert await failure(writer, two) == "strength second"
    pick = await writer.pick(two, locale="en", recent=())

    assert [finding_id.split(":")[1] for finding_id in pick.finding_ids] == ["strength", "strength", "gap"]


@pytest.mark.parametrize("occasion", [Occasion.NUDGE, Occasion.ALERT, Occasion.CORRECTION])
async def test_what_a_rule_called_for_comes_first(writer: OpenAIWriter, endpoint: Endpoint, occasion: Occasion) -> None:
    both = outline(AGAIN, REPLY, occasion=occasion)
    await endpoint.says(answer(["f3", "f1"], ["s1"]), answer(["f1", "f3"], ["s1"]))

    assert await failure(writer, both) == "beside the point"
    pick = await writer.pick(both, locale="en", recent=())

    assert pick.finding_ids[0].startswith("again:")
    assert [value["first"] for value in sheet_of((await endpoint.asked())[0])] == [True, False]


async def test_an_outline_with_very_much_in_it_makes_a_sheet_of_bounded_length(
    writer: OpenAIWriter, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    deltas = []
    for delta, number in product((WON, AGAIN, VISITS), range(30)):
        key = f"{delta.metric}-{number}"
        monkeypatch.setitem(METRICS, key, replace(METRICS[delta.metric], key=key))
        deltas.append(replace(delta, metric=key))
    await endpoint.says(fault="refuse")

    await failure(writer, outline(*deltas))

    (request,) = await endpoint.asked()
    assert Counter(value["mark"] for value in sheet_of(request)) == {"strength": 3, "gap": 3, "plain": 2}
    assert len(request["messages"][1]["content"]) < 5_000


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("", "empty"),
        (SECRET, "not an answer"),
        (f'{{"findings": ["{SECRET}"], "steps": ["s1"]}}', "unknown id"),
        (f'{{"findings": ["f1"], "steps": ["s1"], "text": "{SECRET}"}}', "not an answer"),
        ('{"steps": ["s1"]}', "not an answer"),
        ('["f1", "s1"]', "not an answer"),
        ("[" * 15_000, "not an answer"),
        ('{"findings":' * 1_500, "not an answer"),
        (f"{' ' * 20_000}{GOOD}", "not an answer"),
        ({"content": GOOD, "finish_reason": "length"}, "cut off"),
        ({"content": GOOD, "finish_reason": "content_filter"}, "refused"),
        ({"content": GOOD, "refusal": SECRET}, "refused"),
        ({"refusal": SECRET}, "refused"),
        ({"status": 401, "error": SECRET}, "http 401"),
        ({"status": 429, "error": SECRET}, "http 429"),
    ],
)
async def test_an_answer_that_is_none_is_named_and_not_repeated(
    writer: OpenAIWriter, endpoint: Endpoint, said: object, why: str
) -> None:
    await endpoint.says(said)

    assert await failure(writer) == why


IDS = st.sampled_from([f"f{n}" for n in range(1, 10)] + [f"s{n}" for n in range(1, 7)])
SOME = st.lists(IDS | st.text(max_size=3) | st.none() | st.integers(), max_size=4)
NEARLY = st.lists(IDS, max_size=4)
JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=20) | IDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["findings", "steps", "x"]), inner),
    max_leaves=8,
)
GARBAGE = st.one_of(
    st.text(max_size=200),
    JSON.map(json.dumps),
    st.builds(answer, SOME, SOME),
    st.builds(answer, NEARLY, NEARLY),
    st.builds(lambda said, at: said[:at], st.builds(answer, NEARLY, NEARLY), st.integers(0, 60)),
)


@settings(max_examples=tries(60), suppress_health_check=SHARED)
@given(said=GARBAGE)
async def test_garbage_never_gets_through(writer: OpenAIWriter, endpoint: Endpoint, said: str) -> None:
    await endpoint.says(said)

    pick = None
    with suppress(WriterError):
        pick = await writer.pick(FULL, locale="en", recent=())

    if pick:
        assert_good(pick, FULL)


def assert_good(pick: Pick, about: Outline) -> None:
    """Check a pick against the rules as one would read them, without the code that applies them."""
    found = {finding.id: finding for finding in about.findings}
    answered = {step.id: step.finding_id.split(":")[0] for step in about.steps}
    metrics = [found[finding_id].delta.metric for finding_id in pick.finding_ids]
    marks = [found[finding_id].mark for finding_id in pick.finding_ids]
    assert 1 <= len(metrics) <= 3
    assert len(set(metrics)) == len(metrics)
    assert {Mark.STRENGTH, Mark.GAP} <= set(marks)
    assert Mark.STRENGTH not in marks[marks.count(Mark.STRENGTH) :]
    assert 1 <= len(pick.step_ids) <= 2
    assert len(set(pick.step_ids)) == len(pick.step_ids)
    assert all(answered[step_id] in metrics for step_id in pick.step_ids)


# How it is asked


@pytest.mark.parametrize("mode", ["json_object", "plain"])
async def test_an_endpoint_that_knows_no_schema_is_asked_more_mildly_and_that_is_remembered(
    writer: OpenAIWriter, endpoint: Endpoint, clock: SimulatedClock, mode: str
) -> None:
    await endpoint.says(GOOD, GOOD, GOOD, mode=mode)
    tries = {"json_object": 2, "plain": 3}[mode]

    await writer.pick(SMALL, locale="en", recent=())
    assert await endpoint.calls() == tries
    await writer.pick(SMALL, locale="en", recent=())
    assert await endpoint.calls() == tries + 1

    clock.move_to(clock.now() + timedelta(hours=1))  # it may have been renewed meanwhile
    await writer.pick(SMALL, locale="en", recent=())
    assert await endpoint.calls() == 2 * tries + 1

    first = (await endpoint.asked())[0]
    form = first.get("response_format", {"type": "plain"})
    assert form["type"] == mode
    if mode == "json_object":
        assert form["schema"]["properties"]["findings"]["items"]["enum"] == ["f1", "f2", "f3"]


async def test_an_endpoint_that_breaks_over_a_schema_is_asked_more_mildly(
    writer: OpenAIWriter, endpoint: Endpoint
) -> None:
    await endpoint.says({"status": 500}, GOOD, GOOD)

    await writer.pick(SMALL, locale="en", recent=())
    await writer.pick(SMALL, locale="en", recent=())

    formats = [entry["response_format"]["type"] for entry in await endpoint.asked()]
    assert formats == ["json_schema", "json_object", "json_object"]


async def test_a_model_that_refuses_the_schema_is_asked_without(writer: OpenAIWriter, endpoint: Endpoint) -> None:
    await endpoint.says(GOOD, fault="refuse_schema")

    assert (await writer.pick(SMALL, locale="en", recent=())).writer == f"openai:{MODEL}"


@pytest.mark.parametrize(
    ("refusal", "without", "with_instead"),
    [
        ("Unsupported value: 'temperature' does not support 0.2 with this model.", "temperature", "max_tokens"),
        ("Unsupported parameter: 'max_tokens' is not supported.", "max_tokens", "max_completion_tokens"),
    ],
)
async def test_a_parameter_that_a_model_refuses_is_left_out(
    writer: OpenAIWriter, endpoint: Endpoint, refusal: str, without: str, with_instead: str
) -> None:
    await endpoint.says({"status": 400, "error": refusal}, GOOD)

    await writer.pick(SMALL, locale="en", recent=())

    first, second = await endpoint.asked()
    assert without in first
    assert without not in second
    assert second[with_instead] == 300
    assert second["response_format"]["type"] == "json_schema"


async def test_a_passing_fault_is_not_taken_for_a_missing_feature(
    writer: OpenAIWriter, endpoint: Endpoint, clock: SimulatedClock
) -> None:
    await endpoint.says(*[{"status": 500}] * 3, GOOD)
    assert await failure(writer) == "http 500"
    clock.move_to(clock.now() + timedelta(seconds=30))

    await writer.pick(SMALL, locale="en", recent=())

    assert (await endpoint.asked())[-1]["response_format"]["type"] == "json_schema"


async def test_a_refusal_of_the_key_is_final(writer: OpenAIWriter, endpoint: Endpoint) -> None:
    await endpoint.says({"status": 401}, GOOD)

    assert await failure(writer) == "http 401"
    assert await endpoint.calls() == 1


# The start-up check


@pytest.mark.parametrize(
    ("mode", "level"),
    [("json_schema", Level.SCHEMA), ("json_object", Level.OBJECT), ("plain", Level.PLAIN)],
)
async def test_the_check_says_how_the_endpoint_can_be_held_to_a_shape(
    writer: OpenAIWriter, endpoint: Endpoint, mode: str, level: Level
) -> None:
    await endpoint.says('{"findings": ["f1", "f4"], "steps": ["s3"]}', mode=mode)

    found = await writer.check()

    assert (found.reachable, found.listed, found.level, found.fault) == (True, True, level, "")


async def test_the_check_says_what_is_wrong(make: MakeWriter, endpoint: Endpoint) -> None:
    await endpoint.says("I am only prose.")
    unlisted = await make(f"{endpoint.url}/openai/v1", model="another").check()
    elsewhere = await make(f"{endpoint.url}/nothing/v1").check()
    nowhere = await make("http://127.0.0.1:1/v1").check()

    assert (unlisted.reachable, unlisted.listed, unlisted.fault) == (True, False, "not an answer")
    assert (elsewhere.reachable, elsewhere.listed, elsewhere.level, elsewhere.fault) == (True, None, None, "http 404")
    assert (nowhere.reachable, nowhere.level, nowhere.fault) == (False, None, "unreachable")


async def test_the_check_asks_though_others_rest(writer: OpenAIWriter, endpoint: Endpoint) -> None:
    await endpoint.says({"status": 401})
    await failure(writer)
    assert await failure(writer) == "resting"

    assert (await writer.check()).level is Level.SCHEMA


# What it is made from


@pytest.mark.parametrize(
    ("key", "url", "name"),
    [
        ("", "", "OPENAI_API_KEY"),
        ("钥匙", "", "OPENAI_API_KEY"),
        ("sk-1\n", "", "OPENAI_API_KEY"),
        ("sk-1", "localhost:8080/v1", "OPENAI_BASE_URL"),
    ],
)
def test_a_setting_that_no_request_can_be_made_with_is_named(
    clock: SimulatedClock, key: str, url: str, name: str
) -> None:
    async def metrics() -> dict[str, Any]:
        return METRICS

    with pytest.raises(SettingsError, match=name) as caught:
        OpenAIWriter(api_key=key, model=MODEL, base_url=url, metrics=metrics, clock=clock)
    assert not key or key not in str(caught.value)


def test_the_version_tells_model_and_prompts(writer: OpenAIWriter) -> None:
    assert MODEL in writer.version
    assert "feedback/pick en=" in writer.version
    assert " zh-CN=" in writer.version


def test_the_sdk_is_loaded_only_with_a_writer() -> None:
    code = "import sys, bot.ai.openai; sys.exit('openai' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], check=False, timeout=30)  # noqa: S603 - the code above

    assert done.returncode == 0


async def test_a_metric_that_is_gone_is_not_offered(
    writer: OpenAIWriter, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(METRICS, "again")
    await endpoint.says(GOOD)

    await failure(writer, FULL)

    (request,) = await endpoint.asked()
    assert [value["metric"] for value in sheet_of(request)] == ["New customers", "Time to reply", "Visits"]
