package dev.tidemark.sql.syntax;

import java.util.List;

/** One statement of a script. */
public sealed interface Statement extends Node
        permits Query,
                DataStatement,
                DefinitionStatement,
                SessionStatement,
                ShowStatement,
                TransactionStatement,
                Statement.Explain {

    /**
     * {@code EXPLAIN [ANALYZE] statement}.
     *
     * @param analyze whether to run the statement too
     * @param options what stands in parentheses, except ANALYZE
     */
    record Explain(boolean analyze, List<Option> options, Statement statement, int position)
            implements Statement {
        public Explain {
            options = List.copyOf(options);
        }
    }
}
