package dev.tryops.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** All trainings of a run, round by round, by program and number of rows. */
final class Results {

    private final Map<String, Map<Integer, List<Trained>>> all = new LinkedHashMap<>();

    void add(String trainer, int rows, Trained trained) {
        all.computeIfAbsent(trainer, name -> new LinkedHashMap<>())
                .computeIfAbsent(rows, count -> new ArrayList<>())
                .add(trained);
    }

    List<String> trainers() {
        return List.copyOf(all.keySet());
    }

    boolean has(String trainer, int rows) {
        return of(trainer, rows, Trained::seconds).count() > 0;
    }

    Samples of(String trainer, int rows, ToDoubleFunction<Trained> figure) {
        return new Samples(all.getOrDefault(trainer, Map.of()).getOrDefault(rows, List.of()).stream()
                .map(figure::applyAsDouble)
                .toList());
    }
}
