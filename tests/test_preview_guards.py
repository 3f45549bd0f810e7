"""Which requests the preview answers: by method, path, host, and the page that sends them.

The attacks are those on the development servers of others: webpack-dev-server (sources read by `<script>`, and from
origins that are IP addresses), esbuild (readable from any site), Vite (files beside the site, by odd paths and
queries), Hugo (DNS rebinding, forwarded hosts).
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urljoin

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp

from archiver.preview.serving.addresses import describe_addresses, find_addresses, folder_address, relative_address
from archiver.preview.serving.events import Hub
from archiver.preview.serving.guards import guarded
from archiver.preview.serving.server import make_app
from tests.conftest import Project
from tests.preview_session import previewed

HIDDEN = "Nobody outside reads this."
STATE = "/_archiver/events?page=/"
OTHERS = ("cross-site", "same-site")
EVERYWHERE = "0.0.0.0"  # noqa: S104  nothing listens there


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    content: bytes


@dataclass(frozen=True)
class Client:
    """Sends requests to an application, without a server; paths are percent-encoded, as on the wire."""

    app: ASGIApp
    host: str = "127.0.0.1:8000"
    headers: dict[str, str] = field(default_factory=dict)

    def ask(self, target: str, headers: dict[str, str] | None = None, method: str = "GET") -> Reply:
        raw_path, _, query = target.partition("?")
        all_headers = {"host": self.host, **self.headers, **(headers or {})}
        scope = {
            "type": "http",
            "method": method,
            "path": unquote(raw_path),
            "raw_path": raw_path.encode(),
            "root_path": "",
            "query_string": query.encode(),
            "headers": [(name.lower().encode(), value.encode()) for name, value in all_headers.items() if value],
        }
        return asyncio.run(exchange(self.app, scope))


async def exchange(app: ASGIApp, scope: dict[str, Any]) -> Reply:
    """The response; the client leaves when it has a part of the content, so that streams end."""
    sent: list[Any] = []
    asked, answered = asyncio.Event(), asyncio.Event()

    async def receive() -> Any:
        if not asked.is_set():
            asked.set()
            return {"type": "http.request", "body": b"", "more_body": False}
        await answered.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)
        if message["type"] == "http.response.body":
            answered.set()

    async with asyncio.timeout(10):
        await app(scope, receive, send)
    headers = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    return Reply(sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent))


async def greet(scope: Any, receive: Any, send: Any) -> None:
    await PlainTextResponse("hello")(scope, receive, send)


def status_of(host: str, *, listening: str = "127.0.0.1", names: tuple[str, ...] = (), site: str | None = None) -> int:
    app = guarded(greet, listening, names, lambda: site)
    return Client(app, host=host).ask("/").status


@contextmanager
def preview_of(project: Project) -> Iterator[Client]:
    with previewed(project.root) as site:
        yield Client(make_app(site.session, Hub(site.session.state_of), "127.0.0.1"))


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    project = Project(tmp_path_factory.mktemp("guarded"))
    project.write("content/space/lunar.md", "Lunar eclipse\n\nThe moon went dark.\n")
    project.write("archiver.toml", f'title = "Archive"\n# {HIDDEN}\n')
    project.write("secret.html", HIDDEN)
    project.write(".git/config", HIDDEN)
    project.write("content/.draft.md", HIDDEN)
    with preview_of(project) as asked:
        project.write(".archiver/secret.html", HIDDEN)
        project.write(".archiver/preview/secret.html", HIDDEN)
        yield asked


# The host that is asked for


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8000", "localhost", "LOCALHOST:8000", "localhost.", "[::1]:80"]
)
def test_this_machine_is_known_by_its_names(host: str) -> None:
    assert status_of(host) == 200


@pytest.mark.parametrize(
    "host",
    [
        "",  # HTTP/1.0 without a Host header
        "stranger.example",
        "stranger.example:8000",
        "127.0.0.1.stranger.example",
        "localhost.stranger.example",
        "stranger.example@127.0.0.1",
        "127.0.0.1@stranger.example",
        "127.0.0.1#stranger.example",
        "127.0.0.1/stranger.example",
        "127.0.0.1, stranger.example",
        "127.0.0.1 stranger.example",
        "192.168.1.7",
        EVERYWHERE,
        "127.1",
        "2130706433",
        "[::ffff:7f00:1]",
        "[127.0.0.1]",
        "[::1",
        "::1",
        "localhost..",
        "localhost:80:80",
        "localhost:8000x",
    ],
)
def test_other_hosts_are_refused(host: str) -> None:
    assert status_of(host) == 400


def test_a_host_that_is_named_twice_is_refused() -> None:
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/",
        "query_string": b"",
        "headers": [(b"host", b"localhost")] * 2,
    }
    assert asyncio.run(exchange(guarded(greet, "127.0.0.1"), scope)).status == 400


@pytest.mark.parametrize("listening", [EVERYWHERE, "::", "192.168.1.7"])
@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("192.168.1.7:8000", 200),
        ("[fd00::2]:8000", 200),
        ("archiver:8000", 200),  # a container by its name
        ("printer.local", 200),
        ("stranger.example", 400),  # the name server of a stranger may give this machine's address
        ("192.168.1.7.stranger.example", 400),
        ("", 400),
    ],
)
def test_a_preview_that_others_reach_is_known_by_addresses_and_private_names(
    listening: str, host: str, status: int
) -> None:
    assert status_of(host, listening=listening) == status


def test_further_names_and_the_published_site_are_known() -> None:
    assert status_of("preview.example", names=("Preview.example",)) == 200
    assert status_of("forum.example", site="https://forum.example/archive/") == 200
    assert status_of("other.example", names=("preview.example",), site="https://forum.example/") == 400


def test_a_refusal_says_how_to_give_a_name() -> None:
    assert b"--name NAME" in Client(guarded(greet, EVERYWHERE), host="stranger.example").ask("/").content


@pytest.mark.parametrize("header", ["x-forwarded-host", "forwarded", "x-original-host", "x-host"])
def test_forwarded_hosts_change_nothing(header: str) -> None:
    client = Client(guarded(greet, "127.0.0.1"))
    assert client.ask("/", {header: "stranger.example"}).status == 200
    assert client.ask("/", {"host": "stranger.example", header: "127.0.0.1"}).status == 400


# The page that sends the request


def test_the_preview_s_own_pages_and_the_user_read_everything(client: Client) -> None:
    for site in ("same-origin", "none", ""):
        for target in ("/", "/space/lunar/", STATE, "/_archiver/live.js", "/search/data/meta.bin"):
            assert client.ask(target, {"sec-fetch-site": site}).status == 200, (site, target)


@pytest.mark.parametrize("site", [*OTHERS, "nonsense"])
@pytest.mark.parametrize(
    "target",
    [
        "/",
        "/space/lunar/",
        "/space/lunar/index.json",
        "/assets/style.css",
        STATE,
        "/_archiver/live.js",
        "/_archiver/worker.js",
        "/_archiver/page?page=/space/lunar/&from=0",
        "/_archiver/source?page=/space/lunar/",
        "/_archiver/",
        "/_archiver/status",
        "/archive/_archiver/events",
        "/archive/search/data/answers?q=moon",
        "/%5Farchiver/events",
        "//_archiver/events",
        "/search/data/answers?q=moon",
    ],
)
def test_pages_of_other_sites_read_nothing(client: Client, site: str, target: str) -> None:
    for mode, kind in (("no-cors", "script"), ("no-cors", "image"), ("cors", "empty"), ("", "")):
        headers = {"sec-fetch-site": site, "sec-fetch-mode": mode, "sec-fetch-dest": kind}
        assert client.ask(target, headers).status == 403
    assert (
        client.ask(target, {"sec-fetch-site": site, "sec-fetch-mode": "navigate", "sec-fetch-dest": "embed"}).status
        == 403
    )


@pytest.mark.parametrize("site", OTHERS)
def test_links_on_other_sites_lead_to_pages_but_not_to_the_state(client: Client, site: str) -> None:
    headers = {"sec-fetch-site": site, "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    assert client.ask("/space/lunar/", headers).status == 200
    for target in (STATE, "/_archiver/page?page=/", "/_archiver/source?page=/", "/search/data/answers?q=moon"):
        assert client.ask(target, headers).status == 403


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://127.0.0.1:8000", 200),
        ("https://127.0.0.1:8000", 200),  # a proxy has answered over https
        ("http://127.0.0.1:3000", 403),
        ("http://localhost:8000", 403),
        ("http://192.168.1.7", 403),
        ("https://stranger.example", 403),
        ("https://127.0.0.1:8000.stranger.example", 403),
        ("https://127.0.0.1:8000@stranger.example", 403),
        ("null", 403),  # a sandboxed frame, a file
        ("file://", 403),
        ("http://[::1", 403),
        ("chrome-extension://abcdefgh", 403),
    ],
)
def test_where_browsers_do_not_name_the_site_the_origin_counts(client: Client, origin: str, status: int) -> None:
    assert client.ask(STATE, {"origin": origin}).status == status
    assert client.ask("/space/lunar/", {"origin": origin}).status == status


def test_no_answer_is_shared_with_other_origins(client: Client) -> None:
    for target in ("/", "/none", "/assets/style.css", STATE, "/_archiver/live.js", "/search/data/answers?q=moon"):
        for origin in ("", "http://127.0.0.1:8000", "https://stranger.example"):
            headers = client.ask(target, {"origin": origin}).headers
            assert not [name for name in headers if name.startswith("access-control-")]
            assert headers["cross-origin-resource-policy"] == "same-origin"
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["cache-control"] == "no-store"


# Methods and paths


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "X"]
)
def test_other_methods_than_get_and_head_are_refused(client: Client, method: str) -> None:
    for target in ("/", "/space/lunar/", "/_archiver/page?page=/", "/search/data/answers?q=moon", "*"):
        reply = client.ask(target, {"access-control-request-method": "GET", "origin": "https://x.example"}, method)
        assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    "target",
    [
        "/.archiver",
        "/.archiver/",
        "/.archiver/manifest.sqlite",
        "/.archiver/preview/site/index.html",
        "/.archiver/secret.html",
        "/%2earchiver/secret.html",
        "/.git",
        "/.git/config",
        "/.git/HEAD",
        "/.env",
        "/.draft.md",
        "/.ssh/id_ed25519",
        "/content/space/lunar.md",
        "/archiver.toml",
        "/secret.html",
        "/../secret.html",
        "/../../secret.html",
        "/../../../secret.html",
        "/../../../../../../../../etc/passwd",
        "/assets/../../secret.html",
        "/assets/../../../secret.html",
        "/assets/../../../../secret.html",
        "/space/lunar/../../../secret.html",
        "/space/lunar/..",
        "/space/..",
        "/..",
        "/.",
        "/./",
        "/./secret.html",
        "/%2e%2e/secret.html",
        "/%2e%2e/%2e%2e/secret.html",
        "/%2e%2e%2f%2e%2e%2fsecret.html",
        "/..%2f..%2fsecret.html",
        "/..%2f..%2f..%2fsecret.html",
        "/assets%2f..%2f..%2f..%2fsecret.html",
        "/assets/..%2f..%2fsecret.html",
        "/%252e%252e/%252e%252e/secret.html",
        "/%252e%252e%252fsecret.html",
        "/..\\..\\secret.html",
        "/..%5c..%5csecret.html",
        "/assets\\..\\..\\secret.html",
        "/%c0%ae%c0%ae/secret.html",  # an overlong encoding of a dot
        "/%ff%fe",
        "/%ed%a0%80",  # half of a surrogate pair
        "/%",
        "/%zz",
        "/%00",
        "/secret.html%00.css",
        "/space/lunar/%00",
        "/space%0d%0aset-cookie:x/",
        "/%0d%0a",
        "/%7f",
        "//etc/passwd",
        "///etc/passwd",
        "//stranger.example/",
        "/etc/passwd",
        "/proc/self/environ",
        "/@fs/etc/passwd",
        "/@fs/etc/passwd?raw??",
        "/@fs/etc/passwd?import&raw??",
        "/secret.html?import&?inline=1.wasm?init",
        "/secret.html?.svg",
        "/#/../secret.html",
        "/space/lunar/;/../../secret.html",
        "/~root/",
        "/C:/secret.html",
        "/file:///etc/passwd",
        "http://127.0.0.1:8000/../secret.html",
        "http://stranger.example/",
        "127.0.0.1:8000",
        "",
        "/" + "a" * 300,
        "/" + "a" * 5_000,
        "/" + "a/" * 5_000,
        "/" + "../" * 5_000 + "etc/passwd",
        "/" + "%e2%82%ac" * 2_000,
        "/_archiver/../secret.html",
        "/_archiver/server.py",
        "/_archiver/%2e%2e/__init__.py",
        "/_archiver/live.js/",
        "/_archiver/live.js%00",
        "/search/data/../../../secret.html",
    ],
)
def test_no_path_leads_out_of_the_site_or_to_an_error(client: Client, target: str) -> None:
    for method in ("GET", "HEAD"):
        reply = client.ask(target, method=method)
        assert reply.status == 404, reply
        assert HIDDEN.encode() not in reply.content


@pytest.mark.parametrize(
    "query",
    ["page=/../secret.html", "page=/.archiver/secret.html", "page=", "", "page=%00", "page=/a&page=", "page=\\"],
)
@pytest.mark.parametrize("name", ["page", "source"])
def test_no_query_leads_out_of_the_site_or_to_an_error(client: Client, name: str, query: str) -> None:
    for further in ("", "&from=0", "&from=../../secret", "&post=-1", "&post=99999999999999999999", "&post=x"):
        reply = client.ask(f"/_archiver/{name}?{query}{further}")
        assert reply.status in {200, 400, 404}
        assert HIDDEN.encode() not in reply.content


def test_a_link_in_the_site_does_not_lead_out_of_it(project: Project) -> None:
    project.write("content/a.md", "Moon\n\nThe moon is up.\n")
    secret = project.write("secret.html", HIDDEN)
    with preview_of(project) as client:
        site = project.root / ".archiver/preview/site"
        site.mkdir(parents=True, exist_ok=True)
        (site / "linked.html").symlink_to(secret)
        (site / "linked").symlink_to(project.root)
        for target in ("/linked.html", "/linked/secret.html", "/linked/.archiver/lock"):
            assert client.ask(target).status == 404


# Addresses on pages, and in the terminal


@pytest.mark.parametrize("prefix", ["", "/some/prefix", "/a%20b"])
@pytest.mark.parametrize("subpath", ["/", "/sub/", "/a/b/"])
@pytest.mark.parametrize("page", ["", "space/lunar/", "space/lunar/page-2/", "404.html", "no/such", "a%2Fb/c", "x:y"])
def test_addresses_on_pages_are_right_below_any_prefix(prefix: str, subpath: str, page: str) -> None:
    site = f"https://host.example{prefix}{subpath}"
    for path in ("_archiver/live.js", "assets/style.css"):
        assert urljoin(f"{site}{page}", relative_address(path, f"{subpath}{page}", subpath)) == f"{site}{path}"


def test_a_page_outside_of_the_site_names_its_addresses() -> None:
    assert relative_address("_archiver/live.js", "/", "/sub/") == "sub/_archiver/live.js"
    assert relative_address("_archiver/live.js", "/a/b", "/sub/") == "../sub/_archiver/live.js"
    assert (
        relative_address("_archiver/live.js", "//x/y", "/") == "../../_archiver/live.js"
    )  # the first folder has no name


def test_a_redirect_never_leads_to_another_host() -> None:
    assert folder_address("//stranger.example") == "./stranger.example/"
    assert folder_address("/space/javascript:x") == "./javascript:x/"


def test_redirects_are_relative(client: Client) -> None:
    reply = client.ask("/space/lunar")
    assert (reply.status, reply.headers["location"]) == (307, "./lunar/")
    reply = client.ask("/space/lunar?t=1&f=")
    assert (reply.status, reply.headers["location"]) == (307, "./lunar/?t=1&f=")


@pytest.mark.parametrize(("host", "first"), [(EVERYWHERE, "127.0.0.1"), ("::", "127.0.0.1"), ("::1", "[::1]")])
def test_the_address_that_is_said_works(host: str, first: str) -> None:
    addresses = find_addresses(host, 8000, "/sub/")
    assert addresses[0] == f"http://{first}:8000/sub/"
    assert not [address for address in addresses if f"//{EVERYWHERE}" in address or "[::]" in address]


def test_a_preview_that_others_reach_says_what_it_means() -> None:
    addresses = ("http://127.0.0.1:8000/", "http://192.168.1.7:8000/")
    _, line = describe_addresses(EVERYWHERE, addresses, drafts=True)
    assert line == ("everybody in the network can read the whole archive, drafts included, at http://192.168.1.7:8000/")
    assert "drafts" not in describe_addresses(EVERYWHERE, addresses, drafts=False)[1]
    assert len(describe_addresses("localhost", ("http://localhost:8000/",), drafts=True)) == 1
