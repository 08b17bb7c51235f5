package dev.tidemark.server.cli;

import dev.tidemark.server.Ports;
import dev.tidemark.server.Server;
import dev.tidemark.server.ServerVersion;
import dev.tidemark.server.config.Configuration;
import dev.tidemark.server.config.ConfigurationException;
import dev.tidemark.server.config.ServerSettings;
import dev.tidemark.server.config.Setting;
import dev.tidemark.server.warmup.Rehearsal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Runs the server in the foreground until it is told to stop. Has an option for each setting, put
 * together without annotations: looking for those would take a tenth of the time to start.
 */
final class ServeCommand implements Callable<Integer> {
    private static final String CONFIG_OPTION = "--config";

    private final CommandSpec spec;

    private ServeCommand() {
        spec = CommandSpec.wrapWithoutInspection(this);
        spec.usageMessage()
                .description("Run the server until Ctrl-C or SIGTERM.")
                .sortOptions(false);
        spec.addOption(
                OptionSpec.builder(CONFIG_OPTION)
                        .paramLabel("FILE")
                        .type(Path.class)
                        .description(
                                "Properties file with settings; options and TIDEMARK_* variables"
                                        + " win.")
                        .build());
        ServerSettings.ALL.forEach(setting -> spec.addOption(option(setting)));
    }

    /** The command with its options. */
    static CommandLine commandLine() {
        return new CommandLine(new ServeCommand().spec);
    }

    private static OptionSpec option(Setting<?> setting) {
        return OptionSpec.builder(setting.option())
                .paramLabel(setting.format().label())
                .type(String.class)
                .description(setting.documentation() + " (default: " + setting.defaultText() + ")")
                .build();
    }

    @Override
    public Integer call() throws IOException, ConfigurationException, InterruptedException {
        Path config = spec.findOption(CONFIG_OPTION).getValue();
        Configuration configuration =
                Configuration.read(options(), System.getenv(), Optional.ofNullable(config));
        Server server = Server.start(configuration);
        Rehearsal rehearsal = new Rehearsal(() -> server.lineProtocolRows() > 0);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> stop(rehearsal, server, stopped), "tidemark-shutdown"));
        PrintWriter out = spec.commandLine().getOut();
        out.println(readyLine(server, configuration));
        out.flush();
        if (configuration.value(ServerSettings.WARM_UP)) {
            rehearsal.start();
        }
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
    private static void stop(Rehearsal rehearsal, Server server, CountDownLatch stopped) {
        int status = CommandLine.ExitCode.OK;
        try {
            rehearsal.close();
            server.close();
        } catch (IOException | RuntimeException failure) {
            System.err.println("tidemark: " + failure.getMessage());
            status = CommandLine.ExitCode.SOFTWARE;
        }
        stopped.countDown();
        Runtime.getRuntime().halt(status);
    }
}
