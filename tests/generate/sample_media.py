"""Writes the pictures, sounds and files of the sample archive in `content/`, and draws all of them itself.

    python -m tests.generate.sample_media

The files are checked in. Another version of Pillow may write other bytes for the photographs, so no test compares them.
"""

import math
import random
import struct
import zlib
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from tests.generate.sample_moon import photograph

_CONTENT = Path(__file__).parents[2] / "content"
MOON, CLOCK = _CONTENT / "space/cardboard-moon", _CONTENT / "workshop/wanduhr"
NIGHTS = {"15": 133, "17": 108, "22": 52, "25": 10}
"""Days of May 2021, and where the sun was seen from the Moon: 90 degrees is the first quarter."""
LIMPING, EVEN = (410, 590), (502, 498)
"""Milliseconds from tick to tock, and from tock to tick."""
_RATE = 8000  # samples a second
_SECONDS = 3


def main() -> None:
    """Write all files."""
    for folder in (MOON, CLOCK):
        folder.mkdir(parents=True, exist_ok=True)
    _write_photographs()
    (MOON / "telescope.svg").write_text(_telescope(), encoding="utf-8")
    (MOON / "cutting-plan.pdf").write_bytes(_cutting_plan())
    _smiley().save(MOON / "smiley.png", optimize=True)
    for name, gaps in (("vorher", LIMPING), ("nachher", EVEN)):
        (CLOCK / f"{name}.wav").write_bytes(_wav(_ticking(gaps)))
    _chart().save(CLOCK / "abstaende.png", optimize=True)


def _write_photographs() -> None:
    photograph((1600, 1200), 1040, 88).save(MOON / "first-light.jpg", quality=76, optimize=True, progressive=True)
    for day, sunlight in NIGHTS.items():
        night = photograph((720, 720), 620, sunlight)
        night.save(MOON / f"may-{day}.jpg", quality=66, optimize=True, progressive=True)
        thumbnail = night.resize((132, 132), Image.Resampling.LANCZOS)
        thumbnail.save(MOON / f"may-{day}-small.jpg", quality=72, optimize=True, progressive=True)


