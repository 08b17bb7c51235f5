package dev.tidemark.sql.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Printed and parsed again, a tree is the same. */
class RoundTripTest {
    private static final int EXPRESSIONS = 2_000;
    private static final int QUERIES = 300;
    private static final int DEPTH = 3;

    @Test
    void randomExpressions() {
        RandomExpressions expressions =
                new RandomExpressions(Randomness.announced("RoundTripTest.randomExpressions"));
        for (int i = 0; i < EXPRESSIONS; i++) {
            Expression expression = expressions.expression(DEPTH);
            String sql = SqlPrinter.print(expression);
            assertEquals(
                    SyntaxTrees.shape(expression),
                    SyntaxTrees.shape(Parser.parseExpression(sql)),
                    sql);
        }
    }

    @Test
    void randomQueries() {
        RandomQueries queries =
                new RandomExpressions(Randomness.announced("RoundTripTest.randomQueries"))
                        .queries();
        for (int i = 0; i < QUERIES; i++) {
            check(queries.query(DEPTH - 1));
        }
    }

    /** Statements come from texts: each form that the printer writes, and each that it does not. */
    @Test
    void statements() {
        for (String sql : SampleStatements.ALL) {
            for (ParsedStatement parsed : Parser.parse(sql)) {
                check(parsed.statement());
            }
        }
    }

    private static void check(Statement statement) {
        String sql = SqlPrinter.print(statement);
        assertEquals(
                SyntaxTrees.shape(statement), SyntaxTrees.shape(SyntaxTrees.statement(sql)), sql);
    }
}
