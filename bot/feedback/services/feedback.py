"""Feedback at work: wanted when data or rules ask for it, written once the data has settled, handed to the outbox."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time, timedelta
from typing import TYPE_CHECKING

from bot.cases.domain.correction import State as Decision
from bot.delivery.domain.delivery import REDRAW, WRITTEN_ANEW, Hold, Priority, Wait
from bot.delivery.domain.delivery import State as Delivered
from bot.delivery.services.availability import slots
from bot.delivery.services.outbox import enqueue
from bot.feedback.domain import approval
from bot.feedback.domain.feedback import Feedback, Mark, Occasion, Pick, Stage
from bot.feedback.domain.outline import judge, told
from bot.feedback.services import outline as outlines
from bot.feedback.services import unled
from bot.feedback.services.evidence import members, parts, told_of
from bot.feedback.views import feedback as view
from bot.feedback.views.evidence import quote
from bot.figures.domain.delta import Flag
from bot.figures.domain.suppression import FLOOR
from bot.figures.services.trend import before, trend
from bot.kit.calendar import instant, local_day, zone
from bot.kit.errors import Denied, NotFound
from bot.kit.escape import escaped
from bot.kit.period import Grain, Period, period_of, previous_period
from bot.messages.codec import card_from_json
from bot.people.domain.permission import Act
from bot.people.domain.person import Kind
from bot.people.services import permission
from bot.people.services.permission import leader
from bot.rules.domain.rule import Audience, Silence, Tone
from bot.rules.services.audience import readers_of, those_who_see
from bot.rules.services.rule import speakable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from bot.cases.domain.correction import Correction
    from bot.cases.domain.dispute import Dispute
    from bot.delivery.domain.delivery import Delivery
    from bot.feedback.domain.feedback import Outline
    from bot.feedback.ports.work import Work
    from bot.figures.domain.delta import Changed, Delta
    from bot.messages.card import Card, Quote
    from bot.people.domain.person import Person
    from bot.rules.domain.rule import Signal

SETTLE = timedelta(minutes=15)
"""Files that arrive together make one message: words wait this long for the next."""
LATEST = timedelta(hours=2)
"""However often more data arrives, the words wait no longer than this."""
_OCCASIONS = {Tone.PRAISE: Occasion.PRAISE, Tone.NUDGE: Occasion.NUDGE, Tone.ALERT: Occasion.ALERT}
_PRIORITIES = {
    Occasion.STANDING: Priority.STANDING,
    Occasion.PRAISE: Priority.PRAISE,
    Occasion.NUDGE: Priority.NUDGE,
    Occasion.ALERT: Priority.ALERT,
    Occasion.CORRECTION: Priority.DEADLINE,
}
_LIFE = {
    Occasion.STANDING: timedelta(days=14),
    Occasion.PRAISE: timedelta(days=14),
    Occasion.NUDGE: timedelta(days=7),
    Occasion.ALERT: timedelta(days=1),
}
"""After this a message has nothing to say any more and expires unsent; a correction never does."""
_DAYS = timedelta(days=4)
"""How old a day's figures may be: Friday's come on Tuesday after a long weekend."""
_SAME_TARGET = 0.01
_MERGE = "daily"
_ALIKE = ((Occasion.STANDING, Occasion.PRAISE),)
_NEVER_OUT = frozenset({Delivered.EXPIRED, Delivered.FAILED})
"""Where a message stands that its reader has never had in hand."""
_OWN_MEMORY, _OTHERS_MEMORY = 8, 200
_LOOK_AGAIN = timedelta(minutes=1)
_ANOTHER = re.compile(r"\+\d+$")
"""What the key of a day's second message, and of those after it, ends with."""


def want(work: Work, signals: Sequence[Signal], touched: Changed, *, now: datetime) -> list[Feedback]:
    """Note down whose words are wanted after an update: returns what is new or has grown.

    Each person gets one message a day about a period that is running or just over, if anything about it is worth
    saying; what rules fired goes to whom they name; whoever was told a verdict that no longer holds gets a correction.
    """
    if not signals and not len(touched):
        return []
    news = _News(work, now)
    wanted: list[Feedback] = []
    unheard: dict[Silence, list[int]] = {why: [] for why in (Silence.HISTORY, Silence.NOBODY, Silence.TOGETHER)}
    for signal in signals:
        if not news.is_(signal.subject_id, signal.metric, signal.period.start):
            unheard[Silence.HISTORY].append(signal.no)
        elif found := _for_signal(work, signal, now=now):
            wanted += found
        else:
            unheard[Silence.NOBODY].append(signal.no)
    for (person_id, period), keys in _fresh(work, touched, news, now=now).items():
        person = work.people.get(person_id)
        if person and _worth_saying(work, keys):
            wanted.append(_feedback(Occasion.STANDING, person, person, period, keys, (), now=now))
    wanted += _corrections(work, touched, now=now)
    kept = _one_talk(work, _without_echo(work, wanted), now=now)
    unheard[Silence.TOGETHER] += _left_out(wanted, kept)
    for why, numbers in unheard.items():
        work.rules.silence(numbers, why)
    return [_store(work, one, now=now) for one in kept]


