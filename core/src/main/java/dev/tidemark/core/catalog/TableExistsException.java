package dev.tidemark.core.catalog;

/** A table of that name exists already. */
public final class TableExistsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TableExistsException(String tableName) {
        super("table '" + tableName + "' exists already");
    }
}
