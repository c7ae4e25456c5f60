"""Cards of the app's template: made and delivered once for each key, and changed where they are."""

from __future__ import annotations

from collections import OrderedDict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import structlog

from bot.delivery.domain.delivery import Receipt
from bot.kit.errors import InDoubt, NoReceipt, NotThere, PlatformError, Rejected, Unreachable
from bot.platforms.dingtalk import limits
from bot.platforms.dingtalk.codes import NO_TEMPLATE, is_passing
from bot.platforms.dingtalk.parse import PLATFORM
from bot.runtime.retry import retry

if TYPE_CHECKING:
    from bot.kit.clock import Clock
    from bot.kit.identity import Identity
    from bot.platforms.dingtalk.app import DingTalkApp
    from bot.platforms.dingtalk.call import Calls

Json = dict[str, Any]

log = structlog.get_logger()

BY_KEY: Final[Json] = {"updateCardDataByKey": True, "updatePrivateDataByKey": True}
"""How a card is changed: variables that are not sent stay as they are."""

_KEPT_UNDELIVERED: Final = 1000
_TEMPLATE_PAUSE: Final = timedelta(minutes=10)


class Cards:
    """The cards of one robot, each under a key of ours, its ``outTrackId``."""

    def __init__(self, app: DingTalkApp, calls: Calls, *, clock: Clock) -> None:
        self._app = app
        self._calls = calls
        self._clock = clock
        self._paused_until = datetime.min.replace(tzinfo=UTC)
        self._undelivered: OrderedDict[str, None] = OrderedDict()

    @property
    def available(self) -> bool:
        """Whether messages go as cards: a template is set, and DingTalk has not said that it does not know it."""
        return bool(self._app.card_template_id) and self._clock.now() >= self._paused_until

    def pause(self, error: Rejected) -> None:
        """Go on without cards for ten minutes where a refusal says that there is no such template.

        Raises:
            Rejected: the refusal, where it says anything else.
        """
        if error.code not in NO_TEMPLATE:
            raise error
        self._paused_until = self._clock.now() + _TEMPLATE_PAUSE
        log.warning("card.template_missing", platform=PLATFORM, code=error.code, until=self._paused_until.isoformat())

    async def create(
        self, identity: Identity, values: Json, summary: str, opaque: str, *, fresh: bool = False
    ) -> Receipt:
        """Make a card and deliver it, once for each key; what an unusual answer means is asked, never guessed.

        ``values`` are the template's variables; ``fresh`` says that no earlier attempt can have shown it.

        Raises:
            PlatformError: ``NotThere`` when its reader cannot have it, ``InDoubt`` when it may be there unseen by us.
        """
        body = self._new_card(identity.user, values, summary, opaque)
        try:
            answer = await self._calls.new("POST", "/v1.0/card/instances/createAndDeliver", body, posting=True)
        except Rejected as error:
            if error.code != "cardAlreadyExist":
                raise
            await self._put_anew(opaque, values)
            shown = not fresh
        else:
            result = answer.get("result")
            placed = _placed(result.get("deliverResults") if isinstance(result, dict) else None)
            if placed and placed.get("success"):
                return self._delivered(identity, opaque, placed)
            if placed and not is_passing(str(placed.get("errorMsg") or "")):
                raise _unplaced(placed)
            if not placed:
                await self._must_be_there(opaque, values, answer)
            # A yes without a word of where it lies is believed, also of a repeat; a no is not, unless it is a repeat's.
            shown = not placed and not (fresh and answer.get("success") is False)
        if shown and opaque not in self._undelivered:
            return Receipt({"id": opaque, "user": identity.user})
        return await self._deliver(identity, opaque)

    async def put(self, card_id: str, values: Json) -> bool:
        """Change a card; safe to repeat. False when the answer does not say that there was anything to change.

        Raises:
            PlatformError: when it was not changed.
        """
        body = {
            "outTrackId": card_id,
            "cardData": {"cardParamMap": values},
            "cardUpdateOptions": BY_KEY,
            "userIdType": 1,
        }

        async def put() -> bool:
            answer = await self._calls.new("PUT", "/v1.0/card/instances", body)
            if answer.get("success") is False or answer.get("result") is False:
                raise Unreachable(PLATFORM, "not_updated")
            return answer.get("result") is True

        return await retry(put, on=(Unreachable,), clock=self._clock)

    def _new_card(self, user: str, values: Json, summary: str, opaque: str) -> Json:
        last = {"ZH_CN": summary[: limits.SUMMARY], "EN_US": summary[: limits.SUMMARY]}
        return {
            "cardTemplateId": self._app.card_template_id,
            "outTrackId": opaque,
            "callbackType": "STREAM",
            "userIdType": 1,
            "cardData": {"cardParamMap": values},
            "imRobotOpenSpaceModel": {"supportForward": False, "lastMessageI18n": last},
            **self._app.space(user),
        }

    async def _deliver(self, identity: Identity, opaque: str) -> Receipt:
        """Put a card that was made, and that nobody has, before its reader; to repeat this would show it twice."""
        self._undelivered[opaque] = None
        while len(self._undelivered) > _KEPT_UNDELIVERED:
            self._undelivered.popitem(last=False)
        body = {"outTrackId": opaque, "userIdType": 1, **self._app.space(identity.user)}
        try:
            answer = await self._calls.new("POST", "/v1.0/card/instances/deliver", body, posting=True)
        except InDoubt:
            del self._undelivered[opaque]
            raise
        placed = _placed(answer.get("result"))
        if placed and not placed.get("success"):
            raise _unplaced(placed)
        del self._undelivered[opaque]
        if not placed:
            raise NoReceipt(PLATFORM, "no_result")
        return self._delivered(identity, opaque, placed)

    def _delivered(self, identity: Identity, opaque: str, placed: Json) -> Receipt:
        carrier = str(placed.get("carrierId") or "")
        return Receipt({"id": opaque, "user": identity.user, "processQueryKey": carrier})

    async def _must_be_there(self, card_id: str, values: Json, answer: Json) -> None:
        """Ask, by bringing it up to date, for a card of which an answer says nothing.

        Raises:
            PlatformError: when it is not there, or nobody can tell.
        """
        try:
            changed = await self.put(card_id, values)
        except PlatformError as error:
            if error.code == "cardNotExist" and answer.get("success") is False:
                raise Unreachable(PLATFORM, "unsuccessful") from None
            changed = False
        if not changed:
            raise NoReceipt(PLATFORM, "no_result")

    async def _put_anew(self, card_id: str, values: Json) -> None:
        """See to it that a card which is there already says this; it is there, whether that works or not."""
        try:
            await self.put(card_id, values)
        except PlatformError as error:
            log.warning("card.update_failed", platform=PLATFORM, code=error.code, hint=error.hint)


def _placed(results: object) -> Json | None:
    """Return what an answer says of the one place where a card was to lie; None where it says nothing."""
    found = results if isinstance(results, list) else []
    return next((result for result in found if isinstance(result, dict)), None)


def _unplaced(placed: Json) -> PlatformError:
    """Say what it means that a card could not be delivered; it has been made all the same."""
    why = str(placed.get("errorMsg") or "not_delivered")
    return Unreachable(PLATFORM, "not_delivered") if is_passing(why) else NotThere(PLATFORM, why)
