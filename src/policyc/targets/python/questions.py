"""The functions of a generated module: one a question, its facts in, its result out."""

from __future__ import annotations

from attrs import define, field

from policyc.core.types import BoolType
from policyc.plan.conditions import Fed
from policyc.plan.plans import Cell, Plan, Question, Ref
from policyc.targets.common.lines import INDENT, Line, indented
from policyc.targets.common.questions import camel, official_acts, ref_key, shut, title
from policyc.targets.common.tables import Table
from policyc.targets.python.literals import Literals, local, value
from policyc.targets.python.statements import Statements


@define
class Questions:
    """Writes the functions, and the tables and constants they look things up in."""

    plan: Plan
    literals: Literals
    tables: list[Line] = field(factory=list)

    def functions(self) -> list[Line]:
        """All functions, upstream first; ``tables`` is complete afterwards."""
        found: list[Line] = []
        for question in self.plan.questions:
            found += [Line(""), Line(""), *self._function(question)]
        return found

    # -- one function
    def _function(self, question: Question) -> list[Line]:
        norms = tuple(sorted(rule.bit for rule in question.rules[: question.own]))
        possible = f"_{question.key}_POSSIBLE".upper()
        places = {name: place for place, name in enumerate(question.facts)}
        statements = Statements(self.plan, self.literals, question.key, possible, places)
        body = [*self._upstream(question), *self._cells(question, statements)]
        if any(possible in line.text for line in body):
            self.tables += [Line(""), Line(f"{possible} = {question.possible:#x}")]
        for table in statements.tables:
            self.tables += [Line(""), *self._table(table)]
        memo = f"v.{local(question.key)}"
        return [
            *self._row(question),
            Line(f"def {function_name(question)}("),
            *indented(self._parameters(question)),
            Line(") -> Result:"),
            Line(f'{INDENT}"""{title(question)}"""'),
            *indented(body),
            Line(f"{INDENT}try:"),
            Line(f"{INDENT * 2}return {memo}[m]", norms),
            Line(f"{INDENT}except KeyError:"),
            Line(f"{INDENT * 2}return v._find({question.number}, {memo}, m)"),
        ]

    def _row(self, question: Question) -> list[Line]:
        """The facts of a question in the order in which its function takes them."""
        if not question.facts:
            return []
        found = [
            Line(f"class {row_name(question)}(NamedTuple):"),
            Line(f'{INDENT}"""{function_name(question)} 所用的事实；同样次序的元组也可以。"""'),
            Line(""),
        ]
        for name in question.facts:
            fact = self.plan.fact(name)
            kind = self.literals.type_name(fact.fact.type, fact.key)
            found.append(Line(f"{INDENT}{local(fact.key)}: {kind} | None = None  # {name}"))
        return [*found, Line(""), Line("")]

    def _parameters(self, question: Question) -> list[Line]:
        found = [Line(f"f: {row_name(question)},")] if question.facts else []
        for ref in question.refs:
            upstream = self.plan.questions[ref.question]
            kind = self.literals.type_name(upstream.outcome.type, upstream.key)
            official = f"{kind} | " if ref.given is not None else ""
            note = f"{function_name(upstream)} 的结果"
            if ref.given is not None:
                note = f"{ref.given}；没有给出的，写 {note}"
            name = ref_name(self.plan, question, ref)
            found.append(Line(f"{name}: {official}Result | None = None,  # {note}"))
        return [*found, Line("v: Views = OPEN,")]

    def _upstream(self, question: Question) -> list[Line]:
        """The codes of what is fed from upstream, in the low bits of the key."""
        found = []
        for k, ref in enumerate(question.refs):
            found.append(Line(f"u{k} = {self._code(ref, ref_name(self.plan, question, ref))}"))
        if not question.refs:
            return [Line("m = 0")]
        found.append(Line("m = u0"))
        found += [Line(f"m |= u{k} << {ref.offset}") for k, ref in enumerate(question.refs[1:], 1)]
        return found

    def _code(self, ref: Ref, name: str) -> str:
        """The code of an upstream result or of an official act; 0 where there is neither."""
        if ref.given is None:
            return f"0 if {name} is None else {name}.code"
        upstream = self.plan.questions[ref.question]
        if isinstance(upstream.outcome.type, BoolType):
            return (
                f"4 if {name} is True else 2 if {name} is False else {name}.code if {name} else 0"
            )
        if self.plan.outcomes[ref.outcome].is_finite:
            act = f"_{upstream.key.upper()}_CODE[{name}]"
        else:
            act = f"_{upstream.key}_code({name})"
        return f"{name}.code if isinstance({name}, Result) else {act}"

    def _cells(self, question: Question, statements: Statements) -> list[Line]:
        """The cells, those that hang on an upstream outcome only where it is not false."""
        by_gates: dict[tuple[Fed, ...], list[Cell]] = {}
        for cell in question.cells:
            by_gates.setdefault(cell.gates, []).append(cell)
        found: list[Line] = []
        loaded: set[str] = set()
        for gates, cells in by_gates.items():
            inside = set(loaded)
            inner = statements.write(cells, "m", inside)
            tests = [test for gate in gates for test in self._gate(question, gate)]
            if tests:
                norms = tuple(sorted({bit for cell in cells for bit in cell.norms}))
                found.append(Line(f"if {' and '.join(tests)}:", norms))
                inner = indented(inner)
            else:
                loaded = inside
            found += inner
        return found

    def _gate(self, question: Question, gate: Fed) -> list[str]:
        """That an upstream outcome does not make a test false."""
        k, closed = shut(self.plan, question, gate)
        codes = [str(code) for code in closed]
        if len(codes) == 1:
            return [f"u{k} != {codes[0]}"]
        return [f"u{k} not in ({', '.join(codes)})"] if codes else []

    # -- tables
    def _table(self, table: Table) -> list[Line]:
        found = self.plan.fact(table.fact)
        kind = self.literals.type_name(found.fact.type, found.key)
        regions = found.partition.regions
        return [
            Line(f"{table.name}: dict[{kind} | None, int] = {{"),
            Line(f"{INDENT}None: {table.unknown:#x},", table.unknown_norms),
            *(
                Line(f"{INDENT}{value(region.value)}: {mask:#x},", norms if mask else ())
                for region, mask, norms in zip(regions, table.masks, table.norms, strict=True)
            ),
            Line("}"),
        ]

    def code_tables(self) -> list[Line]:
        """From the value of an official act to its code, for each outcome that feeds others."""
        found: list[Line] = []
        for question in official_acts(self.plan):
            if not isinstance(question.outcome.type, BoolType):
                found += [Line(""), *self._codes(question)]
        return found

    def _codes(self, question: Question) -> list[Line]:
        regions = self.plan.outcomes[question.outcome.name]
        kind = self.literals.type_name(question.outcome.type, question.key)
        if regions.is_finite:
            return [
                Line(f"_{question.key.upper()}_CODE: dict[{kind} | None, int] = {{"),
                Line(f"{INDENT}None: 0,"),
                *(
                    Line(f"{INDENT}{value(region.value)}: {2 * k + 2},")
                    for k, region in enumerate(regions.regions)
                ),
                Line("}"),
            ]
        tests = [
            f"{2 * k + 2} if {self.literals.within('act', region)}"
            for k, region in enumerate(regions.regions)
        ]
        return [
            Line(""),
            Line(f"def _{question.key}_code(act: {kind} | None) -> int:"),
            Line(f'{INDENT}"""官方认定在哪一段。"""'),
            Line(f"{INDENT}if act is None:"),
            Line(f"{INDENT * 2}return 0"),
            Line(f"{INDENT}return {' else '.join(tests)} else 0"),
        ]


def function_name(question: Question) -> str:
    """What the function of a question is called."""
    return f"decide_{question.key}"


def row_name(question: Question) -> str:
    """What the class of its row of facts is called."""
    return f"{camel(question.key)}Facts"


def ref_name(plan: Plan, question: Question, ref: Ref) -> str:
    """The parameter for an upstream outcome."""
    return local(ref_key(plan, question, ref))
