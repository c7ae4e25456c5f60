"""Words of questions that go on from the one before: ``and last year?``, ``what about Anna?``, ``why?``, 那小张呢."""

from __future__ import annotations

import re
from typing import Final

GOES_ON: Final = re.compile(
    r"(?:(?:ok(?:ay)?|so|but|now|then|well|hm+|好的?|嗯|哦)[,，\s]+)*"
    r"(?:(?:and|also)\s+(?:(?:what|how)\s+(?:about|of)\s+|for\s+|how\s+(?:is|are|was|were)\s+)?"
    r"|(?:what|how)\s+(?:about|of)\s+|(?:and\s+)?(?:the\s+)?same\s+(?:for|with|in)\s+"
    r"|(?:那么?|然后|还有|另外|接着|再看看?|换成?|同样)[,，\s]*)",
    re.IGNORECASE,
)
"""How a question goes on from the one before."""
ENDS: Final = re.compile(r"(?:的?呢|(?:的话)?(?:怎么样|怎样|如何|咋样|是多少|多少)呢?)$")
ASKS: Final = re.compile(r"呢[\s?？!！。.]*$")
_WHY: Final = frozenset(
    "why|why is that|why is this|why so|why that|why though|why not|how come|but why|why was that|why is it|how so"
    "|what happened|what happened there|for what reason|explain|explain that|explain it|explain this|and why|why's that"
    "|为什么|为啥|为何|怎么回事|咋回事|为什么会这样|为什么这样|怎么会这样|怎么会|什么原因|原因|原因是什么|为什么这么低"
    "|为什么这么高|为什么会这么低|那为什么|是为什么|凭什么|依据|解释一下".split("|")
)
_TEAM: Final = frozenset(
    "team|the team|my team|our team|the whole team|whole team|my people|everyone|everybody|the others|all of them"
    "|them all|the rest|the rest of the team|the crew|my crew|us|团队|我的团队|我们团队|整个团队|全团队|大家|全组"
    "|我们组|整个组|组里|小组|其他人|别人|所有人|下属|我的人|手下".split("|")
)
_ONESELF: Final = frozenset(
    "me|mine|i|my|my own|myself|my numbers|我|我的|我自己|我自己的|我的数据|自己|本人".split("|")
)
_ROWS: Final = frozenset(
    "rows|the rows|data|the data|raw data|the raw data|records|the records|the details|details|the rows behind it"
    "|数据|原始数据|明细|底层数据|记录|具体记录|具体明细|明细数据".split("|")
)
FILLS: Final = re.compile(
    r"(?:^|\s)(?:for|in|of|with|on|the|during|about|his|hers?|theirs?|'s|’s)(?=\s|$)|^[他她](?:们)?的?|^的|的$|[·,，。.?？!！]",
    re.IGNORECASE,
)
"""What fills between names, and speaks of whoever was asked about."""
EARLIER: Final = re.compile(
    r"(?:the\s+)?(?:(?:day|week|month|quarter|year)\s+before(?:\s+(?:that|it))?"
    r"|(?:one|time|period)\s+before(?:\s+(?:that|it))?|previous\s+one|previous\s+period|one\s+earlier)"
    r"|(?:再往?)?之?前一个?(?:天|周|星期|月|季度|年)|再往?前(?:一个)?|更早(?:的)?|前一期|上一期",
    re.IGNORECASE,
)
"""What is said of the days before those of the question before."""
SAME_LAST_YEAR: Final = re.compile(
    r"(?:the\s+)?same\s+(?:month|quarter|week|time|period)\s+(?:of\s+)?last\s+year"
    r"|(?:a|one)\s+year\s+(?:ago|earlier|before)"
    r"|去年(?:的)?(?:同期|同月|这个时候|同一时期)|同期|同比",
    re.IGNORECASE,
)
"""What is said of the days of the question before, a year earlier."""


def asked_of(words: str) -> str:
    """Return the command that words of a follow-up, in small letters, ask for besides names; "" for none."""
    for route, those in (("why", _WHY), ("team", _TEAM), ("me", _ONESELF), ("data", _ROWS)):
        if words in those:
            return route
    return ""
