package dev.tidemark.server.cli;

import java.lang.management.ManagementFactory;

/** When the process was launched. */
final class LaunchTime {
    /** Set by the launcher: milliseconds since 1970 at which it began. */
    private static final String PROPERTY = "tidemark.launched.millis";

    private LaunchTime() {}

    /** Milliseconds from the launch, by the user if the launcher tells, else of the JVM. */
    static long elapsedMillis() {
        Long launchedMillis = Long.getLong(PROPERTY);
        long sinceMillis =
                launchedMillis == null
                        ? ManagementFactory.getRuntimeMXBean().getStartTime()
                        : launchedMillis;
        return Math.max(0, System.currentTimeMillis() - sinceMillis);
    }
}
