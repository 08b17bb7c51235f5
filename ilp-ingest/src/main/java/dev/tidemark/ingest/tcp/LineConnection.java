package dev.tidemark.ingest.tcp;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.catalog.Store;
import dev.tidemark.core.catalog.WritesRefusedException;
import dev.tidemark.core.table.Acknowledgement;
import dev.tidemark.core.table.Table;
import dev.tidemark.ingest.parse.LineError;
import dev.tidemark.ingest.parse.LineStream;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection: parses what arrives and commits its rows. All methods run on the connection's
 * event loop, unless they say otherwise.
 */
final class LineConnection extends ChannelInboundHandlerAdapter {
    private static final Logger LOGGER = System.getLogger(LineConnection.class.getName());
    private static final long RECHECK_MILLIS = 4;
    private static final long DRAIN_STEP_MILLIS = 20;

    private final Store store;
    private final ConnectionSettings settings;
    private final Counters counters;
    private final LineStream stream;
    private final LineDeadline lineDeadline;
    private final CommitsInFlight commits;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Future<?> commitTimer;
    private boolean paused;

    /** Whether what still arrives is ignored. */
    private boolean closed;

    private long drainedBytes = -1;

    LineConnection(Store store, LineProtocolSettings settings, Counters counters) {
        this.store = store;
        this.settings = settings.connection();
        this.counters = counters;
        this.commits = new CommitsInFlight(settings.connection().maxBatchesInFlight());
        this.lineDeadline = new LineDeadline(settings.connection().lineTimeoutSeconds());
        this.stream =
                new LineStream(
                        store,
                        settings.parser(),
                        this::commit,
                        this::refused,
                        settings.connection().maxLineBytes());
    }

