package dev.tidemark.benchmarks.cli;

import dev.tidemark.benchmarks.compare.WarmUp;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How long servers take rows before anything counts. */
final class WarmUpOption {

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description =
                    "How long a server takes rows that do not count and are dropped again; 0 for"
                            + " one that has just started. (default: ${DEFAULT-VALUE})")
    private int seconds;

    WarmUp of(RunOptions options) {
        options.require(seconds >= 0, "--warm-up must not be negative");
        return new WarmUp(Duration.ofSeconds(seconds));
    }
}
