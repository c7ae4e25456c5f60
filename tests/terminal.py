"""A reader of the pages at a terminal: a folder as they have it, and their commands typed there as they are written."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from typer.testing import CliRunner

from bot.cli import app
from bot.settings import Settings
from tests.house import ROOT
from tests.pages import CHINESE, ENGLISH, fences, run_shell, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest

DATA = tuple(f"bot/sources/{name}" for name in (ENGLISH, CHINESE))
"""The page whose example files the commands of all pages speak of."""
PROBLEMS_ARE_FINE = ("doctor", "import")
"""Commands that find something: a fresh installation has no platform, and the example file holds a bad row."""


def settings_of(group: type = Settings) -> Iterator[tuple[str, str]]:
    """Yield the name and the default of every setting, those of the groups included."""
    for field, about in group.model_fields.items():  # type: ignore[attr-defined]
        if hasattr(about.annotation, "model_fields"):
            yield from settings_of(about.annotation)
            continue
        default = about.default
        plain = default.get_secret_value() if hasattr(default, "get_secret_value") else default
        yield f"{group.model_config['env_prefix']}{field}".upper(), str(plain)  # type: ignore[attr-defined]


def write_example(page: str, folder: Path) -> None:
    """Write the files of the first steps as the page on data has them."""
    people, export = fences(page, "csv")
    contents = {"people.csv": people, "crm-export.csv": export, "crm.toml": fences(page, "toml")[0]}
    contents |= re.findall(r"cat > (\S+) <<'END'\n(.*?)^END$", text_of(page), re.DOTALL | re.MULTILINE)
    for name, text in contents.items():
        (folder / name).write_text(text, encoding="utf-8")


def short(statement: str) -> str:
    """Write a statement as the pages do after the first: ``jinbu`` stands for what is installed."""
    return statement.replace(".venv/bin/jinbu", "jinbu")


@dataclass(frozen=True)
class Terminal:
    """A terminal in ``folder``, where no setting is made but the database's."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch

    def open(self, *, database: str) -> None:
        """Go into the folder, with the example files of the page on data."""
        for name, _ in settings_of():
            self.monkeypatch.delenv(name, raising=False)
        self.monkeypatch.setenv("JINBU_DATABASE_URL", database)
        self.monkeypatch.setenv("no_proxy", "*")
        self.monkeypatch.chdir(self.folder)
        for name in (".env.example", ".env"):
            shutil.copy(ROOT / ".env.example", self.folder / name)
        write_example(DATA[0], self.folder)

    def run(self, statement: str, *, typed: str = "") -> None:
        """Run one statement as it is written, and fail where it does: ours in this process, everything else in bash."""
        statement = short(statement)
        if statement.startswith("jinbu "):
            self._run_ours(statement)
        elif statement.startswith(".venv/bin/pytest"):  # a part of the tests, which run anyway
            assert all((ROOT / path).exists() for path in statement.split()[1:] if "/" in path)
        elif statement.startswith(".venv/bin/"):  # a tool that looks at the project
            done = run_shell(["-c", statement.replace(".venv/bin/", f"{sys.executable} -m ")])
            assert done.returncode == 0, f"{statement}: {done.stderr}"
        else:
            done = run_shell(["-e", "-c", statement], typed, folder=self.folder)
            assert done.returncode == 0, f"{statement}: {done.stderr}"
            if statement.startswith("openssl rand"):  # the pages have its answer put into .env
                self.monkeypatch.setenv("JINBU_AUDIT_KEY", done.stdout.strip())

    def _run_ours(self, statement: str) -> None:
        line, _, file = statement.partition(" > ")
        words = shlex.split(line)[1:]
        done = CliRunner().invoke(app, words)
        assert done.exception is None or isinstance(done.exception, SystemExit), f"{statement}: {done.exception!r}"
        assert done.exit_code <= (words[0] in PROBLEMS_ARE_FINE), f"{statement}: {done.output}"
        if file:
            (self.folder / file).write_text(done.output, encoding="utf-8")
