"""Where the grammar and the bundled policies are, installed or in a checkout."""

from importlib.resources import files
from pathlib import Path


def grammar_dir() -> Path:
    """Return the folder with policy.lark, keywords.lark and literals.lark."""
    return _resource_dir("grammar")


def bundled_policies_dir() -> Path:
    """Return the folder with the policies that come with policyc."""
    return _resource_dir("policies")


def _resource_dir(name: str) -> Path:
    """Return ``policyc/<name>`` as installed, else the checkout's top-level ``<name>``."""
    installed = files("policyc").joinpath(name)
    if isinstance(installed, Path) and installed.is_dir():
        return installed

    checkout = Path(__file__).resolve().parents[2]
    in_checkout = checkout / name
    if (checkout / "pyproject.toml").is_file() and in_checkout.is_dir():
        return in_checkout

    raise FileNotFoundError(
        f"找不到 policyc 的资源目录 {name}/：安装包内没有（{installed}），"
        f"源码目录里也没有（{in_checkout}）。请重新安装 policyc。"
    )
