package dev.tidemark.server.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One connection: puts requests together and hands them to endpoints, one at a time.
 *
 * <p>Reads on demand: what one read brought is taken first, message by message, as the request
 * under way allows. While an endpoint is at work and nothing waits, one read is outstanding, so
 * that a client that goes away is noticed.
 */
final class ConnectionHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOGGER = System.getLogger(ConnectionHandler.class.getName());

    /** How long a refused body is still read, for a client that reads only once it has sent all. */
    private static final long LINGER_SECONDS = 2;

    /** After which a receiver that was not ready is asked again. */
    private static final long PAUSE_MILLIS = 10;

    private static final Endpoint.BodyLimit NO_BODY = new Endpoint.BodyLimit(0, "");

    private final Router router;
    private final HttpSettings settings;

    /** The request under way, from its first line to the end of its answer. */
    private @Nullable Exchange exchange;

    /** Who gets the body that is arriving; null when it has arrived, or is not wanted. */
    private @Nullable BodyReceiver receiver;

    /** How much of the body may still come; meaningful while there is a receiver. */
    private long bodyLeftBytes;

    /** The limit of the body; meaningful while there is a receiver. */
    private Endpoint.BodyLimit bodyLimit = NO_BODY;

    /** What has come and could not be taken yet: no more than one read brought. */
    private final Deque<Object> arrived = new ArrayDeque<>();

    /** Whether arrived messages are being taken, further down on the stack. */
    private boolean taking;

    /** Whether a pause of the receiver's is under way. */
    private boolean paused;

    /** Whether the end of the current request's body has not come. */
    private boolean bodyPending;

    /** Whether the answer is out, and the connection ends when the client has sent its body. */
    private boolean lingering;

    /** Whether the server stops and takes no further requests. */
    private boolean stopping;

    ConnectionHandler(Router router, HttpSettings settings) {
        this.router = router;
        this.settings = settings;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        arrived.add(message);
        takeArrived(context);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        readMore(context);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (exchange != null) {
            exchange.wake();
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        arrived.forEach(ReferenceCountUtil::release);
        arrived.clear();
        Exchange current = exchange;
        if (current != null) {
            current.markGone();
            if (receiver != null) {
                abandonBody();
                current.complete();
            }
        }
        context.fireChannelInactive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent && (exchange == null || receiver != null)) {
            var _ = context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        switch (cause) {
            case DecoderException _ when exchange != null && receiver != null ->
                    refuse(
                            exchange,
                            HttpResponseStatus.BAD_REQUEST,
                            "the body cannot be decompressed: " + cause.getMessage());
            case IOException _ -> {
                var _ = context.close();
            }
            default -> {
                LOGGER.log(
                        Level.ERROR,
                        () -> "HTTP connection " + context.channel().remoteAddress() + " failed",
                        cause);
                var _ = context.close();
            }
        }
    }

    /** Closes the connection when its current request, if it has one, is answered. */
    void stop(ChannelHandlerContext context) {
        stopping = true;
        if (exchange == null) {
            var _ = context.close();
        }
    }

    private void readMore(ChannelHandlerContext context) {
        if (arrived.isEmpty()) {
            context.read();
        }
    }

    private void takeArrived(ChannelHandlerContext context) {
        if (taking) {
            return;
        }
        taking = true;
        try {
            while (!arrived.isEmpty() && canTake(context, arrived.element())) {
                accept(context, arrived.remove());
            }
        } finally {
            taking = false;
        }
    }

    /** Whether the next message can be taken now; if not, whoever stands in its way says when. */
    private boolean canTake(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest) {
            return exchange == null;
        }
        if (receiver == null || receiver.isReady()) {
            return true;
        }
        if (!paused) {
            paused = true;
            var _ =
                    context.executor()
                            .schedule(() -> endPause(context), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
        return false;
    }

    private void endPause(ChannelHandlerContext context) {
        paused = false;
        takeArrived(context);
        readMore(context);
    }

    private void abandonBody() {
        BodyReceiver abandoned = receiver;
        receiver = null;
        if (abandoned != null) {
            abandoned.abandon();
        }
    }

    private void accept(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof HttpRequest request) {
                bodyPending = true;
                begin(context, request);
            }
            if (message instanceof HttpObject object && object.decoderResult().isFailure()) {
                refuseMalformed(object.decoderResult().cause());
            }
            if (message instanceof LastHttpContent) {
                bodyPending = false;
                if (lingering) {
                    var _ = context.close();
                }
            }
            // Without a receiver, it is what a client sends though it was refused.
            if (message instanceof HttpContent content && exchange != null && receiver != null) {
                addBody(exchange, receiver, content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(ChannelHandlerContext context, HttpRequest request) {
        Address address;
        try {
            address = Address.parse(request.uri());
        } catch (IllegalArgumentException failure) {
            Exchange begun = exchange(context, request, Address.UNREADABLE);
            refuse(
                    begun,
                    HttpResponseStatus.BAD_REQUEST,
                    "malformed address: " + failure.getMessage());
            return;
        }
        Exchange begun = exchange(context, request, address);
        if (request.decoderResult().isFailure()) {
            return;
        }
        Optional<Endpoint> found = router.find(address.path());
        if (found.isEmpty()) {
            refuse(
                    begun,
                    HttpResponseStatus.NOT_FOUND,
                    "no such path: %s (there are: %s)".formatted(address.path(), router.paths()));
        } else if (isAcceptable(begun, request, found.get())) {
            bodyLimit = found.get().bodyLimit();
            bodyLeftBytes = bodyLimit.lengthBytes();
            receiver = found.get().begin(begun);
            if (HttpUtil.is100ContinueExpected(request)) {
                var _ =
                        context.writeAndFlush(
                                new DefaultFullHttpResponse(
                                        HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
            }
        }
    }

    /** Whether the endpoint can take the request, as far as its head tells; if not, refuses it. */
    private boolean isAcceptable(Exchange begun, HttpRequest request, Endpoint endpoint) {
        String encoding = request.headers().get(HttpHeaderNames.CONTENT_ENCODING);
        if (!endpoint.methods().contains(request.method())) {
            String allowed =
                    endpoint.methods().stream()
                            .map(HttpMethod::name)
                            .sorted()
                            .collect(Collectors.joining(", "));
            refuse(
                    begun,
                    HttpResponseStatus.METHOD_NOT_ALLOWED,
                    begun.path() + " does not know " + request.method() + ", only " + allowed);
            return false;
        }
        // The decompressor has removed the header if it understands it.
        if (encoding != null && !encoding.equals("identity")) {
            refuse(
                    begun,
                    HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE,
                    "content encoding '" + encoding + "' is not supported, use gzip or none");
            return false;
        }
        if (HttpUtil.getContentLength(request, 0L) > endpoint.bodyLimit().lengthBytes()) {
            refuseBody(begun, endpoint.bodyLimit());
            return false;
        }
        return true;
    }

    private void addBody(Exchange current, BodyReceiver body, HttpContent content) {
        bodyLeftBytes -= content.content().readableBytes();
        if (bodyLeftBytes < 0) {
            refuseBody(current, bodyLimit);
            return;
        }
        if (content.content().isReadable()) {
            body.receive(content.content());
        }
        if (content instanceof LastHttpContent) {
            receiver = null;
            body.end();
        }
    }

    private Exchange exchange(ChannelHandlerContext context, HttpRequest request, Address address) {
        Exchange begun =
                new Exchange(
                        context.channel(),
                        request,
                        address,
                        settings.writeTimeout(),
                        () -> complete(context));
        exchange = begun;
        return begun;
    }

    /** The answer is on its way: goes on with the next request. */
    private void complete(ChannelHandlerContext context) {
        boolean keepAlive = exchange != null && exchange.isKeepAlive() && !stopping;
        exchange = null;
        if (!keepAlive) {
            close(context);
            return;
        }
        takeArrived(context);
        readMore(context);
    }

    /** Closes the connection; one whose client still sends, only once it could read the answer. */
    private void close(ChannelHandlerContext context) {
        if (bodyPending && context.channel() instanceof SocketChannel socket && socket.isActive()) {
            lingering = true;
            var _ = socket.shutdownOutput();
            var _ =
                    context.executor()
                            .schedule(
                                    () -> {
                                        var _ = context.close();
                                    },
                                    LINGER_SECONDS,
                                    TimeUnit.SECONDS);
            context.read();
        } else {
            var _ = context.close();
        }
    }

    private void refuseMalformed(Throwable cause) {
        Exchange current = exchange;
        if (current == null) {
            return;
        }
        // The decoder takes nothing more.
        current.closeAfterwards();
        String limit = settings.headerLimitBytes() + " bytes (setting http.header.limit)";
        switch (cause) {
            case TooLongHttpLineException _ ->
                    refuse(
                            current,
                            HttpResponseStatus.REQUEST_URI_TOO_LONG,
                            "the request line is longer than " + limit);
            case TooLongHttpHeaderException _ ->
                    refuse(
                            current,
                            HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                            "the headers are longer than " + limit);
            default ->
                    refuse(
                            current,
                            HttpResponseStatus.BAD_REQUEST,
                            "malformed request: " + cause.getMessage());
        }
    }

    private void refuseBody(Exchange current, Endpoint.BodyLimit limit) {
        refuse(
                current,
                HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
                "the body is longer than %d bytes (setting %s)"
                        .formatted(limit.lengthBytes(), limit.settingName()));
    }

    /** Answers with an error, whatever else of the request may come. */
    private void refuse(Exchange current, HttpResponseStatus status, String message) {
        abandonBody();
        if (current.hasBody()) {
            current.closeAfterwards();
        }
        current.fail(status, message);
    }
}
