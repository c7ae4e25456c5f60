"""Roles as they are given and taken in words: "give Ana Li hr", "收回 张敏 人事"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.people.domain.permission import Role

_WORDS: Final = {
    "hr": Role.HR,
    "人事": Role.HR,
    "admin": Role.ADMIN,
    "管理员": Role.ADMIN,
    "fairness": Role.FAIRNESS,
    "公平分析": Role.FAIRNESS,
}
_GIVE, _TAKE = ("give", "grant", "授予", "授权", "给"), ("take", "revoke", "remove", "收回", "撤销", "取消")
_GRANTING: Final = re.compile(
    rf"(?P<verb>{'|'.join((*_GIVE, *_TAKE))})\s*(?P<name>\S.*?)\s*(?P<role>{'|'.join(_WORDS)})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Granting:
    """What somebody asks for: a role to be given to, or taken from, whoever is called so."""

    give: bool
    name: str
    role: Role


def granting(said: str) -> Granting | None:
    """Understand ``give Ana Li hr`` or ``收回 张敏 人事``; None when it is neither."""
    found = _GRANTING.fullmatch(said.strip())
    if not found:
        return None
    return Granting(found["verb"].casefold() in _GIVE, found["name"].strip(), _WORDS[found["role"].casefold()])
