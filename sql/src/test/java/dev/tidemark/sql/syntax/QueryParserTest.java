package dev.tidemark.sql.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryParserTest {

    private static QueryBody.Select select(String sql) {
        Query query = assertInstanceOf(Query.class, SyntaxTrees.statement(sql));
        return assertInstanceOf(QueryBody.Select.class, query.body());
    }

    @Test
    void benchmarkQueryWithSampleByAndGroupBy() {
        QueryBody.Select select = select(SampleStatements.BENCHMARK.getFirst());
        assertEquals(3, select.projection().items().size());
        SelectItem.Single average =
                assertInstanceOf(SelectItem.Single.class, select.projection().items().getLast());
        assertNotNull(average.alias());
        assertEquals("avg_usage_user", average.alias().text());
        assertNotNull(select.sampleBy());
        assertEquals(1, select.sampleBy().count());
        assertEquals(SampleUnit.HOUR, select.sampleBy().unit());
        assertNotNull(select.grouping());
        assertEquals(2, select.grouping().keys().size());
    }

    @Test
    void latestByComesAfterTheTableOrTheFilter() {
        Latest before = select("SELECT * FROM cpu latest by a, b WHERE x = 1").latest();
        assertNotNull(before);
        assertTrue(before.beforeWhere());
        assertNull(before.timestamp());
        assertEquals(2, before.keys().size());
        Latest after = select("SELECT * FROM cpu WHERE x LATEST ON ts PARTITION BY a").latest();
        assertNotNull(after);
        assertEquals(false, after.beforeWhere());
        assertNotNull(after.timestamp());
        assertEquals("ts", after.timestamp().last().text());
    }

    @Test
    void sampleAndLatestAreAliasesWhereNoClauseFollows() {
        TableExpression.TableName table =
                assertInstanceOf(
                        TableExpression.TableName.class,
                        select("SELECT a sample FROM cpu latest").from().getFirst());
        assertNotNull(table.alias());
        assertEquals("latest", table.alias().name().text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "FROM cpu | SELECT * FROM cpu",
                "TABLE cpu | SELECT * FROM cpu",
                "SELECT a b FROM c d | SELECT ALL a AS b FROM c AS d",
                "SELECT 1 LIMIT 2 OFFSET 3 | SELECT 1 OFFSET 3 ROWS FETCH FIRST 2 ROWS ONLY",
                "SELECT 1 LIMIT ALL | SELECT 1",
                "(SELECT 1 LIMIT 1) | SELECT 1 LIMIT 1",
                "((SELECT 1)) UNION (SELECT 2) | SELECT 1 UNION DISTINCT SELECT 2",
                "SELECT 1 UNION SELECT 2 INTERSECT SELECT 3 | SELECT 1 UNION (SELECT 2 INTERSECT"
                        + " SELECT 3)",
                "SELECT 1 EXCEPT SELECT 2 UNION SELECT 3 | (SELECT 1 EXCEPT SELECT 2) UNION SELECT"
                        + " 3",
                "SELECT * FROM ((SELECT 1) UNION SELECT 2) x | SELECT * FROM (SELECT 1 UNION SELECT"
                        + " 2) AS x",
                "SELECT * FROM (a JOIN b ON c) JOIN d ON e | SELECT * FROM a JOIN b ON c INNER JOIN"
                        + " d ON e",
                "SELECT * FROM a LEFT OUTER JOIN b USING (c) | SELECT * FROM a LEFT JOIN b USING"
                        + " (c)",
                "SELECT * FROM (a) b | SELECT * FROM a b",
                "SELECT x FROM t SAMPLE BY 1h ALIGN TO CALENDAR FILL(0) | SELECT x FROM t SAMPLE BY"
                        + " 1h FILL(0) ALIGN TO CALENDAR",
                "SELECT sum(x) OVER w FROM t | SELECT sum(x) OVER (w) FROM t",
                "COPY t (a) TO STDOUT CSV | COPY (SELECT a FROM t) TO STDOUT (format csv)",
                "FETCH LAST FROM c | FETCH ABSOLUTE -1 FROM c",
                "SHOW TIME ZONE | SHOW timezone",
            })
    void meansTheSame(String left, String right) {
        assertEquals(
                SyntaxTrees.shape(SyntaxTrees.statement(right)),
                SyntaxTrees.shape(SyntaxTrees.statement(left)));
    }

    @Test
    void unitsDifferByCase() {
        for (SampleUnit unit : SampleUnit.values()) {
            SampleBy sampleBy = select("SELECT x FROM t SAMPLE BY 15" + unit.symbol()).sampleBy();
            assertNotNull(sampleBy);
            assertEquals(15, sampleBy.count());
            assertEquals(unit, sampleBy.unit());
        }
    }

    @Test
    void scriptsAreCutIntoStatements() {
        String script =
                "-- ping\n; SELECT $2, $1 ;;\n INSERT INTO t VALUES (?, ?, ?) /* x */;BEGIN";
        List<ParsedStatement> statements = Parser.parse(script);
        assertEquals(
                List.of("SELECT $2, $1", "INSERT INTO t VALUES (?, ?, ?)", "BEGIN"),
                statements.stream().map(statement -> statement.text(script)).toList());
        assertEquals(
                List.of(2, 3, 0),
                statements.stream().map(ParsedStatement::parameterCount).toList());
    }

    @Test
    void nothingIsAnEmptyScript() {
        for (String script : List.of("", " \n\t", "-- ping", ";;", "/* a */ ; -- b")) {
            assertEquals(List.of(), Parser.parse(script), script);
        }
    }

    @Test
    void allSamplesParse() {
        for (String sql : SampleStatements.ALL) {
            assertTrue(!Parser.parse(sql).isEmpty(), sql);
        }
    }
}