    /** Completes when the connection is closed and all its rows are committed. */
    CompletableFuture<Void> finished() {
        return commits.finished();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            if (!closed) {
                receive(ctx, bytes);
            }
        } finally {
            bytes.release();
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        closed = true;
        if (commitTimer != null) {
            commitTimer.cancel(false);
        }
        if (stream.pendingBytes() > 0) {
            LOGGER.log(
                    Level.DEBUG,
                    "line protocol connection {0} ended within a line; its last {1} bytes are"
                            + " no row",
                    ctx.channel().remoteAddress(),
                    stream.pendingBytes());
        }
        try {
            stream.handOver();
            syncRows(ctx);
        } finally {
            stream.close();
            commits.endAll();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof IdleStateEvent && !paused) {
            LOGGER.log(
                    Level.INFO,
                    "line protocol connection {0} is closed: no data for {1} s",
                    ctx.channel().remoteAddress(),
                    settings.idleTimeoutSeconds());
            close(ctx);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        boolean reset = cause instanceof IOException;
        LOGGER.log(
                reset ? Level.DEBUG : Level.ERROR,
                "line protocol connection " + ctx.channel().remoteAddress() + " failed",
                cause);
        close(ctx);
    }

    /** Closes the connection when nothing more comes, or at the deadline. From any thread. */
    void drain(long deadlineNanos) {
        ChannelHandlerContext ctx = context;
        if (ctx != null) {
            ctx.executor().execute(() -> drainStep(ctx, deadlineNanos));
        }
    }

    private void receive(ChannelHandlerContext ctx, ByteBuf bytes) {
        long linesBefore = stream.lineCount();
        long rowsBefore = stream.rowCount();
        counters.bytes.add(bytes.readableBytes());
        boolean goOn = stream.receive(bytes.nioBuffer());
        counters.lines.add(stream.lineCount() - linesBefore);
        counters.rows.add(stream.rowCount() - rowsBefore);
        if (!goOn) {
            closed = true;
            close(ctx);
            return;
        }
        if (lineDeadline.isOver(
                stream.lineCount() > linesBefore, stream.pendingBytes(), System.nanoTime())) {
            LOGGER.log(
                    Level.WARNING,
                    "line protocol connection {0} is closed: a line did not come to its end within"
                            + " {1} s (setting ilp.line.timeout)",
                    ctx.channel().remoteAddress(),
                    settings.lineTimeoutSeconds());
            closed = true;
            close(ctx);
            return;
        }
        if (commitTimer == null && stream.hasOpenRows()) {
            commitTimer =
                    ctx.executor()
                            .schedule(
                                    () -> commitOpenRows(ctx),
                                    settings.commitIntervalMillis(),
                                    TimeUnit.MILLISECONDS);
        }
        if (mustPause()) {
            paused = true;
            ctx.channel().config().setAutoRead(false);
            recheckLater(ctx);
        }
    }

    private boolean refused(LineError error) {
        counters.errors.increment();
        ChannelHandlerContext ctx = context;
        LOGGER.log(
                Level.WARNING,
                "line protocol connection {0}, line {1}, column {2}: {3}; {4}. The line starts"
                        + " with: {5}",
                ctx == null ? "?" : ctx.channel().remoteAddress(),
                Long.toString(error.line()),
                Long.toString(error.column()),
                error.message(),
                settings.disconnectOnError() ? "closing the connection" : "skipping the line",
                error.text());
        return !settings.disconnectOnError();
    }

    private void commitOpenRows(ChannelHandlerContext ctx) {
        commitTimer = null;
        if (!closed) {
            try {
                stream.handOver();
            } catch (RuntimeException e) {
                exceptionCaught(ctx, e);
            }
        }
    }

    private void commit(Table table, Batch batch) {
        ChannelHandlerContext ctx = context;
        if (ctx == null) {
            throw new IllegalStateException("rows before the connection");
        }
        CompletableFuture<Void> committed = table.commit(batch, Acknowledgement.WRITTEN);
        commits.begin();
        var _ =
                committed.whenComplete((_, failure) ->
                        ctx.executor().execute(() -> committed(ctx, table, failure)));
    }

    /** Makes the rows of the connection durable without waiting for the interval. */
    private void syncRows(ChannelHandlerContext ctx) {
        commits.begin();
        var _ =
                store.sync()
                        .whenComplete(
                                (_, failure) -> ctx.executor().execute(() -> synced(ctx, failure)));
    }

    private void synced(ChannelHandlerContext ctx, @Nullable Throwable failure) {
        if (failure != null) {
            report(ctx, "its last rows could not be synced", failure);
        }
        commits.end();
    }

    private void committed(ChannelHandlerContext ctx, Table table, @Nullable Throwable failure) {
        if (failure != null) {
            String what =
                    "it is closed, for rows of table '%s' could not be committed"
                            .formatted(table.name());
            report(ctx, what, failure);
            close(ctx);
        }
        commits.end();
        if (paused) {
            resumeIfPossible(ctx);
        }
    }

    private static void report(ChannelHandlerContext ctx, String what, Throwable failure) {
        String connection =
                "line protocol connection %s: %s".formatted(ctx.channel().remoteAddress(), what);
        if (failure instanceof WritesRefusedException) {
            LOGGER.log(Level.WARNING, "{0}: {1}", connection, failure.getMessage());
        } else {
            LOGGER.log(Level.ERROR, connection, failure);
        }
    }

    private boolean mustPause() {
        return commits.isFull() || store.memory().isOverLimit();
    }

    private void recheckLater(ChannelHandlerContext ctx) {
        var _ =
                ctx.executor()
                        .schedule(
                                () -> {
                                    if (paused && !closed && !resumeIfPossible(ctx)) {
                                        recheckLater(ctx);
                                    }
                                },
                                RECHECK_MILLIS,
                                TimeUnit.MILLISECONDS);
    }

    private boolean resumeIfPossible(ChannelHandlerContext ctx) {
        if (mustPause()) {
            return false;
        }
        paused = false;
        lineDeadline.restart();
        ctx.channel().config().setAutoRead(true);
        return true;
    }

    private void drainStep(ChannelHandlerContext ctx, long deadlineNanos) {
        boolean quiet = stream.byteCount() == drainedBytes && !paused;
        drainedBytes = stream.byteCount();
        if (quiet || System.nanoTime() - deadlineNanos >= 0) {
            close(ctx);
        } else if (!closed) {
            var _ =
                    ctx.executor()
                            .schedule(
                                    () -> drainStep(ctx, deadlineNanos),
                                    DRAIN_STEP_MILLIS,
                                    TimeUnit.MILLISECONDS);
        }
    }

    /** Starts closing; {@link #handlerRemoved} does the rest. */
    private static void close(ChannelHandlerContext ctx) {
        var _ = ctx.close();
    }
}
