"""Modals, Home, shortcuts, files and accounts on Slack, against the local one."""

from __future__ import annotations

import asyncio
import base64
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.kit.errors import InDoubt, PlatformError, RateLimited, Rejected, Unreachable
from bot.kit.identity import Identity, Profile
from bot.messages.card import Action, Attachment, Button, Card, Choices, Heading, Table, Text
from bot.messages.field import Option, SelectField, SeveralField, TextField
from bot.messages.form import Form
from bot.messages.inbound import (
    Click,
    Command,
    Inbound,
    Notice,
    ProfileChange,
    RejectedForm,
    Reply,
    Saying,
    Sender,
    Settled,
    Submission,
    Visit,
)
from bot.platforms.pace import Rate
from bot.platforms.slack import limits
from bot.platforms.slack.app import SCOPES
from bot.platforms.slack.connect import SlackPlatform
from bot.platforms.slack.files import mark
from bot.platforms.slack.manifest import SHORTCUTS, manifest
from bot.runtime.clockwork import SimulatedClock, SystemClock
from tests.wire import ANA, Wire, seed, since, wire, words

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

Json = dict[str, Any]

DISPUTE = Form(
    kind="dispute",
    title="Dispute a number",
    fields=(
        TextField("claim", "What is wrong?", long=True),
        SelectField(
            "kind", "What kind?", tuple(Option(name, name.title()) for name in ("data", "rule", "a", "b", "c"))
        ),
        SeveralField("rows", "Which rows?", (Option("7", "Row 7"), Option("8", "Row 8")), required=False),
    ),
    submit="Send",
    action=Action("dispute.raise", (("feedback", "7"),)),
    opener=Action("dispute"),
)
TYPED: dict[str, str | list[str]] = {"claim": "too low", "kind": "rule", "rows": ["8"]}
MORE = replace(DISPUTE, title="One more thing", fields=(TextField("more", "More?"),), action=Action("dispute.more"))
CARD = Card("standing", "Your numbers", (Heading("115%"), Choices((Button("Dispute", Action("dispute")),))))
DONE = Card("standing", "Your numbers", (Heading("115%"), Choices((), answered="Disputed.")))
EXPORT = Card(
    "export", "Your data", (Text("Your data"), Attachment("rows.csv", "a,b\n"), Attachment("rows.json", "{}"))
)


@pytest.fixture
async def link() -> AsyncIterator[Wire]:
    async with wire("slack") as opened:
        yield opened


def adapter(link: Wire) -> SlackPlatform:
    assert isinstance(link.platform, SlackPlatform)
    return link.platform


def opening(link: Wire, monkeypatch: pytest.MonkeyPatch, *kinds: type[Inbound]) -> None:
    """Let the platform know beforehand that a form answers these kinds of arrivals."""
    for takes in (adapter(link), adapter(link)._commands):
        monkeypatch.setattr(takes, "_opens", lambda inbound: isinstance(inbound, kinds))


def answering(link: Wire, reply: Reply, *, to: type = Submission, otherwise: Reply = DISPUTE) -> None:
    """Answer one kind of arrival with this, and anything else with the form."""

    async def answer(inbound: Inbound) -> Reply:
        return reply if isinstance(inbound, to) else otherwise

    link.handle = answer


async def asked(link: Wire) -> Json:
    """Ask for the form and wait until it stands open."""
    await link.ask("dispute")
    return await link.form(holding="What is wrong?")


async def modals(link: Wire) -> list[Json]:
    found: list[Json] = (await link.get(f"/sandbox/views?user={ANA['slack']}"))["modals"]
    return found


async def home(link: Wire, holding: str) -> Json:
    async def there() -> Json | None:
        found: Json | None = (await link.get(f"/sandbox/views?user={ANA['slack']}"))["home"]
        return found if found and holding in json.dumps(found, ensure_ascii=False) else None

    return await link.until(there) or {}


