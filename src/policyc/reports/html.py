"""Findings as one page of HTML that needs nothing else."""

from __future__ import annotations

from policyc.reports.html_page import page_of
from policyc.reports.page_template import rendered
from policyc.reports.report import Report


def report_to_html(report: Report) -> str:
    """The page, in Chinese, with a line end."""
    return rendered("findings", page=page_of(report))
