package dev.tidemark.core.column;

import dev.tidemark.core.io.CorruptFileException;
import dev.tidemark.core.io.FileSystem;
import dev.tidemark.core.io.OpenFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The file that keeps a symbol column's texts; see the package for its bytes. Keeps no file open.
 * For one thread at a time.
 */
public final class SymbolFile {
    /** Entries beyond which a chunk is ended. */
    public static final int MAX_CHUNK_BYTES = 1 << 20;

    private static final int MAGIC = 0x4D595354; // "TSYM"
    private static final int FORMAT_VERSION = 1;
    private static final int HEADER_BYTES = 16;
    private static final int CHUNK_HEADER_BYTES = 16;

    private final FileSystem fileSystem;
    private final Path path;
    private final int columnId;
    private final SymbolDictionary dictionary;
    private int count;
    private long lengthBytes = HEADER_BYTES;

    /**
     * The file of a column, of which nothing counts yet; touches no file.
     *
     * @param dictionary whose texts are stored, or that is filled
     */
    public SymbolFile(FileSystem fileSystem, Path path, int columnId, SymbolDictionary dictionary) {
        this.fileSystem = fileSystem;
        this.path = path;
        this.columnId = columnId;
        this.dictionary = dictionary;
    }

    /** Where the texts of a column lie in its table's folder. */
    public static Path path(Path tableFolder, int columnId) {
        return folder(tableFolder).resolve(columnId + ".sym");
    }

    /** Where the texts of all columns lie in their table's folder. */
    public static Path folder(Path tableFolder) {
        return tableFolder.resolve("symbols");
    }

    /** Where the texts lie. */
    public Path path() {
        return path;
    }

    /** Bytes that hold the texts that are stored. */
    public long lengthBytes() {
        return lengthBytes;
    }

    /**
     * Fills the dictionary, which is empty, with the first texts of the file.
     *
     * @param storedCount texts that count: a number that {@link #append} once got; 0 needs no file
     * @throws CorruptFileException if the file does not hold them
     */
    public void load(int storedCount) throws IOException {
        if (storedCount == 0) {
            return;
        }
        try (OpenFile file = fileSystem.openForReading(path)) {
            checkHeader(file);
            List<byte[]> texts = new ArrayList<>();
            while (texts.size() < storedCount) {
                loadChunk(file, texts, storedCount);
            }
            fillDictionary(texts);
            count = storedCount;
        }
    }

    /**
     * Another name of this file, to be continued from a dictionary that begins with the same texts.
     */
    public SymbolFile linkedAs(Path link, SymbolDictionary longer) {
        SymbolFile linked = new SymbolFile(fileSystem, link, columnId, longer);
        linked.count = count;
        linked.lengthBytes = lengthBytes;
        return linked;
    }

    /** Texts that are stored. */
    public int count() {
        return count;
    }

    /**
     * Stores and syncs the dictionary's texts up to a count, and creates the file and its folder if
     * they are missing. After a failure it may be tried again.
     */
    public void append(int newCount) throws IOException {
        if (newCount <= count) {
            return;
        }
        Path folder = path.toAbsolutePath().getParent();
        boolean first = count == 0;
        if (first && folder != null) {
            fileSystem.createDirectories(folder);
        }
        try (OpenFile file = fileSystem.openForWriting(path)) {
            if (first) {
                file.write(0, MemorySegment.ofBuffer(header()));
            }
            int nextCode = count;
            long position = lengthBytes;
            while (nextCode < newCount) {
                int endCode = chunkEnd(nextCode, newCount);
                ByteBuffer chunk = chunk(nextCode, endCode);
                file.write(position, MemorySegment.ofBuffer(chunk));
                position += chunk.capacity();
                nextCode = endCode;
            }
            file.sync();
            if (first && folder != null) {
                fileSystem.syncFolder(folder);
                Path parent = folder.getParent();
                if (parent != null) {
                    fileSystem.syncFolder(parent);
                }
            }
            lengthBytes = position;
            count = newCount;
        }
    }

    private ByteBuffer header() {
        ByteBuffer header = allocate(HEADER_BYTES);
        header.putInt(MAGIC).putInt(FORMAT_VERSION).putInt(columnId);
        return header.putInt(checksum(header, 0, header.position())).flip();
    }

    private int chunkEnd(int from, int limit) {
        long lengthOfEntries = 0;
        int end = from;
        while (end < limit) {
            lengthOfEntries += Integer.BYTES + dictionary.bytes(end).length;
            if (lengthOfEntries > MAX_CHUNK_BYTES && end > from) {
                break;
            }
            end++;
        }
        return end;
    }