def _telescope() -> str:
    """A section through the telescope, with colours for light and dark paper."""
    rays = "".join(f'<path d="M10 {y}H92L620 122 668 {244 - y - (122 - y) // 4}"/>' for y in (104, 113, 131, 140))
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 250" width="760" height="250" role="img">
<title>Section through the telescope</title>
<rect width="760" height="250" fill="#fbf8ef"/>
<g fill="none" stroke="#d08a1d" stroke-width="1.5">{rays}</g>
<g fill="none" stroke="#6b5336" stroke-width="4"><path d="M80 74H520M80 170H520M500 84H690M500 160H690"/></g>
<path d="M92 76V98M92 146V168" stroke="#2c2a27" stroke-width="7"/>
<ellipse cx="108" cy="122" rx="7" ry="44" fill="#bcd9e6" stroke="#3d6a80" stroke-width="1.5"/>
<ellipse cx="668" cy="122" rx="11" ry="34" fill="#bcd9e6" stroke="#3d6a80" stroke-width="1.5"/>
<g stroke="#2c2a27"><path d="M108 205H620M108 199v12M620 199v12M668 199v12M620 205h48"/></g>
<g fill="#2c2a27" font-family="sans-serif" font-size="17" text-anchor="middle">
<text x="364" y="230">667 mm</text><text x="644" y="230">25 mm</text><text x="92" y="52">stop, 25 mm</text>
<text x="300" y="62">mailing tube</text><text x="590" y="182">kitchen roll</text>
<text x="672" y="60">magnifying glass</text>
</g>
</svg>
"""


def _cutting_plan() -> bytes:
    """A page of PDF with the pieces of the telescope at full size (ISO 32000-1, section 7)."""
    lines = ["0.6 w", "70 560 m 525 560 l 525 760 l 70 760 l s"]
    for radius in (99.2, 35.4):  # 70 and 25 mm across, in points
        bend = radius * 0.5523
        x, y = 200, 400
        lines.append(
            f"{x + radius} {y} m {x + radius} {y + bend} {x + bend} {y + radius} {x} {y + radius} c"
            f" {x - bend} {y + radius} {x - radius} {y + bend} {x - radius} {y} c"
            f" {x - radius} {y - bend} {x - bend} {y - radius} {x} {y - radius} c"
            f" {x + bend} {y - radius} {x + radius} {y - bend} {x + radius} {y} c s"
        )
    for x, y, text in (
        (70, 790, "A telescope of cardboard: print at 100 %, then measure this line"),
        (80, 735, "Sleeve for the kitchen roll: roll it twice, glue, let it dry overnight"),
        (320, 395, "Stop: outer ring 70 mm, hole 25 mm. Blacken both sides."),
        (70, 120, "If the outer ring is not 70 mm, your printer has been too kind."),
    ):
        lines.append(f"BT /F 12 Tf {x} {y} Td ({text}) Tj ET")
    stream = zlib.compress("\n".join(lines).encode())
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    return _pdf(objects)


def _pdf(objects: list[bytes]) -> bytes:
    """A file of PDF with these objects, numbered from 1; the first is the catalog."""
    content = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    trailer = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(content))
    return content + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + trailer


def _smiley() -> Image.Image:
    """A smiley of a board, 20 pixels square, with a telescope at its eye."""
    big = Image.new("RGBA", (160, 160))
    pen = ImageDraw.Draw(big)
    pen.ellipse((6, 6, 128, 128), fill="#ffd54a", outline="#9a6b00", width=7)
    pen.ellipse((36, 44, 52, 66), fill="#3a2c00")
    pen.arc((36, 50, 98, 108), 20, 160, fill="#3a2c00", width=8)
    pen.line((82, 58, 150, 36), fill="#5b4630", width=22)
    return big.resize((20, 20), Image.Resampling.LANCZOS)


def _ticking(gaps: tuple[int, int]) -> bytes:
    """The sound of a clock, 8-bit samples; `gaps` are the milliseconds after a tick, and after a tock."""
    chance = random.Random(gaps[0])  # noqa: S311  it draws
    samples = [chance.gauss(0, 0.6) for _ in range(_RATE * _SECONDS)]
    at, beat = 150, 0
    while at < 1000 * _SECONDS - 60:
        pitch = 2100 if beat % 2 == 0 else 1650
        for n in range(_RATE // 18):
            envelope = 88 * math.exp(-n / 70)
            wave = math.sin(n * pitch * math.tau / _RATE) + 0.5 * math.sin(n * 430 * math.tau / _RATE)
            samples[at * _RATE // 1000 + n] += envelope * wave / 1.5
        at += gaps[beat % 2]
        beat += 1
    return bytes(max(0, min(255, round(128 + sample))) for sample in samples)


def _wav(samples: bytes) -> bytes:
    """A WAV file of one channel with 8-bit samples (RIFF; Microsoft's multimedia data standards, 1991)."""
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, _RATE, _RATE, 1, 8)
    body = b"WAVE" + form + struct.pack("<4sI", b"data", len(samples)) + samples
    return struct.pack("<4sI", b"RIFF", len(body)) + body


def _chart() -> Image.Image:
    """A chart of the milliseconds between ticks: at the left before the clock was straightened, at the right after."""
    scale = 2
    chart = Image.new("RGB", (640 * scale, 320 * scale), "#ffffff")
    pen = ImageDraw.Draw(chart)
    font = ImageFont.load_default(15 * scale)
    chance = random.Random(7)  # noqa: S311  it draws
    for value in (0, 200, 400, 600):
        y = (270 - value * 0.35) * scale
        pen.line((60 * scale, y, 620 * scale, y), fill="#d5dada", width=scale)
        pen.text((50 * scale, y), f"{value}", fill="#57626a", font=font, anchor="rm")
    for number in range(20):
        gaps, color = (LIMPING, "#b4532a") if number < 10 else (EVEN, "#0b5a60")
        height = (gaps[number % 2] + chance.gauss(0, 4)) * 0.35
        x = 70 + number * 26 + (24 if number >= 10 else 0)
        pen.rectangle((x * scale, (270 - height) * scale, (x + 18) * scale, 270 * scale), fill=color)
    for x, text in ((195, "vorher"), (480, "nachher")):
        pen.text((x * scale, 296 * scale), text, fill="#1b2226", font=font, anchor="mm")
    pen.text((60 * scale, 22 * scale), "Millisekunden von Schlag zu Schlag", fill="#1b2226", font=font, anchor="lm")
    return chart.quantize(32)


if __name__ == "__main__":
    main()
