"""The people, companies and credentials that the sandbox is seeded with, and what makes a seed acceptable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

PLATFORMS = ("slack", "dingtalk")

SLACK_SCOPES = (
    "app_mentions:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "im:history",
    "im:write",
    "team:read",
    "users:read",
    "users:read.email",
)
DINGTALK_PERMISSIONS = (
    "qyapi_robot_sendmsg",
    "qyapi_get_member",
    "qyapi_get_department_list",
    "qyapi_base",
    "Card.Instance.Write",
    "Calendar.EventSchedule.Read",
    "Calendar.Event.Read",
    "Calendar.Event.Write",
    "Todo.Todo.Write",
)


class SeedError(ValueError):
    """The seed cannot be used; the message says where and why."""


@dataclass(frozen=True, slots=True)
class SandboxPerson:
    """Somebody in a company's directory, as the platform knows them."""

    platform: str
    id: str
    name: str
    email: str = ""
    mobile: str = ""
    title: str = ""
    department: str = ""
    timezone: str = "Etc/UTC"
    locale: str = "en-US"
    manager: str | None = None
    employee_id: str = ""
    deleted: bool = False
    guest: bool = False
    busy: tuple[tuple[datetime, datetime], ...] = ()
    """When their calendar is taken: from, to."""


@dataclass(frozen=True, slots=True)
class SandboxCompany:
    """A workspace (Slack) or an organisation (DingTalk) with one bot in it."""

    key: str
    name: str
    platform: str
    locale: str
    bot_name: str
    people: tuple[SandboxPerson, ...]
    groups: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    """Id, name and members of each channel or group chat that the bot is in."""
    without_bot: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Id and members of conversations that the bot is not in: two people's own (D…), several people's (G… or C…)."""


@dataclass(frozen=True, slots=True)
class SlackCredentials:
    """What the local Slack accepts; every other token is refused as the real one refuses it."""

    bot_token: str = "xoxb-sandbox"  # noqa: S105 - a loopback server's well-known token
    app_token: str = "xapp-sandbox"  # noqa: S105 - as above
    signing_secret: str = "sandbox-signing-secret"  # noqa: S105 - as above
    scopes: tuple[str, ...] = SLACK_SCOPES
    user_token: str = "xoxp-sandbox"  # noqa: S105 - as above
    """A person's: it works, and everything is done in that person's name."""
    app_scopes: tuple[str, ...] = ("connections:write",)


@dataclass(frozen=True, slots=True)
class DingTalkCredentials:
    """What the local DingTalk accepts; the robot code is the client id, as for every internal app."""

    client_id: str = "dingsandbox"
    client_secret: str = "sandbox-secret"  # noqa: S105 - a loopback server's well-known secret
    permissions: tuple[str, ...] = DINGTALK_PERMISSIONS


@dataclass(frozen=True, slots=True)
class Seed:
    """Everything a sandbox starts from."""

    companies: Mapping[str, SandboxCompany] = field(default_factory=dict)
    """By platform: one workspace and one organisation at most."""
    slack: SlackCredentials = SlackCredentials()
    dingtalk: DingTalkCredentials = DingTalkCredentials()
    templates: frozenset[str] = frozenset()
    """Ids of the card templates that the organisation has imported."""
    unpublished: frozenset[str] = frozenset()
    """Those of them that nobody has published."""


def read_seed(document: object) -> Seed:
    """Read the body of ``POST /sandbox/seed``.

    Raises:
        SeedError: something is missing, unknown or of the wrong kind.
    """
    top = _object(document, "seed", required=(), optional=("companies", "templates", "credentials"))
    companies: dict[str, SandboxCompany] = {}
    for index, item in enumerate(_array(top.get("companies", []), "companies")):
        company = _company(item, f"companies[{index}]")
        if company.platform in companies:
            raise SeedError(
                f"companies[{index}]: there is one company on each platform, and {company.platform} has its own"
            )
        companies[company.platform] = company
    credentials = _object(top.get("credentials", {}), "credentials", required=(), optional=PLATFORMS)
    items = _array(top.get("templates", []), "templates")
    templates = {_template(item, f"templates[{i}]"): item.get("published", True) for i, item in enumerate(items)}
    return Seed(
        companies=companies,
        slack=_slack(credentials.get("slack", {})),
        dingtalk=_dingtalk(credentials.get("dingtalk", {})),
        templates=frozenset(templates),
        unpublished=frozenset(key for key, published in templates.items() if not published),
    )


def _company(item: object, where: str) -> SandboxCompany:
    fields = _object(
        item,
        where,
        required=("key", "name", "platform"),
        optional=("locale", "bot_name", "people", "groups", "without_bot"),
    )
    platform = fields["platform"]
    if platform not in PLATFORMS:
        raise SeedError(f"{where}.platform is one of {PLATFORMS}, not {platform!r}")
    people = tuple(
        _person(entry, platform, f"{where}.people[{index}]")
        for index, entry in enumerate(_array(fields.get("people", []), f"{where}.people"))
    )
    ids = {person.id for person in people}
    if len(ids) != len(people):
        raise SeedError(f"{where}.people: two people have the same id")
    for person in people:
        if person.manager is not None and person.manager not in ids:
            raise SeedError(f"{where}.people: the manager {person.manager!r} of {person.id!r} is not among them")
    groups: list[tuple[str, str, tuple[str, ...]]] = []
    for index, entry in enumerate(_array(fields.get("groups", []), f"{where}.groups")):
        group = _object(entry, f"{where}.groups[{index}]", required=("id", "name", "members"), optional=())
        members = _members(group, ids, f"{where}.groups[{index}]")
        groups.append((_string(group["id"], where), _string(group["name"], where), members))
    without_bot: list[tuple[str, tuple[str, ...]]] = []
    for index, entry in enumerate(_array(fields.get("without_bot", []), f"{where}.without_bot")):
        talk = _object(entry, f"{where}.without_bot[{index}]", required=("id", "members"), optional=())
        members = _members(talk, ids, f"{where}.without_bot[{index}]")
        without_bot.append((_string(talk["id"], where), members))
    return SandboxCompany(
        key=_string(fields["key"], f"{where}.key"),
        name=_string(fields["name"], f"{where}.name"),
        platform=platform,
        locale=_string(fields.get("locale", "en"), f"{where}.locale"),
        bot_name=_string(fields.get("bot_name", "Jinbu"), f"{where}.bot_name"),
        people=people,
        groups=tuple(groups),
        without_bot=tuple(without_bot),
    )


def _members(entry: Mapping[str, Any], ids: set[str], where: str) -> tuple[str, ...]:
    members = tuple(_strings(entry["members"], f"{where}.members"))
    if unknown := set(members) - ids:
        raise SeedError(f"{where}: {sorted(unknown)} are not among the people")
    return members


_TEXTS = ("email", "mobile", "title", "department", "timezone", "locale", "employee_id")


def _person(item: object, platform: str, where: str) -> SandboxPerson:
    fields = _object(item, where, required=("id", "name"), optional=(*_TEXTS, "manager", "deleted", "guest", "busy"))
    identity = _string(fields["id"], f"{where}.id")
    if platform == "slack" and not (identity[:1] in {"U", "W"} and identity.isalnum() and identity.isupper()):
        raise SeedError(f"{where}.id: a Slack user id is U or W and then capitals and digits, not {identity!r}")
    for name in ("deleted", "guest"):
        if not isinstance(fields.get(name, False), bool):
            raise SeedError(f"{where}.{name} is true or false")
    manager = fields.get("manager")
    return SandboxPerson(
        platform=platform,
        id=identity,
        name=_string(fields["name"], f"{where}.name"),
        manager=None if manager is None else _string(manager, f"{where}.manager"),
        deleted=fields.get("deleted", False),
        guest=fields.get("guest", False),
        busy=tuple(
            _span(entry, f"{where}.busy[{index}]")
            for index, entry in enumerate(_array(fields.get("busy", []), f"{where}.busy"))
        ),
        # An empty or null field is an unknown one, and keeps its default.
        **{name: _string(fields[name], f"{where}.{name}") for name in _TEXTS if fields.get(name)},
    )


def _span(item: object, where: str) -> tuple[datetime, datetime]:
    try:
        since, until = (datetime.fromisoformat(text) for text in _strings(item, where))
    except ValueError as error:
        raise SeedError(f"{where} is a list of two instants with their offsets from UTC: {error}") from None
    if since.tzinfo is None or until.tzinfo is None or since >= until:
        raise SeedError(f"{where}: two instants with their offsets from UTC, the earlier first")
    return since, until


def _slack(item: object) -> SlackCredentials:
    fields = _object(
        item,
        "credentials.slack",
        required=(),
        optional=("bot_token", "app_token", "signing_secret", "scopes", "app_scopes"),
    )
    texts = {
        name: _string(field, f"credentials.slack.{name}") for name, field in fields.items() if "scopes" not in name
    }
    for name, prefix in (("bot_token", "xoxb-"), ("app_token", "xapp-")):
        if name in texts and not texts[name].startswith(prefix):
            raise SeedError(f"credentials.slack.{name} starts with {prefix}")
    scopes = tuple(_strings(fields.get("scopes", SLACK_SCOPES), "credentials.slack.scopes"))
    own = _strings(fields.get("app_scopes", ["connections:write"]), "credentials.slack.app_scopes")
    return SlackCredentials(**texts, scopes=scopes, app_scopes=tuple(own))


def _dingtalk(item: object) -> DingTalkCredentials:
    fields = _object(item, "credentials.dingtalk", required=(), optional=("client_id", "client_secret", "permissions"))
    texts = {
        name: _string(value, f"credentials.dingtalk.{name}") for name, value in fields.items() if name != "permissions"
    }
    permissions = tuple(_strings(fields.get("permissions", DINGTALK_PERMISSIONS), "credentials.dingtalk.permissions"))
    return DingTalkCredentials(**texts, permissions=permissions)


def _template(item: object, where: str) -> str:
    if not isinstance(item, dict):
        raise SeedError(f"{where} is the exported template with its id")
    identity = _string(item.get("id"), f"{where}.id")
    if not identity.endswith(".schema"):
        raise SeedError(f"{where}.id: a template id ends in .schema, {identity!r} does not")
    return identity


def _object(value: object, where: str, *, required: Iterable[str], optional: Iterable[str]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise SeedError(f"{where} is an object")
    if missing := [name for name in required if name not in value]:
        raise SeedError(f"{where}: {missing[0]} is missing")
    if unknown := sorted(set(value) - {*required, *optional}):
        raise SeedError(f"{where}: {unknown[0]!r} is not known here; there are {sorted({*required, *optional})}")
    return value


def _array(value: object, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise SeedError(f"{where} is a list")
    return value


def _string(value: object, where: str) -> str:
    if not isinstance(value, str) or not value:
        raise SeedError(f"{where} is a text that is not empty")
    return value


def _strings(value: object, where: str) -> list[str]:
    if not isinstance(value, list | tuple):
        raise SeedError(f"{where} is a list")
    return [_string(item, where) for item in value]
