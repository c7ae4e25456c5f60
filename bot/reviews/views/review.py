"""A review as the two see it: where it is, whose turn it is until when, who reads what, and what was written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.figures.domain.example import NOW
from bot.kit.calendar import zone
from bot.messages.card import Action, Button, Card, Choices, Heading, Note, Text
from bot.messages.i18n import named
from bot.messages.text import plain
from bot.people.domain.reader import Reader
from bot.reviews.domain import example
from bot.reviews.domain.cycle import FillOrder
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.review import ReviewStage, Writing, due_day
from bot.reviews.views.review_form import lines

if TYPE_CHECKING:
    from bot.messages.card import Block
    from bot.messages.field import Values
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready
    from bot.reviews.domain.answer import AnswerVersion
    from bot.reviews.domain.form_template import TemplateSection
    from bot.reviews.domain.seen_review import SeenReview

MOST_BUTTONS: Final = 3
_AFTER = (ReviewStage.REVISION, ReviewStage.MEETING, ReviewStage.CONFIRMATION, ReviewStage.FOLLOW_UP)
_PATHS = {
    FillOrder.EMPLOYEE_FIRST: (ReviewStage.SELF_REVIEW, ReviewStage.MANAGER_REVIEW, *_AFTER),
    FillOrder.MANAGER_FIRST: (ReviewStage.MANAGER_REVIEW, ReviewStage.SELF_REVIEW, *_AFTER),
    FillOrder.PARALLEL: (ReviewStage.BOTH, *_AFTER),
}


def card(to: Reader, seen: SeenReview, *, headline: Ready | None = None) -> Card:
    """Show all of a review to one of the two; ``headline`` says what is new, by default whose review it is."""
    t = to.t
    blocks: list[Block] = [Heading(headline or title(t, seen)), Text(path_line(t, seen)), Text(turn_line(to, seen))]
    blocks += written(to, seen, seen.own, seen.side)
    if seen.offered and seen.writing is not Writing.AHEAD:
        names = t.items([question.label.said(t.locale) for question in seen.offered])
        late = seen.writing is Writing.ADDENDUM
        blocks.append(Text(t("review-offered-late" if late else "review-offered", names=names)))
    blocks += written(to, seen, seen.other, seen.other_side)
    blocks += [Text(t("unseen-work-line", what=what, name=named(t, name))) for what, name in seen.vouched]
    blocks += comment_lines(to, seen)
    blocks += confirmation_lines(to, seen)
    if offered := buttons(t, seen):
        blocks.append(Choices(offered))
    if any(len(seen.of(side)) > 1 for side in (Filler.EMPLOYEE, Filler.MANAGER)):
        versions = Action("review.versions", (("no", str(seen.review.no)),))
        blocks.append(Choices((Button(plain(t("review-button-versions")), versions),)))
    if beside := _beside(t, seen):
        blocks.append(Choices(beside))
    blocks.append(Note(sight_line(t, seen)))
    summary = headline or title(t, seen)
    return Card("review", plain(summary), tuple(blocks), t.locale)


def _beside(t: Translator, seen: SeenReview) -> tuple[Button, ...]:
    """Lead to what colleagues say and to the score, where a cycle has them."""
    whose = () if seen.side is Filler.EMPLOYEE else (("said", seen.review.person_id),)
    colleagues = Action("peer_review", (("no", str(seen.review.no)),))
    return (
        *((Button(plain(t("review-button-colleagues")), colleagues),) if seen.cycle.asks_peers else ()),
        *((Button(plain(t("review-button-score")), Action("score", whose)),) if seen.cycle.parts else ()),
    )


def title(t: Translator, seen: SeenReview) -> Ready:
    """Say whose review it is, and of which cycle."""
    if seen.side is Filler.EMPLOYEE:
        return t("review-title-own", cycle=seen.cycle.name)
    return t("review-title-of", name=named(t, seen.person), cycle=seen.cycle.name)


def other_name(t: Translator, seen: SeenReview) -> str:
    """Return the name of the other of the two."""
    return name_of(t, seen, seen.other_side)


def name_of(t: Translator, seen: SeenReview, side: Filler) -> str:
    """Return the name of one of the two; where nobody leads somebody, what that one would be."""
    if side is Filler.EMPLOYEE:
        return named(t, seen.person)
    return named(t, seen.leader) if seen.leader else t("review-leader")


def path_line(t: Translator, seen: SeenReview) -> str:
    """Show the stages in their order, the present one in bold."""
    stage = seen.status.stage
    steps = _PATHS[seen.review.order]
    if stage in {ReviewStage.SELF_REVIEW, ReviewStage.MANAGER_REVIEW} and stage not in steps:
        stage = ReviewStage.BOTH
    words = [t(f"review-stage-{_key(step)}") for step in steps]
    shown = [
        t("review-stage-now", stage=word) if step is stage else word for step, word in zip(steps, words, strict=True)
    ]
    return " → ".join(shown)


def turn_line(to: Reader, seen: SeenReview) -> Ready:
    """Say who must act and until when, in the reader's words; the day is the one where the person is.

    Where both write it is the reader's own last day.
    """
    t, status = to.t, seen.status
    stage, other = status.stage, other_name(t, seen)
    due = due_day(seen.cycle.schedule, seen.side) if stage is ReviewStage.BOTH else status.due
    day, weekday = (t.day(due, today=to.today), t.weekday(due)) if due else ("", "")
    if stage is ReviewStage.AHEAD:
        return t("review-turn-ahead-prompts" if _prompted(seen) else "review-turn-ahead", day=day)
    if stage is ReviewStage.CLOSED:
        return t("review-turn-closed")
    if stage is ReviewStage.FOLLOW_UP:
        return t("review-turn-follow-up")
    if stage is ReviewStage.MEETING:
        return t("review-turn-meeting", name=other, weekday=weekday, day=day)
    who = "both" if len(status.waits_for) > 1 else "mine" if seen.turn else "other"
    return t(f"review-turn-{who}", what=t(f"review-do-{_key(stage)}"), name=other, weekday=weekday, day=day)


def sight_line(t: Translator, seen: SeenReview) -> Ready:
    """Say who can see now what was written (U13)."""
    other = other_name(t, seen)
    said = [t("review-sight-own-sent" if seen.own else "review-sight-own-draft", name=other)]
    if seen.other is None and seen.other_sent:
        said.append(t("review-sight-other-later", name=other))
    said.append(t("review-sight-hr"))
    return t.sentences(said)


def written(to: Reader, seen: SeenReview, version: AnswerVersion | None, of: Filler) -> list[Block]:
    """Show what one of the two wrote, section by section, and what they added since."""
    t = to.t
    blocks: list[Block] = []
    if version is not None:
        when, name = t.moment(version.at, zone=to.zone, now=to.now), name_of(t, seen, of)
        mine = of is seen.side
        blocks.append(Text(t("review-wrote-mine", when=when) if mine else t("review-wrote", name=name, when=when)))
        blocks += [
            Text("\n".join([t("review-section", title=section.title.said(t.locale)), words]))
            for section in seen.answers_to(version)
            if (words := _answers(t, seen, section, version.values))
        ]
    for more in seen.addenda:
        if more.filler is of:
            when, words = t.moment(more.at, zone=to.zone, now=to.now), _all(t, seen, more)
            alone = t("review-addendum-alone", name=name_of(t, seen, of), when=when, words=words)
            blocks.append(Text(t("review-addendum", when=when, words=words) if version else alone))
    return blocks


def _answers(t: Translator, seen: SeenReview, section: TemplateSection, values: Values) -> str:
    gone = frozenset(question.key for question in section.questions if not seen.asks(section, question.key))
    said = lines(t, section, values, gone=gone)
    return "\n".join(t("review-answer", label=label, words=words) for label, words in said)


def _all(t: Translator, seen: SeenReview, version: AnswerVersion) -> str:
    return t.clauses(words for section in seen.answers_to(version) for _, words in lines(t, section, version.values))


def comment_lines(to: Reader, seen: SeenReview) -> list[Block]:
    """Show what was said to single answers, each with the words of its question."""
    t = to.t
    asked = {
        f"{begin}{question.key}": question.label.said(t.locale)
        for form in (*(seen.answered[number] for number in sorted(seen.answered)), seen.template)
        for section in form.sections
        for begin in section.begins
        for question in section.questions
    }
    return [
        Text(
            t(
                "review-comment-line",
                name=name_of(t, seen, comment.filler),
                about=asked.get(comment.path, ""),
                when=t.moment(comment.at, zone=to.zone, now=to.now),
                words=comment.text,
            )
        )
        for comment in seen.comments
    ]


def confirmation_lines(to: Reader, seen: SeenReview) -> list[Block]:
    """Say who has confirmed, and whether that was agreeing or having seen it."""
    t, review = to.t, seen.review
    said = (
        (Filler.EMPLOYEE, review.employee_confirmed_at, review.employee_agrees),
        (Filler.MANAGER, review.manager_confirmed_at, review.manager_agrees),
    )
    return [
        Text(
            t(
                "review-confirmed-agreed" if agrees else "review-confirmed-seen",
                name=name_of(t, seen, side),
                when=t.moment(at, zone=to.zone, now=to.now),
            )
        )
        for side, at, agrees in said
        if at is not None
    ]


def buttons(t: Translator, seen: SeenReview) -> tuple[Button, ...]:
    """Return what can be done next, the most pressing first; a card has room for three."""
    no = (("no", str(seen.review.no)),)
    whose = () if seen.side is Filler.EMPLOYEE else (("person", seen.review.person_id),)
    planning = Button(plain(t("review-button-plan")), Action("plan", whose))
    confirming = tuple(
        Button(plain(t(f"review-button-{word}")), Action("review.confirm", (*no, ("agrees", agrees))))
        for word, agrees in (("agree", "1"), ("seen", "0"))
    )
    writing = Button(
        plain(t("review-button-change" if seen.own else "review-button-write")), Action("review.write", no)
    )
    using = Button(plain(t("review-button-projects")), Action("review.write", (*no, ("use", "projects"))))
    leaving = Button(plain(t("review-button-leave")), Action("review.leave", no))
    commenting = Button(plain(t("review-button-comment")), Action("review.comment", no))
    adding = Button(plain(t("review-button-addendum")), Action("review.add", no))
    holding = Button(plain(t("review-button-held")), Action("review.hold", no))
    goals = Button(plain(t("review-button-goals")), Action("prompt", no))
    found = (
        *((planning,) if seen.status.stage is ReviewStage.FOLLOW_UP else ()),
        *((goals,) if _prompted(seen) else ()),
        *((holding,) if seen.may_hold else ()),
        *(confirming if seen.may_confirm else ()),
        *((writing,) if seen.may_write else ()),
        *((using,) if seen.may_write and seen.projects else ()),
        *((leaving,) if seen.may_revise else ()),
        *((commenting,) if seen.may_comment else ()),
        *((adding,) if seen.writing is Writing.ADDENDUM and seen.own else ()),
    )
    return found[:MOST_BUTTONS]


def _prompted(seen: SeenReview) -> bool:
    """Say whether anything is asked before the forms, which have not gone out."""
    days = seen.cycle.schedule
    return seen.status.stage is ReviewStage.AHEAD and bool(days.goals_due or days.midway)


def _key(stage: ReviewStage) -> str:
    return stage.value.replace("_", "-")


def examples(t: Translator) -> dict[str, Card]:
    """Show a review at each of its stages, to both."""
    both = frozenset({Filler.EMPLOYEE, Filler.MANAGER})
    first = frozenset({Filler.EMPLOYEE})

    def made(side: Filler, wrote: frozenset[Filler] = frozenset(), *, held: bool = False) -> SeenReview:
        return example.seen(side, chinese=t.chinese, wrote=wrote, held=held)

    to = Reader(t, zone("Asia/Shanghai"), NOW)
    parallel = example.seen(
        Filler.EMPLOYEE, chinese=t.chinese, order=FillOrder.PARALLEL, wrote=frozenset({Filler.MANAGER})
    )
    shown = {
        "review-open": replace(made(Filler.EMPLOYEE), projects=2),
        "review-sent": made(Filler.EMPLOYEE, first),
        "review-to-lead": made(Filler.MANAGER, first),
        "review-parallel": parallel,
        "review-revise": example.commented(made(Filler.EMPLOYEE, both), chinese=t.chinese),
        "review-talk": made(Filler.MANAGER, both),
        "review-confirmed": example.agreed(made(Filler.EMPLOYEE, both, held=True)),
        "review-confirm": made(Filler.MANAGER, both, held=True),
    }
    return {name: card(to, seen) for name, seen in shown.items()}
