"""Advice as cards: what is told, one with its versions, and a preview with whom it would have reached."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from bot.feedback.domain.advice import SHORT, Advice
from bot.feedback.domain.advice_house import house_advice
from bot.feedback.domain.advice_reach import AdviceReach
from bot.feedback.domain.advice_version import AdviceVersion
from bot.figures.domain import example
from bot.figures.views.phrase import title
from bot.kit.period import Grain
from bot.messages.card import Action, Block, Button, Card, Choices, FactLine, Facts, Heading, Note, Quote, Table, Text
from bot.messages.i18n import LOCALES, several
from bot.messages.text import Ready, literal, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, tzinfo

    from bot.figures.domain.metric import Metric
    from bot.messages.i18n import Translator

PAGE: Final = 10
_MOST_NAMES, _MOST_VERSIONS = 10, 6
_SHORT: Final = {"en": "en", "zh-CN": "zh"}


def listing(t: Translator, found: Sequence[Advice], *, start: int, said: str, company: frozenset[str]) -> Card:
    """List advice, a page at a time; ``said`` is what it was looked for by, ``company`` what the company wrote."""
    heading = t("advice-list-headline", n=len(found))
    header = tuple(plain(t(f"advice-column-{name}")) for name in ("key", "name", "use", "by"))
    rows = tuple(
        (
            each.key,
            name(t, each),
            plain(t(f"advice-use-{_word(each.use)}")),
            plain(t("advice-by-company" if each.key in company else "advice-by-house")),
        )
        for each in found[start : start + PAGE]
    )
    buttons = [Button(plain(t("advice-button-add")), Action("advice.add"))]
    if start + PAGE < len(found):
        args = (("at", str(start + PAGE)), *((("said", said),) if said else ()))
        buttons.append(Button(plain(t("advice-button-more")), Action("advice", args)))
    buttons.append(Button(plain(t("advice-button-report")), Action("advice.report")))
    blocks: list[Block] = [Heading(heading), Text(t("advice-list-text"))]
    blocks += [Table(header, rows)] if rows else []
    blocks += [Choices(tuple(buttons)), Note(t("advice-list-note"))]
    return Card("advice", plain(heading), tuple(blocks), t.locale)


def name(t: Translator, advice: Advice) -> str:
    """Name an advice in the reader's language; in the other one where it has no name there."""
    return advice.name.get(t.locale) or next(iter(advice.name.values()), advice.key)


def _word(value: str) -> str:
    return value.replace("_", "-")


def _facts(t: Translator, advice: Advice, metrics: Mapping[str, Metric]) -> Facts:
    """Say what an advice fits, in three lines: the stories, what moved the number and how far off it is, for whom."""
    stories = t("advice-all") if advice.stories == SHORT else _names(t, "story", advice.stories)
    why = [_names(t, "driver", advice.drivers)] if advice.drivers else []
    why += [_names(t, "size", advice.sizes)] if advice.sizes else []
    known = [title(t, metrics[key]) for key in sorted(advice.metrics) if key in metrics]
    whom = [t.items(known)] if known else []
    whom += [t.items(sorted(advice.roles))] if advice.roles else []
    return Facts(
        (
            FactLine(t("advice-fits-stories"), stories),
            FactLine(t("advice-fits-why"), t.clauses(why) if why else t("advice-any")),
            FactLine(t("advice-fits-whom"), t.clauses(whom) if whom else t("advice-anybody")),
        )
    )


def _names(t: Translator, kind: str, values: Iterable[str]) -> Ready:
    return t.items(t(f"advice-{kind}-{_word(value)}") for value in sorted(values))


def _texts(advice: Advice) -> list[Block]:
    return [Quote(literal(advice.text[locale])) for locale in LOCALES if locale in advice.text]


