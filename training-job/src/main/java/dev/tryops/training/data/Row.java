package dev.tryops.training.data;

import java.util.List;

/** A row as it stands in its file: the line it begins on (in Parquet: its number), and its fields. */
record Row(long line, List<String> fields) {}
