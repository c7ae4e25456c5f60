"""Admins who import by sending a file into the chat: every step from its arrival to the report, and undoing it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from bot.delivery.services.message import MessageKind
from bot.intake.domain.upload import doubled
from bot.intake.services import upload, upload_undo
from bot.intake.services.follow import compute
from bot.intake.views import upload as view
from bot.intake.views import upload_proposal as proposal
from bot.kit.cleaning import UnclearValue
from bot.kit.errors import NotFound, Unanswered
from bot.kit.period import period_of
from bot.kit.period_alone import whole_period
from bot.kit.period_printing import period_code
from bot.kit.period_titles import YEAR
from bot.kit.period_viewpoint import Viewpoint
from bot.kit.period_written import span
from bot.messages.codec import card_from_json
from bot.messages.inbound import Notice, Settled, Upload
from bot.overview.services.home import Queue
from bot.people.domain.permission import Act
from handlers.argument import number as number_said
from handlers.argument import only
from handlers.context import argument, number, whole
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from datetime import date

    from bot.intake.domain.intake import Kind
    from bot.intake.domain.upload import UploadedFile as Sent
    from bot.intake.domain.upload import UploadPlan
    from bot.messages.answers import Answers
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from bot.work import Work
    from handlers.context import Context

_YEAR_DIGITS, _MOST_PAGES = 4, 100


def overview(context: Context, _inbound: Inbound) -> Card:
    """Say how a file is sent, and what came in last."""
    found, reader = upload.overview(context.work, context.actor, now=context.now), context.reader
    return view.overview(
        reader.t,
        found.waiting,
        found.imported,
        names=found.names,
        rows=found.rows,
        zone=reader.zone,
        now=reader.now,
    )


def receive(context: Context, inbound: Inbound) -> Card | None:
    """Take note of a file that was sent; a worker reads it."""
    if not isinstance(inbound, Upload):
        return None
    upload.receive(
        context.work,
        context.actor,
        name=inbound.name,
        size=inbound.size,
        ref=inbound.ref,
        platform=inbound.sender.identity.platform,
        now=context.now,
    )
    return view.received(context.t, name=inbound.name)


def show(context: Context, inbound: Inbound) -> Card:
    """Show once more the card on which a file waits."""
    return _card(context, upload.own(context.work, context.actor, number(inbound), now=context.now))


def check(context: Context, inbound: Inbound) -> Settled:
    """Confirm what a file is taken for, and have it tried."""
    confirmed = upload.confirm(context.work, context.actor, number(inbound), turn(inbound), now=context.now)
    return _settled(context, confirmed, "upload-checking")


def change(context: Context, inbound: Inbound) -> Form:
    """Ask what columns are to be taken for."""
    return _form(context, inbound)[2]


def changed(context: Context, inbound: Inbound) -> Notice:
    """Take a file for what the form says, and show it again."""
    found, plan, form = _form(context, inbound)
    with context.filling(form, inbound) as answers:
        made = _whole(plan, answers, today=context.today)
        if made.kind == plan.kind:
            made = _columns(made, answers, page=_page(inbound))
    upload.change(context.work, context.actor, found, made, now=context.now)
    return Notice(context.t("upload-changed"))


def start(context: Context, inbound: Inbound) -> Settled:
    """Have a file imported that was tried."""
    started = upload.start(context.work, context.actor, number(inbound), turn(inbound), now=context.now)
    card = _card(context, started) if started.card else None
    return Settled(view.importing(context.t, card, name=started.name))


def cancel(context: Context, inbound: Inbound) -> Settled:
    """Give a file up before it is imported."""
    cancelled = upload.cancel(context.work, context.actor, number(inbound), now=context.now)
    return _settled(context, cancelled, "upload-cancelled")


def undo(context: Context, inbound: Inbound) -> Card:
    """Show what undoing an import would do: by its button, or ``import undo 12``."""
    said = context.rest.strip("#. ")
    asked = whole(said) or number(inbound)
    return view.undoing(context.t, *upload_undo.undoing(context.work, context.actor, asked, now=context.now))


def undo_now(context: Context, inbound: Inbound) -> Settled:
    """Undo an import."""
    done = upload_undo.undo(context.work, context.actor, number(inbound), now=context.now)
    compute(context.work, done.changed, [done.into], now=context.now)
    return Settled(view.undone(context.t, done.arrival, done.told, into=done.into))


def _card(context: Context, sent: Sent) -> Card:
    return card_from_json(upload.card_of(context.work, sent).card)


def _settled(context: Context, sent: Sent, key: str) -> Settled:
    return Settled(view.settled(context.t, _card(context, sent) if sent.card else None, key=key, name=sent.name))


def _form(context: Context, inbound: Inbound) -> tuple[Sent, UploadPlan, Form]:
    found, plan = upload.planned(context.work, context.actor, number(inbound), turn(inbound), now=context.now)
    metrics = context.work.metrics.all()
    return found, plan, proposal.changing(context.t, found, plan, page=_page(inbound), metrics=metrics)


def _whole(plan: UploadPlan, answers: Answers, *, today: date) -> UploadPlan:
    """Return the plan with what was said of the file as a whole, where the page asked for that."""
    if "kind" not in answers:
        return plan
    order, style = answers.choice("order"), answers.choice("style")
    made = replace(
        plan,
        kind=cast("Kind", answers.choice("kind")),
        order="" if order == proposal.ORDERS[0] else order,
        decimal="," if style.startswith("comma") else ".",
        percent=style.endswith("percent"),
    )
    if "period" in answers:
        made = replace(made, period=_period(answers.text_or_none("period") or "", today=today))
    if made.spread and "spread" in answers:
        made = replace(made, spread=replace(made.spread, metric=answers.choice("spread")))
    if made.spread and "year" in answers:
        year = answers.text("year")
        if not (year.isascii() and year.isdigit() and len(year) == _YEAR_DIGITS):
            raise Unanswered({"year": ("import-short-year", {})})
        made = replace(made, spread=replace(made.spread, period=made.spread.period.replace(YEAR, year)))
    return made


def _period(said: str, *, today: date) -> str:
    """Return a period as a mapping says it: as it was typed, or by its code where it is seen from today."""
    try:
        if said:
            span(said)
    except UnclearValue as unclear:
        with suppress(UnclearValue):
            found = whole_period(said, Viewpoint(today))
            if found and period_of(found[0].start, found[1]) == found[0]:
                return period_code(found[0], found[1])
        raise Unanswered({"period": (unclear.key, unclear.values)}) from None
    return said


def _columns(plan: UploadPlan, answers: Answers, *, page: int) -> UploadPlan:
    """Return the plan with what each column of a page is taken for.

    Raises:
        Unanswered: when a column is taken for what another one is taken for.
    """
    columns = plan.page(page)
    names = {column.title: f"c{place}" for place, column in enumerate(columns)}
    said = {title: answers.choice(name) for title, name in names.items() if name in answers}
    made = plan.taken_for({title: "" if means == proposal.NOTHING else means for title, means in said.items()})
    again = doubled((column.title, column.means) for column in made.columns)
    # The earlier column keeps it; when that one is on another page, this one is asked about all the same.
    problems = {
        names.get(title, names.get(first, "")): first if title in names else title for title, first in again.items()
    }
    problems.pop("", None)
    if problems:
        raise Unanswered({name: ("upload-doubled", {"title": other}) for name, other in problems.items()})
    return made


def turn(inbound: Inbound) -> int:
    """Return which showing of a file's mapping a button or form is of."""
    return _digits(argument(inbound, "turn"))


