"""The unit of work on SQL: one connection in one transaction, and the repositories on it."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import sqlalchemy as sa
import structlog
from sqlmodel import SQLModel

from bot.kit.errors import Entangled
from storage.database import be_brief
from storage.lease import LeaseClock
from storage.memory import Memory, changes

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator
    from datetime import datetime

    from sqlalchemy.engine import Connection

    from storage.admin.health import SqlHealth
    from storage.admin.template import SqlTemplates
    from storage.cases.correction import SqlCorrections
    from storage.cases.dispute import SqlDisputes
    from storage.delivery.circuit import SqlCircuits
    from storage.delivery.notice import SqlNotices
    from storage.delivery.outbox import SqlOutbox
    from storage.delivery.pause import SqlPauses
    from storage.delivery.policy import SqlPolicies
    from storage.delivery.preference import SqlPreferences
    from storage.dialogue import SqlDialogues
    from storage.feedback.approval import SqlApprovals
    from storage.feedback.feedback import SqlFeedback
    from storage.feedback.kudos import SqlKudos
    from storage.feedback.remark import SqlRemarks
    from storage.figures.delta import SqlDeltas
    from storage.figures.metric import SqlMetrics
    from storage.figures.reading import SqlReadings, SqlTargets
    from storage.figures.series import SqlSeries
    from storage.figures.suppression import SqlCells
    from storage.figures.unit import SqlUnits
    from storage.form import SqlForms
    from storage.inbox import SqlChoices, SqlInbox, SqlTicks
    from storage.intake.intake import SqlBatches, SqlQuarantine
    from storage.intake.upload import SqlUploads
    from storage.overview.home import SqlHomes
    from storage.people.audit import SqlAudit
    from storage.people.permission import SqlPermissions
    from storage.people.person import SqlPeople
    from storage.privacy.privacy import SqlPrivacy, SqlRestrictions
    from storage.roster.account import SqlAccounts
    from storage.roster.posting import SqlPostings
    from storage.rules.rule import SqlRules
    from storage.talks.availability import SqlAvailability
    from storage.talks.one_on_one import SqlOneOnOnes
    from storage.watermark import Watermark

T = TypeVar("T")
log = structlog.get_logger()


class SqlWork:
    """A transaction with its repositories; each is made on first use from its own module.

    ``now`` is the instant as of which it sees the company: who has left by then is gone.
    """

    def __init__(
        self,
        connection: Connection,
        *,
        now: datetime,
        timezone: str = "UTC",
        locale: str = "en",
        audit_key: bytes | None = None,
        watermark: Watermark | None = None,
        memory: Memory | None = None,
        leases: LeaseClock | None = None,
    ) -> None:
        self.connection = connection
        self.now = now
        self._memory = memory or Memory()
        self._leases = leases or LeaseClock()
        self._state: object = None
        self._changes = 0 if connection.dialect.name == "postgresql" else changes(connection)
        self._timezone = timezone
        self._locale = locale
        self._audit_key = audit_key
        self._watermark = watermark

    def be_brief(self) -> None:
        """Be one of the bot's many short transactions: none of them keeps others waiting for more than seconds."""
        be_brief(self.connection)

    @cached_property
    def audit(self) -> SqlAudit:
        """Who did what to whom."""
        from storage.people.audit import SqlAudit

        return SqlAudit(self.connection, key=self._audit_key, watermark=self._watermark)

    @cached_property
    def people(self) -> SqlPeople:
        """People and units, their accounts and absences."""
        from storage.people.person import SqlPeople

        return SqlPeople(self.connection, now=self.now, timezone=self._timezone, locale=self._locale)

    @cached_property
    def metrics(self) -> SqlMetrics:
        """Metric definitions."""
        from storage.figures.metric import SqlMetrics

        return SqlMetrics(self.connection)

    @cached_property
    def readings(self) -> SqlReadings:
        """Readings, every version."""
        from storage.figures.reading import SqlReadings

        return SqlReadings(self.connection)

    @cached_property
    def targets(self) -> SqlTargets:
        """Targets, every version."""
        from storage.figures.reading import SqlTargets

        return SqlTargets(self.connection)

    @cached_property
    def batches(self) -> SqlBatches:
        """Arrivals of data."""
        from storage.intake.intake import SqlBatches

        return SqlBatches(self.connection)

    @cached_property
    def quarantine(self) -> SqlQuarantine:
        """Values that wait for a decision."""
        from storage.intake.intake import SqlQuarantine

        return SqlQuarantine(self.connection)

    @cached_property
    def outbox(self) -> SqlOutbox:
        """Deliveries."""
        from storage.delivery.outbox import SqlOutbox

        return SqlOutbox(self.connection, now=self.now, leases=self._leases)

    @cached_property
    def rules(self) -> SqlRules:
        """Rules and their signals."""
        from storage.rules.rule import SqlRules

        return SqlRules(self.connection, timezone=self._timezone)

    @cached_property
    def deltas(self) -> SqlDeltas:
        """Deltas as stored."""
        from storage.figures.delta import SqlDeltas

        return SqlDeltas(self.connection)

    @cached_property
    def series(self) -> SqlSeries:
        """Series as columns, for the delta kernel."""
        from storage.figures.series import SqlSeries

        return SqlSeries(self.connection, timezone=self._timezone)

    @cached_property
    def units(self) -> SqlUnits:
        """Units and their roll-ups."""
        from storage.figures.unit import SqlUnits

        return SqlUnits(self.connection)

    @cached_property
    def feedback(self) -> SqlFeedback:
        """Feedback and opinions."""
        from storage.feedback.feedback import SqlFeedback

        return SqlFeedback(self.connection)

    @cached_property
    def inbox(self) -> SqlInbox:
        """What has arrived from platforms."""
        from storage.inbox import SqlInbox

        return SqlInbox(self.connection)

    @cached_property
    def choices(self) -> SqlChoices:
        """What was last offered by number."""
        from storage.inbox import SqlChoices

        return SqlChoices(self.connection)

    @cached_property
    def forms(self) -> SqlForms:
        """Forms that stand open."""
        from storage.form import SqlForms

        return SqlForms(self.connection)

    @cached_property
    def dialogues(self) -> SqlDialogues:
        """Forms that are being asked question by question."""
        from storage.dialogue import SqlDialogues

        return SqlDialogues(self.connection)

    @cached_property
    def ticks(self) -> SqlTicks:
        """Effects of the clock that have been had, and whom the clock serves."""
        from storage.inbox import SqlTicks

        return SqlTicks(self.connection, now=self.now, timezone=self._timezone)

    @cached_property
    def one_on_ones(self) -> SqlOneOnOnes:
        """Pairs of people and their managers."""
        from storage.talks.one_on_one import SqlOneOnOnes

        return SqlOneOnOnes(self.connection, now=self.now, rhythm=lambda unit: self.policies.at(unit).one_on_one_days)

    @cached_property
    def permissions(self) -> SqlPermissions:
        """Roles that were given, and deputies."""
        from storage.people.permission import SqlPermissions

        return SqlPermissions(self.connection, now=self.now)

    @cached_property
    def accounts(self) -> SqlAccounts:
        """What platforms said of accounts."""
        from storage.roster.account import SqlAccounts

        return SqlAccounts(self.connection)

    @cached_property
    def postings(self) -> SqlPostings:
        """Who reported to whom, from which day on."""
        from storage.roster.posting import SqlPostings

        return SqlPostings(self.connection)

    @cached_property
    def notices(self) -> SqlNotices:
        """Who had the notice."""
        from storage.delivery.notice import SqlNotices

        return SqlNotices(self.connection)

    @cached_property
    def templates(self) -> SqlTemplates:
        """Words of messages that an admin put differently."""
        from storage.admin.template import SqlTemplates

        return SqlTemplates(self.connection)

    @cached_property
    def cells(self) -> SqlCells:
        """Group figures that were told."""
        from storage.figures.suppression import SqlCells

        return SqlCells(self.connection)

    @cached_property
    def approvals(self) -> SqlApprovals:
        """Questions whether words may go out."""
        from storage.feedback.approval import SqlApprovals

        return SqlApprovals(self.connection)

    @cached_property
    def kudos(self) -> SqlKudos:
        """Feedback between people."""
        from storage.feedback.kudos import SqlKudos

        return SqlKudos(self.connection)

    @cached_property
    def policies(self) -> SqlPolicies:
        """When people may be spoken to, and how often."""
        from storage.delivery.policy import SqlPolicies

        return SqlPolicies(self.connection, unit=self.people.get)

    @cached_property
    def pauses(self) -> SqlPauses:
        """What is paused."""
        from storage.delivery.pause import SqlPauses

        return SqlPauses(self.connection)

    @cached_property
    def preferences(self) -> SqlPreferences:
        """Which kinds of messages people want how."""
        from storage.delivery.preference import SqlPreferences

        return SqlPreferences(self.connection)

    @cached_property
    def circuits(self) -> SqlCircuits:
        """How each platform takes messages."""
        from storage.delivery.circuit import SqlCircuits

        return SqlCircuits(self.connection)

    @cached_property
    def availability(self) -> SqlAvailability:
        """When people are taken."""
        from storage.talks.availability import SqlAvailability

        return SqlAvailability(self.connection, self.one_on_ones)

    @cached_property
    def restrictions(self) -> SqlRestrictions:
        """About whom nothing may be said now."""
        from storage.privacy.privacy import SqlRestrictions

        return SqlRestrictions(self.connection)

    @cached_property
    def health(self) -> SqlHealth:
        """How the parts of the installation were when they last said so."""
        from storage.admin.health import SqlHealth

        return SqlHealth(self.connection, now=self.now)

    @cached_property
    def homes(self) -> SqlHomes:
        """Homes that show somebody's figures."""
        from storage.overview.home import SqlHomes

        return SqlHomes(self.connection, now=self.now, timezone=self._timezone, locale=self._locale)

    @cached_property
    def disputes(self) -> SqlDisputes:
        """Cases about values."""
        from storage.cases.dispute import SqlDisputes

        return SqlDisputes(self.connection)

    @cached_property
    def corrections(self) -> SqlCorrections:
        """Requests to correct a value."""
        from storage.cases.correction import SqlCorrections

        return SqlCorrections(self.connection)

    @cached_property
    def remarks(self) -> SqlRemarks:
        """What people added to their values."""
        from storage.feedback.remark import SqlRemarks

        return SqlRemarks(self.connection)

    @cached_property
    def privacy(self) -> SqlPrivacy:
        """Everything about one person, and their requests."""
        from storage.privacy.privacy import SqlPrivacy

        return SqlPrivacy(self.connection, people=self.people, audit=self.audit)

    @cached_property
    def uploads(self) -> SqlUploads:
        """Files that people sent in."""
        from storage.intake.upload import SqlUploads

        return SqlUploads(self.connection)

    @contextmanager
    def attempt(self, *, savepoint: bool = True) -> Iterator[None]:
        """See ports.Work."""
        noted = list(self.audit.waiting)
        before = changes(self.connection) if not savepoint and self.connection.dialect.name == "sqlite" else 0
        try:
            with _savepoint(self.connection) if savepoint else nullcontext():
                yield
        except BaseException as error:
            if not savepoint and changes(self.connection) != before:
                raise Entangled from error
            self.audit.waiting = noted
            # What they have read meanwhile may have been undone with it.
            for name in ("people", "metrics", "rules", "permissions", "policies", "preferences"):
                self.__dict__.pop(name, None)
            raise

    @contextmanager
    def contained(self, what: str) -> Iterator[None]:
        """See ports.Work."""
        try:
            with self.attempt():
                yield
        except Exception as error:
            log.exception("part.failed", what=what, error=type(error).__name__)

    def recall(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what ``make`` works out, remembered under a key as long as nothing is written by anybody.

        ``make`` only reads, and depends on nothing but the key and what is stored. A transaction that has written
        something itself works it out anew.
        """
        if self._wrote():
            return make()
        if self._state is None:
            self._state = self._memory.state(self.connection)
        found = self._memory.get(self._state, key)
        if self._memory.missing(found):
            found = make()
            if not self._wrote():
                self._memory.put(self._state, key, found)
        known: T = found
        return known

    def _wrote(self) -> bool:
        return changes(self.connection) != self._changes

    def finish(self) -> None:
        """Write what was kept for the end; the commit follows."""
        if self.connection.dialect.name == "sqlite" and self._wrote():
            self._memory.wrote()
        if "audit" in self.__dict__:
            self.audit.flush()

    def count(self, table: str) -> int:
        """Return how many rows a table holds."""
        return int(
            self.connection.execute(
                sa.select(sa.func.count()).select_from(SQLModel.metadata.tables[table])
            ).scalar_one()
        )


@contextmanager
def _savepoint(connection: Connection) -> Iterator[None]:
    """Open a savepoint; on SQLite by its driver, because there is one around every answer."""
    if connection.dialect.name == "postgresql":
        with connection.begin_nested():
            yield
        return
    run: Callable[[str], object] = connection.connection.driver_connection.execute  # type: ignore[union-attr]
    run("SAVEPOINT attempt")
    try:
        yield
    except BaseException:
        run("ROLLBACK TO attempt")
        run("RELEASE attempt")
        raise
    run("RELEASE attempt")
