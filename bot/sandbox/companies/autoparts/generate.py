"""Writes the sample factory: who works there and what was inspected, from one seed.

Run it with ``python -m bot.sandbox.companies.autoparts.generate``; the same seed gives the same files. Everything is
invented. The situations are those of a car-parts maker that brought its defect rate down (README.md lists them with
the people they happen to), drawn around with ordinary weeks so that they do not stand alone.
"""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SEED = 20260801
HERE = Path(__file__).parent
FIRST_DAY, LAST_DAY = date(2026, 8, 3), date(2026, 11, 6)
HOLIDAYS = {date(2026, 9, 25), *(date(2026, 10, 1) + timedelta(days=n) for n in range(7))}
WEEKEND = {5, 6}
AUGUST = 11
"""August 2026, counted from September 2025."""
EXTRA_WORKDAYS = {date(2026, 9, 20), date(2026, 10, 10)}

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"
GIVEN = (
    "志强 秀英 建军 丽娟 海涛 桂芳 永刚 雪梅 国华 玉兰 俊杰 红霞 文斌 春燕 立新 小红 德明 晓东 美玲 振华 "
    "淑珍 家伟 艳萍 庆丰 凤霞 启航 慧敏 学良 爱华 宏伟 素芬 天成 金凤 少华 月琴 大勇 佳宁 跃进 思远 冬梅"
).split()

LINES = ("L1", "L2", "L3", "L4")
LINE_NAMES = {"L1": "1号线", "L2": "2号线", "L3": "3号线", "L4": "4号线"}
WORKERS_PER_LINE = 12
PIECES_A_DAY = (60, 92)

LI_SI = "HY305"
"""From 8 % to 1 %: changed how he clamps the part."""
RISING = "HY108"
"""Worse two months running, and over 3 % at the end."""
BORDER = "HY402"
"""Exactly 3.00 % in October: no alert, and not yet the goal of under 3 %."""
NEWCOMER = "HY412"
"""Started on 15 September."""
AWAY = "HY207"
"""On leave 12 to 23 October."""
MACHINE_TROUBLE = date(2026, 10, 22)
"""Machine 3 of line 2 stopped twice after 14:00."""
MACHINE_3 = ("HY206", "HY208", "HY209")
"""Who worked at that machine that day."""

OFFICE = (
    ("HY030", "人事主管", "人事部", "HY001"),
    ("HY031", "人事专员", "人事部", "HY030"),
    ("HY040", "系统管理员", "信息部", "HY001"),
    ("HY050", "研发经理", "研发部", "HY001"),
    ("HY051", "研发工程师", "研发部", "HY050"),
)
"""Who looks after people and after Jinbu itself (two of HR, since a correction needs two, and an admin), and R&D."""

TWICE = {8: (8, 2), 13: (8, 2), 16: (8, 3), 20: (8, 2), 22: (8, 2), 23: (8, 3), 29: (12, 1)}
"""By the day of October, pieces and defects of the batch that was written down twice."""
FINISHED = (
    ("2026-05-20", LI_SI, "培训", "量具使用与首件检验", "", "4"),
    ("2026-07-03", LI_SI, "项目", "3号线首件三检推行", "97%", ""),
    ("2026-07-03", "HY306", "项目", "3号线首件三检推行", "97%", ""),
    ("2026-07-15", "HY210", "培训", "量具使用与首件检验", "", "4"),
    ("2026-08-21", "HY210", "项目", "2号线换型时间缩短", "105%", ""),
)
"""Day, person, kind, what, how far a project's goal was reached, hours of a training."""
COURSES = (
    ("QC-1", "Gauges and first-piece checks", "量具使用与首件检验", "首件检验; 量具", "defect_rate", "basic"),
    ("QC-2", "Clamping and fixtures", "夹具与装夹", "夹具; 装夹", "defect_rate", "intermediate"),
)
BEGINNING = date(2026, 8, 31)
"""From this day on the book arrives day by day; what it holds before is there from the beginning."""


def workdays(first: date, last: date) -> Iterator[date]:
    """Yield the factory's working days: weekdays without public holidays, and the make-up days."""
    day = first
    while day <= last:
        if day in EXTRA_WORKDAYS or (day.weekday() not in WEEKEND and day not in HOLIDAYS):
            yield day
        day += timedelta(days=1)


