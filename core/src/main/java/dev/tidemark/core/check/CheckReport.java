package dev.tidemark.core.check;

import dev.tidemark.core.io.Damage;
import java.util.ArrayList;
import java.util.List;

/** What a check read, and the damage that it found. For one thread. */
public final class CheckReport {
    private final List<Damage> damage = new ArrayList<>();
    private int tables;
    private int partitions;
    private long rows;
    private long bytes;
    private long logFrames;

    /** All damage that was found, in the order in which it was. */
    public List<Damage> damage() {
        return List.copyOf(damage);
    }

    public void add(Damage found) {
        damage.add(found);
    }

    public void countTable() {
        tables++;
    }

    public void countPartition(long rowCount) {
        partitions++;
        rows += rowCount;
    }

    /** Notes bytes that were read. */
    public void countBytes(long count) {
        bytes += count;
    }

    public void countFrame() {
        logFrames++;
    }

    public boolean isClean() {
        return damage.isEmpty();
    }

    /** What was read, in a line. */
    public String summary() {
        return "%d tables, %d partitions, %d sealed rows, %d frames in the log, %d bytes read"
                .formatted(tables, partitions, rows, logFrames, bytes);
    }
}
