package dev.tidemark.core.manifest;

import dev.tidemark.core.column.SymbolDictionary;
import dev.tidemark.core.io.CorruptFileException;
import dev.tidemark.core.table.PartitionState;
import dev.tidemark.core.table.PartitionState.ColumnFileState;
import dev.tidemark.core.table.Piece;
import dev.tidemark.core.table.QuarantinedPartition;
import dev.tidemark.core.type.ColumnDefinition;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.Durability;
import dev.tidemark.core.type.PartitionUnit;
import dev.tidemark.core.type.TableOptions;
import dev.tidemark.core.type.TableSchema;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Turns the bytes of a manifest's file into a manifest. Every failure is a {@link
 * CorruptFileException} with the offset of what is wrong.
 */
final class ManifestDecoder {
    private static final int COLUMN_MIN_BYTES = 16;
    private static final int PARTITION_MIN_BYTES = 28;
    private static final int LEVEL_MIN_BYTES = 4;
    private static final int QUARANTINED_MIN_BYTES = 48;
    private static final int PIECE_BYTES = 32;
    private static final int FILE_BYTES = 20;

    private final Path path;
    private final ByteBuffer in;
    private final Map<Integer, Integer> symbolCounts = new HashMap<>();

    /**
     * @param bytes the whole file, not shorter than the header
     */
    ManifestDecoder(Path path, byte[] bytes) {
        this.path = path;
        this.in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Number of the manifest among those of its table. */
    long generation() {
        return in.getLong(ManifestFile.GENERATION_OFFSET);
    }

    Manifest decode() {
        checkHeader();
        in.position(ManifestFile.HEADER_BYTES);
        int tableId = readInt();
        long logSequence = readLong();
        TableSchema schema = readSchema();
        PartitionCheck check = new PartitionCheck(schema);
        List<PartitionState> partitions = new ArrayList<>();
        int partitionCount = readCount(PARTITION_MIN_BYTES);
        for (int index = 0; index < partitionCount; index++) {
            int offset = in.position();
            PartitionState partition = readPartition();
            try {
                check.accept(partition);
            } catch (IllegalArgumentException wrong) {
                throw corrupt(offset, wrong);
            }
            partitions.add(partition);
        }
        List<QuarantinedPartition> quarantined = new ArrayList<>();
        int quarantinedCount = readCount(QUARANTINED_MIN_BYTES);
        for (int index = 0; index < quarantinedCount; index++) {
            quarantined.add(readQuarantined());
        }
        if (in.hasRemaining()) {
            throw corrupt(in.position(), in.remaining() + " bytes too many");
        }
        return new Manifest(tableId, schema, partitions, quarantined, symbolCounts, logSequence);
    }

    private void checkHeader() {
        if (in.getInt(0) != ManifestFile.MAGIC) {
            throw corrupt(0, "no manifest: its magic number is 0x%08x".formatted(in.getInt(0)));
        }
        int version = in.getInt(ManifestFile.VERSION_OFFSET);
        if (version != ManifestFile.FORMAT_VERSION) {
            throw corrupt(ManifestFile.VERSION_OFFSET, "unknown format version " + version);
        }
        int lengthBytes = in.getInt(ManifestFile.LENGTH_OFFSET);
        if (lengthBytes != in.capacity()) {
            throw corrupt(
                    ManifestFile.LENGTH_OFFSET,
                    "it has %d bytes, but should have %d".formatted(in.capacity(), lengthBytes));
        }
        CRC32C checksum = new CRC32C();
        checksum.update(in.duplicate().position(ManifestFile.VERSION_OFFSET));
        if ((int) checksum.getValue() != in.getInt(ManifestFile.CHECKSUM_OFFSET)) {
            throw corrupt(ManifestFile.CHECKSUM_OFFSET, "it does not match its checksum");
        }
    }

    private TableSchema readSchema() {
        int offset = in.position();
        String tableName = readText();
        int version = readInt();
        int timestampIndex = readInt();
        byte unitCode = readByte();
        int columnCount = readCount(COLUMN_MIN_BYTES);
        List<ColumnDefinition> columns = new ArrayList<>();
        try {
            for (int index = 0; index < columnCount; index++) {
                columns.add(readColumn());
            }
            if (timestampIndex < 0 || timestampIndex >= columnCount) {
                throw new IllegalArgumentException(
                        "timestamp is column %d of %d".formatted(timestampIndex, columnCount));
            }
            if (columns.stream().map(ColumnDefinition::id).distinct().count() < columnCount) {
                throw new IllegalArgumentException("two columns share an id");
            }
            PartitionUnit unit = PartitionUnit.ofCode(unitCode);
            List<Integer> keys = new ArrayList<>();
            int keyCount = readCount(Integer.BYTES);
            for (int index = 0; index < keyCount; index++) {
                keys.add(readInt());
            }
            TableOptions options = new TableOptions(unit, keys, Durability.ofCode(readByte()));
            return new TableSchema(tableName, version, columns, timestampIndex, options);
        } catch (IllegalArgumentException wrong) {
            throw corrupt(offset, wrong);
        }
    }

    private ColumnDefinition readColumn() {
        int offset = in.position();
        int id = readInt();
        ColumnType type = ColumnType.ofCode(readInt());
        String name = readText();
        int symbolCount = readInt();
        int limit = type == ColumnType.SYMBOL ? SymbolDictionary.MAX_SYMBOLS : 0;
        if (symbolCount < 0 || symbolCount > limit) {
            throw corrupt(offset, "column %d has %d symbols".formatted(id, symbolCount));
        }
        if (symbolCount > 0) {
            symbolCounts.put(id, symbolCount);
        }
        return new ColumnDefinition(id, name, type);
    }

    private PartitionState readPartition() {
        long floor = readLong();
        int generation = readInt();
        long compactedRows = readLong();
        long fileRows = readLong();
        List<List<Piece>> levels = new ArrayList<>();
        int levelCount = readCount(LEVEL_MIN_BYTES);
        for (int level = 0; level < levelCount; level++) {
            levels.add(readLevel());
        }
        Map<Integer, ColumnFileState> files = new HashMap<>();
        int fileCount = readCount(FILE_BYTES);
        for (int index = 0; index < fileCount; index++) {
            int offset = in.position();
            int columnId = readInt();
            ColumnFileState file = new ColumnFileState(readLong(), readLong());
            if (files.put(columnId, file) != null) {
                throw corrupt(offset, "two files of column " + columnId);
            }
        }
        return new PartitionState(floor, generation, compactedRows, fileRows, levels, files);
    }

    private QuarantinedPartition readQuarantined() {
        long floor = readLong();
        long minTimestamp = readLong();
        long maxTimestamp = readLong();
        long rowCount = readLong();
        long offset = readLong();
        return new QuarantinedPartition(
                floor, minTimestamp, maxTimestamp, rowCount, readText(), offset, readText());
    }

    private List<Piece> readLevel() {
        List<Piece> level = new ArrayList<>();
        int pieceCount = readCount(PIECE_BYTES);
        for (int index = 0; index < pieceCount; index++) {
            int offset = in.position();
            try {
                level.add(new Piece(readLong(), readLong(), readLong(), readLong()));
            } catch (IllegalArgumentException wrong) {
                throw corrupt(offset, wrong);
            }
        }
        return level;
    }

    private byte readByte() {
        require(Byte.BYTES);
        return in.get();
    }

    private int readInt() {
        require(Integer.BYTES);
        return in.getInt();
    }

    private long readLong() {
        require(Long.BYTES);
        return in.getLong();
    }

    /** A number of things that take at least so many bytes each. */
    private int readCount(int bytesOfEach) {
        int offset = in.position();
        int count = readInt();
        if (count < 0 || count > in.remaining() / bytesOfEach) {
            throw corrupt(
                    offset,
                    "a count of %d does not fit into %d bytes".formatted(count, in.remaining()));
        }
        return count;
    }

    private String readText() {
        byte[] bytes = new byte[readCount(Byte.BYTES)];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void require(int byteCount) {
        if (in.remaining() < byteCount) {
            throw corrupt(in.position(), "it ends in the middle");
        }
    }

    private CorruptFileException corrupt(long offset, String reason) {
        return new CorruptFileException(path, offset, reason);
    }

    private CorruptFileException corrupt(long offset, IllegalArgumentException cause) {
        return new CorruptFileException(path, offset, String.valueOf(cause.getMessage()), cause);
    }
}
