"""policyc：把政策文件逐条写成代码，编译、求值，并证明哪里冲突、哪里留白。

A compiler for Chinese government policy documents. ``load`` gives a document to ask, and is loaded
only when it is named: importing this package loads nothing. The passes live in the sub-packages
and are composed by ``policyc.driver``.
"""

__version__ = "0.1.0"
__all__ = ["Policy", "PolicyError", "__version__", "load"]

TYPE_CHECKING = False  # spares the import of typing; type checkers know the name
if TYPE_CHECKING:
    from policyc.api import Policy, PolicyError, load
else:

    def __getattr__(name: str) -> object:
        """The public API, on first use."""
        if name in ("Policy", "PolicyError", "load"):
            from policyc import api

            return getattr(api, name)
        raise AttributeError(f"module 'policyc' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
