package dev.tidemark.server.http.endpoint;

import dev.tidemark.core.table.Table;
import dev.tidemark.server.format.JsonText;
import dev.tidemark.server.format.TextBytes;
import dev.tidemark.server.http.Exchange;
import dev.tidemark.server.http.WholeBodyEndpoint;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * {@code /query}: with {@code query=} the same as {@code /exec}, with {@code q=} the statements
 * about databases that InfluxDB's clients send before they write.
 *
 * <p>There is one database, whatever it is called: creating one succeeds, and dropping one drops
 * nothing and says so. The same goes for retention policies.
 */
public final class QueryEndpoint implements WholeBodyEndpoint {
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern EMPTY_STATEMENTS = Pattern.compile("(^[\\s;]+)|([\\s;]+$)");
    private static final Pattern BETWEEN_STATEMENTS = Pattern.compile("\\s*;[\\s;]*");
    private static final String DONE = "";
    private static final String DATABASES =
            """
            "series":[{"name":"databases","columns":["name"],"values":[["tidemark"]]}]\
            """;
    private static final String POLICIES =
            """
            "series":[{"columns":["name","duration","shardGroupDuration","replicaN","default"],\
            "values":[["autogen","0s","24h0m0s",1,true]]}]\
            """;
    private static final String NOTHING_DROPPED =
            """
            "messages":[{"level":"warning",\
            "text":"there is one database and it stays; tables are dropped by DROP TABLE"}]\
            """;

    private final SqlEndpoint exec;
    private final Supplier<List<Table>> tables;

    /**
     * @param exec answers SQL
     * @param tables that there are, which InfluxDB calls measurements
     */
    public QueryEndpoint(SqlEndpoint exec, Supplier<List<Table>> tables) {
        this.exec = exec;
        this.tables = tables;
    }

    @Override
    public Set<HttpMethod> methods() {
        return exec.methods();
    }

    @Override
    public BodyLimit bodyLimit() {
        return exec.bodyLimit();
    }

    @Override
    public void handle(Exchange exchange, String body) {
        Optional<String> influxStatements;
        try {
            influxStatements = exchange.field("q", body);
        } catch (IllegalArgumentException failure) {
            exchange.fail(
                    HttpResponseStatus.BAD_REQUEST, "malformed form: " + failure.getMessage());
            return;
        }
        if (influxStatements.isEmpty()) {
            exec.handle(exchange, body);
            return;
        }
        TextBytes answer = new TextBytes();
        answer.put("{\"results\":[");
        String text = EMPTY_STATEMENTS.matcher(influxStatements.get()).replaceAll("");
        String[] statements = BETWEEN_STATEMENTS.split(text, -1);
        for (int number = 0; number < statements.length; number++) {
            Optional<String> result = result(statements[number]);
            if (result.isEmpty()) {
                exchange.fail(
                        HttpResponseStatus.BAD_REQUEST,
                        "of InfluxQL only SHOW, CREATE and DROP DATABASE, SHOW MEASUREMENTS and"
                                + " RETENTION POLICY are understood; for SQL use the parameter"
                                + " 'query' instead of 'q'");
                return;
            }
            answer.put(number == 0 ? "" : ",");
            answer.put("{\"statement_id\":" + number);
            answer.put(result.get().isEmpty() ? "" : "," + result.get());
            answer.put("}");
        }
        answer.put("]}\n");
        exchange.answer(HttpResponseStatus.OK, Exchange.JSON, answer);
    }

    /** What stands in the result of a statement beside its number, if it is understood. */
    private Optional<String> result(String statement) {
        String normal = SPACE.matcher(statement).replaceAll(" ").toLowerCase(Locale.ROOT);
        if (normal.startsWith("show databases")) {
            return Optional.of(DATABASES);
        } else if (normal.startsWith("show retention policies")) {
            return Optional.of(POLICIES);
        } else if (normal.startsWith("show measurements")) {
            return Optional.of(measurements());
        } else if (normal.startsWith("create database ")
                || normal.startsWith("create retention policy ")
                || normal.startsWith("alter retention policy ")) {
            return Optional.of(DONE);
        } else if (normal.startsWith("drop database ")
                || normal.startsWith("drop retention policy ")) {
            return Optional.of(NOTHING_DROPPED);
        }
        return Optional.empty();
    }

    private String measurements() {
        List<String> names = tables.get().stream().map(Table::name).sorted().toList();
        if (names.isEmpty()) {
            return DONE;
        }
        StringBuilder series =
                new StringBuilder(
                        "\"series\":[{\"name\":\"measurements\",\"columns\":[\"name\"],\"values\":[");
        for (int index = 0; index < names.size(); index++) {
            TextBytes name = new TextBytes();
            JsonText.append(name, names.get(index));
            series.append(index == 0 ? "[" : ",[").append(name).append(']');
        }
        return series.append("]}]").toString();
    }
}
