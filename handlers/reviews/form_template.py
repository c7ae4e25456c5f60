"""Review forms in chat: HR reads, changes, copies and looks at them; every change is a version that can be undone."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.kit.errors import Invalid, NotFound, Unanswered
from bot.messages.inbound import Submission
from bot.people.domain.permission import Act
from bot.reviews.domain import form_template_edit as edit
from bot.reviews.domain.form_template import Bilingual
from bot.reviews.services import form_template as templates
from bot.reviews.views import form_template as view
from bot.reviews.views import form_template_form as forms
from handlers.context import argument, whole
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.messages.answers import Answers
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from bot.messages.text import Ready
    from bot.reviews.domain.form_template import FormTemplate
    from handlers.context import Context

_AT = {
    "form-template-options": "options",
    "form-template-items": "most",
    "form-template-sight": "sight",
    "form-template-no-employee": "filler",
}
"""By what is wrong, the field at which it is said; otherwise at the first."""


def show(context: Context, inbound: Inbound) -> Card | Form:
    """Show the form of a button, what was named, or the only one; of several the list."""
    context.require(Act.RUN_REVIEWS)
    if argument(inbound, "form"):
        return card(context, newest(context, inbound))
    if context.rest:
        return _named(context, context.rest)
    known = context.work.form_templates.all()
    return card(context, known[0]) if len(known) == 1 else view.listing(context.t, known)


def _named(context: Context, words: str) -> Card | Form:
    places = list(templates.search(context.work, words))
    if len(places) != 1:
        return view.found(context.t, words, places)
    template, place = places[0]
    if "." in place:
        return forms.question(context.t, template, place, edit.question_at(template, place))
    return _section(context, template, place) if place else card(context, template)


def _takes(context: Context, rest: str) -> bool:
    """Take words that stand in a form."""
    return any(True for _ in templates.search(context.work, rest))


def more(context: Context, inbound: Inbound) -> Card:
    """Offer what is done with a form as a whole."""
    context.require(Act.RUN_REVIEWS)
    template = newest(context, inbound)
    return view.more(context.t, template, templates.used_by(context.work, template.key, now=context.now))


def section(context: Context, inbound: Inbound) -> Card:
    """Show a section with its questions."""
    context.require(Act.RUN_REVIEWS)
    return _section(context, newest(context, inbound), argument(inbound, "at"))


def question(context: Context, inbound: Inbound) -> Form | Card:
    """Ask for the words of a question, then keep them; of another kind it is another question."""
    template, place = newest(context, inbound), argument(inbound, "at")
    asked = edit.question_at(template, place)

    def change(answers: Answers) -> FormTemplate:
        after = forms.asked_question(context.t, answers, asked)
        if not edit.same_kind(asked, after):
            taken = templates.taken(context.work, template.key, place.partition(".")[0])
            after = replace(after, key=edit.fresh_key(after.label, taken, otherwise="question"))
        return edit.with_question(template, place, after, instead=asked.key)

    form = forms.question(context.t, template, place, asked)
    return _edited(context, inbound, form, template, change, place=place)


def settings(context: Context, inbound: Inbound) -> Form | Card:
    """Ask for the words of a section, who fills it in and who reads it, then keep that."""
    template, place = newest(context, inbound), argument(inbound, "at")
    part = edit.section_at(template, place)

    def change(answers: Answers) -> FormTemplate:
        return edit.with_section(template, forms.asked_section(context.t, answers, part))

    return _edited(context, inbound, forms.section(context.t, template, part), template, change, place=place)


def add(context: Context, inbound: Inbound) -> Form | Card:
    """Ask for a question of a section, or for a section, then keep it behind the others."""
    template, place = newest(context, inbound), argument(inbound, "at")
    taken = templates.taken(context.work, template.key, place)
    if place:
        edit.section_at(template, place)

        def put_question(answers: Answers) -> FormTemplate:
            asked = forms.asked_question(context.t, answers)
            asked = replace(asked, key=edit.fresh_key(asked.label, taken, otherwise="question"))
            return edit.with_question(template, place, asked)

        form = forms.question(context.t, template, place)
        return _edited(context, inbound, form, template, put_question, place=place)

    def put_section(answers: Answers) -> FormTemplate:
        part = forms.asked_section(context.t, answers)
        key = edit.fresh_key(part.title, taken, otherwise="section")
        return edit.with_section(template, replace(part, key=key))

    return _edited(context, inbound, forms.section(context.t, template), template, put_section)


def order(context: Context, inbound: Inbound) -> Form | Card:
    """Ask what of a section is to be moved or taken out, then do it."""
    template, place = newest(context, inbound), argument(inbound, "at")

    def change(answers: Answers) -> FormTemplate:
        what, how = answers.choice("what"), answers.choice("how")
        if how == "remove":
            return edit.without(template, what)
        return edit.moved(template, what, -1 if how == "up" else 1)

    form = forms.ordering(context.t, template, edit.section_at(template, place))
    return _edited(context, inbound, form, template, change, place=place)


def about(context: Context, inbound: Inbound) -> Form | Card:
    """Ask for the title of a form and how long it takes, then keep that."""
    template = newest(context, inbound)

    def change(answers: Answers) -> FormTemplate:
        return forms.asked_about(context.t, answers, template)

    return _edited(context, inbound, forms.about(context.t, template), template, change)


def copy(context: Context, inbound: Inbound) -> Form | Card:
    """Ask for a title, then keep another form that asks the same."""
    context.require(Act.RUN_REVIEWS)
    template = newest(context, inbound)
    form = forms.copying(context.t, template)
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers, _told(context, form):
        title = forms.asked_title(context.t, answers)
        made = templates.copy(context.work, context.person, template, title, now=context.now)
    return card(context, made, done=context.t("form-template-copied", title=made.title.said(context.t.locale)))


def _edited(
    context: Context,
    inbound: Inbound,
    form: Form,
    template: FormTemplate,
    change: Callable[[Answers], FormTemplate],
    *,
    place: str = "",
) -> Form | Card:
    """Ask for an edit; once it is sent in, store it as the next version and show what became of it.

    What somebody else has changed at the same place meanwhile is not undone unseen.
    """
    context.require(Act.RUN_REVIEWS)
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers, _told(context, form):
        if _part(version(context, inbound), place) != _part(template, place):
            raise Invalid("form-template-changed-meanwhile")
        after = change(answers)
        if after == template:
            return _back(context, template, place, context.t("form-template-unchanged"))
        stored = templates.change(context.work, context.person, after, now=context.now)
    return _back(context, stored, place, context.t("form-template-saved", version=stored.version))


@contextmanager
def _told(context: Context, form: Form) -> Iterator[None]:
    """Say at its field what is wrong with an edit."""
    try:
        yield
    except Invalid as wrong:
        first = form.fields[0].name
        what = str(wrong.values.get("what", ""))
        named = {field.name for field in form.fields}
        at = _AT.get(wrong.key, {"section": "title", "option": "options"}.get(what, what))
        raise Unanswered({at if at in named else first: (wrong.key, said(context, wrong))}) from None


def said(context: Context, wrong: Invalid) -> dict[str, object]:
    """Return the variables of what is wrong, the names among them in the reader's language."""
    locale = context.t.locale
    return {name: value.said(locale) if isinstance(value, Bilingual) else value for name, value in wrong.values.items()}


