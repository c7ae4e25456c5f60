"""A review meeting as the two see it: its stage, whose turn it is, when they meet, what was noted, what comes next."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.messages.card import Action, Button, Card, Choices, Heading, Text
from bot.messages.text import plain
from bot.reviews.domain.example import agreed
from bot.reviews.domain.form_template import Filler
from bot.reviews.views.review import other_name
from bot.talks.domain import review_meeting_example as example
from bot.talks.domain.review_meeting import MeetingStage, MeetingStep, MeetingStepKind, stage
from bot.talks.views import meeting_note
from bot.talks.views.one_on_one_form import choosing
from bot.talks.views.review_meeting_head import head, sight, title

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, tzinfo

    from bot.messages.card import Attachment, Block
    from bot.messages.form import Form
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready
    from bot.people.domain.reader import Reader
    from bot.talks.domain.review_meeting_seen import SeenMeeting

_MOST_BUTTONS = 3


def card(
    to: Reader,
    meeting: SeenMeeting,
    *,
    headline: Ready | None = None,
    said: Ready | None = None,
    file: Attachment | None = None,
) -> Card:
    """Show a review meeting to one of the two.

    ``headline`` says what is new, ``said`` what there is to say of it; ``file`` is for calendars.
    """
    t = to.t
    if file:
        said = t("one-on-one-agreed-file" if meeting.at else "one-on-one-off-file")
    heading = headline or title(t, meeting)
    blocks: list[Block] = [Heading(heading), *([Text(said)] if said else []), *head(to, meeting)]
    blocks += meeting_note.shared(to, meeting)
    if meeting.private:
        blocks.append(Text(t("review-meeting-private", n=len(meeting.private))))
    buttons = _buttons(t, meeting)
    blocks += [Choices(buttons[at : at + _MOST_BUTTONS]) for at in range(0, len(buttons), _MOST_BUTTONS)]
    blocks += [file] if file else []
    return Card("review_meeting", plain(heading), (*blocks, sight(t, meeting)), t.locale)


def step_headline(to: Reader, meeting: SeenMeeting, step: MeetingStep, *, near: bool = False) -> Ready:
    """Say what was done about the time of a meeting, or that it is near."""
    t, name = to.t, other_name(to.t, meeting.seen)
    moment = t.moment(step.meets_at, zone=to.zone, now=to.now)
    if near:
        return t("review-meeting-news-soon", name=name, moment=moment, ahead=t.ahead(step.meets_at, now=to.now))
    return t(f"review-meeting-news-{step.kind.value.replace('_', '-')}", name=name, moment=moment)


def open_headline(to: Reader, meeting: SeenMeeting, event: str) -> Ready:
    """Say that the two have no time yet, so long before the last day for talks, a day before it, or on it."""
    t, due = to.t, meeting.seen.cycle.schedule.meet_by
    day, weekday = t.day(due, today=to.today), t.weekday(due)
    return t(f"review-meeting-news-{event}", name=other_name(t, meeting.seen), day=day, weekday=weekday)


def handed_headline(to: Reader, meeting: SeenMeeting) -> Ready:
    """Say to whoever leads somebody now that the talk of their review is theirs."""
    return to.t("review-meeting-news-handed", name=other_name(to.t, meeting.seen), cycle=meeting.seen.cycle.name)


def handed(t: Translator) -> Ready:
    """Say what came along with it, and what did not."""
    return t("review-meeting-handed")


def timing(
    t: Translator, meeting: SeenMeeting, times: Sequence[datetime], *, other: tzinfo | None, zone: tzinfo, now: datetime
) -> Form:
    """Offer times at which both can meet; ``other`` is the other one's zone where it is not the reader's."""
    review = meeting.seen.review
    action = Action("review_meeting.time", (("no", str(review.no)), ("person", review.person_id)))
    name = other_name(t, meeting.seen)
    form = choosing(t, times, name=name, person_id=review.person_id, other=other, zone=zone, now=now)
    return replace(
        form,
        kind="review_meeting",
        title=plain(t("review-meeting-time-title", name=name)),
        action=action,
        opener=action,
    )


def _buttons(t: Translator, meeting: SeenMeeting) -> tuple[Button, ...]:
    """Return what can be done next, the most pressing first."""
    no = (("no", str(meeting.seen.review.no)),)
    person = (*no, ("person", meeting.seen.review.person_id))

    def button(word: str, name: str, args: tuple[tuple[str, str], ...] = no) -> Button:
        return Button(plain(t(word)), Action(name, args))

    held = [button("review-button-held", "review.hold")] if meeting.seen.may_hold else []
    timed = [button("one-on-one-move" if meeting.at else "review-meeting-button-time", "review_meeting.time", person)]
    found: list[Button] = []
    if meeting.past:
        found += [*held, button("review-meeting-button-missed", "review_meeting.missed")]
    if meeting.seen.may_confirm:
        found.append(button("review-button-agree", "review.confirm", (*no, ("agrees", "1"))))
        found.append(button("review-button-seen", "review.confirm", (*no, ("agrees", "0"))))
    found += timed if meeting.open and not meeting.at else []
    if meeting.takes_notes:
        found.append(button("meeting-note-button-write", "meeting_note.write"))
    if meeting.open and meeting.leads:
        found.append(button("review-meeting-button-report", "review_meeting.report"))
    found += timed if meeting.open and meeting.at else []
    if meeting.open and meeting.at and not meeting.past:
        found.append(button("one-on-one-call-off", "review_meeting.cancel"))
    found += [] if meeting.past else held
    if meeting.stage in {MeetingStage.HELD, MeetingStage.CONFIRMED} and not meeting.plans:
        found.append(button("review-meeting-button-action", "meeting_note.action"))
    elif meeting.stage in {MeetingStage.CONFIRMED, MeetingStage.FOLLOW_UP}:
        found.append(
            button("review-meeting-button-plan", "plan", (("said", meeting.seen.person if meeting.leads else ""),))
        )
    if meeting.takes_notes and meeting.clarifiable:
        found.append(button("meeting-note-clarify", "meeting_note.clarify"))
    if meeting.open:
        found.append(button("review-report-button-compare", "review_meeting.compare"))
    if meeting.private:
        found.append(button("meeting-note-button-private", "meeting_note.private"))
    return tuple(found)


def examples(t: Translator) -> dict[str, Card]:
    """Show a meeting at each of its stages, and each piece of news about its time."""
    to = example.reader(t)

    def made(side: Filler, *, held: bool = False, noted: bool = False) -> SeenMeeting:
        return example.meeting(side, chinese=t.chinese, held=held, noted=noted)

    manager, employee = made(Filler.MANAGER), made(Filler.EMPLOYEE)
    [step] = manager.steps
    later = replace(manager, now=example.AT + timedelta(hours=1))
    shown = {
        "review-meeting-open": card(to, replace(manager, steps=())),
        "review-meeting-agreed": card(to, employee, headline=step_headline(to, employee, step)),
        "review-meeting-past": card(replace(to, now=later.now), later),
        "review-meeting-noted": card(to, made(Filler.EMPLOYEE, noted=True)),
        "review-meeting-held": card(to, made(Filler.EMPLOYEE, held=True, noted=True)),
        "review-meeting-confirmed": card(to, _confirmed(made(Filler.MANAGER, held=True, noted=True))),
        "review-meeting-soon": card(
            replace(to, now=example.AT - timedelta(hours=2)),
            employee,
            headline=step_headline(replace(to, now=example.AT - timedelta(hours=2)), employee, step, near=True),
        ),
    }
    for kind in (MeetingStepKind.CALLED_OFF, MeetingStepKind.MISSED):
        ended = replace(step, kind=kind)
        now = replace(employee, steps=(step, ended))
        shown[f"review-meeting-{kind.value.replace('_', '-')}"] = card(to, now, headline=step_headline(to, now, ended))
    taken = made(Filler.MANAGER, noted=True)
    shown["review-meeting-handed"] = card(
        to, replace(taken, private=()), headline=handed_headline(to, taken), said=handed(t)
    )
    for event in ("prepare", "last", "today"):
        none = replace(employee, steps=())
        shown[f"review-meeting-{event}"] = card(to, none, headline=open_headline(to, none, event))
    return shown


def _confirmed(meeting: SeenMeeting) -> SeenMeeting:
    seen = agreed(meeting.seen)
    return replace(meeting, seen=seen, stage=stage(seen.review, meeting.plans.values()))


def forms(t: Translator) -> dict[str, Form]:
    """Show the form for the time."""
    meeting = example.meeting(Filler.MANAGER, chinese=t.chinese)
    to = example.reader(t)
    times = [example.AT + timedelta(hours=hours) for hours in (0, 1)]
    return {"review-meeting-time": timing(t, meeting, times, other=None, zone=to.zone, now=to.now)}
