"""Where the preview answers queries, for the site's own scripts, which show answers as on the published site.

A published site has an index for browsers under `search/data/`, and `search/data/meta.bin` describes the index. The
preview has no such files. Its `meta.bin` names a URL that answers queries instead, as does `meta.bin.js`, which the
pages of a site with the setting `offline` ask for.
"""

import json

from archiver.search import ANSWERS_NAME, encode_script

META = "/search/data/meta.bin"
META_SCRIPT = f"{META}.js"
ANSWERS = f"/search/data/{ANSWERS_NAME}"
META_FIELDS = {"server": ANSWERS_NAME}
"""JSON of `meta.bin`: the URL that answers queries, relative to `meta.bin`."""
META_SCRIPT_CONTENT = encode_script(json.dumps(META_FIELDS).encode())
