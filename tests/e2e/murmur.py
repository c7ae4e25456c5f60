"""A bot that logs all it can while things go wrong: run in a process of its own, so that a test reads its log."""

from __future__ import annotations

import asyncio
import logging
import sys
from datetime import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import structlog

from bot.kit.calendar import instant
from bot.logs import set_up
from bot.messages.card import Action
from bot.overview.services import me
from bot.platforms.inbound_queue import log as answers
from tests.e2e.town import MONDAY, OCTOBER, WORKERS, ZONES, hire_staff, reading, target, town

WORDS, NAME, VALUE = "xq9-words", "Person W1", 987_654.25
"""What somebody types, is called and is measured by: none of it may stand in a log."""


async def murmur(folder: Path, platform: str, database_url: str) -> None:
    """Let figures come in, people talk and messages go out, with faults of the platform, the database and our own."""
    start = instant(MONDAY, time(10), timezone=ZONES[platform][0])
    async with town(folder, platform, start=start, database_url=database_url) as here:
        hire_staff(here)
        rows = [reading(worker, "collections", VALUE + place, **OCTOBER) for place, worker in enumerate(WORKERS)]
        await here.post(targets=[target(worker, "collections", 2_000_000) for worker in WORKERS])
        await here.post(readings=rows)
        await here.fault(platform, server_error=0.5, lost_answer=0.3)
        await here.at(MONDAY, time(11), zone=ZONES[platform][0])
        await here.fault(platform, server_error=0, lost_answer=0, duplicate_frame=1)
        for asked in ("me", f"person {NAME}", WORDS, "team"):
            await here.ask("M1", asked)
        await _break(here.app.storage)
        me.me = _broken
        await here.ask("W1", "me")
        await here.app.tick()


def _broken(*_: Any, **__: Any) -> Any:  # noqa: ANN401 - it takes the place of a use case
    raise LookupError(f"{NAME} {VALUE} {WORDS}")


async def _break(storage: Any) -> None:  # noqa: ANN401 - storage.database.Storage
    """Let the database refuse rows, in a transaction, and log it as the bot logs what it did not expect."""
    with storage.work() as work:
        role = work.connection.exec_driver_sql("SELECT min(no) FROM role").scalar_one()
    for statement, values in (
        ("INSERT INTO person (id, name, role_no) VALUES (:id, :name, :role)", {"id": "W1", "name": NAME, "role": role}),
        ("INSERT INTO person (id, name, role_no) VALUES (:id, :name, :role)", {"id": WORDS, "name": NAME, "role": -9}),
        ("SELECT * FROM nothing WHERE name = :name", {"name": NAME}),
        ("INSERT INTO delta (person_no, value) VALUES (:no, :value)", {"no": 1, "value": VALUE}),
    ):
        try:
            with storage.work() as work:
                work.connection.execute(sa.text(statement), values)
        except sa.exc.SQLAlchemyError:
            answers.exception("inbound.failed", action=Action("x").name)
            logging.getLogger("somebody.elses").exception("it broke: %s", values)


def main(folder: str, platform: str, database_url: str) -> None:
    """Be the process."""
    set_up(level="DEBUG")
    for name in ("", "slack_sdk", "slack_bolt", "dingtalk_stream", "aiohttp", "sqlalchemy.pool", "asyncio"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    structlog.get_logger().debug("murmur.begun")
    asyncio.run(murmur(Path(folder), platform, database_url))
    raise RuntimeError(f"{NAME} {WORDS}")  # an end that nobody expected is logged as well


if __name__ == "__main__":
    main(*sys.argv[1:])
