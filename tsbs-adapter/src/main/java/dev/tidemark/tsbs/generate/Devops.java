package dev.tidemark.tsbs.generate;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Use case devops: hosts that report on processor, disks, memory, network and three services. */
final class Devops {

    private static final long GIBIBYTE = 1L << 30;

    /** Digits behind the point of the percentages of {@code mem}: what a double can tell. */
    private static final int PERCENT_SCALE = 14;

    private static final long TEN_TO_7 = 10_000_000;
    private static final int LOWEST_PORT = 1024;
    private static final int HIGHEST_PORT = 20_000;
    private static final int SERVER_NAMES = 100_000;

    private final int scale;
    private final long seed;
    private final long intervalSeconds;
    private final byte[][] hosts;

    private Devops(GeneratorSettings settings) {
        scale = settings.scale();
        seed = settings.seed();
        Duration interval = settings.schedule().interval();
        intervalSeconds = Math.max(1, interval.toSeconds());
        hosts = HostTags.render(scale, seed);
    }

    static List<Measurement> measurements(GeneratorSettings settings) {
        Devops devops = new Devops(settings);
        return List.of(
                CpuOnly.cpu(new EntityTags(devops.hosts), settings.seed()),
                devops.diskio(),
                devops.disk(),
                devops.kernel(),
                devops.mem(),
                devops.net(),
                devops.nginx(),
                devops.postgresl(),
                devops.redis());
    }

    private Measurement diskio() {
        EntityTags tags = tags("diskio", choice -> ",serial=" + serialNumber(choice));
        return counters(
                "diskio",
                tags,
                List.of(
                        new Counter("reads", 50),
                        new Counter("writes", 50),
                        new Counter("read_bytes", 100),
                        new Counter("write_bytes", 100),
                        new Counter("read_time", 5),
                        new Counter("write_time", 5),
                        new Counter("io_time", 5)));
    }

    private static String serialNumber(TagChoice choice) {
        StringBuilder serial = new StringBuilder();
        for (int group = 0; group < 3; group++) {
            String digits = Integer.toString(1000 + choice.below(1000));
            serial.append(group == 0 ? "" : "-").append(digits, 1, digits.length());
        }
        return serial.toString();
    }

    private Measurement disk() {
        List<String> systems = List.of("ext3", "ext4", "btrfs");
        EntityTags tags =
                tags(
                        "disk",
                        choice ->
                                ",path=/dev/sda"
                                        + choice.below(10)
                                        + ",fstype="
                                        + choice.from(systems));
        List<Field> fields =
                Field.integers(
                        "total",
                        "free",
                        "used",
                        "used_percent",
                        "inodes_total",
                        "inodes_free",
                        "inodes_used");
        long key = CounterRandom.bits(seed, "disk".hashCode());
        long total = 1024 * GIBIBYTE;
        int inodeBytes = 4096;
        SeriesValues values =
                (host, step, row) -> {
                    long hostKey = CounterRandom.bits(key, host);
                    long freed = CounterRandom.counter(hostKey, 0, step, 50);
                    long free = Math.min(total, total / 2 + freed);
                    row[0] = total;
                    row[1] = free;
                    row[2] = total - free;
                    row[3] = 100 * (total - free) / total;
                    row[4] = total / inodeBytes;
                    row[5] = free / inodeBytes;
                    row[6] = (total - free) / inodeBytes;
                };
        return new Measurement("disk", tags, fields, values);
    }

    private Measurement kernel() {
        long bootKey = CounterRandom.bits(seed, "boot".hashCode());
        List<Field> fields =
                Field.integers(
                        "boot_time",
                        "interrupts",
                        "context_switches",
                        "processes_forked",
                        "disk_pages_in",
                        "disk_pages_out");
        long key = CounterRandom.bits(seed, "kernel".hashCode());
        SeriesValues values =
                (host, step, row) -> {
                    long hostKey = CounterRandom.bits(key, host);
                    row[0] = CounterRandom.below(bootKey, host, 240);
                    for (int field = 1; field < row.length; field++) {
                        row[field] = CounterRandom.counter(hostKey, field, step, 5);
                    }
                };
        return new Measurement("kernel", new EntityTags(hosts), fields, values);
    }

