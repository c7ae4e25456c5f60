"""What a refusal by Slack means: one of our errors, which says what to do next."""

from __future__ import annotations

from typing import Any, Final

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.kit.errors import InDoubt, NotThere, PlatformError, RateLimited, Rejected, Shut, Unreachable
from bot.platforms.scope import GATEWAY, RefusalScope
from bot.platforms.slack import limits
from bot.platforms.slack.codes import TOO_FAST, UNSURE, WORKSPACE, scope
from bot.platforms.slack.parse import PLATFORM

_NEVER_WRITTEN: Final = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)


def fault_of(error: Exception, *, posting: bool) -> PlatformError:
    """Say what a failed call means; ``posting`` calls cannot be repeated unseen, so no answer leaves them in doubt."""
    unclear = InDoubt if posting else Unreachable
    if not isinstance(error, SlackApiError):
        return (Unreachable if isinstance(error, _NEVER_WRITTEN) else unclear)(PLATFORM, type(error).__name__)
    response: Any = error.response
    status = int(getattr(response, "status_code", 0) or getattr(response, "status", 0) or 0)
    body = getattr(response, "data", None)
    answer = body if isinstance(body, dict) else {}
    code = str(answer.get("error") or f"http_{status}")
    if status == 429 or code in TOO_FAST:  # noqa: PLR2004 - Too Many Requests
        wait = str(response.headers.get("Retry-After", ""))
        return RateLimited(PLATFORM, code, retry_after=float(wait) if wait.isdigit() else limits.WAIT)
    if status >= 500 or code in UNSURE or "error" not in answer:  # noqa: PLR2004 - a fault on their side
        return InDoubt(PLATFORM, code, answered=status not in GATEWAY) if posting else Unreachable(PLATFORM, code)
    messages = answer.get("response_metadata", {}).get("messages", [])
    hint = "; ".join(map(str, messages[:3]))
    match scope(code):
        case RefusalScope.WORKSPACE:
            fix, exactly = WORKSPACE[code]
            return Shut(PLATFORM, code, hint=exactly, fix=fix, needs=str(answer.get("needed") or ""))
        case RefusalScope.PERSON:
            return NotThere(PLATFORM, code, hint=hint)
        case RefusalScope.MESSAGE:
            return Rejected(PLATFORM, code, hint=hint)
        case RefusalScope.LATER:
            return Unreachable(PLATFORM, code, hint=hint)
