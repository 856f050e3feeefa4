"""The command line: one file per command. Loads nothing but itself until it is called."""

from __future__ import annotations


def main() -> None:
    """The entry point of the ``policyc`` program."""
    import gc
    import sys

    gc.set_threshold(50_000)  # loading makes many objects at once and hardly any garbage
    from policyc.cli.app import run
    from policyc.cli.output import prepare_streams

    prepare_streams()
    sys.exit(run(sys.argv[1:]))
