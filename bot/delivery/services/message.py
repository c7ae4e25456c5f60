"""Messages at work: what each noun knows of the kinds it sends, asked at the instant at which one may go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from bot.delivery.domain.delivery import REDRAW, Priority
from bot.delivery.domain.message import LOST, REPLY
from bot.delivery.services.outbox import enqueue
from bot.delivery.views.delivery import changed, unread
from bot.people.domain.permission import Relation
from bot.people.domain.rights import Rights
from bot.people.services import permission

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.delivery.domain.delivery_timing import Drop, Wait
    from bot.delivery.ports import Work
    from bot.messages.card import Card
    from bot.people.domain.permission import Act, Actor
    from bot.people.domain.person import Person

W_contra = TypeVar("W_contra", bound="Work", contravariant=True)


@dataclass(frozen=True, slots=True)
class MessageKind(Generic[W_contra]):
    """What a noun says of one kind of message of its own.

    ``acts`` are those of which a reader must be allowed one upon the person a message is about, whoever it is not
    themselves; without any there is no message about somebody else. Of words about ``figures`` the reader must see
    that person's figures instead (of a unit those of the group). ``company`` is the act that the reader of a message
    about nobody in particular must be allowed. ``may`` asks for more than that. ``render`` writes a message anew from
    the state of the instant at which it may go: a card, that it is to wait, that nothing is left to say, or None where
    it reads as it was written. ``instead`` sees to it that whoever may see it now gets it; whoever had it already is
    not sent it twice, because the outbox knows each by its key. ``together`` makes one card of several that go to the
    same reader, or none where these are better told one by one.
    """

    kind: str
    acts: tuple[Act, ...] = ()
    figures: bool = False
    company: Act | None = None
    may: Callable[[W_contra, Actor, Delivery, datetime], bool] | None = None
    render: Callable[[W_contra, Delivery, datetime], Card | Wait | Drop | None] | None = None
    instead: Callable[[W_contra, Delivery, datetime], None] | None = None
    together: Callable[[W_contra, Sequence[Delivery], Person, datetime], Card | None] | None = None


class MessageKinds(Generic[W_contra]):
    """Every kind of message that needs a right or is written anew; any other is its reader's own and stays as it is."""

    def __init__(
        self, known: Iterable[MessageKind[W_contra]], *, prepare: Callable[[W_contra, datetime], None] | None = None
    ) -> None:
        """Make it; ``prepare`` brings the org chart up to an instant before anybody's rights are asked.

        A card that is redrawn is its noun's own: each says None of another's.

        Raises:
            ValueError: when two nouns claim the same kind.
        """
        self.by_kind: dict[str, MessageKind[W_contra]] = {}
        self._prepare = prepare
        self._redrawn: list[Callable[[W_contra, Delivery, datetime], Card | Wait | Drop | None]] = []
        for message in known:
            if message.kind == REDRAW and message.render:
                self._redrawn.append(message.render)
            elif message.kind in self.by_kind:
                raise ValueError(f"two nouns send messages of the kind {message.kind}")
            self.by_kind[message.kind] = message

    @property
    def together(self) -> Mapping[str, Callable[[W_contra, Sequence[Delivery], Person, datetime], Card | None]]:
        """What makes one card of several messages of a kind, by kind."""
        return {kind: message.together for kind, message in self.by_kind.items() if message.together}

    def render(self, work: W_contra, delivery: Delivery, now: datetime) -> Card | Wait | Drop | None:
        """Return a message as it reads now; None for one that reads as it was written, as answers do."""
        message = self.by_kind.get(delivery.kind)
        if delivery.kind == REDRAW:
            return next((said for redraw in self._redrawn if (said := redraw(work, delivery, now))), None)
        if delivery.key.startswith(REPLY) or message is None or message.render is None:
            return None
        return message.render(work, delivery, now)

    def withheld(self, work: W_contra, delivery: Delivery, reader: Person, now: datetime) -> str:
        """Say why a message may not go to its reader any more, "" while it may; who is to have it instead gets it.

        Asked at the instant of sending, of the org chart and the roles of that instant. What somebody is told about
        themselves is always theirs.
        """
        if self._prepare and not self._is_theirs(delivery):
            self._prepare(work, now)
        if self.readable(work, delivery, reader, now=now):
            return ""
        if delivery.key.startswith(REPLY):
            _tell_to_ask_again(work, delivery, now)
        elif (message := self.by_kind.get(delivery.kind)) and message.instead:
            message.instead(work, delivery, now)
        return LOST

    def readable(self, work: W_contra, delivery: Delivery, reader: Person, *, now: datetime) -> bool:
        """Say whether somebody may see at an instant what a message says."""
        return reader.employed_at(now) and (
            self._is_theirs(delivery) or self._may(work, delivery, permission.actor(work, reader, now=now), now=now)
        )

    def _is_theirs(self, delivery: Delivery) -> bool:
        """Say whether a message rests on nothing that its reader could lose; to take words back tells nothing."""
        if delivery.kind == REDRAW:
            return True
        if delivery.subject_id or delivery.rights:
            return delivery.subject_id == delivery.person_id and not delivery.rights
        message = self.by_kind.get(delivery.kind)
        return delivery.priority is Priority.REPLY or message is None or message.company is None

    def _may(self, work: W_contra, delivery: Delivery, who: Actor, *, now: datetime) -> bool:
        message = self.by_kind.get(delivery.kind)
        if not rights_hold(work, delivery, who, now=now):
            return False
        if delivery.subject_id in {"", who.person.id}:
            act = message.company if message else None
            return delivery.priority is Priority.REPLY or act is None or who.may(act, Relation.COMPANY)
        subject = work.people.get(delivery.subject_id)
        if subject is None or message is None:
            return False
        if message.figures:
            return permission.sees(work, who, subject, now=now)
        if message.may and not message.may(work, who, delivery, now):
            return False
        how = permission.relation(work, who, subject, now=now)
        return any(who.may(act, how) for act in message.acts)


def rights_hold(work: Work, delivery: Delivery, who: Actor, *, now: datetime) -> bool:
    """Say whether somebody may still do all that they might when a message was written that rests on it."""
    return not delivery.rights or Rights.from_text(delivery.rights).within(permission.rights(work, who, now=now))


def tell_author(work: Work, delivery: Delivery, now: datetime) -> None:
    """Tell whoever wrote words for who led them then that nobody has read them."""
    author, reader = work.people.get(delivery.subject_id), work.people.get(delivery.person_id)
    if author is not None and reader is not None and author.employed_at(now):
        card = unread(work.words(author.locale), reader.name)
        key = f"{delivery.key}:unread"
        enqueue(work, card, key=key, to=author, kind=card.kind, priority=Priority.DEADLINE, now=now)


def _tell_to_ask_again(work: Work, delivery: Delivery, now: datetime) -> None:
    """Tell whoever asked that what they may see has changed since."""
    reader = work.people.get(delivery.person_id)
    if reader is not None and reader.employed_at(now):
        card = changed(work.words(reader.locale))
        enqueue(work, card, key=f"{delivery.key}:again", to=reader, kind=card.kind, priority=Priority.REPLY, now=now)
