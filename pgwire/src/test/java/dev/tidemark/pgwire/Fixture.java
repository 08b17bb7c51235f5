package dev.tidemark.pgwire;

import dev.tidemark.pgwire.settings.PgSettings;
import dev.tidemark.sql.Database;
import java.io.IOException;
import java.nio.file.Path;

/** A database with a server before it. */
final class Fixture implements AutoCloseable {
    private final Database database;
    private final PgServer server;

    Fixture(Path folder, PgSettings settings) throws IOException {
        this.database = Database.open(folder);
        this.server = PgServer.start(database, settings.withAddress("127.0.0.1", 0));
    }

    Fixture(Path folder) throws IOException {
        this(folder, PgSettings.defaults());
    }

    Database database() {
        return database;
    }

    PgServer server() {
        return server;
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() throws IOException {
        server.close();
        database.close();
    }
}
