"""What to look for in a text about work, in Chinese and in English: words that say something, words that do not.

Whether a text is specific was learnt (:mod:`bot.bench.fit`); the lists choose what is asked where it is not.
"""
# Long because it is lists of words, each beside its twin in the other language.

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.kit.period_sentence import periods
from bot.kit.period_words import MONTH_NAMES, WEEKDAY_NAMES, any_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_PAST = 4


class Element(StrEnum):
    """What makes a text specific; in the order in which one would ask for it."""

    WORK = "work"  # which project, metric, customer, thing
    DEED = "deed"  # what was done, as somebody else could have seen it
    EFFECT = "effect"  # what came of it
    AMOUNT = "amount"  # a number with its unit, a date, a period
    PART = "part"  # what the person did, or did not do, themselves
    PARTY = "party"  # who else, or where


_ANY_DAY = date(2026, 1, 1)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _any(text: str) -> str:
    return "|".join(text.split())


_WORD = re.compile(r"[a-z]+(?:-[a-z]+)?")

# --- Which piece of work ---------------------------------------------------------------------------------------------
NAMED = re.compile(
    r"「[^」]{1,40}」|『[^』]{1,40}』|《[^》]{1,40}》|"
    r"项目\s?[A-Za-z0-9甲乙丙丁一二三四五六]|(?<![这那各个有本多些该每业和的做等])[\u4e00-\u9fff]项目|"
    r"\b[A-Z][A-Z0-9]{1,9}-\d+\b|\b(?:PR|MR|INC|[Tt]icket|[Ii]ssue|[Bb]ug|[Oo]rder|[Ii]nvoice)\s?#?\d+|#\d{2,}|"
    r"\b[Pp]roject [A-Z0-9]\w*|\b[Rr]elease \d|\bv\d+\.\d+"
)
_THING_ZH = re.compile(
    _any(
        "接口 页 页面 模块 报表 合同 订单 发票 手册 看板 脚本 网关 邮件 表 图 规则 海报 官网 文案 课程 标书 报价 "
        "组件 故障 缺陷 漏洞 "
        "文档 清单 数据库 仓 夹具 物料 编码 规程 演示 安装包 说明书 机 泵 线 价签 预警 时序图 话术 环境 考勤 发布 "
        "样品 模具 卡尺 "
        "差异 率 验收 告警 流程 方案 系统 设备 岗位 活动 账单 工单 库存 台账 账号 权限 配置 原型 问卷 试卷 制度 "
        "工艺 工装 图纸"
    )
)
_ANY_ZH = re.compile(
    "^(?:"
    + _any(
        "工作 业务 相关 各种 各类 各项 所有 公司 部门 一些 日常 自己 这个 那个 内部 一个 管理 用户 客户 团队 整体 "
        "现有 有关 "
        "其他 多个 效"
    )
    + ")|[的了各]$|^[高提产完很有]|效$|水平"
)
_THING_EN = re.compile(
    r"(?<![a-z0-9'&-])([a-z0-9'&-]{1,30}) (?:"
    + _any(
        "page api endpoint module dashboard report contract order invoice queue script import export suite file guide "
        "manual rota tender deal quote contract forecast pump press line demo campaign migration alert poster screen "
        "release pipeline database system customer account store warehouse training candidate role review document "
        "process price diagram segments list template release form parts set fix bug defect test renewal proposal"
    )
    + r")s?\b"
)
_ANY_EN = _words(
    "a an the this that these those my your his her our their its any every each all some no many more most other "
    "another such one good great nice new better best and or of in on for to with is are was be code performance "
    "strong very really as peer work first hard own high quality by first-class from at after customer team"
)

