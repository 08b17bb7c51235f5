package dev.tidemark.server.cli;

import dev.tidemark.tsbs.line.Transfer;
import dev.tidemark.tsbs.line.TransferListener;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;

/**
 * Shows how a transfer gets on, in one line that is written over and over, if there is a person.
 */
final class ProgressBar implements TransferListener {
    private static final int WIDTH = 30;
    private static final int PERCENT = 100;
    private static final String START_OF_LINE = "\r\u001B[K";

    private final PrintWriter terminal;
    private final boolean isVisible;
    private final long totalBytes;

    /**
     * @param terminal where the line is written
     * @param totalBytes what there is to transfer, or 0 if that is not known
     */
    ProgressBar(PrintWriter terminal, long totalBytes) {
        this(
                terminal,
                Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent(),
                totalBytes);
    }

    /**
     * @param isVisible whether somebody looks
     */
    ProgressBar(PrintWriter terminal, boolean isVisible, long totalBytes) {
        this.terminal = terminal;
        this.isVisible = isVisible;
        this.totalBytes = totalBytes;
    }

    @Override
    public void progressed(Transfer soFar) {
        if (isVisible) {
            terminal.print(START_OF_LINE + line(soFar));
            terminal.flush();
        }
    }

    /** Removes the line. */
    void close() {
        if (isVisible) {
            terminal.print(START_OF_LINE);
            terminal.flush();
        }
    }

    private String line(Transfer soFar) {
        String figures =
                "%s rows, %s, %s/s"
                        .formatted(
                                Figures.count(soFar.lines()),
                                Figures.rate(soFar.linesPerSecond(), "rows"),
                                Figures.bytes(soFar.bytesPerSecond()));
        if (totalBytes == 0) {
            return figures;
        }
        int percent = (int) Math.min(PERCENT, soFar.bytes() * PERCENT / totalBytes);
        int filled = percent * WIDTH / PERCENT;
        return "[%s%s] %3d %%  %s"
                .formatted("#".repeat(filled), "-".repeat(WIDTH - filled), percent, figures);
    }
}
