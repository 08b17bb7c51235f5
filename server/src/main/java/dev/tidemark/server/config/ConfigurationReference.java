package dev.tidemark.server.config;

import java.util.stream.Collectors;

/** The reference of all settings for users, in Markdown. */
public final class ConfigurationReference {
    private static final String INTRODUCTION =
            """
            # Configuration

            The server takes each setting from the first of these places that has it:

            1. the command line: `./tidemark serve --ilp-port 9010`
            2. the environment: `TIDEMARK_ILP_PORT=9010`
            3. a properties file, named by `--config FILE` or `TIDEMARK_CONFIG`: a line `ilp.port=9010`
            4. the default

            A name that is not in the table below is an error, and so is a value that means nothing to its setting.
            Two more variables are for the launcher: `TIDEMARK_JAVA_HOME` says where a JDK 25 lies, `TIDEMARK_OPTS` holds
            further options for the JVM (such as `-Xmx4g`).

            Sizes are bytes, or carry a unit: `64k`, `512m`, `2g` (powers of 1024). Times carry a unit: `200ms`, `30s`, `5m`, `1h`.
            Relative paths start at the folder in which the server is started.

            | Key | Option | Variable | Default | Meaning |
            |---|---|---|---|---|
            """;

    private ConfigurationReference() {}

    /** The whole page. */
    public static String markdown() {
        return ServerSettings.ALL.stream()
                .map(ConfigurationReference::line)
                .collect(Collectors.joining("\n", INTRODUCTION, "\n"));
    }

    private static String line(Setting<?> setting) {
        String defaultText = setting.defaultText();
        return "| `%s` | `%s %s` | `%s` | %s | %s |"
                .formatted(
                        setting.key(),
                        setting.option(),
                        setting.format().label(),
                        setting.variable(),
                        defaultText.isEmpty() ? "" : "`" + defaultText + "`",
                        setting.documentation());
    }
}
