"""Rules for web servers and hosts: what they answer at former addresses, with status 301, and 410 for what is gone.

The text of the rules is in the syntax of the host. URLs are percent-encoded, so that no name of a thread can end a rule
or begin another one; where a host compares decoded paths, they are decoded and quoted here. Pure.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple
from urllib.parse import unquote

from archiver.model import RedirectRule, Url

_MOST_OF_S3 = 50
_MOST_OF_CLOUDFLARE = 2000
_LONGEST_OF_CLOUDFLARE = 1000
_MANY_FOR_NETLIFY = 10_000
_PLAIN = re.compile(r"[A-Za-z0-9._-]*")
_VARIABLE = re.compile(r"[A-Za-z0-9_]+")
_QUOTED = re.compile(r'["\\\x00-\x1f\x7f]')


class RedirectHost(StrEnum):
    """What answers requests for a site."""

    NETLIFY = "netlify"
    CLOUDFLARE = "cloudflare"
    APACHE = "apache"
    NGINX = "nginx"
    CADDY = "caddy"
    GITHUB = "github"
    S3 = "s3"


class HostRules(NamedTuple):
    """Rules in the syntax of a host."""

    text: str
    notes: tuple[str, ...]
    """Where they belong, and what the host cannot do."""


def rules_for(host: RedirectHost, rules: Iterable[RedirectRule]) -> HostRules:
    """The rules in the syntax of a host."""
    return _HOSTS[host](sorted(rules, key=_order))


def _order(rule: RedirectRule) -> tuple[Url, int, tuple[tuple[str, str], ...], str]:
    """Hosts take the first rule that fits, and ask for no more than its parameters: those with more come before."""
    return rule.url, -len(rule.query), rule.query, rule.target or ""


def _netlify(rules: list[RedirectRule]) -> HostRules:
    lines = [_netlify_line(rule) for rule in rules if rule.target and _is_named(rule)]
    notes = ["_redirects in the folder of the site", *_without_gone(rules), *_not_plain(rules, _is_named)]
    if len(lines) > _MANY_FOR_NETLIFY:
        notes.append(f"{len(lines):,} rules; Netlify advises against more than {_MANY_FOR_NETLIFY:,}")
    return _hosted(lines, notes)


def _netlify_line(rule: RedirectRule) -> str:
    query = "".join(f" {name}={value}" for name, value in rule.query)
    return f"{rule.url}{query} {rule.target} 301!"  # !: although there is a page


def _cloudflare(rules: list[RedirectRule]) -> HostRules:
    all_lines = [f"{rule.url} {rule.target} 301" for rule in rules if rule.target and not rule.query]
    lines = [line for line in all_lines if len(line) <= _LONGEST_OF_CLOUDFLARE][:_MOST_OF_CLOUDFLARE]
    notes = ["_redirects in the folder of the site", *_without_gone(rules), *_without_queries(rules)]
    if len(lines) < len(all_lines):
        limit = f"{_MOST_OF_CLOUDFLARE:,} rules of {_LONGEST_OF_CLOUDFLARE:,} characters"
        left = len(all_lines) - len(lines)
        notes.append(f"Cloudflare takes {limit}; {left:,} are left out, and their pages lead on")
    return _hosted(lines, notes)


def _apache(rules: list[RedirectRule]) -> HostRules:
    """Patterns are compared with decoded paths, and with queries as they were sent; no directive has anything that
    Apache would expand.
    """
    lines = list[str]()
    for rule in rules:
        pattern = f'"^{re.escape(_decoded(rule.url))}$"'
        if rule.query:
            lines += _apache_query(rule, pattern) if _is_plain(rule) else ()
        else:
            answer = f'301 {pattern} "{rule.target}"' if rule.target else f"410 {pattern}"
            lines.append(f"RedirectMatch {answer}")
    notes = [".htaccess in the folder of the site, or the configuration of the host", *_not_plain(rules)]
    return _hosted(["RewriteEngine On", *lines] if any(rule.query for rule in rules) else lines, notes)


def _apache_query(rule: RedirectRule, pattern: str) -> Iterator[str]:
    yield f"RewriteCond %{{REQUEST_URI}} {pattern}"
    for name, value in rule.query:
        pair = re.escape(f"{name}={value}" if name else value)
        yield f'RewriteCond %{{QUERY_STRING}} "(?:^|&){pair}(?:&|$)"'
    target = str(rule.target).replace("%", "\\%")  # else a part of the last pattern
    yield f'RewriteRule ^ "{target}" [R=301,NE,L,QSD]'


def _nginx(rules: list[RedirectRule]) -> HostRules:
    """Queries are looked up in maps, which are as fast for many of them."""
    maps = _NginxMaps(rule for rule in rules if rule.query and _is_nginx(rule))
    lines = list[str]()
    for url, group in groupby(rules, key=lambda rule: rule.url):
        plain = next((rule for rule in group if not rule.query), None)
        parts = [f"if (${name}) {{ return 301 ${name}; }}" for name in maps.names(url)]
        if plain:
            parts.append(f"return 301 {plain.target};" if plain.target else f"{_own_page(url)}return 410;")
        if parts:
            lines.append(f'location = "{_decoded(url)}" {{ {" ".join(parts)} }}')
    notes = ["the server block of nginx.conf", *_not_plain(rules, _is_nginx)]
    if maps.lines:
        notes.append("the lines that begin with map belong above it, into the http block")
    return _hosted([*maps.lines, *lines], notes)


class _NginxMaps:
    """A map for each path and set of parameters, from their values to the targets of rules."""

    def __init__(self, rules: Iterable[RedirectRule]) -> None:
        tables: dict[tuple[Url, tuple[str, ...]], list[RedirectRule]] = {}
        for rule in rules:
            tables.setdefault((rule.url, tuple(name for name, _ in rule.query)), []).append(rule)
        most_first = sorted(tables, key=lambda key: (key[0], -len(key[1]), key[1]))
        self.lines = list[str]()
        self._names: dict[Url, list[str]] = {}
        for number, (url, parameters) in enumerate(most_first, 1):
            self._names.setdefault(url, []).append(f"former_{number}")
            self.lines.append(_nginx_map(f"former_{number}", parameters, tables[url, parameters]))

    def names(self, url: Url) -> list[str]:
        """The variables that have the targets for a path, those with the most parameters first."""
        return self._names.get(url, [])


def _nginx_map(variable: str, parameters: tuple[str, ...], rules: Iterable[RedirectRule]) -> str:
    """The map that gives a `variable` the target of the one of the `rules` whose `parameters` a request has."""
    names = "&".join(f"$arg_{name}" for name in parameters) if all(parameters) else "$args"
    entries = " ".join(f'"={"&".join(value for _, value in rule.query)}" "{rule.target}";' for rule in rules)
    return f'map "={names}" ${variable} {{ default ""; {entries} }}'


def _own_page(url: Url) -> str:
    """Lets nginx send the page of what is gone with the status."""
    return f'error_page 410 "{_decoded(url)}index.html"; ' if url.endswith("/") else ""


def _caddy(rules: list[RedirectRule]) -> HostRules:
    lines = [line for number, rule in enumerate(rules, 1) for line in _caddy_lines(number, rule)]
    return _hosted(lines, ["the site's block of the Caddyfile", *_not_plain(rules, _is_named)])


def _caddy_lines(number: int, rule: RedirectRule) -> Iterator[str]:
    if not rule.query:
        yield f"redir {rule.url} {rule.target} 301" if rule.target else f"respond {rule.url} 410"
    elif _is_named(rule):
        queries = [f"\tquery {name}={value}" for name, value in rule.query]
        yield from (f"@former{number} {{", f"\tpath {rule.url}", *queries, "}")
        yield f"redir @former{number} {rule.target} 301"


def _github(rules: list[RedirectRule]) -> HostRules:
    return HostRules("", (f"GitHub Pages has no rules: {len(rules):,} pages of the site lead on, or say what is gone",))


def _s3(rules: list[RedirectRule]) -> HostRules:
    """Routing rules of a website endpoint. A key is a beginning of the path: only rules of single files are exact."""
    found = [rule for rule in rules if rule.target and not rule.query and _is_whole(rule.url)]
    routing = [
        {
            "Condition": {"KeyPrefixEquals": _decoded(rule.url).lstrip("/")},
            "Redirect": {"ReplaceKeyWith": str(rule.target).lstrip("/"), "HttpRedirectCode": "301"},
        }
        for rule in sorted(found, key=lambda rule: -len(rule.url))
    ][:_MOST_OF_S3]
    notes = ["RoutingRules of the bucket's website configuration", *_without_gone(rules), *_without_queries(rules)]
    if len(routing) < len(found):
        left = len(found) - len(routing)
        notes.append(f"S3 takes {_MOST_OF_S3} rules; {left:,} are left out, and their pages lead on")
    return HostRules(json.dumps(routing, ensure_ascii=True, indent=2) + "\n" if routing else "", tuple(notes))


_HOSTS: Mapping[RedirectHost, Callable[[list[RedirectRule]], HostRules]] = {
    RedirectHost.NETLIFY: _netlify,
    RedirectHost.CLOUDFLARE: _cloudflare,
    RedirectHost.APACHE: _apache,
    RedirectHost.NGINX: _nginx,
    RedirectHost.CADDY: _caddy,
    RedirectHost.GITHUB: _github,
    RedirectHost.S3: _s3,
}


def _hosted(lines: list[str], notes: list[str]) -> HostRules:
    return HostRules("".join(f"{line}\n" for line in lines), tuple(notes))


def _without_gone(rules: list[RedirectRule]) -> list[str]:
    gone = sum(rule.target is None for rule in rules)
    return [f"no status 410 there: {gone:,} addresses of what is gone keep their pages"] if gone else []


def _is_plain(rule: RedirectRule) -> bool:
    """True if the parameters of an address have no character that means something to a host, or is encoded in it."""
    return all(_PLAIN.fullmatch(name) and _PLAIN.fullmatch(value) for name, value in rule.query)


def _is_named(rule: RedirectRule) -> bool:
    """True for plain parameters that all have names."""
    return _is_plain(rule) and all(name for name, _ in rule.query)


def _is_whole(url: Url) -> bool:
    """True for a URL that is hardly the beginning of another one: that of a folder or a file with an extension. The
    home page is the beginning of all.
    """
    return url != "/" and (url.endswith("/") or "." in url.rpartition("/")[2])


def _is_nginx(rule: RedirectRule) -> bool:
    """True for plain parameters that nginx has variables for; the query of an address may also be a value alone."""
    names = [name for name, _ in rule.query]
    return _is_plain(rule) and (all(_VARIABLE.fullmatch(name) for name in names) or names == [""])


def _not_plain(rules: list[RedirectRule], is_known: Callable[[RedirectRule], bool] = _is_plain) -> list[str]:
    left = sum(not is_known(rule) for rule in rules)
    return [f"{left:,} queries have characters that are no safe part of a rule: their pages lead on"] if left else []


def _without_queries(rules: list[RedirectRule]) -> list[str]:
    queries = sum(bool(rule.query) for rule in rules)
    return [f"rules there know no queries: {queries:,} addresses with one have pages that lead on"] if queries else []


def _decoded(url: Url) -> str:
    """The path of a URL as servers compare it. What would end a text in quotation marks stays encoded: no file of a
    site has such a name.
    """
    path = unquote(url)
    return url if _QUOTED.search(path) else path
