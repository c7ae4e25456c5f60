"""Every column of every table says whose it is, and so what an export and an erasure do with it."""

from __future__ import annotations

from collections import Counter

import pytest
import sqlalchemy as sa

from bot.messages.i18n import LOCALES, words
from storage.erasure import KEPT
from storage.inventory import inventory, tables
from tests.house import ROOT

UNCOUNTED = {"person", "sensitive", "calendar"}
"""Kinds that everybody has once: the list of what is stored counts them with who somebody is."""
TABLES = pytest.mark.parametrize("table", tables(), ids=lambda table: table.name)


@TABLES
def test_every_column_is_declared_once_as_somebodys_or_as_nobodys(table: sa.Table) -> None:
    held = inventory(table)

    assert held, (
        f"{table.name} declares nothing: say beside the table whose its columns are (storage.inventory.declare)"
    )
    twice = [name for name, count in Counter(held.columns).items() if count > 1]
    assert not twice, f"{table.name} declares {twice} twice"
    assert set(held.columns) == set(table.c.keys()), f"{table.name}: new columns are somebody's, or plain: say which"


@TABLES
def test_what_is_somebodys_is_exported_or_says_why_not(table: sa.Table) -> None:
    held = inventory(table)
    assert held

    if held.own:
        assert held.kinds, f"{table.name} holds {held.own} of people: name the kinds that the export has of it"
    for names, reason in held.withheld.items():
        assert len(reason.split()) > 3, f"{table.name}: say in a sentence why {names} is not handed over"


@TABLES
def test_every_kind_that_people_can_ask_about_has_words_in_both_languages(table: sa.Table) -> None:
    held = inventory(table)
    assert held

    for kind in held.kinds.keys() - UNCOUNTED:
        for locale in LOCALES:
            assert f"privacy-kind-{kind.replace('_', '-')}" in words(locale), f"{table.name}, {locale}"


@TABLES
def test_what_refers_to_a_person_is_declared_as_theirs_or_anothers(table: sa.Table) -> None:
    held = inventory(table)
    assert held
    refer = {key.parent.name for key in table.foreign_keys if key.column.table.name == "person"}
    ends = ("person_no", "subject_no", "reader_no", "_by", "_by_no")
    named = {column.name for column in table.c if column.name.endswith(ends)} - {"replaced_by"}  # a batch

    told = {*held.whose, *held.others, *held.own}
    assert refer | named <= told, f"{table.name}: {sorted((refer | named) - told)}"
    for name in held.whose:
        assert isinstance(table.c[name].type, sa.Integer) or held.only, f"{table.name}.{name}: say in which rows"


def test_of_those_who_were_erased_rows_stay_only_where_that_was_meant() -> None:
    assert {table.name for table in tables()} >= KEPT


def test_every_module_that_has_a_table_is_in_the_inventory() -> None:
    found = {line.split('"')[1] for file in (ROOT / "storage").rglob("*.py") for line in file.read_text().splitlines()
             if line.strip().startswith("__tablename__")}  # fmt: skip

    assert found == {table.name for table in tables()}
