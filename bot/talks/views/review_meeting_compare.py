"""Both sides of a review side by side as a card, what they see differently first; and the lines about that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.figures.domain import example as figures
from bot.figures.views.finished import line as finished_line
from bot.figures.views.phrase import title as metric_title
from bot.messages.card import Action, Button, Card, Choices, Heading, Text
from bot.messages.i18n import named
from bot.messages.number import share
from bot.messages.text import Ready, plain
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.review import due_day
from bot.reviews.views.review import name_of, other_name
from bot.reviews.views.review_form import lines
from bot.talks.domain import review_meeting_example as example
from bot.talks.domain import review_meeting_example_report as report_example
from bot.talks.domain.review_meeting_compare import compared
from bot.talks.views.review_meeting_head import head, sight

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from bot.figures.domain.finished import Finished
    from bot.figures.domain.metric import Metric
    from bot.messages.card import Block
    from bot.messages.field import Values
    from bot.messages.i18n import Translator
    from bot.people.domain.reader import Reader
    from bot.reviews.domain.form_template import TemplateSection
    from bot.talks.domain.review_meeting_compare import ComparedField
    from bot.talks.domain.review_meeting_gap import DataPoint, Gap
    from bot.talks.domain.review_meeting_seen import SeenMeeting

_SIDES: Final = (Filler.EMPLOYEE, Filler.MANAGER)


def card(
    to: Reader,
    meeting: SeenMeeting,
    fields: Sequence[ComparedField],
    gaps: Sequence[Gap],
    links: Sequence[tuple[str, Finished]],
    metrics: Mapping[str, Metric],
) -> Card:
    """Show both sides field by field; while the other's words are not the reader's, when they will be."""
    t = to.t
    heading = t("meeting-compare-title", name=named(t, other_name(t, meeting.seen)), cycle=meeting.seen.cycle.name)
    blocks: list[Block] = [Heading(heading), *head(to, meeting)]
    if not fields:
        blocks.append(Text(_waits(to, meeting)))
    else:
        blocks += gap_blocks(to, meeting, gaps, metrics)
        blocks += [Text(said) for field in fields if (said := _field(t, meeting, field))]
        blocks += link_blocks(t, links, today=to.today)
    open_ = Action("review_meeting", (("no", str(meeting.seen.review.no)),))
    blocks.append(Choices((Button(plain(t("meeting-compare-button-talk")), open_),)))
    return Card("meeting_compare", plain(heading), (*blocks, sight(t, meeting)), t.locale)


def _waits(to: Reader, meeting: SeenMeeting) -> Ready:
    """Say from when on the two are shown side by side."""
    t, seen = to.t, meeting.seen
    if not seen.other_sent:
        return t("meeting-compare-missing", name=other_name(t, seen))
    due = due_day(seen.cycle.schedule, seen.side)
    return t("meeting-compare-waits", name=other_name(t, seen), day=t.day(due, today=to.today), weekday=t.weekday(due))


def _field(t: Translator, meeting: SeenMeeting, field: ComparedField) -> str:
    heading = t("meeting-compare-field", title=field.title.said(t.locale), apart="yes" if field.apart else "no")
    sides = {Filler.EMPLOYEE: field.employee, Filler.MANAGER: field.manager}
    words = {side: _words(t, section, _values(meeting, side)) for side, section in sides.items() if section is not None}
    if not any(words.values()):
        return ""
    said = [
        t("meeting-compare-side", name=_name(t, meeting, side), words=text or t("meeting-compare-nothing"))
        for side, text in words.items()
    ]
    return "\n".join([heading, *said])


def _name(t: Translator, meeting: SeenMeeting, side: Filler) -> str:
    return t("meeting-compare-you") if side is meeting.seen.side else name_of(t, meeting.seen, side)


def _values(meeting: SeenMeeting, side: Filler) -> Values:
    version = meeting.seen.own if side is meeting.seen.side else meeting.seen.other
    return version.values if version else {}


def _words(t: Translator, section: TemplateSection, values: Values) -> str:
    """Write the answers of a section; of a single question without what was asked, which stands above."""
    said = lines(t, section, values)
    if len(section.questions) == 1 and len(said) == 1:
        return said[0][1]
    return Ready("".join(f"\n{t('review-answer', label=label, words=words)}" for label, words in said))


def gap_blocks(to: Reader, meeting: SeenMeeting, gaps: Sequence[Gap], metrics: Mapping[str, Metric]) -> list[Block]:
    """Highlight what the two, or the data, see differently; nothing where they agree."""
    if not gaps:
        return []
    t = to.t
    found = [Text(_gap(t, meeting, gap, metrics, today=to.today)) for gap in gaps]
    return [Text(t("review-gap-title")), *found]


def _gap(t: Translator, meeting: SeenMeeting, gap: Gap, metrics: Mapping[str, Metric], *, today: date) -> str:
    if gap.question is not None:
        sections = {Filler.EMPLOYEE: gap.question.employee, Filler.MANAGER: gap.question.manager}
        words = {
            side: _words(t, section, _values(meeting, side)) if section else "" for side, section in sections.items()
        }
    else:
        words = {Filler.EMPLOYEE: gap.employee or "", Filler.MANAGER: gap.manager or ""}
    said = [t("review-gap-said", name=_name(t, meeting, side), words=words[side]) for side in _SIDES if words[side]]
    if gap.data is not None:
        said.append(t("review-gap-data", words=data_words(t, gap.data, today=today)))
    return "\n".join([t("review-gap-topic", topic=topic(t, gap, metrics)), *said])


def topic(t: Translator, gap: Gap, metrics: Mapping[str, Metric]) -> Ready:
    """Name what a gap is about."""
    if gap.question is not None:
        return Ready(gap.question.title.said(t.locale))
    kind, _, name = gap.topic.partition(":")
    if kind == "metric" and name in metrics:
        return Ready(metric_title(t, metrics[name]))
    return Ready(name) if name else t("review-gap-about", topic=kind)


def data_words(t: Translator, point: DataPoint, *, today: date) -> Ready:
    """Write what the data says of a topic."""
    if point.result is not None:
        delta, metric = point.result.newest, point.result.metric
        reached = share(t, delta.attainment or 0.0, apart=1.0)
        return t("review-gap-share", share=reached, period=t.period(delta.period, metric.grain, today=today))
    if point.project is not None:
        found = finished_line(t, point.project, today=today)
        return Ready(t.clauses([found.value, found.against]))
    return t("review-gap-open", n=point.open_complaints or 0)


def link_blocks(t: Translator, links: Sequence[tuple[str, Finished]], *, today: date) -> list[Block]:
    """Put the records of projects beside the statements that name them (R85)."""
    if not links:
        return []
    found = []
    for words, project in links:
        fact = finished_line(t, project, today=today)
        record = t.clauses([fact.value, fact.against])
        found.append(Text(t("review-link-line", words=words, project=project.what, record=record)))
    return [Text(t("review-link-title")), *found]


def examples(t: Translator) -> dict[str, Card]:
    """Show both sides with a gap and a link, and a card of somebody who has to wait."""
    to = example.reader(t)
    chinese = t.chinese
    meeting = example.meeting(Filler.MANAGER, chinese=chinese)
    seen = meeting.seen
    fields = compared(
        seen.shown(Filler.EMPLOYEE),
        seen.shown(Filler.MANAGER),
        _values(meeting, Filler.EMPLOYEE),
        _values(meeting, Filler.MANAGER),
    )
    shown = card(
        to,
        meeting,
        fields,
        [report_example.gap(chinese=chinese)],
        [report_example.link(chinese=chinese)],
        figures.METRICS,
    )
    waiting = example.waiting(chinese=chinese)
    return {"meeting-compare": shown, "meeting-compare-waits": card(to, waiting, (), (), (), {})}
