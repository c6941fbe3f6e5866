import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Unpacks the libraries for this platform from jars, so that no process unpacks them at its start: DIRECTORY JAR... */
void main(String[] args) throws IOException {
    Path to = Files.createDirectories(Path.of(args[0]));
    for (String jar : List.of(args).subList(1, args.length)) {
        if (unpack(jar, to) == 0) {
            System.err.println("There is no library for this platform in " + jar + ": none in any of " + folders());
            System.exit(1);
        }
    }
}

int unpack(String from, Path to) throws IOException {
    int found = 0;
    try (JarFile jar = new JarFile(from)) {
        for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
            String name = entry.getName();
            int slash = name.lastIndexOf('/');
            if (!entry.isDirectory() && folders().contains(name.substring(0, slash + 1))) {
                try (InputStream library = jar.getInputStream(entry)) {
                    Files.copy(library, to.resolve(name.substring(slash + 1)));
                    found++;
                }
            }
        }
    }
    return found;
}

/** Where ONNX Runtime and zstd-jni keep what is for this platform. */
List<String> folders() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    boolean mac = os.startsWith("mac");
    boolean windows = os.startsWith("windows");
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    return List.of(
            "ai/onnxruntime/native/" + (mac ? "osx" : windows ? "win" : "linux") + (arm ? "-aarch64/" : "-x64/"),
            (mac ? "darwin" : windows ? "win" : "linux") + (arm ? "/aarch64/" : mac ? "/x86_64/" : "/amd64/"));
}
