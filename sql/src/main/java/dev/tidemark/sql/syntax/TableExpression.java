package dev.tidemark.sql.syntax;

import org.jspecify.annotations.Nullable;

/** What can stand in FROM. */
public sealed interface TableExpression extends Node permits TableExpression.Relation, Join {

    /** Anything but a join: it may have an alias. */
    sealed interface Relation extends TableExpression {
        @Nullable TableAlias alias();
    }

    /** A table or view, or a common table of the query. */
    record TableName(QualifiedName name, @Nullable TableAlias alias, int position)
            implements Relation {}

    /**
     * A query in parentheses.
     *
     * @param lateral whether it may refer to what stands before it in FROM
     */
    record DerivedTable(Query query, boolean lateral, @Nullable TableAlias alias, int position)
            implements Relation {}

    /**
     * A function that gives rows.
     *
     * @param lateral whether the word LATERAL stands before it; it may refer to what stands before
     *     it in FROM anyway
     * @param withOrdinality whether a column with the row's number follows the others
     */
    record TableFunction(
            Expression.FunctionCall function,
            boolean lateral,
            boolean withOrdinality,
            @Nullable TableAlias alias,
            int position)
            implements Relation {}
}
