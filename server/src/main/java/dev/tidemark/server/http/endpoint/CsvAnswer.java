package dev.tidemark.server.http.endpoint;

import dev.tidemark.server.format.CsvCells;
import dev.tidemark.server.format.RowText;
import dev.tidemark.server.http.AnswerStream;
import dev.tidemark.server.http.ClientGoneException;
import dev.tidemark.sql.Result;
import dev.tidemark.sql.StatementKind;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;

/** A result as CSV: a line of names, then a line for each row. */
final class CsvAnswer extends ResultAnswer {
    CsvAnswer(ExecRequest request, AnswerStream stream) {
        super(request, stream);
    }

    @Override
    void write(Queries.Query query, long prepareNanos) throws ClientGoneException {
        if (query.kind() != StatementKind.QUERY) {
            throw new SqlException(
                    SqlState.NOT_SUPPORTED,
                    0,
                    "only a statement that returns rows can be exported");
        }
        RowLimit limit = resolveLimit(request.limit(), query);
        try (Result result = query.run()) {
            if (!request.omitMetadata()) {
                CsvCells.appendHeader(out, result.columns());
            }
            writeRows(result, RowText.csv(result.columns()), limit, "");
        }
        finish();
    }

    @Override
    void writeEmpty() {
        finish();
    }

    @Override
    boolean finishWithFailure(String message, int position) {
        return false;
    }
}
