"""What the doctor finds on the wire: a wrong template, robot, token or permission is named, with how to fix it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from bot.doctor import examine
from bot.runtime.clockwork import SystemClock
from bot.sandbox.company import DINGTALK_PERMISSIONS
from bot.sandbox.server import serve_in_thread
from tests.e2e.town import settings_of
from tests.wire import ANA, TEMPLATE, said, seed, wire

if TYPE_CHECKING:
    from pathlib import Path

    from bot.platforms.check import PlatformProblem
    from tests.wire import Wire

CJK = re.compile(r"[\u3400-\u9fff]")


async def faults(link: Wire) -> dict[str, PlatformProblem]:
    """Return what is not well, by part, and see that each is said in both languages and holds no gap."""
    found = await link.platform.check()
    for problem in found:
        english, chinese = said(problem), said(problem, "zh-CN")
        assert english
        assert CJK.search(chinese) or problem.key == "doctor-token-works"
    return {problem.part: problem for problem in found if not problem.ok}


# DingTalk


async def test_a_template_that_is_nobodys_is_named_and_nothing_is_shown_to_anybody() -> None:
    async with wire("dingtalk", card_template_id="wrong.schema") as link:
        found = await faults(link)

        assert set(found) == {"cards"}
        assert found["cards"].code == "templateNotExist"
        assert "wrong.schema" in said(found["cards"])
        assert "卡片平台" in said(found["cards"], "zh-CN")
        state = await link.get("/sandbox/messages?platform=dingtalk&user=" + ANA["dingtalk"] + "&peek=1")
        assert state == []


async def test_a_template_that_is_not_published_is_told_apart() -> None:
    async with wire("dingtalk") as link:
        link.sandbox.seed(seed() | {"templates": [{"id": TEMPLATE, "published": False}]})

        assert (await faults(link))["cards"].key == "doctor-template-unpublished"


async def test_where_dingtalk_looks_at_the_reader_first_the_check_does_not_claim_to_know(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with wire("dingtalk", card_template_id="wrong.schema") as link:
        monkeypatch.setattr("bot.sandbox.dingtalk.cards._text", _reader_first)

        (cards,) = [problem for problem in await link.platform.check() if problem.part == "cards"]

        assert (cards.ok, cards.key) == (True, "doctor-template-untold")


def _reader_first(body: dict[str, Any], name: str, code: str) -> str:
    from bot.sandbox.dingtalk.cards import _bad

    del body, name, code
    raise _bad("userIdNotExist", "jinbu-check")


async def test_a_robot_code_of_another_app_is_named() -> None:
    async with wire("dingtalk", robot_code="dingother") as link:
        found = await faults(link)

        assert {"robot", "cards"} == set(found)
        assert found["robot"].code == "resource.not.found"
        assert "DINGTALK_ROBOT_CODE" in said(found["robot"])


@pytest.mark.parametrize(
    ("permission", "part"),
    [
        ("qyapi_robot_sendmsg", "robot"),
        ("Card.Instance.Write", "cards"),
        ("qyapi_base", "files"),
        ("qyapi_get_member", "contacts"),
        ("qyapi_get_department_list", "contacts"),
        ("Calendar.EventSchedule.Read", "calendar"),
    ],
)
async def test_each_permission_that_is_lacking_is_named_with_its_part(permission: str, part: str) -> None:
    granted = [name for name in DINGTALK_PERMISSIONS if name != permission]
    async with wire("dingtalk", credentials={"permissions": granted}) as link:
        found = await faults(link)

        assert set(found) == {part}
        assert permission in said(found[part])
        assert permission in said(found[part], "zh-CN")


async def test_both_permissions_of_the_directory_are_named_at_once() -> None:
    granted = [permission for permission in DINGTALK_PERMISSIONS if not permission.startswith("qyapi_get")]
    async with wire("dingtalk", credentials={"permissions": granted}) as link:
        line = said((await faults(link))["contacts"])

        assert "qyapi_get_department_list, qyapi_get_member" in line


async def test_a_wrong_secret_is_the_one_thing_to_fix() -> None:
    async with wire("dingtalk", client_secret="wrong", connect=False) as link:
        found = await faults(link)

        assert set(found) == {"credentials", "stream mode"}
        assert all("DINGTALK_CLIENT_SECRET" in said(value) for value in found.values())


async def test_an_organisation_without_calls_left_is_told_so() -> None:
    async with wire("dingtalk") as link:
        await link.fault(quota_exhausted=1)

        found = await faults(link)

        assert {found["robot"].key, found["cards"].key} == {"doctor-spent"}


async def test_the_check_costs_as_many_calls_as_it_says() -> None:
    async with wire("dingtalk") as link:
        assert await faults(link) == {}
        assert link.calls_spent == 6


# Slack


async def test_a_persons_token_in_the_place_of_the_bots_is_found() -> None:
    async with wire("slack", bot_token="xoxp-sandbox", connect=False) as link:
        found = await faults(link)

        assert set(found) == {"token"}
        assert "xoxb-" in said(found["token"])


@pytest.mark.parametrize(
    ("own", "part", "code"),
    [
        ({"bot_token": "xapp-sandbox"}, "token", "not_allowed_token_type"),
        ({"bot_token": "xoxb-other"}, "token", "invalid_auth"),
        ({"app_token": "xoxb-sandbox"}, "socket mode", "not_allowed_token_type"),
        ({"app_token": "xapp-other"}, "socket mode", "invalid_auth"),
    ],
)
async def test_a_token_of_another_kind_or_app_is_found(own: dict[str, Any], part: str, code: str) -> None:
    async with wire("slack", connect=False, **own) as link:
        found = await faults(link)

        assert {key: point.code for key, point in found.items()} == {part: code}
        assert ("SLACK_APP_TOKEN" if part == "socket mode" else "SLACK_BOT_TOKEN") in said(found[part])


async def test_an_app_token_without_its_scope_is_found() -> None:
    async with wire("slack", connect=False, credentials={"app_scopes": []}) as link:
        found = await faults(link)

        assert set(found) == {"socket mode"}
        assert "connections:write" in said(found["socket mode"])


async def test_every_scope_that_is_missing_is_named_with_what_it_is_for() -> None:
    async with wire("slack", connect=False, credentials={"scopes": ["chat:write", "users:read"]}) as link:
        found = await faults(link)

        assert set(found) == {
            "scope app_mentions:read", "scope commands", "scope files:read", "scope files:write", "scope im:history",
            "scope im:write", "scope users:read.email",
        }  # fmt: skip
        assert all(key.removeprefix("scope ") in said(point, "zh-CN") for key, point in found.items())


async def test_without_a_way_in_nobody_could_write() -> None:
    async with wire("slack", connect=False, app_token="", signing_secret="") as link:
        assert set(await faults(link)) == {"way in"}


# The doctor


def test_the_doctor_speaks_the_language_of_the_installation(tmp_path: Path) -> None:
    sandbox = serve_in_thread(SystemClock().now, seed=seed())
    try:
        wrong = {"card_template_id": "wrong.schema", "robot_code": "dingother"}
        settings = settings_of(sandbox.url, tmp_path, ("slack", "dingtalk"), dingtalk=wrong)
        found = examine(settings.model_copy(update={"locale": "zh-CN"}))
        english = examine(settings.model_copy(update={"locale": "en"}))
    finally:
        sandbox.stop()

    assert {frozenset(entry) for entry in found} == {frozenset({"part", "ok", "note"})}
    assert [(entry["part"], entry["ok"]) for entry in found] == [(entry["part"], entry["ok"]) for entry in english]
    parts = {entry["part"]: entry for entry in found}
    for part in ("dingtalk cards", "dingtalk robot", "people"):
        assert not parts[part]["ok"]
        assert CJK.search(parts[part]["note"])
    assert "DINGTALK_ROBOT_CODE" in parts["dingtalk robot"]["note"]
    assert not [entry for entry in english if CJK.search(entry["note"].replace("卡片平台", "").replace("机器人", ""))]
