"""The program of a questionnaire: the generated module, what draws the page, and its data."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from attrs import frozen

from policyc.core.norms import Policy
from policyc.targets.common.module import runtime_text
from policyc.targets.data.plan import plan_to_json
from policyc.targets.typescript.module import typescript_module
from policyc.targets.web.app import APP

_PACKAGE = "policyc.targets.web.app"
_ENDS_SCRIPT = re.compile(r"<(?=/script|script|!--)", re.IGNORECASE)


@frozen
class WebProgram:
    """``script`` is a module to stand inside a page, ``data`` the JSON that it looks for in the
    element ``data``; neither can end the element it stands in."""

    script: str
    data: str


def web_program(policy: Policy, readings: Mapping[str, str] | None = None) -> WebProgram:
    """The program of a well-formed policy; ``readings`` are fixed for good."""
    module = typescript_module(policy, readings)
    app = "\n\n".join(runtime_text(_PACKAGE, file) for file in APP)
    # In a block of its own, so that no name of a document can meet one of the page's.
    script = f"\n{module.text}\n{{\n{app}\n}}\n"
    words = {
        each.key: {
            "definition": each.fact.definition,
            "window": each.fact.window,
            "basis": each.fact.basis,
        }
        for each in module.plan.facts
    }
    data = {"plan": plan_to_json(policy, readings), "words": words}
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return WebProgram(_ENDS_SCRIPT.sub(r"\\x3c", script), written.replace("<", "\\u003c"))
