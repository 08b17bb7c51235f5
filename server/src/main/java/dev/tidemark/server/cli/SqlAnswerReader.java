package dev.tidemark.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads the JSON of {@code /exec}. */
final class SqlAnswerReader {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonParser parser;
    private final int mostRows;
    private final List<SqlAnswer.Column> columns = new ArrayList<>();
    private final List<List<@Nullable String>> rows = new ArrayList<>();
    private long rowCount;
    private String notice = "OK";
    private @Nullable String error;
    private @Nullable String position;

    private SqlAnswerReader(JsonParser parser, int mostRows) {
        this.parser = parser;
        this.mostRows = mostRows;
    }

    /**
     * Reads an answer.
     *
     * @param mostRows rows that are kept
     * @throws IOException if the answer tells of a failure, or is no answer of a server of ours
     */
    static SqlAnswer read(InputStream body, int mostRows) throws IOException {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), body)) {
            return new SqlAnswerReader(parser, mostRows).read();
        } catch (JacksonException failure) {
            throw new IOException(
                    "the answer is not the JSON of a Tidemark server: "
                            + failure.getOriginalMessage(),
                    failure);
        }
    }

    private SqlAnswer read() throws IOException {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (field) {
                case "columns" -> readColumns();
                case "dataset" -> readRows();
                case "notice" -> notice = parser.getString();
                case "error" -> error = parser.getString();
                case "position", "errorPos" -> position = parser.getString();
                default -> {
                    if (value.isStructStart()) {
                        parser.skipChildren();
                    }
                }
            }
        }
        if (error != null) {
            throw new IOException(
                    position == null ? error : error + " (at character " + position + ")");
        }
        return new SqlAnswer(columns, rows, rowCount, notice, Duration.ZERO);
    }

    private void readColumns() {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            String name = "";
            String type = "";
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "name" -> name = parser.getString();
                    case "type" -> type = parser.getString();
                    default -> parser.skipChildren();
                }
            }
            columns.add(new SqlAnswer.Column(name, type));
        }
    }

    private void readRows() {
        while (parser.nextToken() == JsonToken.START_ARRAY) {
            rowCount++;
            if (rows.size() < mostRows) {
                rows.add(readRow());
            } else {
                parser.skipChildren();
            }
        }
    }

    private List<@Nullable String> readRow() {
        List<@Nullable String> row = new ArrayList<>(columns.size());
        for (JsonToken value = parser.nextToken();
                value != JsonToken.END_ARRAY;
                value = parser.nextToken()) {
            row.add(value == JsonToken.VALUE_NULL ? null : parser.getString());
        }
        return row;
    }
}
