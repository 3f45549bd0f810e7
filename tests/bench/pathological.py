"""Inputs made to be slow: one table, for `linear.py`, which times them, and for a test that none of them raises.

The ideas are those that the authors of cmark and md4c have tried their parsers with, and the limits that our own
format promises. The texts are made here, of any size.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from archiver.model import BodyFormat

_HEAD = "# A thread\n\n## ada · 2022-07-05T14:03:00Z {#p1}\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An input: what makes it, in about as many characters as are asked for, and what its bodies are written in."""

    name: str
    make: Callable[[int], str]
    form: BodyFormat = BodyFormat.MARKDOWN
    post: str | None = None
    """The pattern of post headings in another's convention."""

    def source(self, size: int) -> bytes:
        """The bytes of a thread."""
        return self.make(size).encode()


def _many(unit: str, *, before: str = "", behind: str = "") -> Callable[[int], str]:
    """Makes a body of one unit again and again."""
    return lambda size: _HEAD + before + unit * (size // len(unit)) + behind


def _nested(opening: str, closing: str, inner: str = "a") -> Callable[[int], str]:
    """Makes a body that opens as often as it closes."""

    def make(size: int) -> str:
        depth = size // (len(opening) + len(closing))
        return _HEAD + opening * depth + inner + closing * depth

    return make


def _counted(line: Callable[[int], str], before: str = _HEAD) -> Callable[[int], str]:
    """Makes lines that differ by their numbers, until there is enough of them."""

    def make(size: int) -> str:
        lines, length, numbers = [before], 0, count(1)
        while length < size:
            lines.append(line(next(numbers)) + "\n")
            length += len(lines[-1])
        return "".join(lines)

    return make


def _halves(first: str, second: str) -> Callable[[int], str]:
    """Makes a body whose second half answers the first."""
    return lambda size: _HEAD + first * (size // 2 // len(first)) + second * (size // 2 // len(second))


def _stairs(step: str, rise: str) -> Callable[[int], str]:
    """Makes lines of which each stands deeper than the one above it."""

    def make(size: int) -> str:
        steps = math.isqrt(2 * size // len(rise))
        return _HEAD + "".join(f"{rise * n}{step}\n" for n in range(steps))

    return make


def _runs(mark: str) -> Callable[[int], str]:
    """Makes runs of a mark of which each is longer than the one before it."""
    return lambda size: _HEAD + "".join(f"e{mark * n}" for n in range(1, math.isqrt(2 * size)))


def _source(unit: str, *, before: str = "", behind: str = "") -> Callable[[int], str]:
    """Makes a whole file of one unit again and again."""
    return lambda size: before + unit * (size // len(unit)) + behind


def _rows(group: str, form: BodyFormat, made: dict[str, Callable[[int], str]]) -> tuple[Row, ...]:
    return tuple(Row(name=f"{group}: {name}", make=make, form=form) for name, make in made.items())


_INLINE = {
    "strong in emphasis": _nested("*a **a ", " a** a*"),
    "emphasis in itself": _nested("*", "*"),
    "closers of emphasis": _many("a_ "),
    "closers, of two marks": _many("a*_ "),
    "openers of emphasis": _many("_a "),
    "openers, of two marks": _many("*_a "),
    "openers that other closers follow": _many("*a_ "),
    "runs that three divides": _many("a***b**c* "),
    "runs and words": _many("a**b", behind="c* " * 50),
    "one long run": _many("*"),
    "long runs": _many("*" * 500 + "a "),
    "tildes": _many("~~a ~ "),
    "tildes that nothing closes": _many("~~a "),
    "one long run of tildes": _many("~"),
    "link closers": _many("a]"),
    "link openers": _many("[a"),
    "brackets": _nested("[", "]"),
    "brackets that nothing closes": _many("["),
    "openers, then closers too few": _halves("[a ", "](b) "),
    "links and emphasis": _many("[ a_"),
    "a link in emphasis in a link": _many("**x [a*b**c*](d)"),
    "a bracket and a round one": _many("[ (]("),
    "pictures that nothing closes": _many("!["),
    "pictures of brackets": _many("![[]()"),
    "pictures": _many("![a](b) "),
    "pictures in pictures": _nested("![a", "](b)"),
    "links in links": _nested("[a", "](b)"),
    "addresses without an end": _many("[a](b"),
    "pointed addresses without an end": _many("[a](<b"),
    "titles without an end": _many('[a](b "c '),
    "titles in round brackets": _many("[a](b (c "),
    "round brackets in an address": _many("(", before="[a]("),
    "round brackets in addresses": _many("[a](" + "(" * 40),
    "links": _many("[a](http://x.example/b) "),
    "short links": _many("[a](b)"),
    "links in references": _many("[a][b] ", behind="\n\n[b]: /c\n"),
    "references that are none": _many("[a][b] "),
    "code of rising length": _runs("`"),
    "code that nothing closes": _many("`a "),
    "double marks of code that nothing closes": _many("``a ` "),
    "one long run of code marks": _many("`"),
    "tags that nothing closes": _many("<a "),
    "tags of one mark": _many("<"),
    "comments": _many("<!-- "),
    "instructions": _many("<?a "),
    "declarations": _many("<!A "),
    "sections of data": _many("<![CDATA["),
    "addresses in brackets that nothing closes": _many("<http://x "),
    "entities": _many("&amp;"),
    "entities that nothing closes": _many("&a"),
    "numbers of characters": _many("&#"),
    "backslashes": _many("\\"),
    "backslashes before marks": _many("\\*"),
    "bare links": _many("http://x.example/a "),
    "one long bare link": _many("a", before="http://x.example/"),
    "bare links one in another": _many("http://"),
    "bare links in brackets": _nested("(http://x.example/", ")"),
    "stops behind a bare link": _many(".", before="http://x.example/"),
    "brackets behind a bare link": _many(")", before="http://x.example/"),
    "schemes": _many("https:"),
    "colons": _many(":"),
    "slashes of schemes": _many("://"),
    "mail addresses": _many("a@b.example "),
    "spaces": _many(" ", before="a", behind="b"),
    "tabs": _many("\t", before="a", behind="b"),
    "hard breaks": _many("a  \n"),
    "NUL": _many("a\0"),
    "characters of four bytes": _many("𝔞*"),
    "a line of many words": _many("word "),
}
"""What paragraphs are made of."""

_BLOCKS = {
    "one deep quote": _many(">"),
    "deep quotes": _many("> " * 200 + "a\n"),
    "deep quotes, answered": _many("> " * 200 + "a\n\nb\n\n"),
    "deep quotes of one line, then no marks": _many("a\n", before="> " * 200),
    "deep quotes that rise and fall": _many("".join(">" * n + " a\n" for n in (*range(1, 60), *range(60, 1, -1)))),
    "quotes of one line": _many("> a\nb\n"),
    "empty quotes": _many(">\n\n"),
    "a list as deep as it is long": _stairs("* a", "  "),
    "a list by one": _stairs("* a", " "),
    "numbers as deep as they are long": _stairs("1. a", "   "),
    "one line of list marks": _many("* ", behind="a"),
    "one line of numbers": _many("1. ", behind="a"),
    "one line of quotes and lists": _many("> - ", behind="a"),
    "items": _many("- a\n"),
    "empty items": _many("-\n"),
    "items of other marks": _many("- a\n+ a\n* a\n"),
    "items far apart": _many("- a\n\n\n"),
    "numbers": _counted(lambda n: f"{n}. a"),
    "tasks": _many("- [ ] a\n"),
    "lists in quotes": _many("> - a\n"),
    "quotes in a list": _many("- > a\n"),
    "code fences that nothing closes": _many("```\n\n"),
    "fences longer each time": lambda size: _HEAD + "".join("`" * n + "\n" for n in range(3, math.isqrt(2 * size))),
    "fences of two kinds": _many("```\n~~~\n"),
    "fences in quotes": _many("> ```\n"),
    "indented code": _many("    a\n\n"),
    "headings": _many("# a\n"),
    "headings that nearly are": _many("#a\n####### a\n"),
    "one long row of hashes": _many("#"),
    "hashes behind a heading": _many("# ", before="# a "),
    "underlined headings": _many("a\n=\n"),
    "underlines that nothing stands above": _many("=\n"),
    "a paragraph of many lines": _many("a\n"),
    "lines": _many("---\n"),
    "lines of spaced marks": _many("* " * 40 + "a\n"),
    "tables": _many("a|b\n-|-\nc|d\n\n"),
    "a table of many rows": _many("c|d\n", before="a|b\n-|-\n"),
    "a table of many columns": lambda size: _HEAD + "|a" * (size // 4) + "\n" + "|-" * (size // 4) + "\n",
    "rows too short for their table": lambda size: (
        _HEAD + "|a" * (n := math.isqrt(size)) + "\n" + "|-" * n + "\n" + "|a\n" * (size // 3)
    ),
    "heads of tables that are none": _many("a|b\n-|\n"),
    "cells of escaped bars": _many("\\|", before="a|b\n-|-\n"),
    "cells of code": _many("`|", before="a|b\n-|-\n"),
    "references": _counted(lambda n: f"[a{n}]: /b"),
    "references of one name": _many("[a]: /b\n"),
    "references whose titles nothing closes": _many('[a]: /b "c\n'),
    "references without an address": _many("[a]:\n"),
    "names of references over many lines": _many("a\n", before="["),
    "names that nothing closes": _many("[a\n"),
    "empty lines": _many("\n", before="a", behind="b"),
    "lines of spaces": _many("   \n", before="a", behind="b"),
    "raw HTML": _many("<div>\n"),
    "quote tags": _many('[quote="ada, post:1"]\na\n[/quote]\n'),
    "quote tags that nothing closes": _many("[quote]\n"),
    "quote tags that nothing opens": _many("[/quote]\n"),
    "quote tags in each other": _nested("[quote]\n", "[/quote]\n", "a\n"),
    "quote tags in quotes": _many("> [quote]\n> a\n> [/quote]\n"),
    "quote tags in one line": _many("[quote]a[/quote]"),
    "quote tags in fences": _many("```\n[quote]\n```\n[/quote]\n"),
    "quote tags that nearly are": _many('[quote="a\n'),
    "a long argument of a quote tag": _many("a,", before="[quote=", behind="]\nb\n[/quote]\n"),
    "attributions": _many("**ada wrote:**\n\n> a\n\n"),
    "attributions over two lines": _many("On Mon, 4 Jul 2022 at 10:00,\nada wrote:\n> a\n\n"),
    "attributions that nearly are": _many("On 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1, a b c d e f g wrot:\n> a\n\n"),
    "one long attribution": _many("On 1, ", behind=" wrote:\n> a\n"),
}
"""What bodies are made of."""

_SYNTAX = {
    "definitions that no link uses": _counted(lambda n: f"[a{n}]: /b\n"),
    "definitions that are words": _many("[a]: b\n"),
    "definitions that half are used": _counted(lambda n: f"[a{n}]: /b\n\n[a{n // 2}]\n"),
    "footnotes": _counted(lambda n: f"a[^{n}]\n\n[^{n}]: b\n"),
    "footnotes that nothing refers to": _counted(lambda n: f"[^{n}]: b\n"),
    "footnotes in each other": _many("[^a]:"),
    "footnotes in quotes": _counted(lambda n: f"> a[^{n}]\n>\n> [^{n}]: b\n"),
    "references to one footnote": _many("[^a]", behind="\n\n[^a]: b\n"),
    "references to footnotes that nothing closes": _many("[^a", behind="\n\n[^a]: b\n"),
    "dollars": _many("$"),
    "formulas": _many("$a$ "),
    "formulas that nothing closes": _many("$a "),
    "formulas of escaped dollars": _many("\\$a"),
    "double dollars": _many("$$a "),
    "formulas in brackets": _many("\\(a^b\\) "),
    "formulas in brackets that nothing closes": _many("\\(a \\[b "),
    "formulas over lines": _many("$$\na\n$$\n\n"),
    "formulas over lines that nothing closes": _many("$$ a\n"),
    "formulas over lines in brackets": _many("\\[\na\n"),
    "environments that nothing closes": _many("\\begin{ab}\n"),
    "environments of other names": _counted(lambda n: "\\begin{" + "".join(chr(97 + int(d)) for d in str(n)) + "a}"),
    "spoilers": _many("||a|| "),
    "spoilers that nothing closes": _many("||a "),
    "one long row of bars": _many("|"),
    "spoilers of Reddit's": _many(">!a!< "),
    "spoilers of Reddit's that nothing closes": _many("a >!a "),
    "ends of Reddit's spoilers": _halves("a >!", "!<"),
    "lines of Reddit's spoilers": _many(">! a\n"),
    "spoilers in tags": _many("[spoiler]a[/spoiler] "),
    "spoilers in tags that nothing closes": _many("[spoiler]a "),
    "blocks of spoilers in each other": _nested("[details]\n", "[/details]\n", "a\n"),
    "details": _many("<details><summary>a</summary>b</details>\n"),
    "details that nothing closes": _many("<details>\n"),
    "summaries that nothing closes": _many("<details><summary>a</details>\n"),
    "fenced quotes": _many("```quote\na\n```\n"),
    "fenced quotes that nothing closes": _many("```quote\n"),
    "fenced quotes in each other": _many("```quote\n~~~quote\n"),
    "signatures": _many("a\n--\nb\n"),
    "short underlines": _many("a\n-\n"),
    "attributes behind links": _many("[a](b){.c} "),
    "attributes that nothing closes": _many("[a](b){.c "),
    "words with attributes": _many("[a]{.b}"),
    "divisions": _many("::: a\n"),
    "elements around blocks": _many("<div>\n"),
    "breaks at the end of a paragraph": _many("a\\\n\n"),
    "emphasis in Chinese": _many("**真，**她"),
    "emphasis in Chinese that nothing closes": _many("真**，"),
    "references to posts": _many(">>123\n"),
    "references to posts, and words": _many(">>123 a\n"),
    "bare links with entities": _many("http://x.example/?a&amp;b "),
    "one long bare link with entities": _many("&amp;", before="http://x.example/"),
    "bare links with entities, one in another": _many("http://x.example/?a&amp;"),
    "numbers of Windows' characters": _many("&#150;"),
    "pictures without words": _many("![](a.png)"),
    "pictures with sizes": _many("![a|1x1](a.png)"),
    "uploads": _many("![a](upload://b.png)"),
    "uploads that nothing closes": _many("![a](upload://b"),
    "pictures with spaces": _many("![a](b c.png) "),
    "pictures with spaces that nothing closes": _many("![a](b .png c"),
    "tags of pictures": _many('<img src="a.png" alt="](">'),
    "tags of pictures that nothing closes": _many('<img src="a.png" '),
    "tags of films": _many("<video src=a controls> </video>"),
    "tags of films that nothing closes": _many("<video src=a>   "),
    "rows too long for their table": _many("|c|d|e\n", before="a|b\n-|-\n"),
    "attributions in quotes": _many("> ada wrote:\n> a\n\n"),
    "attributions at the end of quotes": _many("> a\n> — Ada\n\n"),
}
"""What our syntax adds to Markdown's."""

_MIXED = {
    "elements and Markdown": _many("<div>\n\n*a*\n\n</div>\n\n"),
    "elements that end in their line": _many("<div>a</div>\n"),
    "elements that nothing closes": _many("<div>\n"),
    "scripts that another container closes": _many("> <script>\n\n</script>\n\n"),
    "comments that nothing closes": _many("<!--\n"),
    "comments": _many("<!-- a -->\n"),
    "unknown elements": _many("<a1 <int> "),
    "attributes that nothing closes": _many('<a b="'),
    "elements in a line": _many("<b>*a*</b> "),
    "quotes": _many("> ada wrote:\n> a\n\n<blockquote>b</blockquote>\n\n"),
}
"""What bodies of Markdown and HTML are made of."""

_SOURCES = {
    "front matter that never ends": _source("a: b\n", before="---\n"),
    "front matter too large": _source("a: b\n", before="---\n", behind="---\n"),
    "front matter of keys unknown": _source("kez: b\n", before="---\n", behind="---\n"),
    "front matter too deep": _source("[", before="---\nextra: ", behind="\n---\n"),
    "front matter of aliases": _source("*a, ", before="---\nextra: [&a b, ", behind="c]\n---\n"),
    "front matter of anchors": lambda size: (
        "---\n" + "".join(f"a{n}: &b{n} [c]\n" for n in range(size // 16)) + "---\n"
    ),
    "front matter of tags": _source("a, ", before="---\ntags: [", behind="b]\n---\n"),
    "front matter of mappings": _source("? ", before="---\n", behind="\n---\n"),
    "front matter of quotation marks": _source('"', before="---\ntitle: ", behind="\n---\n"),
    "front matter of spaces": _source(" ", before="---\ntitle: a", behind="b\n---\n"),
    "front matter of titles": _source("title: [a] b: c #d\n", before="---\n", behind="---\n"),
    "front matter of one title in many lines": _source("  a\n", before="---\ntitle: [a] b\n", behind="---\n"),
    "front matter of apostrophes": _source("'", before="---\ntitle: ", behind="a\n---\n"),
    "front matter of backslashes": _source("\\d", before='---\ntitle: "', behind='"\n---\n'),
    "front matter of brackets": _source("[a] ", before="---\nkez: ", behind="b\n---\n"),
    "front matter of hyphens": _source("- ", before="---\ntags:\n", behind="@a\n---\n"),
    "lines of three dashes": _source("---\n"),
    "posts": _counted(lambda n: f"## ada · 2022-07-05T14:03:00Z {{#p{n} reply-to=p{max(1, n - 1)}}}\n\na\n", "# t\n\n"),
    "posts of one id": _source("## ada {#p1}\n\na\n\n", before="# t\n\n"),
    "posts that answer nobody": _source("## ada {#p1 reply-to=x}\n\na\n\n", before="# t\n\n"),
    "post headings that nearly are": _source("## ada {#p 1}\n", before="## ada {#p1}\n\n"),
    "one heading that nearly is": _source("{#a", before="## ", behind=" !}\n"),
    "one heading of many attributes": _source(" a=b", before="## ada {#p1", behind="}\n"),
    "one heading of attributes that nothing closes": _source(' a="b', before="## ada {#p1", behind="}\n"),
    "one heading of braces": _source("{#a b", before="## ada ", behind="}\n"),
    "one heading of separators": _source(" · ", before="## ada", behind="{#p1}\n"),
    "one heading of spaces": _source(" ", before="## ada", behind="{#p1}\n"),
    "backslashes before headings": _source("\\## ada {#p2}\n", before="## ada {#p1}\n\n"),
    "backslashes before a heading": _source("\\", before="## ada {#p1}\n\n", behind="## ada {#p2}\n"),
    "posts of one id that differ": _counted(lambda n: f"## ada {{#p1}}\n\n{n}\n\n", "# t\n\n"),
    "posts of ids with suffixes": _counted(lambda n: f"## ada {{#p-{n}}}\n\n## ada {{#p}}\n\n", "# t\n\n"),
    "post headings without braces": _source("## ada · 2022-07-05\n", before="## ada {#p1}\n\n"),
    "one heading of separators without braces": _source(" · 2022-07-0", before="## ada {#p1}\n## a", behind="\n"),
    "text before the first heading": _source("a\n", behind="## ada {#p1}\n"),
    "titles": _source("# t\n", behind="## ada {#p1}\n"),
    "plain posts": _source("a\n\n\n", before="t\n\n"),
    "gaps": _source("\n", before="t\n\na", behind="b\n"),
    "gaps of spaces": _source(" \t\n", before="t\n\na", behind="b\n"),
    "plain fences that nothing closes": _source("```\n\n\n", before="t\n\n"),
    "plain fences of rising length": lambda size: (
        "t\n\n" + "".join("`" * n + "\n\n\n" for n in range(3, math.isqrt(2 * size)))
    ),
    "plain fences that other marks close": _source("```\n~~~~\n\n\n", before="t\n\n"),
    "run-on quotes": _source('>"a," b said." and then some more\n\n\n', before="t\n\n"),
    "one long run-on quote": _source('"a" ', before='t\n\n>"', behind="b\n"),
    "one run-on quote that nothing closes": _source("a ", before='t\n\n>"', behind="b\n"),
    "one run-on quote, then words": _source("a-", before='t\n\n>"b" ', behind="b\n"),
    "one run-on quote, then apostrophes": _source("'", before='t\n\n>"b" a', behind="b\n"),
    "a long title": _source("a", before="# ", behind="\n\nb\n"),
    "a title of hashes": _source("#", before="# a ", behind=" b\n\nc\n"),
    "a title of spaces": _source(" ", before="# a", behind="b\n\nc\n"),
    "returns": _source("\r", before="t\n\na", behind="b"),
    "NUL": _source("\0"),
    "one line": _source("a"),
}
"""What files are made of."""

_PLAIN_TEXT = {
    "one deep quote": _many(">"),
    "deep quotes": _many("> " * 200 + "a\n"),
    "deep quotes, answered": _many("> " * 200 + "a\nb\n"),
    "quotes of rising depth": _stairs("a", ">"),
    "quotes that rise and fall": _many("".join(">" * n + " a\n" for n in (*range(1, 60), *range(60, 1, -1)))),
    "names before quote marks": _many("ada> a\nb\n"),
    "attributions": _many("ada wrote:\n> a\n\n"),
    "attributions without quotes": _many("ada wrote:\n"),
    "attributions over two lines": _many("On Mon, 4 Jul 2022 at 10:00,\nada wrote:\n> a\n\n"),
    "attributions that nearly are": _many("On 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1, a b c d e f g wrot:\n> a\n\n"),
    "begun attributions": _many("On Mon, 4 Jul 2022 at 10:00,\n"),
    "one long attribution": _many("On 1, ", behind=" wrote:\n> a\n"),
    "attributions in quotes": _many("> ada wrote:\n>> a\n"),
    "signatures": _many("-- \na\n"),
    "signatures in quotes": _many("> -- \n> a\n"),
    "original messages": _many("-----Original Message-----\nFrom: ada\nSent: today\n\n"),
    "heads of mails": _many("From: ada\n"),
    "lines of dashes": _many("-" * 70 + "\n"),
    "patches": _many("--- a/b\n+++ a/b\n@@ -1,2 +1,2 @@\n-a\n+b\n"),
    "bare links": _many("http://x.example/a "),
    "one long bare link": _many("a", before="http://x.example/"),
    "bare links in pointed brackets": _many("<http://x.example/a>"),
    "bare links that nothing closes": _many("<http://"),
    "schemes": _many("https:"),
    "lines": _many("a\n"),
    "indented lines": _many("        a\n"),
    "one line": _many("a"),
    "one line of spaces": _many(" ", before="a", behind="b"),
    "tabs": _many("\t", before="a", behind="b"),
    "empty lines": _many("\n", before="a", behind="b"),
    "stars": _many("*a* _b_ "),
    "marks of HTML": _many('<&">'),
    "mails without marks": _many("\nada wrote:\n\na\n"),
    "mails without marks below headers": _many("\nFrom: ada\nSent: today\nTo: bob\nSubject: a\n\nb\n"),
    "rulers before headers": _many("______________\nFrom: ada\n"),
    "captions": _many("> ada wrote:\n> a\n\nb\n"),
    "captions that nothing follows": _many("> ada wrote:\n>\n\nb\n"),
    "captions without a colon": _many("> ada 发表于 2021-11-27 10:42\n> a\n\nb\n"),
    "ends of attributions": _many("> On 4 Jul 2022, ada\nwrote:\n> a\n"),
    "ends of attributions that nothing begins": _many("> a\nwrote:\n"),
    "references to posts": _many(">>123\n"),
    "addresses broken into lines": _many("<http://x.example/a\nb>\n"),
    "addresses broken into lines that nothing closes": _many("<http://x.example/a\nb\n"),
    "one address broken into lines": _many("a\n", before="<http://x.example/", behind=">"),
    "bare links one in another": _many("http://x.example/"),
    "bare links in each other's queries": _many("http://x.example/?"),
    "names before hosts": _many("http://a:"),
    "hosts of many parts": _many("a.", before="http://"),
    "hosts of one part": _many("a是", before="http://"),
    "brackets behind a bare link": _many("(", before="http://x.example/"),
    "brackets of two kinds behind a bare link": _many("([", before="http://x.example/"),
    "BBCode behind a bare link": _many("[b", before="http://x.example/"),
    "quotation marks behind a bare link": _many("'a", before="http://x.example/"),
    "footers": _many("_" * 40 + "\nada mailing list\n"),
    "footers of one long line": _many("http://", before="_" * 40 + "\n"),
    "names of devices": _many("Sent from my iPhone\n"),
}
"""What bodies in plain text are made of."""

_HTML = {
    "tags in each other": _nested("<div>", "</div>"),
    "inline tags in each other": _nested("<b>", "</b>"),
    "tags of two kinds, crossed": _nested("<b><i>", "</b></i>"),
    "quotes in each other": _nested("<blockquote>", "</blockquote>"),
    "lists in each other": _nested("<ul><li>", "</li></ul>"),
    "tables in each other": _nested("<table><tr><td>", "</td></tr></table>"),
    "asides of an engine in each other": _nested(
        '<aside class="quote" data-username="ada"><blockquote>', "</blockquote></aside>"
    ),
    "deep quotes": _many("<blockquote>" * 200 + "a" + "</blockquote>" * 200),
    "quotes": _many("<blockquote>a</blockquote>b"),
    "asides of an engine": _many(
        '<aside class="quote" data-username="ada" data-post="1"><blockquote><p>a</p></blockquote></aside>'
    ),
    "attributions": _many("<p>ada wrote:</p><blockquote>a</blockquote>"),
    "tags that nothing closes": _many("<p>a"),
    "quotes that nothing closes": _many("<blockquote>"),
    "bold that nothing closes": _many("<b>a"),
    "bold over paragraphs": _many("<p><b>a</p>"),
    "links that nothing closes": _many("<a href=b>"),
    "tags that nothing opens": _many("</p>"),
    "unknown tags": _many("<x-a>b</x-a>"),
    "tags half written": _many("<a "),
    "tags of one mark": _many("<"),
    "comments": _many("<!-- a -->"),
    "comments that nothing closes": _many("<!-- "),
    "addresses in angle brackets": _many("<a@x.example> <http://x.example/> "),
    "elements that nobody knows": _many("<ab1>a<ab2 c=d>b</ab2>"),
    "values that are quoted at one end": _many('<b a="<b a='),
    "values in values": _many('<b a="<b " '),
    "values with two kinds of quotation marks": _many("<b a='x\" b=\"y'>"),
    "frames that nothing closes": _many("<iframe src=a>b<title>c"),
    "elements of text that nothing closes": _many("<textarea>a", behind="</textarea>"),
    "templates": _many("<template><p>a</template>b</template>"),
    "declarations": _many("<!doctype a><![if b]><?xml c ><?d e"),
    "films in each other": _nested("<div class=lazy-video-container data-video-id=a>", "</div>"),
    "addresses of one film": _many("<param name=movie value=a><embed src=b>", before="<object>"),
    "sources of one picture": _many("<source srcset=a>", before="<picture>"),
    "long forms": _many("<abbr title=a>b</abbr>"),
    "pictures in links": _many('<a href="https://x.example/"><img src=a title=b></a>'),
    "authors of quotes in an item": _many("<blockquote data-author=a>b</blockquote>", before="<ul><li>"),
    "authors of quotes with titles in each other": _nested(
        "<ul><li><blockquote data-author=a><cite>b</cite>", "</blockquote></ul>"
    ),
    "parts of maps": _many("<area href=a alt=b>"),
    "sections of data": _many("<![CDATA["),
    "attributes": _many(" a=b", before="<p", behind=">"),
    "attributes of other names": lambda size: _HEAD + "<p" + "".join(f" a{n}=b" for n in range(size // 8)) + ">",
    "one long attribute": _many("a", before='<p title="', behind='">'),
    "classes": _many("a ", before='<p class="', behind='">'),
    "attributes that nothing closes": _many('<p title="a'),
    "entities": _many("&amp;"),
    "entities that nothing closes": _many("&a"),
    "scripts": _many("<script>a</script>"),
    "scripts that nothing closes": _many("<script>"),
    "styles": _many("<style>a</style>"),
    "pictures": _many("<img src=a alt=b>"),
    "links": _many("<a href='http://x.example/a'>b</a>"),
    "bare links": _many("http://x.example/a "),
    "breaks": _many("<br>"),
    "lists": _many("<ul><li>a</ul>"),
    "rows that no table holds": _many("<tr><td>a"),
    "tables": _many("<table><tr><td>a</table>"),
    "text that a table throws out": _many("<table>a"),
    "forms": _many("<form><input>"),
    "other languages": _nested("<svg><math>", "</math></svg>"),
    "code": _many("<pre><code>a\n</code></pre>"),
    "titles before quotes": _many("<div class=quoteheader>ada wrote:</div><div class=quote>a</div>"),
    "titles before no quotes": _many("<div class=quoteheader>ada wrote:</div> <br>"),
    "titles in each other": _nested("<div class=quotetitle>", "</div>"),
    "quotes of an engine in each other": _nested("<div class=bbcode_quote>", "</div>"),
    "quotes in tables in each other": _nested("<table><tr><td>ada wrote:<tr><td class=quote>", "</table>"),
    "attributions in quotes": _many("<blockquote>ada wrote:<br>a<br>ada wrote:</blockquote>"),
    "one quote of attributions": _many("ada wrote:<br>", before="<blockquote>", behind="</blockquote>"),
    "heads of mails": _many('<div id="divRplyFwdMsg"><b>From:</b> ada<br><b>Sent:</b> today</div>a'),
    "heads of mails in each other": _nested('<div><div id="divRplyFwdMsg">From: ada Sent: today</div>', "</div>"),
    "quote marks": _many("<p>&gt; a<br>b<br>&gt; c"),
    "one paragraph of quote marks": _many("&gt; a<br>b<br>"),
    "spoilers in each other": _nested('<div class="spoiler">', "</div>"),
    "spoilers": _many('<div class="spoiler"><div class="spoiler-title">a</div>b</div><span class="spoiler">c</span>'),
    "hidden elements": _many('<div style="display:none">a</div>'),
    "formulas": _many('<span class="katex"><math><annotation encoding="tex">a</annotation></math></span>'),
    "formulas in each other": _nested('<span class="katex">', "</span>"),
    "formulas without TeX in each other": _nested("<math><msup>", "</msup></math>"),
    "scripts of formulas": _many('<span class="MathJax">a</span><script type="math/tex">a</script>'),
    "drawn formulas": _many('<span class="MathJax">a</span>'),
    "raised in each other": _nested("<sup>", "</sup>"),
    "raised words": _many("a", before="<sup>", behind="</sup>"),
    "late pictures": _many('<img src="data:," data-src="a.png"><noscript><img src="a.png"></noscript>'),
    "sources of pictures": _many("<source srcset=a>", behind="<img>"),
    "one set of pictures": _many("a 1x, ", before='<img srcset="', behind='">'),
    "one picture's data": _many("a", before='<img src="data:image/png;base64,', behind='">'),
    "smileys": _many('<img class="smiley" alt=":)">'),
    "text": _many("a\n"),
    "one line": _many("a"),
}
"""What bodies in HTML are made of."""

_BBCODE = {
    "tags in each other": _nested("[b]", "[/b]"),
    "tags of two kinds, crossed": _nested("[b][i]", "[/b][/i]"),
    "tags that nothing closes": _many("[b]"),
    "tags that nothing opens": _many("[/b]"),
    "tags that nothing closes, then closed ones": _halves("[b]", "[i]a[/i] "),
    "tags of all kinds that overlap": _many("[b][i][u][s][sub][sup][url=/a]a[/b]b[/i]c[/u]d[/s]e[/sub]f[/sup]g[/url] "),
    "tags with an argument that nothing closes": _many("[url="),
    "tags with a quoted argument that nothing closes": _many('[url="'),
    "tags with many attributes": _many(' a="b"', before="[img", behind="]/c.png[/img]"),
    "tags in arguments": _many("[url=[b]"),
    "tags in quoted arguments": _many('[url="[b="'),
    "tags with brackets in arguments": _many("[url=[a][a][a]"),
    "unknown tags": _many("[foo]a[/foo]"),
    "open brackets": _many("["),
    "brackets in each other": _nested("[", "]"),
    "brackets of items": _many("[*]"),
    "quotes": _many("[quote=ada]a[/quote]b"),
    "quotes in each other": _nested("[quote=ada]", "[/quote]"),
    "quotes in each other, over lines": _nested("[quote]\n", "[/quote]\n"),
    "quotes that nothing closes": _many('[quote="ada" post_id=1]a'),
    "quotes that nearly are": _many('[quote="a'),
    "quotes of quotation marks": _many("[quote=\"'\"'\"'\"'\"'\"'\"'\"'\"'\"' a=b]"),
    "quotes of spaces": _many("[quote=         a=        ]"),
    "quotes and looks, crossed": _nested("[quote][b]", "[/quote][/b]"),
    "lists in each other": _nested("[list][*]", "[/list]"),
    "a list of many items": _many("[*]a\n", before="[list]", behind="[/list]"),
    "tables in each other": _nested("[table][tr][td]", "[/td][/tr][/table]"),
    "spoilers in each other": _nested("[spoiler]", "[/spoiler]"),
    "spoilers over lines in each other": _nested("[spoiler]\n", "[/spoiler]\n"),
    "links in each other": _nested("[url=/a]", "[/url]"),
    "addresses in each other": _nested("[url]", "[/url]"),
    "code that nothing closes": _many("[code]"),
    "code that nothing opens": _many("[/code]"),
    "code in each other": _nested("[code]", "[/code]"),
    "code of many kinds that nothing closes": _many("[code][php][noparse][img][youtube]"),
    "code": _many("[code]a[/code]"),
    "code of empty lines": _many(" \n", before="[code]", behind="a[/code]"),
    "pictures": _many("[img]http://x.example/a.png[/img]"),
    "one long picture": _many("a", before="[img]http://x.example/", behind="[/img]"),
    "one long address": _many("a.", before="[url]", behind="[/url]"),
    "films": _many("[youtube]abc[/youtube]"),
    "bare links": _many("http://x.example/a "),
    "entities": _many("&amp;"),
    "tags of a database": _many("[b:1a2b3c4d]a[/b:1a2b3c4d]"),
    "links of a database": _many('<!-- m --><a href="/a">a</a><!-- m -->'),
    "links of a database that nothing closes": _many('<!-- m --><a href="'),
    "smilies of a database that nothing closes": _many("<!-- s:) --><img "),
    "XML of a database": _many("<B>", before="<r>", behind="</r>"),
    "lines": _many("a\n"),
    "lines of a database": _many("a<br />"),
    "empty lines": _many("\n", before="a", behind="b"),
    "lines of spaces": _many("   \n", before="a", behind="b"),
    "looks over many paragraphs": _many("a\n\n", before="[b][i][u][s]", behind="[/s][/u][/i][/b]"),
    "one line": _many("a"),
}
"""What bodies in BBCode are made of."""
_FOREIGN = {
    "headings": (r"^## #(?P<id>\d+) (?P<author>\S+)$", _counted(lambda n: f"## #{n} ada\na\n", "# t\n\n")),
    "nearly headings": (r"^## #(?P<id>\d+) (?P<author>\S+)$", _source("## #1 a b\n", before="## #1 ada\n")),
    "headings of another level": (r"^## #(?P<id>\d+) (?P<author>\S+)$", _source("### #1 a\n", before="## #1 ada\n")),
    "no heading": (r"^From: (?P<author>.+)\nDate: (?P<date>.+)$", _source("From: a\nDat: b\n", before="t\n\n")),
    "lines of a heading": (
        r"^From: (?P<author>.+)\nDate: (?P<date>\d+)$",
        _source("Date: b\n", before="From: a\nDate: 1\n"),
    ),
    "one line of bars": (r"^(?P<author>\S+) \| (?P<id>\d+)$", _source(" | ", before="ada | 1\n")),
    "lines of bars": (r"^(?P<author>\S+) \| (?P<id>\d+) \| #$", _source("a | b c | 1 | #\n", before="ada | 1 | #\n")),
    "odd ids": (r"^@(?P<id>.+)$", _counted(lambda n: f"@<{n}$a@b>\na\n", "# t\n\n")),
    "words before the first post": (r"^@(?P<id>.+)$", _source("a b\n", behind="@1\na\n")),
    "words of the title before the first post": (
        r"^@(?P<id>.+)$",
        lambda size: f"# {'a' * (size // 2)}\n" + "a\n" * (size // 4) + "@1\na\n",
    ),
    "settings before the first post": (r"^@(?P<id>.+)$", _source("- **a b**: c d\n", behind="@1\na\n")),
    "one long setting": (r"^@(?P<id>.+)$", _source("a ", before="a: ", behind="\n@1\na\n")),
    "one line of marks before the first post": (r"^@(?P<id>.+)$", _source("- ", behind="a\n@1\na\n")),
    "links before the first post": (r"^@(?P<id>.+)$", _source("http://a", behind=" b\n[a](\n@1\na\n")),
    "brackets before the first post": (r"^@(?P<id>.+)$", _source("[a](b) ", behind="[a\n@1\na\n")),
    "comments before the first post": (r"^@(?P<id>.+)$", _source("<!-- a -->", behind="\n@1\na\n")),
    "headings that nearly are before the first post": (
        r"^## Post #(?P<id>\d+)$",
        _source("## Post #a\n", behind="## Post #1\na\n"),
    ),
    "one long id": (r"^@(?P<id>.+)$", _source("<a> ", before="# t\n\n@", behind="b\na\n")),
}
"""What files in the conventions of others are made of, behind the patterns of their headings."""

ROWS = (
    *_rows("inline", BodyFormat.MARKDOWN, _INLINE),
    *_rows("blocks", BodyFormat.MARKDOWN, _BLOCKS),
    *_rows("syntax", BodyFormat.MARKDOWN, _SYNTAX),
    *_rows("mixed", BodyFormat.MIXED, _MIXED | _HTML),
    *_rows("source", BodyFormat.MARKDOWN, _SOURCES),
    *(Row(name=f"foreign: {name}", make=make, post=post) for name, (post, make) in _FOREIGN.items()),
    *_rows("text", BodyFormat.TEXT, _PLAIN_TEXT),
    *_rows("html", BodyFormat.HTML, _HTML),
    *_rows("bbcode", BodyFormat.BBCODE, _BBCODE),
)
