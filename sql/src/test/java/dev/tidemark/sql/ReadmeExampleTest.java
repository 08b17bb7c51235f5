package dev.tidemark.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.catalog.Store;
import dev.tidemark.merge.apply.OutOfOrderSealer;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles and runs the embedded example as it stands in the README. */
class ReadmeExampleTest {
    private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TempDir Path folder;

    @Test
    void theEmbeddedExamplePrintsWhatTheReadmeSays() throws Exception {
        Path source = folder.resolve("Example.java");
        Files.writeString(
                source,
                """
                import dev.tidemark.sql.*;
                import java.nio.file.Path;

                class Example {
                    public static void main(String[] arguments) throws Exception {
                %s
                    }
                }
                """
                        .formatted(example()));
        Path output = folder.resolve("output.txt");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--add-modules=jdk.incubator.vector",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Xlog:disable",
                                "--class-path",
                                classPath(),
                                source.toString())
                        .directory(folder.toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(folder.resolve("errors.txt").toFile())
                        .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the example does not end");
        String errors = Files.readString(folder.resolve("errors.txt"));
        assertEquals(0, process.exitValue(), errors);
        assertEquals(List.of("2.75", "5.75"), Files.readAllLines(output));
    }

    private static String example() throws IOException {
        Path readme = Path.of("README.md");
        if (!Files.exists(readme)) {
            readme = Path.of("..", "README.md");
        }
        Matcher block = EXAMPLE.matcher(Files.readString(readme));
        assertTrue(block.find(), "the README has no Java example");
        return block.group(1);
    }

    private static String location(Class<?> type) {
        URL location = type.getProtectionDomain().getCodeSource().getLocation();
        return Path.of(URI.create(location.toString())).toString();
    }

    private static String classPath() {
        return Stream.of(Database.class, Store.class, OutOfOrderSealer.class)
                .map(ReadmeExampleTest::location)
                .collect(Collectors.joining(File.pathSeparator));
    }
}
