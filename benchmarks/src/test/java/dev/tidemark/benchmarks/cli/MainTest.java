package dev.tidemark.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {

    private final StringWriter errors = new StringWriter();
    private final StringWriter output = new StringWriter();

    private int run(String... arguments) {
        return Main.commandLine()
                .setErr(new PrintWriter(errors))
                .setOut(new PrintWriter(output))
                .execute(arguments);
    }

    @ParameterizedTest
    @CsvSource({
        "'ingest,--rounds,0', --rounds must be at least 1",
        "'ingest,--rows,0', --rows must be at least 1",
        "'ingest,--connections,0', --connections must be at least 1",
        "'ingest,--use-case,cars', cars",
        "'o3,--orders,sideways', 'sideways'",
        "'queries,--repetitions,0', --repetitions must be at least 1",
        "'durability,--against,oracle', oracle",
    })
    void badOptionsAreRefusedByName(String arguments, String message) {
        assertEquals(CommandLine.ExitCode.USAGE, run(arguments.split(",")));
        assertTrue(errors.toString().contains(message), errors.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "o3", "durability", "queries"})
    void everyCommandHasHelp(String command) {
        assertEquals(CommandLine.ExitCode.OK, run("help", command));
        assertTrue(output.toString().contains("--rounds"), output.toString());
    }

    @Test
    void withoutACommandItTellsWhichThereAre() {
        assertEquals(CommandLine.ExitCode.USAGE, run());
        assertTrue(errors.toString().contains("durability"), errors.toString());
    }
}
