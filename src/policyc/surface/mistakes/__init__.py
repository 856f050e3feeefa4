"""Syntax errors in the words of a drafter: what is wrong, exactly where, what to do.

Each rule looks at one kind of mistake and says nothing about others. The first that recognises
the place speaks; the specific ones come before the general ones.
"""

from __future__ import annotations

from collections.abc import Callable

from policyc.surface.mistakes import (
    characters,
    drafting,
    heads,
    names,
    openers,
    plans,
    repair,
    sentences,
    unspaced,
)
from policyc.surface.mistakes.trouble import Found, Resume, Trouble

_RULES: tuple[Callable[[Trouble], Found | None], ...] = (
    characters.bad_character,
    characters.less_than,
    openers.missing_head,
    openers.glued_opener,
    openers.missing_opener,
    heads.head_not_first,
    heads.chapter,
    heads.unknown_field,
    heads.torn_heading,
    heads.titled_heading,
    heads.indented_heading,
    heads.unmarked_unit,
    heads.field_out_of_place,
    drafting.unless,
    drafting.granting,
    drafting.glued_result,
    drafting.second_bound,
    drafting.between_items,
    drafting.citation_until,
    sentences.exclusion,
    sentences.missing_de,
    sentences.by_whom,
    sentences.or_between_conditions,
    sentences.and_beside_or,
    sentences.enumeration,
    sentences.result,
    sentences.on_whom,
    sentences.list_of_items,
    sentences.declaration,
    plans.bare_figure,
    plans.share_alone,
    names.torn_keyword,
    unspaced.missing_blanks,
    names.synonym,
    names.glued_keyword,
    names.number,
    names.unquoted,
    characters.open_bracket,
    names.keyword_as_name,
    names.two_names,
    unspaced.copied_text,
    sentences.no_result,
    sentences.unfinished,
    repair.missing_mark,
    repair.keyword,
    repair.missing_word,
)


def explain(trouble: Trouble) -> Found:
    """What is wrong at a place, and where reading can go on."""
    for rule in _RULES:
        found = rule(trouble)
        if found is not None:
            return found
    return repair.anything(trouble)


__all__ = ["Found", "Resume", "Trouble", "explain"]
