/** JMH benchmarks of the hot paths, and runs side by side with peers. */
module dev.tidemark.benchmarks {
    requires dev.tidemark.core;
    requires dev.tidemark.ingest;
    requires dev.tidemark.merge;
    requires dev.tidemark.sql;
    requires dev.tidemark.tsbs;
    requires info.picocli;
    requires java.net.http;
    requires java.xml;
    requires jdk.incubator.vector;
    requires jmh.core;
    requires tools.jackson.core;
    requires tools.jackson.databind;
    requires static org.jspecify;

    // Commands and their options are found by reflection.
    opens dev.tidemark.benchmarks.cli to
            info.picocli;
}
