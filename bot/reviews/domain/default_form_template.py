"""The form that a new installation begins with: what went well, what to improve, the plan (R67, R68, R70, R72)."""

from __future__ import annotations

from typing import Final

from bot.reviews.domain.form_template import (
    Bilingual,
    Coaching,
    Filler,
    FormTemplate,
    Purpose,
    QuestionKind,
    TemplateQuestion,
    TemplateSection,
)

SELF_REVIEW: Final = FormTemplate(
    key="self_review",
    version=1,
    title=Bilingual("Self-review", "绩效自评"),
    minutes=10,
    sections=(
        TemplateSection(
            key="strengths",
            purpose=Purpose.STRENGTHS,
            title=Bilingual("What went well", "做得好的"),
            intro=Bilingual(
                "What you can name: a project, a number, what you did.",
                "写说得出的事：哪个项目、什么数字、你做了什么。",
            ),
            item=Bilingual("Project", "项目"),
            questions=(
                TemplateQuestion(key="project", label=Bilingual("Project", "项目名称"), kind=QuestionKind.SHORT),
                TemplateQuestion(
                    key="completion",
                    label=Bilingual("Completion rate", "目标完成率"),
                    hint=Bilingual("More than 100% is possible, such as 120%.", "可以超过100%，比如120%。"),
                    kind=QuestionKind.PERCENT,
                ),
                TemplateQuestion(
                    key="behaviour",
                    label=Bilingual("Key actions", "关键行为"),
                    hint=Bilingual("Led the work on the core module", "主导了核心模块开发"),
                    coaching=Coaching.SPECIFIC,
                ),
                TemplateQuestion(
                    key="contribution",
                    label=Bilingual("What the team gained", "团队贡献"),
                    hint=Bilingual("It cut the team's costs by 15%", "帮助团队降低成本15%"),
                ),
            ),
        ),
        TemplateSection(
            key="improvements",
            purpose=Purpose.IMPROVEMENTS,
            title=Bilingual("What to improve", "需改进的"),
            intro=Bilingual(
                "One thing that happened, what came of it, and your own part.",
                "一件具体的事、带来的影响、自己差在哪里。",
            ),
            item=Bilingual("Event", "事件"),
            most=3,
            questions=(
                TemplateQuestion(
                    key="event",
                    label=Bilingual("What happened", "具体事件"),
                    hint=Bilingual(
                        "Project B: the test team heard of the change too late", "项目B：因未及时与测试团队沟通"
                    ),
                    coaching=Coaching.SPECIFIC,
                ),
                TemplateQuestion(
                    key="impact",
                    label=Bilingual("What came of it", "影响"),
                    hint=Bilingual(
                        "The fix came 2 days late, and so did the release", "导致bug修复延迟2天，影响项目上线时间"
                    ),
                ),
                TemplateQuestion(
                    key="shortfall",
                    label=Bilingual("Own shortfall", "自身不足"),
                    hint=Bilingual("I had agreed no time to compare notes", "没有约定和测试团队同步的时间"),
                ),
            ),
        ),
        TemplateSection(
            key="plan",
            purpose=Purpose.PLAN,
            title=Bilingual("Plan", "改进计划"),
            intro=Bilingual(
                "What will be different, by when, and what you need for it.", "要改成什么样、到什么时候、需要什么支持。"
            ),
            item=Bilingual("Goal", "目标"),
            most=3,
            questions=(
                TemplateQuestion(
                    key="goal",
                    label=Bilingual("Goal", "目标"),
                    hint=Bilingual("Cut bug fix time by 50% within 3 months", "3个月内将bug修复时间缩短50%"),
                    coaching=Coaching.PLAN,
                ),
                TemplateQuestion(
                    key="steps",
                    label=Bilingual("Steps", "行动步骤"),
                    hint=Bilingual("Learn the tool, then use it on project B", "先学会测试工具，再用到项目B"),
                ),
                TemplateQuestion(
                    key="milestones",
                    label=Bilingual("Milestones", "时间节点"),
                    hint=Bilingual(
                        "Month 1: learn the tool. Month 2: use it on the project. Month 3: sum up and improve.",
                        "第1个月完成工具学习，第2个月应用于项目，第3个月总结优化",
                    ),
                ),
                TemplateQuestion(
                    key="support",
                    label=Bilingual("Support needed", "所需支持"),
                    hint=Bilingual("A place on the test tool course", "申请测试工具培训名额"),
                    required=False,
                ),
            ),
        ),
        TemplateSection(
            key="unseen",
            purpose=Purpose.UNSEEN,
            title=Bilingual("Work that no figure shows", "数据看不到的工作"),
            intro=Bilingual("Optional. Colleagues who took part can confirm it.", "选填。一起参与的同事可以确认。"),
            item=Bilingual("Contribution", "贡献"),
            least=0,
            most=3,
            questions=(
                TemplateQuestion(key="what", label=Bilingual("What was done", "做了什么")),
                TemplateQuestion(
                    key="who",
                    label=Bilingual("Who can confirm it", "谁可以确认"),
                    hint=Bilingual("A colleague's name", "同事的姓名"),
                    kind=QuestionKind.SHORT,
                    required=False,
                ),
            ),
        ),
        TemplateSection(
            key="view",
            filler=Filler.MANAGER,
            title=Bilingual("Manager's view", "主管评价"),
            intro=Bilingual(
                "What you saw and what it led to. They read it.", "写你看到的事和它带来的结果，对方会看到。"
            ),
            questions=(
                TemplateQuestion(
                    key="strengths", label=Bilingual("What went well", "做得好的"), coaching=Coaching.SPECIFIC
                ),
                TemplateQuestion(
                    key="improvements", label=Bilingual("What to improve", "需改进的"), coaching=Coaching.SPECIFIC
                ),
                TemplateQuestion(
                    key="support", label=Bilingual("Support from the manager", "主管的支持"), required=False
                ),
            ),
        ),
        TemplateSection(
            key="colleague",
            filler=Filler.PEER,
            title=Bilingual("Working together", "同事评价"),
            intro=Bilingual(
                "Nobody learns who wrote what. It is read only if at least three answer, and all together.",
                "没有人会知道哪句话是谁写的。至少三个人答了才会公开，而且一起公开。",
            ),
            questions=(
                TemplateQuestion(
                    key="together",
                    label=Bilingual("How well does working together go?", "合作起来怎么样？"),
                    kind=QuestionKind.RATING,
                    options=(
                        Bilingual("rarely well", "经常不顺"),
                        Bilingual("sometimes well", "有时不顺"),
                        Bilingual("mostly well", "大多顺利"),
                        Bilingual("well", "顺利"),
                        Bilingual("very well", "非常顺利"),
                    ),
                ),
                TemplateQuestion(
                    key="keep",
                    label=Bilingual("What to keep doing", "希望保持的"),
                    hint=Bilingual(
                        "Something that happened: on which work, what they did, what came of it",
                        "举一件事：在哪项工作里，TA做了什么，带来了什么",
                    ),
                ),
                TemplateQuestion(
                    key="change",
                    label=Bilingual("What to do differently", "希望改变的"),
                    required=False,
                ),
            ),
        ),
    ),
)
"""The self-review with its three sections, the manager's view, and the questions for colleagues."""
