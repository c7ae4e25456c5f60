"""Goal packs as cards and a form: which there are, what one holds, for whom and when it is loaded, what came of it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from bot.figures.domain.pack import metrics as shipped
from bot.figures.views.phrase import title
from bot.goals.domain.goal import GoalLevel
from bot.goals.domain.goal_owner import GoalOwner
from bot.goals.domain.goal_pack import COMPANY, EVERYBODY, NOBODY, ROLE, GoalPack, PackGoal, PackLoaded, goal_packs
from bot.goals.domain.key_result import Measure
from bot.goals.views.goal_form import SHORT
from bot.goals.views.goal_phrase import grouped, period
from bot.kit.cleaning import UnclearValue
from bot.kit.period import Period
from bot.messages.card import Action, Block, Button, Card, Choices, FactLine, Heading, Note, Text
from bot.messages.field import Option, SelectField, SeveralField, TextField
from bot.messages.form import Form
from bot.messages.text import Ready, literal, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.messages.field import Field
    from bot.messages.i18n import Translator

_ROW, _TEXT = 3, 70
_SEPARATOR: Final = re.compile("[;、]")


def listing(t: Translator, packs: Sequence[GoalPack]) -> Card:
    """List the packs that are shipped, with a button to look into each."""
    lines = [
        FactLine(
            t(f"goal-pack-name-{pack.key}"),
            t("goal-pack-count", n=len(pack.goals)),
            t.listed(_part(t, part) for part in pack.parts if part != COMPANY),
        )
        for pack in packs
    ]
    buttons = [
        Button(plain(t(f"goal-pack-name-{pack.key}")), Action("goal.packs", (("pack", pack.key),))) for pack in packs
    ]
    blocks: list[Block] = [Heading(t("goal-pack-list")), Text(t("goal-pack-list-text")), *grouped(lines)]
    blocks += [Choices(tuple(buttons[at : at + _ROW])) for at in range(0, len(buttons), _ROW)]
    return Card("goal_pack", plain(t("goal-pack-list")), (*blocks, Note(t("goal-pack-note"))), t.locale)


def show(t: Translator, pack: GoalPack) -> Card:
    """Show what a pack holds, with a button to load it."""
    heading = t(f"goal-pack-name-{pack.key}")
    lines = [FactLine(_part(t, goal.part), goal.title(chinese=t.chinese), _measured(t, goal)) for goal in pack.goals]
    load = Button(plain(t("goal-pack-load")), Action("goal.pack.load", (("pack", pack.key),)))
    others = Button(plain(t("goal-pack-others")), Action("goal.packs"))
    blocks: list[Block] = [Heading(heading), *grouped(lines)]
    blocks += [Text(t("goal-pack-records"))] if any(goal.cells["metric"] for goal in pack.goals) else []
    blocks += [Choices((load, others)), Note(t("goal-pack-note"))]
    return Card("goal_pack", plain(heading), tuple(blocks), t.locale)


def _part(t: Translator, part: str) -> Ready:
    return t("goal-level-company") if part == COMPANY else t(f"goal-pack-part-{part}")


def _measured(t: Translator, goal: PackGoal) -> Ready:
    """Say of a goal for whom it is, and by what it is measured."""
    metric = shipped().get(goal.cells["metric"])
    said: list[Ready] = [t("goal-pack-each")] if goal.each else []
    if metric:
        said.append(t("goal-pack-metric", title=literal(title(t, metric))))
    elif goal.cells["measure"] == Measure.MILESTONE:
        said.append(t("goal-pack-milestone"))
    elif goal.cells["target"]:
        said.append(t("goal-pack-typed"))
    return t.clauses(said) if said else t("goal-pack-by-parts")


def words_of(*translators: Translator) -> dict[str, list[str]]:
    """Return the names of the parts of all packs in some languages, by which units are found that are called so."""
    parts = {part for pack in goal_packs().values() for part in pack.parts if part != COMPANY}
    return {
        part: [name.strip() for t in translators for name in _SEPARATOR.split(plain(t(f"goal-pack-names-{part}")))]
        for part in sorted(parts)
    }


def form(
    t: Translator,
    pack: GoalPack,
    units: Sequence[GoalOwner],
    *,
    chosen: Mapping[str, str],
    roles: Sequence[str],
    span: Period,
    today: date,
) -> Form:
    """Ask when a pack's goals are for, which of them, and who in the company stands for its parts.

    ``chosen`` is by part the key of the unit that stands there first.
    """
    goals = tuple(Option(goal.key, _shown(goal.title(chinese=t.chinese))) for goal in pack.goals)
    hint, value = plain(t("goal-hint-period")), plain(period(t, span, today=today))
    fields: list[Field] = [
        TextField("period", plain(t("goal-field-period")), hint=hint, value=value, most=SHORT),
        SeveralField("goals", plain(t("goal-pack-field-goals")), goals, values=tuple(option.value for option in goals)),
    ]
    fields += _places(t, pack, units, chosen=chosen, roles=roles)
    return Form(
        kind="goal_pack",
        title=plain(t("goal-pack-form")),
        fields=tuple(fields),
        submit=plain(t("goal-pack-submit")),
        action=Action("goal.pack.store", (("pack", pack.key),)),
        opener=Action("goal.pack.load", (("pack", pack.key),)),
        intro=t("goal-pack-intro"),
        locale=t.locale,
    )


def _places(
    t: Translator, pack: GoalPack, units: Sequence[GoalOwner], *, chosen: Mapping[str, str], roles: Sequence[str]
) -> Iterator[Field]:
    """Ask of each part who it is in the company, and who of its people get goals of their own."""
    owners = (Option(NOBODY, plain(t("goal-pack-nobody"))), *(Option(unit.key, _shown(unit.name)) for unit in units))
    everybody = Option(EVERYBODY, plain(t("goal-pack-everybody")))
    people = (everybody, *(Option(f"{ROLE}{role}", _shown(role)) for role in roles))
    for place in pack.places:
        part = place.removeprefix("each-")
        if part == place:
            label = plain(t("goal-pack-field-part", part=_part(t, part)))
            yield SelectField(place, label, owners, value=chosen.get(part, NOBODY))
        else:
            label = plain(t("goal-pack-field-people", part=_part(t, part)))
            yield SelectField(place, label, people, value=EVERYBODY)


def _shown(text: str) -> str:
    return text if len(text) <= _TEXT else f"{text[: _TEXT - 1]}…"


def loaded(t: Translator, pack: GoalPack, done: PackLoaded) -> Card:
    """Say what loading a pack made, what of it is typed in, and what could not be made."""
    heading = t("goal-pack-loaded", title=t(f"goal-pack-name-{pack.key}"), n=done.inserted)
    said = [t("goal-pack-corrected", n=done.corrected)] if done.corrected else []
    said += [t("goal-pack-unchanged", n=done.unchanged)] if done.unchanged else []
    blocks: list[Block] = [Heading(heading)]
    blocks += [Text(t.clauses(said))] if said else []
    blocks += [Text(t("goal-pack-begun"))] if done.inserted else []
    if done.typed:
        titles = t.listed(literal(title(t, metric)) for metric in done.typed)
        blocks.append(Text(t("goal-pack-lacking", titles=titles)))
    if done.left_out:
        blocks.append(Text(t("goal-pack-left-out", titles=t.listed(literal(left) for left in done.left_out))))
    for goal, reason in done.refused[:_ROW]:
        blocks.append(Text(t("goal-pack-refused", title=literal(goal), why=t(reason.key, **reason.values))))
    tree = Button(plain(t("goal-pack-tree")), Action("goal.tree"))
    blocks += [Choices((tree,)), Note(t("goal-pack-note"))]
    return Card("goal_pack", plain(heading), tuple(blocks), t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    pack = goal_packs()["autoparts"]
    titles = [goal.title(chinese=t.chinese) for goal in pack.goals]
    partly = PackLoaded(
        1, 1, 48, left_out=(titles[1],), typed=(shipped()["defect_rate"],),
        refused=((titles[4], UnclearValue("goal-pack-empty")),),
    )  # fmt: skip
    return {
        "goal-pack-list": listing(t, list(goal_packs().values())),
        "goal-pack": show(t, pack),
        "goal-pack-loaded": loaded(t, pack, PackLoaded(52, 0, 0)),
        "goal-pack-again": loaded(t, pack, PackLoaded(0, 0, 52)),
        "goal-pack-partly": loaded(t, pack, partly),
    }


def forms(t: Translator) -> dict[str, Form]:
    """Show the form once."""
    production, operator = ("生产部", "操作工") if t.chinese else ("Production", "Operator")
    units = [GoalOwner(GoalLevel.DEPARTMENT, "PROD", production)]
    span = Period(date(2026, 1, 1), date(2026, 12, 31))
    chosen = {"production": units[0].key}
    return {
        "goal-pack-form": form(
            t, goal_packs()["autoparts"], units, chosen=chosen, roles=[operator], span=span, today=date(2026, 11, 2)
        )
    }
