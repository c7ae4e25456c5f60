"""Which message asks whom for what outlives the process that asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.storage import Storage

AT = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)


def test_each_message_asks_one_person_and_the_latest_form_counts(storage: Storage) -> None:
    with storage.work() as work:
        work.forms.keep("dingtalk", "card-1", "0421", '{"title":"一"}', at=AT)
        work.forms.keep("dingtalk", "card-2", "0422", '{"title":"二"}', at=AT)
    with storage.work() as work:
        work.forms.keep("dingtalk", "card-1", "0421", '{"title":"三"}', at=AT)

    with storage.work() as work:
        assert work.forms.kept("dingtalk", "card-1") == ("0421", '{"title":"三"}')
        assert work.forms.kept("dingtalk", "card-2") == ("0422", '{"title":"二"}')
        assert work.forms.kept("dingtalk", "card-3") is None


def test_what_nobody_sent_in_for_a_month_is_forgotten(storage: Storage) -> None:
    with storage.work() as work:
        work.forms.keep("dingtalk", "old", "0421", "{}", at=AT)
        work.forms.keep("dingtalk", "new", "0421", "{}", at=AT + timedelta(days=1))

        assert work.forms.forget(before=AT + timedelta(hours=1)) == 1
        assert work.forms.kept("dingtalk", "old") is None
        assert work.forms.kept("dingtalk", "new") is not None
