"""The log of a pair as cards and as a file: what was talked about, what was agreed on, and what of it is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.figures.domain import example
from bot.kit.shortening import shortened
from bot.messages.card import (
    Action,
    Attachment,
    Block,
    Button,
    Card,
    Choices,
    FactLine,
    Facts,
    Heading,
    Mood,
    Note,
    Quote,
    Text,
)
from bot.messages.i18n import named
from bot.messages.sheet import sheet
from bot.messages.text import literal, plain
from bot.talks.domain.agenda import AgendaTopic
from bot.talks.domain.pair_log import AgreedAction, TalkLogEntry
from bot.talks.views.agenda import example_points

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

    from bot.messages.i18n import Translator
    from bot.messages.text import Ready

_TOGETHER, _MOST, _MOST_BUTTONS, _LONGEST_BUTTON = 3, 4, 3, 24


def shown(
    t: Translator,
    entries: Sequence[TalkLogEntry],
    names: Mapping[str, str],
    *,
    reader_id: str,
    query: str,
    zone: tzinfo,
    now: datetime,
    said: str = "",
) -> Card:
    """Show the newest talks of some, with what is open of them; ``said`` is what was just done."""
    heading = t("pair-log-found", n=len(entries), query=query) if query else t("pair-log-headline", n=len(entries))
    blocks: list[Block] = [Heading(said or heading)]
    for entry in entries[:_MOST]:
        blocks += _entry(t, entry, names, reader_id=reader_id, zone=zone, today=now.astimezone(zone).date())
    if len(entries) > _MOST:
        blocks.append(Text(t("pair-log-more", n=len(entries) - _MOST)))
    if not entries:
        blocks.append(Text(t("pair-log-none-found" if query else "pair-log-none")))
    blocks += _open(t, entries[:_MOST], reader_id=reader_id)
    if entries:
        blocks.append(Choices((Button(plain(t("pair-log-export")), Action("pair_log.export")),)))
    return Card("pair_log", plain(t("pair-log-summary")), (*blocks, Note(t("pair-log-note"))), t.locale)


def _entry(
    t: Translator, entry: TalkLogEntry, names: Mapping[str, str], *, reader_id: str, zone: tzinfo, today: date
) -> list[Block]:
    day = t.day(entry.met_at.astimezone(zone).date(), today=today)
    other = _name(t, names, entry.lead_id if reader_id == entry.person_id else entry.person_id)
    head = t("pair-log-with", day=day, name=named(t, other))
    by = t("pair-log-by", name=named(t, _name(t, names, entry.by_id))) if entry.by_id else t("pair-log-by-nobody")
    blocks: list[Block] = [Text(t.clauses([head, by]))]
    order = list(AgendaTopic)
    topics = sorted(entry.topics, key=lambda point: order.index(point[0]))
    lines = [FactLine(t(f"agenda-topic-{topic}"), literal(text)) for topic, text in topics]
    lines += [_agreed(t, action, names, today=today) for action in entry.actions]
    blocks += [Facts(tuple(lines[at : at + _TOGETHER])) for at in range(0, len(lines), _TOGETHER)]
    if entry.notes:
        blocks.append(Quote(literal(entry.notes), _name(t, names, entry.by_id)))
    return blocks


def _name(t: Translator, names: Mapping[str, str], person_id: str) -> str:
    return names.get(person_id) or t("pair-log-somebody")


def _agreed(t: Translator, action: AgreedAction, names: Mapping[str, str], *, today: date) -> FactLine:
    if action.done_at:
        state, mood = t("pair-log-done"), Mood.GOOD
    elif action.due_on is None:
        state, mood = t("pair-log-open"), Mood.PLAIN
    else:
        late = action.due_on < today
        word = "pair-log-overdue" if late else "pair-log-due"
        state, mood = t(word, day=t.day(action.due_on, today=today)), Mood.GAP if late else Mood.PLAIN
    return FactLine(_name(t, names, action.owner_id), literal(action.text), state, mood)


def _open(t: Translator, entries: Sequence[TalkLogEntry], *, reader_id: str) -> list[Block]:
    """Offer to note as done what is open, the reader's own first."""
    still = [(entry.no, action) for entry in entries for action in entry.actions if not action.done_at]
    still.sort(key=lambda pair: pair[1].owner_id != reader_id)
    buttons = [_done_button(t, no, action, alone=len(still) == 1) for no, action in still[:_MOST_BUTTONS]]
    return [Choices(tuple(buttons))] if buttons else []


