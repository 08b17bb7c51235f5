package dev.tidemark.sql.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements that change or move rows. */
public sealed interface DataStatement extends Statement {

    /**
     * {@code INSERT INTO table [(columns)] source}.
     *
     * @param columns empty for all columns in their order
     * @param source VALUES or any other query
     * @param returning what to answer for each row; empty for a count
     */
    record Insert(
            QualifiedName table,
            List<Identifier> columns,
            Query source,
            List<SelectItem> returning,
            int position)
            implements DataStatement {
        public Insert {
            columns = List.copyOf(columns);
            returning = List.copyOf(returning);
        }
    }

    /** {@code UPDATE target SET assignments [FROM from] [WHERE where]}. */
    record Update(
            TableExpression.TableName target,
            List<Assignment> assignments,
            List<TableExpression> from,
            @Nullable Expression where,
            List<SelectItem> returning,
            int position)
            implements DataStatement {
        public Update {
            assignments = List.copyOf(assignments);
            from = List.copyOf(from);
            returning = List.copyOf(returning);
        }
    }

    /** {@code column = value}. */
    record Assignment(Identifier column, Expression value, int position) implements Node {}

    /** {@code DELETE FROM target [USING using] [WHERE where]}. */
    record Delete(
            TableExpression.TableName target,
            List<TableExpression> using,
            @Nullable Expression where,
            List<SelectItem> returning,
            int position)
            implements DataStatement {
        public Delete {
            using = List.copyOf(using);
            returning = List.copyOf(returning);
        }
    }

    /** {@code TRUNCATE [TABLE] tables}. */
    record Truncate(List<QualifiedName> tables, int position) implements DataStatement {
        public Truncate {
            tables = List.copyOf(tables);
        }
    }

    /**
     * {@code COPY table [(columns)] FROM file | STDIN}.
     *
     * @param columns empty for all columns in their order
     * @param file null for STDIN, the client's connection
     * @param options those of the older syntax under their newer names: {@code format}, {@code
     *     delimiter}, {@code null}, {@code header}, {@code quote}, {@code escape}, {@code
     *     force_quote}, {@code force_not_null}, {@code force_null}, {@code encoding}
     */
    record CopyFrom(
            QualifiedName table,
            List<Identifier> columns,
            @Nullable String file,
            List<Option> options,
            int position)
            implements DataStatement {
        public CopyFrom {
            columns = List.copyOf(columns);
            options = List.copyOf(options);
        }
    }

    /**
     * {@code COPY source TO file | STDOUT}; a table as the source is the query {@code SELECT
     * columns FROM table}.
     *
     * @param file null for STDOUT, the client's connection
     * @param options as those of {@link CopyFrom}
     */
    record CopyTo(Query source, @Nullable String file, List<Option> options, int position)
            implements DataStatement {
        public CopyTo {
            options = List.copyOf(options);
        }
    }
}
