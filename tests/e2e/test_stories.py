"""Stories from data to a person's chat, told over the wire: the right person, the right words, the right hour."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import re
import subprocess
import sys
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from bot.database import open_database
from bot.intake.services.follow import compute
from bot.kit.calendar import instant
from bot.runtime.clockwork import SystemClock
from bot.sandbox.server import serve_in_thread
from bot.sources.file import load
from tests.e2e.town import (
    MANAGER,
    MONDAY,
    WORKERS,
    ZONES,
    Town,
    environment,
    eventually,
    people,
    reading,
    seed,
    settings_of,
    settle_notices,
    target,
    town,
    write,
)
from tests.house import ROOT
from tests.wire import buttons, words

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.intake.domain.intake import Kind
    from tests.e2e.town import Json

TUESDAY = MONDAY + timedelta(days=1)
WEDNESDAY = MONDAY + timedelta(days=2)
BOTH = pytest.mark.parametrize("platform", ["slack", "dingtalk"])


def evening(platform: str) -> datetime:
    """Return Monday, 21:00 where the workers live."""
    return instant(MONDAY, time(21), timezone=ZONES[platform][1])


def morning(platform: str, day: date = TUESDAY, at: time = time(10)) -> datetime:
    """Return a morning where the workers live."""
    return instant(day, at, timezone=ZONES[platform][1])


ANA_TARGETS = [target("W1", "new_customers", 20), target("W1", "repurchase_rate", "35%")]
ANA = [reading("W1", "new_customers", 23), reading("W1", "repurchase_rate", "31%", numerator=31, denominator=100)]


@asynccontextmanager
async def told(folder: Path, platform: str) -> AsyncIterator[tuple[Town, Json]]:
    """Open a town in which Ana had her message about October on Tuesday morning, from a file in the folder."""
    async with town(folder, platform, start=evening(platform)) as here:
        await here.post(targets=ANA_TARGETS)
        await here.drop(
            folder / "inbox",
            "readings-2026-10.csv",
            [row | {"numerator": row.get("numerator", ""), "denominator": row.get("denominator", "")} for row in ANA],
        )
        await here.until(morning(platform))
        (message,) = await here.messages("W1")
        yield here, message


@BOTH
async def test_what_arrives_in_the_evening_waits_for_the_morning(platform: str, tmp_path: Path) -> None:
    zone = ZONES[platform][1]
    async with town(tmp_path, platform, start=evening(platform)) as here:
        await here.post(targets=ANA_TARGETS)
        await here.post(readings=ANA)
        await here.at(MONDAY, time(23), zone=zone)

        assert await here.messages("W1") == []
        (held,) = here.rows("W1")
        assert held["held"] == "quiet_hours"
        assert datetime.fromisoformat(str(held["until"])) == morning(platform, at=time(9))

        await here.at(TUESDAY, time(9, 5), zone=zone)
        (message,) = await here.messages("W1")
        assert here.wall(message, zone).replace(second=0, microsecond=0) == datetime.combine(TUESDAY, time(9))
        assert "23" in words(message)
        assert "20" in words(message)
        assert "31%" in words(message)
        for somebody_else in (*WORKERS[1:], MANAGER):
            assert await here.messages(somebody_else) == []


@BOTH
async def test_the_manager_hears_of_it_after_the_person(platform: str, tmp_path: Path) -> None:
    async with town(tmp_path, platform, start=evening(platform)) as here:
        await here.post(targets=[target("W2", "orders", 100)])
        await here.post(readings=[reading("W2", "orders", 60)])

        # The manager's working day begins hours before the worker's.
        await here.until(morning(platform, at=time(8, 55)))
        assert await here.messages(MANAGER) == []
        await here.until(morning(platform, at=time(12)))

        (own,) = await here.messages("W2")
        (nudge,) = await here.messages(MANAGER)
        assert own["at"] < nudge["at"]
        assert "Person W2" in words(nudge)
        assert "60" in words(own)


@BOTH
async def test_one_alert_about_the_line_takes_the_place_of_six_about_its_people(platform: str, tmp_path: Path) -> None:
    day = {"period_start": TUESDAY.isoformat(), "period_end": TUESDAY.isoformat()}
    bad = [reading(worker, "defect_rate_day", "6%", numerator=12, denominator=200) | day for worker in WORKERS]
    own, _ = ZONES[platform]
    async with town(tmp_path, platform, start=instant(TUESDAY, time(14), timezone=own)) as here:
        await here.post(readings=bad)
        await here.at(WEDNESDAY, time(18), zone=own)

        (alert,) = await here.messages(MANAGER)
        assert "Line 1" in words(alert)
        assert "6%" in words(alert)
        assert [row["kind"] for row in here.rows(MANAGER)] == ["alert"]


@BOTH
async def test_one_worker_above_three_per_cent_is_spoken_of_alone(platform: str, tmp_path: Path) -> None:
    day = {"period_start": TUESDAY.isoformat(), "period_end": TUESDAY.isoformat()}
    parts = [(worker, 8 if worker == "W3" else 2) for worker in WORKERS]
    rates = [reading(name, "defect_rate_day", f"{n / 2}%", numerator=n, denominator=200) | day for name, n in parts]
    own, _ = ZONES[platform]
    async with town(tmp_path, platform, start=instant(TUESDAY, time(14), timezone=own)) as here:
        await here.post(readings=rates)
        await here.at(WEDNESDAY, time(18), zone=own)

        (nudge,) = await here.messages(MANAGER)
        assert "Person W3" in words(nudge)


@BOTH
async def test_why_shows_the_rows_of_the_file(platform: str, tmp_path: Path) -> None:
    async with told(tmp_path, platform) as (here, message):
        await here.click("W1", message, here.t()("feedback-why"))
        (answer,) = await here.new("W1", 1)

        assert "readings-2026-10.csv" in words(answer)
        assert "23" in words(answer)
        assert "20" in words(answer)


@BOTH
async def test_useful_is_kept_and_the_card_says_so(platform: str, tmp_path: Path) -> None:
    async with told(tmp_path, platform) as (here, message):
        useful = here.t()("feedback-useful")
        assert useful in [button["text"] for button in buttons(message)]
        await here.click("W1", message, useful)

        async def settled() -> bool:
            (shown,) = await here.messages("W1")
            return bool(shown["edited"]) and useful not in [button["text"] for button in buttons(shown)]

        await eventually(settled)
        with here.app.storage.work() as work:
            assert list(work.feedback.opinions().values()) == [(1, 1)]


@BOTH
async def test_a_restated_value_brings_a_correction(platform: str, tmp_path: Path) -> None:
    async with told(tmp_path, platform) as (here, _):
        await here.post(readings=[reading("W1", "new_customers", 16)])
        await here.until(here.clock.now() + timedelta(hours=4))

        _, correction = await here.messages("W1")
        assert here.rows("W1")[-1]["kind"] == "correction"
        assert "23" in words(correction)
        assert "16" in words(correction)


def bare(answer: str) -> str:
    """Take ids of blocks and cards out of an answer: they are drawn at random and may hold any digits."""
    return re.sub(r'"(?:block_id|\w*TrackId|\w*InstanceId)": "[^"]*"', "", answer)


@BOTH
async def test_people_can_ask_and_only_they_are_answered(platform: str, tmp_path: Path) -> None:
    async with told(tmp_path, platform) as (here, _):
        t = here.t()
        asked = (
            {"help": "help", "me": "me", "typo": "hepl"}
            if platform == "slack"
            else {"help": "帮助", "me": "我的数据", "typo": "我的树据"}
        )
        assert t("help-headline") in await here.ask("W1", asked["help"])
        assert "23" in bare(await here.ask("W1", asked["me"]))
        lost = await here.ask("W1", asked["typo"])
        assert asked["typo"] in lost
        assert ("help" if platform == "slack" else "我的数据") in lost

        before = len(await here.messages("W4"))
        assert "23" not in bare(await here.ask("W4", asked["me"]))
        assert len(await here.messages("W4")) == before + 1


@BOTH
async def test_a_stranger_gets_a_polite_answer_and_no_numbers(platform: str, tmp_path: Path) -> None:
    async with told(tmp_path, platform) as (here, _):
        answer = await here.ask("X9", "me")

        assert here.t()("account-stranger")[:12] in answer
        assert "23" not in answer


@BOTH
async def test_a_manager_of_many_hears_of_all_of_them_on_one_card_of_the_day(platform: str, tmp_path: Path) -> None:
    others = ZONES[platform][1]
    async with town(tmp_path, platform, start=evening(platform)) as here:
        await here.post(targets=[target(worker, "orders", 100) for worker in WORKERS])
        await here.post(readings=[reading(worker, "orders", 50 + n) for n, worker in enumerate(WORKERS)])
        await here.at(TUESDAY, time(18), zone=others)

        [plan] = [words(message) for message in await here.messages(MANAGER)]
        assert [worker for worker in WORKERS if f"Person {worker}" not in plan] == []
        assert not [row for row in here.rows(MANAGER) if row["state"] == "due"]


@pytest.mark.parametrize(("down", "up"), [("slack", "dingtalk"), ("dingtalk", "slack")])
async def test_a_platform_that_is_down_does_not_stop_the_other_and_comes_back(
    down: str, up: str, tmp_path: Path
) -> None:
    start = instant(TUESDAY, time(14), timezone="UTC")
    async with town(tmp_path, "slack", "dingtalk", start=start) as here:
        rows = [f"{name}-W1" for name in (down, up)]
        await here.post(targets=[target(row, "orders", 100) for row in rows])
        await here.fault(down, refuse=1)
        await here.post(readings=[reading(row, "orders", 120) for row in rows])
        later = start + timedelta(hours=30)
        await here.until(later)

        assert len(await here.messages("W1", up)) == 1
        assert await here.messages("W1", down) == []
        assert here.rows(f"{down}-W1")[0]["held"] in {"platform", "retry", "quiet_hours"}

        await here.fault(down, refuse=0)
        await here.until(later + timedelta(hours=30))
        assert len(await here.messages("W1", down)) == 1
        assert len(await here.messages("W1", up)) == 1


async def test_a_budget_that_runs_out_is_kept_for_who_asks_and_the_rest_is_held_until_the_month_ends(
    tmp_path: Path,
) -> None:
    async with town(tmp_path, "dingtalk", start=evening("dingtalk"), dingtalk={"monthly_calls": 10}) as here:
        with here.app.storage.work() as work:
            work.outbox.spend("dingtalk", month="2026-11", calls=9)
        await here.post(targets=ANA_TARGETS)
        await here.post(readings=ANA)
        await here.until(morning("dingtalk"))

        assert await here.messages("W1") == []
        (held,) = here.rows("W1")
        assert (held["held"], held["until"]) == ("budget", "2026-11-30T16:00:00+00:00")
        assert "23" in await here.ask("W1", "我的数据")


async def test_slack_can_reach_the_bot_over_http(tmp_path: Path) -> None:
    http_mode = {"app_token": SecretStr(""), "signing_secret": SecretStr("sandbox-signing-secret")}
    async with town(tmp_path, "slack", start=evening("slack"), slack=http_mode) as here:
        events = f"{here.own}/slack/events"
        await here.control("/sandbox/slack/http", {"request_url": events}, method="PUT")

        assert here.t()("help-headline") in await here.ask("W1", "help")

        body = b"command=%2Fperf&text=help&user_id=U0W1"
        stamp = str(int(SystemClock().now().timestamp()))
        forged = "v0=" + hmac.new(b"another-secret", f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": forged,
        }
        async with here.http.post(events, data=body, headers=headers) as answer:
            assert answer.status == 401


async def test_health_tells_that_a_platform_is_away_and_that_it_is_back(tmp_path: Path) -> None:
    async with town(tmp_path, "slack", "dingtalk", start=evening("dingtalk")) as here:

        async def health() -> tuple[int, Json]:
            async with here.http.get(f"{here.own}/health") as answer:
                return answer.status, (await answer.json())["parts"]

        assert (await health())[0] == 200
        await here.fault("dingtalk", refuse=1)
        await here.control("/sandbox/disconnect", {"platform": "dingtalk", "how": "drop"})

        async def away() -> bool:
            status, parts = await health()
            return status == 503 and not parts["dingtalk"]["connected"] and parts["slack"]["connected"]

        async def back() -> bool:
            return (await health())[0] == 200

        await eventually(away)
        await here.fault("dingtalk", refuse=0)
        await eventually(back)


async def test_a_running_bot_asks_the_clock_and_follows_up_what_was_imported(tmp_path: Path) -> None:
    async with town(tmp_path, "dingtalk", start=morning("dingtalk")) as here:
        everything: list[tuple[Kind, list[Json]]] = [("targets", ANA_TARGETS), ("readings", ANA[:1])]
        for kind, rows in everything:
            (report,) = load(
                here.app.storage, kind, [write(tmp_path / f"{kind}.csv", rows)], now=here.clock.now(), by="import"
            )
            with here.app.storage.work() as work:
                compute(work, report.changed, [report.batch], now=here.clock.now())
        working = asyncio.create_task(here.app.work())

        async def wanted() -> bool:
            assert not working.done(), working
            return await here.app.workers.next_due() is not None

        try:
            await eventually(wanted)
        finally:
            working.cancel()


def test_files_imported_on_the_command_line_reach_people_on_both_platforms(tmp_path: Path) -> None:
    # The commands run on this machine's own time: last month's figures, told on the next working morning.
    platforms = ("slack", "dingtalk")
    today = SystemClock().now().date()
    last = today.replace(day=1) - timedelta(days=1)
    period = {"period_start": last.replace(day=1).isoformat(), "period_end": last.isoformat()}
    told_on = today + timedelta(days=1)
    while told_on.weekday() not in {1, 2}:
        told_on += timedelta(days=1)
    at = datetime.combine(told_on, time(10), tzinfo=UTC)
    ana = [f"{platform}-W1" for platform in platforms]
    everybody = [person | {"timezone": "UTC"} for person in people(platforms)]
    goals = [target(name, "new_customers", 20) | period for name in ana]
    values = [reading(name, "new_customers", 23) | period for name in ana]
    clock = SystemClock()
    sandbox = serve_in_thread(clock.now, seed=seed(platforms))
    try:
        settings = settings_of(sandbox.url, tmp_path, platforms)
        given = environment(settings)
        storage = open_database(settings)
        load(storage, "metrics", [ROOT / "bot/figures/domain/pack.csv"], now=clock.now(), by="test")
        load(storage, "people", [write(tmp_path / "people.csv", everybody)], now=clock.now(), by="test")
        settle_notices(storage, at=clock.now())

        def jinbu(*arguments: object) -> str:
            done = subprocess.run(  # noqa: S603 - our own command
                [sys.executable, "-m", "bot", *map(str, arguments)],
                env=given,
                cwd=tmp_path,
                capture_output=True,
                text=True,
                timeout=50,
                check=False,
            )
            assert done.returncode == 0, done.stderr
            return done.stdout

        for kind, rows in (("targets", goals), ("readings", values)):
            (report,) = json.loads(jinbu("import", kind, write(tmp_path / f"{kind}.csv", rows), "--json"))
            assert report["inserted"] == len(rows)
        with storage.work() as work:
            assert work.outbox.find() == []
        jinbu("drain", "--at", at.isoformat())
        with storage.work() as work:
            sent = [delivery.person_id for delivery in work.outbox.find(state="sent")]
        storage.close()
    finally:
        sandbox.stop()

    assert sorted(sent) == sorted(ana)
