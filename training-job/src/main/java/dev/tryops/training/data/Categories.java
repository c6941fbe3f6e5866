package dev.tryops.training.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The distinct texts of a column, in the order of their first appearance. */
final class Categories {

    static final int MOST = 100_000;

    private final Map<String, Integer> indexes = new HashMap<>();
    private final List<String> texts = new ArrayList<>();

    /** The index of {@code text}, which is the next one to be given where it is new. */
    int indexOf(String text) {
        Integer known = indexes.get(text);
        return known == null ? texts.size() : known;
    }

    void add(String text) {
        if (indexes.putIfAbsent(text, texts.size()) == null) {
            texts.add(text);
        }
    }

    int size() {
        return texts.size();
    }

    List<String> texts() {
        return List.copyOf(texts);
    }
}
