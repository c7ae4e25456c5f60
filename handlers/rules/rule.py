"""Rules in chat: which there are, what one would have said, and writing and switching them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from bot.feedback.services.feedback_want import want
from bot.figures.domain.delta import Changed
from bot.kit.calendar import local_day
from bot.kit.errors import Invalid, NotFound, Stale
from bot.kit.period import Grain, period_of, previous_period
from bot.kit.period_alone import spoken_period
from bot.messages.inbound import Settled
from bot.people.domain.permission import Act, Relation
from bot.rules.domain.rule import Audience, Rule, Scope, Tone
from bot.rules.services import rule as rules
from bot.rules.services import trial as trials
from bot.rules.services.rule import evaluate_period_end
from bot.rules.views import rule as view
from bot.rules.views import trial as trial_view
from bot.runtime.tick import Due, Tick
from handlers.argument import anything
from handlers.context import argument, whole
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.kit.period import Period
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound, Reply
    from bot.work import Work
    from handlers.context import Context


def overview(context: Context, inbound: Inbound) -> Card:
    """Show the rule whose key was said, or list those that the words fit."""
    context.require(Act.TRY_RULES)
    said = argument(inbound, "key") or context.rest or argument(inbound, "said")
    found = rules.find(context.work, said)
    exact = [rule for rule in found if rule.key == said.strip().casefold()]
    if exact or (said and len(found) == 1):
        return _show(context, (exact or found)[0].key)
    if said and not found:
        return _show(context, rules.get(context.work, said).key)
    return view.listing(context.t, found, start=_whole(argument(inbound, "at")), said=said, edits=_edits(context))


def _show(context: Context, key: str, *, switched: bool = False) -> Card:
    versions = [(rule, _name(context, by), at) for rule, by, at in context.work.rules.versions(key)]
    return view.show(
        context.t, versions, zone=context.reader.zone, now=context.now, edits=_edits(context), switched=switched
    )


def _name(context: Context, author: str) -> str:
    person = context.work.people.get(author)
    return person.name if person else ""


def _edits(context: Context) -> bool:
    return context.actor.ever(Act.CONFIGURE)


def _whole(text: str) -> int:
    return whole(text) or 0


def test(context: Context, inbound: Inbound) -> Card:
    """Say what a rule, or a condition that is no rule yet, would have done; last month unless a period was said."""
    context.require(Act.TRY_RULES)
    said = argument(inbound, "key") or context.rest
    if not said:
        return overview(context, inbound)
    rule, rest = _meant(context, said)
    period, grain = _period(context, rest)
    return _trial(context, rule, period, grain)


def _meant(context: Context, said: str) -> tuple[Rule, str]:
    """Return the rule that is meant and the words behind it; a condition makes one that is stored nowhere."""
    words = said.split()
    known = {rule.key: rule for rule in context.work.rules.all()}
    if words[0].casefold() in known:
        return known[words[0].casefold()], " ".join(words[1:])
    if len(words) == 1 and words[0].replace("-", "").isalnum() and "-" in words[0]:
        rules.get(context.work, words[0])
    wrong: Invalid | None = None
    for end in range(len(words), max(len(words) - 4, 0), -1):
        rest = " ".join(words[end:])
        if rest and not spoken_period(rest, today=context.today):
            continue
        condition = " ".join(words[:end])
        try:
            rules.check(context.work, condition)
        except Invalid as mistake:
            wrong = mistake
        else:
            return Rule("", "", "", Scope.PERSON, condition, Audience.MANAGER, Tone.NUDGE, version=0), rest
    raise wrong or NotFound("rule-unknown", said=said)


def _period(context: Context, said: str) -> tuple[Period, Grain]:
    last = previous_period(period_of(context.today, Grain.MONTH), Grain.MONTH)
    return spoken_period(said, today=context.today) or (last, Grain.MONTH)


def _trial(context: Context, rule: Rule, period: Period, grain: Grain, *, saved: bool = False) -> Card:
    work, edits = context.work, _edits(context)
    found = trials.run(work, rule, period=period, grain=grain, by=context.person.id, now=context.now)
    if edits and rule.version and not rule.tested:
        work.rules.tested(rule.key, rule.version)
    names = context.actor.may(Act.READ_FACTS, Relation.OTHER)
    if not names:
        found = trials.coarse(work, context.actor, found, now=context.now)
    return trial_view.trial(context.t, found, today=context.today, edits=edits, saved=saved)


def add(context: Context, inbound: Inbound) -> Form:
    """Ask for a new rule, with the condition that was said standing there."""
    context.require(Act.CONFIGURE)
    condition = argument(inbound, "condition") or context.rest
    wrong = None
    if condition:
        try:
            rules.check(context.work, condition)
        except Invalid as mistake:
            wrong = mistake
    return view.form(context.t, None, condition=condition, wrong=wrong)


def edit(context: Context, inbound: Inbound) -> Form:
    """Ask for another version of a rule."""
    context.require(Act.CONFIGURE)
    return view.form(context.t, rules.get(context.work, argument(inbound, "key") or context.rest))


def save(context: Context, inbound: Inbound) -> Reply:
    """Store what was written, and show at once what it would have done."""
    context.require(Act.CONFIGURE)
    key, base = argument(inbound, "key"), _whole(argument(inbound, "version"))
    before = _version(context, key, base) if key else None
    with context.filling(view.form(context.t, before), inbound) as answers:
        written = rules.drafted(context.work, before, answers)
    try:
        saved = rules.save(context.work, written, base=base, by=context.person.id, now=context.now)
    except Stale:
        theirs, by, _ = context.work.rules.versions(written.key)[0]
        return view.stale(context.t, theirs, written, by=_name(context, by))
    return _trial(context, saved, *_period(context, ""), saved=True)


def _version(context: Context, key: str, version: int) -> Rule:
    """Return the version of a rule that somebody has written over."""
    found = [rule for rule, _, _ in context.work.rules.versions(key) if rule.version == version]
    if not found:
        raise NotFound("rule-unknown", said=key)
    return found[0]


def on(context: Context, inbound: Inbound) -> Settled | Card:
    """Let a rule speak; one that nobody has tested is tested first."""
    context.require(Act.CONFIGURE)
    rule = rules.get(context.work, argument(inbound, "key") or context.rest)
    if not rule.tested:
        return _trial(context, rule, *_period(context, ""))
    return _switched(context, inbound, rule, on=True)


def off(context: Context, inbound: Inbound) -> Settled | Card:
    """Silence a rule."""
    context.require(Act.CONFIGURE)
    return _switched(context, inbound, rules.get(context.work, argument(inbound, "key") or context.rest), on=False)


def _switched(context: Context, inbound: Inbound, rule: Rule, *, on: bool) -> Settled | Card:
    said = argument(inbound, "version")
    base = _whole(said) if said else rule.version
    rules.switch(context.work, rule.key, base=base, on=on, by=context.person.id, now=context.now)
    card = _show(context, rule.key, switched=True)
    return Settled(card) if said else card


_SPOKEN = (Means.WORDS, Means.CLICK)

_LATE_PERIODS = 3


# The end of a period: rules that waited for it speak, also for the last few that were missed.


def _period_end(work: Work, now: datetime) -> Iterator[Due]:
    days = {timezone: local_day(now, timezone=timezone) for timezone in work.job_runs.timezones()}
    ended = {day: list(_just_over(day)) for day in set(days.values())}
    had = work.job_runs.recorded("period_end", {local for found in ended.values() for local, _, _ in found})
    for timezone, day in days.items():
        for local, grain, over in ended[day]:
            if (timezone, local) not in had:
                yield Due(timezone, local, _close(timezone, grain, over))


def _just_over(day: date) -> Iterator[tuple[str, Grain, Period]]:
    for grain in Grain:
        over = period_of(day, grain)
        for _ in range(_LATE_PERIODS):
            over = previous_period(over, grain)
            yield f"{grain} {over.start.isoformat()}", grain, over


def _close(timezone: str, grain: Grain, over: Period) -> Callable[[Work, datetime], bool]:
    def effect(work: Work, now: datetime) -> bool:
        signals = evaluate_period_end(work, grain=grain, over=over, timezone=timezone, now=now)
        return bool(want(work, signals, Changed(), now=now))

    return effect


ROUTES = (
    Route("rule", overview, Act.TRY_RULES, _SPOKEN, spoken(en="rule, rules", zh="规则，规则列表"), takes=anything),
    Route(
        "rule.test",
        test,
        Act.TRY_RULES,
        _SPOKEN,
        spoken(en="rule test, test rule", zh="规则测试，测试规则"),
        steady=True,
        takes=anything,
    ),
    Route(
        "rule.add",
        add,
        Act.CONFIGURE,
        _SPOKEN,
        spoken(en="rule add, add rule", zh="新增规则，规则新增"),
        opens=True,
        takes=anything,
    ),
    Route(
        "rule.edit",
        edit,
        Act.CONFIGURE,
        _SPOKEN,
        spoken(en="rule edit, edit rule", zh="修改规则，规则修改"),
        opens=True,
        takes=anything,
    ),
    Route(
        "rule.on",
        on,
        Act.CONFIGURE,
        _SPOKEN,
        spoken(en="rule on, switch on rule", zh="启用规则，规则启用"),
        takes=anything,
    ),
    Route(
        "rule.off",
        off,
        Act.CONFIGURE,
        _SPOKEN,
        spoken(en="rule off, switch off rule", zh="停用规则，规则停用"),
        takes=anything,
    ),
    Route("rule.save", save, Act.CONFIGURE, (Means.FORM,)),
)

TICKS = (Tick("period_end", _period_end),)
