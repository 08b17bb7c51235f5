package dev.tidemark.tsbs.generate;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The data sets of the suite. */
public enum UseCase {
    /** Hosts that report ten processor figures: one table, {@code cpu}. */
    CPU_ONLY("cpu-only"),
    /**
     * Hosts that report nine tables: cpu, diskio, disk, kernel, mem, net, nginx, postgresl, redis.
     */
    DEVOPS("devops"),
    /** Trucks that report two tables, {@code readings} and {@code diagnostics}, with gaps. */
    IOT("iot");

    private final String label;

    UseCase(String label) {
        this.label = label;
    }

    /** The name users know, as in the suite: {@code cpu-only}, {@code devops} or {@code iot}. */
    public String label() {
        return label;
    }

    /**
     * Finds a use case by its name.
     *
     * @param label the name users know
     * @throws IllegalArgumentException if there is none, listing those there are
     */
    public static UseCase of(String label) {
        for (UseCase useCase : values()) {
            if (useCase.label.equals(label)) {
                return useCase;
            }
        }
        String known =
                Arrays.stream(values()).map(UseCase::label).collect(Collectors.joining(", "));
        throw new IllegalArgumentException(
                "unknown use case '" + label + "', expected one of " + known);
    }
}
