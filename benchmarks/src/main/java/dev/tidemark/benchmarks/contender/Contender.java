package dev.tidemark.benchmarks.contender;

import java.io.IOException;
import java.nio.file.Path;

/** Somebody who takes part in a comparison. */
public sealed interface Contender<S extends RunningServer> {

    /** The name in reports. */
    String name();

    /**
     * Starts a server and waits until it is ready.
     *
     * @param folder an empty folder that is its alone
     * @throws IOException if it does not come up
     */
    S start(Path folder) throws IOException, InterruptedException;

    /** A contender that stores the rows and answers SQL. */
    sealed interface Database extends Contender<SqlServer> permits Tidemark, QuestDb {}

    /** A contender that reads the rows and discards them. */
    sealed interface Discarding extends Contender<RunningServer> permits Sink {}
}
