"""Rules as cards and a form: which there are, one with its versions, what one would have said, who was faster."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from bot.figures.domain import example
from bot.kit.errors import Invalid
from bot.messages.card import Action, Block, Button, Card, Choices, FactLine, Facts, Heading, Note, Table, Text
from bot.messages.field import NumberField, Option, SelectField, SeveralField, TextField
from bot.messages.form import Form
from bot.messages.text import Ready, literal, plain
from bot.rules.domain import example as rules_example
from bot.rules.domain.condition import write
from bot.rules.domain.expression import read
from bot.rules.domain.fact import FACTS
from bot.rules.domain.rule import DEFINITION, Audience, Cadence, Rule, Scope, Tone, changes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo
    from enum import StrEnum

    from bot.messages.i18n import Translator

PAGE: Final = 10
_MOST_VERSIONS = 6

Versions = list[tuple[Rule, str, datetime]]
"""Newest first, each with the name of who wrote it ("" for what was shipped) and when."""


def named(t: Translator, rule: Rule) -> str:
    """Name a rule in the reader's language."""
    return rule.title_zh if t.chinese else rule.title_en


def listing(t: Translator, rules: Sequence[Rule], *, start: int, said: str, edits: bool) -> Card:
    """List rules, a page at a time; ``said`` is what they were looked for by."""
    heading = t("rule-list-headline", n=len(rules))
    header = tuple(plain(t(f"rule-column-{name}")) for name in ("key", "title", "state", "version"))
    page = rules[start : start + PAGE]
    rows = tuple((rule.key, named(t, rule), plain(_state(t, rule)), str(rule.version)) for rule in page)
    buttons = [Button(plain(t("rule-button-add")), Action("rule.add"))] if edits else []
    if start + PAGE < len(rules):
        args = (("at", str(start + PAGE)), *((("said", said),) if said else ()))
        buttons.append(Button(plain(t("rule-more")), Action("rule", args)))
    blocks: list[Block] = [Heading(heading), Text(t("rule-list-text"))]
    blocks += [Table(header, rows)] if rows else []
    blocks += [Choices(tuple(buttons))] if buttons else []
    return Card("rule", plain(heading), (*blocks, Note(t("rule-note"))), t.locale)


def _state(t: Translator, rule: Rule) -> Ready:
    if rule.enabled:
        return t("rule-state-on")
    return t("rule-state-off" if rule.tested else "rule-state-untested")


def show(
    t: Translator, versions: Versions, *, zone: tzinfo, now: datetime, edits: bool, switched: bool = False
) -> Card:
    """Show a rule with its versions; ``switched`` says that the newest of them was just made by switching."""
    rule, by, at = versions[0]
    heading = literal(named(t, rule))
    facts = [
        FactLine(plain(t("rule-field-scope")), t(f"rule-scope-{rule.scope}"), t("rule-cases", n=rule.minimum_n)),
        FactLine(plain(t("rule-field-audience")), t(f"rule-audience-{rule.audience}"), t(f"rule-tone-{rule.tone}")),
        FactLine(plain(t("rule-field-cadence")), _word(t, rule, "cadence"), t("rule-days", n=rule.cooldown_days)),
    ]
    gates = [name for name in ("material", "review") if getattr(rule, name)]
    if gates:
        listed = t.items(t(f"rule-field-{name}") for name in gates)
        facts.append(FactLine(plain(t("rule-field-checks")), listed))
    facts.append(FactLine(plain(t("rule-field-enabled")), _state(t, rule)))
    blocks: list[Block] = [
        Heading(heading),
        Text(t("rule-trial-condition", condition=condition(t, rule))),
        Facts(tuple(facts[:3])),
        Facts(tuple(facts[3:])),
        _history(t, versions, zone=zone, now=now),
    ]
    if switched:
        day = t.day(at.astimezone(zone).date(), today=now.astimezone(zone).date())
        words = {"by": by, "day": day, "version": str(rule.version)}
        said = (
            t("rule-switched", state=t("rule-state-on"), **words) if rule.enabled else t("rule-switched-off", **words)
        )
        blocks.append(Text(said))
    blocks.append(Choices(_buttons(t, rule, edits=edits)))
    return Card("rule", plain(t("rule-summary")), (*blocks, Note(t("rule-note"))), t.locale)


def _buttons(t: Translator, rule: Rule, *, edits: bool) -> tuple[Button, ...]:
    mine = (("key", rule.key),)
    test = Button(plain(t("rule-button-test")), Action("rule.test", mine))
    if not edits:
        return (test,)
    edit = Button(plain(t("rule-button-edit")), Action("rule.edit", mine))
    return (edit, test, switch(t, rule))


def switch(t: Translator, rule: Rule) -> Button:
    """Return the button that switches a rule on, or off."""
    args = (("key", rule.key), ("version", str(rule.version)))
    if rule.enabled:
        return Button(plain(t("rule-button-off")), Action("rule.off", args))
    return Button(plain(t("rule-button-on")), Action("rule.on", args))


def condition(t: Translator, rule: Rule) -> Ready:
    """Write a rule's condition in the reader's language, ready for a code span."""
    return Ready(write(read(rule.condition), chinese=t.chinese).replace("`", ""))


def _history(t: Translator, versions: Versions, *, zone: tzinfo, now: datetime) -> Table:
    header = tuple(plain(t(f"rule-column-{name}")) for name in ("version", "by", "at", "changed"))
    rows = []
    for place, (rule, by, at) in enumerate(versions[:_MOST_VERSIONS]):
        before = versions[place + 1][0] if place + 1 < len(versions) else None
        day = t.day(at.astimezone(zone).date(), today=now.astimezone(zone).date())
        changed = t("rule-first") if before is None else t.clauses(_change(t, before, rule))
        rows.append((str(rule.version), by or plain(t("rule-shipped")), day, plain(changed)))
    return Table(header, tuple(rows))


