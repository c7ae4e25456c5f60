"""Pictures of charts as a platform knows them: drawn and brought up once, then only named."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import TYPE_CHECKING

import structlog

from bot.kit.errors import PlatformError, Rejected
from bot.messages.card import Picture

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.messages.card import Card, Drawing

log = structlog.get_logger()

_KEPT = 512


class Pictures:
    """What was drawn lately; a card's words never wait for a picture that cannot be had."""

    def __init__(self, *, draw: Callable[[Drawing], bytes], upload: Callable[[bytes, Picture], Awaitable[str]]) -> None:
        self._draw = draw
        self._upload = upload
        self._known: OrderedDict[Drawing, str] = OrderedDict()
        self._turn = asyncio.Lock()  # drawing takes turns anyway: those that wait hold no thread that answers need

    async def of(self, card: Card, *, but: Drawing | None = None) -> tuple[dict[Drawing, str], bool]:
        """Return the names of a card's pictures, and whether any of them is new to the platform.

        A chart that cannot be drawn, or that the platform does not take from us, is left to its sentence. ``but`` is
        one that needs no picture.

        Raises:
            PlatformError: when the platform cannot be reached; nothing was sent then.
        """
        fresh = False
        for block in card.blocks:
            if not isinstance(block, Picture) or block.chart == but or block.chart in self._known:
                continue
            drawn = await self._drawn(block.chart)
            if drawn is None:
                continue
            try:
                self._known[block.chart] = await self._upload(drawn, block)
            except PlatformError as error:
                if not isinstance(error, Rejected) and error.code != "missing_scope":
                    raise
                log.warning("picture.refused", platform=error.platform, code=error.code, hint=error.hint)
                continue
            fresh = True
            if len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return self.known(card), fresh

    def known(self, card: Card) -> dict[Drawing, str]:
        """Return the names of those of a card's pictures that are already up."""
        charts = [block.chart for block in card.blocks if isinstance(block, Picture)]
        return {chart: self._known[chart] for chart in charts if chart in self._known}

    async def _drawn(self, chart: Drawing) -> bytes | None:
        try:
            async with self._turn:
                return await asyncio.to_thread(self._draw, chart)
        except Exception as error:  # whatever a drawing library may raise
            log.exception("picture.draw_failed", error=type(error).__name__)
            return None
