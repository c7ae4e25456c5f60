"""Logs: events with fields, one line each, to standard error."""

from __future__ import annotations

import logging
import sys

import structlog

NOISY = ("slack_bolt", "slack_sdk", "dingtalk_stream", "apscheduler", "aiohttp.access", "httpx2", "openai", "alembic")


def set_up(*, level: str = "INFO") -> None:
    """Send our events and the libraries' warnings to standard error.

    The SDKs log parameters and bodies below WARNING, which would put people's figures into the log, so they stay
    above it whatever our own level is.
    """
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
            if sys.stderr.isatty()
            else structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
