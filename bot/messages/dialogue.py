"""A form asked as a talk: one question a message, answered in words or by number, where no form can be shown.

What has been answered is kept between messages and survives a restart. "cancel" leaves it, "skip" keeps what stands
there, "none" empties it, "back" goes back, "help" says how. A command alone works in between, and each of these words
is an answer in quotation marks.
"""

# Long because what is asked, taken and told of a form is one talk, and is read as one.

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

from bot.kit.cleaning import UnclearValue
from bot.kit.errors import Unanswered
from bot.messages.answers import answer_of
from bot.messages.card import Block, Card, Divider, FactLine, Facts, Heading, Mood, Note, Text
from bot.messages.field import (
    ChoiceField,
    DateField,
    Field,
    GroupField,
    Option,
    Part,
    RatingField,
    SelectField,
    SeveralField,
    Values,
    path,
    standing,
)
from bot.messages.form import Form, flat
from bot.messages.panel import blocks_of
from bot.messages.question import NO, YES, Question, answers_among, questions
from bot.messages.text import Ready, literal, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.messages.i18n import Translator

CANCEL: Final = frozenset({"cancel", "stop", "quit", "取消", "算了", "退出"})
SKIP: Final = frozenset({"skip", "pass", "next", "跳过", "略过", "下一个"})
REST: Final = frozenset({"rest", "skip the rest", "skip all", "其余不变", "其他不变", "后面不变"})
"""Keeps what stands there of this question and of all that come behind it."""
BACK: Final = frozenset({"back", "返回", "上一个", "上一题"})
NONE: Final = frozenset({"none", "nothing", "无", "没有", "不选"})
"""Empties what may be empty."""
_SKIPS: Final = "skip"
_YES: Final = frozenset({"y", "yes", "one more", "another", "有", "还有", "要", "是", "好", "再加", "加"})
_NO: Final = frozenset({"n", "no", "none", "done", "没有", "没有了", "没了", "不", "不用", "否", "无", "就这些"})
"""Whether there is another item of a group."""
_MANY: Final = 3
_QUOTED: Final = re.compile(r"""["“”„«「『](?P<said>[^"“”„«»「」『』]+)["“”»」』]""")


