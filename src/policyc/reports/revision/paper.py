"""Two versions of a document as a report: the table of clauses, the changes of meaning, their
effects on cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from policyc.analysis.compare import Difference
from policyc.findings.finding import Finding
from policyc.reports.paper import model as m
from policyc.reports.paper.model import Mark
from policyc.reports.revision.rows import renumbered, revision_table
from policyc.reports.revision.words import (
    NEW,
    OLD,
    amendment_line,
    by_weight,
    case_of,
    direction,
    places_of,
    quotes_of,
    results_of,
    subject_of,
    touch_words,
)
from policyc.revision.align_text import Astray, Fate, RowPair
from policyc.revision.amendments import Action, Kind
from policyc.revision.effects import Effect, Effects, Reach, Together
from policyc.revision.problems import Problems
from policyc.revision.revise import Meaning, Revision, Version

TITLE = "新旧条文对照表"
_PLAIN = ("变严", "变宽", "期限延长", "期限缩短")
"""Directions that the two results alone do not tell."""
_MOST = 4
"""Cases told with one change; the others are in the table of effects, or in the JSON."""


def revision_paper(
    revision: Revision, *, everything: bool = False, pictures: Sequence[m.Figure] = ()
) -> m.Paper:
    """The whole report; with ``everything`` the table has also the clauses that did not change.
    ``pictures`` show what changed."""
    sections = [m.Section("修改概览", tuple(_summary(revision)))]
    if revision.text is not None and (revision.text or everything):
        sections.append(_table(revision, everything))
    sections.append(m.Section("含义变化", (*_meaning(revision), *pictures)))
    if revision.meaning is not None:
        sections.append(m.Section("办案影响", tuple(_effects(revision.meaning))))
    if revision.problems is not None:
        sections.append(m.Section("问题的增减", tuple(_problems(revision.problems))))
    sections.append(m.Section("局限", (m.Items(tuple(map(m.line, _limits(revision))), True),)))
    return m.Paper(
        title=TITLE,
        subtitle=_titled(revision),
        particulars=tuple(_particulars(revision)),
        blocks=tuple(sections),
        footer="由 policyc 根据两个文本的原文和编码生成，供起草和审核参考。",
    )


def table_paper(revision: Revision, *, everything: bool = False) -> m.Paper:
    """The table of clauses alone, in two columns. ``revision`` has a text."""
    table = revision_table(revision, everything=everything, two_columns=True)
    nothing = m.paragraph("两个文本的文字没有差别。")
    return m.Paper(
        title=TITLE,
        subtitle=_titled(revision),
        particulars=tuple(_particulars(revision)),
        blocks=(table,) if table.rows else (nothing,),
    )


def _titled(revision: Revision) -> str:
    """The document's own title, that of the new version before that of the old one."""
    heads = (revision.new.head, revision.old.head)
    return next((head.title for head in heads if head is not None and head.title), "")


def _particulars(revision: Revision) -> Iterator[tuple[str, str]]:
    for name, version in ((OLD, revision.old), (NEW, revision.new)):
        yield name, _described(version)
    yield "标记", f"{OLD}中删去、改掉的和{NEW}中增加、改成的各有标记；只随序号改变的条款号用浅色"


def _described(version: Version) -> str:
    if version.head is None:
        return version.name
    more = [each for each in (version.head.number, version.head.status) if each]
    return "，".join([version.name, *more])


# ---------------------------------------------------------------------------- 修改概览


def _summary(revision: Revision) -> Iterator[m.Block]:
    if not revision:
        also = "，编码的含义也相同" if revision.meaning is not None else ""
        yield m.paragraph(f"两个文本没有差别：文字相同{also}。")
        return
    yield m.Items(tuple(_told(revision)))
    if revision.text is not None and any(row.renumbered or row.moved for row in revision.text.rows):
        yield renumbered(revision.text)
    notes = [*_titles(revision), *map(_astray, revision.astray), *_unencoded(revision)]
    if notes:
        yield m.paragraph(m.line("请核对：", mark=Mark.STRONG))
        yield m.Items(tuple(notes), numbered=True)


