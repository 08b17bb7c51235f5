/** Data in the shapes of the Time Series Benchmark Suite: a generator and a loader. */
module dev.tidemark.tsbs {
    requires dev.tidemark.core;
    requires static org.jspecify;
}
