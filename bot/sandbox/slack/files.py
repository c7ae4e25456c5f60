"""Files in three steps, as Slack wants them: announce, upload, complete; then blocks may show them."""

from __future__ import annotations

from mimetypes import guess_type
from typing import Any
from urllib.parse import quote

from aiohttp import BodyPartReader, web

from bot.sandbox.slack.api import ApiError, SlackCall, invalid
from bot.sandbox.slack.state import APP, BOT, BOT_USER, SLACK, TEAM, SandboxLine, SandboxUpload, Slack
from bot.sandbox.store import SandboxMessage, SandboxPicture, mime_of

Json = dict[str, Any]

ALT_CHARACTERS = 1_000


def known_file(slack: Slack, reference: Json) -> str:
    """Say what is wrong with a block's ``slack_file``; empty when it can be shown."""
    identity = reference.get("id") or str(reference.get("url", "")).rsplit("/", 1)[-1]
    upload = slack.uploads.get(str(identity))
    if upload is None or not upload.complete:
        return "invalid slack file"
    picture = slack.world.store.pictures.get(f"slack/{upload.id}")
    return "" if picture is not None and picture.mime.startswith("image/") else "slack file is not an image"


async def get_upload_url(call: SlackCall) -> Json:
    """files.getUploadURLExternal: announces a name and a length in bytes."""
    name = call.need("filename")
    try:
        length = int(call.args.get("length") or 0)
    except (TypeError, ValueError):
        length = 0
    if length <= 0:
        raise invalid("[ERROR] missing required field: length")
    alt = call.text("alt_txt") or ""
    if len(alt) > ALT_CHARACTERS:
        raise ApiError("alt_text_too_large")
    upload = SandboxUpload(call.slack.world.store.new_id("F"), name, length, alt=alt)
    call.slack.uploads[upload.id] = upload
    return {"upload_url": f"{call.slack.world.url}/slack/upload/{upload.id}", "file_id": upload.id}


async def receive(request: web.Request) -> web.Response:
    """Take the bytes of an announced file, raw or as the first part of a form."""
    upload = request.app[SLACK].uploads.get(request.match_info["file"])
    if upload is None or upload.complete:
        return web.Response(status=404, text="no such upload")
    content = await _bytes(request)
    if len(content) != upload.length:
        return web.Response(status=400, text=f"{upload.length} bytes were announced, {len(content)} came")
    upload.content = content
    return web.Response(text=f"OK - {len(content)}")


async def _bytes(request: web.Request) -> bytes:
    if request.content_type != "multipart/form-data":
        return await request.read()
    part = await (await request.multipart()).next()
    return bytes(await part.read()) if isinstance(part, BodyPartReader) else b""


async def complete_upload(call: SlackCall) -> Json:
    """files.completeUploadExternal: makes uploads usable, and shares them when a channel is given."""
    wanted = call.structure("files", error="invalid_arguments")
    if not isinstance(wanted, list) or not wanted:
        raise invalid("[ERROR] missing required field: files")
    slack = call.slack
    channel = call.text("channel_id")
    if channel is not None and slack.reader(channel) is None:
        raise ApiError("channel_not_found")
    uploads: list[SandboxUpload] = []
    for item in wanted:
        upload = slack.uploads.get(str(item.get("id"))) if isinstance(item, dict) else None
        if upload is None or upload.content is None or upload.complete:
            raise ApiError("file_not_found")
        upload.title = str(item.get("title") or upload.name)
        uploads.append(upload)
    for upload in uploads:
        _finish(slack, upload)
        if channel is not None:
            _share(slack, channel, upload, call.text("initial_comment") or "")
    return {"files": [describe(slack, upload) for upload in uploads]}


async def info(call: SlackCall) -> Json:
    """files.info: everything about one file, with the address that its content can be had from."""
    upload = call.slack.uploads.get(call.need("file"))
    if upload is None or not upload.complete:
        raise ApiError("file_not_found")
    return {"file": describe(call.slack, upload), "comments": []}


def sent(slack: Slack, user: str, name: str, content: bytes) -> SandboxUpload:
    """Take a file that a person sends."""
    upload = SandboxUpload(slack.world.store.new_id("F"), name, len(content), content=content, title=name, owner=user)
    slack.uploads[upload.id] = upload
    _finish(slack, upload)
    return upload


def _finish(slack: Slack, upload: SandboxUpload) -> None:
    content = upload.content or b""
    slack.world.store.pictures[f"slack/{upload.id}"] = SandboxPicture(upload.id, upload.name, content, _mime(upload))
    upload.complete = True
    upload.created = int(slack.world.now().timestamp())


def _mime(upload: SandboxUpload) -> str:
    found = mime_of(upload.content or b"")
    return found if found.startswith("image/") else guess_type(upload.name)[0] or found


def _share(slack: Slack, channel: str, upload: SandboxUpload, comment: str) -> None:
    upload.channels.append(channel)
    content: Json = {"text": comment, "files": [describe(slack, upload)], "upload": True}
    ts = slack.ts()
    wire = {"type": "message", "user": BOT_USER, "bot_id": BOT, "app_id": APP, "team": TEAM, "ts": ts, **content}
    shown = SandboxMessage(
        id=slack.world.store.new_id("S"),
        platform="slack",
        user=slack.reader(channel) or channel,
        sender="bot",
        at=slack.world.now(),
        kind="file",
        payload=content,
        ref=ts,
        channel=channel,
    )
    slack.lines.setdefault(channel, {})[ts] = SandboxLine(wire, shown)
    slack.world.store.show(shown)


def describe(slack: Slack, upload: SandboxUpload) -> Json:
    """Show a file as the Web API does."""
    picture = slack.world.store.pictures[f"slack/{upload.id}"]
    ending = upload.name.rpartition(".")[2].lower() if "." in upload.name else ""
    private = f"{slack.world.url}/slack/files-pri/{TEAM}-{upload.id}"
    return {
        "id": upload.id,
        "created": upload.created,
        "timestamp": upload.created,
        "name": upload.name,
        "title": upload.title,
        "mimetype": picture.mime,
        "filetype": ending or "binary",
        "pretty_type": ending.upper() or "Binary",
        "user": upload.owner,
        "user_team": TEAM,
        "editable": False,
        "size": upload.length,
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": False,
        "alt_txt": upload.alt,
        "ims": [channel for channel in upload.channels if channel in slack.owners],
        "channels": [channel for channel in upload.channels if channel not in slack.owners],
        "url_private": f"{private}/{quote(upload.name)}",
        "url_private_download": f"{private}/download/{quote(upload.name)}",
        "file_access": "visible",
    }


async def download(request: web.Request) -> web.Response:
    """Serve a file's content to who brings a token that may read files; anybody else is led to the sign-in page."""
    slack = request.app[SLACK]
    credentials = slack.world.store.seed.slack
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    if given != credentials.bot_token or "files:read" not in credentials.scopes:
        return web.Response(status=302, headers={"Location": f"{slack.world.url}/?redir=files"})
    upload = slack.uploads.get(request.match_info["file"])
    if upload is None or not upload.complete:
        return web.Response(status=404)
    picture = slack.world.store.pictures[f"slack/{upload.id}"]
    return web.Response(body=picture.content, content_type=picture.mime)
