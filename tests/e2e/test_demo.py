"""The demo as somebody finds it who has just started it: people have acted, fresh buttons work, and it can be seen."""

from __future__ import annotations

import asyncio
import json
import re
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from shutil import which
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from playwright.async_api import async_playwright, expect
from pylopdf_fonts_zh_cn import sans_path

from bot.delivery.domain.delivery import DeliveryState
from bot.demo import hands, performed
from bot.demo.review_script import JAE, LI_SI
from bot.demo.script import ADMIN, BARRETO, HR, TRENARY
from bot.demo.story import ADVENTUREWORKS, AUTOPARTS, COMPANIES, END
from bot.growth.domain.plan import PlanState, SupportState
from bot.growth.domain.plan_days import PlanStep
from bot.messages.i18n import translator
from bot.reviews.domain.cycle import FillOrder
from bot.reviews.domain.form_template import Filler
from tests.e2e.adding_up import FiguresReader, PlainSums
from tests.e2e.clicking import ButtonClicker
from tests.house import ROOT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from playwright.async_api import Page

    from bot.demo import DemoStage
    from bot.demo.story import DemoCompany
    from storage.storage import Storage

Json = dict[str, Any]

CHROMIUM = which("chromium") or which("chromium-browser")
PICTURES = ROOT / ".readme"
BOOK = "one_on_one.book"
FRESH = timedelta(days=2)
MESSAGES_WITH_FIGURES, LISTS_OF_ROWS, BUTTONS = 50, 50, 500
GOALS_READER = "HY210"
"""Who looks at the goals of the company in the picture of the READMEs."""
SAMPLE = 12
"""One of so many buttons is pressed in every run; the soak presses them all."""
MANAGERS = 1
"""How many at least of a company have a fresh button that books: few reminders stand in the last days of a story."""
REVIEWED = {
    ADVENTUREWORKS.key: (FillOrder.PARALLEL, JAE),
    AUTOPARTS.key: (FillOrder.EMPLOYEE_FIRST, LI_SI),
}
"""In which order a company writes, and whose review is played to its plan."""
KINDS = {
    *("nudge", "threshold", "week", "report", "one_on_one", "talk"),
    *("dispute", "remark", "correction", "correction_request", "kudos", "review", "review_meeting", "plan"),
}
"""What is to be seen in both chats beside the messages to people about their own figures."""
SELF_REVIEWS = {
    "slack": (
        "Start with my projects",
        {
            "Key actions": "Agreed the autumn order with resellers 193 and 175 in August, line by line.",
            "What the team gained": "They ordered for $131,628 and $111,554; my August was $711,243.",
        },
    ),
    "dingtalk": (
        "带入我的项目",
        {
            "关键行为": "每批来料先试夹，首件送检合格再批量开，和李四共用一张夹紧顺序图。",
            "团队贡献": "8月我的次品率是1.7%，目标是3%以下。",
        },
    ),
}
"""Which button somebody presses whose self-review is still open, and what they type into it, by its label."""
AGENDA = re.compile(r"one-on-one:.+T.+[+]00:00:[^:]+")
"""The key of a message that brings a meeting up two hours before."""


@pytest.mark.timeout(1200)
async def test_the_demo_shows_the_product(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(_chinese_font(tmp_path)))
    async with performed(tmp_path) as stage, aiohttp.ClientSession() as http:
        assert (stage.outcome["lost"], stage.outcome["duplicates"], stage.outcome["failed"]) == (0, 0, [])
        assert list(stage.outcome) == [
            *(
                "companies",
                "people",
                "readings",
                "deltas",
                "signals",
                "deliveries",
                "lost",
                "duplicates",
                "failed",
                "seconds",
            )
        ]
        for company in COMPANIES:
            _has_everything(stage, company)
            _has_a_review(stage, company, *REVIEWED[company.key])
        if CHROMIUM or request.config.getoption("--record"):
            await _has_pictures(stage, record=request.config.getoption("--record"))
        for company, hr, admin in ((ADVENTUREWORKS, BARRETO, TRENARY), (AUTOPARTS, HR, ADMIN)):
            await asyncio.to_thread(_adds_up, stage, company)
            await asyncio.to_thread(_leads_on, stage, company, only=SAMPLE)
            await _answers(stage, http, company, hr=hr, admin=admin)
            await _books(stage, http, company)


