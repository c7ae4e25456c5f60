"""What counts as specific: the page's own sentences, traps, laws, and how often the lists are right on unseen ones."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bench import fit, language
from bot.feedback.domain.specificity import (
    assess,
    assess_about,
    assess_note,
    copied,
    echoes,
    question_for,
)
from bot.feedback.domain.wording import Element

LABELLED = Path(__file__).parents[3] / "bot/bench/specificity.csv"
NOTES = Path(__file__).parents[2] / "data/notes.csv"
CONCRETE = (
    "项目B的缺陷修复晚了2天，导致客户推迟上线。",
    "On 3 May I fixed the checkout page, so the customer paid the same day.",
)


def labelled(part: str) -> list[dict[str, str]]:
    """Return the sentences of the part that the lists were fitted on, or of the part written afterwards."""
    with LABELLED.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["part"] == part]


@pytest.mark.parametrize("text", ["加强团队合作", "沟通不足", "great job", "Be more proactive", "好", "", "👍👍"])
def test_what_says_nothing_is_vague(text: str) -> None:
    assert not assess(text).specific


@pytest.mark.parametrize(
    "text",
    [
        "项目B：因未及时与测试团队沟通，导致bug修复延迟2天，影响项目上线时间",
        "项目A：完成率120%，主导了核心模块开发，帮助团队降低成本15%",
        "项目Ｂ：因未及时与测试团队沟通，导致ｂｕｇ修复延迟２天，影响项目上线时间",
        "Project B 的 release 晚了2天, because I did not tell the test team 接口改了",
    ],
)
def test_what_names_work_deed_and_effect_is_specific(text: str) -> None:
    assert assess(text).specific


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_sentences_of_trades_that_nothing_was_learnt_from_are_read_as_people_read_them(lang: str) -> None:
    line = language.specificity(lang)

    assert line["ok"], line
    aside = [row["text"] for row in language.held("specificity")]
    assert fit.near_to(aside, (text for _, text in fit.specificity())) == set()


def test_the_labelled_set_is_large_and_half_of_it_is_chinese() -> None:
    rows = labelled("fit") + labelled("held")

    assert len(rows) >= 240
    assert abs(sum(row["locale"] == "en" for row in rows) * 2 - len(rows)) <= len(rows) * 0.05
    assert len({row["text"] for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("vague", "plain"),
    [
        ("great job", "the great job queue"),
        ("team player", "the team played"),
        ("keep it up", "keep it up and running"),
        ("step up", "a step up transformer"),
        ("you always do stuff", "the always-on printer"),
        ("things", "an internet of things gateway"),
        ("十分努力", "十分钟"),
        ("沟通不足", "库存不足"),
        ("非常努力", "非常感谢"),
    ],
)
def test_a_phrase_is_vague_where_it_speaks_of_people_not_of_things(vague: str, plain: str) -> None:
    assert assess(vague).vague
    assert not assess(plain).vague


@pytest.mark.parametrize(
    ("character", "work"),
    [
        ("性格内向", "从国内向海外发货"),
        ("他很懒", "首页改成懒加载"),
        ("you are difficult to work with", "a difficult migration"),
        ("lazy", "lazy-loaded images"),
        ("too emotional", "emotional design"),
    ],
)
def test_words_about_character_are_told_from_words_about_work(character: str, work: str) -> None:
    assert assess(character).personal
    assert not assess(work).personal


def test_words_about_character_do_not_change_the_score() -> None:
    text = "10月12日漏发了订单JB-2041"

    assert assess(f"他很懒，{text}").score >= assess(text).score


def test_a_known_name_is_a_piece_of_work_in_any_case_but_not_inside_a_word() -> None:
    def missing(text: str) -> bool:
        return Element.WORK in assess(text, names=("Atlas", "回款", "x")).missing

    assert not missing("atlas went fine")
    assert not missing("ＡＴＬＡＳ没问题")
    assert not missing("回款没问题")
    assert missing("the atlases went fine")


def test_one_asks_for_the_work_first_then_for_the_deed_then_for_the_effect() -> None:
    assert question_for(assess("不错")) is Element.WORK
    assert question_for(assess("项目B不错")) is Element.DEED
    assert question_for(assess("项目B提交了")) is Element.EFFECT
    full = "项目B：因未及时与测试团队沟通，导致bug修复延迟2天，影响项目上线时间"
    assert question_for(assess(full)) is None


@pytest.mark.parametrize("clause", CONCRETE)
@given(text=st.one_of(st.text(), st.sampled_from([row["text"] for row in labelled("fit")])))
def test_a_concrete_clause_never_lowers_the_score(clause: str, text: str) -> None:
    assert assess(f"{text}。{clause}").score >= assess(text).score


@given(text=st.text(alphabet="ab项目 回A"), names=st.lists(st.text(alphabet="ab项目 回A", max_size=3)))
def test_the_order_of_names_is_irrelevant(text: str, names: list[str]) -> None:
    assert assess(text, names=names) == assess(text, names=names[::-1])


@given(text=st.text(), names=st.lists(st.text()))
def test_every_text_has_a_score_and_a_missing_element_for_each_point_that_it_lacks(text: str, names: list[str]) -> None:
    found = assess(text, names=names)

    assert found.score == max(0, len(Element) - len(found.missing) - len(found.vague))


WRITTEN = "".join(row["text"] for row in labelled("held"))


@pytest.mark.parametrize(
    "piece", ["1", "1,", "「", "a-", "我把", "got a ", "from 1 ", "加强", "you ", "@", "帮助", WRITTEN]
)
def test_no_text_makes_the_reading_slow(piece: str) -> None:
    """Four times the text is four times the work: what is tried again from each place would make it sixteen."""
    short, long = (piece * 6000)[:1500], (piece * 6000)[:6000]

    assert min(effort(long) for _ in range(5)) < 8 * max(min(effort(short) for _ in range(5)), LEAST)


LEAST = 100_000
"""Nanoseconds below which the clock of a processor tells two readings apart by chance."""


def effort(text: str) -> int:
    """Say how many nanoseconds this thread computes for one reading: what others do meanwhile does not count."""
    begun = time.thread_time_ns()
    assess(text)
    return time.thread_time_ns() - begun


def test_a_copy_is_found_through_punctuation_case_and_a_new_date() -> None:
    earlier = "Visited 18 customers in September; five of them signed a renewal on the spot, worth $42,000 in total."

    assert copied(earlier.upper().replace(";", " –"), ["", earlier])
    assert copied(earlier.replace("September", "October"), [earlier])
    assert copied("好", ["好！"])
    assert not copied("Filled the analyst role in 38 days.", [earlier])
    assert not copied("", [""])
    assert not copied(earlier, [])


@given(text=st.text(), others=st.lists(st.text()))
def test_a_text_with_letters_is_a_copy_of_itself(text: str, others: list[str]) -> None:
    assert copied(text, [*others, text]) or not any(char.isalnum() for char in text)


def notes() -> list[dict[str, str]]:
    with NOTES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_specific_note_is_taken_whatever_phrase_is_in_it_and_a_vague_one_is_asked_about(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """On sentences that the lists were not fitted on."""
    for locale in ("zh-CN", "en"):
        rows = [row for row in notes() if row["locale"] == locale]
        flagged = [row for row in rows if not assess_note(row["text"]).specific]
        right = sum(row["specific"] == "no" for row in flagged)
        precision, recall = right / len(flagged), right / sum(row["specific"] == "no" for row in rows)
        with capsys.disabled():
            print(f"\nvague notes, {locale}: precision {precision:.3f}, recall {recall:.3f}, {len(rows)}", end="")  # noqa: T201 - the figures are for people
        assert precision >= 0.9
        assert recall >= 0.9


@pytest.mark.parametrize(
    "phrase", ["really", "very", "great work,", "很好，", "加油，", "不错，", "非常", "well done,"]
)
def test_one_phrase_does_not_make_vague_what_tells_enough(phrase: str) -> None:
    for text in CONCRETE:
        assert assess(f"{phrase} {text}").specific


@pytest.mark.parametrize(
    ("topic", "text", "specific"),
    [
        ("the fix of the checkout page on 12 October for Ana", "great!", False),
        ("项目B的缺陷修复，10月12日给客户上线", "很棒，加油", False),
        ("Checkout page", "You fixed the timeout on 12 October, so the customers could pay.", True),
        ("项目B", "你10月12日把超时修好了，客户当天就上线。", True),
        ("10月12日给客户的演示", "你讲清了报价，客户当场签字。", True),
        ("teamwork", "great job", False),
    ],
)
def test_a_topic_and_a_text_count_together_but_the_text_has_to_add_something(
    topic: str, text: str, *, specific: bool
) -> None:
    assert assess_about(topic, text, names={topic}).specific is specific


@pytest.mark.parametrize(
    ("text", "other", "same"),
    [
        ("It cut the team's costs by 15%", "Led the core module. It cut the team's costs by 15%, in May.", True),
        ("IT CUT THE TEAM’S COSTS BY 15%!", "It cut the team's costs by 15%", True),
        ("帮助团队把成本降低了15%，做得不错", "帮助团队把成本降低了15%", False),
        ("主导了核心模块开发，帮助团队降低成本15%", "他主导了核心模块开发，帮助团队降低成本15%。", True),
        ("You kept two of three dates; the third slipped by a week", "It cut the team's costs by 15%", False),
        ("Project A", "Project A went well", False),
        ("", "", False),
    ],
)
def test_what_was_taken_out_of_the_others_words_is_noticed_and_a_name_is_none(
    text: str,
    other: str,
    same: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    assert echoes(text, ["something else", other]) is same
