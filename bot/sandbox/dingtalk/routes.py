"""The local DingTalk's addresses: which API is where, what it needs, and whether it counts."""

from __future__ import annotations

from aiohttp import web

from bot.sandbox.dingtalk import calendar, cards, contacts, files, robot, stream, todo
from bot.sandbox.dingtalk.api import access_token, new_api, not_found, old_access_token, old_api
from bot.sandbox.dingtalk.state import DINGTALK, DingTalk

SEND = "qyapi_robot_sendmsg"
CARDS = "Card.Instance.Write"
MEMBERS = "qyapi_get_member"
SCHEDULES = "Calendar.EventSchedule.Read"
EVENTS = "Calendar.Event.Write"
READ_EVENTS = "Calendar.Event.Read"
TODOS = "Todo.Todo.Write"


def add_dingtalk(app: web.Application, dingtalk: DingTalk) -> None:
    """Mount the local DingTalk."""
    app[DINGTALK] = dingtalk
    router = app.router
    api, oapi = "/dingtalk/api/v1.0", "/dingtalk/oapi"
    router.add_post(f"{api}/gateway/connections/open", new_api(stream.open_connection, needs_token=False))
    router.add_post(f"{api}/oauth2/accessToken", new_api(access_token, needs_token=False))
    router.add_post(f"{api}/robot/oToMessages/batchSend", new_api(robot.batch_send, permission=SEND, metered=True))
    router.add_get(f"{api}/robot/oToMessages/readStatus", new_api(robot.read_status, permission=SEND, metered=True))
    router.add_post(f"{api}/robot/groupMessages/send", new_api(robot.group_send, permission=SEND, metered=True))
    router.add_post(
        f"{api}/card/instances/createAndDeliver", new_api(cards.create_and_deliver, permission=CARDS, metered=True)
    )
    router.add_post(f"{api}/card/instances/deliver", new_api(cards.deliver, permission=CARDS, metered=True))
    router.add_put(f"{api}/card/instances", new_api(cards.update, permission=CARDS, metered=True))
    router.add_post(f"{api}/robot/messageFiles/download", new_api(files.download, permission=SEND, metered=True))
    router.add_post(
        f"{api}/calendar/users/{{union}}/querySchedule",
        new_api(calendar.query_schedule, permission=SCHEDULES, metered=True),
    )
    _add_lists(router, api)
    router.add_route("*", "/dingtalk/api/{rest:.*}", new_api(not_found, needs_token=False))
    router.add_get(f"{oapi}/gettoken", old_api(old_access_token, needs_token=False))
    router.add_post(f"{oapi}/topapi/v2/user/get", old_api(contacts.user_get, permission=MEMBERS))
    router.add_post(f"{oapi}/topapi/v2/user/list", old_api(contacts.user_list, permission=MEMBERS))
    router.add_post(f"{oapi}/topapi/v2/user/getbymobile", old_api(contacts.by_mobile, permission=MEMBERS))
    router.add_post(
        f"{oapi}/topapi/v2/department/listsub",
        old_api(contacts.department_list, permission="qyapi_get_department_list"),
    )
    router.add_post(f"{oapi}/media/upload", old_api(contacts.media_upload, permission="qyapi_base"))
    router.add_post(f"{oapi}/robot/sendBySession", old_api(robot.send_by_session, needs_token=False))
    router.add_get("/dingtalk/connect", stream.connect)
    router.add_get("/dingtalk/media/{media}", contacts.show_media)
    router.add_get("/dingtalk/files/{ticket}", files.hand_out)


def _add_lists(router: web.UrlDispatcher, api: str) -> None:
    """Mount what an app may write into people's calendars and to-do lists."""
    events = f"{api}/calendar/users/{{union}}/calendars/primary/events"
    router.add_post(events, new_api(calendar.create_event, permission=EVENTS, metered=True))
    router.add_get(events, new_api(calendar.list_events, permission=READ_EVENTS, metered=True))
    router.add_put(f"{events}/{{event}}", new_api(calendar.change_event, permission=EVENTS, metered=True))
    router.add_delete(f"{events}/{{event}}", new_api(calendar.delete_event, permission=EVENTS, metered=True))
    tasks = f"{api}/todo/users/{{union}}/tasks"
    router.add_post(tasks, new_api(todo.create_task, permission=TODOS, metered=True))
    router.add_get(f"{tasks}/sources/{{source}}", new_api(todo.find_task, permission=TODOS, metered=True))
    router.add_put(f"{tasks}/{{task}}", new_api(todo.change_task, permission=TODOS, metered=True))
