package dev.tidemark.server.http;

import dev.tidemark.server.format.TextBytes;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;

/** Tells a client that there are too many connections, and closes its own. */
final class RefusingHandler extends ChannelInboundHandlerAdapter {
    private static final int RETRY_AFTER_SECONDS = 1;

    private final int connectionLimit;

    RefusingHandler(int connectionLimit) {
        this.connectionLimit = connectionLimit;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ReferenceCountUtil.release(message);
        if (!(message instanceof HttpRequest)) {
            return;
        }
        TextBytes text =
                Endpoint.plainError(
                        "%d connections are open, which is the limit (setting http.connections)"
                                .formatted(connectionLimit));
        FullHttpResponse response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.SERVICE_UNAVAILABLE,
                        Unpooled.copiedBuffer(text.array(), 0, text.length()));
        HttpUtil.setContentLength(response, text.length());
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, Exchange.JSON);
        response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        response.headers().set(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
}
