"""Avatars: initials of names in any script, on colours that depend on the name alone."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from archiver.render.avatars import TINTS, avatar, initials
from tests.conftest import Project
from tests.picture_samples import png
from tests.test_scripts import THEME

_AAA = 7.0


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ada Lovelace", "AL"),
        ("Ada King Noel Lovelace", "AL"),
        ("ada", "A"),
        ("night_owl", "NO"),
        ("j.smith", "JS"),
        ("user 42", "U"),
        ("7of9", "7"),
        ("@ann", "A"),
        ("a…@example.org", "A"),
        ("ada@example.org", "A"),
        ("Ada (at work)", "A"),
        ("<ada>", "A"),
        ("Жюль Верн", "ЖВ"),
        ("ἄννα", "Ἄ"),
        ("e\u0301va", "É"),
        ("ßen", "ß"),
        ("ნინო", "ნ"),
        ("山田 太郎", "山"),
        ("김철수", "김"),
        ("محمد علي", "م"),
        ("דוד בן גוריון", "ד"),
        ("किशोर", "कि"),
        ("👩🏽‍🚀 Ada", "A"),
        ("👩🏽‍🚀", "👩🏽‍🚀"),
        ("🇩🇪🇫🇷", "🇩🇪"),
        ("???", "?"),
    ],
)
def test_initials_are_of_words_where_the_script_has_capitals(name: str, expected: str) -> None:
    assert initials(name) == expected


@given(st.text(min_size=1))
def test_any_name_has_an_avatar_of_one_element_that_is_no_text(name: str) -> None:
    assert re.fullmatch(
        r'<span class="avatar tint-\d+" data-initials="[^"<>]*" aria-hidden="true"></span>', avatar(name)
    )
    assert len(initials(name)) <= 24


def test_spellings_of_a_name_share_a_colour_and_all_colours_are_used() -> None:
    def tint(name: str) -> str:
        return str(re.findall(r"tint-\d+", avatar(name))[0])

    assert tint("Ada  Lovelace") == tint("ada lovelace")
    assert {tint(f"name {n}") for n in range(500)} == {f"tint-{n}" for n in range(TINTS)}


def test_the_letters_have_the_contrast_of_aaa_on_each_colour() -> None:
    css = (THEME / "assets/style.css").read_text(encoding="utf-8")
    rule = re.search(r"\.avatar \{[^}]*\}", css)
    assert rule
    values = re.findall(r"oklch\(([\d.]+) ([\d.]+) var\(--hue\)\)", rule[0])
    colours = [(float(lightness), float(chroma)) for lightness, chroma in values]
    hues = [float(hue) for hue in re.findall(r"\.tint-\d+ \{ --hue: (\d+); \}", css)]
    assert len(hues) == TINTS
    light_ground, dark_ground, light_letters, dark_letters = colours
    for ground, letters in ((light_ground, light_letters), (dark_ground, dark_letters)):
        assert min(contrast(luminance(*ground, hue), luminance(*letters, hue)) for hue in hues) > _AAA


def luminance(lightness: float, chroma: float, hue: float) -> float:
    """Of a colour in OKLCH (https://bottosson.github.io/posts/oklab/), as WCAG has it."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: float, other: float) -> float:
    darker, lighter = sorted((one, other))
    return (lighter + 0.05) / (darker + 0.05)


THREAD = "# Kiln\n\n## Ada · 2022-07-05 {#p1}\n\nCold.\n\n## {#p2}\n\nWarm.\n"


def test_posts_with_an_author_have_one_unless_the_theme_shows_none(project: Project) -> None:
    project.write("content/kiln.md", THREAD)
    project.build()
    page = LexborHTMLParser(project.read("site/kiln/index.html"))
    assert [node.attributes["data-initials"] for node in page.css(".post .avatar")] == ["A"]
    assert [node.text() for node in page.css(".post h2")] == ["#1 Ada", "#2"]
    project.write("archiver.toml", "[theme_options]\navatars = false\n")
    project.build()
    assert "avatar" not in project.read("site/kiln/index.html")


SETTINGS = '[authors]\navatars = { Ada = "people/ada.png", "Bo B." = "people/bo.txt", Cy = "people/cy.png" }\n'
PEOPLE = "# Kiln\n\n" + "".join(f"## {name} {{#p{n}}}\n\nCold.\n\n" for n, name in enumerate(("ADA", "Bo B.", "Di"), 1))


def shown(project: Project, path: str = "kiln") -> list[str | None]:
    page = LexborHTMLParser(project.read(f"site/{path}/index.html"))
    return [node.attributes.get("src") or node.attributes.get("data-initials") for node in page.css(".post .avatar")]


def test_an_author_may_have_a_picture_which_is_published_as_those_of_posts_are(project: Project) -> None:
    project.write("archiver.toml", SETTINGS)
    project.write("content/kiln.md", PEOPLE)
    project.write("content/people/ada.png", png())
    project.write("content/people/bo.txt", "no picture")
    told = [(problem.line, problem.message) for problem in project.build().problems]
    assert [(line, "people/cy.png" in message) for line, message in told] == [(2, True)]
    picture, *others = shown(project)
    assert picture
    assert picture.startswith("../assets/media/")
    assert (project.root / "site/kiln" / picture).is_file()
    assert others == ["BB", "D"]


def test_a_picture_that_comes_changes_or_goes_draws_the_threads_of_its_author_alone(project: Project) -> None:
    project.write("archiver.toml", SETTINGS)
    project.write("content/kiln.md", PEOPLE)
    project.write("content/other.md", "# Other\n\n## Di {#p1}\n\nWarm.\n")
    project.build()
    assert shown(project) == ["A", "BB", "D"]
    seen = []
    for content in (png(), png(size=(20, 20)), None):
        if content:
            project.write("content/people/ada.png", content)
        else:
            (project.root / "content/people/ada.png").unlink()
        assert project.build().drawn == 1
        seen.append(shown(project)[0])
    assert len(set(seen)) == 3
    assert seen[-1] == "A"
    project.write("archiver.toml", "")
    assert project.build().drawn == 2


def test_a_picture_that_cannot_be_read_is_told(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("archiver.build.media.prepare_file", refuse)
    project.write("archiver.toml", '[authors]\navatars = { Ada = "ada.png" }\n')
    project.write("content/kiln.md", PEOPLE)
    project.write("content/ada.png", png())
    (problem,) = project.build(jobs=1).problems
    assert problem.message == "the avatar ada.png cannot be read: Permission denied; initials are shown"
    assert shown(project) == ["A", "BB", "D"]


def test_what_names_no_files_is_told(project: Project) -> None:
    project.write("archiver.toml", "[authors]\navatars = { Ada = 3 }\n")
    done = project.run("build")
    assert done.returncode == 2
    assert "archiver.toml:2" in done.stderr
    assert 'as { Ada = "people/ada.jpg" }' in done.stderr
