"""What a person can do in the local DingTalk: write, send a file, press a card's button, fill in its form, leave."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

from bot.sandbox.company import SandboxPerson
from bot.sandbox.dingtalk.cards import change, map_problem
from bot.sandbox.dingtalk.form import filled_in
from bot.sandbox.dingtalk.robot import open_session
from bot.sandbox.dingtalk.state import CORP, DingTalk, SandboxCard
from bot.sandbox.dingtalk.stream import CARD, ROBOT, Outcome, ack_body, push
from bot.sandbox.store import SandboxMessage, SandboxPicture, mime_of
from bot.sandbox.world import ImpossibleError

Json = dict[str, Any]

CARD_SECONDS = 2.0
ROBOT_SECONDS = 3.0
OK = 200
_STAYS = {"user_add_org": True, "user_leave_org": False}
"""What of somebody changes with an event: whether they belong to the organisation from then on."""
_OF_PEOPLE = (*_STAYS, "user_modify_org", "user_active_org")
_OF_DEPARTMENTS = ("org_dept_create", "org_dept_modify", "org_dept_remove")


def _person(dingtalk: DingTalk, user: str) -> SandboxPerson:
    person = dingtalk.world.store.person("dingtalk", user)
    if person is None or person.deleted:
        raise ImpossibleError(f"nobody with the id {user!r} works in this organisation")
    return person


def _cryptic(*parts: str) -> str:
    return f"$:LWCP_v1:${uuid4().hex[:4]}{'.'.join(parts)}=="


async def say(dingtalk: DingTalk, user: str, text: str, group: str | None = None, quote: str | None = None) -> Json:
    """Write to the robot, alone or in a group with an @; over budget the frame comes without its text.

    ``quote`` is the id of a message of the same conversation that this one answers.
    """
    person = _person(dingtalk, user)
    seeded = dingtalk.group(group) if group else None
    if group and (seeded is None or user not in seeded[2]):
        raise ImpossibleError(f"{user} and the robot are in no group {group!r} together")
    message = _own(dingtalk, group or user, "text", {"msgtype": "text", "text": {"content": text}})
    said: Json = {"text": {"content": f" {text}" if group else text}}
    if quote:
        replied, marks = _quoted(dingtalk, group or user, quote)
        said["text"] |= {"isReplyMsg": True, "repliedMsg": replied}
        said |= marks
    return await _to_robot(dingtalk, person, message, said, seeded)


def _quoted(dingtalk: DingTalk, reader: str, quote: str) -> tuple[Json, Json]:
    """Return what a frame says of a quoted message, inside its text and beside it.

    A card's words are not in it, and only what the robot sent by an API call has a processQueryKey.
    """
    message = dingtalk.world.store.messages.get(quote)
    if message is None or message.platform != "dingtalk" or message.user != reader:
        raise ImpossibleError(f"there is no message {quote!r} in this conversation to be quoted")
    robot = message.sender == "bot"
    marks = {"originalMsgId": f"msg{message.id}=="}
    key = dingtalk.cards[message.ref].carrier if message.kind == "card" else message.ref
    if robot and key in dingtalk.sent:
        marks["originalProcessQueryKey"] = key
    content: Json = {}
    if message.kind in {"text", "markdown"}:
        body = message.payload
        part = json.loads(body["msgParam"]) if "msgParam" in body else body[body["msgtype"]]
        content = {"text": part["text"]} if message.kind == "markdown" else {"content": part["content"]}
    replied = {
        "msgType": "interactiveCard" if message.kind == "card" else message.kind,
        "msgId": marks["originalMsgId"],
        "senderId": _cryptic("bot" if robot else message.user),
        "createdAt": int(message.at.timestamp() * 1000),
        "content": content,
    }
    return replied, marks


async def upload(dingtalk: DingTalk, user: str, name: str, content: bytes, text: str = "") -> Json:
    """Send the robot a file, in the talk with it alone; words cannot go with it."""
    person = _person(dingtalk, user)
    if text:
        raise ImpossibleError("a file in DingTalk carries no words: say them before or after it")
    if not name or not content:
        raise ImpossibleError("a file has a name and is not empty")
    code = f"{uuid4().hex}/{uuid4().hex[:8]}+="
    file = SandboxPicture(code, name, content, mime_of(content))
    dingtalk.files[code] = file
    media = dingtalk.world.store.new_id("@lAjP")
    dingtalk.world.store.pictures[f"dingtalk/{media}"] = file  # for the page, which knows no robot's token
    sent = {"spaceId": "24", "fileName": name, "downloadCode": code, "fileId": str(uuid4().int)[:12]}
    message = _own(dingtalk, user, "file", {"msgtype": "file", "file": {"fileName": name, "mediaId": media}})
    return await _to_robot(dingtalk, person, message, {"msgtype": "file", "content": sent}, None)


def _own(dingtalk: DingTalk, reader: str, kind: str, payload: Json) -> SandboxMessage:
    """Show what a person sent."""
    message = SandboxMessage(
        id=dingtalk.world.store.new_id("P"),
        platform="dingtalk",
        user=reader,
        sender="user",
        at=dingtalk.world.now(),
        kind=kind,
        payload=payload,
        ref=f"msg{uuid4().hex}==",
        read=True,
    )
    dingtalk.world.store.show(message)
    return message


async def _to_robot(
    dingtalk: DingTalk,
    person: SandboxPerson,
    message: SandboxMessage,
    said: Json,
    group: tuple[str, str, tuple[str, ...]] | None,
) -> Json:
    """Push a person's message; over the month's pushes it comes without what was said."""
    body = _frame_body(dingtalk, person, message, group)
    if dingtalk.pushes_spent():
        body |= {"errCode": 20001, "errMsg": "本月Stream推送量已用尽"}
    else:
        body |= said
    dingtalk.pushes += 1
    outcome = await push(dingtalk, "CALLBACK", ROBOT, body, seconds=ROBOT_SECONDS, repeats=True)
    return {
        "ok": True,
        "ack": _response(outcome),
        "acked": outcome.ack is not None,
        "seconds": outcome.seconds,
        "message": message.id,
    }


def _frame_body(
    dingtalk: DingTalk, person: SandboxPerson, message: SandboxMessage, group: tuple[str, str, tuple[str, ...]] | None
) -> Json:
    webhook, until = open_session(dingtalk, message.user)
    body: Json = {
        "conversationId": group[0] if group else f"cid{person.id}==",
        "conversationType": "2" if group else "1",
        "chatbotCorpId": CORP,
        "chatbotUserId": _cryptic("bot"),
        "msgId": message.ref,
        "senderNick": person.name,
        "isAdmin": False,
        "senderStaffId": person.id,
        "senderId": _cryptic(person.id),
        "senderCorpId": CORP,
        "createAt": int(message.at.timestamp() * 1000),
        "sessionWebhook": webhook,
        "sessionWebhookExpiredTime": until,
        "robotCode": dingtalk.world.store.seed.dingtalk.client_id,
        "msgtype": "text",
    }
    if group:
        body |= {
            "conversationTitle": group[1],
            "isInAtList": True,
            "atUsers": [{"dingtalkId": body["chatbotUserId"]}],
        }
    return body


def _response(outcome: Outcome) -> Any:  # noqa: ANN401 - whatever the bot answered
    return ack_body(outcome.ack) if outcome.ack else None


async def click(dingtalk: DingTalk, user: str, message: str, action: str) -> Json:
    """Press a button of a card: the bot has two seconds, and its answer may change the card at once."""
    card, shown = _card(dingtalk, user, message)
    _pressable(card, shown, action)
    return await _call_back(dingtalk, card, shown, user, {"actionIds": [action], "params": {"action": action}})


async def submit(dingtalk: DingTalk, user: str, message: str, values: Json) -> Json:
    """Send a card's form in; what is required is looked at first, and then nothing is sent."""
    card, shown = _card(dingtalk, user, message)
    variables = shown.payload["cardData"]["cardParamMap"]
    sent, complaint = filled_in(variables, values)
    if complaint:
        return _failed(0.0, "required", complaint)
    params = {"form": sent, "action": variables["form_action"]}
    return await _call_back(dingtalk, card, shown, user, {"actionIds": ["form"], "params": params})


