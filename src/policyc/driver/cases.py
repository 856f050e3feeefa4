"""Running 用例: the facts of a case, what it expects, and how the result differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import evolve, field, frozen

from policyc.core.evaluate import evaluate
from policyc.core.from_resolved.values import ValueProblem, typed_value
from policyc.core.inputs import check_facts
from policyc.core.norms import Outcome, Policy
from policyc.core.results import STATUS_QUO, Decision, Kind, OutcomeResult
from policyc.core.types import BoolType, Value, show_type, show_value
from policyc.diagnostics import Code, Diagnostic, did_you_mean
from policyc.reports.cases import CaseOutcome, Difference
from policyc.resolved.document import ResolvedDocument
from policyc.resolved.from_surface import citations_of
from policyc.source.citation import Citation, CitationError
from policyc.source.numerals import NumeralError, parse_date
from policyc.source.provisions import ProvisionTree
from policyc.source.read_citation import parse_citation
from policyc.surface import nodes as n

_KINDS = {kind.value: kind for kind in Kind}
_Result = OutcomeResult | Decision


def run_cases(document: ResolvedDocument, policy: Policy) -> list[CaseOutcome]:
    """Run every case of a document, in the order of the text."""
    return [run_case(policy, case, document.provisions) for case in document.cases]


def run_case(
    policy: Policy, case: n.TestCase, provisions: ProvisionTree | None = None
) -> CaseOutcome:
    """Run one case. What cannot be run comes back as problems, never as an exception."""
    reader = _Reader(policy, case)
    prepared = reader.read()
    outcome = CaseOutcome(policy.name, case.name.text, case.name.span)
    if reader.problems:
        return evolve(outcome, problems=tuple(reader.problems))
    differences = _Comparison(policy, prepared, provisions).differences()
    return evolve(outcome, differences=tuple(differences))


@frozen
class _Expected:
    """A result that a case expects; no values: any."""

    kind: Kind
    values: frozenset[Value] | None

    def met_by(self, result: _Result) -> bool:
        if result.kind is not self.kind:
            return False
        return self.values is None or self.values == set(_values(result))


@frozen
class _Expectation:
    """An expectation with its names bound."""

    node: n.Expectation
    outcome: Outcome
    subject: str
    result: _Expected
    missing: tuple[str, ...]
    by_reading: tuple[tuple[str, str, _Expected, n.Name], ...]


@frozen
class _Prepared:
    """A case with all names bound and all values typed."""

    facts: dict[str, Value] = field(factory=dict)
    as_of: date | None = None
    readings: dict[str, str] = field(factory=dict)
    expectations: tuple[_Expectation, ...] = ()


class _Reader:
    """Binds the names and values of a case; what does not fit becomes a problem at its place."""

    def __init__(self, policy: Policy, case: n.TestCase) -> None:
        self.policy = policy
        self.case = case
        self.problems: list[Diagnostic] = []

    def read(self) -> _Prepared:
        return _Prepared(
            facts=self._facts(),
            as_of=self._as_of(),
            readings=self._readings(),
            expectations=tuple(filter(None, map(self._expectation, self.case.expectations))),
        )

    def _problem(self, code: Code, message: str, at: n.Name, help: str) -> None:
        self.problems.append(Diagnostic(code, message, at.span, help=help))

    # -- facts
    def _facts(self) -> dict[str, Value]:
        given: dict[str, Value | None] = {}
        before = len(self.problems)
        for item in self.case.given:
            value = self._given(item)
            try:
                name = self.policy.fact(item.name.text).name
            except KeyError:
                continue
            if name in given:
                self._problem(Code.E506, f"事实“{name}”给了两次", item.name, "只留一个。")
            given[name] = value
        if len(self.problems) > before:
            return {}
        harmless = self.case.rest_harmless is True
        facts, found = check_facts(self.policy, given, rest_harmless=harmless)
        self.problems += [evolve(d, span=self.case.name.span) for d in found]
        return facts

    def _given(self, item: n.Given) -> Value | None:
        """The typed value of one given fact; problems are reported where they stand."""
        value: Value | None = None
        try:
            fact = self.policy.fact(item.name.text)
            if isinstance(item.value, bool) and not isinstance(fact.type, BoolType):
                self._problem(
                    Code.E502,
                    f"事实“{fact.name}”要写明它的值（{show_type(fact.type)}）",
                    item.name,
                    f"写成 {fact.name} 为 …。",
                )
                return None
            if isinstance(item.value, n.Name):
                value = typed_value(fact.type, item.value, fact.name)
            else:
                value = item.value
        except KeyError:
            pass
        except ValueProblem as problem:
            self.problems.append(problem.diagnostic)
            return None
        _, found = check_facts(self.policy, {item.name.text: value})
        at = item.name.span
        self.problems += [evolve(d, span=at) for d in found if d.code is not Code.E505]
        return value

    # -- date and readings
    def _as_of(self) -> date | None:
        written = self.case.as_of
        if written is None:
            return None
        try:
            return parse_date(written.text)
        except NumeralError:
            help = "写成 2019年5月30日。"
            self._problem(Code.E105, f"“{written.text}”不是完整的日期", written, help)
            return None

    def _readings(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for reading, choice in self.case.readings:
            if self._known_choice(reading, choice):
                found[reading.text] = choice.text
        return found

    def _known_choice(self, reading: n.Name, choice: n.Name) -> bool:
        try:
            choices = self.policy.reading(reading.text).choices
        except KeyError:
            hint = did_you_mean(reading.text, [r.name for r in self.policy.readings])
            help = hint or "核对读法的名称。"
            self._problem(Code.E404, f"读法「{reading.text}」未声明", reading, help)
            return False
        if choice.text not in choices:
            hint = did_you_mean(choice.text, choices) or f"可选：{'、'.join(choices)}。"
            message = f"读法「{reading.text}」没有“{choice.text}”这一种"
            self._problem(Code.E404, message, choice, hint)
            return False
        return True

    # -- expectations
    def _expectation(self, node: n.Expectation) -> _Expectation | None:
        try:
            outcome = self.policy.outcome(node.outcome.text)
        except KeyError:
            hint = did_you_mean(node.outcome.text, [o.name for o in self.policy.outcomes])
            help = hint or "“应得”后面写结论的名称。"
            self._problem(Code.E602, f"结论“{node.outcome.text}”未声明", node.outcome, help)
            return None
        subject = self._subject(outcome, node)
        result = self._expected(outcome, node.result)
        missing = tuple(name for item in node.missing for name in self._missing(item))
        by_reading = []
        for reading, choice, under in node.by_reading:
            expected = self._expected(outcome, under)
            if self._known_choice(reading, choice) and expected is not None:
                by_reading.append((reading.text, choice.text, expected, choice))
        if result is None or subject is None:
            return None
        return _Expectation(node, outcome, subject, result, missing, tuple(by_reading))

    def _subject(self, outcome: Outcome, node: n.Expectation) -> str | None:
        """The kind of subject that is asked about: the outcome's own where none is written."""
        if node.subject is None:
            return outcome.subject
        kinds = self.policy.subjects_of(outcome.name)
        if node.subject.text in kinds:
            return node.subject.text
        hint = did_you_mean(node.subject.text, kinds) or f"可写：{'、'.join(kinds)}。"
        message = f"“{outcome.name}”没有关于“{node.subject.text}”的规定"
        self._problem(Code.E602, message, node.subject, hint)
        return None

    def _missing(self, item: n.Name) -> Iterator[str]:
        try:
            yield self.policy.fact(item.text).name
        except KeyError:
            hint = did_you_mean(item.text, [fact.name for fact in self.policy.facts])
            self._problem(Code.E501, f"事实“{item.text}”未声明", item, hint or "核对事实的名称。")

    def _expected(self, outcome: Outcome, written: n.Result) -> _Expected | None:
        kind = _KINDS.get(written.kind)
        if kind is None:
            help = did_you_mean(written.kind, _KINDS) or f"可写：{'、'.join(_KINDS)}。"
            message = f"没有“{written.kind}”这种结果"
            self.problems.append(Diagnostic(Code.E602, message, written.span, help=help))
            return None
        values: set[Value] = set()
        for name in written.values:
            if kind is Kind.DISCRETION and name.text == STATUS_QUO:
                values.add(STATUS_QUO)
                continue
            try:
                values.add(typed_value(outcome.type, name, outcome.name))
            except ValueProblem as problem:
                self.problems.append(problem.diagnostic)
        return _Expected(kind, frozenset(values) if written.values else None)


