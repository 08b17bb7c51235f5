package dev.tidemark.ingest.tcp;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;

/**
 * What moves bytes between sockets and event loops.
 *
 * @param eventLoops makes what event loops wait with
 * @param listener the channel that accepts connections
 */
record SocketTransport(IoHandlerFactory eventLoops, Class<? extends ServerChannel> listener) {

    /** Netty's own where its library for this system is on the class path, else the JDK's. */
    static SocketTransport preferred() {
        return Epoll.isAvailable()
                ? new SocketTransport(EpollIoHandler.newFactory(), EpollServerSocketChannel.class)
                : new SocketTransport(NioIoHandler.newFactory(), NioServerSocketChannel.class);
    }
}
