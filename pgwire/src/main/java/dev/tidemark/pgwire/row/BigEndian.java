package dev.tidemark.pgwire.row;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in arrays of bytes, the most significant byte first. */
final class BigEndian {
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private BigEndian() {}

    static void putShort(byte[] target, int at, int value) {
        SHORTS.set(target, at, (short) value);
    }

    static void putInt(byte[] target, int at, int value) {
        INTS.set(target, at, value);
    }

    static void putLong(byte[] target, int at, long value) {
        LONGS.set(target, at, value);
    }
}
