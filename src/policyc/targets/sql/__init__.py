"""The SQL target: one SELECT a document, three-valued, for DuckDB, PostgreSQL, SQLite and Spark
(extra ``policyc[sql]``: sqlglot)."""
