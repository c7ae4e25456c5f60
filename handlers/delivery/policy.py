"""Admins saying when people may be spoken to, how often, and what is due when."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.delivery.domain.policy import COMPANY, Policy, SettingName, apply
from bot.delivery.domain.policy_words import asked, numbers
from bot.delivery.services import policy
from bot.delivery.views import policy as view
from bot.kit.errors import Invalid, NotFound, Unanswered
from bot.messages.inbound import Click
from bot.people.domain.permission import Act
from bot.talks.services import one_on_one
from handlers.argument import read_by
from handlers.context import argument
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.messages.answers import Answers
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from handlers.context import Context

_PEOPLE = 2


def show(context: Context, inbound: Inbound, *, subject: str) -> Card | Form:
    """Show what holds; with a value behind it set that, with only a unit or from a button ask by form."""
    context.require(Act.CONFIGURE)
    if isinstance(inbound, Click):
        return _form(context, subject, argument(inbound, "where"))
    found = _values(context, subject)
    where = policy.scope(context.work, found[1])
    if found[0]:
        return _put(context, subject, where, found[0])
    return _form(context, subject, policy.called(context.work, where)) if where else _shown(context, subject)


def change(context: Context, inbound: Inbound, *, subject: str) -> Card:
    """Set what a form asks for."""
    context.require(Act.CONFIGURE)
    form = view.form(context.t, subject, where="", own={})
    with context.filling(form, inbound) as answers:
        try:
            where = policy.scope(context.work, _said(answers, "where"))
        except NotFound as unknown:
            raise Unanswered({"where": (unknown.key, unknown.values)}) from None
        values = _answered(subject, answers)
        for name, value in values.items():
            _check(name, value)
        return _put(context, subject, where, values)


def _check(name: SettingName, value: str) -> None:
    """Try one value, and blame the field that it came from."""
    fields = {SettingName.CAPS: "day", SettingName.ONE_ON_ONE: "one_on_one"}
    try:
        if value:
            apply(Policy(), name, value)
    except Invalid as wrong:
        raise Unanswered({fields.get(name, name.value): (wrong.key, wrong.values)}) from None


def _answered(subject: str, answers: Answers) -> dict[SettingName, str]:
    if subject == "quiet":
        return {SettingName.QUIET: _said(answers, "quiet"), SettingName.DAYS: ",".join(answers.choices("days"))}
    if subject == "caps":
        given = [_said(answers, cap) for cap in view.CAPS]
        return {SettingName.CAPS: " ".join(name or "?" for name in given) if any(given) else ""}
    return {
        SettingName.DIGEST: _said(answers, "digest"),
        SettingName.REPORT: _said(answers, "report"),
        SettingName.ONE_ON_ONE: _said(answers, "one_on_one"),
    }


def _said(answers: Answers, name: str) -> str:
    return answers.said(name) or ""


def _values(context: Context, subject: str) -> tuple[dict[SettingName, str], str]:
    """Read what was typed behind the word: what to set, and where."""
    value, where = asked(context.rest, subject)
    if not value:
        return {}, where
    if subject == "quiet":
        return {SettingName.QUIET: value}, where
    caps = numbers(value)
    if len(caps) == _PEOPLE:
        held = context.work.policies.at(policy.scope(context.work, where))
        caps += [str(held.manager_per_day), str(held.manager_per_week)]
    return {SettingName.CAPS: " ".join(caps)}, where


def _form(context: Context, subject: str, where: str) -> Form:
    scope = policy.scope(context.work, where)
    own = {setting.name: setting for setting in context.work.policies.current() if setting.scope == scope}
    return view.form(context.t, subject, where=policy.called(context.work, scope), own=own)


def _put(context: Context, subject: str, where: str, values: Mapping[SettingName, str]) -> Card:
    held = policy.put(context.work, context.person, where, values, now=context.now)
    if SettingName.ONE_ON_ONE in values:
        one_on_one.keep_rhythm(context.work, where, int(values[SettingName.ONE_ON_ONE] or 0))
    t = context.t
    said = t.clauses(view.written(t, name, held) for name in values)
    place = policy.called(context.work, where) or t("policy-everybody")
    return _shown(context, subject, changed=t("policy-changed", what=said, where=place))


def _shown(context: Context, subject: str, *, changed: str = "") -> Card:
    names = view.SUBJECTS[subject]
    found = policy.settings(context.work, names)
    rows = []
    for name in names:
        mine = [setting for setting in found if setting.name is name]
        if not any(setting.scope == COMPANY for setting in mine):
            rows.append(view.ListedSetting(name, COMPANY, None))
        for setting in mine:
            author = context.work.people.get(setting.author)
            where = policy.called(context.work, setting.scope)
            rows.append(view.ListedSetting(name, where, setting, author.name if author else setting.author))
    return view.shown(context.reader, subject, rows, changed=changed)


def _place(context: Context, *, subject: str) -> tuple[Mapping[SettingName, str], str]:
    values, where = _values(context, subject)
    return values, policy.scope(context.work, where)


_WORDS = {
    "quiet": spoken(en="quiet hours, quiet", zh="免打扰，免打扰时间"),
    "caps": spoken(en="caps, cap", zh="上限，消息上限"),
    "schedule": spoken(en="schedule, cadence", zh="节奏，周期安排"),
}
ROUTES = tuple(
    route
    for subject, words in _WORDS.items()
    for route in (
        Route(
            f"policy.{subject}",
            partial(show, subject=subject),
            Act.CONFIGURE,
            (Means.WORDS, Means.CLICK),
            words,
            opens=True,
            takes=read_by(partial(_place, subject=subject)),
            changes=subject != "schedule",
        ),
        Route(f"policy.{subject}.set", partial(change, subject=subject), Act.CONFIGURE, (Means.FORM,)),
    )
)
