package dev.tidemark.sql.catalog;

import dev.tidemark.sql.bind.Relation;
import dev.tidemark.sql.plan.PlanColumn;
import dev.tidemark.sql.plan.PlanNode;
import dev.tidemark.sql.plan.Scalar;
import dev.tidemark.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of constants as they are put together. */
final class ConstantRows {
    private final List<PlanColumn> columns = new ArrayList<>();
    private final List<List<Scalar>> rows = new ArrayList<>();

    ConstantRows column(String name, SqlType type) {
        columns.add(new PlanColumn(name, type));
        return this;
    }

    /** Adds columns of one type. */
    ConstantRows columns(SqlType type, String... names) {
        for (String name : names) {
            column(name, type);
        }
        return this;
    }

    ConstantRows add(@Nullable Object... values) {
        List<Scalar> row = new ArrayList<>();
        for (Object value : values) {
            row.add(new Scalar.Constant(columns.get(row.size()).type(), value));
        }
        rows.add(row);
        return this;
    }

    Relation relation() {
        return new Relation(new PlanNode.Values(columns, rows), -1);
    }
}
