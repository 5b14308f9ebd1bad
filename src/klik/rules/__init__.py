"""The rule language: parse, check, evaluate one subject, lower to DuckDB, explain."""
