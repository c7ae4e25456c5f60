"""A round of reviews at each of the two companies: from HR's plan for it to a plan that runs, as people would write.

At the sales company both sides write at once and then compare, at the factory the employee goes first. One of each
team is through early, so that the forms of the others are still open where the story ends. Each figure in their words
is one of their company's own data.
"""

# Long because it is a play: what everybody says and does stands in one place.

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.demo.deed import does, fill, press, say
from bot.demo.story import ADVENTUREWORKS, AUTOPARTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.demo.deed import Deed

JAE, AMY, PAULA = "668991357", "982310417", "535145551"

_JAE = {
    "strengths.1.behaviour": "Called resellers 227 and 496 in June, before the quarter began, with their April order "
    "in front of me, and agreed the July one on the phone.",
    "strengths.1.contribution": "They ordered for $99,784 and $98,967 in July, after $86,573 and $78,423 in April. "
    "My July was $488,041 against a target of $200,000.",
    "plan.1.goal": "Raise orders from 17 to 20 by 30 November",
    "plan.1.steps": "Keep a list of who orders in which month, and call each reseller three weeks before.",
    "plan.1.milestones": "By 30 September: a call with all six who paused\n"
    "By 31 October: new orders from two of them\n"
    "By 16 November: the winter order agreed with each",
    "plan.1.support": "The price list a week before it goes out",
}
_JAE_VAGUE = {
    "improvements.1.event": "Follow-up could be better",
    "improvements.1.impact": "Fewer orders than before",
    "improvements.1.shortfall": "I should plan more",
}
"""What is written first, and asked about."""
SALES_REVIEWS: Final = (
    does(
        PAULA,
        "2026-09-02 09:20",
        say("new cycle"),
        fill(
            "European Sales",
            name="Half-year to August 2026",
            start="2026-03-01",
            end="2026-08-31",
            opens="2026-09-03",
            self_due="2026-11-06",
            manager_due="2026-11-06",
            meet_by="2026-11-20",
            closes="2026-11-30",
            order="parallel",
        ),
        press("cycle.start"),
    ),
    does(
        JAE,
        "2026-09-04 14:10",
        press("review.write", saying="Start with my projects"),
        fill(**_JAE, **_JAE_VAGUE, asked="What was done, or left undone?"),
        fill(
            **{
                "improvements.1.event": "Six of the 17 resellers who ordered in May did not order in August, among "
                "them 533. I called them on 1 September, when the month was over.",
                "improvements.1.impact": "Reseller 533 alone was $97,597 in May. August ended at $285,712, after "
                "$488,041 in July.",
                "improvements.1.shortfall": "I had no list of who orders in which month, so I saw the gap in the "
                "figures and not before.",
            }
        ),
    ),
    does(
        AMY,
        "2026-09-09 10:15",
        press("review", saying="Jae Pak"),
        press("review.write", holding="Jae"),
        fill(
            **{
                "view.strengths": "In July resellers 227 and 496 ordered for $99,784 and $98,967, after $86,573 and "
                "$78,423 in April. You had called both in June; that is how I would like us to start each quarter.",
                "view.improvements": "Reseller 533 went from $97,597 in May to no order in August. I heard of it when "
                "the figures came, and so did you.",
                "view.support": "I ask for the price list myself, so that you have it before your resellers do.",
            }
        ),
        press("review.comment", holding="Jae"),
        fill(
            path="plan.1.milestones",
            text="Could 533 and 653 come first? They are the two largest of the six.",
        ),
    ),
    does(
        JAE,
        "2026-09-10 09:40",
        press("review.write", saying="Change my words"),
        fill(
            **{
                "plan.1.milestones": "By 30 September: a call with all six who paused, 533 and 653 first\n"
                "By 31 October: new orders from two of them\n"
                "By 16 November: the winter order agreed with each",
            }
        ),
    ),
    does(
        AMY,
        "2026-09-10 10:30",
        say("review talk Jae Pak"),
        press("review_meeting.time"),
        fill(at="2026-09-15T16:00+00:00"),
    ),
    does(
        AMY,
        "2026-09-15 09:50",
        say("1on1 note Jae Pak: 533 waits for the new price list; Jae calls them again the day it is out."),
        say("review Jae Pak"),
        press("review.hold"),
    ),
    does(
        JAE,
        "2026-09-15 18:10",
        press("meeting_note.clarify"),
        fill(text="They asked for the trade discounts on the same sheet, not only for the list."),
    ),
    does(JAE, "2026-09-16 10:10", say("review"), press("review.confirm")),
    does(AMY, "2026-09-16 10:05", say("review Jae Pak"), press("review.confirm")),
    does(JAE, "2026-09-17 09:45", say("plan"), press("plan"), press("plan.begin")),
    does(AMY, "2026-09-17 09:35", press("plan.support", saying="Yes, by …"), fill(due="2026-10-05")),
    does(JAE, "2026-09-30 11:20", press("plan.done")),
    does(
        JAE,
        "2026-10-19 11:10",
        press("plan.report"),
        fill(
            percent="40",
            text="All six have had a call. 653 orders again in November; 533 wants the new price list first.",
        ),
    ),
    does(PAULA, "2026-09-21 11:30", say("cycle")),
)

