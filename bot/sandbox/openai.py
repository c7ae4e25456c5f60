"""An OpenAI-compatible endpoint that follows a script and never claims to be a real model."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any
from uuid import uuid4

from aiohttp import web

from bot.sandbox.clock import pause
from bot.sandbox.schema_answer import SchemaError, first_answer, strict_problem
from bot.sandbox.world import WORLD, World

Json = dict[str, Any]

MODEL = "sandbox-script"
MODES = ("json_schema", "json_object", "plain")
FAULTS = ("hang", "slow", "garbage", "http_500", "refuse", "refuse_schema")
HANG_SECONDS = 3600
SLOW_SECONDS = 3


class ScriptError(ValueError):
    """The script cannot be followed; the message says why."""


@dataclass(slots=True)
class Script:
    """What the endpoint will say and how it will fail."""

    answers: deque[Json] = field(default_factory=deque)
    mode: str = "json_schema"
    """The most that this server understands of ``response_format``; servers differ in it."""
    fault: str | None = None
    requests: deque[Json] = field(default_factory=lambda: deque(maxlen=200))
    """What was asked, for tests to look at."""

    def reset(self) -> None:
        """Forget the script and every fault."""
        self.answers.clear()
        self.requests.clear()
        self.mode, self.fault = "json_schema", None

    def change(self, wanted: object) -> None:
        """Set what ``wanted`` names: a list of answers, a mode, a fault.

        Raises:
            ScriptError: an unknown name or value.
        """
        if not isinstance(wanted, dict) or set(wanted) - {"script", "mode", "fault"}:
            raise ScriptError("the script is an object with script, mode and fault")
        mode, fault = wanted.get("mode", self.mode), wanted.get("fault", self.fault)
        if mode not in MODES:
            raise ScriptError(f"mode is one of {MODES}, not {mode!r}")
        if fault is not None and fault not in FAULTS:
            raise ScriptError(f"fault is null or one of {FAULTS}, not {fault!r}")
        if "script" in wanted:
            if not isinstance(wanted["script"], list):
                raise ScriptError("script is a list of answers")
            answers = [_scripted(item) for item in wanted["script"]]
            self.answers.clear()
            self.answers.extend(answers)
        self.mode, self.fault = mode, fault

    def as_json(self) -> Json:
        """Show what is set and what was asked lately."""
        return {
            "script": list(self.answers),
            "mode": self.mode,
            "fault": self.fault,
            "requests": list(self.requests),
        }


def _scripted(item: object) -> Json:
    if isinstance(item, str):
        return {"content": item}
    known = {"content", "refusal", "finish_reason", "status", "error"}
    if not isinstance(item, dict) or not item or set(item) - known:
        raise ScriptError(f"an answer is a text or an object with some of {sorted(known)}")
    return item


SCRIPT = web.AppKey("script", Script)


def add_openai(app: web.Application) -> None:
    """Mount the endpoint."""
    app[SCRIPT] = Script()
    app.router.add_get("/openai/v1/models", _models)
    app.router.add_post("/openai/v1/chat/completions", _complete)
    app.router.add_get("/sandbox/openai", _show)


async def _show(request: web.Request) -> web.Response:
    return web.json_response(request.app[SCRIPT].as_json())


async def _models(request: web.Request) -> web.Response:
    if (refusal := _unauthorised(request)) is not None:
        return refusal
    return web.json_response(
        {"object": "list", "data": [{"id": MODEL, "object": "model", "created": 0, "owned_by": "sandbox"}]}
    )


def _error(status: int, message: str, *, code: str | None = None, kind: str = "invalid_request_error") -> web.Response:
    return web.json_response({"error": {"message": message, "type": kind, "param": None, "code": code}}, status=status)


def _unauthorised(request: web.Request) -> web.Response | None:
    if request.headers.get("Authorization", "").startswith("Bearer ") and len(request.headers["Authorization"]) > len(
        "Bearer "
    ):
        return None
    return _error(401, "You didn't provide an API key.", code="invalid_api_key")


async def _complete(request: web.Request) -> web.Response:
    world, script = request.app[WORLD], request.app[SCRIPT]
    began = perf_counter()
    response = await _answer(request, world, script)
    ms = (perf_counter() - began) * 1000
    world.store.called("openai", "chat.completions", status=str(response.status), ms=ms)
    return response


async def _answer(request: web.Request, world: World, script: Script) -> web.Response:
    if (refusal := _unauthorised(request)) is not None:
        return refusal
    try:
        body = json.loads(await request.text())
    except json.JSONDecodeError:
        return _error(400, "We could not parse the JSON body of your request.")
    if (problem := _problem(body, script)) is not None:
        return _error(400, problem)
    script.requests.append(body)
    match script.fault:
        case "hang":
            await pause(HANG_SECONDS, unless=world.closing)
        case "slow":
            await pause(SLOW_SECONDS, unless=world.closing)
        case "http_500":
            return _error(500, "The server had an error while processing your request.", kind="server_error")
        case "refuse_schema" if _format(body) == "json_schema":
            return _error(
                400, "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model."
            )
        case _:
            pass
    answer = script.answers.popleft() if script.answers else _default(body, script)
    if "status" in answer:
        return _error(int(answer["status"]), str(answer.get("error", "scripted error")))
    return web.json_response(_completion(body, answer, world))


def _format(body: Json) -> str:
    wanted = body.get("response_format")
    return str(wanted.get("type")) if isinstance(wanted, dict) else "text"


def _problem(body: object, script: Script) -> str | None:
    """Say what a request gets wrong, or None."""
    if not isinstance(body, dict) or not isinstance(body.get("model"), str) or not body["model"]:
        return "you must provide a model parameter"
    messages = body.get("messages")
    if not isinstance(messages, list) or not messages:
        return "Missing required parameter: 'messages'."
    for index, message in enumerate(messages):
        if not isinstance(message, dict) or message.get("role") not in {
            "system",
            "developer",
            "user",
            "assistant",
            "tool",
        }:
            return f"Invalid value for 'messages[{index}].role'."
        if not isinstance(message.get("content"), str | list):
            return f"Invalid type for 'messages[{index}].content'."
    if body.get("stream"):
        return "This sandbox does not stream."
    wanted = _format(body)
    if wanted not in {"text", "json_object", "json_schema"}:
        return f"Invalid value: '{wanted}' for 'response_format.type'."
    if wanted != "text" and MODES.index(script.mode) > MODES.index(wanted):
        return f"Invalid parameter: 'response_format' of type '{wanted}' is not supported with this model."
    if wanted == "json_object" and "json" not in json.dumps(messages).lower():
        return "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'."
    return _schema_problem(body["response_format"]) if wanted == "json_schema" else None


def _schema_problem(wanted: Json) -> str | None:
    given = wanted.get("json_schema")
    if (
        not isinstance(given, dict)
        or not isinstance(given.get("name"), str)
        or not isinstance(given.get("schema"), dict)
    ):
        return "Missing required parameter: 'response_format.json_schema'."
    problem = strict_problem(given["schema"]) if given.get("strict") else None
    return f"Invalid schema for response_format '{given['name']}': {problem}" if problem else None


def _default(body: Json, script: Script) -> Json:
    if script.fault == "refuse":
        return {"refusal": "I'm sorry, I can't help with that."}
    if script.fault == "garbage":
        return {"content": '{"picked": ["', "finish_reason": "length"}
    if _format(body) != "json_schema":
        return {"content": "{}" if _format(body) == "json_object" else "This is a script, not a model."}
    schema = body["response_format"]["json_schema"]["schema"]
    try:
        return {"content": json.dumps(first_answer(schema, schema), ensure_ascii=False)}
    except SchemaError as error:
        return {"status": 400, "error": str(error)}


def _completion(body: Json, answer: Json, world: World) -> Json:
    content = answer.get("content")
    asked = sum(len(str(message["content"])) for message in body["messages"]) // 4 + 1
    said = len(str(content or answer.get("refusal", ""))) // 4 + 1
    return {
        "id": f"chatcmpl-{uuid4().hex}",
        "object": "chat.completion",
        "created": int(world.now().timestamp()),
        "model": MODEL,
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": content, "refusal": answer.get("refusal")},
                "logprobs": None,
                "finish_reason": answer.get("finish_reason", "stop"),
            }
        ],
        "usage": {"prompt_tokens": asked, "completion_tokens": said, "total_tokens": asked + said},
    }
