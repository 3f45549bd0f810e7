"""`archiver redirects`: rules for servers and hosts, which no name of a thread can break out of."""

import json
import re
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.deploy.redirects import RedirectHost, rules_for
from archiver.model import RedirectRule, Url
from tests.conftest import Project

RULES = (
    RedirectRule(Url("/old/"), Url("/new/")),
    RedirectRule(Url("/old%20%C3%B6.html"), Url("/n%C3%B6/")),
    RedirectRule(Url("/gone/"), None),
)


@pytest.mark.parametrize(
    ("host", "text"),
    [
        ("netlify", "/old%20%C3%B6.html /n%C3%B6/ 301!\n/old/ /new/ 301!\n"),
        ("cloudflare", "/old%20%C3%B6.html /n%C3%B6/ 301\n/old/ /new/ 301\n"),
        (
            "apache",
            'RedirectMatch 410 "^/gone/$"\nRedirectMatch 301 "^/old\\ ö\\.html$" "/n%C3%B6/"\n'
            'RedirectMatch 301 "^/old/$" "/new/"\n',
        ),
        (
            "nginx",
            'location = "/gone/" { error_page 410 "/gone/index.html"; return 410; }\n'
            'location = "/old ö.html" { return 301 /n%C3%B6/; }\nlocation = "/old/" { return 301 /new/; }\n',
        ),
        ("caddy", "respond /gone/ 410\nredir /old%20%C3%B6.html /n%C3%B6/ 301\nredir /old/ /new/ 301\n"),
        ("github", ""),
    ],
)
def test_each_host_has_its_syntax(host: str, text: str) -> None:
    assert rules_for(RedirectHost(host), RULES).text == text


def test_longer_keys_of_s3_come_first() -> None:
    found = json.loads(rules_for(RedirectHost.S3, RULES).text)
    assert [rule["Condition"]["KeyPrefixEquals"] for rule in found] == ["old ö.html", "old/"]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20), st.sampled_from(RedirectHost))
def test_no_name_ends_a_rule_or_begins_another(name: str, host: RedirectHost) -> None:
    url = Url(f"/{quote(name, safe='')}/")
    text = rules_for(host, [RedirectRule(url, Url("/new/"))]).text
    if host is RedirectHost.S3:
        assert len(json.loads(text)) == 1
    elif host is not RedirectHost.GITHUB:
        (line,) = text.splitlines() if name.isprintable() else [text.removesuffix("\n")]
        quoted = re.sub(r'"[^"\\]*(?:\\.[^"\\]*)*"', "", line)
        assert line.count('"') in {0, 2, 4}
        assert len(quoted.split()) <= 8
        assert "\n" not in line


@pytest.mark.parametrize(("host", "most"), [("cloudflare", 2000), ("s3", 50)])
def test_what_a_host_does_not_take_is_told(host: str, most: int) -> None:
    rules = [RedirectRule(Url(f"/old-{n}/"), Url("/new/")) for n in range(most + 3)]
    found = rules_for(RedirectHost(host), rules)
    assert found.text.count("/new/") + found.text.count('"new/"') == most
    assert "3 are left out" in found.notes[-1]


QUERIES = [
    RedirectRule(Url("/v.php"), Url("/all/")),
    RedirectRule(Url("/v.php"), Url("/f/"), (("f", "2"),)),
    RedirectRule(Url("/v.php"), Url("/t/"), (("f", "2"), ("t", "9"))),
]


@pytest.mark.parametrize("host", ["netlify", "apache", "caddy"])
def test_rules_with_more_parameters_come_first(host: str) -> None:
    text = rules_for(RedirectHost(host), QUERIES).text
    found = re.findall(r"(/t/|/f/)", text)
    assert found == ["/t/", "/f/"]
    assert host != "netlify" or text.splitlines()[-1] == "/v.php /all/ 301!"


def test_nginx_has_all_addresses_of_a_path_and_its_parameters_in_one_map() -> None:
    rules = [RedirectRule(Url(f"/{path}"), Url(f"/{n}/"), (("t", str(n)),)) for path in "ab" for n in range(3)]
    text = rules_for(RedirectHost.NGINX, rules).text
    assert re.findall(r"(?<!\()\$former_\d(?= \{)", text) == ["$former_1", "$former_2"]
    assert 'location = "/b" { if ($former_2) { return 301 $former_2; } }' in text


def test_no_rule_of_s3_is_for_the_whole_site() -> None:
    assert rules_for(RedirectHost.S3, [RedirectRule(Url("/"), Url("/new/"))]).text == ""


def test_addresses_with_queries_have_rules_as_servers_see_them(project: Project) -> None:
    project.write("archiver.toml", 'base_url = "https://a.example/f/"\n[search]\nenabled = false\n')
    project.write("content/new.md", "# A\n\n## ada · 2022-07-01\n\nWords.\n")
    project.write("redirects.csv", "/?p=7,new\n/blog/?p=12,new\n/f/?p=8,new\n/f/old,new\n")
    assert not project.build().problems
    assert project.run("redirects", "--for", "netlify").stdout.splitlines() == [
        "/f p=8 /f/new/ 301!",
        "/f/ p=7 /f/new/ 301!",
        "/f/ p=8 /f/new/ 301!",
        "/f/blog p=12 /f/new/ 301!",
        "/f/blog/ p=12 /f/new/ 301!",
        "/f/old /f/new/ 301!",
        "/f/old/ /f/new/ 301!",
    ]


def test_aliases_with_queries_have_rules_as_servers_see_them(project: Project) -> None:
    project.write("archiver.toml", 'base_url = "https://a.example/f/"\n[search]\nenabled = false\n')
    aliases = "['/blog/?p=12', '/viewtopic.php?f=2&t=1', '/read.php?991']"
    project.write("content/new.md", f"---\naliases: {aliases}\n---\n# A\n\n## ada · 2022-07-01\n\nWords.\n")
    assert not project.build().problems
    rules = project.run("redirects", "--for", "netlify").stdout.splitlines()
    assert {rule for rule in rules if "=" in rule} == {
        "/f/blog p=12 /f/new/ 301!",
        "/f/blog/ p=12 /f/new/ 301!",
        "/f/viewtopic.php f=2 t=1 /f/new/ 301!",
    }
    nginx = project.run("redirects", "--for", "nginx").stdout
    assert 'map "=$args" $former_3 { default ""; "=991" "/f/new/"; }' in nginx


def test_the_rules_are_those_of_the_site(project: Project) -> None:
    project.write("archiver.toml", 'base_url = "https://a.example/forum/"\n[pages]\nfeeds = true\njson = false\n')
    project.write("content/new.md", "---\naliases: [/t/991, '/v.php?t=7']\n---\n# A\n\n## ada · 2022-07-01\n\nWords.\n")
    project.write("archive.lock", "new\t-\told\t-\t1\taaaaaa\ngone\t-\t-\t2026-11-30\t1\tbbbbbb\n")
    assert "archiver build" in project.run("redirects", "--for", "nginx").stderr
    project.build()
    assert project.run("redirects", "--for", "netlify").stdout.splitlines() == [
        "/forum/old/ /forum/new/ 301!",
        "/forum/old/feed.xml /forum/new/feed.xml 301!",
        "/forum/old/index.md /forum/new/index.md 301!",
        "/forum/t/991/ /forum/new/ 301!",
        "/forum/v.php t=7 /forum/new/ 301!",
    ]
    assert 'location = "/forum/gone/index.md" { return 410; }' in project.run("redirects", "--for", "nginx").stdout
