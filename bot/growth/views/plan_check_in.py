"""A check-in as whoever leads somebody gets it, with what they can do about it, and as its author sees it kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.figures.domain.example import NOW
from bot.goals.domain.obstacle import Obstacle
from bot.growth.domain.course import CourseReason
from bot.growth.domain.plan import SupportRequest, SupportState
from bot.growth.views import course as course_view
from bot.growth.views.plan_example import example_course
from bot.kit.calendar import zone
from bot.messages.card import Action, Button, Card, Choices, Heading, Note, Quote, Text
from bot.messages.i18n import named
from bot.messages.text import literal, plain
from bot.people.domain.reader import Reader
from bot.reviews.domain.form_template import Filler
from bot.reviews.views.prompt import example_check_in, example_seen, obstacle_line

if TYPE_CHECKING:
    from bot.growth.domain.course import Recommendation
    from bot.messages.card import Block
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready
    from bot.reviews.domain.prompt import CheckIn, SeenPrompts


def card(
    to: Reader,
    seen: SeenPrompts,
    said: CheckIn,
    *,
    person_id: str,
    asked: SupportRequest | None,
    course: Recommendation | None,
) -> Card:
    """Tell whoever leads somebody how it goes half-way; ``asked`` is the request that came of it, with its answers."""
    t, name = to.t, named(to.t, seen.person)
    heading = t("check-in-of", name=name, cycle=seen.cycle.name)
    blocks: list[Block] = [Heading(heading), Text(_how(t, said))]
    if said.text:
        blocks.append(Quote(literal(said.text), literal(name)))
    if course:
        blocks.append(Text(t("check-in-course-of", course=course_view.recommended(t, course, helped=None))))
    waits = asked is not None and asked.state is SupportState.ASKED
    if waits:
        blocks.append(Text(t("check-in-answer", name=name)))
    blocks.append(Choices(_answers(t, said) if waits else _others(t, seen, person_id)))
    return Card("check_in", plain(heading), (*blocks, Note(t("prompt-sight", name=name))), t.locale)


def _how(t: Translator, said: CheckIn) -> Ready:
    lines = [t("check-in-percent", percent=said.percent)]
    return t.sentences([*lines, *([obstacle_line(t, said)] if said.obstacle else [])])


def _answers(t: Translator, said: CheckIn) -> tuple[Button, ...]:
    args = (("no", str(said.plan_no)), ("s", str(said.place)))
    return tuple(
        Button(plain(t(key)), Action("plan.support", (*args, *more)))
        for key, more in (
            ("plan-accept", (("state", SupportState.ACCEPTED.value),)),
            ("plan-promise", (("state", SupportState.ACCEPTED.value), ("ask", "1"))),
            ("plan-decline", (("state", SupportState.DECLINED.value), ("ask", "1"))),
        )
    )


def _others(t: Translator, seen: SeenPrompts, person_id: str) -> tuple[Button, ...]:
    return (
        Button(plain(t("plan-book")), Action("one_on_one.times", (("person", person_id),))),
        Button(plain(t("check-in-goals")), Action("prompt", (("no", str(seen.review.no)),))),
    )


def kept(t: Translator, seen: SeenPrompts, said: CheckIn, *, reader: str, course: Recommendation | None) -> Card:
    """Tell somebody that their check-in is kept, who reads it ("" for nobody), and what follows."""
    heading = t("check-in-kept", cycle=seen.cycle.name)
    blocks: list[Block] = [Heading(heading), Text(_how(t, said))]
    if said.plan_no and reader:
        blocks.append(Text(t("check-in-asked", name=named(t, reader))))
    if course:
        blocks.append(Text(course_view.recommended(t, course, helped=None)))
    buttons = [Button(plain(t("check-in-goals")), Action("prompt", (("no", str(seen.review.no)),)))]
    if said.plan_no:
        buttons.append(Button(plain(t("plan-show")), Action("plan", (("no", str(said.plan_no)),))))
    note = Note(t("prompt-sight", name=named(t, reader) if reader else t("review-leader")))
    return Card("check_in", plain(heading), (*blocks, Choices(tuple(buttons)), note), t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show a check-in that needs an answer, one about a skill, one that says all is well; and as its author sees it."""
    to = Reader(t, zone("Asia/Shanghai"), NOW)
    seen = example_seen(Filler.MANAGER, chinese=t.chinese)
    lacks = replace(example_check_in(seen, chinese=t.chinese), plan_no=12, place=2)
    need = "客户沟通怎么谈价格" if t.chinese else "How to talk with customers about price"
    skill = replace(lacks, obstacle=Obstacle.ABILITY, need=need)
    well = replace(lacks, obstacle=None, need="", plan_no=0, place=0)
    topic = "客户沟通" if t.chinese else "talking with customers"
    asked = SupportRequest(lacks.need)
    course = replace(example_course(), reason=CourseReason.TOPIC, topic=topic)

    def told(said: CheckIn, wanted: SupportRequest | None = None, found: Recommendation | None = None) -> Card:
        return card(to, seen, said, person_id="S1", asked=wanted, course=found)

    return {
        "check-in-resources": told(lacks, asked),
        "check-in-ability": told(skill, replace(asked, text=need), course),
        "check-in-well": told(well),
        "check-in-kept": kept(t, seen, skill, reader=seen.leader, course=course),
    }
