"""The sandbox page in a real browser: one is somebody, reads, answers and clicks, and both bots hear it."""

from __future__ import annotations

import asyncio
import base64
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from shutil import which
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import ClientSession
from playwright.async_api import Browser, FilePayload, Locator, Page, async_playwright, expect

from bot.admin.views.example import forms_by_view
from bot.demo.gallery import ways_to_ask
from bot.messages.i18n import translator
from bot.sandbox.server import PAGE, Sandbox
from tests.e2e.small_bots import (
    DONE,
    DONE_ZH,
    HELP,
    HELP_ZH,
    MODAL,
    TEMPLATE,
    DingTalkBot,
    SlackBot,
    both_bots,
    buttons,
    section,
)

Json = dict[str, Any]

DOT = base64.b64decode(  # a picture of two by two pixels
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGPgzYoFIgYIBQAV/gNR7ItdngAAAABJRU5ErkJggg=="
)
CHROMIUM = which("chromium") or which("chromium-browser")
NOON = datetime(2020, 6, 1, 19, 0, tzinfo=UTC)  # noon in Los Angeles, three in the morning of the 2nd in Shanghai
MARKUP = '<img src=x onerror="document.title=1"> <b>bold</b> &amp; </div><script>document.title=2</script>'

in_browser = pytest.mark.skipif(CHROMIUM is None, reason="this machine has no Chromium (apt-get install chromium)")
one_loop = pytest.mark.asyncio(loop_scope="module")
expect.set_options(timeout=10_000)  # ms: a busy machine is slow, not wrong


def _person(identity: str, name: str, *, manager: str | None = None) -> Json:
    zone = "America/Los_Angeles" if identity.startswith("U") else "Asia/Shanghai"
    return {
        "id": identity,
        "name": name,
        "title": "主管" if manager is None else "员工",
        "manager": manager,
        "timezone": zone,
    }


SEED: Json = {
    "companies": [
        {
            "key": "adventureworks",
            "name": "AdventureWorks",
            "platform": "slack",
            "locale": "en",
            "bot_name": "Jinbu",
            "people": [
                _person("U1", "Amy Alberts"),
                *(
                    _person(f"U{number}", name, manager="U1")
                    for number, name in enumerate(
                        (
                            "Jae Pak",
                            "Rachel Valdez",
                            "Linda Mitchell",
                            "Shu Ito",
                            "Tsvi Reiter",
                            MARKUP,
                            "José Saraiva",
                        ),
                        start=2,
                    )
                ),
            ],
        },
        {
            "key": "autoparts",
            "name": "汽车零部件工厂",
            "platform": "dingtalk",
            "locale": "zh-CN",
            "bot_name": "进步",
            "people": [
                _person("p1", "周建国"),
                *(
                    _person(f"p{number}", name, manager="p1")
                    for number, name in enumerate(("李四", "王磊", "张伟", "孙丽", "欧阳雪", "钱程"), start=2)
                ),
            ],
        },
    ],
    "templates": [{"id": TEMPLATE}],
}


@dataclass(frozen=True, slots=True)
class World:
    """A seeded sandbox with a bot on each platform, and a browser in front of it."""

    url: str
    slack: SlackBot
    dingtalk: DingTalkBot
    browser: Browser
    session: ClientSession

    @asynccontextmanager
    async def page(self, address: str = "/", *, width: int = 1440, height: int = 900) -> AsyncIterator[Page]:
        """Open the page; leaving it checks that nothing was logged as an error and that no request left the sandbox."""
        wrong: list[str] = []
        context = await self.browser.new_context(viewport={"width": width, "height": height}, locale="en-US")
        context.set_default_timeout(8000)
        page = await context.new_page()
        page.on("console", lambda line: wrong.append(line.text) if line.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda sent: None if sent.url.startswith(self.url) else wrong.append(sent.url))
        await page.goto(f"{self.url}{address}")
        yield page
        await context.close()
        assert wrong == []

    async def control(self, method: str, path: str, body: object = None) -> Json:
        """Call the sandbox's own controls."""
        async with self.session.request(method, f"{self.url}/sandbox/{path}", json=body) as answer:
            assert answer.status == 200, await answer.text()
            said: Json = await answer.json()
            return said


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world() -> AsyncIterator[World]:
    sandbox = Sandbox(lambda: NOON)
    await sandbox.start()
    sandbox.seed(SEED)
    async with (
        both_bots(sandbox.url) as (slack, dingtalk),
        async_playwright() as player,
        ClientSession() as session,
    ):
        browser = await player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield World(sandbox.url, slack, dingtalk, browser, session)
        await browser.close()
    await sandbox.stop()


