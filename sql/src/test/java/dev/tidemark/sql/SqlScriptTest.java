package dev.tidemark.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.sql.type.SqlException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the files in {@code /sql}. A file has blocks between empty lines; lines with {@code #} are
 * comments:
 *
 * <pre>
 *   statement                  a statement that succeeds
 *   CREATE TABLE ..
 *
 *   error 42703 13 did you     a statement that fails so: SQLSTATE, position, part of the message
 *   SELECT ..
 *
 *   query                      a query and its answer: names, then rows
 *   SELECT ..
 *   ----
 *   a|b
 *   1|NULL
 * </pre>
 */
class SqlScriptTest {
    @TempDir Path folder;

    static List<Path> scripts() throws IOException, URISyntaxException {
        Path folder =
                Path.of(Objects.requireNonNull(SqlScriptTest.class.getResource("/sql")).toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void script(Path file) throws IOException {
        try (Database database = Database.open(folder)) {
            Session session = database.session();
            List<String> block = new ArrayList<>();
            int line = 0;
            for (String text : Files.readAllLines(file)) {
                line++;
                if (text.startsWith("#")) {
                    continue;
                }
                if (!text.isBlank()) {
                    block.add(text);
                } else if (!block.isEmpty()) {
                    run(session, block, file.getFileName() + ":" + (line - block.size()));
                    block.clear();
                }
            }
            if (!block.isEmpty()) {
                run(session, block, file.getFileName() + ":" + (line - block.size() + 1));
            }
        }
    }

    private static void run(Session session, List<String> block, String place) {
        String kind = block.getFirst();
        int answer = block.indexOf("----");
        String sql =
                block.subList(1, answer < 0 ? block.size() : answer).stream()
                        .collect(Collectors.joining("\n"));
        if (kind.equals("statement")) {
            try (Result result = session.run(sql)) {
                while (result.next()) {
                    assertTrue(result.rowCount() > 0, place);
                }
            } catch (SqlException failure) {
                throw new AssertionError(place + ": " + failure.getMessage(), failure);
            }
        } else if (kind.startsWith("error ")) {
            SqlException failure =
                    assertThrows(SqlException.class, () -> Rows.of(session.run(sql)), place);
            String[] expected = kind.split(" ", 4);
            assertEquals(expected[1], failure.state().code(), place + ": " + failure.getMessage());
            assertEquals(
                    Integer.parseInt(expected[2]),
                    failure.position(),
                    place + ": " + failure.getMessage());
            assertTrue(
                    String.valueOf(failure.getMessage()).contains(expected[3]),
                    place + ": " + failure.getMessage());
        } else {
            assertEquals("query", kind, place);
            assertEquals(
                    String.join("\n", block.subList(answer + 1, block.size())),
                    String.join("\n", answer(session, sql, place)),
                    place);
        }
    }

    private static List<String> answer(Session session, String sql, String place) {
        try {
            Result result = session.run(sql);
            List<String> lines = new ArrayList<>();
            lines.add(
                    result.columns().stream()
                            .map(ResultColumn::name)
                            .collect(Collectors.joining("|")));
            lines.addAll(Rows.of(result));
            return lines;
        } catch (SqlException failure) {
            throw new AssertionError(place + ": " + failure.getMessage(), failure);
        }
    }
}
