"""What a control call says: read, checked, and refused with what to send instead."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from bot.sandbox.company import PLATFORMS
from bot.sandbox.dingtalk.state import DINGTALK, DingTalk
from bot.sandbox.slack.state import SLACK, Slack
from bot.sandbox.world import WORLD, World

Json = dict[str, Any]


class Wrong(ValueError):
    """The request cannot be understood; the message says what to send."""


async def json_body(request: web.Request) -> Any:  # noqa: ANN401 - whatever JSON it is; each call judges its own
    """Return the JSON of a request, whatever it is.

    Raises:
        Wrong: it is none.
    """
    try:
        return json.loads(await request.text())
    except json.JSONDecodeError as error:
        raise Wrong(f"the body is not JSON: {error}") from None


async def json_object(request: web.Request) -> Json:
    """Return the JSON object of a request.

    Raises:
        Wrong: it is none.
    """
    body = await json_body(request)
    if not isinstance(body, dict):
        raise Wrong("the body is a JSON object")
    return body


async def fields_of(request: web.Request, *names: str, optional: tuple[str, ...] = ()) -> dict[str, str]:
    """Return the texts of a request, as :func:`texts_of` does.

    Raises:
        Wrong: as there.
    """
    return texts_of(await json_object(request), *names, optional=optional)


def texts_of(body: Json, *names: str, optional: tuple[str, ...] = ()) -> dict[str, str]:
    """Return the texts that an object gives by name; those that are ``optional`` may be left out or null.

    Raises:
        Wrong: one is missing, is no text, or is not known.
    """
    for name in names:
        if not isinstance(body.get(name), str):
            raise Wrong(f"{name} is missing or is not a text")
    for name in optional:
        if not isinstance(body.get(name, ""), str | None):
            raise Wrong(f"{name} is a text")
    if unknown := sorted(set(body) - {*names, *optional}):
        raise Wrong(f"{unknown[0]!r} is not known here; there are {sorted({*names, *optional})}")
    return {name: value for name, value in body.items() if value is not None}


def platform_of(name: str) -> str:
    """Return the name of a platform.

    Raises:
        Wrong: there is none of that name.
    """
    if name not in PLATFORMS:
        raise Wrong(f"platform is one of {PLATFORMS}, not {name!r}")
    return name


def parts_of(request: web.Request) -> tuple[World, Slack, DingTalk]:
    """Return the world with both of its platforms."""
    return request.app[WORLD], request.app[SLACK], request.app[DINGTALK]