def _left_out(wanted: Iterable[Feedback], kept: Iterable[Feedback]) -> list[int]:
    """Return the signals whose words are left out for whom they are for: a manager's, even if the person has theirs."""
    to_managers: set[int] = set()
    others: set[int] = set()
    left: list[int] = []
    for one in kept:
        (to_managers if one.occasion is Occasion.NUDGE else others).update(one.signals)
    for one in wanted:
        heard = to_managers if one.occasion is Occasion.NUDGE else to_managers | others
        left += [no for no in one.signals if no not in heard]
    return list(dict.fromkeys(left))


def _for_signal(work: Work, signal: Signal, *, now: datetime) -> list[Feedback]:
    occasion = _OCCASIONS[signal.tone]
    subject = work.people.get(signal.subject_id)
    readers = readers_of(work, subject, signal.audience, now=now) if subject else []
    if subject is None or not readers:
        if subject is not None:
            unled.ask_who_leads(work, subject, now=now)
        return []
    if occasion is Occasion.NUDGE and subject in readers:  # their own figures, by the bar of the rule
        occasion = Occasion.STANDING
    keys = ((signal.subject_id, signal.metric, signal.period),)
    found = [_feedback(occasion, subject, one, signal.period, keys, (signal.no,), now=now) for one in readers]
    if occasion is Occasion.NUDGE and subject not in readers:
        # The person hears it before the manager does, also when only a rule made it worth saying.
        found.append(_feedback(Occasion.STANDING, subject, subject, signal.period, keys, (signal.no,), now=now))
    return found


def hand_on(work: Work, before_id: str, subject: Person, *, now: datetime) -> int:
    """Give nudges about somebody, which are not out yet, to who is to have them now; returns how many."""
    handed = 0
    for one in work.feedback.nudges(before_id, subject.id, since=now - _LIFE[Occasion.NUDGE]):
        waits = one.stage in {Stage.WANTED, Stage.DRAFTED, Stage.APPROVED}
        if waits or (one.stage is Stage.SENT and work.outbox.withdraw(one.key, detail="handed on")):
            handed += pass_on(work, one, now=now)
    return handed


def pass_on(work: Work, feedback: Feedback, *, now: datetime) -> int:
    """End words that are not out for whoever was to read them, and want them for who leads the subject now."""
    subject = work.people.get(feedback.subject_id)
    work.feedback.save(approval.withdraw(feedback))
    readers = readers_of(work, subject, Audience.MANAGER, now=now) if subject else []
    if subject is None or not readers:
        return 0
    again = [
        _feedback(feedback.occasion, subject, one, feedback.period, feedback.deltas, feedback.signals, now=now)
        for one in readers
        if one.id not in {feedback.reader_id, subject.id}
    ]
    return sum(_want_again(work, replace(one, ready_at=now)) for one in again)


def _want_again(work: Work, feedback: Feedback) -> bool:
    """Want words for somebody who may have been to have them before, on the same day; False when they have them."""
    number, known = _newest_of_the_day(work, feedback.key)
    if known is None:
        return work.feedback.add(feedback)
    if known.stage not in {Stage.EXPIRED, Stage.REJECTED}:
        return False
    return work.feedback.add(replace(feedback, key=f"{feedback.key}+{number + 1}"))


Keys = tuple[tuple[str, str, Period], ...]


class _News:
    """What is news at an instant: a period that is running or just over, and the newest one there is of a series.

    So history that is loaded with last month's figures speaks of last month only.
    """

    def __init__(self, work: Work, now: datetime) -> None:
        self._work = work
        self._today = now.date()
        self._grains = {metric.key: metric.grain for metric in work.metrics.all()}
        self._newest: dict[str, dict[str, date]] = {}

    def period(self, metric: str, start: date) -> Period:
        """Return the whole period of a metric that begins on a day."""
        return period_of(start, self._grains[metric])

    def is_(self, person_id: str, metric: str, start: date) -> bool:
        """Say whether a value of a person's is news."""
        grain = self._grains[metric]
        recent = (
            self._today - _DAYS if grain is Grain.DAY else previous_period(period_of(self._today, grain), grain).start
        )
        return start >= recent or start >= self._latest(person_id).get(metric, start)

    def _latest(self, person_id: str) -> dict[str, date]:
        if person_id not in self._newest:
            latest = self._work.deltas.latest(person_id)
            self._newest[person_id] = {one.metric: one.period.start for one in latest}
        return self._newest[person_id]


