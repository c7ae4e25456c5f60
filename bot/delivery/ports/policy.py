"""The policy, as the use cases need it kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.delivery.domain.policy import Policy, Setting, SettingName
    from bot.people.domain.person import Person


class Policies(Protocol):
    """What was set for the company and for units: every version, the newest of each holds."""

    def of(self, person: Person) -> Policy:
        """Return what holds for somebody: of each thing the setting nearest to them."""
        ...

    def at(self, scope: str, department: str = "") -> Policy:
        """Return what holds in a unit or department, by id or name, or in a unit of a department; "" is the company."""
        ...

    def current(self) -> list[Setting]:
        """Return the settings that hold somewhere, the company's first."""
        ...

    def versions(self, scope: str, name: SettingName) -> list[Setting]:
        """Return every version of one thing in one place, newest first."""
        ...

    def put(self, setting: Setting) -> bool:
        """Set something; False when it is so already."""
        ...
