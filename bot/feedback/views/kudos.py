"""Feedback between people as forms and cards: to give it, to ask for it, to read it, to answer it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.feedback.domain.kudos import Kudos, Stance, Visibility
from bot.figures.domain import example
from bot.messages.card import Action, Button, Card, Choices, Heading, Note, Quote, Text
from bot.messages.field import Option, SelectField, TextField
from bot.messages.form import Form
from bot.messages.i18n import named
from bot.messages.text import literal, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.messages.card import Block
    from bot.messages.field import Field
    from bot.messages.i18n import Translator
    from bot.people.domain.person import Person

_ONE_LINE = 120


def giving(t: Translator, *, to: Person | None = None, request: int = 0, about: str = "", asked: bool = False) -> Form:
    """Ask for feedback to a colleague, or to whom it should go where none is chosen yet.

    ``request`` is the number of the question that it answers and ``about`` what that one was about. ``asked`` says that
    the one question about vague words was asked before.
    """
    args = _args(to=to.id if to else "", r=str(request or ""))
    again = args + _args(asked="yes" if asked else "")
    fields: tuple[Field, ...] = (
        *(() if to else (_whom(t),)),
        TextField(
            "about", plain(t("kudos-about")), hint=plain(t("kudos-about-hint")), value=about[:_ONE_LINE], most=_ONE_LINE
        ),
        TextField("text", plain(t("kudos-text")), hint=plain(t("kudos-text-hint")), long=True),
        SelectField(
            "visibility",
            plain(t("kudos-visibility")),
            tuple(Option(str(visibility), plain(t(f"kudos-visibility-{visibility}"))) for visibility in Visibility),
            value=str(Visibility.PERSON),
        ),
    )
    title = t("kudos-title-to", name=named(t, to.name)) if to else t("kudos-title")
    return Form(
        kind="kudos",
        title=title,
        fields=fields,
        submit=plain(t("kudos-send")),
        action=Action("kudos.give", again),
        opener=Action("kudos", args),
        intro=t("kudos-intro"),
        locale=t.locale,
    )


def asking(t: Translator, *, to: Person | None = None) -> Form:
    """Ask what a colleague should give feedback on, or whom to ask where none is chosen yet."""
    fields = (
        *(() if to else (_whom(t),)),
        TextField("topic", plain(t("kudos-topic")), hint=plain(t("kudos-topic-hint")), most=_ONE_LINE),
    )
    title = t("kudos-ask-title-to", name=named(t, to.name)) if to else t("kudos-ask-title")
    return Form(
        kind="kudos",
        title=title,
        fields=fields,
        submit=plain(t("kudos-ask-send")),
        action=Action("kudos.request", _args(to=to.id if to else "")),
        opener=Action("kudos.ask", _args(to=to.id if to else "")),
        intro=t("kudos-ask-intro"),
        locale=t.locale,
    )


def answering(t: Translator, key: str, *, stance: Stance, name: str) -> Form:
    """Ask for the words of an answer; who reads them is said first."""
    args = (("key", key), ("stance", str(stance)))
    return Form(
        kind="kudos",
        title=plain(t(f"kudos-{stance}")),
        fields=(TextField("text", plain(t("kudos-answer-text")), hint=plain(t("kudos-answer-hint")), long=True),),
        submit=plain(t("kudos-send")),
        action=Action("kudos.answer", args),
        opener=Action("kudos.reply", args),
        intro=t("kudos-answer-intro", name=name),
        locale=t.locale,
    )


def replies(t: Translator, key: str) -> Choices:
    """Offer three ways to answer what somebody wrote about one, by the key of its message."""
    return Choices(
        tuple(
            Button(plain(t(f"kudos-{stance}")), Action("kudos.reply", (("key", key), ("stance", str(stance)))))
            for stance in Stance
        )
    )


def received(t: Translator, kudos: Kudos, *, no: int, name: str, manager: str) -> Card:
    """Show somebody what a colleague wrote, who else reads it, and three ways to answer; ``manager`` may be nobody."""
    note = t("kudos-note", name=named(t, name))
    if manager:
        note = t("kudos-note-manager", name=named(t, name), manager=named(t, manager))
    heading = t("kudos-headline", name=named(t, name), about=kudos.about)
    blocks = (Heading(heading), Quote(literal(kudos.text), literal(name)), replies(t, f"kudos:{no}"), Note(note))
    return _card(t, "kudos-summary", blocks)


def copy(t: Translator, kudos: Kudos, *, giver: str, receiver: str) -> Card:
    """Show whoever leads somebody what that one has read already."""
    heading = t("kudos-copy-headline", giver=named(t, giver), receiver=receiver, about=kudos.about)
    note = Note(t("kudos-copy-note", giver=named(t, giver), receiver=named(t, receiver)))
    return _card(t, "kudos-copy-summary", (Heading(heading), Quote(literal(kudos.text), literal(giver)), note))


def requested(t: Translator, *, no: int, name: str, topic: str, again: bool = False) -> Card:
    """Bring a question for feedback, or ``again`` its one reminder."""
    heading = t("kudos-request-again" if again else "kudos-request", name=named(t, name), topic=topic)
    buttons = (
        Button(plain(t("kudos-write")), Action("kudos", _args(r=str(no)))),
        Button(plain(t("kudos-not-now")), Action("kudos.not_now", _args(r=str(no)))),
    )
    note = Note(t("kudos-request-note", name=name))
    text = Text(t("kudos-request-text"))
    return _card(t, "kudos-request-summary", (Heading(heading), text, Choices(buttons), note))


def answered(t: Translator, *, name: str, about: str, stance: Stance, text: str) -> Card:
    """Bring somebody's answer; without ``about`` it is one to an evaluation by the figures."""
    if about:
        heading = t("kudos-answer", name=named(t, name), stance=str(stance), about=about)
    else:
        heading = t("kudos-answer-evaluation", name=named(t, name), stance=str(stance))
    quote = (Quote(literal(text), literal(name)),) if text else ()
    return _card(
        t, "kudos-answer-summary", (Heading(heading), *quote, Note(t("kudos-answer-note", name=named(t, name))))
    )


