package dev.tidemark.server.http.endpoint;

import dev.tidemark.server.format.JsonText;
import dev.tidemark.server.format.RowText;
import dev.tidemark.server.http.AnswerStream;
import dev.tidemark.server.http.ClientGoneException;
import dev.tidemark.sql.Result;
import dev.tidemark.sql.ResultColumn;

/** A result as a JSON document; see the package's description. */
final class JsonAnswer extends ResultAnswer {
    JsonAnswer(ExecRequest request, AnswerStream stream) {
        super(request, stream);
    }

    @Override
    void write(Queries.Query query, long prepareNanos) throws ClientGoneException {
        switch (query.kind()) {
            case QUERY -> writeResult(query, prepareNanos);
            case INSERT -> {
                query.run().close();
                out.put("{\"dml\":\"OK\"}");
            }
            case DEFINITION, SETTING, BEGIN, COMMIT, ROLLBACK -> {
                query.run().close();
                out.put("{\"ddl\":\"OK\"}");
            }
        }
        finish();
    }

    @Override
    void writeEmpty() {
        out.put("{\"notice\":\"empty query\",");
        JsonText.appendField(out, "query", request.sql());
        out.put(",\"position\":\"0\"}");
        finish();
    }

    @Override
    boolean finishWithFailure(String message, int position) {
        out.put("],");
        JsonText.appendField(out, "count", count());
        out.put(',');
        JsonText.appendField(out, "error", message);
        out.put(',');
        JsonText.appendField(out, "errorPos", position);
        out.put('}');
        finish();
        return true;
    }

    private void writeResult(Queries.Query query, long prepareNanos) throws ClientGoneException {
        long startNanos = System.nanoTime();
        RowLimit limit = resolveLimit(request.limit(), query);
        try (Result result = query.run()) {
            out.put('{');
            if (!request.omitMetadata()) {
                JsonText.appendField(out, "query", request.sql());
                writeColumns(result);
            }
            out.put("\"dataset\":[");
            writeRows(result, RowText.json(result.columns(), request.quoteLongs()), limit, ",");
        }
        out.put("],");
        JsonText.appendField(out, "count", count());
        if (request.withTimings()) {
            out.put(",\"timings\":{\"authentication\":0,");
            JsonText.appendField(out, "compiler", prepareNanos);
            out.put(',');
            JsonText.appendField(out, "execute", System.nanoTime() - startNanos);
            out.put(",\"count\":0}");
        }
        if (request.withExplain()) {
            out.put(",\"explain\":{\"jitCompiled\":false}");
        }
        out.put('}');
    }

    private void writeColumns(Result result) {
        out.put(",\"columns\":[");
        String separator = "";
        for (ResultColumn column : result.columns()) {
            out.put(separator);
            out.put('{');
            JsonText.appendField(out, "name", column.name());
            out.put(',');
            if (column.type().isArray()) {
                JsonText.appendField(out, "type", "ARRAY");
                out.put(',');
                JsonText.appendField(out, "dim", column.type().columnType().dimensions());
                out.put(',');
                JsonText.appendField(out, "elemType", "DOUBLE");
            } else {
                JsonText.appendField(out, "type", column.type().toString());
            }
            out.put('}');
            separator = ",";
        }
        out.put("],");
        JsonText.appendField(out, "timestamp", result.timestampIndex());
        out.put(',');
    }
}
