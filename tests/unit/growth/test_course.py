"""Courses: the next one on a subject that was not taken, by rules that can be told; rows of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.figures.domain.example import METRICS
from bot.growth.domain.course import Course, CourseLevel, CourseReason, course_fields, recommend
from bot.kit.cell import InvalidCell

BASIC = Course(key="sm-1", title_en="Social media basics", title_zh="社交媒体基础", topics=("社交媒体", "social media"))
ADVANCED = Course(
    key="sm-3",
    title_en="Running social media, advanced",
    title_zh="社交媒体高级运营",
    topics=("社交媒体", "social media"),
    level=CourseLevel.ADVANCED,
)
CALLS = Course(key="calls", title_en="Calls", topics=("phone",), metrics=("complaints",), language="en")
CATALOGUE = [BASIC, ADVANCED, CALLS]


def test_who_took_the_basics_is_shown_the_advanced_course_and_why() -> None:
    found = recommend(CATALOGUE, metric="", words="提高社交媒体运营效果", taken=["社交媒体基础"], language="zh")

    assert found is not None
    assert (found.course.key, found.reason, found.topic) == ("sm-3", CourseReason.TOPIC, "社交媒体")
    assert found.after == ("社交媒体基础",)


@pytest.mark.parametrize("taken", [["sm-3"], ["社交媒体高级运营"], ["RUNNING  Social Media, advanced"]])
def test_what_was_taken_is_never_recommended_again(taken: list[str]) -> None:
    assert recommend(CATALOGUE, metric="", words="social media", taken=taken, language="en") is None


def test_with_none_taken_it_is_the_lowest_level() -> None:
    found = recommend(CATALOGUE, metric="", words="our social media", taken=[], language="en")

    assert found is not None
    assert found.course is BASIC


def test_a_training_outside_the_catalogue_on_the_topic_counts_as_its_basics() -> None:
    found = recommend(CATALOGUE, metric="", words="社交媒体", taken=["社交媒体训练营"], language="zh")

    assert found is not None
    assert found.course is ADVANCED


def test_a_course_for_the_metric_goes_before_one_of_a_topic() -> None:
    found = recommend(CATALOGUE, metric="complaints", words="social media", taken=[], language="en")

    assert found is not None
    assert (found.course, found.reason) == (CALLS, CourseReason.METRIC)


@pytest.mark.parametrize("words", ["antisocial mediation", "加强团队合作", ""])
def test_what_names_no_topic_leads_to_no_course(words: str) -> None:
    assert recommend(CATALOGUE, metric="", words=words, taken=[], language="en") is None


def read(cells: Mapping[str, str], *, before: Mapping[str, Course] | None = None) -> Course:
    return course_fields(cells, before=before or {}, metrics=METRICS)


def test_a_row_of_the_catalogue_is_read_in_both_languages() -> None:
    course = read(
        {
            "course": "sm-3",
            "title_zh": "社交媒体高级运营",
            "topics": "社交媒体；运营",
            "metrics": "客户投诉, new_customers",
            "level": "高级",
            "language": "中文",
            "link": "https://learning.example/sm-3",
        }
    )

    assert (course.topics, course.metrics) == (("社交媒体", "运营"), ("complaints", "new_customers"))
    assert (course.level, course.language) == (CourseLevel.ADVANCED, "zh")


def test_a_known_course_keeps_what_a_row_does_not_hold() -> None:
    later = read({"course": "sm-3", "level": "中级"}, before={"sm-3": ADVANCED})

    assert (later.title_zh, later.level) == ("社交媒体高级运营", CourseLevel.INTERMEDIATE)


@pytest.mark.parametrize(
    ("cells", "column", "key"),
    [
        ({"course": "", "title_en": "A"}, "course", "import-required"),
        ({"course": "a"}, "title_en", "import-required"),
        ({"course": "a", "title_en": "A", "level": "hard"}, "level", "import-word"),
        ({"course": "a", "title_en": "A", "language": "fr"}, "language", "import-word"),
        ({"course": "a", "title_en": "A", "metrics": "happiness"}, "metrics", "course-metric"),
        ({"course": "a", "title_en": "A", "link": "ftp://x"}, "link", "course-link"),
        ({"course": "a", "title_en": "A" * 90}, "title_en", "import-long"),
    ],
)
def test_a_row_that_cannot_be_read_says_which_cell_and_why(cells: dict[str, str], column: str, key: str) -> None:
    with pytest.raises(InvalidCell) as unfit:
        read(cells)

    assert (unfit.value.column, unfit.value.reason.key) == (column, key)
