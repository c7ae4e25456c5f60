"""Form templates as HR reads them: all there are, one with its sections, a section with its questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.figures.domain.example import NOW
from bot.kit.calendar import zone
from bot.messages.card import Action, Button, Card, Choices, Heading, Note, Text
from bot.messages.i18n import named
from bot.messages.text import literal, plain
from bot.people.domain.reader import Reader
from bot.reviews.domain import example
from bot.reviews.domain.default_form_template import SELF_REVIEW
from bot.reviews.domain.form_template import Bilingual, Filler, FormTemplate, Purpose, Sight
from bot.reviews.domain.form_template_amendment import FormUse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from bot.messages.card import Block
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready
    from bot.reviews.domain.form_template import TemplateQuestion, TemplateSection

_IN_A_ROW: Final = 3
_MOST_FOUND: Final = 9
_MOST_NAMED: Final = 6


def args(template: FormTemplate, place: str = "") -> tuple[tuple[str, str], ...]:
    """Return what a button says of a form: which, in which version it was looked at, and which part of it."""
    found = (("form", template.key), ("v", str(template.version)))
    return (*found, ("at", place)) if place else found


def rows(buttons: Sequence[Button]) -> list[Block]:
    """Return buttons in rows: a card has room for three beside each other."""
    return [Choices(tuple(buttons[at : at + _IN_A_ROW])) for at in range(0, len(buttons), _IN_A_ROW)]


def listing(t: Translator, templates: Sequence[FormTemplate]) -> Card:
    """List the forms that there are."""
    heading = t("form-template-list", n=len(templates))
    said = [
        t(
            "form-template-list-line",
            title=template.title.said(t.locale),
            version=template.version,
            sections=t.listed([section.title.said(t.locale) for section in template.of(Filler.EMPLOYEE)]),
        )
        for template in templates
    ]
    buttons = [_open(t, template) for template in templates[:_MOST_FOUND]]
    blocks = (Heading(heading), Text("\n".join(said)), *rows(buttons), Note(t("form-template-list-note")))
    return Card("form_template", plain(heading), blocks, t.locale)


def _open(t: Translator, template: FormTemplate) -> Button:
    return Button(template.title.said(t.locale), Action("form_template", (("form", template.key),)))


def found(t: Translator, words: str, places: Sequence[tuple[FormTemplate, str]]) -> Card:
    """Offer the parts of forms whose words hold what was said."""
    heading = t("form-template-found", words=words, n=len(places))
    buttons = []
    for template, place in places[:_MOST_FOUND]:
        section, question = _part(template, place)
        part = question.label if question else section.title if section else template.title
        route = "form_template.question" if question else "form_template.section" if section else "form_template"
        buttons.append(Button(part.said(t.locale), Action(route, args(template, place))))
    return Card("form_template", plain(heading), (Heading(heading), *rows(buttons)), t.locale)


def _part(template: FormTemplate, place: str) -> tuple[TemplateSection | None, TemplateQuestion | None]:
    key, _, name = place.partition(".")
    section = template.section(key)
    questions = section.questions if section else ()
    return section, next((question for question in questions if question.key == name), None)


def show(
    to: Reader,
    template: FormTemplate,
    *,
    by: str,
    at: datetime,
    uses: Sequence[FormUse] = (),
    done: Ready | None = None,
) -> Card:
    """Show a form: its sections with what they ask, what is missing in a language, and where it is used.

    ``by`` is the name of whoever made this version at ``at``, "" where it came with the bot. ``done`` says what has
    just been done.
    """
    t = to.t
    heading = t("form-template-title", title=template.title.said(t.locale), version=template.version)
    blocks: list[Block] = [Heading(done or heading), Text(_made(to, template, by, at))]
    blocks += [Text(_section(t, section)) for section in template.sections]
    blocks += [Text(line) for line in (*_planless(t, template), *_missing(t, template), *_used(to, template, uses))]
    blocks += rows(
        [
            Button(section.title.said(t.locale), Action("form_template.section", args(template, section.key)))
            for section in template.sections
        ]
    )
    blocks.append(
        Choices(
            (
                Button(plain(t("form-template-button-preview")), preview(template, Filler.EMPLOYEE)),
                Button(plain(t("form-template-button-add-section")), Action("form_template.add", args(template))),
                Button(plain(t("form-template-button-more")), Action("form_template.more", args(template))),
            )
        )
    )
    return Card("form_template", plain(done or heading), tuple(blocks), t.locale)


def preview(template: FormTemplate, filler: Filler, *, sample: bool = False) -> Action:
    """Return what shows the form of one side as they would see it; a ``sample`` has its examples filled in."""
    known = (("form", template.key), ("v", str(template.version)), ("who", filler.value))
    return Action("form_template.preview", (*known, ("sample", "1")) if sample else known)


def _made(to: Reader, template: FormTemplate, by: str, at: datetime) -> str:
    t = to.t
    if not by:
        return t("form-template-shipped", minutes=template.minutes)
    when = t.moment(at, zone=to.zone, now=to.now)
    return t("form-template-made", version=template.version, by=named(t, by), when=when, minutes=template.minutes)


def _section(t: Translator, section: TemplateSection) -> str:
    asked = " · ".join(_asked(t, question) for question in section.questions)
    return "\n".join([t("review-section", title=section.title.said(t.locale)), t.sentences([_who(t, section)]), asked])


def _asked(t: Translator, question: TemplateQuestion) -> str:
    label = question.label.said(t.locale)
    return literal(label) if question.required else t("form-template-optional", label=label)


def _who(t: Translator, section: TemplateSection) -> Ready:
    """Say who fills a section in, who reads it, and about how many things it asks."""
    said = [t(f"form-template-filled-{section.filler}"), t(f"form-template-read-{_sight(section)}")]
    if section.repeated:
        item = section.item.said(t.locale)
        said.append(t("form-template-several", item=item, least=section.least, most=section.most))
    return t.clauses(said)


def _sight(section: TemplateSection) -> str:
    if section.filler is Filler.PEER:
        return "together"
    return section.sight.value if section.sight is Sight.MANAGER else "both"


def _planless(t: Translator, template: FormTemplate) -> Iterator[Ready]:
    """Warn where nothing that is asked becomes a plan: without one no review closes (R101)."""
    goals = (
        "goal" in {asked.key for asked in part.questions} for part in template.sections if part.purpose is Purpose.PLAN
    )
    if not any(goals):
        yield t("form-template-no-plan")


def _missing(t: Translator, template: FormTemplate) -> Iterator[Ready]:
    """Say of which words there are none in a language, so that the other's stand there."""
    for locale in ("en", "zh"):
        lacking = [words.said(t.locale) for words in _words(template) if words and not getattr(words, locale)]
        if lacking:
            shown, more = t.listed([f"“{word}”" for word in lacking[:_MOST_NAMED]]), len(lacking) - _MOST_NAMED
            names = t("form-template-and-more", names=shown, n=more) if more > 0 else shown
            yield t(f"form-template-missing-{locale}", names=names)


