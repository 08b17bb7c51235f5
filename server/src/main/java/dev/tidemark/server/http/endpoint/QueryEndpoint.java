package dev.tidemark.server.http.endpoint;

import dev.tidemark.server.http.Exchange;
import dev.tidemark.server.http.WholeBodyEndpoint;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code /query}: with {@code query=} the same as {@code /exec}, with {@code q=} the statements
 * about databases that InfluxDB's clients send before they write.
 *
 * <p>There is one database, whatever it is called: creating one succeeds, and dropping one drops
 * nothing and says so.
 */
public final class QueryEndpoint implements WholeBodyEndpoint {
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final String DONE =
            """
            {"results":[{"statement_id":0}]}
            """;
    private static final String DATABASES =
            """
            {"results":[{"statement_id":0,"series":[\
            {"name":"databases","columns":["name"],"values":[["tidemark"]]}]}]}
            """;
    private static final String NOTHING_DROPPED =
            """
            {"results":[{"statement_id":0,"messages":[{"level":"warning",\
            "text":"there is one database and it stays; tables are dropped by DROP TABLE"}]}]}
            """;

    private final SqlEndpoint exec;

    public QueryEndpoint(SqlEndpoint exec) {
        this.exec = exec;
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
        Optional<String> influxStatement;
        try {
            influxStatement = exchange.field("q", body);
        } catch (IllegalArgumentException failure) {
            exchange.fail(
                    HttpResponseStatus.BAD_REQUEST, "malformed form: " + failure.getMessage());
            return;
        }
        if (influxStatement.isEmpty()) {
            exec.handle(exchange, body);
            return;
        }
        String statement = influxStatement.get().strip().toLowerCase(Locale.ROOT);
        String normal = SPACE.matcher(statement).replaceAll(" ");
        if (normal.startsWith("show databases")) {
            exchange.answer(HttpResponseStatus.OK, Exchange.JSON, DATABASES);
        } else if (normal.startsWith("create database ")) {
            exchange.answer(HttpResponseStatus.OK, Exchange.JSON, DONE);
        } else if (normal.startsWith("drop database ")) {
            exchange.answer(HttpResponseStatus.OK, Exchange.JSON, NOTHING_DROPPED);
        } else {
            exchange.fail(
                    HttpResponseStatus.BAD_REQUEST,
                    "of InfluxQL only SHOW, CREATE and DROP DATABASE are understood; for SQL use"
                            + " the parameter 'query' instead of 'q'");
        }
    }
}
