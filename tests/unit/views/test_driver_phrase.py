"""What moved a number in words: the way it went, the same change in sentence and list, and parts that add up to it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.feedback.domain.driver import Driver, DriverBasis, DriverKind, DriverMember, Drivers, DriverSide, DriverSplit
from bot.feedback.domain.example_driver import driver_kinds
from bot.feedback.views.driver_phrase import bars, change_of, clause, explained_of, headline
from bot.figures.domain.example import METRICS, OCTOBER, SEPTEMBER, TODAY
from bot.messages.card import BarChart, Picture
from bot.messages.i18n import translator
from bot.messages.text import plain

amounts = st.integers(0, 90_000).map(Decimal)
pairs = st.lists(st.tuples(amounts, amounts, st.integers(1, 20)), min_size=2, max_size=5)


def moved(some: list[tuple[Decimal, Decimal, int]], told: int) -> Drivers:
    """Put drivers of a sum together, of which so many members are told."""
    members = [
        DriverMember((f"Member {at}",), DriverSide(before, n=n), DriverSide(after, n=n))
        for at, (before, after, n) in enumerate(some)
    ]
    whole, rest = (
        DriverMember(
            (),
            *(
                DriverSide(sum((m.sides[at].top for m in these), Decimal(0)), n=sum(m.sides[at].n for m in these))
                for at in (0, 1)
            ),
        )
        for these in (members, members[told:])
    )
    effects = tuple(Driver(member, whole, DriverBasis.ADDED) for member in members[:told])
    split = DriverSplit(("customer",), effects, Driver(rest, whole, DriverBasis.ADDED), len(members) - told)
    return Drivers(METRICS["collections"], OCTOBER, SEPTEMBER, DriverBasis.ADDED, whole, (split,))


@given(pairs, st.integers(1, 3))
def test_the_words_go_the_way_of_the_number_and_name_all_who_are_told(
    some: list[tuple[Decimal, Decimal, int]], told: int
) -> None:
    found = moved(some, min(told, len(some) - 1))
    assume(found.change != 0)
    (split,) = found.splits
    assert sum((driver.effect for driver in split.told), Fraction(0)) + split.rest.effect == found.change

    english, chinese = (headline(translator(locale), found, today=TODAY) for locale in ("en", "zh-CN"))

    assert english.startswith("Up" if found.change > 0 else "Down")
    assert chinese.startswith("比九月多" if found.change > 0 else "比九月少")
    for driver in split.told:
        sign = "+" if driver.effect > 0 else "−" if driver.effect < 0 else "CN¥0"
        assert f"{driver.member.texts[0]} {sign}" in english


@pytest.mark.parametrize("locale", ["en", "zh-CN"])
@pytest.mark.parametrize("kind", DriverKind)
def test_each_kind_is_told_as_a_sentence_and_as_a_clause(kind: DriverKind, locale: str) -> None:
    t = translator(locale)
    found = driver_kinds(chinese=t.chinese)[kind]
    assert found.kind is kind

    sentence, short = headline(t, found, today=TODAY), clause(t, found, today=TODAY)

    assert sentence.endswith("." if locale == "en" else "。")
    assert not short.endswith((".", "。"))
    assert len(short) < len(sentence) + 20


@pytest.mark.parametrize("kind", list(DriverKind))
@pytest.mark.parametrize("locale", ["en", "zh-CN"])
def test_by_how_much_is_left_out_where_it_stands_beside_the_value(kind: DriverKind, locale: str) -> None:
    t, found = translator(locale), driver_kinds(chinese=locale != "en")[kind]
    change = plain(change_of(t, found, today=TODAY))

    whole, brief = (plain(headline(t, found, today=TODAY, briefly=briefly)) for briefly in (False, True))

    assert change in whole
    assert change not in brief
    assert brief[0] == brief[0].upper()
    assert len(brief) < len(whole)


def test_nothing_told_is_of_no_kind() -> None:
    found = driver_kinds(chinese=False)[DriverKind.MEMBER]

    assert replace(found, splits=(), telling=None).kind is None


@given(pairs, st.integers(2, 3))
def test_bars_add_up_to_the_change_and_say_in_words_what_they_show(
    some: list[tuple[Decimal, Decimal, int]], told: int
) -> None:
    assume(len(some) > told)
    found = moved(some, told)
    assume(found.change != 0)
    (drawn,) = bars(translator("en"), found, today=TODAY)

    assert isinstance(drawn, Picture)
    assert isinstance(drawn.chart, BarChart)
    assert sum(drawn.chart.values) == pytest.approx(float(found.change))
    assert len(drawn.chart.labels) == len(drawn.chart.texts) == told + 1
    for label, value, text in zip(drawn.chart.labels, drawn.chart.values, drawn.chart.texts, strict=True):
        assert text.startswith("−" if value < 0 else "+") or not value
        assert f"{plain(label)} {text}" in plain(drawn.alt)


def test_one_member_alone_is_not_drawn_and_people_stand_in_words_that_can_be_taken_back() -> None:
    found = moved([(Decimal(9), Decimal(1), 1), (Decimal(8), Decimal(2), 1), (Decimal(1), Decimal(2), 1)], 2)
    (split,) = found.splits
    people = replace(found, splits=(replace(split, of_people=frozenset({"customer"})),))

    assert len(bars(translator("en"), found, today=TODAY)) == 1
    assert bars(translator("en"), people, today=TODAY) == []
    assert bars(translator("en"), driver_kinds(chinese=False)[DriverKind.HOURS], today=TODAY) == []
    assert bars(translator("en"), driver_kinds(chinese=False)[DriverKind.VOLUME], today=TODAY) == []


def test_of_several_values_the_first_that_several_members_moved_is_drawn() -> None:
    alone = driver_kinds(chinese=False)[DriverKind.HOURS]
    several = moved([(Decimal(9), Decimal(1), 1), (Decimal(8), Decimal(2), 1), (Decimal(1), Decimal(2), 1)], 2)
    t = translator("en")

    _, drawn = explained_of(t, [alone, several, several], today=TODAY)

    assert [drawn] == bars(t, several, today=TODAY)
    assert len(explained_of(t, [alone], today=TODAY)) == 1
    assert explained_of(t, [], today=TODAY) == []
