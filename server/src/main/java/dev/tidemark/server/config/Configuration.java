package dev.tidemark.server.config;

import dev.tidemark.core.text.Spelling;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/** A value for each setting. */
public final class Configuration {
    /** Names a properties file, as the option {@code --config} does. */
    public static final String FILE_VARIABLE = Setting.VARIABLE_PREFIX + "CONFIG";

    /** Variables that are read before the server starts: which JDK, and its options. */
    private static final Set<String> LAUNCHER_VARIABLES =
            Set.of(Setting.VARIABLE_PREFIX + "JAVA_HOME", Setting.VARIABLE_PREFIX + "OPTS");

    private final Map<String, String> textByKey;

    private Configuration(Map<String, String> textByKey) {
        this.textByKey = textByKey;
    }

    /** The defaults. */
    public static Configuration defaults() {
        return new Configuration(Map.of());
    }

    /**
     * Reads all sources.
     *
     * @param commandLine values by key
     * @param environment the process's variables
     * @param file a properties file; without one, the one that {@link #FILE_VARIABLE} names
     * @throws ConfigurationException if a key is unknown, a value is bad or the file is unreadable
     */
    public static Configuration read(
            Map<String, String> commandLine, Map<String, String> environment, Optional<Path> file)
            throws ConfigurationException {
        Map<String, String> texts = new HashMap<>();
        Optional<Path> properties =
                file.or(() -> Optional.ofNullable(environment.get(FILE_VARIABLE)).map(Path::of));
        if (properties.isPresent()) {
            addFile(texts, properties.get());
        }
        addEnvironment(texts, environment);
        for (Map.Entry<String, String> option : commandLine.entrySet()) {
            Setting<?> setting = find(option.getKey(), "command line");
            add(texts, setting, option.getValue(), "option " + setting.option());
        }
        return new Configuration(texts);
    }

    /** The value of a setting. */
    public <T> T value(Setting<T> setting) {
        String text = textByKey.getOrDefault(setting.key(), setting.defaultText());
        return setting.format().read(text);
    }

    /**
     * The same with another value.
     *
     * @throws IllegalArgumentException if the value means nothing to the setting
     */
    public Configuration with(Setting<?> setting, String text) {
        setting.format().read(text);
        Map<String, String> texts = new HashMap<>(textByKey);
        texts.put(setting.key(), text);
        return new Configuration(texts);
    }

    private static void addFile(Map<String, String> texts, Path file)
            throws ConfigurationException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (NoSuchFileException _) {
            throw new ConfigurationException("configuration file " + file + " does not exist");
        } catch (IOException | IllegalArgumentException failure) {
            throw new ConfigurationException(
                    "configuration file " + file + " cannot be read: " + failure.getMessage());
        }
        String source = "configuration file " + file;
        // Sorted, so that of several errors the same one is told each time.
        for (String key :
                new TreeMap<>(properties).keySet().stream().map(String::valueOf).toList()) {
            Setting<?> setting = find(key, source);
            add(texts, setting, properties.getProperty(key), source + ", key " + key);
        }
    }

    private static void addEnvironment(Map<String, String> texts, Map<String, String> environment)
            throws ConfigurationException {
        for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
            String name = variable.getKey();
            boolean ours =
                    name.startsWith(Setting.VARIABLE_PREFIX)
                            && !name.equals(FILE_VARIABLE)
                            && !LAUNCHER_VARIABLES.contains(name);
            if (ours) {
                Setting<?> setting =
                        ServerSettings.ALL.stream()
                                .filter(known -> known.variable().equals(name))
                                .findFirst()
                                .orElseThrow(() -> unknownVariable(name));
                add(texts, setting, variable.getValue(), "environment variable " + name);
            }
        }
    }

    private static void add(
            Map<String, String> texts, Setting<?> setting, String text, String source)
            throws ConfigurationException {
        try {
            setting.format().read(text);
        } catch (IllegalArgumentException _) {
            throw new ConfigurationException(
                    "%s: '%s' is not %s".formatted(source, text, setting.format().expectation()));
        }
        texts.put(setting.key(), text);
    }

    private static Setting<?> find(String key, String source) throws ConfigurationException {
        for (Setting<?> setting : ServerSettings.ALL) {
            if (setting.key().equals(key)) {
                return setting;
            }
        }
        List<String> known = ServerSettings.ALL.stream().<String>map(Setting::key).toList();
        throw new ConfigurationException(
                source + ": unknown setting '" + key + "'" + Spelling.didYouMean(key, known));
    }

    private static ConfigurationException unknownVariable(String name) {
        List<String> known = ServerSettings.ALL.stream().<String>map(Setting::variable).toList();
        return new ConfigurationException(
                "environment: unknown setting '" + name + "'" + Spelling.didYouMean(name, known));
    }
}
