package dev.tidemark.benchmarks.data;

import dev.tidemark.tsbs.generate.Expectation;
import dev.tidemark.tsbs.generate.LineGenerator;
import dev.tidemark.tsbs.line.LineOutput;
import dev.tidemark.tsbs.line.Transfer;
import dev.tidemark.tsbs.line.TransferListener;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Rows as a file of line protocol. It was just written, and so lies in the system's page cache.
 *
 * @param path the file; deleted by {@link #close}
 * @param lengthBytes its length
 * @param expectation what a database holds that has taken it
 */
public record DataFile(Path path, long lengthBytes, Expectation expectation)
        implements AutoCloseable {

    private static final String NAME = "rows.lp";

    /**
     * Writes a data set to a file and waits until it is on disk, for the disk to be quiet.
     *
     * @param folder where to put it; at most one data file at a time
     */
    public static DataFile write(DataSet rows, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path path = folder.resolve(NAME);
        LineGenerator generator = rows.generator();
        try (FileChannel channel =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            Transfer written = LineOutput.copy(generator, channel, TransferListener.NONE);
            channel.force(true);
            return new DataFile(path, written.bytes(), generator.expectation());
        }
    }

    /** Number of rows. */
    public long rows() {
        return expectation.rows();
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
