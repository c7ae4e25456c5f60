"""Accounts of a workspace as profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.kit.errors import Rejected
from bot.kit.identity import Identity, Profile
from bot.messages.text import repaired
from bot.platforms.slack import limits
from bot.platforms.slack.parse import PLATFORM, SLACKBOT

if TYPE_CHECKING:
    from bot.platforms.slack.call import Api

Json = dict[str, Any]

_PAGE = 200
_NOBODY = {"user_not_found", "user_not_visible", "users_not_found"}
_GUEST = ("is_restricted", "is_ultra_restricted", "is_stranger")


async def profile(api: Api, identity: Identity) -> Profile | None:
    """Return what Slack says of an account; None when it is nobody's, or a bot's.

    Raises:
        PlatformError: when Slack cannot be asked.
    """
    try:
        answer = await api.read("users.info", {"user": identity.user, "include_locale": True}, rate=limits.TIER_4)
    except Rejected as error:
        if error.code in _NOBODY:
            return None
        raise
    return _profile(answer["user"], tenant=identity.tenant)


async def directory(api: Api) -> list[Profile]:
    """Return every account of the workspace, also of those who have left; bots left out.

    Raises:
        PlatformError: when Slack cannot be asked.
    """
    found: list[Profile] = []
    cursor = ""
    while True:
        arguments: Json = {"limit": _PAGE, "include_locale": True} | ({"cursor": cursor} if cursor else {})
        page = await api.read("users.list", arguments, rate=limits.TIER_2)
        found += [profile for member in page.get("members", []) if (profile := _profile(member, tenant=""))]
        cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
        if not cursor:
            return found


def _profile(member: Json, *, tenant: str) -> Profile | None:
    """Read a user object; the phone number is left out, since people write there what they like."""
    if member.get("is_bot") or member.get("is_workflow_bot") or member.get("id") == SLACKBOT:
        return None
    member = repaired(member)
    shown = member.get("profile") or {}
    return Profile(
        Identity(PLATFORM, str(tenant or member.get("team_id") or ""), str(member["id"])),
        name=str(shown.get("real_name") or member.get("real_name") or member.get("name") or ""),
        email=str(shown.get("email") or ""),
        timezone=str(member.get("tz") or ""),
        locale=str(member.get("locale") or ""),
        guest=any(member.get(name) for name in _GUEST),
        gone=bool(member.get("deleted")),
    )
