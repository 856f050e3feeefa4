"""A batch from beginning to end: read, decide, write whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any

from attrs import define, field, frozen

from policyc.batch.cells import READER
from policyc.batch.columns import Columns, match
from policyc.batch.problem import BatchProblem, Mismatch
from policyc.batch.rejects import Rejects, is_ours
from policyc.batch.source import Source, open_source, place
from policyc.batch.spark import NUMBER, OnSpark
from policyc.batch.statements import Statements, result_headings
from policyc.batch.verify import verify
from policyc.batch.writing import Table, replace, write_table
from policyc.core.norms import Fact, Policy
from policyc.diagnostics import Code
from policyc.targets.sql.query import Asked, SqlQuery, sql_query

Tell = Callable[[str, float], None]
"""Shows what is being done, and how much of it is finished."""

_POLL = 0.2


@frozen
class Wanted:
    """What a batch is asked for; ``memory`` is what DuckDB may use, in MiB."""

    outcomes: tuple[str, ...] = ()
    readings: Mapping[str, str] = field(factory=dict)
    as_of: date | None = None
    rest_harmless: bool = False
    encoding: str | None = None
    memory: int = 1024
    threads: int | None = None
    sample: int = 100
    engine: str = "duckdb"


@frozen
class Summary:
    """What a batch did."""

    read: int
    decided: int
    rejected: int
    complaints: int
    verified: int
    note: str
    others: tuple[str, ...]
    missing: tuple[Fact, ...]
    rejects: Path | None


def run_batch(policy: Policy, path: Path, out: Path, wanted: Wanted, tell: Tell) -> Summary:
    """Decide every row of a file and write the results. ``BatchProblem`` where that cannot be;
    ``Mismatch`` where the query and the interpreter differ on a sampled row."""
    import duckdb

    out.parent.mkdir(parents=True, exist_ok=True)
    workspace = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        with _database(workspace, wanted) as database:
            return _Batch(policy, path, out, wanted, tell, workspace, database).run()
    except duckdb.OutOfMemoryException:
        message = f"{wanted.memory} MiB 内存不够用"
        raise BatchProblem(Code.E004, message, "用 --memory 给多一些。") from None
    except duckdb.IOException as error:
        message = f"读写 {path.name} 或 {out.name} 时出错"
        raise BatchProblem(Code.E004, message, str(error).split("\n", 1)[0]) from None
    finally:
        shutil.rmtree(workspace, ignore_errors=True)


@contextmanager
def _database(workspace: Path, wanted: Wanted) -> Iterator[Any]:
    """An empty DuckDB with bounded memory: what does not fit goes beside the result."""
    import duckdb

    settings: dict[str, Any] = {
        "memory_limit": f"{wanted.memory}MiB",
        "temp_directory": str(workspace / "spill"),
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    if wanted.threads is not None:
        settings["threads"] = wanted.threads
    connection = duckdb.connect(":memory:", config=settings)
    try:
        yield connection
    finally:
        connection.close()


@define
class _Batch:
    policy: Policy
    path: Path
    out: Path
    wanted: Wanted
    tell: Tell
    workspace: Path
    database: Any
    asked: list[Fact] = field(factory=list)
    """The facts that the outcomes depend on, whether there is a column for them or not."""

    def run(self) -> Summary:
        source = open_source(self.path, self.wanted.encoding, self.workspace, self.database)
        headings = result_headings(self.policy, self.wanted.outcomes)
        columns = match(self.policy, source.names, headings)
        statements = self._statements(source, columns, headings)
        reader = statements.reader
        self.database.create_function(
            READER, reader.answer, ["INTEGER", "VARCHAR"], "VARCHAR", null_handling="special"
        )
        verified = verify(statements, self.database, self.policy, self.wanted)
        rejects = Rejects(statements, self.database)
        accepted, malformed = rejects.count(self._execute)
        if source.rows is not None and not malformed and accepted != source.rows:
            raise Mismatch(f"文件有 {source.rows} 行，只读到 {accepted} 行")
        kept = self._write(statements)
        wrong, complaints = rejects.collect(self._execute) if kept < accepted else (0, 0)
        if kept + wrong != accepted:  # nothing may be lost
            raise Mismatch(f"读到 {accepted} 行，写出 {kept} 行，有误 {wrong} 行，合不上")
        beside = self._publish(rejects if wrong or malformed else None)
        return Summary(
            read=accepted + malformed,
            decided=kept,
            rejected=wrong + malformed,
            complaints=complaints + malformed,
            verified=verified,
            note=source.note,
            others=columns.others,
            missing=columns.missing(self.asked),
            rejects=beside,
        )

    def _statements(
        self, source: Source, columns: Columns, headings: tuple[str, ...]
    ) -> Statements:
        kept = tuple(place(k) for k in range(len(columns.names)))

        def made(present: frozenset[str] | None) -> Statements:
            query = self._query(present, "duckdb", kept)
            rest = self.wanted.rest_harmless
            return Statements(self.policy, source, columns, query, rest, headings)

        whole = made(None)
        self.asked = [f.fact for f in whole.query.plan.facts if f.key in whole.query.facts]
        return made(whole.present())

    def _query(
        self, present: frozenset[str] | None, dialect: str, kept: tuple[str, ...]
    ) -> SqlQuery:
        asked = Asked(
            dialect=dialect,
            readings=self.wanted.readings,
            outcomes=self.wanted.outcomes,
            as_of=self.wanted.as_of,
            kept=kept,
            present=present,
        )
        return sql_query(self.policy, asked)

    # -- writing
    @property
    def _new(self) -> Path:
        return self.workspace / f"output{self.out.suffix.lower()}"

    def _write(self, statements: Statements) -> int:
        facts = f"SELECT * FROM ({statements.facts(statements.source.relation)}) WHERE NOT _bad"
        names = (*statements.columns.names, *statements.headings)
        decided = statements.decided(facts)
        if self.wanted.engine == "spark":
            query = self._query(statements.present(), "spark", (NUMBER,))
            spark = OnSpark(statements, query, self.workspace, self.wanted.memory)
            decided = spark.decided(facts, self._execute)
        table = Table(statements.results(decided), names)
        return write_table(table, self._new, self.database, self._execute)

    def _publish(self, rejects: Rejects | None) -> Path | None:
        """Put what was written in its place: what is wrong first, then the results."""
        beside = rejects_path(self.out)
        if rejects is not None:
            file = self.workspace / "rejects.csv"
            write_table(rejects.table(), file, self.database, self._execute)
            replace(file, beside)
        elif is_ours(beside):
            beside.unlink()  # of an earlier run: it would speak of rows that are fine now
        replace(self._new, self.out)
        return beside if rejects is not None else None

    def _execute(self, statement: str, what: str) -> list[tuple[Any, ...]]:
        """Run a statement, telling how far it is."""
        found: list[list[tuple[Any, ...]]] = []
        failed: list[BaseException] = []

        def work() -> None:
            try:
                found.append(self.database.execute(statement).fetchall())
            except BaseException as error:
                failed.append(error)

        worker = Thread(target=work, daemon=True)
        worker.start()
        try:
            while worker.is_alive():
                worker.join(_POLL)
                self.tell(what, max(0.0, self.database.query_progress()) / 100)
        except BaseException:
            self.database.interrupt()
            worker.join()
            raise
        if failed:
            raise failed[0]
        return found[0]


def rejects_path(out: Path) -> Path:
    """Where the rows go that cannot be decided."""
    return out.with_name(f"{out.stem}.rejects.csv")
