"""The laws of the audit trail: whatever is changed in it is found, and named where it begins."""

from __future__ import annotations

import random
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kit.errors import Invalid
from bot.people.domain.audit import (
    ROOT,
    Entry,
    Head,
    Seal,
    TrailFault,
    What,
    checked,
    extended,
    fingerprint_of,
    marked,
    seal,
)
from bot.people.domain.audit_check import verify

if TYPE_CHECKING:
    from collections.abc import Iterator

AT = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
KEY = b"of this installation alone"
EMPTY = marked(Head(), None)
KEYED = marked(Head(keyed=1, fingerprint=fingerprint_of(KEY)), KEY)

texts = st.text(max_size=12)
details = st.dictionaries(texts, texts | st.integers(), max_size=3)
acts = st.builds(
    Entry,
    no=st.just(0),
    at=st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    actor=texts,
    what=st.sampled_from(list(What)),
    subject=texts,
    detail=details,
)


def trail(length: int, *, key: bytes | None = KEY) -> tuple[Head, list[Entry]]:
    head, rows = _trail(length, key)
    return head, list(rows)


@cache
def _trail(length: int, key: bytes | None) -> tuple[Head, list[Entry]]:
    whats = list(What)
    done = [
        Entry(0, AT + timedelta(minutes=n), f"E{n % 5}", whats[n % len(whats)], f"E{n % 7}", {"delivery": n})
        for n in range(length)
    ]
    return extended(KEYED if key else EMPTY, done, key)


@given(st.lists(acts, max_size=8), st.integers(0, 8), st.sampled_from([None, KEY]))
def test_a_trail_is_whole_however_it_was_written_in_pieces(done: list[Entry], cut: int, key: bytes | None) -> None:
    head, first = extended(KEYED if key else EMPTY, done[:cut], key)
    head, second = extended(head, done[cut:], key)

    verdict = verify([*first, *second], head, key)

    assert verdict.ok
    assert (verdict.rows, verdict.keyed) == (len(done), bool(key))
    assert str(verdict.seal) == f"{len(done)}-{head.digest[:12]}"


@pytest.mark.parametrize("name", [field.name for field in fields(Entry)])
@pytest.mark.parametrize("key", [None, KEY])
@given(place=st.integers(0, 9), data=st.data())
def test_a_change_of_any_field_of_any_row_is_found_in_that_row(
    name: str, key: bytes | None, place: int, data: st.DataObject
) -> None:
    head, rows = trail(10, key=key)
    now = getattr(rows[place], name)
    other: dict[str, st.SearchStrategy[Any]] = {
        "no": st.integers(),
        "at": st.datetimes(timezones=st.just(UTC)),
        "detail": details,
    }
    rows[place] = replace(rows[place], **{name: data.draw(other.get(name, texts).filter(lambda value: value != now))})

    verdict = verify(rows, head, key)

    assert not verdict.ok
    if name != "no":
        assert (verdict.fault, verdict.row) == (TrailFault.EDITED, place + 1)


@pytest.mark.parametrize("key", [None, KEY])
@given(place=st.integers(0, 9), size=st.integers(1, 4))
def test_what_was_taken_out_is_missed(key: bytes | None, place: int, size: int) -> None:
    head, rows = trail(10, key=key)
    last = place + size >= 10
    del rows[place : place + size]

    verdict = verify(rows, head, key)

    assert (verdict.fault, verdict.row) == (TrailFault.CUT if last else TrailFault.MISSING, place + 1)


@pytest.mark.parametrize("key", [None, KEY])
@given(places=st.lists(st.integers(0, 9), min_size=2, max_size=2, unique=True))
def test_rows_in_another_order_are_found(key: bytes | None, places: list[int]) -> None:
    head, rows = trail(10, key=key)
    first, other = places
    rows[first], rows[other] = rows[other], rows[first]

    verdict = verify(rows, head, key)

    assert (verdict.fault, verdict.row) == (TrailFault.REORDERED, min(places) + 1)


@pytest.mark.parametrize("key", [None, KEY])
@given(place=st.integers(0, 9), where=st.integers(0, 10))
def test_a_row_that_stands_there_twice_is_found(key: bytes | None, place: int, where: int) -> None:
    head, rows = trail(10, key=key)
    rows.insert(where, rows[place])

    assert verify(rows, head, key).fault in {TrailFault.INSERTED, TrailFault.MISSING, TrailFault.REORDERED}


def test_a_row_behind_the_head_was_put_in() -> None:
    head, rows = trail(10)
    _, more = extended(head, [rows[0]], KEY)

    verdict = verify([*rows, *more], head, KEY)

    assert (verdict.fault, verdict.row) == (TrailFault.INSERTED, 11)


