package dev.tidemark.server.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a statement on a running server, or gives a prompt for many. */
@Command(
        name = "sql",
        description = "Run a statement on a running server; without one, give a prompt.",
        sortOptions = false)
final class SqlCommand implements Callable<Integer> {
    /** Picocli puts its own here. */
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "QUERY", description = "The statement.")
    private @Nullable String query;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = ServerAddress.DEFAULT_URL,
            description = "The server's HTTP port. (default: ${DEFAULT-VALUE})")
    private String url = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES}. (default: ${DEFAULT-VALUE})")
    private Format format = Format.TABLE;

    @Mixin private LoginOptions login = new LoginOptions();

    /** How results are shown. */
    enum Format {
        TABLE,
        CSV,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        URI server = ServerAddress.url(spec, url);
        try (SqlClient client = new SqlClient(login.to(server))) {
            if (query == null) {
                SqlPrompt.run(client, server);
            } else {
                run(client, query);
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private void run(SqlClient client, String statement) throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case TABLE -> TextTable.print(out, client.run(statement), SqlClient.MOST_ROWS);
            case CSV -> client.copy("/exp", statement, System.out);
            case JSON -> client.copy("/exec", statement, System.out);
        }
    }
}
