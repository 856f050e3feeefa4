"""The grammar as lark reads it, and the parser built from it once a process."""

from __future__ import annotations

import os
import re
from functools import cache
from hashlib import sha256

from lark import Lark

from policyc import __version__
from policyc.resources import grammar_dir

GRAMMAR_FILES = ("policy.lark", "keywords.lark", "literals.lark")
_KEYWORD = re.compile(r'"([^"\n]+)"')
_COMMENT = re.compile(r"^//.*$", re.MULTILINE)


def grammar_text() -> str:
    """The whole grammar: rules, keywords and literals, one after the other."""
    return "\n".join((grammar_dir() / name).read_text(encoding="utf-8") for name in GRAMMAR_FILES)


@cache
def parser() -> Lark:
    """The parser, built once a process; its tables are kept in the user's cache folder.

    The basic lexer keeps keywords out of names; the contextual one would let them pass.
    Building the tables takes longer than most commands, reading them back does not; lark
    keys them by grammar, version and options, and builds anew where the cache cannot be used.
    """
    grammar = grammar_text()
    return Lark(
        grammar,
        parser="lalr",
        lexer="basic",
        propagate_positions=True,
        cache=cache_file(grammar) or False,
    )


def cache_file(grammar: str) -> str | None:
    """Where the parser's tables are kept: a folder of the user's own, or nowhere.

    Never a shared temporary folder: the tables are pickled, and another user could put theirs.
    Two grammars in use side by side keep two files.
    """
    root = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    folder = os.path.join(root, "policyc")
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
    except OSError:
        return None
    key = sha256(grammar.encode()).hexdigest()[:8]
    return os.path.join(folder, f"parser-{__version__}-{key}.tables")


@cache
def keywords() -> frozenset[str]:
    """All keywords, from their only home."""
    text = (grammar_dir() / "keywords.lark").read_text(encoding="utf-8")
    return frozenset(_KEYWORD.findall(_COMMENT.sub("", text)))
