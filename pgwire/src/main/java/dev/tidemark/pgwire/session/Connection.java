package dev.tidemark.pgwire.session;

import dev.tidemark.pgwire.codec.BackendMessage.ErrorResponse;
import dev.tidemark.pgwire.codec.Diagnostic.Severity;
import dev.tidemark.pgwire.codec.FrontendDecoder;
import dev.tidemark.pgwire.codec.FrontendMessage;
import dev.tidemark.pgwire.codec.FrontendMessage.CancelRequest;
import dev.tidemark.pgwire.settings.ConnectionLimits;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One connection: queues messages on the event loop, and has them handled by one worker at a time.
 *
 * <p>Whatever may let the work go on (a message, room in the channel, the channel's end, a reason
 * to stop) counts one up, and the first of these hands the connection to a worker. The worker does
 * what can be done and gives the connection back only when nothing was counted meanwhile.
 */
public final class Connection extends SimpleChannelInboundHandler<FrontendMessage> {
    /** For the channels of connections. */
    public static final WriteBufferWaterMark WATER_MARKS = Outbox.WATER_MARKS;

    private static final Logger LOGGER = System.getLogger(Connection.class.getName());

    private final ListenerContext listener;
    private final Channel channel;
    private final FrontendDecoder decoder = new FrontendDecoder();
    private final Outbox outbox;
    private final Login login;
    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    private final Inbox inbox = new Inbox();
    private final AtomicInteger signals = new AtomicInteger();
    private volatile @Nullable PgSession session;
    private volatile @Nullable StopReason stopReason;
    private volatile boolean isDisconnected;
    private boolean isEnded;

    private Connection(ListenerContext listener, Channel channel) {
        this.listener = listener;
        this.channel = channel;
        this.outbox = new Outbox(channel);
        this.login = new Login(listener, decoder, outbox, inbox, this::cancel);
    }

    /** Makes a new channel a connection; on its event loop. */
    public static Connection open(ListenerContext listener, Channel channel) {
        Connection connection = new Connection(listener, channel);
        ConnectionLimits limits = listener.settings().limits();
        channel.pipeline()
                .addLast(new IdleStateHandler(0, 0, limits.idleTimeoutSeconds(), TimeUnit.SECONDS))
                .addLast(connection.decoder)
                .addLast(connection);
        Future<?> loginTimer =
                channel.eventLoop()
                        .schedule(
                                connection::checkLogin,
                                limits.loginTimeoutSeconds(),
                                TimeUnit.SECONDS);
        var _ = channel.closeFuture().addListener(_ -> loginTimer.cancel(false));
        return connection;
    }

    /** Completes when the connection is closed and holds nothing any more. */
    public CompletableFuture<Void> finished() {
        return finished;
    }

    /** Ends the connection when the request that it runs is done. From any thread. */
    public void shutDown() {
        stop(StopReason.SHUTDOWN);
    }

    /** Stops what the client has asked for, running or not yet, if anything. From any thread. */
    public void cancel() {
        PgSession current = session;
        if (current != null) {
            inbox.ifAwaited(current::cancel);
        }
    }

    /** Closes the channel, whatever the client still has to get. From any thread. */
    public void disconnect() {
        var _ = channel.close();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FrontendMessage message) {
        if (message instanceof CancelRequest(int processId, int secretKey)) {
            boolean isKnown = listener.registry().cancel(processId, secretKey);
            LOGGER.log(Level.DEBUG, "cancel request for {0}: {1}", processId, isKnown);
            var _ = context.close();
            return;
        }
        inbox.add(message);
        if (inbox.isFull()) {
            channel.config().setAutoRead(false);
        }
        signal();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        resumeReading();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        signal();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        isDisconnected = true;
        cancel();
        signal();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        PgSession current = session;
        if (event instanceof IdleStateEvent
                && current != null
                && !current.isRunning()
                && inbox.isEmpty()) {
            stop(StopReason.IDLE);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Level level = cause instanceof IOException ? Level.DEBUG : Level.ERROR;
        LOGGER.log(level, "connection of " + channel.remoteAddress() + " failed", cause);
        var _ = context.close();
    }

    private void checkLogin() {
        if (session == null) {
            stop(StopReason.LOGIN_TIMEOUT);
        }
    }

    private void stop(StopReason reason) {
        stopReason = reason;
        signal();
    }

    private void signal() {
        if (signals.getAndIncrement() == 0) {
            listener.workers().execute(this::work);
        }
    }

    private void work() {
        int handled = signals.get();
        do {
            try {
                proceed();
            } catch (RuntimeException | Error failure) {
                LOGGER.log(Level.ERROR, "a connection failed in an unforeseen way", failure);
                isEnded = true;
                outbox.finish();
            }
            handled = signals.addAndGet(-handled);
        } while (handled != 0);
    }

    /** Does what can be done without waiting. */
    private void proceed() {
        while (!isEnded && !isDisconnected) {
            PgSession current = session;
            if (current != null && current.isBusy()) {
                if (!outbox.isWritable()) {
                    return;
                }
                current.advance();
                continue;
            }
            StopReason reason = stopReason;
            if (reason != null) {
                end(reason.failure());
                return;
            }
            FrontendMessage message = inbox.take();
            if (message == null) {
                return;
            }
            readAgain();
            handle(current, message);
        }
        if (isDisconnected && !finished.isDone()) {
            dispose();
        }
    }

    private void handle(@Nullable PgSession current, FrontendMessage message) {
        try {
            if (current == null) {
                logIn(message);
            } else if (!current.handle(message)) {
                isEnded = true;
                outbox.finish();
            }
        } catch (RuntimeException failure) {
            end(failure);
        }
    }

    private void logIn(FrontendMessage message) {
        PgSession opened = login.handle(message);
        if (opened != null) {
            session = opened;
        }
    }

    /** Tells the client why, and closes the channel. */
    private void end(RuntimeException failure) {
        isEnded = true;
        outbox.send(new ErrorResponse(Failures.describe(failure, "").withSeverity(Severity.FATAL)));
        outbox.finish();
    }

    /** Lets go of everything; the channel is closed. */
    private void dispose() {
        isEnded = true;
        PgSession current = session;
        try {
            if (current != null) {
                current.close();
            }
        } finally {
            login.close();
            outbox.discard();
            inbox.clear();
            finished.complete(null);
        }
    }

    private void readAgain() {
        if (!channel.config().isAutoRead() && inbox.isShort()) {
            channel.eventLoop().execute(this::resumeReading);
        }
    }

    /** Reads again if few messages wait; on the event loop. */
    private void resumeReading() {
        if (!channel.config().isAutoRead() && inbox.isShort()) {
            channel.config().setAutoRead(true);
        }
    }
}
