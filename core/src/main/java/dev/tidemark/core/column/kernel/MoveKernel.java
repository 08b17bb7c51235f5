package dev.tidemark.core.column.kernel;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Moves the values of a column: runs of rows are copied, rows named by index are gathered, rows
 * that go to places of their own are scattered, offsets are shifted on the way.
 *
 * <p>Native memory holds values as batches do: in widths of 1, 2, 4, 8, 16 or 32 bytes, or as the
 * ends of texts, one more than there are rows. Arrays hold them as vectors do: narrow integers and
 * floats widened to 64 bits, wide values as words. A {@code chunk} without memory is one that the
 * column is younger than: its values read as zero, its texts as empty.
 *
 * <p>What lies beside the places that are named stays as it is, except that {@link #gatherTexts}
 * may write over the bytes behind the last text. Arrays that are read and written must not be the
 * same. Indexes that do not fit raise {@link IndexOutOfBoundsException}.
 */
public sealed interface MoveKernel permits ScalarMoveKernel {
    /** The faster twin on this machine; chosen once. */
    static MoveKernel best() {
        return BestMoveKernel.INSTANCE;
    }

    /** The twin of plain loops, for comparison. */
    static MoveKernel scalar() {
        return BestMoveKernel.SCALAR;
    }

    /** Copies integers of 1, 2, 4 or 8 bytes, or values of 16 or 32. */
    void copy(@Nullable MemorySegment chunk, int widthBytes, Run run, long[] into);

    /** Bytes of the narrowest integers that hold all of these: 1, 2, 4 or 8. */
    int narrowestWidth(long[] values, int from, int count);

    /** Copies integers, which fit, to native memory where they have 1, 2, 4 or 8 bytes each. */
    void narrow(long[] from, Run run, MemorySegment into, int widthBytes);

    /** Copies floating-point numbers of 4 or 8 bytes. */
    void copy(@Nullable MemorySegment chunk, int widthBytes, Run run, double[] into);

    /** Copies codes or offsets, each plus {@code shift}. */
    void copy(@Nullable MemorySegment chunk, Run run, int shift, int[] into);

    /** Copies offsets, each plus {@code shift}. */
    void copy(int[] from, Run run, int shift, int[] into);

    /** Gathers integers of 1, 2, 4 or 8 bytes, or values of 16 or 32. */
    void gather(MemorySegment chunk, int widthBytes, Picks picks, long[] into);

    /** Gathers floating-point numbers of 4 or 8 bytes. */
    void gather(MemorySegment chunk, int widthBytes, Picks picks, double[] into);

    /** Gathers codes. */
    void gather(MemorySegment chunk, Picks picks, int[] into);

    /** Gathers values of 1, 2 or 4 words. */
    void gather(long[] from, int words, Picks picks, long[] into);

    /** Gathers numbers. */
    void gather(double[] from, Picks picks, double[] into);

    /** Gathers codes. */
    void gather(int[] from, Picks picks, int[] into);

    /**
     * Works out where gathered texts end, which begin at {@code intoOffsets[picks.at()]}.
     *
     * @return where the last one ends; beyond the range of an int the offsets mean nothing
     */
    long gatherEnds(int[] offsets, Picks picks, int[] intoOffsets);

    /** As {@link #gatherEnds(int[], Picks, int[])}, for offsets in native memory. */
    long gatherEnds(MemorySegment offsets, Picks picks, int[] intoOffsets);

    /**
     * Gathers texts.
     *
     * @param intoOffsets as {@link #gatherEnds} leaves them
     */
    void gatherTexts(int[] offsets, byte[] texts, Picks picks, int[] intoOffsets, byte[] intoTexts);

    /** As {@link #gatherTexts(int[], byte[], Picks, int[], byte[])}, from native memory. */
    void gatherTexts(
            MemorySegment offsets,
            MemorySegment texts,
            Picks picks,
            int[] intoOffsets,
            byte[] intoTexts);

    /** Scatters integers of 1, 2, 4 or 8 bytes, or values of 16 or 32. */
    void scatter(@Nullable MemorySegment chunk, int widthBytes, Run run, Slots slots, long[] into);

    /** Scatters floating-point numbers of 4 or 8 bytes. */
    void scatter(
            @Nullable MemorySegment chunk, int widthBytes, Run run, Slots slots, double[] into);

    /** Scatters codes. */
    void scatter(@Nullable MemorySegment chunk, Run run, Slots slots, int[] into);

    /** Puts the length of each text behind its place: at index {@code place + 1}. */
    void scatterLengths(@Nullable MemorySegment offsets, Run run, Slots slots, int[] into);

    /**
     * Scatters texts.
     *
     * @param intoOffsets where the text of each place begins
     */
    void scatterTexts(
            MemorySegment offsets,
            MemorySegment texts,
            Run run,
            Slots slots,
            int[] intoOffsets,
            byte[] intoTexts);
}