# --- A number with its unit, a date, a period ------------------------------------------------------------------------
_PERCENT = re.compile(
    r"(?<![\d.,])(?<!give )(?<!gives )(?<!gave )(?<!giving )\d[\d.,]{0,15}\s?%(?!\s?(?:投入|努力|付出|用心|满意|"
    r"every|effort|commit|dedicat))|"
    r"[$€£¥]\s?\d|(?<!\d)\d{1,2}:\d\d"
)
_DIGITS = re.compile(
    r"(?<![\d.,/])\d[\d.,]{0,15}(?:\s?(?:[\u4e00-\u9fff]|[a-z]{2})|[smhk]\b)|\bq[1-4]\b|\bfrom \d[\d.,]{0,15} to \d"
)
_COUNT_ZH = re.compile(
    r"[二两三四五六七八九十百千半几多][一二三四五六七八九十百千]*(?:个?(?:天|周|小时|分钟|月|季度|工作日|班|星期)|"
    r"次|家|人|份|件|封|轮|版|条|批|场|项(?!全能)|名|台|张|步|成|单|倍|箱)|一(?:周|个月|天(?!到晚)|小时|季度)|三分之"
)
_TIME_ZH = re.compile(
    r"[这下]{2}(?:周|个?月|个?季度|个?星期)|周[一二三四五六日天]|每(?:周|月|天(?!都)|次发版)|[昨今]晚|当[天晚]|次日|月底|月初|季末|双十一"
)
_TIME_EN = re.compile(
    rf"\b(?:{any_of(WEEKDAY_NAMES)})s\b|\b(?:in|since|until|till|by|last|early|late) (?:noon|midnight)\b|"
    r"\b(?:last|this|next) (?:sprint|night|morning)\b|\b(?:same|next) (?:day|night)\b"
)
_COUNT_EN = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|half an?|twice|a (?:third|quarter|"
    r"week|day|month))\b"
)

# --- What was done ---------------------------------------------------------------------------------------------------
_DEED_ZH = re.compile(
    r"完成(?!了?(?:各项|本职|领导|自己|日常|任务|工作|好|得|交办|公司|上级))|修(?:复|好|改)|"
    + _any(
        "交付 上线 发布 发版 提交 回复 签下 签约 签字 签了 谈下 重新谈 拜访 回访 延迟 延期 推迟 晚交 晚了 拖到 "
        "拖了 漏发 漏了 "
        "遗漏 错过 错了 缩短 合并 重构 重写 重做 编写 撰写 写了 写进 整理 核对 复核 排查 定位 部署 回滚 迁移 评审 "
        "带教 组织了 "
        "主持 发现 更换 换成 检修 停机 返工 盘点 发货 退货 招到 入职 录用 画的 画了 出图 改版 改到 改为 改成 改了 "
        "改动 调整 "
        "上报 通知 打电话 约上 开了 讲了 讲错 建立 搭建 接手 顶班 值班 值夜班 转交 升级 处理了 解决了 关闭 取消 "
        "撤回 对账 "
        "开票 收款 催收 询价 比价 巡检 调试 接听 导入 导出 清理 替换 拆分 上架 交给 发给 发到 做成 贴在 压到 跳过 "
        "指出 提醒 "
        "补发 补录 补上 准备了 排了 拍成 算错 设错 迟到 录入 用错 造成 提测 开发 跑了 查到 找到 改正 交了 交付了 "
        "砍了 联系 协调 下架 抓包 抄错 少盖 问了 问过 接待 抽检 返修 追回 送检 采样 "
        "测了 试了 装了 拆了 换了 贴了 封了 送了 借了 打印 校准 加急 退回 报废 重跑 搬到 搬了 画好 写好 写完 做完 "
        "备好 标注 登记 订了 付了 补了 "
        "催了 听了 看了 数了 说明 解释 演示 录了 剪了 报了 谈了 见了 聊了 走访 抢修 复盘 复现 核实 比对 归档 扫码"
    )
)
_IRREGULAR = (
    "did saw drove brought rang got read sat spoke met held bought sold lost won built dug hid chose fed drew rose "
    "sent "
    "wrote rewrote ran took cut set split went stood found gave told kept left made paid put said shut spent taught "
    "threw understood woke withdrew broke caught came fell forgot grew led lent heard shot sought swept stuck undid"
)
_DEEDS = _words(_IRREGULAR) | _words(
    "written taken given calling updating replying fixing shipping sending writing calibration rework rewriting "
    "moving "
    "replacing closing testing adding removing asking borrowing listening send sends reply own"
)
_ANY_DEED = _words(
    "helped improved increased worked enhanced contributed supported exceeded performed completed achieved strived "
    "tried "
    "managed continued learned developed participated collaborated communicated demonstrated showed maintained "
    "ensured "
    "skilled dedicated motivated focused experienced talented detailed valued committed organised organized driven "
    "well-received respected needed wanted liked loved appreciated limited advanced raised received delivered-results "
    "expected trusted determined disciplined rounded oriented minded interested excited balanced qualified engaged "
    "speed indeed exceed succeed proceed strengthened optimised optimized promoted down-to-earth based related mixed"
)

