package dev.tryops.api.drift;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** How often windows without drift raise an alarm. */
record FalseAlarms(int windows, int alarmed, Map<String, Integer> byTest) {

    /**
     * Windows of their own rows, each of the population that the model was trained on; several models share them, since one
     * training sample may be an unlucky one.
     */
    static FalseAlarms measure(Population population, int trainingRows, int windowSize, int windows, int models) {
        long seed = windowSize + 31L * trainingRows;
        DriftProperties properties = properties(windowSize);
        Map<String, Integer> byTest = new TreeMap<>();
        int alarmed = 0;
        for (int model = 0; model < models; model++) {
            try (Deployment deployment = Deployment.trainedOn(population, trainingRows, seed + model)) {
                Random random = new Random(seed + 1_000 + model);
                for (int i = 0; i < windows / models; i++) {
                    var alarms = deployment
                            .window(properties, population, random, UnaryOperator.identity())
                            .alarms(deployment.plan());
                    alarmed += alarms.isEmpty() ? 0 : 1;
                    alarms.forEach(alarm ->
                            byTest.merge(alarm.feature() + " " + alarm.type().label(), 1, Integer::sum));
                }
            }
        }
        return new FalseAlarms(windows, alarmed, byTest);
    }

    double rate() {
        return (double) alarmed / windows;
    }

    /** The defaults but for the size of the window. */
    static DriftProperties properties(int windowSize) {
        return new DriftProperties(windowSize, BigDecimal.ONE, 200, 0.001, 0.1, 0.1, 0.2);
    }
}
