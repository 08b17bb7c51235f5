package dev.tidemark.tsbs.generate;

import java.util.List;

/** The fields of the table {@code cpu}, in the order of the lines. */
public final class CpuMetrics {
    public static final List<String> NAMES =
            List.of(
                    "usage_user",
                    "usage_system",
                    "usage_idle",
                    "usage_nice",
                    "usage_iowait",
                    "usage_irq",
                    "usage_softirq",
                    "usage_steal",
                    "usage_guest",
                    "usage_guest_nice");

    private CpuMetrics() {}
}
