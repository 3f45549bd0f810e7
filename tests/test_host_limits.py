"""What hosts of static sites do not take is told before a site is put there."""

import pytest

from archiver.deploy.host_limits import LIMITS, SiteHost, find_excesses
from tests.conftest import Project


@pytest.mark.parametrize("host", SiteHost)
def test_a_small_site_is_taken_by_all(host: SiteHost) -> None:
    assert find_excesses({"index.html": 100}, host) == find_excesses({}, host) == ()


@pytest.mark.parametrize(
    ("host", "sizes", "excess"),
    [
        (
            SiteHost.CLOUDFLARE_PAGES,
            {f"{n}.html": 1 for n in range(20_001)},
            "20,001 files; cloudflare-pages takes 20,000",
        ),
        (SiteHost.GITHUB_PAGES, {f"{n}.webp": 10**8 for n in range(11)}, "1,100.0 MB; github-pages takes 1,000.0 MB"),
        (
            SiteHost.CLOUDFLARE_PAGES,
            {"a/film.webm": 30_000_000, "b.mp4": 29_000_000, "c.html": 10},
            "2 over 26.2 MB, which cloudflare-pages does not take; the largest file is a/film.webm with 30.0 MB",
        ),
        (
            SiteHost.NETLIFY,
            {f"a/{n}.html": 1 for n in range(54_001)},
            "54,001 files in a/; netlify takes 54,000 in a folder",
        ),
    ],
    ids=["files", "bytes", "file", "folder"],
)
def test_what_is_too_much_is_told(host: SiteHost, sizes: dict[str, int], excess: str) -> None:
    assert find_excesses(sizes, host) == (excess,)


def test_the_largest_site_that_a_host_takes_is_taken() -> None:
    most = LIMITS[SiteHost.CLOUDFLARE_PAGES].files or 0
    assert find_excesses({f"{n}.html": 1 for n in range(most)}, SiteHost.CLOUDFLARE_PAGES) == ()


@pytest.mark.builds
def test_the_command_tells_of_the_built_site(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write("content/a.md", "# Moon\n\nUp.\n")
    unbuilt = project.run("check", "--host", "netlify")
    assert (unbuilt.returncode, unbuilt.stderr) == (2, "there is no site yet; run archiver build\n")
    project.build()
    run = project.run("check", "--host", "netlify")
    assert run.returncode == 0
    assert run.stdout.endswith("netlify takes the site as it is built\n")
    (project.config.output / "film.bin").write_bytes(bytes(26 * 2**20 + 1))
    run = project.run("check", "--host", "cloudflare-pages")
    assert run.returncode == 1
    assert "1 over 26.2 MB, which cloudflare-pages does not take; the largest file is film.bin" in run.stderr