def _chat(page: Page, platform: str) -> Locator:
    return page.locator(f".pane.{platform}").get_by_role("log")


async def _become(page: Page, platform: str, name: str) -> None:
    await page.locator(f".pane.{platform} .person").filter(has_text=name).click()


@in_browser
@one_loop
async def test_a_person_sees_their_own_messages_and_the_other_chat_stays(world: World) -> None:
    await world.slack.post("U2", "For Jae", section("*Sales* at 112%"))
    await world.slack.post("U3", "For Rachel", section("Sales at 72%"))
    green = "<font colorTokenV2=common_green1_color>3%</font>"
    await world.dingtalk.card("p2", "own-1", title="五月次品率1.0%", body=f"低于目标{green}")

    async with world.page("/#slack=U3&dingtalk=p2") as page:
        await expect(_chat(page, "slack")).to_contain_text("Sales at 72%")
        await _become(page, "slack", "Jae Pak")

        await expect(_chat(page, "slack").locator("strong", has_text="Sales")).to_be_visible()
        await expect(_chat(page, "slack")).not_to_contain_text("72%")
        await expect(_chat(page, "dingtalk").locator(".hue-green")).to_have_text("3%")
        assert page.url.endswith("#slack=U2&dingtalk=p2")


@in_browser
@one_loop
async def test_times_are_those_of_the_person(world: World) -> None:
    await world.slack.post("U4", "At noon")
    await world.dingtalk.write("p3", "凌晨", "凌晨三点")

    async with world.page("/#slack=U4&dingtalk=p3") as page:
        await expect(_chat(page, "slack").locator("article time")).to_have_text("12:00 PM")
        await expect(_chat(page, "dingtalk").locator(".separator")).to_have_text("今天 03:00")


@in_browser
@one_loop
async def test_pictures_are_those_that_were_uploaded(world: World) -> None:
    file, media = await world.slack.upload(DOT), await world.dingtalk.upload(DOT)
    image = {"type": "image", "slack_file": {"id": file}, "alt_text": "Sales by month"}
    await world.slack.post("U8", "Trend", image)
    await world.slack.post(
        "U8", "Elsewhere", {"type": "image", "image_url": "https://example.com/x.png", "alt_text": "Sales by month"}
    )
    await world.dingtalk.card("p7", "picture-1", title="走势", body="见图", picture=media)

    async with world.page("/#slack=U8&dingtalk=p7") as page:
        for platform in ("slack", "dingtalk"):
            drawn = _chat(page, platform).locator(".picture img").last
            await expect(drawn).to_be_visible()
            assert await drawn.evaluate("image => image.decode().then(() => image.naturalWidth)") == 2
        await expect(_chat(page, "slack").locator(".picture-missing")).to_have_text("Sales by month")


@in_browser
@one_loop
async def test_a_click_reaches_the_bot_and_the_message_changes_on_slack(world: World) -> None:
    await world.slack.post("U5", "Settle it", section("Shall we?"), buttons(settle="Settle it"))

    async with world.page("/#slack=U5") as page:
        await page.get_by_role("button", name="Settle it").click()

        await expect(_chat(page, "slack")).to_contain_text(DONE)
        await expect(_chat(page, "slack")).to_contain_text("(edited)")
        await expect(page.get_by_role("button", name="Settle it")).to_have_count(0)


