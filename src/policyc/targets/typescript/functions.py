"""The functions of a generated ESM module: one a question, its facts in, its result out."""

from __future__ import annotations

from attrs import frozen

from policyc.plan.conditions import Fed
from policyc.plan.plans import Cell, Plan, Question
from policyc.targets.common.lines import INDENT, Line, indented
from policyc.targets.common.questions import shut, title
from policyc.targets.typescript.literals import Literals
from policyc.targets.typescript.names import Names
from policyc.targets.typescript.statements import Statements
from policyc.targets.typescript.words import BITS, words_of


@frozen
class Functions:
    """Writes the functions, and how official acts become words of a key."""

    plan: Plan
    literals: Literals
    names: Names

    def functions(self) -> list[Line]:
        """All functions, upstream first."""
        found: list[Line] = []
        for question in self.plan.questions:
            if self.plan.feeding(question):
                found += [Line(""), *self._acts(question)]
        for question in self.plan.questions:
            found += [Line(""), *self._function(question)]
        return found

    def _function(self, question: Question) -> list[Line]:
        norms = tuple(sorted(rule.bit for rule in question.rules[: question.own]))
        refs = [self.names.parameter(question, ref) for ref in question.refs]
        parameters = [*(["f"] if question.facts else []), *refs, "v = OPEN"]
        return [
            Line(f"/** {title(question).replace('*/', '*／')} */"),
            Line(f"export function {self.names.function(question)}({', '.join(parameters)}) {{"),
            *indented([*self._upstream(question), *self._cells(question)]),
            *indented(self._found(question, norms)),
            Line("}"),
        ]

    def _upstream(self, question: Question) -> list[Line]:
        """The words of the key: those for cells begin empty, those from upstream are looked up."""
        taken = {ref.offset // BITS + k for ref in question.refs for k in range(ref.width // BITS)}
        own = [word for word in range(words_of(question)) if word not in taken]
        found = [Line(f"let {', '.join(f'm{word} = {0 if word else 1}' for word in own)};")]
        for k, ref in enumerate(question.refs):
            upstream = self.plan.questions[ref.question]
            name = self.names.parameter(question, ref)
            found.append(Line(f"const u{k} = _fed({name}, {self.names.acts(upstream)});"))
            first = ref.offset // BITS
            parts = [f"m{first + j} = u{k}[{j}]" for j in range(ref.width // BITS)]
            found.append(Line(f"const {', '.join(parts)};"))
        return found

    def _cells(self, question: Question) -> list[Line]:
        """The cells, those that hang on an upstream outcome only where it is not false."""
        statements = Statements(self.plan, self.literals)
        by_gates: dict[tuple[Fed, ...], list[Cell]] = {}
        for cell in question.cells:
            by_gates.setdefault(cell.gates, []).append(cell)
        found: list[Line] = []
        loaded: set[str] = set()
        for gates, cells in by_gates.items():
            tests = [test for gate in gates for test in self._gate(question, gate)]
            if tests:
                norms = tuple(sorted({bit for cell in cells for bit in cell.norms}))
                found.append(Line(f"if ({' && '.join(tests)}) {{", norms))
                found += indented(statements.write(cells, "m", set(loaded)))
                found.append(Line("}"))
            else:
                found += statements.write(cells, "m", loaded)
        return found

    def _gate(self, question: Question, gate: Fed) -> list[str]:
        """That an upstream outcome does not make a test false."""
        k, closed = shut(self.plan, question, gate)
        word = question.refs[k].offset // BITS
        return [f"m{word} !== {code}" for code in closed]

    def _found(self, question: Question, norms: tuple[int, ...]) -> list[Line]:
        """The result of the key, remembered or worked out."""
        words = [f"m{word}" for word in range(words_of(question))]
        mixed = words[0]
        for word in words[1:]:
            mixed = f"_mix({mixed}, {word})"
        same = " && ".join(f"k[{number}] === {word}" for number, word in enumerate(words))
        return [
            Line(f"const h = {mixed};"),
            Line(f"for (let e = v.memos[{question.number}].at(h); e !== undefined; e = e.next) {{"),
            Line(f"{INDENT}const k = e.key;"),
            Line(f"{INDENT}if ({same}) return e.result;", norms),
            Line("}"),
            Line(f"return v.find({question.number}, h, [{', '.join(words)}]);"),
        ]

    def _acts(self, question: Question) -> list[Line]:
        """From an official act to its code."""
        regions = self.plan.outcomes[question.outcome.name]
        opening = f"const {self.names.acts(question)} = _acts({words_of(question)}, "
        if regions.is_finite:
            rows = [
                f"{INDENT}[{self.literals.value(region.value)}, {2 * k + 2}],"
                for k, region in enumerate(regions.regions)
            ]
            return [Line(f"{opening}["), *map(Line, rows), Line("]);")]
        tests = [
            f"{INDENT}if ({self.literals.within('act', region)}) return {2 * k + 2};"
            for k, region in enumerate(regions.regions)
        ]
        return [Line(f"{opening}(act) => {{"), *map(Line, tests), Line("});")]
