"""The seeds' examples in chat: a strategy broken down, fed by data, looked at (R113 to R119, R141, R162 to R165)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from bot.figures.domain.metric import Direction
from bot.goals.domain.key_result import KeyResult, Measure
from bot.messages.card import Action, Card
from bot.messages.form import Form
from bot.people.domain.permission import Role
from tests.arriving import bring
from tests.chat import IN_BOTH_LANGUAGES, Chat, Way, button, buttons, chat, give, read

if TYPE_CHECKING:
    from bot.messages.inbound import Reply
    from storage.storage import Storage

UNITS = {
    "rd": ("R&D", "研发部"),
    "prod": ("Production", "生产部"),
    "sales": ("Sales", "销售部"),
    "qa": ("QA", "质检部"),
}
METRICS = {
    "defect_rate": ("%", "lower", "Defect rate", "次品率"),
    "new_share": ("%", "higher", "Share of new products", "新技术产品销售额占比"),
    "overseas": ("%", "higher", "Overseas share of sales", "海外市场销售额占比"),
    "accuracy": ("%", "higher", "Test accuracy", "检测准确率"),
    "complaint_rate": ("%", "lower", "Complaint rate", "客户投诉率"),
    "response": ("h", "lower", "Response time", "响应时间"),
    "usage": ("h", "higher", "Product usage", "产品使用率"),
}
"""Of each its unit, its better way, and its titles."""
WORDS = {
    "lead": ("Lead the industry in technology", "成为行业技术领导者"),
    "products": ("Launch three core products", "推出3款核心技术产品"),
    "defects": ("Reduce the defect rate from 15% to 5%", "次品率从15%降到5%"),
    "share": ("Share of new products at least 30%", "新技术产品销售额占比达30%"),
    "overseas": ("Overseas share of sales at least 15%", "海外市场销售额占比达15%"),
    "worker": ("Defect rate below 3%", "次品率低于3%"),
    "accuracy": ("Raise test accuracy to 100%", "检测准确率提高到100%"),
    "design": ("Finish the design of the control module", "完成控制模块的设计"),
    "happy": ("Happier customers", "提升客户满意度"),
    "complaints": ("Cut the complaint rate by 10%", "客户投诉率降低10%"),
    "response": ("Shorten the response time by 50%", "响应时间缩短50%"),
    "usage": ("Raise product usage by 20%", "产品使用率提高20%"),
    "two": ("Launch 2 products of better quality", "推出2款优化质量的产品"),
}


def said(here: Chat, key: str) -> str:
    return WORDS[key][here.locale != "en"]


def company(here: Chat) -> None:
    """Hire HR, an engineer and a manager with five workers, and make four departments units."""
    here.hire("hr1", "boss", department="Head office")
    here.hire("eng", manager="boss", department="Head office")
    here.hire(*(f"w{number}" for number in range(6)), manager="boss", department="Works", unit="prod")
    second = here.locale != "en"
    with here.work() as work:
        give(work, "hr1", Role.HR)
        units = [{"employee_id": unit, "name": name[second], "kind": "unit"} for unit, name in UNITS.items()]
        bring(work, "people", units, digest="units", now=here.clock.now())
        metrics: list[dict[str, Any]] = [
            {"metric": key, "unit": unit, "direction": way, "grain": "month", "title_en": en, "title_zh": zh}
            | {"aggregate": "ratio" if unit == "%" else "mean"}
            for key, (unit, way, en, zh) in METRICS.items()
        ]
        bring(work, "metrics", metrics, digest="metrics", now=here.clock.now())


def arrives(here: Chat, *rows: tuple[str, str, str, float]) -> None:
    """Let values of somebody or a unit come in: of each its metric and month, and of a rate in thousands."""
    made = []
    for who, metric, month, value in rows:
        row: dict[str, object] = {"employee_id": who, "metric": metric, "period": month, "value": value}
        made.append(row if value > 1 else row | {"numerator": round(value * 1000), "denominator": 1000})
    with here.work() as work:
        bring(work, "readings", made, digest=f"readings-{next(here.numbers)}", now=here.clock.now())


async def write(here: Chat, key: str, owner: str, *, parent: int = 0, by: str = "hr1") -> int:
    """Write a goal of 2026 through the form; returns its number."""
    form = await here.say(by, {"en": "new goal", "zh-CN": "新目标"}[here.locale])
    given = {"title": said(here, key), "period": "2026", "owner": owner}
    reply = await here.submit(by, form, **(given | ({"parent": f"goal{parent}"} if parent else {})))
    assert isinstance(reply, Card), read(reply)
    with here.work() as work:
        return work.goals.all()[-1].no


def results(here: Chat, no: int) -> list[KeyResult]:
    with here.work() as work:
        found = work.goals.get(no)
        assert found
        return list(found.key_results)


def far(here: Chat, no: int) -> float | None:
    with here.work() as work:
        value = work.goals.progress([no])[no].value
        return None if value is None else round(value, 3)


async def ask(here: Chat, person: str, en: str, zh: str) -> str:
    return read(await here.say(person, en if here.locale == "en" else zh))


@IN_BOTH_LANGUAGES
async def test_the_leader_of_the_industry_is_broken_down_and_moves_by_itself(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        company(here)
        lead = await write(here, "lead", "company:")
        products = await write(here, "products", "department:rd", parent=lead)
        defects = await write(here, "defects", "department:prod", parent=lead)
        share = await write(here, "share", "department:sales", parent=lead)
        design = await write(here, "design", "person:eng", parent=products)
        assert [results(here, no)[0].measure for no in (products, defects, share, design)] == [
            Measure.COUNT,
            Measure.RATIO,
            Measure.RATIO,
            Measure.MILESTONE,
        ]
        assert far(here, lead) is None

        arrives(here, ("prod", "defect_rate", "2026-10-01", 0.08), ("sales", "new_share", "2026-10-01", 0.24))

        assert (far(here, defects), far(here, share)) == (0.7, 0.8)
        assert far(here, lead) == 0.75
        tree = await ask(here, "eng", "goal tree", "目标树")
        assert all(said(here, key) in tree for key in ("lead", "products", "defects", "share"))
        assert "75%" in tree
        assert here.t("goal-basis", known=2, parts=3) in tree
        assert said(here, "design") not in tree
        card = await ask(here, "eng", f"goal {share}", f"目标 {share}")
        assert "24% / 30%" in card
        assert "80%" in card

        for typed, reached in (("1", 0.333), ("3", 1.0)):
            form = await here.say("hr1", {"en": f"check in {products}", "zh-CN": f"更新目标 {products}"}[here.locale])
            await here.submit("hr1", form, **{f"value{results(here, products)[0].no}": typed})
            assert far(here, products) == reached
        assert far(here, lead) == 0.833
        typed_in = await ask(here, "hr1", f"goal {products}", f"目标 {products}")
        assert {"en": "3 / 3", "zh-CN": "3款 / 3款"}[here.locale] in typed_in
        assert here.t("goal-typed") in typed_in


@IN_BOTH_LANGUAGES
async def test_a_module_that_is_designed_moves_the_department_and_the_company(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        company(here)
        lead = await write(here, "lead", "company:")
        products = await write(here, "products", "department:rd", parent=lead)
        design = await write(here, "design", "person:eng", parent=products)
        [asked] = here.inbox("eng")
        await here.click("eng", button(asked, "goal.accept"))
        assert here.t("goal-done-no") in await ask(here, "eng", f"goal {design}", f"目标 {design}")
        assert far(here, lead) is None

        form = await here.say("eng", {"en": f"check in {design}", "zh-CN": f"更新目标 {design}"}[here.locale])
        await here.submit("eng", form, **{f"value{results(here, design)[0].no}": "yes"})

        assert [far(here, no) for no in (design, products, lead)] == [1.0, 1.0, 1.0]
        mine = await ask(here, "eng", f"goal {design}", f"目标 {design}")
        assert here.t("goal-done-yes") in mine
        assert said(here, "products") in mine, "what it is part of"
        above = await ask(here, "hr1", f"goal {products}", f"目标 {products}")
        assert here.t("goal-basis", known=1, parts=2) in above
        assert said(here, "design") in above
        assert said(here, "design") not in await ask(here, "w0", f"goal {products}", f"目标 {products}")


@IN_BOTH_LANGUAGES
async def test_ten_percent_of_fifteen_is_two_thirds_of_the_target(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        company(here)
        top = await write(here, "overseas", "company:")
        form = await here.click("hr1", Action("goal.measure", (("no", str(top)),)))
        await here.submit("hr1", form, metric="overseas", subject="sales", measure="ratio", target="15%", start="")
        part = await write(here, "overseas", "department:sales", parent=top)
        arrives(here, ("sales", "overseas", "2026-10-01", 0.1))

        shown = await ask(here, "eng", "strategy", "战略目标")

        assert far(here, part) == 0.667
        assert "10% / 15%" in shown
        assert "66.7%" in shown
        assert UNITS["sales"][here.locale != "en"] in shown
        assert "84%" in shown


@IN_BOTH_LANGUAGES
async def test_happier_customers_go_in_three_directions(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        company(here)
        arrives(
            here,
            *(("sales", "complaint_rate", f"2025-{month:02}-01", 0.2) for month in range(1, 13)),
            *(("qa", "response", f"2025-{month:02}-01", 8.0) for month in range(1, 13)),
            *(("rd", "usage", f"2025-{month:02}-01", 10.0) for month in range(1, 13)),
        )
        happy = await write(here, "happy", "company:")
        parts = [
            await write(here, key, f"department:{unit}", parent=happy)
            for key, unit in (("complaints", "sales"), ("response", "qa"), ("usage", "rd"))
        ]
        firsts = [results(here, no)[0] for no in parts]
        assert [(result.measure, result.target, result.direction) for result in firsts] == [
            (Measure.CHANGE, Decimal(10), Direction.LOWER),
            (Measure.CHANGE, Decimal(50), Direction.LOWER),
            (Measure.CHANGE, Decimal(20), Direction.HIGHER),
        ]

        arrives(
            here,
            ("sales", "complaint_rate", "2026-10-01", 0.19),
            ("qa", "response", "2026-10-01", 4.0),
            ("rd", "usage", "2026-10-01", 11.0),
        )

        assert [far(here, no) for no in parts] == [0.5, 1.0, 0.5]
        assert far(here, happy) == 0.667
        strategy = await ask(here, "w0", "strategy", "战略目标")
        assert "66.7%" in strategy
        apart = " " if here.locale == "en" else ""
        shares = (("sales", "50%"), ("qa", "100%"), ("rd", "50%"))
        assert all(f"{UNITS[unit][bool(not apart)]}{apart}{share}" in strategy for unit, share in shares)
        complaints = await ask(here, "w0", f"goal {parts[0]}", f"目标 {parts[0]}")
        assert here.t("goal-change", change="10%", way="lower") in complaints
        assert "19%" in complaints


@IN_BOTH_LANGUAGES
async def test_what_needs_a_change_comes_first_by_pace(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        company(here)
        for key, unit in (("defects", "prod"), ("share", "sales"), ("accuracy", "qa"), ("two", "rd")):
            await write(here, key, f"department:{unit}")
        rates = (("prod", "defect_rate", 0.10), ("sales", "new_share", 0.20), ("qa", "accuracy", 0.97))
        arrives(here, *((unit, metric, "2026-10-01", value) for unit, metric, value in rates))

        health = await ask(here, "w0", "goal health", "目标健康度")

        places = [health.index(said(here, key)) for key in ("defects", "share", "two", "accuracy")]
        assert places == sorted(places), "50% and 66.7% when 84% of the year is gone, nothing known, 97%"
        assert all(here.t("goal-health-count", n=1, health=kind) in health for kind in ("off-track", "at-risk"))
        assert "50%" in health


@IN_BOTH_LANGUAGES
async def test_every_worker_keeps_below_three_percent_and_at_three_it_is_not_kept(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        company(here)
        team = await write(here, "defects", "department:prod")
        own = [await write(here, "worker", f"person:w{number}", parent=team, by="boss") for number in range(2)]
        for number, no in enumerate(own):
            version = (("no", str(no)), ("v", "1"))
            await here.click(f"w{number}", Action("goal.accept", version))
        assert [results(here, no)[0].measure for no in own] == [Measure.BAR, Measure.BAR]

        arrives(here, ("w0", "defect_rate", "2026-10-01", 0.03), ("w1", "defect_rate", "2026-10-01", 0.029))

        states = await ask(here, "w0", "my goals", "我的目标"), await ask(here, "w1", "my goals", "我的目标")
        assert {"en": "off track", "zh-CN": "落后"}[here.locale] in states[0]
        assert {"en": "on track", "zh-CN": "进度正常"}[here.locale] in states[1]
        health = await ask(here, "boss", "goal health", "目标健康度")
        assert said(here, "defects") in health
        assert said(here, "worker") not in health, "of goals, never of people"


@IN_BOTH_LANGUAGES
async def test_the_pack_of_auto_parts_is_understood(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        company(here)
        two, accuracy = await write(here, "two", "department:rd"), await write(here, "accuracy", "department:qa")

        [count], [rate] = results(here, two), results(here, accuracy)

        assert (count.measure, count.target) == (Measure.COUNT, Decimal(2))
        assert (rate.metric, rate.target, rate.subject_id) == ("accuracy", Decimal(1), "qa")
        arrives(here, ("qa", "accuracy", "2026-10-01", 0.98))
        assert "98% / 100%" in await ask(here, "w0", f"goal {accuracy}", f"目标 {accuracy}")
        assert far(here, accuracy) == 0.98


@IN_BOTH_LANGUAGES
async def test_what_is_part_of_nothing_is_listed_and_moving_rolls_both_up(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        company(here)
        lead, happy = await write(here, "lead", "company:"), await write(here, "happy", "company:")
        defects = await write(here, "defects", "department:prod")
        arrives(here, ("prod", "defect_rate", "2026-10-01", 0.1))
        listed = await ask(here, "w0", "not aligned", "未对齐")
        assert said(here, "defects") in listed

        move = {"en": f"goal move {defects}", "zh-CN": f"移动目标 {defects}"}[here.locale]
        await here.submit("hr1", await here.say("hr1", move), parent=f"goal{lead}", weight="1")
        assert (far(here, lead), far(here, happy)) == (0.5, None)
        await here.submit("hr1", await here.say("hr1", move), parent=f"goal{happy}", weight="1")

        assert (far(here, lead), far(here, happy)) == (None, 0.5)
        assert said(here, "defects") not in await ask(here, "w0", "not aligned", "未对齐")


@pytest.mark.parametrize("many", [4, 5])
async def test_a_roll_up_of_fewer_than_five_others_is_not_told(many: int, storage: Storage) -> None:
    async with chat(storage) as here:
        company(here)
        here.hire("stranger")
        team = await write(here, "lead", "department:prod")
        for number in range(many):
            no = await write(here, "worker", f"person:w{number}", parent=team, by="boss")
            await here.click(f"w{number}", Action("goal.accept", (("no", str(no)), ("v", "1"))))
        arrives(here, *((f"w{number}", "defect_rate", "2026-10-01", 0.02) for number in range(many)))
        measured = results(here, team)
        form = await here.click("hr1", Action("goal.check_in", (("no", str(team)),)))
        await here.submit("hr1", form, **{f"value{measured[0].no}": "no"})

        shown = {who: read(await here.click(who, Action("goal", (("no", str(team)),)))) for who in ("stranger", "boss")}

        assert ("hidden" in shown["stranger"]) is (many < 5)
        assert "hidden" not in shown["boss"]
        assert said(here, "worker") not in shown["stranger"]
        assert all(f"Name w{number}" not in shown["stranger"] for number in range(many))
        team_view: Reply = await here.say("boss", "team goals")
        assert len(buttons(team_view)) == 3


@IN_BOTH_LANGUAGES
async def test_ones_own_numbers_show_the_goals_that_run_with_a_way_to_talk(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        company(here)
        no = await write(here, "worker", "person:w0", by="boss")
        await here.click("w0", Action("goal.accept", (("no", str(no)), ("v", "1"))))
        arrives(here, ("w0", "defect_rate", "2026-10-01", 0.02))

        shown = await here.say("w0", {"en": "me", "zh-CN": "我的数据"}[here.locale])

        assert said(here, "worker") in read(shown)
        assert "talk" in [found.action.name for found in buttons(shown)]


SENTENCES = {
    "en": (
        ("change goal 2 to 6%", "goal_measure"),
        ("goal 2 should be 6%", "goal_measure"),
        ("delete goal 2", "goal_close"),
        ("how are my goals going", "goal"),
        ("what are the company goals this year", "goal_tree"),
        ("how is our strategy going", "goal_tree"),
        ("what is goal 2 part of", "goal"),
    ),
    "zh-CN": (
        ("把目标2改到6%", "goal_measure"),
        ("目标2改成6%", "goal_measure"),
        ("删除目标2", "goal_close"),
        ("目标完成得怎么样", "goal"),
        ("今年公司的目标是什么", "goal_tree"),
        ("战略执行得怎么样", "goal_tree"),
        ("目标2属于哪个目标", "goal"),
    ),
}
"""Plain sentences, each with the kind of card or form to which it leads."""


@IN_BOTH_LANGUAGES
async def test_plain_sentences_lead_to_the_goal_that_they_number(way: Way, storage: Storage) -> None:
    async with chat(storage, replace(way, forms=True)) as here:
        company(here)
        lead = await write(here, "lead", "company:")
        defects = await write(here, "defects", "department:prod", parent=lead)
        arrives(here, ("prod", "defect_rate", "2026-10-01", 0.06))
        for sentence, kind in SENTENCES[here.locale]:
            reply = await here.say("hr1", sentence)
            assert isinstance(reply, Card | Form), (sentence, read(reply))
            assert reply.kind == kind, sentence
            if "2" in sentence:
                assert said(here, "defects") in read(reply), sentence
        assert far(here, defects) == 0.9

        form = await here.say("hr1", SENTENCES[here.locale][0][0])
        await here.submit("hr1", form, target="6%")

        assert results(here, defects)[0].target == Decimal("0.06")
        assert (far(here, defects), far(here, lead)) == (1.0, 1.0)
        assert "6% / 6%" in await ask(here, "w0", f"goal {defects}", f"目标 {defects}")
