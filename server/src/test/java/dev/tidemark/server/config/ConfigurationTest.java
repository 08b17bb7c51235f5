package dev.tidemark.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.catalog.StoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigurationTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void everySourceOverridesTheNext() throws Exception {
        Path file = file("ilp.port=1\nhttp.port=2\npg.port=3\n");
        Configuration configuration =
                Configuration.read(
                        Map.of("ilp.port", "11"),
                        Map.of("TIDEMARK_ILP_PORT", "21", "TIDEMARK_HTTP_PORT", "22"),
                        Optional.of(file));
        assertEquals(11, configuration.value(ServerSettings.ILP_PORT));
        assertEquals(22, configuration.value(ServerSettings.HTTP_PORT));
        assertEquals(3, configuration.value(ServerSettings.PG_PORT));
        assertEquals("127.0.0.1", configuration.value(ServerSettings.BIND));
    }

    @Test
    void theEnvironmentMayNameTheFile() throws Exception {
        Path file = file("pg.user=anna\n");
        Configuration configuration =
                Configuration.read(
                        Map.of(), Map.of("TIDEMARK_CONFIG", file.toString()), Optional.empty());
        assertEquals("anna", configuration.value(ServerSettings.PG_USER));
    }

    @Test
    void variablesOfTheLauncherAndOfOthersAreLeftAlone() throws Exception {
        Map<String, String> environment =
                Map.of("TIDEMARK_JAVA_HOME", "/jdk", "TIDEMARK_OPTS", "-Xmx1g", "PATH", "/bin");
        Configuration configuration = Configuration.read(Map.of(), environment, Optional.empty());
        assertEquals(9009, configuration.value(ServerSettings.ILP_PORT));
    }

    @Test
    void anUnknownKeyIsAnErrorWithASuggestion() throws Exception {
        Path file = file("htp.port=1\n");
        assertEquals(
                "configuration file %s: unknown setting 'htp.port', did you mean 'http.port'?"
                        .formatted(file),
                failure(Map.of(), Optional.of(file)));
        assertEquals(
                "environment: unknown setting 'TIDEMARK_ILPPORT', did you mean"
                        + " 'TIDEMARK_ILP_PORT'?",
                failure(Map.of("TIDEMARK_ILPPORT", "1"), Optional.empty()));
        assertEquals(
                "environment: unknown setting 'TIDEMARK_COLOUR_OF_THE_SKY'",
                failure(Map.of("TIDEMARK_COLOUR_OF_THE_SKY", "blue"), Optional.empty()));
    }

    @Test
    void anIntervalMayBeNever() throws Exception {
        Map<String, String> never = Map.of("TIDEMARK_SCRUB_INTERVAL", "0s");
        Configuration configuration = Configuration.read(Map.of(), never, Optional.empty());
        assertEquals(Duration.ZERO, configuration.value(ServerSettings.SCRUB_INTERVAL));
        assertEquals(
                "environment variable TIDEMARK_SCRUB_INTERVAL: '0' is not a time such as 200ms,"
                        + " 30s, 5m or 1h, or 0s for never",
                failure(Map.of("TIDEMARK_SCRUB_INTERVAL", "0"), Optional.empty()));
    }

    @Test
    void aBadValueNamesKeyValueAndSource() throws Exception {
        Path file = file("http.port=http\n");
        assertEquals(
                "configuration file %s, key http.port: 'http' is not a number from 0 to 65535"
                        .formatted(file),
                failure(Map.of(), Optional.of(file)));
        assertEquals(
                "environment variable TIDEMARK_SYNC_INTERVAL: '200' is not a positive time such as"
                        + " 200ms, 30s, 5m or 1h",
                failure(Map.of("TIDEMARK_SYNC_INTERVAL", "200"), Optional.empty()));
        ConfigurationException option =
                assertThrows(
                        ConfigurationException.class,
                        () ->
                                Configuration.read(
                                        Map.of("pg.port", "65536"), Map.of(), Optional.empty()));
        assertEquals(
                "option --pg-port: '65536' is not a number from 0 to 65535", option.getMessage());
    }

    @Test
    void aMissingFileIsAnError() {
        Path missing = folder.resolve("none.properties");
        assertEquals(
                "configuration file " + missing + " does not exist",
                failure(Map.of(), Optional.of(missing)));
    }

    @Test
    void valuesHaveUnits() {
        assertEquals(512L << 20, ValueFormat.SIZE.read("512m"));
        assertEquals(2L << 30, ValueFormat.SIZE.read(" 2 GB "));
        assertEquals(65_536, ValueFormat.SIZE.read("65536"));
        assertEquals(Duration.ofMillis(200), ValueFormat.DURATION.read("200ms"));
        assertEquals(Duration.ofMinutes(5), ValueFormat.DURATION.read("5m"));
        for (String bad : new String[] {"", "0", "-1", "1x", "9999999999g", "m"}) {
            assertThrows(
                    IllegalArgumentException.class, () -> ValueFormat.SIZE.read(bad), () -> bad);
        }
        for (String bad : new String[] {"", "0s", "1", "-1s", "s", "1d"}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> ValueFormat.DURATION.read(bad),
                    () -> bad);
        }
    }

    @Test
    void defaultsAreGoodAndThoseOfTheStore() {
        Configuration defaults = Configuration.defaults();
        ServerSettings.ALL.forEach(setting -> assertTrue(defaults.value(setting) != null));
        StoreOptions store = StoreOptions.of(folder);
        assertEquals(store.hotLimitBytes(), defaults.value(ServerSettings.MEMORY_HOT_LIMIT));
        assertEquals(
                store.sealThresholdBytes(), defaults.value(ServerSettings.MEMORY_SEAL_THRESHOLD));
        assertEquals(store.log().limitBytes(), defaults.value(ServerSettings.LOG_LIMIT));
        assertEquals(
                store.log().syncIntervalMillis(),
                defaults.value(ServerSettings.SYNC_INTERVAL).toMillis());
    }

    @Test
    void namesAreUniqueAndWellFormed() {
        Set<String> variables = new HashSet<>();
        for (Setting<?> setting : ServerSettings.ALL) {
            assertTrue(setting.key().matches("[a-z]+(\\.[a-z]+)*"), setting.key());
            assertTrue(variables.add(setting.variable()), setting.variable());
        }
    }

    /** The page for users is made from the table of settings: {@code -Dwrite=true} writes it. */
    @Test
    void theReferenceTellsAllSettings() throws Exception {
        Path page = Path.of("..", "docs", "configuration.md");
        if (Boolean.getBoolean("write")) {
            Files.writeString(page, ConfigurationReference.markdown());
        }
        assertEquals(ConfigurationReference.markdown(), Files.readString(page));
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("tidemark.properties"), content);
    }

    private static String failure(Map<String, String> environment, Optional<Path> file) {
        ConfigurationException thrown =
                assertThrows(
                        ConfigurationException.class,
                        () -> Configuration.read(Map.of(), environment, file));
        return String.valueOf(thrown.getMessage());
    }
}
