"""Proof: a policy in Z3, what is asked of it, and what was found.

``encode`` says what a policy means to the solver (it agrees with ``core.evaluate``), ``solve``
asks and makes witnesses minimal, ``replay`` runs every witness through the interpreter, and
``checks`` holds one file per finding code. ``run_checks.check_policy`` is the entry. No module of
this package loads z3 when it is imported: the solver is loaded with the first formula.
"""
