"""The files by which a host builds and deploys a project after each push: what `archiver new --ci` writes.

Each workflow installs, builds with the records of the build before, and puts the site up, one at a time. It has the
permissions that this takes, and no secrets but by their names. What `pip` installs is a variable of the host, ARCHIVER:
an address such as `git+https://host/archiver.git@v1`. The versions of actions are the newest ones of November 2026.

- GitHub: docs.github.com/pages, "Using custom workflows with GitHub Pages"
- GitLab: docs.gitlab.com/ci/yaml, `pages` and `resource_group`
- Forgejo: forgejo.org/docs/latest/user/actions
- Netlify: docs.netlify.com, "File-based configuration", "Create Build Plugins"
- Cloudflare: developers.cloudflare.com/pages/how-to/use-direct-upload-with-continuous-integration
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from archiver.errors import OutputError

_INSTALL = """\
pip install "${ARCHIVER:?set the variable ARCHIVER to what pip installs, as git+https://host/archiver.git}\""""

_ACTIONS_BUILD = f"""\
# Builds this archive and puts it up after each push to the default branch. Written by archiver new --ci.
name: Archive
on:
  push:
  workflow_dispatch:
permissions: {{}}
concurrency:
  group: archive
  cancel-in-progress: false
jobs:
  build:
    if: github.ref_name == github.event.repository.default_branch
    runs-on: RUNNER
    permissions:
      contents: PERMISSION
    steps:
      - uses: PREFIXactions/checkout@CHECKOUT
        with:
          persist-credentials: false
      - uses: PREFIXactions/setup-python@PYTHON
        with:
          python-version: "3.13"
      - uses: PREFIXactions/cache@CACHE
        with:
          path: |
            .archiver
            OUTPUT
          key: archive-${{{{ github.run_id }}}}
          restore-keys: archive-
      - run: {_INSTALL}
        env:
          ARCHIVER: ${{{{ vars.ARCHIVER }}}}
      # - run: archiver import export.mbox   # where exports come with the repository
      - run: archiver build
"""

_GITHUB_ACTIONS = {"RUNNER": "ubuntu-latest", "PREFIX": "", "CHECKOUT": "v7", "PYTHON": "v7", "CACHE": "v6"}

_GITHUB_PAGES = """\
      - run: archiver check --host github-pages
      - uses: actions/upload-pages-artifact@v5
        with:
          path: OUTPUT
  deploy:
    needs: build
    runs-on: ubuntu-latest
    permissions:
      pages: write
      id-token: write
    environment:
      name: github-pages
      url: ${{ steps.deployment.outputs.page_url }}
    steps:
      - uses: actions/deploy-pages@v5
        id: deployment
"""

_CLOUDFLARE_PAGES = """\
      - run: archiver check --host cloudflare-pages
      - uses: cloudflare/wrangler-action@v4
        with:
          apiToken: ${{ secrets.CLOUDFLARE_API_TOKEN }}
          accountId: ${{ secrets.CLOUDFLARE_ACCOUNT_ID }}
          command: pages deploy OUTPUT --project-name=${{ vars.CLOUDFLARE_PROJECT }} --branch=main
"""

_FORGEJO_PAGES = """\
      - run: |
          git config --global credential.helper '!f() { echo username=archiver; echo "password=$TOKEN"; }; f'
          archiver deploy "git:$SERVER/$REPOSITORY.git#pages"
        env:
          SERVER: ${{ github.server_url }}
          REPOSITORY: ${{ github.repository }}
          TOKEN: ${{ github.token }}
"""

_FORGEJO_ACTIONS = {
    "RUNNER": "docker",
    "PREFIX": "https://code.forgejo.org/",
    "CHECKOUT": "v6",
    "PYTHON": "v5",
    "CACHE": "v4",
}

_GITLAB = f"""\
# Builds this archive and puts it up after each push to the default branch. Written by archiver new --ci.
pages:
  stage: deploy
  image: python:3.13
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  resource_group: pages
  cache:
    key: archive
    paths:
      - .archiver/
      - OUTPUT/
  script:
    - {_INSTALL}
    # - archiver import export.mbox   # where exports come with the repository
    - archiver build
    - archiver check --host gitlab-pages
  pages:
    publish: OUTPUT
  artifacts:
    paths:
      - OUTPUT
"""

