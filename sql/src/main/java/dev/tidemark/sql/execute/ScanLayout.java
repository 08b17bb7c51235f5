package dev.tidemark.sql.execute;

import dev.tidemark.core.table.TableSnapshot;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.TableSchema;
import dev.tidemark.sql.plan.PlanNode;
import dev.tidemark.sql.plan.TimeRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a scan reads of each run: the columns to deliver, and the conditions.
 *
 * @param columns schema indexes of the delivered columns
 * @param types of the delivered columns
 * @param predicates those of the plan; that on time is added where a run needs it
 * @param schema of the snapshot
 * @param range that rows must lie in
 * @param counters of what is read and what is left out
 */
record ScanLayout(
        List<Integer> columns,
        List<ColumnType> types,
        List<VectorPredicate> predicates,
        TableSchema schema,
        TimeRange range,
        ScanCounters counters) {

    /**
     * The layout of a scan.
     *
     * @param counters of the query
     */
    static ScanLayout of(PlanNode.Scan scan, TableSnapshot snapshot, ScanCounters counters) {
        List<VectorPredicate> predicates = new ArrayList<>();
        scan.predicates().forEach(each -> predicates.add(VectorPredicate.of(each, snapshot)));
        // Codes come first: they may be listed, and few rows have one of a set.
        predicates.sort(Comparator.comparing(each -> !(each instanceof CodeSet)));
        List<Integer> columns = List.copyOf(scan.projection());
        List<ColumnType> types =
                columns.stream().map(column -> snapshot.schema().column(column).type()).toList();
        return new ScanLayout(
                columns, types, predicates, snapshot.schema(), scan.range(), counters);
    }

    /** The same over another range of time. */
    ScanLayout over(TimeRange other) {
        return new ScanLayout(columns, types, predicates, schema, other, counters);
    }
}
