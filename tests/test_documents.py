"""The pages: what they say is so, they lead to one another, and those in both languages say the same."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.delivery.domain.delivery import DeliveryState, Hold
from bot.messages.i18n import translator
from bot.rules.domain.default_rules import DEFAULT_RULES
from bot.rules.domain.expression import read
from bot.rules.domain.fact import FACTS
from bot.rules.domain.rule import Silence
from bot.sources.mapping import Mapping
from handlers.grammar import table
from tests.house import ROOT, standing
from tests.pages import (
    CHINESE,
    ENGLISH,
    PAGES,
    all_fences,
    anchors,
    codes,
    commands,
    fences,
    headings,
    keys,
    links,
    prose,
    tables,
    text_of,
    twin,
)
from tests.terminal import settings_of

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST_README = 10 * 1024
MADE = ("favourite", "mattermost")
"""The noun and the platform that the page on the code adds as its examples."""
SETTING = re.compile(rf"\b(?:{'|'.join({name.partition('_')[0] for name, _ in settings_of()})})_[A-Z_]+\b")
BOTH = (ENGLISH, CHINESE)
TWINS = [page for page in PAGES if page.endswith(ENGLISH) and twin(page)]


def in_both(folder: str) -> pytest.MarkDecorator:
    """Ask something of a page in both languages."""
    return pytest.mark.parametrize("page", [f"{folder}/{name}" for name in BOTH])


def test_the_readme_is_short_and_leads_to_every_page() -> None:
    for readme in BOTH:
        assert len(text_of(readme).encode()) <= LARGEST_README, readme
    seen: set[str] = set()
    ahead = set(BOTH)
    while ahead:
        seen |= ahead
        ahead = {page for known in ahead for page in _pages_from(known)} - seen

    assert set(PAGES) - seen == set()


def _pages_from(page: str) -> Iterator[str]:
    for target in links(page):
        if (there := _resolved(page, target.partition("#")[0])) in PAGES:
            yield there


def _resolved(page: str, target: str) -> str:
    """Return the path, from the root, that a link of a page leads to; the page itself for an anchor alone."""
    if not target:
        return page
    path = (ROOT / page).parent / target
    return path.resolve().relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_to_a_file_and_a_section_that_there_are(page: str) -> None:
    broken = []
    for target in links(page):
        path, _, anchor = target.partition("#")
        there = _resolved(page, path)
        if not (ROOT / there).exists() or (anchor and anchor not in anchors(there)):
            broken.append(target)

    assert broken == []


@pytest.mark.parametrize("page", PAGES)
def test_a_page_leads_on_in_its_own_language(page: str) -> None:
    other = twin(page)
    strays = [
        target
        for target in links(page)
        if (there := _resolved(page, target.partition("#")[0])) in PAGES and there != other and (twin(there) or "")
        if there.endswith(CHINESE) != page.endswith(CHINESE)
    ]

    assert strays == []
    assert other is None or _resolved(page, links(page)[0]) == other, "a page begins with the way to the other language"


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_is_named_exists(page: str) -> None:
    named = [
        code for code in codes(prose(page)) if re.fullmatch(r"(?:bot|handlers|prompts|storage|tests)/[\w./*-]+", code)
    ]

    assert [path for path in named if not list(ROOT.glob(path)) and not _is_to_be_made(path)] == []


def _is_to_be_made(path: str) -> bool:
    """Say whether a path is one that the steps of a page make, in a folder that there is."""
    made = next((name for name in MADE if name in Path(path).name), "")
    return bool(made) and (ROOT / path).parent.is_dir()


@pytest.mark.parametrize("page", PAGES)
def test_every_piece_of_python_can_be_read(page: str) -> None:
    for block in fences(page, "python"):
        ast.parse(block)


def test_every_page_for_users_and_operators_is_there_in_both_languages() -> None:
    assert [page for page in PAGES if (other := twin(page)) and other not in PAGES] == []


@pytest.mark.parametrize("page", TWINS)
def test_both_languages_have_the_same_sections_tables_steps_and_commands(page: str) -> None:
    english, chinese = (_shape(name) for name in (page, twin(page) or ""))

    assert english == chinese


def _shape(page: str) -> dict[str, object]:
    bare = prose(page)
    own = {"csv", "toml", "json", "mermaid"}  # their words are those of the language
    apart = [line for line in commands(page) if "<<" not in line]
    return {
        "headings": [level for level, _ in headings(page)],
        "tables": [(len(header), len(lines)) for header, lines in tables(page)],
        "steps": re.findall(r"^ *(\d+\.|-) ", bare, re.MULTILINE),
        "pictures": bare.count("!["),
        "blocks": [fence.language if fence.language in {*own, "sh"} else fence for fence in all_fences(page)],
        "commands": apart,
        "links": sorted(_resolved(page, target.partition("#")[0]).replace(CHINESE, ENGLISH) for target in links(page)),
        "settings": sorted(set(SETTING.findall(text_of(page)))),
    }


@pytest.mark.parametrize("page", PAGES)
def test_every_setting_that_is_named_exists(page: str) -> None:
    assert set(SETTING.findall(text_of(page))) - dict(settings_of()).keys() == set()


@pytest.mark.parametrize("page", [f"bot/runtime/{name}" for name in BOTH])
def test_the_table_of_settings_is_that_of_the_code(page: str) -> None:
    lines = [line for _, found in tables(page) for line in found if SETTING.search(line[0])]

    assert {codes(line[0])[0]: (codes(line[1]) or [""])[0] for line in lines} == dict(settings_of())


def test_the_example_environment_leads_to_pages_that_there_are() -> None:
    named = re.findall(r"[\w./-]+\.md", standing(".env.example").read_text(encoding="utf-8"))

    assert named
    assert [path for path in named if not (ROOT / path).is_file()] == []


@in_both("bot/rules")
def test_the_table_of_facts_is_that_of_the_code(page: str) -> None:
    documented: dict[str, str] = {}
    for line in next(lines for header, lines in tables(page) if header[1] == "中文"):
        documented.update(zip(codes(line[0]), line[1].split("、"), strict=True))

    assert documented == {name: fact.chinese[0] for name, fact in FACTS.items()}


@in_both("bot/rules")
def test_every_condition_can_be_read(page: str) -> None:
    conditions = [line for block in fences(page, "text") for line in block.splitlines()]

    assert [read(line) for line in conditions]
    assert {rule.condition for rule in DEFAULT_RULES} & set(conditions)


@pytest.mark.parametrize("title", ["silenced", "不说话"])
def test_the_table_of_gates_is_that_of_the_code(title: str) -> None:
    page = "bot/rules/" + (ENGLISH if title.isascii() else CHINESE)

    assert set(keys(page, title)) == {silence.value for silence in Silence}


@pytest.mark.parametrize(("name", "state", "reason"), [(ENGLISH, "state", "reason"), (CHINESE, "状态", "原因")])
def test_the_tables_of_what_holds_a_message_are_those_of_the_code(name: str, state: str, reason: str) -> None:
    page = f"bot/delivery/{name}"

    assert keys(page, state) == [other.value for other in DeliveryState]
    assert set(keys(page, reason)) == {hold.value for hold in Hold}


@in_both("bot/sources")
def test_the_table_of_columns_is_that_of_the_code(page: str) -> None:
    kinds = tomllib.loads((ROOT / "bot/sources/headers.toml").read_text(encoding="utf-8"))
    (lines,) = [found for header, found in tables(page) if header[1] in {"required", "必填"}]

    documented = {codes(line[0])[0]: (codes(line[1]), {*codes(line[1]), *codes(line[2])}) for line in lines}

    assert documented == {kind: (entry["required"], {*entry["fields"]}) for kind, entry in kinds.items()}


@in_both("bot/sources")
def test_the_table_of_what_a_mapping_says_is_that_of_the_code(page: str) -> None:
    (lines,) = [found for header, found in tables(page) if header[0] in {"key", "键"}]

    documented = {re.sub(r"[\[\]]|\..*", "", code) for line in lines for code in codes(line[0])}

    assert documented == {about.alias or name for name, about in Mapping.model_fields.items()}


@pytest.mark.parametrize(("name", "locale"), [(ENGLISH, "en"), (CHINESE, "zh-CN")])
def test_the_table_of_words_is_that_of_the_routes(name: str, locale: str, request: pytest.FixtureRequest) -> None:
    header, *lines = table(translator(locale))
    shown = "\n".join("| " + " | ".join(line) + " |" for line in (header, ["---"] * len(header), *lines))
    path = standing(f"handlers/{name}")
    page = path.read_text(encoding="utf-8")
    found = re.search(r"<!-- jinbu routes -->\n(.*?)\n<!-- end -->", page, re.DOTALL)
    assert found, f"{path} has no place for the table"

    if request.config.getoption("--record"):
        path.write_text(page[: found.start(1)] + shown + page[found.end(1) :], encoding="utf-8")
    else:
        assert found[1] == shown, "run the tests of this file with --record, and read the diff"


def test_the_packages_hold_no_page_that_nobody_is_led_to() -> None:
    stray = [path for path in ROOT.glob("*/**/*.md") if path.name not in BOTH and _is_ours(path.relative_to(ROOT))]

    assert [path.as_posix() for path in stray] == []


def _is_ours(path: Path) -> bool:
    return not path.parts[0].startswith(".") and path.parts[:2] != ("prompts", "feedback")
