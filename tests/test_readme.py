"""The examples of the README and of the manuals in the rooms, run as their readers would."""

import re
import shlex
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from archiver.build import build
from archiver.cli import main
from tests.conftest import REPOSITORY, Project
from tests.forks import FORKS, QUIETLY, environment_with

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ROOMS = ("deploy", "identity", "importers", "parse", "pool", "preview", "search", "withhold")
MANUALS = ("README.md", *(f"archiver/{room}/README.md" for room in ROOMS))
"""Those that users read. That of themes has tests of its own, in `test_theme_commands`."""
BLOCKS = [block for name in MANUALS for block in _BLOCK.findall((REPOSITORY / name).read_text(encoding="utf-8"))]
THREADS = "# Lost?\n\n## ada · 2022-01-01 {#p1}\n\nThe heat shield of the probe.\n"


def _blocks(language: str) -> list[str]:
    return [text for found, text in BLOCKS if found == language]


def _commands() -> list[list[str]]:
    lines = "".join(_blocks("sh")).splitlines()
    return [shlex.split(line, comments=True) for line in lines]


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the project `talks` of the README has been made, by its own commands."""
    folder = tmp_path_factory.mktemp("readme")
    run = partial(subprocess.run, check=True, capture_output=True, timeout=60)
    run([sys.executable, "-m", "archiver", "new", "talks"], cwd=folder)
    (folder / "talks" / "content" / "lost.md").write_text(THREADS)
    run([sys.executable, "-m", "archiver", "build", "--strict"], cwd=folder / "talks")
    return folder


def test_every_block_is_of_a_language_that_is_tried_here() -> None:
    assert {language for language, _ in BLOCKS} == {"sh", "text", "markdown", "toml", "python"}


@pytest.mark.builds
@pytest.mark.parametrize("command", _commands(), ids=" ".join)
def test_a_command_is_one(
    command: list[str], talks: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Searches are run; of other commands, their help knows every option: some would run for ever."""
    program, *arguments = command
    if program.startswith(".ci/"):
        assert (REPOSITORY / program).stat().st_mode & 0o111
    elif program in {"archiver", ".venv/bin/archiver"}:
        monkeypatch.chdir(talks / "talks")
        monkeypatch.setattr(sys, "argv", ["archiver", *arguments, *([] if arguments[0] == "search" else ["--help"])])
        with pytest.raises(SystemExit) as ended:
            main()
        assert not ended.value.code, capsys.readouterr().err
    elif program == "dask":
        subprocess.run([sys.executable, "-m", "dask", *arguments, "--help"], check=True, capture_output=True)
    else:
        assert program in {"pip", "cd"}


@pytest.mark.parametrize("text", _blocks("markdown"), ids=lambda text: text.split()[0])
def test_a_thread_is_read_without_a_problem(text: str, project: Project) -> None:
    project.write("content/probe.md", text)
    report = project.build()
    assert (report.threads, report.posts, report.problems) == (1, 2, ())
    assert re.search(r'href="#(p?1)\b', project.read("site/probe/index.html"))  # the quote has found its post


def test_a_source_table_reads_the_files_that_it_is_for(project: Project) -> None:
    (table,) = [text for text in _blocks("toml") if text.startswith("[[source]]")]
    project.write("archiver.toml", table)
    post = "## Post #{n} by @{name} (2022-07-05)\n\n<p>Words</p>\n"
    posts = "---\n".join(post.format(n=n, name=name) for n, name in ((1, "ada"), (2, "ben")))
    project.write("content/old-forum/7.md", f"---\nurl: https://old.example/7\n---\n# Title\n\n{posts}")
    report = build(project.config)
    assert (report.threads, report.posts, report.problems) == (1, 2, ())


@pytest.mark.builds
def test_a_program_finds_a_post(talks: Path) -> None:
    program, _ = _blocks("python")
    done = subprocess.run([sys.executable, "-c", program], cwd=talks, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Lost? ada /lost/")


@pytest.mark.builds
@pytest.mark.parametrize("fork", FORKS)
def test_a_program_finds_a_post_with_any_fork_of_whoosh(fork: str, forks: Path, talks: Path, tmp_path: Path) -> None:
    _, program = _blocks("python")
    env = environment_with(fork, forks)
    project = shutil.copytree(talks / "talks", tmp_path / "talks")
    run = partial(subprocess.run, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=120, check=True)
    run([sys.executable, *QUIETLY, "-m", "archiver", "build", "--strict"], cwd=project)
    done = run([sys.executable, *QUIETLY, "-c", program])
    assert done.stdout == "Lost? ada 2022-01-01 00:00:00+00:00 /lost/#p1\n"


@pytest.mark.parametrize("document", [*MANUALS, ".github/CONTRIBUTING.md", "archiver/README.md"])
def test_every_file_that_a_document_names_exists(document: str) -> None:
    text = (REPOSITORY / document).read_text(encoding="utf-8")
    names = re.findall(r"`((?:[\w.]+/)*\w+\.(?:py|js|html|md|toml))`", text)
    names += re.findall(r"\]\(([^):#]+)[)#]", re.sub(r"`[^`\n]+`", "", text))
    folders = [(REPOSITORY / document).parent, *(REPOSITORY / f for f in ("", "archiver", "themes/default", "content"))]
    examples = {"archiver.toml", "synonyms.toml", "takedowns.toml", "theme.toml"}
    assert [name for name in names if name not in examples and not _is_there(name, folders)] == []


def _is_there(name: str, folders: list[Path]) -> bool:
    """A name without a folder is that of a file named before it in the sentence."""
    if any((folder / name).exists() for folder in folders):
        return True
    found = next((REPOSITORY / "archiver").rglob(name), None) or next((REPOSITORY / "themes").rglob(name), None)
    return "/" not in name and found is not None
