package dev.tidemark.sql;

/** The value of a parameter ({@code $1}) for one run. */
public sealed interface Parameter {
    /** NULL. */
    record Null() implements Parameter {}

    /** In text form, as a literal between quotes would be; read as the parameter's type. */
    record Text(String text) implements Parameter {}

    /** A boolean (0 or 1), an integer, or a point in time in ticks of the parameter's type. */
    record Whole(long value) implements Parameter {}

    /** A binary floating-point number. */
    record Real(double value) implements Parameter {}
}
