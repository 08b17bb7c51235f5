package dev.tidemark.ingest.tcp;

import java.util.concurrent.CompletableFuture;

/** What a connection has handed over and is not committed yet. For its event loop. */
final class CommitsInFlight {
    private final int most;
    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    private int count;
    private boolean last;

    /**
     * @param most beyond which no more should be taken in
     */
    CommitsInFlight(int most) {
        this.most = most;
    }

    /** Notes that something was handed over. */
    void begin() {
        count++;
    }

    /** Notes that something is committed, or has failed. */
    void end() {
        count--;
        finishIfDone();
    }

    /** Notes that nothing more will be handed over. */
    void endAll() {
        last = true;
        finishIfDone();
    }

    boolean isFull() {
        return count >= most;
    }

    /** Completes when everything is committed and nothing more will come. */
    CompletableFuture<Void> finished() {
        return finished;
    }

    private void finishIfDone() {
        if (last && count == 0) {
            finished.complete(null);
        }
    }
}
