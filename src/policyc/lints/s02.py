"""原文变动。

检查什么
    原文的每一个条款项是否与 policy.lock 里记下的散列值相符。只比文字：空白、换行和不可见字符不计。
    没有 policy.lock 的文档不查。

为什么
    代码编码的是当时的原文。原文改了一个字，代码不会自己跟着改，审查的结论说的就还是旧文本。

反例
    锁定之后，第一条“期限为3年”改成了“期限为2年”。

正例
    锁定之后，只在“期限”之前多打了一个空格。

如何修改
    对照新的原文核对所列的代码；核对无误后运行 policyc coverage 文档 --write-lock 重新锁定。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyc.findings.finding import Cited, Finding, Severity, Status, fingerprint
from policyc.lints.lint import Encoded, Lint
from policyc.lints.lock import Changes, compare, locked_units
from policyc.lints.standing import Standing, show_lines, standing_of
from policyc.source.citation import Citation, CitationError
from policyc.source.provisions import Provision
from policyc.source.read_citation import parse_citation

CODE, NAME = "S02", "原文变动"
_MOST = 12
"""Up to so many changes get a finding each; more are one finding."""

_NOT_KEPT = "锁定时的文字没有保存，这里只能列出现在的文字"
_RELOCK = "核对无误后运行 policyc coverage {name} --write-lock 重新锁定。"


def find(encoded: Encoded) -> Iterator[Finding]:
    """How the text differs from its lock."""
    if encoded.lock is None:
        return
    changes = compare(encoded.lock, encoded.tree)
    if not changes:
        return
    report = _Report(encoded, changes)
    count = len(changes.changed) + len(changes.added) + len(changes.missing)
    yield from report.moved()
    if count > _MOST:
        yield report.all_in_one()
    else:
        yield from report.one_by_one()
    if changes.elsewhere:
        yield report.elsewhere()


class _Report:
    """The findings about the changes of one text."""

    def __init__(self, encoded: Encoded, changes: Changes) -> None:
        self.encoded = encoded
        self.changes = changes
        self.units = dict(locked_units(encoded.tree))
        self.standing = standing_of(encoded.document, encoded.policy)

    def one_by_one(self) -> Iterator[Finding]:
        for key in self.changes.changed:
            message = f"{key}的原文与锁定时不同。{_NOT_KEPT}。{self._code(key)}"
            yield self._finding(message, "改", [key])
        for key in self.changes.added:
            message = f"{key}是锁定之后新增的（锁定时没有这一单元）。{self._code(key)}"
            yield self._finding(message, "增", [key])
        for key in self.changes.missing:
            message = f"锁定时有{key}，现在的原文中没有了。{_NOT_KEPT[:10]}。{self._code(key)}"
            yield self._finding(message, "删", [key])

    def all_in_one(self) -> Finding:
        changes = self.changes
        parts = [
            f"{what} {len(keys)} 处（{_some(keys)}）"
            for what, keys in (
                ("改动", changes.changed),
                ("新增", changes.added),
                ("删去", changes.missing),
            )
            if keys
        ]
        message = f"原文与锁定时相差很大：{'；'.join(parts)}。{_NOT_KEPT}。"
        return self._finding(message, "多", [*changes.changed, *changes.added, *changes.missing])

    def moved(self) -> Iterator[Finding]:
        if self.changes.moved:
            pairs = [f"{old}→{new}" for old, new in self.changes.moved]
            message = f"有 {len(pairs)} 个条款项文字未变而编号变了：{_some(pairs)}。"
            message += "代码里的引用要跟着改。"
            yield self._finding(message, "移", [new for _, new in self.changes.moved])

    def elsewhere(self) -> Finding:
        message = "原文与锁定时不同，但各条款项的文字都没有变：变动在标题、正文之前或者正文之后。"
        return self._finding(message, "外", [], Severity.LOW)

    def _finding(
        self, message: str, what: str, keys: Sequence[str], severity: Severity = Severity.HIGH
    ) -> Finding:
        if self.changes.other_reader:
            message += "锁定时所用的切分条款的版本与现在不同，也可能只是切分变了。"
        return Finding(
            code=CODE,
            name=NAME,
            status=Status.READ,
            severity=severity,
            message=message,
            documents=(self.encoded.name,),
            citations=tuple(self._cited(key) for key in keys),
            norms=tuple(keys),
            suggestion=f"对照现在的原文核对代码；{_RELOCK.format(name=self.encoded.name)}",
            fingerprint=fingerprint(CODE, self.encoded.name, what, members=keys),
        )

    def _cited(self, key: str) -> Cited:
        unit = self.units.get(key)
        return Cited(self.encoded.name, key, "" if unit is None else unit.own_text)

    # -- which code encodes a unit
    def _code(self, key: str) -> str:
        citation = _citation(key, self.units.get(key))
        found = [] if citation is None else self._standing(citation)
        if not found:
            return "没有代码编码它。"
        shown = [f"{show_lines(s.span, self.encoded.texts)}（{s.what}）" for s in found]
        return f"编码它的是 {'、'.join(dict.fromkeys(shown))}。"

    def _standing(self, citation: Citation) -> list[Standing]:
        """What stands on a unit or below it; else on the nearest unit above."""
        found = [
            s for where, each in self.standing.items() if where.startswith(citation) for s in each
        ]
        above: Citation | None = citation
        while not found and above is not None:
            found = self.standing.get(above, [])
            above = above.parent
        return found


def _citation(key: str, unit: Provision | None) -> Citation | None:
    if unit is not None:
        return unit.citation
    try:
        return parse_citation(key.partition("#")[0])
    except CitationError:
        return None


def _some(names: Sequence[str], limit: int = 6) -> str:
    shown = "、".join(names[:limit])
    return shown if len(names) <= limit else f"{shown}……"


LINT = Lint(code=CODE, name=NAME, severity=Severity.HIGH, find=find)
