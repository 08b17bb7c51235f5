package dev.tidemark.benchmarks.compare;

import dev.tidemark.benchmarks.contender.SqlServer;
import dev.tidemark.benchmarks.send.Sending;
import dev.tidemark.benchmarks.send.Target;
import java.io.IOException;
import java.time.Duration;

/**
 * Loads that do not count: a server that runs for days compiles nothing any more, so figures of one
 * that does say little about it. The rows of the benchmark are loaded and dropped, again and again.
 *
 * @param time how long, at least; 0 for a server as it is after its start
 */
public record WarmUp(Duration time) {

    /** One of several parts, which take that long together. */
    WarmUp part(int parts) {
        return new WarmUp(time.dividedBy(parts));
    }

    /** A single load, or none if there is to be no warm-up. */
    WarmUp once() {
        return time.isZero() ? this : new WarmUp(Duration.ofNanos(1));
    }

    /** Loads and drops until the time is over, and waits until the server is quiet. */
    void run(SqlServer server, Loading.Rows rows, Target target)
            throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        while (System.nanoTime() - startNanos < time.toNanos()) {
            Sending.send(rows.file().path(), rows.portions(), target);
            server.awaitArrival(rows.file().expectation(), rows.portions());
            server.dropTables(rows.file().expectation());
        }
        if (!time.isZero()) {
            server.awaitReadiness();
        }
    }
}
