"""Who writes: a model where one is set, else whoever needs none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.ai.offline import OfflineWriter

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.feedback.ports.writer import Writer
    from bot.figures.domain.metric import Metric
    from bot.kit.clock import Clock
    from bot.messages.i18n import Translator
    from bot.work import RunInWork


def build(
    *, api_key: str, base_url: str, model: str, run_in_work: RunInWork, clock: Clock, words: Callable[[str], Translator]
) -> Writer:
    """Make the writer; without a key or a model's name it is the one that needs no model."""
    if not (api_key and model):
        return OfflineWriter()
    from bot.ai.openai import OpenAIWriter

    async def metrics() -> dict[str, Metric]:
        return await run_in_work(lambda work: {metric.key: metric for metric in work.metrics.all()})

    return OpenAIWriter(api_key=api_key, base_url=base_url, model=model, metrics=metrics, clock=clock, words=words)
