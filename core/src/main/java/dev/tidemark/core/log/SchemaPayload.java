package dev.tidemark.core.log;

import dev.tidemark.core.type.ColumnDefinition;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.Durability;
import dev.tidemark.core.type.PartitionUnit;
import dev.tidemark.core.type.TableOptions;
import dev.tidemark.core.type.TableSchema;
import java.util.ArrayList;
import java.util.List;

/** A schema as create and change frames carry it; see the package. */
final class SchemaPayload {
    private SchemaPayload() {}

    static void write(TableSchema schema, FrameBuffer out) {
        out.putInt(schema.version());
        out.putInt(schema.timestampIndex());
        out.putByte(schema.partitionUnit().code());
        out.putName(schema.tableName());
        out.putInt(schema.columnCount());
        for (ColumnDefinition column : schema.columns()) {
            out.putInt(column.id());
            out.putInt(column.type().code());
            out.putName(column.name());
        }
        out.putInt(schema.deduplicationKeys().size());
        schema.deduplicationKeys().forEach(out::putInt);
        out.putByte(Durability.code(schema.options().durability()));
    }

    static TableSchema read(FrameCursor in) {
        int version = in.readInt();
        int timestampIndex = in.readInt();
        PartitionUnit unit = PartitionUnit.ofCode(in.readByte());
        String name = in.readName();
        int columnCount = in.readInt();
        List<ColumnDefinition> columns = new ArrayList<>();
        for (int index = 0; index < columnCount; index++) {
            int id = in.readInt();
            ColumnType type = ColumnType.ofCode(in.readInt());
            columns.add(new ColumnDefinition(id, in.readName(), type));
        }
        int keyCount = in.readInt();
        List<Integer> keys = new ArrayList<>();
        for (int index = 0; index < keyCount; index++) {
            keys.add(in.readInt());
        }
        TableOptions options = new TableOptions(unit, keys, Durability.ofCode(in.readByte()));
        return new TableSchema(name, version, columns, timestampIndex, options);
    }
}
