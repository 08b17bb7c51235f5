package dev.tidemark.server.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** A prompt for statements, which end with a semicolon, and for a few commands. */
final class SqlPrompt {
    private static final Path HISTORY_FILE =
            Path.of(System.getProperty("user.home"), ".tidemark_history");
    private static final int MOST_ROWS = 1_000;
    private static final String HELP =
            """
            Statements end with a semicolon and may span lines.
              \\d          list the tables
              \\d TABLE    list the columns of a table
              \\?          this help
              \\q          leave (as do Ctrl-D, exit and quit)
            """;

    private final SqlClient client;
    private final LineReader reader;
    private final PrintWriter out;

    private SqlPrompt(SqlClient client, LineReader reader) {
        this.client = client;
        this.reader = reader;
        this.out = reader.getTerminal().writer();
    }

    /** Reads and runs statements until the user leaves. */
    static void run(SqlClient client, URI server) throws IOException, InterruptedException {
        try (Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build()) {
            LineReader reader =
                    LineReaderBuilder.builder()
                            .terminal(terminal)
                            .appName("tidemark")
                            .parser(new StatementParser())
                            .variable(LineReader.HISTORY_FILE, HISTORY_FILE)
                            .variable(LineReader.SECONDARY_PROMPT_PATTERN, "       -> ")
                            // A "!" is part of SQL and no reference to the history.
                            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                            .build();
            terminal.writer().println("Connected to " + server + ". Type \\? for help.");
            new SqlPrompt(client, reader).loop();
        }
    }

    private void loop() throws InterruptedException {
        while (true) {
            try {
                String line = reader.readLine("tidemark> ").strip();
                if (isGoodbye(line)) {
                    return;
                }
                execute(line);
            } catch (UserInterruptException _) {
                out.println("(dropped; \\q leaves)");
            } catch (EndOfFileException _) {
                return;
            }
        }
    }

    private void execute(String line) throws InterruptedException {
        if (line.isEmpty()) {
            return;
        }
        String command = withoutSemicolon(line);
        if (command.equals("\\?")) {
            out.print(HELP);
            out.flush();
        } else if (command.equals("\\d")) {
            query("SHOW TABLES");
        } else if (command.startsWith("\\d ")) {
            query("SHOW COLUMNS FROM " + command.substring("\\d ".length()).strip());
        } else if (command.startsWith("\\")) {
            out.println("unknown command " + command + ", \\? lists those there are");
        } else {
            query(command);
        }
    }

    private void query(String sql) throws InterruptedException {
        try {
            TextTable.print(out, client.run(sql), MOST_ROWS);
        } catch (IOException failure) {
            out.println("error: " + failure.getMessage());
            out.flush();
        }
    }

    private static boolean isGoodbye(String line) {
        return switch (withoutSemicolon(line)) {
            case "\\q", "exit", "quit" -> true;
            default -> false;
        };
    }

    private static String withoutSemicolon(String line) {
        return line.endsWith(";") ? line.substring(0, line.length() - 1).strip() : line;
    }

    /** Says whether what was typed is complete. */
    private static final class StatementParser implements Parser {
        private final Parser words =
                new DefaultParser().escapeChars(new char[0]).quoteChars(new char[0]);

        @Override
        public ParsedLine parse(String line, int cursor, ParseContext context) {
            String text = line.strip();
            boolean complete =
                    text.isEmpty()
                            || text.startsWith("\\")
                            || text.endsWith(";")
                            || isGoodbye(text);
            if (!complete && context == ParseContext.ACCEPT_LINE) {
                throw new EOFError(-1, cursor, "the statement has no semicolon yet");
            }
            return words.parse(line, cursor, context);
        }
    }
}
