package dev.tryops.api.drift;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** How often windows without drift raised an alarm. */
final class FalseAlarms {

    private int windows;
    private int alarmed;
    private final Map<String, Integer> byTest = new TreeMap<>();

    /**
     * By the size of the window, of so many windows in all: each of rows of its own, of the population that the model was
     * trained on. Several models share them, since one training sample may be an unlucky one.
     */
    static Map<Integer, FalseAlarms> measure(
            Population population, int trainingRows, Map<Integer, Integer> windowsBySize, int models) {
        Map<Integer, FalseAlarms> bySize = new LinkedHashMap<>();
        for (int model = 0; model < models; model++) {
            try (Deployment deployment = Deployment.trainedOn(population, trainingRows, 31L * trainingRows + model)) {
                windowsBySize.forEach((size, windows) -> bySize.computeIfAbsent(size, of -> new FalseAlarms())
                        .add(deployment, population, size, windows / models));
            }
        }
        return bySize;
    }

    private void add(Deployment deployment, Population population, int size, int times) {
        Random random = new Random(size + 1_000L * windows);
        for (int i = 0; i < times; i++) {
            var alarms = deployment.window(properties(size), population, random).alarms(deployment.plan());
            windows++;
            alarmed += alarms.isEmpty() ? 0 : 1;
            alarms.forEach(
                    alarm -> byTest.merge(alarm.feature() + " " + alarm.type().label(), 1, Integer::sum));
        }
    }

    int windows() {
        return windows;
    }

    int alarmed() {
        return alarmed;
    }

    double rate() {
        return (double) alarmed / windows;
    }

    @Override
    public String toString() {
        return alarmed + " of " + windows + " windows: " + byTest;
    }

    /** The defaults but for the size of the window. */
    static DriftProperties properties(int windowSize) {
        return new DriftProperties(windowSize, BigDecimal.ONE, 200, 0.001, 0.1, 0.1, 0.2);
    }
}
