package dev.tidemark.sql.bind;

import dev.tidemark.sql.function.Aggregate;
import dev.tidemark.sql.plan.PlanColumn;
import dev.tidemark.sql.plan.Scalar;
import dev.tidemark.sql.syntax.Expression;
import dev.tidemark.sql.syntax.Identifier;
import dev.tidemark.sql.syntax.SelectItem;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bound select list: expressions over the input, with aggregates as results of the collector, and
 * the names of the output columns.
 *
 * @param positions of the items in the text
 */
record SelectItems(List<Scalar> scalars, List<PlanColumn> columns, List<Integer> positions) {
    private static final String NAMELESS = "?column?";

    static SelectItems bind(ExpressionBinder binder, List<SelectItem> items) {
        Builder builder = new Builder(binder);
        for (SelectItem item : items) {
            switch (item) {
                case SelectItem.Single single -> builder.add(single);
                case SelectItem.AllColumns all -> builder.addAll(null, all.position());
                case SelectItem.AllColumnsOf all ->
                        builder.addAll(all.table().last().text(), all.position());
                case SelectItem.AllFieldsOf fields ->
                        throw new SqlException(
                                SqlState.NOT_SUPPORTED,
                                fields.position(),
                                "composite values are not supported");
            }
        }
        return new SelectItems(builder.scalars, builder.columns, builder.positions);
    }

    /** The output column of that name, or -1. */
    int find(@Nullable Identifier name) {
        if (name != null) {
            for (int index = 0; index < columns.size(); index++) {
                if (columns.get(index).name().equalsIgnoreCase(name.text())) {
                    return index;
                }
            }
        }
        return -1;
    }

    /** Items as they are added. */
    private static final class Builder {
        private final ExpressionBinder binder;
        private final List<Scalar> scalars = new ArrayList<>();
        private final List<PlanColumn> columns = new ArrayList<>();
        private final List<Integer> positions = new ArrayList<>();
        private final Map<String, Integer> derivedNames = new HashMap<>();

        Builder(ExpressionBinder binder) {
            this.binder = binder;
        }

        void add(SelectItem.Single item) {
            Scalar scalar = binder.value(item.expression());
            Identifier alias = item.alias();
            String name = alias != null ? alias.text() : name(item.expression(), scalar);
            append(name, scalar, item.position());
        }

        void addAll(@Nullable String relation, int position) {
            Scope scope = binder.scope();
            if (scope.columns().isEmpty()) {
                throw new SqlException(SqlState.SYNTAX_ERROR, position, "* needs a table in FROM");
            }
            for (int index : scope.all(relation, position)) {
                Scope.Column column = scope.columns().get(index);
                append(column.name(), new Scalar.Input(index, column.type()), position);
            }
        }

        private void append(String name, Scalar scalar, int position) {
            scalars.add(scalar);
            columns.add(new PlanColumn(name, scalar.type()));
            positions.add(position);
        }

        private String name(Expression expression, Scalar scalar) {
            return switch (expression) {
                case Expression.ColumnReference _ ->
                        scalar instanceof Scalar.Input input
                                ? binder.scope().columns().get(input.index()).name()
                                : NAMELESS;
                case Expression.FunctionCall call ->
                        unique(call.name().last().text().toLowerCase(Locale.ROOT));
                case Expression.Cast cast
                        when cast.operand() instanceof Expression.ColumnReference reference ->
                        reference.name().last().text();
                case Expression.Cast cast ->
                        cast.type().name().last().text().toLowerCase(Locale.ROOT);
                case Expression.Case _ -> "case";
                default -> NAMELESS;
            };
        }

        /** As QuestDB does: a second max is max1. */
        private String unique(String name) {
            int uses = derivedNames.merge(name, 1, Integer::sum);
            return uses == 1 || Aggregate.ofName(name).isEmpty() ? name : name + (uses - 1);
        }
    }
}
