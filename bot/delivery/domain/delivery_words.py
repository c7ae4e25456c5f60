"""What somebody types behind ``deliveries``: of today or of any day, and the words that are left."""

from __future__ import annotations

import re
import unicodedata

_TODAY = re.compile(r"\btoday\b|今天|今日", re.IGNORECASE)


def asked(rest: str) -> tuple[bool, str]:
    """Return whether only today is asked for, and what else was said."""
    said = unicodedata.normalize("NFKC", rest)
    return bool(_TODAY.search(said)), _TODAY.sub("", said).strip()
