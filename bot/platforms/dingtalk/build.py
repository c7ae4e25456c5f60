"""How DingTalk is made from its settings, and where it keeps what it counts and shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.delivery.domain.quota import billed
from bot.platforms.dingtalk.parse import PLATFORM

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.delivery.ports.inbox import Offers, Reserved, Told
    from bot.kit.clock import Clock
    from bot.kit.identity import Identity
    from bot.platforms.platform import ChatPlatform, Host
    from bot.work import RunInWork, Work


def build(values: Mapping[str, Any], host: Host) -> ChatPlatform:
    """Make the platform of one organisation, without connecting; ``values`` are the fields of its ``App``."""
    from bot.platforms.dingtalk.app import DingTalkApp
    from bot.platforms.dingtalk.connect import DingTalkPlatform

    run_in_work, clock = host.run_in_work, host.clock

    async def spent(calls: int) -> None:
        await run_in_work(lambda work: work.outbox.spend(PLATFORM, month=billed(clock.now()), calls=calls))

    async def keep_form(card: str, user: str, form: str) -> None:
        await run_in_work(lambda work: work.forms.keep(PLATFORM, card, user, form, at=clock.now()))

    async def kept_form(card: str) -> tuple[str, str] | None:
        return await run_in_work(lambda work: work.forms.kept(PLATFORM, card))

    return DingTalkPlatform(
        DingTalkApp(**values),
        locale=host.locale,
        command=host.command,
        clock=clock,
        draw=host.draw,
        spent=spent,
        numbers=_StoredNumbers(run_in_work, clock),
        keep_form=keep_form,
        kept_form=kept_form,
        longest=host.longest,
    )


@dataclass(frozen=True, slots=True)
class _StoredNumbers:
    """What people were offered by number, each time in a transaction of its own."""

    run_in_work: RunInWork
    clock: Clock

    async def reserve(self, user: str, message: str, actions: Sequence[str], *, said: Sequence[str]) -> Reserved:
        at = self.clock.now()
        return await self.run_in_work(
            lambda work: work.choices.reserve(PLATFORM, user, message, actions, said=said, at=at)
        )

    async def shown(self, user: str, message: str, *, ref: str = "", latest: bool = True) -> None:
        await self.run_in_work(lambda work: work.choices.shown(PLATFORM, user, message, ref=ref, latest=latest))

    async def withdraw(self, user: str, message: str) -> None:
        await self.run_in_work(lambda work: work.choices.withdraw(PLATFORM, user, message))

    async def recall(self, identity: Identity, *, quoted: str = "") -> Offers:
        def recall(work: Work) -> Offers:
            offers = work.choices.recall(PLATFORM, identity.user, quoted=quoted)
            return offers._replace(asking=work.dialogues.of(identity) is not None)

        return await self.run_in_work(recall)

    async def told(self, user: str, message: str) -> Told:
        return await self.run_in_work(lambda work: work.choices.told(PLATFORM, user, message))