def _done_button(t: Translator, no: int, action: AgreedAction, *, alone: bool) -> Button:
    text = shortened(action.text, _LONGEST_BUTTON)
    word = t("pair-log-tick") if alone else t("pair-log-tick-one", what=literal(text))
    return Button(plain(word), Action("pair_log.done", (("no", str(no)), ("action", str(action.no)))))


def written(
    t: Translator, entry: TalkLogEntry, names: Mapping[str, str], *, reader_id: str, zone: tzinfo, now: datetime
) -> Card:
    """Show to whoever wrote a talk down how it stands in the log, and how to add to it."""
    return _single(t, entry, names, t("pair-log-written"), reader_id=reader_id, zone=zone, now=now)


def told(
    t: Translator,
    entry: TalkLogEntry,
    names: Mapping[str, str],
    *,
    reader_id: str,
    by: str,
    zone: tzinfo,
    now: datetime,
) -> Card:
    """Tell the other of two that their talk was written down."""
    return _single(t, entry, names, t("pair-log-told", name=named(t, by)), reader_id=reader_id, zone=zone, now=now)


def _single(
    t: Translator,
    entry: TalkLogEntry,
    names: Mapping[str, str],
    heading: Ready,
    *,
    reader_id: str,
    zone: tzinfo,
    now: datetime,
) -> Card:
    today = now.astimezone(zone).date()
    blocks = [Heading(heading), *_entry(t, entry, names, reader_id=reader_id, zone=zone, today=today)]
    add = Button(plain(t("pair-log-agree")), Action("pair_log.agree", (("no", str(entry.no)),)))
    buttons = (add, Button(plain(t("pair-log-open-log")), Action("pair_log")))
    blocks += [Choices(buttons), Note(t("pair-log-note"))]
    return Card("pair_log", plain(t("pair-log-summary")), tuple(blocks), t.locale)


def action_due(
    t: Translator,
    entry: TalkLogEntry,
    action: AgreedAction,
    names: Mapping[str, str],
    *,
    reader_id: str,
    today: date,
    zone: tzinfo,
    now: datetime,
) -> Card:
    """Remind whoever agreed to do something that it is due, the day before and on the day."""
    when = "today" if action.due_on and action.due_on <= today else "tomorrow"
    other = _name(t, names, entry.lead_id if reader_id == entry.person_id else entry.person_id)
    heading = t(f"pair-log-due-{when}", what=literal(action.text))
    day = t.day(entry.met_at.astimezone(zone).date(), today=now.astimezone(zone).date())
    text = Text(t("pair-log-due-from", name=named(t, other), day=day))
    choices = Choices((_done_button(t, entry.no, action, alone=True),))
    note = Note(t("pair-log-due-note"))
    return Card("pair_log", plain(t("pair-log-due-summary")), (Heading(heading), text, choices, note), t.locale)


def after(t: Translator, *, name: str, person_id: str, at: datetime, zone: tzinfo, now: datetime) -> Card:
    """Ask whoever led a planned talk, once it is over, to write down what was agreed, or to say that it was not."""
    who = (("person", person_id),)
    heading = t("pair-log-after", name=named(t, name), moment=t.moment(at, zone=zone, now=now))
    buttons = (
        Button(plain(t("pair-log-write")), Action("pair_log.write", who)),
        Button(plain(t("one-on-one-happened")), Action("one_on_one.met", who)),
        Button(plain(t("one-on-one-other-times")), Action("one_on_one.times", who)),
    )
    blocks = (Heading(heading), Text(t("pair-log-after-step")), Choices(buttons), Note(t("pair-log-after-note")))
    return Card("one_on_one", plain(t("pair-log-after-summary", name=named(t, name))), blocks, t.locale)


_COLUMNS = ("when", "with", "by", "topics", "notes", "action", "owner", "due", "done")


