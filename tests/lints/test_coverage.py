from tests.lints.minis import cover, statuses

from policyc.lints.standing import Status

LIST = """\
第一条 株数多、反映强烈的，有下列情形之一的，应当从重：
（一）反映强烈的；
（二）株数超过十株的；
（三）危害严重的。
"""


def test_what_stands_on_a_unit_accounts_for_it() -> None:
    source = "".join(f"第{number}条 某句话。\n" for number in "一二三四五六七八九")
    policy = """\
第一条
  定义 毒品：「法律规定的」。
第二条
  宣示。
第三条
  暂缓：「等上级细则」。
第四条
  开放：「情节严重没有标准」。
第五条
  职责：市禁毒委员会 应当 「定期研究」。
第六条
  程序：市禁毒委员会 「作出决定」。
第七条
  株数 超过 10株 的，应当 将 定级 定为 重。
第八条
  施行日：「自印发之日起施行」。
"""
    covered = cover(source, policy)
    assert list(statuses(covered).values()) == [
        "定义",
        "宣示",
        "暂缓",
        "开放",
        "已编码",
        "已编码",
        "已编码",
        "已编码",
        "未标注",
    ]
    assert [each.reason for each in covered.units[2:4]] == ["等上级细则", "情节严重没有标准"]
    assert covered.counts[Status.ENCODED] == 4
    assert sum(covered.counts.values()) == len(covered.units) == 9


def test_an_item_that_the_code_leaves_out_is_not_covered_by_its_rule() -> None:
    policy = """\
第一条
  具有下列情形之一的，应当 将 定级 定为 重：
  （一）反映强烈的；
  （二）株数 超过 10株的。
"""
    assert statuses(cover(LIST, policy)) == {
        "第一条": "已编码",
        "第一条第（一）项": "开放",
        "第一条第（二）项": "已编码",
        "第一条第（三）项": "未标注",
    }


def test_open_texture_is_of_the_units_own_condition() -> None:
    source = "第一条 甲。\n第二条 乙。\n第三条 丙。\n第四条 丁。\n"
    policy = """\
第一条
  反映强烈，危害严重 的，应当 将 定级 定为 重。
第二条
  反映强烈，株数 超过 10株 的，应当 将 定级 定为 中。
第三条
  前提：株数 超过 1株。
  反映强烈 的，应当 将 定级 定为 轻，但 株数 超过 5株 的除外。
第四条
  将 定级 定为 轻。
"""
    assert list(statuses(cover(source, policy)).values()) == ["开放", "已编码", "已编码", "已编码"]


def test_a_premise_accounts_for_the_words_it_encodes_only() -> None:
    policy = "第一条\n  前提：反映强烈。\n"
    assert list(statuses(cover(LIST, policy)).values()) == ["已编码", "未标注", "未标注", "未标注"]


def test_a_mark_reaches_down() -> None:
    source = "第一章 总则\n第一条 甲。\n乙。又一句。\n第二条 丙：\n（一）丁。\n第二章 别的\n第三条 戊。\n"
    policy = "第一条\n  宣示。\n第二条\n  暂缓：「太细」。\n"
    covered = cover(source, policy)
    assert statuses(covered) == {
        "第一条第一款": "宣示",
        "第一条第二款": "宣示",
        "第二条第（一）项": "暂缓",
        "第三条": "未标注",
    }
    assert covered.units[1].reason == "第一条：宣示"
    assert covered.units[2].reason == "第二条：太细"


def test_sentences_without_a_statement_of_their_own() -> None:
    source = "第一条 甲说了。乙说了。丙说了。\n"
    alone = "第一条\n  第二句\n    职责：市禁毒委员会 应当 「办」。\n"
    assert statuses(cover(source, alone)) == {
        "第一条第一句": "未标注",
        "第一条第二句": "已编码",
        "第一条第三句": "未标注",
    }
    both = "第一条\n  前提：反映强烈。\n" + alone.partition("\n")[2]
    assert set(statuses(cover(source, both)).values()) == {"已编码"}


def test_a_title_and_its_sentence_are_one_unit() -> None:
    source = "第一条 具备下列条件的，应当从重：\n（一）危害严重。死伤多人。\n"
    policy = """\
第一条
  同时具备下列条件的，应当 将 定级 定为 重：
  （一）危害严重。
  第一项
    第二句
      定义 危害严重：「死伤多人」。
"""
    covered = cover(source, policy)
    assert statuses(covered) == {"第一条": "已编码", "第一条第（一）项": "开放"}
    assert covered.units[1].reason == "规则、定义"


def test_a_lead_in_is_covered_through_its_whole_list() -> None:
    source = "第一条 根据工作需要，采取以下方式：\n（一）通报；\n（二）约谈。\n"
    policy = "第一条\n  第一项\n    宣示。\n  第二项\n    宣示。\n"
    covered = cover(source, policy)
    assert set(statuses(covered).values()) == {"宣示"}
    assert covered.units[0].reason == "所列各项都有着落"
    half = policy.rpartition("  第二项")[0]
    assert list(statuses(cover(source, half)).values()) == ["未标注", "宣示", "未标注"]


def test_what_is_put_off_is_not_hidden_by_what_is_done() -> None:
    source = "第一条 甲。\n第二条 乙。\n第三条 丙。\n"
    policy = """\
第一条
  职责：市禁毒委员会 应当 「办」。
  暂缓：「其余太细」。
第二条
  宣示。
  定义 乙：「乙」。
第三条
  定义 丙：「丙」。
  职责：市禁毒委员会 应当 「办」。
"""
    assert list(statuses(cover(source, policy)).values()) == ["暂缓", "定义", "已编码"]


def test_precedence_stands_where_its_ground_is() -> None:
    source = "第一条 甲。\n第二条 乙。\n第三条 适用时，第一条优先于第二条。\n第四条 丁。\n"
    policy = """\
第一条
  反映强烈 的，应当 将 定级 定为 重。
第二条
  危害严重 的，应当 将 定级 定为 轻。
第四条
  第一条 优先于 第二条，依据 第三条。
"""
    assert list(statuses(cover(source, policy)).values()) == ["开放", "开放", "已编码", "未标注"]
