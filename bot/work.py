"""The unit of work: one transaction with its repositories, and how it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Concatenate, ParamSpec, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from contextlib import AbstractContextManager
    from datetime import datetime

    from bot.admin.ports.health import HealthBook
    from bot.admin.ports.template import Templates
    from bot.cases.ports.correction import Corrections
    from bot.cases.ports.dispute import Disputes
    from bot.delivery.ports.form import Forms
    from bot.delivery.ports.inbox import Choices, Dialogues, Inbox, Ticks
    from bot.delivery.ports.notice import Notices
    from bot.delivery.ports.outbox import Outbox
    from bot.delivery.ports.pause import Pauses
    from bot.delivery.ports.policy import Policies
    from bot.delivery.ports.preference import Preferences
    from bot.feedback.ports.approval import Approvals
    from bot.feedback.ports.feedback import FeedbackBook
    from bot.feedback.ports.kudos import KudosBook
    from bot.feedback.ports.remark import Remarks
    from bot.figures.ports.delta import Deltas, SeriesStore, Units
    from bot.figures.ports.metric import Metrics
    from bot.figures.ports.reading import Readings, Targets
    from bot.figures.ports.suppression import Cells
    from bot.intake.ports.intake import Batches, Quarantine
    from bot.intake.ports.upload import Uploads
    from bot.overview.ports.home import Homes
    from bot.people.ports.audit import Audit
    from bot.people.ports.permission import Permissions
    from bot.people.ports.person import People
    from bot.privacy.ports.privacy import Privacy
    from bot.roster.ports.account import Accounts
    from bot.roster.ports.posting import Postings
    from bot.rules.ports.rule import Rules
    from bot.talks.ports.one_on_one import OneOnOnes


class Work(Protocol):
    """A unit of work: one transaction with its repositories. The caller commits; services never do.

    ``now`` is the instant as of which it sees the company: who has left by then is gone.
    """

    now: datetime

    @property
    def audit(self) -> Audit:
        """Who did what to whom."""
        ...

    @property
    def people(self) -> People:
        """People and units, their accounts and absences."""
        ...

    @property
    def metrics(self) -> Metrics:
        """Metric definitions."""
        ...

    @property
    def readings(self) -> Readings:
        """Readings, every version."""
        ...

    @property
    def targets(self) -> Targets:
        """Targets, every version."""
        ...

    @property
    def batches(self) -> Batches:
        """Arrivals of data."""
        ...

    @property
    def quarantine(self) -> Quarantine:
        """Values that wait for a decision."""
        ...

    @property
    def deltas(self) -> Deltas:
        """Deltas as stored."""
        ...

    @property
    def series(self) -> SeriesStore:
        """Series as columns, for the delta kernel."""
        ...

    @property
    def units(self) -> Units:
        """Units and their roll-ups."""
        ...

    @property
    def rules(self) -> Rules:
        """Rules and their signals."""
        ...

    @property
    def feedback(self) -> FeedbackBook:
        """Feedback and opinions."""
        ...

    @property
    def outbox(self) -> Outbox:
        """Deliveries."""
        ...

    @property
    def inbox(self) -> Inbox:
        """What has arrived from platforms."""
        ...

    @property
    def choices(self) -> Choices:
        """What was last offered by number."""
        ...

    @property
    def forms(self) -> Forms:
        """Forms that stand open."""
        ...

    @property
    def dialogues(self) -> Dialogues:
        """Forms that are being asked question by question."""
        ...

    @property
    def ticks(self) -> Ticks:
        """Effects of the clock that have been had, and whom the clock serves."""
        ...

    @property
    def one_on_ones(self) -> OneOnOnes:
        """Pairs of people and their managers."""
        ...

    @property
    def kudos(self) -> KudosBook:
        """Feedback between people."""
        ...

    @property
    def permissions(self) -> Permissions:
        """Roles that were given, and deputies."""
        ...

    @property
    def accounts(self) -> Accounts:
        """What platforms said of accounts."""
        ...

    @property
    def homes(self) -> Homes:
        """Homes that show somebody's figures."""
        ...

    @property
    def postings(self) -> Postings:
        """Who reported to whom, from which day on."""
        ...

    @property
    def notices(self) -> Notices:
        """Who had the notice."""
        ...

    @property
    def templates(self) -> Templates:
        """Words of messages that an admin put differently."""
        ...

    @property
    def disputes(self) -> Disputes:
        """Cases about values."""
        ...

    @property
    def corrections(self) -> Corrections:
        """Requests to correct a value."""
        ...

    @property
    def remarks(self) -> Remarks:
        """What people added to their values."""
        ...

    @property
    def privacy(self) -> Privacy:
        """Everything about one person, and their requests."""
        ...

    def recall(self, key: Hashable, make: Callable[[], R]) -> R:
        """Return what ``make`` works out by reading, remembered under a key as long as nobody writes anything.

        The key names everything that it depends on besides what is stored: who, which day, which language.
        """
        ...

    @property
    def policies(self) -> Policies:
        """When people may be spoken to, and how often."""
        ...

    @property
    def pauses(self) -> Pauses:
        """What is paused."""
        ...

    @property
    def preferences(self) -> Preferences:
        """Which kinds of messages people want how."""
        ...

    @property
    def health(self) -> HealthBook:
        """How the parts of the installation were when they last said so."""
        ...

    @property
    def cells(self) -> Cells:
        """Group figures that were told."""
        ...

    @property
    def approvals(self) -> Approvals:
        """Questions whether words may go out."""
        ...

    @property
    def uploads(self) -> Uploads:
        """Files that people sent in."""
        ...

    def attempt(self, *, savepoint: bool = True) -> AbstractContextManager[None]:
        """Try something that may fail by itself: what it wrote is undone when it raises, and nothing else is.

        A savepoint costs as much as a remembered answer. Without one, whatever raises before it has written anything
        leaves nothing to undo either.

        Raises:
            Entangled: when something was written without a savepoint before it raised; the transaction has to end.
        """
        ...

    def contained(self, what: str) -> AbstractContextManager[None]:
        """Do something for one of many: when it fails it is undone and logged, and the others go on.

        ``what`` is a word for the log; nothing about anybody.
        """
        ...


class Works(Protocol):
    """Opens units of work, for what takes several one after the other."""

    def work(self) -> AbstractContextManager[Work]:
        """Open a unit of work; commits when the block ends, rolls back when it raises."""
        ...


P = ParamSpec("P")
R = TypeVar("R")


class Hop(Protocol):
    """Runs a function with an open unit of work in a thread and commits: one hop, one transaction."""

    async def __call__(self, fn: Callable[Concatenate[Work, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Return what the function returned, once its work is committed."""
        ...
