"""The page on the sandbox, step by step, as somebody with two terminals goes through it."""

from __future__ import annotations

import os
import re
import select
import shutil
import socket
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.pages import commands, run_shell, text_of
from tests.terminal import DATA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.terminal import Terminal

PAGE = "bot/sandbox/README.md"
ADDRESS = "http://127.0.0.1:8765"
HEALTH = "curl -i http://127.0.0.1:8080/health"
PATIENCE = 120.0


@contextmanager
def staying(*words: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Run a command that stays, for the length of the block, and end it as its user would."""
    with (
        (folder / f"{words[0]}.log").open("w", encoding="utf-8") as log,
        subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-u", "-m", "bot", *words], cwd=folder, text=True, stdout=subprocess.PIPE, stderr=log
        ) as child,
    ):
        try:
            yield child
        finally:
            child.terminate()
            child.wait(PATIENCE)


def _said(child: subprocess.Popen[str]) -> str:
    """Return all that a command prints before it falls silent."""
    assert child.stdout
    assert select.select([child.stdout], [], [], PATIENCE)[0], "it says nothing"
    text = ""
    while select.select([child.stdout], [], [], 0.5)[0] and (some := os.read(child.stdout.fileno(), 65536)):
        text += some.decode()
    return text


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


@pytest.mark.timeout(300)
@pytest.mark.skipif(not shutil.which("curl"), reason="needs curl")
def test_the_steps_of_the_page_lead_to_a_bot_at_work(terminal: Terminal) -> None:
    folder = terminal.folder
    begin, seed, start = commands(PAGE)
    (admins,) = re.findall(r"`(JINBU_ADMINS=\d+)`", text_of(PAGE))
    assert (begin, start) == ("jinbu sandbox", "jinbu run")
    assert HEALTH in commands("bot/runtime/README.md")
    health = HEALTH.replace("8080", str(port := _free_port()))

    with staying("sandbox", "--port", "0", folder=folder) as sandbox:
        settings = _said(sandbox)
        (address,) = set(re.findall(r"http://127\.0\.0\.1:\d+", settings))
        (folder / ".env").write_text(f"{settings}{admins}\nJINBU_HTTP_PORT={port}\n", encoding="utf-8")
        seeded = run_shell(["-c", seed.replace(ADDRESS, address)], folder=folder)
        for line in commands(DATA[0]):
            if line.startswith("jinbu import"):
                terminal.run(line)
        with staying("run", folder=folder):
            patient = f"until {health} | grep -q '200 OK'; do sleep 0.2; done; {health}"
            answer = run_shell(["-c", patient], folder=folder).stdout

    assert '"people": 2' in seeded.stdout
    assert '"slack": {"connected": true' in answer
    assert '"dingtalk": {"connected": true' in answer
