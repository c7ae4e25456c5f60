"""The users.* methods and auth.test: who is there, and who the bot is."""

from __future__ import annotations

import base64
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.sandbox.company import SandboxPerson
from bot.sandbox.slack.api import USER_SCOPES, ApiError, SlackCall
from bot.sandbox.slack.state import APP, BOT, BOT_USER, TEAM, Slack

Json = dict[str, Any]

PAGE = 1000


async def auth_test(call: SlackCall) -> Json:
    """auth.test; the scopes stand in the answer's ``x-oauth-scopes`` header."""
    company = call.slack.world.store.company("slack")
    if call.scopes == USER_SCOPES:
        owner = company.people[0] if company and company.people else None
        return {
            "url": f"{call.slack.world.url}/",
            "team": company.name if company else "Sandbox",
            "user": _handle(owner.name if owner else "somebody"),
            "team_id": TEAM,
            "user_id": owner.id if owner else "U0",
        }
    return {
        "url": f"{call.slack.world.url}/",
        "team": company.name if company else "Sandbox",
        "user": _handle(company.bot_name if company else "jinbu"),
        "team_id": TEAM,
        "user_id": BOT_USER,
        "bot_id": BOT,
        "app_id": APP,
        "is_enterprise_install": False,
    }


async def info(call: SlackCall) -> Json:
    """users.info; the locale only with ``include_locale``, the address only with its scope."""
    person = call.slack.world.store.person("slack", call.need("user"))
    if person is None:
        if call.args["user"] == BOT_USER:
            return {"user": _bot(call.slack)}
        raise ApiError("user_not_found")
    return {"user": describe(call.slack, person, call.scopes, locale=call.flag("include_locale"))}


async def everybody(call: SlackCall) -> Json:
    """users.list, page by page; bots and those who have left are among them, as in every real workspace."""
    limit = call.number("limit", default=PAGE, most=PAGE)
    start = _start(call)
    company = call.slack.world.store.company("slack")
    people = [_slackbot(), _bot(call.slack)] + [
        describe(call.slack, person, call.scopes, locale=call.flag("include_locale"))
        for person in (company.people if company else ())
    ]
    page = people[start : start + limit]
    cursor = base64.b64encode(f"user:{start + limit}".encode()).decode() if start + limit < len(people) else ""
    return {
        "members": page,
        "cache_ts": int(call.slack.world.now().timestamp()),
        "response_metadata": {"next_cursor": cursor},
    }


def _start(call: SlackCall) -> int:
    cursor = call.text("cursor")
    if cursor is None:
        return 0
    try:
        kind, _, start = base64.b64decode(cursor, validate=True).decode().partition(":")
        if kind == "user":
            return int(start)
    except ValueError:
        pass
    raise ApiError("invalid_cursor")


async def by_email(call: SlackCall) -> Json:
    """users.lookupByEmail: those who have left are not found."""
    wanted = call.need("email").casefold()
    company = call.slack.world.store.company("slack")
    for person in company.people if company else ():
        if person.email.casefold() == wanted and not person.deleted:
            return {"user": describe(call.slack, person, call.scopes, locale=False)}
    raise ApiError("users_not_found")


def describe(slack: Slack, person: SandboxPerson, scopes: frozenset[str], *, locale: bool) -> Json:
    """Show a person as the Web API does."""
    profile: Json = {
        "real_name": person.name,
        "display_name": person.name,
        "title": person.title,
        "phone": person.mobile,
        "team": TEAM,
    }
    if "users:read.email" in scopes:
        profile["email"] = person.email
    described: Json = {
        "id": person.id,
        "team_id": TEAM,
        "name": _handle(person.email.partition("@")[0] or person.name),
        "real_name": person.name,
        "deleted": person.deleted,
        "profile": profile,
        "updated": int(slack.world.now().timestamp()),
    }
    if not person.deleted:
        described |= {
            "is_admin": False,
            "is_owner": False,
            "is_restricted": person.guest,
            "is_ultra_restricted": False,
            "is_bot": False,
            "is_app_user": False,
            **_zone(slack, person.timezone),
        }
    if locale:
        described["locale"] = person.locale
    return described


def _zone(slack: Slack, name: str) -> Json:
    try:
        local = slack.world.now().astimezone(ZoneInfo(name))
    except (ZoneInfoNotFoundError, ValueError):
        return {"tz": None, "tz_label": "", "tz_offset": 0}
    offset = local.utcoffset()
    return {"tz": name, "tz_label": local.tzname() or "", "tz_offset": int(offset.total_seconds()) if offset else 0}


def _handle(name: str) -> str:
    return "".join(character for character in name.lower() if character.isalnum() or character in "._-") or "someone"


def _bot(slack: Slack) -> Json:
    company = slack.world.store.company("slack")
    name = company.bot_name if company else "Jinbu"
    return {
        "id": BOT_USER,
        "team_id": TEAM,
        "name": _handle(name),
        "real_name": name,
        "deleted": False,
        "is_bot": True,
        "is_app_user": False,
        "profile": {"real_name": name, "bot_id": BOT, "api_app_id": APP},
    }


def _slackbot() -> Json:
    # Slackbot is a person by its flags; who filters by is_bot alone writes to it.
    return {
        "id": "USLACKBOT",
        "team_id": TEAM,
        "name": "slackbot",
        "real_name": "Slackbot",
        "deleted": False,
        "is_bot": False,
        "is_app_user": False,
        "profile": {"real_name": "Slackbot"},
    }
