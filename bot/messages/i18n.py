"""The catalogue of every word the bot itself says, and how each language writes numbers, dates and lists."""
# Long because a translator writes all that depends on the language, and is read as one.

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from threading import Lock
from typing import TYPE_CHECKING, Any

from bot.kit.period_printing import print_period, print_span, print_tick
from bot.messages.text import Ready, literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime, tzinfo

    from babel import Locale
    from fluent.runtime import FluentBundle

    from bot.kit.period import Grain, Period

LOCALES = ("en", "zh-CN")
Overlay = Mapping[str, Mapping[str, str]]
"""Words that stand in for shipped ones: by locale and key, as Fluent without the key."""
_HOURS = 3600


class Catalog:
    """Every message by key, in every language; a language is read when it is first asked for, by one thread."""

    def __init__(self, sources: dict[str, str], *, overlay: Overlay | None = None) -> None:
        self._sources, self._overlay = sources, overlay or {}
        self._translators: dict[str, Translator] = {}
        self._reading = Lock()

    def __call__(self, locale: str) -> Translator:
        """Return the translator for a locale: any Chinese gets ``zh-CN``, what we do not speak gets ``en``.

        Raises:
            ValueError: for a line that is not Fluent, and for a key that stands there twice.
        """
        spoken = locale if locale in self._sources else "zh-CN" if locale.lower().startswith("zh") else "en"
        if spoken not in self._translators:
            with self._reading:
                if spoken not in self._translators:
                    bundle = _bundle(spoken, self._sources[spoken], self._overlay.get(spoken, {}))
                    self._translators[spoken] = Translator(spoken, bundle)
        return self._translators[spoken]


@cache
def _sources() -> dict[str, str]:
    return {locale: words(locale) for locale in LOCALES}


@cache
def _shipped() -> Catalog:
    return Catalog(_sources())


def translator(locale: str) -> Translator:
    """Return the shipped words of a language: for what no admin can put differently, and for examples."""
    return _shipped()(locale)


def tried(words: Overlay) -> Catalog:
    """Return the shipped catalogue with words over it, which nobody else gets to see."""
    return Catalog(_sources(), overlay=words)


class Words:
    """The words in force where a database is: the shipped ones, and over them those that an admin put differently.

    ``version`` tells one set of changed words from another; it is "" for the shipped ones.
    """

    def __init__(self) -> None:
        self.version = ""
        self._changed: Catalog | None = None

    def __call__(self, locale: str) -> Translator:
        """Return the translator for a locale, as :class:`Catalog` does."""
        return (self._changed or _shipped())(locale)  # read when first asked: a start needs no words

    def read(self, *, first: str) -> None:
        """Read every language now, the one that most are asked in first, so that nobody's question waits for it."""
        for locale in (first, *LOCALES):
            self(locale)

    def overlay(self, version: str, words: Overlay) -> None:
        """Let words stand in for shipped ones from now on; "" and no words take them back."""
        self.version = version
        self._changed = tried(words) if version else None


def words(locale: str) -> str:
    """Return everything that the bot says in a language, as Fluent: a file for each noun, by name."""
    folder = files("bot.messages") / "locales" / locale
    parts = sorted((part for part in folder.iterdir() if part.name.endswith(".ftl")), key=lambda part: part.name)
    return "\n".join(part.read_text(encoding="utf-8") for part in parts)


def _bundle(locale: str, text: str, overlay: Mapping[str, str]) -> FluentBundle:
    from fluent.runtime import FluentBundle, FluentResource

    bundle = FluentBundle([locale.replace("-", "_")], use_isolating=False)
    bundle.add_resource(_resource(locale, text))
    if overlay:
        over = "\n".join(entry(key, said) for key, said in overlay.items())
        bundle.add_resource(FluentResource(over), allow_overrides=True)
    return bundle


def entry(key: str, text: str) -> str:
    """Write a message as Fluent wants it in a file: its key, and its words indented below."""
    return f"{key} =\n" + "\n".join(f"    {line}" for line in text.strip().splitlines()) + "\n"


@lru_cache(maxsize=8)
def _resource(locale: str, text: str) -> Any:  # noqa: ANN401 - the library has a function there, no class
    """Parse a catalogue file strictly: Fluent itself would skip over what it cannot read.

    Raises:
        ValueError: for a line that is not Fluent, and for a key that stands there twice.
    """
    from fluent.runtime import FluentResource
    from fluent.syntax import ast

    resource = FluentResource(text)
    seen: set[str] = set()
    for entry in resource.body:
        if isinstance(entry, ast.Junk):
            raise ValueError(f"{locale}.ftl: cannot read {(entry.content or '').splitlines()[0]!r}")  # noqa: TRY004 - a file, no type
        if isinstance(entry, ast.Message):
            if entry.id.name in seen:
                raise ValueError(f"{locale}.ftl: {entry.id.name} stands there twice")
            seen.add(entry.id.name)
    return resource


@lru_cache(maxsize=8192)
def _decimal(value: float, decimals: int, locale: Locale) -> str:
    """Write a number; many a value stands in many messages, and with itself in one."""
    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + "#" * decimals if decimals else "")
    text: str = format_decimal(value, format=pattern, locale=locale)
    return "0" if text == "-0" else text