async def told(link: Wire, text: str) -> Json:
    async def there() -> Json | None:
        return next((message for message in await link.messages() if text in words(message)), None)

    return await link.until(there) or {}


# Opening


@pytest.mark.parametrize("by", ["command", "click"])
async def test_a_form_that_takes_long_opens_empty_in_time_and_is_filled_when_it_is_there(
    link: Wire, by: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "OPEN", 0.05)
    opening(link, monkeypatch, Click, Command)
    finish = asyncio.Event()

    async def slowly(inbound: Inbound) -> Reply:
        del inbound
        await finish.wait()
        return DISPUTE

    link.handle = slowly
    if by == "command":
        outcome = await link.ask("dispute")
    else:
        await link.platform.send(link.ana, CARD, opaque="k")
        outcome = await link.click((await link.messages())[0])
    empty = await link.form(holding="opens here")
    finish.set()
    filled = await link.form(holding="What is wrong?")

    assert outcome["ok"]
    assert filled["id"] == empty["id"]
    assert empty["shown"]["title"]["text"] == "One moment"


@pytest.mark.parametrize(
    ("reply", "shown", "said"),
    [
        (Notice("You cannot dispute this."), "You cannot dispute this.", ""),
        (Card("help", "Help", (Text("What I can do"),)), "private message", "What I can do"),
        (None, "Done.", ""),
    ],
)
async def test_where_no_form_comes_the_open_modal_says_what_came_instead(
    link: Wire, reply: Reply, shown: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "OPEN", 0.0)
    opening(link, monkeypatch, Command)

    async def slowly(inbound: Inbound) -> Reply:
        del inbound
        await link.form(holding="opens here")
        return reply

    link.handle = slowly
    await link.ask("dispute")

    await link.form(holding=shown)
    if said:
        await told(link, said)


async def test_a_trigger_that_is_too_old_leads_to_an_invitation_with_a_fresh_one() -> None:
    clock = SimulatedClock(datetime(2026, 11, 22, 9, 0, tzinfo=UTC))
    async with wire("slack", clock=clock) as link:

        async def late(inbound: Inbound) -> Reply:
            if inbound.sender.delivery_id == link.arrivals[0].sender.delivery_id:
                clock.move_to(clock.now() + timedelta(seconds=4))
            return DISPUTE

        link.handle = late
        await link.ask("dispute")
        invited = await told(link, "Fill in")
        assert await modals(link) == []
        await link.click(invited)

        await link.form(holding="What is wrong?")


async def test_a_form_whose_turn_comes_after_its_trigger_is_over_leads_to_an_invitation_at_once(
    link: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "TIER_4", Rate(1 / 4, burst=1))  # others are in a rush
    answering(link, DISPUTE)
    await asked(link)

    await link.ask("dispute")

    await told(link, "Fill in")
    log = await link.get("/sandbox/log?limit=10000")
    assert str(log).count("views.open") == 1, "Slack is not asked with a trigger that it refuses by then"


async def test_a_form_asked_for_in_words_comes_as_an_invitation(link: Wire) -> None:
    answering(link, DISPUTE, to=Saying)
    await link.say("dispute")
    invited = await told(link, "Fill in")

    await link.click(invited)

    await link.form(holding="What is wrong?")


async def test_a_shortcut_on_a_message_opens_a_form(link: Wire) -> None:
    answering(link, Settled(DONE))
    await link.platform.send(link.ana, CARD, opaque="k")
    (message,) = await link.messages()

    await link.control("/sandbox/shortcut", {"user": ANA["slack"], "message": message["id"], "name": "dispute.message"})
    await link.fill(await link.form(holding="What is wrong?"), **TYPED)

    await told(link, "Disputed.")
    click, submission = await link.heard(2)
    assert isinstance(click, Click)
    assert click.action == Action("dispute.message")
    assert isinstance(submission, Submission)
    assert submission.message["id"] == message["ref"]


# Sending in


