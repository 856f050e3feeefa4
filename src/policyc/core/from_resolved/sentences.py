"""Duties, sanctions, roles and the other sentences as core values."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from attrs import define, field

from policyc.core import content as c
from policyc.core.conditions import Condition
from policyc.core.dates import Deadline
from policyc.core.from_resolved.details import check_details
from policyc.core.from_resolved.divisions import join_divisions
from policyc.core.from_resolved.programme import Programme
from policyc.core.from_resolved.schedules import deadline, frequency
from policyc.core.norms import Modality
from policyc.diagnostics import Code, Diagnostic
from policyc.resolved.document import Located, ResolvedDocument
from policyc.source.numerals import NumeralError, parse_date
from policyc.surface import nodes as n

_MODALITIES = {
    n.ModalWord.SHALL: Modality.SHALL,
    n.ModalWord.MAY: Modality.MAY,
    n.ModalWord.MUST_NOT: Modality.MUST_NOT,
    n.ModalWord.IN_PRINCIPLE_NOT: Modality.IN_PRINCIPLE_NOT,
    n.ModalWord.NONE: None,
}


@define
class Sentences:
    """Lowers the sentences that decide no outcome, in the order of the text."""

    document: ResolvedDocument
    condition: Callable[[n.Expr | None, Located], Condition]
    report: Callable[[Diagnostic], None]
    programme: Programme
    found: list[c.Content] = field(factory=list)

    def build(self) -> None:
        for located in self.document.located:
            if isinstance(located.node, n.Sentence):
                for problem in check_details(located.node):
                    self.report(problem)
                if located.citation is not None:
                    if not isinstance(located.node, (n.Lifecycle, n.Change)):
                        self.found.append(self._lower(located, located.node))
                elif not located.misplaced:
                    self.report(
                        Diagnostic(
                            Code.E107,
                            "这一句没有写在任何条款之下",
                            located.span,
                            help="在它前面另起一行，顶格写出所编码的条款，例如 第六条。",
                        )
                    )
        self.found = join_divisions(self.found)

    def _lower(self, located: Located, node: n.PlainSentence) -> c.Content:
        place = c.Place(located.cited, located.quote, located.span)
        match node:
            case n.Duty():
                return self._duty(place, located, node)
            case n.Sanction():
                return self._sanction(place, located, node)
            case n.Role(name, holders):
                return c.Role(place, name.text, _texts(holders))
            case n.Definition(name, meaning):
                return c.Definition(place, name.text, meaning.text)
            case n.Application(bodies, by_analogy, text):
                return c.Application(place, _texts(bodies), by_analogy, text.text)
            case n.Delegation(bodies, modal, acts):
                return c.Delegation(place, _texts(bodies), _texts(acts), _MODALITIES[modal])
            case n.Commencement(when):
                return c.Commencement(place, when.text, _date_or_none(when.text))
            case n.Repeal(document):
                return c.Repeal(place, document.text)
            case n.UnitMark(kind, reason):
                return c.UnitMark(place, c.MarkKind(kind.value), reason.text if reason else "")
            case n.Phase() | n.Indicator() | n.Division():
                return self.programme.lower(place, located, node)

    def _duty(self, place: c.Place, located: Located, node: n.Duty) -> c.Duty:
        details = _details(node.details)
        return c.Duty(
            place=place,
            bodies=_texts(node.bodies),
            acts=_texts(node.acts),
            modality=_MODALITIES[node.modal],
            condition=self.condition(node.when, located),
            procedure=node.procedure,
            towards=details.get("to", ()),
            consent=details.get("consent", ()),
            frequency=frequency(details.get("frequency", ())),
            deadline=self._deadline(node.details),
            under="".join(details.get("under", ())),
            criterion="".join(details.get("criterion", ())),
        )

    def _sanction(self, place: c.Place, located: Located, node: n.Sanction) -> c.Sanction:
        return c.Sanction(
            place=place,
            targets=_texts(node.targets),
            measures=_texts(node.measures),
            modality=_MODALITIES[node.modal],
            discretion=node.discretion,
            condition=self.condition(node.when, located),
            deciders=_texts(node.deciders),
            under="".join(_details(node.details).get("under", ())),
        )

    def _deadline(self, details: tuple[n.Detail, ...]) -> Deadline | None:
        for detail in details:
            if detail.kind == "deadline":
                found = deadline(detail.values[0])
                if not isinstance(found, Diagnostic):
                    return found
                self.report(found)
        return None


def _texts(names: tuple[n.Name, ...]) -> tuple[str, ...]:
    return tuple(name.text for name in names)


def _details(details: tuple[n.Detail, ...]) -> dict[str, tuple[str, ...]]:
    return {detail.kind: _texts(detail.values) for detail in details if detail.values}


def _date_or_none(text: str) -> date | None:
    try:
        return parse_date(text)
    except NumeralError:
        return None
