"""Files of records that were sent in: what is made of them, and of which kind of event they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.intake.services import upload, upload_number
from bot.intake.views import upload_number as view
from bot.intake.views.upload_proposal import arguments
from bot.kit.errors import NotFound
from bot.messages.inbound import Notice
from bot.people.domain.permission import Act
from handlers.context import argument
from handlers.context import number as number_in
from handlers.intake.upload import turn
from handlers.route import Means, Route

if TYPE_CHECKING:
    from bot.figures.domain.metric import Metric
    from bot.intake.domain.upload import UploadedFile, UploadPlan
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def number(context: Context, inbound: Inbound) -> Form:
    """Ask what a metric is made of."""
    found, plan = _planned(context, inbound)
    return _form(context, found, plan, _offered(context))


def numbered(context: Context, inbound: Inbound) -> Notice:
    """Make a metric of the records as the form says, and show the file again."""
    (found, plan), metrics = _planned(context, inbound), _offered(context)
    with context.filling(_form(context, found, plan, metrics), inbound) as answers:
        made = upload_number.chosen(plan, metrics, answers)
    upload.change(context.work, context.actor, found, made, now=context.now)
    return Notice(context.t("upload-changed"))


def kinds(context: Context, inbound: Inbound) -> Form:
    """Ask which kind of event each text of the column means."""
    found, plan = _planned(context, inbound)
    return view.choosing_kinds(context.t, found, plan, args=arguments(found))


def kinds_said(context: Context, inbound: Inbound) -> Notice:
    """Take the texts of the column for the kinds that the form says, and show the file again."""
    found, plan = _planned(context, inbound)
    with context.filling(view.choosing_kinds(context.t, found, plan, args=arguments(found)), inbound) as answers:
        said = {text: answers.choice(f"k{place}") for place, text in enumerate(plan.kinds)}
        made = upload_number.of_kinds(plan, {text: "" if kind == view.NONE else kind for text, kind in said.items()})
    upload.change(context.work, context.actor, found, made, now=context.now)
    return Notice(context.t("upload-changed"))


def renew(context: Context, inbound: Inbound) -> Notice:
    """Say what another file of records means, and show the file again."""
    how = argument(inbound, "how")
    upload.renew(context.work, context.actor, number_in(inbound), turn(inbound), how, now=context.now)
    return Notice(context.t("upload-changed"))


def _planned(context: Context, inbound: Inbound) -> tuple[UploadedFile, UploadPlan]:
    found, plan = upload.planned(context.work, context.actor, number_in(inbound), turn(inbound), now=context.now)
    if plan.kind != "records":
        raise NotFound("button-unknown")
    return found, plan


def _offered(context: Context) -> list[Metric]:
    metrics = upload_number.offered(context.work)
    if not metrics:
        raise NotFound("upload-number-no-metric")
    return metrics


def _form(context: Context, found: UploadedFile, plan: UploadPlan, metrics: list[Metric]) -> Form:
    return view.choosing(context.t, found, plan, metrics, args=arguments(found))


ROUTES = (
    Route("upload.renew", renew, Act.IMPORT),
    Route("upload.number", number, Act.IMPORT, opens=True),
    Route("upload.numbered", numbered, Act.IMPORT, (Means.FORM,)),
    Route("upload.kinds", kinds, Act.IMPORT, opens=True),
    Route("upload.kinds_said", kinds_said, Act.IMPORT, (Means.FORM,)),
)
