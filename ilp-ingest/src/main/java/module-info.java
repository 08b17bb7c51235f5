/** The Influx line protocol: bytes from sockets into columnar batches. */
module dev.tidemark.ingest {
    requires transitive dev.tidemark.core;
    requires dev.tidemark.merge;
    requires io.netty.buffer;
    requires io.netty.codec.http;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires io.netty.transport.classes.epoll;
    requires jdk.incubator.vector;
    requires static org.jspecify;

    exports dev.tidemark.ingest.auth;
    exports dev.tidemark.ingest.http;
    exports dev.tidemark.ingest.parse;
    exports dev.tidemark.ingest.tcp;
}
