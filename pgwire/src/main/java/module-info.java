/** The PostgreSQL wire protocol in front of the SQL layer. */
module dev.tidemark.pgwire {
    requires transitive dev.tidemark.sql;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport;
    requires static org.jspecify;

    exports dev.tidemark.pgwire;
    exports dev.tidemark.pgwire.settings;
}
