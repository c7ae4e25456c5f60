"""Choices under numbers, where there are no cards: what "2" means, and to whom that was shown.

A number holds once DingTalk has taken the message that shows it. What is in doubt is asked about before it counts, and
a number that answers a quoted message is that message's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final, Protocol

import structlog

from bot.kit.errors import InDoubt, PlatformError
from bot.messages.card import Action, Card, Choices, Divider, Facts
from bot.messages.inbound import Click, Saying
from bot.platforms.dingtalk.parse import PLATFORM
from bot.platforms.dingtalk.render import plain
from bot.platforms.inbound_queue import pause

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from bot.delivery.domain.delivery import Receipt
    from bot.delivery.ports.inbox import Offers, Reserved, Told
    from bot.kit.identity import Identity
    from bot.messages.card import Block, Drawing
    from bot.messages.i18n import Translator
    from bot.messages.inbound import Inbound

log = structlog.get_logger()

_NUMBERED: Final = re.compile(r"(回复|reply)?\s*([1-9１-９][0-9０-９]{0,2})[.。)）]?", re.IGNORECASE)
_OFFERED: Final = re.compile(r"(回复|reply) ?([1-9][0-9]{0,2})(?=[：:])", re.IGNORECASE)
_MESSAGE: Final = "numbered"
_LOOKS: Final = 5
_LOOK: Final = 0.2
"""Seconds between two looks at a message that is just being sent: whoever answers it may be faster than DingTalk."""


class NumberStore(Protocol):
    """Where numbers are kept (see bot.delivery.ports.inbox.Choices); people have their id in the organisation."""

    async def reserve(self, user: str, message: str, actions: Sequence[str], *, said: Sequence[str]) -> Reserved:
        """Set numbers aside for a message that is about to go."""
        ...

    async def shown(self, user: str, message: str, *, ref: str = "", latest: bool = True) -> None:
        """Note that a message is there."""
        ...

    async def withdraw(self, user: str, message: str) -> None:
        """Take back the numbers of a message that DingTalk has not taken."""
        ...

    async def recall(self, identity: Identity, *, quoted: str = "") -> Offers:
        """Return what numbers mean to somebody."""
        ...

    async def told(self, user: str, message: str) -> Told:
        """Return what a message offered and said."""
        ...


@dataclass(frozen=True, slots=True)
class QuotedMessage:
    """What is told of a message that somebody answers: its ``processQueryKey`` and its words, "" where untold."""

    ref: str
    text: str


@dataclass(frozen=True, slots=True)
class UnclearChoice:
    """What is asked of somebody whose number could mean something else, or nothing that they have seen.

    ``doubted`` is the message that is not known to be there, as long as they have not been asked about it.
    """

    line: str
    doubted: str = ""


class NumberedChoices:
    """The numbered choices of one robot."""

    def __init__(self, kept: NumberStore, *, stopping: asyncio.Event) -> None:
        self._kept = kept
        self._stopping = stopping

    async def send(
        self,
        user: str,
        card: Card,
        pictures: Mapping[Drawing, str],
        *,
        key: str,
        say: Callable[[dict[str, str]], Awaitable[Receipt]],
    ) -> Receipt:
        """Say a card in Markdown, its choices under numbers that mean nothing else to this person; ``key`` names it.

        Raises:
            PlatformError: as ``say`` does; its numbers then mean nothing, or are in doubt as the message is.
        """
        message = plain(card, pictures)
        said = [_fingerprint(piece) for piece in _pieces(card)]
        reserved = await self._kept.reserve(user, key, message["replies"], said=said)
        if reserved.first > 1 and message["replies"]:
            message = plain(card, pictures, first=reserved.first)
        try:
            receipt = await say({"title": message["title"], "text": message["text"] or message["title"]})
        except InDoubt:
            raise
        except PlatformError:
            if not reserved.again:
                await self._kept.withdraw(user, key)
            raise
        try:
            await self._kept.shown(user, key, ref=receipt.fields.get("processQueryKey", ""))
        except Exception:  # the message is out, and must not go again; whoever answers it is asked first
            log.exception("numbers.record_failed", platform=PLATFORM)
        return receipt

    async def told(self, inbound: Inbound) -> Told | None:
        """Return what the message said whose number was typed; None where no number was."""
        message = inbound.message.get(_MESSAGE) if isinstance(inbound, Click) else None
        return await self._kept.told(inbound.sender.identity.user, message) if message else None

    async def asked(self, user: str, unclear: UnclearChoice) -> None:
        """Note that somebody has been asked: what they say again about a doubted message holds."""
        if unclear.doubted:
            await self._kept.shown(user, unclear.doubted, latest=False)

    async def meant(self, inbound: Inbound, *, quoted: QuotedMessage | None, t: Translator) -> Inbound | UnclearChoice:
        """Turn "1" or "回复1" into the click that it stands for where choices were offered by number.

        A bare number means one of the latest message, or of the one that it quotes; where a form's question waits, any
        other is its answer. What could be meant otherwise is asked about.
        """
        number = _NUMBERED.fullmatch(inbound.text) if isinstance(inbound, Saying) and inbound.sender.private else None
        if number is None:
            return inbound
        meant = int(number[2])
        offers = await self._known(inbound.sender.identity, meant, quoted=quoted.ref if quoted else "")
        offer = offers.open.get(meant)
        named = bool(number[1] or (quoted and _names(quoted.text, meant)))
        latest = meant in offers.newest and not (quoted and not quoted.ref)
        if offer is None or (offers.asking and not named and not latest):
            return inbound
        if not offer.known:
            return UnclearChoice(t("platform-number-doubt", number=meant), offer.message)
        if not named and not latest:
            return UnclearChoice(t("platform-number-earlier", number=meant))
        if not named and not quoted and offers.asking:
            return UnclearChoice(t("platform-number-either", number=meant))
        return Click(inbound.sender, Action.decoded(offer.action), {_MESSAGE: offer.message})

    async def _known(self, identity: Identity, meant: int, *, quoted: str) -> Offers:
        """Return what numbers mean to somebody; a message that is just being sent has a moment to be there."""
        offers = await self._kept.recall(identity, quoted=quoted)
        for _ in range(_LOOKS):
            if meant not in offers.open or offers.open[meant].known:
                break
            await pause(self._stopping, _LOOK)
            offers = await self._kept.recall(identity, quoted=quoted)
        return offers


def quote(payload: Mapping[str, Any]) -> QuotedMessage | None:
    """Return what a robot message quotes, if it quotes anything; no document says how, so nothing is relied upon."""
    said = payload.get("text")
    said = said if isinstance(said, dict) else {}
    replied, ref = said.get("repliedMsg"), payload.get("originalProcessQueryKey")
    if not (said.get("isReplyMsg") or replied or ref):
        return None
    content = replied.get("content") if isinstance(replied, dict) else ""
    text = (content.get("text") or content.get("content")) if isinstance(content, dict) else content
    return QuotedMessage(str(ref or ""), str(text or ""))


def _names(text: str, number: int) -> bool:
    """Say whether a message offers this number."""
    return any(int(match[2]) == number for match in _OFFERED.finditer(text))


def changed(card: Card, told: Told) -> Card:
    """Return what a card says that a message about it has not said, with its choices if any of them is new.

    Of a message that is not known any more, what came of the choice is all that counts, if the card says so.
    """
    answers = tuple(block for block in card.blocks if isinstance(block, Choices) and block.answered)
    if not told.said and answers:
        return replace(card, blocks=answers)
    new: list[Block] = []
    for piece in _pieces(card):
        if isinstance(piece, Divider) or _fingerprint(piece) in told.said:
            continue
        if isinstance(piece, Facts) and new and isinstance(new[-1], Facts):
            new[-1] = Facts((*new[-1].lines, *piece.lines))
        else:
            new.append(piece)
    open_ = [block for block in card.blocks if isinstance(block, Choices) and not block.answered]
    if any(button.action.encoded() not in told.actions for block in open_ for button in block.buttons):
        new += open_
    return replace(card, blocks=tuple(new))


def _pieces(card: Card) -> list[Block]:
    """Return what a card says, each fact by itself; what can be chosen on it is no saying."""
    pieces: list[Block] = []
    for block in card.blocks:
        if isinstance(block, Facts):
            pieces += [Facts((line,)) for line in block.lines]
        elif not isinstance(block, Choices) or block.answered:
            pieces.append(block)
    return pieces


def _fingerprint(piece: Block) -> str:
    written = plain(Card("", "", (piece,)), {})["text"]
    return blake2b(written.encode(errors="replace"), digest_size=6).hexdigest()
