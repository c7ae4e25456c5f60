"""Whose account is whose: the only one with its address or number, and nobody where two could be meant."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kit.identity import Identity, Profile
from bot.people.domain.permission import Role
from bot.people.domain.permission_words import Granting, granting
from bot.people.domain.person import Kind, Person
from bot.roster.domain.account import Account, Way, language_named, zone_named
from bot.roster.domain.directory import Roster, digits

ANA = Person("ana", "Ana Li", email="Ana.Li@works.example", mobile="13800138000")
BO = Person("bo", "Bo Lin", email="bo@works.example")
UNIT = Person("line", "Line", email="line@works.example", kind=Kind.UNIT)


def profile(**values: Any) -> Profile:
    return Profile(Identity("chat", "", "U1"), values.pop("name", ""), **values)


def test_an_address_or_a_number_finds_its_only_owner_however_it_is_spelled() -> None:
    roster = Roster([ANA, BO, UNIT])

    assert roster.owner(profile(email="ana.li@WORKS.example"), taken={}) == (ANA, Way.EMAIL)
    assert roster.owner(profile(mobile="+86 138-0013-8000"), taken={}) == (ANA, Way.MOBILE)
    assert roster.owner(profile(email="line@works.example"), taken={}) is None
    assert roster.owner(profile(name="Ana Li"), taken={}) is None, "a name is no proof"


def test_nobody_is_found_where_two_share_an_address_or_where_they_have_an_account() -> None:
    twin = Person("ana2", "Ana Li", email=ANA.email)

    assert Roster([ANA, twin]).owner(profile(email=ANA.email, mobile=ANA.mobile), taken={}) is None
    assert Roster([ANA]).owner(profile(email=ANA.email), taken={"ana": "U0"}) is None


def test_the_same_name_in_any_order_is_likely() -> None:
    roster = Roster([ANA, BO])

    def likely(name: str, email: str = "") -> list[Person]:
        return roster.likely(Account(Identity("chat", "", "U1"), name, email))

    assert likely(name="LI, Ana") == [ANA]
    assert likely(name="?", email="bo@elsewhere.example") == [BO]
    assert likely(name="Nobody") == []


@given(st.text("0123456789", min_size=10, max_size=10).map("1".__add__))
def test_every_spelling_of_a_number_is_the_same_number(number: str) -> None:
    spellings = {number, f"+86{number}", f"0086 {number}", f"{number[:3]}-{number[3:7]}-{number[7:]}"}

    assert {digits(spelling) for spelling in spellings} == {number}


@pytest.mark.parametrize(
    ("said", "meant"),
    [("zh-CN", "zh-CN"), ("zh_TW", "zh-CN"), ("en-US", "en"), ("en", "en"), ("de-DE", ""), ("", "")],
)
def test_a_platforms_locale_is_one_of_ours_or_none(said: str, meant: str) -> None:
    assert language_named(said) == meant


def test_a_zone_that_does_not_exist_is_none() -> None:
    assert [zone_named(name) for name in ("Asia/Shanghai", "Mars/Olympus", "../etc/passwd", "")] == [
        "Asia/Shanghai",
        "",
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("give Ana Li hr", Granting(give=True, name="Ana Li", role=Role.HR)),
        ("take bo ADMIN", Granting(give=False, name="bo", role=Role.ADMIN)),
        ("授予张敏HR", Granting(give=True, name="张敏", role=Role.HR)),
        ("收回 张敏 管理员", Granting(give=False, name="张敏", role=Role.ADMIN)),
        ("give Ana manager", None),
        ("give hr", None),
        ("hr", None),
    ],
)
def test_who_is_to_get_which_role_is_understood_in_both_languages(said: str, meant: Granting | None) -> None:
    assert granting(said) == meant
