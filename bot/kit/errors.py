"""The tree of errors that the product raises on purpose.

::

    BotError
    ├── UserError            the person can be told; carries a message key and its values
    │   ├── Denied           not theirs to see or do
    │   ├── NotFound         no such thing
    │   ├── Stale            someone was faster, or the card is old
    │   ├── Invalid          an argument cannot be used
    │   └── Unanswered       answers of a form cannot be used; says which and why
    ├── PlatformError        a chat platform refused or could not be reached
    │   ├── RateLimited      too fast; says when to come back
    │   ├── QuotaExhausted   the month's budget of calls is spent; tried now and then, for more may be bought
    │   ├── Unreachable      no answer, or a fault on their side; may be retried
    │   │   ├── InDoubt      no answer after the request was written: it may have been accepted
    │   │   │   └── NoReceipt  an answer that says yes and not what it did
    │   │   └── Shut         the whole workspace is refused until an administrator has fixed something
    │   └── Rejected         refused for good: this message cannot be shown
    │       └── NotThere     this person cannot be reached there: gone, blocked, not ours
    ├── WriterError          the model failed; the offline words are used instead
    ├── DataError            a file or an update cannot be understood: where, what, how to fix it
    ├── SettingsError        the bot cannot start like this: which setting, how to fix it
    ├── Interrupted          the database ended a transaction: nothing of it happened, it may be done again
    ├── TooLong              something that we made does not fit where it has to go, and must not be cut
    └── Tampered             the audit trail is not as it was written: nothing of it is taken away or sealed anew
"""

from __future__ import annotations

from collections.abc import Mapping


class BotError(Exception):
    """Anything this product raises on purpose."""


class UserError(BotError):
    """Something the person can be told, in their language.

    ``key`` names the message in the locale catalogue; ``values`` are its variables.
    """

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class Denied(UserError):
    """Not theirs to see or do."""


class NotFound(UserError):
    """No such thing, or no longer."""


class Stale(UserError):
    """Someone was faster, or the card is an old one."""


class Invalid(UserError):
    """An argument cannot be used as given."""


class Entangled(BotError):
    """What failed has written into a transaction that others share: it cannot be undone alone."""


class Unanswered(UserError):
    """Answers of a form cannot be used: ``problems`` maps a field's name to a message key and its variables.

    With ``once`` they only could be better: the same answers are taken when they are sent in again.
    """

    def __init__(self, problems: Mapping[str, tuple[str, Mapping[str, object]]], *, once: bool = False) -> None:
        super().__init__("form-problems", n=len(problems))
        self.problems = problems
        self.once = once


class PlatformError(BotError):
    """A chat platform refused or could not be reached; ``code`` is the platform's own word for it."""

    def __init__(self, platform: str, code: str, *, hint: str = "") -> None:
        super().__init__(f"{platform}: {code}" + (f" ({hint})" if hint else ""))
        self.platform = platform
        self.code = code
        self.hint = hint


class RateLimited(PlatformError):
    """Too fast; ``retry_after`` is in seconds."""

    def __init__(self, platform: str, code: str, *, retry_after: float) -> None:
        super().__init__(platform, code)
        self.retry_after = retry_after


class QuotaExhausted(PlatformError):
    """The month's budget of calls is spent, until it renews or more is bought."""


class Unreachable(PlatformError):
    """No connection, or a fault on their side, before anything was accepted."""


class InDoubt(Unreachable):
    """The request was written and no clear answer came: the message may or may not be out.

    ``answered`` says that the platform is done with it all the same: nothing of the request is under way any more.
    """

    def __init__(self, platform: str, code: str, *, hint: str = "", answered: bool = False) -> None:
        super().__init__(platform, code, hint=hint)
        self.answered = answered


class NoReceipt(InDoubt):
    """The answer says that it went well, and not where the message is: it has to be looked for."""

    def __init__(self, platform: str, code: str) -> None:
        super().__init__(platform, code, answered=True)


class Shut(Unreachable):
    """The whole workspace is refused: nothing is wrong with the message or its reader.

    ``hint`` says exactly what fixes it, in English for logs and commands; ``fix`` names the words for a person, and
    ``needs`` the permissions that are lacking, where the platform does.
    """

    def __init__(self, platform: str, code: str, *, hint: str, fix: str, needs: str = "") -> None:
        super().__init__(platform, code, hint=hint + (f": {needs}" if needs else ""))
        self.fix = fix
        self.needs = needs


class Rejected(PlatformError):
    """Refused for good: this message cannot be shown, whoever sends it how often."""


class NotThere(Rejected):
    """Refused for good for whoever was to read it: the account is gone, blocks us, or is none of ours."""


class WriterError(BotError):
    """The model was unavailable, slow, refused or wrong; callers fall back to the offline words."""


class DataError(BotError):
    """A file or an update as a whole cannot be understood.

    ``key`` names the message in the locale catalogue and ``values`` its variables, so that the reason reaches the
    importer in their own language; ``str()`` is the plain English form for logs and exit lines.
    """

    def __init__(self, key: str, message: str, **values: object) -> None:
        super().__init__(message)
        self.key = key
        self.values = values


class SettingsError(BotError):
    """The bot cannot start like this; the message says which setting and how to fix it."""


class Interrupted(BotError):
    """The database ended a transaction before its commit: nothing of it happened, and the same may be done again."""


class TooLong(BotError):
    """Something that we made does not fit where it has to go, and must not be cut: a mistake of ours."""


class Tampered(BotError):
    """The audit trail is not as it was written, so it is left as it is: it is evidence now."""
