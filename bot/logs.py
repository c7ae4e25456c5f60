"""Logs: events with fields, one line each, to standard error; nothing that people are called, write or are measured by.

What an exception says may hold any of that: the name that is unknown, the key that is there twice, a whole body. So of
exceptions the log has the kinds and the places, and of other people's loggers what they say before it is filled in.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from typing import TYPE_CHECKING, Any, TextIO

import structlog

if TYPE_CHECKING:
    from collections.abc import Iterator, MutableMapping
    from types import TracebackType

    ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

_MOST_FRAMES, _LONGEST_HINT = 40, 300
_QUOTED = re.compile(
    r"(?<!\w)'[^']*'|\"[^\"]*\"|“[^”]*”|‘[^’]*’|「[^」]*」|\[(?!ERROR|WARN|json-pointer)[^\]]*\]|[=:：]\s*[\w.@-]*\d[\w.@-]*"
)


def set_up(*, level: str = "INFO") -> None:
    """Send our events and the libraries' warnings to standard error.

    The SDKs log parameters and bodies below WARNING, which would put people's figures into the log: theirs begin
    there whatever our own level is.
    """
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(places),
            _bare_hint,
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
            if sys.stderr.isatty()
            else structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
    root = logging.getLogger()
    for handler in root.handlers[:]:
        root.removeHandler(handler)
    root.addHandler(_handler(sys.stderr))
    root.setLevel(logging.WARNING)
    sys.excepthook = _crashed


def _bare_hint(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Take out of what a platform says of a refusal what it quotes: ids, names and whole values."""
    if isinstance(event.get("hint"), str):
        event["hint"] = _QUOTED.sub("…", event["hint"])[:_LONGEST_HINT]
    return event


def _crashed(kind: type[BaseException], error: BaseException, frames: TracebackType | None) -> None:
    """Say where a process ended, as the log does."""
    print(places((kind, error, frames)), file=sys.stderr)  # noqa: T201 - there is no log any more


def places(exc_info: ExcInfo) -> str:
    """Return of an exception, and of those that led to it, the kinds and the lines of code, without a word they say."""
    return "\n".join(_places(exc_info[1])) if exc_info[1] else ""


def _places(error: BaseException, *, seen: frozenset[int] = frozenset()) -> Iterator[str]:
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in seen:
        yield from _places(before, seen=seen | {id(error)})
        yield "which led to:"
    for frame in traceback.extract_tb(error.__traceback__)[-_MOST_FRAMES:]:
        yield f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}'
    yield f"{type(error).__module__}.{type(error).__qualname__}"
    if isinstance(error, BaseExceptionGroup):
        for exception in error.exceptions:
            yield from _places(exception, seen=seen | {id(error)})


def _handler(stream: TextIO) -> logging.Handler:
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_Formatter())
    return handler


class _Formatter(logging.Formatter):
    """Writes of a library's record who, where and the template; a message without one holds what it is about."""

    def format(self, record: logging.LogRecord) -> str:
        said = record.msg if record.args and isinstance(record.msg, str) else ""
        line = f"{record.levelname} {record.name} {record.module}:{record.lineno} {said}".rstrip()
        error = record.exc_info[1] if record.exc_info else None
        return "\n".join([line, *_places(error)]) if error else line
