"""Rules for web servers and hosts: what they answer at former addresses, with status 301, and 410 for what is gone.

The text of the rules is in the syntax of the host. URLs are percent-encoded, so that no name of a thread can end a rule
or begin another one; where a host compares decoded paths, they are decoded and quoted here. Pure.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import unquote

from archiver.model import RedirectRule, Url

_MOST_OF_S3 = 50
_MOST_OF_CLOUDFLARE = 2000
_LONGEST_OF_CLOUDFLARE = 1000
_MANY_FOR_NETLIFY = 10_000
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
    return _HOSTS[host](sorted(rules))


def _netlify(rules: list[RedirectRule]) -> HostRules:
    lines = [f"{rule.url} {rule.target} 301!" for rule in rules if rule.target]  # !: although there is a page
    notes = ["_redirects in the folder of the site", *_without_gone(rules)]
    if len(lines) > _MANY_FOR_NETLIFY:
        notes.append(f"{len(lines):,} rules; Netlify advises against more than {_MANY_FOR_NETLIFY:,}")
    return _hosted(lines, notes)


def _cloudflare(rules: list[RedirectRule]) -> HostRules:
    all_lines = [f"{rule.url} {rule.target} 301" for rule in rules if rule.target]
    lines = [line for line in all_lines if len(line) <= _LONGEST_OF_CLOUDFLARE][:_MOST_OF_CLOUDFLARE]
    notes = ["_redirects in the folder of the site", *_without_gone(rules)]
    if len(lines) < len(all_lines):
        limit = f"{_MOST_OF_CLOUDFLARE:,} rules of {_LONGEST_OF_CLOUDFLARE:,} characters"
        left = len(all_lines) - len(lines)
        notes.append(f"Cloudflare takes {limit}; {left:,} are left out, and their pages lead on")
    return _hosted(lines, notes)


def _apache(rules: list[RedirectRule]) -> HostRules:
    """Patterns are compared with decoded paths; no directive has anything that Apache would expand."""
    lines = []
    for rule in rules:
        pattern = f'"^{re.escape(_decoded(rule.url))}$"'
        lines.append(f'RedirectMatch 301 {pattern} "{rule.target}"' if rule.target else f"RedirectMatch 410 {pattern}")
    return _hosted(lines, [".htaccess in the folder of the site, or the configuration of the host"])


def _nginx(rules: list[RedirectRule]) -> HostRules:
    lines = []
    for rule in rules:
        answer = f"return 301 {rule.target};" if rule.target else f"{_own_page(rule.url)}return 410;"
        lines.append(f'location = "{_decoded(rule.url)}" {{ {answer} }}')
    return _hosted(lines, ["the server block of nginx.conf"])


def _own_page(url: Url) -> str:
    """Lets nginx send the page of what is gone with the status."""
    return f'error_page 410 "{_decoded(url)}index.html"; ' if url.endswith("/") else ""


def _caddy(rules: list[RedirectRule]) -> HostRules:
    lines = [f"redir {rule.url} {rule.target} 301" if rule.target else f"respond {rule.url} 410" for rule in rules]
    return _hosted(lines, ["the site's block of the Caddyfile"])


def _github(rules: list[RedirectRule]) -> HostRules:
    return HostRules("", (f"GitHub Pages has no rules: {len(rules):,} pages of the site lead on, or say what is gone",))


def _s3(rules: list[RedirectRule]) -> HostRules:
    """Routing rules of a website endpoint. A key is a beginning of the path: only rules of single files are exact."""
    found = [rule for rule in rules if rule.target]
    routing = [
        {
            "Condition": {"KeyPrefixEquals": _decoded(rule.url).lstrip("/")},
            "Redirect": {"ReplaceKeyWith": str(rule.target).lstrip("/"), "HttpRedirectCode": "301"},
        }
        for rule in sorted(found, key=lambda rule: -len(rule.url))
    ][:_MOST_OF_S3]
    notes = ["RoutingRules of the bucket's website configuration", *_without_gone(rules)]
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


def _decoded(url: Url) -> str:
    """The path of a URL as servers compare it. What would end a text in quotation marks stays encoded: no file of a
    site has such a name.
    """
    path = unquote(url)
    return url if _QUOTED.search(path) else path
