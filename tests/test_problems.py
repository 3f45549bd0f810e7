"""What a problem has besides its message: its column, its hint, the chain of templates that led to it."""

import json
from dataclasses import replace

import pytest

from archiver.errors import Problem, Severity
from archiver.manifest.records import problems_from_json, problems_to_json
from tests.conftest import Project

PROBLEM = Problem(path="content/a.md", line=3, message="wrong", severity=Severity.WARNING)


def test_a_problem_is_printed_with_its_column() -> None:
    assert str(replace(PROBLEM, column=7)) == "content/a.md:3:7: warning: wrong"
    assert str(PROBLEM) == "content/a.md:3: warning: wrong"
    assert str(replace(PROBLEM, line=0, column=7)) == "content/a.md: warning: wrong"


def test_hint_and_chain_are_details_and_make_no_other_problem() -> None:
    detailed = replace(PROBLEM, column=7, hint="did you mean it?", chain=("a.html:1", "b.html:2"))
    assert detailed.details == ("did you mean it?", "a.html:1 → b.html:2")
    assert PROBLEM.details == ()
    assert {PROBLEM, detailed} == {PROBLEM}
    assert sorted([replace(detailed, line=4), PROBLEM]) == [PROBLEM, replace(PROBLEM, line=4)]


def test_the_manifest_keeps_columns_and_reads_problems_without_them() -> None:
    (stored,) = problems_from_json(problems_to_json((replace(PROBLEM, column=7),)))
    assert (stored, stored.column) == (PROBLEM, 7)
    (old,) = problems_from_json('[["content/a.md", 3, "wrong", 1]]')
    assert (old, old.column) == (PROBLEM, 0)


@pytest.mark.parametrize(
    ("front_matter", "place"),
    [
        ("tags: [a, b", (3, 1)),
        ("title: A\ntags: {a: [b}\n", (3, 13)),
        ('title: #1\ntags: "never\n', (4, 1)),
        ("extra: &a [1]\ntags: *a\n", (3, 0)),
    ],
)
def test_front_matter_that_is_no_yaml_has_a_column(project: Project, front_matter: str, place: tuple[int, int]) -> None:
    project.write("content/a.md", f"---\n{front_matter}\n---\n## ada\n\nWords.\n")
    (problem,) = project.build().errors
    assert (problem.line, problem.column) == place


def test_programs_get_column_and_hint(project: Project) -> None:
    project.write("archiver.toml", 'theme = "mine"\n')
    project.write("themes/mine/theme.toml", 'extends = "default"\n')
    project.write("themes/mine/templates/home.html", "<p>\n{{ paeg.title }}\n")
    fields = json.loads(project.run("build", "--json").stdout.splitlines()[0])
    assert (fields["line"], fields["column"], fields["hint"]) == (2, 4, "did you mean `page`?")
