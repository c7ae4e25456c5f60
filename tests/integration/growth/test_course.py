"""The catalogue of courses: imported like other files, row by row, and recommended by what the records say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.growth.services.course import next_course, taken
from bot.intake.services.update import catalogue
from bot.sources.plan import draft
from tests.chat import EVERYWHERE, Way, chat, read
from tests.company import furnish
from tests.samples import put, put_company

if TYPE_CHECKING:
    from storage.storage import Storage

CATALOGUE = """课程编号,课程名称,主题,相关指标,级别,语言,链接
sm-1,社交媒体基础,社交媒体,,初级,中文,
sm-3,社交媒体高级运营,社交媒体；运营,,高级,中文,https://learning.example/sm-3
cs-1,客户满意度入门,,满意度,初级,双语,
"""
DONE = """id,employee_id,day,event,course
t-1,00102,2026-09-10,training_done,社交媒体基础
"""


def test_a_catalogue_is_imported_with_chinese_titles_and_says_what_became_of_each_row(
    storage: Storage, tmp_path: Path
) -> None:
    put_company(storage, tmp_path)

    first = put(storage, tmp_path, "courses", CATALOGUE)
    again = put(storage, tmp_path, "courses", CATALOGUE.replace("社交媒体基础", "社交媒体入门"), name="courses-2.csv")

    assert (first.inserted, len(first.rejected)) == (3, 0)
    assert (again.inserted, again.corrected, again.unchanged) == (0, 1, 2)
    with storage.work() as work:
        courses = {course.key: course for course in work.courses.all()}
    assert courses["sm-3"].topics == ("社交媒体", "运营")
    assert courses["cs-1"].metrics == ("csat",)
    assert courses["sm-1"].title_zh == "社交媒体入门"


def test_what_cannot_be_read_is_said_row_by_row_and_the_rest_comes_in(storage: Storage, tmp_path: Path) -> None:
    put_company(storage, tmp_path)
    rows = ("a,A,basic,csat", "b,B,hard,", "c,C,basic,happiness", "d,,basic,", "e,E,basic,", "e,F,basic,")
    text = "\n".join(("course,title_en,level,metrics", *rows))

    report = put(storage, tmp_path, "courses", text)

    assert report.inserted == 1
    found = [(problem.row, problem.column, problem.key) for problem in report.rejected]
    assert sorted(found) == [
        (3, "level", "import-word"),
        (4, "metrics", "course-metric"),
        (5, "title_en", "import-required"),
        (6, "course", "import-twice"),
        (7, "course", "import-twice"),
    ]


def test_the_next_course_goes_by_the_records_of_trainings(storage: Storage, tmp_path: Path) -> None:
    put_company(storage, tmp_path)
    put(storage, tmp_path, "courses", CATALOGUE)
    put(storage, tmp_path, "records", DONE)

    with storage.work() as work:
        person = work.people.get("00102")
        assert person
        done = taken(work, "00102")
        found = next_course(work, person, metric="", words="提高社交媒体运营效果")

    assert done == ["社交媒体基础"]
    assert found is not None
    assert (found.course.key, found.after) == ("sm-3", ("社交媒体基础",))


@pytest.mark.parametrize("name", ["courses.csv", "catalogue.csv"])
def test_a_file_that_is_sent_is_known_for_a_catalogue(name: str, storage: Storage, tmp_path: Path) -> None:
    put_company(storage, tmp_path)
    with storage.work() as work:
        plan = draft(name, CATALOGUE.encode(), catalogue(work))

    assert plan.kind == "courses"
    assert {column.means for column in plan.columns} == {
        "course", "title_zh", "topics", "metrics", "level", "language", "link"
    }  # fmt: skip


@EVERYWHERE
async def test_the_catalogue_is_looked_through_in_chat(way: Way, storage: Storage, tmp_path: Path) -> None:
    put(storage, tmp_path, "courses", CATALOGUE.replace("满意度,初级", ",初级"))
    async with chat(storage, way) as here:
        furnish(here, sent=False)

        everything = read(await here.say("min", "courses" if here.locale == "en" else "课程"))
        found = read(await here.say("min", "courses 社交媒体" if here.locale == "en" else "课程 社交媒体"))

    assert "客户满意度入门" in everything
    assert "社交媒体高级运营" in found
    assert "客户满意度入门" not in found
