"""People talk with the bot, through the real SDKs: what they are told, decide, correct, set up and send in."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.calendar import instant
from bot.domain.rule import Audience, Rule, Scope, Tone
from tests.e2e.hands import Hands, pressable, route_of, text
from tests.e2e.town import MANAGER, MONDAY, ZONES, Town, hire_staff, reading, target, town
from tests.samples import DATA, DIRTY, take

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

BOTH = pytest.mark.parametrize("platform", ["slack", "dingtalk"])
TUESDAY, WEDNESDAY = date(2026, 11, 3), date(2026, 11, 4)


def show(who, message):
    print(f"\n=== {who}\n{text(message)}\n--- {[(b['text'], b['id']) for b in pressable(message)]}")


@asynccontextmanager
async def october(folder: Path, platform: str) -> AsyncIterator[Town]:
    """Open a town on Tuesday at noon, where W1 has collected too little in October, has been told so, and M1 too."""
    own, others = ZONES[platform]
    async with town(folder, platform, start=instant(MONDAY, time(20), timezone=own)) as here:
        hire_staff(here)
        await here.post(targets=[target("W1", "collections", 500_000)])
        await here.post(readings=[reading("W1", "collections", 360_000)])
        await here.until(instant(TUESDAY, time(12), timezone=others))
        yield here


@BOTH
async def test_a_wrong_number_is_disputed_corrected_by_two_and_told_anew(platform: str, tmp_path: Path) -> None:
    async with october(tmp_path, platform) as here:
        ana, boss, hana, hugo = (Hands(here, one) for one in ("W1", MANAGER, "H1", "H2"))
        await ana.press(await ana.got(), "feedback.why")
        await boss.got()
        why = await ana.got()
        await ana.press(why, "dispute")
        form = await ana.form()
        print(await ana.fill(form, claim="One transfer of 30 October is missing.", wanted="460000"))
        show("ana", await ana.got())
        case = await boss.got()
        show("boss", case)
        show("hana", await hana.got())
        print(await boss.press(case, "dispute.take"))
        await here.app.settle()
        await settled(boss)
        taken = (await here.messages(MANAGER))[-1]
        show("boss taken", taken)
        print(await boss.press(taken, "dispute.correct"))
        form = await boss.form()
        show("boss form", form)
        print(await boss.fill(form, value="460000", reason="The bank statement has it."))
        show("boss after", await boss.got())
        for one in (hana, hugo):
            asked = await one.got()
            show(one.person, asked)
        print(await hugo.press(asked, "correction.approve"))
        await settled(hugo)
        show("hugo after", (await here.messages("H2"))[-1])
        await rest(ana, boss, hana, hugo)
        await here.until(here.clock.now() + timedelta(hours=20))
        await rest(ana, boss, hana, hugo)


async def settled(who: Hands) -> None:
    from tests.e2e.town import eventually
    async def edited():
        await who.here.app.settle()
        return (await who.here.messages(who.person))[-1]["edited"]
    try:
        await eventually(edited)
    except TimeoutError:
        print("NOT EDITED")


async def rest(*people):
    for one in people:
        await one.here.app.settle()
        ms = await one.here.messages(one.person)
        for m in ms[one.read:]:
            show("LATER " + one.person, m)
        one.read = len(ms)


BELOW = Rule(
    "below", "Under target", "低于目标", Scope.PERSON, "attainment < 90%", Audience.PERSON, Tone.NUDGE, review=True, cooldown_days=0
)


@BOTH
async def test_a_draft_is_edited_approved_and_reaches_the_person_as_approved(platform: str, tmp_path: Path) -> None:
    own, others = ZONES[platform]
    async with town(tmp_path, platform, start=instant(MONDAY, time(20), timezone=own)) as here:
        hire_staff(here)
        with here.app.storage.work() as work:
            work.rules.save(BELOW, author="A1", at=here.clock.now())
        ana, boss = (Hands(here, one) for one in ("W1", MANAGER))
        await here.post(targets=[target("W1", "orders", 100)])
        await here.post(readings=[reading("W1", "orders", 85)])
        await here.until(instant(TUESDAY, time(12), timezone=own))
        await rest(ana)
        draft = await boss.got()
        show("boss", draft)
        print(await boss.press(draft, "approval.edit"))
        form = await boss.form()
        show("form", form)
        print(await boss.fill(form, note="I was on leave that week: let us look at it together."))
        anew = await boss.got()
        show("boss", anew)
        print(await boss.press(anew, "approval.approve"))
        await settled(boss)
        show("boss after", (await here.messages(MANAGER))[-1])
        print("OLD CARD", [m for m in await here.messages(MANAGER) if m["id"] == draft["id"]])
        await here.until(instant(TUESDAY, time(12), timezone=others))
        show("ana", await ana.got())
        old = [m for m in await here.messages(MANAGER) if m["id"] == draft["id"]][0]
        if pressable(old):
            print(await boss.press(old, "approval.approve"))
            show("boss refused", await boss.got())
        await here.until(instant(WEDNESDAY, time(12), timezone=others))
        await rest(ana, boss)


TYPED = {"slack": 'metric == "orders" and attainmnt < 90%', "dingtalk": '指标 == "orders" 且 完成綠 < 90%'}
MENDED = {"slack": 'metric == "orders" and attainment < 90%', "dingtalk": '指标 == "orders" 且 完成率 < 90%'}


@BOTH
async def test_an_admin_adds_a_rule_and_the_next_data_fires_it(platform: str, tmp_path: Path) -> None:
    own, others = ZONES[platform]
    async with town(tmp_path, platform, start=instant(MONDAY, time(20), timezone=own)) as here:
        hire_staff(here)
        admin, boss = Hands(here, "A1"), Hands(here, MANAGER)
        await here.post(targets=[target(f"W{n}", "orders", 100) for n in range(1, 7)])
        await here.post(readings=[reading(f"W{n}", "orders", 100 + n) for n in range(1, 7)])
        await here.until(instant(TUESDAY, time(12), timezone=others))
        await rest(boss)
        await admin.write("rule add" if platform == "slack" else "新增规则")
        form = await admin.form()
        show("admin", form)
        print(await admin.fill(form, condition=TYPED[platform], title_en="Orders under ninety", title_zh="订单不足九成", cooldown_days="14"))
        form = await admin.form("attainmnt" if platform == "slack" else "完成綠")
        show("admin again", form)
        print(form)
        print(await admin.fill(form, condition=MENDED[platform]))
        await rest(admin)
        card = (await here.messages("A1"))[-1]
        print(await admin.press(card, "rule.on"))
        await settled(admin)
        show("admin on", (await here.messages("A1"))[-1])
        await here.post(readings=[reading("W3", "orders", 85)])
        await here.until(instant(WEDNESDAY, time(15), timezone=others))
        await rest(boss, admin, Hands(here, "W3"))


@BOTH
async def test_hr_corrects_with_a_second_approver(platform: str, tmp_path: Path) -> None:
    async with october(tmp_path, platform) as here:
        hana, hugo, ana, boss = (Hands(here, one) for one in ("H1", "H2", "W1", MANAGER))
        await rest(ana, boss)
        await hana.write("correct Person W1 collections october" if platform == "slack" else "更正 Person W1 十月回款")
        form = await hana.form()
        show("hana", form)
        print(await hana.fill(form, value="46万" if platform == "dingtalk" else "460,000", reason="A transfer of 30 October is missing."))
        await rest(hana, hugo)
        await hana.write("correct 1" if platform == "slack" else "更正1")
        await rest(hana)
        asked = (await here.messages("H2"))[-1]
        print(await hugo.press(asked, "correction.approve"))
        await settled(hugo)
        show("hugo after", (await here.messages("H2"))[-1])
        await here.until(here.clock.now() + timedelta(hours=20))
        await rest(hana, hugo, ana, boss)


@BOTH
async def test_an_admin_imports_a_messy_file(platform: str, tmp_path: Path) -> None:
    own, others = ZONES[platform]
    start = instant(date(2025, 10, 14), time(10), timezone=own)
    async with town(tmp_path, platform, start=start) as here:
        hire_staff(here)
        storage = here.app.storage
        take(storage, "people", DIRTY / "employees.csv", now=start)
        take(storage, "metrics", DATA / "dirty_metrics.csv", now=start)
        from tests.e2e.town import account, LOCALES, VERSION
        with storage.work() as work:
            work.people.put([{"id": "00104", "timezone": own, "locale": LOCALES[platform], "accounts": {platform: account(platform, "X9")}}])
            work.notices.settle(["00104"], VERSION, at=start)
        admin, lina = Hands(here, "A1"), Hands(here, "X9")
        content = (DIRTY / "crm_sales_utf8bom.csv").read_bytes()
        print(await admin.send("crm_sales_utf8bom.csv", content))

        async def work_() -> None:
            while await here.app.importer.step():
                pass
            await here.app.tick()
            await here.app.settle()
        from tests.e2e.town import eventually
        for route in ("upload.check", "upload.start", ""):
            async def there():
                await work_()
                ms = await here.messages("A1")
                return ms and (not route or any(route_of(b) == route for b in pressable(ms[-1])) or any(route_of(b) == route for m in ms for b in pressable(m)))
            await eventually(there)
            await rest(admin)
            if route:
                card = [m for m in await here.messages("A1") if any(route_of(b) == route for b in pressable(m))][-1]
                print(await admin.press(card, route))
        await here.until(here.clock.now() + timedelta(hours=30))
        await work_()
        await rest(admin, lina)


@BOTH
async def test_home_and_help(platform: str, tmp_path: Path) -> None:
    async with october(tmp_path, platform) as here:
        for one in ("W1", MANAGER, "H1", "A1"):
            who = Hands(here, one)
            who.read = len(await here.messages(one))
            await who.write("help" if platform == "slack" else "帮助")
            await who.got()
            who.read -= 1
            await rest(who)
            if platform == "slack":
                show("HOME " + one, await who.home())
            else:
                await who.write("首页")
                await who.got()
                who.read -= 1
                await rest(who)
