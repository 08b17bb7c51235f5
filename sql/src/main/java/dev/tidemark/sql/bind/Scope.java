package dev.tidemark.sql.bind;

import dev.tidemark.core.text.Spelling;
import dev.tidemark.sql.plan.Scalar;
import dev.tidemark.sql.syntax.Identifier;
import dev.tidemark.sql.syntax.QualifiedName;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import dev.tidemark.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns that names can mean, in the order of the input they come from.
 *
 * @param timeColumn index of the designated timestamp, or -1
 */
record Scope(List<Column> columns, int timeColumn) {
    /** No columns at all. */
    static final Scope EMPTY = new Scope(List.of(), -1);

    Scope {
        columns = List.copyOf(columns);
    }

    /**
     * A column that can be named.
     *
     * @param relation the table or alias before the dot; null for none
     */
    record Column(@Nullable String relation, String name, SqlType type) {
        boolean isOf(@Nullable String wanted) {
            return wanted == null || (relation != null && relation.equalsIgnoreCase(wanted));
        }
    }

    /**
     * The column that a name means.
     *
     * @throws SqlException if there is none, or several
     */
    Scalar.Input resolve(QualifiedName name) {
        int index = find(name);
        return new Scalar.Input(index, columns.get(index).type());
    }

    int find(QualifiedName name) {
        List<Identifier> qualifiers = name.qualifiers();
        String relation = qualifiers.isEmpty() ? null : qualifiers.getLast().text();
        String wanted = name.last().text();
        int found = -1;
        for (int index = 0; index < columns.size(); index++) {
            Column column = columns.get(index);
            if (column.name().equalsIgnoreCase(wanted) && column.isOf(relation)) {
                if (found >= 0) {
                    throw new SqlException(
                            SqlState.AMBIGUOUS_COLUMN,
                            name.position(),
                            "column '" + wanted + "' is ambiguous");
                }
                found = index;
            }
        }
        if (found < 0) {
            throw unknown(name, relation);
        }
        return found;
    }

    /** Indexes of all columns, or those of one relation. */
    List<Integer> all(@Nullable String relation, int position) {
        List<Integer> indexes = new ArrayList<>();
        for (int index = 0; index < columns.size(); index++) {
            if (columns.get(index).isOf(relation)) {
                indexes.add(index);
            }
        }
        if (indexes.isEmpty() && relation != null) {
            throw new SqlException(
                    SqlState.UNDEFINED_TABLE,
                    position,
                    "'" + relation + "' is not among the tables of FROM");
        }
        return indexes;
    }

    private SqlException unknown(QualifiedName name, @Nullable String relation) {
        String wanted = name.last().text();
        if (relation != null && columns.stream().noneMatch(column -> column.isOf(relation))) {
            return new SqlException(
                    SqlState.UNDEFINED_TABLE,
                    name.position(),
                    "'" + relation + "' is not among the tables of FROM");
        }
        List<String> names = columns.stream().map(Column::name).toList();
        return new SqlException(
                SqlState.UNDEFINED_COLUMN,
                name.position(),
                "column '" + wanted + "' does not exist" + Spelling.didYouMean(wanted, names));
    }
}