    private ByteBuffer chunk(int from, int to) {
        int entryBytes = 0;
        for (int code = from; code < to; code++) {
            entryBytes += Integer.BYTES + dictionary.bytes(code).length;
        }
        ByteBuffer chunk = allocate(CHUNK_HEADER_BYTES + entryBytes);
        chunk.position(Integer.BYTES);
        chunk.putInt(entryBytes).putInt(from).putInt(to - from);
        for (int code = from; code < to; code++) {
            byte[] text = dictionary.bytes(code);
            chunk.putInt(text.length).put(text);
        }
        return chunk.putInt(0, checksum(chunk, Integer.BYTES, chunk.capacity())).flip();
    }

    private void checkHeader(OpenFile file) throws IOException {
        ByteBuffer header = read(file, 0, HEADER_BYTES);
        if (header.getInt(0) != MAGIC) {
            throw corrupt(
                    0, "no symbol file: its magic number is 0x%08x".formatted(header.getInt(0)));
        }
        if (header.getInt(4) != FORMAT_VERSION) {
            throw corrupt(4, "unknown format version " + header.getInt(4));
        }
        if (header.getInt(12) != checksum(header, 0, 12)) {
            throw corrupt(12, "the header does not match its checksum");
        }
        if (header.getInt(8) != columnId) {
            throw corrupt(
                    8, "it belongs to column %d, not %d".formatted(header.getInt(8), columnId));
        }
    }

    /** Adds the texts of the chunk that begins where the known ones end. */
    private void loadChunk(OpenFile file, List<byte[]> texts, int wanted) throws IOException {
        long start = lengthBytes;
        ByteBuffer chunkHeader = read(file, start, CHUNK_HEADER_BYTES);
        int entryBytes = chunkHeader.getInt(4);
        long availableBytes = file.size() - start - CHUNK_HEADER_BYTES;
        if (entryBytes < 0 || entryBytes > availableBytes) {
            throw corrupt(
                    start,
                    "a chunk of %d bytes, but %d are there".formatted(entryBytes, availableBytes));
        }
        ByteBuffer chunk = read(file, start, CHUNK_HEADER_BYTES + entryBytes);
        if (chunk.getInt(0) != checksum(chunk, Integer.BYTES, chunk.capacity())) {
            throw corrupt(start, "a chunk does not match its checksum");
        }
        int textCount = chunk.getInt(12);
        if (chunk.getInt(8) != texts.size() || textCount < 1) {
            throw corrupt(
                    start,
                    "a chunk of %d texts from %d on, where %d should follow"
                            .formatted(textCount, chunk.getInt(8), texts.size()));
        }
        if (textCount > wanted - texts.size()) {
            throw corrupt(
                    start,
                    "a chunk up to text %d crosses %d"
                            .formatted((long) texts.size() + textCount, wanted));
        }
        chunk.position(CHUNK_HEADER_BYTES);
        for (int index = 0; index < textCount; index++) {
            if (chunk.remaining() < Integer.BYTES
                    || chunk.getInt(chunk.position()) < 0
                    || chunk.getInt(chunk.position()) > chunk.remaining() - Integer.BYTES) {
                throw corrupt(start + chunk.position(), "a text ends beyond its chunk");
            }
            byte[] text = new byte[chunk.getInt()];
            chunk.get(text);
            texts.add(text);
        }
        lengthBytes = start + chunk.capacity();
    }

    private void fillDictionary(List<byte[]> texts) {
        try {
            dictionary.addAll(texts);
        } catch (IllegalArgumentException duplicate) {
            throw new CorruptFileException(
                    path, HEADER_BYTES, String.valueOf(duplicate.getMessage()), duplicate);
        }
    }

    private ByteBuffer read(OpenFile file, long position, int byteCount) throws IOException {
        if (file.size() < position + byteCount) {
            throw corrupt(
                    file.size(),
                    "it ends before %d bytes at %d are read".formatted(byteCount, position));
        }
        ByteBuffer buffer = allocate(byteCount);
        file.read(position, MemorySegment.ofBuffer(buffer));
        return buffer;
    }

    private CorruptFileException corrupt(long offset, String reason) {
        return new CorruptFileException(path, offset, reason);
    }

    private static ByteBuffer allocate(int byteCount) {
        return ByteBuffer.allocate(byteCount).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int checksum(ByteBuffer bytes, int from, int to) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes.duplicate().limit(to).position(from));
        return (int) checksum.getValue();
    }
}
