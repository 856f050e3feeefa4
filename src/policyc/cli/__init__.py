"""The command line: one file per command. Loads nothing but itself until it is called."""

from __future__ import annotations


def main() -> None:
    """The entry point of the ``policyc`` program."""
    import gc
    import sys

    gc.set_threshold(400_000)  # most commands end before that, and make hardly any garbage
    from policyc.cli.app import run
    from policyc.cli.output import leave, prepare_streams

    prepare_streams()
    leave(run(sys.argv[1:]))
