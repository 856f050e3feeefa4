"""A comparison as data: every row with what each document says, and the clauses."""

from __future__ import annotations

from policyc.comparison.texts import Text
from policyc.comparison.values import Cell, Entry, Matrix, Row
from policyc.reports.values import Json


def comparison_to_json(matrix: Matrix) -> Json:
    """The documents, what they have to be read with, and the matrix; ``cells`` stand in the order
    of the documents. A cell that is ``silent`` has no entry, or only such as are ``open``: the
    text speaks of the matter and leaves it open."""
    return {
        "documents": [_document(text) for text in matrix.texts],
        "caveats": [{"text": each.text, "differs": each.apart} for each in matrix.caveats],
        "dimensions": [
            {
                "name": group.name,
                "question": group.about,
                "rows": [_row(matrix, row) for row in group.rows],
            }
            for group in matrix.groups
        ],
    }


def _document(text: Text) -> Json:
    head, policy = text.head, text.policy
    days = {
        "written": head.written,
        "published": head.published,
        "effective": policy.effective,
        "expires": head.expires,
    }
    return {
        "document": policy.name,
        "short": text.short,
        "title": policy.title,
        "number": head.number,
        "issuers": list(head.issuers),
        "level": policy.level,
        "status": policy.status,
        "region": policy.region,
        **{name: None if day is None else day.isoformat() for name, day in days.items()},
    }


def _row(matrix: Matrix, row: Row) -> Json:
    return {
        "title": row.title,
        "comparability": row.comparability.value,
        "why": row.why,
        "agreement": row.agreement.value,
        "cells": [_cell(text, cell) for text, cell in zip(matrix.texts, row.cells, strict=True)],
    }


def _cell(text: Text, cell: Cell) -> Json:
    return {
        "document": text.policy.name,
        "silent": cell.silent,
        "entries": [_entry(entry) for entry in cell.entries],
    }


def _entry(entry: Entry) -> Json:
    return {
        "text": entry.text,
        "open": entry.open,
        "clauses": [{"citation": at.citation, "quote": at.quote} for at in entry.places],
    }
