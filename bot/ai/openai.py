"""The writer on a model: asks an OpenAI-compatible endpoint to choose by id, and takes only an answer that is good.

Endpoints differ in how an answer's shape can be asked for. The strictest way is tried first; when it is refused, the
next, all within one budget of time; what worked is remembered for an hour.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import structlog

from bot.ai.breaker import Breaker
from bot.ai.manner import Failure, Level, Manner
from bot.ai.sheet import Json, draw_up, pick, read, shape
from bot.feedback.domain.outline import MOST_FINDINGS, MOST_STEPS
from bot.kit.address import is_private
from bot.kit.errors import SettingsError, WriterError
from bot.messages.i18n import LOCALES, translator
from prompts import load

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from datetime import datetime

    from bot.feedback.domain.feedback import Outline, Pick
    from bot.figures.domain.metric import Metric
    from bot.kit.clock import Clock
    from bot.messages.i18n import Translator
    from prompts import Prompt, PromptMessages

log = structlog.get_logger()

PUBLIC = "https://api.openai.com/v1"
PROMPT = "feedback/pick"
BUDGET_SECONDS = 8.0
_REMEMBERED = timedelta(hours=1)
"""After this long the strictest way is tried again: the server may have been renewed, or a refusal been a hiccup."""


@dataclass(frozen=True, slots=True)
class _Choice:
    """What came back for an answer: JSON of any type, as nothing obliges a server to send what it should."""

    content: object
    refusal: object
    finish_reason: object


@dataclass(frozen=True, slots=True)
class Examination:
    """What a start-up check of the endpoint found.

    ``listed`` is None where the endpoint lists no models. ``level`` is how an answer of the right shape was got, None
    when none was; ``fault`` then says in a word why.
    """

    reachable: bool
    listed: bool | None = None
    level: Level | None = None
    fault: str = ""


class OpenAIWriter:
    """A model that chooses among findings and approved sentences; see ports.Writer.

    ``metrics`` reads the definitions behind the outline's metric keys, for their titles. ``budget`` is the time in
    seconds that a pick may take, however often the endpoint is asked. Making one imports the SDK, which takes a second.

    Raises:
        SettingsError: a key or an address that no request can be made with.
    """

    def __init__(
        self,
        *,
        api_key: str,
        model: str,
        base_url: str = "",
        metrics: Callable[[], Awaitable[Mapping[str, Metric]]],
        clock: Clock,
        words: Callable[[str], Translator] = translator,
        budget: float = BUDGET_SECONDS,
    ) -> None:
        from openai import AsyncOpenAI

        self._words = words

        from bot.ai.bound import client

        if not (api_key and api_key.isascii() and api_key.isprintable()):
            raise SettingsError("OPENAI_API_KEY: not a key (letters, digits and signs of ASCII on one line)")
        address = base_url or PUBLIC
        if not address.startswith(("http://", "https://")):
            raise SettingsError("OPENAI_BASE_URL: begins with http:// or https:// and ends before /chat/completions")
        if not is_private(address):
            raise SettingsError("OPENAI_BASE_URL: http:// is for a model on this machine; elsewhere it is https://")
        self._client = AsyncOpenAI(
            api_key=api_key, base_url=address, timeout=budget, max_retries=0, http_client=client()
        )
        self._model = model
        self._metrics = metrics
        self._clock = clock
        self._budget = budget
        self._breaker = Breaker(clock)
        self._prompts = {locale: load(PROMPT, locale) for locale in LOCALES}
        self._manner = Manner()
        self._manner_until: datetime | None = None

    @property
    def version(self) -> str:
        """The model and the hash of each prompt: what a stored pick was made with."""
        hashes = " ".join(f"{locale}={prompt.hash}" for locale, prompt in self._prompts.items())
        return f"openai:{self._model} {PROMPT} {hashes}"

    async def pick(self, outline: Outline, *, locale: str, recent: Sequence[Pick]) -> Pick:
        """Return the model's pick.

        Raises:
            WriterError: nothing to choose from, no answer in time, or not a good one; a word says why. After no
                answer nobody asks for 30 seconds; a bad one is only this reader's.
        """
        t = self._words(locale)
        sheet = draw_up(outline, metrics=await self._metrics(), t=t, recent=recent)
        prompt = self._prompts[t.locale]
        messages = prompt.render(
            occasion=str(outline.occasion),
            values=sheet.values,
            recent=sheet.recent,
            most_findings=MOST_FINDINGS,
            most_steps=MOST_STEPS,
        )
        with self._breaker.attempt():
            answer = await self._ask(prompt, messages, shape(sheet.values))
        return pick(_words(answer), sheet, outline, recent=recent, writer=f"openai:{self._model}")

    async def check(self) -> Examination:
        """Try the endpoint with the prompt's own example; takes at most two budgets, and asks though others rest."""
        listed = await self._listed()
        if isinstance(listed, Failure) and not listed.status:
            return Examination(reachable=False, fault=listed.reason)
        prompt = self._prompts["en"]
        values = prompt.example["values"]
        known = None if isinstance(listed, Failure) else listed
        try:
            answer = await self._ask(prompt, prompt.render(**prompt.example), shape(values))
            read(_words(answer), values)
        except WriterError as error:
            return Examination(reachable=True, listed=known, fault=str(error))
        return Examination(reachable=True, listed=known, level=self._manner.level)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def _ask(self, prompt: Prompt, messages: PromptMessages, schema: Json) -> _Choice:
        """Return the endpoint's first choice, as it came; asks more mildly as long as it is the asking that is refused.

        Raises:
            WriterError: there is none within the budget.
        """
        if self._manner_until is not None and self._clock.now() >= self._manner_until:
            self._manner, self._manner_until = Manner(), None
        manner: Manner | None = self._manner
        reason = ""
        try:
            async with asyncio.timeout(self._budget):
                while manner is not None:
                    answer = await self._post(messages, manner.parameters(prompt, schema))
                    if not isinstance(answer, Failure):
                        self._remember(manner)
                        return answer
                    reason, manner = answer.reason, manner.milder(answer)
        except TimeoutError:
            reason = "timeout"
        raise WriterError(reason)

    def _remember(self, manner: Manner) -> None:
        if manner == self._manner:
            return
        self._manner, self._manner_until = manner, self._clock.now() + _REMEMBERED
        log.info("writer.schema_chosen", level=str(manner.level), temperature=manner.temperature, limit=manner.limit)

    async def _post(self, messages: PromptMessages, parameters: Json) -> _Choice | Failure:
        from httpx2 import HTTPError
        from openai import OpenAIError

        try:
            # Raw, because the SDK's types claim what an endpoint that only resembles OpenAI's need not hold.
            response = await self._client.chat.completions.with_raw_response.create(
                model=self._model,
                messages=[
                    {"role": "system", "content": messages.system},
                    {"role": "user", "content": messages.user},
                ],
                extra_body=parameters,
            )
            body = _body(response.text)
        except (OpenAIError, HTTPError, ValueError) as error:
            return _failure(error)
        match body:
            case {"choices": [{"message": dict() as message, **about}, *_]}:
                return _Choice(message.get("content"), message.get("refusal"), about.get("finish_reason"))
            case _:
                return Failure("no completion")

    async def _listed(self) -> bool | Failure:
        """Say whether the endpoint lists the model; a failure with a status is an endpoint that answers."""
        from httpx2 import HTTPError
        from openai import OpenAIError

        try:
            async with asyncio.timeout(self._budget):
                response = await self._client.models.with_raw_response.list()
            body = _body(response.text)
        except TimeoutError:
            return Failure("timeout")
        except (OpenAIError, HTTPError, ValueError) as error:
            return _failure(error)
        match body:
            case {"data": list() as models}:
                return any(isinstance(model, dict) and model.get("id") == self._model for model in models)
            case _:
                return Failure("no list of models", status=response.status_code)


def _body(text: str) -> Any:  # noqa: ANN401 - a value of any JSON type
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _failure(error: Exception) -> Failure:
    """Name a failure without the words it came with, which may repeat the prompt."""
    from openai import APIConnectionError, APIStatusError, APITimeoutError

    from bot.ai.bound import TooLarge

    match error:
        case APIStatusError():
            return Failure(f"http {error.status_code}", error.status_code, f"{error.param} {error.message[:400]}")
        case APITimeoutError():
            return Failure("timeout")
        case APIConnectionError() if isinstance(error.__cause__, TooLarge):
            return Failure("too large")
        case TooLarge():
            return Failure("too large")
        case APIConnectionError():
            return Failure("unreachable")
        case _:
            return Failure("not to be understood")


def _words(answer: _Choice) -> str:
    """Return what the model said.

    Raises:
        WriterError: it refused, was cut off, or said nothing.
    """
    if answer.refusal or answer.finish_reason == "content_filter":
        raise WriterError("refused")
    if answer.finish_reason == "length":
        raise WriterError("cut off")
    if not isinstance(answer.content, str) or not answer.content.strip():
        raise WriterError("empty")
    return answer.content
