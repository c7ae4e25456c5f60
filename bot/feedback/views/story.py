"""Stories in words: what a series shows as the first clauses behind a value, then what else is worth saying of it."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING

from bot.feedback.domain import example_story
from bot.feedback.domain.advice import size_of
from bot.feedback.domain.cases import cases_to_go
from bot.feedback.domain.comparison import LONG_RUN, run_of
from bot.feedback.domain.feedback import Against, Mark
from bot.feedback.domain.story import StoryKind
from bot.feedback.views.phrase import MOODS, by_share, cases, comparison, goal_of, grain, is_telling, limit
from bot.figures.domain import example
from bot.figures.domain.unfinished import reaches_end
from bot.figures.views.phrase import around, title, value
from bot.kit.period import Grain, period_of
from bot.messages.card import Card, FactLine, Facts, Heading
from bot.messages.number import amount, difference, share
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from bot.feedback.domain.feedback import Finding
    from bot.feedback.domain.story import Story
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.figures.domain.target import Bar
    from bot.kit.period import Period
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready


def fact(
    t: Translator, finding: Finding, metric: Metric, *, counted: bool = False, headed: bool = False, above: str = ""
) -> FactLine:
    """Write a finding as one line: what, its value, and its story; ``counted`` shows a ratio's cases.

    ``headed`` says that the headline above has said which bar was crossed, and that it gets better for long. A clause
    that stands in the headline, ``above``, does not stand in the line again, unless it is all there is to say.
    """
    delta = finding.delta
    clauses = [cases(t, delta)] if counted else []
    better = gets_better(finding) and finding.story is not None and _better(t, finding.story.run, metric) in above
    clauses += _clauses(t, finding, metric, headed=headed or better)
    said = [clause for clause in clauses if clause]
    said = [clause for clause in said if clause not in above] or said
    return FactLine(title(t, metric), value(t, delta, metric, bar=finding.bar), t.clauses(said), MOODS[finding.mark])


def leading(t: Translator, finding: Finding, metric: Metric) -> Ready:
    """Write what decides about a value; of one that a rule picked out by none of its comparisons, that it did."""
    return _clauses(t, finding, metric, headed=False)[0]


def crossed(t: Translator, finding: Finding, metric: Metric, bar: Bar | None) -> Ready:
    """Write which bar a value crossed, or what decides about it, and that it gets better where it does so for long."""
    delta, story = finding.delta, finding.story
    n = story.run if story and gets_better(finding) else run_of(delta, metric)
    if story is None or not (gets_better(finding) or n >= LONG_RUN):
        return limit(t, bar, delta, metric) if bar else leading(t, finding, metric)
    run = _better(t, n, metric)
    decides = limit(t, bar, delta, metric) if bar else next(iter(_target(t, finding, story, metric)), None)
    return t("story-still", limit=decides, run=run) if decides else run


def headline(t: Translator, finding: Finding, metric: Metric, *, today: date, plainly: bool = False) -> Ready:
    """Say the best thing with its number; what reads otherwise stays behind a neutral line (a lock screen shows it).

    That it gets better for several periods in a row is good, also where the target is not reached yet. ``plainly`` says
    that it is not the one thing to know.
    """
    delta = finding.delta
    ended = delta.elapsed >= 1  # the days of work are over, though the month may not be
    days = period_of(delta.period.start, metric.grain) if ended else delta.period
    period = t.period(days, metric.grain, today=today)
    if plainly or (finding.mark is not Mark.STRENGTH and not gets_better(finding)):
        whole = reaches_end(days, metric.grain)
        return t("feedback-headline-neutral" if whole else "feedback-headline-neutral-so-far", period=period)
    more = _highlight(t, finding, metric)
    by_target = finding.mark is Mark.STRENGTH and by_share(delta, metric) and delta.elapsed >= 1
    if by_target and delta.attainment is not None:
        words = {"title": title(t, metric), "period": period, "share": share(t, delta.attainment, apart=1.0)}
        return (
            t("feedback-headline-target-more", more=more, **words) if more else t("feedback-headline-target", **words)
        )
    return t(
        "feedback-headline-value",
        title=title(t, metric),
        period=period,
        value=value(t, delta, metric),
        clause=more or leading(t, finding, metric),
    )


def _highlight(t: Translator, finding: Finding, metric: Metric) -> Ready | None:
    """Write what is more about a good value than that it is good, for a headline; None where that is all."""
    story = finding.story
    if story is None:
        return None
    match story.kind:
        case StoryKind.IMPROVING:
            return _better(t, story.run, metric)
        case StoryKind.FIRST_REACHED | StoryKind.RECOVERED:
            return _since(t, finding, story, metric)
        case StoryKind.BEST:
            return _record(t, story, metric)
        case StoryKind.SPIKE:
            return _unusual(t, finding, story, metric)[-1]
        case StoryKind.HOLDING if story.run >= LONG_RUN and story.basis is Against.TARGET:
            return t("story-reached-run", n=story.run, grain=grain(t, metric.grain, n=story.run))
        case _:
            return None


def says_change(finding: Finding) -> bool:
    """Say whether the line of a value says by how much it has changed since the one before."""
    story = finding.story
    if Against.PREVIOUS in finding.against or story is None:
        return Against.PREVIOUS in finding.against
    return story.kind is StoryKind.SEASONAL or (story.kind is StoryKind.SLIPPING and story.run == 1)


def gets_better(finding: Finding) -> bool:
    """Say whether a value gets better for several periods in a row, whatever else is true of it."""
    return finding.story is not None and finding.story.kind is StoryKind.IMPROVING


def _clauses(t: Translator, finding: Finding, metric: Metric, *, headed: bool) -> list[Ready]:
    delta, bar, story = finding.delta, finding.bar, finding.story
    found: list[Ready] = []
    if bar and Against.LIMIT in finding.against and not headed:
        found.append(limit(t, bar, delta, metric))
    if story is not None:
        told = _TELL[story.kind](t, finding, story, metric)
        found += told[1:] if headed and gets_better(finding) else told
    found += [
        comparison(t, against, delta, metric, bar=bar) for against in finding.against if against is not Against.LIMIT
    ]
    return found if found or not finding.called or headed else [t("phrase-called")]


def _better(t: Translator, n: int, metric: Metric) -> Ready:
    return t("story-better-run", n=n, grain=grain(t, metric.grain, n=n))


def _target(t: Translator, finding: Finding, story: Story, metric: Metric) -> list[Ready]:
    """Write what a value is judged by: its target or its peers; its own past has no number of its own."""
    if story.basis not in {Against.TARGET, Against.PEERS}:
        return []
    return [comparison(t, story.basis, finding.delta, metric, bar=finding.bar)]


def _since(t: Translator, finding: Finding, story: Story, metric: Metric) -> Ready:
    """Write for how long it had been the other way before."""
    if story.moved:
        goal = goal_of(t, finding.delta, metric, around(finding.delta, finding.bar))
        words = {"n": story.n, "grain": grain(t, metric.grain, n=story.n), "target": goal}
        return t("story-first-within" if metric.direction.sign < 0 else "story-first-at", **words)
    n = story.n if story.kind is StoryKind.FIRST_REACHED else story.run
    kinds = {StoryKind.FIRST_REACHED: "first", StoryKind.RECOVERED: "recovered", StoryKind.FELL_BACK: "fell-back"}
    key = f"story-{kinds[story.kind]}"
    if n == 1:
        return t(f"{key}-one", grain=str(metric.grain))
    return t(key, n=n, grain=grain(t, metric.grain, n=n))


def _turned(t: Translator, finding: Finding, story: Story, metric: Metric) -> list[Ready]:
    if story.moved:  # it names the target
        size = _target(t, finding, story, metric) if is_telling(finding.delta, metric) else []
        return [*size, _since(t, finding, story, metric)]
    return [*_target(t, finding, story, metric), _since(t, finding, story, metric)]


def _kept(t: Translator, finding: Finding, story: Story, metric: Metric) -> list[Ready]:
    """Write how a value is judged, and for how many periods it has been so."""
    reads = {StoryKind.HOLDING: "reached", StoryKind.BELOW: "missed", StoryKind.PLATEAU: "level"}[story.kind]
    found = _target(t, finding, story, metric)
    if story.run > 1:
        key = f"story-{'ahead' if story.basis is Against.PEERS else reads}-run"
        found.append(t(key, n=story.run, grain=grain(t, metric.grain, n=story.run)))
    return found


def _slipping(t: Translator, finding: Finding, story: Story, metric: Metric) -> list[Ready]:
    found = _target(t, finding, story, metric)
    if story.run > 1:
        return [*found, comparison(t, Against.STREAK, finding.delta, metric)]
    return found + [comparison(t, against, finding.delta, metric) for against in (Against.PREVIOUS, Against.PEERS)]


def _near(t: Translator, finding: Finding, story: Story, metric: Metric) -> list[Ready]:
    found = _target(t, finding, story, metric)
    if not story.gap:
        return found
    if few := cases_to_go(finding.delta):
        return [t("story-cases-to-go", n=few, target=goal_of(t, finding.delta, metric, around(finding.delta)))]
    return [*found, t("story-short", gap=difference(t, story.gap, metric.unit))]


def _improving(t: Translator, finding: Finding, story: Story, metric: Metric) -> list[Ready]:
    delta = finding.delta
    found = [comparison(t, Against.STREAK, delta, metric)]
    if story.gap and (few := cases_to_go(delta)):
        found.append(t("story-cases-to-go", n=few, target=goal_of(t, delta, metric, around(delta, finding.bar))))
    elif story.gap:
        beside = (*around(delta, finding.bar), delta.previous)
        goal = goal_of(t, delta, metric, beside)
        words = {"gap": difference(t, story.gap, metric.unit), "target": goal, "size": _size(delta)}
        found.append(t("story-to-go", **words))
    if story.at:
        found.append(t("story-at-pace", period=_by(t, story.at, metric.grain)))
    return found


def _size(delta: Delta) -> str:
    """Say in a word how large a gap is beside the target; of a rate, points say it."""
    size = size_of(delta.attainment)
    return "plain" if delta.denominator is not None or size is None else str(size)


def _by(t: Translator, period: Period, length: Grain) -> str:
    return t.written(period.start, "LLLL") if length is Grain.MONTH else t.tick(period, length)


def _unusual(t: Translator, finding: Finding, story: Story, metric: Metric) -> list[Ready]:
    delta, unit = finding.delta, metric.unit
    better = (story.kind is StoryKind.SPIKE) == (metric.direction.sign > 0)
    words = {"n": story.n, "grain": grain(t, metric.grain, n=story.n)}
    key = f"story-unusual-{'above' if better else 'below'}"
    if story.low is None or story.high is None:
        middle = amount(t, delta.baseline_median or 0.0, unit, apart=around(delta), bare=True)
        return [*_target(t, finding, story, metric), t(key, median=middle, **words)]
    low, high = amount(t, story.low, unit, apart=story.high, bare=True), amount(t, story.high, unit, bare=True)
    return [*_target(t, finding, story, metric), t(f"{key}-range", low=low, high=high, **words)]


def _record(t: Translator, story: Story, metric: Metric) -> Ready:
    highest = (story.kind is StoryKind.BEST) == (metric.direction.sign > 0)
    key = "story-highest" if highest else "story-lowest"
    return t(key, n=story.n, grain=grain(t, metric.grain, n=story.n))


def _recorded(t: Translator, finding: Finding, story: Story, metric: Metric) -> list[Ready]:
    return [*_target(t, finding, story, metric), _record(t, story, metric)]


def _paced(t: Translator, finding: Finding, story: Story, metric: Metric) -> list[Ready]:
    delta, unit = finding.delta, metric.unit
    low, high = story.low or 0.0, story.high or 0.0
    if _in_whole_numbers(delta, metric):
        low, high = float(floor(low)), float(ceil(high))
    goal = delta.target_full if delta.target_full is not None else delta.target or 0.0
    written = [amount(t, number, unit, apart=(low, high, goal), bare=True) for number in (low, high, goal)]
    pace = t("story-pace", low=written[0], high=written[1], grain=str(metric.grain))
    rest = [] if goal == delta.target else [t("story-pace-target", target=written[2])]
    return [*_target(t, finding, story, metric), pace, *rest]


def _in_whole_numbers(delta: Delta, metric: Metric) -> bool:
    return not metric.is_ratio and float(delta.value or 0.0).is_integer()


def _seasonal(t: Translator, finding: Finding, _story: Story, metric: Metric) -> list[Ready]:
    return [t("story-seasonal", change=comparison(t, Against.PREVIOUS, finding.delta, metric))]


_TELL: dict[StoryKind, Callable[[Translator, Finding, Story, Metric], list[Ready]]] = {
    StoryKind.FIRST_REACHED: _turned,
    StoryKind.RECOVERED: _turned,
    StoryKind.FELL_BACK: _turned,
    StoryKind.HOLDING: _kept,
    StoryKind.BELOW: _kept,
    StoryKind.PLATEAU: _kept,
    StoryKind.SLIPPING: _slipping,
    StoryKind.NEAR_MISS: _near,
    StoryKind.IMPROVING: _improving,
    StoryKind.DROP: _unusual,
    StoryKind.SPIKE: _unusual,
    StoryKind.BEST: _recorded,
    StoryKind.WORST: _recorded,
    StoryKind.ON_PACE: _paced,
    StoryKind.BEHIND_PACE: _paced,
    StoryKind.SEASONAL: _seasonal,
    StoryKind.STEADY: _target,
}


def examples(t: Translator) -> dict[str, Card]:
    """Show the headline and the line of each story once."""
    shown = {}
    for kind, finding in example_story.findings().items():
        metric = example.METRICS[finding.delta.metric]
        heading = headline(t, finding, metric, today=example.TODAY)
        blocks = (Heading(heading), Facts((fact(t, finding, metric),)))
        shown[f"story-{kind.replace('_', '-')}"] = Card("standing", plain(heading), blocks, t.locale)
    return shown
