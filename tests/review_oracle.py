"""Who may read the words of reviews, plans and talks, told from bare rows: by where a word stands now.

Written after the requirements (R66, R82, R83, R92, R93, R97) and the trust page. A word that somebody typed belongs to
the places where it is stored; whoever may read one of these now may read it, and nobody else but its writer while it is
on its way.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from tests.oracle import Mark, Oracle, _sure

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.engine import Connection

WORD = re.compile(r"\bzr\d+x\b")


@dataclass(frozen=True, slots=True)
class Words(Mark):
    """A word in a text of a review, a plan or a talk; ``whose`` is who typed it first."""

    word: str = ""


@dataclass(frozen=True, slots=True)
class _Round:
    """A review as its row has it, with the days of its cycle."""

    person: str
    order: str
    sent: dict[str, bool]
    due: dict[str, Any]


@dataclass
class ReviewOracle(Oracle):
    """What the rows say of reviews, beside who leads whom."""

    rounds: dict[int, _Round] = field(default_factory=dict)
    places: dict[str, list[tuple[str, Any]]] = field(default_factory=dict)

    @classmethod
    def of(cls, connection: Connection, now: datetime) -> ReviewOracle:
        """Read the rows."""
        known = Oracle.of(connection, now)
        found = cls(now, known.people, known.roles, known.deputies, known.moves)
        ids: dict[int, str] = {row.no: row.id for row in connection.execute(sa.text("select no, id from person"))}
        days: dict[int, Any] = {}
        for cycle, body in connection.execute(sa.text("select cycle_no, body from cycle_version order by version")):
            days[cycle] = json.loads(body)["schedule"]
        rows = connection.execute(sa.text("select no, cycle_no, person_no, sequence, self_at, manager_at from review"))
        for no, cycle, person, order, own, lead in rows:
            sent = {"employee": own is not None, "manager": lead is not None}
            due = {"employee": days[cycle]["self_due"], "manager": days[cycle]["manager_due"]}
            found.rounds[no] = _Round(ids[person], order, sent, due)
        for kind, query in _PLACES.items():
            for key, text in connection.execute(sa.text(query)):
                for word in set(WORD.findall(str(text))):
                    owner = ids.get(key, key) if kind in {"own", "plan", "reward"} else key
                    found.places.setdefault(word, []).append((kind, owner))
        return found

    def may_read(self, reader: str, mark: Mark) -> bool:
        """Say whether somebody may read now what a word stands in."""
        if not isinstance(mark, Words):
            return super().may_read(reader, mark)
        if mark.word not in self.places:  # it was not kept: only whoever typed it reads it again
            return reader == mark.whose
        return any(self._reads(reader, kind, key) for kind, key in self.places[mark.word])

    def _reads(self, reader: str, kind: str, key: Any) -> bool:  # noqa: ANN401 - a review's number or a person
        if kind == "own":
            return bool(reader == key)
        if kind in {"plan", "reward"}:
            return reader == key or self.leads(reader, key) or (kind == "reward" and self.is_hr(reader))
        review = self.rounds[key]
        side = "employee" if reader == review.person else "manager" if self.leads(reader, review.person) else ""
        if kind not in {"employee", "manager"} or side == kind:
            return bool(side)
        return bool(side) and self._shared(review, side)

    def _shared(self, review: _Round, reader: str) -> bool:
        """Say whether one of the two sees the other's words: the second writer does, else once their own are in."""
        other = "employee" if reader == "manager" else "manager"
        if not review.sent[other]:
            return False
        second = {"employee_first": "manager", "manager_first": "employee"}.get(review.order)
        late = self._today(review.person) > _sure(review.due[reader])
        return reader == second or review.sent[reader] or late


_PLACES = {
    "employee": "select review_no, answers from self_review",
    "manager": "select review_no, answers from manager_review",
    "both": (
        "select review_no, text from review_comment union all select review_no, text from meeting_note union all"
        " select review_no, gathered from peer_round union all select review_no, refusal from peer_round union all"
        " select review_no, reason from review_skip union all select review_no, text from review_goals union all"
        " select review_no, text from review_check_in union all select review_no, need from review_check_in"
    ),
    "own": (
        "select by_no, text from private_note union all select person_no, answers from draft union all"
        " select by_no, text from private_point union all select peer_no, what from unseen_work union all"
        " select identity.person_no, dialogue.answers from dialogue"
        " join identity on identity.platform = dialogue.platform"
        ' and identity."user" = dialogue."user"'
    ),
    "plan": (
        "select person_no, body from plan union all"
        " select plan.person_no, plan_version.body from plan_version join plan on plan.no = plan_version.plan_no"
        " union all select plan.person_no, plan_report.text from plan_report join plan on plan.no = plan_report.plan_no"
        " union all select person_no, notes from pair_log union all select person_no, topics from pair_log"
        " union all select pair_log.person_no, pair_log_action.text from pair_log_action"
        " join pair_log on pair_log.no = pair_log_action.log_no"
        " union all select person_no, text from agenda_point"
    ),
    "reward": "select plan.person_no, plan.body from plan join plan_proposal on plan_proposal.plan_no = plan.no",
}
"""Where words stand, each row with the review or the person that it belongs to."""
