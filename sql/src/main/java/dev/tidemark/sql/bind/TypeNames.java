package dev.tidemark.sql.bind;

import dev.tidemark.core.text.Spelling;
import dev.tidemark.sql.function.DecimalTypes;
import dev.tidemark.sql.syntax.TypeName;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import dev.tidemark.sql.type.SqlType;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The names of types, PostgreSQL's and QuestDB's. */
public final class TypeNames {
    private static final Map<String, SqlType> BY_NAME =
            Map.ofEntries(
                    Map.entry("boolean", SqlType.BOOLEAN),
                    Map.entry("bool", SqlType.BOOLEAN),
                    Map.entry("byte", SqlType.BYTE),
                    Map.entry("short", SqlType.SHORT),
                    Map.entry("smallint", SqlType.SHORT),
                    Map.entry("int2", SqlType.SHORT),
                    Map.entry("int", SqlType.INT),
                    Map.entry("integer", SqlType.INT),
                    Map.entry("int4", SqlType.INT),
                    Map.entry("long", SqlType.LONG),
                    Map.entry("bigint", SqlType.LONG),
                    Map.entry("int8", SqlType.LONG),
                    Map.entry("oid", SqlType.LONG),
                    Map.entry("float", SqlType.FLOAT),
                    Map.entry("real", SqlType.FLOAT),
                    Map.entry("float4", SqlType.FLOAT),
                    Map.entry("double", SqlType.DOUBLE),
                    Map.entry("float8", SqlType.DOUBLE),
                    Map.entry("numeric", DecimalTypes.DEFAULT),
                    Map.entry("decimal", DecimalTypes.DEFAULT),
                    Map.entry("date", SqlType.DATE),
                    Map.entry("timestamp", SqlType.TIMESTAMP),
                    Map.entry("timestamptz", SqlType.TIMESTAMP),
                    Map.entry("timestamp_ns", SqlType.TIMESTAMP_NS),
                    Map.entry("symbol", SqlType.SYMBOL),
                    Map.entry("varchar", SqlType.VARCHAR),
                    Map.entry("text", SqlType.VARCHAR),
                    Map.entry("string", SqlType.VARCHAR),
                    Map.entry("char", SqlType.VARCHAR),
                    Map.entry("name", SqlType.VARCHAR),
                    Map.entry("uuid", SqlType.UUID),
                    Map.entry("long256", SqlType.LONG256));

    private TypeNames() {}

    /**
     * The type of that name.
     *
     * @throws SqlException with UNDEFINED_OBJECT if there is none
     */
    public static SqlType resolve(TypeName name) {
        String text = name.name().last().text().toLowerCase(Locale.ROOT);
        SqlType type = BY_NAME.get(text);
        if (type == SqlType.DOUBLE && name.arrayDimensions() > 0) {
            return array(name);
        }
        if (type == null || name.arrayDimensions() > 0) {
            String full = text + "[]".repeat(name.arrayDimensions());
            throw new SqlException(
                    SqlState.UNDEFINED_OBJECT,
                    name.position(),
                    "type '"
                            + full
                            + "' does not exist"
                            + Spelling.didYouMean(text, BY_NAME.keySet()));
        }
        return type.isDecimal() && !name.modifiers().isEmpty() ? decimal(name) : type;
    }

    private static SqlType array(TypeName name) {
        try {
            return SqlType.array(name.arrayDimensions());
        } catch (IllegalArgumentException failure) {
            throw invalid(name, failure);
        }
    }

    /** {@code DECIMAL(precision)} or {@code DECIMAL(precision, scale)}. */
    private static SqlType decimal(TypeName name) {
        List<String> modifiers = name.modifiers();
        try {
            if (modifiers.size() > 2) {
                throw new IllegalArgumentException("a DECIMAL has a precision and a scale");
            }
            int precision = Integer.parseInt(modifiers.getFirst());
            int scale = modifiers.size() == 1 ? 0 : Integer.parseInt(modifiers.getLast());
            return SqlType.decimal(precision, scale);
        } catch (IllegalArgumentException failure) {
            throw invalid(name, failure);
        }
    }

    private static SqlException invalid(TypeName name, IllegalArgumentException failure) {
        return new SqlException(
                SqlState.INVALID_PARAMETER,
                name.position(),
                String.valueOf(failure.getMessage()),
                null,
                failure);
    }
}
