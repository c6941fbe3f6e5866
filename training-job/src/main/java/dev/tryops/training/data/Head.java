package dev.tryops.training.data;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** The first rows of the data, held until they have shown what kind of values each column has. */
final class Head {

    private static final int MOST_ROWS = 50_000;
    private static final long MOST_CELLS = 1_000_000;

    /** Long texts fill the memory sooner than many cells do. */
    private static final long MOST_CHARACTERS = 16_000_000;

    private final int columns;
    private final List<Held> rows = new ArrayList<>();
    private long characters;

    private record Held(String file, Row row) {}

    Head(int columns) {
        this.columns = columns;
    }

    void add(String file, Row row) {
        rows.add(new Held(file, row));
        characters += row.fields().stream().mapToLong(String::length).sum();
    }

    boolean isFull() {
        return rows.size() >= MOST_ROWS || (long) rows.size() * columns >= MOST_CELLS || characters >= MOST_CHARACTERS;
    }

    /** What the values of the column at {@code position} look like, in rows that are as long as the header. */
    ColumnKind.Census census(int position) {
        ColumnKind.Census census = new ColumnKind.Census();
        rows.stream()
                .map(held -> held.row().fields())
                .filter(fields -> fields.size() == columns)
                .forEach(fields -> census.count(fields.get(position).strip()));
        return census;
    }

    /** Hands over the rows, which are no longer held then. */
    void release(BiConsumer<String, Row> taker) {
        rows.forEach(held -> taker.accept(held.file(), held.row()));
        rows.clear();
    }
}
