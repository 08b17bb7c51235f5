package dev.tidemark.server.http.endpoint;

import dev.tidemark.server.format.RowText;
import dev.tidemark.server.format.TextBytes;
import dev.tidemark.server.http.AnswerStream;
import dev.tidemark.server.http.ClientGoneException;
import dev.tidemark.sql.Result;
import java.nio.charset.StandardCharsets;

/** The answer to one statement, written by one thread. */
abstract sealed class ResultAnswer permits JsonAnswer, CsvAnswer {
    /** What is sent at once; smaller answers are sent as one part. */
    private static final int PART_BYTES = 64 << 10;

    final ExecRequest request;
    final TextBytes out = new TextBytes();
    private final AnswerStream stream;
    private long rowsWritten;
    private long rowsSeen;

    ResultAnswer(ExecRequest request, AnswerStream stream) {
        this.request = request;
        this.stream = stream;
    }

    /**
     * Runs the statement and writes all of the answer.
     *
     * @param prepareNanos how long it took to check the statement
     * @throws ClientGoneException if nobody reads the answer
     * @throws dev.tidemark.sql.type.SqlException if the statement fails
     */
    abstract void write(Queries.Query query, long prepareNanos) throws ClientGoneException;

    /** Answers a text without a statement. */
    abstract void writeEmpty();

    /**
     * Ends the answer with a failure.
     *
     * @return false if the format has no place for it
     */
    abstract boolean finishWithFailure(String message, int position);

    /** Sends what was not yet sent. */
    final void finish() {
        stream.finish(out);
    }

    /** Rows of the answer, or of the result, whichever was asked for. */
    final long count() {
        return request.countAll() ? rowsSeen : rowsWritten;
    }

    /** The rows wanted, counted from the start; runs the statement if that takes its row count. */
    static RowLimit resolveLimit(RowLimit limit, Queries.Query query) {
        if (!limit.isFromEnd()) {
            return limit;
        }
        long rows = 0;
        try (Result result = query.run()) {
            while (result.next()) {
                rows += result.rowCount();
            }
        }
        return limit.resolve(rows);
    }

    /** Writes rows with a separator between them, and sends what was written now and then. */
    final void writeRows(Result result, RowText rows, RowLimit limit, String separator)
            throws ClientGoneException {
        byte[] separatorBytes = separator.getBytes(StandardCharsets.US_ASCII);
        while ((rowsSeen < limit.end() || request.countAll()) && result.next()) {
            int batchRows = result.rowCount();
            int from = Math.clamp(limit.first() - rowsSeen, 0, batchRows);
            int to = Math.clamp(limit.end() - rowsSeen, 0, batchRows);
            rowsSeen += batchRows;
            rows.useBatch(result);
            for (int row = from; row < to; row++) {
                if (rowsWritten > 0) {
                    out.put(separatorBytes);
                }
                rows.append(out, row);
                rowsWritten++;
                if (out.length() >= PART_BYTES) {
                    stream.send(out);
                }
            }
        }
    }
}
