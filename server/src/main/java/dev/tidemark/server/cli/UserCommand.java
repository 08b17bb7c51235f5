package dev.tidemark.server.cli;

import dev.tidemark.server.config.Configuration;
import dev.tidemark.server.config.ConfigurationException;
import dev.tidemark.server.config.ServerSettings;
import dev.tidemark.server.security.Access;
import dev.tidemark.server.security.UserEditor;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Adds, lists and removes those who may use the server. A running server follows at once. */
@Command(
        name = "user",
        description = "Say who may use the server.",
        synopsisSubcommandLabel = "add|token|key|list|remove",
        sortOptions = false)
final class UserCommand {
    private static final int LEAST_PASSWORD_CHARACTERS = 8;

    /** Picocli puts its own here. */
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--data-dir",
            paramLabel = "PATH",
            description = "The server's data folder. (default: as for serve)")
    private @Nullable String dataFolder;

    @Option(
            names = "--users-file",
            paramLabel = "PATH",
            description = "The file of users. (default: as for serve)")
    private @Nullable String usersFile;

    @Option(names = "--config", paramLabel = "FILE", description = "The server's properties file.")
    private @Nullable Path config;

    @Command(description = "Give a user a password, which is asked for or read from a pipe.")
    int add(@Parameters(paramLabel = "NAME", description = "The user.") String name)
            throws IOException, ConfigurationException {
        String password = readPassword();
        if (password.length() < LEAST_PASSWORD_CHARACTERS) {
            throw new IOException(
                    "a password needs at least " + LEAST_PASSWORD_CHARACTERS + " characters");
        }
        editor().setPassword(name, password);
        say("user " + name + " can log in over HTTP and PostgreSQL");
        return 0;
    }

    @Command(description = "Give a user a token for HTTP clients, and print it.")
    int token(@Parameters(paramLabel = "NAME", description = "The user.") String name)
            throws IOException, ConfigurationException {
        say(editor().addToken(name));
        return 0;
    }

    @Command(description = "Give a user a key for line protocol over TCP, and print it.")
    int key(@Parameters(paramLabel = "NAME", description = "The user.") String name)
            throws IOException, ConfigurationException {
        UserEditor.Key key = editor().setKey(name);
        say("username=" + name);
        say("token=" + key.secret());
        say("token_x=" + key.publicX());
        say("token_y=" + key.publicY());
        return 0;
    }

    @Command(description = "List users and kinds of credentials.")
    int list() throws IOException, ConfigurationException {
        for (String line : editor().list()) {
            say(line);
        }
        return 0;
    }

    @Command(description = "Remove a user with all credentials.")
    int remove(@Parameters(paramLabel = "NAME", description = "The user.") String name)
            throws IOException, ConfigurationException {
        if (!editor().remove(name)) {
            throw new IOException("there is no user '" + name + "'");
        }
        say("user " + name + " is removed");
        return 0;
    }

    private UserEditor editor() throws ConfigurationException {
        Map<String, String> options = new HashMap<>();
        if (dataFolder != null) {
            options.put(ServerSettings.DATA_DIR.key(), dataFolder);
        }
        if (usersFile != null) {
            options.put(ServerSettings.USERS_FILE.key(), usersFile);
        }
        Configuration configuration =
                Configuration.read(options, System.getenv(), Optional.ofNullable(config));
        return new UserEditor(Access.userFile(configuration));
    }

    private static String readPassword() throws IOException {
        Optional<Console> terminal =
                Optional.ofNullable(System.console()).filter(Console::isTerminal);
        if (terminal.isEmpty()) {
            String line =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                            .readLine();
            return line == null ? "" : line;
        }
        char[] password = terminal.get().readPassword("Password: ");
        char[] again = terminal.get().readPassword("Again: ");
        if (password == null || !Arrays.equals(password, again)) {
            throw new IOException("the two passwords are not the same");
        }
        return new String(password);
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
