"""Policies from a program: ``policyc.load("kunming-2019").evaluate({"省级整治级别": "重点关注"})``.

Loading runs every pass over the document; evaluating checks the facts first. What is wrong with a
document or with facts is a ``PolicyError`` whose ``diagnostics`` say it one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from policyc.core.evaluate import evaluate
from policyc.core.inputs import check_facts
from policyc.core.norms import Fact, Outcome, Reading
from policyc.core.norms import Policy as CorePolicy
from policyc.core.results import Evaluation
from policyc.core.types import Value
from policyc.diagnostics import Code, Diagnostic
from policyc.driver.files import unreadable
from policyc.driver.pipeline import load as load_files
from policyc.driver.project import find_documents
from policyc.driver.readings import check_readings

if TYPE_CHECKING:
    from os import PathLike

__all__ = ["Policy", "PolicyError", "load"]


class PolicyError(ValueError):
    """A document that cannot be used, or facts or readings that a document does not take.

    ``diagnostics`` holds at least one; each has a stable code, a message, and what to do.
    """

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics)
        super().__init__("；".join(f"[{d.code.id}] {d.message}" for d in self.diagnostics))


class Policy:
    """A document ready to be asked. Handles are immutable and may be shared between threads."""

    __slots__ = ("_policy", "_warnings")

    def __init__(self, policy: CorePolicy, warnings: Iterable[Diagnostic] = ()) -> None:
        self._policy = policy
        self._warnings = tuple(warnings)

    def __repr__(self) -> str:
        return f"<policyc.Policy {self.name}>"

    @property
    def name(self) -> str:
        """The name of the document, such as ``kunming-2019``."""
        return self._policy.name

    @property
    def title(self) -> str:
        """The title of the document."""
        return self._policy.title

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What can be given, in order of declaration."""
        return self._policy.facts

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What the document answers."""
        return self._policy.outcomes

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Where the text is ambiguous, with the choices."""
        return self._policy.readings

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What is odd about the document without making it unusable."""
        return self._warnings

    @property
    def core(self) -> CorePolicy:
        """The document as the rest of policyc takes it."""
        return self._policy

    def check_facts(
        self, facts: Mapping[str, object], *, rest_harmless: bool = False
    ) -> dict[str, Value]:
        """The facts as typed values, by their Chinese names.

        Keys are names or ASCII aliases. ``None`` and 未知 mean unknown, as does what is left out;
        with ``rest_harmless`` what is left out has its harmless value. Raises ``PolicyError``.
        """
        if problems := _check_names(facts):
            raise PolicyError(problems)
        found, problems = check_facts(self._policy, facts, rest_harmless=rest_harmless)
        if problems:
            raise PolicyError(problems)
        return found

    def evaluate(
        self,
        facts: Mapping[str, object] | None = None,
        *,
        as_of: date | None = None,
        readings: Mapping[str, str] | None = None,
        rest_harmless: bool = False,
        with_missing: bool = True,
    ) -> Evaluation:
        """All outcomes for one case; ``evaluation["整治级别"]`` is one of them.

        Facts are given as for ``check_facts``. ``readings`` fixes some readings; the others are
        branched over where they matter. ``with_missing=False`` skips the search for the smallest
        set of facts that would settle an unknown outcome, which is the dear part.
        ``as_of`` is the day whose law is asked for; without it, dates of effect are not looked at.
        ``evaluation.outcomes`` holds every outcome, one for each kind of subject.
        Raises ``PolicyError`` for facts or readings that the document does not take, and for an
        ``as_of`` that is no ``datetime.date``.
        """
        problems = [*_check_date(as_of), *check_readings(self._policy, readings or {})]
        if problems:
            raise PolicyError(problems)
        checked = self.check_facts({} if facts is None else facts, rest_harmless=rest_harmless)
        return evaluate(
            self._policy, checked, as_of=as_of, readings=readings, with_missing=with_missing
        )

    def to_python(self, *, readings: Mapping[str, str] | None = None) -> str:
        """The source of a Python module that needs nothing else and says the same.

        ``readings`` are fixed for good in it. Raises ``PolicyError`` for readings that the document
        does not have.
        """
        from policyc.targets.python.module import python_module

        problems = check_readings(self._policy, readings or {})
        if problems:
            raise PolicyError(problems)
        return python_module(self._policy, readings).text


def _check_names(facts: object) -> list[Diagnostic]:
    """What is wrong with facts that do not go by name at all."""
    if isinstance(facts, Mapping):
        wrong = next((name for name in facts if not isinstance(name, str)), None)
        if wrong is None:
            return []
        message = f"事实的名称要用文字，给的是 {wrong!r}"
    else:
        message = f"事实要用字典给出，给的是 {type(facts).__name__}"
    return [Diagnostic(Code.E502, message, help='写成 {"事实名": 值, …}。')]


def _check_date(as_of: object) -> list[Diagnostic]:
    """What is wrong with a date of effect. A time of day is none: which day depends on its zone."""
    if as_of is None or (isinstance(as_of, date) and not isinstance(as_of, datetime)):
        return []
    message = f"截至日期 as_of 要用 datetime.date，给的是 {as_of!r}"
    help = 'date(2020, 6, 1)，或者 date.fromisoformat("2020-06-01")。'
    return [Diagnostic(Code.E601, message, help=f"写成 {help}")]


def load(reference: str | PathLike[str], *, base: str | PathLike[str] | None = None) -> Policy:
    """The document of a name (``kunming-2019``), a folder or a ``.policy`` file.

    Paths and names are looked up from ``base``, by default the current folder, and names also among
    the documents that come with policyc. Raises ``PolicyError``.
    """
    folder = Path.cwd() if base is None else Path(base)
    try:
        found = find_documents(str(reference), folder)
    except OSError as error:
        found = unreadable(str(reference), error)
    except ValueError:
        found = Diagnostic(Code.E001, f"找不到文档 {reference}", help="核对路径和文件名。")
    if isinstance(found, Diagnostic):
        raise PolicyError([found])
    if len(found) > 1:
        names = "、".join(files.name for files in found)
        message = f"“{reference}”里有 {len(found)} 个文档，一次只能装载一个"
        raise PolicyError([Diagnostic(Code.E601, message, help=f"写其中一个：{names}。")])
    loaded = load_files(found[0], folder)
    if loaded.policy is None:
        raise PolicyError(loaded.diagnostics)
    return Policy(loaded.policy, loaded.diagnostics)
