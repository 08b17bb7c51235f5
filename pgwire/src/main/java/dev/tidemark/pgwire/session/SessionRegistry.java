package dev.tidemark.pgwire.session;

import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions of a listener: how many there may be, and how to cancel what they run. */
public final class SessionRegistry {
    private final int limit;
    private final SecureRandom random = new SecureRandom();
    private final Map<Integer, Entry> entries = new ConcurrentHashMap<>();
    private int lastProcessId;

    /**
     * A session that may be cancelled.
     *
     * @param processId by which clients name it; no process of the system
     * @param secretKey without which they may not cancel
     * @param cancel stops what it runs; from any thread
     */
    record Entry(int processId, int secretKey, Runnable cancel) {}

    /**
     * @param limit of sessions at the same time
     */
    public SessionRegistry(int limit) {
        this.limit = limit;
    }

    /** Sessions that are open. */
    public int count() {
        return entries.size();
    }

    /**
     * Adds a session.
     *
     * @throws RequestException if there are as many as there may be
     */
    synchronized Entry add(Runnable cancel) {
        if (entries.size() >= limit) {
            throw RequestException.fatal(
                    ErrorCode.TOO_MANY_CONNECTIONS,
                    "there are " + limit + " connections already, which is the limit");
        }
        do {
            lastProcessId = lastProcessId == Integer.MAX_VALUE ? 1 : lastProcessId + 1;
        } while (entries.containsKey(lastProcessId));
        Entry entry = new Entry(lastProcessId, random.nextInt(), cancel);
        entries.put(entry.processId(), entry);
        return entry;
    }

    /** Removes a session; harmless if it is gone already. */
    void remove(Entry entry) {
        entries.remove(entry.processId(), entry);
    }

    /**
     * Cancels what a session runs.
     *
     * @return false if there is no such session, or the key is wrong
     */
    boolean cancel(int processId, int secretKey) {
        Entry entry = entries.get(processId);
        if (entry == null || entry.secretKey() != secretKey) {
            return false;
        }
        entry.cancel().run();
        return true;
    }
}
