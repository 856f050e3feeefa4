"""Texts, places in them, and the provisions of a source text.

The bottom layer: it imports nothing else of policyc.
"""

from policyc.source.citation import HEADINGS, Citation, CitationError, Level, Step
from policyc.source.columns import (
    caret_line,
    display_column,
    display_width,
    expand_tabs,
    utf16_column,
)
from policyc.source.numerals import NumeralError, chinese_numeral, parse_date, parse_number
from policyc.source.provisions import (
    CitationNotFound,
    ProblemKind,
    Provision,
    ProvisionTree,
    SourceProblem,
)
from policyc.source.read_citation import parse_citation
from policyc.source.read_provisions import read_provisions
from policyc.source.span import Span
from policyc.source.text import DecodeProblem, DecodeReason, SourceText, decode, is_blank

__all__ = [
    "HEADINGS",
    "Citation",
    "CitationError",
    "CitationNotFound",
    "DecodeProblem",
    "DecodeReason",
    "Level",
    "NumeralError",
    "ProblemKind",
    "Provision",
    "ProvisionTree",
    "SourceProblem",
    "SourceText",
    "Span",
    "Step",
    "caret_line",
    "chinese_numeral",
    "decode",
    "display_column",
    "display_width",
    "expand_tabs",
    "is_blank",
    "parse_citation",
    "parse_date",
    "parse_number",
    "read_provisions",
    "utf16_column",
]
