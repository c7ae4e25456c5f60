"""Brings a database to the current schema."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

HERE = Path(__file__).parent


def upgrade(engine: Engine, *, revision: str = "head") -> None:
    """Apply the migrations up to a revision; two processes that start together take turns."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(HERE))
    with engine.connect() as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("select pg_advisory_xact_lock(7146317)"))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
