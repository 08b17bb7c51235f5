/** Tidemark's storage: columnar batches, the log, column files, tables and their snapshots. */
module dev.tidemark.core {
    requires jdk.incubator.vector;
    requires static org.jspecify;

    exports dev.tidemark.core.backup;
    exports dev.tidemark.core.batch;
    exports dev.tidemark.core.catalog;
    exports dev.tidemark.core.check;
    exports dev.tidemark.core.column;
    exports dev.tidemark.core.column.kernel to
            dev.tidemark.benchmarks,
            dev.tidemark.merge;
    exports dev.tidemark.core.decimal;
    exports dev.tidemark.core.encoding;
    exports dev.tidemark.core.encoding.kernel to
            dev.tidemark.merge;
    exports dev.tidemark.core.io;
    exports dev.tidemark.core.memory;
    exports dev.tidemark.core.table;
    exports dev.tidemark.core.text;
    exports dev.tidemark.core.type;
}
