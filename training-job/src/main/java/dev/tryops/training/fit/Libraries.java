package dev.tryops.training.fit;

import java.util.LinkedHashMap;
import java.util.Map;

/** The versions of what shaped a model's numbers, asked of the libraries themselves. */
public final class Libraries {

    private Libraries() {}

    /** Those of every run, and those of the engine, where another module brings it. */
    public static Map<String, String> versions(FitSettings.Engine engine) {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("java", Runtime.version().toString());
        versions.put("tribuo", LogisticTrainer.libraryVersion());
        versions.put("onnxruntime", OnnxGraph.runtimeVersion());
        FitEngine.find(engine).ifPresent(plugged -> versions.putAll(plugged.libraries()));
        return versions;
    }
}
