"""The versions of what was written in a review, and what changed from one to another, in words."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from bot.figures.domain.example import NOW
from bot.kit.calendar import zone
from bot.messages.card import Action, Button, Card, Choices, Heading, Note, Text
from bot.messages.field import Option, SelectField
from bot.messages.form import Form
from bot.messages.text import Ready, literal, plain
from bot.people.domain.reader import Reader
from bot.reviews.domain import example
from bot.reviews.domain.answer_diff import compared, differences
from bot.reviews.domain.form_template import Filler
from bot.reviews.views.review import name_of, title
from bot.reviews.views.review_form import answered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.messages.card import Block
    from bot.messages.i18n import Translator
    from bot.reviews.domain.answer import AnswerVersion
    from bot.reviews.domain.answer_diff import AnswerDifference, TextPart
    from bot.reviews.domain.seen_review import SeenReview

_MOST_NAMED, _MOST_SHOWN, _MOST_VERSIONS = 6, 8, 9
_CONTEXT: Final = 40
"""Characters that are left on each side of a change where more of a text stayed as it was."""
_SIDES: Final = (Filler.EMPLOYEE, Filler.MANAGER)


def changed(seen: SeenReview, before: AnswerVersion | None, after: AnswerVersion) -> list[AnswerDifference]:
    """Return what is another answer in the later of two versions, as far as the reader may see it."""
    earlier = seen.answers_to(before) if before else ()
    return list(differences(earlier, before.values if before else {}, seen.answers_to(after), after.values))


def previous(seen: SeenReview, version: AnswerVersion) -> AnswerVersion | None:
    """Return what the same side had sent in before a version."""
    earlier = [other for other in seen.of(version.filler) if other.version < version.version]
    return earlier[-1] if earlier else None


def names(t: Translator, found: Sequence[AnswerDifference]) -> str:
    """Name the answers that changed, each once, those behind the first few counted."""
    said = list(dict.fromkeys(_label(t, entry) for entry in found))
    if len(said) <= _MOST_NAMED:
        return t.items(said)
    return t("review-versions-more", names=t.listed(said[:_MOST_NAMED]), n=len(said) - _MOST_NAMED)


def news(t: Translator, seen: SeenReview, version: AnswerVersion) -> list[Block]:
    """Say below the first line of a message which answers changed, with a button that shows how."""
    before = previous(seen, version)
    found = changed(seen, before, version) if before else []
    if before is None or not found:
        return []
    button = Button(plain(t("review-button-diff")), _diff(seen, before, version))
    return [Text(t("review-versions-changed", names=names(t, found))), Choices((button,))]


def listing(to: Reader, seen: SeenReview) -> Card:
    """List the versions of both sides that the reader may read, the newest first: who, when, and what changed."""
    t = to.t
    heading = t("review-versions-title", review=title(t, seen))
    blocks: list[Block] = [Heading(heading)]
    for side in _SIDES:
        versions = seen.of(side)
        if not versions:
            continue
        name = name_of(t, seen, side)
        lines = [_version_line(to, seen, version) for version in versions[::-1][:_MOST_VERSIONS]]
        blocks.append(Text("\n".join([t("review-section", title=name), *lines])))
        pairs = list(pairwise(versions))[::-1][:2]
        buttons = [
            Button(
                plain(t("review-button-pair", name=name, before=before.version, after=after.version)),
                _diff(seen, before, after),
            )
            for before, after in pairs
        ]
        if len(versions) > 2:  # noqa: PLR2004 - of two there is one pair
            args = (("no", str(seen.review.no)), ("side", side.value))
            buttons.append(Button(plain(t("review-button-compare")), Action("review.compare", args)))
        if buttons:
            blocks.append(Choices(tuple(buttons)))
    blocks.append(Note(t("review-versions-note")))
    return Card("review", plain(heading), tuple(blocks), t.locale)


def _version_line(to: Reader, seen: SeenReview, version: AnswerVersion) -> str:
    t = to.t
    when, before = t.moment(version.at, zone=to.zone, now=to.now), previous(seen, version)
    if before is None:
        return t("review-versions-first", n=version.version, when=when)
    return t("review-versions-line", n=version.version, when=when, names=names(t, changed(seen, before, version)))


def diff(to: Reader, seen: SeenReview, before: AnswerVersion, after: AnswerVersion, *, start: int = 0) -> Card:
    """Show what changed from one version to another, from the ``start``-th change on."""
    t = to.t
    found = changed(seen, before, after)
    heading = t(
        "review-diff-title",
        name=name_of(t, seen, after.filler),
        before=before.version,
        after=after.version,
    )
    written = [t.moment(version.at, zone=to.zone, now=to.now) for version in (before, after)]
    blocks: list[Block] = [Heading(heading), Text(t("review-diff-times", before=written[0], after=written[1]))]
    blocks += [Text(_difference(t, entry)) for entry in found[start : start + _MOST_SHOWN]]
    if not found:
        blocks.append(Text(t("review-diff-same")))
    buttons = [Button(plain(t("review-button-versions")), Action("review.versions", (("no", str(seen.review.no)),)))]
    if left := len(found) - start - _MOST_SHOWN:
        more = _diff(seen, before, after, start=start + _MOST_SHOWN)
        buttons[:0] = [Button(plain(t("review-button-rest", n=left)), more)] if left > 0 else []
    blocks += [Choices(tuple(buttons)), Note(t("review-diff-note"))]
    return Card("review", plain(heading), tuple(blocks), t.locale)


def _diff(seen: SeenReview, before: AnswerVersion, after: AnswerVersion, *, start: int = 0) -> Action:
    versions = (("from", str(before.version)), ("to", str(after.version)))
    args = (("no", str(seen.review.no)), ("side", after.filler.value), *versions)
    return Action("review.diff", (*args, ("at", str(start))) if start else args)


def _label(t: Translator, entry: AnswerDifference) -> str:
    label = entry.question.label.said(t.locale)
    return f"{label} {entry.number}" if entry.number else label


def _difference(t: Translator, entry: AnswerDifference) -> str:
    before = answered(t, entry.before, entry.given_before) if entry.before else ""
    after = answered(t, entry.after, entry.given_after) if entry.after else ""
    head = t("review-diff-label", section=entry.section.title.said(t.locale), label=_label(t, entry))
    if not before:
        return "\n".join([head, t("review-diff-added", words=after)])
    if not after:
        return "\n".join([head, t("review-diff-removed", words=before)])
    old, new = compared(before, after)
    return "\n".join([head, t("review-diff-before", words=_marked(old)), t("review-diff-now", words=_marked(new))])


def _marked(parts: Sequence[TextPart]) -> Ready:
    """Write a text with what changed in bold; a text that is new as a whole needs no mark."""
    if all(part.changed for part in parts):
        return Ready("".join(literal(part.text) for part in parts))
    last = len(parts) - 1
    return Ready(
        "".join(
            _bold(part.text) if part.changed else literal(_shortened(part.text, first=not place, last=place == last))
            for place, part in enumerate(parts)
        )
    )


def _bold(text: str) -> str:
    """Write text in bold, line by line and without the blanks at its edges, which no platform takes into a style."""
    lines = []
    for line in text.split("\n"):
        core = line.strip()
        lines.append(line.replace(core, f"**{literal(core)}**", 1) if core else line)
    return "\n".join(lines)


def _shortened(text: str, *, first: bool, last: bool) -> str:
    """Leave out the middle of what stayed as it was, and all but what is next to a change at the ends of a text."""
    before, after = ("" if first else text[:_CONTEXT]), ("" if last else text[-_CONTEXT:])
    return f"{before}…{after}" if len(text) > len(before) + len(after) + _CONTEXT else text


def choosing(t: Translator, seen: SeenReview, side: Filler, *, to: Reader) -> Form:
    """Ask which two versions of one side are to be held against each other."""
    args = (("no", str(seen.review.no)), ("side", side.value))
    versions = seen.of(side)
    options = tuple(
        Option(
            str(version.version),
            plain(
                t(
                    "review-versions-option",
                    n=version.version,
                    when=t.moment(version.at, zone=to.zone, now=to.now),
                )
            ),
        )
        for version in versions
    )
    first, last = versions[0], versions[-1]
    return Form(
        kind="review",
        title=plain(t("review-compare-title")),
        fields=(
            SelectField("from", plain(t("review-compare-from")), options, value=str(first.version)),
            SelectField("to", plain(t("review-compare-to")), options, value=str(last.version)),
        ),
        submit=plain(t("review-compare-show")),
        action=Action("review.compare", args),
        opener=Action("review.compare", args),
        locale=t.locale,
    )


def _example(t: Translator) -> SeenReview:
    return example.revised(example.seen(Filler.MANAGER, chinese=t.chinese, wrote=frozenset(_SIDES)), chinese=t.chinese)


def examples(t: Translator) -> dict[str, Card]:
    """Show the versions of a review, and what changed from one to the next and over all."""
    to, seen = Reader(t, zone("Asia/Shanghai"), NOW), _example(t)
    first, second, third = seen.of(Filler.EMPLOYEE)
    return {
        "review-versions": listing(to, seen),
        "review-diff": diff(to, seen, second, third),
        "review-diff-all": diff(to, seen, first, third),
        "review-diff-same": diff(to, seen, first, first),
    }


def forms(t: Translator) -> dict[str, Form]:
    """Show the choice of two versions."""
    to = Reader(t, zone("Asia/Shanghai"), NOW)
    return {"review-compare": choosing(t, _example(t), Filler.EMPLOYEE, to=to)}
