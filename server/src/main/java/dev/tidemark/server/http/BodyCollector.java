package dev.tidemark.server.http;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Puts a body together for an endpoint that wants it whole. */
final class BodyCollector implements BodyReceiver {
    private final WholeBodyEndpoint endpoint;
    private final Exchange exchange;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);

    BodyCollector(WholeBodyEndpoint endpoint, Exchange exchange) {
        this.endpoint = endpoint;
        this.exchange = exchange;
    }

    @Override
    public void receive(ByteBuf part) {
        try {
            part.readBytes(body, part.readableBytes());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Override
    public void end() {
        endpoint.handle(exchange, body.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void abandon() {
        // What was collected is forgotten with this.
    }
}
