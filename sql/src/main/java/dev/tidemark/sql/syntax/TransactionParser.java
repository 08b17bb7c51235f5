package dev.tidemark.sql.syntax;

/** What begins, ends and divides transactions. */
final class TransactionParser {
    private final TokenStream tokens;

    TransactionParser(Grammar grammar) {
        this.tokens = grammar.tokens();
    }

    Statement begin() {
        int position = tokens.next().start();
        acceptTransactionWord();
        return new TransactionStatement.Begin(modes(tokens), position);
    }

    Statement start() {
        int position = tokens.next().start();
        tokens.expect("TRANSACTION");
        return new TransactionStatement.Begin(modes(tokens), position);
    }

    Statement commit() {
        int position = tokens.next().start();
        acceptTransactionWord();
        return new TransactionStatement.Commit(chain(), position);
    }

    Statement rollback() {
        int position = tokens.next().start();
        acceptTransactionWord();
        if (tokens.accept("TO")) {
            return new TransactionStatement.RollbackToSavepoint(savepointName(), position);
        }
        return new TransactionStatement.Rollback(chain(), position);
    }

    Statement savepoint() {
        int position = tokens.next().start();
        return new TransactionStatement.Savepoint(tokens.name("a savepoint"), position);
    }

    Statement release() {
        int position = tokens.next().start();
        return new TransactionStatement.ReleaseSavepoint(savepointName(), position);
    }

    /**
     * Modes with or without commas between them, in any order; of two equal ones the last holds.
     */
    static TransactionStatement.TransactionModes modes(TokenStream tokens) {
        TransactionStatement.IsolationLevel isolation = null;
        Boolean readOnly = null;
        Boolean deferrable = null;
        boolean comma = false;
        while (true) {
            if (tokens.accept("ISOLATION", "LEVEL")) {
                isolation = isolationLevel(tokens);
            } else if (tokens.accept("READ", "ONLY")) {
                readOnly = true;
            } else if (tokens.accept("READ", "WRITE")) {
                readOnly = false;
            } else if (tokens.accept("DEFERRABLE")) {
                deferrable = true;
            } else if (tokens.accept("NOT", "DEFERRABLE")) {
                deferrable = false;
            } else if (comma) {
                throw tokens.expected("ISOLATION LEVEL, READ ONLY, READ WRITE or DEFERRABLE");
            } else {
                return new TransactionStatement.TransactionModes(isolation, readOnly, deferrable);
            }
            comma = tokens.acceptSymbol(",");
        }
    }

    private static TransactionStatement.IsolationLevel isolationLevel(TokenStream tokens) {
        if (tokens.accept("SERIALIZABLE")) {
            return TransactionStatement.IsolationLevel.SERIALIZABLE;
        }
        if (tokens.accept("REPEATABLE", "READ")) {
            return TransactionStatement.IsolationLevel.REPEATABLE_READ;
        }
        if (tokens.accept("READ", "COMMITTED")) {
            return TransactionStatement.IsolationLevel.READ_COMMITTED;
        }
        if (tokens.accept("READ", "UNCOMMITTED")) {
            return TransactionStatement.IsolationLevel.READ_UNCOMMITTED;
        }
        throw tokens.expected("SERIALIZABLE, REPEATABLE READ, READ COMMITTED or READ UNCOMMITTED");
    }

    private void acceptTransactionWord() {
        if (!tokens.accept("WORK")) {
            tokens.accept("TRANSACTION");
        }
    }

    private boolean chain() {
        if (!tokens.accept("AND")) {
            return false;
        }
        boolean chain = !tokens.accept("NO");
        tokens.expect("CHAIN");
        return chain;
    }

    private Identifier savepointName() {
        if (tokens.at("SAVEPOINT") && tokens.peek(1).isName()) {
            tokens.next();
        }
        return tokens.name("a savepoint");
    }
}
