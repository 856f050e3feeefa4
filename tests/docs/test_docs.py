"""The public pages say what is true: their commands run, their policies compile, their words exist.

How a block of a page is marked for testing stands in ``blocks.py``.
"""

from __future__ import annotations

import doctest
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.docs.blocks import ROOT, Block, blocks_of, commands_of, first_untrue, follow

from policyc.cli.app import COMMANDS, app
from policyc.diagnostics import CODES
from policyc.driver.cases import run_cases
from policyc.driver.compiled import Compiled
from policyc.driver.passes import compile_texts
from policyc.source.text import SourceText
from policyc.surface.grammar import field_names, keywords

README, GUIDE, LANGUAGE = "README.md", "docs/guide.md", "docs/language.md"
PAGES = (README, GUIDE, LANGUAGE)
EXAMPLE = ROOT / "docs/examples/rural-water"
FINE = "0,1"
"""Exit codes that need not be named: nothing found, something found."""

Golden = Callable[[Path, str], None]


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("NO_COLOR", "POLICYC_DEBUG"):
        monkeypatch.delenv(variable, raising=False)


def blocks(page: str, language: str, *options: str) -> list[Block]:
    found = [block for block in blocks_of(page) if block.language == language]
    return [block for block in found if all(option in block.options for option in options)]


def run(block: Block) -> None:
    """Run the commands of a console block; what is shown below them must be what they print."""
    __tracebackhide__ = True
    allowed = {int(code) for code in block.options.get("exit", FINE).split(",")}
    for command in commands_of(block):
        program, *args = shlex.split(command.words)
        assert program == "policyc", f"{command.where}: {command.words}"
        result = CliRunner().invoke(app, args, catch_exceptions=False)
        problem = first_untrue(command.shown, result.output)
        if problem is not None or result.exit_code not in allowed:
            pytest.fail(
                f"{command.where}: $ {command.words}\n"
                f"exit code {result.exit_code}; not true: {problem}\n\n{result.output}",
                pytrace=False,
            )


def compiled(block: Block) -> Compiled:
    """The text of a policy block with the declarations and the source text of its page. A
    vocabulary is compiled as part of a document that uses it."""
    page = blocks_of(block.page)
    source = next((b.text for b in page if b.language == "text" and "base" in b.options), None)
    shared = [b.text for b in page if b.language == "policy" and b.text.startswith("词汇")]
    text = block.text
    if text.startswith("词汇"):
        text = f"文件「使用词汇」\n  使用：{text.splitlines()[0]}。"
    elif not text.startswith("文件"):
        base = (b.text for b in page if b.language == "policy" and "base" in b.options)
        text = f"{next(base, '')}\n{text}"
    return compile_texts(
        "page",
        [SourceText(str(block), text)],
        [SourceText("vocabulary", words) for words in shared],
        None if source is None else SourceText("source.txt", source),
    )


# ---------------------------------------------------------------------------- what … means

SAID = "一\n二 甲\n三\n四\n"


@pytest.mark.parametrize(
    "shown",
    ["一\n二 甲\n三\n四", "…\n三\n四", "一\n…", "…\n二 甲\n…", "一\n…\n四", "一\n二 …\n…", "…"],
)
def test_true_excerpts(shown: str) -> None:
    assert first_untrue(tuple(shown.split("\n")), SAID) is None


@pytest.mark.parametrize(
    ("shown", "untrue"),
    [
        ("二 甲\n…", "二 甲"),  # not the beginning
        ("一\n二 甲\n三", "四"),  # not the end
        ("一\n三\n…", "三"),  # a line between is left out
        ("…\n四\n…\n一\n…", "一"),  # not in this order
        ("一\n二 乙\n…", "二 乙"),
        ("", "一"),
    ],
)
def test_untrue_excerpts(shown: str, untrue: str) -> None:
    found = first_untrue(tuple(filter(None, shown.split("\n"))), SAID)
    assert found is not None and found.endswith(untrue)


# ---------------------------------------------------------------------------- consoles


