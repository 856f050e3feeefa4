import os
from pathlib import Path

import pytest

from policyc.diagnostics import Code, Diagnostic
from policyc.driver.files import read_text
from policyc.driver.project import find_documents
from policyc.source.text import MAX_BYTES


def problem(path: Path) -> Diagnostic:
    found = read_text(path)
    assert isinstance(found, Diagnostic)
    return found


def test_what_cannot_be_read(tmp_path: Path) -> None:
    assert problem(tmp_path / "没有").code is Code.E001
    assert problem(tmp_path).code is Code.E004
    assert problem(tmp_path / ("长" * 300)).code is Code.E004
    file = tmp_path / "文件"
    file.write_bytes(b"x" * (MAX_BYTES + 1))
    assert problem(file).code is Code.E003
    assert problem(file / "下级").code is Code.E004


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs /dev/zero")
def test_an_endless_file_ends() -> None:
    assert problem(Path("/dev/zero")).code is Code.E003


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind root")
def test_no_permission(tmp_path: Path) -> None:
    file = tmp_path / "密"
    file.touch(mode=0)
    assert "没有读取权限" in problem(file).message


def test_documents_beside_the_user_are_named(tmp_path: Path) -> None:
    (tmp_path / "甲办法").mkdir()
    (tmp_path / "甲办法" / "policy.policy").touch()
    found = find_documents("甲办", tmp_path)
    assert isinstance(found, Diagnostic)
    assert "“甲办法”" in found.help


def test_examples_are_named_and_not_part_of_a_folder(tmp_path: Path) -> None:
    for name in ("甲办法", "examples/rent-subsidy"):
        (tmp_path / "policies" / name).mkdir(parents=True)
        (tmp_path / "policies" / name / "policy.policy").touch()

    def names(reference: str) -> list[str]:
        found = find_documents(reference, tmp_path)
        assert isinstance(found, list)
        return [files.name for files in found]

    assert names("policies") == names("甲办法") == ["甲办法"]
    assert names("examples") == names("examples/rent-subsidy") == ["rent-subsidy"]
    missing = find_documents("rent-subsidy", tmp_path)
    assert isinstance(missing, Diagnostic) and "“examples/rent-subsidy”" in missing.help
    empty = find_documents(".", tmp_path)  # a folder that is there means itself alone
    assert isinstance(empty, Diagnostic) and empty.code is Code.E005
