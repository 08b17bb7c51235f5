package dev.tidemark.ingest.tcp;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counters that the connections of a listener share. Thread-safe. */
final class Counters {
    final AtomicInteger connections = new AtomicInteger();
    final LongAdder lines = new LongAdder();
    final LongAdder bytes = new LongAdder();
    final LongAdder rows = new LongAdder();
    final LongAdder errors = new LongAdder();

    LineProtocolMetrics metrics() {
        return new LineProtocolMetrics(
                connections.get(), lines.sum(), bytes.sum(), rows.sum(), errors.sum());
    }
}
