"""The policy as cards and forms: quiet hours, caps, and what is due when, with who set it and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from bot.delivery.domain.policy import COMPANY, Policy, Setting, SettingName, settled
from bot.kit.calendar import zone
from bot.messages.card import Action, Block, Button, Card, Choices, Heading, Note, Table, Text
from bot.messages.field import Option, SelectField, SeveralField, TextField
from bot.messages.form import Form
from bot.messages.number import share
from bot.messages.text import plain
from bot.people.domain.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.messages.i18n import Translator

SUBJECTS: Final[dict[str, tuple[SettingName, ...]]] = {
    "quiet": (SettingName.QUIET, SettingName.DAYS),
    "caps": (SettingName.CAPS,),
    "schedule": (SettingName.DIGEST, SettingName.ONE_ON_ONE, SettingName.REPORT),
}
"""What is shown and changed together, by the word that asks for it."""
RHYTHMS: Final = (7, 14, 21, 28, 30, 90)
_MONDAY = date(2026, 1, 5)


@dataclass(frozen=True, slots=True)
class ListedSetting:
    """What was set in one place: where, by whom; None as ``setting`` is what holds where nobody set anything."""

    name: SettingName
    where: str
    setting: Setting | None
    author: str = ""


def shown(to: Reader, subject: str, rows: Sequence[ListedSetting], *, changed: str = "") -> Card:
    """Show what holds for whom, since when and by whom; ``changed`` says what was just set."""
    t = to.t
    heading = changed or t(f"policy-{subject}")
    blocks: list[Block] = [Heading(heading), Text(t(f"policy-{subject}-text"))]
    header = tuple(t(f"policy-column-{column}") for column in ("where", "what", "since", "by"))
    blocks.append(Table(header, tuple(_row(to, row) for row in rows)))
    blocks.append(Choices((Button(plain(t("policy-button-change")), Action(f"policy.{subject}")),)))
    blocks.append(Note(t(f"policy-{subject}-note")))
    return Card("policy", plain(heading), tuple(blocks), t.locale)


def _row(to: Reader, row: ListedSetting) -> tuple[str, str, str, str]:
    t, setting = to.t, row.setting
    policy = settled([setting] if setting else [])
    where = row.where or t("policy-everybody")
    since = t.day(setting.at.astimezone(to.zone).date(), today=to.today) if setting else t("policy-default")
    return where, written(t, row.name, policy), since, row.author or "–"


def written(t: Translator, name: SettingName, policy: Policy) -> str:
    """Write one thing as it holds."""
    match name:
        case SettingName.QUIET:
            if policy.quiet_from == policy.quiet_until:
                return t("policy-quiet-none")
            return t("policy-quiet-span", first=f"{policy.quiet_from:%H:%M}", last=f"{policy.quiet_until:%H:%M}")
        case SettingName.DAYS:
            if not policy.days:
                return t("policy-days-calendar")
            return t("policy-days-own", days=t.items(_weekday(t, day) for day in sorted(policy.days)))
        case SettingName.DIGEST:
            return t("policy-digest-at", at=f"{policy.digest_at:%H:%M}")
        case SettingName.CAPS:
            return t(
                "policy-caps-value",
                day=policy.per_day,
                week=policy.per_week,
                manager=policy.manager_per_day,
                managerweek=policy.manager_per_week,
            )
        case SettingName.ONE_ON_ONE:
            return t("policy-talks-every", days=policy.one_on_one_days)
        case SettingName.REPORT:
            return t("policy-report-by", day=policy.report_day)
        case SettingName.GOALS:
            return t("policy-goals-every", months=policy.goal_months)
        case SettingName.GOAL_CAP:
            return t("policy-goal-cap", share=share(t, float(policy.goal_cap)))


def _weekday(t: Translator, day: int) -> str:
    return t.weekday(_MONDAY + timedelta(days=day))


def form(t: Translator, subject: str, *, where: str, own: Mapping[SettingName, Setting]) -> Form:
    """Ask for what is to hold in one place; what stands there is what is set there, empty is as more widely."""
    place = TextField("where", t("policy-field-where"), hint=t("policy-hint-where"), value=where, required=False)
    values = {name: setting.value for name, setting in own.items()}
    opener = Action(f"policy.{subject}", (("where", where),) if where else ())
    return Form(
        kind=f"policy-{subject}",
        title=t(f"policy-{subject}"),
        fields=(place, *_fields(t, subject, values)),
        submit=t("policy-submit"),
        action=Action(f"policy.{subject}.set"),
        opener=opener,
        intro=t("policy-form-intro"),
        locale=t.locale,
    )


def _fields(
    t: Translator, subject: str, values: Mapping[SettingName, str]
) -> tuple[TextField | SelectField | SeveralField, ...]:
    if subject == "quiet":
        days = tuple(Option(str(number + 1), _weekday(t, number)) for number in range(7))
        chosen = tuple(values.get(SettingName.DAYS, "").split(",")) if values.get(SettingName.DAYS) else ()
        hours = _text(t, "quiet", values.get(SettingName.QUIET, ""))
        worked = SeveralField(
            "days", t("policy-field-days"), days, hint=t("policy-hint-days"), values=chosen, required=False
        )
        return hours, worked
    if subject == "caps":
        caps = dict(zip(CAPS, values.get(SettingName.CAPS, "").split(), strict=False))
        return tuple(_text(t, cap, caps.get(cap, "")) for cap in CAPS)
    every = values.get(SettingName.ONE_ON_ONE, "")
    rhythms = tuple(Option(str(days), t("policy-talks-every", days=days)) for days in RHYTHMS)
    return (
        _text(t, "digest", values.get(SettingName.DIGEST, "")),
        _text(t, "report", values.get(SettingName.REPORT, "")),
        SelectField("one_on_one", t("policy-field-talks"), rhythms, value=every, required=False),
    )


CAPS: Final = ("day", "week", "manager-day", "manager-week")


def _text(t: Translator, name: str, value: str) -> TextField:
    return TextField(
        name, t(f"policy-field-{name}"), hint=t(f"policy-hint-{name}"), value=value, required=False, most=40
    )


def examples(t: Translator) -> dict[str, Card]:
    """Show each subject once, with a unit that works by night."""
    at = datetime(2026, 11, 3, 2, tzinfo=UTC)
    plant = "二号线夜班" if t.chinese else "Line 2, nights"
    by = "陈静" if t.chinese else "Kim Park"

    def set_(scope: str, name: SettingName, value: str) -> ListedSetting:
        return ListedSetting(name, scope, Setting(scope, name, value, "A1", at), by)

    rows = {
        "quiet": [
            ListedSetting(SettingName.QUIET, COMPANY, None),
            set_(plant, SettingName.QUIET, "08:00-20:00"),
            ListedSetting(SettingName.DAYS, COMPANY, None),
            set_(plant, SettingName.DAYS, "1,2,3,4,5,6"),
        ],
        "caps": [set_(COMPANY, SettingName.CAPS, "2 6 3 15")],
        "schedule": [
            *(ListedSetting(name, COMPANY, None) for name in SUBJECTS["schedule"]),
            set_(plant, SettingName.ONE_ON_ONE, "7"),
        ],
    }
    to = Reader(t, zone("Asia/Shanghai"), datetime(2026, 11, 22, 6, 0, tzinfo=UTC))
    found = {f"policy-{subject}": shown(to, subject, rows[subject]) for subject in SUBJECTS}
    done = t("policy-changed", what=written(t, SettingName.QUIET, Policy(time(20), time(8, 30))), where=plant)
    found["policy-changed"] = shown(to, "quiet", rows["quiet"][:2], changed=done)
    return found


def forms(t: Translator) -> dict[str, Form]:
    """Show each form once."""
    return {f"policy-{subject}-form": form(t, subject, where="", own={}) for subject in SUBJECTS}
