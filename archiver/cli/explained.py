"""The output of `archiver check --explain`, as text for people and as JSON fields for programs."""

from typing import Any

import click

from archiver.build.explain import ExplainedPost, Explanation, explain
from archiver.cli.show import (
    count_of,
    format_moment,
    print_problems,
    problem_fields,
    to_json,
    without_control_characters,
)
from archiver.config import Config
from archiver.errors import Severity

_LONGEST = 100  # characters of a heading


def show_explained(config: Config, name: str, *, as_json: bool) -> bool:
    """Print how a source is parsed, so that users can see why a post or title is missing.

    Args:
        config: The project.
        name: The path of the source, or another name of its thread.
        as_json: True to print JSON lines for programs.

    Returns:
        False if the source has an error.
    """
    explained = explain(config, name)
    if as_json:
        for problem in explained.problems:
            click.echo(to_json(problem_fields(problem)))
        click.echo(to_json(explained_fields(explained)))
    else:
        print_problems(explained.problems)
        print_explained(explained)
    return all(problem.severity is not Severity.ERROR for problem in explained.problems)


def print_explained(explained: Explanation) -> None:
    """Print the path of a source, its form, its title, and its posts with their line numbers."""
    click.echo(f"{click.style(without_control_characters(explained.path), bold=True)} → {explained.url}")
    for file in explained.files[1:]:
        click.echo(f"       {without_control_characters(file)}")
    click.echo(f"form   {without_control_characters(explained.form)}")
    if explained.title is not None:
        draft = "; a draft: only serve --drafts shows it" if explained.is_draft else ""
        click.echo(f"title  {without_control_characters(explained.title)} (from its {explained.title_source}){draft}")
    for number, post in enumerate(explained.posts, 1):
        _print_post(number, post, explained.files)
    click.echo(count_of(len(explained.posts), "post"))


def _print_post(number: int, explained: ExplainedPost, files: tuple[str, ...]) -> None:
    """Print a post of a source with these files.

    Args:
        number: the position of the post in its thread.
        explained: the post.
        files: those of the source, relative to the project.
    """
    post = explained.post
    file = f"{without_control_characters(post.file)} " if len(files) > 1 else ""
    id_text = f"id {post.id}, from {explained.id_source}"
    answers = f"answers {post.reply_to}" if post.reply_to else ""
    facts = [
        post.author or "no author",
        format_moment(post.date) or "no date",
        id_text,
        answers,
        count_of(explained.quotes, "quote"),
    ]
    place = click.style(f"{file}lines {explained.first_line}-{explained.last_line}", fg="cyan")
    click.echo(f"{number:>5}  {place}  {without_control_characters(' · '.join(filter(None, facts)))}")
    if explained.heading:
        click.echo(f"       {without_control_characters(explained.heading[:_LONGEST])}")


def explained_fields(explained: Explanation) -> dict[str, Any]:
    """The JSON fields of an explanation of how a source is parsed."""
    return {
        "path": explained.path,
        "url": explained.url,
        "form": explained.form,
        "title": explained.title,
        "titled_by": explained.title_source,
        "draft": explained.is_draft,
        "files": list(explained.files),
        "posts": [_post_fields(post) for post in explained.posts],
    }


def _post_fields(explained: ExplainedPost) -> dict[str, Any]:
    """JSON fields of a post. A field without a value is left out."""
    post = explained.post
    fields = {
        "id": post.id,
        "named_by": explained.id_source,
        "file": post.file,
        "first": explained.first_line,
        "last": explained.last_line,
        "heading": explained.heading or None,
        "author": post.author,
        "date": post.date and post.date.iso,
        "reply_to": post.reply_to,
        "quotes": explained.quotes,
    }
    return {name: value for name, value in fields.items() if value is not None}
