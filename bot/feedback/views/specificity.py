"""The one question to somebody whose words about work are vague, a copy, or about character; asked once, no block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.feedback.domain.specificity import assess, question_for
from bot.messages.card import Action
from bot.messages.field import TextField
from bot.messages.form import Form
from bot.messages.invitation import invitation
from bot.messages.text import plain

if TYPE_CHECKING:
    from bot.feedback.domain.specificity import Assessment
    from bot.messages.card import Card
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready


def hint(t: Translator, assessment: Assessment, *, example: str = "", repeated: bool = False) -> Ready | None:
    """Say what would make a text more useful, or None where nothing needs saying.

    At most one question: about the missing element, else about what is new in a text that repeats an earlier one.
    ``example`` is a fact of the writer's own, one sentence. Whoever asks takes the same text the second time.
    """
    parts: list[Ready] = []
    if assessment.personal:
        parts.append(t("specificity-personal", phrase=assessment.personal[0]))
    missing = question_for(assessment)
    if missing and not assessment.specific:
        if assessment.vague and not assessment.personal:
            parts.append(t("specificity-phrase", phrase=assessment.vague[0]))
        parts.append(t(f"specificity-ask-{missing}"))
        if example:
            parts.append(t("specificity-example", example=example))
    elif repeated:
        parts.append(t("specificity-copied"))
    return t.sentences([*parts, t("specificity-optional")]) if parts else None


def examples(t: Translator) -> dict[str, Card]:
    """Show the question, the warning and the hint at a copy where they stand: in a form that comes back."""
    vague = "加强团队合作" if t.chinese else "Improve communication"
    about = "项目B的缺陷修复晚了2天。" if t.chinese else "the fix on Project B came two days late."
    deed = "项目B这次不错。" if t.chinese else "Project B went fine in general."
    personal = (
        "他很懒，10月12日漏发了订单JB-2041。" if t.chinese else "He is lazy and missed order JB-2041 on 12 October."
    )
    copy = (
        "10月12日修复了结算页的超时。" if t.chinese else "Fixed the timeout of the checkout page on 12 October for Ana."
    )

    def asked(text: str, *, example: str = "", repeated: bool = False) -> Card:
        title, label = ("自评", "需改进的") if t.chinese else ("Self-review", "To improve")
        words = hint(t, assess(text), example=example, repeated=repeated)
        form = Form(
            kind="specificity",
            title=title,
            fields=(TextField("gap", label, value=text, long=True),),
            submit=title,
            action=Action("specificity"),
            opener=Action("specificity"),
            locale=t.locale,
            problems={"gap": plain(words)} if words else {},
        )
        return invitation(t, form)

    return {
        "specificity-work": asked(vague, example=about),
        "specificity-effect": asked(deed),
        "specificity-personal": asked(personal),
        "specificity-copied": asked(copy, repeated=True),
    }