# --- What came of it -------------------------------------------------------------------------------------------------
_EFFECT_ZH = re.compile(
    r"(?:导致|使得|致使|造成|从而|因此|结果|带来了?|避免了|影响了?(?!力)|影响(?=[\u4e00-\u9fff]{2})(?!力)|降低了?|"
    r"没有影响)[^,。;!?\s]{2}|帮助?[^,。;]{1,12}(?:降低|减少|缩短|提前|签|找到|解决|恢复|上线|省|赶上|避免|按时)|"
    r"(?:从|由)[^,。;]{0,12}(?:降|减|升|涨|提|缩|增|改)[^,。;]{0,3}[到至为]|(?:降|减|升|涨|减少|压)到|减少|省下|"
    r"省了|省约|节省|节约|"
    r"比[^,。;]{1,8}[晚早多少快慢高低省]|(?:少|多|小|慢|快|早)了|不(?:用再|再)|没有再|只好|只剩|才(?:发|能|通)|"
    r"缩短|停用|停了|(?:变|减|增|升|涨|降|跌)(?:成|到|为|至)|(?:涨|升|降|跌|减|增|多|少)了?(?:约|近)?\d|"
    r"[多少][卖付花收算交][了约\d]?|损失|赔|报废|退回|重做|"
    r"不认可|追回|晚到|按期|如期|按时|省出|耽误|来得及|没有[^,。;]{0,2}(?:演示|停|误)|(?:被|"
    r"遭)[^,。;]{0,6}[退投罚停拒]|缺货|断货|停线|"
    r"推迟到|提前[一二两三四五六七八九十半\d]|投诉|返工(?=用)|算错|当[天场晚]|多接了|就(?:通过|能|提测)|重新检验|"
    r"没有用上"
)
_EFFECT_EN = re.compile(
    r"\b(?:led to|leading to|result(?:ed|ing|s)? in|so (?:that )?(?:no |the|we|they|she|he|it|nobody|our|their|"
    r"customers|buyers|"
    r"users|delivery|[a-z']+ [a-z']+)|which (?:meant|let|cut|kept|saved|cost|caused|delayed|helped|made|freed)|"
    r"as a result|caus(?:ed|ing)|therefore|sav(?:ed|ing)|reduc(?:ed|ing)|(?:fell|dropped|rose|went|down|up|cut|"
    r"grew) (?:from|to|by)|"
    r"from (?:[\w$€£.,%]{1,12} ){1,5}to (?:[a-z]{1,12} )?(?:[$€£]?\d|one|two|three|four|five|six|seven|eight|nine|"
    r"ten|noon)|avoid(?:ed|ing)|prevent(?:ed|ing)|unblocked|no longer|stopped \w+ing|"
    r"instead of|rather than \w+,|and (?:they|she|he|we|nobody|people|customers|\d+)\b|was not affected|"
    r"got (?:\w+ ){1,3}(?:shorter|faster|"
    r"running)|(?:slipped|moved) (?:to|from|the)|before we|days? (?:later|early)|under budget|\d+%? (?:too|over|"
    r"under|smaller|faster)|"
    r"stood still|cost us|wasted|overpaid|lost (?:the|a|two|three|\d)|destroyed|had (?:it|them) \w+ed|(?:grew|"
    r"by) \d|within \w+ (?:minutes|hours)|"
    r"and (?:both|no-?one)|on time\b|were down|nobody was|without a customer|waited)"
)

