package dev.tidemark.pgwire.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.pgwire.codec.FrontendMessage.Query;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class InboxTest {
    private final Inbox inbox = new Inbox();
    private final AtomicInteger cancels = new AtomicInteger();

    @Test
    void aRequestIsAwaitedFromItsArrivalToItsAnswer() {
        assertEquals(0, cancels());
        inbox.add(new Query("SELECT 1"));
        assertEquals(1, cancels());
        assertEquals(new Query("SELECT 1"), inbox.take());
        assertTrue(inbox.isEmpty());
        assertEquals(2, cancels());
        inbox.rest(() -> cancels.set(0));
        assertEquals(0, cancels());
        assertNull(inbox.take());
        assertEquals(0, cancels());
    }

    @Test
    void aRequestBehindAnotherIsAwaitedWhenThatIsDone() {
        inbox.add(new Query("SELECT 1"));
        inbox.add(new Query("SELECT 2"));
        inbox.take();
        inbox.rest(() -> {});
        assertEquals(1, cancels());
    }

    @Test
    void theSocketIsReadAgainWhenHalfIsLeft() {
        Query large = new Query("x".repeat(300_000));
        while (!inbox.isFull()) {
            inbox.add(large);
        }
        assertFalse(inbox.isShort());
        inbox.take();
        assertFalse(inbox.isFull());
        assertFalse(inbox.isShort());
        while (!inbox.isShort()) {
            inbox.take();
        }
        assertFalse(inbox.isEmpty());
    }

    private int cancels() {
        inbox.ifAwaited(cancels::incrementAndGet);
        return cancels.get();
    }
}
