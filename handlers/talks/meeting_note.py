"""What is noted about the talk of a review: typed, filled in, put beside another's note, made an action."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.kit.errors import Invalid, NotFound, Unanswered
from bot.messages.card import Choices
from bot.messages.codec import card_from_json
from bot.messages.inbound import Command, Notice, Saying, Submission
from bot.messages.typed import shown
from bot.people.domain.permission import Act
from bot.people.services.person import named
from bot.reviews.domain.form_template import Filler
from bot.reviews.services import seen_review
from bot.talks.domain.meeting_note import LONGEST, NoteKind, NoteSight, asks_for_support
from bot.talks.services import meeting_note, review_meeting, review_meeting_sight
from bot.talks.views import meeting_note as view
from bot.talks.views import meeting_note_form as form_view
from bot.talks.views import review_meeting as meeting_view
from handlers.argument import anything
from handlers.context import argument, number, whole
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from bot.reviews.domain.review import Review
    from handlers.context import Context

_OF: Final = re.compile(r"(?P<name>[^:：]{1,60})[:：]\s*(?P<text>\S.*)", re.DOTALL)
_LONGEST_WORDS: Final = 60
"""So far into what was typed a route's words reach at most."""
_WEEK: Final = timedelta(days=7)


def write(context: Context, inbound: Inbound) -> Form | Card | Notice:
    """Keep what was typed behind the words; without any, ask for it."""
    return _write(context, inbound, NoteSight.SHARED)


def write_private(context: Context, inbound: Inbound) -> Form | Card | Notice:
    """Keep what was typed for the sender alone; without any, ask for it."""
    return _write(context, inbound, NoteSight.PRIVATE)


def _write(context: Context, inbound: Inbound, sight: NoteSight) -> Form | Card | Notice:
    meant, choices, text = _asked(context, inbound)
    if text and meant is not None:
        return _kept(context, meant, text[:LONGEST], sight, NoteKind.POINT)
    names = [(meant.no, "")] if meant is not None else [(review.no, name) for review, name in choices]
    form = form_view.writing(context.t, names, text=text[:LONGEST], sight=sight, asks=asks_for_support(text))
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        review = meant if meant is not None else seen_review.find(context.work, int(answers.choice("which")))
        said, who, kind = answers.text("text"), answers.choice("sight"), answers.choice("kind")
    return _kept(context, review, said, NoteSight(who), NoteKind(kind))


def _asked(context: Context, inbound: Inbound) -> tuple[Review | None, list[tuple[Review, str]], str]:
    """Return which talk is meant, by a button or by typed words, or all that could be; and what is to be noted."""
    said = argument(inbound, "no") or _below(context, inbound)
    if said:
        found = seen_review.find(context.work, whole(said) or 0)
        meant = review_meeting_sight.meeting(context.work, context.actor, found, now=context.now).seen.review
        return meant, [], "" if argument(inbound, "no") else _as_typed(context, inbound)
    return _meant(context, _as_typed(context, inbound))


def _as_typed(context: Context, inbound: Inbound) -> str:
    """Return what was typed behind the words of the route, letter by letter: words are read in a plainer form."""
    if not context.rest or not isinstance(inbound, Command | Saying):
        return context.rest
    raw = (inbound.words if isinstance(inbound, Command) else inbound.text).strip()
    parts = (raw[start:] for start in range(min(len(raw), _LONGEST_WORDS)))
    return next((part.strip() for part in parts if shown(part).startswith(context.rest)), context.rest)


def _below(context: Context, inbound: Inbound) -> str:
    """Return the number of the review of which the message speaks that was answered; "" where none was."""
    if not isinstance(inbound, Saying) or not inbound.thread:
        return ""
    cards = [card_from_json(sent.card) for sent in context.work.outbox.sent_as(context.person.id, inbound.thread)]
    blocks = [block for card in cards for block in card.blocks if isinstance(block, Choices)]
    actions = [button.action for block in blocks for button in block.buttons if button.action.name in _OF_TALKS]
    return next((dict(action.args).get("no", "") for action in actions), "")


