"""The directory and the media store of the old oapi; none of it counts against the month's budget."""

from __future__ import annotations

from typing import Any

from aiohttp import BodyPartReader, web

from bot.sandbox.company import SandboxPerson
from bot.sandbox.dingtalk.api import DingTalkCall, OldRefused
from bot.sandbox.dingtalk.state import DINGTALK, DingTalk, union_id
from bot.sandbox.store import SandboxPicture, mime_of

Json = dict[str, Any]

ROOT = 1
PAGE = 100
MEDIA_BYTES = {"image": 20, "voice": 2, "video": 20, "file": 20}
"""In MiB, by type."""
FILES = frozenset({"doc", "docx", "xls", "xlsx", "ppt", "pptx", "zip", "pdf", "rar"})
"""What a robot may send as a file, by the end of its name."""
IMAGES = frozenset({"image/png", "image/jpeg", "image/gif", "image/bmp"})


def _people(dingtalk: DingTalk) -> list[SandboxPerson]:
    company = dingtalk.world.store.company("dingtalk")
    return [person for person in company.people if not person.deleted] if company else []


def _departments(dingtalk: DingTalk) -> dict[str, int]:
    names = dict.fromkeys(person.department for person in _people(dingtalk) if person.department)
    return {name: ROOT + number for number, name in enumerate(names, start=1)}


def _department_of(dingtalk: DingTalk, person: SandboxPerson) -> int:
    return _departments(dingtalk).get(person.department, ROOT)


def _describe(dingtalk: DingTalk, person: SandboxPerson) -> Json:
    people = _people(dingtalk)
    department = _department_of(dingtalk, person)
    described: Json = {
        "userid": person.id,
        "unionid": union_id(person.id),
        "name": person.name,
        "title": person.title,
        "job_number": person.employee_id,
        "mobile": person.mobile,
        "email": person.email,
        "org_email": "",
        "dept_id_list": [department],
        "leader_in_dept": [{"dept_id": department, "leader": any(p.manager == person.id for p in people)}],
        "role_list": [],
        "active": True,
        "admin": False,
        "boss": False,
    }
    if person.manager is not None:
        described["manager_userid"] = person.manager
    return described


async def user_get(call: DingTalkCall) -> Json:
    """Show one person; those who have left are not there any more."""
    wanted = call.body.get("userid")
    person = next((person for person in _people(call.dingtalk) if person.id == wanted), None)
    if person is None:
        raise OldRefused(60121, "找不到该用户")
    return {"result": _describe(call.dingtalk, person)}


async def user_list(call: DingTalkCall) -> Json:
    """List the people of one department, page by page."""
    department, cursor, size = (_whole(call.body, name) for name in ("dept_id", "cursor", "size"))
    if not 1 <= size <= PAGE:
        raise OldRefused(40035, f"size: 1..{PAGE}")
    _known_department(call.dingtalk, department)
    members = [p for p in _people(call.dingtalk) if _department_of(call.dingtalk, p) == department]
    page = members[cursor : cursor + size]
    more = cursor + size < len(members)
    result: Json = {"has_more": more, "list": [_describe(call.dingtalk, person) for person in page]}
    if more:
        result["next_cursor"] = cursor + size
    return {"result": result}


async def department_list(call: DingTalkCall) -> Json:
    """List the departments under one, a single level."""
    department = _whole(call.body, "dept_id") if "dept_id" in call.body else ROOT
    _known_department(call.dingtalk, department)
    below = _departments(call.dingtalk) if department == ROOT else {}
    return {
        "result": [
            {"dept_id": identity, "name": name, "parent_id": ROOT, "auto_add_user": True, "create_dept_group": False}
            for name, identity in below.items()
        ]
    }


async def by_mobile(call: DingTalkCall) -> Json:
    """Find somebody by their telephone number."""
    wanted = call.body.get("mobile")
    person = next((person for person in _people(call.dingtalk) if person.mobile and person.mobile == wanted), None)
    if person is None:
        raise OldRefused(60121, "找不到该用户")
    return {"result": {"userid": person.id}}


def _known_department(dingtalk: DingTalk, department: int) -> None:
    if department not in {ROOT, *_departments(dingtalk).values()}:
        raise OldRefused(60003, "部门不存在")


def _whole(body: Json, name: str) -> int:
    try:
        return int(body[name])
    except (KeyError, TypeError, ValueError):
        raise OldRefused(40035, f"不合法的参数：{name}") from None


async def media_upload(call: DingTalkCall) -> Json:
    """Keep a file; its media_id is good for ever."""
    kind = call.request.query.get("type", "")
    picture: SandboxPicture | None = None
    if call.request.content_type == "multipart/form-data":
        async for part in await call.request.multipart():
            if not isinstance(part, BodyPartReader):
                continue
            content = bytes(await part.read())
            if part.name == "type":
                kind = content.decode(errors="replace")
            elif part.name == "media":
                identity = call.dingtalk.world.store.new_id("@lADP")
                picture = SandboxPicture(identity, part.filename or "media", content, mime_of(content))
    if kind not in MEDIA_BYTES:
        raise OldRefused(40004, "不合法的媒体文件类型")
    if picture is None or not picture.content:
        raise OldRefused(40035, "不合法的参数：media")
    if len(picture.content) > MEDIA_BYTES[kind] * 1024 * 1024:
        raise OldRefused(40006, "不合法的文件大小")
    if kind == "image" and picture.mime not in IMAGES:
        raise OldRefused(40005, "不合法的文件类型")
    if kind == "file" and picture.name.rpartition(".")[2].lower() not in FILES:
        raise OldRefused(40005, "不合法的文件类型")
    call.dingtalk.world.store.pictures[f"dingtalk/{picture.id}"] = picture
    created = int(call.dingtalk.world.now().timestamp() * 1000)
    return {"type": kind, "media_id": picture.id, "created_at": created}


async def show_media(request: web.Request) -> web.Response:
    """Show a picture to the page, or hand it any other file to be saved."""
    picture = request.app[DINGTALK].world.store.pictures.get(f"dingtalk/{request.match_info['media']}")
    if picture is None:
        return web.Response(status=404)
    # A file is never opened in the page; what it is called, its message knows.
    headers = {} if picture.mime in IMAGES else {"Content-Disposition": "attachment"}
    return web.Response(body=picture.content, content_type=picture.mime, headers=headers)
