package dev.tryops.acceptance;

import dev.tryops.predictions.LoggedPrediction;
import dev.tryops.predictions.PredictionLog;
import dev.tryops.registry.StoreLocation;
import dev.tryops.registry.s3.Stores;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The store of predictions of a service under test. */
record Predictions(Store store) {

    /** For the service: written after {@code seconds}. */
    Map<String, String> variables(String seconds) {
        Map<String, String> variables = new HashMap<>(store.variables());
        variables.put("PREDICTION_STORE", store.location());
        variables.put("PREDICTION_LOG_FLUSH_INTERVAL", seconds);
        return variables;
    }

    /** All that is written, read whole; a damaged object fails the test. */
    List<LoggedPrediction> all() {
        PredictionLog log =
                PredictionLog.in(Stores.open(StoreLocation.resolve(store.location(), Map.of()), store.variables()));
        List<LoggedPrediction> rows = new ArrayList<>();
        log.days().forEach(day -> log.versions(day).forEach(version -> log.forEach(day, version, rows::add)));
        return rows;
    }

    /** What the service counts as {@code prediction_log_…}. */
    static long count(Api api, String name) {
        Matcher matcher = Pattern.compile("(?m)^prediction_log_" + name + "(?:\\{})? ([0-9.E]+)$")
                .matcher(api.metrics());
        return matcher.find() ? (long) Double.parseDouble(matcher.group(1)) : -1;
    }
}
