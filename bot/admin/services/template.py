"""Templates at work: the words in force in this process, and words that an admin writes, looks at and publishes."""

from __future__ import annotations

from collections import defaultdict
from difflib import get_close_matches
from typing import TYPE_CHECKING

import structlog

from bot.admin.views.example import preview
from bot.kit.errors import NotFound, Stale, Unanswered
from bot.messages.i18n import LOCALES
from bot.messages.template import shipped, wrong
from bot.messages.voice import KEYS
from bot.people.domain.audit import What

if TYPE_CHECKING:
    from datetime import datetime

    from bot.admin.ports import Work
    from bot.messages.voice import Template

log = structlog.get_logger(__name__)

_LONGEST_KEY = 40


def refresh(work: Work) -> None:
    """Put the published words in force in this process, when they are others than before.

    Words that no longer fit the shipped message, after an update of the bot, are passed over: the shipped ones hold.
    """
    version = work.recall("templates", work.templates.version)
    if version == work.words.version:
        return
    over: dict[str, dict[str, str]] = defaultdict(dict)
    for template in work.templates.current():
        if template.text and template.key in KEYS:
            if wrong(template.key, template.locale, template.text):
                log.warning("template.invalid", key=template.key, locale=template.locale)
            else:
                over[template.locale][template.key] = template.text
    work.words.overlay(version, over)


def named(said: str) -> str:
    """Return the key of a message that may be changed.

    Raises:
        NotFound: with the nearest key.
    """
    wanted = said.strip().casefold()
    if wanted in KEYS:
        return wanted
    near = get_close_matches(wanted, KEYS, n=1, cutoff=0.5)
    if near:
        raise NotFound("template-unknown-near", said=said.strip()[:_LONGEST_KEY], nearest=near[0])
    raise NotFound("template-unknown", said=said.strip()[:_LONGEST_KEY])


def texts(work: Work) -> dict[tuple[str, str], str]:
    """Return the words of every message that may be changed, by key and locale, as they are in force."""
    found = {(key, locale): shipped(locale)[key].text for locale in LOCALES for key in KEYS}
    return found | {
        (template.key, template.locale): template.text for template in work.templates.current() if template.text
    }


def find(work: Work, said: str, *, locale: str) -> list[tuple[str, str, bool]]:
    """Return the messages whose key or words hold some words: key, words in a language, whether they were changed."""
    wanted = said.strip().casefold()
    now = texts(work)
    changed = {template.key for template in work.templates.current() if template.text}
    return [
        (key, now[key, locale], key in changed)
        for key in KEYS
        if wanted in key or any(wanted in now[key, language].casefold() for language in LOCALES)
    ]


def draft(work: Work, key: str, locale: str, text: str, *, by: str, now: datetime) -> Template:
    """Keep words that an admin wrote, which anybody sees only once they are published.

    Raises:
        Unanswered: when they cannot be used; with the first reason.
    """
    faults = wrong(key, locale, text)
    if faults:
        raise Unanswered({"text": faults[0]})
    try:
        preview(key, locale, text)
    except (ValueError, KeyError):
        raise Unanswered({"text": ("template-syntax", {})}) from None
    return work.templates.draft(key, locale, text.strip(), author=by, at=now)


def publish(work: Work, number: int, *, by: str, now: datetime) -> Template:
    """Put words in force that were looked at.

    Raises:
        NotFound: when there are none of that number.
        Stale: when they are in force already, or others came into force since they were written.
    """
    found = work.templates.get(number)
    if found is None:
        raise NotFound("template-gone")
    newer = [
        template
        for template in work.templates.history(found.key)
        if template.locale == found.locale and template.at > found.at
    ]
    if newer:
        raise Stale("template-stale", template=found.key, theirs=newer[0].text or "–", yours=found.text)
    if found.published is not None:
        raise Stale("template-published")
    return _publish(work, number, by=by, now=now)


def _publish(work: Work, number: int, *, by: str, now: datetime) -> Template:
    done = work.templates.publish(number, author=by, at=now)
    detail: dict[str, str | int] = {"about": "template", "locale": done.locale, "version": done.no}
    work.audit.append(What.WRITE, actor=by, subject=done.key, detail=detail, at=now)
    return done


def reset(work: Work, key: str, *, by: str, now: datetime) -> bool:
    """Go back to the shipped words of a message in every language; False when they are in force already."""
    changed = [template for template in work.templates.current() if template.key == key and template.text]
    for template in changed:
        empty = work.templates.draft(key, template.locale, "", author=by, at=now)
        _publish(work, empty.no, by=by, now=now)
    return bool(changed)
