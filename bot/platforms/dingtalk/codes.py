"""DingTalk's error codes by what they are about, and what an administrator does about those that concern everybody."""

from __future__ import annotations

import re
from typing import Final

from bot.platforms.scope import Fix, RefusalScope

NO_PERMISSION: Final = "AccessTokenPermissionDenied"
NO_TEMPLATE: Final = frozenset({"templateNotExist", "templateUnpublished", "cardTemplateIdEmpty"})
_CREDENTIALS: Final = "DINGTALK_CLIENT_ID and DINGTALK_CLIENT_SECRET do not belong together"
_ADDRESS: Final = "add this machine's address to the app's 服务器出口IP"
_ROBOT: Final = "DINGTALK_ROBOT_CODE is not this app's robot"

WORKSPACE: Final = {
    "InvalidAuthentication": (
        Fix.TOKEN,
        "the token was refused twice: look at DINGTALK_CLIENT_ID and DINGTALK_CLIENT_SECRET",
    ),
    "Missingx-acs-dingtalk-access-token": (
        Fix.TOKEN,
        "the token was refused: look at DINGTALK_CLIENT_ID and DINGTALK_CLIENT_SECRET",
    ),
    "invalidClientIdOrSecret": (Fix.TOKEN, _CREDENTIALS),
    "invalid.client": (Fix.TOKEN, _CREDENTIALS),
    "unauthorized.client": (Fix.TOKEN, _CREDENTIALS),
    "authFailed": (Fix.TOKEN, f"{_CREDENTIALS}, or the app is not published"),
    "invalidParameter.robotCode.empty": (Fix.SETTINGS, "set DINGTALK_ROBOT_CODE"),
    "invalidParameter.robotCode.auth": (Fix.SETTINGS, _ROBOT),
    "openDeliverModelError": (Fix.SETTINGS, _ROBOT),  # nothing else of how a card is delivered can be set
    "resource.not.found": (Fix.SETTINGS, f"{_ROBOT}, or its version is not published"),
    "IpNotInWhiteList": (Fix.ADDRESS, _ADDRESS),
    "60020": (Fix.ADDRESS, _ADDRESS),
    "60011": (Fix.SCOPE, "give the app the permission in 权限管理 and publish it"),
    NO_PERMISSION: (Fix.SCOPE, "give the app the permission in 权限管理 and publish it"),
}
"""By the code of what concerns the whole organisation: the kind of thing that fixes it, and what exactly."""

PERSON: Final = frozenset({"60121", "staffId.notExisted", "userIdNotExist", "userId.notExist"})

MESSAGE: Final = frozenset(
    {
        "50002",  # an account outside of what the app may read
        "50004",  # a department outside of it
        "60003",  # a department that is no more
        "InvalidAction.NotFound",
        "InvalidParameter",
        "ParsedISO8601TimestampError",
        "cardAlreadyExist",
        "cardDataAndPrivateDataBothEmpty",
        "cardNotExist",
        "cardPublicDataEmpty",
        "cardTemplateIdEmpty",
        "contentUnsafe",
        "empty",
        "invalid",
        "openDeliverModelEmpty",
        "openSpaceIdEmpty",
        "openSpaceIdInvalid",
        "openSpaceModelInvalid",
        "paramError",  # a to-do that is no more
        "outTrackIdEmpty",
        "stream.content",
        "templateNotExist",
        "templateUnpublished",
    }
)
_OF_A_PARAMETER: Final = ("invalidParameter", "param.")

TOO_FAST: Final = frozenset(
    {"130101", "302033", "90002", "90018", "send.byToken.tooFast", "send.too.fast", "too.many.group", "too.many.people"}
)
SPENT: Final = frozenset({"90020"})
LATER: Final = frozenset({"-1", "15", "88", "40014", "42001", "no errcode", "server.error", "system.busy"}) | TOO_FAST

_PASSING: Final = re.compile(r"system|busy|time.?out|too fast|limit|系统|繁忙|超时|频繁|限流", re.IGNORECASE)


def is_passing(why: str) -> bool:
    """Say whether the words for a card that could not be delivered are about this moment, not about its reader."""
    return not why or bool(_PASSING.search(why))


def scope(code: str) -> RefusalScope:
    """Say what a refusal is about; what nobody has heard of is tried again: nothing is lost for a new word."""
    if code in WORKSPACE:
        return RefusalScope.WORKSPACE
    if code in PERSON:
        return RefusalScope.PERSON
    return RefusalScope.MESSAGE if code in MESSAGE or code.startswith(_OF_A_PARAMETER) else RefusalScope.LATER
