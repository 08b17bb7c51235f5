/** Data in the shapes of the Time Series Benchmark Suite: a generator and a loader. */
module dev.tidemark.tsbs {
    requires static org.jspecify;

    exports dev.tidemark.tsbs.generate;
    exports dev.tidemark.tsbs.line;
}
