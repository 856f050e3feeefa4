"""``policyc serve`` as a program: it listens, decides, writes its log, and says what is in its way."""

import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from tests.cli.conftest import Policyc, policyc, workspace

__all__ = ["policyc", "workspace"]

ASK = '{"facts": {"已评定": true, "poppy_plants": 12000}, "rest": "harmless"}'.encode()


def test_over_a_real_port(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    command = [sys.executable, "-m", "policyc.cli", "serve", "jilin-2019-draft"]
    program = subprocess.Popen(
        [*command, "--port", "0", "--log", str(log)],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        assert program.stdout is not None
        found = re.search(
            r"http://127.0.0.1:(\d+)/documents 提供 1 份文档", program.stdout.readline()
        )
        assert found is not None
        headers = {"content-type": "application/json"}
        path = f"http://127.0.0.1:{found[1]}/documents/jilin-2019-draft/decisions"
        answers = [httpx.post(path, content=ASK, headers=headers, timeout=30) for _ in range(3)]
    finally:
        program.terminate()
        program.communicate(timeout=30)
    assert {each.status_code for each in answers} == {200}
    assert len(re.findall('"event": "decision"', log.read_text("utf-8"))) == 3


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["没有"], "没有"),
        (["示例", "--port", "70000"], "不是可用的数"),
        (["示例", "--timeout", "0"], "不是可用的秒数"),
        (["示例", "示例/policy.policy"], "写了两次"),
        (["示例", "--log", "没有的目录/x"], "没有的目录/x"),
        (["示例", "--log", "示例/policy.policy"], "没有覆盖"),
        (["示例", "--host", "没有这台机器.invalid"], "用不了"),
        (["示例", "--host", "192.0.2.1"], "不是这台机器的地址"),
    ],
    ids=str,
)
def test_what_is_in_the_way(policyc: Policyc, args: list[str], says: str) -> None:
    result = policyc("serve", *args)
    assert result.exit_code == 2 and says in result.stderr
