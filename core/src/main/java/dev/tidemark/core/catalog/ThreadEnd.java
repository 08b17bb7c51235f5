package dev.tidemark.core.catalog;

/** The end of a background thread that was told to stop. */
final class ThreadEnd {
    private ThreadEnd() {}

    /**
     * Waits for it, whatever happens: what the thread uses is closed afterwards. An interrupt of
     * the waiting thread is kept for later. A thread that was never started has ended.
     */
    static void await(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