def _words(template: FormTemplate) -> Iterator[Bilingual]:
    yield template.title
    for section in template.sections:
        yield from (section.title, section.intro, section.item)
        for question in section.questions:
            yield from (question.label, question.hint, *question.options)


def _used(to: Reader, template: FormTemplate, uses: Sequence[FormUse]) -> Iterator[Ready]:
    t = to.t
    for use in uses:
        number, when = use.cycle.template_version, t.moment(use.since, zone=to.zone, now=to.now)
        key = "form-template-used" if number == template.version else "form-template-used-before"
        yield t(key, cycle=use.cycle.name, version=number, when=when)


def more(t: Translator, template: FormTemplate, uses: Sequence[FormUse] = ()) -> Card:
    """Offer what is done with a form as a whole, and its newest version to the cycles that run with an earlier."""
    heading = t("form-template-title", title=template.title.said(t.locale), version=template.version)
    looks = [
        Button(plain(t(f"form-template-button-preview-{filler}")), preview(template, filler))
        for filler in Filler
        if template.of(filler)
    ]
    sample = Button(plain(t("form-template-button-sample")), preview(template, Filler.EMPLOYEE, sample=True))
    acts = [
        Button(plain(t(f"form-template-button-{name}")), Action(f"form_template.{name}", args(template)))
        for name in ("about", "copy", "versions")
    ]
    applies = [
        Button(
            plain(t("form-template-button-apply", cycle=use.cycle.name)),
            Action("form_template.apply", (("no", str(use.cycle.no)), ("v", str(template.version)))),
        )
        for use in uses
        if use.cycle.template_version != template.version
    ]
    blocks: list[Block] = [Heading(heading), Text(t("form-template-more-text"))]
    blocks += [*rows(applies), *rows(looks), *rows([sample]), *rows(acts)]
    return Card("form_template", plain(heading), tuple(blocks), t.locale)