class _Comparison:
    """Evaluates a prepared case and compares."""

    def __init__(
        self, policy: Policy, prepared: _Prepared, provisions: ProvisionTree | None
    ) -> None:
        self.policy = policy
        self.prepared = prepared
        self.provisions = provisions

    def differences(self) -> Iterator[Difference]:
        asks = any(e.missing for e in self.prepared.expectations)
        evaluation = evaluate(
            self.policy,
            self.prepared.facts,
            as_of=self.prepared.as_of,
            readings=self.prepared.readings,
            with_missing=asks,
        )
        results = {(result.outcome, result.subject): result for result in evaluation.outcomes}
        for expectation in self.prepared.expectations:
            result = results[expectation.outcome.name, expectation.subject]
            yield from self._compare(expectation, result)

    def _compare(self, expectation: _Expectation, result: OutcomeResult) -> Iterator[Difference]:
        outcome, node = expectation.outcome, expectation.node
        if not expectation.result.met_by(result):
            shown = _show_expected(expectation.result, outcome)
            actual = _show_result(result, outcome)
            yield Difference(outcome.name, "结果", shown, actual, node.result.span)
        yield from self._clauses(expectation, result)
        if expectation.missing:
            found = [fact.name for fact in result.missing]
            if set(found) != set(expectation.missing):
                wanted = "、".join(expectation.missing)
                actual = "、".join(found) or "不缺事实"
                span = node.missing[0].span
                yield Difference(outcome.name, "所缺事实", wanted, actual, span)
        for reading, choice, expected, place in expectation.by_reading:
            under = self._under(reading, choice)[outcome.name, expectation.subject]
            if not expected.met_by(under):
                what = f"结果（读法「{reading}」取 {choice} 时）"
                shown, actual = _show_expected(expected, outcome), _show_result(under, outcome)
                yield Difference(outcome.name, what, shown, actual, place.span)

    def _under(self, reading: str, choice: str) -> dict[tuple[str, str], OutcomeResult]:
        readings = {**self.prepared.readings, reading: choice}
        facts, as_of = self.prepared.facts, self.prepared.as_of
        found = evaluate(
            self.policy, facts, as_of=as_of, readings=readings, with_missing=False
        ).outcomes
        return {(result.outcome, result.subject): result for result in found}

    def _clauses(self, expectation: _Expectation, result: OutcomeResult) -> Iterator[Difference]:
        in_force = list(_in_force(result))
        cited = [self._canonical(citation) for citation in map(_parsed, in_force) if citation]
        for part in expectation.node.clauses:
            for wanted in map(self._canonical, citations_of([part])):
                if not any(citation.startswith(wanted) for citation in cited):
                    actual = "、".join(in_force) or "没有条款生效"
                    name = expectation.outcome.name
                    yield Difference(name, "生效条款", str(wanted), actual, part.first.span)

    def _canonical(self, citation: Citation) -> Citation:
        found = None if self.provisions is None else self.provisions.find(citation)
        return citation if found is None else found.citation or citation


