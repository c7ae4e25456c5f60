"""Who may do what with whom: one table of acts, by role and by how the subject stands to whoever acts.

A role is held by grant (HR, fairness analyst, admin) or follows from the org chart of today (manager, second line).
Whoever acts and on whom is looked up again for every act; nothing a message carries is believed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.people.domain.person import Person


class Role(StrEnum):
    """What somebody is to the company; one may be several at once."""

    EMPLOYEE = "employee"
    MANAGER = "manager"
    """Leads people directly, or stands in today for somebody who does."""
    SECOND_LINE = "second_line"
    """Leads people who lead people."""
    METRIC_OWNER = "metric_owner"
    """Answers for a metric: is asked whether its target is right, and writes advice for it."""
    HR = "hr"
    FAIRNESS = "fairness"
    """Reads group results about fairness, and nobody's own figures."""
    ADMIN = "admin"
    """Runs the installation; sees no performance content."""


GRANTED: Final = frozenset({Role.HR, Role.FAIRNESS, Role.ADMIN})
"""Roles that somebody gives; the others follow from the org chart, or from who owns a metric."""


class Relation(StrEnum):
    """How the subject stands to whoever acts."""

    SELF = "self"
    DIRECT = "direct"
    """Reports to the actor, or to somebody for whom the actor stands in today."""
    INDIRECT = "indirect"
    """Deeper below the actor."""
    OTHER = "other"
    COMPANY = "company"
    """The act is about no person."""


class Unled(StrEnum):
    """Why nobody leads somebody."""

    NONE = "none"
    """No manager is given, and they lead nobody themselves."""
    UNKNOWN = "unknown"
    """Nobody on the people list has the manager's id."""
    LEFT = "left"
    """Their manager has left."""


class Act(StrEnum):
    """Everything that is done through the bot."""

    USE = "use"
    """Help, the tour, one's own settings, absences and pauses."""
    READ_FACTS = "read_facts"
    """Somebody's values, deltas, standing, and why a message was sent."""
    READ_ROWS = "read_rows"
    """The stored rows behind somebody's values, with file, row and time."""
    READ_GROUP = "read_group"
    """What a group does as a whole; small groups stay hidden."""
    LEAD = "lead"
    """One's team at a glance, the department's report."""
    DISPUTE = "dispute"
    SETTLE_DISPUTE = "settle_dispute"
    ADD_CONTEXT = "add_context"
    READ_CONTEXT = "read_context"
    EXPORT = "export"
    """Everything stored about somebody, as files; corrections, restriction and erasure of it."""
    HANDLE_REQUEST = "handle_request"
    """Answer requests about personal data."""
    TALK = "talk"
    """Ask for, plan and prepare a one-on-one."""
    READ_PLAN = "read_plan"
    """Somebody's plans, how they go, and the reports on them."""
    WRITE_PLAN = "write_plan"
    """Write somebody a plan, change one, note what is done."""
    DECIDE_PLAN = "decide_plan"
    """Answer what somebody needs for a plan, and say what became of it."""
    COUNT_PLANS = "count_plans"
    """How many plans there are and how they ended, without a word of them."""
    PROPOSE_REWARD = "propose_reward"
    """Propose a raise or a promotion at the end of a plan."""
    DECIDE_REWARD = "decide_reward"
    READ_GOAL = "read_goal"
    """Somebody's goals and how far each is."""
    WRITE_GOAL = "write_goal"
    """Write somebody a goal, change it, say how it goes and what became of it."""
    READ_UNIT_GOAL = "read_unit_goal"
    """The goals of the company and its units, as far as they show no single person's."""
    WRITE_UNIT_GOAL = "write_unit_goal"
    """Write a goal of a unit, or of the company, change it, close it."""
    RUN_GOALS = "run_goals"
    """Load packs of goals, take all goals out as a file, say how much of a goal counts at most."""
    REMIND = "remind"
    """Send somebody a factual reminder of a figure."""
    REVIEW_DRAFT = "review_draft"
    """Approve, edit, hold or reject words before they go out."""
    GIVE_FEEDBACK = "give_feedback"
    """Give a colleague feedback, ask for some, answer some."""
    WRITE_REVIEW = "write_review"
    """Write about oneself, or as whoever leads them; comment, talk, confirm."""
    READ_REVIEW = "read_review"
    """What was written in somebody's review, as far as it is shared."""
    PREPARE_REVIEW = "prepare_review"
    """The report before the talk of somebody's review."""
    READ_PAY = "read_pay"
    """What was proposed about somebody's pay, and what was decided."""
    FOLLOW_REVIEWS = "follow_reviews"
    """Who is where in a cycle, never what was written."""
    RUN_REVIEWS = "run_reviews"
    """Plan, start, amend and close cycles; write their forms."""
    REQUEST_CORRECTION = "request_correction"
    APPROVE_CORRECTION = "approve_correction"
    CONFIGURE = "configure"
    """Metrics, rules, schedules, quiet hours, caps, templates."""
    TRY_RULES = "try_rules"
    """Read the rules and ask what one would have said; names only for who may read facts (R23)."""
    ANSWER_THRESHOLD = "answer_threshold"
    """Say whether a target or a rule's limit is right, where one is asked; counts only for who may read facts."""
    WRITE_ADVICE = "write_advice"
    """Write the steps that people are advised, and read what came of them; names only for who may read facts.

    Owners of metrics do so for their own metrics alone.
    """
    ASSIGN_METRIC = "assign_metric"
    """Say who owns a metric, whose work it measures, who depends on it, and what it is called."""
    DECIDE_STRATEGY = "decide_strategy"
    """Be asked whether a strategy or the way a team is set up is still right: leadership alone, see the service."""
    SET_CADENCE = "set_cadence"
    """How often people meet their managers and agree goals, for the company, a department or a line."""
    SET_TARGET = "set_target"
    IMPORT = "import"
    IMPORT_COURSES = "import_courses"
    """Put courses into the catalogue, which holds nothing of anybody."""
    DECIDE_QUARANTINE = "decide_quarantine"
    """See the one value that is held back, and decide about it (R4)."""
    MATCH_PEOPLE = "match_people"
    """Who is who: accounts, roles, moves."""
    NAME_DEPUTY = "name_deputy"
    """Say who stands in for a manager, for how long."""
    PAUSE_SENDING = "pause_sending"
    SEE_DELIVERIES = "see_deliveries"
    """Who was sent what kind of message when, and why one is held; never its content."""
    OPERATE = "operate"
    """Health and budget."""
    READ_AUDIT = "read_audit"
    READ_FAIRNESS = "read_fairness"