_NETLIFY = f"""\
# Builds this archive and puts it up after each push. Written by archiver new --ci.
[build]
command = '{_INSTALL} && archiver build && archiver check --host netlify'
publish = "OUTPUT"
environment = {{ PYTHON_VERSION = "3.13" }}

[[plugins]]
package = "./netlify/keep-records"
"""

_NETLIFY_PLUGIN = """\
// Keeps the records of the last build, so that the next one builds what has changed. Written by archiver new --ci.
const folders = [".archiver", "OUTPUT"];
module.exports = {
  onPreBuild: ({ utils }) => utils.cache.restore(folders),
  onPostBuild: ({ utils }) => utils.cache.save(folders),
};
"""


class CiHost(StrEnum):
    """What builds and deploys a project."""

    GITHUB = "github"
    GITLAB = "gitlab"
    FORGEJO = "forgejo"
    NETLIFY = "netlify"
    CLOUDFLARE = "cloudflare"


@dataclass(frozen=True, slots=True, kw_only=True)
class Workflow:
    """What a host needs."""

    files: Mapping[str, str]
    """The texts of the files, by their paths in the project; OUTPUT stands for its output folder."""
    next_steps: tuple[str, str, str]
    """What the user does next."""


def _actions(more: str, names: Mapping[str, str], permission: str) -> str:
    """A workflow of actions. `more` are the steps after the build, `names` what differs from host to host."""
    text = _ACTIONS_BUILD.replace("PERMISSION", permission)
    for name, value in names.items():
        text = text.replace(name, value)
    return text + more


_VARIABLE = "Set the variable ARCHIVER in {}: what pip installs, as git+https://host/archiver.git"
_PUSH = "Commit the new files, and push"

WORKFLOWS: Mapping[CiHost, Workflow] = {
    CiHost.GITHUB: Workflow(
        files={".github/workflows/archive.yml": _actions(_GITHUB_PAGES, _GITHUB_ACTIONS, "read")},
        next_steps=(
            _VARIABLE.format("Settings → Secrets and variables → Actions → Variables"),
            "Choose “GitHub Actions” in Settings → Pages → Source",
            _PUSH,
        ),
    ),
    CiHost.GITLAB: Workflow(
        files={".gitlab-ci.yml": _GITLAB},
        next_steps=(
            _VARIABLE.format("Settings → CI/CD → Variables"),
            "See in Deploy → Pages where the site stands, and write it to archiver.toml: base_url",
            _PUSH,
        ),
    ),
    CiHost.FORGEJO: Workflow(
        files={".forgejo/workflows/archive.yml": _actions(_FORGEJO_PAGES, _FORGEJO_ACTIONS, "write")},
        next_steps=(
            _VARIABLE.format("Settings → Actions → Variables"),
            "Turn on Actions in Settings → Units; the site is put to the branch pages, which Codeberg serves",
            _PUSH,
        ),
    ),
    CiHost.NETLIFY: Workflow(
        files={
            "netlify.toml": _NETLIFY,
            "netlify/keep-records/manifest.yml": "name: keep-records\n",
            "netlify/keep-records/index.js": _NETLIFY_PLUGIN,
        },
        next_steps=(
            _VARIABLE.format("Project configuration → Environment variables"),
            _PUSH,
            "Import the repository in Netlify: netlify.toml says all else",
        ),
    ),
    CiHost.CLOUDFLARE: Workflow(
        files={".github/workflows/archive.yml": _actions(_CLOUDFLARE_PAGES, _GITHUB_ACTIONS, "read")},
        next_steps=(
            _VARIABLE.format("the repository's Actions variables at GitHub") + "; CLOUDFLARE_PROJECT: a Pages project",
            "Set the secrets CLOUDFLARE_API_TOKEN (it may edit Cloudflare Pages) and CLOUDFLARE_ACCOUNT_ID",
            _PUSH,
        ),
    ),
}


def write_workflow(root: Path, output: str, host: CiHost) -> list[Path]:
    """Write what a host needs, and return the paths of the files.

    Args:
        root: the folder of the project, which is the root of its repository.
        output: the output folder, relative to it.
        host: the host.

    Raises OutputError if one of the files is there already: none is written.
    """
    files = {root / name: text.replace("OUTPUT", output) for name, text in WORKFLOWS[host].files.items()}
    if existing := [path for path in files if path.exists() or path.is_symlink()]:
        raise OutputError(f"{existing[0]} is there already, and stays as it is; move it away to have it written anew")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(files)