def _part(template: FormTemplate, place: str) -> object:
    """Return what stands at a place, None where nothing does (any more)."""
    try:
        if "." in place:
            return edit.question_at(template, place)
        return edit.section_at(template, place) if place else template.title
    except NotFound:
        return None


def newest(context: Context, inbound: Inbound) -> FormTemplate:
    """Return the newest version of the form that a button or form names."""
    return templates.find(context.work, argument(inbound, "form"))


def version(context: Context, inbound: Inbound) -> FormTemplate:
    """Return the version of a form that a button or form names."""
    return templates.find(context.work, argument(inbound, "form"), whole(argument(inbound, "v")))


def _back(context: Context, template: FormTemplate, place: str, done: Ready) -> Card:
    part = template.section(place.partition(".")[0]) if place else None
    return view.section(context.t, template, part, done=done) if part else card(context, template, done=done)


def _section(context: Context, template: FormTemplate, place: str) -> Card:
    return view.section(context.t, template, edit.section_at(template, place))


def card(context: Context, template: FormTemplate, *, done: Ready | None = None) -> Card:
    """Show a form in its newest version, and what has just been done with it."""
    made = context.work.form_templates.history(template.key)[0]
    uses = templates.used_by(context.work, template.key, now=context.now)
    by = name(context, made.by)
    return view.show(context.reader, template, by=by, at=made.at, uses=uses, done=done)


def name(context: Context, person_id: str) -> str:
    """Return what somebody is called; "" for nobody who is known."""
    person = context.work.people.get(person_id) if person_id else None
    return person.name if person else ""


_EDITS = (Means.CLICK, Means.FORM)
ROUTES = (
    Route(
        "form_template",
        show,
        Act.RUN_REVIEWS,
        (Means.WORDS, Means.CLICK),
        spoken(en="forms, form", zh="表单，表单模板"),
        takes=_takes,
    ),
    Route("form_template.more", more, Act.RUN_REVIEWS),
    Route("form_template.section", section, Act.RUN_REVIEWS),
    Route("form_template.question", question, Act.RUN_REVIEWS, _EDITS, opens=True),
    Route("form_template.settings", settings, Act.RUN_REVIEWS, _EDITS, opens=True),
    Route("form_template.add", add, Act.RUN_REVIEWS, _EDITS, opens=True),
    Route("form_template.order", order, Act.RUN_REVIEWS, _EDITS, opens=True),
    Route("form_template.about", about, Act.RUN_REVIEWS, _EDITS, opens=True),
    Route("form_template.copy", copy, Act.RUN_REVIEWS, _EDITS, opens=True),
)
