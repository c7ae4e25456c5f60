"""The sheet that charts are drawn on: its size, fonts and colours, in pixels as a phone shows it."""

from __future__ import annotations

import io
import re
import zlib
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.font_manager import FontProperties
    from matplotlib.text import Text
    from PIL.ImageFont import FreeTypeFont

INK: Final = "#1d2733"
QUIET: Final = "#55616e"
GOOD: Final = "#0b5cad"
"""Of the line too: what is as it should be stands out by nothing."""
BAD: Final = "#b3411e"
"""Blue and a reddish brown differ for every kind of colour blindness; shape and words say the same."""
GOAL: Final = "#3b4650"
RULE: Final = "#d5dbe1"
GAP: Final = "#e9edf1"
SHEET: Final = "#ffffff"
"""Never see-through: on a dark page dark letters would be gone."""
REST: Final = "#7c8894"

SHOWN: Final = 280
"""Pixels that the narrowest client on a phone gives to a picture; everything here is measured in these."""
HIGHEST: Final = 140
"""A card that holds pictures of two by one makes a higher one narrower, and its letters smaller."""
WIDTH: Final = 1024
"""Pixels of the file, enough for a large screen."""
AXIS: Final = 11.5
TITLE: Final = 13
VALUE: Final = 14
"""Heights of letters: nobody reads less than 11."""
EDGE: Final = 5
CUT: Final = "…"
_TITLE_AT: Final = 11
_DPI = 160
_ZOOM = WIDTH / SHOWN
_REMEMBERED = 300
"""A higher picture is the only one of its height, and its canvas takes megabytes."""
_WIDE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_WORDS = re.compile(rf"{_WIDE}[、。，：；！？）》」』】”’%…]*|(?:(?!{_WIDE})\S)+[、。，：；！？）》」』】”’]*|\s+")
"""Where a line may end: at a space, or after a Chinese character, never before what closes something."""


@cache
def _font() -> FontProperties:
    from matplotlib.font_manager import FontProperties
    from pylopdf_fonts_zh_cn import sans_path

    return FontProperties(fname=str(sans_path()))


@cache
def _letters(size: float) -> FreeTypeFont:
    """Return the font as Pillow measures it, which lays nothing out."""
    from PIL import ImageFont
    from pylopdf_fonts_zh_cn import sans_path

    return ImageFont.truetype(str(sans_path()), size * _ZOOM)