class Translator:
    """One language: ``t(key, …)`` for words, the methods for what stands inside them."""

    def __init__(self, locale: str, bundle: FluentBundle) -> None:
        from babel import Locale

        self.locale = locale
        self.chinese = locale.startswith("zh")
        self._bundle = bundle
        self._babel = Locale.parse(locale, sep="-")

    def __call__(self, key: str, **values: object) -> Ready:
        """Return the message with its values.

        Text among the values is shown as it is, whatever markup it holds; only what another message or ``Ready``
        made keeps its own. Whole numbers may select a plural.

        Raises:
            KeyError: when there is no such message.
            ValueError: when a value is missing.
        """
        if not self._bundle.has_message(key):
            raise KeyError(key)
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            raise KeyError(key)
        given: dict[str, Any] = {
            name: literal(value) if isinstance(value, str) else value for name, value in values.items()
        }
        text, errors = self._bundle.format_pattern(pattern, given)
        if errors:
            raise ValueError(f"{self.locale}.ftl: {key}: {errors[0]}")
        return Ready(text)

    # Lists and sentences

    def items(self, parts: Iterable[str]) -> Ready:
        """Join as a list of things: ``a, b and c``, ``a、b和c``."""
        from babel.lists import format_list

        joined: str = format_list([literal(part) for part in parts], locale=self._babel)
        return Ready(joined.replace(", and ", " and "))

    def listed(self, parts: Iterable[str]) -> Ready:
        """Join as the beginning of a list that goes on: ``a, b``, ``a、b``."""
        return Ready(("、" if self.chinese else ", ").join(literal(part) for part in parts))

    def clauses(self, parts: Iterable[str]) -> Ready:
        """Join as clauses of one sentence, with the language's comma."""
        return Ready(("，" if self.chinese else ", ").join(literal(part) for part in parts))

    def sentences(self, parts: Iterable[str]) -> Ready:
        """Join sentences that end themselves: with a space where the language has one."""
        return Ready(("" if self.chinese else " ").join(literal(part) for part in parts))

    # Numbers

    def decimal(self, value: float, *, decimals: int) -> str:
        """Write a number with at most so many decimals, none of them trailing zeros, grouped by thousands."""
        return _decimal(value, decimals, self._babel)

    # Days and times

    def day(self, day: date, *, today: date | None = None) -> str:
        """Write a day, with its year when that is another than today's: ``31 Oct``, ``10月31日``."""
        year = today is not None and day.year != today.year
        return self.written(day, self("date-day-year" if year else "date-day"))

    def weekday(self, day: date) -> str:
        """Write the day of the week, short: ``Thu``, ``周四``."""
        return self.written(day, "EEE")

    def clock(self, at: datetime, *, zone: tzinfo) -> str:
        """Write a time of day in the reader's zone: ``3 pm``, ``3:30 pm``, ``15:00``."""
        from babel.dates import format_time

        local = at.astimezone(zone)
        pattern = self("date-clock-minutes" if local.minute else "date-clock")
        written: str = format_time(local.time(), pattern, locale=self._babel)
        return written.replace("AM", "am").replace("PM", "pm")

    def moment(self, at: datetime, *, zone: tzinfo, now: datetime) -> str:
        """Write an instant in the reader's zone: ``Thu 3 pm`` within a week of now, with the date beyond."""
        local, today = at.astimezone(zone).date(), now.astimezone(zone).date()
        weekday, clock = self.weekday(local), self.clock(at, zone=zone)
        if -1 <= (local - today).days < 7:  # noqa: PLR2004 - days of a week
            return self("date-moment", weekday=weekday, clock=clock)
        return self("date-moment-far", day=self.day(local, today=today), weekday=weekday, clock=clock)

    def when(self, at: datetime | None, *, zone: tzinfo, now: datetime) -> str:
        """Write when something is to go: now, at a moment, or (None) once its reader can be reached."""
        if at is None:
            return self("date-once-reached")
        return self("date-now") if at <= now else self.moment(at, zone=zone, now=now)

    def ahead(self, at: datetime, *, now: datetime) -> str:
        """Write how far away an instant in the future is, to the hour or minute: ``in 2 hours``, ``2小时后``."""
        from babel.dates import format_timedelta

        seconds = max(60.0, (at - now).total_seconds())
        unit = _HOURS if seconds >= _HOURS else 60
        written: str = format_timedelta(
            round(seconds / unit) * unit, add_direction=True, threshold=1, locale=self._babel
        )
        return written.replace("\N{NO-BREAK SPACE}", "")

    def period(self, period: Period, grain: Grain, *, today: date) -> str:
        """Name a period the way people say it: ``October``, ``十月``, ``Q3``, ``today``, ``the week of 12 Oct``."""
        return print_period(self, period, grain, today=today)

    def span(self, period: Period, grain: Grain) -> str:
        """Name days that somebody asked for, the year always with them: ``October 2026``, ``Q1 2026 to Q3 2026``."""
        return print_span(self, period, grain)

    def tick(self, period: Period, grain: Grain) -> str:
        """Name a period as shortly as an axis wants it: ``Oct``, ``10月``, ``12 Oct``, ``Q3``; no year, no today."""
        return print_tick(self, period, grain)

    def written(self, day: date, pattern: str) -> str:
        """Write a day by a CLDR pattern, such as ``MMMM y``."""
        from babel.dates import format_date

        written: str = format_date(day, pattern, locale=self._babel)
        return written


def named(t: Translator, name: str) -> str:
    """Write a name that words follow: Latin letters keep their distance from Chinese ones."""
    return Ready(f"{literal(name)} ") if t.chinese and name[-1:].isascii() else name


def several(t: Translator, names: Sequence[str], *, most: int) -> Ready:
    """Name people, and count those who are too many to be named: ``Ana, Bo and 3 more``, ``陈伟、何静，另有3人``."""
    if len(names) <= most + 1:
        return t.items(names)
    return t("phrase-several", names=t.listed(names[:most]), more=len(names) - most)
