"""Every form in both languages: recorded as it stands open on each platform, and as its first question."""

from __future__ import annotations

import ast
from functools import cache

import pytest

from bot.admin.views.example import forms_by_view
from bot.messages.codec import form_from_json, form_to_json
from bot.messages.form import Form, flat
from bot.messages.i18n import LOCALES, translator
from bot.messages.text import plain
from bot.messages.voice import BANNED
from bot.platforms.dingtalk import page as dingtalk
from bot.platforms.slack import page as slack
from bot.sandbox.dingtalk.form import form_problem
from bot.sandbox.slack.blocks import check_view
from bot.sandbox.slack.schema import Problems
from handlers import ROUTES, Means
from tests.conftest import Golden
from tests.drawing import form_drawing
from tests.house import modules, name, public, tree

VIEWS = tuple(forms_by_view())
EACH = pytest.mark.parametrize("view", VIEWS)


@cache
def shown(view: str) -> dict[str, list[Form]]:
    """Build the forms of a view by their names, each in every language."""
    made = [forms_by_view()[view](translator(locale)) for locale in LOCALES]
    assert all(list(entry) == list(made[0]) for entry in made)
    return {title: [entry[title] for entry in made] for title in made[0]}


@EACH
def test_the_forms_of_a_view_are_as_they_were_looked_at(view: str, golden: Golden) -> None:
    assert [form.locale for forms in shown(view).values() for form in forms] == list(LOCALES) * len(shown(view))

    golden({f"{title}.txt": form_drawing(forms) for title, forms in shown(view).items()})


@EACH
def test_a_form_is_kept_as_it_was_and_both_platforms_take_it(view: str) -> None:
    for form in (form for forms in shown(view).values() for form in forms):
        problems = Problems()
        check_view(slack.render_form(form), problems)

        assert form_from_json(form_to_json(form)) == form
        assert problems.found == []
        assert form_problem(dingtalk.render_form(form)) == ""


@EACH
def test_a_form_leads_somewhere_can_be_asked_for_again_and_is_well_put(view: str) -> None:
    sent, asked = ({route.name for route in ROUTES if means in route.means} for means in (Means.FORM, Means.CLICK))

    for form in (form for forms in shown(view).values() for form in forms):
        if form.kind != "sample":
            assert form.action.name in sent
            assert form.opener.name in asked
        words = [form.title, form.intro, form.submit, *(f"{field.label} {field.hint}" for field in flat(form.sections))]
        assert not BANNED.search("\n".join(words)), form.kind
        assert all(plain(name).strip() for name in (form.title, form.submit))
        assert len({field.name for field in flat(form.sections)}) == len(flat(form.sections))


def test_every_view_that_makes_a_form_shows_it() -> None:
    makers = {
        path.stem
        for path in modules("bot")
        if "/views/" in name(path) and "forms" not in public(path)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Form"
    }

    assert makers == {"specificity"}, "it shows how a form that is another view's comes back"