def _change(t: Translator, before: Rule, after: Rule) -> list[Ready]:
    return [
        t("rule-change", field=_field(t, name), before=_word(t, before, name), after=_word(t, after, name))
        for name in changes(before, after)
    ]


def _field(t: Translator, name: str) -> Ready:
    return t(f"rule-field-{name.replace('_', '-')}")


def _word(t: Translator, rule: Rule, name: str) -> str:
    """Write one field of a rule as it is read."""
    value = getattr(rule, name)
    if name == "enabled":
        return t("rule-state-on" if value else "rule-state-off")
    if isinstance(value, bool):
        return t("rule-yes" if value else "rule-no")
    if name == "condition":
        return write(read(rule.condition), chinese=t.chinese)
    if name in _CHOICES:
        return t(f"rule-{name}-{value.replace('_', '-')}")
    return str(value)


_CHOICES: Final[dict[str, type[StrEnum]]] = {"scope": Scope, "audience": Audience, "tone": Tone, "cadence": Cadence}


def form(t: Translator, rule: Rule | None, *, condition: str = "", wrong: Invalid | None = None) -> Form:
    """Ask for a rule: a new one, or another version of one; ``wrong`` is what is the matter with the condition."""
    shown = rule or Rule("", "", "", Scope.PERSON, condition, Audience.MANAGER, Tone.NUDGE)

    def text(name: str, value: str, *, hint: str = "", required: bool = False) -> TextField:
        long = name == "condition"
        return TextField(name, plain(_field(t, name)), hint=hint, value=value, required=required, long=long, most=500)

    def select(name: str) -> SelectField:
        words = {choice.value: plain(t(f"rule-{name}-{choice.replace('_', '-')}")) for choice in _CHOICES[name]}
        options = tuple(Option(value, word) for value, word in words.items())
        return SelectField(name, plain(_field(t, name)), options, value=getattr(shown, name).value)

    gates = tuple(name for name in ("material", "review") if getattr(shown, name))
    checks = tuple(Option(name, plain(_field(t, name))) for name in ("material", "review"))
    facts = t("rule-form-facts", facts=t.listed(fact.chinese[0] if t.chinese else fact.name for fact in FACTS.values()))
    either = plain(t("rule-form-either"))
    titles = [("title_en", shown.title_en), ("title_zh", shown.title_zh)][:: -1 if t.chinese else 1]
    key = (("key", rule.key),) if rule else ()
    version = (("version", str(rule.version)),) if rule else ()
    return Form(
        kind="rule",
        title=plain(t("rule-form-edit", rule=rule.key, version=str(rule.version)) if rule else t("rule-form-add")),
        fields=(
            text("condition", shown.condition, hint=plain(facts), required=True),
            *(text(name, value, hint=either) for name, value in titles),
            *(select(name) for name in _CHOICES),
            *(
                NumberField(name, plain(_field(t, name)), value=str(getattr(shown, name)))
                for name in ("cooldown_days", "minimum_n")
            ),
            SeveralField("checks", plain(t("rule-field-checks")), checks, values=gates, required=False),
        ),
        submit=plain(t("rule-form-save")),
        action=Action("rule.save", (*key, *version)),
        opener=Action("rule.edit", key) if rule else Action("rule.add"),
        intro=t("rule-form-intro"),
        locale=t.locale,
        problems={"condition": plain(t(wrong.key, **wrong.values))} if wrong else {},
    )


def stale(t: Translator, theirs: Rule, yours: Rule, *, by: str) -> Card:
    """Show two versions beside each other where somebody else was faster; nothing was stored."""
    heading = t("rule-stale-headline", name=by or t("rule-shipped"), version=str(theirs.version), rule=theirs.key)
    differ = [name for name in DEFINITION if getattr(theirs, name) != getattr(yours, name)]
    header = (
        plain(t("rule-column-field")),
        plain(t("rule-column-theirs", version=str(theirs.version))),
        plain(t("rule-column-yours")),
    )
    rows = tuple((plain(_field(t, name)), _word(t, theirs, name), _word(t, yours, name)) for name in differ)
    blocks: list[Block] = [Heading(heading), Text(t("rule-stale-text" if differ else "rule-stale-same"))]
    blocks += [Table(header, rows)] if rows else []
    mine = (("key", theirs.key),)
    edit = Button(plain(t("rule-button-edit")), Action("rule.edit", mine))
    back = Button(plain(t("rule-button-back")), Action("rule", mine))
    return Card("rule", plain(t("rule-stale-summary")), (*blocks, Choices((edit, back))), t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    zone, by = ZoneInfo("Asia/Shanghai"), "周婷" if t.chinese else "Ana Silva"
    first = rules_example.RULE
    second = replace(first, version=2, condition="attainment < 75%", enabled=False, tested=True)
    written = datetime(2026, 11, 1, 2, 0, tzinfo=UTC)
    versions: Versions = [(second, by, written), (first, "", datetime(2026, 1, 5, 2, 0, tzinfo=UTC))]
    on = [(replace(second, version=3, enabled=True), by, written), *versions]
    return {
        "rule-list": listing(t, [first, second], start=0, said="", edits=True),
        "rule": show(t, versions, zone=zone, now=example.NOW, edits=True),
        "rule-switched": show(t, on, zone=zone, now=example.NOW, edits=True, switched=True),
        "rule-stale": stale(t, second, replace(first, condition="attainment < 70%"), by=by),
    }


def forms(t: Translator) -> dict[str, Form]:
    """Show each form once."""
    return {"rule-form": form(t, rules_example.RULE), "rule-form-add": form(t, None, condition="attainment < 75%")}
