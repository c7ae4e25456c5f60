"""Calendar files, read by another library than wrote them, and line by line as RFC 5545 has it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import vobject
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.calendar_file import NO_ADDRESS, calendar_file

ZONES = [ZoneInfo(name) for name in ("UTC", "Asia/Shanghai", "Europe/Berlin", "America/New_York")]
FIRST, LAST = (datetime(year, 1, 1, tzinfo=UTC).replace(tzinfo=None) for year in (2000, 2080))
INSTANTS = st.datetimes(FIRST, LAST, timezones=st.sampled_from(ZONES))
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=120).filter(
    lambda text: "\\N" not in text  # which icalendar takes for the end of a line
)


def made(**changes: object) -> str:
    begin = datetime(2026, 11, 5, 7, 0, tzinfo=UTC)
    values: dict[str, object] = {
        "uid": "u1@jinbu.invalid",
        "sequence": 0,
        "begin": begin,
        "end": begin + timedelta(minutes=30),
        "title": "1:1: Ana",
        "organiser": "Ana",
        "changed_at": begin,
    }
    return calendar_file(**(values | changes))  # type: ignore[arg-type]


@given(begin=INSTANTS, minutes=st.integers(5, 240), title=WORDS, sequence=st.integers(0, 99), off=st.booleans())
def test_another_library_reads_what_was_written(
    begin: datetime, minutes: int, title: str, sequence: int, *, off: bool
) -> None:
    begin = begin.replace(microsecond=0)
    end = (begin.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(begin.tzinfo)
    text = made(begin=begin, end=end, title=title, sequence=sequence, cancelled=off)

    event = vobject.readOne(text).vevent

    assert event.dtstart.value == begin.astimezone(UTC)
    assert event.dtend.value - event.dtstart.value == timedelta(minutes=minutes)
    assert event.summary.value == title
    assert int(event.sequence.value) == sequence
    assert event.uid.value == "u1@jinbu.invalid"
    assert event.status.value == ("CANCELLED" if off else "CONFIRMED")


@given(title=WORDS, organiser=WORDS)
def test_lines_are_short_and_end_as_they_must_and_nobody_has_an_address(title: str, organiser: str) -> None:
    text = made(title=title, organiser=organiser)

    assert text.endswith("\r\n")
    assert not re.search(r"(?<!\r)\n", text)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    unfolded = text.replace("\r\n ", "")
    assert NO_ADDRESS in unfolded
    assert "ATTENDEE" not in unfolded.replace(title, "").replace(organiser, "")
    assert "MAILTO" not in unfolded.replace(title, "").replace(organiser, "").upper()


def test_a_time_in_the_hour_that_comes_twice_is_one_instant() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    first, second = (datetime(2026, 10, 25, 2, 30, fold=fold, tzinfo=berlin) for fold in (0, 1))

    lines = [
        next(line for line in made(begin=at, end=at).split("\r\n") if line.startswith("DTSTART"))
        for at in (first, second)
    ]

    assert lines == ["DTSTART:20261025T003000Z", "DTSTART:20261025T013000Z"]


def test_a_cancelled_one_says_so_twice_as_calendars_look_at_either() -> None:
    text = made(cancelled=True, sequence=2)

    assert "METHOD:CANCEL" in text
    assert "STATUS:CANCELLED" in text
