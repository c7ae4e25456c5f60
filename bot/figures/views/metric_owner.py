"""Who answers for a metric, on its card, and the form by which HR and admins say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.figures.domain import example
from bot.messages.card import Action, Block, Button, FactLine, Facts, Text
from bot.messages.field import TextField
from bot.messages.form import Form
from bot.messages.text import literal, plain

if TYPE_CHECKING:
    from bot.figures.domain.metric import Metric
    from bot.messages.i18n import Translator

_LONGEST = 200


def responsible(t: Translator, metric: Metric, *, owner: str) -> list[Block]:
    """Say who owns a metric (a name, "" for nobody), between whom it stands, and what else it is called."""
    said = {"owner": owner, "provider": metric.provider, "scorer": metric.scorer}
    lines = tuple(
        FactLine(plain(t(f"metric-field-{name}")), words, plain(t(f"metric-does-{name}")))
        for name, words in said.items()
        if words
    )
    blocks: list[Block] = [Facts(lines)] if lines else []
    if metric.other_names:
        blocks.append(Text(t("metric-also-called", names=t.items(literal(name) for name in metric.other_names))))
    return blocks


def assign_button(t: Translator, metric: Metric) -> Button:
    """Lead to the form."""
    return Button(plain(t("metric-button-owner")), Action("metric.owner", (("key", metric.key),)))


def form(t: Translator, metric: Metric, *, owner: str, mark: str) -> Form:
    """Ask who answers for a metric; ``mark`` tells later whether it was changed meanwhile."""
    values = {"owner": owner, "provider": metric.provider, "scorer": metric.scorer, "aliases": metric.aliases}
    fields = tuple(
        TextField(
            name,
            plain(t(f"metric-field-{name}")),
            hint=plain(t(f"metric-hint-{name}")),
            value=value,
            required=False,
            most=_LONGEST,
        )
        for name, value in values.items()
    )
    key = (("key", metric.key),)
    return Form(
        kind="metric_owner",
        title=plain(t("metric-owner-form", metric=metric.key)),
        fields=fields,
        submit=plain(t("metric-form-save")),
        action=Action("metric.assign", (*key, ("was", mark))),
        opener=Action("metric.owner", key),
        intro=t("metric-owner-intro"),
        locale=t.locale,
    )


def forms(t: Translator) -> dict[str, Form]:
    """Show the form once."""
    owner = example.people(chinese=t.chinese)["W2"].name
    return {"metric-owner-form": form(t, example.supply(chinese=t.chinese), owner=owner, mark="0a1b2c3d")}
