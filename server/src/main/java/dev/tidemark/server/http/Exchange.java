package dev.tidemark.server.http;

import dev.tidemark.server.format.TextBytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request and its answer. The request may be read from any thread until it is answered; exactly
 * one answer is given, by one thread. One with status 503 says when to come back.
 */
public final class Exchange {
    public static final String JSON = "application/json; charset=utf-8";
    public static final String PLAIN_TEXT = "text/plain; charset=utf-8";

    private static final String SERVER_NAME = "tidemark";
    private static final String CHALLENGE = "Basic realm=\"tidemark\", charset=\"UTF-8\"";
    private static final int RETRY_AFTER_SECONDS = 1;

    private final Channel channel;
    private final HttpRequest request;
    private final Duration writeTimeout;
    private final Runnable completion;
    private final Address address;
    private @Nullable Endpoint endpoint;
    private boolean keepAlive;
    private @Nullable Runnable whenGone;
    private boolean gone;

    /**
     * @param writeTimeout how long an answer waits for a client that does not read
     * @param completion is run on the event loop when the answer was handed to the network
     */
    Exchange(
            Channel channel,
            HttpRequest request,
            Address address,
            Duration writeTimeout,
            Runnable completion) {
        this.channel = channel;
        this.request = request;
        this.writeTimeout = writeTimeout;
        this.address = address;
        this.completion = completion;
        this.keepAlive = HttpUtil.isKeepAlive(request);
    }

    public HttpMethod method() {
        return request.method();
    }

    /** The path of the address, decoded. */
    public String path() {
        return address.path();
    }

    /** The first parameter of that name in the address. */
    public Optional<String> parameter(String name) {
        return first(address.parameters().get(name));
    }

    /** Whether the address has a parameter of that name whose value is {@code true}. */
    public boolean isSet(String name) {
        return parameter(name).filter("true"::equalsIgnoreCase).isPresent();
    }

    /** The first header of that name, in any case. */
    public Optional<String> header(CharSequence name) {
        return Optional.ofNullable(request.headers().get(name));
    }

    /**
     * The first field of that name in the address, or else in a body if that is a form.
     *
     * @throws IllegalArgumentException if the form is malformed
     */
    public Optional<String> field(String name, String body) {
        Optional<String> inAddress = parameter(name);
        if (inAddress.isPresent() || !isForm()) {
            return inAddress;
        }
        return first(Address.parseForm(body).get(name));
    }

    /** Whether the body is said to be made of form fields. */
    private boolean isForm() {
        return header(HttpHeaderNames.CONTENT_TYPE)
                .filter(type ->
                        type.startsWith(
                                HttpHeaderValues.APPLICATION_X_WWW_FORM_URLENCODED.toString()))
                .isPresent();
    }

    /** Answers with a whole body. */
    public void answer(HttpResponseStatus status, String contentType, TextBytes content) {
        send(response(status, contentType, content));
    }

    /** Answers with a whole body. */
    public void answer(HttpResponseStatus status, String contentType, String content) {
        TextBytes text = new TextBytes();
        text.put(content);
        answer(status, contentType, text);
    }

    /** Answers with status 204, and further headers if need be. */
    public void answerNoContent(Map<String, String> headers) {
        FullHttpResponse response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.NO_CONTENT, Unpooled.EMPTY_BUFFER);
        headers.forEach((name, value) -> response.headers().set(name, value));
        send(response);
    }

    /** Answers with an error, in the form that the endpoint's clients know. */
    public void fail(HttpResponseStatus status, String message) {
        Endpoint known = endpoint;
        answer(
                status,
                JSON,
                known == null ? Endpoint.plainError(message) : known.errorBody(status, message));
    }

    /** Begins an answer of unknown length with status 200. */
    public AnswerStream stream(String contentType) {
        return new AnswerStream(this, contentType);
    }

    /**
     * Says what to do if the client goes away before its answer is complete; at once if it has gone
     * already. Runs on the event loop or the calling thread.
     */
    public void whenGone(Runnable action) {
        synchronized (this) {
            if (!gone) {
                whenGone = action;
                return;
            }
        }
        action.run();
    }

    /** Whether the client has gone, so that nobody will read an answer. */
    public synchronized boolean isGone() {
        return gone;
    }

    /** Notes that nobody will read the answer. */
    void markGone() {
        Runnable action;
        synchronized (this) {
            if (gone) {
                return;
            }
            gone = true;
            action = whenGone;
            notifyAll();
        }
        if (action != null) {
            action.run();
        }
    }

    /** Wakes a thread that waits for the network to take more. */
    synchronized void wake() {
        notifyAll();
    }

    /**
     * Returns when the network can take more.
     *
     * @throws ClientGoneException if the client has gone, or does not read within the write timeout
     */
    synchronized void awaitWritable() throws ClientGoneException {
        long deadlineNanos = System.nanoTime() + writeTimeout.toNanos();
        while (!gone && !channel.isWritable()) {
            long leftMillis = (deadlineNanos - System.nanoTime()) / 1_000_000;
            if (leftMillis <= 0) {
                throw new ClientGoneException(
                        "the client has not read its answer for " + writeTimeout);
            }
            try {
                wait(leftMillis);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new ClientGoneException("interrupted while the client was not reading");
            }
        }
        if (gone) {
            throw new ClientGoneException("the client closed its connection");
        }
    }

    /** Lets errors have the form that an endpoint's clients know. */
    void useErrorsOf(Endpoint found) {
        endpoint = found;
    }

    /** Whether the head of the request announces a body. */
    boolean hasBody() {
        return HttpUtil.isTransferEncodingChunked(request)
                || HttpUtil.getContentLength(request, 0L) > 0;
    }

    /** Makes the connection end with the answer; before that is given, on the event loop. */
    void closeAfterwards() {
        keepAlive = false;
    }

    boolean isKeepAlive() {
        return keepAlive;
    }

    /**
     * Whether the answer can be sent in chunks, which version 1.0 of the protocol does not know.
     */
    boolean allowsChunks() {
        return request.protocolVersion().isKeepAliveDefault();
    }

    Channel channel() {
        return channel;
    }

    /** Adds the headers that every answer has. */
    void addCommonHeaders(HttpResponse response, boolean close) {
        HttpHeaders headers = response.headers();
        headers.set(HttpHeaderNames.SERVER, SERVER_NAME);
        if (close) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (!request.protocolVersion().isKeepAliveDefault()) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
    }

    /** Ends the exchange; for the event loop, or the thread that answers. */
    void complete() {
        if (channel.eventLoop().inEventLoop()) {
            completion.run();
        } else {
            channel.eventLoop().execute(this::complete);
        }
    }

    private static FullHttpResponse response(
            HttpResponseStatus status, String contentType, TextBytes content) {
        ByteBuf bytes = Unpooled.copiedBuffer(content.array(), 0, content.length());
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, bytes);
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
        HttpUtil.setContentLength(response, content.length());
        if (status.equals(HttpResponseStatus.SERVICE_UNAVAILABLE)) {
            response.headers().set(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
        } else if (status.equals(HttpResponseStatus.UNAUTHORIZED)) {
            response.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, CHALLENGE);
        }
        return response;
    }

    private void send(FullHttpResponse response) {
        addCommonHeaders(response, !keepAlive);
        channel.writeAndFlush(response).addListener((ChannelFutureListener) _ -> complete());
    }

    private static Optional<String> first(@Nullable List<String> values) {
        return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }
}