def export(
    t: Translator, entries: Sequence[TalkLogEntry], names: Mapping[str, str], *, reader_id: str, zone: tzinfo
) -> Card:
    """Hand the log over as a file: a line for each thing that was agreed on, and one for a talk without any."""
    rows = [row for entry in entries for row in _rows(t, entry, names, reader_id=reader_id, zone=zone)]
    file = Attachment(plain(t("pair-log-file")), sheet([t(f"pair-log-column-{name}") for name in _COLUMNS], rows))
    heading = t("pair-log-export-headline", n=len(entries))
    blocks = (Heading(heading), Text(t("pair-log-export-text")), file, Note(t("pair-log-export-note")))
    return Card("pair_log", plain(t("pair-log-summary")), blocks, t.locale)


def _rows(
    t: Translator, entry: TalkLogEntry, names: Mapping[str, str], *, reader_id: str, zone: tzinfo
) -> list[tuple[object, ...]]:
    other = _name(t, names, entry.lead_id if reader_id == entry.person_id else entry.person_id)
    topics = "\n".join(f"{t(f'agenda-topic-{topic}')}: {text}" for topic, text in entry.topics)
    by = _name(t, names, entry.by_id) if entry.by_id else ""
    talk = (f"{entry.met_at.astimezone(zone):%Y-%m-%d %H:%M}", other, by, topics, entry.notes)
    agreed: list[tuple[object, ...]] = [
        (
            action.text,
            _name(t, names, action.owner_id),
            action.due_on,
            action.done_at.astimezone(zone).date() if action.done_at else None,
        )
        for action in entry.actions
    ]
    return [(*talk, *action) for action in agreed or [(None,) * 4]]


def example_entry(t: Translator) -> tuple[TalkLogEntry, dict[str, str]]:
    """Return an entry with all that one can hold, and the names of everybody in it."""
    people = example.people(chinese=t.chinese)
    words = (
        ("价格表发给客户", "问清楚验收卡在哪一步", "验收的事先由我去问工厂；培训十二月再说。")
        if t.chinese
        else (
            "send the price list to the customer",
            "find out where the acceptance hangs",
            "I ask the plant about the acceptances first; the training waits until December.",
        )
    )
    at = datetime(2026, 10, 29, 7, 0, tzinfo=UTC)
    topics = tuple((point.topic, point.text) for point in example_points(t)[:2])
    actions = (
        AgreedAction("S1", words[0], date(2026, 11, 4), None, 1, 1),
        AgreedAction("M1", words[1], date(2026, 10, 30), None, 2, 1),
        AgreedAction("S1", words[0], None, at, 3, 1),
    )
    entry = TalkLogEntry("S1", "M1", "M1", at, at, topics, words[2], actions, 1)
    return entry, {id_: person.name for id_, person in people.items()}


def examples(t: Translator) -> dict[str, Card]:
    """Show the log, a search, an entry for either of the two, and what is due of it."""
    zone, now = ZoneInfo("Asia/Shanghai"), example.NOW
    entry, names = example_entry(t)
    bare = replace(entry, by_id="", notes="", actions=(), no=2)

    def log(*entries: TalkLogEntry, query: str = "") -> Card:
        return shown(t, entries, names, reader_id="S1", query=query, zone=zone, now=now)

    ana = names["M1"]
    return {
        "pair-log": log(entry, bare),
        "pair-log-many": log(*[bare] * 6, query="验收" if t.chinese else "acceptance"),
        "pair-log-none": log(),
        "pair-log-none-found": log(query="x"),
        "pair-log-written": written(t, entry, names, reader_id="M1", zone=zone, now=now),
        "pair-log-told": told(t, entry, names, reader_id="S1", by=ana, zone=zone, now=now),
        "pair-log-due": action_due(
            t, entry, entry.actions[0], names, reader_id="S1", today=date(2026, 11, 3), zone=zone, now=now
        ),
        "pair-log-due-today": action_due(
            t, entry, entry.actions[0], names, reader_id="S1", today=date(2026, 11, 4), zone=zone, now=now
        ),
        "pair-log-after": after(t, name=names["S1"], person_id="S1", at=entry.met_at, zone=zone, now=now),
        "pair-log-export": export(t, [entry, bare], names, reader_id="S1", zone=zone),
    }