@in_browser
@one_loop
async def test_a_click_reaches_the_bot_and_the_card_changes_on_dingtalk(world: World) -> None:
    choices = json.dumps([{"id": "why", "text": "为什么", "style": "primary"}, {"id": "no", "text": "没有帮助"}])
    await world.dingtalk.card("p4", "click-1", title="请看", body="正文", note="数据截至5月31日", buttons=choices)

    async with world.page("/#dingtalk=p4") as page:
        await page.get_by_role("button", name="为什么").click()

        await expect(_chat(page, "dingtalk")).to_contain_text(DONE_ZH)
        await expect(page.get_by_role("button", name="没有帮助")).to_be_disabled()


@in_browser
@one_loop
async def test_a_form_on_dingtalk_is_filled_in_sent_and_then_only_read(world: World) -> None:
    options = [{"value": "data", "text": "数据不对"}, {"value": "rule", "text": MARKUP}]
    fields = [
        {"name": "claim", "label": "哪里不对", "type": "TEXT_AREA", "required": True, "requiredMsg": "请写一句"},
        {"name": "day", "label": "哪一天", "type": "DATE", "defaultValue": "2020-06-01"},
        {"name": "kind", "label": "哪一类", "type": "SELECT", "options": options},
        {"name": "rows", "label": "哪几行", "type": "MULTI_SELECT", "options": options},
    ]
    form = {
        "form": json.dumps({"fields": fields}),
        "form_status": "normal",
        "form_action": "x",
        "form_btn_text": "提交",
    }
    await world.dingtalk.card("p3", "form-1", title="异议", body="写下来", **form)

    async with world.page("/#dingtalk=p3") as page:
        chat = _chat(page, "dingtalk")
        await chat.get_by_role("button", name="提交").click()
        await expect(chat.locator(".d-complaint:visible")).to_have_text(["请写一句"])
        await expect(chat.get_by_label("哪里不对")).to_be_focused()
        await chat.get_by_label("哪里不对").fill("第3批")
        await chat.get_by_label("哪一类").select_option("data")
        await chat.get_by_label("数据不对").check()
        await chat.get_by_role("button", name="提交").click()

        await expect(chat.get_by_role("button", name="已提交")).to_be_disabled()
        await expect(chat.get_by_label("哪里不对")).to_be_disabled()
        sent = json.loads(await chat.locator(".d-note").last.inner_text())
        assert sent["claim"] == "第3批"
        assert sent["day"] == "2020-06-01"
        assert sent["kind"] == {"index": 0, "value": "data"}
        assert sent["rows"] == {"index": [0], "value": ["data"]}


@in_browser
@one_loop
async def test_a_file_on_dingtalk_can_be_saved_by_whom_it_was_sent_to(world: World) -> None:
    media = await world.dingtalk.upload(b"PK-archive", name="数据.csv.zip", kind="file")
    await world.dingtalk.file("p6", "数据.csv.zip", media)
    content = base64.b64encode(b"a,b").decode()
    mine = {"platform": "dingtalk", "user": "p6", "name": "考勤.csv", "content": content}
    await world.control("POST", "upload", mine)

    async with world.page("/#dingtalk=p6") as page:
        chat = _chat(page, "dingtalk")
        for name, expected in (("数据.csv.zip", b"PK-archive"), ("考勤.csv", b"a,b")):
            async with page.expect_download() as saving:
                await chat.get_by_role("link", name=name).click()
            saved = await saving.value
            assert saved.suggested_filename == name
            assert await asyncio.to_thread(Path(await saved.path()).read_bytes) == expected


@in_browser
@one_loop
async def test_a_bot_that_does_not_answer_a_click_is_said_to_be_late(world: World) -> None:
    await world.slack.post("U5", "In vain", section("Anybody?"), buttons(ignore="Ask"))

    async with world.page("/#slack=U5") as page:
        await page.get_by_role("button", name="Ask").click()

        await expect(page.get_by_role("button", name="Ask")).to_have_attribute("aria-busy", "true")
        await expect(_chat(page, "slack").locator(".outcome.bad")).to_contain_text("didn't respond in time")
        await expect(page.get_by_role("button", name="Ask")).to_be_enabled()