def _fresh(work: Work, touched: Changed, news: _News, *, now: datetime) -> dict[tuple[str, Period], Keys]:
    """Return the changed values that a person's message may speak of, by person and period that is news to them."""
    found: dict[tuple[str, Period], Keys] = {}
    for person_id, key, start in speakable(work, touched, now=now):
        if news.is_(person_id, key, start):
            period = news.period(key, start)
            found[person_id, period] = (*found.get((person_id, period), ()), (person_id, key, period))
    return found


def _worth_saying(work: Work, keys: Keys) -> bool:
    metrics = {metric.key: metric for metric in work.metrics.all()}
    for person_id, key, period in keys:
        delta = work.deltas.get(person_id, key, period)
        judged = judge(delta, metrics[key]) if delta else None
        if judged and judged[0] is not Mark.PLAIN:
            return True
    return False


def _feedback(
    occasion: Occasion,
    subject: Person,
    reader: Person,
    period: Period,
    keys: Keys,
    signals: tuple[int, ...],
    *,
    now: datetime,
) -> Feedback:
    day = local_day(now, timezone=reader.timezone)
    about = f"{_id(subject)}:{_id(reader)}:{period.start}:{_length(period)}"
    return Feedback(
        key=f"{occasion}:{about}:{day}",
        subject_id=subject.id,
        reader_id=reader.id,
        occasion=occasion,
        period=period,
        stage=Stage.WANTED,
        signals=signals,
        deltas=keys,
        data_at=now,
        created_at=now,
        ready_at=now if occasion is Occasion.ALERT else now + SETTLE,
    )


def _id(person: Person) -> str:
    """Write an id as one part of a key."""
    return escaped(person.id, marks="|:")


def _length(period: Period) -> str:
    """Tell apart a month and a quarter, but not a month and the part of it that is over."""
    for grain in (Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.QUARTER):
        if period.end <= period_of(period.start, grain).end:
            return grain[0]
    return Grain.YEAR[0]


def _without_echo(work: Work, wanted: Iterable[Feedback]) -> list[Feedback]:
    """Leave out a message that another one says: praise that is the whole story, or a story that holds the praise.

    What a correction says to the person is not said to them once more as news. Where there is a strength and a gap
    one message says both, strength first; where there are only strengths the praise stands alone.
    """
    listed = _without_corrected(wanted)
    praised = {(one.subject_id, one.period.start): one for one in listed if one.occasion is Occasion.PRAISE}
    kept: list[Feedback] = []
    dropped: set[str] = set()
    for one in listed:
        praise = praised.get((one.subject_id, one.period.start))
        if one.occasion is not Occasion.STANDING or praise is None:
            kept.append(one)
        elif _has_gap(work, one.deltas):
            signals = tuple(dict.fromkeys((*praise.signals, *one.signals)))
            kept.append(replace(one, deltas=_union(praise.deltas, one.deltas), signals=signals))
            dropped.add(praise.key)
    return [one for one in kept if one.key not in dropped]


def _one_talk(work: Work, wanted: Iterable[Feedback], *, now: datetime) -> list[Feedback]:
    """Ask a manager once a day to talk with somebody: a month and its quarter, or a day of it, are the same talk.

    The one that was wanted first is written; of those that come together the one about the shortest period. What the
    manager was told of and is worse by now is told again: it has broken its rule's cooldown.
    """
    asked: dict[tuple[str, str], list[Feedback]] = {}
    kept: list[Feedback] = []
    for one in sorted(wanted, key=lambda one: one.period.days if one.occasion is Occasion.NUDGE else 0):
        if one.occasion is not Occasion.NUDGE:
            kept.append(one)
            continue
        pair = (one.reader_id, one.subject_id)
        if pair not in asked:
            earlier = work.feedback.nudges(*pair, since=_midnight(work, one.reader_id, now=now))
            asked[pair] = [before for before in earlier if _is_told(work, before)]
        if not asked[pair] or any(_same_talk(work, before, one) for before in asked[pair]):
            kept.append(one)
            asked[pair].append(one)
    return kept


