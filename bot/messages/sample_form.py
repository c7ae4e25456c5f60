"""A long form with everything that forms can have, as an example: pages, panels, groups, ratings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages.card import Action, FactLine, Mood
from bot.messages.field import (
    DateField,
    GroupField,
    NumberField,
    Option,
    RatingField,
    SelectField,
    SeveralField,
    TextField,
)
from bot.messages.form import Form, FormStep, Page, Panel, Section

if TYPE_CHECKING:
    from bot.messages.field import Field
    from bot.messages.i18n import Translator


def sample(t: Translator) -> Form:
    """Make it, with nothing filled in; nothing in the product asks it."""
    return _chinese() if t.chinese else _english()


def forms(t: Translator) -> dict[str, Form]:
    """Show each of its pages once, filled in to a certain point."""
    form = sample(t)
    done = form.filled(_filled(chinese=t.chinese))
    wrong = {"plan.1.due": t("form-required")}
    return {
        "sample-first": _at(form, 0),
        "sample-filled": _at(done, 0, t("form-kept-now")),
        "sample-rating": _at(done, 1),
        "sample-problem": Form(**{name: getattr(_at(form, 2), name) for name in Form.__slots__} | {"problems": wrong}),
    }


def _at(form: Form, page: int, status: str = "") -> Form:
    return Form(**{name: getattr(form, name) for name in Form.__slots__} | {"step": FormStep(1, page, 0, status)})


# Long because a form is read from top to bottom, in the order in which it is asked.
def _english() -> Form:
    results = (
        FactLine("Sales", "115%", "target 100%", mood=Mood.GOOD),
        FactLine("Complaints still open", "3", "target 0", mood=Mood.GAP),
    )
    went_well: tuple[Field, ...] = (
        TextField("project", "Project", most=80),
        NumberField("rate", "Completion rate", hint="More than 100% is possible, such as 120%.", unit="%"),
        TextField("behaviour", "What you did", long=True, most=500),
        TextField("team", "What the team had of it", long=True, most=500),
    )
    plan: tuple[Field, ...] = (
        TextField("goal", "Goal", most=200),
        TextField("steps", "Steps", long=True, most=500),
        DateField("due", "By when", hint="For example 31 March"),
    )
    scale = ("not yet", "in part", "as agreed", "beyond", "far beyond")
    support = (Option("training", "Training"), Option("time", "Time"), Option("tools", "Tools"))
    follow = (Option("week", "Every week"), Option("month", "Every month"))
    return Form(
        kind="sample",
        title="Your half-year",
        intro="Your manager reads it once you submit it; until then only you see it.",
        pages=(
            Page(
                "What went well",
                (
                    Section(
                        "What went well",
                        (GroupField("projects", "Projects", "Project", went_well, least=1, most=5),),
                        intro="Only what you can name: a project, a number, what you did.",
                        panels=(Panel("Your half-year in figures", results, "From the sales system, as of 30 June"),),
                    ),
                ),
            ),
            Page(
                "To improve",
                (
                    Section(
                        "To improve",
                        (
                            TextField("event", "What happened", long=True, most=500),
                            TextField("impact", "What came of it", long=True, most=500),
                            TextField("own", "Your own part in it", long=True, most=500),
                        ),
                    ),
                    Section("Overall", (RatingField("overall", "How far did you get?", scale),)),
                ),
            ),
            Page(
                "Plan",
                (
                    Section(
                        "Plan",
                        (
                            GroupField("plan", "Goals", "Goal", plan, least=1, most=3),
                            SeveralField("support", "Support you need", support, required=False),
                            SelectField("follow", "How often to look at it together", follow, value="month"),
                        ),
                    ),
                ),
            ),
        ),
        submit="Submit",
        action=Action("sample.send"),
        opener=Action("sample"),
    )


# Long because a form is read from top to bottom, in the order in which it is asked.
def _chinese() -> Form:
    results = (
        FactLine("销售完成率", "115%", "目标100%", mood=Mood.GOOD),
        FactLine("未闭环投诉", "3件", "目标0件", mood=Mood.GAP),
    )
    went_well: tuple[Field, ...] = (
        TextField("project", "项目名称", most=80),
        NumberField("rate", "目标完成率", hint="可以超过100%，比如120%。", unit="%"),
        TextField("behaviour", "关键行为", long=True, most=500),
        TextField("team", "团队贡献", long=True, most=500),
    )
    plan: tuple[Field, ...] = (
        TextField("goal", "目标", most=200),
        TextField("steps", "行动步骤", long=True, most=500),
        DateField("due", "时间节点", hint="比如3月31日"),
    )
    scale = ("还没做到", "做到一部分", "按约定做到", "超出约定", "远超约定")
    support = (Option("training", "培训"), Option("time", "时间"), Option("tools", "工具"))
    follow = (Option("week", "每周"), Option("month", "每月"))
    return Form(
        kind="sample",
        title="上半年自评",
        intro="提交后直属主管会看到，提交之前只有你看得到。",
        locale="zh-CN",
        pages=(
            Page(
                "做得好的",
                (
                    Section(
                        "做得好的",
                        (GroupField("projects", "", "项目", went_well, least=1, most=5),),
                        intro="写说得出名字的事：哪个项目、什么数字、你做了什么。",
                        panels=(Panel("上半年的数字", results, "来自销售系统，截至6月30日"),),
                    ),
                ),
            ),
            Page(
                "需改进的",
                (
                    Section(
                        "需改进的",
                        (
                            TextField("event", "具体事件", long=True, most=500),
                            TextField("impact", "影响", long=True, most=500),
                            TextField("own", "自身不足", long=True, most=500),
                        ),
                    ),
                    Section("总体", (RatingField("overall", "总体做到了多少？", scale),)),
                ),
            ),
            Page(
                "改进计划",
                (
                    Section(
                        "改进计划",
                        (
                            GroupField("plan", "", "目标", plan, least=1, most=3),
                            SeveralField("support", "所需支持", support, required=False),
                            SelectField("follow", "多久一起看一次", follow, value="month"),
                        ),
                    ),
                ),
            ),
        ),
        submit="提交",
        action=Action("sample.send"),
        opener=Action("sample"),
    )


def _filled(*, chinese: bool) -> dict[str, str | tuple[str, ...]]:
    if chinese:
        return {
            "projects.1.project": "项目A",
            "projects.1.rate": "120%",
            "projects.1.behaviour": "主导了核心模块开发",
            "projects.1.team": "帮助团队降低成本15%",
            "projects.2.project": "项目C",
            "projects.2.rate": "100%",
            "projects.2.behaviour": "给测试组做技术支持",
            "projects.2.team": "团队提前2周交付",
            "event": "项目B没有及时和测试团队沟通",
            "impact": "bug修复延迟2天，影响项目上线时间",
            "own": "没有约定同步的时间",
            "overall": "4",
        }
    return {
        "projects.1.project": "Project A",
        "projects.1.rate": "120%",
        "projects.1.behaviour": "Led the work on the core module",
        "projects.1.team": "Costs of the team went down by 15%",
        "projects.2.project": "Project C",
        "projects.2.rate": "100%",
        "projects.2.behaviour": "Stood by the test team with advice",
        "projects.2.team": "Delivered two weeks early",
        "event": "On project B I told the test team too late",
        "impact": "A fix came two days late, and so did the release",
        "own": "I had agreed no time to compare notes",
        "overall": "4",
    }
