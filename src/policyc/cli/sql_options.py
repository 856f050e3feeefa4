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


def refuse_sql_options(given: Mapping[str, Any]) -> None:
    """Options of a query given for another target are a mistake."""
    named = {
        "dialect": "--dialect",
        "outcomes": "--outcome",
        "as_of": "--as-of",
        "table": "--table",
        "kept": "--keep",
    }
    for key, option in named.items():
        if given[key]:
            raise bad_option(
                f"{option} 只用于 -t sql", "别的目标在调用时指定；要 SQL 的加上 -t sql。"
            )


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
    if given["table"]:
        wanted["table"] = words(given["table"])
    if given["kept"]:
        wanted["kept"] = tuple(words(name) for name in given["kept"])
    with extra("sql", {"sqlglot": "sqlglot"}, "sql", "-t"):
        from policyc.targets.common.unsupported import Unsupported

        try:
            return build_sql(policy, readings, **wanted)
        except Unsupported as error:
            raise bad_option(str(error), error.help) from None
