"""The vectorized Python target: one module on NumPy that decides columns of cases at once."""
