"""What the data says stands beside the questions, and completed projects are taken over with one tap."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.feedback.domain.kudos import Kudos, Visibility
from bot.figures.domain.event import EventKind
from bot.goals.domain.goal import Experiment, ExperimentState, Goal, GoalLevel, GoalState
from bot.goals.domain.key_result import KeyResult
from bot.goals.services.progress import type_value
from bot.kit.period import Period
from bot.messages.form import Form
from bot.messages.inbound import Notice
from tests.chat import EVERYWHERE, MORNING, Way, buttons, chat, read
from tests.company import OCTOBER, SEPTEMBER, Company
from tests.events import happen
from tests.reviewing import begin, self_review

if TYPE_CHECKING:
    from storage.storage import Storage
    from tests.chat import Chat

WORD = {"en": "review", "zh-CN": "考核"}


def furnish(talk: Chat) -> None:
    """Let Wei complete two projects in the cycle's period and one after it, and miss one of two monthly targets."""
    begin(talk)
    happen(
        talk.storage,
        EventKind.PROJECT_COMPLETED,
        {"id": "P1", "person": "wei", "project": "Atlas", "attainment": 1.2, "day": date(2026, 9, 18)},
        {"id": "P2", "person": "wei", "project": "Borea", "attainment": 0.9, "day": date(2026, 10, 20)},
        {"id": "P3", "person": "wei", "project": "Corvus", "attainment": 1.0, "day": date(2026, 11, 2)},
        {"id": "P4", "person": "min", "project": "Dione", "attainment": 1.0, "day": date(2026, 10, 2)},
        now=talk.clock.now(),
        source="pm",
    )
    with talk.work() as work:
        for about, visibility in (("the handover", Visibility.MANAGER), ("the lunch", Visibility.PERSON)):
            work.kudos.add(Kudos("min", "wei", about, "You were there.", visibility, datetime(2026, 9, 8, tzinfo=UTC)))
        company = Company(work)
        company.metric("csat", title_en="Customer satisfaction", title_zh="客户满意度", unit="%")
        company.delta("wei", "csat", SEPTEMBER, value=0.95, target=0.9, attainment=1.055556)
        company.delta("wei", "csat", OCTOBER, value=0.85, target=0.9, attainment=0.944444)


def panels(form: Form) -> dict[str, list[str]]:
    return {
        panel.title: [f"{line.label} {line.value} {line.against}" for line in panel.lines]
        for section in form.sections
        for panel in section.panels
    }


@EVERYWHERE
async def test_what_is_known_stands_beside_and_projects_are_taken_over(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        furnish(talk)
        shown = await talk.say("wei", WORD[talk.locale])
        taking = next(found for found in buttons(shown) if dict(found.action.args).get("use"))

        form = await talk.click("wei", taking)

        if isinstance(form, Form):
            beside = panels(form)
            said = "\n".join(line for lines in beside.values() for line in lines)
            assert "Atlas" in said
            assert "Corvus" not in said, "it was completed after the period"
            assert "Dione" not in said, "it is somebody else's"
            assert "85%" in said
            assert "the handover" in said, "a colleague wrote that, for Wei and whoever leads Wei"
            assert "the lunch" not in said, "only Wei was to read that, and whoever leads Wei reads the review"
            assert len(beside) == 3, "no panel without a line: half of the targets were met, no training was done"
        values = {
            name: value for name, value in self_review(talk.locale).items() if not name.startswith("strengths.1.")
        }
        texts = {
            f"strengths.{number}.{key}": self_review(talk.locale)[f"strengths.1.{key}"]
            for number in (1, 2)
            for key in ("behaviour", "contribution")
        }
        if way.forms:
            await talk.submit("wei", form, **values, **texts)
            with talk.work() as work:
                (review,) = work.reviews.of("wei")
                (version,) = work.review_answers.versions(review.no)
            assert version.values["strengths.1.project"] == "Borea"
            assert version.values["strengths.1.completion"] == "90%"
            assert version.values["strengths.2.project"] == "Atlas"
            assert version.values["strengths.2.completion"] == "120%"
        else:
            assert "Borea" in read(form)


async def test_goals_that_are_over_stand_beside_what_went_well_and_what_did_not(storage: Storage) -> None:
    async with chat(storage) as talk:
        furnish(talk)
        ended = {
            "Ship Atlas": (GoalState.ACHIEVED, OCTOBER, "wei"),
            "Halve complaints": (GoalState.MISSED, OCTOBER, "wei"),
            "Learn the tool": (GoalState.ACHIEVED, date(2026, 11, 1), "wei"),
            "Ship Dione": (GoalState.ACHIEVED, OCTOBER, "min"),
        }
        with talk.work() as work:
            for title, (state, start, owner) in ended.items():
                span = Period(start, start + timedelta(days=20))
                goal = Goal(title=title, level=GoalLevel.PERSON, owner_id=owner, period=span, by=owner, at=MORNING)
                work.goals.add(replace(goal, state=state))
        shown = await talk.say("wei", WORD[talk.locale])

        form = await talk.click("wei", next(found for found in buttons(shown) if dict(found.action.args).get("use")))

        assert isinstance(form, Form)
        beside = panels(form)
        assert [line.split(" ", 1)[1] for line in beside[talk.t("review-known-goals")]] == [
            "Ship Atlas not known yet, achieved"
        ]
        assert [line.split(" ", 1)[1] for line in beside[talk.t("review-known-goals-missed")]] == [
            "Halve complaints not known yet, missed"
        ]


async def test_whoever_leads_them_is_shown_no_panel_of_data_that_the_form_did_not_have(storage: Storage) -> None:
    async with chat(storage) as talk:
        furnish(talk)
        with talk.work() as work:
            (review,) = work.reviews.of("wei")
        shown = await talk.say("ana", "review Name wei")
        assert not [found for found in buttons(shown) if dict(found.action.args).get("use")]
        assert "Atlas" not in read(shown)
        refused = await talk.click(
            "pat", replace(buttons(shown)[0].action, args=(("no", str(review.no)), ("use", "projects")))
        )
        assert isinstance(refused, Notice)


@EVERYWHERE
async def test_a_missed_goal_says_on_what_its_number_rests_and_that_it_was_an_experiment(
    storage: Storage, way: Way
) -> None:
    async with chat(storage, way) as talk:
        furnish(talk)
        results = tuple(KeyResult(title=f"Part {number}", target=Decimal(10)) for number in range(3))
        with talk.work() as work:
            kept = work.goals.add(
                Goal(
                    title="New process",
                    level=GoalLevel.PERSON,
                    owner_id="wei",
                    period=Period(OCTOBER, OCTOBER + timedelta(days=20)),
                    by="wei",
                    at=MORNING,
                    key_results=results,
                )
            )
            for result in kept.key_results[:2]:
                type_value(work, kept, result, Decimal(4), by="wei", now=MORNING)
            tried = Experiment(text="Three lots", state=ExperimentState.APPROVED, reason="It was new")
            assert work.goals.put(replace(kept, state=GoalState.MISSED, experiment=tried))

        form = await talk.click("wei", next(found for found in buttons(await talk.say("wei", WORD[talk.locale]))))

        assert isinstance(form, Form) is way.forms
        if isinstance(form, Form):
            [line] = panels(form)[talk.t("review-known-goals-missed")]
            assert "New process" in line
            assert "40%" in line
            assert talk.t("goal-state-missed") in line
            assert talk.t("goal-basis", known=2, parts=3) in line
            assert talk.t("goal-is-experiment") in line
