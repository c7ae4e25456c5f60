"""The database of the settings: opened, brought up to date, and filled with what a new one begins with."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from bot.admin.services import health
from bot.kit.errors import SettingsError
from bot.reviews.services import form_template
from bot.roster.services import role
from bot.rules.domain.default_rules import DEFAULT_RULES
from bot.runtime.clockwork import SystemClock

if TYPE_CHECKING:
    from bot.settings import Settings
    from storage.storage import Storage


def open_database(settings: Settings, *, strange_key: bool = False) -> Storage:
    """Open the database of the settings, bring its schema up to date, and give a new one the rules to begin with.

    Raises:
        SettingsError: when it cannot be opened, or its audit trail is sealed with another key than the one that is set
            (unless ``strange_key`` lets that be, for whoever wants to look what is wrong).
    """
    from storage import open_storage

    storage = open_storage(
        settings.database_url,
        timezone=settings.timezone,
        locale=settings.locale,
        audit_key=settings.audit_key.get_secret_value().encode() or None,
        audit_watermark=Path(settings.audit_watermark) if settings.audit_watermark else None,
        clock=SystemClock().now,
    )
    with ExitStack() as stack:
        stack.callback(storage.close)
        storage.migrate()
        now = SystemClock().now()
        try:
            with storage.work() as work:
                if not strange_key:
                    work.audit.ready(at=now)
                    health.keep_watermark(work, now=now)
                work.rules.seed(DEFAULT_RULES, author="jinbu", at=now)
                form_template.seed(work, now=now)
                role.first_admins(work, settings.admins.split(","), now=now)
        except OSError as error:
            raise SettingsError(f"JINBU_AUDIT_WATERMARK: {settings.audit_watermark}: {error.strerror}") from None
        stack.pop_all()
    return storage
