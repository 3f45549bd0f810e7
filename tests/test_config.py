"""archiver.toml: optional, checked, all problems at once."""

import re
import unicodedata
from dataclasses import fields

import pytest

from archiver.build.check import check
from archiver.cli.build import build
from archiver.config import BoardConfig, Convention, color_wanted, describe_keys
from archiver.config.settings import KEYS
from archiver.errors import ConfigError
from tests.conftest import Project

POST = "# T\n\n## ada · 2024-05-01T23:30 {#p1}\n\nWords.\n"


def problems(project: Project) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        _ = project.config
    return [str(problem) for problem in caught.value.problems]


def test_without_a_file_all_is_at_its_default(project: Project) -> None:
    config = project.config
    assert (config.content, config.output) == (project.root / "content", project.root / "site")
    assert (config.title, config.timezone, config.posts_per_page, config.base_url) == ("Archive", "UTC", 100, None)


def test_all_problems_are_told_at_once_with_line_and_nearest_key(project: Project) -> None:
    project.write(
        "archiver.toml",
        'titel = "x"\nlang = "nope nope"\n\n[pages]\nposts = 0\nthread = 5\n\n[boards."a/b"]\ncolour = "red"\n'
        "title = 5\n\n[themes]\nx = 1\n",
    )
    assert problems(project) == [
        'archiver.toml:1: there is no "titel"; did you mean "title"?',
        'archiver.toml:2: "lang" is not right; it takes a language tag, as "en" or "pt-BR"',
        'archiver.toml:5: "pages.posts" is not right; it takes a whole number from 1 to 10000',
        'archiver.toml:6: there is no "pages.thread"; did you mean "pages.threads"?',
        'archiver.toml:9: "colour" of the board "a/b" is not known; known are: description, title',
        'archiver.toml:10: "title" of the board "a/b" takes text in quotation marks',
        'archiver.toml:12: there is no "themes"; did you mean "theme"?',
    ]


def test_what_is_not_toml_has_a_line(project: Project) -> None:
    project.write("archiver.toml", 'title = "x"\nlang = \n')
    assert problems(project)[0].startswith("archiver.toml:2:8: cannot be read: ")


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('output = "content/site"', "content and output lie in one another"),
        ('content = "site/content"\noutput = "site"', "content and output lie in one another"),
        ('output = "../elsewhere"', 'the folder "../elsewhere" is not inside the project'),
        ('output = "/tmp"', 'the folder "/tmp" is not inside the project'),
        ('output = "."', 'the folder "." is not inside the project'),
    ],
)
def test_folders_stay_in_the_project_and_apart(project: Project, toml: str, message: str) -> None:
    project.write("archiver.toml", toml)
    assert message in problems(project)[0]


