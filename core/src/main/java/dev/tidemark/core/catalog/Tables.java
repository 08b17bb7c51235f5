package dev.tidemark.core.catalog;

import dev.tidemark.core.table.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The tables of a store by name, without regard to case. Thread-safe. */
final class Tables {
    private final Map<String, Table> byName = new ConcurrentHashMap<>();
    private final AtomicInteger lastId = new AtomicInteger();

    Optional<Table> find(String name) {
        return Optional.ofNullable(byName.get(key(name)));
    }

    Optional<Table> find(int id) {
        return byName.values().stream().filter(table -> table.id() == id).findAny();
    }

    /** By name. */
    List<Table> all() {
        List<Table> all = new ArrayList<>(byName.values());
        all.sort(Comparator.comparing(Table::name));
        return all;
    }

    /** Adds a table; false if the name is taken. */
    boolean add(Table table) {
        noteId(table.id());
        return byName.putIfAbsent(key(table.name()), table) == null;
    }

    Optional<Table> remove(String name) {
        return Optional.ofNullable(byName.remove(key(name)));
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
