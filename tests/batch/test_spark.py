"""``--engine spark``: in the long profile, where pyspark is installed."""

import os
from pathlib import Path

import pytest
from attrs import evolve
from tests.batch.test_batch import TIER, batch, write_csv
from tests.targets.servers import needs_spark

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(
        os.environ.get("POLICYC_HYPOTHESIS") != "long",
        reason="启动 Spark 很慢，由 make test-long 运行；要装 Java 17 以上和 policyc[spark]",
    ),
]


def test_the_same_bytes(tmp_path: Path) -> None:
    needs_spark()
    rows = [["编号", "已评定", "责任不落实", "株数", "态势"]]
    for n, count in enumerate(("2999", "5000", "一万", "", "胡写", "10001")):
        rows += [[f"{n}-{trend}", "是", "是", count, trend] for trend in ("平稳", "蔓延", "未知")]
    path = write_csv(tmp_path / "in.csv", rows)
    batch(path, tmp_path / "duckdb.csv")
    summary = batch(path, tmp_path / "spark.csv", evolve(TIER, engine="spark"))
    assert (summary.decided, summary.rejected) == (15, 3)
    assert (tmp_path / "spark.csv").read_bytes() == (tmp_path / "duckdb.csv").read_bytes()