def _page(inbound: Inbound) -> int:
    return min(_digits(argument(inbound, "page") or "0"), _MOST_PAGES)


def _digits(said: str) -> int:
    found = whole(said)
    if found is None:
        raise NotFound("button-unknown")
    return found


ROUTES = (
    Route(
        "upload.undo",
        undo,
        Act.IMPORT,
        (Means.WORDS, Means.CLICK),
        spoken(en="import undo, undo import", zh="撤销导入，导入撤销"),
        takes=number_said,
    ),
    Route(
        "upload",
        overview,
        Act.IMPORT,
        (Means.WORDS, Means.CLICK),
        spoken(en="import, imports", zh="导入，导入数据"),
        takes=only("upload"),
    ),
    Route("upload.receive", receive, Act.IMPORT, (Means.FILE,)),
    Route("upload.show", show, Act.IMPORT),
    Route("upload.check", check, Act.IMPORT),
    Route("upload.change", change, Act.IMPORT, opens=True),
    Route("upload.changed", changed, Act.IMPORT, (Means.FORM,)),
    Route("upload.start", start, Act.IMPORT),
    Route("upload.cancel", cancel, Act.IMPORT),
    Route("upload.undo_now", undo_now, Act.IMPORT),
)

WAITING = (Queue("upload", "upload", Act.IMPORT, upload.waiting),)

MESSAGES: tuple[MessageKind[Work], ...] = (MessageKind("upload", company=Act.IMPORT),)
