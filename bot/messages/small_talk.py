"""What people say that asks for no figures: thanks, a greeting, pay, stopping, deletion. Each has a proper answer."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_WHOLE: Final[tuple[tuple[str, str], ...]] = (
    (
        "thanks",
        (
            r"(?:ok(?:ay)?|great|good|perfect|cool|nice|got it|fine|yes|all right|很好|好的?|收到|行|可以"
            r"|ok)?[,.!，。！\s]*"
            r"(?:(?:many )?thanks?(?: you| u)?(?: (?:a lot|so much|very much|a bunch|jinbu|again|for (?:the "
            r"|your )?(?:help|info"
            r"|information|update|numbers|answer)|everyone|all|bot))*|thx|ty|cheers|much appreciated|appreciate it"
            r"|(?:非常|十分|太|多)?(?:感谢|谢谢|多谢|谢了|谢啦|辛苦了?|谢)(?:你|您|啦|了|哦|你们)?)"
        ),
    ),
    (
        "fine",
        (
            r"ok(?:ay)?|okey|k|great|good|perfect|cool|nice|got it|fine|all right|alright|understood|sure|noted"
            r"|will do|yes|no"
            r"|well done|wow|lol|ha(?:ha)+|好的?|好吧|好嘞|收到|知道了|明白了?|嗯+|哦+|行|可以|没问题|没事|了解"
            r"|哈哈+|赞|不错|厉害|是的?|对|不是|不用了?"
            r"|(?:我)?(?:看|瞧)(?:了|过了?|了一下|过一遍)[,，\s]*(?:都|挺好|没问题|可以|不错|没有?问题)*"
        ),
    ),
    (
        "greeting",
        (
            r"(?:hi|hello|hey|hiya|yo|good (?:morning|afternoon|evening|day)|morning|你好|您好|大家好|嗨|哈喽|hello"
            r"|在吗?|在不在"
            r"|早上好|上午好|下午好|晚上好|早|早安|中午好)(?:[,，\s]*(?:there|everyone|everybody|all|team|bot|jinbu"
            r"|again|friend|啊|呀|哦|机器人))*"
        ),
    ),
    (
        "bye",
        (
            r"(?:good)?bye(?: bye)?|see you(?: (?:later|tomorrow|soon|then|around|next week|on monday))?"
            r"|talk (?:to|with) you (?:later|soon|tomorrow)|(?:talk|speak|chat) (?:later|soon|tomorrow)|good ?night"
            r"|have a (?:nice|good|great) (?:day|evening|weekend|one)|later|cu|take care"
            r"|再见|拜拜|拜|回头聊|回聊|改天聊|晚安|下次聊|明天见"
            r"|先这样|下班了|周末愉快"
        ),
    ),
    (
        "stop",
        (
            r"(?:please )?(?:stop|unsubscribe|opt(?:[- ]me)?[- ]out|quit|shut up|be quiet|leave me alone|mute|silence)"
            r"(?: (?:it|this|me|everything|all|now|please|messaging me|sending|writing(?: to me| me)?|bothering me"
            r"|spamming(?: me)?))*"
            r"|(?:please )?(?:do not|don't|dont|never) (?:write|message|contact|text|bother|disturb"
            r"|ping)(?: to)? me(?: (?:again|any ?more|anymore|please))*"
            r"|(?:请)?(?:退订|取消订阅|td|t|别烦我|别打扰我?|不要打扰我?|别发了|不要再?发了?|停止|停止发送|停|闭嘴"
            r"|静音|安静|先别打扰|别再发了?|不想收到了?)(?:消息|了|吧)*"
        ),
    ),
)
_WITHIN: Final[tuple[tuple[str, str], ...]] = (
    (
        "erase",
        (
            r"\b(?:delete|erase|remove|wipe|forget|destroy)\b.{0,16}\b(?:my (?:data|account|profile|information|info"
            r"|records?"
            r"|history|file)|me|everything about me|all about me)\b|\bright to be forgotten\b"
            r"|(?:删除?|清除|抹掉|销毁|移除|注销).{0,6}我?的?(?:数据|信息|账号|账户|资料|记录|档案|个人信息)|忘记我"
            r"|把我.{0,6}(?:删|注销)"
        ),
    ),
    (
        "pay",
        (
            r"\b(?:bonus(?:es)?|salary|salaries|wages?|pay ?(?:rise|raise|check|slip|day|out)|payroll|raise"
            r"|commission|promotion|promoted"
            r"|compensation|overtime pay|severance|contract extension|my pay|paid|fired|fire me|dismissed|lay ?offs?"
            r"|stock options?)\b"
            r"|奖金|工资|薪水|薪资|加薪|涨薪|涨工资|年终奖|提成|晋升|升职|升我|绩效奖|补贴|报酬|裁员|开除|辞退|待遇"
        ),
    ),
    (
        "unfair",
        (
            r"\b(?:un|not |isn't |is not |not really )fair\b|\bunjust\b|\bthat'?s (?:nonsense|rubbish|ridiculous"
            r"|a joke|bullshit)\b"
            r"|\b(?:can't|cannot) be right\b|不公平|不公道|不合理|凭什么|太冤|冤枉|胡说|瞎说|我不服|不服气|不可能"
        ),
    ),
)
_MARKS: Final = " \t\n.!?,;:~…。！？，；：～、"
_LONGEST, _LONGEST_WITHIN = 60, 90
_COMPILED: Final = tuple((name, re.compile(shape, re.IGNORECASE)) for name, shape in _WHOLE)
_COMPILED_WITHIN: Final = tuple((name, re.compile(shape, re.IGNORECASE)) for name, shape in _WITHIN)


def small_talk(text: str) -> str:
    """Return what kind of small talk a text is: ``thanks``, ``pay``, ``erase``, …; "" when it is none.

    Courtesies count only as the whole of what was said; what somebody worries about counts wherever it stands in a
    short text.
    """
    said = unicodedata.normalize("NFKC", text).replace("’", "'").strip(_MARKS)
    if not said or len(said) > _LONGEST_WITHIN:
        return ""
    if len(said) <= _LONGEST:
        for name, shape in _COMPILED:
            if shape.fullmatch(said):
                return name
    return next((name for name, shape in _COMPILED_WITHIN if shape.search(said)), "")