def section(t: Translator, template: FormTemplate, part: TemplateSection, *, done: Ready | None = None) -> Card:
    """Show a section: each question with its kind and its help; a button for each leads to its words."""
    heading = t("form-template-section-title", form=template.title.said(t.locale), section=part.title.said(t.locale))
    blocks: list[Block] = [Heading(done or heading), Text(t.sentences([_who(t, part)]))]
    if intro := part.intro.said(t.locale):
        blocks.append(Text(t("form-template-intro-line", words=intro)))
    blocks += [Text(_question(t, question)) for question in part.questions]
    blocks += rows(
        [
            Button(
                question.label.said(t.locale),
                Action("form_template.question", args(template, f"{part.key}.{question.key}")),
            )
            for question in part.questions
        ]
    )
    acts = [
        Button(plain(t(f"form-template-button-{name}")), Action(f"form_template.{route}", args(template, part.key)))
        for name, route in (("add-question", "add"), ("settings", "settings"), ("order", "order"))
    ]
    back = Button(plain(t("form-template-button-form")), Action("form_template", (("form", template.key),)))
    blocks += [*rows(acts), *rows([back])]
    return Card("form_template", plain(done or heading), tuple(blocks), t.locale)


def _question(t: Translator, question: TemplateQuestion) -> str:
    kind = t(f"form-template-kind-{question.kind}")
    lines: list[str] = [
        t(
            "form-template-question" if question.required else "form-template-question-optional",
            label=question.label.said(t.locale),
            kind=kind,
        )
    ]
    if question.options:
        lines.append(" · ".join(literal(option.said(t.locale)) for option in question.options))
    if hint := question.hint.said(t.locale):
        lines.append(t("form-template-hint-line", words=hint))
    return "\n".join(lines)


def examples(t: Translator) -> dict[str, Card]:
    """Show the list, the form that comes with the bot, one of HR's with words missing, and a section of it."""
    to, use = Reader(t, zone("Asia/Shanghai"), NOW), FormUse(example.cycle(chinese=t.chinese), NOW)
    changed = example.changed_form()
    name = "何静" if t.chinese else "Jing He"
    return {
        "form-template-list": listing(t, [SELF_REVIEW, example.copied_form()]),
        "form-template-found": found(t, "o", [(SELF_REVIEW, ""), (SELF_REVIEW, "plan"), (SELF_REVIEW, "plan.goal")]),
        "form-template-shipped": show(to, SELF_REVIEW, by="", at=NOW, uses=[use]),
        "form-template-changed": show(to, changed, by=name, at=NOW, uses=[use]),
        "form-template-more": more(t, changed, [use]),
        "form-template-section": section(t, changed, changed.sections[0]),
    }
