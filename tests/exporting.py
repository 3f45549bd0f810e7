"""Exports threads in tests, and reads sources as a build does."""

import io
from typing import Any

from msgspec.structs import replace

from archiver.build.drawing import parse_source
from archiver.build.scanning import scan_project
from archiver.config import convention_for
from archiver.export import FORMATS, ExportTask, export_to_stream
from archiver.export.run import ExportReport
from archiver.model import Block, Post, Prose, Slug, Thread
from archiver.source import read_source
from tests.conftest import Project

HOSTILE = """---
title: "Re: <script>alert(1)</script> From: x\\nBcc: everybody@x.example"
lang: he
---

## Ada "quote" <ada@x.example>, Bo · 2022-07-05T14:03:00+02:00 {#p1}

From the start: <script>alert(1)</script> <img src=x onerror=alert(1)>

<a href="javascript:alert(1)">no</a> [no](javascript:alert(1)) [yes](https://x.example/?a=1&b=2)

> From me

## שרה · 2022-07-05T12:10:00Z {#p1 reply-to=p1 subject="A subject\tof its own"}

> From the start:

שלום, עולם. 漢字かな交じり文 👩‍🚀🏳️‍🌈

>From here

```
From a block
  > not a quote & <b>
```

![missing](missing/picture.png) a[^1]

[^1]: A note.

## {#p3. reply-to=gone}

Undated, unnamed. \\|

## Zoë · 2022-07-06 {#p4 reply-to=p3. address=zoe@x.example}

- one
- two

1. first
2. second

| a | b |
|---|---|
| 1 | 2 |
"""
"""A thread with all that formats may stumble over."""


def export_bytes(project: Project, *names: str, to: str) -> bytes:
    """What an export writes."""
    return exported(project, *names, to=to)[0]


def exported(project: Project, *names: str, to: str) -> tuple[bytes, ExportReport]:
    """What an export writes, and what it tells."""
    stream = io.BytesIO()
    report = export_to_stream(ExportTask(config=project.config, names=names, format=FORMATS[to]), stream)
    return stream.getvalue(), report


def read_threads(project: Project) -> dict[Slug, Thread]:
    """The threads of a project by their slugs, parsed."""
    config = project.config
    scan, _ = scan_project(config)
    found: dict[Slug, Thread] = {}
    for source in scan.sources:
        convention = convention_for(source.path, config.conventions)
        thread = parse_source(read_source(config, source), source, config, convention).thread
        assert thread
        found[source.slug] = thread
    return found


def without_places(thread: Thread) -> Thread:
    """A thread without what says where its source stands."""
    posts = tuple(replace(post, file="", line=0) for post in thread.posts)
    return replace(thread, path="", slug=type(thread.slug)(""), posts=posts)


def words(post: Post) -> list[Any]:
    """The words of a post, with those of each quote in a list of their own."""
    return _words(post.blocks)


def _words(blocks: tuple[Block, ...]) -> list[Any]:
    found: list[Any] = []
    for block in blocks:
        if isinstance(block, Prose):
            found += block.text.split()
        else:
            found.append(_words(block.blocks))
    return found
