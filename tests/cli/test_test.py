import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

GOLDEN = Path(__file__).parent / "golden"
Policyc = Callable[..., Result]
Golden = Callable[[Path, str], None]

WRONG_EXPECTATIONS = """\
用例「结果不对」
  已知：重点地区；株数 为 12000株；其余 无害。
  应得：级别评定 为 通报警示，条款 第四条。
用例「读法下的结果不对」
  已知：重点地区；株数 为 10000株；其余 无害。
  应得：级别评定 读法分歧，「至」取 含 时 为 挂牌整治。
用例「缺的不对」
  已知：重点地区；株数 未知；其余 无害。
  应得：级别评定 未知，缺 知晓率。
用例「累加少一个」
  已知：株数 为 200株；其余 无害。
  应得：通知 为 通报单位。
"""
WRONG_CASES = """\
用例「事实没有声明」
  已知：株树 为 1株。
  应得：级别评定 空白。
用例「结论没有声明」
  已知：株数 为 1株。
  应得：整治级别 空白。
用例「没有这种结果」
  已知：株数 为 1株。
  应得：级别评定 冲冲突。
用例「没有这一档」
  已知：省级级别 为 挂牌。
  应得：级别评定 为 通报。
用例「单位不对」
  已知：株数 为 1亩。
  应得：级别评定 空白。
用例「超出范围」
  已知：知晓率 为 101%。
  应得：级别评定 空白。
用例「要写明值」
  已知：株数；重点地区。
  应得：级别评定 空白。
用例「给了两次」
  已知：株数 为 1株；株数 为 2株。
  应得：级别评定 空白。
用例「读法没有声明」
  已知：株数 为 1株。
  读法：「到」取 含。
  应得：级别评定 空白。
用例「没有这种读法」
  已知：株数 为 1株。
  应得：级别评定 空白，「至」取 全含 时 空白。
用例「违反常理」
  已知：省级级别 为 挂牌整治；其余 无害。
  应得：级别评定 空白。
用例「日期不对」
  已知：株数 为 1株。
  截至：2020年13月1日。
  应得：级别评定 空白，缺 株树。
"""


def test_all_pass(policyc: Policyc) -> None:
    result = policyc("test", "示例")
    assert result.exit_code == 0, result.output
    assert result.stdout == "用例 5 个，通过 5 个\n"


def test_failing_cases(policyc: Policyc, workspace: Path, golden: Golden) -> None:
    (workspace / "示例" / "cases.policy").write_text(WRONG_EXPECTATIONS, encoding="utf-8")
    result = policyc("test", "示例")
    assert result.exit_code == 1
    golden(GOLDEN / "test" / "failing.txt", result.stdout)


def test_failing_cases_as_json(policyc: Policyc, workspace: Path) -> None:
    (workspace / "示例" / "cases.policy").write_text(WRONG_EXPECTATIONS, encoding="utf-8")
    result = policyc("test", "示例", "--format", "json")
    assert result.exit_code == 1
    data = json.loads(result.stdout)
    assert data["summary"] == {"total": 4, "passed": 0, "failed": 4, "errors": 0}
    first = data["cases"][0]["differences"][0]
    assert first == {
        "outcome": "级别评定",
        "what": "结果",
        "expected": "定 通报警示",
        "actual": "定 挂牌整治",
        "file": "示例/cases.policy",
        "line": 3,
        "column": 11,
        "utf16_column": 11,
    }


def test_cases_that_cannot_be_run(policyc: Policyc, workspace: Path, golden: Golden) -> None:
    (workspace / "示例" / "cases.policy").write_text(WRONG_CASES, encoding="utf-8")
    result = policyc("test", "示例")
    assert result.exit_code == 2
    golden(GOLDEN / "test" / "wrong.txt", result.stderr + result.stdout)


def test_without_cases(policyc: Policyc, workspace: Path) -> None:
    (workspace / "示例" / "cases.policy").unlink()
    result = policyc("test", "示例")
    assert result.exit_code == 0
    assert result.stdout.startswith("没有用例")


def test_a_document_with_errors_does_not_hide_the_others(policyc: Policyc, workspace: Path) -> None:
    broken = workspace / "坏的"
    broken.mkdir()
    (broken / "policy.policy").write_text("文件「坏的」\n第一条\n  甲 乙 丙。\n", encoding="utf-8")
    (broken / "source.txt").write_text("第一条 甲。\n", encoding="utf-8")
    result = policyc("test", ".")
    assert result.exit_code == 2
    assert "坏的/policy.policy:3" in result.stderr
    assert "用例 5 个，通过 5 个" in result.stdout