    private Measurement mem() {
        long[] totals = {8 * GIBIBYTE, 12 * GIBIBYTE, 16 * GIBIBYTE};
        List<Field> fields =
                List.of(
                        Field.integer("total"),
                        Field.integer("available"),
                        Field.integer("used"),
                        Field.integer("free"),
                        Field.integer("cached"),
                        Field.integer("buffered"),
                        Field.decimal("used_percent", PERCENT_SCALE),
                        Field.decimal("available_percent", PERCENT_SCALE),
                        Field.decimal("buffered_percent", PERCENT_SCALE));
        long key = CounterRandom.bits(seed, "mem".hashCode());
        long totalKey = CounterRandom.bits(seed, "mem total".hashCode());
        SeriesValues values =
                (host, step, row) -> {
                    long hostKey = CounterRandom.bits(key, host);
                    long total = totals[(int) CounterRandom.below(totalKey, host, totals.length)];
                    long used = CounterRandom.walk(hostKey, 0, step, 0, total);
                    long buffered = CounterRandom.walk(hostKey, 2, step, 0, total);
                    row[0] = total;
                    row[1] = total - used;
                    row[2] = used;
                    row[3] = total - used;
                    row[4] = CounterRandom.walk(hostKey, 1, step, 0, total);
                    row[5] = buffered;
                    row[6] = percent(used, total);
                    row[7] = percent(total - used, total);
                    row[8] = percent(buffered, total);
                };
        return new Measurement("mem", new EntityTags(hosts), fields, values);
    }

    /** {@code 100 * part / whole} in units of 10^-14, by long division in two steps of 7 digits. */
    private static long percent(long part, long whole) {
        long hundredfold = 100 * part;
        long digits = hundredfold / whole;
        long rest = (hundredfold % whole) * TEN_TO_7;
        digits = digits * TEN_TO_7 + rest / whole;
        rest = (rest % whole) * TEN_TO_7;
        return digits * TEN_TO_7 + rest / whole;
    }

    private Measurement net() {
        EntityTags tags = tags("net", choice -> ",interface=eth" + choice.below(4));
        return counters(
                "net",
                tags,
                List.of(
                        new Counter("bytes_sent", 50),
                        new Counter("bytes_recv", 50),
                        new Counter("packets_sent", 50),
                        new Counter("packets_recv", 50),
                        new Counter("err_in", 5),
                        new Counter("err_out", 5),
                        new Counter("drop_in", 5),
                        new Counter("drop_out", 5)));
    }

    private Measurement nginx() {
        List<String> names =
                List.of(
                        "accepts",
                        "active",
                        "handled",
                        "reading",
                        "requests",
                        "waiting",
                        "writing");
        return counters("nginx", serverTags("nginx"), names.stream().map(Counter::slow).toList());
    }

    private Measurement postgresl() {
        List<Counter> counters =
                List.of(
                        Counter.slow("numbackends"),
                        Counter.slow("xact_commit"),
                        Counter.slow("xact_rollback"),
                        Counter.slow("blks_read"),
                        Counter.slow("blks_hit"),
                        Counter.slow("tup_returned"),
                        Counter.slow("tup_fetched"),
                        Counter.slow("tup_inserted"),
                        Counter.slow("tup_updated"),
                        Counter.slow("tup_deleted"),
                        Counter.slow("conflicts"),
                        Counter.slow("temp_files"),
                        new Counter("temp_bytes", 1024),
                        Counter.slow("deadlocks"),
                        Counter.slow("blk_read_time"),
                        Counter.slow("blk_write_time"));
        return counters("postgresl", new EntityTags(hosts), counters);
    }