LI_SI, LIANG, LIN = "HY305", "HY013", "HY030"
_LI_SI = {
    "strengths.1.behaviour": "每班开机后我先做首件三检，3月到6月一天没漏，记录就贴在机台边上，换班的人直接能看。",
    "strengths.1.contribution": "3号线次品率从3月的11.9%降到6月的6.2%。",
    "plan.1.goal": "3个月内将次品率从5.8%降到2%",
    "plan.1.steps": "先把夹紧顺序改好画成图，再带朱大勇一起用，最后写成作业指导书。",
    "plan.1.milestones": "第1个月改好夹紧顺序，第2个月教会朱大勇，第3个月写成作业指导书",
    "plan.1.support": "申请做新夹具的材料和半天停机",
}
_LI_SI_VAGUE = {
    "improvements.1.event": "质量意识还要加强",
    "improvements.1.impact": "次品有点多",
    "improvements.1.shortfall": "不够细心",
}
FACTORY_REVIEWS: Final = (
    does(
        LIN,
        "2026-09-02 09:40",
        say("发起考核"),
        fill(
            "3号线",
            name="2026年3—8月",
            start="2026-03-01",
            end="2026-08-31",
            opens="2026-09-03",
            self_due="2026-11-06",
            manager_due="2026-11-13",
            meet_by="2026-11-20",
            closes="2026-11-30",
        ),
        press("cycle.start"),
    ),
    does(
        LI_SI,
        "2026-09-04 12:20",
        press("review.write", saying="带入我的项目"),
        fill(**_LI_SI, **_LI_SI_VAGUE, asked="说的是哪件事？"),
        fill(
            **{
                "improvements.1.event": "8月6日这天检了92件，出了12件次品，是全月最多的一天。",
                "improvements.1.impact": "8月我的次品率是5.8%，目标是3%以下。",
                "improvements.1.shortfall": "换了一批来料，我还是按老顺序夹紧，没有先试一下就开了。",
            }
        ),
    ),
    does(
        LIANG,
        "2026-09-07 10:20",
        press("review.comment", holding="李四"),
        fill(path="plan.1.milestones", text="第2个月就带朱大勇会不会早了？先等9月的数字出来，稳了再教。"),
        press("review.write", holding="李四"),
        fill(
            **{
                "view.strengths": "首件三检是你在3号线带头做起来的，线上次品率3月是11.9%，6月降到6.2%。",
                "view.improvements": "8月6日那天92件里有12件次品，换来料的时候你没有叫我，也没有停下来试。",
                "view.support": "夹具的材料我去申请，停机的时间我来排。",
            }
        ),
    ),
    does(
        LI_SI,
        "2026-09-07 12:30",
        press("review.write", saying="修改"),
        fill(**{"plan.1.milestones": "第1个月改好夹紧顺序，第2个月看次品率稳不稳，第3个月教会朱大勇并写成作业指导书"}),
    ),
    does(
        LIANG, "2026-09-09 10:20", say("绩效面谈 李四"), press("review_meeting.time"), fill(at="2026-09-15T07:00+00:00")
    ),
    does(
        LIANG,
        "2026-09-15 15:35",
        say("绩效面谈 李四"),
        press("meeting_note.write"),
        fill(text="新的夹紧顺序先在2号机用到月底，看过9月的数字再推到别的机台。"),
        say("考核 李四"),
        press("review.hold"),
    ),
    does(
        LI_SI,
        "2026-09-15 17:50",
        press("meeting_note.clarify"),
        fill(text="换班前我会跟接班的人说一遍，图也留在机边。"),
    ),
    does(LI_SI, "2026-09-16 12:10", say("考核"), press("review.confirm")),
    does(LIANG, "2026-09-16 13:30", say("考核 李四"), press("review.confirm")),
    does(LI_SI, "2026-09-17 12:15", say("计划"), press("plan"), press("plan.begin")),
    does(LIANG, "2026-09-17 15:20", press("plan.support", saying="同意，定日期"), fill(due="2026-09-29")),
    does(LI_SI, "2026-10-16 12:20", press("plan.done")),
    does(
        LI_SI,
        "2026-10-19 12:10",
        press("plan.report"),
        fill(percent="60", text="新顺序用了一个月，9月次品率2.1%。图贴在机边了，接下来看10月稳不稳。"),
    ),
    does(LIN, "2026-09-21 11:30", say("考核进度")),
)

REVIEWS: Mapping[str, Sequence[Deed]] = {ADVENTUREWORKS.key: SALES_REVIEWS, AUTOPARTS.key: FACTORY_REVIEWS}
