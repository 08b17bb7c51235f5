package dev.tidemark.core.catalog;

import dev.tidemark.core.table.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The tables of a store by name, without regard to case, and those that are being dropped.
 * Thread-safe.
 */
final class Tables {
    private final Map<String, Table> byName = new ConcurrentHashMap<>();
    private final Set<Table> dropping = ConcurrentHashMap.newKeySet();
    private final AtomicInteger lastId = new AtomicInteger();

    Optional<Table> find(String name) {
        return Optional.ofNullable(byName.get(key(name)));
    }

    /** By name. */
    List<Table> all() {
        List<Table> all = new ArrayList<>(byName.values());
        all.sort(Comparator.comparing(Table::name));
        return all;
    }

    /** All tables of which a drop, if one was asked for, is not in the log yet. */
    List<Table> alive() {
        List<Table> alive = new ArrayList<>(byName.values());
        for (Table table : dropping) {
            if (!alive.contains(table)) {
                alive.add(table);
            }
        }
        alive.removeIf(Table::isDropped);
        alive.sort(Comparator.comparingInt(Table::id));
        return alive;
    }

    /** Adds a table; false if the name is taken. */
    boolean add(Table table) {
        noteId(table.id());
        return byName.putIfAbsent(key(table.name()), table) == null;
    }

    /** Takes a table away by name; the log still needs its frames until the drop is done. */
    Optional<Table> beginDrop(String name) {
        Optional<Table> table = find(name);
        table.ifPresent(dropping::add);
        if (table.isPresent() && !byName.remove(key(name), table.get())) {
            dropping.remove(table.get());
            return Optional.empty();
        }
        return table;
    }

    /** Notes that nothing of a dropped table can come back. */
    void endDrop(Table table) {
        dropping.remove(table);
    }

    /** Puts a table back that could not be dropped. */
    void abandonDrop(Table table) {
        add(table);
        dropping.remove(table);
    }

    /** The first log frame that is needed to recover some table, at most {@code nextSequence}. */
    long firstNeededSequence(long nextSequence) {
        long needed = nextSequence;
        for (Table table : byName.values()) {
            needed = Math.min(needed, table.firstNeededSequence());
        }
        for (Table table : dropping) {
            needed = Math.min(needed, table.firstNeededSequence());
        }
        return needed;
    }

    /** A table number that was never used. */
    int nextId() {
        return lastId.incrementAndGet();
    }

    /** Sees to it that a number is not used again. */
    void noteId(int id) {
        lastId.accumulateAndGet(id, Math::max);
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
