/**
 * How a seal is computed: late rows sorted, planned against what lies in a partition, and merged
 * in.
 */
module dev.tidemark.merge {
    requires transitive dev.tidemark.core;
    requires static org.jspecify;

    exports dev.tidemark.merge.apply;
    exports dev.tidemark.merge.kernel to
            dev.tidemark.benchmarks,
            dev.tidemark.sql;
    exports dev.tidemark.merge.plan;
    exports dev.tidemark.merge.sort;
}
