"""Scores at work: what the parts of a review's result have in data now, for the two whom it concerns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.goals.services.goal_score import score_of
from bot.kit.errors import NotFound
from bot.people.domain.permission import Act
from bot.people.services import permission
from bot.people.services.permission import somebody
from bot.reviews.domain.cycle import PartKind
from bot.reviews.domain.peer_review import PeerStage, peer_points
from bot.reviews.domain.peer_review import stage as peer_stage
from bot.reviews.domain.review import status
from bot.reviews.domain.score import FULL, ScoreState, SeenScore, kpi_points, okr_points, score, state_of
from bot.reviews.services import cycle as cycles
from bot.reviews.services import form_template
from bot.reviews.services.known_facts import known_facts

if TYPE_CHECKING:
    from datetime import datetime

    from bot.people.domain.permission import Actor
    from bot.reviews.domain.review import Review
    from bot.reviews.ports import Work

_ASKING = frozenset({PeerStage.AHEAD, PeerStage.NAMING, PeerStage.AGREEING, PeerStage.ASKING})


def seen_score(work: Work, actor: Actor, review: Review, *, now: datetime) -> SeenScore:
    """Return the score of a review as the actor sees it: of their own, or of somebody they lead today.

    Raises:
        Denied: when it is neither.
        NotFound: when the cycle has no score, or whoever is reviewed has left.
    """
    person = somebody(work, review.person_id)
    permission.require(work, actor, Act.READ_REVIEW, person, now=now)
    cycle = cycles.find(work, review.cycle_no)
    if not cycle.parts:
        raise NotFound("score-none", cycle=cycle.name)
    today = cycles.today_of(person, now)
    round_ = work.peer_reviews.get(review.no)
    asking = cycle.asks_peers and peer_stage(round_, cycle, today) in _ASKING
    state = state_of(status(review, cycle, today), asking=asking)
    seen = SeenScore(
        review_no=review.no,
        cycle=cycle,
        person=person.name,
        own=actor.person.id == person.id,
        state=state,
        until=cycle.schedule.peers_until,
    )
    if state is not ScoreState.THERE:
        return seen
    template = form_template.find(work, cycle.template, cycle.template_version)
    results = known_facts(work, person.id, cycle, today=today).results
    goals = score_of(work, person.id, cycle.period)
    points = {
        PartKind.KPI: kpi_points(results),
        PartKind.OKR: okr_points(goals),
        PartKind.PEERS: peer_points(template, round_.gathered, full=FULL),
    }
    return replace(seen, score=score(cycle.parts, points), results=results, goals=goals)
