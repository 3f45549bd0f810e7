"""A branch of a git repository as a target: GitHub's, GitLab's, Codeberg's pages. Nothing is forced.

All files of a deployment are one commit on top of the branch. The version of a file is the name of its blob, so a file
that somebody has committed to the branch is told from one that archiver has put. Git itself does the work: the user's
keys and settings apply.
"""

import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import sha1
from pathlib import Path
from tempfile import TemporaryFile

from archiver.buckets import StoredFile, Upload, Version
from archiver.errors import DeployError, OvertakenError

_USUAL_BRANCH = "gh-pages"
_NOT_FOR_JEKYLL = ".nojekyll"
"""A file that keeps GitHub from taking the Markdown beside pages for pages of its own."""
_NOBODY = "archiver <archiver@localhost>"
_TEMPORARY = "refs/archiver/deployed"


def open_branch(address: str, repository: Path) -> "GitBranch":
    """The branch at `REMOTE#BRANCH`: the URL or path of a repository, and the name of a branch, else `gh-pages`.

    `repository` is a folder for objects that the remote has, too, so that each is fetched once. Raises DeployError.
    """
    remote, _, branch = address.partition("#")
    if not remote:
        raise DeployError("git: names no repository; write git:https://host/name.git#gh-pages")
    if not (repository / "HEAD").is_file():
        repository.mkdir(parents=True, exist_ok=True)
        _git(repository, "init", "--quiet", "--bare", ".")
    return GitBranch(remote, branch or _USUAL_BRANCH, repository)


class GitBranch:
    """A branch, as it was fetched, with the changes that `publish` commits to it."""

    def __init__(self, remote: str, branch: str, repository: Path) -> None:
        """Fetch a branch.

        Args:
            remote: the URL or path of its repository.
            branch: its name; it need not exist yet.
            repository: the folder of a bare repository of this machine.

        Raises DeployError.
        """
        self._remote = remote
        self._branch = branch
        self._repository = repository
        self._tip = self._fetch()
        self._blobs = self._list_blobs()
        self._changes: dict[str, Callable[[], bytes] | None] = {}
        """What reads each file that the commit adds or changes; None for one that it removes."""

    def put(self, uploads: Sequence[Upload]) -> Mapping[str, Version]:
        """Add files to the commit: see `DeployTarget`."""
        return {upload.path: version for upload in uploads if (version := self._put(upload))}

    def read(self, path: str) -> StoredFile | None:
        """A file of the branch, with the changes: see `DeployTarget`."""
        if path not in self._blobs:
            return None
        changed, blob = self._changes.get(path), self._blobs[path]
        content = changed() if changed else _git(self._repository, "cat-file", "blob", blob)
        return StoredFile(content, Version(blob))

    def remove(self, files: Mapping[str, Version]) -> frozenset[str]:
        """Remove files with the commit: see `DeployTarget`."""
        stays = {path for path, version in files.items() if self._blobs.get(path, version.etag) != version.etag}
        for path in files.keys() & self._blobs.keys() - stays:
            del self._blobs[path]
            self._changes[path] = None
        return frozenset(stays)

    def publish(self) -> None:
        """Commit the changes, and push them. Raises OvertakenError if the branch has got other commits meanwhile."""
        if not self._changes:
            return
        if _NOT_FOR_JEKYLL not in self._blobs:
            self._changes[_NOT_FOR_JEKYLL] = bytes
        _git(self._repository, "fast-import", "--quiet", "--force", "--date-format=now", stdin=self._commit())
        try:
            commit = f"{_TEMPORARY}:refs/heads/{self._branch}"
            _git(self._repository, "push", "--quiet", "--", self._remote, commit)
        except DeployError:
            if self._fetch() == self._tip:
                raise
            message = f"the branch {self._branch} has got other commits meanwhile; deploy again"
            raise OvertakenError(message) from None

    def _put(self, upload: Upload) -> Version | None:
        expected = upload.expected.etag if upload.expected else None
        if self._blobs.get(upload.path) != expected:
            return None
        content = upload.read()
        name = sha1(b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest()
        self._blobs[upload.path] = name
        self._changes[upload.path] = upload.read
        return Version(name)

    def _fetch(self) -> str:
        """The name of the last commit of the branch at the remote, which is fetched; "" if there is no such branch."""
        ref = f"refs/heads/{self._branch}"
        listed = _git(self._repository, "ls-remote", "--", self._remote, ref)
        if not listed:
            return ""
        _git(self._repository, "fetch", "--quiet", "--depth=1", "--no-tags", "--", self._remote, ref)
        return listed.split()[0].decode("ascii")

    def _list_blobs(self) -> dict[str, str]:
        """The names of the blobs of all files of the branch, by path. Links and submodules are among them."""
        if not self._tip:
            return {}
        entries = _git(self._repository, "ls-tree", "-r", "-z", self._tip).split(b"\0")[:-1]
        rows = (entry.partition(b"\t") for entry in entries)
        return {path.decode("utf-8", "surrogateescape"): head.split()[2].decode() for head, _, path in rows}

    def _commit(self) -> Iterator[bytes]:
        """The commit, as `git fast-import` reads it, file by file."""
        who = _NOBODY
        with suppress(DeployError):  # nobody has told git who they are
            who = _git(self._repository, "var", "GIT_COMMITTER_IDENT").decode().rpartition("> ")[0] + ">"
        yield f"commit {_TEMPORARY}\ncommitter {who} now\n".encode() + _data(b"Deploy the site\n")
        if self._tip:
            yield f"from {self._tip}\n".encode()
        for path, read in sorted(self._changes.items()):
            name = _quoted(path)
            yield b"M 100644 inline %b\n%b" % (name, _data(read())) if read else b"D %b\n" % name


def _data(content: bytes) -> bytes:
    return b"data %d\n%b\n" % (len(content), content)


def _quoted(path: str) -> bytes:
    """A path as `git fast-import` reads it."""
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return b'"%b"' % escaped.encode("utf-8", "surrogateescape")


def _git(repository: Path, *arguments: str, stdin: Iterable[bytes] = ()) -> bytes:
    """What a command of git prints.

    Args:
        repository: the bare repository that it works in.
        arguments: the command.
        stdin: its standard input, in parts.

    Raises DeployError if it fails, or git is not installed.
    """
    with TemporaryFile() as file:
        file.writelines(stdin)
        file.seek(0)
        try:
            run = subprocess.run(["git", *arguments], cwd=repository, stdin=file, capture_output=True, check=False)  # noqa: S603, S607  which git is the user's choice
        except FileNotFoundError as error:
            raise DeployError("git is not installed") from error
    if run.returncode:
        raise DeployError(f"git {arguments[0]}: {run.stderr.decode('utf-8', 'replace').strip()}")
    return run.stdout
