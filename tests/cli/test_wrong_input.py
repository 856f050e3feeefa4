"""Whatever is typed, the answer is Chinese, says what to do, ends with 2, and is no traceback."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

GOLDEN = Path(__file__).parent / "golden" / "wrong"
Policyc = Callable[..., Result]

FILES: dict[str, str | bytes] = {
    "空.json": "",
    "半个.json": '{\n  "重点地区": true,\n  "株数": 12000',
    "半个字.json": '{"重点地区": "是',
    "列表.json": "[1, 2]",
    "嵌套.json": '{"重点地区": true, "株数": [1, 2], "知晓率": {"值": 1}}',
    "太深.json": '{"株数": ' + "[" * 15_000,
    "重复.json": '{"株数": 1,\n "反映强烈": true, "株数": 2, "plants": 3}',
    "非数.json": '{"株数": NaN, "知晓率": -Infinity}',
    "巨大.json": '{"株数": ' + "9" * 5000 + ', "知晓率": 1e999999999}',
    "全角.json": '{"株数"： 1}',
    "中文引号.json": "{“株数”: 1}",
    "单引号.json": "{'株数': 1}",
    "真.json": '{"重点地区": True}',
    "裸词.json": '{"重点地区": 是}',
    "尾逗号.json": '{"重点地区": true,}',
    "缺逗号.json": '{"重点地区": true "株数": 1}',
    "两个.json": '{"重点地区": true}\n{"株数": 1}',
    "注释.json": '{\n  // 事实\n  "株数": 1}',
    "换行.json": '{"株\n数": 1}',
    "转义.json": '{"\\ud800": 1}',
    "控制.json": '{"\\u001b[31m株数": 1}',
    "国标.json": '{"株数": 1}'.encode("gb18030"),
    "宽字符.json": '{"株数": 1}'.encode("utf-16"),
    "二进制.json": bytes(range(256)) * 8,
    "长行.json": '{"株数": "' + "株" * 30_000 + '"}',
    "巨型.json": b'{"x": "' + b"x" * 10_000_000 + b'"}',
    "未声明.json": '{"株树": 1, "级别评定": "挂牌整治", "完全无关的名称": 3}',
    "类型.json": '{"株数": "很多", "重点地区": 1, "省级级别": "挂牌", "验收日期": "2020年2月30日"}',
    "单位.json": '{"株数": "3亩", "知晓率": "95株"}',
    "范围.json": '{"株数": -1, "知晓率": 1.01, "反映强烈": true}',
    "小数.json": '{"株数": 1.5}',
    "常理.json": '{"省级级别": "挂牌整治", "重点地区": false}',
}

COMMANDS: dict[str, list[str]] = {
    "没有文件": ["eval", "示例", "--facts", "没有.json"],
    "目录当文件": ["eval", "示例", "--facts", "示例"],
    "没有文档": ["eval", "示利"],
    "空目录": ["check", "空目录"],
    "文档为空": ["check", ""],
    "不是政策文件": ["check", "空.json"],
    "缺少原文": ["facts", "缺原文"],
    "一次几个": ["eval", "."],
    "文件名过长": ["facts", "长" * 300],
    "没有命令": ["chekc", "示例"],
    "没有选项": ["eval", "示例", "--fact_file", "x"],
    "没有短选项": ["eval", "示例", "-x"],
    "缺少文档": ["eval"],
    "缺少文档们": ["check"],
    "多了参数": ["eval", "示例", "又一个"],
    "缺少值": ["eval", "示例", "--facts"],
    "不带值": ["check", "示例", "--all=1"],
    "格式": ["eval", "示例", "--format", "xml"],
    "其余": ["eval", "示例", "--rest", "harmles"],
    "日期": ["eval", "示例", "--as-of", "2019-02-30"],
    "读法没有声明": ["eval", "示例", "--reading", "达到=含"],
    "读法没有这种": ["eval", "示例", "--reading", "至=包含"],
    "读法没有等号": ["eval", "示例", "--reading", "至"],
    "读法两说": ["eval", "示例", "--reading", "至=含", "--reading", "至=不含"],
    "事实没有等号": ["eval", "示例", "--fact", "株数"],
    "事实给两次": ["eval", "示例", "--fact", "株数=1", "--fact", "plants=2"],
    "事实类型": ["eval", "示例", "--fact", "株数=true"],
    "程度": ["check", "示例", "--severity", "严重"],
    "秒数": ["check", "示例", "--timeout", "-3"],
}
COMMANDS |= {
    f"文件-{name.removesuffix('.json')}": ["eval", "示例", "--facts", name] for name in FILES
}


@pytest.fixture
def files(workspace: Path) -> None:
    for name, content in FILES.items():
        data = content.encode() if isinstance(content, str) else content
        (workspace / name).write_bytes(data)
    (workspace / "空目录").mkdir()
    source = (workspace / "示例" / "policy.policy").read_text(encoding="utf-8")
    (workspace / "缺原文").mkdir()
    (workspace / "缺原文" / "policy.policy").write_text(source, encoding="utf-8")


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("name", COMMANDS)
def test_message(policyc: Policyc, golden: Callable[[Path, str], None], name: str) -> None:
    args = COMMANDS[name]
    result = policyc(*args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert "内部错误" not in result.stderr
    golden(GOLDEN / f"{name}.txt", result.stderr)


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("name", COMMANDS)
def test_as_json(policyc: Policyc, name: str) -> None:
    args = COMMANDS[name]
    if name == "格式":
        return
    result = policyc(args[0], "--format", "json", *args[1:]) if args else policyc()
    assert (result.exit_code, result.stderr) == (2, "")
    for error in json.loads(result.stdout)["errors"]:
        assert error["code"].startswith("E")
        assert error["message"]
        assert (error["line"] is None) == (error["column"] is None)
