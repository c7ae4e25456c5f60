"""Forms about drafts: what a reviewer may change, and for how long a draft waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.feedback.domain import example as feedback_example
from bot.feedback.domain.approval import LONGEST_HOLD
from bot.feedback.domain.feedback import Occasion
from bot.feedback.views.story import fact
from bot.figures.domain import example
from bot.messages.card import Action
from bot.messages.field import Option, SelectField, SeveralField, TextField
from bot.messages.form import Form
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.feedback.domain.feedback import Finding, Outline, Pick, Step
    from bot.figures.domain.metric import Metric
    from bot.messages.i18n import Translator


SEND, REJECT = "send", "reject"
_LONGEST_NOTE, _MOST_OFFERED = 300, 10


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be changed about a draft: what it could say, what it says now, and the reviewer's sentence so far."""

    key: str
    revision: int
    reader: str
    findings: Sequence[Finding]
    steps: Sequence[Step]
    pick: Pick
    note: str = ""


def offered(said: Outline, pick: Pick) -> list[Finding]:
    """Return what is offered to choose from: what is said now, and of every other value what says most."""
    chosen = [finding for finding in said.findings if finding.id in pick.finding_ids]
    seen = {(finding.delta.person_id, finding.delta.metric) for finding in chosen}
    for said_finding in said.findings:
        if (said_finding.delta.person_id, said_finding.delta.metric) not in seen:
            chosen.append(said_finding)
            seen.add((said_finding.delta.person_id, said_finding.delta.metric))
    return chosen[:_MOST_OFFERED]


def editing(t: Translator, theirs: Translator, choice: Choice, *, metrics: Mapping[str, Metric]) -> Form:
    """Offer a reviewer what they may change; findings and steps read as their reader reads them."""
    findings = tuple(_finding(theirs, finding, metrics[finding.delta.metric]) for finding in choice.findings)
    picked = [step for step in choice.steps if step.id in choice.pick.step_ids]
    others = [step for step in choice.steps if step not in picked]
    steps = tuple(Option(step.id, step.text) for step in [*picked, *others][:_MOST_OFFERED])
    then = (Option(SEND, t("approval-then-send")), Option(REJECT, t("approval-then-reject")))
    fields = (
        SeveralField("findings", t("approval-findings"), findings, values=choice.pick.finding_ids),
        *(
            (SeveralField("steps", t("approval-steps"), steps, values=choice.pick.step_ids, required=False),)
            if steps
            else ()
        ),
        TextField(
            "note",
            t("approval-own"),
            hint=t("approval-own-hint"),
            value=choice.note,
            required=False,
            long=True,
            most=_LONGEST_NOTE,
        ),
        SelectField("then", t("approval-then"), then, value=SEND),
        TextField("reason", t("approval-why"), hint=t("approval-why-hint"), required=False, most=_LONGEST_NOTE),
    )
    arguments = (("key", choice.key), ("rev", str(choice.revision)))
    return Form(
        kind="approval",
        title=t("approval-edit-title", name=choice.reader),
        fields=fields,
        submit=t("approval-edit-submit"),
        action=Action("approval.edit", arguments),
        opener=Action("approval.edit", arguments),
        intro=t("approval-edit-intro"),
        locale=t.locale,
    )


def _finding(t: Translator, finding: Finding, metric: Metric) -> Option:
    line = fact(t, finding, metric)
    return Option(finding.id, plain(f"{line.label} {line.value}"), plain(line.against))


def holding(t: Translator, key: str, revision: int, reader: str) -> Form:
    """Ask for how many working days a draft is to wait, and why."""
    days = tuple(Option(str(n), plain(t("approval-days", n=n))) for n in (1, 2, LONGEST_HOLD))
    arguments = (("key", key), ("rev", str(revision)))
    return Form(
        kind="approval",
        title=t("approval-hold-title", name=reader),
        fields=(
            SelectField("days", t("approval-hold-days"), days, value="1"),
            TextField("reason", t("approval-hold-why"), required=False, most=_LONGEST_NOTE),
        ),
        submit=t("approval-hold-submit"),
        action=Action("approval.hold", arguments),
        opener=Action("approval.hold", arguments),
        intro=t("approval-hold-intro"),
        locale=t.locale,
    )


def forms(t: Translator) -> dict[str, Form]:
    """Show each form once."""
    reader = example.people(chinese=t.chinese)["W1"].name
    step = "请质检陪同看一次首件检验。" if t.chinese else "Ask quality control to sit in on one first-piece check."
    said, pick = feedback_example.outline(Occasion.STANDING, (example.DEFECTS,), ((0, step),))
    choice = Choice("standing:W1", 1, reader, offered(said, pick), said.steps, pick, "")
    return {
        "approval-editing": editing(t, t, choice, metrics=example.METRICS),
        "approval-holding": holding(t, "standing:W1", 1, reader),
    }
