package dev.tidemark.core.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The system calls that the JDK lacks, through the foreign linker. Where the system has none of
 * that name the answer is {@link #NOT_AVAILABLE}, and the caller does it the long way round.
 */
public final class SystemCalls {
    /** The answer on systems that lack a call. */
    public static final int NOT_AVAILABLE = -1;

    /** Bytes of a huge page, of which one fault brings as much as 512 of the usual ones. */
    public static final long HUGE_PAGE_BYTES = 1L << 21;

    private static final int OPEN_READ_WRITE = 2;
    private static final int PROTECT_READ_WRITE = 3;
    private static final int MAP_PRIVATE_ANONYMOUS = 0x22;
    private static final int NO_FILE = -1;
    private static final long MAP_FAILED = -1;
    private static final int ADVICE_NOT_NEEDED = 4;
    private static final int ADVICE_HUGE_PAGES = 14;
    private static final int ERROR_IO = 5;
    private static final int ERROR_FILE_TOO_LARGE = 27;
    private static final int ERROR_NO_SPACE = 28;
    private static final int ERROR_NOT_SUPPORTED = 95;
    private static final int ERROR_QUOTA = 122;

    private static final String NO_SPACE_TEXT = "No space left on device";
    private static final String QUOTA_TEXT = "Disk quota exceeded";

    private static final @Nullable MethodHandle OPEN =
            handle(
                    "open",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                    Linker.Option.firstVariadicArg(2));
    private static final @Nullable MethodHandle CLOSE =
            handle("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final @Nullable MethodHandle ALLOCATE =
            handle(
                    "posix_fallocate",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG));
    private static final @Nullable MethodHandle MAP =
            handle(
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
            handle(
                    "munmap",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
    private static final @Nullable MethodHandle ADVISE =
            handle(
                    "madvise",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT));

    private SystemCalls() {}

    /**
     * Reserves disk space for a range of a file, which grows to hold it.
     *
     * @return 0, {@link #NOT_AVAILABLE}, or the system's error number
     */
    public static int allocateFile(Path file, long offset, long lengthBytes) {
        if (OPEN == null || CLOSE == null || ALLOCATE == null) {
            return NOT_AVAILABLE;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(file.toString());
            int descriptor = (int) OPEN.invokeExact(name, OPEN_READ_WRITE);
            if (descriptor < 0) {
                return NOT_AVAILABLE;
            }
            int error = (int) ALLOCATE.invokeExact(descriptor, offset, lengthBytes);
            int closed = (int) CLOSE.invokeExact(descriptor);
            return error == 0 && closed != 0 ? ERROR_IO : supported(error);
        } catch (Throwable failure) {
            throw new IllegalStateException("cannot call the system", failure);
        }
    }

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

    /** What an error number means, for messages. */
    public static String errorText(int error) {
        return switch (error) {
            case ERROR_NO_SPACE -> NO_SPACE_TEXT;
            case ERROR_QUOTA -> QUOTA_TEXT;
            case ERROR_FILE_TOO_LARGE -> "File too large";
            case ERROR_IO -> "Input/output error";
            default -> "system error " + error;
        };
    }

    /** Whether a message of the system says that space is missing. */
    public static boolean isDiskFull(String message) {
        return message.contains(NO_SPACE_TEXT) || message.contains(QUOTA_TEXT);
    }

    private static int supported(int error) {
        return error == ERROR_NOT_SUPPORTED ? NOT_AVAILABLE : error;
    }

    private static @Nullable MethodHandle handle(
            String name, FunctionDescriptor descriptor, Linker.Option... options) {
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
            return null;
        }
        Linker linker = Linker.nativeLinker();
        SymbolLookup lookup = linker.defaultLookup();
        return lookup.find(name)
                .map(address -> linker.downcallHandle(address, descriptor, options))
                .orElse(null);
    }
}
