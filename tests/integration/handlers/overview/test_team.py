"""Managers ask for their team: names of those they lead today, groups further down, and nothing for anybody else."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from bot.messages.card import Action
from bot.messages.inbound import Notice
from bot.people.domain.audit import What
from bot.people.domain.permission import Role
from bot.rules.domain.default_rules import DEFAULT_RULES
from tests.chat import EVERYWHERE, MORNING, Chat, Way, buttons, chat, give, read
from tests.company import LONG_AGO, Company

if TYPE_CHECKING:
    from storage.storage import Storage

OCTOBER, SEPTEMBER = date(2026, 10, 1), date(2026, 9, 1)


def company(talk: Chat) -> None:
    """A boss over two leads: Lee leads seven people, Kim three; Pat leads another team beside them."""
    talk.hire("boss")
    talk.hire("pat")
    talk.hire("lee", "kim", "solo", manager="boss")
    talk.hire("other", manager="pat")
    talk.hire(*(f"l{number}" for number in range(7)), manager="lee")
    talk.hire(*(f"k{number}" for number in range(3)), manager="kim")
    with talk.work() as work:
        work.rules.seed(DEFAULT_RULES, author="test", at=LONG_AGO)
        firm = Company(work)
        firm.metric(
            "defect_rate", unit="%", direction="lower", title_en="Defect rate", title_zh="次品率", aggregate="ratio"
        )
        firm.metric("sales", unit="CNY", title_en="Sales", title_zh="销售额")
        for number, who in enumerate(["lee", "kim", "solo", "other", *(f"l{n}" for n in range(7)), "k0", "k1", "k2"]):
            firm.delta(
                who,
                "defect_rate",
                OCTOBER,
                value=0.042 if who == "lee" else 0.02 + number / 10_000,
                numerator=13,
                denominator=310,
                target=0.03,
                attainment=0.714 if who == "lee" else 1.2,
                previous=0.029,
                change=0.013,
            )
        firm.delta("lee", "sales", OCTOBER, value=120.0, target=100.0, attainment=1.2, streak=3, change=5.0)


@pytest.mark.postgresql
@EVERYWHERE
async def test_a_manager_sees_each_of_their_people_by_name_with_n_and_trend(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)

        card = await talk.say("boss", "/team" if talk.locale == "en" else "团队")

        text = read(card)
        assert text.index("Name kim") < text.index("Name lee") < text.index("Name solo")
        assert "n=310" in text
        assert ("up 1.3 percentage points" if talk.locale == "en" else "环比升1.3个百分点") in text
        assert ("time for a talk" if talk.locale == "en" else "该聊聊了") in text
        assert [button.action for button in buttons(card)] == [Action("one_on_one.times", (("person", "lee"),))]
        assert "Name l0" not in text
        assert "Name k0" not in text
        assert ("7 people" if talk.locale == "en" else "7人") in text, "a group of seven is told"
        assert ("3 people" if talk.locale == "en" else "3人 ") not in text, "a group of three is not"


@pytest.mark.postgresql
@EVERYWHERE
async def test_one_metric_is_asked_for_by_name_and_offers_reminders(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)

        card = await talk.say("boss", "team defect rate October" if talk.locale == "en" else "团队次品率十月")

        assert [button.action for button in buttons(card)] == [
            Action("reminder", (("person", "lee"), ("metric", "defect_rate")))
        ]
        assert ("Sales" if talk.locale == "en" else "销售额") not in read(card)


@EVERYWHERE
async def test_a_sentence_about_the_team_is_understood(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)

        card = await talk.say("boss", "how did my team do in October?" if talk.locale == "en" else "我的团队怎么样")

        assert "Name lee" in read(card)


async def test_a_team_further_down_is_a_group_and_a_strange_one_is_refused(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)

        further = await talk.say("boss", "team Name lee")
        assert "7 people" in read(further)
        assert "Name l0" not in read(further)
        strange = await talk.say("boss", "team Name pat")
        assert isinstance(strange, Notice)
        assert "Name other" not in read(strange)
        replayed = await talk.click("pat", Action("team", (("lead", "lee"),)))
        assert isinstance(replayed, Notice)
        assert "7" not in read(replayed)


async def test_people_whom_the_reader_leads_themselves_hide_nobody_in_a_group(storage: Storage) -> None:
    """The boss stands in over four of Lee's seven, and so knows their figures: the other three are too few."""
    async with chat(storage) as talk:
        company(talk)
        talk.hire("sub", manager="lee")
        talk.hire("l0", "l1", "l2", "l3", manager="sub")
        with talk.work() as work:
            today = talk.clock.now().date()
            work.permissions.appoint("sub", "boss", first=today, last=today, by="test", at=talk.clock.now())

        assert "7 people" not in read(await talk.say("boss", "/team"))
        assert "7 people" not in read(await talk.say("boss", "/team Name lee"))

        talk.pass_by(days=2)
        assert "7 people" in read(await talk.say("boss", "/team"))


