"""Findings as one page of HTML that needs nothing else: no network, no fonts, no other file.

Everything that comes from documents is escaped by the template engine; the page's own style and
script are the only ones that it allows to act.
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from policyc import __version__
from policyc.reports.html_page import page_of
from policyc.reports.report import Report

_TEMPLATES = Path(__file__).parent / "templates"


def report_to_html(report: Report) -> str:
    """The page, in Chinese, with a line end."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    style, script = (_own(name) for name in ("findings.css", "findings.js"))
    return environment.get_template("findings.html").render(
        page=page_of(report),
        version=__version__,
        style=Markup(style),
        script=Markup(script),
        policy=f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}",
    )


def _own(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """What a content security policy calls an inline text that it allows."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