def _is_told(work: Work, feedback: Feedback) -> bool:
    """Say whether words are out or on their way: neither were they refused nor did they end unsent."""
    if feedback.stage is not Stage.SENT:
        return feedback.stage in {Stage.WANTED, Stage.DRAFTED, Stage.APPROVED}
    delivery = work.outbox.get(feedback.key)
    return delivery is None or delivery.state not in {Delivered.EXPIRED, Delivered.FAILED}


def _same_talk(work: Work, before: Feedback, one: Feedback) -> bool:
    """Say whether a nudge goes on with another of the day: what that one told of, or what can still be put into it."""
    if before.key == one.key or before.key.startswith(f"{one.key}+"):
        delivery = work.outbox.get(before.key) if before.stage is Stage.SENT else None
        if delivery is None or (delivery.state is Delivered.DUE and not delivery.doubt):
            return True
    return bool({key[:2] for key in before.deltas} & {key[:2] for key in one.deltas})


def _midnight(work: Work, reader_id: str, *, now: datetime) -> datetime:
    timezone = _person(work, reader_id).timezone
    return instant(local_day(now, timezone=timezone), time(0), timezone=timezone)


def _without_corrected(wanted: Iterable[Feedback]) -> list[Feedback]:
    listed = list(wanted)
    corrected = {
        (one.reader_id, person, metric, period.start)
        for one in listed
        if one.occasion is Occasion.CORRECTION
        for person, metric, period in one.deltas
    }
    own = {Occasion.STANDING, Occasion.PRAISE}
    return [
        one
        for one in listed
        if one.occasion not in own
        or any((one.reader_id, person, metric, period.start) not in corrected for person, metric, period in one.deltas)
    ]


def _has_gap(work: Work, keys: Keys) -> bool:
    metrics = {metric.key: metric for metric in work.metrics.all()}
    deltas = [one for key in keys if (one := work.deltas.get(*key))]
    return any((judged := judge(one, metrics[one.metric])) and judged[0] is Mark.GAP for one in deltas)


def _union(left: Keys, right: Keys) -> Keys:
    """Join keys; of the same value, whose days so far may have grown, the later one stays."""
    return tuple(
        {
            (person, metric, period.start): (person, metric, period) for person, metric, period in (*left, *right)
        }.values()
    )


def _store(work: Work, feedback: Feedback, *, now: datetime) -> Feedback:
    """Add it, or let that day's message grow as long as it is not out; after that another one says what came later.

    What waits in the outbox is taken back and written anew with the rest, so that its reader gets one message.
    """
    number, known = _newest_of_the_day(work, feedback.key)
    if known is None:
        work.feedback.add(feedback)
        return feedback
    if known.stage is Stage.DRAFTED:  # what waits for a yes would say what holds no more
        known = approval.redraw(known, now=now)
    if known.stage is Stage.WANTED:
        ready_at = min(feedback.ready_at, known.created_at + LATEST)
        grown = replace(_together(known, feedback), data_at=now, ready_at=ready_at)
        work.feedback.save(grown)
        return grown
    again = replace(feedback, key=f"{feedback.key}+{number + 1}")
    if known.stage is Stage.SENT and work.outbox.withdraw(known.key, detail=WRITTEN_ANEW):
        work.feedback.save(approval.withdraw(known))
        again = replace(_together(known, again), key=again.key)
    work.feedback.add(again)
    return again


def write_anew(work: Work, feedback: Feedback, *, now: datetime) -> None:
    """Have words written again that were handed to the outbox and do not read as their figures do any more."""
    base = _ANOTHER.sub("", feedback.key)
    number, _ = _newest_of_the_day(work, base)
    again = replace(feedback, key=f"{base}+{number + 1}", stage=Stage.WANTED, pick=None, values=(), ready_at=now)
    work.feedback.save(approval.withdraw(feedback))
    work.feedback.add(again)


def _newest_of_the_day(work: Work, key: str) -> tuple[int, Feedback | None]:
    """Return the last message under a day's key, and how many there are."""
    number, known = 1, work.feedback.get(key)
    while (later := work.feedback.get(f"{key}+{number + 1}")) is not None:
        number, known = number + 1, later
    return number, known


def _together(known: Feedback, later: Feedback) -> Feedback:
    """Return a feedback of the day with what a later one is about too."""
    signals = tuple(dict.fromkeys((*known.signals, *later.signals)))
    return replace(
        later if known.stage is Stage.SENT else known, deltas=_union(known.deltas, later.deltas), signals=signals
    )


