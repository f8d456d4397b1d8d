"""Reads every Parquet file of a round with polars-python, as a researcher would."""

import pathlib
import sys

import polars

tables = sorted(pathlib.Path(sys.argv[1]).rglob("*.parquet"))
if not tables:
    sys.exit(f"no table in {sys.argv[1]}")
rows = 0
for path in tables:
    # Columns are ours; `site=<id>` in a file's name must not become one.
    table = polars.read_parquet(path, hive_partitioning=False)
    if not table.columns or "site" not in table.columns:
        sys.exit(f"{path}: no column `site` among {table.columns}")
    rows += table.height
print(f"polars reads {len(tables)} tables, {rows} rows")
