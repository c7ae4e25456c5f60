"""Reads the pages of the project, for the tests that hold them against the code."""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, NamedTuple

from tests.house import PACKAGES, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ENGLISH, CHINESE = "README.md", "README.zh-CN.md"
ALONE = frozenset({
    "tests/README.md",
    "bot/sandbox/companies/adventureworks/README.md",
    "bot/sandbox/companies/autoparts/README.md",
})  # fmt: skip
"""Pages for whoever changes the code: they have no Chinese twin, and neither has what stands in ``.github``."""
PAGES = tuple(
    sorted(
        path.relative_to(ROOT).as_posix()
        for found in (
            ROOT.glob("README*.md"),
            (ROOT / ".github").glob("*.md"),
            (ROOT / "tests").glob("README*.md"),
            *((ROOT / place).rglob("README*.md") for place in PACKAGES),
        )
        for path in found
    )
)


class Fence(NamedTuple):
    """A code block of a page."""

    language: str
    text: str


@cache
def text_of(page: str) -> str:
    """Return what a page says, as it is written."""
    return (ROOT / page).read_text(encoding="utf-8")


def all_fences(page: str) -> list[Fence]:
    """Return the code blocks of a page, also those inside steps."""
    found = re.findall(r"^( *)```(\w+)\n(.*?)^\1```$", text_of(page), re.DOTALL | re.MULTILINE)
    return [Fence(language, dedent(text)) for _, language, text in found]


def fences(page: str, language: str) -> list[str]:
    """Return what stands in code blocks of a language."""
    return [fence.text for fence in all_fences(page) if fence.language == language]


def prose(page: str) -> str:
    """Return a page without its code blocks."""
    return re.sub(r"^( *)```.*?^\1```$", "", text_of(page), flags=re.DOTALL | re.MULTILINE)


def codes(text: str) -> list[str]:
    """Return what stands in backticks inside sentences and tables."""
    return re.findall(r"`([^`]+)`", text)


def links(page: str) -> list[str]:
    """Return where the links and pictures of a page lead, but for addresses."""
    found = re.findall(r"\[[^]]*\]\(([^)]+)\)", prose(page))
    return [target for target in found if not target.startswith("http")]


def headings(page: str) -> list[tuple[str, str]]:
    """Return the level and the words of each heading."""
    return re.findall(r"^(#+) (.+)$", prose(page), re.MULTILINE)


def anchors(page: str) -> set[str]:
    """Return the anchors of a page, as they are made where the pages are shown."""
    return {re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-") for _, words in headings(page)}


def tables(page: str) -> Iterator[tuple[list[str], list[list[str]]]]:
    """Yield the header and the rows of each table; cells as they are written."""
    for block in re.findall(r"(?:^ *\|.*\|\n)+", prose(page) + "\n", re.MULTILINE):
        header, _, *lines = (
            [cell.strip() for cell in line.strip().strip("|").split("|")] for line in block.splitlines()
        )
        yield header, lines


def keys(page: str, title: str) -> list[str]:
    """Return what stands in backticks in the first column of the table whose first header this is."""
    (found,) = [lines for header, lines in tables(page) if header[0] == title]
    return [code for line in found for code in codes(line[0])]


def twin(page: str) -> str | None:
    """Return the same page in the other language, None for those that have none."""
    if page in ALONE or page.startswith(".github/"):
        return None
    name = Path(page).name
    return str(Path(page).with_name(CHINESE if name == ENGLISH else ENGLISH))


def run_shell(
    arguments: Sequence[str], typed: str = "", *, folder: Path = ROOT, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run bash in a folder, with what is typed into it, away from any terminal."""
    return subprocess.run(  # noqa: S603 - what the pages say
        ["bash", *arguments],  # noqa: S607 - wherever it is installed
        cwd=folder,
        env=environment,
        input=typed,
        text=True,
        capture_output=True,
        check=False,
        start_new_session=True,
    )


def statements(block: str) -> list[str]:
    """Cut a block of shell into its statements, each whole: with its here-document, its quotes, its further lines."""
    found: list[str] = []
    lines: list[str] = []
    for line in block.splitlines():
        if not lines and not line.strip():
            continue
        lines.append(line)
        if _is_whole(lines):
            found.append("\n".join(lines))
            lines = []
    return [*found, *(["\n".join(lines)] if lines else [])]


def _is_whole(lines: list[str]) -> bool:
    begun = re.search(r"<<'?(\w+)'?", lines[0])
    if begun:
        return lines[-1] == begun[1]
    if lines[-1].endswith("\\"):
        return False
    return run_shell(["-n"], "\n".join(lines)).returncode == 0


def commands(page: str) -> list[str]:
    """Return the statements of a page's shell blocks, without what is said beside them."""
    found = [line for block in fences(page, "sh") for line in statements(block)]
    return [line if "\n" in line else re.sub(r"\s+# .*", "", line) for line in found]