# Corrections


def _corrections(work: Work, touched: Changed, *, now: datetime) -> list[Feedback]:
    """Find who was told what no longer holds, and who is to hear of a value that was corrected on request."""
    wanted: list[Feedback] = []
    for correction in work.corrections.untold():
        with work.contained("correction"):
            wanted += _on_request(work, correction, now=now)
    heard = {(one.reader_id, key) for one in wanted for key in one.deltas}
    for sent in work.feedback.sent_about(touched):
        if sent.occasion is Occasion.CORRECTION or sent.pick is None or not _may_be_out(work, sent):
            continue
        _take_back(work, sent, now=now)
        own = [key for key in sent.deltas if key[0] == sent.subject_id and (sent.reader_id, key) not in heard]
        keys = tuple(
            key
            for key in own
            if (_overturned(work, sent, key) and _tells_other(work, sent, key))
            or _target_told(work, sent.reader_id, key, but="") is not None
        )
        subject, reader = work.people.get(sent.subject_id), work.people.get(sent.reader_id)
        if keys and subject and reader:
            wanted.append(_feedback(Occasion.CORRECTION, subject, reader, sent.period, keys, sent.signals, now=now))
    return wanted


def _take_back(work: Work, sent: Feedback, *, now: datetime) -> None:
    """Redraw a nudge that is out when nothing it was sent for calls for a talk any more; it keeps no old figures."""
    signals = work.rules.signals(sent.signals)
    if sent.occasion is not Occasion.NUDGE or work.rules.holding(signals, today=now.date()):
        return
    out = work.outbox.get(sent.key)
    reader, subject = work.people.get(sent.reader_id), work.people.get(sent.subject_id)
    if out is None or reader is None or subject is None or not reader.employed_at(now):
        return
    restated = any(
        (one := work.deltas.get(*key)) is not None and Flag.RESTATED in one.flags
        for key in sent.deltas
        if key[0] == subject.id
    )
    t = work.words(reader.locale)
    day = t.day(local_day(now, timezone=reader.timezone))
    enqueue(
        work,
        view.taken_back(t, name=subject.name, key=sent.key, day=day, corrected=restated),
        key=f"{REDRAW}:{sent.key}",
        to=reader,
        kind=REDRAW,
        priority=Priority.REPLY,
        now=now,
        after=sent.key,
        subject_id=subject.id,
        platform=out.platform,
    )


def _on_request(work: Work, correction: Correction, *, now: datetime) -> list[Feedback]:
    """Tell the person, everybody who was told the old value, and after a dispute whoever leads them, once.

    Whatever the verdict is now: who was told a wrong number, or asked for it to be checked, hears the right one.
    """
    work.corrections.tell(correction.no)
    subject = work.people.get(correction.person_id)
    delta = work.deltas.get(correction.person_id, correction.metric, correction.period)
    if subject is None or delta is None:
        return []
    boss = leader(work, subject, now=now) if correction.dispute else None
    ids = dict.fromkeys([subject.id, *told_of(work, delta), *([boss.id] if boss else [])])
    keys = ((delta.person_id, delta.metric, delta.period),)
    found = []
    for reader in (work.people.get(one) for one in ids):
        if reader and reader.employed_at(now):
            made = _feedback(Occasion.CORRECTION, subject, reader, delta.period, keys, (), now=now)
            found.append(replace(made, key=f"{made.key}:{correction.no}"))
    return found


def _tells_other(work: Work, sent: Feedback, key: tuple[str, str, Period]) -> bool:
    """Say whether the reader of a message was last told another value than there is now."""
    delta = work.deltas.get(*key)
    last = _told_before(work, sent.reader_id, key, but=sent.key if sent.occasion is Occasion.CORRECTION else "")
    return delta is None or last is None or last != delta.value


def _told_before(work: Work, reader_id: str, about: tuple[str, str, Period], *, but: str) -> float | None:
    """Return the value that a reader was told last of somebody's metric and period, None when they were told none.

    ``but`` is the key of a message that does not count. Of a message that was sent before values were kept with it,
    the version counts that was stored then.
    """
    person_id, metric, period = about
    found: dict[int, float] = {}
    for occasion in Occasion:
        for one in work.feedback.about(person_id, period, occasion):
            theirs = one.reader_id == reader_id and one.key != but and one.stage is Stage.SENT
            if not theirs or not _may_be_out(work, one):
                continue
            values = dict(zip(one.deltas, one.values, strict=False))
            for key in one.deltas:
                if key[:2] == (person_id, metric):
                    then = values.get(key, _stored_at(work, key, one.data_at))
                    if then is not None:
                        found[one.no] = then
    return found[max(found)] if found else None