@pytest.mark.parametrize("block", blocks(README, "console"), ids=str)
def test_consoles_of_the_readme(block: Block, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    run(block)


@pytest.mark.parametrize("block", blocks(LANGUAGE, "console"), ids=str)
def test_consoles_of_the_reference(
    block: Block, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(EXAMPLE, tmp_path / EXAMPLE.name)
    monkeypatch.chdir(tmp_path)
    run(block)


def test_the_guide_can_be_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, golden: Golden
) -> None:
    """Every file of the guide is written, every command run, in the order of the page; what has
    come about at the end is the example that the guide points to."""
    monkeypatch.chdir(tmp_path)
    for block in blocks_of(GUIDE):
        follow(block, tmp_path)
        if block.language == "console":
            run(block)
    written = {path.name: path.read_text("utf-8") for path in tmp_path.glob("rural-water/*")}
    for name, text in written.items():
        golden(EXAMPLE / name, text)
    assert {path.name for path in EXAMPLE.iterdir()} == set(written)


@pytest.mark.parametrize("block", [b for p in PAGES for b in blocks(p, "pycon")], ids=str)
def test_python_sessions(block: Block, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    parser = doctest.DocTestParser()
    session = parser.get_doctest(block.text, {}, str(block), block.page, block.line)
    said: list[str] = []
    doctest.DocTestRunner(verbose=False).run(session, out=said.append)
    assert not said, "".join(said)


def test_the_example_is_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(app, ["fmt", "--check", str(EXAMPLE)], catch_exceptions=False)
    assert result.exit_code == 0, result.output


# ---------------------------------------------------------------------------- policies


@pytest.mark.parametrize("page", PAGES)
def test_policies_compile(page: str) -> None:
    wrong = {}
    for block in blocks(page, "policy"):
        if {"file", "add", "from"} & set(block.options):
            continue  # what the reader of the guide writes runs above
        found = compiled(block)
        said = {diagnostic.code.id: diagnostic.message for diagnostic in found.diagnostics}
        if set(said) != block.codes or not all(f"错误 {code}" in block.text for code in said):
            wrong[str(block)] = said or "no diagnostic"
        elif found.document is not None and found.policy is not None:
            for case in run_cases(found.document, found.policy):
                problems = [*case.problems, *case.differences]
                if problems:
                    wrong[str(block)] = "\n".join(map(str, problems))
    assert not wrong, "\n".join(f"{block}: {said}" for block, said in wrong.items())


@pytest.mark.parametrize("block", blocks(README, "policy", "from"), ids=str)
def test_excerpts_are_real(block: Block) -> None:
    real = (ROOT / block.options["from"]).read_text(encoding="utf-8")
    assert first_untrue(("…", *block.text.rstrip("\n").split("\n"), "…"), real) is None


# ---------------------------------------------------------------------------- words


def test_the_reference_has_every_keyword() -> None:
    text = (ROOT / LANGUAGE).read_text(encoding="utf-8")
    words = [*sorted(keywords()), *field_names()]
    assert [word for word in words if f"`{word}`" not in text] == []


def test_the_reference_names_the_codes_of_the_language() -> None:
    text = (ROOT / LANGUAGE).read_text(encoding="utf-8")
    ours = [code for code in CODES if "E101" <= code < "E501" or code == "E602"]
    assert [code for code in ours if code not in text] == []


@pytest.mark.parametrize("page", PAGES)
def test_codes_and_links_exist(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert [code for code in re.findall(r"\bE[0-9]{3}\b", text) if code not in CODES] == []
    missing = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        path, _, anchor = target.partition("#")
        if "://" in path:
            continue
        file = (ROOT / page).parent / path if path else ROOT / page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            missing.append(target)
    assert missing == []


def anchors(page: Path) -> set[str]:
    """What GitHub calls the headings of a page: lower case, blanks as hyphens, no marks."""
    text = page.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ +(.+?) *$", text, re.M)
    named = set(re.findall(r'<a id="([^"]+)"', text))
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return named | {heading.replace(" ", "-") for heading in plain}


def test_the_readme_lists_the_commands() -> None:
    text = (ROOT / README).read_text(encoding="utf-8")
    rows = re.findall(r"^\| `policyc ([a-z]+)", text, re.M)
    assert sorted(rows) == sorted(COMMANDS), "keep the table of commands in README.md current"
    for page in PAGES:
        named = re.findall(r"(?:`|\$ )policyc ([a-z]+)", (ROOT / page).read_text(encoding="utf-8"))
        assert set(named) <= set(COMMANDS), page


def test_the_readme_names_real_make_targets() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    text = (ROOT / README).read_text(encoding="utf-8")
    for target in re.findall(r"\bmake ([a-z]+)\b", text):
        assert re.search(rf"^{target}:", makefile, re.M), target
