"""The command line: one file per command. Loads nothing but itself until it is called."""

from __future__ import annotations


def main() -> None:
    """The entry point of the ``policyc`` program."""
    import sys

    from policyc.cli.app import run
    from policyc.cli.output import prepare_streams

    prepare_streams()
    sys.exit(run(sys.argv[1:]))
