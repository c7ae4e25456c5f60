"""How often people meet their managers: HR and admins set it for the company, a department or a line (R121, R174)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.domain.policy import COMPANY, Policy, Setting, SettingName
from bot.delivery.services import policy
from bot.delivery.views.policy import written
from bot.kit.errors import NotFound, Unanswered
from bot.messages.inbound import Click
from bot.people.domain.permission import Act
from bot.talks.services import one_on_one
from bot.talks.views import cadence as view
from bot.talks.views.cadence import PlaceCadence
from handlers.argument import read_by
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def show(context: Context, inbound: Inbound) -> Card | Form:
    """Show what holds where; with a place behind the words, or from the button, ask by form."""
    context.require(Act.SET_CADENCE)
    where = policy.scope(context.work, context.rest) if context.rest.strip() else COMPANY
    if isinstance(inbound, Click) or where:
        return _form(context, where)
    return _shown(context)


def _form(context: Context, where: str) -> Form:
    own = next((row.value for row in _settings(context) if row.scope == where), "")
    return view.form(context.t, where=policy.called(context.work, where), days=own)


def _settings(context: Context) -> list[Setting]:
    return policy.settings(context.work, [SettingName.ONE_ON_ONE])


def _shown(context: Context, *, changed: str = "") -> Card:
    rows = []
    found = _settings(context)
    if not any(row.scope == COMPANY for row in found):
        rows.append(PlaceCadence(COMPANY, Policy().one_on_one_days))
    for row in found:
        author = context.work.people.get(row.author)
        where = policy.called(context.work, row.scope)
        since = row.at.astimezone(context.reader.zone).date()
        rows.append(PlaceCadence(where, int(row.value), since, author.name if author else row.author))
    return view.shown(context.t, rows, today=context.today, changed=changed)


def change(context: Context, inbound: Inbound) -> Card:
    """Set how often people of a place meet their managers."""
    context.require(Act.SET_CADENCE)
    with context.filling(view.form(context.t, where="", days=""), inbound) as answers:
        try:
            where = policy.scope(context.work, answers.said("where") or "")
        except NotFound as unknown:
            raise Unanswered({"where": (unknown.key, unknown.values)}) from None
        days = answers.choice_or_none("every") or ""
    held = policy.put(context.work, context.person, where, {SettingName.ONE_ON_ONE: days}, now=context.now)
    one_on_one.keep_rhythm(context.work, where, int(days or 0))
    t = context.t
    place = policy.called(context.work, where) or t("policy-everybody")
    said = t("policy-changed", what=written(t, SettingName.ONE_ON_ONE, held), where=place)
    return _shown(context, changed=said)


def _place(context: Context) -> str:
    return policy.scope(context.work, context.rest)


ROUTES = (
    Route(
        "one_on_one.cadence",
        show,
        Act.SET_CADENCE,
        (Means.WORDS, Means.CLICK),
        spoken(en="1:1 cadence, talk cadence", zh="一对一周期，一对一频率"),
        opens=True,
        takes=read_by(_place),
    ),
    Route("one_on_one.cadence.set", change, Act.SET_CADENCE, (Means.FORM,)),
)
