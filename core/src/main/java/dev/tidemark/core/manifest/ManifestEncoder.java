package dev.tidemark.core.manifest;

import dev.tidemark.core.table.PartitionState;
import dev.tidemark.core.table.PartitionState.ColumnFileState;
import dev.tidemark.core.table.Piece;
import dev.tidemark.core.table.QuarantinedPartition;
import dev.tidemark.core.type.ColumnDefinition;
import dev.tidemark.core.type.Durability;
import dev.tidemark.core.type.TableSchema;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** Turns one manifest into the bytes of its file. */
final class ManifestEncoder {
    private static final int FIRST_BYTES = 1 << 12;

    private ByteBuffer out = ByteBuffer.allocate(FIRST_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    byte[] encode(Manifest manifest, long generation) {
        out.position(ManifestFile.HEADER_BYTES);
        putInt(manifest.tableId());
        putLong(manifest.logSequence());
        putSchema(manifest);
        putInt(manifest.partitions().size());
        manifest.partitions().forEach(this::putPartition);
        putInt(manifest.quarantined().size());
        manifest.quarantined().forEach(this::putQuarantined);
        int lengthBytes = out.position();
        out.putInt(0, ManifestFile.MAGIC);
        out.putInt(ManifestFile.VERSION_OFFSET, ManifestFile.FORMAT_VERSION);
        out.putInt(ManifestFile.LENGTH_OFFSET, lengthBytes);
        out.putLong(ManifestFile.GENERATION_OFFSET, generation);
        CRC32C checksum = new CRC32C();
        checksum.update(out.duplicate().position(ManifestFile.VERSION_OFFSET).limit(lengthBytes));
        out.putInt(ManifestFile.CHECKSUM_OFFSET, (int) checksum.getValue());
        byte[] bytes = new byte[lengthBytes];
        out.get(0, bytes);
        return bytes;
    }

    private void putSchema(Manifest manifest) {
        TableSchema schema = manifest.schema();
        putText(schema.tableName());
        putInt(schema.version());
        putInt(schema.timestampIndex());
        putByte(schema.partitionUnit().code());
        putInt(schema.columnCount());
        for (ColumnDefinition column : schema.columns()) {
            putInt(column.id());
            putInt(column.type().code());
            putText(column.name());
            putInt(manifest.symbolCount(column.id()));
        }
        putInt(schema.deduplicationKeys().size());
        schema.deduplicationKeys().forEach(this::putInt);
        putByte(Durability.code(schema.options().durability()));
    }

    private void putPartition(PartitionState partition) {
        putLong(partition.floor());
        putInt(partition.generation());
        putLong(partition.compactedRows());
        putLong(partition.fileRows());
        putInt(partition.levels().size());
        for (List<Piece> level : partition.levels()) {
            putInt(level.size());
            for (Piece piece : level) {
                putLong(piece.fileRow());
                putLong(piece.rowCount());
                putLong(piece.minTimestamp());
                putLong(piece.maxTimestamp());
            }
        }
        putInt(partition.files().size());
        for (Map.Entry<Integer, ColumnFileState> file :
                new TreeMap<>(partition.files()).entrySet()) {
            putInt(file.getKey());
            putLong(file.getValue().firstRow());
            putLong(file.getValue().lengthBytes());
        }
    }

    private void putQuarantined(QuarantinedPartition partition) {
        putLong(partition.floor());
        putLong(partition.minTimestamp());
        putLong(partition.maxTimestamp());
        putLong(partition.rowCount());
        putLong(partition.offset());
        putText(partition.file());
        putText(partition.problem());
    }

    private void putByte(byte value) {
        reserve(Byte.BYTES);
        out.put(value);
    }

    private void putInt(int value) {
        reserve(Integer.BYTES);
        out.putInt(value);
    }

    private void putLong(long value) {
        reserve(Long.BYTES);
        out.putLong(value);
    }

    private void putText(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        putInt(bytes.length);
        reserve(bytes.length);
        out.put(bytes);
    }

    private void reserve(int byteCount) {
        if (out.remaining() >= byteCount) {
            return;
        }
        long needed = (long) out.position() + byteCount;
        if (needed > ManifestFile.MAX_LENGTH_BYTES) {
            throw new IllegalStateException(
                    "a manifest exceeds %d bytes".formatted(ManifestFile.MAX_LENGTH_BYTES));
        }
        int capacity =
                (int)
                        Math.min(
                                Math.max(needed, out.capacity() * 2L),
                                ManifestFile.MAX_LENGTH_BYTES);
        ByteBuffer longer = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
        out = longer.put(out.flip());
    }
}
