"""Alembic's entry: runs on the connection it is handed, for the developer's commands on that of ``-x url=…``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from alembic import context
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

from storage.database import Day, UtcDateTime, create_engine
from storage.inventory import tables

if TYPE_CHECKING:
    from alembic.autogenerate.api import AutogenContext
    from sqlalchemy.engine import Connection


def render_item(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Write plain SQLAlchemy types into migrations, so that old ones do not depend on our code or on SQLModel."""
    if kind == "type":
        if isinstance(item, AutoString):
            return "sa.String()"
        if isinstance(item, UtcDateTime):
            return "sa.DateTime()"
        if isinstance(item, Day):
            return "sa.Integer()"
    return False


tables()  # every one registers itself


def run(connection: Connection) -> None:
    """Run the migrations that the command asks for."""
    tables()  # every module registers its own
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_item=render_item,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=False,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with create_engine(context.get_x_argument(as_dictionary=True).get("url", "sqlite://")).connect() as opened:
        run(opened)
