package dev.tidemark.server.http;

import dev.tidemark.server.format.TextBytes;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/**
 * An answer with status 200 that is sent part by part, by a thread that may block: sending waits
 * while the client does not read.
 *
 * <p>Nothing, not even the status, is sent before the first part; until then the exchange can still
 * be answered in another way. Belongs to one thread.
 */
public final class AnswerStream {
    private final Exchange exchange;
    private final Channel channel;
    private final String contentType;
    private boolean started;

    AnswerStream(Exchange exchange, String contentType) {
        this.exchange = exchange;
        this.channel = exchange.channel();
        this.contentType = contentType;
    }

    /** Whether the status is on its way, so that a failure can be told in the body only. */
    public boolean isStarted() {
        return started;
    }

    /**
     * Sends what was written, and clears it.
     *
     * @throws ClientGoneException if the client is not there or does not read
     */
    public void send(TextBytes part) throws ClientGoneException {
        exchange.awaitWritable();
        if (!started) {
            started = true;
            var _ = channel.write(head());
        }
        var _ = channel.writeAndFlush(new DefaultHttpContent(copy(part)));
        part.clear();
    }

    /** Sends the last part and ends the exchange. */
    public void finish(TextBytes part) {
        ByteBuf content = copy(part);
        boolean withHead = !started;
        started = true;
        channel.eventLoop()
                .execute(() -> {
                    if (withHead) {
                        var _ = channel.write(head());
                    }
                    var _ =
                            channel.writeAndFlush(new DefaultLastHttpContent(content))
                                    .addListener(
                                            (ChannelFutureListener)
                                                    sent -> {
                                                        if (!exchange.allowsChunks()) {
                                                            var _ = sent.channel().close();
                                                        }
                                                        exchange.complete();
                                                    });
                });
    }

    /** Breaks the connection, so that the client sees that its answer is not whole. */
    public void abort() {
        var _ = channel.close();
        exchange.complete();
    }

    private HttpResponse head() {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
        if (exchange.allowsChunks()) {
            head.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        exchange.addCommonHeaders(head, !exchange.isKeepAlive() || !exchange.allowsChunks());
        return head;
    }

    private ByteBuf copy(TextBytes part) {
        return channel.alloc().buffer(part.length()).writeBytes(part.array(), 0, part.length());
    }
}
