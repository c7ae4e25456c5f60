"""A form asked as a talk: one question a message, answered in words or by number, where no form can be shown.

What has been answered is kept between messages and survives a restart. "cancel" leaves it, "skip" keeps what stands
there, "none" empties it, "back" goes back, "help" says how. A command alone works in between, and each of these words
is an answer in quotation marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from bot.kit.cleaning import Unclear
from bot.kit.errors import Unanswered
from bot.messages.answers import answer_of
from bot.messages.card import Block, Card, Divider, FactLine, Facts, Heading, Mood, Note, Text
from bot.messages.form import DateField, Field, Form, SelectField, SeveralField, Values
from bot.messages.text import Ready, literal, plain

if TYPE_CHECKING:
    from bot.messages.i18n import Translator

CANCEL: Final = frozenset({"cancel", "stop", "quit", "取消", "算了", "退出"})
SKIP: Final = frozenset({"skip", "pass", "next", "跳过", "略过", "下一个"})
BACK: Final = frozenset({"back", "返回", "上一个", "上一题"})
NONE: Final = frozenset({"none", "nothing", "无", "没有", "不选"})
"""Empties what may be empty."""
_QUOTED: Final = re.compile(r"""["“”„«「『](?P<said>[^"“”„«»「」『』]+)["“”»」』]""")


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

    @property
    def standing(self) -> str | tuple[str, ...]:
        """What stands there for the question that waits: what was answered before, or what the form began with."""
        return self.values.get(self.asked.name, _standing(self.asked)) if self.asked else ""

    @property
    def begun(self) -> bool:
        """Whether something was answered that would be lost."""
        return self.at > 0 or any(self.values.get(one.name) != _standing(one) for one in self.form.fields)


def begin(form: Form) -> Dialogue:
    """Begin to ask a form; one that comes back goes on at its first problem, with everything else as answered."""
    first = next((place for place, one in enumerate(form.fields) if one.name in form.problems), 0)
    return Dialogue(form, first, {one.name: _standing(one) for one in form.fields})


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
    try:
        meant = answer_of(asked, given, today=today)
    except Unclear as unclear:
        raise Unanswered({asked.name: (unclear.key, unclear.values)}) from None
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


def question(t: Translator, dialogue: Dialogue, *, problem: str = "", helps: bool = False) -> Card:
    """Ask the question that waits, with how far one is and how to leave; ``problem`` says why it is asked again.

    ``helps`` says first what one can write meanwhile.
    """
    asked = dialogue.asked
    if asked is None:
        raise ValueError("every question is answered")
    form = dialogue.form
    wrong = problem or form.problems.get(asked.name, "")
    lines = [t("dialogue-label", label=asked.label, progress=_progress(t, dialogue))]
    if isinstance(asked, SelectField | SeveralField):
        lines += [
            t("dialogue-option", number=str(number), text=option.text)
            for number, option in enumerate(asked.options, start=1)
        ]
    blocks: list[Block] = [
        Heading(form.title),
        *([Text(form.intro)] if form.intro and dialogue.at == 0 else []),
        *(_help(t) if helps else ()),
        *([Facts((FactLine(asked.label, wrong, mood=Mood.GAP),))] if wrong else []),
        Text("\n".join(lines)),
        *([Text(asked.hint)] if asked.hint else []),
        Note(_how(t, dialogue) if helps else t.sentences([_how(t, dialogue), t("dialogue-leave")])),
    ]
    summary = plain(t("dialogue-summary", title=Ready(form.title), progress=_progress(t, dialogue)))
    return Card("dialogue", summary, tuple(blocks), t.locale)


def _help(t: Translator) -> tuple[Block, ...]:
    lines = [t(f"dialogue-help-{one}") for one in ("words", "commands", "literally")]
    return Text("\n".join(lines)), Divider()


def _progress(t: Translator, dialogue: Dialogue) -> Ready:
    return t("dialogue-progress", at=dialogue.at + 1, of=len(dialogue.form.fields))


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
    if isinstance(asked, SelectField):
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
    if isinstance(asked, SelectField | SeveralField):
        texts: Mapping[str, str] = {option.value: option.text for option in asked.options}
        chosen = standing if isinstance(standing, tuple) else (standing,)
        return ", ".join(texts.get(one, one) for one in chosen)
    return str(standing)
