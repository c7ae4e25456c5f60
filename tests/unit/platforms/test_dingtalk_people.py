"""DingTalk's directory where an app may read a part of it, and departments come and go while it is read."""

from __future__ import annotations

from typing import Any

import pytest

from bot.kit.errors import PlatformError, Rejected, Unreachable
from bot.platforms.dingtalk.check import contacts
from bot.platforms.dingtalk.fault import old_fault_of
from bot.platforms.dingtalk.people import DingTalkPeople
from tests.wire import said

COMPANY = {1: [2, 3], 2: [], 3: [4], 4: []}


class Calls:
    """The old oapi of a company of four departments with one person each; ``faults`` are errcodes by department."""

    def __init__(self, faults: dict[int, str], scope: dict[str, list[Any]] | None = None) -> None:
        self._faults = faults
        self._scope = scope
        self.asked: list[str] = []

    async def old(self, path: str, body: dict[str, Any] | None = None, *, method: str = "POST") -> dict[str, Any]:
        self.asked.append(path)
        if path == "/auth/scopes":
            assert method == "GET"
            return {"errcode": 0, "auth_org_scopes": self._scope}
        given = body or {}
        if path.endswith("user/get"):
            if given["userid"] == "outside":
                raise old_fault_of("50002", "员工不在授权范围")
            return {"errcode": 0, "result": {"userid": given["userid"], "name": "n"}}
        department = given["dept_id"]
        if department in self._faults:
            raise old_fault_of(self._faults[department], "部门")
        if path.endswith("listsub"):
            return {"errcode": 0, "result": [{"dept_id": below} for below in COMPANY[department]]}
        return {"errcode": 0, "result": {"has_more": False, "list": [{"userid": f"u{department}", "name": "n"}]}}


async def read(calls: Calls) -> tuple[list[str], tuple[str, ...]]:
    people = DingTalkPeople(calls)  # type: ignore[arg-type]
    found = await people.directory()
    return [profile.identity.user for profile in found], people.unread


async def test_the_whole_company_is_read_from_the_root_down() -> None:
    assert await read(Calls({})) == (["u1", "u2", "u3", "u4"], ())


async def test_an_app_that_may_read_some_departments_reads_those_and_the_people_it_was_given() -> None:
    scope: dict[str, list[Any]] = {"authed_dept": [2, 4], "authed_user": ["solo", "outside"]}

    assert await read(Calls({1: "50004"}, scope)) == (["solo", "u2", "u4"], ("1 (50004)", "outside (50002)"))


async def test_a_department_that_has_vanished_keeps_no_other_from_being_read() -> None:
    assert await read(Calls({3: "60003"})) == (["u1", "u2"], ("3 (60003)",))


@pytest.mark.parametrize(("code", "kind"), [("60011", PlatformError), ("50004", Rejected), ("-1", Unreachable)])
async def test_a_directory_of_which_nothing_can_be_read_is_a_failure(code: str, kind: type[PlatformError]) -> None:
    with pytest.raises(kind):
        await read(Calls({1: code}, {"authed_dept": [], "authed_user": []}))


async def test_the_doctor_names_what_of_the_directory_is_missing() -> None:
    calls: Any = Calls({3: "60003"})

    found = await contacts(calls, DingTalkPeople(calls))

    assert not found.ok
    assert "2 people can be read" in said(found)
    assert "3 (60003)" in said(found)
