import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.jar.JarFile;

/** Unpacks ONNX Runtime's libraries for this platform, so that no process unpacks them at its start: JAR DIRECTORY. */
void main(String[] args) throws IOException {
    Path to = Files.createDirectories(Path.of(args[1]));
    String prefix = "ai/onnxruntime/native/" + platform() + "/";
    int found = 0;
    try (JarFile jar = new JarFile(args[0])) {
        for (var entry : (Iterable<java.util.jar.JarEntry>) jar.stream()::iterator) {
            String name = entry.getName();
            if (!entry.isDirectory() && name.startsWith(prefix) && name.indexOf('/', prefix.length()) < 0) {
                try (InputStream library = jar.getInputStream(entry)) {
                    Files.copy(library, to.resolve(name.substring(prefix.length())));
                    found++;
                }
            }
        }
    }
    if (found == 0) {
        System.err.println("ONNX Runtime has no library for " + platform() + " in " + args[0]);
        System.exit(1);
    }
}

String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String system = os.startsWith("mac") ? "osx" : os.startsWith("windows") ? "win" : "linux";
    String processor = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x64";
    return system + "-" + processor;
}
