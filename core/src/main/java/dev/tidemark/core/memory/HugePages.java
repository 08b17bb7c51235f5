package dev.tidemark.core.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * Memory from the system, in huge pages. A class of its own because linking its functions takes a
 * start some 50 ms, which a server has to spare only when rows come.
 */
final class HugePages {
    /** Bytes of a huge page, of which one fault brings as much as 512 of the usual ones. */
    static final long HUGE_PAGE_BYTES = 1L << 21;

    private static final int PROTECT_READ_WRITE = 3;
    private static final int MAP_PRIVATE_ANONYMOUS = 0x22;
    private static final int NO_FILE = -1;
    private static final long MAP_FAILED = -1;
    private static final int ADVICE_NOT_NEEDED = 4;
    private static final int ADVICE_HUGE_PAGES = 14;

    private static final @Nullable MethodHandle MAP =
            SystemCalls.handle(
                    "mmap",
                    FunctionDescriptor.of(
                            ValueLayout.ADDRESS,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_LONG));
    private static final @Nullable MethodHandle UNMAP =
            SystemCalls.handle(
                    "munmap",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
    private static final @Nullable MethodHandle ADVISE =
            SystemCalls.handle(
                    "madvise",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT));

    private HugePages() {}

    /**
     * Memory that takes no space until it is used, in huge pages if the system has them.
     *
     * @param lengthBytes a multiple of {@link #HUGE_PAGE_BYTES}
     * @param arena frees it
     * @return zeroed, and aligned to huge pages; from the arena itself where the call is missing
     */
    static MemorySegment mapMemory(long lengthBytes, Arena arena) {
        if (MAP == null || UNMAP == null || ADVISE == null) {
            return arena.allocate(lengthBytes, HUGE_PAGE_BYTES);
        }
        long mappedBytes = lengthBytes + HUGE_PAGE_BYTES;
        try {
            MemorySegment mapped =
                    (MemorySegment)
                            MAP.invokeExact(
                                    MemorySegment.NULL,
                                    mappedBytes,
                                    PROTECT_READ_WRITE,
                                    MAP_PRIVATE_ANONYMOUS,
                                    NO_FILE,
                                    0L);
            if (mapped.address() == MAP_FAILED) {
                throw new OutOfMemoryError("the system has no " + mappedBytes + " bytes left");
            }
            MemorySegment whole =
                    mapped.reinterpret(mappedBytes, arena, unmapped -> unmap(unmapped));
            long aligned = -whole.address() & (HUGE_PAGE_BYTES - 1);
            MemorySegment memory = whole.asSlice(aligned, lengthBytes);
            // Advice: nothing is lost if the system does not take it.
            int _ = (int) ADVISE.invokeExact(memory, lengthBytes, ADVICE_HUGE_PAGES);
            return memory;
        } catch (OutOfMemoryError failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException("cannot call the system", failure);
        }
    }

    /**
     * Gives the pages of mapped memory back to the system; they are zero when they are used again.
     *
     * @param memory whole pages of what {@link #mapMemory} returned
     */
    static void giveBack(MemorySegment memory) {
        if (ADVISE == null) {
            return;
        }
        try {
            int _ = (int) ADVISE.invokeExact(memory, memory.byteSize(), ADVICE_NOT_NEEDED);
        } catch (Throwable failure) {
            throw new IllegalStateException("cannot call the system", failure);
        }
    }

    private static void unmap(MemorySegment mapped) {
        if (UNMAP == null) {
            return;
        }
        try {
            int _ = (int) UNMAP.invokeExact(mapped, mapped.byteSize());
        } catch (Throwable failure) {
            throw new IllegalStateException("cannot call the system", failure);
        }
    }
}
