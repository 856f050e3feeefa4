"""Many cases in one file, decided by the generated query on an embedded DuckDB (extra
``policyc[batch]``): columns in, results beside them, what cannot be read kept aside whole."""
