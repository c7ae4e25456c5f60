"""What people ask, one sentence after the other, as employee, manager, HR and admin: each has the answer it is for.

The table was read answer by answer before it was written down. It holds the way that a sentence goes; what the answers
say is held where they are made.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.people.domain.permission import Role
from tests.chat import Chat, Way, chat, give
from tests.company import Company
from tests.integration.handlers.test_meaning import LANGUAGE, outcome

if TYPE_CHECKING:
    from storage.storage import Storage

DATA = Path(__file__).parents[2] / "data"
NAMES = {
    "boss": ("Maria Lopez", "王芳"),
    "hr": ("Grace Kim", "陈静"),
    "adm": ("Ed Novak", "周平"),
    "p1": ("Anna Berg", "张敏"),
    "p2": ("Tom Lind", "李强"),
    "p3": ("Bo Larsen", "张伟"),
    "p4": ("Priya Nair", "刘洋"),
    "x1": ("Ida Moss", "赵静"),
}
MANAGER = {"boss": "chief", "hr": "chief", "adm": "chief", "x1": "adm"}
METRICS = {"sales": ("Sales", "销售额"), "margin": ("Gross margin", "毛利率"), "returns": ("Return rate", "退货率")}
MONTHS = [date(2025, 10, 1), date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1)]


def rows() -> list[dict[str, str]]:
    with (DATA / "asked.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def office(talk: Chat) -> None:
    """Lay a company of one of each role, with people of a manager's and somebody of another team."""
    place = 0 if talk.locale == "en" else 1
    talk.hire("chief")
    for key, names in NAMES.items():
        talk.hire(key, manager=MANAGER.get(key, "boss"), name=names[place])
    with talk.work() as work:
        give(work, "hr", Role.HR)
        give(work, "adm", Role.ADMIN)
        company = Company(work)
        for key, (english, chinese) in METRICS.items():
            company.metric(key, unit="" if key == "sales" else "%", title_en=english, title_zh=chinese)
        for who in ("boss", "p1", "p2", "p3", "p4", "x1"):
            for key in METRICS:
                for month in MONTHS:
                    company.delta(who, key, month, value=0.3, target=0.4)


@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_a_sentence_goes_where_it_is_meant_to(storage: Storage, lang: str) -> None:
    async with chat(storage, Way(LANGUAGE[lang])) as talk:
        office(talk)

        wrong = {}
        for row in rows():
            if row["lang"] != lang:
                continue
            if not row["goes_on"]:
                talk.pass_by(minutes=11)
            found = outcome(await talk.say(row["who"], row["text"]))
            if found != row["outcome"]:
                wrong[row["who"], row["text"]] = (found, row["outcome"])

        assert wrong == {}


def test_the_table_has_a_hundred_sentences_a_language_of_every_role() -> None:
    for lang in ("en", "zh"):
        said = [row for row in rows() if row["lang"] == lang]
        assert len(said) >= 100
        assert {row["who"] for row in said} == {"p1", "boss", "hr", "adm"}
