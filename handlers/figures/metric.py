"""Metrics in chat: what is measured and how, and for admins writing, changing and adding definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.figures.domain.about import FigureScope
from bot.figures.domain.metric import MEANING
from bot.figures.services import formula, record_zone
from bot.figures.services import metric as metrics
from bot.figures.services import metric_owner as owners
from bot.figures.services.delta import running
from bot.figures.views import metric as view
from bot.figures.views import metric_owner as owner_view
from bot.figures.views.about import said_back
from bot.goals.services.progress import follow_values
from bot.messages.inbound import Settled
from bot.people.domain.permission import Act
from handlers.argument import anything, either, read_by, short
from handlers.context import argument, whole
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.figures.domain.metric import Metric
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from bot.messages.text import Ready
    from handlers.context import Context


def overview(context: Context, inbound: Inbound) -> Card:
    """Show the metric that is meant, or list all of them."""
    context.require(Act.USE)
    said = argument(inbound, "key") or context.rest or argument(inbound, "said")
    if said:
        found = metrics.named(context.work, said)
        card = _shown(context, found)
        return said_back(context.t, card, FigureScope(others=metrics.namesakes(context.work, found)), route="metric")
    start = whole(argument(inbound, "at")) or 0
    return view.listing(context.t, context.work.metrics.all(), start=start, said="", edits=_edits(context))


def _shown(context: Context, metric: Metric, *, done: Ready | None = None) -> Card:
    progress = formula.progress(context.work, metric.key) or record_zone.progress(context.work, metric.key)
    owner = owners.owner_of(context.work, metric, now=context.now)
    may = view.MayOfMetric(
        edit=_edits(context),
        assign=context.actor.ever(Act.ASSIGN_METRIC),
        advise=owner is not None and owner.id == context.person.id,
    )
    return view.show(context.t, metric, may=may, owner=owner.name if owner else "", done=done, progress=progress)


def _edits(context: Context) -> bool:
    return context.actor.ever(Act.CONFIGURE)


def add(context: Context, _inbound: Inbound) -> Form:
    """Ask for a new metric."""
    context.require(Act.CONFIGURE)
    return view.form(context.t, None, mark=metrics.mark(None))


def edit(context: Context, inbound: Inbound) -> Form:
    """Ask for changes to a metric."""
    context.require(Act.CONFIGURE)
    found = metrics.named(context.work, argument(inbound, "key") or context.rest)
    return view.form(context.t, found, mark=metrics.mark(found))


def save(context: Context, inbound: Inbound) -> Card:
    """Store what was written; what would compute values again is asked about first."""
    context.require(Act.CONFIGURE)
    key, was = argument(inbound, "key"), argument(inbound, "was")
    before = metrics.get(context.work, key) if key else None
    with context.filling(view.form(context.t, before, mark=was), inbound) as answers:
        written = metrics.drafted(context.work, before, answers)
    kept, wanted = metrics.save(context.work, written, was=was, by=context.person.id, now=context.now)
    if wanted:
        n = len(metrics.stored(context.work, kept.key))
        return view.confirm(context.t, kept, wanted, n=n, mark=metrics.mark(kept))
    said = context.t("metric-saved-nothing" if kept == before else "metric-saved")
    return _shown(context, kept, done=said)


def owner(context: Context, inbound: Inbound) -> Form:
    """Ask who answers for a metric, and what else it is called."""
    context.require(Act.ASSIGN_METRIC)
    found = metrics.named(context.work, argument(inbound, "key") or context.rest)
    return _owner_form(context, found, mark=metrics.mark(found))


def _owner_form(context: Context, metric: Metric, *, mark: str) -> Form:
    who = owners.owner_of(context.work, metric, now=context.now)
    return owner_view.form(context.t, metric, owner=who.name if who else "", mark=mark)


def assign(context: Context, inbound: Inbound) -> Card:
    """Store who answers for a metric."""
    context.require(Act.ASSIGN_METRIC)
    was = argument(inbound, "was")
    before = metrics.get(context.work, argument(inbound, "key"))
    with context.filling(_owner_form(context, before, mark=was), inbound) as answers:
        wanted = owners.assigned(context.work, before, answers, now=context.now)
    done = owners.assign(context.work, wanted, was=was, by=context.person.id, now=context.now)
    return _shown(context, wanted, done=context.t("metric-saved" if done else "metric-saved-nothing"))


def redefine(context: Context, inbound: Inbound) -> Settled:
    """Let the stored values of a metric mean something else, and compute what follows."""
    context.require(Act.CONFIGURE)
    work, was = context.work, argument(inbound, "was")
    before = metrics.get(work, argument(inbound, "metric"))
    found = metrics.meant(before, {name: argument(inbound, name) for name in MEANING})
    changed = metrics.redefine(work, found, was=was, by=context.person.id, now=context.now)
    work.deltas.defer(running(work, changed, now=context.now))
    follow_values(work, now=context.now)
    done = "metric-redefining" if formula.progress(work, found.key) else "metric-redefined"
    said = context.t(done, n=len(metrics.stored(work, found.key)))
    return Settled(_shown(context, found, done=said))


def pack(context: Context, inbound: Inbound) -> Card | Settled:
    """Show the ready metrics by job family, or add those of one that are not here."""
    context.require(Act.CONFIGURE)
    pressed = argument(inbound, "family")
    family = pressed or context.rest.strip().casefold()
    if not family:
        return view.packs(context.t, metrics.missing(context.work))
    added = metrics.add_pack(context.work, family, by=context.person.id, now=context.now)
    card = view.packs(context.t, metrics.missing(context.work), done=view.added(context.t, added))
    return Settled(card) if pressed else card


_SPOKEN = (Means.WORDS, Means.CLICK)

_known = read_by(lambda context: metrics.named(context.work, context.rest))
ROUTES = (
    Route(
        "metric",
        overview,
        Act.USE,
        _SPOKEN,
        spoken(en="metric, metrics", zh="指标，指标列表"),
        takes=either(_known, short),
    ),
    Route(
        "metric.add",
        add,
        Act.CONFIGURE,
        _SPOKEN,
        spoken(en="metric add, add metric", zh="新增指标，指标新增"),
        opens=True,
        takes=anything,
    ),
    Route(
        "metric.edit",
        edit,
        Act.CONFIGURE,
        _SPOKEN,
        spoken(en="metric edit, edit metric", zh="修改指标，指标修改"),
        opens=True,
        takes=anything,
    ),
    Route(
        "metric.pack",
        pack,
        Act.CONFIGURE,
        _SPOKEN,
        spoken(en="metric pack, metric packs", zh="指标包，现成指标"),
        takes=anything,
    ),
    Route(
        "metric.owner",
        owner,
        Act.ASSIGN_METRIC,
        _SPOKEN,
        spoken(en="metric owner, owner of metric", zh="指标负责人，指定指标负责人"),
        opens=True,
        takes=anything,
    ),
    Route("metric.assign", assign, Act.ASSIGN_METRIC, (Means.FORM,)),
    Route("metric.save", save, Act.CONFIGURE, (Means.FORM,)),
    Route("metric.redefine", redefine, Act.CONFIGURE),
)
