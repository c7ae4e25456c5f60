"""The form of an advice: where it stands, what it fits, and its words in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.feedback.domain.advice import GOOD, PLACEHOLDERS, SHORT, Advice, AdviceUse, GapSize
from bot.feedback.domain.advice_house import house_advice
from bot.feedback.domain.driver import DriverKind
from bot.feedback.domain.story import StoryKind
from bot.messages.card import Action
from bot.messages.field import Field, Option, SelectField, SeveralField, TextField
from bot.messages.form import Form
from bot.messages.i18n import LOCALES
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.messages.i18n import Translator

_STORIES: Final = tuple(kind for kind in StoryKind if kind in GOOD | SHORT)
_LANGUAGES: Final = {"en": "en", "zh-CN": "zh"}
_LONGEST_NAME, _LONGEST_TEXT = 40, 300


def form(t: Translator, advice: Advice | None, *, key: str, no: str = "", metric: str = "") -> Form:
    """Ask for an advice: a new one, for a ``metric`` if one is named, or changes to one.

    ``no`` is the number of a draft that is written on.
    """
    args = (("key", key), *((("no", no),) if no else ()))
    opener = Action("advice.edit", args) if advice else Action("advice.add")
    return Form(
        kind="advice",
        title=plain(t("advice-form-edit" if advice else "advice-form-add")),
        fields=(*_fits(t, advice, metric), *(field for locale in LOCALES for field in _language(t, advice, locale))),
        submit=plain(t("advice-form-submit")),
        action=Action("advice.save", args),
        opener=opener,
        intro=t("advice-form-intro"),
        locale=t.locale,
    )


def _fits(t: Translator, advice: Advice | None, metric: str) -> tuple[Field, ...]:
    """Ask where it stands and what it fits."""
    label, use = plain(t("advice-field-use")), advice.use if advice else AdviceUse.STEP
    return (
        SelectField("use", label, _options(t, "use", AdviceUse), value=use),
        _several(t, "stories", _options(t, "story", _STORIES), advice.stories if advice else ()),
        _several(t, "drivers", _options(t, "driver", DriverKind), advice.drivers if advice else ()),
        _several(t, "sizes", _options(t, "size", GapSize), advice.sizes if advice else ()),
        _line(t, "metrics", ", ".join(sorted(advice.metrics)) if advice else metric),
        _line(t, "roles", ", ".join(sorted(advice.roles)) if advice else ""),
        _line(t, "aim", advice.aim if advice else ""),
    )


def _options(t: Translator, kind: str, values: Iterable[str]) -> tuple[Option, ...]:
    return tuple(Option(str(value), plain(t(f"advice-{kind}-{value.replace('_', '-')}"))) for value in values)


def _several(t: Translator, name: str, options: tuple[Option, ...], chosen: Iterable[str]) -> SeveralField:
    label, hint = plain(t(f"advice-field-{name}")), plain(t(f"advice-hint-{name}"))
    values = tuple(sorted(map(str, chosen)))
    return SeveralField(name, label, options, hint=hint, values=values, required=name == "stories")


def _line(t: Translator, name: str, value: str) -> TextField:
    label, hint = plain(t(f"advice-field-{name}")), plain(t(f"advice-hint-{name}"))
    return TextField(name, label, hint=hint, value=value, required=False, most=_LONGEST_TEXT)


def _language(t: Translator, advice: Advice | None, locale: str) -> tuple[TextField, TextField]:
    short = _LANGUAGES[locale]
    names = ", ".join(f"{{{each}}}" for each in PLACEHOLDERS)
    called, said = (values.get(locale, "") for values in ((advice.name, advice.text) if advice else ({}, {})))
    name, text = (plain(t(f"advice-field-{part}-{short}")) for part in ("name", "text"))
    hint = plain(t("advice-hint-text", names=names))
    return (
        TextField(
            f"name_{short}", name, hint=plain(t("advice-hint-name")), value=called, required=False, most=_LONGEST_NAME
        ),
        TextField(f"text_{short}", text, hint=hint, value=said, required=False, long=True, most=_LONGEST_TEXT),
    )


def forms(t: Translator) -> dict[str, Form]:
    """Show each form once."""
    advice = house_advice()["call-customers"]
    return {"advice-form": form(t, None, key="c1"), "advice-form-edit": form(t, advice, key=advice.key)}
