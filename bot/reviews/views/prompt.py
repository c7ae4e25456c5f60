"""Goals and check-ins as cards and forms: what counts and whether both agree, how it goes half-way, who reads it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.figures.domain.example import NOW
from bot.goals.domain.obstacle import Obstacle
from bot.kit.calendar import zone
from bot.kit.period import Period
from bot.messages.card import Action, Button, Card, Choices, FactLine, Heading, Note, Quote, Text
from bot.messages.field import TextField
from bot.messages.form import Form, Panel
from bot.messages.i18n import named
from bot.messages.text import literal, plain
from bot.people.domain.reader import Reader
from bot.reviews.domain import example
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.prompt import CheckIn, ReviewGoals, SeenPrompts, check_in_asked
from bot.reviews.domain.review_task import TaskKind
from bot.reviews.views import progress_form

if TYPE_CHECKING:
    from bot.messages.card import Block
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready

_LONGEST, _LINES = 1500, 8


def card(to: Reader, seen: SeenPrompts, *, headline: Ready | None = None) -> Card:
    """Show what counts and how it goes; ``headline`` says what is new, by default whose it is."""
    t = to.t
    heading = headline or title(t, seen)
    blocks: list[Block] = [Heading(heading), Text(goals_line(to, seen))]
    if seen.goals is not None:
        blocks.append(Quote(literal(seen.goals.text), literal(_name(t, seen, seen.goals.filler))))
    blocks += check_in_blocks(to, seen)
    if buttons := _buttons(t, seen):
        blocks.append(Choices(buttons))
    blocks.append(Note(t("prompt-sight", name=other_name(t, seen))))
    return Card("review", plain(heading), tuple(blocks), t.locale)


def title(t: Translator, seen: SeenPrompts) -> Ready:
    """Say whose goals they are, and of which cycle."""
    if seen.side is Filler.EMPLOYEE:
        return t("prompt-title-own", cycle=seen.cycle.name)
    return t("prompt-title-of", cycle=seen.cycle.name, name=named(t, seen.person))


def headline(to: Reader, seen: SeenPrompts, event: str, which: str) -> Ready:
    """Say what a message is about: a turn and its last day, what the other wrote, that they agree."""
    t, days = to.t, seen.cycle.schedule
    due = days.midway if which == TaskKind.CHECK_IN else days.goals_due
    values = {
        "cycle": seen.cycle.name,
        "name": other_name(t, seen),
        "side": seen.side.value,
        "day": t.day(due, today=to.today) if due else "",
        "weekday": t.weekday(due) if due else "",
    }
    if event in {"goals", "agreed"}:
        return t(f"prompt-news-{event}", **values)
    kind = "check-in" if which == TaskKind.CHECK_IN else "yes" if seen.may_agree else "goals"
    return t(f"prompt-news-{event}-{kind}", **values)


def goals_line(to: Reader, seen: SeenPrompts) -> Ready:
    """Say how far the two are with what counts, and until when."""
    t, goals, due = to.t, seen.goals, seen.cycle.schedule.goals_due
    when = {"day": t.day(due, today=to.today), "weekday": t.weekday(due)} if due else {"day": "", "weekday": ""}
    dated = "dated" if due and seen.open else "open"
    if goals is None:
        return t("prompt-goals-none" if seen.open else "prompt-goals-never", dated=dated, **when)
    if goals.agreed_at is not None:
        who = {"person": named(t, seen.person), "name": named(t, seen.agreed_with or seen.leader)}
        return t("prompt-goals-agreed", **who, when=t.moment(goals.agreed_at, zone=to.zone, now=to.now))
    said = "prompt-goals-mine" if goals.filler is seen.side else "prompt-goals-theirs"
    return t(said, name=other_name(t, seen), dated=dated, **when)


def check_in_blocks(to: Reader, seen: SeenPrompts) -> list[Block]:
    """Show the newest check-in, or until when one is asked for; nothing where none is."""
    t, said, due = to.t, seen.check_in, seen.cycle.schedule.midway
    if said is not None:
        lines = [t("prompt-checked", when=t.moment(said.at, zone=to.zone, now=to.now), percent=said.percent)]
        lines += [obstacle_line(t, said)] if said.obstacle else []
        words: list[Block] = [Quote(literal(said.text), literal(named(t, seen.person)))] if said.text else []
        return [Text(t.sentences(lines)), *words]
    if due is None or not seen.open:
        return []
    return [Text(t("prompt-check-in-ahead", day=t.day(due, today=to.today), weekday=t.weekday(due)))]


def obstacle_line(t: Translator, said: CheckIn) -> Ready:
    """Name what stands in somebody's way, with what would help where they said so."""
    line = progress_form.obstacle_line(t, said.obstacle or Obstacle.OTHER)
    return t.sentences([line, *([t("prompt-need-line", need=said.need)] if said.need else [])])


