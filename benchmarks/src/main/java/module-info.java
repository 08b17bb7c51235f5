/** JMH benchmarks of the hot paths, and runs side by side with peers. */
module dev.tidemark.benchmarks {
    requires dev.tidemark.core;
    requires dev.tidemark.ingest;
    requires dev.tidemark.merge;
    requires dev.tidemark.sql;
    requires dev.tidemark.tsbs;
    requires jmh.core;
    requires static org.jspecify;
}
