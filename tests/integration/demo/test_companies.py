"""Two companies are two installations: in the demo nobody of the one ever sees anybody of the other."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.database import open_database
from bot.demo.stage import settings_for
from bot.demo.story import COMPANIES, START, set_the_scene
from bot.doctor import _company
from bot.kit.identity import Identity
from bot.messages.i18n import translator
from bot.people.domain.permission import Role
from bot.people.services import permission

if TYPE_CHECKING:
    from pathlib import Path

    from storage.storage import Storage


def test_hr_of_one_company_of_the_demo_finds_nobody_of_the_other(tmp_path: Path) -> None:
    names: dict[str, set[str]] = {}
    platforms: dict[str, tuple[bool, bool]] = {}
    for company in COMPANIES:
        settings = settings_for("http://127.0.0.1:9", tmp_path, platform=company.platform)
        platforms[company.key] = (settings.slack.on, settings.dingtalk.on)
        with closing(open_database(settings)) as storage:
            set_the_scene(storage, company, now=START)
            with storage.work() as work:
                everybody = work.people.all()
                someone = next(person for person in everybody if person.identities)
                work.permissions.give(someone.id, Role.HR, by="test", at=START)
                hr = permission.actor(work, someone, now=START + timedelta(days=1))
                seen = [person for person in everybody if permission.sees(work, hr, person, now=START)]
                names[company.key] = {person.name for person in seen}
                assert {identity.platform for person in everybody for identity in person.identities} == {
                    company.platform
                }

    first, other = names.values()
    assert first
    assert other
    assert not first & other
    assert sorted(platforms.values()) == [(False, True), (True, False)]


def test_the_doctor_says_that_one_installation_is_one_company(storage: Storage) -> None:
    with storage.work() as work:
        work.people.put([{"id": "ana", "name": "Ana"}, {"id": "bo", "name": "Bo"}])
        work.people.link("ana", Identity("slack", "T1", "U1"))
        alone = _company(work, translator("en"))
        work.people.link("bo", Identity("slack", "T2", "U2"))
        several = _company(work, translator("en"))

    assert alone["ok"]
    assert "one installation is one company" in alone["note"]
    assert not several["ok"]
    assert "slack: T1, T2" in several["note"]
