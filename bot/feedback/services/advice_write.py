"""Advice as the company writes it: drafted from a form, looked at, put in force, changed and retired."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.feedback.domain.advice import GOOD, PLACEHOLDERS, SHORT, Advice, AdviceUse, GapSize, Moved, placeholders
from bot.feedback.domain.driver import DriverKind
from bot.feedback.domain.story import StoryKind
from bot.feedback.services.advice import in_force
from bot.figures.services import metric as metrics
from bot.figures.services.metric_owner import owned
from bot.kit.errors import NotFound, Stale, Unanswered
from bot.messages.voice import BANNED
from bot.people.domain.audit import What
from bot.people.domain.permission import Act, Role, allowed

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from bot.feedback.domain.advice_version import AdviceVersion
    from bot.feedback.ports import Work
    from bot.messages.answers import Answers, Problems
    from bot.people.domain.permission import Actor

LONGEST: Final = {"en": 160, "zh-CN": 60}
"""Characters of a sentence; it stands in a message beside the figures."""
_LANGUAGES: Final = {"en": "en", "zh": "zh-CN"}
_NAMED: Final = frozenset({DriverKind.MEMBER, DriverKind.HOURS, DriverKind.MIX, DriverKind.PEOPLE})
"""What moved a number where its members have names."""
_COMMAS: Final = re.compile(r"[,，、;；\n]")
_LONGEST_KEY: Final = 40


def scope(work: Work, actor: Actor) -> frozenset[str] | None:
    """Return the metrics for which somebody may write advice because they own them; None where they may for all."""
    if allowed(Act.WRITE_ADVICE, actor.roles - {Role.METRIC_OWNER}):
        return None
    return owned(work, actor.person)


def _is_within(advice: Advice, within: Collection[str] | None) -> bool:
    """Say whether an advice is about nothing but some metrics."""
    return within is None or (bool(advice.metrics) and advice.metrics <= set(within))


def find(work: Work, said: str, *, within: Collection[str] | None = None) -> list[Advice]:
    """Return the advice in force whose key, name or words hold some words, that of the company first.

    ``within`` are the metrics that it may be about, None for all.
    """
    wanted = said.strip().casefold()
    company = {version.advice.key for version in work.advice.current()}
    found = [
        each
        for each in in_force(work).values()
        if _is_within(each, within)
        and wanted in " ".join((each.key, *each.name.values(), *each.text.values())).casefold()
    ]
    return sorted(found, key=lambda each: each.key not in company)


def named(work: Work, key: str, *, within: Collection[str] | None = None) -> Advice:
    """Return an advice in force by its key.

    Raises:
        NotFound: when there is none, or it is about other metrics.
    """
    found = in_force(work).get(key)
    if found is None or not _is_within(found, within):
        raise NotFound("advice-gone", said=key[:_LONGEST_KEY] or "–")
    return found


def check(work: Work, key: str, *, within: Collection[str] | None) -> None:
    """See to it that what is in force under a key, if anything, is about nothing but some metrics.

    Raises:
        NotFound: when it is not.
    """
    if key in in_force(work):
        named(work, key, within=within)


def drafted(
    work: Work, before: Advice | None, answers: Answers, *, key: str, within: Collection[str] | None = None
) -> Advice:
    """Make an advice of the answers of its form; what the form does not ask about stays as it was.

    Raises:
        Unanswered: with each field that cannot be used, and why.
    """
    problems: Problems = {}
    known, unknown = _metrics(work, answers.text_or_none("metrics") or "", within)
    if unknown:
        problems["metrics"] = unknown
    text = {locale: (answers.text_or_none(f"text_{short}") or "").strip() for short, locale in _LANGUAGES.items()}
    name = {locale: (answers.text_or_none(f"name_{short}") or "").strip() for short, locale in _LANGUAGES.items()}
    drivers = frozenset(map(DriverKind, answers.choices("drivers")))
    if not any(text.values()):
        problems["text_en"] = ("advice-no-text", {})
    for short, locale in _LANGUAGES.items():
        if text[locale] and not name[locale]:
            problems[f"name_{short}"] = ("advice-no-name", {})
        if wrong := _wrong(text[locale], locale, names_members=bool(drivers) and drivers <= _NAMED):
            problems[f"text_{short}"] = wrong
    if problems:
        raise Unanswered(problems)
    stories = frozenset(map(StoryKind, answers.choices("stories")))
    made = before or Advice(key=key, use=AdviceUse.STEP, aim=key, stories=frozenset())
    return replace(
        made,
        use=AdviceUse(answers.choice("use")),
        aim=(answers.text_or_none("aim") or made.aim).strip().casefold(),
        stories=stories,
        drivers=drivers,
        things=made.things if drivers == made.drivers else frozenset(),
        moves=_moves(stories) if drivers else frozenset(),
        sizes=frozenset(map(GapSize, answers.choices("sizes"))),
        metrics=known,
        roles=frozenset(_parts(answers.text_or_none("roles") or "")),
        name={locale: words for locale, words in name.items() if text[locale]},
        text={locale: words for locale, words in text.items() if words},
    )


def _moves(stories: frozenset[StoryKind]) -> frozenset[Moved]:
    """Return which way a number must have moved for what moved it to be spoken of beside these stories."""
    if stories <= GOOD:
        return frozenset({Moved.BETTER})
    return frozenset({Moved.WORSE}) if stories <= SHORT else frozenset()


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _COMMAS.split(text) if part.strip()]


def _metrics(
    work: Work, text: str, within: Collection[str] | None
) -> tuple[frozenset[str], tuple[str, Mapping[str, object]] | None]:
    """Return the metrics that a text names, and what is wrong with it; none named are all of them."""
    found = set()
    for said in _parts(text):
        try:
            found.add(metrics.named(work, said).key)
        except NotFound as unknown:
            return frozenset(), (unknown.key, unknown.values)
    if within is not None and not (found and found <= set(within)):
        return frozenset(), ("advice-not-owned", {"metrics": ", ".join(sorted(within))})
    return frozenset(found), None


def _wrong(text: str, locale: str, *, names_members: bool) -> tuple[str, Mapping[str, object]] | None:
    """Return what is wrong with a sentence, None where nothing is."""
    used = placeholders(text)
    if unknown := next((name for name in used if name not in PLACEHOLDERS), None):
        return "advice-placeholder", {
            "name": f"{{{unknown}}}",
            "known": ", ".join(f"{{{name}}}" for name in PLACEHOLDERS),
        }
    if text.count("{") != len(used) or text.count("}") != len(used):
        return "advice-braces", {"known": ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)}
    if "members" in used and not names_members:
        return "advice-members", {}
    if phrase := BANNED.search(text):
        return "template-banned", {"phrase": phrase[0]}
    if len(text) > LONGEST[locale]:
        return "form-long", {"n": len(text), "most": LONGEST[locale]}
    return None


def publish(work: Work, number: int, *, by: str, now: datetime, within: Collection[str] | None = None) -> AdviceVersion:
    """Put an advice in force that was looked at.

    Raises:
        NotFound: when there is none of that number, or it is about other metrics.
        Stale: when it is in force already, or another version came into force since it was written.
    """
    found = work.advice.get(number)
    if found is None or not _is_within(found.advice, within):
        raise NotFound("advice-gone", said=str(number))
    if found.published is not None:
        raise Stale("advice-published")
    if any(version.at > found.at for version in work.advice.history(found.advice.key)):
        raise Stale("advice-newer")
    return _publish(work, number, by=by, now=now)


def retire(work: Work, key: str, *, by: str, now: datetime, within: Collection[str] | None = None) -> AdviceVersion:
    """Tell an advice no more from now on, also one that was shipped.

    Raises:
        NotFound: when none of that key is in force.
    """
    made = work.advice.draft(named(work, key, within=within), author=by, at=now, retired=True)
    return _publish(work, made.no, by=by, now=now)


def _publish(work: Work, number: int, *, by: str, now: datetime) -> AdviceVersion:
    done = work.advice.publish(number, author=by, at=now)
    detail: dict[str, str | int] = {"about": "advice", "version": done.no, "retired": int(done.retired)}
    work.audit.append(What.WRITE, actor=by, subject=done.advice.key, detail=detail, at=now)
    return done
