"""A server that speaks S3's language, in a process of its own, on loopback, and buckets in it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import HTTPError
from urllib.request import urlopen

import obstore
from obstore.store import S3Store


@contextmanager
def run_server() -> Iterator[str]:
    """The address of a server."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(f"http://127.0.0.1:{port}/moto-api/")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def _wait_for(address: str) -> None:
    for _ in range(300):
        try:
            with urlopen(address):  # noqa: S310  of this machine
                return
        except HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server does not answer")


def settings_of(server: str) -> dict[str, str]:
    """The environment of who may write into the buckets of a server."""
    return {
        "AWS_ACCESS_KEY_ID": "AKIDENTITY",
        "AWS_SECRET_ACCESS_KEY": "a-secret-of-tests",
        "AWS_REGION": "us-east-1",
        "AWS_ENDPOINT": server,
        "AWS_ALLOW_HTTP": "true",
    }


def empty_bucket(server: str, name: str) -> S3Store:
    """A bucket with nothing in it. The environment has the settings of the server."""
    create = f'import boto3; boto3.client("s3", endpoint_url={server!r}).create_bucket(Bucket={name!r})'
    subprocess.run([sys.executable, "-W", "ignore", "-c", create], check=True, env=os.environ.copy())
    found = S3Store(name)
    if paths := [meta["path"] for batch in obstore.list(found) for meta in batch]:
        obstore.delete(found, paths)
    return found