async def test_a_settled_form_closes_and_redraws_the_message_that_it_was_opened_from(link: Wire) -> None:
    answering(link, Settled(DONE))
    await link.platform.send(link.ana, CARD, opaque="k")
    await link.click((await link.messages())[0])
    await link.fill(await link.form(), **TYPED)

    await told(link, "Disputed.")
    assert await modals(link) == []
    assert len(await link.messages()) == 1


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (Notice("Your manager has it."), "Your manager has it."),
        (Card("done", "Done", (Text("It is with your manager."),)), "It is with your manager."),
        (Settled(DONE), "Disputed."),
        (None, ""),
    ],
)
async def test_a_form_that_is_done_closes_and_its_answer_stands_in_the_conversation(
    link: Wire, reply: Reply, said: str
) -> None:
    answering(link, reply)
    await link.fill(await asked(link), **TYPED)

    assert await modals(link) == []
    if said:
        await told(link, said)


async def test_a_problem_of_no_field_stands_at_the_first_one(link: Wire) -> None:
    problems = {"claim": "Which month?", "month": "It is closed."}
    answering(link, RejectedForm(replace(DISPUTE, problems=problems)))

    outcome = await link.fill(await asked(link), **TYPED)

    assert outcome["errors"] == {"claim": "Which month? It is closed."}
    assert len(await modals(link)) == 1


async def test_a_form_may_lead_to_another_in_the_same_modal(link: Wire) -> None:
    async def answer(inbound: Inbound) -> Reply:
        if not isinstance(inbound, Submission):
            return DISPUTE
        return MORE if inbound.action == DISPUTE.action else None

    link.handle = answer
    first = await asked(link)
    await link.fill(first, **TYPED)
    second = await link.form(holding="More?")
    await link.fill(second, more="no")

    assert second["id"] == first["id"]
    assert [arrival.action.name for arrival in link.arrivals if isinstance(arrival, Submission)] == [
        "dispute.raise",
        "dispute.more",
    ]


async def test_a_handler_that_fails_leaves_the_form_open_and_says_so(link: Wire) -> None:
    async def fail(inbound: Inbound) -> Reply:
        if isinstance(inbound, Submission):
            raise ZeroDivisionError
        return DISPUTE

    link.handle = fail
    outcome = await link.fill(await asked(link), **TYPED)

    assert "Nothing is lost" in outcome["errors"]["claim"]
    assert len(await modals(link)) == 1


async def test_what_the_inbox_cannot_keep_is_not_taken_and_the_form_stays(link: Wire) -> None:
    answering(link, None)
    form = await asked(link)
    link.inbox_fails = 1

    failed = await link.fill(form, **TYPED)
    again = await link.fill(form, **TYPED)

    assert not failed["ok"]
    assert again["ok"]
    assert len([arrival for arrival in link.arrivals if isinstance(arrival, Submission)]) == 1


async def slow(link: Wire, reply: Reply, monkeypatch: pytest.MonkeyPatch) -> Json:
    """Send the form in to a handler that takes long; return the form, when its modal says that it is being saved."""
    monkeypatch.setattr(limits, "ANSWER", 0.3)
    finish = asyncio.Event()

    async def slowly(inbound: Inbound) -> Reply:
        if not isinstance(inbound, Submission):
            return DISPUTE
        await finish.wait()
        if reply == Notice("fail"):
            raise ZeroDivisionError
        return reply

    link.handle = slowly
    form = await asked(link)
    outcome = await link.fill(form, **TYPED)
    assert outcome["ok"]
    (saving,) = await modals(link)
    assert "Saving." in json.dumps(saving)
    assert saving["title"]["text"] == "Dispute a number"
    finish.set()
    return form


