"""What checks and lints say: the value of a finding, and how a check documents itself.

Below ``analysis`` and ``lints``, which both fill it; loads no solver.
"""
