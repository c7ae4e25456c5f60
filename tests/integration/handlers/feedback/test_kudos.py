"""Feedback between people on both databases: who reads what, what is asked once, and what nobody can forge."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.feedback.domain.feedback import Feedback, Occasion, Stage
from bot.kit.errors import Denied, Invalid, NotFound, Stale
from bot.kit.identity import Identity
from bot.kit.period import Period
from bot.messages.card import Action, Choices
from bot.messages.codec import card_from_json
from bot.messages.form import Form
from bot.messages.i18n import translator
from bot.messages.inbound import Click, Notice, RejectedForm, Sender, Settled, Submission
from bot.people.services.permission import actor
from handlers import LISTENERS, MESSAGES, WAITING, tick
from handlers.context import Context, InvalidForm
from handlers.feedback import kudos
from tests.cards import everything
from tests.chat import arrived

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from bot.messages.card import Button, Card
    from bot.messages.inbound import Reply
    from bot.work import Work
    from storage.storage import Storage

NOW = datetime(2026, 11, 3, 2, tzinfo=UTC)
ABOUT, TEXT = "Project B", "On 12 October you fixed the timeout, so the customer paid the same day."
CONCRETE = {"about": ABOUT, "text": TEXT, "visibility": "person"}
VAGUE = {"about": "Everything", "text": "Great job, keep it up.", "visibility": "person"}


@pytest.fixture
def work(storage: Storage) -> Iterator[Work]:
    """Ana leads Bo and Cy; Dan leads nobody and reports to nobody; a unit stands in the list too."""
    with storage.work() as work:
        work.people.put(
            [
                {"id": "ana", "name": "Ana", "accounts": {"slack": "UANA"}},
                {"id": "bo", "name": "Bo", "manager_id": "ana", "accounts": {"slack": "UBO"}},
                {"id": "cy", "name": "陈伟", "manager_id": "ana", "locale": "zh-CN", "accounts": {"slack": "UCY"}},
                {"id": "dan", "name": "Dan", "accounts": {"slack": "UDAN"}},
                {"id": "line", "name": "Line", "kind": "unit"},
            ]
        )
        yield work


def context(work: Work, person_id: str, *, now: datetime = NOW, rest: str = "") -> Context:
    person = work.people.get(person_id)
    assert person is not None
    return Context(
        work, actor(work, person, now=now), translator(person.locale), now, "", (), MESSAGES, WAITING, LISTENERS, rest
    )


def sender(person_id: str) -> Sender:
    return Sender(Identity("slack", "", f"U{person_id.upper()}"), "x", "D", private=True, at=NOW)


def click(person_id: str, name: str, **args: str) -> Click:
    return arrived(Click(sender(person_id), Action(name, tuple(args.items()))))


def submit(person_id: str, form: Form, values: Mapping[str, str]) -> Submission:
    return arrived(Submission(sender(person_id), form.action, dict(values)))


def give(work: Work, giver: str, receiver: str, values: Mapping[str, str] = CONCRETE) -> Reply:
    """Fill in the form that words with a name open."""
    form = kudos.begin(context(work, giver, rest=receiver), click(giver, "kudos"))
    return kudos.give(context(work, giver), submit(giver, form, values))


def ask(work: Work, asker: str, giver: str, topic: str = "Project B") -> Reply:
    form = kudos.ask(context(work, asker, rest=giver), click(asker, "kudos.ask"))
    return kudos.request(context(work, asker), submit(asker, form, {"topic": topic}))


def sent(work: Work) -> dict[str, tuple[str, Card]]:
    """Return each message by its key: to whom, and what."""
    return {delivery.key: (delivery.person_id, card_from_json(delivery.card)) for delivery in work.outbox.find()}


def buttons(card: Card) -> list[Button]:
    return [button for block in card.blocks if isinstance(block, Choices) for button in block.buttons]


def press(card: Card, person_id: str, at: int) -> Click:
    return arrived(Click(sender(person_id), buttons(card)[at].action))


def test_feedback_reaches_the_person_alone_unless_its_writer_chose_the_manager_too(work: Work) -> None:
    assert isinstance(give(work, "bo", "陈伟"), Notice)
    assert {key: to for key, (to, _) in sent(work).items()} == {"kudos:1": "cy"}

    give(
        work, "bo", "陈伟", CONCRETE | {"text": "On 14 October you rang the Lyon store first.", "visibility": "manager"}
    )
    messages = sent(work)

    assert {key: to for key, (to, _) in messages.items()} == {
        "kudos:1": "cy",
        "kudos:2": "cy",
        "kudos:2:manager": "ana",
    }
    assert messages["kudos:2"][1].locale == "zh-CN"
    assert "Ana" in everything(messages["kudos:2"][1]), "the person is told that the manager reads it"
    copy = next(delivery for delivery in work.outbox.find() if delivery.key == "kudos:2:manager")
    assert copy.after == "kudos:2", "the person hears it first"


def test_a_manager_who_writes_with_the_manager_as_a_reader_gets_no_copy_and_nobody_is_told_of_one(work: Work) -> None:
    give(work, "ana", "bo", CONCRETE | {"visibility": "manager"})
    give(work, "bo", "dan", CONCRETE | {"visibility": "manager"})

    assert set(sent(work)) == {"kudos:1", "kudos:2"}
    assert "manager" not in everything(sent(work)["kudos:1"][1])


def test_vague_words_are_asked_about_once_with_all_that_was_typed_and_may_go_then(work: Work) -> None:
    reply = give(work, "bo", "陈伟", VAGUE)

    assert isinstance(reply, RejectedForm)
    assert set(reply.form.problems) == {"text"}
    assert {field.name: getattr(field, "value", None) for field in reply.form.fields} == VAGUE
    assert not sent(work), "nothing went out yet"
    assert isinstance(kudos.give(context(work, "bo"), submit("bo", reply.form, VAGUE)), Notice)
    assert set(sent(work)) == {"kudos:1"}


def test_a_text_that_was_written_before_is_asked_about_whoever_gets_it(work: Work) -> None:
    give(work, "bo", "dan")
    reply = give(work, "bo", "陈伟", CONCRETE | {"text": TEXT.upper()})

    assert isinstance(reply, RejectedForm)
    assert reply.form.problems["text"].startswith(translator("en")("specificity-copied"))


def test_without_a_name_the_form_asks_for_one_and_says_what_is_wrong_with_it(work: Work) -> None:
    form = kudos.begin(context(work, "bo"), click("bo", "kudos"))
    assert form.fields[0].name == "to"

    for said in ("nobody", "Bo", "Line"):
        with pytest.raises(InvalidForm) as again:
            kudos.give(context(work, "bo"), submit("bo", form, CONCRETE | {"to": said}))
        assert set(again.value.form.problems) == {"to"}, said
    assert not sent(work)

    reply = kudos.give(context(work, "bo"), submit("bo", form, VAGUE | {"to": "dan"}))
    assert isinstance(reply, RejectedForm)
    assert reply.form.fields[0].name == "to", "the name stays where it was typed"
    kudos.give(context(work, "bo"), submit("bo", reply.form, VAGUE | {"to": "dan"}))
    assert [to for to, _ in sent(work).values()] == ["dan"]


def test_nobody_writes_to_themselves_or_to_a_unit_by_a_forged_form(work: Work) -> None:
    form = kudos.begin(context(work, "bo", rest="dan"), click("bo", "kudos"))
    for forged in ("bo", "line"):
        action = Action("kudos.give", (("to", forged), ("asked", "yes")))
        with pytest.raises(Invalid):
            kudos.give(context(work, "bo"), submit("bo", replace(form, action=action), CONCRETE))
    with pytest.raises(Invalid):
        kudos.begin(context(work, "bo", rest="Bo"), click("bo", "kudos"))

    assert not sent(work)


@pytest.mark.postgresql
def test_who_is_asked_for_feedback_writes_it_from_the_button(work: Work) -> None:
    assert isinstance(ask(work, "bo", "dan", "my handover"), Notice)
    to, card = sent(work)["kudos_request:1"]
    form = kudos.begin(context(work, "dan"), press(card, "dan", 0))

    assert to == "dan"
    assert {field.name: getattr(field, "value", "") for field in form.fields}["about"] == "my handover"
    kudos.give(context(work, "dan"), submit("dan", form, CONCRETE))
    assert sent(work)["kudos:1"][0] == "bo"
    with pytest.raises(Stale):
        kudos.not_now(context(work, "dan"), press(card, "dan", 1))


def test_not_now_ends_a_question_without_a_word_to_anybody(work: Work) -> None:
    ask(work, "bo", "dan")
    card = sent(work)["kudos_request:1"][1]

    settled = kudos.not_now(context(work, "dan"), press(card, "dan", 1))

    assert not buttons(settled.card)
    assert set(sent(work)) == {"kudos_request:1"}
    tick(work, now=NOW + timedelta(days=4))
    assert set(sent(work)) == {"kudos_request:1"}
    ask(work, "bo", "dan")
    assert "kudos_request:2" in sent(work), "one may ask again later"


def test_one_question_at_a_time_goes_to_the_same_person(work: Work) -> None:
    ask(work, "bo", "dan")

    with pytest.raises(Stale):
        ask(work, "bo", "dan")
    ask(work, "bo", "陈伟")
    ask(work, "ana", "dan")
    assert set(sent(work)) == {"kudos_request:1", "kudos_request:2", "kudos_request:3"}


def test_an_open_question_is_reminded_of_once_after_three_days(work: Work) -> None:
    ask(work, "bo", "dan")

    for hours in (1, 71, 73, 74, 24 * 5, 24 * 20):
        tick(work, now=NOW + timedelta(hours=hours))
        reminders = [key for key in sent(work) if key.endswith(":again")]
        assert len(reminders) == (hours > 72), hours
    assert buttons(sent(work)["kudos_request:1:again"][1]) == buttons(sent(work)["kudos_request:1"][1])


def test_a_question_that_is_two_weeks_old_is_not_reminded_of_any_more(work: Work) -> None:
    ask(work, "bo", "dan")

    tick(work, now=NOW + timedelta(days=15))

    assert set(sent(work)) >= {"kudos_request:1"}
    assert not [key for key in sent(work) if key.endswith(":again")]


def test_nobody_else_answers_a_question_for_feedback(work: Work) -> None:
    ask(work, "bo", "dan")
    card = sent(work)["kudos_request:1"][1]

    for at, handler in enumerate((kudos.begin, kudos.not_now)):
        with pytest.raises(NotFound):
            handler(context(work, "ana"), press(card, "ana", at))
    forged = replace(
        kudos.begin(context(work, "dan"), press(card, "dan", 0)),
        action=Action("kudos.give", (("to", "ana"), ("r", "1"), ("asked", "yes"))),
    )
    with pytest.raises(NotFound):
        kudos.give(context(work, "dan"), submit("dan", forged, CONCRETE))
    assert set(sent(work)) == {"kudos_request:1"}


@pytest.mark.postgresql
def test_feedback_is_answered_once_to_its_giver_alone(work: Work) -> None:
    give(work, "bo", "dan", CONCRETE | {"visibility": "manager"})
    card = sent(work)["kudos:1"][1]

    settled = kudos.reply(context(work, "dan"), press(card, "dan", 0))

    assert isinstance(settled, Settled)
    assert not buttons(settled.card)
    assert sent(work)["answer:kudos:1"][0] == "bo"
    with pytest.raises(Stale):
        kudos.reply(context(work, "dan"), press(card, "dan", 0))


@pytest.mark.parametrize("at", [1, 2])
def test_to_disagree_or_comment_takes_words(work: Work, at: int) -> None:
    give(work, "bo", "dan")
    form = kudos.reply(context(work, "dan"), press(sent(work)["kudos:1"][1], "dan", at))
    assert isinstance(form, Form)

    with pytest.raises(InvalidForm):
        kudos.answer(context(work, "dan"), submit("dan", form, {"text": " "}))
    kudos.answer(context(work, "dan"), submit("dan", form, {"text": "Wei did **that**."}))

    to, card = sent(work)["answer:kudos:1"]
    assert to == "bo"
    assert "Wei did **that**." in everything(card), "typed words are no markup"


def test_an_evaluation_is_answered_to_whoever_leads_the_person(work: Work, october: Period) -> None:
    keep(work, "standing:bo", "bo", "bo", october)
    keep(work, "nudge:bo", "bo", "ana", october)
    reply = kudos.reply(context(work, "bo"), click("bo", "kudos.reply", key="standing:bo", stance="agree"))

    assert isinstance(reply, Notice)
    assert sent(work)["answer:standing:bo"][0] == "ana"
    for person, key in (("dan", "standing:bo"), ("bo", "nudge:bo"), ("ana", "nudge:bo")):
        with pytest.raises(Denied):
            kudos.reply(context(work, person), click(person, "kudos.reply", key=key, stance="agree"))


def keep(work: Work, key: str, subject: str, reader: str, period: Period) -> None:
    kept = Feedback(key, subject, reader, Occasion.STANDING, period, Stage.SENT, (), (), NOW, NOW, NOW)
    assert work.feedback.add(kept)


@pytest.fixture
def october() -> Period:
    """Give the month that is evaluated."""
    first: date = datetime(2026, 10, 1, tzinfo=UTC).date()
    return Period(first, first + timedelta(days=30))


@pytest.mark.postgresql
@pytest.mark.parametrize("key", ["", "kudos:", "kudos:9", "kudos:x", "kudos:1", "standing:nobody", "kudos:١"])
@pytest.mark.parametrize("stance", ["agree", "disagree", "x", ""])
def test_a_forged_answer_is_refused(work: Work, key: str, stance: str) -> None:
    give(work, "bo", "dan")

    with pytest.raises(NotFound if key != "kudos:1" or stance in {"x", ""} else Denied):
        kudos.reply(context(work, "ana"), click("ana", "kudos.reply", key=key, stance=stance))
