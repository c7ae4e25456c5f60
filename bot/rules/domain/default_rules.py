"""The rules that a new installation begins with: those of the requirements, with their thresholds as written there."""

from __future__ import annotations

from bot.rules.domain.rule import Audience, Rule, Scope, Tone

DEFAULT_RULES: tuple[Rule, ...] = (
    Rule(  # R21; to date it compares with the pro-rated target, at the end with the whole one (Q7)
        key="talk-below-80",
        title_en="Attainment below 80%: talk one to one",
        title_zh="达成率低于 80%：安排一次 1 对 1 沟通",
        scope=Scope.PERSON,
        condition="attainment < 80%",
        audience=Audience.MANAGER,
        tone=Tone.NUDGE,
    ),
    Rule(  # R13
        key="target-met-with-highlight",
        title_en="Target met, and better than the role's median or than ever before",
        title_zh="目标达成，且优于同岗中位数或创个人最好",
        scope=Scope.PERSON,
        condition="complete and attainment >= 100% and (beats_peers or own_best)",
        audience=Audience.PERSON,
        tone=Tone.PRAISE,
    ),
    Rule(  # R8, Q6: two rises, so three values
        key="csat-rises-twice",
        title_en="Customer satisfaction rose twice in a row",
        title_zh="客户满意度连续两期上升",
        scope=Scope.PERSON,
        condition='metric == "csat" and good_streak >= 2',
        audience=Audience.PERSON,
        tone=Tone.PRAISE,
        material=True,
    ),
    Rule(  # R9: once, about the team
        key="delay-rate-rises",
        title_en="The team's delay rate rose",
        title_zh="团队项目延期率上升",
        scope=Scope.UNIT,
        condition='metric == "delay_rate" and gain < 0',
        audience=Audience.MANAGER,
        tone=Tone.ALERT,
        minimum_n=5,
        material=True,
    ),
    Rule(  # R167, Q2: exactly 3 % does not fire
        key="defect-above-3",
        title_en="Defect rate above 3%: ask what happened",
        title_zh="次品率超过 3%：与本人沟通了解情况",
        scope=Scope.PERSON,
        condition='metric in ["defect_rate", "defect_rate_day"] and value > 3%',
        audience=Audience.MANAGER,
        tone=Tone.NUDGE,
        minimum_n=100,
    ),
    Rule(  # R168
        key="line-defect-above-5",
        title_en="The line's defect rate is above 5%: check the line",
        title_zh="产线次品率超过 5%：检查产线运行状态",
        scope=Scope.UNIT,
        condition='metric in ["defect_rate", "defect_rate_day"] and value > 5%',
        audience=Audience.MANAGER,
        tone=Tone.ALERT,
        minimum_n=100,
        suppresses=("defect-above-3", "talk-below-80"),
    ),
    Rule(  # R15 to R19: what went well, what to look at, one step; which metrics may appear in it
        key="standing",
        title_en="New figures: what went well, what to look at, one next step",
        title_zh="数据更新：做得好的、要留意的，和下一步",
        scope=Scope.PERSON,
        condition='grain in ["week", "month", "quarter", "year"]',
        audience=Audience.PERSON,
        tone=Tone.STANDING,
        cooldown_days=0,
    ),
)