def test_a_link_out_of_the_project_is_no_output_folder(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (project.root / "site").symlink_to(tmp_path_factory.mktemp("elsewhere"))
    assert 'the folder "site" is not inside the project' in problems(project)[0]


def test_the_address_of_the_site_is_checked(project: Project) -> None:
    project.write("archiver.toml", 'base_url = "ftp://x.example"')
    assert "the address of the site" in problems(project)[0]
    project.write("archiver.toml", 'base_url = "https://x.example/sub"')
    assert (project.config.base_url, project.config.subpath) == ("https://x.example/sub/", "/sub/")


def test_dates_without_a_zone_are_in_the_sites_zone_and_shown_in_it(project: Project) -> None:
    project.write("content/a.md", POST)
    project.write("archiver.toml", 'timezone = "Asia/Tokyo"')
    project.build()
    assert "2024-05-01T23:30:00+09:00" in project.read("site/a/index.html")
    project.write("content/a.md", POST.replace("23:30", "23:30Z"))
    project.build()
    assert "2024-05-02T08:30:00+09:00" in project.read("site/a/index.html")


def test_the_project_is_found_from_a_folder_below_it(project: Project) -> None:
    project.write("archiver.toml", 'title = "Found"')
    project.write("content/board/a.md", POST)
    done = Project(project.root / "content" / "board").run("build")
    assert done.returncode == 0
    assert "Found" in project.read("site/index.html")


def test_the_help_names_every_key() -> None:
    help_text = build.help or ""
    keys = [*KEYS, *(field.name for kind in (BoardConfig, Convention) for field in fields(kind))]
    assert [key for key in keys if not re.search(rf"\b{key.rpartition('.')[2]}\b", help_text)] == []


def test_no_color_is_heeded() -> None:
    assert color_wanted({})
    assert not color_wanted({"NO_COLOR": "1"})


def test_a_theme_cannot_be_looked_for_outside_of_the_themes(project: Project) -> None:
    project.write("archiver.toml", 'theme = "../content"')
    assert "the name of a theme" in problems(project)[0]


def test_the_help_describes_each_key_in_one_line() -> None:
    lines = describe_keys().splitlines()
    assert all(len(line) <= 78 for line in lines)
    assert [line.split()[0] for line in lines[: len(KEYS)]] == list(KEYS)


def test_pictures_lose_their_metadata_unless_the_file_says_keep(project: Project) -> None:
    assert project.config.exif == "strip"
    project.write("archiver.toml", '[media]\nexif = "keep"\n')
    assert project.config.exif == "keep"
    project.write("archiver.toml", "[media]\nexif = true\n")
    assert problems(project) == ['archiver.toml:2: "media.exif" is not right; it takes text in quotation marks']
    project.write("archiver.toml", '[media]\nexif = "none"\n')
    assert problems(project) == ['archiver.toml:2: "media.exif" is not right; it takes "strip" or "keep"']


def test_names_are_matched_in_one_unicode_form(project: Project) -> None:
    project.write("archiver.toml", 'exclude = ["privé/*"]\n')
    project.write(f"content/{unicodedata.normalize('NFD', 'privé')}/secret.md", "Secret\n\nWords.\n")
    project.write("content/open.md", "Open\n\nWords.\n")
    assert project.build().threads == 1


def test_a_theme_publishes_no_file_from_outside_of_the_project(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.txt"
    secret.write_text("secret")
    project.write("content/open.md", "Open\n\nWords.\n")
    project.write("themes/default/theme.toml", 'extends = "default"\n')
    project.write("themes/default/assets/own.txt", "own")
    (project.root / "themes/default/assets/inside.txt").symlink_to("own.txt")
    project.build()
    assert project.read("site/assets/inside.txt") == "own"
    (project.root / "themes/default/assets/link.txt").symlink_to(secret)
    with pytest.raises(ConfigError, match=r"themes/default/assets/link\.txt: a symbolic link out of the project"):
        project.build()


@pytest.mark.parametrize("name", ["assets", "templates", "locale"])
def test_a_folder_of_a_theme_may_be_a_link_within_the_project_only(
    project: Project, tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    project.write("themes/mine/theme.toml", 'extends = "default"\n')
    project.write("archiver.toml", 'theme = "mine"\n')
    project.write("shared/own.txt", "own")
    folder = project.root / "themes/mine" / name
    folder.symlink_to(project.root / "shared")
    project.build()
    folder.unlink()
    folder.symlink_to(tmp_path_factory.mktemp("elsewhere"))
    with pytest.raises(ConfigError, match=rf"themes/mine/{name}: a symbolic link out of the project"):
        project.build()


@pytest.mark.parametrize("name", ["assets", "templates"])
def test_a_linked_folder_within_those_of_a_theme_is_left_out_with_a_warning(project: Project, name: str) -> None:
    project.write("content/open.md", "Open\n\nWords.\n")
    project.write("themes/mine/theme.toml", 'extends = "default"\n')
    project.write(f"themes/mine/{name}/own.txt", "own")
    project.write("fonts/a.woff2", "x")
    (project.root / "themes/mine" / name / "fonts").symlink_to(project.root / "fonts")
    project.write("archiver.toml", 'theme = "mine"\n')
    expected = [
        f"themes/mine/{name}/fonts: warning: a symbolic link to a folder is not followed, so its files are left out; "
        "put the folder itself here"
    ]
    for report in (project.build(), project.build(), check(project.config)):
        assert [str(problem) for problem in report.problems] == expected
    assert not (project.root / "site/assets/fonts").exists()


def test_an_editor_has_a_name_or_a_url(project: Project) -> None:
    default = project.config.editor
    assert default is None
    project.write("archiver.toml", '[preview]\neditor = "vscodium"\n')
    assert project.config.editor == "vscodium://file{path}:{line}:{column}"
    project.write("archiver.toml", '[preview]\neditor = "http://localhost:63342/api/file{path}:{line}"\n')
    assert project.config.editor == "http://localhost:63342/api/file{path}:{line}"


@pytest.mark.parametrize(
    ("editor", "message"),
    [
        ("code", 'did you mean "vscode"?'),
        ("emacs", "it has no URL of its own"),
        ("vim", "it has no URL of its own"),
        ("", "known are: cursor, "),
        ("x-editor://open", "a URL with {path}"),
        ("x-editor://{path}{lines}", "nothing else in braces"),
        ("{path}://x", "the name of an editor"),
        ("x-editor://{path}\\n", "the name of an editor"),
        ("javascript:alert('{path}')", "which \"javascript:alert('{path}')\" does not"),
        ("JavaScript://%0Aalert(1)/{path}", "a URL that opens an editor on this machine"),
        ("data:text/html,{path}", "a URL that opens an editor on this machine"),
        ("file://{path}", "a URL that opens an editor on this machine"),
        ("https://editor.example/{path}", "a URL that opens an editor on this machine"),
        ("http://localhost@editor.example/{path}", "a URL that opens an editor on this machine"),
        ("http://[::1/{path}", "a URL that opens an editor on this machine"),
        ("http:editor.example/{path}", "a URL that opens an editor on this machine"),
    ],
)
def test_what_opens_no_editor_is_refused(project: Project, editor: str, message: str) -> None:
    project.write("archiver.toml", f'[preview]\neditor = "{editor}"\n')
    assert problems(project)[0].startswith('archiver.toml:2: "preview.editor" is not right; it takes ')
    assert message in problems(project)[0]


def test_another_editor_draws_nothing_again(project: Project) -> None:
    project.write("content/a.md", POST)
    project.build()
    before = project.tree()
    project.write("archiver.toml", '[preview]\neditor = "zed"\n')
    report = project.build()
    assert (report.drawn, report.written, report.reasons, project.tree()) == (0, (), (), before)


@pytest.mark.parametrize(
    ("toml", "place"),
    [
        (b'title = "x"\nlang = nope\n', (2, 8)),
        (b'title = "x"\r\nlang = nope\r\n', (2, 8)),
        (b'\xef\xbb\xbftitle = "x"\nlang =\n\n', (2, 7)),
        (b'title = "x"\nlang = """en\n', (2, 13)),
        (b"title =", (1, 8)),
        (b'title = "x"\nlang = "\xff"\n', (2, 0)),
    ],
)
def test_what_cannot_be_read_has_line_and_column(project: Project, toml: bytes, place: tuple[int, int]) -> None:
    project.write("archiver.toml", toml)
    with pytest.raises(ConfigError) as caught:
        _ = project.config
    assert [(problem.line, problem.column) for problem in caught.value.problems] == [place]
