"""Forms asked question by question, where no form can be shown: whether words answer the question or ask for more."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.kit.errors import Unanswered, UserError
from bot.messages.card import Card, Note
from bot.messages.dialogue import (
    BACK,
    CANCEL,
    NONE,
    REST,
    SKIP,
    answer,
    begin,
    in_the_way,
    kept,
    question,
    quoted,
    still_open,
    told,
)
from bot.messages.draft import PageTurn
from bot.messages.field import TextField
from bot.messages.form import PREVIEW, Form
from bot.messages.inbound import Command, Notice, RejectedForm, Saying, Submission
from bot.messages.text import Ready
from bot.messages.typed import shown
from handlers.grammar import named
from handlers.resolve import attempt, refused, require_still

if TYPE_CHECKING:
    from datetime import date

    from bot.messages.dialogue import Dialogue
    from bot.messages.inbound import Inbound, Reply
    from handlers.context import Context


def converse(context: Context, inbound: Inbound, *, savepoint: bool) -> Reply:
    """Answer where no form can be shown: a form is asked as questions, and plain words are their answers."""
    dialogue = _dialogue(context, inbound) if inbound.sender.private else None
    if dialogue is not None and isinstance(inbound, Saying | Command):
        try:
            require_still(context, inbound, dialogue.form)
        except UserError as error:
            context.work.dialogues.close(inbound.sender.identity)
            return refused(context, error)
        reply = _talk(context, inbound, dialogue, savepoint=savepoint)
    else:
        reply = attempt(context, inbound, savepoint=savepoint)
    if isinstance(reply, Form | RejectedForm):
        return _ask(context, inbound, reply if isinstance(reply, Form) else reply.form)
    return reply


def _dialogue(context: Context, inbound: Inbound) -> Dialogue | None:
    """Return the talk that the sender is in; one about a draft that is somebody else's by now has ended."""
    dialogue = context.work.dialogues.of(inbound.sender.identity)
    step = dialogue.form.step if dialogue else None
    if step and context.work.drafts.get(step.draft, context.person.id) is None:
        context.work.dialogues.close(inbound.sender.identity)
        return None
    return dialogue


def _ask(context: Context, inbound: Inbound, form: Form) -> Reply:
    """Begin to ask a form, or go on with it; another one that has answers is not lost for it.

    One that is only looked at is told as it would be asked.
    """
    if form.step and form.step.draft == PREVIEW:
        return told(context.t, form)
    identity = inbound.sender.identity
    before = _dialogue(context, inbound)
    if before and before.begun:
        same = before.form.action == form.action
        return question(context.t, before) if same else Notice(in_the_way(context.t, before))
    draft = context.work.drafts.get(form.step.draft, context.person.id) if form.step else None
    dialogue = begin(form, known=draft.values if draft else None)
    context.work.dialogues.open(identity, dialogue, at=context.now)
    return question(context.t, dialogue)


def _talk(context: Context, inbound: Saying | Command, dialogue: Dialogue, *, savepoint: bool) -> Reply:
    """Take words as the answer to the question that is open, or as what they ask for in between.

    A command alone is one, unless the question offers it as an answer; with more words it needs its slash.
    """
    words = inbound.text if isinstance(inbound, Saying) else inbound.words
    literally, word = quoted(words), shown(words).casefold()
    route = None if literally else named(words)
    if word in CANCEL:
        context.work.dialogues.close(inbound.sender.identity)
        kept = "dialogue-kept" if dialogue.form.step else "dialogue-cancelled"
        return Notice(context.t(kept, title=Ready(dialogue.form.title)))
    if word in BACK | SKIP:
        return _answered(context, inbound, dialogue, words)
    if word in REST:
        return _answered(context, inbound, dialogue, "", rest=True)
    if not word or (route and route.name == "help"):
        return question(context.t, dialogue, helps=True)
    commands = isinstance(inbound, Command) or (
        route is not None and context.actor.ever(route.act) and not _fits(dialogue, words, context.today)
    )
    if not commands:
        literal = literally if _asks(literally) else ""
        return _answered(context, inbound, dialogue, literal or words, literally=bool(literal))
    waits = still_open(context.t, dialogue, said=shown(words) if isinstance(inbound, Saying) else "")
    return _beside(attempt(context, inbound, savepoint=savepoint), waits)


def _answered(
    context: Context,
    inbound: Saying | Command,
    dialogue: Dialogue,
    words: str,
    *,
    literally: bool = False,
    rest: bool = False,
) -> Reply:
    """Take an answer, or keep what stands there of all the ``rest``, and ask the next question or do what it is for."""
    identity = inbound.sender.identity
    try:
        if rest:
            dialogue = kept(dialogue, today=context.today)
        else:
            dialogue = answer(dialogue, words, today=context.today, literally=literally)
    except Unanswered as wrong:
        (key, values) = next(iter(wrong.problems.values()))
        return question(context.t, dialogue, problem=context.t(key, **values))
    if dialogue.asked is not None:
        context.work.dialogues.open(identity, dialogue, at=context.now)
        return question(context.t, dialogue)
    move = None
    if step := dialogue.form.step:
        context.work.dialogues.open(identity, dialogue, at=context.now)
        move = PageTurn(step.draft, len(dialogue.form.pages) - 1)
    context.work.dialogues.close(identity)
    return attempt(context, Submission(inbound.sender, dialogue.form.action, dialogue.answers, move=move))


def _asks(words: str) -> bool:
    """Say whether words would be no answer if they stood without quotation marks."""
    word = shown(words).casefold()
    return words.isdecimal() or word in CANCEL | BACK | SKIP | REST | NONE or named(words) is not None


def _fits(dialogue: Dialogue, words: str, today: date) -> bool:
    """Say whether words answer a question that does not take just any words."""
    if dialogue.asked is None or isinstance(dialogue.asked, TextField):
        return False
    try:
        answer(dialogue, words, today=today, literally=True)
    except Unanswered:
        return False
    return True


def _beside(reply: Reply, line: str) -> Reply:
    """Return an answer with a line below it; a form speaks for itself."""
    match reply:
        case Card():
            return replace(reply, blocks=(*reply.blocks, Note(line)))
        case Notice(text, refused):
            return Notice(f"{text}\n{line}", refused=refused)
        case _:
            return reply
