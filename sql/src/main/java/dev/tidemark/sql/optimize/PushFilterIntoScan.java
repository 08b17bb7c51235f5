package dev.tidemark.sql.optimize;

import dev.tidemark.sql.plan.PlanNode;
import dev.tidemark.sql.plan.Scalar;
import dev.tidemark.sql.plan.ScanPredicate;
import dev.tidemark.sql.plan.TimeRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives a scan the conditions that it can check by itself: ranges of the designated timestamp, by
 * which runs are cut, and conditions on single columns. The rest stays in the filter.
 */
final class PushFilterIntoScan implements Rule {
    private static final TimeRange NOTHING = new TimeRange(0, -1);

    @Override
    public PlanNode apply(PlanNode plan) {
        return Rule.bottomUp(plan, PushFilterIntoScan::push);
    }

    private static PlanNode push(PlanNode node) {
        if (!(node instanceof PlanNode.Filter filter)) {
            return node;
        }
        if (filter.input() instanceof PlanNode.Filter inner) {
            Scalar both = new Scalar.Logical(true, List.of(inner.condition(), filter.condition()));
            return push(new PlanNode.Filter(inner.input(), both));
        }
        return filter.input() instanceof PlanNode.Scan scan
                ? push(scan, conjuncts(filter.condition()))
                : node;
    }

    private static PlanNode push(PlanNode.Scan scan, List<Scalar> conditions) {
        TimeRange range = scan.range();
        List<ScanPredicate> predicates = new ArrayList<>(scan.predicates());
        List<Scalar> others = new ArrayList<>();
        int time = scan.table().schema().timestampIndex();
        for (Scalar condition : conditions) {
            if (condition instanceof Scalar.Constant constant) {
                boolean isTrue = constant.value() instanceof Long truth && truth != 0;
                range = isTrue ? range : NOTHING;
                continue;
            }
            ScanPredicate predicate = predicate(condition, scan);
            if (predicate instanceof ScanPredicate.LongRange ticks && ticks.column() == time) {
                range = range.and(new TimeRange(ticks.low(), ticks.high()));
            } else if (predicate != null) {
                predicates.add(predicate);
            } else {
                others.add(condition);
            }
        }
        predicates.sort(Comparator.comparingInt(PushFilterIntoScan::cost));
        PlanNode.Scan filtered = scan.filtered(range, predicates);
        return switch (others.size()) {
            case 0 -> filtered;
            case 1 -> new PlanNode.Filter(filtered, others.getFirst());
            default -> new PlanNode.Filter(filtered, new Scalar.Logical(true, others));
        };
    }

    private static @Nullable ScanPredicate predicate(Scalar condition, PlanNode.Scan scan) {
        ScanPredicate range = ColumnRanges.of(condition, scan);
        return range != null ? range : SymbolConditions.of(condition, scan);
    }

    /** Conditions that pass few rows at little cost go first. */
    private static int cost(ScanPredicate predicate) {
        return switch (predicate) {
            case ScanPredicate.SymbolSet _ -> 0;
            case ScanPredicate.LongRange _ -> 1;
            case ScanPredicate.RealRange _ -> 2;
            case ScanPredicate.SymbolCondition _ -> 3;
        };
    }

    private static List<Scalar> conjuncts(Scalar condition) {
        if (!(condition instanceof Scalar.Logical logical && logical.isAnd())) {
            return List.of(condition);
        }
        return logical.operands().stream().flatMap(operand -> conjuncts(operand).stream()).toList();
    }
}
