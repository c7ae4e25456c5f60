"""The check of what is set for DingTalk, by calls that show nobody anything: each point is well, or how to fix it."""

from __future__ import annotations

import json
import secrets
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from bot.kit.errors import PlatformError, Rejected, Shut
from bot.platforms.check import PlatformProblem, refused, wrong
from bot.platforms.dingtalk.calendar import DingTalkCalendar
from bot.platforms.dingtalk.codes import NO_PERMISSION, NO_TEMPLATE
from bot.platforms.dingtalk.native import CHART_VARIABLES
from bot.platforms.dingtalk.page import FORM_VARIABLES
from bot.platforms.dingtalk.people import ROOT
from bot.platforms.dingtalk.todo import DingTalkTodo
from bot.platforms.scope import Fix

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from bot.kit.identity import Profile
    from bot.platforms.dingtalk.app import DingTalkApp
    from bot.platforms.dingtalk.call import Calls
    from bot.platforms.dingtalk.people import DingTalkPeople

Json = dict[str, Any]

_WORDS: Final = {
    Fix.TOKEN: "doctor-credentials",
    Fix.SETTINGS: "doctor-robot-wrong",
    Fix.SCOPE: "doctor-permission",
}
_NOBODY: Final = "jinbu-check"  # an account that no organisation has
_NO_SUCH_TEMPLATE: Final = "00000000-0000-0000-0000-000000000000.schema"
_UNPUBLISHED: Final = "templateUnpublished"
_NAMED: Final = 10
_DIRECTORY: Final[tuple[tuple[str, str, Json], ...]] = (
    ("qyapi_get_department_list", "/topapi/v2/department/listsub", {"dept_id": ROOT}),
    ("qyapi_get_member", "/topapi/v2/user/list", {"dept_id": ROOT, "cursor": 0, "size": 1}),
)
"""What reading the directory takes: a permission, and a call that is refused without it."""


async def examine(app: DingTalkApp, calls: Calls, people: DingTalkPeople) -> list[PlatformProblem]:
    """Look at credentials, robot, card template and permissions; costs up to six metered calls."""
    try:
        await calls.token()
    except PlatformError as error:
        return [refused("credentials", error, _WORDS)]
    found = [
        PlatformProblem("credentials", "doctor-works"),
        await _robot(app, calls),
        await _cards(app, calls),
        *await _files(calls),
        await contacts(calls, people),
        await _calendar(people),
    ]
    if app.capabilities.events:
        found.append(await _lists("events", "doctor-events-lacking", DingTalkCalendar(calls).call))
    if app.capabilities.todos:
        found.append(await _lists("to-dos", "doctor-todos-lacking", DingTalkTodo(calls).call))
    return found


async def _robot(app: DingTalkApp, calls: Calls) -> PlatformProblem:
    """Let the robot write to nobody: it is refused for that, unless something of the robot is refused before."""
    text = json.dumps({"content": "-"})
    body = {"robotCode": app.robot, "userIds": [_NOBODY], "msgKey": "sampleText", "msgParam": text}
    try:
        await calls.new("POST", "/v1.0/robot/oToMessages/batchSend", body, posting=True)
    except Rejected:
        pass
    except PlatformError as error:
        return refused("robot", error, _WORDS)
    return PlatformProblem("robot", "doctor-robot")


async def _cards(app: DingTalkApp, calls: Calls) -> PlatformProblem:
    """Offer a card to nobody, and one of a template that cannot be: so DingTalk tells whether it knows ours."""
    template = app.card_template_id
    if not template:
        return wrong("cards", "doctor-cards-off")
    if not template.endswith(".schema"):
        return wrong("cards", "doctor-template-form", code=template)
    try:
        code = await _offered(app, calls, template)
        told = code in NO_TEMPLATE or await _offered(app, calls, _NO_SUCH_TEMPLATE) in NO_TEMPLATE
    except PlatformError as error:
        return refused("cards", error, _WORDS)
    if code in NO_TEMPLATE:
        words = "doctor-template-unpublished" if code == _UNPUBLISHED else "doctor-template-unknown"
        return wrong("cards", words, code=code, template=template)
    if not told:
        return PlatformProblem("cards", "doctor-template-untold", {"template": template})
    variables = (*FORM_VARIABLES, *(CHART_VARIABLES if app.capabilities.charts else ()))
    return PlatformProblem("cards", "doctor-template", {"variables": ", ".join(variables)})


