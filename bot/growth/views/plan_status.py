"""How many plans there are and how they ended, by who wrote them, without a word of any (R84)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.growth.domain.plan import Completion, PlanAuthor, PlanState, completion_gap
from bot.growth.views.plan import grouped
from bot.messages.card import Card, FactLine, Heading, Note, Text
from bot.messages.number import amount
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.messages.card import Block
    from bot.messages.i18n import Translator

_ENOUGH = 5


def status(t: Translator, counts: Sequence[tuple[PlanState, int]], done: Sequence[Completion]) -> Card:
    """Say how many plans there are and how they ended, by who wrote them.

    Of fewer than five that ended no share is said: it would be somebody's. Where both shares are, what their
    difference can mean with so many.
    """
    heading = t("plan-status", n=dict(counts).get(PlanState.OPEN, 0))
    lines = [FactLine(t("plan-status-state", state=state.value), str(count)) for state, count in counts]
    shares = [_share(t, completed) for completed in done]
    blocks: list[Block] = [Heading(heading), *grouped(lines), *grouped(shares)]
    if gap := completion_gap(done, least=_ENOUGH):
        points, chance = (t.decimal(float(abs(value)), decimals=0) for value in (gap.points, gap.chance))
        blocks.append(Text(t("plan-status-difference", sure="yes" if gap.sure else "no", gap=points, chance=chance)))
    blocks += [Text(t("plan-status-means")), Note(t("plan-status-note"))]
    return Card("plan_status", plain(heading), tuple(blocks), t.locale)


def _share(t: Translator, completed: Completion) -> FactLine:
    label = t("plan-status-author", author=completed.author.value)
    if completed.over < _ENOUGH:
        return FactLine(label, t("plan-status-few", n=completed.over))
    value = amount(t, completed.done / completed.over, "%")
    return FactLine(label, value, t("plan-status-of", done=completed.done, n=completed.over))


def examples(t: Translator) -> dict[str, Card]:
    """Show numbers of which one is too small, some that chance could make, and some that it could not."""
    counts = ((PlanState.OPEN, 14), (PlanState.DONE, 9), (PlanState.NOT_DONE, 4), (PlanState.CHANGED, 2))
    own = Completion(PlanAuthor.SELF, 10, 8)
    return {
        "plan-status": status(t, counts, (own, Completion(PlanAuthor.MANAGER, 3, 1))),
        "plan-status-chance": status(t, counts, (own, Completion(PlanAuthor.MANAGER, 12, 7))),
        "plan-status-sure": status(
            t, counts, (Completion(PlanAuthor.SELF, 100, 80), Completion(PlanAuthor.MANAGER, 120, 70))
        ),
    }
