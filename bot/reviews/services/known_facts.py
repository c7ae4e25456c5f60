"""What the data says of the period that somebody writes about: results, projects, trainings, as they are stored now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.figures.services.finished import finished_since
from bot.reviews.domain.known_facts import KnownFacts, results

if TYPE_CHECKING:
    from datetime import date

    from bot.reviews.domain.cycle import Cycle
    from bot.reviews.ports import Work


def known_facts(work: Work, person_id: str, cycle: Cycle, *, today: date) -> KnownFacts:
    """Return what is known of somebody in the period of a cycle; that the reader may see it, the caller has seen to."""
    metrics = {metric.key: metric for metric in work.metrics.all()}
    period = cycle.period
    done = finished_since(work, person_id, period.start, today=min(today, period.end)).items
    return KnownFacts(results(work.deltas.find(person_id=person_id), metrics, period), done)