def _canvas(height: int) -> FigureCanvasAgg:
    """Return a canvas for pictures of one height."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    size = (WIDTH / _DPI, round(height * _ZOOM) / _DPI)
    return FigureCanvasAgg(Figure(figsize=size, dpi=_DPI, facecolor=SHEET))


@lru_cache(maxsize=8)
def _shared_canvas(height: int) -> FigureCanvasAgg:
    """Return the canvas for all pictures of one height: it remembers how wide the words are that come again."""
    return _canvas(height)


class Sheet:
    """One picture while it is drawn: ``x`` counts from the left, ``y`` from the top, in pixels as shown."""

    def __init__(self, height: int) -> None:
        self.height = height
        self._made = _shared_canvas(height) if height <= _REMEMBERED else _canvas(height)
        self._figure = self._made.figure
        self._figure.clear()

    @property
    def words(self) -> list[Text]:
        """All that is written on it."""
        return list(self._figure.texts)

    def box(self, written: Text) -> tuple[float, float, float, float]:
        """Return where words stand: left, top, right, bottom."""
        extent = written.get_window_extent()
        bottom, top = (self.height - y / _ZOOM for y in (extent.y0, extent.y1))
        return extent.x0 / _ZOOM, top, extent.x1 / _ZOOM, bottom

    def size(self, written: Text) -> float:
        """Return how high letters are as shown."""
        return float(written.get_fontsize()) * _DPI / 72 / _ZOOM

    def write(self, x: float, y: float, words: str, *, size: float, color: str, align: str = "left") -> Text:
        """Write words, ``y`` being their middle."""
        place, points = self._place(x, y), size * _ZOOM * 72 / _DPI
        font = _font()
        looks: dict[str, Any] = {"color": color, "ha": align, "va": "center", "zorder": 5}
        # "from $5 to $10" is no formula
        return self._figure.text(*place, words, fontproperties=font, fontsize=points, parse_math=False, **looks)

    def title(self, title: str, *, unit: str, said: Iterable[str]) -> None:
        """Write what is drawn, with its unit unless that is said."""
        known = any(unit.lower() in text.lower() for text in (title, *said))
        words = self.fitting(title if known else f"{title} · {unit}", SHOWN - 2 * EDGE, size=TITLE)
        self.write(EDGE, _TITLE_AT, words, size=TITLE, color=INK)

    @staticmethod
    def width(words: str, *, size: float) -> float:
        """Return how wide words are."""
        return float(_letters(size).getlength(words)) / _ZOOM

    @classmethod
    def fitting(cls, text: str, room: float, *, size: float) -> str:
        """Return a text as one line, shortened to a width."""
        words = " ".join(text.split())
        if cls.width(words, size=size) <= room:
            return words
        least, most = 0, len(words)
        while least < most:
            middle = (least + most + 1) // 2
            if cls.width(words[:middle].rstrip() + CUT, size=size) <= room:
                least = middle
            else:
                most = middle - 1
        return words[:least].rstrip() + CUT

    @classmethod
    def wrapped(cls, text: str, room: float, *, size: float, lines: int) -> list[str]:
        """Return a text as lines of a width, at most so many, of which the last is shortened."""
        found, left = list[str](), _WORDS.findall(" ".join(text.split()))
        while left and len(found) < lines - 1:
            taken = 1
            while taken < len(left) and cls.width("".join(left[: taken + 1]).rstrip(), size=size) <= room:
                taken += 1
            if cls.width(left[0], size=size) > room:
                break  # a word that is longer than a line
            found.append("".join(left[:taken]).strip())
            left = left[taken + 1 :] if left[taken : taken + 1] == [" "] else left[taken:]
        rest = "".join(left).strip()
        return [*found, cls.fitting(rest, room, size=size)] if rest else found

    def line(self, xs: Iterable[float], ys: Iterable[float], **looks: Any) -> None:
        """Draw through points; one that is no number is none, and the line stops there."""
        from matplotlib.lines import Line2D

        places = [self._place(x, y) for x, y in zip(xs, ys, strict=True)]
        self._figure.add_artist(Line2D([x for x, _ in places], [y for _, y in places], **looks))

    def area(self, left: float, top: float, right: float, bottom: float, *, color: str) -> None:
        """Fill a rectangle."""
        from matplotlib.patches import Rectangle

        (x, y), (x_end, y_end) = self._place(left, bottom), self._place(right, top)
        shape = Rectangle((x, y), x_end - x, y_end - y, facecolor=color, edgecolor="none", zorder=1)
        self._figure.add_artist(shape)

    def _place(self, x: float, y: float) -> tuple[float, float]:
        return x / SHOWN, 1 - y / self.height

    def png(self) -> bytes:
        """Encode what was drawn: without its alpha, and packed as runs: half the time, and no more bytes."""
        from PIL import Image

        self._made.draw()  # type: ignore[no-untyped-call]  # matplotlib has no types for it
        picture = io.BytesIO()
        pixels = self._made.buffer_rgba()  # type: ignore[no-untyped-call]  # matplotlib has no types for it
        drawn = Image.frombuffer("RGBA", self._made.get_width_height(), pixels, "raw", "RGBA", 0, 1)
        drawn.convert("RGB").save(picture, "PNG", compress_level=1, compress_type=zlib.Z_RLE, dpi=(_DPI, _DPI))
        return picture.getvalue()
