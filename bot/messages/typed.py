"""Words that people type behind a command, and the marks of a question or of a sentence that goes on."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

BEHIND: Final[dict[str, frozenset[str]]] = {
    route: frozenset(words.split())
    for route, words in {
        "back": "leave work vacation holiday holidays office again early earlier today 上班",
        "settings": "english chinese mandarin german french berlin shanghai 中文 英文 汉语 普通话",
        "why": "low high bad red down drop dropped fell fall falling rise rose up message alert nudge reminder told"
        " getting 发给 收到 提醒 下降 上升 偏低 偏高 不达标",
        "help": "there world everyone bot jinbu friend friends again commands menu morning 机器人 各位 大家",
        "one_on_one": "next list planned 安排 列表",
        "review": "mine status stage form now where 进度 状态 表 表单",
        "review_meeting": "notes note when next time status 记录 时间 进度",
        "plan": "list running goals goal progress 列表 进度 进展",
        "me": "trend trends progress score scores attainment history chart graph 趋势 走势 进度 变化",
        "less": "message messages notification notifications reminders emails pings often please 消息 提醒 通知",
        "privacy.export": "everything file files csv json copy all 文件",
        "upload": "file files data people readings targets metrics excel csv spreadsheet 文件 表格",
        "dispute": "wrong incorrect false error mistake mistaken off missing twice counted disagree"
        " 不对 错了 有误 算错 不准",
    }.items()
}
"""By route, the words that may follow it and say no more than it does, besides those that only fill."""
GOES_ON: Final = frozenset(
    "to later soon is was are again too more less show again tomorrow nonsense big cheap shop radio back over through"
    " with you me us them him her it down up on in at for".split()
)
"""Behind ``talk`` these go on with a sentence: ``talk to you later``, ``talk is cheap``."""
QUESTION: Final = re.compile(r"(?:[?？]|吗|么|没有?)[\s。.!！?？]*$")
ASKS: Final = re.compile(
    r"[?？]|(?:吗|么|呢|没有?|不)[\s。.!！]*$|什么|怎么|怎样|如何|哪|谁|几[点个号天次人]|多少|多久|何时|为何|为啥|能不能|可不可以|有没有|是不是"
    r"|^(?:who|whom|whose|what|what's|which|when|where|why|how|how's|is|are|was|were|do|does|did|can|could|may|will|would"
    r"|should|has|have|am)\b",
    re.IGNORECASE,
)
"""What makes a question of words, also without its mark."""
PARTICLE: Final = re.compile(r"(?:可以|行|好|能)?(?:吗|么|呢|吧)$")
"""What makes a question of a Chinese sentence."""
ABOUT: Final = re.compile(
    r"^(?:about|regarding|concerning|re|关于|聊聊|聊一聊|聊|谈谈|谈)(?![A-Za-z])[\s:：,，]*", re.IGNORECASE
)
"""Behind these stands what a talk is to be about."""
NUMBERED: Final = re.compile(r"第?#?\s*[0-9]{1,9}\s*[.号条]?")
"""A number behind a word: ``case 12``, ``第12条``."""
GOAL_NUMBER: Final = re.compile(
    r"(?:\bgoal|目标)\s*(?:no\.?|number|#|第)?\s*([0-9]{1,9})(?![0-9.,]*[0-9%％])", re.IGNORECASE
)
"""The number of a goal in a sentence; how much it is to reach is none."""
EDGES: Final = " \t\n.,!?。，！？~…:：;；、"
"""Marks that mean nothing at either end of words."""
WORD: Final = re.compile(r"[A-Za-z0-9][\w:.'-]*|[\u3400-\u9fff]")
"""A Latin word or a Chinese character."""
CHINESE: Final = re.compile(r"[\u3400-\u9fff]")
OWN: Final = re.compile(r"\b(?:i|my|mine|myself|i'm|im|i've)\b|我(?!们)|自己|本人", re.IGNORECASE)
"""What speaks of oneself."""
_ABSENT: Final = re.compile(r"^([\u3400-\u9fff]{1,8}?)(?:请|休|出差|年假|病假|不在)")
_MINE: Final = re.compile(
    "我|们|本人|要|想|得|会|准备|打算|将|都|从|起|开始|去|帮|给|登记|生病|感冒|发烧|了|因|为|由于|有事|家里"
    "|[0-9日天周月号年初底末下上这个今明后半几一二三四五六七八九十两]"
)
"""What may stand before a word for absence where one speaks of one's own: oneself, a wish, a reason, days."""


def another_is_away(words: str) -> bool:
    """Say whether a Chinese sentence says of somebody else that they are away: another subject stands before it."""
    before = _ABSENT.match(words)
    return before is not None and bool(_MINE.sub("", before[1]))


def shown(words: str) -> str:
    """Return words as they are read: full-width letters as plain ones, one blank between, no slash, no end marks."""
    bare = unicodedata.normalize("NFKC", words).strip().lstrip("/")
    return " ".join((bare.strip(EDGES) or bare).split())
