package dev.tidemark.server.cli;

import dev.tidemark.server.Ports;
import dev.tidemark.server.Server;
import dev.tidemark.server.ServerVersion;
import dev.tidemark.server.config.Configuration;
import dev.tidemark.server.config.ConfigurationException;
import dev.tidemark.server.config.ServerSettings;
import dev.tidemark.server.config.Setting;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the server in the foreground until it is told to stop. Has an option for each setting. */
@Command(
        name = "serve",
        description = "Run the server until Ctrl-C or SIGTERM.",
        sortOptions = false)
final class ServeCommand implements Callable<Integer> {
    /** Picocli puts its own here. */
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Properties file with settings; options and TIDEMARK_* variables win.")
    private Optional<Path> config = Optional.empty();

    private ServeCommand() {}

    /** The command with its options, those of all settings among them. */
    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new ServeCommand());
        for (Setting<?> setting : ServerSettings.ALL) {
            commandLine
                    .getCommandSpec()
                    .addOption(
                            OptionSpec.builder(setting.option())
                                    .paramLabel(setting.format().label())
                                    .type(String.class)
                                    .description(
                                            "%s (default: %s)"
                                                    .formatted(
                                                            setting.documentation(),
                                                            setting.defaultText()))
                                    .build());
        }
        return commandLine;
    }

    @Override
    public Integer call() throws IOException, ConfigurationException, InterruptedException {
        Configuration configuration = Configuration.read(options(), System.getenv(), config);
        Server server = Server.start(configuration);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> stop(server, stopped), "tidemark-shutdown"));
        PrintWriter out = spec.commandLine().getOut();
        out.println(readyLine(server, configuration));
        out.flush();
        stopped.await();
        return CommandLine.ExitCode.OK;
    }

    private Map<String, String> options() {
        Map<String, String> values = new HashMap<>();
        for (Setting<?> setting : ServerSettings.ALL) {
            OptionSpec option = spec.findOption(setting.option());
            String value = option.getValue();
            if (value != null) {
                values.put(setting.key(), value);
            }
        }
        return values;
    }

    private static String readyLine(Server server, Configuration configuration) {
        String host = configuration.value(ServerSettings.BIND);
        Ports ports = server.ports();
        return "Tidemark %s ready in %d ms: line protocol %s:%d, HTTP %s:%d, PostgreSQL %s:%d, data in %s"
                .formatted(
                        ServerVersion.number(),
                        LaunchTime.elapsedMillis(),
                        host,
                        ports.line(),
                        host,
                        ports.http(),
                        host,
                        ports.postgres(),
                        configuration.value(ServerSettings.DATA_DIR));
    }

    /**
     * Closes the server while the JVM shuts down, and ends with a status that says how that went:
     * the JVM's own would be that of the signal, as if something had gone wrong.
     */
    private static void stop(Server server, CountDownLatch stopped) {
        int status = CommandLine.ExitCode.OK;
        try {
            server.close();
        } catch (IOException | RuntimeException failure) {
            System.err.println("tidemark: " + failure.getMessage());
            status = CommandLine.ExitCode.SOFTWARE;
        }
        stopped.countDown();
        Runtime.getRuntime().halt(status);
    }
}
