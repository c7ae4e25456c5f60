"""Who answers for a metric: said by HR and admins, shown to everybody, asked whether its target is right."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.feedback.domain.advice_house import house_advice
from bot.intake.services.terms import ImportTerms
from bot.messages.card import Action
from bot.messages.form import Form
from bot.messages.inbound import Notice, RejectedForm, Settled
from bot.people.domain.audit import What
from bot.people.domain.permission import Role
from bot.people.services import permission
from bot.rules.domain.threshold import ThresholdState
from bot.sources.file import take_items
from tests.arriving import Inside
from tests.chat import EVERYWHERE, Chat, Way, button, buttons, chat, read
from tests.company import furnish
from tests.integration.handlers.feedback.test_advice import GIVEN, WORDS
from tests.integration.handlers.rules.test_threshold import OCTOBER, UNEASY, arrive, kinds, shares, write
from tests.integration.handlers.rules.test_threshold import company as sellers

if TYPE_CHECKING:
    from bot.figures.domain.metric import Metric
    from bot.messages.inbound import Reply
    from storage.storage import Storage

ASK = {"slack": "metric owner collections", "dingtalk": "指标负责人 collections"}


async def assigned(talk: Chat, person: str = "hana", **values: str) -> Reply:
    return await talk.submit(person, await talk.say(person, ASK[talk.platform]), **values)


def collections(talk: Chat) -> Metric:
    with talk.work() as work:
        found = work.metrics.get("collections")
    assert found is not None
    return found


@pytest.mark.postgresql
@EVERYWHERE
async def test_hr_says_who_answers_for_a_metric_and_everybody_reads_it(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        sellers(talk)
        talk.hire("olga")
        talk.hire("paul", department="Purchasing")

        shown = await assigned(
            talk, owner="Name olga", provider="purchasing", scorer="Sales", aliases="cash in，现金回笼"
        )

        assert talk.t("metric-saved") in read(shown)
        found = collections(talk)
        assert (found.owner, found.provider, found.scorer) == ("olga", "Purchasing", "Sales")
        assert found.other_names == ("cash in", "现金回笼")
        seen = read(await talk.say("S1", "指标 现金回笼" if talk.locale == "zh-CN" else "metric cash in"))
        assert all(word in seen for word in ("Name olga", "Purchasing", "Sales", "现金回笼"))
        with talk.work() as work:
            trail = [entry for entry in work.audit.find() if entry.what == What.WRITE and entry.subject == found.key]
            olga = work.people.get("olga")
            assert olga is not None
            assert Role.METRIC_OWNER in permission.actor(work, olga, now=talk.clock.now()).roles
        assert [(entry.actor, entry.detail["outcome"]) for entry in trail] == [("hana", "assigned")]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"owner": "Nobody Here"}, "owner"),
        ({"provider": "Space Travel"}, "provider"),
        ({"provider": "Sales", "scorer": "sales"}, "scorer"),
        ({"aliases": "x"}, "aliases"),
        ({"aliases": "orders completed"}, "aliases"),
        ({"aliases": "voice tone"}, "aliases"),
    ],
)
async def test_what_cannot_be_used_comes_back_with_the_reason(
    storage: Storage, values: dict[str, str], field: str
) -> None:
    async with chat(storage) as talk:
        sellers(talk)

        again = await assigned(talk, **values)

        assert isinstance(again, RejectedForm)
        assert set(again.form.problems) == {field}
        assert collections(talk).owner == ""


async def test_nobody_else_may_say_so_and_what_changed_meanwhile_is_not_overwritten(storage: Storage) -> None:
    async with chat(storage) as talk:
        sellers(talk)
        assert not isinstance(await talk.say("S1", ASK["slack"]), Form)
        first, second = await talk.say("hana", ASK["slack"]), await talk.say("ada", ASK["slack"])

        await talk.submit("hana", first, owner="S1")
        late = await talk.submit("ada", second, owner="S2")

        assert isinstance(late, Notice)
        assert collections(talk).owner == "S1"


@EVERYWHERE
async def test_the_owner_is_asked_whether_a_target_is_right_without_counts(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        sellers(talk, author="ada")
        talk.hire("olga", department="Finance")
        await assigned(talk, owner="olga")
        arrive(talk, shares(9))
        write(talk)

        assert kinds(talk, "ada") == kinds(talk, "hana") == []
        asked = talk.inbox("olga")[0]
        assert UNEASY[talk.locale] in read(asked)
        assert "14" not in read(asked)
        assert [each.action.name for each in buttons(asked)] == ["threshold.keep", "threshold.pass"]
        settled = await talk.click("olga", button(asked, "threshold.keep"))
        assert isinstance(settled, Settled)
        with talk.work() as work:
            assert [check.state for check in work.thresholds.of("collections", OCTOBER)] == [ThresholdState.KEPT]


@EVERYWHERE
async def test_an_owner_who_finds_a_target_wrong_passes_it_on_to_who_can_change_it(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        sellers(talk)
        talk.hire("olga", department="Finance")
        await assigned(talk, owner="olga")
        arrive(talk, shares(9))
        write(talk)
        asked = talk.inbox("olga")[0]

        settled = await talk.click("olga", button(asked, "threshold.pass"))

        assert talk.t("threshold-passed") in read(settled)
        assert not buttons(settled)
        again = await talk.click("olga", button(asked, "threshold.keep"))
        assert isinstance(again, Notice), "who passed it on has answered"
        theirs = talk.inbox("hana")[0]
        assert "Name olga" in read(theirs)
        form = await talk.click("hana", button(theirs, "threshold.target"))
        assert form is not None
        await talk.say("hana", "/cancel")
        await talk.click("hana", button(theirs, "threshold.keep"))
        with talk.work() as work:
            (check,) = work.thresholds.of("collections", OCTOBER)
        assert (check.state, check.answered_by) == (ThresholdState.KEPT, "hana")


async def test_an_owner_who_has_left_is_not_asked(storage: Storage) -> None:
    async with chat(storage) as talk:
        sellers(talk)
        talk.hire("olga", department="Finance")
        await assigned(talk, owner="olga")
        talk.hire("olga", left_on=date(2026, 10, 31))
        arrive(talk, shares(9))
        write(talk)

        assert len(talk.inbox("hana")) == 1
        assert "Name olga" not in read(await talk.say("S1", "metric collections"))


async def test_an_owner_writes_advice_for_their_metrics_alone_and_sees_nobodys_name(storage: Storage) -> None:
    async with chat(storage) as talk:
        furnish(talk, written=False)
        talk.hire("eva", department="Finance")
        asked = await talk.submit("hr1", await talk.say("hr1", ASK["slack"]), owner="eva")
        assert talk.t("metric-saved") in read(asked)

        form = await talk.say("eva", WORDS["slack"][0])
        assert isinstance(form, Form)
        assert {field.name: getattr(field, "value", "") for field in form.fields}["metrics"] == "collections"
        other = await talk.submit("eva", form, **(GIVEN | {"metrics": "collections, orders"}))
        every = await talk.submit("eva", form, **(GIVEN | {"metrics": ""}))
        for refused in (other, every):
            assert isinstance(refused, RejectedForm)
            assert refused.form.problems["metrics"] == talk.t("advice-not-owned", metrics="collections")
        preview = await talk.submit("eva", form, **GIVEN)
        assert "Name min" not in read(preview)
        published = await talk.click("eva", button(preview, "advice.publish"))
        assert talk.t("advice-done-published") in read(published)

        listed = read(await talk.say("eva", "advice"))
        with talk.work() as work:
            (mine,) = work.advice.current()
        assert mine.author == "eva"
        assert mine.advice.key in listed
        assert talk.t("advice-by-house") not in listed, "only advice about nothing but their metrics"
        theirs = await talk.click("eva", Action("advice.retire", (("key", next(iter(house_advice()))),)))
        assert isinstance(theirs, Notice)
        assert isinstance(await talk.say("min", "advice"), Notice)


async def test_a_file_says_who_answers_for_a_metric_and_nobody_unknown_does(storage: Storage) -> None:
    async with chat(storage) as talk:
        sellers(talk)
        rows = [
            {"metric": "collections", "owner": "Name S1", "scorer": "Sales", "aliases": "cash in"},
            {"metric": "orders", "owner": "Nobody Here"},
        ]
        with talk.work() as work:
            terms = ImportTerms("owners", talk.clock.now(), by="test")
            report = take_items(Inside(work), "metrics", "test", rows, terms)

        assert [(each.row, each.column, each.key) for each in report.rejected] == [(2, "owner", "import-owner-unknown")]
        assert not report.waiting
        assert (collections(talk).owner, collections(talk).scorer) == ("S1", "Sales")
        assert collections(talk).title_en, "what the file does not say stays"
