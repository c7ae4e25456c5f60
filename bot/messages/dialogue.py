"""A form asked as a talk: one question a message, answered in words or by number, where no form can be shown.

What has been answered is kept between messages and survives a restart. "/cancel" leaves it, "/skip" keeps what stands
there; every other command works in between.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from bot.messages.card import Block, Card, FactLine, Facts, Heading, Mood, Note, Text
from bot.messages.form import DateField, Field, Form, SelectField, SeveralField, Values, read
from bot.messages.text import Ready, plain

if TYPE_CHECKING:
    from bot.messages.i18n import Translator

CANCEL: Final = frozenset({"cancel", "stop", "quit", "取消", "算了", "退出"})
SKIP: Final = frozenset({"skip", "pass", "next", "跳过", "略过", "下一个"})
BACK: Final = frozenset({"back", "返回", "上一个", "上一题"})


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A form on its way: which question is asked (its place among the fields), and what was answered so far."""

    form: Form
    at: int = 0
    values: Values = field(default_factory=dict)

    @property
    def asked(self) -> Field | None:
        """The question that waits for an answer; None when all are answered."""
        return self.form.fields[self.at] if self.at < len(self.form.fields) else None


def begin(form: Form) -> Dialogue:
    """Begin to ask a form; one that comes back goes on at its first problem, with everything else as answered."""
    first = next((place for place, one in enumerate(form.fields) if one.name in form.problems), 0)
    return Dialogue(form, first, {one.name: _standing(one) for one in form.fields})


def answer(dialogue: Dialogue, said: str, *, today: date) -> Dialogue:
    """Take an answer to the question that is asked, and go on to the next that needs one.

    A day is kept as the day that was meant: what "Friday" means tomorrow is another one.

    Raises:
        Unanswered: when the answer cannot be used; the question stays.
    """
    asked = dialogue.asked
    if asked is None:
        return dialogue
    word = unicodedata.normalize("NFKC", said).strip().lstrip("/").casefold()
    if word in BACK:
        return replace(dialogue, at=max(dialogue.at - 1, 0))
    given = _standing(asked) if word in SKIP else _given(asked, said)
    meant = read(replace(dialogue.form, fields=(asked,)), {asked.name: given}, today=today)[asked.name]
    if isinstance(meant, date):
        given = meant.isoformat()
    problems = {name: why for name, why in dialogue.form.problems.items() if name != asked.name}
    form = replace(dialogue.form, problems=problems)
    # What comes back with problems asks only about these
    rest = range(dialogue.at + 1, len(form.fields))
    following = next((place for place in rest if form.fields[place].name in problems), None) if problems else None
    after = following if following is not None else len(form.fields) if dialogue.form.problems else dialogue.at + 1
    return Dialogue(form, after, {**dialogue.values, asked.name: given})


def _given(asked: Field, said: str) -> str | tuple[str, ...]:
    if isinstance(asked, SelectField | SeveralField):
        chosen = _chosen(asked, said)
        return chosen if isinstance(asked, SeveralField) else chosen[0] if len(chosen) == 1 else said.strip()
    return said.strip()


def _chosen(asked: SelectField | SeveralField, said: str) -> tuple[str, ...]:
    """Return the options meant by numbers or by their words."""
    text = unicodedata.normalize("NFKC", said).strip()
    by_text = {option.text.casefold(): option.value for option in asked.options}
    if text.casefold() in by_text:
        return (by_text[text.casefold()],)
    found = []
    for part in text.replace("、", ",").replace("，", ",").replace(" ", ",").split(","):
        word = part.strip(". )")
        if not word:
            continue
        if word.isdigit() and 1 <= int(word) <= len(asked.options):
            found.append(asked.options[int(word) - 1].value)
        else:
            found.append(by_text.get(word.casefold(), word))
    return tuple(found)


def _standing(one: Field) -> str | tuple[str, ...]:
    return one.values if isinstance(one, SeveralField) else one.value


def question(t: Translator, dialogue: Dialogue, *, problem: str = "") -> Card:
    """Ask the question that waits, with how far one is and how to leave; ``problem`` says why it is asked again."""
    asked = dialogue.asked
    if asked is None:
        raise ValueError("every question is answered")
    form = dialogue.form
    progress = t("dialogue-progress", at=dialogue.at + 1, of=len(form.fields))
    wrong = problem or form.problems.get(asked.name, "")
    lines = [t("dialogue-label", label=asked.label, progress=progress)]
    if isinstance(asked, SelectField | SeveralField):
        lines += [
            t("dialogue-option", number=str(number), text=option.text)
            for number, option in enumerate(asked.options, start=1)
        ]
    blocks: list[Block] = [
        Heading(form.title),
        *([Text(form.intro)] if form.intro and dialogue.at == 0 else []),
        *([Facts((FactLine(asked.label, wrong, mood=Mood.GAP),))] if wrong else []),
        Text("\n".join(lines)),
        *([Text(asked.hint)] if asked.hint else []),
        Note(t.sentences([_how(t, asked), t("dialogue-leave")])),
    ]
    summary = plain(t("dialogue-summary", title=Ready(form.title), progress=progress))
    return Card("dialogue", summary, tuple(blocks), t.locale)


def _how(t: Translator, asked: Field) -> str:
    """Say how to answer: by number, as a day, and what skipping would leave there."""
    how = t("dialogue-how-words")
    if isinstance(asked, SelectField):
        how = t("dialogue-how-one")
    elif isinstance(asked, SeveralField):
        how = t("dialogue-how-several")
    elif isinstance(asked, DateField):
        how = t("dialogue-how-day")
    standing = _standing(asked)
    if standing:
        return t.sentences([how, t("dialogue-keep", value=_read(asked, standing))])
    return how if asked.required else t.sentences([how, t("dialogue-skip")])


def _read(asked: Field, standing: str | tuple[str, ...]) -> str:
    if isinstance(asked, SelectField | SeveralField):
        texts: Mapping[str, str] = {option.value: option.text for option in asked.options}
        chosen = standing if isinstance(standing, tuple) else (standing,)
        return ", ".join(texts.get(one, one) for one in chosen)
    return str(standing)