def _name(t: Translator, seen: SeenPrompts, side: Filler) -> str:
    if side is Filler.EMPLOYEE:
        return named(t, seen.person)
    return named(t, seen.leader) if seen.leader else t("review-leader")


def other_name(t: Translator, seen: SeenPrompts) -> str:
    """Return the name of the other of the two."""
    return _name(t, seen, Filler.MANAGER if seen.side is Filler.EMPLOYEE else Filler.EMPLOYEE)


def _buttons(t: Translator, seen: SeenPrompts) -> tuple[Button, ...]:
    """Return what can be done, the most pressing first."""
    if not seen.open:
        return ()
    no = (("no", str(seen.review.no)),)
    found = []
    if seen.may_agree and seen.goals:
        agree = Action("prompt.agree", (*no, ("v", str(seen.goals.version))))
        found.append(Button(plain(t("prompt-button-agree")), agree))
    word = "prompt-button-change" if seen.goals else "prompt-button-write"
    found.append(Button(plain(t(word)), Action("prompt.goals", no)))
    if seen.side is Filler.EMPLOYEE and (seen.check_in or check_in_asked(seen.cycle, seen.today)):
        word = "prompt-button-check-again" if seen.check_in else "prompt-button-check"
        checking = Button(plain(t(word)), Action("prompt.check", no))
        found.insert(len(found) if seen.check_in else 0, checking)
    return tuple(found)


def panels(to: Reader, goals: ReviewGoals | None) -> dict[str, tuple[Panel, ...]]:
    """Return the goals that were agreed as what stands beside the first questions of a review; nothing without."""
    t = to.t
    if goals is None or goals.agreed_at is None:
        return {}
    lines = [line.strip() for line in goals.text.splitlines() if line.strip()]
    shown = tuple(
        FactLine(t("prompt-goal-line", n=number), line) for number, line in enumerate(lines[:_LINES], start=1)
    )
    when = plain(t("prompt-goals-source", day=t.day(goals.agreed_at.astimezone(to.zone).date(), today=to.today)))
    return {"": (Panel(plain(t("prompt-goals-beside")), shown, when),)}


def writing_goals(t: Translator, seen: SeenPrompts) -> Form:
    """Ask what counts, with what stands there."""
    args = (("no", str(seen.review.no)),)
    period = seen.cycle.period
    days = {"start": t.day(period.start, today=seen.today), "end": t.day(period.end, today=seen.today)}
    hint = plain(t("prompt-goals-hint"))
    text = seen.goals.text if seen.goals else ""
    return Form(
        kind="review_goals",
        title=plain(t("prompt-goals-form")),
        fields=(TextField("text", plain(t("prompt-goals-field")), hint=hint, long=True, most=_LONGEST, value=text),),
        submit=plain(t("prompt-goals-submit")),
        action=Action("prompt.goals", args),
        opener=Action("prompt.goals", args),
        intro=t("prompt-goals-intro", name=other_name(t, seen), **days),
        locale=t.locale,
    )


def checking_in(t: Translator, seen: SeenPrompts) -> Form:
    """Ask how it goes, and what stands in the way."""
    args = (("no", str(seen.review.no)),)
    return Form(
        kind="review_check_in",
        title=plain(t("prompt-check-in-form")),
        fields=(
            *progress_form.fields(t, of="goals"),
            TextField("need", plain(t("prompt-need")), hint=plain(t("prompt-need-hint")), required=False, most=300),
        ),
        submit=plain(t("prompt-check-in-submit")),
        action=Action("prompt.check", args),
        opener=Action("prompt.check", args),
        intro=t("prompt-check-in-intro", name=other_name(t, seen)),
        locale=t.locale,
    )


