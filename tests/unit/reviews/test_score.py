"""A result out of parts, and when what colleagues wrote is read."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from bot.reviews.domain.cycle import PartKind, ResultPart
from bot.reviews.domain.peer_review import Invitation, PeerInvitation, Release, release
from bot.reviews.domain.score import score
from tests.unit.reviews.test_review import at, cycle

THREE = (
    ResultPart(PartKind.KPI, Decimal(60)),
    ResultPart(PartKind.OKR, Decimal(30)),
    ResultPart(PartKind.PEERS, Decimal(10)),
)


def test_a_missing_part_is_left_out_and_not_nothing() -> None:
    found = score(THREE, {PartKind.KPI: Decimal(5), PartKind.OKR: Decimal(5)})

    assert found.value == Decimal(5)
    assert (len(found.based_on), found.missing) == (2, (PartKind.PEERS,))


def test_weights_count_among_what_is_there() -> None:
    values = {PartKind.KPI: Decimal("1.2"), PartKind.OKR: Decimal("0.6"), PartKind.PEERS: Decimal("0.8")}

    assert score(THREE, values).value == Decimal("0.98")


def test_nothing_is_the_result_of_nothing() -> None:
    assert score(THREE, {PartKind.KPI: None}).value is None


@pytest.mark.parametrize(
    ("states", "late", "expected"),
    [
        ("answered answered invited", 0, Release.WAITING),
        ("answered answered answered", 0, Release.READ),
        ("answered answered answered invited", 0, Release.WAITING),
        ("answered answered answered invited", 1, Release.READ),
        ("answered answered declined", 1, Release.TOO_FEW),
        ("answered answered declined", 0, Release.WAITING),
        ("answered answered answered nominated", 0, Release.WAITING),
        ("", 1, Release.TOO_FEW),
    ],
)
def test_what_colleagues_wrote_is_read_once_and_only_of_enough(states: str, late: int, expected: Release) -> None:
    asked = [PeerInvitation(1, str(number), Invitation(state)) for number, state in enumerate(states.split())]

    assert release(cycle(), asked, today=at(13) + timedelta(days=late)) is expected