async def test_somebody_without_people_is_refused(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)

        for asked in ("team", "team Name lee", "talks"):
            assert isinstance(await talk.say("l0", asked), Notice)
        assert isinstance(await talk.click("l0", Action("team", (("lead", "boss"),))), Notice)


async def test_a_deputy_sees_the_team_until_the_last_day(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        with talk.work() as work:
            today = MORNING.date()
            work.permissions.appoint("boss", "pat", first=today, last=today, by="boss", at=MORNING)

        assert "Name lee" in read(await talk.say("pat", "team"))
        talk.pass_by(days=1)
        text = read(await talk.say("pat", "team"))
        assert "Name lee" not in text
        assert "Name other" in text


@EVERYWHERE
async def test_hr_names_the_manager_or_the_department(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        talk.hire("hr", department="HR")
        with talk.work() as work:
            give(work, "hr", Role.HR)

        team = "/team " if talk.locale == "en" else "团队 "
        assert "Name l0" in read(await talk.say("hr", f"{team}Name lee"))
        whole = await talk.say("hr", f"{team}Sales")
        assert "Name k2" in read(whole)
        assert "Name other" in read(whole)
        assert list(buttons(whole)) == [], "HR reads; acting is the managers'"


async def test_one_who_joins_later_is_not_shown_by_asking_again(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        before = read(await talk.say("boss", "team defect rate"))
        talk.hire("l7", manager="lee")
        with talk.work() as work:
            Company(work).delta("l7", "defect_rate", OCTOBER, value=0.3, target=0.03, attainment=0.1)

        after = read(await talk.say("boss", "team defect rate"))

        assert "7 people" in before
        assert "7 people" in after, "the answer of before: eight less seven is one"
        talk.hire(*(f"m{number}" for number in range(4)), manager="lee")
        with talk.work() as work:
            for number in range(4):
                Company(work).delta(f"m{number}", "defect_rate", OCTOBER, value=0.3, target=0.03)
        assert "12 people" in read(await talk.say("boss", "team defect rate"))


async def test_what_was_remembered_of_a_team_is_never_older_than_what_is_stored(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        first = read(await talk.say("boss", "/team"))
        assert read(await talk.say("boss", "/team")) == first
        with talk.work() as work:
            changed = sa.update(SQLModel.metadata.tables["delta"]).values(value=0.061)
            work.connection.execute(changed.where(sa.column("value") == 0.042))

        assert "4.2%" in first
        assert "6.1%" in read(await talk.say("boss", "/team"))
        with talk.work() as work:
            work.people.put([{"id": "kim", "manager_id": "pat"}])
        assert "Name kim" not in read(await talk.say("boss", "/team"))


async def test_a_remembered_team_goes_with_the_role_and_with_the_deputy(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        with talk.work() as work:
            give(work, "l6", Role.HR)
            work.permissions.appoint("lee", "solo", first=MORNING.date(), last=MORNING.date(), by="lee", at=MORNING)
        for _ in range(2):
            assert "Name other" in read(await talk.say("l6", "team Name pat"))
            assert "Name l0" in read(await talk.say("solo", "/team"))
        with talk.work() as work:
            work.permissions.take("l6", Role.HR)
            work.permissions.dismiss("lee", day=MORNING.date())

        assert isinstance(await talk.say("l6", "team Name pat"), Notice)
        assert isinstance(await talk.say("solo", "/team"), Notice)


async def test_each_look_at_a_team_is_on_record_also_when_it_was_remembered(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        for _ in range(3):
            await talk.say("boss", "/team")

        with talk.work() as work:
            noted = work.audit.find(actor="boss", what=What.READ)
        assert len([entry for entry in noted if entry.detail == {"what": "team"}]) == 3
