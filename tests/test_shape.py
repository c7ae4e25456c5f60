"""The shape of the house that import-linter cannot see: who is named what, where, and what may stand in it."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from pydantic_settings import BaseSettings

from tests.house import (
    PACKAGES,
    ROOT,
    identifiers,
    imports,
    layer,
    literals,
    modules,
    name,
    nodes,
    public,
    standing,
    tree,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pydantic.fields import FieldInfo

PLATFORMS = ("slack", "dingtalk")
AREAS = frozenset(path.parent.name for path in (ROOT / "bot").glob("*/domain"))
EDGES = ("handlers", "storage")

# A file of a layer carries a noun of the domain, and a step or a part of it where one file would be too long
# (`upload`, `upload_steps`). These do not, and this is why.
OTHER_NAMES = {
    "views": {
        "digest": "several messages in one",
        "unled": "somebody whom nobody leads",
        "example": "each message once",
        "help": "shows the routes, which are no noun",
        "origin": "where a value is from",
        "phrase": "parts of sentences about a figure",
        "template": "a message, as an admin reads and writes it",
        "trend": "a series, drawn",
    },
    "services": {
        "unled": "who is asked when nobody leads somebody",
        "announcement": "who hears that rights have changed",
        "audience": "who hears what a rule says",
        "follow": "what follows from what came in",
        "me": "one's own figures",
        "role": "rights given and taken",
        "trend": "a series to be drawn",
        "template": "a message of the catalogue, written by an admin",
        "outbox": "what goes out",
        "claim": "which of it one process takes",
        "send": "what becomes of what was taken",
        "verdict": "whether it may go, and what it says by then",
        "update": "what comes in",
        "quarantine": "values held back, as they are decided about",
        "terms": "how what comes in is to be stored",
    },
    "handlers": {
        "argument": "what may follow a route's words",
        "context": "what every handler is given",
        "conversation": "forms that are asked question by question",
        "draft": "long forms that are filled in page by page",
        "grammar": "from words to a route",
        "help": "as the view",
        "follow_up": "from a question that goes on to the whole of it",
        "intent": "from a plain sentence to what it asks for",
        "naming": "from what somebody is called to whom that means",
        "offer": "what is offered where it is not sure what is meant",
        "recent_question": "what a follow-up goes on from",
        "sentence": "what a plain sentence gives the command that it means",
        "meaning": "from words to a route that can take them, or to an answer",
        "resolve": "from an arrival to its route's handler",
        "responder": "who asks, and which way the answer goes",
        "route": "what a route is",
        "template": "as the view",
        "router": "each arrival once, in a transaction of few",
    },
    "storage": {
        "quarantine": "values that wait for a decision",
        "column": "whole columns to and from the drivers",
        "damage": "pages that cannot be read",
        "outdated": "whose deltas are to be computed again",
        "database": "engine and column types",
        "form": "which message asks whom for what",
        "dialogue": "forms that are being asked question by question",
        "draft": "what was typed into a long form and not sent in yet",
        "erasure": "one person taken out of every table",
        "inbox": "arrivals seen before",
        "inventory": "whose the columns of every table are",
        "lease": "the time that all processes share",
        "memory": "what was worked out while nothing was written",
        "part": "what each part of the installation last said of itself",
        "outbox": "deliveries, as a queue",
        "seal": "bytes that only a key outside the database opens",
        "session": "what every repository is made of",
        "storage": "an open database",
        "template": "messages as admins wrote them",
        "pseudonym": "numbers that stand for people in the audit trail",
        "job_runs": "what the clock has done",
        "trouble": "what keeps a database from being used",
        "versioned": "what readings and targets have in common",
        "watermark": "how far the audit trail went, outside the database",
        "work": "the unit of work over all repositories",
    },
}

# What only one platform has; everything else has a twin in the other folder.
ONE_SIDED = {
    "slack": {
        "command": "only Slack waits for the answer to a command with its acknowledgement",
        "home": "only Slack has a page of the bot's own for everybody",
        "manifest": "only Slack takes an app's description as a file",
        "modal": "only Slack opens a form over the conversation",
        "shape": "only Slack refuses a message for how it looks, so that a plainer one goes",
        "mrkdwn": "only Slack's text stands in views as well as in messages",
        "session": "only Bolt holds its connection by itself, and has to be watched",
        "socket": "only Bolt would read and write anew an answer that is written already",
    },
    "dingtalk": {
        "calendar": "only DingTalk has a calendar of its own that an app may write",
        "cards": "only DingTalk has two kinds of message; one of them can change and has a key",
        "markdown": "only DingTalk has two kinds of markup, of cards and of messages",
        "numbers": "only DingTalk without a card template shows choices that are typed",
        "robot": "the other kind, which cannot change and has no key",
        "stream": "only DingTalk's SDK leaves the care for its sockets to us",
        "todo": "only DingTalk has a to-do list of its own",
    },
}

# A vendor has one home; the rest of the house would not notice its going.
HOMES = {
    "alembic": ("storage/",),
    "apscheduler": ("bot/runtime/clockwork.py",),
    "dingtalk_stream": ("bot/platforms/dingtalk/",),
    "openai": ("bot/ai/openai.py", "bot/ai/bound.py"),
    "psycopg": ("storage/",),
    "pydantic_settings": ("bot/settings.py",),
    "slack_bolt": ("bot/platforms/slack/",),
    "slack_sdk": ("bot/platforms/slack/",),
    "sqlalchemy": ("storage/",),
    "sqlmodel": ("storage/",),
    "tenacity": ("bot/runtime/retry.py",),
    "bot.sandbox": ("bot/sandbox/", "bot/cli.py", "bot/demo/"),
}
BENCHMARKS = "bot/bench"  # holds each vendor bare against ours, so it may know them all

PLATFORM_NAMES_LIVE_IN = (
    "bot/platforms/",
    "bot/sandbox/",
    "bot/settings.py",
    "bot/cli.py",
    "bot/cli_groups.py",
    "bot/demo/",
    BENCHMARKS,
)

MODULE_LINES = 300
FUNCTION_LINES = 40
REASON = "# Long because"


def nouns() -> set[str]:
    return {path.stem for path in layer("domain")}


def test_every_module_says_in_one_sentence_what_it_is_responsible_for() -> None:
    silent = []
    for path in modules(*PACKAGES, "tests"):
        first = (ast.get_docstring(tree(path)) or "").split("\n\n")[0].strip()
        if not first.endswith((".", "。")):
            silent.append(name(path))

    assert silent == []


def _explained(lines: list[str], above: int) -> bool:
    """Say whether the block of comments that ends at a line (counted from 1) gives the reason for a length."""
    while above and lines[above - 1].lstrip().startswith("#"):
        if lines[above - 1].lstrip().startswith(REASON):
            return True
        above -= 1
    return False


def _unexplained_lengths(path: Path) -> Iterator[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    after_docstring = next((node.lineno - 1 for node in tree(path).body[1:]), len(lines))
    if len(lines) > MODULE_LINES and not any(line.startswith(REASON) for line in lines[:after_docstring]):
        yield f"{name(path)}: {len(lines)} lines"
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            first = min(part.lineno for part in (node, *node.decorator_list))
            if length > FUNCTION_LINES and not _explained(lines, first - 1):
                yield f"{name(path)}:{node.name}: {length} lines"


def test_what_is_long_says_why() -> None:
    # A migration is a list of statements that is read once, from top to bottom.
    read = [path for path in modules(*PACKAGES) if not path.is_relative_to(ROOT / "storage/migrations")]

    unexplained = [entry for path in read for entry in _unexplained_lengths(path)]

    assert unexplained == []


def test_the_root_package_is_empty_so_that_the_edges_can_import_it_without_a_circle() -> None:
    assert (ROOT / "bot/__init__.py").read_text(encoding="utf-8").strip() == ""


def of_layer(which: str) -> list[Path]:
    """List the modules of a layer: of an area, or of an edge with what it holds besides the areas."""
    if which not in EDGES:
        return layer(which)
    return [path for path in modules(which) if path.parent == ROOT / which or path.parent.name in AREAS]


@pytest.mark.parametrize("which", OTHER_NAMES)
def test_the_same_noun_has_the_same_file_name_in_every_layer(which: str) -> None:
    known = nouns() | set(OTHER_NAMES[which]) | {"__init__"}

    strays = [
        name(path)
        for path in of_layer(which)
        if path.stem not in known and not any(path.stem.startswith(f"{noun}_") for noun in known)
    ]

    assert strays == []


def test_the_exceptions_to_the_noun_rule_exist() -> None:
    for which, stems in OTHER_NAMES.items():
        assert set(stems) <= {path.stem for path in of_layer(which)}, which


def test_every_platform_has_the_same_files() -> None:
    files = {
        platform: {path.stem for path in standing(f"bot/platforms/{platform}").glob("*.py")}
        - set(ONE_SIDED.get(platform, ()))
        for platform in PLATFORMS
    }

    shared = files[PLATFORMS[0]]
    assert {platform: sorted(found ^ shared) for platform, found in files.items()} == {name: [] for name in PLATFORMS}
    assert shared >= {"connect", "parse", "render", "send", "limits"}


@pytest.mark.parametrize("stem", ["build", "connect", "page", "parse", "render", "send"])
def test_every_platform_offers_the_same_names(stem: str) -> None:
    offered = {
        platform: {
            re.sub(platform, "", found, flags=re.IGNORECASE)
            for found in public(standing(f"bot/platforms/{platform}/{stem}.py"))
        }
        for platform in PLATFORMS
    }

    shared = offered[PLATFORMS[0]]
    assert {platform: sorted(found ^ shared) for platform, found in offered.items()} == {name: [] for name in PLATFORMS}
    assert shared, f"{stem}.py offers nothing"


def test_a_platform_is_named_only_at_home() -> None:
    strays = [
        f"{name(path)}:{line} {text[:60]!r}"
        for path in modules(*PACKAGES)
        if not name(path).startswith(PLATFORM_NAMES_LIVE_IN)
        for text, line in (*literals(path), *identifiers(path))
        if any(platform in text.lower() for platform in PLATFORMS)
    ]

    assert strays == []


@pytest.mark.parametrize("vendor", HOMES)
def test_a_vendor_is_imported_only_at_its_home(vendor: str) -> None:
    strays = [
        f"{name(path)}:{line}"
        for path in modules(*PACKAGES)
        if not name(path).startswith((*HOMES[vendor], BENCHMARKS))
        for imported, line in imports(path)
        if imported == vendor or imported.startswith(f"{vendor}.")
    ]

    assert strays == []


def test_the_sandbox_knows_nothing_of_the_bot() -> None:
    strays = [
        f"{name(path)}:{line} {imported}"
        for path in modules("bot/sandbox")
        for imported, line in imports(path)
        if imported.split(".")[0] in PACKAGES and not imported.startswith("bot.sandbox")
    ]

    assert strays == []


def test_the_domain_computes_with_python_and_numpy_alone() -> None:
    # Pure tables and a grammar: public holidays, and the parser of conditions (architecture 3.12). Neither does I/O.
    allowed = sys.stdlib_module_names | {"numpy", "holidays", "rule_engine"}

    strays = [
        f"{name(path)}:{line} {imported}"
        for path in [*layer("domain"), *modules("bot/kit")]
        for imported, line in imports(path)
        if imported.split(".")[0] not in allowed | {"bot"}
    ]

    assert strays == []


def test_no_variable_is_called_by_a_word_that_says_nothing_of_it() -> None:
    # Not keywords of a call and attributes: SQLAlchemy's are among them.
    binding = {
        ast.Name: "id",
        ast.arg: "arg",
        ast.alias: "asname",
        ast.MatchAs: "name",
        ast.MatchStar: "name",
        ast.ExceptHandler: "name",
    }

    strays = [
        f"{name(path)}:{getattr(node, 'lineno', 0)}"
        for path in modules(*PACKAGES, "tests")
        for node in nodes(path)
        if type(node) in binding and getattr(node, binding[type(node)]) == "one"
    ]

    assert strays == []


@pytest.mark.parametrize("which", ["domain", "views", "services", "bot/messages"])
def test_what_decides_is_synchronous(which: str) -> None:
    kinds = (ast.AsyncFunctionDef, ast.Await, ast.AsyncFor, ast.AsyncWith)

    # A service may name the step that its worker awaits between two transactions; it does not wait inside one.
    strays = [
        f"{name(path)}:{node.lineno}"
        for path in (modules(which) if "/" in which else layer(which))
        for node in nodes(path)
        if isinstance(node, kinds)
        and not (which == "services" and path.stem.split("_")[0] in {"claim", "send", "feedback"})
    ]

    assert strays == []


def test_every_view_shows_an_example_of_itself() -> None:
    standing("bot/people/views/help.py")

    views = [
        path
        for path in layer("views")
        if path.stem
        not in {"__init__", "driver_phrase", "example", "formula", "origin", "outcome_sheet", "outcome_sums", "phrase"}
        # parts of what another shows
        | {"dependency", "goal_phrase", "goal_picture", "plan_goal", "progress_form", "report_people", "report_teams"}
    ]

    assert [name(path) for path in views if not public(path) & {"example", "examples", "forms"}] == []


def test_views_and_handlers_hold_no_words_of_their_own() -> None:
    sentence = re.compile(r"[\u3400-\u9fff]|[A-Za-z]{2,}[ ,]+[A-Za-z]+[ ,]+[A-Za-z]{2,}")

    strays = [
        f"{name(path)}:{line} {text[:60]!r}"
        for path in [*layer("views"), *modules("handlers")]
        for text, line in literals(path)
        if path.stem != "report_ticks"  # what is noted beside a tick
        if not _is_alias(path, text)  # the routes hold what people type, in both languages
        if sentence.search(text) and line not in _lines_that_no_person_reads(path)
    ]

    assert strays == []


def _is_alias(path: Path, text: str) -> bool:
    """Say whether a handler's string is what people type, which stands in its routes as a list with commas."""
    return path.is_relative_to(ROOT / "handlers") and text in {
        node.value
        for call in nodes(path)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "spoken"
        for word in call.keywords
        for node in ast.walk(word.value)
        if isinstance(node, ast.Constant)
    }