@in_browser
@one_loop
async def test_typing_a_command_offers_it_and_shows_the_answer(world: World) -> None:
    async with world.page("/#slack=U6") as page:
        field = page.locator(".pane.slack").get_by_role("combobox")
        await field.press_sequentially("/pe")
        await expect(page.get_by_role("option").filter(has_text="/perf help")).to_be_visible()
        await field.press("Tab")
        await expect(field).to_have_value("/perf help")
        await field.press("Enter")

        await expect(_chat(page, "slack")).to_contain_text(HELP)
        await expect(_chat(page, "slack")).to_contain_text("Only visible to you")


@in_browser
@one_loop
async def test_a_tapped_suggestion_is_said_and_answered(world: World) -> None:
    async with world.page("/#dingtalk=p5") as page:
        await page.locator(".pane.dingtalk").get_by_role("button", name="帮助").click()

        await expect(_chat(page, "dingtalk").locator(".mine").filter(has_text="帮助").first).to_be_visible()
        await expect(_chat(page, "dingtalk").locator(".theirs").filter(has_text=HELP_ZH).first).to_be_visible()


@in_browser
@one_loop
async def test_what_arrives_meanwhile_is_shown_or_counted(world: World) -> None:
    async with world.page("/#slack=U1&dingtalk=p1") as page:
        await expect(_chat(page, "slack")).to_contain_text("No messages yet")
        await world.slack.post("U1", "Just now", section("Arrived just now"))
        await world.dingtalk.write("p6", "新的", "给欧阳雪")

        await expect(_chat(page, "slack")).to_contain_text("Arrived just now")
        await expect(page.locator(".person", has_text="欧阳雪").locator(".badge")).to_contain_text("1")
        await _become(page, "dingtalk", "欧阳雪")
        await expect(page.locator(".person", has_text="欧阳雪").locator(".badge")).to_have_count(0)


@in_browser
@one_loop
async def test_whom_one_began_with_stays_whatever_arrives_for_whom(world: World) -> None:
    for person in (await world.control("GET", "state"))["people"]:  # what other tests left unread
        await world.control("GET", f"messages?platform={person['platform']}&user={person['id']}")
    for user, member in (("U6", "p2"), ("U8", "p3")):
        await world.slack.post(user, "First", section(f"For {user}"))
        await world.dingtalk.write(member, "首先", f"给{member}")

    async with world.page() as page:
        began = {}
        for platform, first in (("slack", "For U6"), ("dingtalk", "给p2")):
            await expect(_chat(page, platform)).to_contain_text(first)
            began[platform] = await page.locator(f".pane.{platform} .who strong").text_content()
        for number in range(2):
            await world.slack.post("U6", "Next", section(f"Next {number}"))
            await world.slack.post("U8", "Next", section("Elsewhere"))
            await world.dingtalk.write("p2", "然后", f"第{number}条")
            await world.dingtalk.write("p3", "然后", "给别人")
            await expect(_chat(page, "slack")).to_contain_text(f"Next {number}")
            await expect(_chat(page, "dingtalk")).to_contain_text(f"第{number}条")
        state = await world.control("GET", "state")
        await page.reload()
        for platform, name in began.items():
            await expect(page.locator(f".pane.{platform} .who strong")).to_have_text(str(name))

    assert began == {"slack": "Tsvi Reiter", "dingtalk": "李四"}
    unread = {person["id"]: person["unread"] for person in state["people"]}
    assert unread["U8"] >= 3
    assert unread["p3"] >= 3


@in_browser
@one_loop
async def test_one_begins_with_somebody_who_leads_others_and_has_something_to_read(world: World) -> None:
    for member in ("p5", "p5", "p1"):
        await world.dingtalk.write(member, "新的", f"给{member}")

    async with world.page() as page:
        await expect(page.locator(".pane.dingtalk .who strong")).to_have_text("周建国")


