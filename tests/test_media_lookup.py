"""Which content file an address in a source names."""

import unicodedata

import pytest

from archiver.media.lookup import MediaLookup

NFD = unicodedata.normalize("NFD", "Öl.png")
FILES = (
    "t/files/map.png",
    "t/my photo.jpg",
    "t/100%.png",
    "t/a#b.png",
    "t/what?.png",
    "plan.pdf",
    "Z.png",
    f"t/{NFD}",
    "_media/3f/cat.png",
)
AT_HOME = {"https://x.example/cat.png": "_media/3f/cat.png", "upload://gone.png": "_media/00/gone.png"}
LOOKUP = MediaLookup(FILES, AT_HOME.get)


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("files/map.png", "t/files/map.png"),
        ("./files/../files/map.png", "t/files/map.png"),
        ("files/map.png?raw=true", "t/files/map.png"),
        ("files/map.png#page=2", "t/files/map.png"),
        ("files%2Fmap.png", "t/files/map.png"),
        ("files\\map.png", "t/files/map.png"),
        ("files%5Cmap.png", "t/files/map.png"),
        ("my%20photo.jpg", "t/my photo.jpg"),
        ("my photo.jpg", "t/my photo.jpg"),
        ("my%2520photo.jpg", "t/my photo.jpg"),
        ("100%25.png", "t/100%.png"),
        ("100%.png", "t/100%.png"),
        ("a%23b.png", "t/a#b.png"),
        ("what%3F.png", "t/what?.png"),
        ("../plan.pdf", "plan.pdf"),
        ("/plan.pdf", "plan.pdf"),
        ("/t/files/map.png", "t/files/map.png"),
        ("%C3%96l.png", f"t/{NFD}"),
        ("Öl.png", f"t/{NFD}"),
        ("https://x.example/cat.png", "_media/3f/cat.png"),
        ("https://x.example/dog.png", ""),
        ("upload://gone.png", ""),
        ("files/none.png", ""),
        ("../../etc/passwd", ""),
        ("%2e%2e/%2e%2e/etc/passwd", ""),
        ("..\\..\\etc\\passwd", ""),
        ("/../../etc/passwd", ""),
        ("files/map.png%00.txt", ""),
        ("files", ""),
        ("..", ""),
        ("%FF.png", ""),
    ],
)
def test_an_address_names_a_file(address: str, path: str) -> None:
    assert LOOKUP.find(address, "t/thread.md").path == path


def test_names_before_the_file_are_recorded_since_a_file_there_would_win() -> None:
    found = LOOKUP.find("files%2Fmap.png?raw=true", "t/thread.md")
    assert found.uses == (("t/files/map.png?raw=true", ""), ("t/files/map.png", "t/files/map.png"))


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("files/Map.PNG", "there is map.png"),
        ("../../x.png", "only files in the content folder are shown"),
        ("x.png", ""),
    ],
)
def test_a_hint_says_why_there_is_no_file(address: str, hint: str) -> None:
    assert LOOKUP.find(address, "t/thread.md").hint == hint


def test_of_two_names_that_look_alike_each_address_names_its_own() -> None:
    twins = MediaLookup(("é.png", "e\u0301.png"), lambda _: None)
    assert [twins.find(name, "a.md").path for name in ("é.png", "e\u0301.png")] == ["é.png", "e\u0301.png"]
