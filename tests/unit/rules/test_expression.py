"""What people may type as a condition, in both languages, and how everything else is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kit.errors import Invalid
from bot.messages.i18n import translator
from bot.rules.domain.condition import Compare, Every, FactName, Holds, Literal, MemberTerm, Node, Not, Some, write
from bot.rules.domain.expression import read
from bot.rules.domain.fact import FACTS, Sort


def literal(value: str) -> Literal:
    other = read(f"value < {value}")
    assert isinstance(other, Compare)
    assert isinstance(other.other, Literal)
    return other.other


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("达成率 < 80%", "attainment < 80%"),
        ("达成率＜８０％", "attainment < 80%"),
        ("达成率低于80%", "attainment < 80%"),
        ("0.8 > attainment", "attainment < 80%"),
        ("连续 >= 2 且 指标 == “csat”", 'streak >= 2 and metric == "csat"'),
        ("连续改善不低于2并且指标是'csat'", 'good_streak >= 2 and metric == "csat"'),
        ('STREAK >= 2 AND metric = "csat"', 'streak >= 2 and metric == "csat"'),
        ("数值≥1.5万", "value >= 15000"),
        ("数值 > 3‰", "value > 0.003"),
        ("环比 < -5%", "change_pct < -0.05"),
        ('周期 = "月"', 'grain == "month"'),
        ('类型不是"团队"', 'kind != "unit"'),
        ('指标 不属于 ["a"、"b"]', 'not (metric in ["a", "b"])'),
        ("周期完整 == 假", "not complete"),
        ("complete != true", "not complete"),
        ("数值 < 同岗中位数", "value < peer_median"),
        ("（优于同岗 或 历史最好）且 n >= 5", "(beats_peers or own_best) and n >= 5"),
    ],
)
def test_both_languages_say_the_same(text: str, same: str) -> None:
    assert read(text) == read(same)


@pytest.mark.parametrize(
    ("text", "key", "column", "found", "nearest"),
    [
        ("", "condition-empty", 1, "", None),
        ("atainment < 80%", "condition-unknown-name-near", 1, "atainment", "attainment"),
        ("complete and 达成绿 < 80%", "condition-unknown-name-near", 14, "达成绿", "达成率"),
        ("metric == csat", "condition-unknown-name", 11, "csat", None),
        ('kind == "persn"', "condition-unknown-word", 9, "persn", "person"),
        ('__import__("os").system("x")', "condition-unknown-name", 1, "__import__", None),
        ("value.__class__", "condition-attribute", 6, ".", None),
        ("value(1)", "condition-call", 1, "value(", None),
        ('metric =~ "(a+)+$"', "condition-regex", 8, "=~", None),
        ("9**9**9**9 > value", "condition-arithmetic", 2, "**", None),
        ("value - 1 < 3", "condition-arithmetic", 7, "-", None),
        ('"a" * 99999 == metric', "condition-arithmetic", 5, "*", None),
        ("[x for x in y]", "condition-unknown-name", 2, "x", None),
        ("value[0] > 1", "condition-syntax", 6, "[", None),
        ("value < 1e9", "condition-unknown-name", 10, "e9", None),
        ("value < 99999999999999999999", "condition-number", 9, "99999999999999999999", None),
        ("value ? 1 : 2", "condition-character", 7, "?", None),
        ("value < 3; drop table rule", "condition-character", 10, ";", None),
        ('metric == "csat', "condition-open-text", 11, '"', None),
        ("value <", "condition-unfinished", 8, "<", None),
        ("(value < 3", "condition-unfinished", 11, "3", None),
        ("value < 3)", "condition-syntax", 10, ")", None),
        ("value < previous < target", "condition-syntax", 18, "<", None),
        ("(value < 3) == (n > 2)", "condition-compared-twice", 2, "(", None),
        ("attainment", "condition-not-a-condition", 1, "attainment", None),
        ("1 < 2", "condition-constant", 1, "1", None),
        ("beats_peers > 1", "condition-order", 1, "beats_peers", None),
        ('value < "a"', "condition-sort-number", 9, '"a"', None),
        ("metric == 3", "condition-sort-text", 11, "3", None),
        ("own_best == 3", "condition-sort-truth", 13, "3", None),
        ('metric in "x"', "condition-list", 11, "metric", None),
        ("metric in []", "condition-list", 1, "metric", None),
        ("(" * 20 + "own_best" + ")" * 20, "condition-too-deep", 13, "(", None),
        ("own_best and " * 200 + "own_best", "condition-too-long", 500, "st and own_best and ", None),
    ],
)
def test_what_a_condition_does_not_have_is_refused_at_its_place(
    text: str, key: str, column: int, found: str, nearest: str | None
) -> None:
    with pytest.raises(Invalid) as refused:
        read(text)

    values = refused.value.values
    assert (refused.value.key, values["column"], values["found"]) == (key, column, found)
    assert values.get("nearest") == nearest
    for locale in ("en", "zh-CN"):
        assert translator(locale)(key, **values)


def outcome(text: str) -> Node | Invalid:
    try:
        return read(text)
    except Invalid as refused:
        return refused


@given(st.text(max_size=600))
def test_nothing_typed_does_more_than_be_read_or_refused(text: str) -> None:
    found = outcome(text)

    if isinstance(found, Invalid):
        assert isinstance(found.values["column"], int)
        assert found.key.startswith("condition-")
    else:
        assert read(write(found)) == found


words = st.sampled_from(
    [*FACTS, *(name for fact in FACTS.values() for name in fact.chinese), "and", "or", "not", "in", "且", "低于", "<",
     ">=", "==", "(", ")", "[", "]", ",", "80%", "-3", "1万", '"csat"', "true", "%", ".", "=~", "**", "万"]
)  # fmt: skip


@given(st.lists(words, max_size=12).map(" ".join))
def test_no_row_of_real_words_breaks_the_reader(text: str) -> None:
    found = outcome(text)

    if isinstance(found, Invalid):
        assert found.key.startswith("condition-")
    else:
        assert read(write(found)) == found
        assert read(write(found, chinese=True)) == found


@given(st.integers(0, 10**6), st.integers(0, 4))
def test_a_percentage_is_exactly_its_hundredth(digits: int, places: int) -> None:
    number = f"{digits / 10**places:.{places}f}"

    assert literal(f"{number}%").value == Decimal(number) / 100


# Conditions built, not typed: what is written is read again as the same.

numbers = st.decimals(-(10**6), 10**6, places=3, allow_nan=False, allow_infinity=False).map(
    lambda value: Literal(value, f"{value:f}")
)
texts = st.sampled_from(["csat", "sales", "次品率"]).map(lambda text: Literal(text, f'"{text}"'))


def of_sort(sort: Sort) -> st.SearchStrategy[str]:
    return st.sampled_from([fact.name for fact in FACTS.values() if fact.sort is sort and not fact.words])


signs = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
leaves = st.one_of(
    st.builds(Compare, of_sort(Sort.NUMBER), signs, numbers),
    st.builds(Compare, of_sort(Sort.NUMBER), signs, of_sort(Sort.NUMBER).map(FactName)),
    st.builds(Compare, of_sort(Sort.TEXT), st.sampled_from(["==", "!="]), texts),
    st.builds(MemberTerm, of_sort(Sort.TEXT), st.lists(texts, min_size=1, max_size=3).map(tuple)),
    st.builds(MemberTerm, of_sort(Sort.NUMBER), st.lists(numbers, min_size=1, max_size=3).map(tuple)),
    st.builds(Holds, of_sort(Sort.TRUTH)),
)


def joined(kind: type[Every | Some], parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    """Join parts as the reader does: a part of the same kind is not nested, but flat."""
    return st.lists(parts.filter(lambda part: not isinstance(part, kind)), min_size=2, max_size=3).map(
        lambda some: kind(tuple(some))
    )


def grow(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(st.builds(Not, parts), joined(Every, parts), joined(Some, parts))


nodes: st.SearchStrategy[Node] = st.recursive(leaves, grow, max_leaves=6)


@given(nodes, st.booleans())
def test_what_is_written_reads_as_the_same_condition(node: Node, chinese: bool) -> None:  # noqa: FBT001 - drawn
    text = write(node, chinese=chinese)
    if len(text) <= 500:
        assert read(text) == node