def _lines_that_no_person_reads(path: Path) -> set[int]:
    """Give the lines of errors for programmers and of examples, whose words stand for a person's."""
    silent = [
        node
        for node in nodes(path)
        if isinstance(node, ast.Raise | ast.Assert)
        or (
            isinstance(node, ast.FunctionDef)
            and (node.name.startswith(("example", "_example")) or node.name == "forms")
        )
    ]
    return {line for node in silent for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)}


def test_every_route_of_words_can_be_typed_in_both_languages_and_leads_one_way() -> None:
    standing("handlers/people/help.py")
    routes = [route for route in import_module("handlers").ROUTES if "words" in route.means]

    assert routes
    assert {route.name: set(route.aliases) for route in routes} == {route.name: {"en", "zh-CN"} for route in routes}
    typed = [(locale, alias) for route in routes for locale, words in route.aliases.items() for alias in words]
    assert len(typed) == len(set(typed))
    assert all(route.aliases[locale] for route in routes for locale in ("en", "zh-CN"))


def _settings(group: type[BaseSettings]) -> Iterator[tuple[str, FieldInfo]]:
    for field, about in group.model_fields.items():
        if isinstance(about.annotation, type) and issubclass(about.annotation, BaseSettings):
            yield from _settings(about.annotation)
        else:
            yield f"{group.model_config.get('env_prefix', '')}{field}".upper(), about