@in_browser
@one_loop
async def test_markup_in_words_and_names_stays_text(world: World) -> None:
    escaped = MARKUP.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    await world.slack.post("U7", "x", section(escaped), {"type": "markdown", "text": MARKUP})
    await world.slack.post("U7", "x", section("<javascript:alert(1)|press me>"))
    await world.dingtalk.card(
        "p2", "markup-1", title=MARKUP, body=MARKUP + " [press me](javascript:alert(1))", note=MARKUP
    )

    async with world.page("/#slack=U7&dingtalk=p2") as page:
        await expect(_chat(page, "slack").locator(".s-section").first).to_have_text(MARKUP)
        await expect(_chat(page, "dingtalk").locator(".d-title").last).to_have_text(MARKUP)
        await expect(page.locator(".who").first).to_contain_text("<b>bold</b>")
        await page.locator(".pane.slack").get_by_role("combobox").fill(MARKUP)
        await page.keyboard.press("Enter")
        await expect(_chat(page, "slack").locator("article").last).to_contain_text(MARKUP)

        assert await page.locator("img[src='x'], b, main script, a[href^='javascript']").count() == 0
        assert await page.title() == "Jinbu sandbox"


@in_browser
@one_loop
@pytest.mark.parametrize("platform", ["slack", "dingtalk"])
async def test_a_phone_shows_one_chat_without_scrolling_sideways(world: World, platform: str) -> None:
    await world.slack.post(
        "U2", "Wide", section("https://example.com/" + "a" * 200), buttons(settle="One", ignore="Two")
    )
    table = "| " + " | ".join(["很长的列名称"] * 8) + " |\n|" + "---|" * 8 + "\n|" + " 1 |" * 8
    await world.dingtalk.card("p2", f"wide-{platform}", title="很" * 60, body=table)
    name = {"slack": "Jae Pak", "dingtalk": "李四"}[platform]
    other = {"slack": "dingtalk", "dingtalk": "slack"}[platform]

    async with world.page(f"/#tab={platform}&slack=U3&dingtalk=p3", width=390, height=844) as page:
        await expect(page.locator(f".pane.{other}")).to_be_hidden()
        await page.locator(f".pane.{platform} .who").click()
        await page.keyboard.press("Escape")
        await expect(page.locator(f".pane.{platform} .side")).to_be_hidden()
        await page.locator(f".pane.{platform} .who").click()
        await _become(page, platform, name)
        await expect(page.locator(f".pane.{platform} .side")).to_be_hidden()

        await expect(_chat(page, platform)).to_contain_text({"slack": "aaaa", "dingtalk": "很长的列名称"}[platform])
        assert await page.evaluate("document.documentElement.scrollWidth") == 390
        assert await _chat(page, platform).evaluate("node => node.scrollWidth - node.clientWidth") == 0
        await page.get_by_role("tab").filter(has_text={"slack": "Slack", "dingtalk": "钉钉"}[other]).click()
        await expect(page.locator(f".pane.{other}")).to_be_visible()


@in_browser
@one_loop
async def test_the_fault_board_changes_the_services_and_can_be_switched_off(world: World) -> None:
    async with world.page() as page:
        await page.get_by_role("button", name="Faults").click()
        await page.locator("#fault-slack-rate_limited").focus()
        for _ in range(4):
            await page.keyboard.press("ArrowRight")
            await expect(page.locator("#fault-slack-rate_limited")).to_be_focused()
        # What the board hears of an earlier change may turn the switch back until its own change has come round.
        await page.locator("#fault-dingtalk-quota_exhausted").click()
        await expect(page.locator("#fault-dingtalk-quota_exhausted")).to_be_checked()
        await expect(page.locator(".fault-count")).to_have_text("2")
        board = await world.control("GET", "faults")
        await page.get_by_role("button", name="Turn everything off").click()
        await expect(page.locator(".fault-count")).to_be_hidden()

    assert board["slack"]["rate_limited"] == pytest.approx(0.2)
    assert board["dingtalk"]["quota_exhausted"] == 1
    after = await world.control("GET", "faults")
    assert (after["slack"]["rate_limited"], after["dingtalk"]["quota_exhausted"]) == (0, 0)


