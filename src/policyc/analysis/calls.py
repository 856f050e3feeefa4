"""The C functions of z3 that are called tens of thousands of times.

The wrappers of z3 convert every argument in Python, let other threads run, and ask after every call
whether it failed. For a call that takes a tenth of a microsecond and cannot fail on a well-sorted
formula that is most of the time. Here the same functions are called without that.
"""

from __future__ import annotations

from collections.abc import Callable
from ctypes import PYFUNCTYPE, c_bool, c_char_p, c_int, c_uint, c_void_p, cast
from functools import cache
from typing import Any


class Calls:
    """The functions, with the one context that all formulas live in. Not to be used on two
    threads at once, as z3 itself."""

    def __init__(self) -> None:
        import z3

        pointer = c_void_p
        self.context = z3.main_ctx()
        self.ref = pointer(self.context.ref().value)
        """The context as the functions take it."""
        self.ast_id = _plain("Z3_get_ast_id", c_uint, pointer, pointer)
        self.arguments = _plain("Z3_get_app_num_args", c_uint, pointer, pointer)
        self.argument = _plain("Z3_get_app_arg", z3.Ast, pointer, pointer, c_uint)
        self.declaration = _plain("Z3_get_app_decl", pointer, pointer, pointer)
        self.kind = _plain("Z3_get_decl_kind", c_uint, pointer, pointer)
        self.make_and = _plain("Z3_mk_and", z3.Ast, pointer, c_uint, pointer)
        self.make_or = _plain("Z3_mk_or", z3.Ast, pointer, c_uint, pointer)
        self.make_not = _plain("Z3_mk_not", z3.Ast, pointer, pointer)
        self.in_model = _plain("Z3_model_eval", c_bool, pointer, pointer, pointer, c_bool, pointer)
        self.truth = _plain("Z3_get_bool_value", c_int, pointer, pointer)
        self.numeral = _plain("Z3_get_numeral_string", c_char_p, pointer, pointer)


@cache
def calls() -> Calls:
    """The functions; the first call loads z3."""
    return Calls()


def _plain(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A function of z3 without its wrapper, which keeps it in a default argument."""
    import z3

    (kept,) = getattr(z3, name).__defaults__
    address = cast(kept.f, c_void_p).value
    assert address is not None
    return PYFUNCTYPE(result, *arguments)(address)
