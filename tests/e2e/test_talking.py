"""People talk with the bot, through the real SDKs: what they are told, decide, correct, set up and send in."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.delivery.domain.notice import VERSION
from bot.kit.calendar import instant
from bot.messages.text import plain
from bot.rules.domain.rule import Audience, Rule, Scope, Tone
from tests.e2e.hands import Hands, offers, text
from tests.e2e.town import LOCALES, MANAGER, MONDAY, ZONES, account, hire_staff, reading, target, town
from tests.samples import DATA, DIRTY, readings, take

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path
    from typing import Any

    from tests.e2e.town import Town

BOTH = pytest.mark.parametrize("platform", ["slack", "dingtalk"])
TUESDAY, WEDNESDAY = date(2026, 11, 3), date(2026, 11, 4)
OLD, NEW = {"slack": "CN¥360K", "dingtalk": "36万元"}, {"slack": "CN¥460K", "dingtalk": "46万元"}
WHY = "The transfer of 30 October is missing."


@asynccontextmanager
async def october(folder: Path, platform: str, **changes: Any) -> AsyncIterator[Town]:
    """Open a town on Tuesday at noon, where W1 collected too little in October and has been told so, and M1 too."""
    own, others = ZONES[platform]
    async with town(folder, platform, start=instant(MONDAY, time(20), timezone=own), **changes) as here:
        hire_staff(here)
        await here.post(targets=[target("W1", "collections", 500_000)])
        await here.post(readings=[reading("W1", "collections", 360_000)])
        await here.until(instant(TUESDAY, time(12), timezone=others))
        yield here


def kinds(here: Town, person: str) -> list[str]:
    """Return the kinds of what was sent to somebody by itself."""
    return [str(row["kind"]) for row in here.rows(person) if not str(row["key"]).startswith("reply:")]


# A wrong number


@BOTH
async def test_a_wrong_number_is_disputed_corrected_by_two_and_told_anew(platform: str, tmp_path: Path) -> None:
    async with october(tmp_path, platform) as here:
        t = here.t()
        ana, boss, hana, hugo = (Hands(here, name) for name in ("W1", MANAGER, "H1", "H2"))

        # She looks why, and says that the number is wrong
        await ana.press(await ana.got(OLD[platform], offering="feedback.why"), "feedback.why")
        await ana.press(await ana.got("crm-2", offering="dispute"), "dispute")
        form = await ana.form(OLD[platform], "Person M1", "Person H1")
        assert (await ana.fill(form, claim=WHY, wanted="460000"))["ok"]
        receipt = await ana.got(WHY, offering="dispute.withdraw")
        assert "Person M1" in text(receipt)

        # Her manager takes it; HR sees that, and the manager finds that she is right
        case = await boss.got("Person W1", WHY, "crm-2", offering="dispute.take")
        await hana.got(WHY, offering="dispute.take")
        await boss.press(case, "dispute.take")
        taken = await boss.changed(case, t("dispute-step-checking"), offering="dispute.correct")
        assert "dispute.take" not in offers(taken)
        await boss.press(taken, "dispute.correct")
        await boss.fill(await boss.form("Person W1"), value="460000", reason="The bank statement has it.")
        await boss.got(t("dispute-step-accepted"), "The bank statement has it.")

        # Somebody else, of HR, lets it count
        await hana.got("Person M1", offering="correction.approve")
        asked = await hugo.got(OLD[platform], NEW[platform], offering="correction.approve")
        await hugo.press(asked, "correction.approve")
        decided = await hugo.changed(asked, t("correction-done"))
        assert offers(decided) == []

        # Whoever was told the old number gets the new one, marked as a correction, with the number of the case
        await here.until(here.clock.now() + timedelta(hours=20))
        for reader in (ana, boss):
            told = await reader.got(OLD[platform], NEW[platform], t("correction-case", number="1"))
            assert "500" in text(told) or "50万" in text(told)
            assert kinds(here, reader.person).count("correction") == 1
        await ana.write("dispute 1" if platform == "slack" else "异议1")
        await ana.got(t("dispute-closed", number="1"))


async def test_where_no_form_can_be_shown_a_dispute_is_asked_question_by_question(tmp_path: Path) -> None:
    async with october(tmp_path, "dingtalk", dingtalk={"card_template_id": ""}) as here:
        t = here.t()
        ana, boss = Hands(here, "W1"), Hands(here, MANAGER)
        await ana.choose(await ana.got("36万元"), t("feedback-why"))
        await ana.choose(await ana.got("crm-2"), t("evidence-dispute"))
        await ana.got(t("dispute-claim"), "Person M1", "（1/2）")
        await ana.write(WHY)
        await ana.got(t("dispute-wanted"), "（2/2）")
        await ana.write("少了一大笔")
        await ana.got("▼", "（2/2）")
        await ana.write("46万")
        await ana.got(WHY, "36万元", "46万元")

        # Of a case that was taken comes what is new, not all of it again; its other numbers still stand
        case = await boss.got(WHY)
        await boss.choose(case, t("dispute-take"))
        taken = await boss.got(t("dispute-step-checking"))
        assert WHY not in text(taken)
        await boss.choose(case, t("dispute-correct"))
        await boss.got("（1/2）")
        await boss.write("46万")
        await boss.got("（2/2）")
        await boss.write("银行回单上有。")
        await boss.got(t("dispute-step-accepted"), "银行回单上有。")


# A draft


BELOW = Rule(
    "below",
    "Under target",
    "低于目标",
    Scope.PERSON,
    "attainment < 90%",
    Audience.PERSON,
    Tone.NUDGE,
    review=True,
    cooldown_days=0,
)
SENTENCE = "Two of the orders came back from Acme on 12 October: let us look at them together."


@BOTH
async def test_a_draft_is_edited_and_reaches_the_person_just_as_it_was_approved(platform: str, tmp_path: Path) -> None:
    own, others = ZONES[platform]
    async with town(tmp_path, platform, start=instant(MONDAY, time(20), timezone=own)) as here:
        t = here.t()
        ana, boss = Hands(here, "W1"), Hands(here, MANAGER)
        with here.app.storage.work() as work:
            work.rules.save(BELOW, author="test", at=here.clock.now())
        await here.post(targets=[target("W1", "orders", 100)])
        await here.post(readings=[reading("W1", "orders", 85)])
        await here.until(instant(TUESDAY, time(12), timezone=own))

        draft = await boss.got("Person W1", "85", "crm-2", offering="approval.edit")
        await boss.press(draft, "approval.edit")
        await boss.fill(await boss.form(), note=SENTENCE)
        anew = await boss.got(SENTENCE, offering="approval.approve")
        assert await ana.catch_up() == [], "nothing goes out before the yes"
        await boss.press(anew, "approval.approve")
        shown = await boss.changed(anew, t("approval-approved"))
        assert offers(shown) == []

        # It goes out in her working hours, word for word, and says whose words are in it
        await here.until(instant(TUESDAY, time(12), timezone=others))
        told = await ana.got(SENTENCE, "Person M1", "85")
        seen = text(anew)
        assert [line for line in text(told).splitlines() if line not in seen] == []

        # The first draft still has its button; it does nothing any more
        await boss.press(draft, "approval.approve")
        await boss.got(t("approval-decided"))
        await here.until(instant(WEDNESDAY, time(12), timezone=others))
        assert await ana.catch_up() == []


# A rule


TYPED = {"slack": 'metric == "orders" and attainmnt < 90%', "dingtalk": '指标 == "orders" 且 完成綠 < 90%'}
MENDED = {"slack": 'metric == "orders" and attainment < 90%', "dingtalk": '指标 == "orders" 且 完成率 < 90%'}
HINT = {"slack": ("24", "“attainment”"), "dingtalk": ("18", "“完成率”")}


@BOTH
async def test_an_admin_adds_a_rule_fixes_it_switches_it_on_and_the_next_data_fires_it(
    platform: str, tmp_path: Path
) -> None:
    own, others = ZONES[platform]
    async with town(tmp_path, platform, start=instant(MONDAY, time(20), timezone=own)) as here:
        hire_staff(here)
        t = here.t()
        ada, boss = Hands(here, "A1"), Hands(here, MANAGER)
        await here.post(targets=[target(f"W{n}", "orders", 100) for n in range(1, 7)])
        await here.post(readings=[reading(f"W{n}", "orders", 100 + n) for n in range(1, 7)])
        await here.until(instant(TUESDAY, time(12), timezone=others))

        # What is wrong with the condition is said beside it, and nothing that was typed is lost
        await ada.write("rule add" if platform == "slack" else "新增规则")
        typed = {"title_en": "Orders under ninety", "title_zh": "订单不足九成", "cooldown_days": "14"}
        form = await ada.form(t("rule-form-add"))
        answer = await ada.fill(form, condition=TYPED[platform], **typed)
        if platform == "slack":  # the modal keeps what stands in it, and shows the reason
            assert all(part in answer["errors"]["condition"] for part in HINT[platform])
            assert [form["id"] for form in await ada.forms()] == [form["id"]]
            await ada.fill(form, condition=MENDED[platform], **typed)
        else:
            again = await ada.form(*HINT[platform], TYPED[platform], *typed.values())
            assert again["id"] == form["id"]
            await ada.fill(again, condition=MENDED[platform])

        # It is off, and the answer says whom it would have reached; new figures pass it by
        tried = await ada.got("90%", offering="rule.on")
        await here.post(readings=[reading("W4", "orders", 84)])
        await here.until(instant(WEDNESDAY, time(1), timezone=others))
        assert not any("Person W4" in text(entry) for entry in await boss.catch_up())

        await ada.press(tried, "rule.on")
        await ada.changed(tried, offering="rule.off")
        await here.post(readings=[reading("W3", "orders", 85)])
        await here.until(instant(WEDNESDAY, time(15), timezone=others))
        nudge = await boss.got("Person W3", "85", "90%")
        assert "Person W4" not in text(nudge)


# A correction


@BOTH
async def test_hr_corrects_a_value_and_somebody_else_of_hr_approves_it(platform: str, tmp_path: Path) -> None:
    async with october(tmp_path, platform) as here:
        t = here.t()
        hana, hugo, ana, boss = (Hands(here, name) for name in ("H1", "H2", "W1", MANAGER))
        for reader in (ana, boss):
            await reader.catch_up()

        await hana.write("correct Person W1 collections october" if platform == "slack" else "更正 Person W1 十月回款")
        form = await hana.form("Person W1", OLD[platform], "crm-2")
        await hana.fill(form, value="460,000" if platform == "slack" else "46万", reason=WHY)
        await hana.got(OLD[platform], NEW[platform], t("correction-asked-text", number="1"))
        asked = await hugo.got("Person H1", WHY, offering="correction.approve")

        # Whoever asked cannot approve
        await hana.write("correct 1" if platform == "slack" else "更正1")
        await hana.got(t("correction-own"))
        assert kinds(here, "H1") == []

        await hugo.press(asked, "correction.approve")
        await hugo.changed(asked, t("correction-done"))
        await hana.got("Person H2")
        await here.until(here.clock.now() + timedelta(hours=20))
        for reader in (ana, boss):
            await reader.got(OLD[platform], NEW[platform])
            assert kinds(here, reader.person).count("correction") == 1


# A file


@BOTH
async def test_an_admin_sends_a_messy_file_and_its_people_hear_what_follows(platform: str, tmp_path: Path) -> None:
    zone = ZONES[platform][0]
    start = instant(date(2025, 10, 14), time(10), timezone=zone)
    name = "crm_sales_utf8bom.csv"
    async with town(tmp_path, platform, start=start) as here:
        hire_staff(here)
        take(here.app.storage, "people", DIRTY / "employees.csv", now=start)
        take(here.app.storage, "metrics", DATA / "dirty_metrics.csv", now=start)
        lina = {"id": "00104", "timezone": zone, "locale": LOCALES[platform]}
        with here.app.storage.work() as work:
            work.people.put([lina | {"accounts": {platform: account(platform, "X9")}}])
            work.notices.settle(["00104"], VERSION, at=start)
        ada, li = Hands(here, "A1"), Hands(here, "X9")

        # What the columns are taken for is proposed; the admin adds one that was left out
        await ada.send(name, (DIRTY / name).read_bytes())
        proposed = await ada.got("达成率", "销售额", offering="upload.change")
        await ada.press(proposed, "upload.change")
        await ada.fill(await ada.form("销售额"), c3="metric:sales_amount")
        fixed = await ada.got("销售额", offering="upload.check")
        assert fixed["id"] != proposed["id"]

        # A dry run says what would come in and what would not, and why; nothing is stored before the yes
        await ada.press(fixed, "upload.check")
        tried = await ada.got("00999", offering="upload.start")
        assert readings(here.app.storage) == {}
        await ada.press(tried, "upload.start")
        await ada.got("00999", "9071c1788267", offering="upload.undo")
        await ada.got("crm_sales_utf8bom-report")
        assert readings(here.app.storage)["00105", "sales_amount", "2025-09-01"] == 86_000

        # Her figures reach the person whom they are about
        await here.app.tick()
        await here.until(here.clock.now() + timedelta(hours=30))
        await li.got("CN¥101K" if platform == "slack" else "10.1万元", "84.3%")


# Home and help


HOMES = {
    "W1": {"me", "settings", "help"},
    MANAGER: {"me", "team", "settings", "help"},
    "H1": {"me", "dispute.list", "correct", "settings", "help"},
    "A1": {"me", "health", "rule", "settings", "help"},
}


@BOTH
@pytest.mark.parametrize("person", HOMES)
async def test_home_has_what_one_needs_and_each_of_its_buttons_works(
    person: str, platform: str, tmp_path: Path
) -> None:
    async with october(tmp_path, platform) as here:
        who = Hands(here, person)
        await who.catch_up()
        home = await who.home(here.t()("home-note"))
        assert set(offers(home)) >= HOMES[person]
        for route in offers(home):
            await who.press(home, route)
            if route == "settings":
                await who.form(plain(here.t()("settings-title")))
                await who.catch_up()
            else:
                assert here.t()("button-unknown") not in text(await who.got())
        if person == MANAGER:  # the line that reports to the manager is nobody to talk with
            assert here.t()("home-team-text", n=6) in text(home)
            assert here.t()("home-waiting-talk", n=1) in text(home)


@BOTH
async def test_help_shows_everybody_what_is_theirs(platform: str, tmp_path: Path) -> None:
    words = {
        "slack": ("help", "dispute", "drafts", "correct", "rule add"),
        "dingtalk": ("帮助", "异议", "待审", "更正", "新增规则"),
    }
    async with october(tmp_path, platform) as here:
        t = here.t()
        ask, *names = words[platform]
        shown = {}
        for home in HOMES:
            who = Hands(here, home)
            await who.catch_up()
            await who.write(ask)
            said = text(await who.got(t("help-headline")))
            spoken = "`/perf {}`" if platform == "slack" else "发“{}”"
            shown[home] = [name for name in names if spoken.format(name) in said]
        dispute, drafts, correct, rule_add = names
        assert shown == {
            "W1": [dispute],
            MANAGER: [dispute, drafts],
            "H1": [dispute, drafts, correct],
            "A1": [dispute, rule_add],
        }