def settled(t: Translator, card: Card, *, name: str) -> Card:
    """Redraw a card whose reader has answered it."""
    return card.answered(t("kudos-answered-to", name=name), gone=lambda action: action.name == "kudos.reply")


def declined(t: Translator, card: Card) -> Card:
    """Redraw a question for feedback that was answered with "not now"."""
    return card.answered(t("kudos-declined"), gone=lambda action: action.name in {"kudos", "kudos.not_now"})


def _whom(t: Translator) -> TextField:
    return TextField("to", plain(t("kudos-to")), hint=plain(t("kudos-to-hint")), most=_ONE_LINE)


def _args(**values: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in values.items() if value)


def _card(t: Translator, summary: str, blocks: Sequence[Block]) -> Card:
    return Card("kudos", plain(t(summary)), tuple(blocks), t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    people = {key: person.name for key, person in example.people(chinese=t.chinese).items()}
    about = "项目B上线" if t.chinese else "the release of Project B"
    topic = "项目B的评审会怎么主持" if t.chinese else "how I chaired the reviews of Project B"
    text = (
        "10月12日晚上你把回滚步骤写进了手册，周四出故障时我们10分钟就恢复了。"
        if t.chinese
        else "On 12 October you wrote the rollback into the manual, and on Thursday we were back in 10 minutes."
    )
    words = (
        "步骤是陈伟先试出来的，我只是记下来。"
        if t.chinese
        else "Wei had tried the steps first. I only wrote them down."
    )
    kudos = Kudos("W2", "S1", about, text, Visibility.MANAGER, example.NOW)
    mine = received(t, kudos, no=12, name=people["W2"], manager=people["M1"])
    asked = requested(t, no=7, name=people["S1"], topic=topic)
    return {
        "kudos": received(t, kudos, no=12, name=people["W2"], manager=""),
        "kudos-with-manager": mine,
        "kudos-copy": copy(t, kudos, giver=people["W2"], receiver=people["S1"]),
        "kudos-settled": settled(t, mine, name=people["W2"]),
        "kudos-request": asked,
        "kudos-request-again": requested(t, no=7, name=people["S1"], topic=topic, again=True),
        "kudos-declined": declined(t, asked),
        "kudos-answer": answered(t, name=people["S1"], about=about, stance=Stance.DISAGREE, text=words),
        "kudos-answer-evaluation": answered(t, name=people["S1"], about="", stance=Stance.AGREE, text=""),
    }


def forms(t: Translator) -> dict[str, Form]:
    """Show each form once."""
    people = example.people(chinese=t.chinese)
    about = "项目B的评审会" if t.chinese else "the reviews of Project B"
    return {
        "kudos-giving": giving(t),
        "kudos-giving-asked": giving(t, to=people["S1"], request=7, about=about),
        "kudos-asking": asking(t),
        "kudos-answering": answering(t, "kudos:12", stance=Stance.DISAGREE, name=people["W2"].name),
    }
