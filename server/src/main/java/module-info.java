/** The Tidemark server: everything put together, configured, started and stopped. */
module dev.tidemark.server {
    requires dev.tidemark.ingest;
    requires dev.tidemark.pgwire;
    requires dev.tidemark.sql;
    requires dev.tidemark.tsbs;
    requires info.picocli;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.compression;
    requires io.netty.codec.http;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires java.management;
    requires java.net.http;
    requires org.jline;
    requires tools.jackson.core;
    requires static org.jspecify;

    // Commands and their options are found by reflection.
    opens dev.tidemark.server.cli to
            info.picocli;
}