@pytest.mark.parametrize("name", [field.name for field in fields(Head)])
@pytest.mark.parametrize("key", [None, KEY])
@given(data=st.data())
def test_a_change_of_the_head_is_found(name: str, key: bytes | None, data: st.DataObject) -> None:
    head, rows = trail(10, key=key)
    now = getattr(head, name)
    drawn = st.integers() if isinstance(now, int) else texts
    changed: dict[str, Any] = {name: data.draw(drawn.filter(lambda word: word != now))}
    forged = replace(head, **changed)

    verdict = verify(rows, forged, key)

    assert verdict.fault in {TrailFault.HEAD, TrailFault.KEY}


def test_a_trail_without_its_head_is_not_whole() -> None:
    assert verify(trail(10)[1], None, KEY).fault is TrailFault.HEAD
    assert verify([], None, None).fault is TrailFault.HEAD


def _rewritten(rows: list[Entry], first: int, *, key: bytes | None) -> tuple[Head, list[Entry]]:
    """Write everything from a row on anew, so that it fits again as far as a key allows."""
    digest = rows[first - 1].digest if first else ROOT
    done = list(rows[:first])
    for entry in rows[first:]:
        moved = replace(entry, actor=entry.actor + "x" if entry is rows[first] else entry.actor, previous=digest)
        digest = seal(moved.no, digest, moved, key)
        done.append(replace(moved, digest=digest))
    return marked(Head(len(done), digest), None), done


@pytest.mark.parametrize("first", range(10))
def test_without_the_key_nobody_can_write_a_tail_that_fits(first: int) -> None:
    head, rows = trail(10)
    forged, written = _rewritten(rows, first, key=None)

    assert verify(written, head, KEY).fault is TrailFault.EDITED
    for their in (forged, replace(forged, keyed=1, fingerprint=head.fingerprint), replace(head, digest=forged.digest)):
        assert verify(written, their, KEY).fault in {TrailFault.KEY, TrailFault.HEAD}


@pytest.mark.parametrize("first", range(10))
def test_without_a_key_an_earlier_seal_shows_that_a_tail_was_written_anew(first: int) -> None:
    head, rows = trail(10, key=None)
    earlier = verify(rows, head, None).seal
    forged, written = _rewritten(rows, first, key=None)

    assert verify(written, forged, None).ok, "this is why a key, or a seal that is kept outside, is needed"
    verdict = verify(written, forged, None, against=earlier)
    assert (verdict.fault, verdict.row) == (TrailFault.SEAL, 10)


def test_a_seal_shows_that_a_whole_database_was_put_back_to_an_earlier_day() -> None:
    old_head, old = trail(6)
    head, rows = trail(10)
    now = verify(rows, head, KEY).seal

    assert verify(old, old_head, KEY).ok
    verdict = verify(old, old_head, KEY, against=now)
    assert (verdict.fault, verdict.row) == (TrailFault.CUT, 7)
    assert verify(rows, head, KEY, against=Seal.read(str(verify(old, old_head, KEY).seal))).held


def test_writing_on_does_not_make_a_forged_head_good() -> None:
    head, rows = trail(10)
    cut = replace(head, count=6, digest=rows[5].digest)

    longer, more = extended(cut, rows[6:8], KEY)

    assert verify([*rows[:6], *more], longer, KEY).fault is TrailFault.HEAD


def test_another_key_or_none_is_no_edit() -> None:
    head, rows = trail(3)

    assert verify(rows, head, b"another").fault is TrailFault.KEY
    assert verify(rows, head, None).fault is TrailFault.KEY


def test_a_trail_that_got_its_key_late_is_protected_as_a_whole() -> None:
    head, early = trail(4, key=None)
    head = marked(replace(head, keyed=5, fingerprint=fingerprint_of(KEY)), KEY)
    head, late = extended(head, [replace(early[0], actor="E9")], KEY)

    assert verify([*early, *late], head, KEY).ok
    _, written = _rewritten(early, 2, key=None)
    verdict = verify([*written, *late], head, KEY)
    assert (verdict.fault, verdict.row) == (TrailFault.EDITED, 4)


def test_what_was_forgotten_in_due_time_is_not_missed() -> None:
    head, rows = trail(10)
    begun = marked(replace(head, gone=4, base=rows[3].digest), KEY)

    verdict = verify(rows[4:], begun, KEY)

    assert (verdict.ok, verdict.rows, verdict.first_at) == (True, 6, rows[4].at)
    assert verify(rows[5:], begun, KEY).row == 5
    assert verify(rows[3:], begun, KEY).fault is TrailFault.INSERTED
    assert verify(rows[4:], begun, KEY, against=Seal(4, rows[3].digest[:12])).held
    assert verify(rows[4:], begun, KEY, against=Seal(4, "0" * 12)).fault is TrailFault.SEAL
    older = verify(rows[4:], begun, KEY, against=Seal(2, rows[1].digest[:12]))
    assert (older.ok, older.held) == (True, False)


