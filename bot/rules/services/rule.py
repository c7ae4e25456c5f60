"""Rules at work: what fires for what changed, who would have heard what, and rules as people write them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, time, timedelta
from difflib import get_close_matches
from itertools import groupby
from typing import TYPE_CHECKING

from bot.kit.calendar import instant, local_day
from bot.kit.errors import Invalid, NotFound, Stale, Unanswered
from bot.kit.period import Period, period_of
from bot.people.domain.audit import What
from bot.rules.domain.condition import Compare, Literal, MemberTerm, leaves
from bot.rules.domain.expression import read
from bot.rules.domain.gate import Gates, Past, judge
from bot.rules.domain.rule import Audience, Cadence, Rule, Scope, Signal, Tone, edited

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from bot.figures.domain.delta import Changed
    from bot.kit.period import Grain
    from bot.messages.answers import Answers
    from bot.rules.domain.candidate import Candidate
    from bot.rules.ports import Work

_MORNING = time(9, 30)
_GATES = Gates()


def evaluate(work: Work, touched: Changed, *, now: datetime, gates: Gates = _GATES) -> list[Signal]:
    """Ask every rule about the deltas that changed, store what fired, and return what is new and may be heard.

    What a gate silenced is stored with its reason and not returned. Rules of the standing kind give no signals: they
    say which metrics may appear in a person's message (see :func:`speakable`).
    """
    rules = _firing(work)
    work.rules.stage(touched)
    candidates = _over(work, work.rules.matches(rules, today=now.date()), at=lambda _: now)
    return _record(work, candidates, rules, now=now, gates=gates)


def evaluate_period_end(
    work: Work, *, grain: Grain, over: Period, timezone: str, now: datetime, gates: Gates = _GATES
) -> list[Signal]:
    """Ask the rules that wait for the end of a period about one that is over in a time zone.

    Values that came while it ran gave them nothing to say in :func:`evaluate`; what has fired before does not fire
    again.
    """
    waiting = [rule for rule in _firing(work) if rule.cadence is Cadence.PERIOD_END]
    if not waiting:
        return []
    grains = {metric.key: metric.grain for metric in work.metrics.all()}
    found = work.rules.matches(waiting, today=now.date(), first=over.start, last=over.end)
    mine = [
        candidate for candidate in found if candidate.about.timezone == timezone and grains[candidate.metric] is grain
    ]
    return _record(work, _over(work, mine, at=lambda _: now), waiting, now=now, gates=gates)


def test(
    work: Work,
    *,
    first: date,
    last: date,
    now: datetime,
    asked: Sequence[Rule] | None = None,  # noqa: PT028 - no test of pytest's
    gates: Gates = _GATES,  # noqa: PT028 - as above
) -> list[Signal]:
    """Say who would have heard what of the values that ended between two days; nothing is stored.

    ``asked`` are the rules, stored or not; all that are switched on when it is left out.

    Each value counts as known at 09:30 on the day after its last one, in its person's zone, and the gates see what
    was heard before, in that order. What they would have silenced is in the list too, with the reason.
    """
    rules = _firing(work) if asked is None else asked
    candidates = work.rules.matches(rules, today=first, first=first, last=last)
    moments = {id(candidate): known_at(candidate) for candidate in candidates}
    candidates = _over(work, candidates, at=lambda candidate: moments[id(candidate)])
    candidates.sort(key=lambda candidate: moments[id(candidate)])
    past = Past()
    heard: list[Signal] = []
    for at, together in groupby(candidates, key=lambda candidate: moments[id(candidate)]):
        if at <= now:
            heard += judge(together, past=past, at=at, gates=gates)
    return heard


def speakable(work: Work, touched: Changed, *, now: datetime) -> list[tuple[str, str, date]]:
    """Return which of the changed deltas a person's standing message may speak of: person, metric, start.

    That is up to the rules of the standing kind; with none of them switched on, there are no standing messages.
    """
    if not len(touched):
        return []
    rules = [rule for rule in work.rules.active() if rule.tone is Tone.STANDING]
    work.rules.stage(touched)
    found = work.rules.matches(rules, today=now.date())
    return sorted({(candidate.subject_id, candidate.metric, candidate.period.start) for candidate in found})


def _firing(work: Work) -> list[Rule]:
    return [rule for rule in work.rules.active() if rule.tone is not Tone.STANDING]


def _record(
    work: Work, candidates: list[Candidate], rules: Sequence[Rule], *, now: datetime, gates: Gates
) -> list[Signal]:
    known = work.rules.known([candidate.key for candidate in candidates])
    candidates = [candidate for candidate in candidates if candidate.key not in known]
    past = work.rules.past(rules, candidates, at=now)
    stored = work.rules.record(judge(candidates, past=past, at=now, gates=gates))
    _explain_away(work, stored, rules, candidates)
    return [signal for signal in stored if signal.silenced is None]


def _explain_away(work: Work, stored: Sequence[Signal], rules: Sequence[Rule], candidates: Sequence[Candidate]) -> None:
    """Silence what was said of a unit's members earlier the same day, now that the unit's own alert explains it."""
    suppressing = {
        rule.key: [other for other in rules if other.key in rule.suppresses] for rule in rules if rule.suppresses
    }
    zones = {candidate.subject_id: candidate.about.timezone for candidate in candidates}
    for alert in stored:
        if alert.silenced is None and alert.rule in suppressing:
            zone = zones[alert.subject_id]
            midnight = instant(local_day(alert.fired_at, timezone=zone), time(0), timezone=zone)
            work.rules.explain_away(alert, suppressing[alert.rule], since=midnight)


def _over(work: Work, candidates: Sequence[Candidate], *, at: Callable[[Candidate], datetime]) -> list[Candidate]:
    """Leave out what waits for the end of a period that is not over yet where the person is, or not whole."""
    if all(candidate.rule.cadence is not Cadence.PERIOD_END for candidate in candidates):
        return list(candidates)
    grains = {metric.key: metric.grain for metric in work.metrics.all()}

    def over(candidate: Candidate) -> bool:
        today = local_day(at(candidate), timezone=candidate.about.timezone)
        return (candidate.number("elapsed") or 0) >= 1 and period_of(
            candidate.period.start, grains[candidate.metric]
        ).end < today

    return [
        candidate for candidate in candidates if candidate.rule.cadence is not Cadence.PERIOD_END or over(candidate)
    ]


def known_at(candidate: Candidate) -> datetime:
    """Return when a value counts as known in a trial: on the morning after its last day, where its person is."""
    return instant(candidate.period.end + timedelta(days=1), _MORNING, timezone=candidate.about.timezone)


# As people write them


_MOST_DAYS, _LARGEST_N, _LONGEST_KEY = 366, 1_000_000, 40


def find(work: Work, said: str) -> list[Rule]:
    """Return the rules whose key, titles or condition hold some words, by key; all of them for no words."""
    wanted = said.strip().casefold()
    texts = {rule.key: (rule.key, rule.title_en, rule.title_zh, rule.condition) for rule in work.rules.all()}
    return [rule for rule in work.rules.all() if any(wanted in text.casefold() for text in texts[rule.key])]


def get(work: Work, key: str) -> Rule:
    """Return the newest version of a rule.

    Raises:
        NotFound: with the nearest key, where one is near.
    """
    wanted = key.strip().casefold()
    known = {rule.key: rule for rule in work.rules.all()}
    if wanted in known:
        return known[wanted]
    near = get_close_matches(wanted, known, n=1)
    if near:
        raise NotFound("rule-unknown-near", said=key.strip()[:_LONGEST_KEY], nearest=near[0])
    raise NotFound("rule-unknown", said=key.strip()[:_LONGEST_KEY])


def check(work: Work, condition: str) -> None:
    """See to it that a condition can be read, and that the metrics it names exist.

    Raises:
        Invalid: with the column of the mistake and what is nearest to it.
    """
    keys = [metric.key for metric in work.metrics.all()]
    for leaf in leaves(read(condition)):
        others: tuple[object, ...] = ()
        if leaf.fact == "metric" and isinstance(leaf, Compare):
            others = (leaf.other,)
        elif leaf.fact == "metric" and isinstance(leaf, MemberTerm):
            others = leaf.values
        for other in others:
            if isinstance(other, Literal) and other.value not in keys:
                word = str(other.value)
                nearest = ", ".join(get_close_matches(word, keys, n=1, cutoff=0)) or "–"
                column = condition.find(word) + 1
                raise Invalid("condition-unknown-word", column=column, found=word, nearest=nearest)


def drafted(work: Work, before: Rule | None, answers: Answers) -> Rule:
    """Make a rule of the answers of its form; a new one gets a key from its title, and everything else as it was.

    Raises:
        Unanswered: with the field and the reason.
    """
    titles = {name: " ".join((answers.text_or_none(name) or "").split()) for name in ("title_en", "title_zh")}
    either = titles["title_en"] or titles["title_zh"]
    problems: dict[str, tuple[str, Mapping[str, object]]] = {}
    if not either:
        problems["title_en"] = ("rule-no-title", {})
    try:
        check(work, answers.text("condition"))
    except Invalid as wrong:
        problems["condition"] = (wrong.key, wrong.values)
    for name, most in (("cooldown_days", _MOST_DAYS), ("minimum_n", _LARGEST_N)):
        given = answers.number(name)
        if given != int(given) or not 0 <= given <= most:
            problems[name] = ("rule-whole", {"most": most})
    if problems:
        raise Unanswered(problems)
    written = Rule(
        key=before.key if before else _key(work, titles["title_en"]),
        title_en=titles["title_en"] or either,
        title_zh=titles["title_zh"] or either,
        scope=Scope(answers.choice("scope")),
        condition=answers.text("condition"),
        audience=Audience(answers.choice("audience")),
        tone=Tone(answers.choice("tone")),
        cadence=Cadence(answers.choice("cadence")),
        cooldown_days=int(answers.number("cooldown_days")),
        minimum_n=int(answers.number("minimum_n")),
        material="material" in answers.choices("checks"),
        review="review" in answers.choices("checks"),
        enabled=False,
    )
    if before is None:
        return written
    kept = {name: getattr(before, name) for name in ("enabled", "tested", "suppresses", "version")}
    return edited(before, replace(written, **kept))


def _key(work: Work, title: str) -> str:
    taken = {rule.key for rule in work.rules.all()}
    stem = re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")[:_LONGEST_KEY].strip("-") or "rule"
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return stem if stem not in taken else next(name for name in numbered if name not in taken)


def save(work: Work, rule: Rule, *, base: int, by: str, now: datetime) -> Rule:
    """Store a rule as the next version; ``base`` is the version that was before whoever wrote it, 0 for a new one.

    Raises:
        Stale: when there is a newer one.
    """
    newest = next((other for other in work.rules.all() if other.key == rule.key), None)
    if (newest.version if newest else 0) != base:
        raise Stale("rule-stale", rule=rule.key)
    saved = work.rules.save(rule, author=by, at=now)
    detail = {"version": saved.version, "on": int(saved.enabled)}
    work.audit.append(What.RULE, actor=by, subject=saved.key, detail=detail, at=now)
    return saved


def switch(work: Work, key: str, *, base: int, on: bool, by: str, now: datetime) -> Rule:
    """Switch a rule on or off, which is a version too.

    Raises:
        Stale: when the version that was looked at is not the newest.
        Invalid: when nobody has seen what this version would have done.
    """
    rule = get(work, key)
    if rule.version != base:
        raise Stale("rule-stale", rule=rule.key)
    if on and not rule.tested:
        raise Invalid("rule-untested")
    return rule if rule.enabled is on else save(work, replace(rule, enabled=on), base=base, by=by, now=now)
