"""Which machines may be asked."""

from datetime import UTC, datetime

import pytest

from archiver.fetch.addresses import host_of, url_of_address
from archiver.fetch.network import is_public, is_web_port
from archiver.fetch.outcomes import parse_retry_after
from archiver.fetch.ranges import parse_content_range, validator_of
from archiver.fetch.request_urls import RefusedUrlError, make_request_url

PUBLIC = [
    "93.184.215.14",
    "1.1.1.1",
    "172.32.0.1",
    "100.128.0.1",
    "2606:4700::1111",
    "2a00::1",
    "::ffff:1.1.1.1",
    "64:ff9b::1.1.1.1",
]
OWN = [
    *("0.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.0.1", "169.254.169.254"),
    *("172.16.0.1", "172.31.255.255", "192.0.0.170", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1"),
    *("224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
    *(
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd00:ec2::254",
        "fec0::1",
        "ff02::1",
        "100::1",
        "2001:db8::1",
    ),
    *("::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b:1::1", "2002:7f00:1::", "2001::1", "3fff::1"),
    *("", "localhost", "127.1", "0x7f.1", "1.1.1.1.1"),
]


@pytest.mark.parametrize("host", PUBLIC)
def test_addresses_of_the_internet_are_public(host: str) -> None:
    assert is_public(host)


@pytest.mark.parametrize("host", OWN)
def test_all_others_are_not(host: str) -> None:
    assert not is_public(host)


def test_ports_of_the_web() -> None:
    assert [port for port in (80, 443, 8080, 8443, 3000, 65_535) if not is_web_port(port)] == []
    assert [port for port in (0, 1, 22, 25, 81, 445, 1023, 6000, 6667, 65_536) if is_web_port(port)] == []


@pytest.mark.parametrize(
    ("address", "discourse", "url"),
    [
        ("//x.example/a.png", None, "https://x.example/a.png"),
        (" https://x.example/a.png", None, "https://x.example/a.png"),
        ("upload://r3AYqES.jpeg", "https://f.example/", "https://f.example/uploads/short-url/r3AYqES.jpeg"),
        ("upload://r3AYqES", "https://f.example/sub", "https://f.example/sub/uploads/short-url/r3AYqES"),
        ("upload://r3AYqES.jpeg", None, None),
    ],
)
def test_the_url_of_an_address(address: str, discourse: str | None, url: str | None) -> None:
    assert url_of_address(address, discourse) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "x",
        "/a",
        "ftp://x.example/",
        "http:///a",
        "http://x.example:0/",
        "http://x.example:99999/",
        "http://[::1/",
        "http://x.example:22/",
        "https://127.0.0.1/",
        "http://2130706433/",
        "http://[fe80::1]/",
        f"http://x/{'a' * 9000}",
        "http://\ud800.example/",
        "cid:1",
    ],
)
def test_urls_that_are_not_asked_for(url: str) -> None:
    with pytest.raises((RefusedUrlError, ValueError)):
        make_request_url(url, allows_private=False)


def test_an_encoded_url_is_sent_as_it_is_without_credentials_and_fragment() -> None:
    url = make_request_url("https://me:secret@x.example:8443/a%2fb+c?sig=%7e%2F=&b#frag", allows_private=False)
    assert str(url) == "https://x.example:8443/a%2fb+c?sig=%7e%2F=&b"
    assert host_of("https://me@X.example/a") == "x.example"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0.0),
        ("120", 120.0),
        ("9" * 60, 1e6),
        ("Wed, 01 May 2024 12:00:30 GMT", 30.0),
        ("Wed, 01 May 2024 11:00:00 GMT", 0.0),
        ("Wed, 01 May 9999 11:00:00 GMT", 1e6),
        ("Wed, 01 May 2024 12:00:30", 30.0),
        ("", None),
        ("-1", None),
        ("soon", None),
        ("Wed, 01 May 99999999999999999999 12:00:30 GMT", None),
        ("Wed, 01 May 2024 12:00:30 +9999", None),
        ("Fri, 31 Dec 9999 23:59:59 -2359", None),
        ("١", None),
        ("Wed, 99 May 2024 12:00:30 GMT", None),
    ],
)
def test_how_long_a_server_wants_us_to_wait(value: str, seconds: float | None) -> None:
    assert parse_retry_after(value, datetime(2024, 5, 1, 12, tzinfo=UTC)) == seconds


MODIFIED = "Wed, 01 May 2024 12:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "validator"),
    [
        ({}, ""),
        ({"ETag": '"a"'}, '"a"'),
        ({"ETag": 'W/"a"'}, ""),
        ({"ETag": '"\x00"'}, ""),
        ({"ETag": 'W/"a"', "Last-Modified": MODIFIED, "Date": "Wed, 01 May 2024 12:01:00 GMT"}, MODIFIED),
        ({"Last-Modified": MODIFIED, "Date": "Wed, 01 May 2024 12:00:59 GMT"}, ""),
        ({"Last-Modified": MODIFIED, "Date": "Wed, 01 May 2024 12:01:00"}, MODIFIED),
        ({"Last-Modified": MODIFIED}, ""),
        ({"Last-Modified": "yesterday", "Date": MODIFIED}, ""),
    ],
)
def test_only_strong_validators_name_a_version(headers: dict[str, str], validator: str) -> None:
    assert validator_of(headers) == validator


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("bytes 100-199/1000", (100, 1000)),
        *((value, (-1, 0)) for value in ("bytes 100-199/*", "bytes */1000", "bytes 100-1000/1000", "bytes 5-4/10")),
        *((value, (-1, 0)) for value in ("", "bytes", "items 1-2/3", "bytes -1-2/3", "bytes 1-2", "bytes ١-2/3")),
    ],
)
def test_content_ranges(value: str, expected: tuple[int, int]) -> None:
    assert parse_content_range(value) == expected