@in_browser
@one_loop
async def test_the_wire_log_lists_calls_without_their_contents(world: World) -> None:
    await world.slack.post("U2", "secret words")

    async with world.page() as page:
        await page.get_by_role("button", name="Wire log").click()
        log = page.locator(".drawer-log")
        await expect(log.locator("tbody").last).to_contain_text("chat.postMessage")
        await expect(log).not_to_contain_text("secret words")
        await page.keyboard.press("Escape")
        await expect(log).to_be_hidden()
        await expect(page.get_by_role("button", name="Wire log")).to_be_focused()


@in_browser
@one_loop
async def test_the_gallery_filters_by_view_language_and_platform(world: World) -> None:
    await world.control(
        "POST",
        "gallery",
        [
            {"view": view, "title": view, "locale": locale, "platform": platform, "payload": payload}
            for view in ("feedback.heard", "help")
            for locale in ("en", "zh-CN")
            for platform, payload in (
                ("slack", {"text": view, "blocks": [section(f"{view} {locale}")]}),
                ("dingtalk", {"cardData": {"cardParamMap": {"title": f"{view} {locale}"}}}),
            )
        ],
    )

    async with world.page("/gallery") as page:
        sheets = page.locator("article.sheet")
        await expect(sheets).to_have_count(8)
        await page.get_by_role("group", name="Platform").get_by_role("button", name="DingTalk").click()
        await expect(sheets).to_have_count(4)
        await page.get_by_role("group", name="Language").get_by_role("button", name="中文").click()
        await expect(sheets).to_have_count(2)
        await page.get_by_label("View").select_option("help")
        await expect(sheets).to_have_count(1)
        await expect(sheets).to_contain_text("help zh-CN")
        await page.reload()
        await expect(sheets).to_have_count(1)


@in_browser
@one_loop
async def test_charts_of_every_kind_are_drawn_and_a_table_is_leafed_through_and_sorted(world: World) -> None:
    points = [{"label": label, "value": value} for label, value in (("Sep", 3), ("Oct", -2.5))]
    plotted = {"series": [{"name": "Rate", "data": points}], "axis_config": {"categories": ["Sep", "Oct"]}}
    parts = [{"label": "Sep", "value": 3}, {"label": "Oct", "value": 1}]
    charts: list[Json] = [
        *({"type": kind, **plotted} for kind in ("line", "bar", "area")),
        {"type": "pie", "segments": parts},
    ]
    cells = [[{"type": "raw_text", "text": f"r{at}"}, {"type": "raw_number", "value": -at}] for at in range(12)]
    head = [{"type": "raw_text", "text": "Who"}, {"type": "raw_text", "text": "Value"}]
    blocks = [{"type": "data_visualization", "title": str(chart["type"]), "chart": chart} for chart in charts]
    table = {"type": "data_table", "caption": "Held values", "page_size": 10, "rows": [head, *cells]}
    sheet = {"view": "v", "title": "t", "locale": "en", "platform": "slack"}
    await world.control("POST", "gallery", [{**sheet, "payload": {"text": "t", "blocks": [*blocks, table]}}])

    async with world.page("/gallery") as page:
        for kind, shapes in (("line", "polyline"), ("bar", "rect"), ("area", "polygon"), ("pie", "path")):
            chart = page.get_by_role("img", name=re.compile(f"{kind}.*Sep 3.*Oct"))
            await expect(chart.locator(shapes).first).to_be_attached()
        rows = page.get_by_role("region", name="Held values").locator("tbody tr")
        await expect(rows).to_have_count(10)
        await page.get_by_role("button", name="Next rows").click()
        await expect(rows).to_have_count(2)
        await page.get_by_role("button", name="Value").click()
        await expect(rows.first).to_contain_text("r11")
        await page.get_by_role("button", name="Value").click()
        await expect(rows.first).to_contain_text("r0")


