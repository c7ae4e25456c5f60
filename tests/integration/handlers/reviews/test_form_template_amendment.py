"""A running cycle gets another version of its form: in the middle of a draft, after hand-in, after confirmation."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery_timing import Drop
from bot.messages.card import Action
from bot.messages.draft import PageTurn
from bot.messages.field import standing
from bot.messages.form import Form, flat
from bot.messages.inbound import Notice, RejectedForm, Submission
from bot.reviews.domain.cycle import PartKind, ResultPart
from bot.reviews.domain.form_template import Bilingual, Filler, QuestionKind, TemplateQuestion
from bot.reviews.domain.form_template_edit import question_at, section_at, with_question, with_section, without
from bot.reviews.services import form_template, form_template_amendment
from tests.chat import EVERYWHERE, Chat, Way, button, chat, read
from tests.reviewing import VIEW, WORD, begin, review_no, self_review, write

if TYPE_CHECKING:
    from bot.reviews.domain.answer import AnswerVersion
    from bot.reviews.domain.cycle import Cycle
    from storage.storage import Storage

LESSON = TemplateQuestion(key="lesson", label=Bilingual("Lesson", "经验"))
AMENDED = {"en": "Cut the costs of the team by 15%", "zh-CN": "成本降低了15%"}


def typed(locale: str) -> dict[str, str]:
    """Return a self-review that says enough without what the team gained, which nobody is asked for any more."""
    behaviour = {
        "en": "Led the work on the core module, two weeks early",
        "zh-CN": "主导了核心模块开发，提前两周完成",
    }
    return self_review(locale) | {"strengths.1.behaviour": behaviour[locale]}


def amend(talk: Chat) -> None:
    """Ask for a lesson, no more for what the team gained, and call the goal an aim."""
    with talk.work() as work:
        template, hr = form_template.find(work, "self_review"), work.people.get("ha")
        assert hr
        goal = replace(question_at(template, "plan.goal"), label=Bilingual("Aim", "目的"))
        after = without(with_question(template, "plan.goal", goal), "strengths.contribution")
        form_template.change(work, hr, with_question(after, "improvements", LESSON), now=talk.clock.now())


async def applied(talk: Chat, cycle: Cycle) -> str:
    amend(talk)
    shown = await talk.say("ha", {"en": "forms", "zh-CN": "表单"}[talk.locale])
    more = await talk.click("ha", button(shown, "form_template.more"))
    asked = await talk.click("ha", button(more, "form_template.apply"))
    with talk.work() as work:
        before = work.cycles.get(cycle.no)
    assert before
    assert before.template_version == 1, "it is looked at first"
    done = read(await talk.click("ha", button(asked, "form_template.apply")))
    assert isinstance(await talk.click("ha", button(asked, "form_template.apply")), Notice), "once"
    return done


def versions(talk: Chat, filler: Filler = Filler.EMPLOYEE) -> list[AnswerVersion]:
    no = review_no(talk)
    with talk.work() as work:
        return work.review_answers.versions(no, filler)


def gone(talk: Chat) -> str:
    return {"en": "What the team gained (no longer asked)", "zh-CN": "团队贡献（已不再要求填写）"}[talk.locale]


@EVERYWHERE
async def test_in_the_middle_of_a_draft_what_was_typed_stays_and_what_is_new_is_asked(
    storage: Storage, way: Way
) -> None:
    async with chat(storage, way) as talk:
        cycle = begin(talk)
        values = typed(talk.locale)
        shown = await talk.say("wei", WORD[talk.locale])
        form = await talk.click("wei", button(shown, "review.write"))
        strengths = {name: said for name, said in values.items() if name.startswith("strengths.")}
        if isinstance(form, Form):
            assert form.step
            move = PageTurn(form.step.draft, 0)
            await talk.arrive(Submission(talk.sender("wei"), form.action, strengths, move=move))
        else:
            for said in strengths.values():
                await talk.say("wei", said)
            await talk.say("wei", {"en": "cancel", "zh-CN": "取消"}[talk.locale])

        await applied(talk, cycle)

        told = [card for card in talk.inbox("wei") if card.kind == "amendment"]
        assert len(told) == 1
        assert LESSON.label.said(talk.locale) in read(told[0])
        form = await talk.click("wei", button(shown, "review.write"))
        lacking = await talk.submit("wei", form, **values)
        if way.forms:
            assert isinstance(lacking, RejectedForm), "what is new has to be answered"
            await talk.submit("wei", lacking, **values, **{"improvements.1.lesson": AMENDED[talk.locale]})
            (version,) = versions(talk)
            assert version.values["improvements.1.lesson"] == AMENDED[talk.locale]
            assert version.template_version == 2
            assert version.values["strengths.1.project"] == values["strengths.1.project"]
            assert version.values["strengths.1.contribution"] == values["strengths.1.contribution"], "typed, so kept"
            assert gone(talk) in read(await talk.say("wei", WORD[talk.locale]))


@EVERYWHERE
async def test_a_form_that_stands_open_is_taken_and_asks_what_came_since(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        cycle = begin(talk)
        values = typed(talk.locale)
        shown = await talk.say("wei", WORD[talk.locale])
        form = await talk.click("wei", button(shown, "review.write"))
        await applied(talk, cycle)

        lacking = await talk.submit("wei", form, **values)

        if way.forms:
            assert not versions(talk)
            assert {"en": "New since you opened the form", "zh-CN": "新加的"}[talk.locale] in read(lacking)
        await talk.submit("wei", lacking, **values, **{"improvements.1.lesson": AMENDED[talk.locale]})
        (version,) = versions(talk)
        assert version.values["improvements.1.lesson"] == AMENDED[talk.locale]
        assert version.values["strengths.1.contribution"] == values["strengths.1.contribution"], "typed, so kept"


@EVERYWHERE
async def test_after_hand_in_words_stay_under_their_own_questions_and_what_is_new_is_offered(
    storage: Storage, way: Way
) -> None:
    async with chat(storage, way) as talk:
        cycle = begin(talk)
        values = typed(talk.locale)
        await write(talk, "wei", **values)
        await applied(talk, cycle)
        assert not [card for card in talk.inbox("wei") if card.kind == "amendment"], "who has handed in is left alone"

        shown = await talk.say("wei", WORD[talk.locale])
        said = read(shown)
        assert gone(talk) in said
        assert values["strengths.1.contribution"] in said
        assert {"en": "Goal: ", "zh-CN": "目标："}[talk.locale] in said, "under the words that were asked"
        assert {"en": "Asked since you submitted: Lesson", "zh-CN": "新加的问题：经验"}[talk.locale] in said

        form = await talk.click("wei", button(shown, "review.write"))
        await talk.submit("wei", form, **{"strengths.1.completion": "110%"})
        first, second = versions(talk)
        assert (first.template_version, second.template_version) == (1, 2)
        assert second.values == {**first.values, "strengths.1.completion": "110%"}, "not demanded, and nothing lost"
        shown = await talk.say("wei", WORD[talk.locale])
        assert gone(talk) in read(shown)
        diff = read(await talk.click("wei", Action("review.diff", (("no", str(review_no(talk))), *PAIR))))
        assert "110%" in diff
        assert values["strengths.1.contribution"] not in diff, "it is no change"

        form = await talk.click("wei", button(shown, "review.write"))
        await talk.submit("wei", form, **{"improvements.1.lesson": AMENDED[talk.locale]})
        assert versions(talk)[-1].values["improvements.1.lesson"] == AMENDED[talk.locale]


PAIR = (("side", "employee"), ("from", "1"), ("to", "2"))


@EVERYWHERE
async def test_after_confirmation_nothing_changes_and_the_new_question_can_be_added_beside(
    storage: Storage, way: Way
) -> None:
    async with chat(storage, way) as talk:
        cycle = begin(talk)
        values = typed(talk.locale)
        await write(talk, "wei", **values)
        await write(talk, "ana", "wei", **VIEW[talk.locale])
        with talk.work() as work:
            (found,) = work.reviews.of("wei")
            work.reviews.save(replace(found, held_at=talk.clock.now()))
        no = (("no", str(review_no(talk))),)
        await talk.click("ana", Action("review.confirm", (*no, ("agrees", "1"))))
        before = versions(talk)

        await applied(talk, cycle)

        shown = await talk.say("wei", WORD[talk.locale])
        assert values["strengths.1.contribution"] in read(shown)
        assert gone(talk) in read(shown)
        assert isinstance(await talk.click("wei", Action("review.write", no)), Notice)
        form = await talk.click("wei", button(shown, "review.add"))
        added = await talk.submit("wei", form, path="improvements.lesson", text=AMENDED[talk.locale])
        del added
        assert versions(talk)[: len(before)] == before


async def test_who_writes_first_and_who_leads_are_told_once_of_what_is_theirs(storage: Storage) -> None:
    async with chat(storage) as talk:
        cycle = begin(talk)
        with talk.work() as work:
            template, hr = form_template.find(work, "self_review"), work.people.get("ha")
            assert hr
            form_template.change(work, hr, without(template, "view.support"), now=talk.clock.now())
        args = (("no", str(cycle.no)), ("v", "2"))
        asked = read(await talk.click("ha", Action("form_template.apply", args)))
        assert "1 person who still writes" in asked
        await talk.click("ha", Action("form_template.apply", (*args, ("sure", "1"))))

        assert [card.kind for card in talk.inbox("ana")] == ["amendment"], "of two people once"
        assert not talk.inbox("wei"), "nothing of theirs has changed"


async def test_what_both_wrote_stands_side_by_side_also_where_it_is_not_asked_any_more(storage: Storage) -> None:
    async with chat(storage) as talk:
        cycle = begin(talk)
        await write(talk, "wei", **typed("en"))
        await write(talk, "ana", "wei", **VIEW["en"])
        await applied(talk, cycle)

        side_by_side = await talk.click("ana", Action("review_meeting.compare", (("no", str(review_no(talk))),)))

        assert typed("en")["strengths.1.contribution"] in read(side_by_side)


async def test_what_colleagues_are_asked_stays_while_they_are_asked(storage: Storage) -> None:
    async with chat(storage) as talk:
        cycle = begin(talk)
        with talk.work() as work:
            running, hr = work.cycles.get(cycle.no), work.people.get("ha")
            assert running
            assert hr
            asking = replace(running, parts=(ResultPart(PartKind.PEERS, Decimal(1)),))
            assert work.cycles.amend(asking, by="ha", at=talk.clock.now())
            template = form_template.find(work, "self_review")
            keep = replace(question_at(template, "colleague.keep"), label=Bilingual("What to keep"))
            reworded = with_question(template, "colleague.keep", keep)
            reworded = form_template.change(work, hr, reworded, now=talk.clock.now())
            form_template.change(work, hr, without(reworded, "colleague.change"), now=talk.clock.now())
        no = ("no", str(cycle.no))

        refused = await talk.click("ha", Action("form_template.apply", (no, ("v", "3"), ("sure", "1"))))
        assert isinstance(refused, Notice)
        assert "colleagues are being asked" in read(refused)
        with talk.work() as work:
            found = form_template_amendment.look(work, cycle.no, 2, now=talk.clock.now())
        assert found.after.version == 2, "other words for the same are no other question"


async def test_what_is_asked_of_the_other_side_now_stays_with_who_answered_it(storage: Storage) -> None:
    async with chat(storage) as talk:
        cycle = begin(talk)
        await write(talk, "wei", **typed("en"))
        with talk.work() as work:
            hr, template = work.people.get("ha"), form_template.find(work, "self_review")
            assert hr
            moved = replace(section_at(template, "improvements"), filler=Filler.MANAGER)
            form_template.change(work, hr, with_section(template, moved), now=talk.clock.now())
        args = (("no", str(cycle.no)), ("v", "2"), ("sure", "1"))
        await talk.click("ha", Action("form_template.apply", args))
        event = typed("en")["improvements.1.event"]
        for again in (False, True):
            shown = await talk.say("wei", "review")
            assert event in read(shown)
            assert "What happened (no longer asked)" in read(shown), again
            form = await talk.click("wei", button(shown, "review.write"))
            await talk.submit("wei", form, **{"strengths.1.completion": "110%"})


async def test_news_of_a_version_that_has_passed_are_not_sent(storage: Storage) -> None:
    async with chat(storage) as talk:
        cycle = begin(talk)
        await applied(talk, cycle)
        with talk.work() as work:
            (told,) = [entry for entry in work.outbox.find(person_id="wei") if entry.kind == "amendment"]
        await write(talk, "wei", **typed("en"), **{"improvements.1.lesson": AMENDED["en"]})
        with talk.work() as work:
            assert isinstance(form_template_amendment.render(work, told, talk.clock.now()), Drop)
            (other,) = [entry for entry in work.outbox.find(person_id="min") if entry.kind == "amendment"]
            assert not isinstance(form_template_amendment.render(work, other, talk.clock.now()), Drop)


async def test_a_choice_keeps_its_words_where_options_change_places(storage: Storage) -> None:
    words = (Bilingual("often", "经常"), Bilingual("sometimes", "有时"), Bilingual("rarely", "很少"))
    how = TemplateQuestion(key="how", label=Bilingual("How often?"), kind=QuestionKind.CHOICE, options=words)
    async with chat(storage) as talk:
        talk.hire("ha", department="HR")
        with talk.work() as work:
            form_template.seed(work, now=talk.clock.now())
            hr = work.people.get("ha")
            assert hr
            template = with_question(form_template.find(work, "self_review"), "plan", how)
            form_template.change(work, hr, template, now=talk.clock.now())
        cycle = begin(talk)
        shown = await talk.say("wei", "review")
        form = await talk.click("wei", button(shown, "review.write"))
        await talk.submit("wei", form, **typed("en"), **{"plan.1.how": "1"})
        form = await talk.click("min", button(await talk.say("min", "review"), "review.write"))
        assert isinstance(form, Form)
        assert form.step
        page = PageTurn(form.step.draft, 2)
        await talk.arrive(Submission(talk.sender("min"), form.action, {"plan.1.how": "2"}, move=page))
        with talk.work() as work:
            hr = work.people.get("ha")
            assert hr
            template = form_template.find(work, "self_review")
            turned = with_question(template, "plan", replace(how, options=words[::-1]))
            form_template.change(work, hr, turned, now=talk.clock.now())
        args = (("no", str(cycle.no)), ("v", "3"), ("sure", "1"))
        await talk.click("ha", Action("form_template.apply", args))

        assert "How often?: often" in read(await talk.say("wei", "review"))
        for who, wanted in (("wei", "3"), ("min", "2")):
            form = await talk.click(who, button(await talk.say(who, "review"), "review.write"))
            assert isinstance(form, Form)
            found = {field.name: standing(field) for field in flat(form.sections)}
            assert found["plan.1.how"] == wanted, who


async def test_only_hr_amends_and_only_what_runs(storage: Storage) -> None:
    async with chat(storage) as talk:
        cycle = begin(talk)
        amend(talk)
        args = (("no", str(cycle.no)), ("v", "2"), ("sure", "1"))
        for who in ("ana", "wei", "pat"):
            assert isinstance(await talk.click(who, Action("form_template.apply", args)), Notice)
        await talk.click("ha", Action("cycle.close", args[:1]))
        assert isinstance(await talk.click("ha", Action("form_template.apply", args)), Notice)
        with talk.work() as work:
            after = work.cycles.get(cycle.no)
        assert after
        assert after.template_version == 1
