package dev.tidemark.server.http.endpoint;

import dev.tidemark.ingest.http.WriteEndpoint;
import dev.tidemark.ingest.http.WriteError;
import dev.tidemark.ingest.http.WriteRequest;
import dev.tidemark.ingest.http.WriteResult;
import dev.tidemark.ingest.parse.TimestampUnit;
import dev.tidemark.server.http.BodyReceiver;
import dev.tidemark.server.http.Endpoint;
import dev.tidemark.server.http.Exchange;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code /write} and {@code /api/v2/write}: line protocol in the body, read as it comes. 204 when
 * all rows are durable, an error as the clients of the line protocol know it if none was kept.
 */
public final class LinesEndpoint implements Endpoint {
    private static final String DEFAULT_PRECISION = "n";

    private final WriteEndpoint writer;
    private final BodyLimit bodyLimit;
    private final Duration patience;

    /**
     * @param writer takes the lines
     * @param limitBytes length of the longest body
     * @param patience how long a request waits while memory for rows is used up
     */
    public LinesEndpoint(WriteEndpoint writer, long limitBytes, Duration patience) {
        this.writer = writer;
        this.bodyLimit = new BodyLimit(limitBytes, "http.write.limit");
        this.patience = patience;
    }

    @Override
    public Set<HttpMethod> methods() {
        return Set.of(HttpMethod.POST);
    }

    @Override
    public BodyLimit bodyLimit() {
        return bodyLimit;
    }

    @Override
    public BodyReceiver begin(Exchange exchange) {
        String precision =
                exchange.parameter("precision")
                        .filter(text -> !text.isEmpty())
                        .orElse(DEFAULT_PRECISION);
        Optional<TimestampUnit> unit = TimestampUnit.ofPrecision(precision);
        if (unit.isEmpty()) {
            return new Refusal(exchange, writer.checkPrecision(precision).orElseThrow());
        }
        return new Lines(exchange, writer.begin(unit.get()));
    }

    private static void refuse(Exchange exchange, WriteError error) {
        // Only clients for InfluxDB 1 name a database.
        boolean isInfluxDb = exchange.parameter("db").isPresent();
        String json = isInfluxDb ? error.toInfluxDbJson() : error.toJson();
        if (error.kind() == WriteError.Kind.UNAVAILABLE) {
            exchange.answerLater(Exchange.JSON, json);
            return;
        }
        exchange.answer(HttpResponseStatus.valueOf(error.kind().status()), Exchange.JSON, json);
    }

    /** Lets a body pass whose rows nobody wants. */
    private record Refusal(Exchange exchange, WriteError error) implements BodyReceiver {
        @Override
        public void receive(ByteBuf part) {
            // The client reads its answer only once it has sent all.
        }

        @Override
        public void end() {
            refuse(exchange, error);
        }

        @Override
        public void abandon() {
            // There is nothing to give back.
        }
    }

    /** Reads the lines of one request. */
    private final class Lines implements BodyReceiver {
        private final Exchange exchange;
        private final WriteRequest request;
        private final long deadlineNanos = System.nanoTime() + patience.toNanos();

        /**
         * Whether a part was taken: from then on waiting would only keep its memory from others.
         */
        private boolean begun;

        private boolean tooBusy;

        Lines(Exchange exchange, WriteRequest request) {
            this.exchange = exchange;
            this.request = request;
        }

        @Override
        public boolean isReady() {
            return begun || !writer.isOverloaded() || System.nanoTime() - deadlineNanos > 0;
        }

        @Override
        public void receive(ByteBuf part) {
            if (!begun) {
                begun = true;
                tooBusy = writer.isOverloaded();
            }
            if (!tooBusy) {
                for (ByteBuffer bytes : part.nioBuffers()) {
                    request.append(bytes);
                }
            }
        }

        @Override
        public void end() {
            if (tooBusy) {
                request.close();
                exchange.answerLater(
                        Exchange.JSON,
                        """
                        {"code":"unavailable","message":"memory for rows is used up, try again later"}
                        """);
                return;
            }
            var _ = request.finish().thenAccept(this::answer);
        }

        @Override
        public void abandon() {
            request.close();
        }

        private void answer(WriteResult result) {
            switch (result) {
                case WriteResult.Accepted _ -> exchange.answerNoContent(Map.of());
                case WriteResult.Refused refused -> refuse(exchange, refused.error());
            }
        }
    }
}
