package dev.tidemark.server.http.endpoint;

import dev.tidemark.ingest.http.WriteEndpoint;
import dev.tidemark.ingest.http.WriteError;
import dev.tidemark.ingest.http.WriteRequest;
import dev.tidemark.ingest.http.WriteResult;
import dev.tidemark.ingest.parse.TimestampUnit;
import dev.tidemark.server.format.TextBytes;
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
 * Line protocol in the body, read as it comes: {@code /write}, {@code /api/v2/write} and {@code
 * /api/v3/write_lp}, which differ in the unit of times without a {@code precision}. 204 when all
 * rows are durable, an error as the clients of the line protocol know it if none was kept.
 */
public final class LinesEndpoint implements Endpoint {
    private final WriteEndpoint writer;
    private final Limits limits;
    private final TimestampUnit defaultPrecision;

    /**
     * What a request may take.
     *
     * @param bodyBytes length of the longest body
     * @param busyTimeout how long a request waits while memory for rows is used up
     */
    public record Limits(long bodyBytes, Duration busyTimeout) {}

    /**
     * @param writer takes the lines
     * @param defaultPrecision unit of times where the request names none
     */
    public LinesEndpoint(WriteEndpoint writer, Limits limits, TimestampUnit defaultPrecision) {
        this.writer = writer;
        this.limits = limits;
        this.defaultPrecision = defaultPrecision;
    }

    @Override
    public Set<HttpMethod> methods() {
        return Set.of(HttpMethod.POST);
    }

    @Override
    public BodyLimit bodyLimit() {
        return new BodyLimit(limits.bodyBytes(), "http.write.limit");
    }

    @Override
    public TextBytes errorBody(HttpResponseStatus status, String message) {
        TextBytes text = new TextBytes();
        text.put(writer.error(WriteError.Kind.ofStatus(status.code()), message).toJson());
        return text;
    }

    @Override
    public BodyReceiver begin(Exchange exchange) {
        Optional<String> precision =
                exchange.parameter("precision").filter(text -> !text.isEmpty());
        if (precision.isEmpty()) {
            return new Lines(exchange, writer.begin(defaultPrecision));
        }
        Optional<TimestampUnit> unit = TimestampUnit.ofPrecision(precision.get());
        if (unit.isEmpty()) {
            return new Refusal(exchange, writer.checkPrecision(precision.get()).orElseThrow());
        }
        return new Lines(exchange, writer.begin(unit.get()));
    }

    private static void refuse(Exchange exchange, WriteError error) {
        // Only clients for InfluxDB 1 name a database.
        boolean isInfluxDb = exchange.parameter("db").isPresent();
        String json = isInfluxDb ? error.toInfluxDbJson() : error.toJson();
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

        /** When the present wait for memory began; meaningful while it lasts. */
        private long busySinceNanos;

        private boolean busy;

        /** Whether the request has given up, and its memory back to those that have not. */
        private boolean tooBusy;

        Lines(Exchange exchange, WriteRequest request) {
            this.exchange = exchange;
            this.request = request;
        }

        @Override
        public boolean isReady() {
            if (tooBusy || !writer.isOverloaded()) {
                busy = false;
                return true;
            }
            long now = System.nanoTime();
            if (!busy) {
                busy = true;
                busySinceNanos = now;
            }
            if (now - busySinceNanos < limits.busyTimeout().toNanos()) {
                return false;
            }
            tooBusy = true;
            request.close();
            return true;
        }

        @Override
        public void receive(ByteBuf part) {
            if (tooBusy) {
                return;
            }
            for (ByteBuffer bytes : part.nioBuffers()) {
                request.append(bytes);
            }
        }

        @Override
        public void end() {
            if (tooBusy) {
                refuse(
                        exchange,
                        writer.error(
                                WriteError.Kind.UNAVAILABLE,
                                "memory for rows is used up, try again later"));
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
