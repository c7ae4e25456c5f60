"""To-dos, by their owners' unionId: made, found by their source id, changed and done."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

from bot.sandbox.dingtalk.api import DingTalkCall, Refused
from bot.sandbox.dingtalk.state import SandboxTodo, union_id

Json = dict[str, Any]

SUBJECT = 1024


async def create_task(call: DingTalkCall) -> Json:
    """Make a to-do; nothing keeps the same source id from making a second one."""
    owner = _owner(call)
    executors = call.body.get("executorIds")
    if executors is not None and executors != [owner]:
        raise Refused(400, "paramError", "executorIds")
    task = SandboxTodo(uuid4().hex, owner, _subject(call.body), _due(call.body), str(call.body.get("sourceId") or ""))
    call.dingtalk.todos[task.id] = task
    return _shown(task)


async def change_task(call: DingTalkCall) -> Json:
    """Change a to-do: what is given, the rest stays."""
    owner, task = _owner(call), call.dingtalk.todos.get(call.request.match_info["task"])
    if task is None or task.owner != owner:
        raise Refused(400, "paramError", "task not exist")
    subject = _subject(call.body) if "subject" in call.body else task.subject
    due = _due(call.body) if "dueTime" in call.body else task.due
    done = call.body.get("done", task.done)
    if not isinstance(done, bool):
        raise Refused(400, "paramError", "done")
    call.dingtalk.todos[task.id] = replace(task, subject=subject, due=due, done=done)
    return {"result": True}


async def find_task(call: DingTalkCall) -> Json:
    """Find a to-do by its source id."""
    owner, source = _owner(call), call.request.match_info["source"]
    for task in call.dingtalk.todos.values():
        if task.owner == owner and task.source == source:
            return _shown(task)
    raise Refused(400, "paramError", "task not exist")


def _owner(call: DingTalkCall) -> str:
    company = call.dingtalk.world.store.company("dingtalk")
    people = {union_id(person.id) for person in company.people if not person.deleted} if company else set()
    owner = call.request.match_info["union"]
    if owner not in people or call.request.query.get("operatorId", owner) != owner:
        raise Refused(400, "userId.notExist", "userId不存在，这里要用unionId")
    return owner


def _subject(body: Json) -> str:
    subject = body.get("subject")
    if not isinstance(subject, str) or not 1 <= len(subject) <= SUBJECT:
        raise Refused(400, "paramError", "subject")
    return subject


def _due(body: Json) -> int | None:
    due = body.get("dueTime")
    if due is not None and (not isinstance(due, int) or isinstance(due, bool)):
        raise Refused(400, "paramError", "dueTime")
    return due


def _shown(task: SandboxTodo) -> Json:
    return {
        "id": task.id,
        "subject": task.subject,
        "dueTime": task.due,
        "done": task.done,
        "sourceId": task.source,
        "executorIds": [task.owner],
    }
