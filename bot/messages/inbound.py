"""What people send us, the same from every platform, and what a handler may answer."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.kit.cleaning import visible
from bot.kit.errors import TooLong
from bot.kit.identity import Identity
from bot.messages.card import Action, Card
from bot.messages.draft import PageTurn
from bot.messages.field import Values
from bot.messages.form import Form


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent it, from where, and the platform's own id of this arrival.

    ``delivery_id`` stays the same when the platform sends the same thing again; a repeat stops at the inbox.
    ``private`` is false where others read along, or may: nothing personal is ever answered there, only a line that says
    where the answer is. ``conversation`` is that place, and "" where somebody spoke in private: it is told by whatever
    arrives, and so no address. What is for somebody goes to their account.
    """

    identity: Identity
    delivery_id: str
    conversation: str
    private: bool
    at: datetime
    locale: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """Words that name a command: ``words`` is everything after the command's own name, as typed.

    ``inline`` says that the platform can show a card as the direct answer, to the sender only. ``trigger`` opens a
    form at once, and ``reply_to`` is an address for what follows the direct answer, where a platform has such.
    """

    sender: Sender
    words: str
    inline: bool = False
    trigger: str = ""
    reply_to: str = ""


@dataclass(frozen=True, slots=True)
class Click:
    """A button pressed under a message; ``message`` is the platform's reference to it, for the update.

    A shortcut on a message is one too: its action is the shortcut's name. ``trigger`` as for :class:`Command`.
    """

    sender: Sender
    action: Action
    message: dict[str, str] = field(default_factory=dict)
    trigger: str = ""


@dataclass(frozen=True, slots=True)
class Saying:
    """Plain words in a conversation with the bot.

    ``thread`` is the platform's reference to the message that they answer, as for :class:`Click`; empty where they
    answer none, and where a platform has no threads.
    """

    sender: Sender
    text: str
    thread: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Submission:
    """A form sent in: ``action`` is the form's, ``message`` the platform's reference to where it stood.

    Of a long form it is one page, and ``move`` says what was done with it; the whole of one that was kept on the way
    says since when it was filled in (``started_at``).
    """

    sender: Sender
    action: Action
    values: Values
    message: dict[str, str] = field(default_factory=dict)
    move: PageTurn | None = None
    started_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody opened the bot's home, where a platform has one."""

    sender: Sender


@dataclass(frozen=True, slots=True)
class Upload:
    """A file sent into the conversation: its name and size in bytes; ``ref`` is what the platform fetches it by."""

    sender: Sender
    name: str
    size: int
    ref: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class ProfileChange:
    """An account came, went or changed on the platform (name, address, zone, language); what it is now is read later.

    ``gone`` says that it belongs to the organisation no longer: nothing more goes there, whatever is read later.
    Nobody asked anything, so nothing is answered.
    """

    sender: Sender
    gone: bool = False


def cleaned(inbound: Inbound) -> Inbound:
    """Return an arrival without characters that nobody sees, and no longer than what people write.

    What it says it is about (an action's arguments, answers, words, a file's name) may have been made by anybody.
    """
    match inbound:
        case Command(words=words):
            return replace(inbound, words=visible(words[:_LONGEST]))
        case Saying(text=text):
            return replace(inbound, text=visible(text[:_LONGEST]))
        case Click(action=action):
            return replace(inbound, action=_cleaned(action))
        case Submission(action=action, values=values):
            given = {
                name: tuple(visible(choice[:_LONGEST]) for choice in value)
                if isinstance(value, tuple)
                else visible(value[:_LONGEST])
                for name, value in values.items()
            }
            return replace(inbound, action=_cleaned(action), values=given)
        case Upload(name=name, ref=ref, text=text):
            name, text = visible(name[:_LONGEST_NAME]), visible(text[:_LONGEST])
            return replace(inbound, ref=visible(ref), name=name, text=text)
        case _:
            return inbound


def _cleaned(action: Action) -> Action:
    try:
        return Action(visible(action.name), tuple((visible(name), visible(value)) for name, value in action.args))
    except TooLong:
        return Action("")


_LONGEST, _LONGEST_NAME = 20_000, 200


Inbound = Command | Click | Saying | Submission | Visit | Upload | ProfileChange


@dataclass(frozen=True, slots=True)
class Notice:
    """A short line that only the sender sees; not kept. ``refused`` says that what they wanted was not done."""

    text: str
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """The clicked card, redrawn: the same body with its buttons replaced by what came of the click."""

    card: Card


@dataclass(frozen=True, slots=True)
class RejectedForm:
    """The form again, its answers standing in it and its ``problems`` said: nothing was done."""

    form: Form


Reply = Card | Form | Notice | Settled | RejectedForm | None
