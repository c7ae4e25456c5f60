"""A metric's row: how its values are made of records is read, kept in one form, or refused with its place."""

from __future__ import annotations

from datetime import date

import pytest

from bot.figures.domain.metric_fields import metric_fields
from bot.kit.cell import InvalidCell

CELLS = {"metric": "won", "unit": "USD", "direction": "higher", "grain": "month"}


def test_a_formula_is_kept_in_one_form() -> None:
    cells = CELLS | {"formula": " SUM(amount)from orders  where stage in (won)", "records_from": "2026-10"}

    made = metric_fields(cells, before={})

    assert (made.formula, made.records_from) == ("sum(amount) from orders where stage = won", date(2026, 10, 1))
    assert metric_fields({"metric": "won"}, before={"won": made}) == made
    cleared = metric_fields({"metric": "won", "formula": "-", "records_from": ""}, before={"won": made})
    assert (cleared.formula, cleared.records_from) == ("", None)


def test_periods_before_the_first_day_keep_their_finished_values() -> None:
    made = metric_fields(CELLS | {"formula": "count() from orders", "records_from": "2026-10-01"}, before={})

    assert not made.takes_records(date(2026, 9, 1))
    assert made.takes_records(date(2026, 10, 1))
    assert not metric_fields(CELLS, before={}).takes_records(date(2026, 10, 1))


def test_who_answers_for_a_metric_and_its_other_names_are_read_and_kept() -> None:
    cells = CELLS | {"owner": " E7 ", "provider": "采购部", "scorer": "Production", "aliases": "OTD，准时率; on time"}

    made = metric_fields(cells, before={})

    assert (made.owner, made.provider, made.scorer) == ("E7", "采购部", "Production")
    assert made.other_names == ("OTD", "准时率", "on time")
    assert metric_fields({"metric": "won", "title_en": "Won"}, before={"won": made}).owner == "E7"
    cleared = metric_fields({"metric": "won", "owner": "-", "aliases": ""}, before={"won": made})
    assert (cleared.owner, cleared.other_names, cleared.scorer) == ("", (), "Production")


@pytest.mark.parametrize(
    ("name", "cell", "key"),
    [
        ("aliases", "won deals, w", "import-alias-short"),
        ("aliases", "voice tone", "import-refused-figure"),
        ("owner", "x" * 65, "import-long"),
        ("formula", "sum(amount from orders", "formula-bracket"),
        ("formula", "sum(amount) from orders where line in (" + "x, " * 200 + "y)", "import-long"),
        ("records_from", "soon", "import-no-date"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_cell(name: str, cell: str, key: str) -> None:
    with pytest.raises(InvalidCell) as invalid:
        metric_fields(CELLS | {name: cell}, before={})

    assert (invalid.value.column, invalid.value.reason.key) == (name, key)
