"""Pages of HTML that need nothing else: no network, no fonts, no other file.

Everything that comes from documents is escaped by the template engine; a page's own style and
script are the only ones that it allows to act.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from policyc import __version__

_TEMPLATES = Path(__file__).parent / "templates"


def rendered(
    name: str, *, styles: Iterable[str] = (), script: str | None = None, **values: object
) -> str:
    """The page of a template with the style and the script of the same name, and ``values``.

    ``styles`` are further style sheets that the page holds inside pictures; a ``script`` that is
    given stands in for the one of the same name.
    """
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    style = _text(f"{name}.css")
    script = _text(f"{name}.js") if script is None else script
    allowed = " ".join(dict.fromkeys(_hash(each) for each in (style, *styles)))
    return environment.get_template(f"{name}.html").render(
        **values,
        version=__version__,
        style=Markup(style),
        script=Markup(script),
        policy=f"default-src 'none'; style-src {allowed}; script-src {_hash(script)}",
    )


def _text(file: str) -> str:
    return (_TEMPLATES / file).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """What a content security policy calls an inline text that it allows."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