def _in_force(result: OutcomeResult) -> Iterable[str]:
    """Citations of the norms in force; where the readings differ, under any of them."""
    traces = [result.trace]
    if result.kind is Kind.DIVERGENT:
        traces += [under.decision.trace for under in result.by_reading]
    cited = [t.norm.citation or t.norm.id for trace in traces for t in trace if t.force is True]
    return dict.fromkeys(cited)


def _parsed(citation: str) -> Citation | None:
    try:
        return parse_citation(citation)
    except CitationError:
        return None


def _values(result: _Result) -> tuple[Value, ...]:
    return result.permitted if result.kind is Kind.DISCRETION else result.values


def _show_expected(expected: _Expected, outcome: Outcome) -> str:
    return _show(expected.kind, tuple(expected.values or ()), outcome)


def _show_result(result: _Result, outcome: Outcome) -> str:
    if isinstance(result, OutcomeResult) and result.kind is Kind.DIVERGENT:
        parts = [
            "、".join(f"{name}={choice}" for name, choice in under.readings)
            + f" 时 {_show_result(under.decision, outcome)}"
            for under in result.by_reading
        ]
        return f"读法分歧（{'；'.join(parts)}）"
    return _show(result.kind, _values(result), outcome)


def _show(kind: Kind, values: tuple[Value, ...], outcome: Outcome) -> str:
    shown = sorted(show_value(value, outcome.type) for value in values)
    if not shown:
        return kind.value
    return (
        f"定 {'、'.join(shown)}" if kind is Kind.DECIDED else f"{kind.value}（{'、'.join(shown)}）"
    )
