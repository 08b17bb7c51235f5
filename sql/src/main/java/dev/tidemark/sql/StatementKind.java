package dev.tidemark.sql;

import dev.tidemark.sql.syntax.DataStatement;
import dev.tidemark.sql.syntax.DefinitionStatement;
import dev.tidemark.sql.syntax.Query;
import dev.tidemark.sql.syntax.SessionStatement;
import dev.tidemark.sql.syntax.ShowStatement;
import dev.tidemark.sql.syntax.Statement;
import dev.tidemark.sql.syntax.TransactionStatement;

/** What a statement does, as far as those who speak a protocol have to know. */
public enum StatementKind {
    /** Returns rows and changes nothing: SELECT, SHOW, EXPLAIN, VALUES. */
    QUERY,
    /** INSERT, COPY and other changes of rows. */
    INSERT,
    /** CREATE, DROP, ALTER, CHECKPOINT. */
    DEFINITION,
    /** SET, RESET, DISCARD, savepoints and the like. */
    SETTING,
    BEGIN,
    COMMIT,
    ROLLBACK;

    static StatementKind of(Statement statement) {
        return switch (statement) {
            case Query _, ShowStatement _, Statement.Explain _ -> QUERY;
            case DataStatement _ -> INSERT;
            case DefinitionStatement _ -> DEFINITION;
            case SessionStatement _ -> SETTING;
            case TransactionStatement.Begin _ -> BEGIN;
            case TransactionStatement.Commit _ -> COMMIT;
            case TransactionStatement.Rollback _ -> ROLLBACK;
            case TransactionStatement _ -> SETTING;
        };
    }
}
