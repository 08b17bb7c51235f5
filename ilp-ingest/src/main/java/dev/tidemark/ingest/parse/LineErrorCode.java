package dev.tidemark.ingest.parse;

/** Why a line was refused. */
public enum LineErrorCode {
    /** A line with neither a tag nor a field. */
    NO_FIELDS,
    /** A tag without a name or without '='. */
    INCOMPLETE_TAG,
    /** A field without a name or without '='. */
    INCOMPLETE_FIELD,
    /** Something other than a comma or a space behind a closing quote. */
    INVALID_FIELD_SEPARATOR,
    /** A trailing time that is no number, negative, or too large. */
    INVALID_TIMESTAMP,
    /** A tag value with a forbidden byte. */
    INVALID_TAG_VALUE,
    /** A field value that is none of the forms, or beyond the range of its form. */
    INVALID_FIELD_VALUE,
    /** An empty, too long or forbidden table name. */
    INVALID_TABLE_NAME,
    /** An empty, too long or forbidden column name. */
    INVALID_COLUMN_NAME,
    /** A binary field value. */
    UNSUPPORTED_BINARY_FORMAT,
    /** A value that the existing column does not accept. */
    CAST_ERROR,
    /** A line longer than the limit. */
    LINE_TOO_LONG,
    /** An unknown table, where lines may not create tables. */
    TABLE_DOES_NOT_EXIST,
    /** An unknown column, where lines may not create columns. */
    COLUMN_DOES_NOT_EXIST,
    /** The line may be right, but cannot be taken now: the same line may be later. */
    TRY_AGAIN,
    /** A column or a symbol beyond what a table may have. */
    LIMIT_EXCEEDED
}
