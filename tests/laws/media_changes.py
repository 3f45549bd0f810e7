"""What the machine of law 1 draws from of pictures and attachments: names, bytes, and the addresses in posts."""

from hypothesis import strategies as st

from tests.laws.media_files import FILES

# Threads in several folders name them; one is a folder at times, and some differ only in case or in Unicode form.
FILE_PATHS = (
    "moon.png",
    "Moon.png",
    "b/moon.png",
    "b/d/moon.png",
    "files/moon.png",
    "files/plan.pdf",
    "files",
    "moon.png/salt.png",
    "b/s\u00e4lt.png",
    "b/sa\u0308lt.png",
    "page.html",
)
ADDRESSES = (
    "moon.png",
    "MOON.png",
    "../moon.png",
    "/files/moon.png",
    "files/plan.pdf",
    "/b/d/moon.png",
    "/moon.png/salt.png",
    "s%C3%A4lt.png",
    "page.html",
    "https://x.example/moon.png",
    "http://x.example:80/moon.png",
    "upload://8fK2bVQ.png",
)
ELSEWHERE = ("https://x.example/moon.png", "upload://8fK2bVQ", "https://y.example/salt.png")
"""Addresses of other sites, of which files are brought home."""
file_paths, kinds = st.sampled_from(FILE_PATHS), st.sampled_from(tuple(FILES))
file_changes = st.fixed_dictionaries({"file": file_paths, "kind": st.none() | kinds})
"""A file that is written, or removed if it is of no kind."""
_forms = ("![the moon]({0})", "[the plan]({0})", "> ![the moon]({0})\n\nSee.", "[![moon]({0})]({0} 'the moon')")
shown_files = st.builds(lambda form, address: form.format(address), st.sampled_from(_forms), st.sampled_from(ADDRESSES))
"""Sentences of posts that show or link to files."""
