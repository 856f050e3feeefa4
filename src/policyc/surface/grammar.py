"""The grammar as lark reads it, and the parser built from it once a process."""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256

from lark import Lark

from policyc import __version__
from policyc.resources import cache_dir, grammar_dir

GRAMMAR_FILES = ("policy.lark", "keywords.lark", "literals.lark")
_RULE = re.compile(r"^!?([a-z_]+):(.*)$", re.MULTILINE)
_KEYWORD = re.compile(r'"([^"\n]+)"')
_FIELD = re.compile(r"^FIELD[^\n]*?\(\?:([^)]*)\)", re.MULTILINE)
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
    Two grammars in use side by side keep two files. They are kept whether or not results are:
    nothing that anybody wrote goes into them, and they take longer to build than a file to check.
    """
    folder = cache_dir(of_documents=False)
    key = sha256(grammar.encode()).hexdigest()[:8]
    return None if folder is None else str(folder / f"parser-{__version__}-{key}.tables")


@cache
def keyword_groups() -> dict[str, tuple[str, ...]]:
    """The keywords of each rule of their only home; a rule with its words stands on one line."""
    text = (grammar_dir() / "keywords.lark").read_text(encoding="utf-8")
    rules = _RULE.findall(_COMMENT.sub("", text))
    return {name: tuple(_KEYWORD.findall(words)) for name, words in rules}


@cache
def keywords() -> frozenset[str]:
    """All keywords."""
    return frozenset(word for words in keyword_groups().values() for word in words)


def words_of(*rules: str) -> tuple[str, ...]:
    """The keywords of some rules, in the order of the grammar."""
    return tuple(word for rule in rules for word in keyword_groups()[rule])


@cache
def field_names() -> tuple[str, ...]:
    """The keys of the lines of a head, in the order of the grammar."""
    text = (grammar_dir() / "keywords.lark").read_text(encoding="utf-8")
    found = _FIELD.search(text)
    assert found is not None
    return tuple(found.group(1).split("|"))