_OF_TALKS: Final = frozenset({"review_meeting", "meeting_note.write", "meeting_note.clarify"})
"""Actions that name the review of a talk."""


def _meant(context: Context, rest: str) -> tuple[Review | None, list[tuple[Review, str]], str]:
    """Return which talk typed words are about, or all that could be meant, and the words without the name.

    Raises:
        NotFound: when the sender has no talk ahead.
    """
    current, found = review_meeting.current(context.work, context.actor, now=context.now)
    if not found:
        raise NotFound("meeting-note-nowhere")
    if of := _OF.fullmatch(rest):
        try:
            person = named(context.work, of["name"], among=[who for _, who in found])
        except NotFound:
            person = None
        if person is not None:
            return next(review for review, who in found if who.id == person.id), [], of["text"]
    return current, [(review, who.name) for review, who in found], rest


def _kept(context: Context, review: Review, text: str, sight: NoteSight, kind: NoteKind) -> Card | Notice:
    meeting, note = meeting_note.add(context.work, context.actor, review, text, now=context.now, sight=sight, kind=kind)
    if note.sight is NoteSight.PRIVATE:  # a line that is not kept: the words stand in one place only
        return Notice(context.t("meeting-note-noted-private", n=len(meeting.private)))
    return view.noted(context.reader, meeting, note)


def private(context: Context, inbound: Inbound) -> Card:  # noqa: ARG001 - as every handler
    """Show what the sender noted for themselves."""
    return view.private(context.reader, meeting_note.own(context.work, context.actor))


def clarify(context: Context, inbound: Inbound) -> Form | Card:
    """Ask what is to stand beside a note of the other's, and put it there."""
    review = seen_review.find(context.work, number(inbound))
    meeting = review_meeting_sight.meeting(context.work, context.actor, review, now=context.now)
    if not meeting.clarifiable:
        raise NotFound("meeting-note-gone")
    form = form_view.clarifying(context.t, meeting, note=whole(argument(inbound, "note")) or 0)
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        about, text = int(answers.choice("about")), answers.text("text")
    after, note = meeting_note.clarify(context.work, context.actor, review, about, text, now=context.now)
    return view.noted(context.reader, after, note)


def act(context: Context, inbound: Inbound) -> Form | Card:
    """Ask who does what by when about a request, and let it begin."""
    review, no = seen_review.find(context.work, number(inbound)), whole(argument(inbound, "note")) or 0
    meeting, note = meeting_note.request(context.work, context.actor, review, no, now=context.now)
    form = form_view.acting(context.t, meeting, note, due=context.today + _WEEK)
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        text, owner, due = answers.text("text"), Filler(answers.choice("owner")), answers.day("due")
        try:
            after = meeting_note.act(
                context.work, context.actor, review, no, text, owner=owner, due=due, now=context.now
            )
        except Invalid as wrong:
            raise Unanswered({"due": (wrong.key, wrong.values)}) from None
    return meeting_view.card(context.reader, after, headline=context.t("meeting-note-acted-on"))


ROUTES = (
    Route(
        "meeting_note.write",
        write,
        Act.WRITE_REVIEW,
        (Means.WORDS, Means.CLICK, Means.FORM),
        spoken(en="1on1 note, 1:1 note, talk note, meeting note", zh="面谈记录，谈话记录，面谈要点"),
        opens=True,
        takes=anything,
        threads=("review_meeting", "meeting_note", "review_report", "meeting_compare"),
    ),
    Route(
        "meeting_note.write_private",
        write_private,
        Act.WRITE_REVIEW,
        (Means.WORDS,),
        spoken(en="1on1 private note, 1:1 private note, private note", zh="私密记录，私密笔记"),
        opens=True,
        takes=anything,
    ),
    Route(
        "meeting_note.private",
        private,
        Act.USE,
        (Means.WORDS, Means.CLICK),
        spoken(en="my private notes, private notes", zh="我的私密记录，我的私密笔记"),
    ),
    Route("meeting_note.clarify", clarify, Act.WRITE_REVIEW, (Means.CLICK, Means.FORM), opens=True),
    Route("meeting_note.action", act, Act.WRITE_REVIEW, (Means.CLICK, Means.FORM), opens=True),
)
