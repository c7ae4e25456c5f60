"""Files to and from people on DingTalk: what they sent is fetched, what goes to them is packed and brought up."""

from __future__ import annotations

import io
import zipfile
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Final

import aiohttp

from bot.kit.errors import InDoubt, Rejected, Unreachable
from bot.messages.card import Attachment
from bot.platforms.dingtalk import limits
from bot.platforms.dingtalk.parse import PLATFORM
from bot.platforms.fit import cut

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.messages.card import Card
    from bot.platforms.dingtalk.call import Calls

Json = dict[str, Any]

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_READABLE: Final = 0o644 << 16
_UNIX: Final = 3
_KEPT: Final = 1000
_UPLOADED: Final = "file.zip"  # only its ending matters there; people see the name in the message


class DingTalkFiles:
    """Files of one robot."""

    def __init__(self, calls: Calls, *, robot: str) -> None:
        self._calls = calls
        self._robot = robot
        self._out: OrderedDict[tuple[str, str], None] = OrderedDict()
        self._doubtful: OrderedDict[str, None] = OrderedDict()

    async def fetch(self, ref: str, *, most: int) -> bytes:
        """See ports.Platform; ``ref`` is a message's download code."""
        body = {"robotCode": self._robot, "downloadCode": ref}
        answer = await self._calls.new("POST", "/v1.0/robot/messageFiles/download", body)
        url = str(answer.get("downloadUrl") or "")
        if not url:
            raise Rejected(PLATFORM, "no_download_url")
        return await self._calls.download(url, most=most)

    async def upload(self, content: bytes, *, kind: str, name: str, mime: str) -> str:
        """Bring something up and return its media id, which is good for ever; the same again does no harm."""
        form = aiohttp.MultipartWriter("form-data")
        part = form.append(content, {"Content-Type": mime})
        part.set_content_disposition("form-data", name="media", filename=name)
        answer = await self._calls.old(f"/media/upload?type={kind}", data=form)
        if not answer.get("media_id"):
            raise Unreachable(PLATFORM, "no_media_id")
        return str(answer["media_id"])

    async def packed(self, card: Card) -> list[Json]:
        """Bring a card's attachments up and return what says them, to be sent after the card.

        DingTalk takes no bare text file, so each goes in a ZIP of its own.

        Raises:
            PlatformError: when one cannot be brought up; nothing was shown then.
        """
        packed = []
        for block in card.blocks:
            if isinstance(block, Attachment):
                name = f"{cut(block.name.replace('/', '_'), limits.FILE_NAME)}.zip"
                content = _zipped(block)
                if len(content) > limits.FILE:
                    raise Rejected(PLATFORM, "too_large")
                media = await self.upload(content, kind="file", name=_UPLOADED, mime="application/zip")
                packed.append({"mediaId": media, "fileName": name, "fileType": "zip"})
        return packed

    async def follow(self, packed: list[Json], *, opaque: str, say: Callable[[Json], Awaitable[object]]) -> None:
        """Send what was packed after its card, each once; what is in doubt is remembered as such.

        Raises:
            PlatformError: of the first that cannot be sent; those before it are not sent again.
        """
        for file in packed:
            if (opaque, file["fileName"]) in self._out:
                continue
            try:
                await say(file)
            except InDoubt:
                _keep(self._doubtful, opaque)
                raise
            _keep(self._out, (opaque, file["fileName"]))

    def in_doubt(self, opaque: str) -> bool:
        """Say whether a card's file may be out without our knowing; robot messages have no key to look for."""
        return opaque in self._doubtful


def _keep(kept: OrderedDict[Any, None], key: object) -> None:
    kept[key] = None
    if len(kept) > _KEPT:
        kept.popitem(last=False)


def _zipped(attachment: Attachment) -> bytes:
    """Pack one file; the same content gives the same bytes."""
    entry = zipfile.ZipInfo(attachment.name.replace("/", "_"), _EPOCH)
    entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, _READABLE, _UNIX
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(entry, attachment.content.encode())
    return packed.getvalue()
