package dev.tidemark.server.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Listens for HTTP. Thread-safe. */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(HttpServer.class.getName());

    /** An answer waits once so much of it is on its way, until the lower amount is left. */
    private static final WriteBufferWaterMark WATER_MARK =
            new WriteBufferWaterMark(64 << 10, 256 << 10);

    /** Connections beyond the limit that are told so; still more are closed without a word. */
    private static final int MOST_REFUSALS = 64;

    private static final int SMALLEST_READ_BYTES = 2 << 10;
    private static final int FIRST_READ_BYTES = 16 << 10;

    /** A read is asked for at a time, and each costs a turn of the event loop: bodies take few. */
    private static final int LARGEST_READ_BYTES = 512 << 10;

    /** What a body is cut into: what one read brings stays whole. */
    private static final int CHUNK_BYTES = LARGEST_READ_BYTES;

    private static final int EVENT_LOOP_THREADS = 2;

    private final HttpSettings settings;
    private final HttpService service;
    private final Set<Channel> connections = ConcurrentHashMap.newKeySet();
    private final EventLoopGroup eventLoops;
    private final Channel listener;

    private HttpServer(HttpSettings settings, HttpService service) throws IOException {
        this.settings = settings;
        this.service = service;
        this.eventLoops =
                new MultiThreadIoEventLoopGroup(
                        EVENT_LOOP_THREADS,
                        new DefaultThreadFactory("tidemark-http"),
                        NioIoHandler.newFactory());
        this.listener = bind();
    }

    /**
     * Starts listening.
     *
     * @throws IOException if the address cannot be bound
     */
    public static HttpServer start(HttpSettings settings, HttpService service) throws IOException {
        return new HttpServer(settings, service);
    }

    /** The port that clients connect to. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /**
     * Takes no further connections and requests, and waits until those under way are answered.
     *
     * @return false if the time was too short; {@link #close()} will cut some off
     */
    public boolean drain(Duration timeout) {
        listener.close().syncUninterruptibly();
        for (Channel connection : connections) {
            connection.eventLoop().execute(() -> stop(connection));
        }
        long deadlineNanos = System.nanoTime() + timeout.toNanos();
        for (Channel connection : connections) {
            long leftNanos = Math.max(0, deadlineNanos - System.nanoTime());
            connection.closeFuture().awaitUninterruptibly(leftNanos, TimeUnit.NANOSECONDS);
        }
        return connections.isEmpty();
    }

    /** Closes all connections, at once. */
    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        for (Channel connection : connections) {
            connection.close().syncUninterruptibly();
        }
        eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private Channel bind() throws IOException {
        ServerBootstrap bootstrap =
                new ServerBootstrap()
                        .group(eventLoops)
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.AUTO_READ, false)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
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
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while binding", interruption);
        } catch (Exception failure) {
            // Netty throws the checked exceptions of other threads without declaring them.
            var _ = eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw new IOException(
                    "cannot listen on %s:%d: %s"
                            .formatted(settings.host(), settings.port(), failure.getMessage()),
                    failure);
        }
    }

    private void accept(SocketChannel channel) {
        connections.add(channel);
        var _ = channel.closeFuture().addListener(_ -> connections.remove(channel));
        if (connections.size() > settings.connectionLimit() + MOST_REFUSALS) {
            var _ = channel.close();
            return;
        }
        HttpSettings.Limits limits = service.limits();
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast(
                new IdleStateHandler(0, 0, limits.idleTimeout().toMillis(), TimeUnit.MILLISECONDS));
        SslContext tls = service.tls().get();
        if (tls != null) {
            pipeline.addLast(tls.newHandler(channel.alloc()));
        }
        pipeline.addLast(
                new HttpServerCodec(
                        new HttpDecoderConfig()
                                .setMaxInitialLineLength(limits.headerBytes())
                                .setMaxHeaderSize(limits.headerBytes())
                                .setMaxChunkSize(CHUNK_BYTES)));
        if (connections.size() > settings.connectionLimit()) {
            LOGGER.log(
                    Level.WARNING,
                    "HTTP connection {0} is refused: {1} connections are open already, which is"
                            + " the limit (setting http.connections)",
                    channel.remoteAddress(),
                    settings.connectionLimit());
            pipeline.addLast(new RefusingHandler(settings.connectionLimit()));
            return;
        }
        pipeline.addLast(new ConnectionHandler(service));
    }

    private static void stop(Channel connection) {
        ChannelHandlerContext context = connection.pipeline().context(ConnectionHandler.class);
        if (context == null) {
            var _ = connection.close();
        } else {
            ((ConnectionHandler) context.handler()).stop(context);
        }
    }
}
