"""Patterns that people write: they find what they say, and none takes longer than its text is long."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.kit.errors import DataError
from bot.sources.mapping import parse_mapping
from bot.sources.pattern import groups
from tests.samples import NOW, put_company, readings

if TYPE_CHECKING:
    from pathlib import Path

    from storage.storage import Storage

EXPLODING = ["(a+)+$", "(a|aa)+$", "(.*a){20}$", "([a-z]+)*=", "(?:a?){30}a{30}$"]
"""Each takes an engine that tries one way after the other longer than the sun will shine."""


@pytest.mark.parametrize("pattern", EXPLODING)
def test_no_pattern_takes_longer_than_its_text_is_long(storage: Storage, tmp_path: Path, pattern: str) -> None:
    from bot.sources.file import load

    put_company(storage, tmp_path)
    title = "a" * 500 + "!"
    mapping = tmp_path / "m.toml"
    mapping.write_text(
        f"kind = 'readings'\n[columns]\nemployee_id = 'id'\n[[filter]]\ncolumn = 'state'\nmatches = '{pattern}'\n"
        f"[wide]\ncolumns = '{pattern}|^m(\\d+)$'\nperiod = '2026-{{1}}'\nmetric = 'orders'\n"
    )
    (tmp_path / "r.csv").write_text(f"id,state,{title}\n00102,{title},1\n")

    (report,) = load(storage, "readings", [tmp_path / "r.csv"], mapping=mapping, now=NOW)

    assert report.inserted == 0
    assert readings(storage) == {}


@pytest.mark.parametrize("pattern", ["(?=a)", r"(a)\1", "(a", "a{1000}{1000}{1000}"])
@pytest.mark.parametrize("place", ["[[filter]]\ncolumn = 'x'\nmatches", "[wide]\nperiod = '{1}'\ncolumns"])
def test_a_pattern_that_cannot_be_used_is_an_error_of_the_mapping(pattern: str, place: str) -> None:
    with pytest.raises(DataError, match="no regular expression") as refused:
        parse_mapping("m.toml", f"{place} = '{pattern}'\n")

    assert refused.value.key == "import-mapping-key"
    assert "\n" not in str(refused.value)


def test_groups_are_what_they_hold_in_each_title() -> None:
    titles = ["2025年9月", "2025年10月", "姓名", "第3季度"]

    assert groups(r"(\d{4})年(?P<month>\d+)月|第(\d)季度", titles) == {
        "2025年9月": ["2025", "9", ""],
        "2025年10月": ["2025", "10", ""],
        "第3季度": ["", "", "3"],
    }
    assert groups("年", titles) == {"2025年9月": [], "2025年10月": []}
    assert groups("nothing", []) == {}
