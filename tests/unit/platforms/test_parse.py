"""What platforms send, in their own shape, becomes what people meant."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kit.identity import Identity
from bot.messages.card import Action
from bot.messages.inbound import Click, Command, ProfileChange, Saying, Submission, Upload, Visit
from bot.platforms.dingtalk.parse import parse as parse_dingtalk
from bot.platforms.slack.parse import parse as parse_slack

if TYPE_CHECKING:
    from bot.messages.inbound import Inbound

PAYLOADS = Path(__file__).parents[2] / "payloads"
AT = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
WHY = Action("feedback.why", (("feedback", "7"),))


def payload(platform: str, name: str) -> dict[str, Any]:
    return cast("dict[str, Any]", json.loads((PAYLOADS / platform / f"{name}.json").read_text(encoding="utf-8")))


def parsed(platform: str, name: str) -> Inbound | None:
    raw = payload(platform, name)
    if platform == "dingtalk":
        return parse_dingtalk(raw, at=AT, command="/perf")
    found = parse_slack(raw, at=AT)
    assert len(found) <= 1
    return found[0] if found else None


SAYINGS = [
    ("slack", "message", "me", "", True),
    (
        "slack",
        "message_links",
        "see the sheet, ana@a.example and <this> & <@U07BEN>",
        "",
        True,
    ),
    ("slack", "app_mention", "help", "C07TEAM", False),
    ("dingtalk", "text", "我的 数据", "", True),
    ("dingtalk", "rich_text", "看看这个", "", True),
    ("dingtalk", "audio", "我的数据", "", True),
    ("dingtalk", "picture", "", "", True),
    ("dingtalk", "text_missing", "", "", True),
    ("dingtalk", "blind", "", "", True),
    ("dingtalk", "file_blind", "", "", True),
]


@pytest.mark.parametrize(("platform", "name", "text", "conversation", "private"), SAYINGS)
def test_words_arrive_as_they_were_said(
    platform: str, name: str, text: str, conversation: str, *, private: bool
) -> None:
    saying = parsed(platform, name)

    assert isinstance(saying, Saying)
    assert (saying.text, saying.sender.conversation, saying.sender.private) == (text, conversation, private)
    assert saying.sender.at == AT


COMMANDS = [
    ("slack", "slash", "me  last"),
    ("slack", "slash_empty", ""),
    ("slack", "slash_mention", "ask <@U07BEN> & co"),
    ("dingtalk", "command", "me"),
    ("dingtalk", "command_blank", "help"),
    ("dingtalk", "command_wide", "帮助"),
    ("dingtalk", "command_bare", ""),
    ("dingtalk", "command_other", "performance"),
    ("dingtalk", "command_case", "Me"),
    ("dingtalk", "text_group", "help"),
]


@pytest.mark.parametrize(("platform", "name", "words"), COMMANDS)
def test_a_command_keeps_everything_after_its_name(platform: str, name: str, words: str) -> None:
    command = parsed(platform, name)

    assert isinstance(command, Command)
    assert command.words == words
    assert command.inline == (platform == "slack")  # only there the acknowledgement can show a card


def test_a_slash_command_is_private_wherever_it_was_typed() -> None:
    command = parsed("slack", "slash")

    assert command
    assert command.sender.private
    assert command.sender.conversation == ""  # the channel it was typed in is no place for the answer


CLICKS = [
    ("slack", "click"),
    ("slack", "click_ephemeral"),
    ("dingtalk", "click"),
    ("dingtalk", "click_without_params"),
    ("dingtalk", "click_object"),
]


@pytest.mark.parametrize(("platform", "name"), CLICKS)
def test_a_click_says_which_action_on_which_message(platform: str, name: str) -> None:
    click = parsed(platform, name)

    assert isinstance(click, Click)
    assert click.action == WHY
    expected = {"id": "1795331000.000200", "conversation": "D07DM"} if platform == "slack" else {"id": "3f2a"}
    assert expected.items() <= click.message.items()


def test_a_click_on_what_only_the_sender_sees_is_marked_and_may_be_anywhere() -> None:
    click, ours = parsed("slack", "click_ephemeral"), parsed("slack", "click")

    assert isinstance(click, Click)
    assert click.message["ephemeral"] == "yes"
    assert click.message["response_url"].startswith("https://")
    assert (click.sender.private, click.sender.conversation) == (False, "D07DM")  # theirs with us, or with a colleague
    assert ours
    assert (ours.sender.private, ours.sender.conversation) == (True, "")


@pytest.mark.parametrize("channel", ["D07PAIR", "G07TRIO", "C07TRIO"])
def test_a_mention_is_never_private_whatever_its_place_is_called(channel: str) -> None:
    raw = payload("slack", "app_mention")
    raw["event"]["channel"] = channel

    (saying,) = parse_slack(raw, at=AT)

    assert (saying.sender.private, saying.sender.conversation) == (False, channel)


def test_an_answer_below_a_message_names_it_and_what_begins_a_thread_does_not() -> None:
    raw = payload("slack", "message")
    event = raw["event"]
    event["thread_ts"] = "1789.000100"
    (below,) = parse_slack(raw, at=AT)
    event["thread_ts"] = event["ts"]
    (first,) = parse_slack(raw, at=AT)

    assert isinstance(below, Saying)
    assert below.thread == {"conversation": event["channel"], "id": "1789.000100"}
    assert isinstance(first, Saying)
    assert first.thread == {}


@pytest.mark.parametrize("kind", ["mpim", "group", "channel", None])
def test_words_among_several_are_nothing_for_us_whatever_their_place_is_called(kind: str | None) -> None:
    raw = payload("slack", "message")
    raw["event"] |= {"channel": "D07PAIR", "channel_type": kind}

    assert parse_slack(raw, at=AT) == []


@pytest.mark.parametrize(
    ("platform", "name", "identity"),
    [
        ("slack", "message", Identity("slack", "T07HOME", "U07ANA")),
        ("slack", "slash", Identity("slack", "T07HOME", "U07ANA")),
        ("slack", "click", Identity("slack", "T07HOME", "U07ANA")),
        ("dingtalk", "text", Identity("dingtalk", "ding07home", "0421")),
        ("dingtalk", "click", Identity("dingtalk", "ding07home", "0421")),
        ("dingtalk", "outsider", Identity("dingtalk", "ding07home", "$:LWCP_v1:$ana")),
    ],
)
def test_everything_says_who_it_comes_from(platform: str, name: str, identity: Identity) -> None:
    inbound = parsed(platform, name)

    assert inbound
    assert inbound.sender.identity == identity


NOTHING = [
    ("slack", "message_changed"),
    ("slack", "message_bot"),
    ("slack", "channel_message"),
    ("slack", "view_submission_foreign"),
    ("slack", "view_closed"),
    ("slack", "click_modal"),
    ("slack", "home_messages"),
    ("slack", "user_change_bot"),
    ("slack", "click_select"),
    ("dingtalk", "click_empty"),
    ("dingtalk", "event_other"),
    ("dingtalk", "broken"),
]


@pytest.mark.parametrize(("platform", "name"), NOTHING)
def test_what_asks_nothing_of_us_is_nothing(platform: str, name: str) -> None:
    assert parsed(platform, name) is None


@pytest.mark.parametrize(
    ("name", "trigger"), [("slash", "8731"), ("click", "8731.22.77"), ("click_home", "8731.22.99")]
)
def test_what_can_open_a_form_brings_its_trigger(name: str, trigger: str) -> None:
    inbound = parsed("slack", name)

    assert isinstance(inbound, Command | Click)
    assert inbound.trigger.startswith(trigger)


def test_a_form_that_was_sent_in_says_what_it_was_for_and_where_it_stood() -> None:
    submission = parsed("slack", "view_submission")

    assert isinstance(submission, Submission)
    assert submission.action == Action("dispute.raise", (("feedback", "7"),))
    assert submission.values == {
        "claim": "too <low>\n& late",
        "value": "",
        "day": "2026-10-31",
        "row": "7",
        "metric": "",
        "who": ("E2", "E3"),
        "why": (),
    }
    assert submission.message == {
        "view": "V07FORM",
        "hash": "1795331200.a1b2",
        "conversation": "D07DM",
        "id": "1795331000.000200",
    }
    assert submission.sender.private


def test_the_next_attempt_at_the_same_form_is_another_arrival() -> None:
    first = parsed("slack", "view_submission")
    raw = payload("slack", "view_submission") | {"trigger_id": "8731.22.100"}
    (second,) = parse_slack(raw, at=AT)

    assert first
    assert second.sender.delivery_id != first.sender.delivery_id


def test_a_click_in_home_has_no_message_and_a_shortcut_has_one_that_is_anybodys() -> None:
    home, shortcut = parsed("slack", "click_home"), parsed("slack", "message_action")

    assert isinstance(home, Click)
    assert isinstance(shortcut, Click)
    assert (home.action, home.message, home.sender.conversation) == (Action("me"), {"home": "V07HOME"}, "")
    assert shortcut.action == Action("dispute.message")
    place = {"conversation": "D07OTHER", "id": "1795331000.000200", "author": "U07BEN"}
    assert place.items() <= shortcut.message.items()
    assert (shortcut.sender.private, shortcut.sender.conversation) == (True, "")  # that talk is not ours


def test_opening_home_is_a_visit_and_a_changed_account_asks_nothing() -> None:
    visit, change, joined = (parsed("slack", name) for name in ("home_opened", "user_change", "team_join"))

    assert isinstance(visit, Visit)
    assert visit.sender.conversation == ""
    assert isinstance(change, ProfileChange)
    assert change.sender.identity.user == "U07ANA"
    assert isinstance(joined, ProfileChange)
    assert joined.sender.identity == Identity("slack", "T07HOME", "U07NEW")


def test_each_file_is_an_arrival_of_its_own() -> None:
    arrival = parsed("slack", "message_file")
    several = parse_slack(payload("slack", "message_files"), at=AT)

    assert isinstance(arrival, Upload)
    assert (arrival.name, arrival.size, arrival.ref, arrival.text) == ("october.csv", 512, "F07X", "the export")
    uploads = [each for each in several if isinstance(each, Upload)]
    assert [(each.name, each.ref, each.size) for each in uploads] == [
        ("october.csv", "F07X", 512),
        ("十一月", "F07Y", 0),
    ]
    assert len({each.sender.delivery_id for each in uploads}) == len(several) == 2


def test_a_frame_that_comes_again_has_the_same_id() -> None:
    for name in ("text", "click", "form", "file", "event"):
        first, again = payload("dingtalk", name), payload("dingtalk", name)
        again["headers"]["messageId"] = "another"
        ids = {
            parsed_.sender.delivery_id
            for frame in (first, again)
            if (parsed_ := parse_dingtalk(frame, at=AT, command="/perf"))
        }
        assert len(ids) == 1


ANSWERS = {"claim": "9月3日那批是供应商的问题", "kind": "data", "metrics": ("defects", "output")}


@pytest.mark.parametrize(("name", "action"), [("form", "dispute.raise|metric=defects"), ("form_bare", "")])
def test_answers_to_a_form_on_dingtalk_lose_their_places(name: str, action: str) -> None:
    submission = parsed("dingtalk", name)

    assert isinstance(submission, Submission)
    assert submission.values == ANSWERS | {"when": "2026-09-03", "value": "1.5"}
    assert submission.action.encoded() == action
    assert submission.message == {"id": "3f2a", "user": "0421"}


def test_answers_to_a_form_may_come_as_a_string_and_without_places() -> None:
    submission = parsed("dingtalk", "form_text")

    assert isinstance(submission, Submission)
    assert submission.values == {"claim": "x", "kind": "data", "metrics": ("defects",)}


def test_a_form_that_was_left_empty_is_one_all_the_same() -> None:
    submission = parsed("dingtalk", "form_empty")

    assert isinstance(submission, Submission)
    assert submission.values == {}


def test_other_answers_to_the_same_form_are_another_arrival_whose_id_tells_nothing() -> None:
    first, other = parsed("dingtalk", "form"), parsed("dingtalk", "form_text")

    assert first
    assert other
    assert first.sender.delivery_id != other.sender.delivery_id
    assert "供应商" not in first.sender.delivery_id


def test_a_file_sent_to_the_robot_says_how_to_fetch_it() -> None:
    upload = parsed("dingtalk", "file")

    assert isinstance(upload, Upload)
    assert (upload.name, upload.size, upload.ref) == ("九月考勤.xlsx", 0, "Kq3/=code")


def test_a_change_of_an_account_names_it() -> None:
    change = parsed("dingtalk", "event")

    assert isinstance(change, ProfileChange)
    assert change.sender.identity == Identity("dingtalk", "ding07home", "0421")


def test_two_robots_in_one_group_have_ids_of_their_own() -> None:
    first, second = payload("dingtalk", "text_group"), payload("dingtalk", "text_group")
    second["data"] = second["data"].replace("dingrobot", "dingother")

    arrival, other = (parse_dingtalk(frame, at=AT, command="/perf") for frame in (first, second))

    assert arrival
    assert other
    assert arrival.sender.delivery_id != other.sender.delivery_id


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.data())
def test_no_payload_raises_whatever_is_missing_or_strange(data: st.DataObject) -> None:
    platform = data.draw(st.sampled_from(["slack", "dingtalk"]))
    name = data.draw(st.sampled_from(sorted(path.stem for path in (PAYLOADS / platform).glob("*.json"))))
    raw = payload(platform, name)
    if platform == "dingtalk" and data.draw(st.booleans()):
        try:
            raw["data"] = json.loads(raw["data"])
        except ValueError:
            raw["data"] = {}
    spoilt = raw
    for _ in range(data.draw(st.integers(1, 3))):
        place = spoilt
        while True:
            key = data.draw(st.sampled_from(sorted(place)))
            if isinstance(place[key], dict) and place[key] and data.draw(st.booleans()):
                place = place[key]
                continue
            place[key] = data.draw(JSON)
            break

    if platform == "slack":
        parse_slack(spoilt, at=AT)
    else:
        parse_dingtalk(spoilt, at=AT, command="/perf")