def _stored_at(work: Work, key: tuple[str, str, Period], at: datetime) -> float | None:
    versions = work.readings.evidence(*key)
    return next((float(one.value) for one in versions if one.received_at is None or one.received_at <= at), None)


def _overturned(work: Work, sent: Feedback, key: tuple[str, str, Period]) -> bool:
    """Say whether what a message said of a value would not be said of it now that it was restated."""
    delta = work.deltas.get(*key)
    metric = work.metrics.get(key[1])
    said = told(sent.pick).get(key[1]) if sent.pick else None
    if delta is None or metric is None or said is None or delta.value is None or Flag.RESTATED not in delta.flags:
        return False
    signals = [one for one in work.rules.signals(sent.signals) if one.metric == key[1]]
    if signals:
        return not work.rules.holding(signals, today=sent.data_at.date())
    judged = judge(delta, metric)
    return said is not (judged[0] if judged else Mark.PLAIN)


def _target_told(work: Work, reader_id: str, about: tuple[str, str, Period], *, but: str) -> float | None:
    """Return what a reader was last told that these days of a value are measured against, when it is another by now.

    The agreed target may have changed, and so may the days worked of which it is the share. A change of less than one
    per cent leaves the sentence as true as it was. ``but`` is the key of a message that does not count.
    """
    delta = work.deltas.get(*about)
    found = {
        one.no: dict(zip(one.deltas, one.targets, strict=False))[about]
        for occasion in Occasion
        for one in work.feedback.about(about[0], about[2], occasion)
        if one.reader_id == reader_id and one.key != but and one.stage is Stage.SENT and _may_be_out(work, one)
        if about in dict(zip(one.deltas, one.targets, strict=False))
    }
    before = found[max(found)] if found else None
    if before is None or delta is None or delta.target is None or delta.value is None:
        return None
    return before if abs(delta.target - before) >= _SAME_TARGET * abs(before) else None


# Writing


def avoid(work: Work, feedback: Feedback) -> list[Pick]:
    """Return the picks that must not be made again: the reader's latest, and what others read like it lately."""
    own = work.feedback.recent_picks(feedback.reader_id, last=_OWN_MEMORY)
    alike = next((kinds for kinds in _ALIKE if feedback.occasion in kinds), (feedback.occasion,))
    return [*own, *work.feedback.picks(alike, last=_OTHERS_MEMORY)]


def drop(work: Work, feedback: Feedback) -> None:
    """End a feedback that has nothing to say (any more)."""
    work.feedback.save(approval.expire(feedback))


def send(
    work: Work, feedback: Feedback, outline: Outline, pick: Pick, *, now: datetime, card: Card | None = None
) -> None:
    """Hand the words to the outbox; ``card`` is what was approved, when somebody added to it.

    Raises:
        Stale: when they are not approved.
    """
    signals = work.rules.signals(feedback.signals)
    told = [one.delta for one in approval.spoken(outline, pick)]
    sent = approval.send(feedback, pick, told)
    if feedback.occasion is Occasion.CORRECTION and not _reader_sees(work, feedback, now=now):
        work.feedback.save(sent)
        say_ended(work, feedback.key, now=now)
        return
    life = _LIFE.get(feedback.occasion)
    enqueue(
        work,
        card or render(work, feedback, outline, pick, now=now),
        key=feedback.key,
        to=_person(work, feedback.reader_id),
        kind=feedback.occasion,
        priority=_PRIORITIES[feedback.occasion],
        now=now,
        data_at=feedback.data_at,
        after=next((one.key for one in reversed(_hears_first(work, feedback, told)[0])), ""),
        merge="" if feedback.occasion in {Occasion.ALERT, Occasion.CORRECTION} else _MERGE,
        rule=signals[0].rule if signals else "",
        subject_id=feedback.subject_id,
        expires_at=now + life if life else None,
    )
    work.feedback.save(sent)


def _reader_sees(work: Work, feedback: Feedback, *, now: datetime) -> bool:
    reader, subject = _person(work, feedback.reader_id), _person(work, feedback.subject_id)
    return bool(those_who_see(work, [reader], subject, now=now))


