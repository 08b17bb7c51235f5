package dev.tidemark.merge.fault;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Makes the disk that a crash leaves, from the operations before it. */
final class Crash {
    private static final int SECTOR_BYTES = 512;

    /** What becomes of operations that were not synced. */
    enum Unsynced {
        /** They were done, the last one perhaps in part: the process was killed. */
        KEPT,
        /** None was done: the power was cut. */
        DROPPED,
        /** Any of them was done, writes in part: the power was cut while they were under way. */
        TORN
    }

    private final List<Operation> operations;
    private final Unsynced unsynced;
    private final Random random;
    private final boolean[] durable;

    private Crash(List<Operation> operations, Unsynced unsynced, Random random) {
        this.operations = operations;
        this.unsynced = unsynced;
        this.random = random;
        this.durable = durable(operations);
    }

    /**
     * The disk after a crash.
     *
     * @param before what was on it before the operations; synced
     */
    static DiskImage image(
            DiskImage before, List<Operation> operations, Unsynced unsynced, Random random) {
        return new Crash(operations, unsynced, random).applyTo(new DiskImage(before));
    }

    private DiskImage applyTo(DiskImage image) {
        for (int index = 0; index < operations.size(); index++) {
            Operation operation = operations.get(index);
            if (operation instanceof Operation.CreateFile(Path _, int file)) {
                image.noteFile(file);
            }
            boolean last = index == operations.size() - 1;
            boolean whole =
                    switch (unsynced) {
                        case KEPT -> !last || random.nextBoolean();
                        case DROPPED -> durable[index];
                        case TORN -> durable[index] || random.nextInt(3) == 0;
                    };
            if (whole) {
                image.apply(operation);
            } else if (unsynced != Unsynced.DROPPED
                    && operation
                            instanceof Operation.Write(int file, long at, MemorySegment bytes)) {
                int length = (int) bytes.byteSize();
                for (int from = 0; from < length; from += SECTOR_BYTES) {
                    if (random.nextBoolean()) {
                        int count = Math.min(SECTOR_BYTES, length - from);
                        image.write(file, (int) at, bytes, from, count);
                    }
                }
            }
        }
        return image;
    }

    /** Which operations a later sync made durable. */
    private static boolean[] durable(List<Operation> operations) {
        boolean[] durable = new boolean[operations.size()];
        Map<Integer, Boolean> filesSynced = new HashMap<>();
        Map<Path, Boolean> foldersSynced = new HashMap<>();
        for (int index = operations.size() - 1; index >= 0; index--) {
            durable[index] =
                    switch (operations.get(index)) {
                        case Operation.Write write -> filesSynced.getOrDefault(write.file(), false);
                        case Operation.Resize resize ->
                                filesSynced.getOrDefault(resize.file(), false);
                        case Operation.CreateFile create ->
                                parentSynced(foldersSynced, create.path());
                        case Operation.CreateFolder create ->
                                parentSynced(foldersSynced, create.path());
                        case Operation.Link link -> parentSynced(foldersSynced, link.path());
                        case Operation.Delete delete -> parentSynced(foldersSynced, delete.path());
                        case Operation.Rename rename ->
                                parentSynced(foldersSynced, rename.from())
                                        && parentSynced(foldersSynced, rename.to());
                        case Operation.SyncFile(int file, boolean failed) -> {
                            filesSynced.put(file, !failed);
                            yield true;
                        }
                        case Operation.SyncFolder(Path path) -> {
                            foldersSynced.put(path, true);
                            yield true;
                        }
                    };
        }
        return durable;
    }

    private static boolean parentSynced(Map<Path, Boolean> foldersSynced, Path path) {
        return foldersSynced.getOrDefault(Objects.requireNonNull(path.getParent()), false);
    }
}
