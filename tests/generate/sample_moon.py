"""Draws the photographs of the Moon in the sample archive: craters, plains, a shadow's edge, grain, and a blue rim.

In comes a phase, out comes a picture as if taken through a simple lens. Equal arguments give equal pixels.
"""

import math
import random
from functools import cache

from PIL import Image, ImageChops, ImageDraw, ImageFilter

_SIZE = 1024
"""Pixels of the square that the disc fills."""
_CRATERS = 1500


def photograph(size: tuple[int, int], diameter: int, sunlight: float, *, blur: float = 0.8) -> Image.Image:
    """A photograph of the Moon.

    Args:
        size: width and height in pixels.
        diameter: that of the disc in pixels.
        sunlight: where the sun is seen from the Moon's middle, in degrees: 0 behind us, 90 at the right.
        blur: how unsharp the lens is, in pixels.
    """
    disc = ImageChops.multiply(_ground(), _light(sunlight)).resize((diameter, diameter), Image.Resampling.LANCZOS)
    place = ((size[0] - diameter) // 2, (size[1] - diameter) // 2)
    channels = []
    for shift, tint in ((-1, 1.0), (0, 0.97), (2, 0.92)):  # one glass bends blue more than red
        channel = Image.new("L", size, 5)
        channel.paste(
            disc.point(lambda value, tint=tint: int(6 + value * tint)), (place[0] + shift, place[1]), _mask(diameter)
        )
        channels.append(channel.filter(ImageFilter.GaussianBlur(blur + abs(shift) / 3)))
    return ImageChops.add(Image.merge("RGB", channels), _grain(size), offset=-6)


@cache
def _ground() -> Image.Image:
    """The Moon with the sun everywhere: plains and highlands, and the slopes of craters."""
    chance = random.Random(1969)  # noqa: S311  it draws
    slopes = _heights(chance).filter(ImageFilter.Kernel((3, 3), (1, 1, 0, 1, 0, -1, 0, -1, -1), scale=0.4, offset=128))
    plains = Image.new("L", (_SIZE, _SIZE), 196)
    pen = ImageDraw.Draw(plains)
    for x, y, radius in (
        (350, 300, 120),
        (480, 380, 90),
        (600, 330, 100),
        (700, 420, 80),
        (300, 520, 150),
        (420, 640, 80),
    ):
        pen.ellipse((x - radius, y - radius * 0.8, x + radius, y + radius * 0.8), fill=105)
    plains = plains.filter(ImageFilter.GaussianBlur(20))
    mottled = Image.effect_noise((48, 48), 16).resize((_SIZE, _SIZE), Image.Resampling.BICUBIC)
    albedo = ImageChops.overlay(plains, mottled)
    return ImageChops.hard_light(albedo, slopes)


def _heights(chance: random.Random) -> Image.Image:
    heights = Image.new("L", (_SIZE, _SIZE), 128)
    bowl = Image.radial_gradient("L")
    for _ in range(_CRATERS):
        radius = min(64, int(3 / (1 - chance.random()) ** 0.62))
        depth = 6 + radius * 1.1
        shape = bowl.resize((2 * radius, 2 * radius)).point(lambda d, depth=depth: int(_profile(d / 180, depth) + 128))
        x, y = chance.randrange(_SIZE) - radius, chance.randrange(_SIZE) - radius
        box = (x, y, x + 2 * radius, y + 2 * radius)
        heights.paste(ImageChops.add(heights.crop(box), shape, offset=-128), box[:2])
    return heights.filter(ImageFilter.GaussianBlur(0.7))


def _profile(distance: float, depth: float) -> float:
    """The height of a crater at a distance from its middle, as a part of its radius: a bowl, a rim, then nothing."""
    if distance < 0.7:
        return depth * (0.9 * (distance / 0.7) ** 2 - 0.6)
    return depth * 0.3 * max(0.0, 1 - (distance - 0.7) / 0.3) ** 2


@cache
def _light(sunlight: float) -> Image.Image:
    """How bright the sun makes each place of the sphere."""
    side = 256
    sun_x, sun_z = math.sin(math.radians(sunlight)), math.cos(math.radians(sunlight))
    values = []
    for row in range(side):
        for column in range(side):
            x, y = (column + 0.5) / side * 2 - 1, (row + 0.5) / side * 2 - 1
            z = math.sqrt(max(0.0, 1 - x * x - y * y))
            values.append(int(255 * max(0.0, x * sun_x + z * sun_z) ** 0.6))
    light = Image.new("L", (side, side))
    light.putdata(values)
    return light.resize((_SIZE, _SIZE), Image.Resampling.BICUBIC)


@cache
def _mask(diameter: int) -> Image.Image:
    mask = Image.new("L", (diameter * 4, diameter * 4), 0)
    ImageDraw.Draw(mask).ellipse((4, 4, diameter * 4 - 5, diameter * 4 - 5), fill=255)
    return mask.resize((diameter, diameter), Image.Resampling.LANCZOS)


def _grain(size: tuple[int, int]) -> Image.Image:
    chance = random.Random(size[0])  # noqa: S311  it draws
    grain = Image.frombytes("L", size, bytes(chance.choices(range(3, 10), k=size[0] * size[1])))
    return Image.merge("RGB", (grain, grain, grain))