def _hears_first(work: Work, feedback: Feedback, told: Iterable[Delta]) -> tuple[list[Feedback], bool]:
    """Return by which messages of their own the person hears what a manager is told, and whether they hear it all.

    Only the very values count, in words that are out or on their way.
    """
    if feedback.occasion is not Occasion.NUDGE:
        return [], False
    own = [
        one
        for occasion in (Occasion.STANDING, Occasion.PRAISE, Occasion.CORRECTION)
        for one in work.feedback.about(feedback.subject_id, feedback.period, occasion)
        if one.reader_id == feedback.subject_id and _is_told(work, one)
    ]
    theirs = [[one for one in own if _tells(one, delta)] for delta in told if delta.person_id == feedback.subject_id]
    found = {one.key: one for tells in theirs for one in tells}
    return sorted(found.values(), key=lambda one: one.no), bool(theirs) and all(theirs)


def before_the_manager(
    work: Work, feedback: Feedback, delivery: Delivery, told: Iterable[Delta], *, now: datetime
) -> Wait | None:
    """Return until when a manager's words wait for the person's own, at most as long as the policy says."""
    reader = _person(work, feedback.reader_id)
    if now >= delivery.created_at + timedelta(hours=work.policies.of(reader).after_hours):
        return None
    until = now
    for one in _hears_first(work, feedback, told)[0]:
        theirs = work.outbox.get(one.key)
        if theirs is None:  # it is still to be written
            until = max(until, now + _LOOK_AGAIN)
        elif theirs.state in {Delivered.DUE, Delivered.SENDING} and theirs.reason is not Hold.NOT_REACHABLE:
            until = max(until, theirs.not_before, now + _LOOK_AGAIN)
    return Wait(until, Hold.AFTER_SUBJECT) if until > now else None


def _may_be_out(work: Work, feedback: Feedback) -> bool:
    """Say whether its reader has the words, or may have them: what waits is written anew before it goes."""
    delivery = work.outbox.get(feedback.key)
    if delivery is None:  # sent so long ago that it is not kept
        return True
    return delivery.state in {Delivered.SENT, Delivered.MERGED, Delivered.SENDING} or (
        delivery.state is Delivered.DUE and delivery.doubt
    )


def _is_out(work: Work, feedback: Feedback) -> bool:
    delivery = work.outbox.get(feedback.key)
    return delivery is not None and delivery.state in {Delivered.SENT, Delivered.MERGED}


def _tells(feedback: Feedback, delta: Delta) -> bool:
    """Say whether words tell a value as it is now, or will when they are written."""
    key = (delta.person_id, delta.metric, delta.period)
    if feedback.stage is Stage.SENT:  # what went out long ago has no values with it
        return dict(zip(feedback.deltas, feedback.values, strict=False)).get(key) == delta.value
    return key in feedback.deltas


def _is_first(work: Work, feedback: Feedback, told: Iterable[Delta], *, going: bool) -> bool:
    own, whole = _hears_first(work, feedback, told)
    return whole and (not going or all(_is_out(work, one) for one in own))


def render(work: Work, feedback: Feedback, outline: Outline, pick: Pick, *, now: datetime, going: bool = False) -> Card:
    """Show a pick as the card of its occasion, in the reader's language and zone.

    ``going`` says that it goes out now: what somebody else hears before is what they have heard by now.
    """
    reader, subject = _person(work, feedback.reader_id), _person(work, feedback.subject_id)
    t = work.words(reader.locale)
    metrics = {metric.key: metric for metric in work.metrics.all()}
    lead = leader(work, subject, now=now)
    day = local_day(now, timezone=reader.timezone)
    said = view.Said(outline, pick, metrics, feedback.key, day, led=lead is not None)
    first = said.findings()[0]
    match feedback.occasion:
        case Occasion.STANDING | Occasion.PRAISE:
            return view.standing(t, said, past=trend(work, first.delta))
        case Occasion.NUDGE:
            people = {one.id: one.name for one in work.people.all() if one.kind is Kind.UNIT}
            time = next(slots(work, reader, now=now, person=subject)) if lead and lead.id == reader.id else None
            return view.nudge(
                t,
                said,
                name=subject.name,
                past=before(work, first.delta, metrics[first.delta.metric].grain),
                units=people,
                told=_is_first(work, feedback, [one.delta for one in said.findings()], going=going),
                slot=(time, zone(reader.timezone), now) if time else None,
                unled=not said.led,
                quotes=quotes(work, reader, subject, feedback.deltas, now=now),
            )
        case Occasion.ALERT:
            paused = any(one.suppresses for one in outlines.rules(work, work.rules.signals(feedback.signals)).values())
            shown = _readable_parts(work, reader, subject, first.delta, now=now)
            return view.alert(t, said, unit=subject.name, parts=shown, paused=paused)
        case Occasion.CORRECTION:
            about = (first.delta.person_id, first.delta.metric, first.delta.period)
            versions = work.readings.evidence(*about)
            name = "" if reader.id == subject.id else subject.name
            case = _case_of(work, first.delta)
            target = _target_told(work, feedback.reader_id, about, but=feedback.key)
            if target is not None and not _tells_other(work, feedback, about):
                return view.target_correction(t, said, target, name=name)
            return view.correction(
                t,
                said,
                before=_known_before(work, feedback, about, case),
                after=versions[0],
                made_of=len(versions) == 1,
                name=name,
                objected=local_day(case.raised_at, timezone=reader.timezone) if case and not name else None,
                case=case.no if case else 0,
            )


