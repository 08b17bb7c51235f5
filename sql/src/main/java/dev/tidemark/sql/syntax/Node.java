package dev.tidemark.sql.syntax;

/**
 * A node of the syntax tree.
 *
 * <p>Nodes are records, so {@code equals} compares their positions too: two mentions of the same
 * column are two different nodes.
 */
public sealed interface Node
        permits CommonTable,
                ColumnSpecification,
                DefinitionStatement.AlterAction,
                DataStatement.Assignment,
                Expression,
                Expression.When,
                Identifier,
                Join.Condition,
                Latest,
                Limit,
                Option,
                QualifiedName,
                QueryBody,
                SampleBy,
                SelectItem,
                SortItem,
                Statement,
                TableAlias,
                TableExpression,
                TypeName,
                Window,
                Window.Bound {

    /**
     * Offset, in {@code char}s from the start of the parsed text, of the token that stands for this
     * node in an error message: its first token or, for an infix operator, the operator.
     */
    int position();
}
