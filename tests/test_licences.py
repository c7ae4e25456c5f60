"""The README names every dependency whose licence asks for more than to be named, as installed."""

from __future__ import annotations

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution

import pytest

from tests.house import ROOT

PERMISSIVE = re.compile(
    r"MIT(-CMU)?|BSD|0BSD|Apache|APL 2|PSF|Python Software Foundation|ISC|Zlib|CC0|Unlicense|HPND", re.IGNORECASE
)
DEMANDING = re.compile(r"L?GPL|MPL|Mozilla|OFL|EPL|CDDL|EUPL|SSPL|BUSL|Commons Clause", re.IGNORECASE)
NAMES = {"LGPL": "LGPL-3.0", "MPL": "MPL-2.0", "Mozilla": "MPL-2.0", "OFL": "OFL-1.1"}


def required() -> list[str]:
    """Return everything that an installation holds, by the pinned requirements."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return sorted({found[0] for line in lines if (found := re.match(r"[a-z0-9][a-z0-9._-]*(?===)", line))})


def licence(found: Distribution) -> str:
    """Return what a package says of its licence: as an expression, by classifiers, or in its own words."""
    said = found.metadata
    own = [value.split("::")[-1] for value in said.get_all("Classifier") or [] if value.startswith("License ::")]
    named = (said.get_all("License-Expression") or [""])[0]
    return named or "; ".join(own) or (said.get_all("License") or [""])[0][:80]


def demanding() -> dict[str, str]:
    """Return the packages whose licences are not permissive, with them."""
    found = {}
    for name in required():
        try:
            said = licence(distribution(name))
        except PackageNotFoundError:  # for another system
            continue
        if word := DEMANDING.search(said):
            found[name] = NAMES.get(word[0], word[0])
        else:
            assert PERMISSIVE.search(said), f"{name}: {said or 'says nothing of a licence'}"
    return found


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_readme_names_just_the_dependencies_that_ask_for_more(readme: str) -> None:
    last = (ROOT / readme).read_text(encoding="utf-8").rstrip().split("\n\n")[-1]
    named: dict[str, str] = {}
    waiting: list[str] = []
    for package, terms in re.findall(r"`([a-z0-9-]+)`|[(（]((?:LGPL|MPL|OFL)-[0-9.]+)[)）]", last):
        if package:
            waiting.append(package)
        else:
            named |= dict.fromkeys(waiting, terms)
            waiting = []

    assert not waiting
    assert named == demanding()
