"""Width and height of an SVG picture, from its attributes or its view box (SVG 2, section 7)."""

import math
import re

from archiver.media.formats import MAX_SIDE

_LENGTH = re.compile(r"\s*\+?(\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})\s*(px|pt|pc|mm|cm|in)?\s*")
_PIXELS = {"": 1, "px": 1, "pt": 96 / 72, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96}
"""Pixels of each unit (CSS Values and Units, section 6.2)."""
_NUMBER = re.compile(r"[+-]?(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})(?:e[+-]?\d{1,2})?", re.IGNORECASE)
_DEFAULT = (300, 150)
"""What browsers take if a file has no size."""


def svg_size(attributes: dict[str, str]) -> tuple[int, int] | None:
    """Width and height in pixels, at most 65,535; None if one of them is zero.

    Lengths in per cent, or in units of a font, are as if they were absent.
    """
    width, height = _length(attributes.get("width", "")), _length(attributes.get("height", ""))
    box = _view_box(attributes.get("viewBox", ""))
    if width is None and height is None:
        width, height = box or _DEFAULT
    elif width is None or height is None:
        ratio = box[0] / box[1] if box and all(box) else 1
        width, height = (width or (height or 0) * ratio), (height or (width or 0) / ratio)
    if not (width > 0 and height > 0 and math.isfinite(width) and math.isfinite(height)):
        return None
    shrink = min(1, MAX_SIDE / max(width, height))
    return max(1, round(width * shrink)), max(1, round(height * shrink))


def _length(text: str) -> float | None:
    match = _LENGTH.fullmatch(text)
    return float(match[1]) * _PIXELS[match[2] or ""] if match else None


def _view_box(text: str) -> tuple[float, float] | None:
    parts = re.split(r"\s*,\s*|\s+", text.strip())
    if len(parts) != 4 or not all(_NUMBER.fullmatch(part) for part in parts):
        return None
    return float(parts[2]), float(parts[3])