def _edit(chance: random.Random, head: Head, rows: list[Entry]) -> tuple[Head, list[Entry]]:
    place = chance.randrange(len(rows))
    row = rows[place]
    rows[place] = chance.choice(
        [
            replace(row, actor=row.actor + "0"),
            replace(row, at=row.at + timedelta(microseconds=chance.choice([-1, 1]))),
            replace(row, what=What.READ if row.what != What.READ else What.SEND),
            replace(row, subject=""),
            replace(row, detail={"delivery": int(row.detail["delivery"]) + 1}),
            replace(row, detail={"delivery": str(row.detail["delivery"])}),
            replace(row, previous=f"{chance.getrandbits(256):064x}"),
            replace(row, digest=f"{chance.getrandbits(256):064x}"),
        ]
    )
    return head, rows


def _delete(chance: random.Random, head: Head, rows: list[Entry]) -> tuple[Head, list[Entry]]:
    place = chance.randrange(len(rows))
    del rows[place : place + chance.randint(1, 5)]
    return head, rows


def _insert(chance: random.Random, head: Head, rows: list[Entry]) -> tuple[Head, list[Entry]]:
    place = chance.randint(0, len(rows))
    new = replace(chance.choice(rows), no=place + 1, previous=rows[place - 1].digest if place else ROOT)
    moved = [replace(row, no=row.no + 1) for row in rows[place:]]
    grown = replace(head, count=head.count + 1) if chance.random() < 0.5 else head
    return grown, [*rows[:place], replace(new, digest=seal(new.no, new.previous, new, None)), *moved]


def _swap(chance: random.Random, head: Head, rows: list[Entry]) -> tuple[Head, list[Entry]]:
    number, other = chance.sample(range(len(rows)), 2)
    first, second = rows[number], rows[other]
    rows[number], rows[other] = replace(second, no=first.no), replace(first, no=second.no)
    return head, rows


def _cut(chance: random.Random, head: Head, rows: list[Entry]) -> tuple[Head, list[Entry]]:
    left = rows[: chance.randrange(len(rows))]
    if chance.random() < 0.5:
        digest = left[-1].digest if left else ROOT
        head = chance.choice([marked(Head(len(left), digest), None), replace(head, count=len(left), digest=digest)])
    return head, left


def _rewrite(chance: random.Random, head: Head, rows: list[Entry]) -> tuple[Head, list[Entry]]:
    forged, written = _rewritten(rows, chance.randrange(len(rows)), key=None)
    return chance.choice([head, forged, replace(head, digest=forged.digest)]), written


def _unhead(chance: random.Random, head: Head, rows: list[Entry]) -> tuple[Head, list[Entry]]:
    changed: list[Head] = [
        replace(head, count=head.count + chance.choice([-1, 1])),
        replace(head, digest=chance.choice(rows[:-1]).digest),
        replace(head, gone=chance.randint(1, 9), base=chance.choice(rows).digest),
        replace(head, keyed=chance.choice([0, 2])),
        replace(head, mark=f"{chance.getrandbits(256):064x}"),
    ]
    return chance.choice(changed), rows


def test_a_thousand_of_a_thousand_random_tamperings_are_found() -> None:
    ways = [_edit, _delete, _insert, _swap, _cut, _rewrite, _unhead]
    head, rows = trail(200)
    assert verify(rows, head, KEY).ok

    missed = []
    for number in range(1000):
        chance = random.Random(number)  # noqa: S311 - a seed, so that what was missed can be looked at
        way = chance.choice(ways)
        forged, changed = way(chance, head, list(rows))
        if verify(changed, forged, KEY).ok:
            missed.append((number, way.__name__))

    assert missed == []


def test_checking_needs_one_row_at_a_time() -> None:
    head, rows = trail(50)
    taken = 0

    def one_by_one() -> Iterator[Entry]:
        nonlocal taken
        for row in rows:
            taken += 1
            yield replace(row, actor="?") if row.no == 3 else row

    assert verify(one_by_one(), head, KEY).row == 3
    assert taken == 3
    assert verify(islice(rows, 49), head, KEY).fault is TrailFault.CUT


@pytest.mark.parametrize("value", [1.5, True, None, "two\nlines", "x" * 500, ["E1"]])
def test_a_detail_is_an_id_a_key_or_a_count(value: object) -> None:
    with pytest.raises(ValueError, match="does not belong"):
        checked({"about": value})  # type: ignore[dict-item]
    assert checked({"feedback": "standing:张敏:2026-10", "rows": 7}) == {"feedback": "standing:张敏:2026-10", "rows": 7}


@pytest.mark.parametrize(
    "text", ["", "12", "12-", "-0123456789ab", "12-0123456789", "x-0123456789ab", "12-0123456789ag"]
)
def test_what_is_no_seal_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        Seal.read(text)


def test_a_seal_is_read_as_it_was_shown() -> None:
    shown = verify(trail(7)[1], trail(7)[0], KEY).seal

    assert Seal.read(f"  {str(shown).upper()} ") == shown
