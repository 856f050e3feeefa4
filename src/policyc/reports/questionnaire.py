"""A document as a questionnaire: one page of HTML that decides a case by itself."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from policyc.core.norms import Policy
from policyc.core.types import show_value
from policyc.reports.page_template import rendered
from policyc.targets.common.module import MARKER
from policyc.targets.web.program import web_program


def questionnaire_to_html(policy: Policy, readings: Mapping[str, str] | None = None) -> str:
    """The page of a well-formed policy, with a line end; ``readings`` are fixed for good."""
    program = web_program(policy, readings)
    return rendered(
        "questionnaire",
        script=program.script,
        data=Markup(program.data),
        marker=MARKER,
        document=policy.name,
        title=policy.title or policy.name,
        details=[
            (word, text)
            for word, text in (
                ("发文机关", policy.issuer),
                ("状态", policy.status),
                ("施行日期", show_value(policy.effective) if policy.effective else "没有写明"),
                ("读法取定", "、".join(f"{k}={v}" for k, v in (readings or {}).items())),
            )
            if text
        ],
    )
