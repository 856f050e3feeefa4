"""``python -m policyc.cli``."""

from policyc.cli import main

main()
