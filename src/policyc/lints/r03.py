"""引用错误。

检查什么
    原文引用自己的条款（第几条第几款第几项、前条、前款）时，所引的条款是否存在。引用其他文件（《…》第几条）
    的不查，用 policyc coverage 文档 --details 列出。

为什么
    条文经过增删之后，引用没有跟着改，就会指向不存在或者别的条款，执行时无所依据。

反例
    第二条：违反第五条规定的，予以通报批评。
    全文只有三条。

正例
    第二条：违反第一条规定的，予以通报批评。

如何修改
    改为所要引用的条款；引用其他文件的，在条款之前写明文件名称。
"""

from __future__ import annotations

from collections.abc import Iterator

from policyc.findings.finding import Cited, Finding, Severity, Status, fingerprint
from policyc.lints.lint import Encoded, Lint
from policyc.lints.references import Reference, exists, own_references

CODE, NAME = "R03", "引用错误"


def find(encoded: Encoded) -> Iterator[Finding]:
    """One finding for each citation that leads nowhere."""
    seen: set[Reference] = set()
    for reference in own_references(encoded.tree, encoded.document.head.title):
        if reference in seen:
            continue
        seen.add(reference)
        target = reference.target
        if target is None or not exists(encoded.tree, target):
            yield _finding(encoded, reference)


def _finding(encoded: Encoded, reference: Reference) -> Finding:
    place, target = reference.place, reference.target
    if target is None:
        unit = "条" if reference.written.endswith("条") else "款"
        message = f"{place}引用“{reference.written}”，但它之前没有别的{unit}。"
        mend = f"写明是哪一{unit}。"
    else:
        message = f"{place}引用“{reference.written}”，但原文中没有{target}。"
        near = "、".join(str(citation) for citation in encoded.tree.near(target))
        hint = f"（相近的有{near}）" if near else ""
        mend = f"改为所要引用的条款{hint}；如果引用的是其他文件，写明文件名称。"
    return Finding(
        code=CODE,
        name=NAME,
        status=Status.READ,
        severity=Severity.MEDIUM,
        message=message,
        documents=(encoded.name,),
        citations=(Cited(encoded.name, str(place), _quote(encoded, reference)),),
        norms=(str(place),),
        suggestion=mend,
        fingerprint=fingerprint(CODE, encoded.name, str(place), reference.written),
    )


def _quote(encoded: Encoded, reference: Reference) -> str:
    found = encoded.tree.find(reference.place)
    return "" if found is None else found.own_text


LINT = Lint(code=CODE, name=NAME, severity=Severity.MEDIUM, find=find)
