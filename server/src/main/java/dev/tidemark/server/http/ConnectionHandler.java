package dev.tidemark.server.http;

import dev.tidemark.server.http.IncomingBody.Problem;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
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
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
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

    private final HttpService service;

    /** The request under way, from its first line to the end of its answer. */
    private @Nullable Exchange exchange;

    /** The body that is arriving; null when it has arrived, or is not wanted. */
    private @Nullable IncomingBody body;

    /** What has come and could not be taken yet: no more than one read brought. */
    private final Deque<Object> arrived = new ArrayDeque<>();

    private final RequestTimer timer;

    /** Whether arrived messages are being taken, further down on the stack. */
    private boolean taking;

    /** Whether nothing is taken until the server is ready for it. */
    private boolean held;

    /** Whether the end of the current request's body has not come. */
    private boolean bodyPending;

    /** Whether the answer is out, and the connection ends when the client has sent its body. */
    private boolean lingering;

    /** Whether the server stops and takes no further requests. */
    private boolean stopping;

    ConnectionHandler(HttpService service) {
        this.service = service;
        this.timer = new RequestTimer(service.limits().requestTimeout(), this::requestIsLate);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        timer.messageCame();
        arrived.add(message);
        takeArrived(context);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        timer.readCompleted(context, exchange == null);
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
        timer.stop();
        arrived.forEach(ReferenceCountUtil::release);
        arrived.clear();
        Exchange current = exchange;
        if (current != null) {
            current.markGone();
            if (body != null) {
                abandonBody();
                current.complete();
            }
        }
        context.fireChannelInactive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent && (exchange == null || body != null)) {
            var _ = context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!ConnectionFailure.isClients(cause)) {
            LOGGER.log(
                    Level.ERROR,
                    () -> "HTTP connection " + context.channel().remoteAddress() + " failed",
                    cause);
        }
        var _ = context.close();
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
        if (held) {
            return false;
        }
        if (message instanceof HttpRequest) {
            return exchange == null;
        }
        if (body == null || body.isReady()) {
            return true;
        }
        held = true;
        var _ =
                context.executor()
                        .schedule(() -> goOn(context), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        return false;
    }

    /** What was held back can be taken. */
    private void goOn(ChannelHandlerContext context) {
        held = false;
        takeArrived(context);
        readMore(context);
    }

    private void abandonBody() {
        IncomingBody abandoned = body;
        body = null;
        if (abandoned != null) {
            abandoned.abandon();
        }
    }

    private void accept(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof HttpRequest request) {
                bodyPending = true;
                timer.start(context);
                begin(context, request);
            }
            if (message instanceof HttpObject object && object.decoderResult().isFailure()) {
                refuseMalformed(object.decoderResult().cause());
            }
            if (message instanceof LastHttpContent) {
                bodyPending = false;
                timer.stop();
                if (lingering) {
                    var _ = context.close();
                }
            }
            // Without a body, it is what a client sends though it was refused.
            if (message instanceof HttpContent content && exchange != null && body != null) {
                addBody(exchange, body, content);
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
        Optional<Endpoint> found = service.router().find(address.path());
        if (found.isEmpty()) {
            refuse(
                    begun,
                    HttpResponseStatus.NOT_FOUND,
                    "no such path: %s (there are: %s)"
                            .formatted(address.path(), service.router().paths()));
            return;
        }
        begun.useErrorsOf(found.get());
        if (!isAcceptable(begun, request, found.get())) {
            return;
        }
        if (found.get().isPublic()) {
            start(context, begun, request, found.get());
        } else {
            authenticate(context, begun, request, found.get());
        }
    }

    /** Whether the endpoint can take the request, as far as its head tells; if not, refuses it. */
    private boolean isAcceptable(Exchange begun, HttpRequest request, Endpoint endpoint) {
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
        String encoding = encoding(request);
        if (!encoding.equals("identity") && !encoding.equals("gzip")) {
            refuse(
                    begun,
                    HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE,
                    "content encoding '" + encoding + "' is not supported, use gzip or none");
            return false;
        }
        if (HttpUtil.getContentLength(request, 0L) > endpoint.bodyLimit().lengthBytes()) {
            refuse(begun, IncomingBody.tooLong(endpoint.bodyLimit()));
            return false;
        }
        return true;
    }

    private static String encoding(HttpRequest request) {
        String encoding = request.headers().get(HttpHeaderNames.CONTENT_ENCODING, "identity");
        String normal = encoding.strip().toLowerCase(Locale.ROOT);
        return normal.equals("x-gzip") ? "gzip" : normal;
    }

    /** Starts the request once it is known that its sender may. */
    private void authenticate(
            ChannelHandlerContext context, Exchange begun, HttpRequest request, Endpoint endpoint) {
        var verdict =
                service.authenticator().check(request.headers().get(HttpHeaderNames.AUTHORIZATION));
        if (verdict.isDone()) {
            decide(context, begun, request, endpoint, verdict.join());
            return;
        }
        held = true;
        ReferenceCountUtil.retain(request);
        var _ =
                verdict.thenAcceptAsync(
                        decision -> {
                            decide(context, begun, request, endpoint, decision);
                            ReferenceCountUtil.release(request);
                            goOn(context);
                        },
                        context.executor());
    }

    private void decide(
            ChannelHandlerContext context,
            Exchange begun,
            HttpRequest request,
            Endpoint endpoint,
            Authenticator.Verdict verdict) {
        if (begun.isGone()) {
            begun.complete();
            return;
        }
        switch (verdict) {
            case ACCEPTED -> start(context, begun, request, endpoint);
            case REFUSED -> {
                LOGGER.log(
                        Level.WARNING,
                        "HTTP connection {0}: {1} without valid credentials",
                        context.channel().remoteAddress(),
                        begun.path());
                refuse(begun, HttpResponseStatus.UNAUTHORIZED, "credentials are missing or wrong");
            }
            case BUSY ->
                    refuse(
                            begun,
                            HttpResponseStatus.SERVICE_UNAVAILABLE,
                            "too many clients log in at present, try again later");
        }
    }

    private void start(
            ChannelHandlerContext context, Exchange begun, HttpRequest request, Endpoint endpoint) {
        body =
                new IncomingBody(
                        endpoint.begin(begun),
                        endpoint.bodyLimit(),
                        encoding(request).equals("gzip"),
                        service.limits().decompressionRatio());
        if (HttpUtil.is100ContinueExpected(request)) {
            var _ =
                    context.writeAndFlush(
                            new DefaultFullHttpResponse(
                                    HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
    }

    private void addBody(Exchange current, IncomingBody incoming, HttpContent content) {
        Problem problem = incoming.receive(content.content());
        if (problem == null && content instanceof LastHttpContent) {
            body = null;
            problem = incoming.end();
            if (problem != null) {
                incoming.abandon();
            }
        }
        if (problem != null) {
            refuse(current, problem);
        }
    }

    private Exchange exchange(ChannelHandlerContext context, HttpRequest request, Address address) {
        Exchange begun =
                new Exchange(
                        context.channel(),
                        request,
                        address,
                        service.limits().writeTimeout(),
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

    /** A request has begun and does not come to its end. */
    private void requestIsLate(ChannelHandlerContext context) {
        Exchange current = exchange;
        if (held) {
            // It is the server that does not read.
            timer.start(context);
        } else if (current == null) {
            var _ = context.close();
        } else if (body != null) {
            // The network may be slow today: no 4xx, which would tell the client to drop its data.
            refuse(
                    current,
                    HttpResponseStatus.SERVICE_UNAVAILABLE,
                    "the request did not come to its end within %d s (setting http.request.timeout)"
                            .formatted(service.limits().requestTimeout().toSeconds()));
        }
    }

    private void refuseMalformed(Throwable cause) {
        Exchange current = exchange;
        if (current == null) {
            return;
        }
        // The decoder takes nothing more.
        current.closeAfterwards();
        String limit = service.limits().headerBytes() + " bytes (setting http.header.limit)";
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

    private void refuse(Exchange current, Problem problem) {
        refuse(current, problem.status(), problem.message());
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
