"""What a colleague is asked: the invitation, the one reminder, what is open, and the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.figures.domain.example import NOW
from bot.kit.calendar import zone
from bot.messages.card import Action, Button, Card, Choices, Heading, Note, Text
from bot.messages.i18n import named
from bot.messages.text import plain
from bot.people.domain.reader import Reader
from bot.reviews.domain import example
from bot.reviews.domain.default_form_template import SELF_REVIEW
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.peer_review import ENOUGH_ANSWERS, AskedPeer
from bot.reviews.views.review_form import short_form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.messages.card import Block
    from bot.messages.form import Form
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready
    from bot.reviews.domain.cycle import Cycle

_MOST_SHOWN = 8


def invitation(to: Reader, about: AskedPeer) -> Card:
    """Ask somebody for their view of a colleague, and say who reads it and when."""
    t = to.t
    heading = t("peer-review-asked", name=named(t, about.person), cycle=about.cycle.name)
    questions = sum(len(section.questions) for section in about.template.of(Filler.PEER))
    blocks: tuple[Block, ...] = (
        Heading(heading),
        Text(t("peer-review-asked-until", n=questions, day=_day(to, about))),
        Text(_promise(t, about)),
        Choices(_buttons(t, about)),
        Note(t("peer-review-asked-note")),
    )
    return Card("peer_invitation", plain(heading), blocks, t.locale)


def _promise(t: Translator, about: AskedPeer) -> Ready:
    return t(
        "peer-review-promise",
        name=named(t, about.person),
        leader=named(t, about.leader) if about.leader else t("peer-review-their-leader"),
        least=ENOUGH_ANSWERS,
    )


def _day(to: Reader, about: AskedPeer) -> str:
    t = to.t
    return t("peer-review-day", weekday=t.weekday(about.until), day=t.day(about.until, today=to.today))


def _buttons(t: Translator, about: AskedPeer) -> tuple[Button, ...]:
    no = (("no", str(about.review_no)),)
    return (
        Button(plain(t("peer-review-button-answer")), Action("peer_review.answer", no)),
        Button(plain(t("peer-review-button-decline")), Action("peer_review.decline", no)),
    )


def reminder(to: Reader, cycle: Cycle) -> Card:
    """Say that tomorrow is the last day, to everybody who is asked."""
    t = to.t
    heading = t("peer-review-soon", cycle=cycle.name)
    opening = Button(plain(t("peer-review-button-open")), Action("peer_review.asked"))
    blocks = (Heading(heading), Text(t("peer-review-soon-text")), Choices((opening,)))
    return Card("peer_invitation", plain(heading), blocks, t.locale)


def open_list(to: Reader, found: Sequence[AskedPeer]) -> Card:
    """Show whose colleagues' view somebody is still asked for."""
    t = to.t
    heading = t("peer-review-open" if found else "peer-review-open-none")
    blocks: list[Block] = [Heading(heading)]
    for about in found[:_MOST_SHOWN]:
        line = t("peer-review-open-line", name=about.person, cycle=about.cycle.name, day=_day(to, about))
        blocks += [Text(line), Choices(_buttons(t, about))]
    blocks += [Note(t("peer-review-asked-note"))] if found else []
    return Card("peer_invitation", plain(heading), tuple(blocks), t.locale)


def form(t: Translator, about: AskedPeer) -> Form:
    """Ask what colleagues are asked, after what becomes of it."""
    args = (("no", str(about.review_no)),)
    return short_form(
        t,
        about.template,
        Filler.PEER,
        title=plain(t("peer-review-form", name=about.person)),
        intro=t.sentences([_promise(t, about), t("peer-review-form-intro")]),
        action=Action("peer_review.answer", args),
        opener=Action("peer_review.answer", args),
    )


def _example(t: Translator) -> AskedPeer:
    two = example.seen(Filler.EMPLOYEE, chinese=t.chinese)
    return AskedPeer(
        review_no=two.review.no,
        cycle=two.cycle,
        template=SELF_REVIEW,
        person=two.person,
        leader=two.leader,
        until=two.cycle.schedule.peers_until,
    )


def examples(t: Translator) -> dict[str, Card]:
    """Show the invitation, the reminder, what is open, and that nothing is."""
    to, about = Reader(t, zone("Asia/Shanghai"), NOW), _example(t)
    return {
        "peer-review-invitation": invitation(to, about),
        "peer-review-soon": reminder(to, about.cycle),
        "peer-review-open": open_list(to, [about]),
        "peer-review-open-none": open_list(to, []),
    }


def forms(t: Translator) -> dict[str, Form]:
    """Show what colleagues are asked."""
    return {"peer-review-answer": form(t, _example(t))}
