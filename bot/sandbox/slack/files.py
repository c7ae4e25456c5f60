"""Files in three steps, as Slack wants them: announce, upload, complete; then blocks may show them."""

from __future__ import annotations

from typing import Any

from aiohttp import BodyPartReader, web

from bot.sandbox.slack.api import ApiError, Call, invalid
from bot.sandbox.slack.state import SLACK, Slack, Upload
from bot.sandbox.store import Message, Picture, mime_of

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


async def get_upload_url(call: Call) -> Json:
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
    upload = Upload(call.slack.world.store.new_id("F"), name, length, alt=alt)
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


async def complete_upload(call: Call) -> Json:
    """files.completeUploadExternal: makes uploads usable, and shares them when a channel is given."""
    wanted = call.structure("files", error="invalid_arguments")
    if not isinstance(wanted, list) or not wanted:
        raise invalid("[ERROR] missing required field: files")
    slack, store = call.slack, call.slack.world.store
    channel = call.text("channel_id")
    if channel is not None and slack.reader(channel) is None:
        raise ApiError("channel_not_found")
    uploads: list[Upload] = []
    for item in wanted:
        upload = slack.uploads.get(str(item.get("id"))) if isinstance(item, dict) else None
        if upload is None or upload.content is None or upload.complete:
            raise ApiError("file_not_found")
        upload.title = str(item.get("title") or upload.name)
        uploads.append(upload)
    for upload in uploads:
        content = upload.content or b""
        store.pictures[f"slack/{upload.id}"] = Picture(upload.id, upload.name, content, mime_of(content))
        upload.complete = True
        if channel is not None:
            _share(slack, channel, upload, call.text("initial_comment") or "")
    return {"files": [_describe(slack, upload) for upload in uploads]}


def _share(slack: Slack, channel: str, upload: Upload, comment: str) -> None:
    slack.world.store.show(
        Message(
            id=slack.world.store.new_id("S"),
            platform="slack",
            user=slack.reader(channel) or channel,
            sender="bot",
            at=slack.world.now(),
            kind="file",
            payload={"text": comment, "files": [_describe(slack, upload)]},
            ref=slack.ts(),
            channel=channel,
        )
    )


def _describe(slack: Slack, upload: Upload) -> Json:
    picture = slack.world.store.pictures[f"slack/{upload.id}"]
    return {
        "id": upload.id,
        "name": upload.name,
        "title": upload.title,
        "mimetype": picture.mime,
        "size": upload.length,
        "alt_txt": upload.alt,
        "url_private": f"{slack.world.url}/slack/files/{upload.id}",
    }
