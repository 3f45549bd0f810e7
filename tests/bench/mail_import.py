"""Compares how fast an mbox is read: by the importer, by Python's `mailbox`, and by other programs.

    python -m tests.bench.mail_import moons.mbox
    python -m tests.bench.mail_import moons.mbox --other "mhonarc -quiet -outdir {folder} {mbox}"

Each runs in a process of its own, and in an empty folder. Times are those of the processor, for a machine that has
other work as well.
"""

import argparse
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

_MAILBOX = """
import mailbox, sys
from email import message_from_binary_file, policy
for mail in mailbox.mbox(sys.argv[1], lambda file: message_from_binary_file(file, policy=policy.default), create=False):
    body = mail.get_body(("plain", "html"))
    try:
        body and body.get_content()
    except (LookupError, KeyError):
        pass  # a charset that is not known, or a multipart without parts
    [str(mail[name]) for name in ("from", "subject", "date", "message-id", "references", "in-reply-to")]
"""
_READ = """
import sys
from pathlib import Path
from archiver.importers.containers import open_source
from archiver.importers.formats import find_importer
from archiver.importers.importer import ImportContext
with open_source(sys.argv[1], Path("temporary")) as source:
    for thread in find_importer("mbox").read(source, ImportContext()):
        pass
"""


def commands(mbox: str, others: list[str], folder: str) -> Iterator[tuple[str, list[str]]]:
    """The programs to compare: a name, and the command.

    Args:
        mbox: the path of the mbox.
        others: commands of further programs, with `{mbox}` and `{folder}` where the paths belong.
        folder: an empty folder to write into.
    """
    yield "mailbox", [sys.executable, "-c", _MAILBOX, mbox]
    yield "importer, read only", [sys.executable, "-c", _READ, mbox]
    yield "archiver import", [sys.executable, "-m", "archiver", "import", mbox]
    for other in others:
        yield other.split()[0], [part.format(mbox=mbox, folder=folder) for part in shlex.split(other)]


def measure(command: list[str], folder: str) -> tuple[float, int]:
    """Run a command in a folder; the seconds of processor time, and the most memory in MB that a process of it had."""
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=quiet, stderr=quiet) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        print(f"{command[0]} ended with {process.returncode}")  # noqa: T201  a benchmark prints
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss >> 10


def main() -> None:
    """Measure, and print a line for each program."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("mbox")
    parser.add_argument("--other", action="append", default=[], help="a command, with {mbox} and {folder} in it")
    options = parser.parse_args()
    mbox = str(Path(options.mbox).resolve())
    for number, (name, _) in enumerate(commands(mbox, options.other, "")):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "archiver.toml").touch()
            command = list(commands(mbox, options.other, folder))[number][1]
            seconds, memory = measure(command, folder)
        print(f"{name:<22} {seconds:8.1f} s {memory:6} MB")  # noqa: T201


if __name__ == "__main__":
    main()
