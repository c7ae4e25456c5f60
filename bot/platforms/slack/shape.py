"""The shapes that a message can take, from the finest to the plainest, of which the best goes that Slack takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import structlog

from bot.kit.errors import Rejected
from bot.platforms.slack import limits
from bot.platforms.slack.native import is_native
from bot.platforms.slack.parse import PLATFORM
from bot.platforms.slack.render import plain, render
from bot.runtime.retry import retry

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from bot.kit.clock import Clock
    from bot.messages.card import Card, Drawing

Json = dict[str, Any]

log = structlog.get_logger()

_BAD_BLOCKS: Final = {"invalid_blocks", "invalid_blocks_format", "slack_file_error", "invalid_arguments"}


class ChartsRefused(Rejected):
    """Slack does not take the charts or tables that it is to draw itself; nothing was shown."""


class NativeCharts:
    """Which charts and tables Slack draws itself: none any more once it refused them, as some workspaces do."""

    def __init__(self, *, on: bool) -> None:
        self._on = on

    def of(self, card: Card) -> bool:
        """Say whether the charts and long tables of a card go as Slack's own blocks."""
        return self._on and is_native(card)

    def give_up(self) -> None:
        """Remember until the process ends that pictures and plain tables are what is taken here."""
        if self._on:
            log.warning("charts.refused", platform=PLATFORM)
        self._on = False


async def send_charts(card: Card, put: Callable[[Json], Awaitable[Json]]) -> Json:
    """Send a card with charts and tables that Slack draws.

    Raises:
        ChartsRefused: Slack does not take it.
    """
    try:
        return await put(render(card, {}, native=True))
    except Rejected as error:
        if not _bad_blocks(error):
            raise
        raise ChartsRefused(PLATFORM, error.code, hint=error.hint) from None


def shapes(card: Card, pictures: Mapping[Drawing, str]) -> list[Callable[[], Json]]:
    """List the shapes of a message without such charts: with pictures, without, without tables."""
    finest = [lambda: render(card, pictures)] if pictures else []
    return [*finest, lambda: render(card, {}), lambda: plain(card, {})]


async def send_best(
    some: Sequence[Callable[[], Json]],
    put: Callable[[Json], Awaitable[Json]],
    *,
    clock: Clock,
    kind: str,
    fresh: bool,
) -> Json:
    """Send the best shape that Slack takes, from the finest to the plainest.

    A new file cannot be shown for its first moments, which is refused like any bad block; nothing was posted
    then, so the same again is safe.
    """
    *finer, plainest = some
    for number, shape in enumerate(finer):
        try:
            return await retry(
                lambda shape=shape: put(shape()),  # type: ignore[misc] # the loop's own shape
                on=(Rejected,),
                clock=clock,
                tries=limits.PICTURE_TRIES if fresh and not number else 1,
                unless=lambda error: not _bad_blocks(error),
            )
        except Rejected as error:
            if not _bad_blocks(error):
                raise
            log.warning("card.refused", platform=PLATFORM, kind=kind, why=error.hint)
    return await put(plainest())


def _bad_blocks(error: BaseException) -> bool:
    """Say whether Slack refused how a message looks."""
    return isinstance(error, Rejected) and error.code in _BAD_BLOCKS
