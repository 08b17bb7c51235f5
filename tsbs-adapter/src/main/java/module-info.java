/** Data in the shapes of the Time Series Benchmark Suite: a generator and a loader. */
module dev.tidemark.tsbs {
    requires java.net.http;
    requires static org.jspecify;

    exports dev.tidemark.tsbs.generate;
    exports dev.tidemark.tsbs.line;
    exports dev.tidemark.tsbs.load;
}
