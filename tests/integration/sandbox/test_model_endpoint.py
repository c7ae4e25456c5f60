"""The OpenAI-compatible endpoint: follows its script, picks the first of what a schema allows, and fails on request."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import openai  # noqa: TID253 - the real client against the endpoint is what is tested here
import pytest

from tests.integration.sandbox.wire import Control

Json = dict[str, Any]
ASK: Json = {"model": "any", "messages": [{"role": "user", "content": "Pick, as JSON."}]}
SCHEMA: Json = {
    "type": "object",
    "properties": {
        "opening": {"type": "string", "enum": ["o1", "o2"]},
        "advice": {"type": "array", "items": {"$ref": "#/$defs/id"}, "minItems": 2, "maxItems": 3},
    },
    "$defs": {"id": {"type": "string", "enum": ["a1", "a2", "a3"]}},
    "required": ["opening", "advice"],
    "additionalProperties": False,
}


def by_schema(schema: Json, *, strict: bool = True) -> Any:  # noqa: ANN401 - the SDK wants its own TypedDict
    return {"type": "json_schema", "json_schema": {"name": "pick", "strict": strict, "schema": schema}}


@pytest.fixture
async def model(control: Control) -> AsyncIterator[openai.AsyncOpenAI]:
    async with openai.AsyncOpenAI(
        api_key="sandbox", base_url=f"{control.url}/openai/v1", max_retries=0, timeout=5
    ) as client:
        yield client


async def script(control: Control, **wanted: Any) -> None:
    status, answer = await control.ask("PUT", "/sandbox/openai", wanted)
    assert status == 200, answer


async def test_by_default_the_first_of_each_choice_is_taken(model: openai.AsyncOpenAI) -> None:
    answer = await model.chat.completions.create(**ASK, response_format=by_schema(SCHEMA))

    assert json.loads(answer.choices[0].message.content or "") == {"opening": "o1", "advice": ["a1", "a2"]}
    assert answer.model == "sandbox-script"
    assert answer.usage is not None
    assert [offered.id for offered in (await model.models.list()).data] == ["sandbox-script"]


async def test_a_script_is_followed_in_order_and_then_left(model: openai.AsyncOpenAI, control: Control) -> None:
    await script(control, script=["first", {"refusal": "No."}, {"status": 503, "error": "away"}])

    first = await model.chat.completions.create(**ASK)
    second = await model.chat.completions.create(**ASK)
    with pytest.raises(openai.InternalServerError):
        await model.chat.completions.create(**ASK)
    fourth = await model.chat.completions.create(**ASK)

    assert first.choices[0].message.content == "first"
    assert second.choices[0].message.refusal == "No."
    assert fourth.choices[0].message.content == "This is a script, not a model."
    _, kept = await control.ask("GET", "/sandbox/openai")
    assert [request["model"] for request in kept["requests"]] == ["any"] * 4


@pytest.mark.parametrize(
    "schema",
    [
        {**SCHEMA, "additionalProperties": True},
        {**SCHEMA, "required": ["opening"]},
        {"type": "array", "items": {"type": "string"}},
    ],
)
async def test_a_schema_that_strict_mode_does_not_take_is_refused(model: openai.AsyncOpenAI, schema: Json) -> None:
    with pytest.raises(openai.BadRequestError):
        await model.chat.completions.create(**ASK, response_format=by_schema(schema))


@pytest.mark.parametrize(
    ("mode", "refused"), [("json_object", ["json_schema"]), ("plain", ["json_schema", "json_object"])]
)
async def test_a_lesser_server_refuses_the_formats_that_it_does_not_know(
    model: openai.AsyncOpenAI, control: Control, mode: str, refused: list[str]
) -> None:
    await script(control, mode=mode)
    formats: dict[str, Any] = {"json_schema": by_schema(SCHEMA), "json_object": {"type": "json_object"}}

    for name, wanted in formats.items():
        if name in refused:
            with pytest.raises(openai.BadRequestError):
                await model.chat.completions.create(**ASK, response_format=wanted)
        else:
            answer = await model.chat.completions.create(**ASK, response_format=wanted)
            assert answer.choices


async def test_each_fault_is_what_it_says(model: openai.AsyncOpenAI, control: Control) -> None:
    await script(control, fault="http_500")
    with pytest.raises(openai.InternalServerError):
        await model.chat.completions.create(**ASK)
    await script(control, fault="hang")
    with pytest.raises(openai.APITimeoutError):
        await model.with_options(timeout=0.2).chat.completions.create(**ASK)
    await script(control, fault="refuse_schema")
    with pytest.raises(openai.BadRequestError):
        await model.chat.completions.create(**ASK, response_format=by_schema(SCHEMA))
    await script(control, fault="refuse")
    refused = await model.chat.completions.create(**ASK, response_format=by_schema(SCHEMA))
    await script(control, fault="garbage")
    garbled = await model.chat.completions.create(**ASK, response_format=by_schema(SCHEMA))

    assert refused.choices[0].message.refusal
    assert refused.choices[0].message.content is None
    assert garbled.choices[0].finish_reason == "length"
    with pytest.raises(json.JSONDecodeError):
        json.loads(garbled.choices[0].message.content or "")


async def test_a_bad_request_or_script_is_refused(model: openai.AsyncOpenAI, control: Control) -> None:
    with pytest.raises(openai.BadRequestError):
        await model.chat.completions.create(model="any", messages=[])
    keyless, _ = await control.ask("POST", "/openai/v1/chat/completions", ASK)
    assert keyless == 401
    for wanted in ({"fault": "fire"}, {"mode": "xml"}, {"script": "x"}, {"script": [{"say": "x"}]}, {"voice": 1}):
        status, _ = await control.ask("PUT", "/sandbox/openai", wanted)
        assert status == 400
