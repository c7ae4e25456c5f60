"""What people of the two sample companies do while the story plays: they write, press and fill in as anybody would.

Who does what when stands here as a script; who of the others finds a message useful is drawn from a seed. So the same
is done each time, and each kind of answer, case and meeting can be looked at in the chats afterwards.
"""

# Long because it is a play: what everybody says and does stands in one place.

from __future__ import annotations

from datetime import datetime
from functools import partial
from random import Random
from typing import TYPE_CHECKING

from bot.demo.deed import Step, does, fill, press, say
from bot.demo.hands import Hands
from bot.demo.review_script import REVIEWS
from bot.demo.story import ADVENTUREWORKS, AUTOPARTS, Moment, StoryError
from bot.kit.calendar import instant
from bot.people.domain.person import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import aiohttp

    from bot.app import App
    from bot.demo.deed import Deed
    from bot.demo.story import DemoCompany
    from bot.people.domain.person import Person

SEED = 20260831
READERS = 9
"""How many of a company say about one month's messages whether they were of use."""
OPINIONS = ("feedback.useful",) * 7 + ("feedback.not_useful",) * 2


JIANG, ALBERTS, TRENARY, BARRETO = "502097814", "982310417", "441044382", "535145551"
BLYTHE, MITCHELL, CARSON, VARGAS, REITER = "841560125", "191644724", "615389812", "234474252", "716374314"
ITO, SARAIVA, CAMPBELL, PAK, VALDEZ = "139397894", "399771412", "987554265", "668991357", "954276278"

SALES_TEAM = (
    does(
        TRENARY,
        "2026-08-31 13:05",
        say("role give Paula Barreto de Mattos hr"),
        say("role give Grant Culbertson hr"),
        say("schedule"),
        press("policy.schedule"),
        fill(report="3"),
    ),
    does(ALBERTS, "2026-09-02 10:10", press("one_on_one.book")),
    does(JIANG, "2026-09-02 10:40", press("one_on_one.book")),
    does(
        VARGAS,
        "2026-09-02 14:20",
        say("dispute orders August"),
        fill(
            what="missing",
            missing_day="2026-08-31",
            missing_text="Order SO51087",
            claim="Order SO51087 was placed on 31 August, but is not among my 11 orders.",
        ),
    ),
    does(JIANG, "2026-09-02 15:10", press("dispute.take")),
    does(
        JIANG,
        "2026-09-03 10:30",
        press("dispute.stand"),
        fill(
            reason="SO51087 was confirmed on 1 September, so it counts in September; the 11 orders of August are right."
        ),
    ),
    does(JIANG, "2026-09-08 09:30", say("1:1"), press("one_on_one"), press("one_on_one.met")),
    does(
        CARSON,
        "2026-09-10 15:20",
        say("give feedback Michael Blythe"),
        fill(
            about="Handover of the Chicago dealers",
            text="On Tuesday you listed the open quotes of all 14 dealers with their dates, so that I could call the "
            "first six on Wednesday and two of them ordered the same week.",
            visibility="manager",
        ),
    ),
    does(BLYTHE, "2026-09-11 10:05", press("kudos.reply")),
    does(
        VALDEZ,
        "2026-09-15 11:15",
        say("ask feedback Jae Pak"),
        fill(topic="The price list for Berlin: what made it hard to use?"),
    ),
    does(
        PAK,
        "2026-09-16 10:30",
        press("kudos"),
        fill(
            text="The sheet with the trade discounts came on Friday after our Thursday call, so I quoted two customers "
            "the old price; with the date in its title I would have seen it.",
        ),
    ),
    does(ITO, "2026-09-17 16:10", say("away until 22 September")),
    does(JIANG, "2026-09-24 09:50", press("one_on_one.book"), press("one_on_one.book")),
    does(
        REITER,
        "2026-10-02 11:30",
        say("context sales September"),
        fill(text="The two largest dealers closed for stocktaking from 21 to 30 September; both have ordered since."),
    ),
    does(
        SARAIVA,
        "2026-10-02 15:15",
        say("dispute sales September"),
        fill(
            what="missing",
            missing_day="2026-09-29",
            missing_amount="11400",
            missing_text="Order SO53999, Valley Bicycle Specialists",
            claim="Order SO53999 over $11,400 of 29 September is mine, and is not among my orders.",
        ),
    ),
    does(JIANG, "2026-10-02 15:30", press("dispute.take")),
    does(
        JIANG,
        "2026-10-05 10:15",
        press("dispute.correct"),
        fill(
            d0_0="SO53999",
            id0="SO53999-1",
            reason="The order form of SO53999 names José; it was entered without a seller.",
        ),
    ),
    does(BARRETO, "2026-10-05 14:00", press("correction.approve")),
    does(JIANG, "2026-10-07 10:20", say("person David Campbell"), press("reminder"), fill()),
    does(
        CAMPBELL,
        "2026-10-07 15:40",
        press("reminder.answer"),
        fill(text="Four of my nine quotes wait for the new prices of 12 October; I call those customers on the 13th."),
    ),
    does(MITCHELL, "2026-10-27 11:05", say("talk"), fill(topic="Two accounts that could go to Pamela")),
    does(JIANG, "2026-10-27 14:30", press("one_on_one.book", holding="Pamela")),
    does(
        VARGAS,
        "2026-11-03 14:25",
        say("dispute sales October"),
        fill(
            what="missing",
            missing_day="2026-10-30",
            missing_amount="48300",
            missing_text="Orders SO55201 and SO55204",
            claim="The two orders of 30 October, SO55201 and SO55204, are missing: $48,300 together.",
        ),
    ),
    does(JIANG, "2026-11-03 15:20", say("talk"), fill(topic="The quotas of the North for December")),
)

