package dev.tryops.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tryops.model.EnvironmentVariables;
import dev.tryops.registry.KeyPrefix;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What programs and infrastructure must agree on is written once, where the programs have it: who renames it there renames it
 * here. Copies would go on to compile, and be wrong.
 */
class LiteralsTest {

    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final String PATHS_OF_CONSTRUCTS = "dev/tryops/infra/policy/Register.java";
    private static final String CHECKOVS_OWN = "dev/tryops/infra/policy/Scan.java: LOG_LEVEL";
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|(?m)(?<!:)//[^\n\"]*$");

    @Test
    void noPrefixOfKeysIsCopied() throws IOException {
        Set<String> prefixes = constants(KeyPrefix.class);
        assertThat(prefixes).contains("serving/", "models/");

        assertThat(literals(text -> prefixes.stream().anyMatch(prefix -> text.matches("(.*[/ ])?" + prefix + ".*"))))
                .filteredOn(found -> !found.startsWith(PATHS_OF_CONSTRUCTS))
                .isEmpty();
    }

    @Test
    void noEnvironmentVariableOfTheProgramsIsCopied() throws IOException {
        Set<String> variables = constants(EnvironmentVariables.class);
        assertThat(variables).contains("S3_BUCKET", "MODEL_STORE");

        assertThat(literals(variables::contains)).containsExactly(CHECKOVS_OWN);
    }

    private static Set<String> constants(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && Modifier.isPublic(field.getModifiers()))
                .map(LiteralsTest::value)
                .collect(Collectors.toSet());
    }

    private static String value(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> literals(Predicate<String> wanted) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String code = COMMENT.matcher(Files.readString(file)).replaceAll("");
                LITERAL.matcher(code)
                        .results()
                        .map(result -> result.group(1))
                        .filter(wanted)
                        .forEach(text -> found.add(SOURCES.relativize(file) + ": " + text));
            }
        }
        return found;
    }
}
