package dev.tidemark.ingest.parse;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Several bytes of an array as one number, the first byte lowest. */
final class LittleEndian {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private LittleEndian() {}

    static long longAt(byte[] bytes, int position) {
        return (long) LONG.get(bytes, position);
    }

    static int intAt(byte[] bytes, int position) {
        return (int) INT.get(bytes, position);
    }

    static void putInt(byte[] bytes, int position, int value) {
        INT.set(bytes, position, value);
    }
}
