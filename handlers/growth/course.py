"""Courses in chat: the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.growth.services import course
from bot.growth.views import course as view
from bot.people.domain.permission import Act
from handlers.argument import anything
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.inbound import Inbound
    from handlers.context import Context

_LONGEST = 60


def catalogue(context: Context, _inbound: Inbound) -> Card:
    """List the courses, or those that some words name."""
    said = context.rest.strip()[:_LONGEST]
    return view.catalogue(context.t, course.catalogue(context.work, said), said=said)


ROUTES = (
    Route(
        "course",
        catalogue,
        Act.USE,
        (Means.WORDS, Means.CLICK),
        spoken(en="courses, course catalogue", zh="课程，课程目录"),
        takes=anything,
    ),
)