_S, _D, _I, _O, _C = Relation.SELF, Relation.DIRECT, Relation.INDIRECT, Relation.OTHER, Relation.COMPANY
_ANYBODY: Final = frozenset({_S, _D, _I, _O})
_BELOW_OR_BESIDE: Final = frozenset({_D, _I, _O})


def _table(**rows: frozenset[Relation]) -> dict[Role, frozenset[Relation]]:
    return {Role(name): relations for name, relations in rows.items()}


_OWN: Final = frozenset({_S})
_TEAM: Final = frozenset({_D})
_DEEPER: Final = frozenset({_I})
_COMPANY: Final = frozenset({_C})

PERMISSIONS: Final[dict[Act, dict[Role, frozenset[Relation]]]] = {
    Act.USE: _table(employee=frozenset({_S, _C})),
    Act.READ_FACTS: _table(employee=_OWN, manager=_TEAM, hr=_ANYBODY),
    Act.READ_ROWS: _table(employee=_OWN, manager=_TEAM, hr=_ANYBODY),
    Act.READ_GROUP: _table(manager=_TEAM, second_line=_DEEPER, hr=frozenset({*_ANYBODY, _C})),
    Act.LEAD: _table(manager=frozenset({_D, _C}), second_line=frozenset({_I, _C}), hr=frozenset({*_ANYBODY, _C})),
    Act.DISPUTE: _table(employee=_OWN),
    Act.SETTLE_DISPUTE: _table(manager=_TEAM, hr=_BELOW_OR_BESIDE),
    Act.ADD_CONTEXT: _table(employee=_OWN),
    Act.READ_CONTEXT: _table(employee=_OWN, manager=_TEAM, hr=_ANYBODY),
    Act.EXPORT: _table(employee=_OWN),
    Act.HANDLE_REQUEST: _table(hr=_BELOW_OR_BESIDE),
    Act.TALK: _table(employee=_OWN, manager=_TEAM),
    Act.READ_PLAN: _table(employee=_OWN, manager=_TEAM),
    Act.WRITE_PLAN: _table(employee=_OWN, manager=_TEAM),
    Act.DECIDE_PLAN: _table(manager=_TEAM),
    Act.COUNT_PLANS: _table(hr=_COMPANY),
    Act.PROPOSE_REWARD: _table(manager=_TEAM),
    Act.DECIDE_REWARD: _table(hr=_BELOW_OR_BESIDE),
    Act.READ_GOAL: _table(employee=_OWN, manager=_TEAM, hr=_ANYBODY),
    Act.WRITE_GOAL: _table(employee=_OWN, manager=_TEAM, hr=_ANYBODY),
    Act.READ_UNIT_GOAL: _table(employee=frozenset({*_ANYBODY, _C})),
    Act.WRITE_UNIT_GOAL: _table(manager=_TEAM, second_line=_DEEPER, hr=frozenset({*_ANYBODY, _C})),
    Act.RUN_GOALS: _table(hr=_COMPANY),
    Act.REMIND: _table(manager=_TEAM),
    Act.REVIEW_DRAFT: _table(manager=_TEAM, hr=_BELOW_OR_BESIDE),
    Act.GIVE_FEEDBACK: _table(employee=frozenset({_S, _D, _I, _O})),
    Act.WRITE_REVIEW: _table(employee=_OWN, manager=_TEAM),
    Act.READ_REVIEW: _table(employee=_OWN, manager=_TEAM),
    Act.PREPARE_REVIEW: _table(manager=_TEAM),
    Act.READ_PAY: _table(hr=_BELOW_OR_BESIDE),
    Act.FOLLOW_REVIEWS: _table(manager=frozenset({_D, _C}), hr=frozenset({*_ANYBODY, _C})),
    Act.RUN_REVIEWS: _table(hr=_COMPANY),
    Act.REQUEST_CORRECTION: _table(hr=_BELOW_OR_BESIDE),
    Act.APPROVE_CORRECTION: _table(hr=_BELOW_OR_BESIDE),
    Act.CONFIGURE: _table(admin=_COMPANY),
    Act.TRY_RULES: _table(hr=_COMPANY, admin=_COMPANY),
    Act.ANSWER_THRESHOLD: _table(metric_owner=_COMPANY, hr=_COMPANY, admin=_COMPANY),
    Act.WRITE_ADVICE: _table(metric_owner=_COMPANY, hr=_COMPANY, admin=_COMPANY),
    Act.ASSIGN_METRIC: _table(hr=_COMPANY, admin=_COMPANY),
    Act.DECIDE_STRATEGY: _table(second_line=_COMPANY, hr=_COMPANY),
    Act.SET_CADENCE: _table(hr=_COMPANY, admin=_COMPANY),
    Act.SET_TARGET: _table(hr=frozenset({*_ANYBODY, _C}), admin=frozenset({*_ANYBODY, _C})),
    Act.IMPORT: _table(admin=_COMPANY),
    Act.IMPORT_COURSES: _table(hr=_COMPANY, admin=_COMPANY),
    Act.DECIDE_QUARANTINE: _table(hr=_COMPANY, admin=_COMPANY),
    Act.MATCH_PEOPLE: _table(admin=frozenset({*_ANYBODY, _C})),
    Act.NAME_DEPUTY: _table(manager=_OWN, admin=frozenset({*_ANYBODY, _C})),
    Act.PAUSE_SENDING: _table(hr=frozenset({*_ANYBODY, _C}), admin=frozenset({*_ANYBODY, _C})),
    Act.SEE_DELIVERIES: _table(hr=frozenset({*_ANYBODY, _C}), admin=frozenset({*_ANYBODY, _C})),
    Act.OPERATE: _table(admin=_COMPANY),
    Act.READ_AUDIT: _table(hr=_COMPANY, admin=_COMPANY),
    Act.READ_FAIRNESS: _table(fairness=_COMPANY),
}
"""The one table (R24 to R26; trust page, "Roles x data")."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever acts, with the roles they have today."""

    person: Person
    roles: frozenset[Role]

    def may(self, act: Act, relation: Relation) -> bool:
        """Say whether one of the actor's roles allows an act on a subject that stands so to them."""
        return any(relation in PERMISSIONS[act].get(role, frozenset()) for role in self.roles)

    def ever(self, act: Act) -> bool:
        """Say whether there is anybody at all with whom the actor may do this; what help shows."""
        return any(PERMISSIONS[act].get(role) for role in self.roles)


def allowed(act: Act, roles: Iterable[Role] = Role) -> tuple[Role, ...]:
    """Return which of the roles allow an act, whatever the subject."""
    return tuple(role for role in roles if PERMISSIONS[act].get(role))
