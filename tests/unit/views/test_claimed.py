"""The rows of a case as its readers see them: as they stand, with what is said of each, or only how many they are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bot.cases.domain.dispute_record import ClaimedRecord
from bot.cases.views.dispute_record import claimed
from bot.figures.domain.example import TODAY
from bot.figures.domain.example_record import deals
from bot.messages.card import Card, Table
from bot.messages.i18n import LOCALES, translator
from tests.cards import everything

FIRST, SECOND, *_ = deals(chinese=False)
CLAIMS = (
    ClaimedRecord("orders", FIRST.id, 1, "It was 23,500."),
    ClaimedRecord("orders", SECOND.id, 1),
    ClaimedRecord("orders", right="A-1099", day=date(2026, 10, 31), amount=Decimal(12_000)),
)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_row_stands_with_what_is_said_of_it_and_one_that_counts_no_more_says_so(locale: str) -> None:
    t = translator(locale)

    table, lacking = claimed(t, CLAIMS, {("orders", FIRST.id): FIRST}, hidden=False, today=TODAY)

    assert isinstance(table, Table)
    first, second = table.rows
    assert FIRST.id in first
    assert "25,000" in first
    assert first[-1] == "It was 23,500."
    assert second[-2:] == (t("record-claimed-gone"), t("record-claimed-wrong"))
    assert "12,000" in str(lacking)
    assert "A-1099" in str(lacking)


@pytest.mark.parametrize("locale", LOCALES)
def test_who_may_not_read_rows_sees_how_many_they_are_and_none_of_them(locale: str) -> None:
    t = translator(locale)

    blocks = claimed(t, CLAIMS, {("orders", FIRST.id): FIRST}, hidden=True, today=TODAY)

    shown = everything(Card("dispute", "", tuple(blocks)))
    assert t("record-claimed-hidden", n=3) in shown
    assert not any(word in shown for word in (FIRST.id, "A-1099", "23,500", "12,000"))
