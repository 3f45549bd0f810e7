"""A folder of another machine as a target, by the program `rsync`: over ssh, or to a daemon.

The version of a file is the MD5 of its bytes, which the other side computes. Before files are put or removed, those of
the other side are compared with the versions that are expected; a file that must not be there is put with
`--ignore-existing`. Between the comparison and the transfer, a fraction of a second, rsync promises nothing: whoever
edits a file then loses the edit. Two deployments at once notice each other, the slower one at its next record at the
latest. Folders that become empty stay. Headers are the web server's business.

rsync 3.2.3 (2020) or newer is needed, here and there; the user's `RSYNC_RSH` and `RSYNC_PASSWORD` apply.
"""

import re
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from hashlib import md5
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit

from archiver.buckets import StoredFile, Upload, Version
from archiver.deploy.record import RECORD_PATH
from archiver.errors import DeployError

_SSH = "rsync+ssh"
_NAME = re.compile(r"[\w.][\w.-]*", re.ASCII)  # of a host or a user: none is an option of ssh
_BAD_PATH = re.compile(r"[\0-\x1f*?\[\]\\]|(?:^|/)\.\.(?:/|$)")  # rsync reads patterns in what a daemon is asked for
_ESCAPED = re.compile(rb"\\#([0-7]{3})")
_FORMS = "write rsync+ssh://user@host/srv/www or rsync://host/module/folder"


def open_rsync(url: str) -> "RsyncTarget":
    """The folder at a URL: `rsync+ssh://user@host:port/folder`, or `rsync://user@host:port/module/folder`.

    Raises DeployError if the URL names none, or has a password, which is not a thing for command lines.
    """
    parts = urlsplit(url)
    user, host, path = parts.username or "", parts.hostname or "", unquote(parts.path)
    if parts.password is not None:
        raise DeployError("a password does not belong into an address: set RSYNC_PASSWORD, or use a key of ssh")
    names = [name for name in (user, host) if name or name is host]
    if not all(_NAME.fullmatch(name) for name in names) or not path.strip("/") or _BAD_PATH.search(path):
        raise DeployError(f"{url} names no folder of another machine; {_FORMS}")
    try:
        port = parts.port
    except ValueError as error:
        raise DeployError(f"{url}: {error}") from error
    at = f"{user}@{host}" if user else host
    if parts.scheme == _SSH:
        return RsyncTarget(f"{at}:{path.rstrip('/')}/", (f"--rsh=ssh -p {port}",) if port else ())
    return RsyncTarget(f"rsync://{at}{f':{port}' if port else ''}{path.rstrip('/')}/", ())


class RsyncTarget:
    """A folder of another machine."""

    def __init__(self, remote: str, options: tuple[str, ...]) -> None:
        """The folder `remote`, as rsync is told of it; with further options for all its runs."""
        self._remote = remote
        self._options = options

    def put(self, uploads: Sequence[Upload]) -> Mapping[str, Version]:
        """Put files: see `Bucket`."""
        known = [upload for upload in uploads if upload.expected]
        found = self._versions(upload.path for upload in known)
        versions = self._send([upload for upload in known if found.get(upload.path) == upload.expected])
        new = [upload for upload in uploads if not upload.expected]
        versions |= self._send(new, "--ignore-existing")
        if RECORD_PATH in versions and self._versions((RECORD_PATH,)) != {RECORD_PATH: versions[RECORD_PATH]}:
            del versions[RECORD_PATH]  # another deployment has written it meanwhile
        return versions

    def read(self, path: str) -> StoredFile | None:
        """A file of the folder; None if it has none of this path. A folder or a link there counts as none: none of them
        is replaced.
        """
        with TemporaryDirectory() as folder:
            self._run([path], "--ignore-missing-args", self._remote, f"{folder}/")
            file = Path(folder, path)
            if not file.is_file():
                return None
            content = file.read_bytes()
        return StoredFile(content, _version_of(content))

    def remove(self, files: Mapping[str, Version]) -> frozenset[str]:
        """Remove files: see `Bucket`."""
        found = self._versions(files)
        gone = [path for path, version in found.items() if version == files[path]]
        with TemporaryDirectory() as folder:
            for path in gone:  # it deletes what is missing here, in folders that are not
                Path(folder, path).parent.mkdir(parents=True, exist_ok=True)
            self._run(gone, "--delete-missing-args", f"{folder}/", self._remote)
        return frozenset(found.keys() - gone)

    def publish(self) -> None:
        """Nothing is left to do: each file is visible when it is put."""

    def _versions(self, paths: Iterable[str]) -> dict[str, Version]:
        """The versions of those files that the folder has, by path. No file is transferred."""
        with TemporaryDirectory() as folder:
            options = ("--dry-run", "--checksum", "--checksum-choice=md5", "--ignore-missing-args")
            lines = self._run(sorted(paths), *options, "--out-format=%C %n", self._remote, f"{folder}/")
        found = (line.partition(b" ")[::2] for line in lines if not line.endswith(b"/"))
        return {_path_of(name): Version(digest.decode("ascii", "replace")) for digest, name in found}

    def _send(self, uploads: Sequence[Upload], *options: str) -> dict[str, Version]:
        """Transfer files, each of them whole or not at all. Returns the versions of those that were transferred."""
        versions: dict[str, Version] = {}
        with TemporaryDirectory() as folder:
            for upload in uploads:
                content, file = upload.read(), Path(folder, upload.path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
                versions[upload.path] = _version_of(content)
            how = ("--ignore-times", "--chmod=D755,F644", "--out-format=%n", *options)
            sent = {_path_of(line) for line in self._run([*versions], *how, f"{folder}/", self._remote)}
        return {path: version for path, version in versions.items() if path in sent}

    def _run(self, paths: Sequence[str], *arguments: str) -> list[bytes]:
        """Run rsync with some files, given by their paths. Returns the lines that it prints; raises DeployError."""
        if not paths:
            return []
        command = ["rsync", "--protect-args", "--8-bit-output", "--from0", "--files-from=-", *self._options, *arguments]
        names = b"\0".join(path.encode("utf-8", "surrogateescape") for path in paths)
        try:
            run = subprocess.run(command, input=names, capture_output=True, check=False)  # noqa: S603  no shell reads it
        except FileNotFoundError as error:
            raise DeployError("rsync is not installed") from error
        if run.returncode:
            raise DeployError(f"{self._remote}: {run.stderr.decode('utf-8', 'replace').strip()}")
        return run.stdout.splitlines()


def _version_of(content: bytes) -> Version:
    return Version(md5(content, usedforsecurity=False).hexdigest())


def _path_of(name: bytes) -> str:
    """A path, as rsync prints it."""
    return _ESCAPED.sub(lambda match: bytes((int(match[1], 8),)), name).decode("utf-8", "surrogateescape")
