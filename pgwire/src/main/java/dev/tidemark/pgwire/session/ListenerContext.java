package dev.tidemark.pgwire.session;

import dev.tidemark.pgwire.settings.PgSettings;
import dev.tidemark.sql.Database;
import java.util.concurrent.Executor;

/**
 * What the connections of a listener share.
 *
 * @param workers run requests
 */
public record ListenerContext(
        Database database, PgSettings settings, SessionRegistry registry, Executor workers) {}