@pytest.mark.soak
async def test_every_button_of_every_message_of_the_demo_leads_somewhere(tmp_path: Path) -> None:
    async with performed(tmp_path) as stage:
        for company in COMPANIES:
            await asyncio.to_thread(_leads_on, stage, company, only=1)


def _leads_on(stage: DemoStage, company: DemoCompany, *, only: int) -> None:
    """Say that who clicks a button of what they were sent gets an answer that helps, or reads what has happened since.

    Of ``only`` buttons that lead the same way one is pressed.
    """
    pressed = list(ButtonClicker(stage, company).everything(only=only))
    assert [str(click) for click in pressed if click.dead] == []
    assert len(pressed) > BUTTONS / only


def _has_everything(stage: DemoStage, company: DemoCompany) -> None:
    """Say that every kind of message was sent at this company, and somebody has found some of use and others not."""
    with stage.apps[company.key].storage.work() as work:
        sent = [delivery for delivery in work.outbox.find() if delivery.state is DeliveryState.SENT]
        opinions = work.feedback.opinions().values()
    assert {delivery.kind for delivery in sent} >= KINDS
    assert [delivery for delivery in sent if AGENDA.fullmatch(delivery.key)]
    assert sum(useful for _, useful in opinions) > 0
    assert sum(rated - useful for rated, useful in opinions) > 0


def _has_a_review(stage: DemoStage, company: DemoCompany, order: FillOrder, person: str) -> None:
    """Say that somebody is through, from the first words over a comment and the talk to a plan that runs."""
    with stage.apps[company.key].storage.work() as work:
        (review,) = work.reviews.of(person)
        wrote = work.review_answers.versions(review.no, Filler.EMPLOYEE)
        comments = work.review_answers.comments(review.no)
        (plan,) = work.plans.of_review(review.no)
        reports = work.plans.reports(plan.no)
        notes = work.meeting_notes.shared(review.no)
        sent = [delivery.key for delivery in work.outbox.find() if delivery.state is DeliveryState.SENT]
    assert review.order is order
    assert (review.employee_agrees, review.manager_agrees) == (True, True)
    assert len(wrote) > 1
    assert not wrote[-1].vague, "what was vague at first was put better when it was asked about"
    assert comments
    assert plan.state is PlanState.OPEN
    assert plan.reading.metric
    assert [support.state for support in plan.supports] == [SupportState.ACCEPTED]
    assert [milestone for milestone in plan.milestones if milestone.done_on]
    assert reports
    assert len({note.by for note in notes}) > 1, (
        "one noted something in the talk, and the other put something beside it"
    )
    assert any(key.startswith("review_meeting:") and ":report:" in key for key in sent)
    steps = {step for step in PlanStep if any(key.startswith(f"plan:{plan.no}:{step}:") for key in sent)}
    assert steps >= {PlanStep.SOON, PlanStep.ASKED, PlanStep.ANSWERED, PlanStep.REPORT, PlanStep.REPORTED}


def _adds_up(stage: DemoStage, company: DemoCompany) -> None:
    """Say that each figure is what the files make, that its rows add up to it, and that others do not see them."""
    with stage.apps[company.key].storage.work() as work:
        found = FiguresReader(work, company, END, PlainSums(company)).everything()
    assert found.wrong == []
    assert found.messages > MESSAGES_WITH_FIGURES
    assert found.figures > found.messages
    assert found.lists > LISTS_OF_ROWS
    assert found.rows > found.lists
    assert found.refused > found.messages


async def _answers(stage: DemoStage, http: aiohttp.ClientSession, company: DemoCompany, *, hr: str, admin: str) -> None:
    """Say that HR and the admin are there and have their words: others get no answer to these."""
    t = translator(company.locale)
    for person, words, heading in ((hr, "cases", t("dispute-list")), (admin, "role", t("role-headline"))):
        acting = _hands(stage, http, company, person)
        await acting.write(words)
        newest = (await acting.messages())[-1]
        assert heading in json.dumps(newest["payload"], ensure_ascii=False)


