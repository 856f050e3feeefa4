"""Codes explained: what a check looks for, what an error means; one by one, or all on a page."""

from __future__ import annotations

from collections.abc import Iterable

from policyc.diagnostics.advice import ADVICE
from policyc.diagnostics.codes import Code
from policyc.findings.documented import HEADINGS, Documented
from policyc.reports.layout import Screen, paragraph
from policyc.reports.values import Json

EXAMPLES = ("反例", "正例")
"""Headings whose text is code, to be shown as it is."""

_ENDS = frozenset("。；：！？")
_FAMILIES = {
    "E0": "文件",
    "E1": "写法",
    "E2": "名称和引用",
    "E3": "类型和单位",
    "E4": "规范之间",
    "E5": "事实",
    "E6": "命令和用例",
}


def check_to_json(check: Documented) -> Json:
    """A check's documentation as data."""
    return {
        "code": check.code,
        "name": check.name,
        "kind": "finding",
        "severity": check.severity.value,
        "sections": {heading: "\n".join(_lines(check, heading)) for heading in HEADINGS},
    }


def error_to_json(code: Code) -> Json:
    """An error's meaning as data."""
    advice = ADVICE[code]
    return {
        "code": code.id,
        "name": code.value,
        "kind": "error",
        "severity": None,
        "sections": {"意思": advice.meaning, "怎么办": advice.mend},
    }


def check_to_text(check: Documented, screen: Screen) -> str:
    """A check's documentation on the screen."""
    title = screen.paint(f"{check.code} {check.name}", "bold")
    lines = [f"{title}  {check.severity.value}"]
    for heading in HEADINGS:
        lines += ["", screen.paint(heading, "bold")]
        for line in _lines(check, heading):
            lines += paragraph(line, screen.width, "  ")
    return "\n".join(lines) + "\n"


def error_to_text(code: Code, screen: Screen) -> str:
    """An error's meaning on the screen."""
    advice = ADVICE[code]
    lines = [screen.paint(f"{code.id} {code.value}", "bold") + "  错误", ""]
    lines += paragraph(advice.meaning, screen.width, "  意思：")
    lines += paragraph(advice.mend, screen.width, "  怎么办：")
    return "\n".join(lines) + "\n"


def codes_page(checks: Iterable[Documented]) -> str:
    """All codes as one page of Markdown (``docs/codes.md``)."""
    listed = list(checks)
    lines = [
        "# 代码一览",
        "",
        "<!-- 由代码生成，请勿手改。改检查文件的说明或 diagnostics/advice.py，再 make golden。 -->",
        "",
        "`policyc explain 代码` 在终端里显示同样的说明。",
        "",
        "## 审查发现的问题",
        "",
        "| 代码 | 名称 | 程度 |",
        "|---|---|---|",
    ]
    lines += [f"| [{c.code}](#{c.code.lower()}) | {c.name} | {c.severity.value} |" for c in listed]
    for check in listed:
        lines += ["", *_section(check)]
    lines += ["", "## 错误", ""]
    lines += ["输入有误时给出，退出码为 2。代码公布之后意义不变。"]
    for family, title in _FAMILIES.items():
        codes = [code for code in Code if code.id.startswith(family)]
        if codes:
            lines += ["", f"### {family} {title}", "", "| 代码 | 名称 | 意思 | 怎么办 |"]
            lines += ["|---|---|---|---|", *map(_row, codes)]
    return "\n".join(lines) + "\n"


def sections_of(check: Documented) -> dict[str, list[str]]:
    """A check's documentation by heading, as the lines that a person reads."""
    return {heading: _lines(check, heading) for heading in HEADINGS}


def check_to_markdown(check: Documented) -> str:
    """A check's documentation without its title, as Markdown."""
    parts = []
    for heading, body in sections_of(check).items():
        if heading in EXAMPLES:
            body = ["```text", *body, "```"]
        parts.append("\n".join([f"**{heading}**", "", *body]))
    return "\n\n".join(parts)


def _section(check: Documented) -> list[str]:
    lines = [f'<a id="{check.code.lower()}"></a>', "", f"### {check.code} {check.name}"]
    return [*lines, "", check_to_markdown(check)]


def _row(code: Code) -> str:
    advice = ADVICE[code]
    cells = (code.id, code.value, advice.meaning, advice.mend)
    return f"| {' | '.join(cell.replace('|', '｜') for cell in cells)} |"


def _lines(check: Documented, heading: str) -> list[str]:
    """The lines of a section, those put together that were only broken for their length."""
    lines: list[str] = []
    for line in check.sections.get(heading, "").splitlines():
        if lines and lines[-1] and lines[-1][-1] not in _ENDS:
            gap = " " if lines[-1][-1].isascii() and line[:1].isascii() else ""
            lines[-1] += gap + line.strip()
        elif line.strip():
            lines.append(line.strip())
    return lines
