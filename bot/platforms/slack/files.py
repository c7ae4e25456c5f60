"""Files through Slack: pictures and attachments on their way out, and what people send on its way in."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import aiohttp

from bot.kit.errors import Rejected, Unreachable
from bot.messages.card import Attachment
from bot.messages.text import plain as bare
from bot.platforms.fit import cut
from bot.platforms.slack import limits
from bot.platforms.slack.call import OK
from bot.platforms.slack.parse import PLATFORM
from bot.runtime.retry import retry

if TYPE_CHECKING:
    from bot.kit.clock import Clock
    from bot.messages.card import Card, Picture
    from bot.platforms.slack.call import Api

Json = dict[str, Any]

_HOST: Final = ("https", "files.slack.com", None)
_SHUT: Final = {301, 302, 303, 307, 308, 401, 403}  # instead of a file the way to the sign-in page
_GONE: Final = 404


def mark(opaque: str) -> str:
    """Return what the names of a message's files have in common, so that they are found again; it tells nothing."""
    return hashlib.blake2b(opaque.encode(), digest_size=3).hexdigest()


def attached(card: Card, opaque: str) -> dict[str, bytes]:
    """Return the files that go with a card, by the names under which they go."""
    found: dict[str, bytes] = {}
    for number, attachment in enumerate(block for block in card.blocks if isinstance(block, Attachment)):
        stem, dot, ending = attachment.name.rpartition(".") if "." in attachment.name else (attachment.name, "", "")
        again = f"-{number + 1}" if number else ""
        name = f"{stem[: limits.FILE_NAME]}-{mark(opaque)}{again}{dot}{ending}"
        found[name] = attachment.content.encode() or b"\n"  # Slack takes no empty file
    return found


class SlackFiles:
    """What goes up is invisible until it is completed, so everything before may be repeated without harm."""

    def __init__(self, api: Api, *, clock: Clock) -> None:
        """Make it over an open way to Slack."""
        self._api = api
        self._clock = clock

    async def picture(self, drawn: bytes, picture: Picture) -> str:
        """Bring a picture up for blocks to show; returns its id."""
        file = await self.bring("trend.png", drawn, alt=cut(bare(picture.alt), limits.FILE_ALT))
        files = [{"id": file, "title": picture.chart.title[:100]}]
        await self._api.call("files.completeUploadExternal", {"files": files}, rate=limits.TIER_4)
        return file

    async def bring(self, name: str, content: bytes, *, alt: str = "") -> str:
        """Bring content up, where nobody sees it yet; returns its id."""
        announced: Json = {"filename": name, "length": len(content)} | ({"alt_txt": alt} if alt else {})
        ticket = await self._api.call("files.getUploadURLExternal", announced, rate=limits.TIER_4)
        await self._api.post(ticket["upload_url"], "upload", data=content)
        return str(ticket["file_id"])

    async def share(self, files: dict[str, str], channel: str) -> None:
        """Put what was brought up into a conversation, by name and id."""
        shared = [{"id": file, "title": name} for name, file in files.items()]
        arguments = {"files": shared, "channel_id": channel}
        await self._api.call("files.completeUploadExternal", arguments, rate=limits.TIER_4, posting=True)

    async def fetch(self, ref: str, *, most: int) -> bytes:
        """Return the content of a file that somebody sent.

        The token goes to Slack's own hosts alone.

        Raises:
            PlatformError: ``Rejected`` as ``too_large`` above ``most`` bytes, as ``foreign_file`` if it is not theirs.
        """
        file = (await self._api.read("files.info", {"file": ref}, rate=limits.TIER_4))["file"]
        if int(file.get("size") or 0) > most:
            raise Rejected(PLATFORM, "too_large")
        url = str(file.get("url_private_download") or file.get("url_private") or "")
        if not self._is_slacks(url):
            raise Rejected(PLATFORM, "foreign_file")
        page_expected = file.get("mimetype") == "text/html"
        return await retry(
            lambda: self._download(url, most, page_expected=page_expected), on=(Unreachable,), clock=self._clock
        )

    def _is_slacks(self, url: str) -> bool:
        try:
            place, own = (
                (parts.scheme, parts.hostname, parts.port) for parts in map(urlsplit, (url, self._api.api_url))
            )
        except ValueError:
            return False
        return place in {_HOST, own}

    async def _download(self, url: str, most: int, *, page_expected: bool) -> bytes:
        headers = {"Authorization": f"Bearer {self._api.bot_token}"}
        timeout = aiohttp.ClientTimeout(total=limits.DOWNLOAD, sock_connect=5)
        try:
            async with self._api.http().get(url, headers=headers, timeout=timeout, allow_redirects=False) as response:
                page = response.content_type == "text/html" and not page_expected
                if response.status in _SHUT or (response.status == OK and page):
                    hint = "add the scope files:read and install the app again"
                    raise Unreachable(PLATFORM, "missing_scope", hint=hint)
                if response.status == _GONE:
                    raise Rejected(PLATFORM, "file_not_found")
                if response.status != OK:
                    raise Unreachable(PLATFORM, f"download_{response.status}")
                content = bytearray()
                async for chunk in response.content.iter_chunked(64 * 1024):
                    content += chunk
                    if len(content) > most:
                        raise Rejected(PLATFORM, "too_large")
                return bytes(content)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Unreachable(PLATFORM, type(error).__name__) from None
