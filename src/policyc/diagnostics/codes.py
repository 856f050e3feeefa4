"""The register of error codes. A code, once published, keeps its meaning for ever.

E0 files · E1 syntax · E2 names and citations · E3 types · E4 norms · E5 facts · E6 commands.
"""

from __future__ import annotations

from enum import Enum


class Code(Enum):
    """A stable code with its short Chinese name."""

    E001 = "文件不存在"
    E002 = "文件不是 UTF-8"
    E003 = "文件过大"
    E004 = "文件无法读取"
    E005 = "缺少文件"
    E006 = "不是有效的 JSON"
    E007 = "错误过多"

    E101 = "语法错误"
    E102 = "文字未完"
    E103 = "不认识的符号"
    E104 = "数字有误"
    E105 = "日期有误"
    E106 = "引用格式有误"
    E107 = "位置有误"

    E201 = "名称未声明"
    E202 = "重复声明"
    E203 = "引用不存在"
    E204 = "词汇不存在"
    E205 = "循环引用"
    E206 = "英文名有误"
    E207 = "缺少依据"

    E301 = "类型不符"
    E302 = "单位不符"
    E303 = "超出范围"
    E304 = "级别中没有这一档"
    E305 = "无法比较大小"
    E306 = "边界不明"

    E401 = "优先关系成环"
    E402 = "结论相互依赖"
    E403 = "规范词与结论不配"
    E404 = "读法有误"
    E405 = "同一条款重复编码"

    E501 = "事实未声明"
    E502 = "事实的值有误"
    E503 = "事实单位不符"
    E504 = "事实超出范围"
    E505 = "事实违反常理"
    E506 = "事实重复"

    E601 = "参数有误"
    E602 = "用例有误"

    @property
    def id(self) -> str:
        return self.name


CODES: dict[str, str] = {code.name: code.value for code in Code}
