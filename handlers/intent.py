"""Plain words, understood without a model: which command a question means, and about whom or when.

A handful of shapes in each language; what fits none is answered with what one can ask.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final

from bot.kit.period_readings import SHAPE_ZH


@dataclass(frozen=True, slots=True)
class Intent:
    """What somebody seems to want: the name of a route, and the words that belong to it (a name, a period)."""

    route: str
    rest: str


_HOW_ZH: Final = r"(?:怎么样|怎样|如何|好不好|什么情况|表现|完成得|干得|做得|进展)"
_WHEN_ZH: Final = rf"(?:{SHAPE_ZH})"
_DAYS_ZH: Final = (
    rf"(?:从)?(?:{SHAPE_ZH}|周[一二三四五六日天]|\d{{1,2}}月\d{{1,2}}"
    r"|[\d一两二三四五六七八九十]{1,3}(?:天|周|个星期))(?:开始|起|(?:到|至).{1,8}?)?"
)
_SHAPES: Final[tuple[tuple[str, str], ...]] = (
    # Most particular first: the first shape that fits is taken
    ("dispute", r"(?:数据|数字|数|绩效|结果).{0,8}(?:不对|错了|有误|有问题|不准)|(?:我)?(?:不同意|不认可|有异议)"),
    (
        "dispute",
        (
            r"\b(?:number|figure|data|value|result)s?\b.{0,30}\b(?:wrong|incorrect|mistake|off)\b"
            r"|\bi disagree\b"
        ),
    ),
    ("why", r"为什么.{0,10}(?:收到|给我|说我|提醒我|发)|(?:怎么|如何)算"),
    ("why", r"\bwhy\b.{0,20}\b(?:did i get|am i getting|was i told|this message)\b"),
    ("why", r"\bhow (?:is|was) (?:it|this) (?:calculated|computed)"),
    ("privacy", r"(?:你|系统|机器人|jinbu).{0,6}(?:知道|记录|保存|存|收集).{0,6}我"),
    ("privacy", r"\bwhat (?:do|does) (?:you|the bot|jinbu) (?:know|store|keep|have) (?:about|on) me\b"),
    (
        "one_on_one",
        (
            r"(?:取消|改期|改到|推迟|调整|移动|什么时候|几点|几号|下次).{0,10}(?:一对一|1对1|1[::]1|面谈)"
            r"|(?:一对一|1对1|1[::]1|面谈).{0,8}(?:取消|改期|改到|改|推迟|什么时候|几点|几号)"
        ),
    ),
    (
        "one_on_one",
        (
            r"\b(?:cancel|call off|move|reschedule|postpone|shift|when is|when's|what time is|next)\b.{0,20}"
            r"(?:\b1[::]1s?\b|\bone.on.ones?\b|\bmeetings? with\b)"
        ),
    ),
    ("talk", r"(?:想|要|能)?(?:跟|和|找|约).{0,6}(?:主管|经理|老板|领导|上级).{0,8}(?:聊|谈|一对一|1对1|1[::]1)"),
    (
        "talk",
        (
            r"\b(?:want|need|like|would|can|could|may|let)\b.{0,20}\b(?:talk|speak|meet|1[::]1"
            r"|one.on.one)\b.{0,12}\b(?:with|to) (?:my )?(?:manager|boss|lead|supervisor)\b"
        ),
    ),
    (
        "talk",
        (
            r"^(?:talk|speak|meet|1[::]1|one.on.one)\b.{0,4}\b(?:with|to) (?:my )?(?:manager|boss|lead"
            r"|supervisor)\b"
        ),
    ),
    ("less", r"(?:少|别|不要|不想).{0,4}(?:发|推|收到|提醒|打扰)|(?:太多|太吵)"),
    ("less", r"\b(?:fewer|less|too many|stop)\b.{0,20}\b(?:messages|notifications|reminders|pings)\b"),
    (
        "away",
        (
            rf"^(?:我们?|本人)?(?:想|要|得|会|准备|打算|将)?(?P<when>{_DAYS_ZH})?(?:我)?(?:想|要|得|会|将|都"
            rf"|开始)?(?:生病|病了)?[,，]?"
            r"(?:请假|请病假|请年假|休假|休年假|休息|度假|病假|年假|产假|陪产假|出差|不在办公室|不在公司|不在"
            r"|外出)(?P<rest>.{0,40})$"
        ),
    ),
    (
        "away",
        (
            r"^(?:hi,? |hello,? )?(?:i(?:'m| am|'ll be| will be)?|im)\s+(?:be )?(?P<now>ill|sick|on (?:sick |annual "
            r"|parental )?leave|on vacation"
            r"|on holidays?|on pto|away|out of office|out of the office|off|ooo|travell?ing"
            r"|on a business trip)\b(?P<rest>.{0,60})$"
        ),
    ),
    ("away", r"^(?:sick leave|annual leave|out of office|ooo|on leave|on vacation)\b(?P<rest>.{0,60})$"),
    ("team", rf"(?:我的?|我们)?(?:团队|小组|部门|组里|组员|下属)(?P<rest>.*?){_HOW_ZH}"),
    ("team", r"\b(?:how|what).{0,20}\bmy (?:team|people|reports|group)\b(?P<rest>.*)"),
    (
        "me",
        (
            r"^(?P<rest>.{0,10}?我(?!们|的?(?:团队|小组|部门|组|下属|异议|申诉)).{0,24}?)(?:怎么样|怎样|如何|咋样"
            r"|好不好|涨了|跌了|进步|退步)"
        ),
    ),
    ("me", rf"^(?:那)?我(?:的)?(?P<rest>.{{0,8}}?)(?:数据|绩效|业绩|指标|目标|完成率)?{_HOW_ZH}"),
    ("me", rf"^(?:看看?|查一?下?|给我看看?)?我(?:的)?(?P<rest>{_WHEN_ZH})?的?(?:数据|绩效|业绩|指标|完成率|成绩)$"),
    ("me", r"\bhow (?:am i|did i|have i been|was i|are my (?:numbers|results|figures))\b(?P<rest>.*)"),
    ("me", r"\b(?:show|what are|what were) (?:me )?my (?P<rest>.*?)(?:numbers|results|figures|performance)\b"),
    (
        "me",
        (
            r"^(?:please )?(?:show|give|tell)(?: me)? my (?P<rest>(?!team|people|reports|group|data\b|cases?"
            r"|disputes?|meetings?"
            r"|1[::]1|one.on.ones?|settings|language|messages|drafts|approvals|account|manager|boss).{1,60})$"
        ),
    ),
    ("me", r"^my (?P<rest>(?!team|people|reports|group|data\b|manager|boss|lead|colleague).{1,60})$"),
    ("person", rf"^(?P<rest>[\u3400-\u9fffA-Za-z.·\s]{{2,20}}?{_WHEN_ZH}?){_HOW_ZH}(?:了)?$"),
    (
        "person",
        r"\bhow (?:is|was|did|has)\s+(?P<rest>[a-z.'\s-]{2,40}?)(?:\s+(?:doing|do|done|been|been doing|performing))",
    ),
    ("upload", r"(?:怎么|如何|想|要).{0,4}(?:导入|上传)"),
    ("upload", r"\b(?:how|want|like|need)\b.{0,20}\b(?:import|upload)\b"),
    ("held", r"(?:哪些|有没有|有什么).{0,4}(?:值|数据|数).{0,4}(?:待定|隔离|等.{0,4}决定)"),
    ("held", r"\b(?:what|which)\b.{0,20}\b(?:held back|quarantined?)\b"),
    ("person", r"^(?:看看?|查看?)(?!我|你|他|她)(?P<rest>[\u3400-\u9fffA-Za-z.·\s]{2,20})$"),
    ("help", r"(?:怎么|如何)(?:用|使用)|(?:你)?(?:能|会)(?:做|干)?什么|可以问什么"),
    ("help", r"\bwhat can (?:you do|i ask|i do)\b|\bhow does this work\b"),
)


@cache
def _compiled() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Compile the shapes when the first sentence is read; a start need not wait for it."""
    return tuple((route, re.compile(shape, re.IGNORECASE)) for route, shape in _SHAPES)


_VERBS: Final = re.compile(r"^(?:doing|performing|getting on|going)\b\s*", re.IGNORECASE)
"""What a question about somebody goes on with before it says of when."""
_LONGEST: Final = 120


def understand(text: str) -> Intent | None:
    """Return what a plain sentence asks for, or None; a long text is a story and asks for nothing."""
    said = unicodedata.normalize("NFKC", text).strip().rstrip("?!。.，, ")
    if len(said) > _LONGEST:
        return None
    for route, shape in _compiled():
        found = shape.search(said)
        if found:
            parts = [found.groupdict().get(name) or "" for name in ("when", "rest")]
            rest = _VERBS.sub("", " ".join(part.strip() for part in parts if part.strip()))
            return Intent(route, rest or _time(said, route))
    return None


def _time(said: str, route: str) -> str:
    """Return the whole sentence where its words about time may matter; who reads it looks for a period only."""
    return said if route in {"me", "team"} else ""
