package dev.tidemark.ingest.tcp;

import dev.tidemark.core.catalog.Store;
import dev.tidemark.ingest.auth.ChallengeHandler;
import dev.tidemark.ingest.auth.Gate;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Listens for line protocol on a TCP port. Thread-safe. */
public final class LineProtocolServer implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(LineProtocolServer.class.getName());

    /** How long closing waits for senders that go on sending. */
    private static final long DRAIN_LIMIT_SECONDS = 5;

    private static final int SMALLEST_READ_BYTES = 1 << 11;
    private static final int FIRST_READ_BYTES = 1 << 14;

    /** Each read wakes the sender and makes the kernel acknowledge: fast senders need few. */
    private static final int LARGEST_READ_BYTES = 1 << 19;

    private final Store store;
    private final LineProtocolSettings settings;
    private final Gate gate;
    private final Counters counters = new Counters();
    private final Set<LineConnection> connections = ConcurrentHashMap.newKeySet();
    private final SocketTransport transport = SocketTransport.preferred();
    private final EventLoopGroup eventLoops;
    private final Channel listener;
    private volatile boolean closing;

    private LineProtocolServer(Store store, LineProtocolSettings settings, Gate gate)
            throws IOException {
        this.store = store;
        this.settings = settings;
        this.gate = gate;
        this.eventLoops =
                new MultiThreadIoEventLoopGroup(
                        settings.eventLoopThreads(),
                        new DefaultThreadFactory("tidemark-line"),
                        transport.eventLoops());
        this.listener = bind();
    }

    /**
     * Starts listening.
     *
     * @param store stays the caller's, and open until the server is closed
     * @throws IOException if the address cannot be bound
     */
    public static LineProtocolServer start(Store store, LineProtocolSettings settings)
            throws IOException {
        return start(store, settings, Gate.open());
    }

    /** As {@link #start(Store, LineProtocolSettings)}, not for everybody. */
    public static LineProtocolServer start(Store store, LineProtocolSettings settings, Gate gate)
            throws IOException {
        return new LineProtocolServer(store, settings, gate);
    }

    /** The port that clients connect to. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    public LineProtocolMetrics metrics() {
        return counters.metrics();
    }

    /**
     * Stops accepting, takes what senders have sent already, and returns when all its rows are
     * committed. An incomplete last line of a connection is no row.
     */
    @Override
    public void close() {
        if (closing) {
            return;
        }
        closing = true;
        listener.close().syncUninterruptibly();
        for (EventExecutor eventLoop : eventLoops) {
            // Connections that were accepted just now have been registered after this.
            eventLoop.submit(() -> {}).syncUninterruptibly();
        }
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAIN_LIMIT_SECONDS);
        CompletableFuture<?>[] unfinished =
                connections.stream()
                        .map(connection -> {
                            connection.drain(deadlineNanos);
                            return connection.finished();
                        })
                        .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(unfinished).join();
        eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private Channel bind() throws IOException {
        ServerBootstrap bootstrap =
                new ServerBootstrap()
                        .group(eventLoops)
                        .channel(transport.listener())
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(
                                ChannelOption.RECVBUF_ALLOCATOR,
                                new AdaptiveRecvByteBufAllocator(
                                        SMALLEST_READ_BYTES, FIRST_READ_BYTES, LARGEST_READ_BYTES))
                        .childHandler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel channel) {
                                        accept(channel);
                                    }
                                });
        try {
            return bootstrap.bind(settings.host(), settings.port()).sync().channel();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while binding " + address(), e);
        } catch (Exception e) {
            // Netty throws the checked exceptions of other threads without declaring them.
            var _ = eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw new IOException("cannot listen on " + address() + ": " + e.getMessage(), e);
        }
    }

    private void accept(SocketChannel channel) {
        if (counters.connections.incrementAndGet() > settings.connectionLimit()) {
            counters.connections.decrementAndGet();
            LOGGER.log(
                    Level.WARNING,
                    "line protocol connection {0} is refused: {1} connections are open already,"
                            + " which is the limit",
                    channel.remoteAddress(),
                    settings.connectionLimit());
            var _ = channel.close();
            return;
        }
        LineConnection connection = new LineConnection(store, settings, counters);
        connections.add(connection);
        var _ =
                connection
                        .finished()
                        .thenRun(() -> {
                            connections.remove(connection);
                            counters.connections.decrementAndGet();
                        });
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast(
                new IdleStateHandler(
                        settings.connection().idleTimeoutSeconds(), 0, 0, TimeUnit.SECONDS));
        SslContext tls = gate.tls().get();
        if (tls != null) {
            pipeline.addLast(tls.newHandler(channel.alloc()));
        }
        if (gate.loginWanted().getAsBoolean()) {
            pipeline.addLast(new ChallengeHandler(gate.keys()));
        }
        pipeline.addLast(connection);
    }

    private String address() {
        return settings.host() + ":" + settings.port();
    }
}
