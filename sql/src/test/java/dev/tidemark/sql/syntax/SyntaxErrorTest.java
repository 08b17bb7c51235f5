package dev.tidemark.sql.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntaxErrorTest {
    private static final int SMALL_STACK_BYTES = 512 * 1024;

    private static SqlSyntaxException fault(String sql) {
        return assertThrows(SqlSyntaxException.class, () -> Parser.parse(sql), sql);
    }

    /** The text, the message, and the text before which the fault lies. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT (1 + ) | expected an expression, found ')' | )",
                "SELECT 1 + | expected an expression, found the end of the text | ``",
                "SELECT FROM t | expected an expression, found 'FROM' | FROM",
                "SELECT 'abc | the text in quotes that begins here has no end | 'abc",
                "SELECT 1 /* a | the comment that begins here has no end | /* a",
                "SELECT $a$ b | the text in quotes that begins here has no end | $a$",
                "SELECT 12ab | '12ab' is not a number | 12ab",
                "SELECT a < b < c | a comparison cannot be compared again | < c",
                "SELECT x::  | expected a type, found the end of the text | ``",
                "SELECT CASE a END | expected WHEN, found 'END' | END",
                "SELECT a FROM t JOIN u | expected ON or USING of the join, found the end of the"
                        + " text | ``",
                "SELECT x FROM t SAMPLE BY 0h | SAMPLE BY takes a whole number of units from 1 on,"
                        + " not '0' | 0h",
                "SELECT x FROM t SAMPLE BY 1H | expected a unit after the number, found 'H' | H",
                "SELECT \"\" | a name in quotes has at least one character | \"\"",
                "SELECT $1, ? | a statement has parameters of one kind, $1 or ?, not of both | ?",
                "SELECT $0 | parameters are numbered from $1 to $65535 | $0",
                "INSERT INTO t | expected columns in parentheses, VALUES or a query, found the end"
                        + " of the text | ``",
                "CREATE TABLE t (a SYMBOL CAPACITY 0) | a capacity lies between 1 and 1073741824,"
                        + " not 0 | 0)",
                "CREATE TABLE t (a int) PARTITION BY CENTURY | expected NONE, HOUR, DAY, WEEK,"
                        + " MONTH or YEAR, found 'CENTURY' | CENTURY",
                "SELECT 1; SELEC 2 | expected a statement, found 'SELEC' | SELEC 2",
                "SELECT E'\\u12' | the escape needs 4 hexadecimal digits | \\u12",
                "SELECT a b c | expected the end of the statement, found 'c' | c",
            })
    void saysWhatAndWhere(String sql, String message, String from) {
        SqlSyntaxException fault = fault(sql);
        assertEquals(message, fault.getMessage());
        assertEquals(from.isEmpty() ? sql.length() : sql.indexOf(from), fault.position());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELCT 1 | did you mean SELECT?",
                "INSRET INTO t VALUES (1) | did you mean INSERT?",
                "SELECT * FROM t WHER x = 1 | did you mean WHERE?",
                "SELECT * FROM t GROPU BY x | did you mean GROUP?",
                "SELECT * FROM t ORDER BY x LIMT 5 | did you mean LIMIT?",
                "SELECT a == b | a single = compares",
                "SELECT ‘a’ | texts stand in straight single quotes",
                "SELECT * FROM 'cpu' | names that need quotes stand in double quotes",
                "CREATE TABLE select (a int) | to use a keyword as a name, put it in double quotes",
            })
    void hintsAtTheRemedy(String sql, String hint) {
        String given = fault(sql).hint();
        assertNotNull(given);
        assertTrue(given.startsWith(hint), given);
    }

    @Test
    void textsHaveALargestLength() {
        SyntaxLimits limits = new SyntaxLimits(10, 10, 10, 10);
        assertEquals(1, Parser.parse("SELECT 123", limits).size());
        SqlSyntaxException fault =
                assertThrows(SqlSyntaxException.class, () -> Parser.parse("SELECT 1234", limits));
        assertEquals("the text has 11 characters, more than the 10 allowed", fault.getMessage());
    }

    @Test
    void expressionsAreCounted() {
        SyntaxLimits limits = new SyntaxLimits(100, 10, 10, 3);
        assertEquals(1, Parser.parse("VALUES (1, 2, 3)", limits).size());
        SqlSyntaxException fault =
                assertThrows(
                        SqlSyntaxException.class,
                        () -> Parser.parse("VALUES (1, 2), (3, 4)", limits));
        assertEquals("more than 3 expressions", fault.getMessage());
    }

    @Test
    void nestingAndHeightAreBoundedExactly() {
        SyntaxLimits limits = new SyntaxLimits(1_000, 10, 20, 1_000);
        // The query is one level, the expression another.
        assertEquals(1, Parser.parse(nested("(", "1", ")", 8), limits).size());
        assertThrows(
                SqlSyntaxException.class, () -> Parser.parse(nested("(", "1", ")", 9), limits));
        assertEquals(1, Parser.parse(nested("", "1", "+1", 18), limits).size());
        assertThrows(
                SqlSyntaxException.class, () -> Parser.parse(nested("", "1", "+1", 19), limits));
        assertEquals(1, Parser.parse(nested("", "1", " AND 1", 150), limits).size());
    }

    private static String nested(String before, String core, String after, int times) {
        return "SELECT " + before.repeat(times) + core + after.repeat(times);
    }

    /** Whatever recurses in the grammar, at the default limits, on a small stack. */
    @Test
    void noTextOverflowsTheStack() throws InterruptedException {
        List<String> openings =
                List.of(
                        "(",
                        "NOT ",
                        "- ",
                        "~",
                        "f(",
                        "ARRAY[",
                        "ARRAY(SELECT ",
                        "(SELECT ",
                        "a[",
                        "CASE WHEN ",
                        "CAST(",
                        "1 + (",
                        "1 IN (",
                        "a BETWEEN ",
                        "EXISTS (SELECT ",
                        "x || (",
                        "(1, ",
                        "f(DISTINCT x ORDER BY ",
                        "f() OVER (PARTITION BY ");
        List<String> chains =
                List.of(
                        "+1",
                        " || 1",
                        "::int",
                        "[1]",
                        " IS NULL",
                        " OR 1",
                        " LIKE 1",
                        " = ANY (x)",
                        " UNION SELECT 1",
                        " COLLATE c",
                        " AT TIME ZONE 'x'",
                        ".a");
        List<String> statements =
                List.of(
                        "(",
                        "EXPLAIN ",
                        "PREPARE p AS ",
                        "SELECT * FROM (",
                        "WITH a AS (",
                        "SELECT * FROM (SELECT * FROM ",
                        "SELECT 1 UNION (",
                        "INSERT INTO t ");
        Throwable[] failure = new Throwable[1];
        Thread thread =
                new Thread(
                        null,
                        () -> {
                            openings.forEach(text -> attempt("SELECT " + text.repeat(20_000)));
                            chains.forEach(text -> attempt("SELECT 1" + text.repeat(20_000)));
                            chains.forEach(text -> attempt("SELECT 1" + text.repeat(190)));
                            statements.forEach(text -> attempt(text.repeat(20_000)));
                            attempt("SELECT * FROM a" + " CROSS JOIN b".repeat(20_000));
                            attempt("SELECT * FROM a" + " CROSS JOIN b".repeat(190));
                        },
                        "small-stack",
                        SMALL_STACK_BYTES);
        thread.setUncaughtExceptionHandler((_, thrown) -> failure[0] = thrown);
        thread.start();
        thread.join();
        if (failure[0] != null) {
            throw new AssertionError(failure[0]);
        }
    }

    /** Parses, and prints what can be parsed, for printing recurses too. */
    private static void attempt(String sql) {
        try {
            for (ParsedStatement parsed : Parser.parse(sql)) {
                assertTrue(SqlPrinter.print(parsed.statement()).length() > 190);
            }
        } catch (SqlSyntaxException e) {
            assertTrue(e.position() <= sql.length());
        }
    }
}
