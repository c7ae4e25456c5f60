"""Hypothesis: everything that may stand in a card or a form, and worse."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from decimal import Decimal

from hypothesis import strategies as st

from bot.kit.identity import Identity
from bot.messages.card import (
    Action,
    Attachment,
    BarChart,
    Button,
    Card,
    Chart,
    Choices,
    Divider,
    FactLine,
    Facts,
    Heading,
    Mood,
    Note,
    Picture,
    Quote,
    Table,
    Text,
    TreeChart,
    TreeNode,
)
from bot.messages.field import LONGEST, DateField, NumberField, Option, SelectField, SeveralField, TextField
from bot.messages.form import Form
from bot.messages.inbound import Click, Command, Inbound, ProfileChange, Saying, Sender, Submission, Upload, Visit

CHINESE = "十月新客户开发完成率达到百分之一百一十五，环比多四家。复购率低于目标；已连续两个月下降！怎么办？"
HOSTILE = "<@U0ANA> <!here> &amp; **bold `code` [x](https://a.example/?a=1&b=2) *s* __u__ # > | ~ \\ <font> ©😀\u200b\n"


@st.composite
def texts(draw: st.DrawFn, *, longest: int = 12_000) -> str:
    """Draw text: short and strange, or thousands of characters of Chinese, of markup, or of one endless word."""
    match draw(st.integers(0, 5)):
        case 0:
            return draw(st.text(max_size=40))
        case 1:
            return HOSTILE * draw(st.integers(1, 3))
        case 2:
            return (CHINESE * (longest // len(CHINESE) + 1))[: draw(st.integers(1, longest))]
        case 3:
            return (HOSTILE * (longest // len(HOSTILE) + 1))[: draw(st.integers(1, longest))]
        case 4:
            return draw(st.sampled_from("a&<汉😀 *")) * draw(st.integers(1, longest))
        case _:
            return draw(st.sampled_from(["", " ", "\n\n", "x", "达成率115%"]))


ACTIONS = st.builds(
    Action,
    st.text("abc.", min_size=1, max_size=12),
    st.lists(st.tuples(st.text("k|=", max_size=3), st.text(max_size=9)), max_size=2).map(tuple),
)
CHARTS = st.one_of(
    st.builds(
        Chart,
        title=texts(longest=300),
        labels=st.just(("8", "9")),
        values=st.sampled_from([(1.0, None), (1.0, 2.0)]),
        texts=st.just(("1", "")),
        target_label=texts(longest=60),
        targets=st.sampled_from([(), (1.0, 1.0), (None, 2.0)]),
        ticks=st.sampled_from([(), ((0.0, "0"), (2.0, "2"))]),
        unit=texts(longest=60),
        direction=texts(longest=60),
    ),
    st.builds(
        BarChart,
        title=texts(longest=300),
        subtitle=texts(longest=300),
        labels=st.tuples(texts(longest=60), texts(longest=60)),
        values=st.just((-3.0, 1.5)),
        texts=st.just(("−3", "+1.5")),
        unit=texts(longest=60),
        scale=st.sampled_from([1.0, 100.0]),
    ),
    st.builds(
        TreeChart,
        title=texts(longest=300),
        nodes=st.lists(
            st.builds(
                TreeNode,
                st.integers(0, 4),
                texts(longest=300),
                texts(longest=300),
                texts(longest=20),
                st.none() | st.sampled_from([0.0, 0.5, 1.0, 1.4]),
                st.none() | st.sampled_from([0.0, 0.84, 1.0]),
                st.sampled_from(Mood),
            ),
            min_size=1,
            max_size=6,
        ).map(tuple),
        elapsed_label=texts(longest=60),
    ),
)
BLOCKS = st.one_of(
    st.builds(Heading, texts(longest=400)),
    st.builds(Text, texts()),
    st.builds(
        Facts,
        st.lists(
            st.builds(FactLine, texts(longest=80), texts(longest=80), texts(longest=80), st.sampled_from(Mood)),
            min_size=1,
            max_size=5,
        ).map(tuple),
    ),
    st.builds(
        Table,
        st.lists(texts(longest=30), min_size=1, max_size=25).map(tuple),
        st.lists(st.lists(texts(longest=30), max_size=6).map(tuple), max_size=8).map(lambda rows: rows * 16).map(tuple),
    ),
    st.builds(Quote, texts(longest=4000), texts(longest=40)),
    st.builds(Picture, CHARTS, texts(longest=3000)),
    st.builds(
        Choices,
        st.lists(st.builds(Button, texts(longest=100), ACTIONS), max_size=4).map(tuple),
        st.one_of(st.just(""), texts(longest=200)),
    ),
    st.just(Divider()),
    st.builds(Note, texts(longest=4000)),
    st.builds(Attachment, st.sampled_from(["rows.csv", "十月.json"]), texts(longest=4000)),
)


def cards() -> st.SearchStrategy[Card]:
    """Draw whole cards, up to more blocks than any platform takes."""
    return st.builds(
        Card,
        st.just("fuzz"),
        texts(longest=5000),
        st.one_of(
            st.lists(BLOCKS, max_size=8),
            st.lists(BLOCKS, max_size=4).map(lambda blocks: blocks * 20),
        ).map(tuple),
        st.sampled_from(["en", "zh-CN"]),
    )


@st.composite
def _fields(draw: st.DrawFn, name: str) -> TextField | NumberField | DateField | SelectField | SeveralField:
    label, hint, required = draw(texts(longest=400)), draw(texts(longest=600)), draw(st.booleans())
    match draw(st.integers(0, 4)):
        case 0:
            value, most = draw(texts(longest=5000)), draw(st.integers(1, LONGEST))
            return TextField(
                name, label, hint=hint, value=value, required=required, long=draw(st.booleans()), most=most
            )
        case 1:
            unit, maximum = draw(st.sampled_from([("", None), ("%", Decimal(1)), ("CNY", Decimal("1240.50"))]))
            return NumberField(
                name, label, hint=hint, value=draw(texts(longest=40)), required=required, unit=unit, maximum=maximum
            )
        case 2:
            return DateField(
                name,
                label,
                hint=hint,
                value=draw(st.sampled_from(["", "2026-10-31", "31.10.", "20261031"])),
                required=required,
            )
        case kind:
            count = draw(st.sampled_from([0, 1, 3, 9, 80, 300]))
            text, below = draw(texts(longest=200)), draw(texts(longest=200))
            options = tuple(Option(f"{number}", f"{text}{number}", below) for number in range(count))
            if kind == 3:
                return SelectField(
                    name,
                    label,
                    options,
                    hint=hint,
                    value=draw(st.sampled_from(["", "0", "2", "none"])),
                    required=required,
                )
            return SeveralField(
                name,
                label,
                options,
                hint=hint,
                values=draw(st.sampled_from([(), ("0", "250"), ("x",)])),
                required=required,
            )


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """Draw whole forms, up to more fields than any platform takes."""
    count = draw(st.sampled_from([0, 1, 3, 40]))
    some = [draw(_fields(f"field_{number}")) for number in range(min(count, 4))]
    fields = tuple(replace(some[number % len(some)], name=f"field_{number}") for number in range(count))
    problems = {f"field_{number}": draw(texts(longest=300)) for number in draw(st.sets(st.integers(0, 50), max_size=4))}
    return Form(
        kind="fuzz",
        title=draw(texts(longest=300)),
        fields=fields,
        submit=draw(texts(longest=60)),
        action=draw(ACTIONS),
        opener=draw(ACTIONS),
        intro=draw(texts(longest=4000)),
        locale=draw(st.sampled_from(["en", "zh-CN"])),
        problems=problems,
    )


SENDERS = st.builds(
    Sender,
    identity=st.builds(Identity, st.sampled_from(["slack", "dingtalk"]), st.text(max_size=5), st.text(max_size=5)),
    delivery_id=st.text(max_size=9),
    conversation=st.text(max_size=9),
    private=st.booleans(),
    at=st.datetimes(timezones=st.just(UTC)),
    locale=st.sampled_from(["", "en", "zh-CN"]),
)
PLACES = st.dictionaries(st.text(max_size=4), st.text(max_size=4), max_size=2)
VALUES = st.dictionaries(
    st.text(max_size=9), texts(longest=200) | st.lists(texts(longest=40), max_size=3).map(tuple), max_size=3
)


def arrivals() -> st.SearchStrategy[Inbound]:
    """Draw whatever may arrive, without what opens a form for some seconds only."""
    return st.one_of(
        st.builds(Command, SENDERS, texts(longest=200), inline=st.booleans()),
        st.builds(Click, SENDERS, ACTIONS, PLACES),
        st.builds(Saying, SENDERS, texts(longest=200)),
        st.builds(Submission, SENDERS, ACTIONS, VALUES, PLACES),
        st.builds(Visit, SENDERS),
        st.builds(ProfileChange, SENDERS, gone=st.booleans()),
        st.builds(Upload, SENDERS, st.text(max_size=9), st.integers(0, 10**9), st.text(max_size=9), st.text()),
    )
