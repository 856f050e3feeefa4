"""What a query says of one outcome: its value, its kind, and which norms make it so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import define, frozen
from sqlglot import exp

from policyc.core.norms import Norm, Overlap
from policyc.core.types import Value
from policyc.plan.plans import Question
from policyc.targets.common.circuit import Circuit, Gate
from policyc.targets.common.questions import cited
from policyc.targets.common.unsupported import Unsupported
from policyc.targets.sql.lanes import Writer, integer
from policyc.targets.sql.literals import both, case, column, either, literal, named
from policyc.targets.sql.questions import MAX_BITS, Questions, Solved

DIVERGENT = "读法分歧"


@frozen
class Answer:
    """The columns of one question, named by its key: ``key`` the value of 定, ``key_kind`` the
    kind, ``key_values`` a bit for each of ``values``, ``key_norms`` a bit for each of ``norms`` in
    force, ``key_open`` those whose force is unknown or differs between the readings."""

    question: Question
    values: tuple[Value, ...]
    norms: tuple[Norm, ...]
    readings: tuple[str, ...]
    columns: tuple[exp.Expression, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The columns, by name."""
        return tuple(f"{self.question.key}{end}" for end in ENDS)


ENDS = ("", "_kind", "_values", "_norms", "_open")


@define
class Answers:
    """Writes the columns of questions."""

    questions: Questions

    def answer(self, question: Question) -> Answer:
        """The columns of a question; ``Unsupported`` where numbers are too small for it."""
        asked = self.questions
        space = asked.space(question)
        solved = [asked.solve(question, space, word) for word in range(space.words)]
        values = tuple(solved[0].concluded.values)
        norms = tuple(rule.norm for rule in question.rules[: question.own])
        for what, count in (("条规定", len(norms)), ("种结果", len(values))):
            if count > MAX_BITS:
                raise Unsupported(
                    f"“{question.outcome.name}”有 {count} {what}，位掩码最多放 {MAX_BITS} 个",
                    cited(question),
                    "请用 -t python。",
                )
        writer = asked.writer(space)
        writer.count_uses(gate for each in solved for gate in _gates(each))
        columns = _Columns(writer, question, solved, asked.dialect).write()
        return Answer(question, values, norms, asked.readings(question), columns)


def _gates(solved: Solved) -> Iterable[Gate]:
    yield from solved.concluded.kinds.values()
    yield from solved.concluded.values.values()
    yield from solved.concluded.decided.values()
    for truths in solved.forces if solved.masks is None else ():
        yield from (truths.true, truths.possible)


@define
class _Columns:
    writer: Writer
    question: Question
    solved: Sequence[Solved]
    dialect: str

    @property
    def circuit(self) -> Circuit:
        return self.writer.circuit

    def write(self) -> tuple[exp.Expression, ...]:
        kind, is_open = self._kind()
        made = (self._value(), kind, self._values(is_open), *self._norms())
        names = (f"{self.question.key}{end}" for end in ENDS)
        return tuple(named(found, name) for found, name in zip(made, names, strict=True))

    # -- kinds
    def _all(self, kind: str) -> exp.Expression:
        return self.writer.everywhere(each.concluded.kinds[kind] for each in self.solved)

    def _of_value(self, value: Value) -> list[Gate]:
        return [each.concluded.values[value] for each in self.solved]

    def _settled(self, value: Value) -> exp.Expression:
        """That a value belongs to the result under all readings, or under none."""
        gates = self._of_value(value)
        nowhere = exp.not_(self.writer.somewhere(gates), copy=False)
        return either([self.writer.everywhere(gates), nowhere])

    def _kind(self) -> tuple[exp.Expression, exp.Expression | None]:
        """The kind; and that readings differ, where they can."""
        possible = [
            kind
            for kind in ("定", "不适用", "空白", "未知", "裁量", "冲突")
            if any(each.concluded.kinds[kind] != self.circuit.none for each in self.solved)
        ]
        tests = {kind: self._is(kind) for kind in possible}
        if self.writer.is_plain and len(self.solved) == 1:
            *arms, last = possible
            shown = exp.Literal.string(last)
            if not arms:
                return shown, None
            return case([(tests[k], exp.Literal.string(k)) for k in arms], shown), None
        found = case(
            [(tests[kind], exp.Literal.string(kind)) for kind in possible],
            exp.Literal.string(DIVERGENT),
        )
        name = self.writer.sheet.common("_k", found).name
        is_open = exp.EQ(this=column(name), expression=exp.Literal.string(DIVERGENT))
        return column(name), is_open

    def _is(self, kind: str) -> exp.Expression:
        """That the result is of a kind, and the same, under all readings."""
        if kind not in ("定", "裁量") or self.writer.is_plain:
            return self._all(kind)
        if kind == "定" and self.question.outcome.overlap is not Overlap.CUMULATIVE:
            return either(
                self.writer.everywhere(self._decided(value))
                for value in self.solved[0].concluded.values
            )
        values = self.solved[0].concluded.values
        return both([self._all(kind), *(self._settled(value) for value in values)])

    # -- values
    def _decided(self, value: Value) -> list[Gate]:
        """Where the result is 定 of this value alone."""
        return [each.concluded.decided[value] for each in self.solved]

    def _value(self) -> exp.Expression:
        arms = []
        for value in self.solved[0].concluded.values:
            gates = self._decided(value)
            if any(gate != self.circuit.none for gate in gates):
                arms.append((self.writer.everywhere(gates), literal(value, self.dialect)))
        return case(arms) if arms else exp.null()

    def _values(self, is_open: exp.Expression | None) -> exp.Expression:
        tests = []
        for value in self.solved[0].concluded.values:
            gates = self._of_value(value)
            test = self.writer.everywhere(gates)
            if is_open is not None:
                clash = both([self._all("冲突"), self.writer.somewhere(gates)])
                test = either([test, clash])
            tests.append(test)
        bits = _bits(tests)
        return bits if is_open is None else case([(is_open.copy(), integer(0))], bits)

    # -- norms
    def _norms(self) -> tuple[exp.Expression, exp.Expression]:
        masks = self.solved[0].masks
        if masks is not None:
            return column(masks.true), masks.open()
        in_force, uncertain = [], []
        for number in range(len(self.solved[0].forces)):
            true = [each.forces[number].true for each in self.solved]
            possible = [each.forces[number].possible for each in self.solved]
            everywhere = self.writer.everywhere(true)
            in_force.append(everywhere)
            if self.writer.is_plain and len(self.solved) == 1:
                c = self.circuit
                maybe = c.both(possible[0], c.no(true[0]))
                uncertain.append(self.writer.everywhere([maybe]))
            else:
                somewhere = self.writer.somewhere(possible)
                not_all = exp.not_(everywhere.copy(), copy=False)
                uncertain.append(both([somewhere, not_all]))
        return _bits(in_force), _bits(uncertain)


def _bits(tests: Sequence[exp.Expression]) -> exp.Expression:
    """A number with a bit for each test that holds."""
    found: exp.Expression | None = None
    for number, test in enumerate(tests):
        if test == exp.false():
            continue
        bit = case([(test, integer(1 << number, number > 30))], integer(0))
        found = bit if found is None else exp.BitwiseOr(this=found, expression=bit)
    return found if found is not None else integer(0)
