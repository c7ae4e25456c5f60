"""Which kinds of personal data somebody may read of a person, by role and by how that one stands to them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.people.domain.permission import PERMISSIONS, Act, Relation, Role

if TYPE_CHECKING:
    from bot.people.domain.permission import Actor

_OWN: Final = frozenset({Relation.SELF})
_TEAM: Final = frozenset({Relation.DIRECT})
_ANYBODY: Final = frozenset({Relation.SELF, Relation.DIRECT, Relation.INDIRECT, Relation.OTHER})


class Field(StrEnum):
    """Kinds of personal data that are not for everybody who may see the person (R191)."""

    FIGURES = "figures"
    CONTACT = "contact"
    """E-mail address and accounts."""
    EMPLOYMENT = "employment"
    """Hire date, role, department, manager."""
    GENDER = "gender"
    """Only for the fairness report; apart from everything else."""
    ABSENCE = "absence"
    """That and until when somebody is away, never why."""


FIELDS: Final[dict[Field, dict[Role, frozenset[Relation]]]] = {
    Field.FIGURES: PERMISSIONS[Act.READ_FACTS],
    Field.CONTACT: {Role.EMPLOYEE: _OWN, Role.HR: _ANYBODY, Role.ADMIN: _ANYBODY},
    Field.EMPLOYMENT: {Role.EMPLOYEE: _OWN, Role.MANAGER: _TEAM, Role.HR: _ANYBODY, Role.ADMIN: _ANYBODY},
    Field.GENDER: {Role.EMPLOYEE: _OWN},
    Field.ABSENCE: {Role.EMPLOYEE: _OWN, Role.MANAGER: _TEAM, Role.HR: _ANYBODY, Role.ADMIN: _ANYBODY},
}


def readable(actor: Actor, relation: Relation) -> frozenset[Field]:
    """Return which kinds of data the actor may read of somebody who stands so to them."""
    return frozenset(
        kind for kind, row in FIELDS.items() if any(relation in row.get(role, frozenset()) for role in actor.roles)
    )