def _card(dingtalk: DingTalk, user: str, message: str) -> tuple[SandboxCard, SandboxMessage]:
    _person(dingtalk, user)
    shown = dingtalk.world.store.messages.get(message)
    card = dingtalk.cards.get(shown.ref) if shown is not None and shown.kind == "card" else None
    if shown is None or card is None or not _sees(dingtalk, shown, user):
        raise ImpossibleError(f"{user} sees no card {message!r}")
    return card, shown


async def _call_back(dingtalk: DingTalk, card: SandboxCard, shown: SandboxMessage, user: str, private: Json) -> Json:
    """Push what was done on a card, wait for its two seconds, and apply the answer."""
    if not card.calls_back:
        return _failed(0.0, "no_callback", "该卡片未配置回调，点击没有反应")
    body = {
        "type": "actionCallback",
        "outTrackId": card.id,
        "corpId": CORP,
        "userId": user,
        "userIdType": card.user_id_type,
        "spaceType": "IM",
        "spaceId": shown.user if dingtalk.group(shown.user) else f"cid{shown.user}==",
        "extension": "{}",
        "content": json.dumps({"cardPrivateData": private}, ensure_ascii=False),
    }
    dingtalk.pushes += 1
    outcome = await push(dingtalk, "CALLBACK", CARD, body, seconds=CARD_SECONDS, repeats=False)
    if outcome.ack is None:
        return _failed(outcome.seconds, outcome.reason, "请求超时，请稍后再试")
    if outcome.ack.get("code") != OK:
        return _failed(outcome.seconds, f"ack {outcome.ack.get('code')}", "操作失败，请稍后再试")
    answer = ack_body(outcome.ack).get("response")
    if problem := _apply(dingtalk, card, user, answer):
        return _failed(outcome.seconds, problem, "操作失败，请稍后再试")
    return {"ok": True, "ack": answer, "seconds": outcome.seconds}


