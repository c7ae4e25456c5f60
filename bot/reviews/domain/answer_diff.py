"""What changed between two versions of what was written: answer by answer, and in words within an answer."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.messages.field import Values
    from bot.reviews.domain.form_template import Bilingual, TemplateQuestion, TemplateSection

_PIECE: Final = re.compile(r"[A-Za-zÀ-ɏ0-9]+(?:[.,:'’_-][A-Za-zÀ-ɏ0-9]+)*%?|\s+|.", re.DOTALL)
"""English goes by words and numbers, Chinese by characters, whatever is mixed."""
_ALIKE: Final = 0.3
"""Below this share in common a text was written anew, and single words that are the same say nothing."""
_MOST_PAIRS: Final = 60_000
"""Places at which pieces could be held against each other; a text with more repeats itself, and would take seconds."""

Given = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextPart:
    """A part of a text; ``changed`` says that the other text does not have it there."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDifference:
    """One answer that is another in the later version.

    ``before`` is the question as it was asked then and ``after`` as it was asked later, None where it was not;
    ``given_before`` and ``given_after`` are the answers as typed, "" for nothing. ``number`` counts the item, from 1,
    of a section that is asked about several things; 0 of others, and of the only item.
    """

    section: TemplateSection
    before: TemplateQuestion | None
    after: TemplateQuestion | None
    number: int = 0
    given_before: Given = ""
    given_after: Given = ""

    @property
    def question(self) -> TemplateQuestion:
        """The question, by its later words."""
        found = self.after or self.before
        if found is None:
            raise ValueError("an answer without a question")
        return found


def differences(
    earlier: Sequence[TemplateSection], before: Values, later: Sequence[TemplateSection], after: Values
) -> Iterator[AnswerDifference]:
    """Yield what is another answer, in the order of the later form; ``earlier`` and ``later`` are what was asked.

    Items are held against those that are the same, so that one that was taken out does not make others out of all
    behind it.
    """
    old, new = _placed(earlier), _placed(later)
    for key in dict.fromkeys((*new, *old)):
        was, now = old.get(key), new.get(key)
        yield from _of_section(was, _items(was, before), now, _items(now, after))


def _placed(sections: Sequence[TemplateSection]) -> dict[tuple[str, int], TemplateSection]:
    """Return sections by key; one whose key was there before, asked otherwise once, stands beside it."""
    found: dict[tuple[str, int], TemplateSection] = {}
    for section in sections:
        found[section.key, sum(key == section.key for key, _ in found)] = section
    return found


_Item = dict[str, Given]


def _items(section: TemplateSection | None, values: Values) -> list[_Item]:
    """Return the answers of a section by question, of each item in which something stands."""
    if section is None:
        return []
    found = (
        {question.key: values.get(f"{begin}{question.key}", "") for question in section.questions}
        for begin in section.begins
    )
    return [item for item in found if any(item.values())]


def _of_section(
    was: TemplateSection | None, old: list[_Item], now: TemplateSection | None, new: list[_Item]
) -> Iterator[AnswerDifference]:
    section = now or was
    if section is None:
        return
    asked_then, asked_now = (
        {question.key: question for question in (part.questions if part else ())} for part in (was, now)
    )
    several = section.repeated and max(len(old), len(new)) > 1
    for left, right in _paired(_meant(asked_then, old), _meant(asked_now, new)):
        item_before = old[left] if left is not None else {}
        item_after = new[right] if right is not None else {}
        number = (right if right is not None else left or 0) + 1
        for key in dict.fromkeys((*asked_now, *asked_then)):
            given = item_before.get(key, ""), item_after.get(key, "")
            meant = (_meaning(asked_then.get(key), given[0]), _meaning(asked_now.get(key), given[1]))
            if meant[0] != meant[1]:
                yield AnswerDifference(
                    section=section,
                    before=asked_then.get(key),
                    after=asked_now.get(key),
                    number=number if several else 0,
                    given_before=given[0],
                    given_after=given[1],
                )


def _meant(asked: Mapping[str, TemplateQuestion], items: list[_Item]) -> list[frozenset[tuple[str, object]]]:
    return [frozenset((key, _meaning(asked.get(key), given)) for key, given in item.items() if given) for item in items]


def _meaning(question: TemplateQuestion | None, given: Given) -> str | tuple[str, ...] | tuple[Bilingual, ...]:
    """Return what an answer says: the words of what was chosen, whatever number they had then."""
    if question is None or not question.options:
        return given
    chosen = (given,) if isinstance(given, str) else given
    numbers = [int(number) for number in chosen if number.isdecimal()]
    return tuple(question.options[number - 1] for number in numbers if 0 < number <= len(question.options)) or ""


def _paired(
    old: list[frozenset[tuple[str, object]]], new: list[frozenset[tuple[str, object]]]
) -> Iterator[tuple[int | None, int | None]]:
    """Yield which item became which, by their places; None for one that came or went. Those alike are left out."""
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for step in range(max(old_to - old_from, new_to - new_from)):
            left, right = old_from + step, new_from + step
            yield (left if left < old_to else None), (right if right < new_to else None)


def compared(before: str, after: str) -> tuple[tuple[TextPart, ...], tuple[TextPart, ...]]:
    """Return two texts in parts that are the same in both, or changed; what was written anew is one part.

    The parts of each, joined, are the text.
    """
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    there, now = Counter(old), Counter(new)
    matcher = SequenceMatcher(str.isspace, old, new, autojunk=False)
    if sum(there[piece] * now[piece] for piece in there if piece.strip()) > _MOST_PAIRS or matcher.ratio() < _ALIKE:
        return _whole(before), _whole(after)
    left: list[TextPart] = []
    right: list[TextPart] = []
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        gone, come = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        if gone:
            left.append(TextPart(gone, tag != "equal"))
        if come:
            right.append(TextPart(come, tag != "equal"))
    return tuple(_joined(left)), tuple(_joined(right))


def _whole(text: str) -> tuple[TextPart, ...]:
    return (TextPart(text, changed=True),) if text else ()


def _joined(parts: Sequence[TextPart]) -> Iterator[TextPart]:
    """Join changed parts with only a blank between them, so that words that changed in a row are marked as one."""
    found: list[TextPart] = []
    for place, part in enumerate(parts):
        blank = not part.changed and not part.text.strip() and found and place + 1 < len(parts)
        changed = part.changed or bool(blank and found[-1].changed and parts[place + 1].changed)
        if found and found[-1].changed == changed:
            found[-1] = TextPart(found[-1].text + part.text, changed)
        else:
            found.append(TextPart(part.text, changed))
    yield from found