async def _offered(app: DingTalkApp, calls: Calls, template: str) -> str:
    """Return for what a card to nobody is refused; "" when DingTalk takes it, and then shows it to nobody.

    Raises:
        PlatformError: when cards cannot be sent at all.
    """
    body = {
        "cardTemplateId": template,
        "outTrackId": f"{_NOBODY}-{secrets.token_hex(8)}",
        "callbackType": "STREAM",
        "userIdType": 1,
        "cardData": {"cardParamMap": {"title": "-"}},
        "imRobotOpenSpaceModel": {"supportForward": False},
        **app.space(_NOBODY),
    }
    try:
        await calls.new("POST", "/v1.0/card/instances/createAndDeliver", body, posting=True)
    except Rejected as error:
        return error.code
    return ""


async def _files(calls: Calls) -> list[PlatformProblem]:
    """Bring nothing up: it is refused for that, unless the permission is lacking; no point where neither is said."""
    try:
        await calls.old("/media/upload?type=image")
    except Shut as error:
        return [refused("files", error, _WORDS)]
    except PlatformError as error:
        return [PlatformProblem("files", "doctor-files")] if error.code.isdecimal() else []
    return [PlatformProblem("files", "doctor-files")]


async def contacts(calls: Calls, people: DingTalkPeople) -> PlatformProblem:
    """Say what of the directory can be read, and what is missing of it."""
    lacking = [name for name, path, body in _DIRECTORY if await _lacks(calls, path, body)]
    if lacking:
        return wrong("contacts", "doctor-contacts-lacking", code=NO_PERMISSION, names=", ".join(lacking))
    try:
        found = await people.directory()
    except PlatformError as error:
        return refused("contacts", error, _WORDS)
    unread = people.unread
    if unread:
        named = ", ".join(unread[:_NAMED]) + (" …" if len(unread) > _NAMED else "")
        return wrong("contacts", "doctor-contacts-part", n=str(len(found)), root=str(ROOT), unread=named)
    return PlatformProblem("contacts", "doctor-readable" if _reachable(found) else "doctor-contacts-bare")


async def _lacks(calls: Calls, path: str, body: Json) -> bool:
    """Say whether a call is refused for want of a permission; that anything else is wrong shows in the reading."""
    try:
        await calls.old(path, body)
    except Shut as error:
        return error.fix == Fix.SCOPE
    except PlatformError:
        return False
    return False


def _reachable(people: Sequence[Profile]) -> bool:
    return not people or any(person.email or person.mobile for person in people)


async def _calendar(people: DingTalkPeople) -> PlatformProblem:
    day = datetime(2026, 1, 1, tzinfo=UTC)
    try:
        await people.schedule(_NOBODY, day, day + timedelta(days=1))
    except LookupError as error:
        return wrong("calendar", "doctor-calendar-lacking", code=NO_PERMISSION, names=str(error))
    except Rejected:  # it knows nobody of that name, so it looked
        pass
    except PlatformError as error:
        return refused("calendar", error, _WORDS)
    return PlatformProblem("calendar", "doctor-readable")


async def _lists(part: str, lacking: str, call: Callable[[str, str, str, Json], Awaitable[object]]) -> PlatformProblem:
    """Change what is not there in a list of nobody's: it is refused for that, unless the permission is lacking."""
    try:
        await call("PUT", _NOBODY, f"/{_NOBODY}", {"id": _NOBODY})
    except LookupError as error:
        return wrong(part, lacking, code=NO_PERMISSION, names=str(error))
    except Rejected:
        pass
    except PlatformError as error:
        return refused(part, error, _WORDS)
    return PlatformProblem(part, "doctor-writable")


async def stream_mode(open_: Callable[[], Awaitable[object]]) -> PlatformProblem:
    """Say whether the gateway gives an address for the stream."""
    try:
        await open_()
    except Rejected as error:
        return wrong("stream mode", "doctor-stream", code=error.code)
    except PlatformError as error:
        return refused("stream mode", error, _WORDS)
    return PlatformProblem("stream mode", "doctor-works")
