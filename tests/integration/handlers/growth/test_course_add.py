"""HR puts courses into the catalogue in chat, a line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.growth.domain.course import CourseLevel
from bot.messages.inbound import Notice
from bot.people.domain.permission import Role
from tests.chat import EVERYWHERE, Chat, Way, chat, give, read

if TYPE_CHECKING:
    from bot.messages.inbound import Reply
    from storage.storage import Storage

ADD = {"en": "add courses", "zh-CN": "添加课程"}
ROWS = "t-1; Test tools; test tool, testing; basic; en; https://learn.example/t1\nt-2；测试工具实战；测试工具；高级"


async def add(talk: Chat, who: str, rows: str) -> Reply:
    return await talk.submit(who, await talk.say(who, ADD[talk.locale]), rows=rows)


def company(talk: Chat) -> None:
    talk.hire("ha", "min", "adm")
    with talk.work() as work:
        give(work, "ha", Role.HR)
        give(work, "adm", Role.ADMIN)


@EVERYWHERE
async def test_hr_adds_courses_a_line_each(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)

        said = await add(talk, "ha", ROWS)

        assert isinstance(said, Notice)
        with talk.work() as work:
            first, second = work.courses.all()
        assert (first.title_en, first.topics, first.level) == (
            "Test tools",
            ("test tool", "testing"),
            CourseLevel.BASIC,
        )
        assert (second.title_zh, second.level) == ("测试工具实战", CourseLevel.ADVANCED)
        await add(talk, "adm", "t-1\tTest tools, anew")
        with talk.work() as work:
            renewed = work.courses.all()[0]
        assert (renewed.title_en, renewed.topics) == ("Test tools, anew", first.topics)


@EVERYWHERE
async def test_with_a_line_that_cannot_be_read_nothing_is_stored(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        for wrong in ("t-3", "t-3; A course; x; impossible"):
            again = await add(talk, "ha", f"{ROWS}\n{wrong}")
            assert not isinstance(again, Notice)
            assert "t-3" in read(again) or "impossible" in read(again)
            await talk.say("ha", "cancel" if talk.locale == "en" else "取消")
        with talk.work() as work:
            assert not work.courses.all()


async def test_only_hr_and_admins_add_courses(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        assert isinstance(await talk.say("min", ADD["en"]), Notice)
        with talk.work() as work:
            assert not work.courses.all()
