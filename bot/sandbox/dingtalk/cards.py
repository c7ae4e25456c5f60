"""Interactive cards: created and delivered once, updated by their outTrackId, answered to on a click."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from bot.sandbox.dingtalk.api import DingTalkCall, Refused
from bot.sandbox.dingtalk.chart import chart_problem
from bot.sandbox.dingtalk.form import form_problem
from bot.sandbox.dingtalk.state import DingTalk, SandboxCard
from bot.sandbox.store import SandboxMessage

Json = dict[str, Any]

KEY_BYTES = 100
_SPACES = {
    "IM_ROBOT": ("imRobotOpenSpaceModel", "imRobotOpenDeliverModel"),
    "IM_GROUP": ("imGroupOpenSpaceModel", "imGroupOpenDeliverModel"),
}
_PREFIX = "dtv1.card//"


def _bad(code: str, message: str = "") -> Refused:
    return Refused(400, f"param.{code}", message)


async def create_and_deliver(call: DingTalkCall) -> Json:
    """Create a card and put it into a conversation; a known outTrackId never shows anything new."""
    body, dingtalk = call.body, call.dingtalk
    template = _text(body, "cardTemplateId", "cardTemplateIdEmpty")
    track = _text(body, "outTrackId", "outTrackIdEmpty")
    if template not in dingtalk.world.store.seed.templates or dingtalk.world.board.happens(
        "dingtalk", "template_missing"
    ):
        raise _bad("templateNotExist", "卡片模板不存在")
    if template in dingtalk.world.store.seed.unpublished:
        raise _bad("templateUnpublished", "卡片模板未发布")
    public = _param_map(dingtalk, body.get("cardData"), "cardPublicDataEmpty")
    private = _private_maps(dingtalk, body.get("privateData") or {})
    kind = body.get("callbackType")
    if kind not in {None, "STREAM", "HTTP"} or (kind == "HTTP" and not body.get("callbackRouteKey")):
        raise _bad("invalid", "callbackType")
    spaces = _spaces(dingtalk, body)
    if call.fault == "content_unsafe" or dingtalk.world.board.happens("dingtalk", "content_unsafe"):
        raise _bad("contentUnsafe", "内容含有敏感信息")
    known = dingtalk.cards.get(track)
    if known is not None:
        return _repeated(known, spaces, how=dingtalk.world.board.repeat_card)
    card = SandboxCard(
        id=track,
        template=template,
        space=spaces[0][0],
        user_id_type=int(body.get("userIdType") or 1),
        calls_back=kind == "STREAM",
        public=public,
        private=private,
        carrier=f"pqk{uuid4().hex}",
    )
    dingtalk.cards[track] = card  # made, whether or not anybody gets it: from now on the id is taken
    return _delivered(card, _put_there(call, card, spaces))


async def deliver(call: DingTalkCall) -> Json:
    """Put a card that was made before into conversations; where it lies already it comes once more."""
    body, dingtalk = call.body, call.dingtalk
    card = dingtalk.cards.get(_text(body, "outTrackId", "outTrackIdEmpty"))
    spaces = _spaces(dingtalk, body, making=False)
    if card is None:
        raise _bad("cardNotExist", "卡片不存在")
    if any(space != card.space for space, _ in spaces):
        raise _bad("openSpaceIdInvalid", "the card was not made for this space")
    return {"success": True, "result": _put_there(call, card, spaces)}


def _put_there(call: DingTalkCall, card: SandboxCard, spaces: list[tuple[str, str]]) -> list[Json]:
    if call.fault == "undelivered":
        return [_result(space, reader, "", "system error") for space, reader in spaces]
    results = [_deliver(call.dingtalk, card, space, reader) for space, reader in spaces]
    call.dingtalk.sent[card.carrier] = list(card.messages.values())
    return results


def _repeated(card: SandboxCard, spaces: list[tuple[str, str]], *, how: str) -> Json:
    """Answer for an id that is taken: nothing new is shown, whatever the answer looks like."""
    match how:
        case "quiet":
            got = [(space, reader, "" if reader in card.messages else "system error") for space, reader in spaces]
            return _delivered(card, [_result(space, reader, card.carrier, error) for space, reader, error in got])
        case "empty":
            return _delivered(card, [])
        case "null":
            return {"success": True, "result": None}
        case "unsuccessful":
            return {"success": False, "result": None}
        case _:
            raise _bad("cardAlreadyExist", "卡片已存在")


def _delivered(card: SandboxCard, results: list[Json]) -> Json:
    return {"success": True, "result": {"outTrackId": card.id, "deliverResults": results}}


def _result(space: str, reader: str, carrier: str, error: str = "") -> Json:
    return {"spaceType": space, "spaceId": reader, "success": not error, "carrierId": carrier, "errorMsg": error}


def _deliver(dingtalk: DingTalk, card: SandboxCard, space: str, reader: str) -> Json:
    if space == "IM_ROBOT":
        person = dingtalk.world.store.person("dingtalk", reader)
        if person is None or person.deleted:
            return _result(space, reader, "", "user has left the organization")
    message = SandboxMessage(
        id=dingtalk.world.store.new_id("C"),
        platform="dingtalk",
        user=reader,
        sender="bot",
        at=dingtalk.world.now(),
        kind="card",
        payload=_face(card, reader),
        key=card.id,
        ref=card.id,
    )
    card.messages[reader] = message
    dingtalk.world.store.show(message)
    return _result(space, reader, card.carrier)


def _face(card: SandboxCard, reader: str) -> Json:
    return {
        "cardTemplateId": card.template,
        "outTrackId": card.id,
        "cardData": {"cardParamMap": {**card.public, **card.private.get(reader, {})}},
    }


def _spaces(dingtalk: DingTalk, body: Json, *, making: bool = True) -> list[tuple[str, str]]:
    """Read openSpaceId: one or several spaces, each with the two models that it needs, or the one to put it there."""
    line = _text(body, "openSpaceId", "openSpaceIdEmpty")
    spaces: list[tuple[str, str]] = []
    for part in line.split(";"):
        space, dot, reader = part.removeprefix(_PREFIX).partition(".")
        if not part.startswith(_PREFIX) or not dot or not reader or space not in _SPACES:
            raise _bad("openSpaceIdInvalid", part)
        _check_models(dingtalk, body, space, making=making)
        if space == "IM_ROBOT" and dingtalk.world.store.person("dingtalk", reader) is None:
            raise _bad("userIdNotExist", reader)
        if space == "IM_GROUP" and dingtalk.group(reader) is None:
            raise _bad("openSpaceIdInvalid", reader)
        spaces.append((space, reader))
    return spaces


def _check_models(dingtalk: DingTalk, body: Json, space: str, *, making: bool) -> None:
    space_model, deliver_model = _SPACES[space]
    model = body.get(space_model)
    if making and (not isinstance(model, dict) or not isinstance(model.get("supportForward", False), bool)):
        raise _bad("openSpaceModelInvalid", space_model)
    deliver = body.get(deliver_model)
    if not isinstance(deliver, dict) or not deliver:
        raise _bad("openDeliverModelEmpty", deliver_model)
    robot = dingtalk.world.store.seed.dingtalk.client_id
    wrong_space = space == "IM_ROBOT" and deliver.get("spaceType") != "IM_ROBOT"
    if wrong_space or deliver.get("robotCode", robot) != robot or (space == "IM_GROUP" and "robotCode" not in deliver):
        raise _bad("openDeliverModelError", deliver_model)


def _text(body: Json, name: str, code: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise _bad(code, f"{name}不能为空")
    return value


def _param_map(dingtalk: DingTalk, container: object, code: str) -> dict[str, str]:
    values = container.get("cardParamMap") if isinstance(container, dict) else None
    if not isinstance(values, dict):
        raise _bad(code, "cardParamMap不能为空")
    if problem := map_problem(dingtalk, values):
        raise _bad("invalid", problem)
    return dict(values)


def map_problem(dingtalk: DingTalk, values: Json) -> str:
    """Say what is wrong with a cardParamMap: everything in it is a string, also numbers, lists and flags."""
    limit = dingtalk.world.board.number("dingtalk", "card_value_bytes")
    for name, value in values.items():
        if not isinstance(value, str):
            return f"cardParamMap.{name} must be a string"
        if len(name.encode()) > KEY_BYTES:
            return f"cardParamMap key is longer than {KEY_BYTES} bytes"
        if limit and len(value.encode()) > limit:
            return f"cardParamMap.{name} is longer than {int(limit)} bytes"
    if values.get("chart") and dingtalk.world.board.happens("dingtalk", "charts_refused"):
        return "cardParamMap.chart cannot be shown"
    return form_problem(values) or chart_problem(values)


def _private_maps(dingtalk: DingTalk, given: object) -> dict[str, dict[str, str]]:
    if not isinstance(given, dict):
        raise _bad("invalid", "privateData")
    return {user: _param_map(dingtalk, container, "invalid") for user, container in given.items()}


async def update(call: DingTalkCall) -> Json:
    """Change a card; without ``cardUpdateOptions`` what is given replaces everything that was there."""
    body, dingtalk = call.body, call.dingtalk
    card = dingtalk.cards.get(_text(body, "outTrackId", "outTrackIdEmpty"))
    if card is None:
        raise _bad("cardNotExist", "卡片不存在")
    if not body.get("cardData") and not body.get("privateData"):
        raise _bad("cardDataAndPrivateDataBothEmpty")
    public = _param_map(dingtalk, body["cardData"], "invalid") if body.get("cardData") else None
    private = _private_maps(dingtalk, body.get("privateData") or {})
    options = body.get("cardUpdateOptions") or {}
    if not isinstance(options, dict) or not all(isinstance(value, bool) for value in options.values()):
        raise _bad("invalid", "cardUpdateOptions")
    if dingtalk.world.board.happens("dingtalk", "content_unsafe"):
        raise _bad("contentUnsafe", "内容含有敏感信息")
    change(dingtalk, card, public, private, options)
    return {"success": True, "result": True}


def change(
    dingtalk: DingTalk,
    card: SandboxCard,
    public: dict[str, str] | None,
    private: dict[str, dict[str, str]],
    options: Json,
) -> None:
    """Merge by key or replace, as the options say, and show it to everybody who has the card."""
    if public is not None:
        card.public = {**card.public, **public} if options.get("updateCardDataByKey") else public
    for user, values in private.items():
        before = card.private.get(user, {}) if options.get("updatePrivateDataByKey") else {}
        card.private[user] = {**before, **values}
    for reader, message in card.messages.items():
        message.payload = _face(card, reader)
        message.edited = True
        dingtalk.world.store.changed(message)
