"""The page of findings: what it says, that it is whole, and that nothing in it can act."""

import re
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from tests.reports.example import EVIL, OPEN, report

from policyc.reports.html import report_to_html
from policyc.reports.report import Report

GOLDEN = Path(__file__).parent / "golden"
Golden = Callable[[Path, str], None]

_VOID = {"meta", "input", "br", "col"}
_LINES = {"p", "h1", "h2", "h3", "h4", "li", "tr", "figure", "summary", "legend", "label", "div"}
_CELLS = {"td", "th", "dt"}


class Page(HTMLParser):
    """A page read strictly: every element is closed, in order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)
        if tag in _LINES:
            self.words += "\n"
        if tag in ("h1", "h2", "h3"):
            self.words += "#" * int(tag[1]) + " "

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.words += "\n" if tag in _LINES else " | " if tag in _CELLS else ""

    def handle_data(self, data: str) -> None:
        if not {"style", "script", "title"} & set(self.open):
            self.words += data if "pre" in self.open else re.sub(r"\s+", " ", data)

    @property
    def shown(self) -> str:
        """What a reader sees, line by line."""
        lines = (re.sub(r" +", " ", line).strip() for line in self.words.split("\n"))
        return "\n".join(line for line in lines if line) + "\n"

    def all(self, name: str) -> list[str]:
        """Every value of an attribute."""
        return [
            value or "" for _, attrs in self.tags for key, value in attrs.items() if key == name
        ]


@cache
def text() -> str:
    return report_to_html(report())


def test_what_the_page_says(golden: Golden) -> None:
    shown = re.sub(r"policyc [0-9][0-9.]*\w*", "policyc 0.0.0", Page(text()).shown)
    golden(GOLDEN / "findings.html.txt", shown)


def test_it_is_one_file_and_its_links_lead_somewhere() -> None:
    page = Page(text())
    ids = page.all("id")
    assert len(set(ids)) == len(ids)
    assert set(page.all("href")) <= {f"#{each}" for each in ids}
    assert not page.all("src") and "url(" not in text() and "@import" not in text()
    assert not {"link", "iframe", "img", "object"} & {tag for tag, _ in page.tags}
    assert [label for label in page.all("aria-labelledby") if label not in ids] == []
    assert [tag for tag, _ in page.tags].count("h1") == 1
    assert ("html", {"lang": "zh-CN"}) in page.tags


def test_what_documents_say_is_only_shown() -> None:
    page = Page(text())
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert EVIL not in text() and page.shown.count(EVIL) >= 4
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
    assert "style" not in {name for _, attrs in page.tags for name in attrs}
    (policy,) = (attrs["content"] for tag, attrs in page.tags if "http-equiv" in attrs)
    assert policy is not None and policy.startswith("default-src 'none';")
    assert policy.count("'sha256-") == 2 and "unsafe" not in policy


def test_without_script_everything_is_shown() -> None:
    page = Page(text())
    hidden = [attrs.get("id") for tag, attrs in page.tags if "hidden" in attrs]
    assert hidden == ["filter"]


def test_every_finding_is_listed_and_told() -> None:
    page = Page(text())
    rows = [attrs for tag, attrs in page.tags if tag == "tr" and "data-code" in attrs]
    articles = [attrs for tag, attrs in page.tags if tag == "article"]
    assert [row["data-code"] for row in rows] == [each["data-code"] for each in articles]
    assert [each["data-code"] for each in articles] == ["X01", "X04", "X03", "X02", "X05", "V01"]
    assert {each["data-severity"] for each in articles} == {"high", "medium", "low", "note"}


def test_a_page_about_nothing() -> None:
    page = Page(report_to_html(Report(())))
    assert "没有可审查的文件" in page.shown and "问题一览" not in page.shown


def test_undecided_is_not_nothing() -> None:
    assert "没有查完" in Page(text()).shown and OPEN.message in Page(text()).shown
