"""A story that does not go as it is written says so: what somebody was refused, and rows that were not stored."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from bot.app import build
from bot.demo.stage import StageClock, StageRouter, settings_for
from bot.demo.story import AUTOPARTS, START, StoryError, set_the_scene
from bot.kit.identity import Identity
from bot.messages.card import Action
from bot.messages.i18n import translator
from bot.messages.inbound import Click, Sender

if TYPE_CHECKING:
    from pathlib import Path

    from bot.demo.story import DemoCompany
    from storage.storage import Storage


async def test_what_somebody_is_refused_is_noted_with_who_read_it(storage: Storage, tmp_path: Path) -> None:
    failed: list[str] = []
    settings = settings_for("http://127.0.0.1:9", tmp_path, platform="slack")
    router = partial(StageRouter, failed=failed, company="Example")
    app = build(settings, storage=storage, clock=StageClock(START), make_router=router)
    with storage.work() as work:
        work.people.put([{"id": "ana", "name": "Ana", "accounts": {"slack": "U1"}}])

    pressed = Click(
        Sender(Identity("slack", "", "U1"), "d1", "", private=True, at=START), Action("no.such.button"), {"id": "m1"}
    )
    await app.router.persist(pressed)
    await app.receive(pressed)

    (line,) = failed
    assert "Example: U1 read: " in line
    assert translator("en")("button-unknown") in line


def test_rows_of_a_sample_file_that_are_not_stored_end_the_scene(storage: Storage) -> None:
    with pytest.raises(StoryError, match="not all of its rows"):  # nobody of the inspections is known
        set_the_scene(storage, _without_people(), now=START)


def _without_people() -> DemoCompany:
    return replace(AUTOPARTS, beginning=tuple(file for file in AUTOPARTS.beginning if file.kind == "records"))