async def _books(stage: DemoStage, http: aiohttp.ClientSession, company: DemoCompany) -> None:
    """Say that fresh buttons book: their times are still to come. Nobody was ever told that a time had passed."""
    storage = stage.apps[company.key].storage
    with storage.work() as work:
        leading = {manager for manager in work.people.managers().values() if manager}
        leaders = [person for person in map(work.people.get, sorted(leading)) if person and person.identities]
    booked, said = 0, ""
    for leader in leaders:
        acting = _hands(stage, http, company, leader.id)
        for message in await acting.messages():
            if datetime.fromisoformat(message["at"]) > END - FRESH:
                for button in (button for button in hands.buttons(message) if hands.route_of(button) == BOOK):
                    before = _planned(storage)
                    await acting.use(message, button)
                    booked += _planned(storage) - before
                    break  # the card is drawn anew
        said += json.dumps(await acting.messages(), ensure_ascii=False)
    assert booked >= MANAGERS
    assert translator(company.locale)("one-on-one-past") not in said


def _planned(storage: Storage) -> int:
    with storage.work() as work:
        return len(list(work.one_on_ones.planned(since=END, until=END + timedelta(days=30))))


def _hands(stage: DemoStage, http: aiohttp.ClientSession, company: DemoCompany, person: str) -> hands.Hands:
    app = stage.apps[company.key]
    with app.storage.work() as work:
        found = work.people.get(person)
    assert found
    (user,) = [identity.user for identity in found.identities]
    return hands.Hands(http, stage.url, company.platform, user, app.workers.settle)


def _chinese_font(folder: Path) -> Path:
    """Put the Chinese font that draws the charts where the browser finds it, too; returns the home of its data."""
    (folder / "share" / "fonts").mkdir(parents=True)
    (folder / "share" / "fonts" / sans_path().name).symlink_to(sans_path())
    return folder / "share"


@asynccontextmanager
async def _page(stage: DemoStage, address: str, *, width: int, height: int) -> AsyncIterator[Page]:
    async with async_playwright() as player:
        browser = await player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--no-proxy-server"])
        context = await browser.new_context(
            viewport={"width": width, "height": height}, device_scale_factor=2, locale="en-US"
        )
        page = await context.new_page()
        await page.goto(stage.url + address)
        yield page
        await browser.close()


async def _has_pictures(stage: DemoStage, *, record: bool) -> None:
    """Look at the page as the pictures of the READMEs show it; ``make pictures`` takes them anew."""
    views = {
        "page": ("/#slack=UAW0272&dingtalk=hy210", 1440, 900, {"slack": "Stephen Jiang", "dingtalk": "李爱华"}),
        "phone": ("/#lang=zh-CN&tab=dingtalk&dingtalk=hy305", 390, 844, {"dingtalk": "李四"}),
    }
    for name, (address, width, height, who) in views.items():
        async with _page(stage, address, width=width, height=height) as page:
            for platform, person in who.items():
                pane = page.locator(f".pane.{platform}")
                await expect(pane.locator(".who strong")).to_have_text(person, timeout=60_000)
                await expect(pane.locator("article").last).to_be_visible(timeout=60_000)
            await page.wait_for_load_state("networkidle")
            shown = await page.screenshot(animations="disabled")
        _keep(name, shown, record=record)
    address = "/#slack=UAW0292&dingtalk=hy306"
    async with _page(stage, address, width=1440, height=1240) as page:
        for platform, (button, answers) in SELF_REVIEWS.items():
            pane = page.locator(f".pane.{platform}")
            await pane.get_by_role("button", name=button).last.click(timeout=60_000)
            for label, words in answers.items():
                await pane.get_by_label(label).last.fill(words)
        await page.locator(".s-modal-body").evaluate("body => body.scrollTo(0, 0)")
        await page.wait_for_load_state("networkidle")
        shown = await page.screenshot(animations="disabled")
    _keep("review", shown, record=record)
    async with aiohttp.ClientSession() as http:
        await _hands(stage, http, AUTOPARTS, GOALS_READER).write("目标树")
    address = f"/#lang=zh-CN&tab=dingtalk&dingtalk={GOALS_READER.lower()}"
    async with _page(stage, address, width=390, height=844) as page:
        drawn = page.locator(".pane.dingtalk article").last
        await expect(drawn.locator("img").last).to_be_visible(timeout=60_000)
        await page.wait_for_load_state("networkidle")
        await drawn.evaluate("card => card.scrollIntoView()")
        shown = await page.screenshot(animations="disabled")
    _keep("goals", shown, record=record)


def _keep(name: str, shown: bytes, *, record: bool) -> None:
    assert len(shown) > 50_000
    if record:
        (PICTURES / f"{name}.png").write_bytes(shown)
