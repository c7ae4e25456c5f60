"""Bytes as text: by a mark, by what decodes, or as somebody said."""

from __future__ import annotations

import re

from bot.kit.errors import DataError

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


_HANZI = re.compile(r"[\u4e00-\u9fff]")


_BETWEEN_LETTERS = re.compile(r"[A-Za-z][\u4e00-\u9fff][A-Za-z]")


_COMMON = 0.7


_SAMPLE = 1_000_000


def decode(name: str, content: bytes, *, encoding: str = "") -> str:
    """Return the text: by the mapping's encoding, a byte order mark, as UTF-8, or as GB18030 that reads as Chinese.

    Raises:
        DataError: none of them, or not the one that the mapping names.
    """
    if encoding:
        try:
            text = content.decode(encoding).removeprefix("\ufeff")
            text.encode()
        except (UnicodeError, LookupError) as error:
            raise DataError("import-encoding", f"{name}: not {encoding}: {error}", encoding=encoding) from None
        return text
    for mark, codec in _BOMS:
        if content.startswith(mark):
            try:
                return content.decode(codec)
            except UnicodeDecodeError as error:
                raise DataError("import-encoding", f"{name}: not {codec}: {error}", encoding=codec) from None
    if b"\0" in content[:4096]:
        codec = "utf-16-le" if content[1:4096:2].count(0) >= content[:4096:2].count(0) else "utf-16-be"
        text = content.decode(codec, "replace")
        strange = sum(not (char.isprintable() or char in "\t\r\n") for char in text[:4096])
        if strange or "\ufffd" in text:
            raise DataError("import-binary", f"{name}: this is no table of text")
        return text
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    hanzi = _HANZI.findall(text[:_SAMPLE])
    common = sum(char.encode("gb2312", "ignore")[:1] in _LEVEL_ONE for char in hanzi[:5000])
    if not hanzi or common < _COMMON * len(hanzi[:5000]) or _BETWEEN_LETTERS.search(text):
        message = f'{name}: neither UTF-8, UTF-16 with a mark nor GB18030; say encoding = "…" in a mapping file'
        raise DataError("import-unknown-encoding", message)
    return text


_LEVEL_ONE = frozenset(bytes([lead]) for lead in range(0xB0, 0xD8))
"""The first bytes of the 3,755 most used characters: text that is not Chinese rarely decodes to them."""