def _told(revision: Revision) -> Iterator[m.Line]:
    text = revision.text
    if text is None:
        yield m.line("没有原文可以对照。")
    else:
        fates = Counter(row.fate for row in text.rows if not _outside(row))
        told = [
            f"{fate.value} {fates[fate]} 条"
            for fate in (Fate.CHANGED, Fate.ADDED, Fate.REMOVED, Fate.RENUMBERED)
            if fates[fate]
        ]
        yield m.line(f"文字：{'，'.join(told)}。" if told else "文字：条文没有改动。")
        other = [row for row in text.rows if _outside(row)]
        moved = [row for row in other if row.fate is not Fate.SAME]
        if moved:
            yield m.line(f"条文以外（标题、章名、文前、文后）有改动 {len(moved)} 处。")
    meaning = revision.meaning
    if meaning is None:
        return
    kinds = Counter(each.kind for each in meaning.amendments)
    counted = "，".join(f"{kind.value} {kinds[kind]}" for kind in Kind if kinds[kind])
    total = len(meaning.amendments)
    yield m.line(f"含义变化 {total} 项：{counted}。" if total else "含义：按编码没有变化。")
    yield m.line(_effect_summary(meaning.effects))
    if meaning.unencoded:
        apart = f"含义和办案只看代码：{_not_followed(meaning)}，见下面的“请核对”。"
        yield m.line(apart, mark=Mark.STRONG)


def _not_followed(meaning: Meaning) -> str:
    return f"文字已改、代码没有相应变化的 {len(meaning.unencoded)} 处没有算在内"


def _outside(row: RowPair) -> bool:
    """Whether it is no clause: a heading, or what stands before or after the body."""
    either = row.old or row.new
    return either is not None and (either.is_matter or either.is_title)


def _effect_summary(effects: Effects) -> str:
    found = [each.difference for each in effects.together]
    if not found:
        open_ = "（没有查完）" if effects.incomplete else ""
        return f"办案：没有发现结论不同的案件{open_}。"
    outcomes = "、".join(dict.fromkeys(each.outcome[0] for each in found))
    ways = Counter(direction(effects, each) or "结论不同" for each in found)
    shown = "，".join(f"{way} {number}" for way, number in ways.items())
    return f"办案：“{outcomes}”有 {len(found)} 种不同的结果（{shown}）。"


def _titles(revision: Revision) -> Iterator[m.Line]:
    """A document may be given another name; or two documents were taken for one."""
    heads = (revision.old.head, revision.new.head)
    titles = [f"《{head.title}》" for head in heads if head is not None and head.title]
    if len(set(titles)) > 1:
        yield m.line(
            f"两个文本的名称不同：{'、'.join(titles)}。"
            "如果不是同一份文件的新旧文本，而是两份文件，改用 policyc compare 比较。"
        )


def _astray(astray: Astray) -> m.Line:
    if astray.follows is None:
        why = f"它原来所指的{astray.meant}已经删去"
    else:
        why = f"它原来所指的条款现在是{astray.follows}"
    return m.line(f"{astray.new_place}引用“{astray.written}”没有随之改动：{why}。")


def _unencoded(revision: Revision) -> Iterator[m.Line]:
    for each in revision.meaning.unencoded if revision.meaning else ():
        yield m.line(
            f"{each.where.shown}的文字改了（{touch_words(each.words)}），代码没有相应的变化："
            "或者代码还没有跟着改，或者这处文字没有编码。"
        )


# ---------------------------------------------------------------------------- 对照表


def _table(revision: Revision, everything: bool) -> m.Section:
    told = "列出全部条文。" if everything else "只列有改动的条文；全部条文用 --all 列出。"
    return m.Section(TITLE, (m.paragraph(told), revision_table(revision, everything=everything)))


# ---------------------------------------------------------------------------- 含义变化


def _meaning(revision: Revision) -> Iterator[m.Block]:
    meaning = revision.meaning
    if meaning is None:
        yield m.paragraph(f"含义变化没有比较：{revision.why}。以上只对照了文字。")
        return
    if not meaning.amendments:
        also = f"；{_not_followed(meaning)}" if meaning.unencoded else ""
        yield m.paragraph(f"按两个文本的编码，含义没有变化{also}。")
        return
    columns = (
        m.Column("序号", 0.5),
        m.Column("条款", 1.6),
        m.Column("改了什么", 3.2),
        m.Column("单独看这一处，对办案的影响", 4),
    )
    rows = tuple(_amendment(revision, meaning, at) for at in range(len(meaning.amendments)))
    yield m.Table("含义变化", columns, rows, caption="含义变化", wide=True)


