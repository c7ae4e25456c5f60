"""The catalogue of every word the bot itself says, and how each language writes numbers, dates and lists."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from bot.domain.metric import Grain
from bot.messages.text import Ready, literal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime, tzinfo

    from fluent.runtime import FluentBundle

    from bot.domain.reading import Period

LOCALES = ("en", "zh-CN")
_HOURS = 3600


class Catalog:
    """Every message by key, in every language; make one with :meth:`load`."""

    def __init__(self, sources: dict[str, str]) -> None:
        self._translators = {locale: Translator(locale, _bundle(locale, text)) for locale, text in sources.items()}

    @classmethod
    def load(cls) -> Catalog:
        """Read the shipped catalogue; the same one on every call."""
        return _shipped()

    def __call__(self, locale: str) -> Translator:
        """Return the translator for a locale: any Chinese gets ``zh-CN``, what we do not speak gets ``en``."""
        if locale in self._translators:
            return self._translators[locale]
        return self._translators["zh-CN" if locale.lower().startswith("zh") else "en"]


@cache
def _shipped() -> Catalog:
    return Catalog({locale: words(locale) for locale in LOCALES})


def words(locale: str) -> str:
    """Return everything that the bot says in a language, as Fluent: a file for each noun, by name."""
    folder = files("bot.messages") / "locales" / locale
    parts = sorted((part for part in folder.iterdir() if part.name.endswith(".ftl")), key=lambda part: part.name)
    return "\n".join(part.read_text(encoding="utf-8") for part in parts)


def _bundle(locale: str, text: str) -> FluentBundle:
    """Parse a catalogue file strictly: Fluent itself would skip over what it cannot read.

    Raises:
        ValueError: for a line that is not Fluent, and for a key that stands there twice.
    """
    from fluent.runtime import FluentBundle, FluentResource
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
    bundle = FluentBundle([locale.replace("-", "_")], use_isolating=False)
    bundle.add_resource(resource)
    return bundle


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
        from babel.numbers import format_decimal

        pattern = "#,##0" + ("." + "#" * decimals if decimals else "")
        text: str = format_decimal(value, format=pattern, locale=self._babel)
        return "0" if text == "-0" else text

    # Days and times

    def day(self, day: date, *, today: date | None = None) -> str:
        """Write a day, with its year when that is another than today's: ``31 Oct``, ``10月31日``."""
        year = today is not None and day.year != today.year
        return self._date(day, self("date-day-year" if year else "date-day"))

    def weekday(self, day: date) -> str:
        """Write the day of the week, short: ``Thu``, ``周四``."""
        return self._date(day, "EEE")

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
        start = period.start
        past = "" if start.year == today.year else "-year"
        match grain:
            case Grain.DAY:
                days = (today - start).days
                return (
                    self("period-today" if days == 0 else "period-yesterday")
                    if days in {0, 1}
                    else self.day(start, today=today)
                )
            case Grain.WEEK:
                return self("period-week", day=self.day(start, today=today))
            case Grain.MONTH:
                return self._date(start, self(f"period-month{past}"))
            case Grain.QUARTER:
                return self(f"period-quarter{past}", number=(start.month + 2) // 3, year=str(start.year))
            case Grain.YEAR:
                return self("period-year", year=str(start.year))

    def tick(self, period: Period, grain: Grain) -> str:
        """Name a period as shortly as an axis wants it: ``Oct``, ``10月``, ``12 Oct``, ``Q3``; no year, no today."""
        match grain:
            case Grain.DAY | Grain.WEEK:
                return self.day(period.start)
            case Grain.MONTH:
                return self._date(period.start, "MMM")
            case Grain.QUARTER | Grain.YEAR:
                return self.period(period, grain, today=period.start)

    def _date(self, day: date, pattern: str) -> str:
        from babel.dates import format_date

        written: str = format_date(day, pattern, locale=self._babel)
        return written
