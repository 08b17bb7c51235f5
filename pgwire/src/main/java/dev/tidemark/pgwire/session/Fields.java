package dev.tidemark.pgwire.session;

import dev.tidemark.pgwire.codec.BackendMessage.Field;
import dev.tidemark.pgwire.codec.FormatCodes;
import dev.tidemark.pgwire.type.PgType;
import dev.tidemark.sql.ResultColumn;
import java.util.ArrayList;
import java.util.List;

/** What clients are told of a result's columns. */
final class Fields {
    private Fields() {}

    static List<Field> of(List<ResultColumn> columns, FormatCodes formats) {
        List<Field> fields = new ArrayList<>();
        for (ResultColumn column : columns) {
            PgType type = PgType.ofColumn(column.type());
            boolean isBinary = formats.isBinary(fields.size());
            fields.add(new Field(column.name(), type.number(), type.sizeBytes(), isBinary));
        }
        return fields;
    }
}
