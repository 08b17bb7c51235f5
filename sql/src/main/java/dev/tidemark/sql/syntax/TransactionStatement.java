package dev.tidemark.sql.syntax;

import org.jspecify.annotations.Nullable;

/** Statements that begin, end and divide transactions. */
public sealed interface TransactionStatement extends Statement {

    /** {@code BEGIN} or {@code START TRANSACTION}. */
    record Begin(TransactionModes modes, int position) implements TransactionStatement {}

    /**
     * {@code COMMIT} or {@code END}.
     *
     * @param chain whether a new transaction follows at once
     */
    record Commit(boolean chain, int position) implements TransactionStatement {}

    /**
     * {@code ROLLBACK} or {@code ABORT}.
     *
     * @param chain whether a new transaction follows at once
     */
    record Rollback(boolean chain, int position) implements TransactionStatement {}

    /** {@code SAVEPOINT name}. */
    record Savepoint(Identifier name, int position) implements TransactionStatement {}

    /** {@code RELEASE [SAVEPOINT] name}. */
    record ReleaseSavepoint(Identifier name, int position) implements TransactionStatement {}

    /** {@code ROLLBACK TO [SAVEPOINT] name}. */
    record RollbackToSavepoint(Identifier name, int position) implements TransactionStatement {}

    /**
     * {@code SET TRANSACTION modes}.
     *
     * @param session whether it is {@code SET SESSION CHARACTERISTICS AS TRANSACTION modes} and so
     *     holds for the transactions to come
     */
    record SetTransaction(TransactionModes modes, boolean session, int position)
            implements TransactionStatement {}

    /** What a transaction promises; null where the text does not say. */
    record TransactionModes(
            @Nullable IsolationLevel isolation,
            @Nullable Boolean readOnly,
            @Nullable Boolean deferrable) {

        /** No word about any mode. */
        public static final TransactionModes UNSAID = new TransactionModes(null, null, null);
    }

    /** The standard's isolation levels. */
    enum IsolationLevel {
        READ_UNCOMMITTED,
        READ_COMMITTED,
        REPEATABLE_READ,
        SERIALIZABLE
    }
}
