package dev.tidemark.server.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What one sender sent and what was acknowledged: rows with the numbers 0, 1, 2, ..., in units that
 * are acknowledged as a whole. Belongs to the sender's thread until that has ended.
 */
final class Ledger {
    private static final long PATIENCE_SECONDS = 60;

    private final String sender;
    private final boolean answers;
    private final List<Unit> units = new ArrayList<>();
    private long nextNumber;
    private final CountDownLatch firstAnswer = new CountDownLatch(1);
    private int acknowledgedUnits;

    /** Rows {@code [first, end)}. */
    record Unit(long first, long end) {
        int rowCount() {
            return (int) (end - first);
        }
    }

    /**
     * @param sender its name, which all its rows carry
     * @param answers whether the server answers, after each unit, before the next is sent
     */
    Ledger(String sender, boolean answers) {
        this.sender = sender;
        this.answers = answers;
    }

    String sender() {
        return sender;
    }

    /** The next rows; noted as sent. */
    Unit next(int rowCount) {
        Unit unit = new Unit(nextNumber, nextNumber + rowCount);
        units.add(unit);
        nextNumber = unit.end();
        return unit;
    }

    /** Notes that all units so far were acknowledged. */
    void acknowledge() {
        acknowledgedUnits = units.size();
        firstAnswer.countDown();
    }

    /** Waits for the first acknowledgement, if there ever is one; from any thread. */
    void awaitAnswer() throws InterruptedException {
        if (answers && !firstAnswer.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError(sender + " gets no answer");
        }
    }

    /** Rows that were acknowledged. */
    long acknowledgedRows() {
        return acknowledgedUnits == 0 ? 0 : units.get(acknowledgedUnits - 1).end();
    }

    /** The value that belongs to a row. */
    long value(long number) {
        return number * 31 + sender.hashCode();
    }

    /**
     * Checks what a restarted server has: acknowledged units, and of the one that was under way all
     * rows or none; without answers any number of the first rows.
     *
     * @param numbers of the rows that were found, in any order
     */
    void check(long[] numbers) {
        Arrays.sort(numbers);
        for (int index = 0; index < numbers.length; index++) {
            assertEquals(
                    index, numbers[index], "a row of " + sender + " is missing or twice there");
        }
        assertTrue(
                numbers.length >= acknowledgedRows(),
                () ->
                        "%s: %d rows were acknowledged, %d are there"
                                .formatted(sender, acknowledgedRows(), numbers.length));
        assertTrue(numbers.length <= nextNumber, () -> sender + ": rows that nobody sent");
        if (answers) {
            assertTrue(
                    numbers.length == acknowledgedRows() || numbers.length == nextNumber,
                    () -> sender + ": half of what was sent together");
        }
    }
}
