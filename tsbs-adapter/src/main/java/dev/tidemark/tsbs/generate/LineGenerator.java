package dev.tidemark.tsbs.generate;

import dev.tidemark.tsbs.line.LineSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Generates the lines that settings describe, once, in their order of arrival.
 *
 * <p>Not thread-safe. Holds the tags of all entities and, for delayed orders, the numbers of the
 * delayed rows; values are computed when a row's turn comes.
 */
public final class LineGenerator implements LineSource {

    private final Measurement[] measurements;
    private final int scale;
    private final Rows rows;
    private final RowOrder order;
    private final LineBytes line;
    private boolean pending;

    /**
     * Prepares the tags and templates.
     *
     * @param settings what to generate
     * @throws IllegalArgumentException if that would be more than 2^63 rows
     */
    public LineGenerator(GeneratorSettings settings) {
        List<Measurement> tables =
                switch (settings.useCase()) {
                    case CPU_ONLY -> CpuOnly.measurements(settings.scale(), settings.seed());
                    case DEVOPS -> Devops.measurements(settings);
                    case IOT -> Iot.measurements(settings.scale(), settings.seed());
                };
        measurements = tables.toArray(Measurement[]::new);
        scale = settings.scale();
        rows = Rows.of(settings.schedule(), (long) scale * measurements.length, settings.seed());
        order = RowOrder.of(settings.order(), rows);
        line =
                new LineBytes(
                        tables.stream()
                                .mapToInt(Measurement::maximumLineBytes)
                                .max()
                                .orElseThrow());
    }

    /** The number of lines in all. */
    public long rowCount() {
        return rows.count();
    }

    /**
     * What the whole data set adds up to, once {@link #fill} has returned 0 for the last time;
     * before, what the lines made so far do.
     */
    public Expectation expectation() {
        return new Expectation(
                Arrays.stream(measurements)
                        .map(measurement -> measurement.sums().expectation())
                        .filter(table -> table.rows() > 0)
                        .toList());
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if more rows are delayed at once than can be kept in mind: 16
     *     million
     */
    @Override
    public int fill(ByteBuffer target, int maximumLines) throws IOException {
        int lines = 0;
        while (lines < maximumLines && (pending || renderNext())) {
            if (line.length() > target.remaining()) {
                pending = true;
                requireProgress(target);
                return lines;
            }
            pending = false;
            target.put(line.array(), 0, line.length());
            lines++;
        }
        return lines;
    }

    private boolean renderNext() {
        long row = order.next();
        if (row == RowOrder.END) {
            return false;
        }
        long step = row / rows.rowsPerStep();
        int place = (int) (row - step * rows.rowsPerStep());
        int measurement = place / scale;
        int entity = place - measurement * scale;
        line.clear();
        measurements[measurement].append(entity, step, rows.timestampNanos(step), line);
        return true;
    }

    private void requireProgress(ByteBuffer target) throws IOException {
        if (target.position() == 0) {
            throw new IOException(
                    "a buffer of "
                            + target.capacity()
                            + " bytes is too small for a line of "
                            + line.length()
                            + " bytes");
        }
    }
}
