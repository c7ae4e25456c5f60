"""Cards and arrivals come back from JSON as they went in."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.person import Identity
from bot.messages.card import Action, Card
from bot.messages.codec import card_from_json, card_to_json, inbound_from_json, inbound_to_json
from bot.messages.inbound import Click, Command, Inbound, Saying, Sender
from tests.strategies import cards

AT = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
SENDERS = st.builds(
    Sender,
    identity=st.builds(Identity, st.sampled_from(["slack", "dingtalk"]), st.text(max_size=5), st.text(max_size=5)),
    delivery_id=st.text(max_size=9),
    conversation=st.text(max_size=9),
    private=st.booleans(),
    at=st.just(AT),
    locale=st.sampled_from(["", "en", "zh-CN"]),
)
INBOUND = st.one_of(
    st.builds(Command, SENDERS, st.text(max_size=20), inline=st.booleans()),
    st.builds(Saying, SENDERS, st.text(max_size=20)),
    st.builds(
        Click,
        SENDERS,
        st.builds(Action, st.text(max_size=5), st.just((("a", "1"),))),
        st.dictionaries(st.text(max_size=4), st.text(max_size=4), max_size=2),
    ),
)


@given(cards())
def test_a_card_comes_back_from_the_outbox_as_it_went_in(card: Card) -> None:
    assert card_from_json(card_to_json(card)) == card


@given(INBOUND)
def test_an_arrival_comes_back_from_the_inbox_as_it_went_in(inbound: Inbound) -> None:
    assert inbound_from_json(inbound_to_json(inbound)) == inbound


def test_an_arrival_of_a_later_version_is_an_error_and_not_a_guess() -> None:
    line = inbound_to_json(Saying(Sender(Identity("slack", "", "U"), "1", "", private=True, at=AT), "hi"))

    with pytest.raises(ValueError, match="Saying2"):
        inbound_from_json(line.replace("Saying", "Saying2"))