def _known_before(work: Work, feedback: Feedback, about: tuple[str, str, Period], case: Dispute | None) -> float | None:
    """Return the value that a correction takes back: what its reader was told, or objected to; None for neither."""
    told_ = _told_before(work, feedback.reader_id, about, but=feedback.key)
    if told_ is None and case is not None and case.value is not None and feedback.reader_id == feedback.subject_id:
        return float(case.value)
    return told_


def _readable_parts(
    work: Work, reader: Person, unit: Person, delta: Delta, *, now: datetime
) -> list[tuple[str, Delta]]:
    """Return the members of a unit with their shares in its value, as far as the reader may read each one's figures.

    None at all where the others are so few that their shares could be told from the rest.
    """
    who = permission.actor(work, reader, now=now)
    people = {one.id: one for one in members(work, unit)}
    found = parts(work, unit, delta)
    seen = [(name, one) for name, one in found if permission.sees(work, who, people[one.person_id], now=now)]
    return seen if len(found) == len(seen) or len(found) - len(seen) >= FLOOR else []


def say_ended(work: Work, key: str, *, now: datetime) -> None:
    """Tell a reader of a correction who may not see the figure any more only that what they were told holds no more."""
    feedback = work.feedback.get(key)
    reader = work.people.get(feedback.reader_id) if feedback else None
    subject = work.people.get(feedback.subject_id) if feedback else None
    if feedback is None or reader is None or subject is None or not reader.employed_at(now):
        return
    t = work.words(reader.locale)
    today = local_day(now, timezone=reader.timezone)
    metrics = dict.fromkeys(key[1] for key in feedback.deltas)
    known = [one for key in metrics if (one := work.metrics.get(key))]
    card = view.correction_ended(t, known, feedback.period, name=subject.name, today=today)
    enqueue(work, card, key=f"{feedback.key}:ended", to=reader, kind=card.kind, priority=Priority.DEADLINE, now=now)


def _case_of(work: Work, delta: Delta) -> Dispute | None:
    """Return the case that the newest correction of a value followed from."""
    done = [
        one
        for one in work.corrections.about(delta.person_id, delta.metric, delta.period)
        if one.state is Decision.APPROVED
    ]
    return work.disputes.get(done[0].dispute) if done and done[0].dispute else None


def quotes(work: Work, reader: Person, subject: Person, keys: Keys, *, now: datetime) -> list[Quote]:
    """Return what somebody added to values of theirs, in the language of a reader who may read it today."""
    who = permission.actor(work, reader, now=now)
    if not who.may(Act.READ_CONTEXT, permission.relation(work, who, subject, now=now)):
        return []
    t = work.words(reader.locale)
    own = [work.remarks.of(*key) for key in keys if key[0] == subject.id]
    return [quote(t, one, subject.name) for one in own if one]


def _person(work: Work, person_id: str) -> Person:
    person = work.people.get(person_id)
    if person is None:
        raise NotFound("person-gone")
    return person


# Answers


def rate(work: Work, person: Person, key: str, *, useful: bool, now: datetime) -> Card:
    """Remember whether a message was of use to its reader, and return the card with the answer on it (R44).

    Raises:
        NotFound: when there is no such message.
        Denied: when it was sent to somebody else, or is about somebody whose figures they may not read any more.
    """
    delivery = work.outbox.get(key)
    if delivery is None or delivery.state in _NEVER_OUT:
        raise NotFound("feedback-gone")
    subject = work.people.get(delivery.subject_id) if delivery.subject_id not in {"", person.id} else None
    if delivery.person_id != person.id or (subject and not those_who_see(work, [person], subject, now=now)):
        raise Denied("feedback-denied")
    work.feedback.rate(delivery.no, person.id, useful=useful, at=now)
    return view.rated(work.words(person.locale), card_from_json(delivery.card), useful=useful)