def test_the_example_environment_names_every_setting_once_and_explains_it() -> None:
    settings: type[BaseSettings] = import_module("bot.settings").Settings
    lines = standing(".env.example").read_text(encoding="utf-8").splitlines()
    assignment = re.compile(r"^#? ?([A-Z][A-Z0-9_]*)=")

    named = [(match[1], index) for index, line in enumerate(lines) if (match := assignment.match(line))]
    unexplained = [key for key, index in named if index == 0 or not re.match(r"# ?\S", lines[index - 1])]

    assert sorted(key for key, _ in named) == sorted(key for key, _ in _settings(settings))
    # A group of settings may share the comment above its first line.
    assert all(assignment.match(lines[index - 1]) or key not in unexplained for key, index in named)


def test_every_platform_has_its_settings_under_its_name() -> None:
    module = import_module("bot.settings")
    groups = [
        field
        for field, about in module.Settings.model_fields.items()
        if about.annotation in module.PlatformSettings.__subclasses__()
    ]

    assert groups == list(import_module("bot.platforms.registry").PLATFORMS) == list(PLATFORMS)


def test_what_is_pinned_is_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    runtime = project["project"]["dependencies"]

    for file, asked in (
        ("requirements.txt", runtime),
        ("requirements-dev.txt", runtime + project["dependency-groups"]["dev"]),
    ):
        text = (ROOT / file).read_text(encoding="utf-8")
        pinned = set(re.findall(r"^([a-z0-9-]+)(?:\[[^]]*\])?==", text, re.MULTILINE))
        wanted = {re.split(r"[\[<>=~! ;]", line)[0].lower().replace(".", "-").replace("_", "-") for line in asked}
        assert wanted <= pinned, f"{file}: make requirements"
        assert "://" not in text, f"{file} names an address"
