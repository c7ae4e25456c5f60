"""How people call each other at work: 小张, 老王, 张总, 王姐, 李工, 阿强, Bob, Liz; and whose name such a word fits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHINESE: Final = "\u3400-\u9fff"
_COMPOUND: Final = "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|夏侯|端木|南宫"
"""Family names of two characters."""
_TITLES: Final = (
    "总监|总经理|副总|经理|主任|主管|组长|班长|队长|店长|厂长|部长|科长|处长|校长|院长|所长|行长|老师|医生|大夫|护士|教练|师傅|师兄|师姐"
    "|工程师|律师|会计|助理|秘书|书记|教授|总(?![数共计是会体部结量额裁之而算有在])|工(?![作资人程具厂时序艺单种位])|董(?!事)|导(?![致航入出])"
    "|哥|姐(?![妹夫])|姨|叔|婶|博士|博"
)
_CALLED: Final = re.compile(
    rf"(?<![最很太缩减较大不从])(?P<before>[小老阿])(?P<short>{_COMPOUND}|[{_CHINESE}])"
    rf"|(?P<family>{_COMPOUND}|[{_CHINESE}])(?P<title>{_TITLES})"
)
_COMMON: Final = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖"
    "贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵钱严覃武戴莫孔向汤"
)
"""Family names that are so common that 小 before one, or a title behind it, can be nothing but somebody's name."""
_ENGLISH: Final = {
    short: frozenset(long.split())
    for short, long in {
        "abby": "abigail",
        "alex": "alexander alexandra alejandro",
        "andy": "andrew",
        "ben": "benjamin",
        "beth": "elizabeth",
        "bill": "william",
        "bob": "robert",
        "cathy": "catherine katherine",
        "charlie": "charles charlotte",
        "chris": "christopher christine christian",
        "dan": "daniel",
        "dave": "david",
        "debbie": "deborah",
        "dick": "richard",
        "ed": "edward edwin",
        "fred": "frederick alfred",
        "greg": "gregory",
        "jack": "john",
        "jeff": "jeffrey geoffrey",
        "jen": "jennifer",
        "jenny": "jennifer",
        "jim": "james",
        "joe": "joseph",
        "kate": "katherine catherine",
        "kathy": "katherine kathleen",
        "ken": "kenneth",
        "larry": "lawrence",
        "liz": "elizabeth",
        "maggie": "margaret",
        "matt": "matthew",
        "max": "maximilian maxwell",
        "meg": "margaret",
        "mike": "michael",
        "nick": "nicholas",
        "pam": "pamela",
        "pat": "patrick patricia",
        "pete": "peter",
        "phil": "philip phillip",
        "ray": "raymond",
        "rick": "richard",
        "rob": "robert",
        "ron": "ronald",
        "sam": "samuel samantha",
        "steve": "steven stephen",
        "sue": "susan",
        "ted": "edward theodore",
        "tim": "timothy",
        "tom": "thomas",
        "tony": "anthony",
        "vicky": "victoria",
        "will": "william",
    }.items()
}
"""Short English first names and what they are short for."""
_WORDS_TOO: Final = frozenset("bill will max rob sue pat ray jack dick ted".split())
"""Names that are words as well: with a capital within a sentence they are meant as names."""


@dataclass(frozen=True, slots=True)
class Nickname:
    """What somebody is called, as it stands in a text from one character to another.

    ``short`` is the part of their name that is in it: a family name, the end of a given one, a short first name.
    """

    said: str
    short: str
    start: int
    end: int

    def fits(self, name: str) -> bool:
        """Say whether somebody of this name may be called so."""
        if self.short.isascii():
            return bool({self.short, *_ENGLISH.get(self.short, ())} & set(name.casefold().split()))
        return len(name) > len(self.short) and (name.startswith(self.short) or name.endswith(self.short))

    def is_family(self, name: str) -> bool:
        """Say whether it is made of their family name, which is meant before a given name is."""
        return name.startswith(self.short)

    @property
    def surely(self) -> bool:
        """Whether it is somebody's name even where nobody here is called so."""
        return self.short in _COMMON


def nicknames(text: str) -> Iterator[Nickname]:
    """Give what may be somebody's nickname in a text; whether anybody is called so is another question."""
    for found in _CALLED.finditer(text):
        yield Nickname(found[0], found["short"] or found["family"], found.start(), found.end())
    for word in re.finditer(r"[A-Za-z]+", text):
        low = word[0].casefold()
        if low in _ENGLISH and (low not in _WORDS_TOO or (word.start() and word[0][0].isupper())):
            yield Nickname(word[0], low, word.start(), word.end())
