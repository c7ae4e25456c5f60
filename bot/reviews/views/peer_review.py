"""Reviews by colleagues as the two see them: who is asked, until when, and what was said, once it can be read."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from bot.figures.domain.example import NOW, people
from bot.kit.calendar import zone
from bot.messages.card import Action, Button, Card, Choices, Heading, Note, Quote, Text
from bot.messages.field import Option, SeveralField, TextField
from bot.messages.form import Form
from bot.messages.i18n import named
from bot.messages.text import plain
from bot.people.domain.reader import Reader
from bot.reviews.domain import example
from bot.reviews.domain.default_form_template import SELF_REVIEW
from bot.reviews.domain.form_template import CHOSEN, Filler, QuestionKind
from bot.reviews.domain.peer_review import FEWEST_PEERS, MOST_PEERS, PeerStage, SeenPeers, asked, rated
from bot.reviews.views.review_form import answered

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.messages.card import Block
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready
    from bot.people.domain.person import Person
    from bot.reviews.domain.form_template import TemplateQuestion

_MOST_MATES, _LONGEST_NAMES, _LONGEST_REASON = 30, 400, 300


def card(to: Reader, seen: SeenPeers, *, event: str = "") -> Card:
    """Show the colleagues' part to one of the two; ``event`` says what is new, "" nothing.

    That their words are there is told without them: they stand where they can be read, not in a message.
    """
    t = to.t
    heading = _heading(to, seen, event)
    blocks: list[Block] = [Heading(heading), Text(_state(to, seen))]
    if seen.named:
        blocks.append(Text(t("peer-review-named", names=t.items(seen.named))))
    if seen.refusal and not seen.named:
        blocks.append(Quote(seen.refusal, by=seen.leader))
    blocks += _answers(t, seen) if event != "finished" else []
    if buttons := _buttons(t, seen, event):
        blocks.append(Choices(buttons))
    blocks.append(Note(t("peer-review-sight", name=_other(t, seen))))
    return Card("peer_review", plain(heading), tuple(blocks), t.locale)


def _heading(to: Reader, seen: SeenPeers, event: str) -> Ready:
    t = to.t
    if event == "finished":
        event = "shown" if seen.stage is PeerStage.SHOWN else "too-few"
    values = {
        "cycle": seen.cycle.name,
        "name": named(t, seen.person),
        "leader": _leader(t, seen),
        "side": str(seen.side),
        "least": FEWEST_PEERS,
        "most": MOST_PEERS,
        "n": len(seen.named),
    }
    return t(f"peer-review-news-{event}" if event else "peer-review-title", **values)


def _leader(t: Translator, seen: SeenPeers) -> str:
    return named(t, seen.leader) if seen.leader else t("review-leader")


def _other(t: Translator, seen: SeenPeers) -> str:
    return _leader(t, seen) if seen.side is Filler.EMPLOYEE else named(t, seen.person)


def _state(to: Reader, seen: SeenPeers) -> Ready:
    t, days = to.t, seen.cycle.schedule

    def said(day: date) -> str:
        return t("peer-review-day", weekday=t.weekday(day), day=t.day(day, today=to.today))

    return t(
        f"peer-review-state-{seen.stage.value.replace('_', '-')}",
        side=str(seen.side),
        name=named(t, seen.person),
        leader=_leader(t, seen),
        opens=said(days.opens),
        by=said(days.name_by),
        settled=said(days.agree_by),
        until=said(days.peers_until),
    )


def _answers(t: Translator, seen: SeenPeers) -> list[Block]:
    """Show the mean of each rating, then the words under each question, none of which is tied to another."""
    if seen.gathered is None:
        return []
    means = {question.key: mean for question, mean in rated(seen.template, seen.gathered)}
    blocks: list[Block] = []
    for path, question in asked(seen.template):
        words = seen.gathered.get(path, ())
        label = question.label.said(t.locale)
        if question.kind is QuestionKind.RATING and question.key in means:
            blocks.append(Text(_rating(t, question, means[question.key])))
        elif question.kind in CHOSEN and words:
            chosen = [answered(t, question, word) for word in words]
            blocks.append(Text(t("review-answer", label=label, words=t.listed(chosen))))
        elif words:
            blocks.append(Text(t("review-section", title=label)))
            blocks += [Quote(word) for word in words]
    return blocks


def _rating(t: Translator, question: TemplateQuestion, mean: Decimal) -> Ready:
    shown = mean.quantize(Decimal("0.1"), ROUND_HALF_UP)
    nearest = question.options[int(mean.quantize(Decimal(1), ROUND_HALF_UP)) - 1]
    return t(
        "peer-review-rating",
        label=question.label.said(t.locale),
        mean=t.decimal(float(shown), decimals=1),
        most=len(question.options),
        words=nearest.said(t.locale),
    )


def _buttons(t: Translator, seen: SeenPeers, event: str) -> tuple[Button, ...]:
    no = (("no", str(seen.review.no)),)
    if seen.stage is PeerStage.SHOWN and event == "finished":
        return (Button(plain(t("peer-review-button-read")), Action("peer_review", no)),)
    agreeing = seen.stage is PeerStage.AGREEING
    if not agreeing and seen.stage is not PeerStage.NAMING:
        return ()
    naming = Button(
        plain(t("peer-review-button-rename" if agreeing else "peer-review-button-name")),
        Action("peer_review.name", no),
    )
    if seen.side is Filler.EMPLOYEE or not agreeing:
        return (naming,)
    return (
        Button(plain(t("peer-review-button-agree")), Action("peer_review.agree", no)),
        naming,
        Button(plain(t("peer-review-button-refuse")), Action("peer_review.refuse", no)),
    )


def naming(t: Translator, seen: SeenPeers, mates: Sequence[Person], chosen: Sequence[Person]) -> Form:
    """Ask which colleagues are to be asked: from those beside the person, and by name; ``chosen`` stand there."""
    args = (("no", str(seen.review.no)),)
    near = {mate.id: mate for mate in mates[:_MOST_MATES]}
    others = [person for person in chosen if person.id not in near]
    fields: tuple[SeveralField | TextField, ...] = (
        TextField(
            "others",
            plain(t("peer-review-others" if near else "peer-review-names")),
            hint=plain(t("peer-review-others-hint")),
            value=plain(t.listed(person.name for person in others)),
            required=False,
            most=_LONGEST_NAMES,
        ),
    )
    if near:
        options = tuple(Option(mate.id, plain(mate.name)) for mate in near.values())
        standing = tuple(person.id for person in chosen if person.id in near)
        fields = (
            SeveralField("team", plain(t("peer-review-team")), options, values=standing, required=False),
            *fields,
        )
    return Form(
        kind="peer_review",
        title=plain(t("peer-review-naming")),
        fields=fields,
        submit=plain(t("peer-review-naming-send")),
        action=Action("peer_review.name", args),
        opener=Action("peer_review.name", args),
        intro=t(
            "peer-review-naming-intro",
            side=str(seen.side),
            name=named(t, seen.person),
            leader=_leader(t, seen),
            least=FEWEST_PEERS,
            most=MOST_PEERS,
        ),
        locale=t.locale,
    )


def refusing(t: Translator, seen: SeenPeers) -> Form:
    """Ask why others are to be named."""
    args = (("no", str(seen.review.no)),)
    return Form(
        kind="peer_review",
        title=plain(t("peer-review-refusing")),
        fields=(TextField("reason", plain(t("peer-review-reason")), long=True, most=_LONGEST_REASON),),
        submit=plain(t("peer-review-refusing-send")),
        action=Action("peer_review.refuse", args),
        opener=Action("peer_review.refuse", args),
        intro=t("peer-review-refusing-intro", name=named(t, seen.person)),
        locale=t.locale,
    )


def _example(t: Translator, side: Filler, stage: PeerStage) -> SeenPeers:
    who, two = people(chinese=t.chinese), example.seen(side, chinese=t.chinese)
    keep = (
        ("每周五发一次进展，我们排期就有数了。", "评审时先问清楚要解决什么问题。", "遇到卡点当天就说。")
        if t.chinese
        else (
            "The Friday notes: they let us plan our week.",
            "She asks what a change is for before she reviews it.",
            "Tells us the same day when something is stuck.",
        )
    )
    change = (
        ("改动前早点告诉测试团队。", "会议开始前把材料发出来。", "少用缩写，新人看不懂。")
        if t.chinese
        else (
            "Tell the test team earlier about changes.",
            "Send the papers before the meeting.",
            "Fewer abbreviations: new people cannot follow.",
        )
    )
    found = {
        "colleague.change": tuple(sorted(change)),
        "colleague.keep": tuple(sorted(keep)),
        "colleague.together": ("4", "4", "5"),
    }
    before = stage in {PeerStage.NAMING, PeerStage.NOBODY}
    return SeenPeers(
        review=two.review,
        cycle=two.cycle,
        template=SELF_REVIEW,
        side=side,
        person=two.person,
        leader=two.leader,
        stage=stage,
        named=() if before else tuple(sorted(who[key].name for key in ("W1", "W2", "W3", "W4"))),
        gathered=found if stage is PeerStage.SHOWN else None,
    )


def examples(t: Translator) -> dict[str, Card]:
    """Show the colleagues' part at each of its stages."""
    to = Reader(t, zone("Asia/Shanghai"), NOW)
    mine, theirs = Filler.EMPLOYEE, Filler.MANAGER
    others = "请找一位和你一起做过项目B的人。" if t.chinese else "Please name somebody who was on project B with you."
    refused = replace(_example(t, mine, PeerStage.NAMING), refusal=others)
    return {
        "peer-review-name": card(to, _example(t, mine, PeerStage.NAMING), event="name"),
        "peer-review-last": card(to, _example(t, mine, PeerStage.NAMING), event="last"),
        "peer-review-named": card(to, _example(t, mine, PeerStage.AGREEING)),
        "peer-review-agree": card(to, _example(t, theirs, PeerStage.AGREEING), event="agree"),
        "peer-review-refused": card(to, refused, event="refused"),
        "peer-review-asking": card(to, _example(t, theirs, PeerStage.ASKING)),
        "peer-review-finished": card(to, _example(t, theirs, PeerStage.SHOWN), event="finished"),
        "peer-review-shown": card(to, _example(t, mine, PeerStage.SHOWN)),
        "peer-review-too-few": card(to, _example(t, theirs, PeerStage.TOO_FEW), event="finished"),
        "peer-review-nobody": card(to, _example(t, mine, PeerStage.NOBODY)),
    }


def forms(t: Translator) -> dict[str, Form]:
    """Show how colleagues are named, and how others are asked for."""
    who = people(chinese=t.chinese)
    mates = [who[key] for key in ("W1", "W2", "W3")]
    seen = _example(t, Filler.EMPLOYEE, PeerStage.NAMING)
    return {
        "peer-review-naming": naming(t, seen, mates, [who["W1"], who["W4"]]),
        "peer-review-refusing": refusing(t, _example(t, Filler.MANAGER, PeerStage.AGREEING)),
    }