def _sees(dingtalk: DingTalk, shown: SandboxMessage, user: str) -> bool:
    group = dingtalk.group(shown.user)
    return shown.user == user or (group is not None and user in group[2])


def _pressable(card: SandboxCard, shown: SandboxMessage, action: str) -> None:
    """Refuse what the card does not show: the general template lists its buttons, and ``done`` disables them."""
    values = shown.payload["cardData"]["cardParamMap"]
    if "buttons" not in values:
        return
    try:
        buttons = [button["id"] for button in json.loads(values["buttons"] or "[]")]
    except (json.JSONDecodeError, KeyError, TypeError):
        raise ImpossibleError(f"the buttons of card {card.id!r} cannot be shown: {values['buttons']!r}") from None
    if action not in buttons:
        raise ImpossibleError(f"the card has the buttons {buttons}, not {action!r}")
    if values.get("done") == "true":
        raise ImpossibleError("the card's buttons are done with")


def _failed(seconds: float, error: str, words: str) -> Json:
    return {"ok": False, "ack": None, "seconds": seconds, "error": error, "says": words}


def _apply(dingtalk: DingTalk, card: SandboxCard, user: str, answer: object) -> str:
    """Update the card as the callback's answer says; what is wrong with the answer, or empty."""
    if not answer:
        return ""
    if not isinstance(answer, dict):
        return "the callback's response is not an object"
    maps: dict[str, dict[str, str] | None] = {}
    for name in ("cardData", "userPrivateData"):
        container = answer.get(name)
        values = container.get("cardParamMap") if isinstance(container, dict) else None
        if container is not None and not isinstance(values, dict):
            return f"{name} has no cardParamMap"
        if values and (problem := map_problem(dingtalk, values)):
            return f"{name}: {problem}"
        maps[name] = values
    options = answer.get("cardUpdateOptions") or {}
    private = {user: maps["userPrivateData"]} if maps["userPrivateData"] is not None else {}
    if maps["cardData"] is not None or private:
        change(dingtalk, card, maps["cardData"], private, options if isinstance(options, dict) else {})
    return ""


async def event(dingtalk: DingTalk, kind: str, ids: list[str]) -> Json:
    """Let something happen in the directory that the bot hears of: to people, or to departments."""
    if kind not in {*_OF_PEOPLE, *_OF_DEPARTMENTS}:
        raise ImpossibleError(f"the sandbox knows {(*_OF_PEOPLE, *_OF_DEPARTMENTS)}, not {kind!r}")
    store = dingtalk.world.store
    people = [(key, store.person("dingtalk", key)) for key in ids] if kind in _OF_PEOPLE else []
    for user, person in people:
        if person is None:
            raise ImpossibleError(f"nobody has the id {user!r}")
        if kind in _STAYS:
            store.stays(person, deleted=not _STAYS[kind])
    now = str(int(dingtalk.world.now().timestamp() * 1000))
    headers = {
        "eventId": uuid4().hex,
        "eventType": kind,
        "eventBornTime": now,
        "eventCorpId": CORP,
        "eventUnifiedAppId": "sandbox",
    }
    body = {"timeStamp": now, "userId" if people else "deptId": ids}
    outcome = await push(dingtalk, "EVENT", "*", body, seconds=ROBOT_SECONDS, repeats=True, headers=headers)
    return {"ok": True, "ack": _response(outcome), "acked": outcome.ack is not None, "seconds": outcome.seconds}
