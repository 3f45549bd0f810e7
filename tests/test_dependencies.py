"""What a page depends on has a kind and a name; what is not known is never taken for current."""

from pathlib import Path

import pytest

from archiver.build.dependencies import _KINDS, DependencyList, DependencyTracker
from archiver.config import Config
from archiver.model import Dependency, DependencyKind, Digest
from archiver.theme import load_theme


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(
        root=tmp_path, content_place=tmp_path / "content", output_place=tmp_path / "site", state=tmp_path / ".archiver"
    )


def tracker(config: Config, stored: dict[Digest, str] | None = None) -> DependencyTracker:
    return DependencyTracker(config, load_theme(config), stored or {})


def test_every_kind_has_a_value_and_words() -> None:
    assert set(_KINDS) == set(DependencyKind)


@pytest.mark.parametrize("kind", DependencyKind)
def test_a_dependency_is_read_from_its_text(kind: DependencyKind) -> None:
    for name in ("", "a b", "post.html", "a\nb", "a\\nb\\"):
        assert "\n" not in str(Dependency(kind, name))
        assert Dependency.from_text(str(Dependency(kind, name))) == Dependency(kind, name)


@pytest.mark.parametrize("text", ["tempalte post.html", "setting lnag", "lang"])
def test_a_dependency_that_does_not_exist_is_an_error_when_it_is_recorded(config: Config, text: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        tracker(config).dependency_digest(text)


@pytest.mark.parametrize("text", ["tempalte post.html", "setting lnag", "lang"])
def test_a_stored_dependency_that_does_not_exist_makes_its_pages_stale(config: Config, text: str) -> None:
    recorded = tracker(config)
    digest = recorded.dependency_digest("setting lang")
    (name,) = recorded.new
    assert tracker(config, recorded.new).is_current(digest)
    later = tracker(config, {name: text})
    assert not later.is_current(digest)
    assert text not in later.values()
    assert later.changed(digest, {})


def test_more_dependencies_of_a_page_make_the_digest_of_all_of_them(config: Config) -> None:
    one, both = DependencyList(), DependencyList()
    for name in ("lang", "title"):
        both.record(Dependency(DependencyKind.SETTING, name))
    one.record(Dependency(DependencyKind.SETTING, "title"))
    recorded = tracker(config)
    digest = recorded.dependency_digest(str(one))
    assert recorded.extended(digest, "setting lang") == recorded.dependency_digest(str(both))
    assert recorded.extended(digest, str(one)) == digest
