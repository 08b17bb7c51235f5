package dev.tidemark.sql.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionParserTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "a OR b AND c → a OR (b AND c)",
                "NOT a = b AND c → (NOT (a = b)) AND c",
                "a = b IS NULL → (a = b) IS NULL",
                "a < b + c * d ^ e → a < (b + (c * (d ^ e)))",
                "a - b - c → (a - b) - c",
                "2 ^ 3 ^ 4 → (2 ^ 3) ^ 4",
                "-a ^ b → (-a) ^ b",
                "-a::int → -(a::int)",
                "-a[1] → -(a[1])",
                "a || b = c || d → (a || b) = (c || d)",
                "a || b LIKE c || d → (a || b) LIKE (c || d)",
                "a + b ~ c → (a + b) ~ c",
                "a LIKE b = c → (a LIKE b) = c",
                "a BETWEEN b AND c AND d → (a BETWEEN b AND c) AND d",
                "a NOT IN (1) OR b → (a NOT IN (1)) OR b",
                "a AT TIME ZONE b COLLATE c → a AT TIME ZONE (b COLLATE c)",
                "a IS DISTINCT FROM b = c → a IS DISTINCT FROM (b = c)",
                "~a || b → (~a) || b",
                "a OPERATOR(pg_catalog.+) b * c → a + (b * c)",
                "a OPERATOR(+) b OPERATOR(*) c → (a + b) * c",
                "a ISNULL → a IS NULL",
                "a <> b → a != b",
                "CAST(a AS double precision) → a::float8",
                "a::timestamp with time zone → a::timestamptz",
                "extract(HOUR FROM a) → extract('hour', a)",
                "substring(a FROM 2 FOR 3) → substring(a, 2, 3)",
                "overlay(a PLACING b FROM 2) → overlay(a, b, 2)",
                "trim(a) → btrim(a)",
                "trim(LEADING 'x' FROM a) → ltrim(a, 'x')",
                "position(a IN b) → position(a, b)",
                "current_date → current_date()",
                "x IN ((SELECT 1)) → x IN (SELECT 1)",
                "((SELECT 1) UNION SELECT 2) → (SELECT 1 UNION SELECT 2)",
                "ARRAY[[1, 2], [3]] → ARRAY[ARRAY[1, 2], ARRAY[3]]",
                "(a, b) → ROW(a, b)",
                "E'a\\n\\x41\\101\\u0041\\'' → U&'a\\000aAAA'''",
                "U&'d\\0061t\\+000061' → 'data'",
                "$tag$it's $$ here$tag$ → 'it''s $$ here'",
                "1 /* one /* two */ */ + 2 -- three → 1 + 2",
            })
    void meansTheSame(String left, String right) {
        assertEquals(
                SyntaxTrees.shape(Parser.parseExpression(right)),
                SyntaxTrees.shape(Parser.parseExpression(left)));
    }

    @Test
    void positionsPointIntoTheText() {
        String sql = "abc + max( \"x\" ) AND y";
        Expression.Logical and =
                assertInstanceOf(Expression.Logical.class, Parser.parseExpression(sql));
        assertEquals(sql.indexOf("AND"), and.position());
        Expression.Binary sum =
                assertInstanceOf(Expression.Binary.class, and.operands().getFirst());
        assertEquals(sql.indexOf('+'), sum.position());
        assertEquals(0, sum.left().position());
        Expression.FunctionCall call = assertInstanceOf(Expression.FunctionCall.class, sum.right());
        assertEquals(sql.indexOf("max"), call.position());
        assertEquals(sql.indexOf('"'), call.arguments().values().getFirst().position());
    }

    @Test
    void numbersKeepTheirText() {
        for (String text : List.of("123", "1.5", "1e6", ".5", "0x1F", "1_000", "5L", "1.e-3")) {
            Expression.NumberLiteral number =
                    assertInstanceOf(Expression.NumberLiteral.class, Parser.parseExpression(text));
            assertEquals(text, number.text());
        }
    }

    @Test
    void keywordsAreNamesWhereTheyCanBe() {
        String words =
                "timestamp, value, host, service, time, date, user, first, last, year, sample";
        for (String word : List.of(words.split(", "))) {
            Expression.ColumnReference column =
                    assertInstanceOf(
                            Expression.ColumnReference.class, Parser.parseExpression(word));
            assertEquals(word, column.name().last().text());
        }
        assertEquals(1, Parser.parse("SELECT " + words + " FROM values").size());
    }

    @Test
    void quotedNamesAreExact() {
        Expression.ColumnReference column =
                assertInstanceOf(
                        Expression.ColumnReference.class,
                        Parser.parseExpression("Größe.\"a \"\"B\"\"\""));
        assertEquals(new Identifier("Größe", false, 0), column.name().parts().getFirst());
        assertEquals(new Identifier("a \"B\"", true, 6), column.name().last());
    }

    @Test
    void textsOnSeveralLinesAreOne() {
        assertEquals(
                SyntaxTrees.shape(Parser.parseExpression("'abc'")),
                SyntaxTrees.shape(Parser.parseExpression("'ab' \n 'c'")));
    }
}
