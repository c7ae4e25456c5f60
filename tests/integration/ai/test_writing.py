"""From a wanted feedback to words in the outbox, with a model that chooses and with one that fails."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from bot.ai.openai import OpenAIWriter
from bot.app import App, build
from bot.feedback.domain.feedback import Feedback, Occasion, Stage
from bot.kit.period import Period
from bot.settings import OpenAISettings, load
from storage import open_storage
from tests.company import Company
from tests.integration.ai.material import MODEL, Endpoint

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.runtime.clockwork import SimulatedClock

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
KEY = "standing:ana:october"


@pytest.fixture
async def app(endpoint: Endpoint, sqlite_url: str, clock: SimulatedClock) -> AsyncIterator[App]:
    """Wire a bot whose settings name the endpoint, with one feedback wanted."""
    model = OpenAISettings(api_key=SecretStr("sk-sandbox"), base_url=f"{endpoint.url}/openai/v1", model=MODEL)
    app = build(load(openai=model), storage=open_storage(sqlite_url), clock=clock)
    with app.storage.work() as work:
        company = Company(work)
        company.person("ana", name="Ana Lopez")
        company.metric("won", title_en="New customers")
        facts = {"target": 20.0, "target_full": 20.0, "attainment": 1.15, "previous": 19.0, "change": 4.0}
        company.delta("ana", "won", OCTOBER.start, value=23.0, **facts)
        now = clock.now() - timedelta(hours=1)
        work.feedback.add(
            Feedback(
                key=KEY,
                subject_id="ana",
                reader_id="ana",
                occasion=Occasion.STANDING,
                period=OCTOBER,
                stage=Stage.WANTED,
                signals=(),
                deltas=(("ana", "won", OCTOBER),),
                data_at=now,
                created_at=now,
                ready_at=now,
            )
        )
    assert isinstance(app.writer, OpenAIWriter)
    yield app
    await app.close()


async def written(app: App) -> Feedback:
    """Write what is wanted; return how it stands, once its words are in the outbox."""
    assert await app.workers.feedback.step() == 1
    with app.storage.work() as work:
        (delivery,) = work.outbox.find(person_id="ana")
        feedback: Feedback | None = work.feedback.get(KEY)
    assert "23" in str(delivery.card)
    assert feedback
    return feedback


async def test_the_models_choice_is_what_is_kept_and_sent(app: App, endpoint: Endpoint) -> None:
    feedback = await written(app)

    assert feedback.pick
    assert feedback.pick.writer == f"openai:{MODEL}"
    assert await endpoint.calls() == 1


@pytest.mark.parametrize("fault", ["garbage", "http_500", "refuse"])
async def test_the_words_go_out_without_the_model_when_it_fails(app: App, endpoint: Endpoint, fault: str) -> None:
    await endpoint.says(fault=fault)

    feedback = await written(app)

    assert feedback.pick
    assert feedback.pick.writer == "offline"