@dataclass(frozen=True)
class Dialogue:
    """A form on its way: which question is asked (its place among them), and what was answered so far."""

    # No slots: what is asked is worked out once, because an answer reads it a dozen times

    form: Form
    at: int = 0
    values: Values = field(default_factory=dict)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The questions as far as the answers decide which there are."""
        return questions(self.form, self.values)

    @property
    def asked(self) -> Field | None:
        """What waits for an answer; None when all is answered."""
        found = self.questions
        return found[self.at].field if self.at < len(found) else None

    @property
    def answers(self) -> Values:
        """What was answered, as a form would send it in."""
        return answers_among(self.values)

    @property
    def standing(self) -> str | tuple[str, ...]:
        """What stands there for the question that waits: what was answered before, or what the form began with."""
        return self.values.get(self.asked.name, standing(self.asked)) if self.asked else ""

    @property
    def begun(self) -> bool:
        """Whether something was answered that would be lost; what is kept is not."""
        fields = flat(self.form.sections)
        return not self.form.step and (
            self.at > 0 or any(self.values.get(field.name) != standing(field) for field in fields)
        )


def begin(form: Form, *, known: Values | None = None) -> Dialogue:
    """Begin to ask a form, or go on where nothing is ``known`` yet of one that is kept.

    One that comes back goes on at its first problem, with everything else as answered.
    """
    begun = Dialogue(form, 0, {field.name: standing(field) for field in flat(form.sections)})
    asked = begun.questions
    if form.problems:
        first = next((place for place, question in enumerate(asked) if question.field.name in form.problems), 0)
    else:
        first = (
            next((place for place, query in enumerate(asked) if _open(query, known)), len(asked) - 1) if known else 0
        )
        # Whether there is another item was not asked yet where nothing behind it was
        while known and first and (before := asked[first - 1]).group and before.page == asked[first].page:
            if before.field.name in known:
                break
            first -= 1
    return replace(begun, at=first)


def _open(asked: Question, known: Values) -> bool:
    """Say whether a question has no answer yet; one that may be left empty has been when that is known."""
    name = asked.field.name
    return asked.group is None and (name not in known or (asked.field.required and not known[name]))


def quoted(said: str) -> str:
    """Return what stands in quotation marks where that is all there is, else ""."""
    found = _QUOTED.fullmatch(said.strip())
    return found["said"].strip() if found else ""


def answer(dialogue: Dialogue, said: str, *, today: date, literally: bool = False) -> Dialogue:
    """Take an answer to the question that is asked, and go on to the next that needs one.

    A day is kept as the day that was meant: what "Friday" means tomorrow is another one. ``literally`` takes words
    that would go back or skip as an answer too.

    Raises:
        Unanswered: when the answer cannot be used; the question stays.
    """
    asked = dialogue.asked
    if asked is None:
        return dialogue
    word = "" if literally else unicodedata.normalize("NFKC", said).strip().lstrip("/").casefold()
    if word in BACK:
        return replace(dialogue, at=max(dialogue.at - 1, 0))
    given = dialogue.standing if word in SKIP else _given(asked, said)
    if word in NONE and not asked.required:
        given = () if isinstance(asked, SeveralField) else ""
    group = dialogue.questions[dialogue.at].group
    if group is not None and (word in _YES | _NO or not given):
        given = YES if word in _YES else NO
    try:
        meant = answer_of(asked, given, today=today)
    except UnclearValue as unclear:
        raise Unanswered({asked.name: (unclear.key, unclear.values)}) from None
    if isinstance(meant, date):
        given = meant.isoformat()
    problems = {name: why for name, why in dialogue.form.problems.items() if name != asked.name}
    after = Dialogue(replace(dialogue.form, problems=problems), dialogue.at + 1, {**dialogue.values, asked.name: given})
    if group is not None and given == NO:
        after = replace(after, values=_ended(group, dialogue.questions[dialogue.at].number, after.values))
    if not dialogue.form.problems:
        return after
    # What comes back with problems asks only about these
    rest = list(enumerate(after.questions))[after.at :]
    return replace(
        after, at=next((place for place, question in rest if question.field.name in problems), len(after.questions))
    )


def kept(dialogue: Dialogue, *, today: date) -> Dialogue:
    """Keep what stands there of all questions that are left, up to the first that needs an answer.

    Raises:
        Unanswered: when that is the one that is asked.
    """
    after = answer(dialogue, _SKIPS, today=today)
    while after.asked is not None:
        try:
            after = answer(after, _SKIPS, today=today)
        except Unanswered:
            break
    return after


def _ended(group: GroupField, number: int, values: Values) -> Values:
    """Return the answers without any about items of a group behind this many."""
    items = tuple(path(group.name, behind, "") for behind in range(number + 1, group.most + 1))
    return {name: value for name, value in values.items() if not name.startswith(items)} if items else values


def _given(asked: Field, said: str) -> str | tuple[str, ...]:
    if isinstance(asked, ChoiceField):
        chosen = _chosen(asked, said)
        return chosen if isinstance(asked, SeveralField) else chosen[0] if len(chosen) == 1 else said.strip()
    return said.strip()


def _options(asked: Field) -> tuple[Option, ...]:
    return asked.options if isinstance(asked, ChoiceField) else ()


def _chosen(asked: ChoiceField, said: str) -> tuple[str, ...]:
    """Return the options meant by numbers or by their words."""
    text = unicodedata.normalize("NFKC", said).strip()
    by_text = {_folded(option.text): option.value for option in asked.options}
    if isinstance(asked, RatingField):
        by_text |= {_folded(words): str(number) for number, words in enumerate(asked.points, start=1)}
    if _folded(said) in by_text:
        return (by_text[_folded(said)],)
    found = []
    for part in text.replace("、", ",").replace("，", ",").replace(" ", ",").split(","):
        word = part.strip(". )")
        if not word:
            continue
        if word.isdigit() and 1 <= int(word) <= len(asked.options):
            found.append(asked.options[int(word) - 1].value)
        else:
            found.append(by_text.get(_folded(word), word))
    return tuple(found)


def _folded(text: str) -> str:
    """Return words as they are compared: typed in full or half width, in capitals or not."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def question(t: Translator, dialogue: Dialogue, *, problem: str = "", helps: bool = False) -> Card:
    """Ask the question that waits, with how far one is and how to leave; ``problem`` says why it is asked again.

    ``helps`` says first what one can write meanwhile.
    """
    asked = dialogue.asked
    if asked is None:
        raise ValueError("every question is answered")
    form = dialogue.form
    wrong = problem or form.problems.get(asked.name, "")
    blocks: list[Block] = [
        Heading(form.title),
        *([Text(form.intro)] if form.intro and dialogue.at == 0 else []),
        *([Note(form.step.status)] if form.step and form.step.status and not problem else []),
        *(_help(t) if helps else ()),
        *(_announced(dialogue) if not problem else ()),
        *([Facts((FactLine(asked.label, wrong, mood=Mood.GAP),))] if wrong else []),
        Text("\n".join(_lines(t, dialogue))),
        *([Text(asked.hint)] if asked.hint else []),
        Note(_how(t, dialogue) if helps else t.sentences([_how(t, dialogue), *_rest(t, dialogue), t(_leave(form))])),
    ]
    summary = plain(t("dialogue-summary", title=Ready(form.title), progress=_progress(t, dialogue)))
    return Card("dialogue", summary, tuple(blocks), t.locale)


