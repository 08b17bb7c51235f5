package dev.tidemark.sql.optimize;

import dev.tidemark.sql.plan.ComparisonOperator;
import dev.tidemark.sql.plan.PlanNode;
import dev.tidemark.sql.plan.Scalar;
import dev.tidemark.sql.plan.ScanPredicate;
import dev.tidemark.sql.type.SqlType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recognises conditions on one symbol column, which can be decided by its codes: equality with
 * texts, and any other condition that cannot fail and is not true for NULL.
 */
final class SymbolConditions {
    private SymbolConditions() {}

    static @Nullable ScanPredicate of(Scalar condition, PlanNode.Scan scan) {
        return switch (condition) {
            case Scalar.Comparison(
                            ComparisonOperator operator,
                            Scalar.Input left,
                            Scalar.Constant right)
                    when operator == ComparisonOperator.EQUAL && isText(left, right) ->
                    new ScanPredicate.SymbolSet(
                            scan.projection().get(left.index()), texts(List.of(right)));
            case Scalar.In(Scalar.Input operand, var values)
                    when operand.type() == SqlType.SYMBOL ->
                    new ScanPredicate.SymbolSet(
                            scan.projection().get(operand.index()), texts(values));
            default -> general(condition, scan);
        };
    }

    private static @Nullable ScanPredicate general(Scalar condition, PlanNode.Scan scan) {
        Set<Scalar.Input> inputs = new HashSet<>();
        collectInputs(condition, inputs);
        if (inputs.size() != 1 || !cannotFail(condition)) {
            return null;
        }
        Scalar.Input input = inputs.iterator().next();
        if (input.type() != SqlType.SYMBOL) {
            return null;
        }
        Scalar forNull = replace(condition, input, new Scalar.Constant(SqlType.VARCHAR, null));
        boolean rejectsNull =
                FoldConstants.fold(forNull) instanceof Scalar.Constant result
                        && !(result.value() instanceof Long truth && truth != 0);
        return rejectsNull
                ? new ScanPredicate.SymbolCondition(
                        scan.projection().get(input.index()),
                        replace(condition, input, new Scalar.Input(0, SqlType.VARCHAR)))
                : null;
    }

    private static boolean isText(Scalar.Input input, Scalar.Constant constant) {
        return input.type() == SqlType.SYMBOL && constant.value() instanceof String;
    }

    private static List<String> texts(List<Scalar.Constant> constants) {
        List<String> texts = new ArrayList<>();
        for (Scalar.Constant constant : constants) {
            if (constant.value() instanceof String text) {
                texts.add(text);
            }
        }
        return texts;
    }

    private static Scalar replace(Scalar condition, Scalar.Input input, Scalar by) {
        return condition.transform(part -> part.equals(input) ? by : part);
    }

    private static void collectInputs(Scalar scalar, Set<Scalar.Input> inputs) {
        if (scalar instanceof Scalar.Input input) {
            inputs.add(input);
        }
        scalar.children().forEach(child -> collectInputs(child, inputs));
    }

    /** Casts to anything but text may fail for texts that no row of the result has. */
    private static boolean cannotFail(Scalar scalar) {
        boolean safe =
                !(scalar instanceof Scalar.Cast cast && !cast.type().isText())
                        && !(scalar instanceof Scalar.Call call
                                && !call.type().isText()
                                && call.type() != SqlType.BOOLEAN);
        return safe && scalar.children().stream().allMatch(SymbolConditions::cannotFail);
    }
}
