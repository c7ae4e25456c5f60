"""Advice written in chat: previewed with whom it would have reached, put in force, told, changed and retired."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.messages.form import Form
from bot.messages.inbound import Notice, RejectedForm
from bot.people.domain.audit import What
from tests.chat import EVERYWHERE, Way, button, chat, read
from tests.company import furnish

if TYPE_CHECKING:
    from bot.messages.inbound import Reply
    from storage.storage import Storage
    from tests.chat import Chat

WORDS = {"slack": ("advice add", "advice", "advice report"), "dingtalk": ("新增建议", "建议", "建议报告")}
GIVEN: dict[str, str | tuple[str, ...]] = {
    "use": "step",
    "stories": ("below", "slipping", "fell_back", "drop", "worst", "plateau"),
    "drivers": (),
    "sizes": (),
    "metrics": "collections",
    "roles": "",
    "aim": "call",
    "name_en": "a call to the slowest payer",
    "text_en": "Call the slowest payer of {period} this week.",
    "name_zh": "给回款最慢的客户打电话",
    "text_zh": "本周给{period}回款最慢的客户打个电话。",
}


async def written(here: Chat, person: str = "hr1", **fields: str | tuple[str, ...]) -> Reply:
    form = await here.say(person, WORDS[here.platform][0])
    return await here.submit(person, form, **(GIVEN | fields))


@pytest.mark.postgresql
@EVERYWHERE
async def test_an_advice_is_looked_at_before_anybody_reads_it(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here, written=False)

        preview = await written(here)

        text = read(preview)
        assert "Call the slowest payer of {period} this week." in text
        assert "Name min" in text, "HR may read whom it would have reached"
        with here.work() as work:
            assert not work.advice.current()
        published = await here.click("hr1", button(preview, "advice.publish"))
        assert here.t("advice-done-published") in read(published)
        with here.work() as work:
            (version,) = work.advice.current()
            trail = [entry for entry in work.audit.find() if entry.what == What.WRITE]
        assert (version.author, version.retired) == ("hr1", False)
        assert [entry.subject for entry in trail if entry.detail.get("about") == "advice"] == [version.advice.key]

        listed = await here.say("hr1", f"{WORDS[here.platform][1]} {version.advice.key}")
        gone = await here.click("hr1", button(listed, "advice.retire"))
        assert here.t("advice-done-retired") in read(gone)
        again = await here.click("hr1", button(preview, "advice.publish"))
        assert isinstance(again, Notice), "what is in force already is not put in force twice"


@EVERYWHERE
async def test_what_a_company_wrote_is_told_before_what_fits_anybody(way: Way, storage: Storage) -> None:
    from tests.post import deliver_all

    async with chat(storage, way) as here:
        furnish(here, written=False)
        preview = await written(here, roles="seller", sizes=("large",))
        await here.click("hr1", button(preview, "advice.publish"))

        deliver_all(here)

        mine = [read(card) for card in here.inbox("min")]
        said = "slowest payer" if here.locale == "en" else "回款最慢"
        assert any(said in text for text in mine), mine


@EVERYWHERE
async def test_an_admin_is_told_no_names_and_no_small_number(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here, written=False)

        text = read(await written(here, person="ana"))

        assert "Name min" not in text
        period = "October" if here.locale == "en" else "十月"
        assert here.t("advice-reach-few", period=period) in text


@EVERYWHERE
async def test_who_reads_the_other_language_is_spoken_of(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here, written=False)
        mine, other = ("zh", "en") if here.locale == "en" else ("en", "zh")

        left_out = read(await written(here, **{f"text_{other}": "skip" if not way.forms else "", f"name_{other}": ""}))
        assert here.t(f"advice-without-{other}", read=1) in left_out

        fine = read(await written(here, **{f"text_{mine}": "skip" if not way.forms else "", f"name_{mine}": ""}))
        assert here.t(f"advice-without-{mine}", read=0) in fine


@pytest.mark.parametrize(
    ("wrong", "field", "key"),
    [
        ({"text_en": "", "text_zh": "", "name_en": "", "name_zh": ""}, "text_en", "advice-no-text"),
        ({"name_en": ""}, "name_en", "advice-no-name"),
        ({"text_en": "Call {customer} this week."}, "text_en", "advice-placeholder"),
        ({"text_en": "Call {members this week."}, "text_en", "advice-braces"),
        ({"text_zh": "本周给{members}打电话。"}, "text_zh", "advice-members"),
        ({"text_en": "Great job, keep it up."}, "text_en", "template-banned"),
        ({"text_en": "Call them. " * 20}, "text_en", "form-long"),
        ({"metrics": "nothing_like_it"}, "metrics", "metric-unknown"),
    ],
)
async def test_what_cannot_be_used_says_where_and_how_to_mend_it(
    wrong: dict[str, str], field: str, key: str, storage: Storage
) -> None:
    async with chat(storage) as here:
        furnish(here, written=False)

        reply = await written(here, **wrong)

        assert isinstance(reply, RejectedForm)
        assert field in reply.form.problems
        stem = here.t("advice-no-text") if key == "advice-no-text" else ""
        assert stem in reply.form.problems[field]


async def test_only_those_who_may_write_it(storage: Storage) -> None:
    async with chat(storage) as here:
        furnish(here, written=False)

        for person in ("min", "boss"):
            for words in WORDS["slack"]:
                assert not isinstance(await here.say(person, words), Form)


@EVERYWHERE
async def test_the_report_says_what_it_needs(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here)

        assert here.t("advice-report-empty", floor=5) in read(await here.say("hr1", WORDS[here.platform][2]))