AMOUNTS = (_PERCENT, _DIGITS)

# --- The person's own part, or gap -----------------------------------------------------------------------------------
_PART_ZH = re.compile(
    r"主导|牵头|由我|(?:我|你|他|她|本人|独立|主动)[^,。;的们]{0,6}(?:把|将|负责|写|做|改|发|没|未|漏|拖|讲|整理|"
    r"画|帮|指出|"
    r"准备|带教|接手|发现|答应|跳过|连续|先|主动|按|用|才|替|谈)|未(?:及时|按|能|提前|更新|通知|回复)|没有(?!短板|"
    r"明显|什么)|没能|没约|忘了|忘记|漏[了发]|错了|设错|用错|"
    r"(?:^|[,。;我你他她])把|(?:我|你|他|她)[^,。;们]{0,12}[\u4e00-\u9fff](?:了|到|错|成|完|出)(?!一定|很多|解|进)|"
    r"没(?:有|能|跟|和|写|做|确认|带|对|收|给|在|按|提前|联系|查|问|说)[^,。;]{2}"
)
_PART_EN = re.compile(
    rf"\b(?:i|you|he|she|we) (?:\w{{3,12}}ly |never |only |just |then |also )?(?:{_any(_IRREGULAR)})\b|"
    r"\b(?:i|you|he|she|we) (?:\w+ly )?(?:did not|didn't|had not|never \w+ed|set|sent|missed|wrote|rewrote|led|ran|"
    r"moved|"
    r"replaced|promised|gave|noticed|found|skipped|split|left|took|kept|checked|twice|cut|own|had|was|stayed|"
    r"booked|put|added|"
    r"removed|counted|send|forgot|made|built|fixed|called|answered|told|asked|closed|shipped|stopped|kept|"
    r"[a-z]{3,15}ed)\b|"
    r"\b(?:i|you|we) (?:never|always) set\b|\bbecause i\b|\bsince i\b|"
    r"\b(?:did not|didn't|failed to|forgot to|was not sent|without (?:telling|asking))\b|"
    r"^(?:signed|closed|moved|wrote|ran|took|rolled|fixed|deployed|answered|merged|filmed|shipped|found|missed|"
    r"reduced|changed|migrated|"
    r"reworked|explained|interviewed|renegotiated|filled|built|led|cut)\b"
)

# --- Who else, or where ----------------------------------------------------------------------------------------------
_PARTY_ZH = re.compile(
    _any(
        "客户 供应商 代理商 候选人 客服 财务 法务 采购 运维 质检 测试团队 测试组 测试群 研发部 产品经理 架构师 "
        "班组 夜班 早班 店长 "
        "门店 车间 仓 产线 号线 号机 主管 采购员 后端 前端 安卓组 设计组 数据组 市场部 运营部 渠道部 人事 HR "
        "新员工 新人 学校 就业办 旗舰店 护士 师傅 实习生 帮我 替我 给我 问我 了我 叫我 让我 负责人 研发 总部 "
        "分公司 银行 医院 监理 物流 快递 保安 门卫 海关 税务 应届生 面试 评审会 周会 例会 站会 展会 现场 验收会 "
        "甲方 供货商 物业 经销商 hr 员工"
    )
    + r"|[\u4e00-\u9fff]{2}(?<!我们|整个|加强|公司|他们)(?:部|组|科|室|中心|仓|区)(?![分门成织长])|"
    r"[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕][工总姐哥]|"
    r"[小老][王李张刘陈杨赵黄周吴徐孙胡朱林何郭马罗]|"
    r"(?:王|李|张|刘|陈|杨|赵|黄|周|吴|徐|孙)(?:经理|主管|老师|总监)"
)
_PARTY_EN = re.compile(
    r"\b(?:"
    + _any(
        "customers? clients? suppliers? vendors? buyers? users legal finance support procurement operations "
        "maintenance "
        "warehouse store stores plant factory crews? shift candidates? managers? auditor payroll marketing "
        "purchasing hr qa "
        "engineering centre center clerk bank hospital schools? fair staff starters nobody people nurses? dealers? "
        "fitters? interns? colleagues office agency landlord carrier courier driver"
    )
    + r")\b|"
    r"\b(?!(?:the|our|my|a|this|whole|good|great|entire|real|strong|better|every|any|your|their|and|as) )[a-z]+ team\b|"
    r"\b(?:line|press|station|gate|store|shift) \d|\bnight shift\b|\bsite visits?\b|\b(?:for|asked|rang|told|"
    r"called|helped|showed|made|let|gave|saved) me\b|\b(?:sales|plant|team|account|project|shift) (?:head|lead|"
    r"manager|engineer)\b|\bat [a-z]+'s meeting\b|\bstand-?ups?\b"
)
SOMEBODY = re.compile(
    r"\b(?:with|to|for|from|at|by|in|asked|told|helped|of|the) "
    rf"(?!(?:I|The|A|{any_of(name.title() for name in (*MONTH_NAMES, *WEEKDAY_NAMES))}|Q\d|HR|ERP|PNG|SVG|API)\b)"
    r"[A-Z][a-z]+|@\w+|\b[A-Z][a-z]+'s\b"
)

