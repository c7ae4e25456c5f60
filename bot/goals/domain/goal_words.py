"""The words of goals in files: how levels, measures and the rest may be written, in Chinese and English."""

from __future__ import annotations

import re
from typing import Final

from bot.figures.domain.metric import Direction
from bot.goals.domain.goal import Commitment, GoalLevel
from bot.goals.domain.key_result import Measure

COMPANY: Final = frozenset({"company", "公司", "全公司", "集团"})
LEVELS: Final = {
    **dict.fromkeys("company 公司 集团".split(), GoalLevel.COMPANY),
    **dict.fromkeys("department 部门".split(), GoalLevel.DEPARTMENT),
    **dict.fromkeys("team 团队 班组 小组".split(), GoalLevel.TEAM),
    **dict.fromkeys("person personal 个人 员工".split(), GoalLevel.PERSON),
}
MEASURES: Final = {
    **dict.fromkeys("count number 数量 个数 件数".split(), Measure.COUNT),
    **dict.fromkeys("value 数值 值".split(), Measure.VALUE),
    **dict.fromkeys("ratio share 比例 占比 比率".split(), Measure.RATIO),
    **dict.fromkeys("milestone done 里程碑 完成".split(), Measure.MILESTONE),
    **dict.fromkeys("bar limit 红线 底线 上限 下限".split(), Measure.BAR),
    **dict.fromkeys("change 变化 变化率 增减".split(), Measure.CHANGE),
}
BY_PARTS: Final = ("parts", "by parts", "分解", "由下级目标")
"""How a row says that its goal measures nothing of its own: how far it is, its parts say."""
COMMITMENTS: Final = {
    **dict.fromkeys("committed 承诺 承诺型".split(), Commitment.COMMITTED),
    **dict.fromkeys("aspirational stretch 挑战 挑战型".split(), Commitment.ASPIRATIONAL),
}
DIRECTIONS: Final = {
    **dict.fromkeys("higher 越高越好 高 提高 上升".split(), Direction.HIGHER),
    **dict.fromkeys("lower 越低越好 低 降低 下降".split(), Direction.LOWER),
}
BOUND: Final = re.compile(r"^(?:[<>≤≥＜＞]|低于|高于|below|above|under|over)\s*", re.IGNORECASE)
EACH: Final = re.compile(
    r"(?:each|every)(?:\s+(?:one|person|employee|worker|member)\s+(?:of|in))?\s+(?P<en>.+)|每(?:一)?[位名个]\s*(?P<zh>.+)",
    re.IGNORECASE,
)
PEOPLE: Final = re.compile(r"的?(?:员工|成员|人员|人)$")
"""What may stand behind a unit's name: 每位生产部员工."""
UNTIL: Final = re.compile(r"\s*(?:\.\.|～|~|至|\bto\b)\s*")
"""What stands between the first and the last of some days."""
