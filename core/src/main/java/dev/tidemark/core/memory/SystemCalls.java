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
 * The system calls for files that the JDK lacks, through the foreign linker. Where the system has
 * none of that name the answer is {@link #NOT_AVAILABLE}, and the caller does it the long way
 * round.
 */
public final class SystemCalls {
    /** The answer on systems that lack a call. */
    public static final int NOT_AVAILABLE = -1;

    private static final int OPEN_READ_WRITE = 2;
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

    /** A function of the system's library; null where it has none. */
    static @Nullable MethodHandle handle(
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