def example_seen(side: Filler, *, chinese: bool) -> SeenPrompts:
    """Show a review on the day on which its cycle begins, weeks before the forms go out."""
    mine = example.seen(side, chinese=chinese)
    today = NOW.date()
    ahead = {name: getattr(mine.cycle.schedule, name) + timedelta(days=90) for name in _FORMS}
    days = replace(mine.cycle.schedule, **ahead, goals_due=date(2026, 11, 13), midway=date(2026, 12, 15))
    return SeenPrompts(
        review=mine.review,
        cycle=replace(mine.cycle, schedule=days, period=Period(date(2026, 11, 1), date(2027, 1, 31))),
        side=side,
        person=mine.person,
        leader=mine.leader,
        today=today,
    )


_FORMS = ("opens", "self_due", "manager_due", "meet_by", "closes")


def example_goals(seen: SeenPrompts, filler: Filler, *, chinese: bool) -> ReviewGoals:
    """Show goals as one of the two wrote them."""
    text = (
        "老客户复购率从31%到35%；每月新客户20家"
        if chinese
        else "Repeat purchases from 31% to 35%; 20 new customers a month"
    )
    return ReviewGoals(review_no=seen.review.no, filler=filler, by="S1", at=NOW - timedelta(hours=2), text=text)


def example_check_in(seen: SeenPrompts, *, chinese: bool) -> CheckIn:
    """Show what somebody says half-way."""
    said = (
        ("复购率33%，回访排到了周三", "回访名单要人每周更新一次")
        if chinese
        else ("Repeat purchases at 33%; calls now have a fixed day", "Somebody who renews the call list every week")
    )
    return CheckIn(
        review_no=seen.review.no,
        by="S1",
        at=NOW,
        percent=60,
        text=said[0],
        obstacle=Obstacle.RESOURCES,
        need=said[1],
    )


def examples(t: Translator) -> dict[str, Card]:
    """Show goals before, while and after they are agreed, and a check-in, to both."""
    to = Reader(t, zone("Asia/Shanghai"), NOW)
    mine = example_seen(Filler.EMPLOYEE, chinese=t.chinese)
    theirs = replace(mine, side=Filler.MANAGER)
    wrote = example_goals(mine, Filler.EMPLOYEE, chinese=t.chinese)
    agreed = replace(mine, goals=replace(wrote, agreed_at=NOW - timedelta(hours=1)), agreed_with=mine.leader)
    midway = replace(agreed, today=date(2026, 12, 9))
    late = Reader(t, zone("Asia/Shanghai"), NOW + timedelta(days=37))
    checked = replace(midway, check_in=example_check_in(mine, chinese=t.chinese))
    told = {
        "prompt-ask-goals": (to, mine, "ask", TaskKind.GOALS),
        "prompt-soon-goals": (to, mine, "soon", TaskKind.GOALS),
        "prompt-goals": (to, replace(theirs, goals=wrote), "goals", "1"),
        "prompt-today-yes": (to, replace(theirs, goals=wrote), "today", TaskKind.GOALS),
        "prompt-agreed": (to, agreed, "agreed", "1"),
        "prompt-ask-check-in": (late, midway, "ask", TaskKind.CHECK_IN),
    }
    shown = {
        name: card(reader, seen, headline=headline(reader, seen, event, which))
        for name, (reader, seen, event, which) in told.items()
    }
    return shown | {"prompt-waits": card(to, replace(mine, goals=wrote)), "prompt-checked": card(to, checked)}


def forms(t: Translator) -> dict[str, Form]:
    """Show each form once."""
    seen = example_seen(Filler.EMPLOYEE, chinese=t.chinese)
    return {"prompt-goals-form": writing_goals(t, seen), "prompt-check-in-form": checking_in(t, seen)}
