"""What platforms said of accounts, as the use cases need it kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.kit.identity import Identity
    from bot.roster.domain.account import Account


class Accounts(Protocol):
    """Accounts as their platforms described them last."""

    def get(self, identity: Identity) -> Account | None:
        """Return an account, or None when the platform has never told of it."""
        ...

    def all(self, platform: str = "") -> list[Account]:
        """Return the accounts of one platform or of all, by platform and user."""
        ...

    def put(self, accounts: Sequence[Account]) -> None:
        """Store accounts in the place of what was known of them."""
        ...

    def asked(self, platform: str) -> list[Account]:
        """Return the accounts that are to be looked up, whoever waited longest first."""
        ...