def show(
    t: Translator,
    advice: Advice,
    versions: Sequence[tuple[AdviceVersion, str]],
    *,
    metrics: Mapping[str, Metric],
    zone: tzinfo,
    today: date,
    done: str = "",
) -> Card:
    """Show an advice with what it fits and its versions, newest first, each with its author's name.

    ``done`` is the key of what was just done with it.
    """
    blocks: list[Block] = [Heading(literal(name(t, advice)))]
    blocks += [Text(t(done))] if done else []
    blocks += [*_texts(advice), _facts(t, advice, metrics)]
    if versions:
        header = tuple(plain(t(f"advice-column-{column}")) for column in ("what", "by", "at"))
        rows = tuple(
            (
                plain(t("advice-was-retired" if version.retired else "advice-was-written")),
                by,
                t.day(version.at.astimezone(zone).date(), today=today),
            )
            for version, by in versions[:_MOST_VERSIONS]
        )
        blocks.append(Table(header, rows))
    retired = bool(versions) and versions[0][0].retired
    args = (("key", advice.key),)
    buttons = [] if retired else [Button(plain(t("advice-button-edit")), Action("advice.edit", args))]
    buttons += [] if retired else [Button(plain(t("advice-button-retire")), Action("advice.retire", args))]
    buttons.append(Button(plain(t("advice-button-list")), Action("advice")))
    blocks += [Choices(tuple(buttons)), Note(t("advice-list-note"))]
    return Card("advice", plain(t("advice-summary")), tuple(blocks), t.locale)


def preview(
    t: Translator, draft: AdviceVersion, found: AdviceReach, *, metrics: Mapping[str, Metric], today: date
) -> Card:
    """Show an advice before it is in force, with whom it would have reached last month."""
    advice = draft.advice
    period = t.period(found.period, Grain.MONTH, today=today)
    said = (
        t("advice-reach-few", period=period)
        if found.people is None
        else t("advice-reach", n=found.people, period=period)
    )
    lines = [said]
    lines += [t("advice-reach-names", names=several(t, found.names, most=_MOST_NAMES))] if found.names else []
    lines += [
        t(f"advice-without-{_SHORT[locale]}", read=int(locale in found.without))
        for locale in LOCALES
        if locale not in advice.text
    ]
    buttons = (
        Button(plain(t("advice-button-publish")), Action("advice.publish", (("no", str(draft.no)),))),
        Button(plain(t("advice-button-again")), Action("advice.edit", (("key", advice.key), ("no", str(draft.no))))),
    )
    blocks: tuple[Block, ...] = (
        Heading(t("advice-preview-headline", name=literal(name(t, advice)))),
        *_texts(advice),
        _facts(t, advice, metrics),
        Text(t.sentences(lines)),
        Choices(buttons),
        Note(t("advice-preview-note")),
    )
    return Card("advice", plain(t("advice-summary")), blocks, t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    zone, by = ZoneInfo("Asia/Shanghai"), "周婷" if t.chinese else "Ting Zhou"
    advice = house_advice()["call-customers"]
    written = AdviceVersion(advice, "H1", datetime(2026, 11, 1, 2, 0, tzinfo=UTC), 12, 3)
    names = tuple(person.name for person in example.people(chinese=t.chinese).values())[:2]
    both = AdviceReach(example.OCTOBER, 2, names)
    english = AdviceVersion(house_advice()["machine-log"], "H1", written.at, 13)
    few = AdviceReach(example.OCTOBER, None)
    shown = list(house_advice().values())[:2]
    metrics, today = example.METRICS, example.TODAY
    return {
        "advice-list": listing(t, shown, start=0, said="", company=frozenset({shown[0].key})),
        "advice": show(
            t,
            advice,
            [(written, by)],
            metrics=example.METRICS,
            zone=zone,
            today=example.TODAY,
            done="advice-done-published",
        ),
        "advice-preview": preview(t, written, both, metrics=metrics, today=today),
        "advice-preview-few": preview(t, english, few, metrics=metrics, today=today),
    }
