"""What ``policyc build -t sql`` can be asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from policyc.cli.named_values import named_outcomes
from policyc.cli.options import Decorated, OneOf, as_of_option
from policyc.cli.output import words
from policyc.cli.problem import bad_option
from policyc.cli.report_file import extra
from policyc.core.norms import Policy
from policyc.driver.build import Built, build_sql

DIALECTS = ("duckdb", "postgres", "sqlite", "spark")


def outcome_option(command: Decorated) -> Decorated:
    """``--outcome``, as often as wanted, as ``outcomes``."""
    return click.option(
        "--outcome",
        "outcomes",
        multiple=True,
        metavar="结论",
        help="只要这个结论（中文名或英文名），可重复；不写则全部",
    )(command)


def sql_options(command: Decorated) -> Decorated:
    """The options that only a query has."""
    command = click.option(
        "--keep",
        "kept",
        multiple=True,
        metavar="列",
        help="sql：原样带到结果里的列，可重复，默认 id",
    )(command)
    command = click.option("--table", metavar="表名", help="sql：事实所在的表或视图，默认 facts")(
        command
    )
    command = outcome_option(as_of_option(command))
    return click.option(
        "--dialect",
        type=OneOf({name: name for name in DIALECTS}),
        metavar="数据库",
        help=f"sql：{'、'.join(DIALECTS)}，默认 duckdb",
    )(command)


_ELSEWHERE = {
    "dialect": ("--dialect", "别的目标没有数据库"),
    "outcomes": ("--outcome", "别的目标编译全部结论，要哪一个在调用时指定"),
    "as_of": ("--as-of", "别的目标编译各个时期，截至哪一天在调用时指定"),
    "table": ("--table", "别的目标不读表，事实在调用时给"),
    "kept": ("--keep", "别的目标不读表，没有列可带"),
}
"""The options of a query, and why no other target has them."""


def refuse_sql_options(given: Mapping[str, Any]) -> None:
    """Options of a query given for another target are a mistake."""
    for key, (option, why) in _ELSEWHERE.items():
        if given[key] not in (None, ()):
            raise bad_option(f"{option} 只用于 -t sql", f"{why}；要 SQL 的加上 -t sql。")


def sql_of(
    policy: Policy, readings: Mapping[str, str], map_file: str | None, given: Mapping[str, Any]
) -> Built:
    """The query of a policy, or what stands in its way."""
    if map_file is not None:
        raise bad_option("-t sql 没有行到条款的对照", "条款写在查询的注释里；去掉 --source-map。")
    wanted: dict[str, Any] = {
        "dialect": given["dialect"] or "duckdb",
        "outcomes": named_outcomes(policy, given["outcomes"]),
        "as_of": given["as_of"],
    }
    if given["table"] is not None:
        wanted["table"] = words(given["table"])
        if not wanted["table"].strip():
            raise bad_option(
                "--table 没有写表名", "写事实所在的表或视图；去掉 --table 就是 facts。"
            )
    if given["kept"]:
        wanted["kept"] = tuple(_column(words(name)) for name in given["kept"])
    with extra("sql", "sql", "-t"):
        from policyc.targets.common.unsupported import Unsupported

        try:
            return build_sql(policy, readings, **wanted)
        except Unsupported as error:
            raise bad_option(str(error), error.help) from None


def _column(name: str) -> str:
    """A column to keep: several in one option would become a column that no table has."""
    if not name.strip():
        raise bad_option("--keep 没有写列名", "写一个列名，如 --keep id；去掉 --keep 就是 id。")
    if "," in name or "，" in name:
        each = [part.strip() for part in name.replace("，", ",").split(",") if part.strip()]
        again = " ".join(f"--keep {part}" for part in each)
        hint = f"几列的重复写：{again}。" if each else "写一个列名，如 --keep id。"
        raise bad_option(f"--keep 一次只写一列，不是“{name}”", hint)
    return name
