"""The benchmarks: what the bot takes, each value against a floor measured in the same run."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from bot.kit.errors import SettingsError

BENCHES = {
    "import": "ingest",
    "import-xlsx": "ingest",
    "deltas-full": "deltas",
    "deltas-one": "deltas",
    "month-close": "deltas",
    "delivery": "delivery",
    "answer": "answer",
    "answer-team": "answer",
    "answer-rule": "answer",
    "answer-me": "answer",
    "answer-goals": "answer",
    "start": "start",
    "memory": "start",
    "rules": "rules",
    "records-import": "records",
    "records-again": "records",
    "records-parts": "records",
    "records-one": "records",
    "drivers": "drivers",
    "goals": "goals",
    "goals-one": "goals",
    "goals-full": "goals",
    "forms": "forms",
    "forms-asked": "forms_asked",
    "words": "words",
    "language": "language",
    "intents-en": "language",
    "intents-zh": "language",
    "intents-offered-en": "language",
    "intents-offered-zh": "language",
    "intents-wrong-en": "language",
    "intents-wrong-zh": "language",
    "specificity-en": "language",
    "specificity-zh": "language",
    "periods-en": "language",
    "periods-zh": "language",
}
"""Every benchmark and the module that measures it; of `goals`, `words` and `language` all their lines."""


def run(name: str | None = None) -> list[dict[str, Any]]:
    """Run one benchmark or all; each line has the fields of the interface page.

    Raises:
        SettingsError: when there is no benchmark of that name.
    """
    if name is not None and name not in BENCHES:
        raise SettingsError(f"there is no benchmark {name!r}; there are {', '.join(BENCHES)}")
    modules = dict.fromkeys(BENCHES.values() if name is None else [BENCHES[name]])
    found = [line for module in modules for line in import_module(f"bot.bench.{module}").run()]
    return [line for line in found if name in {None, line["name"]}] or found