# --- What says nothing -----------------------------------------------------------------------------------------------
_ABSTRACT_ZH = _any(
    "团队合作 团队协作 团队建设 合作 沟通 协作 协调 配合 执行力 意识 能力 态度 学习 效率 水平 素质 管理 质量 服务 "
    "积极性 责任心 "
    "主动性 凝聚力 业务 技能 细节 体验 短板 方法 改进 交流 总结 专业 自己 自身"
)
_HOLLOW_ZH = re.compile(
    rf"(?:加强|提升|提高|注重|进一步|继续|改善|增强|强化|完善|优化|多)[^,。;!?\n]{{0,8}}?(?:{_ABSTRACT_ZH})|"
    rf"(?:{_ABSTRACT_ZH}|经验|主动|细心)(?:还|有些|略|稍|比较|明显)?(?:不足|不够|欠缺|薄弱|较差|不强|不到位)"
)
_VAGUE_ZH = re.compile(
    _any(
        "较好 不错 还可以 有待 一定的 积极主动 认真负责 表现良好 继续努力 再接再厉 继续保持 尽职尽责 兢兢业业 "
        "任劳任怨 勤勤恳恳 "
        "吃苦耐劳 各方面 方方面面 很棒 很好 挺好 优秀 辛苦了 点赞 团队精神 更上一层楼 综合素质 责任心强 能力强 "
        "意识强 有责任心 "
        "大局观 态度端正 态度好 态度认真 圆满完成 各项工作 各项任务 领导交办 取得了一定 基本上 一直以来 总体较 "
        "总的来说 说到做到 "
        "太厉害 加油 值得学习 有声有色 平易近人 学到了很多 很多事情"
    )
    + r"|(?:沟通|协作|配合)(?:不足|不够|欠缺)|100%投入|百分百|(?:非常|十分(?!钟|之)|特别)(?!感谢|时期|规)"
)
_HOLLOW_EN = re.compile(
    r"\b(?:improv|enhanc|strengthen|rais|increas|develop|boost|work on|better)\w*(?: \w+){0,3}? (?:communication|"
    r"teamwork|"
    r"collaboration|skills|attitude|efficiency|quality|awareness|ownership|mindset|leadership|performance|planning)\b"
)
_VAGUE_EN = re.compile(
    r"\b(?:improve(?:d)? (?:\w+ )?(?:communication|teamwork)|communicate better|(?:be|being) more (?:proactive|"
    r"careful|strategic)|"
    r"proactive|team ?players?|(?:work|try)(?:s|ing)? (?:very )?hard(?:er)?|(?:great|good|excellent|amazing|"
    r"fantastic|nice|solid|awesome) "
    r"(?:job(?! (?:queue|posting|board|market))|work(?! ?(?:order|shop|flow|place))|attitude|performer|colleague|"
    r"effort)|"
    r"step(?:s|ped)? up(?! (?:transformer|converter|from \d))|keep it up(?! and running)|keep up the|well done|"
    r"rock ?star|"
    r"always(?!-)|never(?!-)(?! (?:set|sent|told|ran|got|saw|gave|put|\w{3,15}ed)\b)|very|really|"
    r"(?<!of )(?<!-)(?:stuff|things)|all aspects|in general|overall|extra mile|bigger picture|(?:110|"
    r"100)%(?= (?:every|effort|all))|24/7|"
    r"going forward|attention to detail|amazing|outstanding|valuable asset|exceeds? expectations)\b"
)