@in_browser
@one_loop
@pytest.mark.parametrize("width", [390, 1280])
async def test_a_long_form_stands_in_the_gallery_filled_in_as_each_way_asks_it(world: World, width: int) -> None:
    forms = forms_by_view()["review"](translator("zh-CN"))
    ways = [
        {"view": "review", "title": title, "locale": "zh-CN", **way}
        for title, form in forms.items()
        if title == "review-self-1"
        for way in ways_to_ask(form)
    ]
    await world.control("POST", "gallery", ways)

    async with world.page("/gallery#view=review", width=width, height=900) as page:
        sheets = page.locator("article.sheet")
        await expect(sheets).to_have_count(3)
        modal, card, talk = (
            page.locator(f"article.sheet {part}").first for part in (".s-modal", ".d-form", ".sheet-talk")
        )
        await expect(modal.get_by_label("项目名称")).to_have_value("项目A")
        await expect(card.get_by_label("项目名称")).to_have_value("项目A")
        await expect(talk.locator(".d-message.theirs").first).to_contain_text("项目名称")
        await expect(talk.locator(".d-message.mine").first).to_have_text(re.compile("项目A"))
        assert await page.evaluate("document.documentElement.scrollWidth") == width
        for sheet in await sheets.all():
            assert await sheet.evaluate("node => node.scrollWidth - node.clientWidth") == 0


@in_browser
@one_loop
async def test_a_modal_is_filled_in_corrected_and_sent(world: World) -> None:
    await world.slack.post("U5", "A form", section("Is that right?"), buttons(form="Dispute"))
    world.slack.submitted.clear()

    async with world.page("/#slack=U5") as page:
        await page.get_by_role("button", name="Dispute").last.click()
        modal = page.get_by_role("dialog", name="Dispute a number")
        claim = modal.get_by_label("What is wrong?")
        await expect(claim).to_be_focused()
        await modal.get_by_role("button", name="Send").click()
        await expect(modal.locator(".s-error").first).to_have_text("Please complete this required field.")
        await claim.fill("no")
        await modal.get_by_label("Rule").check()
        await modal.get_by_label("Which metric?").select_option("visits")
        await modal.get_by_label("8").check()
        await modal.get_by_role("button", name="Send").click()
        await expect(modal.locator(".s-error").first).to_have_text("Please say more than “no”.")
        await expect(claim).to_have_value("no")
        await claim.fill("The second row was counted twice.")
        await modal.get_by_role("button", name="Send").click()
        await expect(modal).to_have_count(0)

    values = {name: entry["form"] for name, entry in world.slack.submitted[-1].items()}
    assert values["claim"]["value"] == "The second row was counted twice."
    assert values["value"]["value"] == "1,240"
    assert values["day"]["selected_date"] == "2026-10-31"
    assert values["kind"]["selected_option"]["value"] == "rule"
    assert values["metric"]["selected_option"]["value"] == "visits"
    assert [option["value"] for option in values["rows"]["selected_options"]] == ["8"]


@in_browser
@one_loop
async def test_a_button_in_a_modal_takes_along_what_was_typed(world: World) -> None:
    await world.slack.post("U5", "A form", section("Is that right?"), buttons(form="Dispute"))
    world.slack.submitted.clear()

    async with world.page("/#slack=U5") as page:
        await page.get_by_role("button", name="Dispute").last.click()
        modal = page.get_by_role("dialog", name="Dispute a number")
        await modal.get_by_label("What is wrong?").fill("Half a sen")
        await modal.get_by_role("button", name="Save for later").click()
        await expect(modal.get_by_label("What is wrong?")).to_have_value("Half a sen")
        await page.keyboard.press("Escape")

    assert world.slack.submitted[-1]["claim"]["form"]["value"] == "Half a sen"