ADMIN, HR = "HY040", "HY030"
LINE_1, LINE_2, LINE_3, LINE_4 = "HY011", "HY012", "HY013", "HY014"
LI_SI, HELPER, INSPECTOR, REJECTED, MACHINE_3, ACCEPTED, OPEN, TALKER = (
    *("HY305", "HY306", "HY021", "HY102"),
    *("HY206", "HY210", "HY407", "HY401"),
)

FACTORY = (
    does(
        ADMIN,
        "2026-08-31 10:05",
        say("角色 授予 林晓梅 人事"),
        say("角色 授予 何静 人事"),
        say("节奏"),
        press("policy.schedule"),
        fill(report="3"),
    ),
    does(LINE_1, "2026-09-02 10:40", press("one_on_one.book")),
    does(LINE_3, "2026-09-02 11:10", press("one_on_one.book")),
    does(LINE_1, "2026-09-07 09:30", say("一对一"), press("one_on_one"), press("one_on_one.met")),
    does(
        HELPER,
        "2026-09-09 15:20",
        say("给反馈李四"),
        fill(
            about="3号线夹具的改法",
            text="周二你把夹紧的顺序画成一张图贴在3号机旁边，我照着做，周四一个班的次品从6件降到2件。",
            visibility="manager",
        ),
    ),
    does(LI_SI, "2026-09-10 10:05", press("kudos.reply")),
    does(INSPECTOR, "2026-09-15 11:15", say("求反馈陈佳宁"), fill(topic="我写的4号线抽检单，哪里看不清？")),
    does(
        LINE_4,
        "2026-09-16 10:30",
        press("kudos"),
        fill(text="上周三的抽检单没有写机台号，我和你打了两次电话才找到2号机；写上机台，换班时就能直接去查。"),
    ),
    does(LINE_1, "2026-09-24 09:50", press("one_on_one.book"), press("one_on_one.book")),
    does(
        REJECTED,
        "2026-10-09 13:20",
        say("异议 九月次品率"),
        fill(
            "9月18日",
            words="9月18日",
            right1="次品应该是2件",
            claim="9月18日3件次品里有1件，我送检时是好的，入库后才发现划伤，不该算在我这里。",
        ),
    ),
    does(LINE_1, "2026-10-09 15:10", press("dispute.take")),
    does(
        LINE_1,
        "2026-10-12 10:30",
        press("dispute.stand"),
        fill(reason="质检记录里这一件是9月18日下线时检出的，入库前已有划伤，所以9月的数字不变。"),
    ),
    does(LI_SI, "2026-10-27 11:05", say("约聊"), fill(topic="新夹具要不要推广到1号线")),
    does(LINE_3, "2026-10-27 14:30", press("one_on_one.book", holding="夹具")),
    does(
        MACHINE_3,
        "2026-11-02 13:10",
        say("补充 十月次品率"),
        fill(text="10月22日下午3号机停了两次，重新开机后的前40件里有11件尺寸不对，已报修。"),
    ),
    does(
        ACCEPTED,
        "2026-11-02 13:20",
        say("异议 十月次品率"),
        fill(
            "10月20日",
            right1="次品应该是2件",
            claim="10月20日4件次品里有2件是来料就有裂纹，来料检验单上写着，不是加工次品。",
        ),
    ),
    does(LINE_2, "2026-11-02 14:05", press("dispute.take")),
    does(
        LINE_2,
        "2026-11-02 15:10",
        press("dispute.correct"),
        fill(m1_1="2", reason="10月20日的来料检验单确认2件是来料裂纹，从加工次品里去掉。"),
    ),
    does(HR, "2026-11-02 16:00", press("correction.approve")),
    does(
        OPEN,
        "2026-11-03 14:20",
        say("异议 十月次品率"),
        fill(
            "10月28日",
            right1="只有上午的那一半是我检验的",
            claim="10月28日我请假半天，下午那批是别人用我的工号登记的。",
        ),
    ),
    does(TALKER, "2026-11-03 15:20", say("约聊"), fill(topic="想学2号机的调机")),
)

