"""Whom a nickname, a title or a first name means to whoever says it: 小张, 王姐, Bob, one of two people called Anna."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.figures.services.about import NAME, single_words, whole_names
from bot.kit.period_sentence import plain
from bot.people.domain.nickname import nicknames
from bot.people.domain.permission import Relation, Role
from bot.people.domain.person import Kind
from bot.people.services import permission

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.people.domain.person import Person
    from handlers.context import Context

_LONGEST: Final = 160
"""Characters of words in which names are looked for: what is longer is a story."""


@dataclass(frozen=True, slots=True)
class Named:
    """Words in which whoever is meant stands by their whole name.

    ``said`` is the name where it is not sure who is meant, and ``choices`` those who may be, with the words that name
    them: nobody where nobody that whoever asks may look at is called so.
    """

    words: str
    said: str = ""
    choices: tuple[tuple[Person, str], ...] = ()

    @property
    def marked(self) -> str:
        """The words with a mark for the name, so that what is asked can be told although not about whom."""
        return self.words.replace(self.said, f" {NAME} ", 1) if self.said else self.words


def resolved(context: Context, words: str) -> Named:
    """Find who is meant by what is no whole name, or is the name of several people.

    They are looked for among those whom whoever asks may look at; then, for what one may do with anybody, among those
    who work beside them. Only the former are offered where it could be several: nobody else's name is told.
    """
    if len(words) > _LONGEST:
        return Named(words)
    words = " ".join(plain(words).split())
    everybody = [person for person in context.work.people.all() if person.kind is Kind.PERSON]
    whole = whole_names(context.work, words)
    for called in nicknames(words):
        if any(start < called.end and called.start < end for _, start, end in whole):
            continue
        those = [person for person in everybody if called.fits(person.name)]
        family = [person for person in those if called.is_family(person.name)]
        if those or called.surely:
            return _meant(context, words, (called.start, called.end), family or those)
    found = [(name, start) for name, start, _ in whole if _called(everybody, name)[1:]]
    found += [
        (name, start)
        for name, start, end in single_words(context.work, words, today=context.today)
        if not any(first < end and start < last for _, first, last in whole)
    ]
    for name, start in found:
        said = _meant(context, words, (start, start + len(name)), _called(everybody, name))
        if said.choices or said.words != words:
            return said
    return Named(words)


def _called(everybody: Sequence[Person], name: str) -> list[Person]:
    """Return those whose whole name it is, or one word of it."""
    low = name.casefold()
    return [person for person in everybody if low == person.name.casefold() or low in person.name.casefold().split()]


def _meant(context: Context, words: str, place: tuple[int, int], those: Sequence[Person]) -> Named:
    """Return words with who is meant of those who may be called as it stands from one place to another."""
    said = words[slice(*place)]
    others = [person for person in those if person.id != context.person.id] or list(those)
    seen = [person for person in others if _may_look_at(context, person)]
    if len(seen) > 1:
        ordered = sorted(seen, key=_order(context))
        return Named(words, said, tuple((person, _naming(context, words, place, person)) for person in ordered))
    beside = seen or [person for person in others if _works_beside(context.person, person)]
    return Named(_naming(context, words, place, beside[0])) if len(beside) == 1 else Named(words, said)


def _naming(context: Context, words: str, place: tuple[int, int], person: Person) -> str:
    """Return words with somebody's whole name for what they were called; where several have it, with their id."""
    alike = [other for other in context.work.people.all() if other.name.casefold() == person.name.casefold()]
    called = person.name if len(alike) == 1 else person.id
    return " ".join(
        f"{words[: place[0]]} {called} {words[place[1] :]}".replace(" 's", "'s").replace(" ’s", "’s").split()
    )


def _order(context: Context) -> Callable[[Person], tuple[bool, str]]:
    """Put whoever one leads before those further down, and before anybody else."""
    return lambda person: (person.manager_id != context.person.id, person.id)


def _may_look_at(context: Context, person: Person) -> bool:
    if Role.HR in context.actor.roles:
        return True
    return permission.relation(context.work, context.actor, person, now=context.now) is not Relation.OTHER


def _works_beside(asker: Person, person: Person) -> bool:
    """Say whether somebody leads another, or both have one manager: they know each other's names."""
    return person.id == asker.manager_id or (bool(asker.manager_id) and person.manager_id == asker.manager_id)
