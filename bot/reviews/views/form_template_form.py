"""The forms in which HR writes forms: a question, a section, the form as a whole; both languages side by side.

What is asked in the reader's own language stands first, so that one label is changed without looking at the rest.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.messages.card import Action
from bot.messages.field import NumberField, Option, SelectField, TextField
from bot.messages.form import Form
from bot.messages.text import plain
from bot.reviews.domain import example
from bot.reviews.domain.default_form_template import SELF_REVIEW
from bot.reviews.domain.form_template import (
    CHOSEN,
    MOST_HINT,
    MOST_INTRO,
    MOST_ITEM,
    MOST_ITEMS,
    MOST_LABEL,
    MOST_OPTION,
    MOST_OPTIONS,
    MOST_TITLE,
    Bilingual,
    Coaching,
    Filler,
    FormTemplate,
    Purpose,
    QuestionKind,
    Sight,
    TemplateQuestion,
    TemplateSection,
)
from bot.reviews.views.form_template import args

if TYPE_CHECKING:
    from bot.messages.answers import Answers
    from bot.messages.field import Field
    from bot.messages.i18n import Translator

_LONGEST_TIME: Final = 60
BLANK: Final = TemplateQuestion(key="", label=Bilingual())
EMPTY: Final = TemplateSection(key="", title=Bilingual(), questions=())


def question(t: Translator, template: FormTemplate, place: str, asked: TemplateQuestion = BLANK) -> Form:
    """Ask for a question: its words, what is answered, whether it has to be. A blank one is added to a section."""
    kinds = tuple(Option(kind.value, plain(t(f"form-template-kind-{kind}"))) for kind in QuestionKind)
    coaching = tuple(Option(kind.value, plain(t(f"form-template-coaching-{kind}"))) for kind in Coaching)
    fields = (
        *_worded(t, "label", asked.label, most=MOST_LABEL, required=True),
        *_worded(t, "hint", asked.hint, most=MOST_HINT),
        SelectField("kind", plain(t("form-template-field-kind")), kinds, value=asked.kind.value),
        _yes_or_no(t, "required", value=asked.required),
        *_options(t, asked.options),
        SelectField("coaching", plain(t("form-template-field-coaching")), coaching, value=asked.coaching.value),
    )
    title = "form-template-form-question" if asked.key else "form-template-form-new-question"
    return _form(t, title, fields, "form_template.question" if asked.key else "form_template.add", template, place)


def asked_question(t: Translator, answers: Answers, before: TemplateQuestion = BLANK) -> TemplateQuestion:
    """Return the question that a form asked for."""
    kind = QuestionKind(answers.choice("kind"))
    lines = [
        [line.strip() for line in (answers.text_or_none(name) or "").splitlines() if line.strip()]
        for name in ("options", "options_other")
    ]
    pairs = [
        _both(t, *(side[place] if place < len(side) else "" for side in lines)) for place in range(max(map(len, lines)))
    ]
    return replace(
        before,
        label=_read(t, answers, "label"),
        hint=_read(t, answers, "hint"),
        kind=kind,
        required=answers.choice("required") == "1",
        options=tuple(pairs) if kind in CHOSEN else (),
        coaching=Coaching(answers.choice("coaching")),
    )


def section(t: Translator, template: FormTemplate, part: TemplateSection = EMPTY) -> Form:
    """Ask for a section: its words, who fills it in and reads it; of a blank one, which is new, its first question."""
    purposes = tuple(Option(purpose.value, plain(t(f"form-template-purpose-{purpose}"))) for purpose in Purpose)
    first: tuple[Field, ...] = ()
    if not part.key:
        first = (TextField("first", plain(t("form-template-field-first")), most=MOST_LABEL),)
    fields = (
        *_worded(t, "title", part.title, most=MOST_TITLE, required=True),
        *first,
        SelectField("filler", plain(t("form-template-field-filler")), _fillers(t), value=part.filler.value),
        SelectField("sight", plain(t("form-template-field-sight")), _sights(t), value=part.sight.value),
        *_worded(t, "intro", part.intro, most=MOST_INTRO),
        *_worded(t, "item", part.item, most=MOST_ITEM, hint=plain(t("form-template-field-item-hint"))),
        NumberField("least", plain(t("form-template-field-least")), required=False, value=str(part.least)),
        NumberField(
            "most", plain(t("form-template-field-most", most=MOST_ITEMS)), required=False, value=str(part.most)
        ),
        SelectField("purpose", plain(t("form-template-field-purpose")), purposes, value=part.purpose.value),
    )
    title = "form-template-form-section" if part.key else "form-template-form-new-section"
    return _form(t, title, fields, "form_template.settings" if part.key else "form_template.add", template, part.key)


def asked_section(t: Translator, answers: Answers, before: TemplateSection = EMPTY) -> TemplateSection:
    """Return the section that a form asked for, a new one with its first question."""
    sizes = {name: answers.number_or_none(name) for name in ("least", "most")}
    questions = before.questions
    if "first" in answers:
        questions = (TemplateQuestion(key="first", label=_both(t, answers.text("first"), "")),)
    return replace(
        before,
        title=_read(t, answers, "title"),
        intro=_read(t, answers, "intro"),
        item=_read(t, answers, "item"),
        filler=Filler(answers.choice("filler")),
        sight=Sight(answers.choice("sight")),
        purpose=Purpose(answers.choice("purpose")),
        questions=questions,
        **{name: int(size) for name, size in sizes.items() if size is not None},  # type: ignore[arg-type]
    )


def about(t: Translator, template: FormTemplate) -> Form:
    """Ask for the title of a form, and for how long it is said to take."""
    fields = (
        *_worded(t, "title", template.title, most=MOST_TITLE, required=True),
        NumberField("minutes", plain(t("form-template-field-minutes")), value=str(template.minutes)),
    )
    return _form(t, "form-template-form-about", fields, "form_template.about", template)


def asked_about(t: Translator, answers: Answers, before: FormTemplate) -> FormTemplate:
    """Return the form with the title and the minutes that were asked for."""
    minutes = min(max(int(answers.number("minutes")), 1), _LONGEST_TIME)
    return replace(before, title=_read(t, answers, "title"), minutes=minutes)


def copying(t: Translator, template: FormTemplate) -> Form:
    """Ask for the title of a copy."""
    fields = _worded(t, "title", Bilingual(), most=MOST_TITLE, required=True)
    return _form(t, "form-template-form-copy", fields, "form_template.copy", template)


def asked_title(t: Translator, answers: Answers) -> Bilingual:
    """Return the title that was asked for."""
    return _read(t, answers, "title")


def ordering(t: Translator, template: FormTemplate, part: TemplateSection) -> Form:
    """Ask what of a section is to be moved or taken out: the section itself, or one of its questions."""
    whole = Option(part.key, plain(t("form-template-order-section", section=part.title.said(t.locale))))
    places = (
        *(Option(f"{part.key}.{asked.key}", asked.label.said(t.locale)) for asked in part.questions),
        whole,
    )
    ways = tuple(Option(way, plain(t(f"form-template-order-{way}"))) for way in ("up", "down", "remove"))
    fields = (
        SelectField("what", plain(t("form-template-field-what")), places, value=places[0].value),
        SelectField("how", plain(t("form-template-field-how")), ways, value="up"),
    )
    return _form(t, "form-template-form-order", fields, "form_template.order", template, part.key)


def _form(
    t: Translator, title: str, fields: tuple[Field, ...], route: str, template: FormTemplate, place: str = ""
) -> Form:
    action = Action(route, args(template, place))
    return Form(
        kind="form_template",
        title=plain(t(title)),
        fields=fields,
        submit=plain(t("form-template-save")),
        action=action,
        opener=action,
        intro=t("form-template-form-intro", form=template.title.said(t.locale), version=template.version + 1),
        locale=t.locale,
    )


def _worded(
    t: Translator, name: str, words: Bilingual, *, most: int, required: bool = False, hint: str = ""
) -> tuple[Field, Field]:
    """Ask for words in the reader's language, and for the same in the other."""
    own, other = (words.zh, words.en) if t.chinese else (words.en, words.zh)
    label = plain(t(f"form-template-field-{name}"))
    long = most > MOST_HINT
    return (
        TextField(name, label, value=own or other, required=required, most=most, long=long, hint=hint),
        TextField(
            f"{name}_other",
            plain(t("form-template-other", field=label)),
            value=other,
            required=False,
            most=most,
            long=long,
        ),
    )