def _amendment(revision: Revision, meaning: Meaning, at: int) -> tuple[m.Cell, ...]:
    amendment = meaning.amendments[at]
    what = [amendment_line(amendment)]
    if amendment.of and amendment.action is Action.CHANGED:
        what.append(m.line(amendment.of, mark=Mark.QUIET))
    if at in meaning.recoded:
        what.append(m.line("这里的文字没有改，是编码改了", mark=Mark.STRONG))
    told = list(_effect(revision, meaning, at))
    if amendment.note:
        told.append(m.line(amendment.note))
    return (
        m.cell(str(at + 1)),
        m.cell(places_of(amendment)),
        m.cell(*what),
        m.cell(*told),
    )


def _effect(revision: Revision, meaning: Meaning, at: int) -> Iterator[m.Line]:
    amendment, effect = meaning.amendments[at], meaning.effects.of(at)
    if effect is None:
        also = _WITHOUT_CASES.get(amendment.kind, "")
        yield m.line(f"不参与判定，不影响案件的结论{f'；{also}' if also else ''}")
        return
    if effect.amendments[0] != at:
        yield m.line(f"与第{effect.amendments[0] + 1}项是同一条规定，影响见该项")
        return
    match effect.reach:
        case Reach.APART:
            yield m.line(f"不能单独比较：{effect.why}")
        case Reach.OPEN:
            yield m.line("在限定时间内没有查完，不能认为没有影响", mark=Mark.STRONG)
        case Reach.NONE:
            yield m.line("不改变任何案件的结论（已证）")
        case Reach.CASES:
            yield from _cases(revision, meaning.effects, effect)


_WITHOUT_CASES = {
    Kind.THRESHOLD: "要达到的数变了",
    Kind.BODY: "由谁做、对谁做变了",
    Kind.TERM: "何时做、多久做一次变了",
    Kind.MODALITY: "要求的强弱变了",
    Kind.CONDITION: "何种情形下适用变了",
    Kind.ACT: "做什么、怎样处理变了",
    Kind.PROCEDURE: "一个地区以后的级别、期限怎样走变了",
    Kind.HEAD: "文件的效力、适用范围以文件头为准",
    Kind.READING: "用到这个读法的条款另列",
}
"""What changes of those that decide no case mean, by their kind."""


def _cases(revision: Revision, effects: Effects, effect: Effect) -> Iterator[m.Line]:
    own = by_weight([d for d in effect.differences if d.outcome[0] in effect.direct])
    others = [d for d in effect.differences if d.outcome[0] not in effect.direct]
    shown = own[:_MOST] or by_weight(others)[:_MOST]
    for each in shown:
        yield _case_line(revision, effects, each)
    rest = [d for d in effect.differences if d not in shown]
    if rest:
        names = "、".join(dict.fromkeys(each.outcome[0] for each in rest))
        yield m.line(
            f"另有 {len(rest)} 种不同的结果（{names}），合起来的见“办案影响”", mark=Mark.QUIET
        )


def _case_line(revision: Revision, effects: Effects, difference: Difference) -> m.Line:
    before, after = results_of(effects, difference)
    told = direction(effects, difference)
    return m.Line(
        (
            m.Run(f"{case_of(effects, difference)}：“{subject_of(effects, difference)}”由"),
            m.Run(before, Mark.STRONG),
            m.Run("变为"),
            m.Run(after, Mark.STRONG),
            m.Run(f"（{told}）" if told in _PLAIN else ""),
        ),
        _quotes(revision, difference),
    )


def _quotes(revision: Revision, difference: Difference) -> tuple[m.Quote, ...]:
    return (
        *quotes_of(difference.first.norms, OLD),
        *quotes_of(difference.second.norms, NEW),
    )


# ---------------------------------------------------------------------------- 办案影响


