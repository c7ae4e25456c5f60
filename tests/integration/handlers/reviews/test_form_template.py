"""HR writes review forms in talk: found, changed in a few taps, every edit a version; a preview keeps nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.messages.card import Action
from bot.messages.field import standing
from bot.messages.form import Form, flat
from bot.messages.inbound import Notice, RejectedForm
from bot.people.domain.permission import Role
from bot.reviews.domain.form_template import Bilingual, Filler, QuestionKind
from bot.reviews.domain.form_template_edit import without
from bot.reviews.services import form_template
from tests.chat import EVERYWHERE, Chat, Way, button, buttons, chat, give, read

if TYPE_CHECKING:
    from bot.messages.inbound import Reply
    from bot.reviews.domain.form_template import FormTemplate, TemplateQuestion
    from storage.storage import Storage

WORD = {"en": "forms", "zh-CN": "表单"}
OPEN = (("form", "self_review"), ("v", "1"))
QUESTION: dict[str, str] = {"label": "Lessons", "kind": "long", "required": "0", "coaching": "none"}


def company(talk: Chat) -> None:
    talk.hire("ana", "pat")
    talk.hire("ha", "hu", department="HR")
    with talk.work() as work:
        give(work, "ha", Role.HR)
        give(work, "hu", Role.HR)
        form_template.seed(work, now=talk.clock.now())


def newest(talk: Chat, key: str = "self_review") -> FormTemplate:
    with talk.work() as work:
        found = work.form_templates.get(key)
    assert found
    return found


def asked(template: FormTemplate, place: str) -> TemplateQuestion:
    key, _, name = place.partition(".")
    section = template.section(key)
    assert section
    return next(question for question in section.questions if question.key == name)


def pressed(reply: Reply, words: str) -> Action:
    return next(found.action for found in buttons(reply) if found.text == words)


def section_button(reply: Reply, key: str, route: str = "form_template.section") -> Action:
    return next(
        found.action
        for found in buttons(reply)
        if found.action.name == route and dict(found.action.args).get("at") == key
    )


@EVERYWHERE
async def test_a_label_is_changed_in_three_taps(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        label = {"en": "Share of the goal reached", "zh-CN": "目标达成率"}[talk.locale]
        shown = await talk.say("ha", WORD[talk.locale])

        section = await talk.click("ha", section_button(shown, "strengths"))
        form = await talk.click("ha", section_button(section, "strengths.completion", "form_template.question"))
        saved = await talk.submit("ha", form, label=label)

        assert label in read(saved)
        changed = asked(newest(talk), "strengths.completion")
        wanted = Bilingual(label, "目标完成率") if talk.locale == "en" else Bilingual("Completion rate", label)
        assert (newest(talk).version, changed.label) == (2, wanted)
        assert changed.kind is QuestionKind.PERCENT
        with talk.work() as work:
            version, first = work.form_templates.history("self_review")
        assert (version.by, version.at, first.by) == ("ha", talk.clock.now(), "")


@EVERYWHERE
async def test_a_question_that_is_named_opens_at_once(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        words = {"en": "forms completion", "zh-CN": "表单 目标完成率"}[talk.locale]

        saved = await talk.submit("ha", await talk.say("ha", words), hint="110%")

        assert "110%" in read(saved)
        assert asked(newest(talk), "strengths.completion").hint.said(talk.locale) == "110%"


async def test_where_no_form_can_be_shown_a_label_takes_two_messages(storage: Storage) -> None:
    async with chat(storage, Way("dingtalk", forms=False)) as talk:
        company(talk)
        asked_for = await talk.say("ha", "表单 目标完成率")
        assert "其余不变" in read(asked_for)

        await talk.say("ha", "目标达成率")
        saved = await talk.say("ha", "其余不变")

        assert "目标达成率" in read(saved)
        assert asked(newest(talk), "strengths.completion").label == Bilingual("Completion rate", "目标达成率")


@EVERYWHERE
async def test_sections_and_questions_come_move_and_go(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        shown = await talk.say("ha", WORD[talk.locale])
        form = await talk.click("ha", button(shown, "form_template.add"))
        new = {"title": "Values", "first": "Which value did you live?", "filler": "employee", "sight": "both"}
        await talk.submit("ha", form, **new, purpose="other")
        assert [section.title.said(talk.locale) for section in newest(talk).of(Filler.EMPLOYEE)][-1] == "Values"

        shown = await talk.say("ha", f"{WORD[talk.locale]} Values")
        form = await talk.click("ha", button(shown, "form_template.add"))
        added = await talk.submit("ha", form, **QUESTION)
        key = "values" if talk.locale == "en" else "section"
        section = newest(talk).section(key)
        assert section
        assert [question.label.said("en") for question in section.questions] == [new["first"], "Lessons"]
        assert not section.questions[-1].required

        form = await talk.click("ha", button(added, "form_template.order"))
        moved = await talk.submit("ha", form, what=f"{key}.{section.questions[-1].key}", how="up")
        section = newest(talk).section(key)
        assert section
        assert section.questions[0].label.said("en") == "Lessons"

        form = await talk.click("ha", button(moved, "form_template.order"))
        await talk.submit("ha", form, what=key, how="remove")
        assert newest(talk).section(key) is None
        assert newest(talk).version == 5


@EVERYWHERE
async def test_what_cannot_be_asked_is_said_at_its_field_and_nothing_is_stored(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)

        async def refused(route: str, place: str, **values: str) -> str:
            args = (*OPEN, ("at", place)) if place else OPEN
            form = await talk.click("ha", Action(route, args))
            said = read(await talk.submit("ha", form, **values))
            await talk.say("ha", {"en": "cancel", "zh-CN": "取消"}[talk.locale]) if not way.forms else None
            return said

        own = {"en": "Steps", "zh-CN": "行动步骤"}[talk.locale]
        twice = await refused("form_template.question", "plan.goal", label=own)
        assert {"en": "“Steps” is there twice in “Plan”", "zh-CN": "“改进计划”里有两个“行动步骤”"}[talk.locale] in twice
        scale = await refused("form_template.question", "plan.steps", kind="rating", options="good")
        assert {"en": "at least two options", "zh-CN": "至少要两个选项"}[talk.locale] in scale
        rows = await refused("form_template.settings", "strengths", most="9")
        assert {"en": "between 0 and 8", "zh-CN": "0到8之间"}[talk.locale] in rows
        hidden = await refused("form_template.settings", "strengths", sight="manager")
        assert {"en": "theirs to read", "zh-CN": "不能不让本人看"}[talk.locale] in hidden
        with talk.work() as work:
            hr = work.people.get("ha")
            assert hr
            for place in ("improvements", "plan", "unseen"):
                shorter = without(form_template.find(work, "self_review"), place)
                form_template.change(work, hr, shorter, now=talk.clock.now())
        last = await talk.click("ha", Action("form_template.order", (*OPEN, ("at", "strengths"))))
        said = read(await talk.submit("ha", last, what="strengths", how="remove"))
        assert {"en": "at least one section", "zh-CN": "至少保留一个"}[talk.locale] in said
        assert newest(talk).version == 4


@EVERYWHERE
async def test_an_edit_is_undone_and_both_stay_among_the_versions(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        before = newest(talk)
        form = await talk.click("ha", Action("form_template.question", (*OPEN, ("at", "plan.goal"))))
        await talk.submit("ha", form, label="Aim")
        shown = await talk.say("ha", WORD[talk.locale])
        more = await talk.click("ha", button(shown, "form_template.more"))

        versions = await talk.click("ha", button(more, "form_template.versions"))
        assert "Name ha" in read(versions)
        assert "Aim" in read(versions)
        undone = await talk.click("ha", button(versions, "form_template.undo"))

        assert "3" in read(undone)
        assert newest(talk).sections == before.sections
        assert newest(talk).version == 3
        again = await talk.click("ha", button(versions, "form_template.undo"))
        assert isinstance(again, Notice), "it reads like that already"


@EVERYWHERE
async def test_a_form_without_a_plan_says_what_that_means(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        warned = {"en": "Nothing in this form becomes a plan", "zh-CN": "没有内容会变成改进计划"}[talk.locale]
        assert warned not in read(await talk.say("ha", WORD[talk.locale]))

        form = await talk.click("ha", Action("form_template.order", (*OPEN, ("at", "plan"))))
        await talk.submit("ha", form, what="plan.goal", how="remove")

        assert warned in read(await talk.say("ha", WORD[talk.locale]))


@EVERYWHERE
async def test_a_copy_is_a_form_of_its_own(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        form = await talk.click("ha", Action("form_template.copy", OPEN))
        await talk.submit("ha", form, title="Probation", title_other="转正评估" if talk.locale == "en" else "End")

        listed = await talk.say("ha", WORD[talk.locale])

        assert "Probation" in read(listed)
        with talk.work() as work:
            copied = next(other for other in work.form_templates.all() if other.key != "self_review")
        assert (copied.version, copied.sections) == (1, newest(talk).sections)
        form = await talk.click("ha", Action("form_template.about", (("form", copied.key), ("v", "1"))))
        await talk.submit("ha", form, minutes="15")
        assert newest(talk, copied.key).minutes == 15
        assert newest(talk).minutes == 10


@EVERYWHERE
async def test_a_language_that_lacks_words_says_so_and_shows_the_others(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        form = await talk.click("ha", Action("form_template.add", (*OPEN, ("at", "plan"))))
        await talk.submit("ha", form, **QUESTION)

        shown = read(await talk.say("ha", WORD[talk.locale]))

        lacking = {"en": "No Chinese yet, so the English stands there: “Lessons”.", "zh-CN": "还没有英文"}[talk.locale]
        assert lacking in shown
        assert newest(talk).section("plan").questions[-1].label.said("zh-CN") == "Lessons"  # type: ignore[union-attr]


@EVERYWHERE
@pytest.mark.parametrize("who", ["employee", "manager", "peer"])
async def test_a_preview_is_the_real_form_and_keeps_nothing(storage: Storage, way: Way, who: str) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        preview = Action("form_template.preview", (*OPEN, ("who", who)))
        labels = [
            question.label.said(talk.locale)
            for section in newest(talk).of(Filler(who))
            for question in section.questions
        ]

        shown = await talk.click("ha", preview)

        if not way.forms:
            assert all(label in read(shown) for label in labels)
            assert talk.dialogue("ha") is None
            return
        assert isinstance(shown, Form)
        first = newest(talk).of(Filler(who))[0].questions[0]
        rejected = await talk.submit("ha", shown)
        assert isinstance(rejected, RejectedForm), "as whoever fills it in, one has to answer"
        assert first.label.said(talk.locale) in {field.label for field in flat(rejected.form.shown)}
        sample = await talk.click("ha", Action("form_template.preview", (*preview.args, ("sample", "1"))))
        over = await talk.submit("ha", sample)
        assert newest(talk).title.said(talk.locale) in read(over)
        with talk.work() as work:
            assert not work.drafts.open("ha", shown, at=talk.clock.now()).values
            assert not work.cycles.all()


async def test_the_samples_of_the_first_form_are_its_examples(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        sample = Action("form_template.preview", (*OPEN, ("who", "employee"), ("sample", "1")))
        form = await talk.click("ha", sample)
        assert isinstance(form, Form)

        found = {field.name: standing(field) for field in flat(form.shown)}

        assert found["strengths.1.completion"] == "120%"
        assert found["strengths.1.behaviour"] == "Led the work on the core module"
        assert found["strengths.1.contribution"] == "It cut the team's costs by 15%"


async def test_a_reader_of_the_other_language_changes_nothing_by_looking(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        talk.hire("hu", department="HR", locale="zh-CN")
        await talk.submit(
            "ha", await talk.click("ha", Action("form_template.add", (*OPEN, ("at", "plan")))), **QUESTION
        )
        lessons = Action("form_template.question", (("form", "self_review"), ("v", "2"), ("at", "plan.lessons")))

        await talk.submit("hu", await talk.click("hu", lessons))
        assert newest(talk).version == 2
        form = await talk.click("hu", lessons)
        await talk.submit("hu", form, label="经验教训")

        assert asked(newest(talk), "plan.lessons").label == Bilingual("Lessons", "经验教训")


@EVERYWHERE
async def test_what_somebody_else_changed_meanwhile_is_not_undone_unseen(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        goal = Action("form_template.question", (*OPEN, ("at", "plan.goal")))
        mine = await talk.click("ha", goal)
        await talk.submit("hu", await talk.click("hu", goal), label="Aim")
        steps = Action("form_template.question", (*OPEN, ("at", "plan.steps")))
        await talk.submit("hu", await talk.click("hu", steps), label="Deeds")

        refused = await talk.submit("ha", mine, label="What to reach")
        if way.forms:  # in a dialogue the answer is given again at once
            assert asked(newest(talk), "plan.goal").label.said(talk.locale) == "Aim"
            await talk.submit("ha", refused, label="What to reach")

        assert asked(newest(talk), "plan.goal").label.said(talk.locale) == "What to reach"
        assert asked(newest(talk), "plan.steps").label.said(talk.locale) == "Deeds", "elsewhere nobody is in the way"


async def test_only_hr_reads_and_writes_forms(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        routes = ("", ".more", ".section", ".question", ".settings", ".add", ".order", ".about", ".copy")
        for route in (*routes, ".versions", ".undo", ".preview"):
            args = (*OPEN, ("at", "plan.goal" if route == ".question" else "plan"), ("who", "employee"))
            for who in ("ana", "pat"):
                assert isinstance(await talk.click(who, Action(f"form_template{route}", args)), Notice), route
        assert isinstance(await talk.say("ana", "forms"), Notice)
        assert newest(talk).version == 1


@pytest.mark.parametrize(
    "args",
    [
        (),
        (("form", "x"),),
        (("form", "self_review"), ("v", "9")),
        (("form", "self_review"), ("v", "1"), ("at", "no.such")),
    ],
)
async def test_a_forged_button_leads_nowhere(storage: Storage, args: tuple[tuple[str, str], ...]) -> None:
    async with chat(storage) as talk:
        company(talk)
        for route in (".question", ".undo", ".preview", ".section", ".order"):
            if route == ".undo" and len(args) == 3:
                continue
            assert isinstance(await talk.click("ha", Action(f"form_template{route}", args)), Notice), route
