package dev.tidemark.benchmarks.cli;

import dev.tidemark.benchmarks.compare.OutOfOrderBenchmark;
import dev.tidemark.benchmarks.compare.Size;
import dev.tidemark.benchmarks.data.Order;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What it costs that rows do not arrive in order. */
@Command(
        name = "o3",
        description = "What it costs that rows do not arrive in order of their timestamps.",
        sortOptions = false)
final class OutOfOrderCommand implements Callable<Integer> {

    private static final long USUAL_ROWS = 4_320_000;

    @Mixin private RunOptions options = new RunOptions();

    @Mixin private WarmUpOption warmUp = new WarmUpOption();

    @Option(
            names = "--connections",
            paramLabel = "NUMBER",
            defaultValue = "2",
            description = "Connections that share the rows. (default: ${DEFAULT-VALUE})")
    private int connections;

    @Option(
            names = "--orders",
            paramLabel = "ORDER",
            split = ",",
            converter = OrderByLabel.class,
            description =
                    "Only these orders, beside in-order, which the others are measured by: jitter,"
                            + " late, shuffled, reversed, outside-in, inside-out, odds-then-evens,"
                            + " sawtooth. (default: all)")
    private List<Order> orders = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        options.require(connections >= 1, "--connections must be at least 1");
        options.run(
                new OutOfOrderBenchmark(
                        options.contenders(RunOptions.Peer.NOBODY),
                        chosen(),
                        new Size(options.rows(USUAL_ROWS), options.seed(), connections),
                        warmUp.of(options),
                        options.workplace()));
        return CommandLine.ExitCode.OK;
    }

    /** The orders that were asked for, in-order first. */
    private List<Order> chosen() {
        List<Order> chosen = new ArrayList<>();
        for (Order order : Order.values()) {
            if (orders.isEmpty() || order == Order.IN_ORDER || orders.contains(order)) {
                chosen.add(order);
            }
        }
        return chosen;
    }

    /** Finds an order by its name. */
    static final class OrderByLabel implements ITypeConverter<Order> {
        @Override
        public Order convert(String text) {
            for (Order order : Order.values()) {
                if (order.toString().equals(text)) {
                    return order;
                }
            }
            throw new TypeConversionException(
                    "'%s' is none of %s".formatted(text, List.of(Order.values())));
        }
    }
}
