"""Templates in chat: an admin puts the fixed words of a message differently, looks at it, and everybody gets it so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.admin.services.template import refresh
from bot.messages.card import Action, Card
from bot.messages.field import TextField
from bot.messages.form import Form
from bot.messages.i18n import translator
from bot.messages.inbound import Notice, RejectedForm, Settled
from bot.people.domain.permission import Role
from storage import open_storage
from tests.chat import EVERYWHERE, MORNING, Chat, Way, button, chat, give, read

if TYPE_CHECKING:
    from bot.messages.inbound import Reply
    from storage.storage import Storage

KEY = "one-on-one-note"
NEW = {"en": "This reminder goes to you two alone", "zh-CN": "这条提醒只发给你们两个人"}


def company(talk: Chat) -> None:
    talk.hire("ada", "bea", "emil")
    with talk.work() as work:
        give(work, "ada", Role.ADMIN)
        give(work, "bea", Role.ADMIN)


async def write(talk: Chat, text: str, *, by: str = "ada", key: str = KEY, locale: str = "") -> Reply:
    """Open the form for a message and send words in; where forms are asked, the question comes back on a mistake."""
    args = (("key", key), ("locale", locale or talk.locale))
    return await talk.submit(by, await talk.click(by, Action("template.edit", args)), text=text)


@EVERYWHERE
async def test_an_admin_changes_a_text_sees_it_in_its_card_and_from_then_on_it_is_used(
    storage: Storage, way: Way
) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        shipped = translator(talk.locale)(KEY)

        preview = await write(talk, NEW[talk.locale])
        assert isinstance(preview, Card)
        assert NEW[talk.locale] in read(preview)
        assert len(preview.blocks) > 6, "the card around the words is there"
        assert storage.words(talk.locale)(KEY) == shipped, "nobody gets what is only looked at"

        done = await talk.click("ada", button(preview, "template.publish"))
        assert isinstance(done, Settled)
        await talk.say("emil", "/help")
        assert storage.words(talk.locale)(KEY) == NEW[talk.locale]

        words = "模板" if talk.locale == "zh-CN" else "template"
        shown = await talk.say("ada", f"{words} {KEY}")
        assert "Name ada" in read(shown)
        await talk.click("ada", button(shown, "template.reset"))
        await talk.say("emil", "/help")
        assert storage.words(talk.locale)(KEY) == shipped
        assert len(storage_history(talk)) == 2


def storage_history(talk: Chat) -> list[object]:
    with talk.work() as work:
        return list(work.templates.history(KEY))


@pytest.mark.parametrize(
    ("key", "text", "reason"),
    [
        ("one-on-one-summary", "Your 1:1", "{ $name } is missing"),
        ("one-on-one-summary", "{ $name } and { $boss }", "{ $boss } is not known here. There is: { $name }."),
        ("one-on-one-summary", "Your 1:1 with { $name", "cannot be read"),
        ("one-on-one-summary", "{ help-text } { $name }", "cannot be read"),
        ("one-on-one-summary", "{ NUMBER($name) }", "cannot be read"),
        ("one-on-one-summary", "{ $name } is below target", "“below” says too much"),
        ("one-on-one-summary", "{ $name }\n\nand more", "one line"),
        ("one-on-one-summary", "{ $name } " + "long " * 40, "there is room for 120"),
        (KEY, "Great job, you two", "“Great job” is on the list"),
        (KEY, "See https://evil.example", "No addresses here"),
        (KEY, "Fine\n.title = more", "cannot be read"),
    ],
)
async def test_words_that_cannot_be_used_come_back_with_the_reason(
    storage: Storage, key: str, text: str, reason: str
) -> None:
    async with chat(storage) as talk:
        company(talk)

        again = await write(talk, text, key=key)

        assert isinstance(again, RejectedForm)
        assert reason in " ".join(again.form.problems.values())
        with talk.work() as work:
            assert work.count("template") == 0


async def test_whoever_is_no_admin_neither_reads_nor_changes_texts(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        preview = await write(talk, NEW["en"])

        assert isinstance(await talk.say("emil", "template"), Notice)
        assert isinstance(await talk.click("emil", button(preview, "template.publish")), Notice)
        with talk.work() as work:
            work.permissions.take("ada", Role.ADMIN)
        assert isinstance(await talk.click("ada", button(preview, "template.publish")), Notice)
        assert storage_history(talk) == []


async def test_of_two_who_change_the_same_text_the_second_is_told_both(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        first, second = await write(talk, "Only you two see this"), await write(talk, "You two alone", by="bea")
        talk.pass_by(minutes=1)

        await talk.click("ada", button(first, "template.publish"))
        late = await talk.click("bea", button(second, "template.publish"))

        assert "“Only you two see this”" in read(late)
        assert "“You two alone”" in read(late)
        assert len(storage_history(talk)) == 1


async def test_pressing_again_puts_nothing_in_force_twice(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        preview = await write(talk, NEW["en"])
        talk.pass_by(minutes=1)
        await talk.click("ada", button(preview, "template.publish"))

        assert isinstance(await talk.click("ada", button(preview, "template.publish")), Notice)
        assert len(storage_history(talk)) == 1


@pytest.mark.postgresql
async def test_every_process_uses_the_new_words_with_its_next_transaction(storage: Storage) -> None:
    """Another process is a catalogue that was told nothing, on the same database."""
    async with chat(storage) as talk:
        company(talk)
        await talk.click("ada", button(await write(talk, NEW["en"]), "template.publish"))
        storage.words.overlay("", {})

        with storage.work() as work:
            refresh(work)

        assert storage.words("en")(KEY) == NEW["en"]


@pytest.mark.postgresql
def test_a_database_of_its_own_has_words_of_its_own(storage: Storage, sqlite_url: str) -> None:
    with storage.work() as work:
        found = work.templates.draft(KEY, "en", NEW["en"], author="ada", at=MORNING)
        work.templates.publish(found.no, author="ada", at=MORNING)
        refresh(work)
    assert storage.words("en")(KEY) == NEW["en"]

    other = open_storage(sqlite_url)
    with other.work() as work:
        work.connection.exec_driver_sql("delete from template")
        refresh(work)
    other.close()

    assert translator("en")(KEY) != NEW["en"]
    assert other.words("en")(KEY) != NEW["en"]


def test_words_that_no_longer_fit_are_passed_over(storage: Storage) -> None:
    with storage.work() as work:
        for key, text in ((KEY, NEW["en"]), ("one-on-one-summary", "With { $somebody }")):
            found = work.templates.draft(key, "en", text, author="ada", at=MORNING)
            work.templates.publish(found.no, author="ada", at=MORNING)
        refresh(work)

    assert storage.words("en")(KEY) == NEW["en"]
    assert "Bo" in storage.words("en")("one-on-one-summary", name="Bo")


async def test_a_draft_can_be_taken_up_again(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        preview = await write(talk, NEW["en"])

        again = await talk.click("ada", button(preview, "template.edit"))

        assert isinstance(again, Form)
        assert [field.value for field in again.fields if isinstance(field, TextField)] == [NEW["en"]]
