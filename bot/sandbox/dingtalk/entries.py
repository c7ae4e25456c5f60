"""What stands in somebody's own calendar and to-do list, as the page draws it beside the chat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox.dingtalk.state import union_id

if TYPE_CHECKING:
    from datetime import datetime

    from bot.sandbox.dingtalk.state import DingTalk

Json = dict[str, Any]


def entries_of(dingtalk: DingTalk, user: str) -> Json:
    """Return somebody's events by their beginning, and their to-dos, the open ones first; times in milliseconds."""
    union = union_id(user)
    events = sorted(
        (event for event in dingtalk.events.values() if union in event.whose), key=lambda event: event.start
    )
    todos = [todo for todo in dingtalk.todos.values() if todo.owner == union]
    todos.sort(key=lambda todo: (todo.done, todo.due or 0))
    return {
        "events": [{"summary": each.summary, "start": _ms(each.start), "end": _ms(each.end)} for each in events],
        "todos": [{"subject": each.subject, "due": each.due, "done": each.done} for each in todos],
    }


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)
