package dev.tidemark.core.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tidemark.core.batch.Batch;
import dev.tidemark.core.encoding.Randomness;
import dev.tidemark.core.memory.MemoryPool;
import dev.tidemark.core.type.ColumnDefinition;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.PartitionUnit;
import dev.tidemark.core.type.TableOptions;
import dev.tidemark.core.type.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HotRunChainTest {
    private static final TableSchema SCHEMA =
            new TableSchema(
                    "t",
                    1,
                    List.of(new ColumnDefinition(1, "timestamp", ColumnType.TIMESTAMP)),
                    0,
                    TableOptions.of(PartitionUnit.DAY));

    @Test
    void hasNoRunsAtFirst() {
        assertEquals(0, HotRunChain.NONE.runCount());
        assertEquals(0, HotRunChain.NONE.memoryBytes());
        assertEquals(List.of(), HotRunChain.NONE.toList());
        assertThrows(NoSuchElementException.class, HotRunChain.NONE::newest);
        assertThrows(NoSuchElementException.class, HotRunChain.NONE::withoutNewest);
    }

    /** Chains grow out of each other, are cut and let go of in any order. */
    @Test
    void holdsABatchAsLongAsAnyChainHasIt() {
        Random random = Randomness.random();
        try (MemoryPool pool = new MemoryPool(1 << 26)) {
            List<HotRunChain> chains = new ArrayList<>(List.of(HotRunChain.NONE));
            List<List<HotRun>> expected = new ArrayList<>(List.of(List.of()));
            for (int step = 0; step < 3_000; step++) {
                int index = random.nextInt(chains.size());
                HotRunChain chain = chains.get(index);
                List<HotRun> runs = expected.get(index);
                switch (random.nextInt(6)) {
                    case 0, 1 -> {
                        HotRun run = run(pool, step);
                        chain.retain();
                        chains.add(chain.with(run));
                        List<HotRun> longer = new ArrayList<>(runs);
                        longer.add(run);
                        expected.add(longer);
                    }
                    case 2 -> {
                        int count = random.nextInt(runs.size() + 1);
                        HotRunChain oldest = chain.oldest(count);
                        oldest.retain();
                        chains.add(oldest);
                        expected.add(runs.subList(0, count));
                    }
                    case 3 -> {
                        List<HotRun> rest =
                                runs.subList(random.nextInt(runs.size() + 1), runs.size());
                        chains.add(HotRunChain.of(rest));
                        expected.add(rest);
                    }
                    case 4 -> {
                        if (!runs.isEmpty()) {
                            chains.set(index, chain.withoutNewest());
                            expected.set(index, runs.subList(0, runs.size() - 1));
                        }
                    }
                    default -> {
                        if (chains.size() > 1 + random.nextInt(20)) {
                            chains.remove(index).release();
                            expected.remove(index);
                        }
                    }
                }
                int checked = random.nextInt(chains.size());
                check(chains.get(checked), expected.get(checked));
                assertEquals(usedBytes(expected), pool.usedBytes());
            }
            chains.forEach(HotRunChain::release);
            assertEquals(0, pool.usedBytes());
        }
    }

    @Test
    void letsGoOfAnyNumberOfRuns() {
        try (MemoryPool pool = new MemoryPool(1 << 28)) {
            HotRunChain chain = HotRunChain.NONE;
            HotRun run = run(pool, 1);
            for (int index = 0; index < 100_000; index++) {
                run.batch().retain();
                chain = chain.with(run);
            }
            run.batch().release();
            assertEquals(100_000, chain.toList().size());
            chain.release();
            assertEquals(0, pool.usedBytes());
        }
    }

    private static void check(HotRunChain chain, List<HotRun> runs) {
        assertEquals(runs, chain.toList());
        assertEquals(runs.size(), chain.runCount());
        assertEquals(
                runs.stream().mapToLong(run -> run.batch().memoryBytes()).sum(),
                chain.memoryBytes());
        if (!runs.isEmpty()) {
            assertEquals(runs.getLast(), chain.newest());
        }
        for (HotRun run : runs) {
            // Its memory is its own still.
            assertEquals(run.firstSequence(), run.batch().column(0).longAt(0));
        }
    }

    /** What the pool lends if exactly the batches of these chains are held. */
    private static long usedBytes(List<List<HotRun>> chains) {
        return chains.stream().flatMap(List::stream).distinct().count() * bytesPerRun();
    }

    private static long bytesPerRun() {
        try (MemoryPool pool = new MemoryPool(1 << 26)) {
            Batch batch = run(pool, 0).batch();
            long bytes = pool.usedBytes();
            batch.release();
            return bytes;
        }
    }

    private static HotRun run(MemoryPool pool, int sequence) {
        Batch batch = new Batch(SCHEMA, pool, 1);
        batch.column(0).putLong(sequence);
        batch.endRow();
        batch.freeze();
        return new HotRun(batch, sequence, sequence, Map.of());
    }
}