@in_browser
@one_loop
async def test_the_gallery_shows_a_form_as_a_modal_that_is_only_looked_at(world: World) -> None:
    view = {"type": "modal", "title": {"type": "plain_text", "text": "Your half-year"}, "blocks": MODAL["blocks"]}
    kind = {"view": "sample", "title": "sample", "locale": "en", "platform": "slack", "kind": "view"}
    await world.control("POST", "gallery", [{**kind, "payload": view}, {**kind, "payload": view}])

    async with world.page("/gallery") as page:
        sheets = page.locator("article.sheet")
        await expect(sheets).to_have_count(2)
        await expect(sheets.first.get_by_label("What is wrong?")).to_be_visible()
        await expect(sheets.last.get_by_role("heading", name="Your half-year")).to_be_visible()


@in_browser
@one_loop
async def test_a_modal_closes_with_escape_and_leaves_the_conversation_usable(world: World) -> None:
    await world.slack.post("U6", "A form", section("Is that right?"), buttons(form="Dispute"))

    async with world.page("/#slack=U6") as page:
        await page.get_by_role("button", name="Dispute").last.click()
        await expect(page.get_by_role("dialog")).to_be_visible()
        await page.keyboard.press("Escape")

        await expect(page.get_by_role("dialog")).to_have_count(0)
        await page.locator(".pane.slack").get_by_role("combobox").click()


@in_browser
@one_loop
async def test_home_is_a_tab_of_its_own_and_what_stands_there_can_be_used(world: World) -> None:
    async with world.page("/#slack=U4") as page:
        await page.get_by_role("tab", name="Home").click()
        place = page.locator(".pane.slack").get_by_role("tabpanel")
        await expect(place).to_contain_text("Your month: 23 of 20")
        await place.get_by_role("button", name="Dispute a number").click()
        await expect(page.get_by_role("dialog")).to_be_visible()
        await page.get_by_role("button", name="Cancel").click()
        await page.get_by_role("tab", name="Messages").click()
        await expect(_chat(page, "slack")).to_be_visible()


@in_browser
@one_loop
async def test_a_message_has_a_menu_of_shortcuts(world: World) -> None:
    await world.slack.post("U3", "Numbers", section("Sales at 72%"))

    async with world.page("/#slack=U3") as page:
        message = _chat(page, "slack").locator("article").last
        await message.hover()
        await message.get_by_label("More actions").click()
        await message.get_by_role("button", name="Dispute this").click()

        await expect(page.get_by_role("dialog", name="Dispute a number")).to_be_visible()
        await page.get_by_role("button", name="Cancel").click()
        await expect(page.get_by_role("dialog")).to_have_count(0)


@in_browser
@one_loop
async def test_a_file_goes_along_with_words_and_one_that_came_can_be_had(world: World) -> None:
    content = "a,b\n1,2\n"
    async with world.page("/#slack=U2") as page:
        pane = page.locator(".pane.slack")
        file: FilePayload = {"name": "october.csv", "mimeType": "text/csv", "buffer": content.encode()}
        await pane.locator("input[type=file]").set_input_files([file])
        await expect(pane.locator(".enclosed")).to_contain_text("october.csv")
        await pane.get_by_role("combobox").fill("the export")
        await page.keyboard.press("Enter")

        await expect(_chat(page, "slack")).to_contain_text(f"october.csv has {len(content)} bytes")
        sent = _chat(page, "slack").locator(".s-file")
        await expect(sent).to_contain_text("october.csv")
        async with page.expect_download() as waiting:
            await sent.click()
        had = await waiting.value
        assert had.suggested_filename == "october.csv"
        assert await had.failure() is None


MARKUP_FROM_TEXT = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function")


def test_the_page_builds_nodes_and_asks_nobody_else() -> None:
    sources = {path.name: path.read_text(encoding="utf-8") for path in Path(PAGE).iterdir()}
    scripts = [name for name in sources if name.endswith(".js")]

    assert len(scripts) > 5
    for name, text in sources.items():
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text), (
            name
        )
        outside = set(re.findall(r"https?://[\w.-]+", text)) - {"http://www.w3.org"}  # the name of SVG's namespace
        assert not outside, f"{name}: {outside}"
        assert not re.search(r"@import|url\(\s*['\"]?(?:https?:)?//", text), name
        assert len(text.splitlines()) <= 300, name
