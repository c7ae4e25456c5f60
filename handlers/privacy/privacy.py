"""People asking what is known about them, and what HR does about it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.delivery.services.message import MessageKind
from bot.intake.services.follow import follow
from bot.messages.inbound import Settled
from bot.overview.services.home import Queue
from bot.people.domain.permission import Act
from bot.people.services.permission import somebody
from bot.privacy.domain.privacy import Ask, Figures
from bot.privacy.services import privacy
from bot.privacy.views import privacy as view
from bot.runtime.tick import Due, Tick, once
from handlers.argument import only
from handlers.context import argument, number
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from bot.privacy.domain.privacy import DataRequest
    from bot.work import Work
    from handlers.context import Context


def overview(context: Context, _inbound: Inbound) -> Card:
    """Show what is stored about the sender."""
    found = privacy.overview(context.work, context.actor, now=context.now)
    return view.overview(
        context.t,
        found.inventory,
        manager=found.manager,
        requests=found.requests,
        restricted=found.restricted,
        looked=found.looked,
        today=context.today,
    )


def export(context: Context, inbound: Inbound) -> Card:
    """Hand over everything that is stored about the sender."""
    who = argument(inbound, "person")
    subject = somebody(context.work, who) if who else context.person
    files = privacy.export(context.work, context.actor, subject, now=context.now)
    return view.files(context.t, document=files.document, table=files.table)


def ask(context: Context, _inbound: Inbound) -> Form:
    """Ask what is to be done."""
    return view.form(context.t)


def request(context: Context, inbound: Inbound) -> Card:
    """Bring a request to HR."""
    with context.filling(view.form(context.t), inbound) as answers:
        made = privacy.ask(
            context.work,
            context.actor,
            Ask(answers.choice("ask")),
            text=answers.text("text"),
            figures=Figures(answers.choice_or_none("figures") or Figures.UNLINK),
            now=context.now,
        )
    return _card(context, made)


def withdraw(context: Context, inbound: Inbound) -> Settled:
    """Take a request back, or lift a restriction."""
    done = privacy.withdraw(context.work, context.actor, number(inbound), now=context.now)
    return Settled(_card(context, done))


def ask_to_grant(context: Context, inbound: Inbound) -> Form:
    """Ask HR to confirm."""
    return _granting(context, privacy.answering(context.work, context.actor, number(inbound), now=context.now))


def _granting(context: Context, known: DataRequest) -> Form:
    return view.granting(context.t, known, name=somebody(context.work, known.person_id).name)


def grant(context: Context, inbound: Inbound) -> Card:
    """Do what was asked."""
    work = context.work
    known = privacy.answering(work, context.actor, number(inbound), now=context.now)
    with context.filling(_granting(context, known), inbound) as answers:
        chosen = answers.choice_or_none("figures") if "figures" in answers else None
        done, gone = privacy.grant(
            work,
            context.actor,
            known.no,
            note=answers.text_or_none("note") or "",
            figures=Figures(chosen or known.figures),
            now=context.now,
        )
    follow(work, gone, [], now=context.now)
    return _card(context, done)


def following(context: Context, _inbound: Inbound) -> Card:
    """Show the request that has waited longest for an answer of whoever asks."""
    return _card(context, privacy.next_for(context.work, context.actor, now=context.now))


def ask_to_refuse(context: Context, inbound: Inbound) -> Form:
    """Ask HR for the reason."""
    return _refusing(context, privacy.answering(context.work, context.actor, number(inbound), now=context.now))


def _refusing(context: Context, known: DataRequest) -> Form:
    return view.refusing(context.t, known, name=somebody(context.work, known.person_id).name)


def refuse(context: Context, inbound: Inbound) -> Card:
    """Say no, with the reason."""
    known = privacy.answering(context.work, context.actor, number(inbound), now=context.now)
    with context.filling(_refusing(context, known), inbound) as answers:
        done = privacy.refuse(context.work, context.actor, known.no, reason=answers.text("reason"), now=context.now)
    return _card(context, done)


def _card(context: Context, made: DataRequest) -> Card:
    name, by = privacy.parties(context.work, made)
    own = context.person.id == made.person_id
    return view.request(context.t, made, name=name, by=by, own=own, today=context.today)


# Requests that wait for somebody, while there is time.


def _requests(work: Work, now: datetime) -> Iterator[Due]:
    for request in privacy.due(work, now.date()):
        yield from once(work, "case_due", f"privacy {request.no}", request.due_on, _remind_request(request))


def _remind_request(request: DataRequest) -> Callable[[Work, datetime], bool]:
    return lambda work, now: privacy.remind(work, request, now=now)


def _bring_again(work: Work, delivery: Delivery, now: datetime) -> None:
    privacy.bring_again(work, delivery.subject_id, now=now)


ROUTES = (
    Route(
        "privacy",
        overview,
        Act.EXPORT,
        (Means.WORDS, Means.CLICK),
        spoken(en="privacy, my data", zh="隐私，个人信息"),
    ),
    Route(
        "privacy.export",
        export,
        Act.EXPORT,
        (Means.WORDS, Means.CLICK),
        spoken(en="export", zh="导出"),
        takes=only("privacy.export"),
        changes=True,
    ),
    Route("privacy.ask", ask, Act.EXPORT, opens=True),
    Route("privacy.request", request, Act.EXPORT, (Means.FORM,)),
    Route("privacy.withdraw", withdraw, Act.EXPORT),
    Route("privacy.next", following, Act.HANDLE_REQUEST),
    Route("privacy.grant", ask_to_grant, Act.HANDLE_REQUEST, opens=True),
    Route("privacy.granted", grant, Act.HANDLE_REQUEST, (Means.FORM,)),
    Route("privacy.refuse", ask_to_refuse, Act.HANDLE_REQUEST, opens=True),
    Route("privacy.refused", refuse, Act.HANDLE_REQUEST, (Means.FORM,)),
)

TICKS = (Tick("case_due", _requests),)

WAITING = (Queue("privacy", "privacy.next", Act.HANDLE_REQUEST, privacy.waiting),)

MESSAGES = (MessageKind("privacy", acts=(Act.HANDLE_REQUEST,), render=privacy.render, instead=_bring_again),)