# Long because the order in which rows are drawn is part of the company: one row after the other, one dice.
def people(rng: Random) -> list[dict[str, str]]:
    """Return the roster, units first."""
    names = [surname + given for surname in SURNAMES for given in GIVEN]
    rng.shuffle(names)
    fixed = {LI_SI: "李四", "HY010": "李志强", "HY001": "王建国", "HY020": "周敏", RISING: "赵永刚", BORDER: "张敏"}
    fixed |= {"HY030": "林晓梅", "HY031": "何静", "HY040": "方毅", "HY050": "沈立群", "HY051": "许文静"}
    rows: list[dict[str, str]] = []
    dice = rng

    def add(key: str, role: str, department: str, manager: str, **more: str) -> None:
        row = {
            "employee_id": key,
            "name": fixed.get(key) or names.pop(),
            "role": role,
            "department": department,
            "manager_id": manager,
            "kind": "person",
            "unit": "",
            "hire_date": f"{dice.randint(2014, 2024)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}",
            "timezone": "Asia/Shanghai",
            "locale": "zh-CN",
            "location": "CN",
            "dingtalk_id": key.lower(),
        }
        rows.append(row | more)

    def add_unit(key: str, name: str, manager: str, unit: str = "") -> None:
        add(key, "产线" if key in LINES else "部门", "生产部", manager, name=name, kind="unit", unit=unit)
        rows[-1] |= {"hire_date": "", "dingtalk_id": ""}

    add_unit("PROD", "生产部", "HY010")
    for line in LINES:
        add_unit(line, LINE_NAMES[line], "HY010", "PROD")
    add("HY001", "总经理", "总经办", "")
    add("HY010", "生产经理", "生产部", "HY001")
    add("HY020", "质检经理", "质检部", "HY001")
    for number, line in enumerate(LINES, start=1):
        add(f"HY01{number}", "线长", "生产部", "HY010")
        for worker in range(1, WORKERS_PER_LINE + 1):
            key = f"HY{number}{worker:02}"
            hired = {"hire_date": "2026-09-15"} if key == NEWCOMER else {}
            add(key, "操作工", "生产部", f"HY01{number}", unit=line, **hired)
    for number in range(1, 7):
        add(f"HY02{number}", "质检员", "质检部", "HY020")
    dice = Random(f"{SEED} office")  # noqa: S311 - so that what is drawn for the others stays as it was
    for key, role, department, manager in OFFICE:
        add(key, role, department, manager)
    return rows


def rate(key: str, month: int, usual: float) -> float:
    """Return a worker's chance of a defect in a month counted from September 2025 (0) to November 2026 (14).

    The whole shop falls from about 15 % in winter to about 5 % in July (the programme of the case) and stays low.
    """
    programme = (1.0, 1.02, 0.98, 1.0, 1.0, 0.95, 0.80, 0.64, 0.50, 0.40, 0.33, 0.20, 0.165, 0.15, 0.15)
    shop = 0.15 * programme[month]
    if key == LI_SI:
        return (0.16, 0.16, 0.15, 0.15, 0.15, 0.14, 0.12, 0.10, 0.09, 0.08, 0.08, 0.045, 0.022, 0.010, 0.010)[month]
    if key == RISING and month >= AUGUST:
        return (0.020, 0.024, 0.028, 0.025)[month - AUGUST]
    return shop * usual


def inspections(rng: Random, roster: list[dict[str, str]]) -> Iterator[dict[str, str]]:
    """Yield one row per worker, machine and working day of the last months."""
    workers = [row for row in roster if row["role"] == "操作工"]
    usual = {row["employee_id"]: rng.uniform(0.70, 1.12) for row in workers}
    for day in workdays(FIRST_DAY, LAST_DAY):
        month = (day.year - 2025) * 12 + day.month - 9
        for row in workers:
            key = row["employee_id"]
            if key == NEWCOMER and day < date(2026, 9, 15):
                continue
            if key == AWAY and date(2026, 10, 12) <= day <= date(2026, 10, 23):
                continue
            pieces = rng.randint(*PIECES_A_DAY)
            chance = rate(key, month, usual[key])
            machine = (int(key[-2:]) - 1) // 3 + 1
            bad = sum(rng.random() < chance for _ in range(pieces))
            if day == MACHINE_TROUBLE and key in MACHINE_3:
                machine, bad = 3, bad + rng.randint(10, 12)
            yield {
                "日期": day.strftime("%Y-%m-%d"),
                "产线": LINE_NAMES[row["unit"]],
                "工号": key,
                "姓名": row["name"],
                "机台": f"{machine}号机",
                "检验数": str(pieces),
                "次品数": str(bad),
            }


