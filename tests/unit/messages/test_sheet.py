"""Sheets: a spreadsheet reads them as they are and computes nothing of them."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.sheet import sheet


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(1)"])
def test_what_would_be_computed_stays_text(cell: str) -> None:
    assert cells(sheet(["a"], [[cell]]))[1] == [f"'{cell}"]


@pytest.mark.parametrize("cell", ["-5", "+3.5", "-1e-7", "-12%", "12", "0.5", "a=b", ""])
def test_numbers_and_words_stay_as_they_are(cell: str) -> None:
    assert cells(sheet(["a"], [[cell, None]]))[1] == [cell, ""]


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=2, max_size=2), min_size=1))
def test_no_cell_begins_like_a_formula_unless_it_is_a_number(rows: list[list[str]]) -> None:
    text = sheet(["a", "b"], rows)

    assert text.startswith("\ufeff")
    for row in cells(text)[1:]:
        for cell in row:
            assert not cell.startswith(("=", "@"))
            assert not cell.startswith(("+", "-")) or float(cell.rstrip("%")) is not None