SCRIPTS: Mapping[str, Sequence[Deed]] = {ADVENTUREWORKS.key: SALES_TEAM, AUTOPARTS.key: FACTORY}
READ_ON = ("2026-09-03", "2026-10-09", "2026-11-03")
"""The days on which some say whether a month's messages were of use, at ten by their own wall."""


def deeds(company: DemoCompany, people: Sequence[Person], *, http: aiohttp.ClientSession, url: str) -> Iterator[Moment]:
    """Yield what the people of a company do in the chats of the sandbox at ``url``."""
    known = {person.id: person for person in people}
    for deed in (*SCRIPTS[company.key], *REVIEWS[company.key], *_opinions(company, people)):
        person = known[deed.person]
        day, at = datetime.fromisoformat(deed.at).date(), datetime.fromisoformat(deed.at).time()
        user = next(account.user for account in person.identities if account.platform == company.platform)
        arrive = partial(_act, deed, company.platform, user, http=http, url=url)
        yield Moment(instant(day, at, timezone=person.timezone), company.key, f"{company.name}: {person.name}", arrive)


async def _act(deed: Deed, platform: str, user: str, app: App, *, http: aiohttp.ClientSession, url: str) -> None:
    hands = Hands(http, url, platform, user, app.workers.settle)
    for number, step in enumerate(deed.steps, start=1):
        try:
            await step.do(hands)
        except TimeoutError as late:
            told = str(late) or "nothing came of it"
            raise StoryError(f"step {number} of {len(deed.steps)}, {step.what}: {told}") from late


def _opinions(company: DemoCompany, people: Sequence[Person]) -> Iterator[Deed]:
    """Yield who says whether their newest message was of use, or asks why it came."""
    dice = Random(f"{SEED} {company.key}")  # noqa: S311 - a sample, not a secret
    members = sorted(person.id for person in people if person.kind is Kind.PERSON and person.identities)
    for day in READ_ON:
        for person in dice.sample(members, READERS):
            yield does(
                person, f"{day} {dice.choice(('09', '10', '11'))}:{dice.randint(10, 59)}", _rate(dice.choice(OPINIONS))
            )


def _rate(route: str) -> Step:
    async def rate(hands: Hands) -> None:
        if await hands.offered(route):
            await hands.press(route)

    return Step(f"press {route}", rate)