def _options(t: Translator, options: tuple[Bilingual, ...]) -> tuple[Field, Field]:
    words = [(option.zh, option.en) if t.chinese else (option.en, option.zh) for option in options]
    label, most = plain(t("form-template-field-options")), MOST_OPTIONS * (MOST_OPTION + 1)
    hint = plain(t("form-template-field-options-hint", most=MOST_OPTIONS))
    own, other = ("\n".join(side).strip() for side in zip(*words, strict=True)) if words else ("", "")
    return (
        TextField("options", label, value=own or other, required=False, long=True, most=most, hint=hint),
        TextField(
            "options_other",
            plain(t("form-template-other", field=label)),
            value=other,
            required=False,
            long=True,
            most=most,
        ),
    )


def _yes_or_no(t: Translator, name: str, *, value: bool) -> SelectField:
    options = tuple(Option(said, plain(t(f"form-template-{name}-{said}"))) for said in ("1", "0"))
    return SelectField(name, plain(t(f"form-template-field-{name}")), options, value="1" if value else "0")


def _fillers(t: Translator) -> tuple[Option, ...]:
    return tuple(Option(filler.value, plain(t(f"form-template-filler-{filler}"))) for filler in Filler)


def _sights(t: Translator) -> tuple[Option, ...]:
    return tuple(Option(sight.value, plain(t(f"form-template-sight-{sight}"))) for sight in Sight)


def _read(t: Translator, answers: Answers, name: str) -> Bilingual:
    return _both(t, *(answers.text_or_none(field) or "" for field in (name, f"{name}_other")))


def _both(t: Translator, own: str, other: str) -> Bilingual:
    """Return words of the reader's language and of the other.

    Where both say the same, it is the other's that stand there because the reader's lacks them.
    """
    own = "" if own == other else own
    return Bilingual(other, own) if t.chinese else Bilingual(own, other)


def forms(t: Translator) -> dict[str, Form]:
    """Show each form: a question with its words in one language, a scale, new ones, a section, title, copy, order."""
    changed, peers = example.changed_form(), SELF_REVIEW.sections[-1]
    strengths = changed.sections[0]
    return {
        "form-template-question": question(t, changed, "strengths.lesson", strengths.questions[-1]),
        "form-template-question-scale": question(t, changed, "colleague.together", peers.questions[0]),
        "form-template-new-question": question(t, changed, "strengths"),
        "form-template-settings": section(t, changed, strengths),
        "form-template-new-section": section(t, changed),
        "form-template-about": about(t, changed),
        "form-template-copy": copying(t, changed),
        "form-template-order": ordering(t, changed, strengths),
    }
