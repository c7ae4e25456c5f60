"""What a refusal is about: one message, one person, the whole workspace, or only this moment."""

from __future__ import annotations

from enum import StrEnum

GATEWAY = frozenset({502, 504})
"""HTTP's answers of somebody in between, who does not know what became of a request."""


class RefusalScope(StrEnum):
    """Whom or what a platform refuses."""

    MESSAGE = "message"
    """This message, whoever sends it how often: its content or its form."""
    PERSON = "person"
    """Whoever was to read it: gone, blocked, none of ours."""
    WORKSPACE = "workspace"
    """Everything, until an administrator has fixed something: the token, a permission, a rule of the workspace."""
    LATER = "later"
    """Nothing but this moment: too fast, a fault on their side, or something that nobody here has heard of."""


class Fix(StrEnum):
    """What an administrator has to do where everything is refused; the words for it are by this."""

    TOKEN = "token"  # noqa: S105 - no secret: what has to be fixed
    """Put a new key into the settings, or install the app again."""
    SCOPE = "scope"
    """Give the app a permission that it lacks."""
    POSTING = "posting"
    """Ask whoever runs the workspace to let the app post."""
    SIGN_IN = "sign-in"
    """Ask them when the workspace lets apps in again."""
    ADDRESS = "address"
    """Add this machine's address to the allowed ones."""
    SETTINGS = "settings"
    """Fix a setting of the app."""
