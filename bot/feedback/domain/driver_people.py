"""Which members of a dimension are people: whoever may not see somebody's figures is not told of them as a driver."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

_TITLES: Final = frozenset(
    {
        *("assignee", "author", "employee", "employee_id", "handler", "inspector", "manager", "name", "operator"),
        *("owner", "person", "rep", "reviewer", "seller", "staff", "technician", "trainer", "user", "worker"),
        *(
            "人员",
            "员工",
            "姓名",
            "工号",
            "操作员",
            "操作工",
            "检验员",
            "负责人",
            "经办人",
            "销售员",
            "业务员",
            "客服",
            "师傅",
            "讲师",
        ),
    }
)
_DIGITS: Final = 5
"""A shorter number is as likely a machine's or a customer's as somebody's."""


@dataclass(frozen=True, slots=True)
class PeopleNames:
    """Everybody's ids by what they are called, an id or a name, without regard to case; units are nobody."""

    ids: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, called: Iterable[tuple[str, str]]) -> PeopleNames:
        """Make them from ids and names, those who have left included."""
        found: dict[str, set[str]] = {}
        for person_id, name in called:
            for text in {_plain(person_id), _plain(name)} - {""}:
                found.setdefault(text, set()).add(person_id)
        return cls({text: frozenset(ids) for text, ids in found.items()})

    def named(self, text: str, *, of_people: bool) -> frozenset[str]:
        """Return whom a text names; a short number names somebody only in a dimension ``of_people``."""
        plain = _plain(text)
        if not of_people and plain.isdigit() and len(plain) < _DIGITS:
            return frozenset()
        return self.ids.get(plain, frozenset())

    def are_people(self, dimension: str, texts: Collection[str]) -> bool:
        """Say whether a dimension's members are people: by what it is called, or because half of them are known."""
        if _plain(dimension) in _TITLES:
            return True
        known = sum(_plain(text) in self.ids for text in texts)
        return known > 0 and len(texts) <= 2 * known


def _plain(text: str) -> str:
    return text.strip().casefold()
