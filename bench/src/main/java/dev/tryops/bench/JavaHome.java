package dev.tryops.bench;

import java.nio.file.Path;

/** The JDK that runs everything here. */
final class JavaHome {

    private JavaHome() {}

    static String java() {
        return tool("java");
    }

    static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }
}