@pytest.mark.parametrize(
    ("reply", "shown", "said"),
    [
        (None, "Saved.", ""),
        (Settled(DONE), "Saved.", "Disputed."),
        (Notice("Your manager has it."), "Your manager has it.", ""),
        (Card("done", "Done", (Text("It is with your manager."),)), "private message", "It is with your manager."),
        (MORE, "More?", ""),
    ],
)
async def test_what_takes_long_is_saved_while_its_modal_waits_for_the_outcome(
    link: Wire, reply: Reply, shown: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = await slow(link, reply, monkeypatch)

    outcome = await link.form(holding=shown)

    assert outcome["id"] == form["id"]
    if said:
        await told(link, said)


@pytest.mark.parametrize("fails", [True, False])
async def test_what_takes_long_and_does_not_fit_comes_back_with_everything_that_was_typed(
    link: Wire, monkeypatch: pytest.MonkeyPatch, *, fails: bool
) -> None:
    values: dict[str, str | tuple[str, ...]] = {"claim": "too low", "kind": "rule", "rows": ("8",)}
    unfit = RejectedForm(replace(DISPUTE.filled(values), problems={"claim": "Which month?"}))
    form = await slow(link, Notice("fail") if fails else unfit, monkeypatch)

    again = await link.form(holding="Nothing is lost" if fails else "Which month?")

    claim, kind, rows = (block["element"] for block in again["shown"]["blocks"] if block["type"] == "input")
    assert again["id"] == form["id"]
    assert claim["initial_value"] == "too low"
    assert kind["initial_option"]["value"] == "rule"
    assert [option["value"] for option in rows["initial_options"]] == ["8"]
    link.handle = None
    await link.fill(again, claim="too low in May")
    submissions = [arrival for arrival in link.arrivals if isinstance(arrival, Submission)]
    assert submissions[-1].values == values | {"claim": "too low in May"}
    assert submissions[-1].action == DISPUTE.action


async def test_an_outcome_whose_modal_was_closed_meanwhile_is_said_in_the_conversation(
    link: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    form: Json = {}

    async def answer(inbound: Inbound) -> Reply:
        if not isinstance(inbound, Submission):
            return DISPUTE
        await link.form(holding="Saving.")
        await link.control("/sandbox/close", {"user": ANA["slack"], "view": form["id"]})
        return Notice("Your manager has it.")

    monkeypatch.setattr(limits, "ANSWER", 0.1)
    link.handle = answer
    form |= await asked(link)
    await link.fill(form, **TYPED)

    await told(link, "Your manager has it.")


async def test_what_a_crash_interrupted_is_answered_where_the_modal_stands(link: Wire) -> None:
    answering(link, None)
    form = await asked(link)
    identity = link.ana
    sender = replace(link.arrivals[0].sender, delivery_id="V:1", identity=identity)
    submission = Submission(sender, DISPUTE.action, {"claim": "x"}, {"view": form["id"]})

    await link.platform.answer(submission, RejectedForm(replace(DISPUTE, problems={"claim": "Which month?"})))
    await link.form(holding="Which month?")
    await link.control("/sandbox/close", {"user": ANA["slack"], "view": form["id"]})
    await link.platform.answer(submission, RejectedForm(replace(DISPUTE, problems={"claim": "Which year?"})))

    assert "Which year?" in words(await told(link, "Fill in"))


# Home


async def test_home_is_drawn_for_who_opens_it_and_again_after_every_click_there(link: Wire) -> None:
    count = 0

    async def answer(inbound: Inbound) -> Reply:
        nonlocal count
        if not isinstance(inbound, Visit):
            return Notice("Noted.")
        count += 1
        table = Table(("who", "what"), (("Ana", "115%"),))
        return Card("home", "Home", (Heading(f"Home {count}"), table, Choices((Button("Pause", Action("pause")),))))

    link.handle = answer
    await link.control("/sandbox/home", {"user": ANA["slack"]})
    first = await home(link, "Home 1")
    kept = set(link.kept)
    press = {"platform": "slack", "user": ANA["slack"], "message": first["id"], "action": "0:pause"}
    assert (await link.control("/sandbox/click", press))["ok"]
    second = await home(link, "Home 2")

    assert "*Ana*" not in json.dumps(first)
    assert "Ana · 115%" in json.dumps(first, ensure_ascii=False)
    assert second["id"] == first["id"]
    click = next(arrival for arrival in link.arrivals if isinstance(arrival, Click))
    assert click.message == {"home": first["id"]}
    assert click.trigger
    assert link.kept - kept == {click.sender.delivery_id}  # the redrawing is nobody's arrival
    await told(link, "Noted.")


async def test_a_form_from_home_draws_home_again_when_it_was_sent_in(link: Wire) -> None:
    async def answer(inbound: Inbound) -> Reply:
        if isinstance(inbound, Visit):
            sent = sum(isinstance(arrival, Submission) for arrival in link.arrivals)
            return Card("home", "Home", (Heading(f"{sent} sent"), Choices((Button("Dispute", Action("dispute")),))))
        return DISPUTE if isinstance(inbound, Click) else None

    link.handle = answer
    await link.control("/sandbox/home", {"user": ANA["slack"]})
    place = await home(link, "0 sent")
    press = {"platform": "slack", "user": ANA["slack"], "message": place["id"], "action": "0:dispute"}
    await link.control("/sandbox/click", press)
    await link.fill(await link.form(), **TYPED)

    await home(link, "1 sent")


async def test_whoever_has_no_home_reads_why_there(link: Wire) -> None:
    answering(link, Notice("I do not know you yet."), to=Visit)
    await link.control("/sandbox/home", {"user": ANA["slack"]})

    await home(link, "I do not know you yet.")
    assert await link.messages() == []


# One refusal in a moment


def refused_once(link: Wire, method: str, fault: PlatformError, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let the first call of a method fail; returns the calls of it as they come."""
    api = link.platform._card_sender.api  # type: ignore[union-attr]
    call, seen = api.call, []

    async def once(name: str, arguments: dict[str, Any], **more: Any) -> dict[str, Any]:
        if name == method:
            seen.append(name)
            if len(seen) == 1:
                raise fault
        answer: dict[str, Any] = await call(name, arguments, **more)
        return answer

    monkeypatch.setattr(api, "call", once)
    return seen


ONCE = pytest.mark.parametrize(
    "fault",
    [RateLimited("slack", "ratelimited", retry_after=0.2), InDoubt("slack", "internal_error", answered=True)],
    ids=["429", "500"],
)


@ONCE
async def test_one_refusal_does_not_cost_a_home(
    link: Wire, fault: PlatformError, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused_once(link, "views.publish", fault, monkeypatch)
    answering(link, Card("home", "Home", (Heading("Your month"),)), to=Visit)

    await link.control("/sandbox/home", {"user": ANA["slack"]})

    await home(link, "Your month")


async def test_a_home_that_is_drawn_late_does_not_take_the_place_of_a_newer_one(
    link: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = refused_once(link, "views.publish", RateLimited("slack", "ratelimited", retry_after=0.5), monkeypatch)
    visit = Visit(Sender(link.ana, "d1", "", private=True, at=since()))
    old, new = (Card("home", "Home", (Heading(name),)) for name in ("Figures", "None"))

    late = asyncio.create_task(link.platform.answer(visit, old))

    async def refused() -> bool:
        return bool(seen)

    await link.until(refused)
    await link.platform.answer(visit, new)
    with pytest.raises(Unreachable, match="superseded"):
        await late

    await home(link, "None")
    assert len(seen) == 2


@ONCE
@pytest.mark.parametrize("reply", [Notice("Noted."), Card("done", "Noted.", (Text("Noted."),))])
async def test_one_refusal_does_not_cost_an_answer(
    link: Wire, fault: PlatformError, reply: Reply, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = refused_once(link, "chat.postMessage", fault, monkeypatch)
    answering(link, reply, to=Saying)

    await link.say("note it")

    await told(link, "Noted.")
    assert len(seen) == 2


@ONCE
async def test_one_refusal_does_not_cost_what_a_shortcut_says(
    link: Wire, fault: PlatformError, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(link, Notice("Ben gets it now."))
    await link.platform.send(link.ana, CARD, opaque="k")
    (message,) = await link.messages()
    refused_once(link, "chat.postMessage", fault, monkeypatch)

    await link.control("/sandbox/shortcut", {"user": ANA["slack"], "message": message["id"], "name": "kudos.message"})
    await link.fill(await link.form(holding="What is wrong?"), **TYPED)

    await told(link, "Ben gets it now.")


async def test_what_answers_a_shortcut_on_somebody_elses_message_stands_by_itself(
    link: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused_once(link, "chat.update", Rejected("slack", "cant_update_message"), monkeypatch)
    answering(link, Settled(DONE))
    await link.platform.send(link.ana, CARD, opaque="k")
    (message,) = await link.messages()

    await link.control("/sandbox/shortcut", {"user": ANA["slack"], "message": message["id"], "name": "dispute.message"})
    await link.fill(await link.form(holding="What is wrong?"), **TYPED)

    await told(link, "Disputed.")
    assert len(await link.messages()) == 2


async def test_a_notice_whose_address_takes_nothing_any_more_comes_into_the_conversation(link: Wire) -> None:
    click = Click(
        Sender(link.ana, "d1", "", private=True, at=SystemClock().now()),
        Action("kudos.message"),
        {"conversation": "C1", "id": "1.1", "response_url": f"{link.sandbox.url}/slack/response/gone"},
    )

    await link.platform.answer(click, Notice("You cannot write to yourself."))

    await told(link, "You cannot write to yourself.")


# Files


async def test_every_file_follows_its_message_under_a_name_that_can_be_told(link: Wire) -> None:
    await link.platform.send(link.ana, EXPORT, opaque="k1")

    messages = await link.got(3)
    names = [file["name"] for message in messages for file in message["payload"].get("files", [])]
    assert names == [f"rows-{mark('k1')}.csv", f"rows-{mark('k1')}-2.json"]
    found = await link.platform.find(link.ana, opaque="k1", since=since())
    assert found is not None


async def test_files_whose_answer_was_lost_do_not_come_twice(link: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    await in_doubt_at_the_files(link, monkeypatch, fault="lost_answer")

    assert await link.platform.find(link.ana, opaque="k1", since=since()) is not None
    assert len(await link.messages()) == 3


async def test_files_that_could_not_follow_come_alone(link: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    await in_doubt_at_the_files(link, monkeypatch, fault="refuse")
    before = await link.messages()
    look = {"opaque": "k1", "since": since()}

    assert await link.platform.find(link.ana, **look) is None  # type: ignore[arg-type]
    await link.platform.send(link.ana, EXPORT, opaque="k1")

    after = await link.messages()
    assert (len(before), len(after)) == (1, 3)
    assert await link.platform.find(link.ana, **look) is not None  # type: ignore[arg-type]
    audit = await link.control("/sandbox/audit", {"expected": ["k1"]})
    assert (audit["lost"], audit["duplicates"]) == (0, 0)


async def in_doubt_at_the_files(link: Wire, monkeypatch: pytest.MonkeyPatch, *, fault: str) -> None:
    files = adapter(link)._card_sender.files
    share = files.share

    async def badly(brought: dict[str, str], channel: str) -> None:
        await link.fault(**{fault: 1})
        try:
            await share(brought, channel)
        finally:
            await link.fault(**{fault: 0})

    with monkeypatch.context() as patched:
        patched.setattr(files, "share", badly)
        with pytest.raises(InDoubt):
            await link.platform.send(link.ana, EXPORT, opaque="k1")


async def test_without_leave_to_read_files_the_administrator_reads_which_scope_is_missing() -> None:
    granted = sorted(set(SCOPES) - {"files:read"})
    async with wire("slack", credentials={"scopes": granted}) as link:
        content = base64.b64encode(b"a,b\n").decode()
        body = {"platform": "slack", "user": ANA["slack"], "name": "a.csv", "content": content}
        await link.control("/sandbox/upload", body)
        (upload,) = await link.heard()

        with pytest.raises(Unreachable, match="files:read"):
            await link.platform.fetch(upload.ref, most=100)  # type: ignore[union-attr]


async def test_the_token_goes_to_no_other_host(link: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    api = adapter(link)._card_sender.api
    file = {"file": {"size": 3, "url_private_download": "http://127.0.0.1:9/files.slack.com/x"}}

    async def read(*_: object, **__: object) -> Json:
        return file

    monkeypatch.setattr(api, "read", read)
    for url in ("http://127.0.0.1:9/x", "https://files.slack.com.example/x", "http://files.slack.com/x", "://", ""):
        file["file"]["url_private_download"] = url
        with pytest.raises(Rejected, match="foreign_file"):
            await link.platform.fetch("F1", most=100)


async def test_a_file_that_is_gone_is_refused_for_good(link: Wire) -> None:
    with pytest.raises(Rejected, match="file_not_found"):
        await link.platform.fetch("F0NONE", most=100)


# Accounts


async def test_the_directory_has_everybody_with_zone_language_and_standing() -> None:
    async with wire("slack") as link:
        people = [
            {"id": "U0ANA", "name": "Ana", "email": "ana@a.example", "timezone": "Europe/Berlin", "locale": "de-DE"},
            {"id": "U0GUEST", "name": "Guest", "guest": True, "mobile": "123"},
            {"id": "U0GONE", "name": "Gone", "deleted": True},
            *({"id": f"U1{number}", "name": f"N{number}"} for number in range(300)),
        ]
        company = seed()["companies"][0] | {"people": people, "groups": [], "without_bot": []}
        link.sandbox.seed({"companies": [company]})

        everybody = {profile.identity.user: profile for profile in await link.platform.directory()}
        ana = await link.platform.profile(link.ana)
        bot = await link.platform.profile(Identity("slack", "", "U0SANDBOXBOT"))

        assert len(everybody) == 303
        assert ana == Profile(
            Identity("slack", "T0SANDBOX", "U0ANA"), "Ana", "ana@a.example", "", "Europe/Berlin", "de-DE"
        )
        assert bot is None
        assert everybody["U0ANA"] == ana
        assert (everybody["U0GUEST"].guest, everybody["U0GONE"].gone) == (True, True)
        assert everybody["U0GUEST"].mobile == ""  # people write what they like there


async def test_a_changed_account_is_told_and_nobody_is_answered(link: Wire) -> None:
    async def fail(inbound: Inbound) -> Reply:
        raise ZeroDivisionError(inbound)

    link.handle = fail
    for kind in ("user_change", "team_join"):
        await link.control("/sandbox/event", {"platform": "slack", "type": kind, "user": ANA["slack"]})

    changes = await link.heard(2)
    assert [change.gone for change in changes if isinstance(change, ProfileChange)] == [False, False]
    assert await link.messages() == []


async def test_an_account_that_was_deactivated_arrives_as_gone(link: Wire) -> None:
    change = {"platform": "slack", "type": "user_change", "user": ANA["slack"]}
    await link.control("/sandbox/event", change | {"deleted": True})
    await link.control("/sandbox/event", change | {"type": "team_join"})

    gone, back = await link.heard(2)
    assert isinstance(gone, ProfileChange)
    assert isinstance(back, ProfileChange)
    assert (gone.gone, back.gone) == (True, False)


async def test_slack_has_forms_and_no_calendar(link: Wire) -> None:
    assert link.platform.forms
    with pytest.raises(LookupError):
        await link.platform.busy(link.ana, since=since(), until=since())


def test_the_manifest_has_a_home_and_a_menu_on_every_message() -> None:
    features = manifest(command="/perf", words=("help",))["features"]

    assert features["app_home"]["home_tab_enabled"]
    assert {shortcut["callback_id"] for shortcut in features["shortcuts"]} == set(SHORTCUTS)
    assert all(len(shortcut["name"]) <= 24 and shortcut["type"] == "message" for shortcut in features["shortcuts"])
