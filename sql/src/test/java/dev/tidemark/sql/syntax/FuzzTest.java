package dev.tidemark.sql.syntax;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Whatever the text, parsing ends in a tree or in a SqlSyntaxException with a place in the text.
 */
class FuzzTest {
    private static final int TEXTS = 20_000;

    private static final List<String> PIECES =
            List.of(
                    "(",
                    ")",
                    "[",
                    "]",
                    ",",
                    ";",
                    ".",
                    "'",
                    "\"",
                    "$",
                    "$1",
                    "?",
                    "--",
                    "/*",
                    "*/",
                    "::",
                    "*",
                    "-",
                    "E'",
                    "U&'",
                    "\\",
                    "$$",
                    "1",
                    "1e",
                    "0x",
                    " SELECT ",
                    " FROM ",
                    " NOT ",
                    " IN ",
                    " AS ",
                    " BY ",
                    " UNION ",
                    " CASE ",
                    " END ",
                    " VALUES ",
                    " ON ",
                    "\u0000",
                    "\ud83d",
                    "ß",
                    "\n",
                    " NULL ",
                    " ORDER ",
                    " SAMPLE BY 1h ",
                    " FILL(");

    @Test
    void mutatedStatements() {
        Randomness random = Randomness.announced("FuzzTest.mutatedStatements");
        int accepted = 0;
        for (int i = 0; i < TEXTS; i++) {
            String sql = mutated(random.oneOf(SampleStatements.ALL), random);
            try {
                for (ParsedStatement parsed : Parser.parse(sql)) {
                    assertFalse(SqlPrinter.print(parsed.statement()).isEmpty());
                    accepted++;
                }
            } catch (SqlSyntaxException e) {
                boolean inside = e.position() >= 0 && e.position() <= sql.length();
                assertTrue(inside, () -> e + " at " + e.position() + " in " + sql);
            } catch (RuntimeException e) {
                throw new AssertionError("in: " + sql, e);
            }
        }
        // Most mutations are small, so a good part of the texts must have stayed SQL.
        assertTrue(accepted > TEXTS / 20, "only " + accepted + " statements were accepted");
    }

    private static String mutated(String sql, Randomness random) {
        StringBuilder text = new StringBuilder(sql);
        int mutations = 1 + random.below(3);
        for (int i = 0; i < mutations; i++) {
            int from = random.below(text.length() + 1);
            int to = Math.min(text.length(), from + random.below(8));
            switch (random.below(4)) {
                case 0 -> text.delete(from, to);
                case 1 -> text.insert(from, random.oneOf(PIECES));
                case 2 -> text.replace(from, to, random.oneOf(PIECES));
                default -> {
                    String other = random.oneOf(SampleStatements.ALL);
                    int start = random.below(other.length());
                    text.replace(from, to, other.substring(start));
                }
            }
        }
        return text.toString();
    }
}