def settle_border(rows: list[dict[str, str]]) -> None:
    """Make one worker's October come out at exactly 3.00 %: 45 of 1,500."""
    october = [row for row in rows if row["工号"] == BORDER and row["日期"].startswith("2026-10")]
    per_day, more = divmod(1500, len(october))
    bad_per_day, bad_more = divmod(45, len(october))
    for number, row in enumerate(october):
        row["检验数"] = str(per_day + (number < more))
        row["次品数"] = str(bad_per_day + (number < bad_more))


def history(rng: Random, roster: list[dict[str, str]]) -> Iterator[dict[str, str]]:
    """Yield monthly counts per worker for the eleven months before the daily records begin."""
    workers = [row for row in roster if row["role"] == "操作工" and row["employee_id"] != NEWCOMER]
    usual = {row["employee_id"]: rng.uniform(0.85, 1.15) for row in workers}
    for month in range(11):
        first = date(2025 + (8 + month) // 12, (8 + month) % 12 + 1, 1)
        for row in workers:
            pieces = rng.randint(1450, 1750)
            bad = round(pieces * rate(row["employee_id"], month, usual[row["employee_id"]]) * rng.uniform(0.95, 1.05))
            yield {
                "工号": row["employee_id"],
                "月份": first.strftime("%Y年%m月"),
                "检验数": str(pieces),
                "次品数": str(bad),
            }


def targets(roster: list[dict[str, str]]) -> Iterator[dict[str, str]]:
    """Yield the goals: workers under 3 %, lines 4 %, the shop from 15 % to 5 %, by month."""
    for month in range(15):
        first = date(2025 + (8 + month) // 12, (8 + month) % 12 + 1, 1)
        last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        for row in roster:
            goal = {"操作工": "3%", "产线": "4%", "部门": "5%"}.get(row["role"])
            if goal and (row["role"] != "操作工" or month >= AUGUST):
                yield {
                    "employee_id": row["employee_id"],
                    "metric": "defect_rate",
                    "period_start": first.isoformat(),
                    "period_end": last.isoformat(),
                    "target": goal,
                    "start_value": "15%" if row["role"] == "部门" else "",
                }


def correction(daily: list[dict[str, str]]) -> Iterator[dict[str, str]]:
    """Yield one worker's days of October again on which a batch had been written down twice, without it."""
    for row in daily:
        day = date.fromisoformat(row["日期"])
        if row["工号"] == RISING and (day.year, day.month) == (2026, 10) and day.day in TWICE:
            pieces, bad = TWICE[day.day]
            yield row | {"检验数": str(int(row["检验数"]) - pieces), "次品数": str(int(row["次品数"]) - bad)}


def finished() -> Iterator[dict[str, str]]:
    """Yield the projects and trainings that people finished."""
    for number, row in enumerate(FINISHED, start=1):
        day, person, event, what, attainment, hours = row
        project = event == "项目"
        yield {
            "编号": f"W-{number}",
            "日期": day,
            "工号": person,
            "类别": event,
            "项目名称": what if project else "",
            "达成率": attainment,
            "课程": "" if project else what,
            "学时": hours,
        }


def courses() -> Iterator[dict[str, str]]:
    """Yield the courses that the company has."""
    for key, english, chinese, topics, metrics, level in COURSES:
        yield {
            "course": key,
            "title_en": english,
            "title_zh": chinese,
            "topics": topics,
            "metrics": metrics,
            "level": level,
            "language": "zh",
        }


def write(name: str, rows: Iterable[dict[str, str]], *, encoding: str = "utf-8") -> None:
    """Write a CSV file beside this script."""
    listed = list(rows)
    with (HERE / name).open("w", newline="", encoding=encoding) as file:
        writer = csv.DictWriter(file, fieldnames=list(listed[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(listed)


def main() -> None:
    """Write every file of the company."""
    rng = Random(SEED)  # noqa: S311 - a sample, not a secret
    roster = people(rng)
    write("people.csv", roster)
    write("targets.csv", targets(roster))
    write("history.csv", history(rng, roster), encoding="gb18030")
    daily = list(inspections(rng, roster))
    settle_border(daily)
    for month in ("2026-08", "2026-09", "2026-10", "2026-11"):
        write(f"inspections-{month}.csv", (row for row in daily if row["日期"].startswith(month)))
    write("inspections-beginning.csv", (row for row in daily if row["日期"] < BEGINNING.isoformat()))
    write("correction-2026-10.csv", correction(daily))
    write("finished.csv", finished())
    write("courses.csv", courses())
    write("absences.csv", [{"employee_id": AWAY, "start": "2026-10-12", "end": "2026-10-23", "reason": "年假"}])


if __name__ == "__main__":
    main()
