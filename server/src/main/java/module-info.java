import ch.qos.logback.classic.spi.Configurator;
import dev.tidemark.server.logging.ConsoleLogging;

/** The Tidemark server: everything put together, configured, started and stopped. */
module dev.tidemark.server {
    requires ch.qos.logback.classic;
    requires ch.qos.logback.core;
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
    requires io.prometheus.metrics.model;
    requires io.prometheus.writer.text;
    requires java.management;
    requires java.net.http;
    requires org.jline;
    requires org.slf4j;
    requires tools.jackson.core;
    requires static org.jspecify;

    provides Configurator with
            ConsoleLogging;

    // Commands and their options are found by reflection.
    opens dev.tidemark.server.cli to
            info.picocli;
}
