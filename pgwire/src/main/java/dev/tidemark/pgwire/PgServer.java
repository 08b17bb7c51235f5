package dev.tidemark.pgwire;

import dev.tidemark.pgwire.session.Connection;
import dev.tidemark.pgwire.session.ListenerContext;
import dev.tidemark.pgwire.session.SessionRegistry;
import dev.tidemark.pgwire.settings.PgSettings;
import dev.tidemark.sql.Database;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Listens for clients of PostgreSQL on a TCP port. Thread-safe. */
public final class PgServer implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(PgServer.class.getName());

    /** Connections beyond the limit that may be open to be told so, or to cancel. */
    private static final int SPARE_CONNECTIONS = 32;

    private static final int EVENT_LOOPS = 2;
    private static final long IDLE_WORKER_SECONDS = 60;

    /** How long closing waits for statements to end by themselves, and then after a cancel. */
    private static final long GRACE_SECONDS = 2;

    private final PgSettings settings;
    private final SessionRegistry registry;
    private final ThreadPoolExecutor workers;
    private final ListenerContext context;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final EventLoopGroup eventLoops;
    private final Channel listener;
    private boolean isClosed;

    private PgServer(Database database, PgSettings settings) throws IOException {
        this.settings = settings;
        this.registry = new SessionRegistry(settings.connectionLimit());
        this.workers =
                new ThreadPoolExecutor(
                        settings.workerThreads(),
                        settings.workerThreads(),
                        IDLE_WORKER_SECONDS,
                        TimeUnit.SECONDS,
                        // Holds each connection at most once.
                        new LinkedBlockingQueue<>(),
                        new DefaultThreadFactory("tidemark-pg-worker"));
        workers.allowCoreThreadTimeOut(true);
        this.context = new ListenerContext(database, settings, registry, workers);
        this.eventLoops =
                new MultiThreadIoEventLoopGroup(
                        EVENT_LOOPS,
                        new DefaultThreadFactory("tidemark-pg"),
                        NioIoHandler.newFactory());
        this.listener = bind();
    }

    /**
     * Starts listening.
     *
     * @param database stays the caller's, and open until the server is closed
     * @throws IOException if the address cannot be bound
     */
    public static PgServer start(Database database, PgSettings settings) throws IOException {
        return new PgServer(database, settings);
    }

    /** The port that clients connect to. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Sessions that are open. */
    public int sessionCount() {
        return registry.count();
    }

    /**
     * Stops accepting, lets statements end for a few seconds, cancels those that have not, and
     * returns when all connections are closed.
     */
    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        listener.close().syncUninterruptibly();
        for (EventExecutor eventLoop : eventLoops) {
            // Connections that were accepted just now have been registered after this.
            eventLoop.submit(() -> {}).syncUninterruptibly();
        }
        connections.forEach(Connection::shutDown);
        if (!awaitConnections()) {
            connections.forEach(Connection::cancel);
            if (!awaitConnections()) {
                LOGGER.log(
                        Level.WARNING,
                        "{0} connections do not end; closing their sockets",
                        connections.size());
                connections.forEach(Connection::disconnect);
                awaitConnections();
            }
        }
        eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        workers.shutdown();
    }

    private boolean awaitConnections() {
        CompletableFuture<?>[] unfinished =
                connections.stream().map(Connection::finished).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(unfinished).orTimeout(GRACE_SECONDS, TimeUnit.SECONDS).join();
            return true;
        } catch (CompletionException e) {
            if (e.getCause() instanceof TimeoutException) {
                return false;
            }
            throw e;
        }
    }

    private Channel bind() throws IOException {
        ServerBootstrap bootstrap =
                new ServerBootstrap()
                        .group(eventLoops)
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, Connection.WATER_MARKS)
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
        if (connections.size() >= settings.connectionLimit() + SPARE_CONNECTIONS) {
            LOGGER.log(
                    Level.WARNING,
                    "connection of {0} is refused: far more than {1} are open",
                    channel.remoteAddress(),
                    settings.connectionLimit());
            var _ = channel.close();
            return;
        }
        Connection connection = Connection.open(context, channel);
        connections.add(connection);
        var _ = connection.finished().thenRun(() -> connections.remove(connection));
    }

    private String address() {
        return settings.host() + ":" + settings.port();
    }
}
