"""Writes the Parquet files beside it, with pyarrow 21 or newer: python make_parquet.py"""

import datetime
import pathlib

import pyarrow as pa
import pyarrow.parquet as pq

HERE = pathlib.Path(__file__).parent
ROWS = range(400)
TABLE = pa.table(
    {
        "age": pa.array([20 + i % 50 for i in ROWS], pa.int64()),
        "small": pa.array([i % 7 for i in ROWS], pa.int32()),
        "income": pa.array([None if i % 40 == 7 else i * 1.5 for i in ROWS], pa.float64()),
        "ratio": pa.array([i % 9 / 8 for i in ROWS], pa.float32()),
        "member": pa.array([i % 3 == 0 for i in ROWS], pa.bool_()),
        "zip": pa.array(["%05d" % (i % 11) for i in ROWS], pa.string()),
        "approved": pa.array([i * 7 // 3 % 2 for i in ROWS], pa.int64()),
    }
)
for compression in ("none", "snappy", "gzip", "zstd"):
    pq.write_table(TABLE, HERE / f"{compression}.parquet", compression=compression, row_group_size=150)
pq.write_table(
    TABLE.append_column("day", pa.array([datetime.date(2026, 1, 1)] * len(ROWS))), HERE / "dated.parquet"
)
pq.write_table(TABLE.append_column("tags", pa.array([["a"]] * len(ROWS))), HERE / "nested.parquet")