def _effects(meaning: Meaning) -> Iterator[m.Block]:
    effects = meaning.effects
    if not effects.together:
        proved = (
            "这是在两个文本都有的事实和结论的全部案件上证明的" if not effects.incomplete else ""
        )
        told = "全部修改合在一起，没有一个案件的结论因此不同"
        also = f"。{_not_followed(meaning)}" if meaning.unencoded else ""
        yield m.paragraph(f"{told}（{proved}）{also}。" if proved else "没有查完：见“局限”。")
        return
    yield m.paragraph(
        "全部修改合在一起：每一种“修改前、修改后”的结果各举一个最小的案件，都在两个文本里复演过。"
        "没有写到的事实取平常值。"
    )
    columns = (
        m.Column("结论", 1.2),
        m.Column("案件", 3.4),
        m.Column("修改前", 1.9),
        m.Column("修改后", 1.9),
        m.Column("变化", 1),
        m.Column("出自", 1.2),
    )
    rows = tuple(_together(effects, each) for each in _in_order(effects))
    yield m.Table("办案影响", columns, rows, caption="办案影响", wide=True)


def _in_order(effects: Effects) -> Iterator[Together]:
    """Outcome by outcome, those first that are easily seen."""
    places = {id(each.difference): each for each in effects.together}
    outcomes = dict.fromkeys((e.difference.outcome, e.difference.subject) for e in effects.together)
    for outcome in outcomes:
        some = [each.difference for each in effects.together]
        own = [each for each in some if (each.outcome, each.subject) == outcome]
        yield from (places[id(each)] for each in by_weight(own))


def _together(effects: Effects, each: Together) -> tuple[m.Cell, ...]:
    difference = each.difference
    before, after = results_of(effects, difference)
    old = quotes_of(difference.first.norms, OLD)
    new = quotes_of(difference.second.norms, NEW)
    return (
        m.cell(subject_of(effects, difference)),
        m.cell(case_of(effects, difference)),
        m.cell(m.line(before, *old)),
        m.cell(m.line(after, *new)),
        m.cell(direction(effects, difference) or "—"),
        m.cell(_origin(effects, each)),
    )


def _origin(effects: Effects, each: Together) -> str:
    """The changes of meaning that a difference comes from, by their numbers."""
    if not each.effects:
        return "几处修改共同"
    numbers = [f"第{effects.single[at].amendments[0] + 1}项" for at in each.effects]
    return "、".join(numbers) + ("共同" if each.joint else "")


# ---------------------------------------------------------------------------- 问题的增减


def _problems(problems: Problems) -> Iterator[m.Block]:
    yield m.paragraph(
        f"两个文本分别审查（同 policyc check）：新增 {len(problems.gained)} 个，"
        f"已消除 {len(problems.lost)} 个，仍在的 {problems.kept} 个。已接受的不计。"
    )
    columns = (
        m.Column("", 0.8),
        m.Column("代码", 0.7),
        m.Column("严重程度", 0.8),
        m.Column("问题", 5),
    )
    rows = [
        (m.cell(word), m.cell(each.code), m.cell(each.severity.value), m.cell(_found(name, each)))
        for word, name, some in (("新增", NEW, problems.gained), ("已消除", OLD, problems.lost))
        for each in some
    ]
    if rows:
        yield m.Table("问题的增减", columns, tuple(rows), caption="问题的增减")


def _found(name: str, finding: Finding) -> m.Line:
    quotes = (m.Quote(name, cited.citation, cited.quote) for cited in finding.citations[:_MOST])
    return m.line(finding.message, *quotes)


# ---------------------------------------------------------------------------- 局限


def _limits(revision: Revision) -> Iterator[str]:
    yield "条文按编号和文字的相似配对；改写得面目全非的条文会列为删去和增加。"
    meaning = revision.meaning
    if meaning is None:
        yield "没有比较含义，文字的改动是否改变含义由人判断。"
        return
    yield "含义按两个文本的编码比较；编码如果与原文不符，这里也会跟着错。"
    yield "“单独看”是把旧文本只改这一处；案件用两个文本都问到的全部事实描述，两个文本的常理都成立。"
    yield "修改前后都是冲突、只是互相冲突的规定不同的，不算结论不同。"
    yield (
        "一个结论取决于另一个，而那一个有裁量、空白或者冲突的，定不下来；由定不下来变为有结果、"
        "空白或者冲突的，以及反过来的，不另列，只列前一个结论的变化。"
    )
    if meaning.versions.alignment.apart:
        names = "、".join(meaning.versions.alignment.apart)
        yield f"可取的值变了的事实取平常值，没有比较：{names}。"
    if revision.incomplete:
        yield "有的问题在限定时间内没有查完；放宽 --timeout 再试，在此之前不能认为没有影响。"