    private Measurement redis() {
        long memory = 8 * GIBIBYTE;
        List<Counter> counters =
                List.of(
                        Counter.regular("uptime_in_seconds", intervalSeconds),
                        Counter.slow("total_connections_received"),
                        new Counter("expired_keys", 50),
                        new Counter("evicted_keys", 50),
                        new Counter("keyspace_hits", 50),
                        new Counter("keyspace_misses", 50),
                        new Counter("instantaneous_ops_per_sec", 1),
                        new Counter("instantaneous_input_kbps", 1),
                        new Counter("instantaneous_output_kbps", 1),
                        new Counter("connected_clients", 50),
                        new Counter("used_memory", 50, memory, true),
                        new Counter("used_memory_rss", 50, memory, true),
                        new Counter("used_memory_peak", 50, memory, true),
                        new Counter("used_memory_lua", 50, memory, true),
                        new Counter("rdb_changes_since_last_save", 50),
                        Counter.slow("sync_full"),
                        Counter.slow("sync_partial_ok"),
                        Counter.slow("sync_partial_err"),
                        Counter.slow("pubsub_channels"),
                        Counter.slow("pubsub_patterns"),
                        Counter.slow("latest_fork_usec"),
                        Counter.slow("connected_slaves"),
                        Counter.slow("master_repl_offset"),
                        Counter.slow("repl_backlog_active"),
                        Counter.slow("repl_backlog_size"),
                        Counter.slow("repl_backlog_histlen"),
                        Counter.slow("mem_fragmentation_ratio"),
                        Counter.slow("used_cpu_sys"),
                        Counter.slow("used_cpu_user"),
                        Counter.slow("used_cpu_sys_children"),
                        Counter.slow("used_cpu_user_children"));
        return counters("redis", serverTags("redis"), counters);
    }

    /**
     * A field that only grows.
     *
     * @param name the field's name
     * @param rate growth per step
     * @param start value at step 0
     * @param irregular whether single steps differ from the rate
     */
    private record Counter(String name, long rate, long start, boolean irregular) {

        private static final long SLOW_RATE = 5;

        Counter(String name, long rate) {
            this(name, rate, 0, true);
        }

        static Counter slow(String name) {
            return new Counter(name, SLOW_RATE);
        }

        static Counter regular(String name, long rate) {
            return new Counter(name, rate, 0, false);
        }
    }

    /** A measurement of nothing but counters. */
    private Measurement counters(String name, EntityTags tags, List<Counter> counters) {
        Counter[] definitions = counters.toArray(Counter[]::new);
        long key = CounterRandom.bits(seed, name.hashCode());
        SeriesValues values =
                (host, step, row) -> {
                    long hostKey = CounterRandom.bits(key, host);
                    for (int field = 0; field < definitions.length; field++) {
                        Counter counter = definitions[field];
                        long growth =
                                counter.irregular
                                        ? CounterRandom.counter(hostKey, field, step, counter.rate)
                                        : counter.rate * step;
                        row[field] = counter.start + growth;
                    }
                };
        List<Field> fields =
                counters.stream().map(counter -> Field.integer(counter.name())).toList();
        return new Measurement(name, tags, fields, values);
    }

    private EntityTags serverTags(String service) {
        return tags(
                service,
                choice ->
                        ",port="
                                + (LOWEST_PORT + choice.below(HIGHEST_PORT - LOWEST_PORT))
                                + ",server="
                                + service
                                + "_"
                                + choice.below(SERVER_NAMES));
    }

    private EntityTags tags(String kind, Function<TagChoice, String> own) {
        byte[][] ownTags = new byte[scale][];
        for (int host = 0; host < scale; host++) {
            String tags = own.apply(new TagChoice(seed, kind, host));
            ownTags[host] = tags.getBytes(StandardCharsets.US_ASCII);
        }
        return new EntityTags(hosts, ownTags);
    }
}
