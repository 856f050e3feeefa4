"""``policyc simulate``: what is shown, and what is said to a wrong events file."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

GOLDEN = Path(__file__).parent / "golden" / "simulate"
LIFE = Path(__file__).parents[1] / "lifecycle"
Policyc = Callable[..., Result]
Golden = Callable[[Path, str], None]

EVENTS = {
    "事实": {"毒情": "一般", "已经延期": False, "验收合格": False},
    "事件": [
        {
            "日期": "2020-03-01",
            "事件": "年度评定",
            "事实": {"毒情": "严重"},
            "决定": {"整治级别": "挂牌整治"},
        },
        {"日期": "2022-03-10", "决定": {"期满处置": "延期"}},
        {"日期": "2022-03-11", "事实": {"已经延期": True}},
        {"日期": "2022-06-01", "事件": "机构更名"},
        {"日期": "2023-03-10", "事实": {"验收合格": True}, "决定": {"期满处置": "取消整治"}},
    ],
}
WRONG = {
    "半个": '{"事件": [{"日期"',
    "不是列表": '{"事件": 3}',
    "文字": '"事件"',
    "太深": "[" * 20_000,
    "没有日期": '[{"事件": "评定"}]',
    "日期破损": '[{"日期": "2023年91日"}]',
    "倒序": '[{"日期": "2021-01-01"}, {"日期": "2020-01-01"}]',
    "没有这一项": '[{"日期": "2020-01-01", "决定书": {}}]',
    "没有这个事实": '[{"日期": "2020-01-01", "事实": {"毒情严重": true}}]',
    "没有这个结论": '[{"日期": "2020-01-01", "决定": {"处置": "延期"}}]',
    "没有这个选项": '[{"日期": "2020-01-01", "决定": {"期满处置": "延长"}}]',
    "给了两次": '[{"日期": "2020-01-01", "date": "2020-01-02"}]',
}


@pytest.fixture
def document(workspace: Path) -> Path:
    folder = workspace / "整治"
    folder.mkdir()
    for name in ("source.txt", "policy.policy"):
        shutil.copy(LIFE / name, folder / name)
    (workspace / "事.json").write_text(json.dumps(EVENTS, ensure_ascii=False), "utf-8")
    return workspace


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("decision", ["--reading", "起算=决定之日"]),
        ("open", []),
        ("until", ["--reading", "起算=决定之日", "--reading", "休假日顺延=否"]),
    ],
)
def test_text(
    policyc: Policyc, document: Path, golden: Golden, name: str, options: list[str]
) -> None:
    result = policyc("simulate", "整治", "--events", "事.json", *options)
    assert result.exit_code == 0, result.output
    golden(GOLDEN / f"{name}.txt", result.stdout)


def test_json(policyc: Policyc, document: Path) -> None:
    result = policyc("simulate", "整治", "--events", "事.json", "--format", "json")
    data = json.loads(result.stdout)
    assert (data["document"], data["lifecycle"], data["state"]) == ("整治", "整治", "整治级别")
    first = data["entries"][0]
    assert (first["before"], first["after"]) == ("未列入", "挂牌整治")
    assert first["term"]["end"] is None
    assert first["term"]["end_if_from_decision"] == "2022-03-01"


@pytest.mark.parametrize("name", WRONG)
def test_wrong_events(policyc: Policyc, document: Path, golden: Golden, name: str) -> None:
    (document / "事.json").write_text(WRONG[name], "utf-8")
    result = policyc("simulate", "整治", "--events", "事.json")
    assert (result.exit_code, result.stdout) == (2, "")
    golden(GOLDEN / "wrong" / f"{name}.txt", result.stderr)


def test_a_document_without_a_lifecycle(policyc: Policyc, document: Path) -> None:
    result = policyc("simulate", "示例", "--events", "事.json")
    assert result.exit_code == 2
    assert "没有写流程" in result.stderr


def test_a_picture(policyc: Policyc, document: Path, golden: Golden) -> None:
    result = policyc("simulate", "整治", "--picture", "图.svg")
    assert result.exit_code == 0, result.output
    golden(GOLDEN / "picture.svg", (document / "图.svg").read_text("utf-8"))
    kept = policyc("simulate", "整治", "--picture", "整治/policy.policy")
    assert kept.exit_code == 2
    assert "没有覆盖" in kept.stderr


def test_nothing_to_do(policyc: Policyc, document: Path) -> None:
    result = policyc("simulate", "整治")
    assert result.exit_code == 2
    assert "没有给出事件文件" in result.stderr


def test_a_picture_never_overwrites_what_is_read(policyc: Policyc, document: Path) -> None:
    before = (document / "事.json").read_text("utf-8")
    result = policyc("simulate", "整治", "--events", "事.json", "--picture", "事.json")
    assert result.exit_code == 2 and "正在读取的文件" in result.stderr
    assert (document / "事.json").read_text("utf-8") == before


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar(policyc: Policyc, document: Path, day: str) -> None:
    events = [{"日期": day, "事实": {"毒情": "严重"}, "决定": {"整治级别": "挂牌整治"}}]
    (document / "事.json").write_text(json.dumps(events), "utf-8")
    options = ("--reading", "起算=决定之日", "--until", "9999-12-31")
    result = policyc("simulate", "整治", "--events", "事.json", *options)
    assert result.exit_code == 0, result.output
