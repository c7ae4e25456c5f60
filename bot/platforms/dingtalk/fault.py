"""What a refusal by the OpenAPI or the old oapi means: one of our errors, which says what to do next."""

from __future__ import annotations

import re
from typing import Any, Final

from bot.kit.errors import InDoubt, NotThere, PlatformError, QuotaExhausted, RateLimited, Rejected, Shut, Unreachable
from bot.platforms.dingtalk import limits
from bot.platforms.dingtalk.codes import SPENT, TOO_FAST, WORKSPACE, scope
from bot.platforms.dingtalk.parse import PLATFORM
from bot.platforms.scope import GATEWAY, Fix, RefusalScope

Json = dict[str, Any]

_PERMISSION: Final = re.compile(r"qyapi_\w+|[A-Z][A-Za-z]+(?:\.[A-Z][A-Za-z]+)+")
_SPENT: Final = "buy calls in DingTalk's console, or wait for the month to turn; answers go as text meanwhile"


def fault_of(status: int, answer: Json, *, posting: bool) -> PlatformError:
    """Say what an error of the OpenAPI means."""
    whole = str(answer.get("code") or f"http_{status}")
    code = whole.removeprefix("Forbidden.AccessDenied.").removeprefix("param.")
    if code.startswith("ApiCountLimit"):
        return QuotaExhausted(PLATFORM, code, hint=_SPENT)
    if status == 429 or code.startswith("QpsLimit") or code in TOO_FAST:  # noqa: PLR2004 - Too Many Requests
        return RateLimited(PLATFORM, code, retry_after=limits.FRAME_WAIT)
    if status >= 500 or code == "system.busy":  # noqa: PLR2004 - a fault on their side
        return unclear_fault(status, code, posting=posting)
    scopes = (answer.get("accessdenieddetail") or {}).get("requiredScopes") or []
    return _refused(code, hint=str(answer.get("requestid") or ""), needs=", ".join(scopes))


def unclear_fault(status: int, code: str, *, posting: bool) -> Unreachable:
    """Return the error of an answer that does not say whether it was done; ``posting`` calls stay in doubt."""
    return InDoubt(PLATFORM, code, answered=status not in GATEWAY) if posting else Unreachable(PLATFORM, code)


def old_fault_of(code: str, message: str) -> PlatformError:
    """Say what an errcode of the oapi means."""
    if code in TOO_FAST:
        return RateLimited(PLATFORM, code, retry_after=limits.FRAME_WAIT)
    if code in SPENT:
        return QuotaExhausted(PLATFORM, code, hint=_SPENT)
    return _refused(code, hint=message, needs=", ".join(dict.fromkeys(_PERMISSION.findall(message))))


def _refused(code: str, *, hint: str, needs: str) -> PlatformError:
    match scope(code):
        case RefusalScope.WORKSPACE:
            fix, exactly = WORKSPACE[code]
            return Shut(PLATFORM, code, hint=exactly, fix=fix, needs=needs if fix is Fix.SCOPE else "")
        case RefusalScope.PERSON:
            return NotThere(PLATFORM, code, hint=hint)
        case RefusalScope.MESSAGE:
            return Rejected(PLATFORM, code, hint=hint)
        case RefusalScope.LATER:
            return Unreachable(PLATFORM, code, hint=hint)
