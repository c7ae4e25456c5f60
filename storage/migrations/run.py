"""Brings a database to the current schema."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.kit.errors import SettingsError

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

HERE = Path(__file__).parent
_LINE = re.compile(r'^(revision|down_revision) = (?:"([^"]*)"|None)$', re.MULTILINE)


def upgrade(engine: Engine, *, revision: str = "head") -> None:
    """Apply the migrations up to a revision; two processes that start together take turns.

    Raises:
        SettingsError: when a newer version brought the database to a schema that this one does not know.
    """
    if revision == "head" and _is_current(engine):
        return
    refuse_newer(engine)
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(HERE))
    with engine.connect() as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("select pg_advisory_xact_lock(7146317)"))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def refuse_newer(engine: Engine) -> None:
    """Stop before a database whose schema this version does not know.

    Raises:
        SettingsError: it is such a one.
    """
    strange = sorted(_applied(engine) - _known()["revision"])
    if strange:
        raise SettingsError(
            f"JINBU_DATABASE_URL: a newer version of Jinbu made this database (schema {strange[0]}, which this one does"
            " not know): install that version or a newer one, or restore the backup from before it"
        )


def _is_current(engine: Engine) -> bool:
    """Say whether nothing is to be done, without Alembic: importing it takes a fifth of a bot's start."""
    known = _known()
    return _applied(engine) == known["revision"] - known["down_revision"]


def _known() -> dict[str, set[str]]:
    lines = [match for path in (HERE / "versions").glob("*.py") for match in _LINE.findall(path.read_text("utf-8"))]
    return {name: {revision for kind, revision in lines if kind == name} for name in ("revision", "down_revision")}


def _applied(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return set()
        return set(connection.execute(sa.text("select version_num from alembic_version")).scalars())