def told(t: Translator, form: Form) -> Card:
    """Show at once the questions of a form that is only looked at, in their order and with what leads to them.

    Of what is asked about several things it is the first.
    """
    whole = _with_an_item(form)
    asking = Dialogue(whole, 0, {field.name: standing(field) for field in flat(whole.sections)})
    blocks: list[Block] = [Heading(form.title), *([Text(form.intro)] if form.intro else [])]
    for at in range(len(asking.questions)):
        here = replace(asking, at=at)
        hint = here.asked.hint if here.asked else ""
        blocks += [*_announced(here), Text("\n".join([*_lines(t, here), *([hint] if hint else [])]))]
    return Card("dialogue", plain(form.title), (*blocks, Note(t("dialogue-told"))), t.locale)


def _with_an_item(form: Form) -> Form:
    """Return a form in which each group has to have an item."""

    def asked(part: Part) -> Part:
        return replace(part, least=max(part.least, 1)) if isinstance(part, GroupField) else part

    pages = tuple(
        replace(
            page,
            sections=tuple(
                replace(section, fields=tuple(asked(part) for part in section.fields)) for section in page.sections
            ),
        )
        for page in form.pages
    )
    return replace(form, pages=pages)


def _lines(t: Translator, dialogue: Dialogue) -> list[str]:
    """Return the question that waits and its choices, a line each."""
    asked = dialogue.asked
    if asked is None:
        raise ValueError("every question is answered")
    words = asked.points if isinstance(asked, RatingField) else [option.text for option in _options(asked)]
    label = t("dialogue-label", label=asked.label, progress=_progress(t, dialogue))
    return [label, *(t("dialogue-option", number=str(number), text=text) for number, text in enumerate(words, start=1))]


def _announced(dialogue: Dialogue) -> Iterator[Block]:
    """Say what a section is about, and show what one should see for it, before its first question."""
    asked = dialogue.questions[dialogue.at]
    if asked.section is None:
        return
    page = dialogue.form.pages[asked.page] if dialogue.form.pages else None
    if page and page.title and page.sections[0] == asked.section and page.title != asked.section.title:
        yield Text(f"**{page.title}**")
    if asked.section.title:
        yield Text(f"**{asked.section.title}**")
    if asked.section.intro:
        yield Text(asked.section.intro)
    for panel in asked.section.panels:
        yield from blocks_of(panel)


def _rest(t: Translator, dialogue: Dialogue) -> list[Ready]:
    """Say how to leave all that is left as it is, where something stands for each that has to be answered."""
    left = [query.field for query in dialogue.questions[dialogue.at :]]
    given = all(dialogue.values.get(field.name, standing(field)) for field in left if field.required)
    return [t("dialogue-rest")] if len(left) > _MANY and given and not dialogue.form.step else []


def _leave(form: Form) -> str:
    return "dialogue-leave-kept" if form.step else "dialogue-leave"


def _help(t: Translator) -> tuple[Block, ...]:
    lines = [t(f"dialogue-help-{name}") for name in ("words", "commands", "literally")]
    return Text("\n".join(lines)), Divider()


def _progress(t: Translator, dialogue: Dialogue) -> Ready:
    return t("dialogue-progress", at=dialogue.at + 1, of=len(dialogue.questions))


def still_open(t: Translator, dialogue: Dialogue, *, said: str = "") -> str:
    """Say below the answer to a command that the question still waits; ``said`` could have been meant as an answer."""
    waits = t("dialogue-still-open", title=Ready(dialogue.form.title), progress=_progress(t, dialogue))
    return t.sentences([waits, t("dialogue-as-answer", said=literal(said))] if said else [waits])


def in_the_way(t: Translator, dialogue: Dialogue) -> Ready:
    """Say that another form cannot begin, because what was answered in this one would be lost."""
    return t("dialogue-in-the-way", title=Ready(dialogue.form.title), progress=_progress(t, dialogue))


def _how(t: Translator, dialogue: Dialogue) -> str:
    """Say how to answer: by number, as a day, and what skipping would leave there."""
    asked, standing = dialogue.asked, dialogue.standing
    how = t("dialogue-how-words")
    if isinstance(asked, SelectField | RatingField):
        how = t("dialogue-how-one")
    elif isinstance(asked, SeveralField):
        how = t("dialogue-how-several")
    elif isinstance(asked, DateField):
        how = t("dialogue-how-day")
    if asked is None:
        return how
    if standing:
        keep = t("dialogue-keep" if asked.required else "dialogue-keep-or-none", value=_read(asked, standing))
        return t.sentences([how, keep])
    return how if asked.required else t.sentences([how, t("dialogue-skip")])


def _read(asked: Field, standing: str | tuple[str, ...]) -> str:
    if isinstance(asked, ChoiceField):
        texts: Mapping[str, str] = {option.value: option.text for option in asked.options}
        chosen = standing if isinstance(standing, tuple) else (standing,)
        return ", ".join(texts.get(name, name) for name in chosen)
    return str(standing)
