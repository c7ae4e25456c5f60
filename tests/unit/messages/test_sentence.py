"""Which commands are offered for sentences that nobody fitted the examples to."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from bot.messages.sentence import METRIC, NAME, PERIOD, near
from bot.people.domain.permission import Role, allowed
from handlers import ROUTES, Means

UNSEEN = Path(__file__).parents[2] / "data/sentences.csv"
ROLES = {"employee": (), "manager": (Role.MANAGER,), "hr": (Role.HR,), "admin": (Role.ADMIN,)}
MARKS = (
    (NAME, r"\bBo\b|李伟"),
    (METRIC, r"defect rate|sales|orders|margin|output|次品率|毛利|订单|产量"),
    (
        PERIOD,
        r"\b(?:this|next|last) (?:month|week)\b|\b(?:october|september|december)\b|[九十]月|十二月|这个月|这周|下周",
    ),
)


def mine(role: str) -> set[str]:
    """Return the commands that somebody may use."""
    roles = [Role.EMPLOYEE, *ROLES[role]]
    return {route.aliases["en"][0] for route in ROUTES if Means.WORDS in route.means and allowed(route.act, roles)}


def marked(text: str) -> str:
    for mark, pattern in MARKS:
        text = re.sub(pattern, mark, text, flags=re.IGNORECASE)
    return text


@pytest.mark.parametrize(("lang", "right", "quiet"), [("en", 0.65, 0.55), ("zh", 0.5, 0.7)])
def test_the_right_command_is_mostly_among_the_two_that_are_offered_and_small_talk_gets_none(
    capsys: pytest.CaptureFixture[str], lang: str, right: float, quiet: float
) -> None:
    with UNSEEN.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["lang"] == lang]
    offered = [(row["route"], near(marked(row["text"]), among=mine(row["role"]))) for row in rows]
    asked = [(route, found) for route, found in offered if route != "none"]
    nothing = [found for route, found in offered if route == "none"]
    hit, silent = sum(route in found for route, found in asked), sum(not found for found in nothing)
    other = sum(bool(found) and route not in found for route, found in asked)
    with capsys.disabled():
        print(  # noqa: T201 - the figures are for people
            f"\noffers, {lang}: right {hit} of {len(asked)}, other {other}, none for {silent} of {len(nothing)}", end=""
        )

    assert hit >= right * len(asked)
    assert silent >= quiet * len(nothing)
    assert all(len(found) <= 2 for _, found in offered)


def test_only_what_somebody_may_use_is_offered() -> None:
    assert "audit" in near("who changed {name}'s data", among=mine("admin"))
    assert "audit" not in near("who changed {name}'s data", among=mine("employee"))


@pytest.mark.parametrize("text", ["", "…", "🙂", "x" * 5000])
def test_what_holds_no_word_gets_no_offer(text: str) -> None:
    assert near(text, among=mine("employee")) == ()
