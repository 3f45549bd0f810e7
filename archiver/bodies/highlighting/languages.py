"""The languages that code is highlighted in, by the names that people write on fences and in tags.

It is a choice, not all that Pygments knows: code is from strangers, and a lexer may take very long for code that is
made for it. `tests/test_highlighting.py` gives such code to each of these.
"""

import re

DIFF = "diff"
_OTHER_NAMES = {
    DIFF: "patch udiff",
    "ada": "ada95 ada2005",
    "apacheconf": "apache aconf .htaccess",
    "awk": "gawk mawk nawk",
    "bash": "sh shell zsh ksh bashrc shellscript",
    "bat": "batch dosbatch cmd winbatch",
    "c": "h",
    "clojure": "clj cljs",
    "cmake": "",
    "common-lisp": "cl lisp",
    "console": "shell-session sh-session terminal",
    "cpp": "c++ cplusplus cc hpp cxx h++",
    "csharp": "c# cs dotnet",
    "css": "",
    "cython": "pyx",
    "d": "",
    "dart": "",
    "delphi": "pascal objectpascal pas",
    "docker": "dockerfile",
    "elixir": "ex exs",
    "emacs-lisp": "elisp emacs emacs-lisp el",
    "erlang": "erl",
    "fortran": "f90 f95",
    "fsharp": "f# fs",
    "gas": "asm assembly assembler",
    "glsl": "",
    "go": "golang",
    "haskell": "hs",
    "html": "htm html5 xhtml",
    "http": "",
    "ini": "cfg dosini conf properties",
    "java": "",
    "javascript": "js jscript node nodejs mjs es6 jsx",
    "json": "json5 jsonc json-object jsonl",
    "julia": "jl",
    "kotlin": "kt kts",
    "llvm": "",
    "lua": "",
    "make": "makefile mf bsdmake",
    "matlab": "octave",
    "mysql": "",
    "nasm": "",
    "nginx": "",
    "nim": "nimrod",
    "nix": "",
    "objective-c": "objectivec objc obj-c",
    "ocaml": "ml",
    "perl": "pl perl5",
    "php": "php3 php4 php5 php7 php8",
    "postgresql": "postgres pgsql psql",
    "powershell": "posh ps1 pwsh psm1",
    "prolog": "",
    "protobuf": "proto",
    "pycon": "python-console python-repl doctest",
    "pytb": "py3tb traceback python-traceback",
    "python": "py py2 py3 python2 python3 python2.7 gyp sage",
    "r": "rlang splus",
    "racket": "rkt",
    "ruby": "rb",
    "rust": "rs",
    "scala": "",
    "scheme": "scm guile",
    "scss": "sass less",
    "smalltalk": "st squeak",
    "sql": "sqlite sqlite3 tsql t-sql plsql",
    "swift": "",
    "systemverilog": "sv",
    "tcl": "",
    "terraform": "tf hcl",
    "tex": "latex",
    "toml": "",
    "typescript": "ts tsx",
    "vbnet": "vb vb.net visualbasic",
    "verilog": "v",
    "vhdl": "",
    "vim": "viml vimscript",
    "xml": "svg rss xsd xsl xslt plist kml gpx",
    "yaml": "yml",
    "zig": "",
}
_LANGUAGES = {name: language for language, names in _OTHER_NAMES.items() for name in (language, *names.split())}
_NAME = re.compile(r"[{.\s]*(?P<name>[\w+#.-]+)")


def find_language(named: str) -> str | None:
    """The language that the text after a fence, or a class of HTML, names; None if it is not among ours.

    >>> find_language("C++"), find_language("{.py"), find_language("js,linenos"), find_language("klingon")
    ('cpp', 'python', 'javascript', None)
    """
    name = _NAME.match(named)
    return _LANGUAGES.get(name["name"].lower()) if name else None
