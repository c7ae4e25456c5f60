"""People: who is meant by a name, and their newest values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from bot.kit.errors import NotFound
from bot.kit.identity import Name
from bot.messages.text import Ready, literal
from bot.people.domain.person import Person

if TYPE_CHECKING:
    from bot.people.ports import Work


def known(work: Work, person_id: str) -> Person:
    """Return a person or unit by id, also one who has left.

    Raises:
        NotFound: when there is none.
    """
    found = work.people.get(person_id)
    if found is None:
        raise NotFound("person-gone")
    return found


def named(work: Work, said: str, *, among: Iterable[Person] | None = None) -> Person:
    """Return who is meant by an id, a name or part of one, an e-mail address or a mention, of everybody or of some.

    Raises:
        NotFound: when nobody is, or several are; their names and ids are in the message.
    """
    return _found(said, list(work.people.all() if among is None else among), _FITS)


def _found(said: str, everybody: Sequence[Person], likenesses: Sequence[Callable[[Person, str], bool]]) -> Person:
    wanted = " ".join(unicodedata.normalize("NFKC", said).split()).casefold()
    if mention := _MENTION.search(said):
        wanted = mention[1].casefold()
    for fits in likenesses:
        found = [person for person in everybody if wanted and fits(person, wanted)]
        if len(found) == 1:
            return found[0]
        if found:
            those = [
                f"{literal(person.name)} ({literal(Name(person.id, person.id))})" for person in found[:_MOST_NAMED]
            ]
            raise NotFound("person-several", said=said.strip(), names=Ready(", ".join(those)), n=len(found))
    raise NotFound("person-unknown", said=said.strip()[:_LONGEST_NAME] or "–")


def mentioned(work: Work, said: str, *, among: Iterable[Person] | None = None) -> Person:
    """Return who is meant by words that something may follow: by the first of them, or by a name or id inside.

    Raises:
        NotFound: as :func:`named` does.
    """
    everybody = list(work.people.all() if among is None else among)
    words = said.split()
    unknown: NotFound | None = None
    for many in range(len(words), 0, -1):
        try:
            return _found(" ".join(words[:many]), everybody, _FITS if many == len(words) else _FITS[:_SURE])
        except NotFound as error:
            unknown = unknown or error
    folded = unicodedata.normalize("NFKC", said).casefold()
    ids = set(folded.split())
    inside = [person for person in everybody if person.name.casefold() in folded]
    for those in (inside, [person for person in everybody if person.id.casefold() in ids]):
        if len(those) == 1:
            return those[0]
    raise unknown or NotFound("person-unknown", said="–")


_MENTION = re.compile(r"<@([A-Za-z0-9]+)>")
_MOST_NAMED, _LONGEST_NAME, _SURE = 5, 40, 4
_FITS: tuple[Callable[[Person, str], bool], ...] = (
    lambda person, said: person.id.casefold() == said,
    lambda person, said: any(account.user.casefold() == said for account in person.identities),
    lambda person, said: person.name.casefold() == said or (bool(person.email) and person.email.casefold() == said),
    lambda person, said: said in person.name.casefold().split(),
    lambda person, said: person.name.casefold().startswith(said),
    lambda person, said: said in person.name.casefold(),
)
"""From the surest likeness to the weakest: the first that fits anybody decides."""