# --- Character, not work ---------------------------------------------------------------------------------------------
_PERSONAL_ZH = re.compile(
    r"性格|(?<![国部司组队年月省市县区境])内向(?!量)|外向(?!型经济)|情绪化|懒(?!加载|人包|汉式)惰?|聪明|愚笨|脾气|"
    r"玻璃心|矫情|自私|高冷"
)
_PERSONAL_EN = re.compile(
    r"\b(?:abrasive|bubbly|arrogant|bossy|moody|introvert(?:ed)?|extrovert(?:ed)?|emotional(?! (?:design|labou?r))|"
    r"lazy(?![- ](?:load|eval|init|import))|brilliant|stupid|(?:he|she|they|you)(?: is|'s| are|"
    r"'re) (?:[a-z]+ )?difficult|"
    r"difficult (?:person|colleague|character|personality|to (?:work|deal|get along) with)|personality|"
    r"(?:very |so )smart)\b"
)


def _thing_zh(lower: str) -> bool:
    """Find a thing with a name before it: 退款接口, but neither 接口 alone nor 工作流程."""
    before = (lower[max(0, match.start() - 2) : match.start()] for match in _THING_ZH.finditer(lower))
    return any(len(two) > 1 and two.isalnum() and not _ANY_ZH.search(two) for two in before)


def _thing_en(lower: str) -> bool:
    """Find a thing with a name before it: "checkout page", but neither "the page" nor "every report"."""
    return any(match[1] not in _ANY_EN for match in _THING_EN.finditer(lower))


def _deed_en(lower: str) -> bool:
    """Find a verb in the past, as for something that happened, that is not one for any work at all."""
    words = set(_WORD.findall(lower)) - _ANY_DEED
    return not words.isdisjoint(_DEEDS) or any(len(word) > _PAST and word.endswith("ed") for word in words)


# --- The languages ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Language:
    """What to look for where a text has letters of this script at all; other texts are not searched for it."""

    script: re.Pattern[str]
    elements: Mapping[Element, Callable[[str], object]]
    vague: re.Pattern[str]
    hollow: re.Pattern[str]
    personal: re.Pattern[str]


def _amount(*patterns: re.Pattern[str]) -> Callable[[str], bool]:
    """Look for a count, or for a time: whether there is one is the same seen from every day."""
    return lambda text: (
        any(pattern.search(text) for pattern in patterns) or any(said.period for said in periods(text, today=_ANY_DAY))
    )


CHINESE = Language(
    re.compile(r"[\u4e00-\u9fff]"),
    {
        Element.WORK: _thing_zh,
        Element.DEED: _DEED_ZH.search,
        Element.EFFECT: _EFFECT_ZH.search,
        Element.AMOUNT: _amount(_TIME_ZH, _COUNT_ZH),
        Element.PART: _PART_ZH.search,
        Element.PARTY: _PARTY_ZH.search,
    },
    _VAGUE_ZH,
    _HOLLOW_ZH,
    _PERSONAL_ZH,
)
ENGLISH = Language(
    re.compile(r"[a-z]"),
    {
        Element.WORK: _thing_en,
        Element.DEED: _deed_en,
        Element.EFFECT: _EFFECT_EN.search,
        Element.AMOUNT: _amount(_TIME_EN, _COUNT_EN),
        Element.PART: _PART_EN.search,
        Element.PARTY: _PARTY_EN.search,
    },
    _VAGUE_EN,
    _HOLLOW_EN,
    _PERSONAL_EN,
)
