"""What open pages get of a problem: harmless text, the lines around the fault, a link that opens the editor."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from archiver.config import Config
from archiver.errors import Problem, Severity
from archiver.preview.faults import fill_url, problem_fields, problems_fields, read_lines_around, source_fields
from archiver.theme import theme_roots
from tests.conftest import Project

NUMBERED = "".join(f"line {number}\n" for number in range(1, 8))
VSCODE = "vscode://file{path}:{line}:{column}"


def lines(project: Project, path: str, line: int, config: Config | None = None) -> list[tuple[int, str, bool]]:
    problem = Problem(path=path, line=line, message="wrong")
    shown: list[tuple[int, str, bool]] = problem_fields(problem, config, project.root)["lines"]
    return shown


def test_a_problem_has_all_fields_of_the_protocol(project: Project) -> None:
    project.write("content/a.md", NUMBERED)
    problem = Problem(
        path="content/a.md",
        line=3,
        column=2,
        message="wrong",
        severity=Severity.WARNING,
        example="while drawing /a/",
        hint="try that",
        chain=("thread.html:1", "post.html:7"),
    )
    assert problem_fields(problem, replace(project.config, editor=VSCODE), project.root) == {
        "severity": "warning",
        "path": "content/a.md",
        "line": 3,
        "column": 2,
        "message": "wrong",
        "hint": "try that",
        "example": "while drawing /a/",
        "lines": [
            (1, "line 1", False),
            (2, "line 2", False),
            (3, "line 3", True),
            (4, "line 4", False),
            (5, "line 5", False),
        ],
        "chain": ["thread.html:1", "post.html:7"],
        "editor": f"vscode://file{project.root}/content/a.md:3:2",
    }


@pytest.mark.parametrize(
    ("content", "line", "shown"),
    [
        (NUMBERED, 1, [1, 2, 3]),
        (NUMBERED, 7, [5, 6, 7]),
        (NUMBERED, 9, [7]),
        (NUMBERED, 99, []),
        (NUMBERED.removesuffix("\n"), 7, [5, 6, 7]),
        (NUMBERED.replace("\n", "\r\n"), 4, [2, 3, 4, 5, 6]),
        (NUMBERED.replace("\n", "\r"), 4, [2, 3, 4, 5, 6]),
        ("", 1, []),
        ("\n\nx", 2, [1, 2, 3]),
    ],
)
def test_the_lines_around_a_fault_are_shown(project: Project, content: str, line: int, shown: list[int]) -> None:
    project.write("content/a.md", content)
    found = lines(project, "content/a.md", line)
    assert [number for number, _, _ in found] == shown
    assert [number for number, _, is_fault in found if is_fault] == ([line] if line in shown else [])
    assert not any("\r" in text for _, text, _ in found)


def test_lines_are_cut_and_no_sign_of_them_moves_others(project: Project) -> None:
    project.write("content/a.md", b"\xef\xbb\xbfa\x1b[2J\0\tb\n" + "x\u202ey\u2028\u200dz\n".encode() + b"\xff\xfe\n")
    assert [text for _, text, _ in lines(project, "content/a.md", 2)] == ["a␛[2J␀\tb", "x�y�\u200dz", "��"]
    project.write("content/a.md", "x" * 300_000 + "\n" + "y" * 200 + "\n")
    (_, first, _), (_, second, _) = lines(project, "content/a.md", 2)
    assert (len(first), first[-2:], len(second)) == (200, "x…", 200)


@pytest.mark.parametrize(("encoding", "shown"), [("koi8-r", "лампы"), ("utf-16", "лампы"), ("big5", "\ufffd")])
def test_a_source_is_shown_in_its_encoding(project: Project, encoding: str, shown: str) -> None:
    project.write("archiver.toml", f"[[source]]\nglob = 'old/*'\npost = '^==$'\nencoding = '{encoding}'\n")
    project.write("content/old/a.txt", "лампы\nлампы\n".encode("koi8-r" if encoding == "big5" else encoding))
    (_, first, _), (_, second, is_fault) = lines(project, "content/old/a.txt", 2, project.config)
    assert (shown in first, shown in second, is_fault) == (True, True, True)


@pytest.mark.slow
def test_nothing_is_read_beyond_a_bound(project: Project) -> None:
    path = project.write("content/a.md", "x" * 9_000_000 + "\nfault\n")
    assert read_lines_around(path, 2) == []
    assert read_lines_around(path, 1) == []
    path.write_text("\n" * 9_000_000 + "fault\n")
    assert read_lines_around(path, 9_000_001) == []


def test_there_are_no_lines_without_a_line_number_or_a_file(project: Project) -> None:
    project.write("content/a.md", NUMBERED)
    os.mkfifo(project.root / "content/pipe.md")
    places = [("content/a.md", 0), ("content/gone.md", 3), ("content", 1), (".", 0), ("content/pipe.md", 1)]
    assert [lines(project, path, line) for path, line in places] == [[]] * len(places)
    assert lines(project, "content/\0.md", 1) == []


def test_no_file_outside_of_the_project_and_its_themes_is_shown(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    secret = outside / "secret.md"
    secret.write_text("secret\n")
    (project.root / "content/link.md").symlink_to(secret)
    (project.root / "content/circle.md").symlink_to("circle.md")
    config = replace(project.config, editor=VSCODE)
    for path in ("content/link.md", "content/circle.md", str(secret), f"../{outside.name}/secret.md", "/etc/passwd"):
        fields = problem_fields(Problem(path=path, line=1, message="wrong"), config, project.root)
        assert (fields["lines"], fields["editor"]) == ([], "")


def test_files_of_themes_are_shown_wherever_they_are(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    built_in = theme_roots(project.config)[1] / "default/templates/thread.html"
    linked = tmp_path_factory.mktemp("linked")
    (linked / "post.html").write_text("one\n")
    (project.root / "themes").mkdir()
    (project.root / "themes/mine").symlink_to(linked)
    assert lines(project, str(built_in), 1, project.config)[0][2]
    assert lines(project, "themes/mine/post.html", 1) == [(1, "one", True)]


def test_a_configuration_that_is_a_link_is_shown(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    target = tmp_path_factory.mktemp("shared") / "shared.toml"
    target.write_text("titel = 1\n")
    (project.root / "archiver.toml").symlink_to(target)
    assert lines(project, "archiver.toml", 1) == [(1, "titel = 1", True)]


def test_texts_of_strangers_are_harmless_and_can_be_sent(project: Project) -> None:
    name = os.fsdecode(b"content/\xff\x1b.md")
    project.write(name, NUMBERED)
    problem = Problem(path=name, line=1, message="a\x9b\u202e" + "b" * 100_000, hint="c\ud800", chain=("d\x07:1",))
    fields = problem_fields(problem, replace(project.config, editor=VSCODE), project.root)
    json.dumps(fields, ensure_ascii=False).encode()
    assert (fields["path"], fields["hint"], fields["chain"]) == ("content/�␛.md", "c�", ["d␇:1"])
    assert (fields["message"][:4], len(fields["message"])) == ("a��b", 4_000)
    assert fields["editor"].endswith("/content/%FF%1B.md:1:1")
    assert len(fields["lines"]) == 3


def test_only_the_first_problems_of_many_have_lines(project: Project) -> None:
    project.write("content/a.md", NUMBERED)
    problems = [Problem(path="content/a.md", line=1 + number % 7, message="wrong") for number in range(1_000)]
    fields = problems_fields(problems, project.config, project.root)
    assert [number for number, one in enumerate(fields) if one["lines"]] == [*range(50)]
    assert [one["line"] for one in fields] == [problem.line for problem in problems]


def test_the_path_in_the_editors_url_is_encoded() -> None:
    path = Path("/a b/ü&line=9#?{line}%.md")
    assert (
        fill_url("x://{path}:{line}:{column}", path, 0, 0) == "x:///a%20b/%C3%BC%26line%3D9%23%3F%7Bline%7D%25.md:1:1"
    )


def test_the_place_of_a_source_has_the_editors_url(project: Project) -> None:
    project.write("content/a.md", NUMBERED)
    assert source_fields("content/a.md", 4, project.config) == {"path": "content/a.md", "line": 4, "editor": ""}
    config = replace(project.config, editor=VSCODE)
    assert source_fields("content/a.md", 4, config)["editor"] == f"vscode://file{project.root}/content/a.md:4:1"
    assert source_fields("content/gone.md", 4, config)["editor"] == ""
