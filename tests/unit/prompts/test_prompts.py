"""Prompts are read strictly: whatever is missing, unknown or of another kind is an error that names it."""

from __future__ import annotations

import json
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prompts import PromptError, load, parse

SHIPPED = sorted(
    (f"{folder.name}/{file.name.split('.')[0]}", file.name.split(".")[1])
    for folder in files("prompts").iterdir()
    if folder.is_dir() and not folder.name.startswith("_")
    for file in folder.iterdir()
    if file.name.endswith(".md")
)
LOCALES = ("en", "zh-CN")

SMALL = """+++
purpose = "Say hello."
schema = "greeting"
temperature = 0
max_tokens = 5
inputs = { who = "to whom" }
example = { who = "you" }
+++
# system
Be kind.
# user
Say hello to {{ who }}.
"""


def small(old: str = "", new: str = "") -> str:
    assert old in SMALL
    return SMALL.replace(old, new, 1)


def refused(text: str) -> str:
    with pytest.raises(PromptError) as caught:
        parse(text, name="greeting/hello", locale="en")
    assert str(caught.value).startswith("greeting/hello.en: ")
    return str(caught.value)


def test_there_are_prompts_and_each_is_written_in_both_languages() -> None:
    names = {name for name, _ in SHIPPED}

    assert names
    assert sorted((name, locale) for name in names for locale in LOCALES) == SHIPPED


@pytest.mark.parametrize(("name", "locale"), SHIPPED)
def test_a_prompt_renders_its_own_example(name: str, locale: str) -> None:
    prompt = load(name, locale)

    system, user = prompt.render(**prompt.example)

    assert system
    assert user
    assert "{{" not in system + user
    assert "{%" not in system + user
    assert "json" in (system + user).lower()  # json_object endpoints refuse a prompt that does not say so


@pytest.mark.parametrize("name", sorted({name for name, _ in SHIPPED}))
def test_both_languages_are_asked_and_answered_alike(name: str) -> None:
    for prompt, other in pairwise(load(name, locale) for locale in LOCALES):
        assert set(prompt.inputs) == set(other.inputs)
        assert (prompt.schema, prompt.temperature, prompt.max_tokens) == (
            other.schema,
            other.temperature,
            other.max_tokens,
        )
        assert prompt.hash != other.hash
        assert prompt.purpose != other.purpose


def test_the_hash_changes_with_every_character() -> None:
    prompt, other = (parse(text, name="greeting/hello", locale="en") for text in (SMALL, small("kind.", "kind!")))

    assert prompt.hash != other.hash
    assert prompt.hash == parse(SMALL, name="greeting/hello", locale="en").hash


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (small('schema = "greeting"\n'), "missing header key 'schema'"),
        (small("max_tokens", "maximum"), "missing header key 'max_tokens', unknown header key 'maximum'"),
        (small("temperature = 0", "temperature = 2.5"), "temperature cannot be 2.5"),
        (small("temperature = 0", "temperature = true"), "temperature cannot be True"),
        (small("max_tokens = 5", "max_tokens = 0"), "max_tokens cannot be 0"),
        (small('purpose = "Say hello."', 'purpose = " "'), "purpose cannot be ' '"),
        (small('{ who = "to whom" }', "{ who = 1 }"), "inputs cannot be"),
        (small('inputs = { who = "to whom" }', "inputs = {}"), "inputs cannot be"),
        (small('example = { who = "you" }', "example = {}"), "missing example value 'who'"),
        (small('{ who = "you" }', '{ who = "you", when = "now" }'), "unknown example value 'when'"),
        (small("{{ who }}", "{{ whom }}"), "missing variable 'who', unknown variable 'whom'"),
        (small("{{ who }}", "everybody"), "missing variable 'who'"),
        (small("{{ who }}", "{{ who }} {{ range(3) }}"), "unknown variable 'range'"),
        (small("{{ who }}", "{{ who }"), "greeting/hello.en: "),
        (small("{{ who }}", "{{ who | shouted }}"), "shouted"),
        (small("# user\n"), "sections"),
        (small("# system\nBe kind.\n"), "sections"),
        (small("Be kind.\n"), "sections"),
        (small("# user", "# User"), "sections"),
        (small("# system", "Before.\n# system"), "sections"),
        (small("Be kind.", "Be kind.\n# more\nStill."), "sections"),
        (small("+++\npurpose", "purpose"), "+++"),
        (small("max_tokens = 5", "max_tokens = five"), "header: "),
    ],
)
def test_a_file_that_is_not_as_it_has_to_be_is_refused_with_its_fault(text: str, fault: str) -> None:
    assert fault in refused(text)


@pytest.mark.parametrize(
    ("values", "fault"),
    [({}, "missing input 'who'"), ({"who": "you", "when": "now"}, "unknown input 'when'")],
)
def test_a_prompt_takes_exactly_its_inputs(values: dict[str, str], fault: str) -> None:
    prompt = parse(SMALL, name="greeting/hello", locale="en")

    with pytest.raises(PromptError, match=fault):
        prompt.render(**values)


def test_a_value_that_lacks_what_the_template_asks_of_it_is_an_error() -> None:
    prompt = parse(small("{{ who }}", "{{ who.name }}"), name="greeting/hello", locale="en")

    with pytest.raises(PromptError, match="name"):
        prompt.render(who={"title": "Dr"})


@given(st.text())
def test_what_people_typed_stays_one_quoted_line(typed: str) -> None:
    prompt = parse(SMALL, name="greeting/hello", locale="en")

    user = prompt.render(who=typed).user

    quoted = user.removeprefix("Say hello to ").removesuffix(".")
    assert json.loads(quoted) == typed
    assert "\n" not in user


@pytest.mark.parametrize(
    ("name", "locale"),
    [("feedback/pick", "fr"), ("feedback/nothing", "en"), ("../pyproject", "en"), ("feedback/pick", "../en")],
)
def test_a_prompt_that_is_not_there_is_an_error(name: str, locale: str) -> None:
    with pytest.raises(PromptError, match=r"feedback|pyproject"):
        load(name, locale)
