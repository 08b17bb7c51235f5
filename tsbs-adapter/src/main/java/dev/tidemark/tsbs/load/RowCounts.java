package dev.tidemark.tsbs.load;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks a server how many rows its tables show, by {@code GET /exec?query=select count() from T}.
 *
 * <p>The line protocol over TCP has no acknowledgement; seeing the rows is the only way to know
 * that they arrived. Use by one thread; close when done.
 */
public final class RowCounts implements AutoCloseable {

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);
    private static final Pattern COUNT =
            Pattern.compile("\"dataset\"\\s*:\\s*\\[\\s*\\[\\s*(\\d+)");
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*");
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;

    private final HttpClient client;
    private final HttpAccess access;

    /** Counts on a server that lets everybody in. */
    public RowCounts(URI server) {
        this(HttpAccess.open(server));
    }

    public RowCounts(HttpAccess access) {
        this.access = access;
        client = access.newClient();
    }

    /**
     * The number of rows that a table shows.
     *
     * @param table the table's name
     * @return its rows; 0 if the server refuses the query, as it does while there is no such table
     * @throws IOException if the server cannot be reached, fails, or answers something else than a
     *     count
     * @throws InterruptedException if the thread is interrupted while it waits for the answer
     */
    public long count(String table) throws IOException, InterruptedException {
        boolean plain = PLAIN_NAME.matcher(table).matches();
        String name = plain ? table : '"' + table.replace("\"", "\"\"") + '"';
        String query = URLEncoder.encode("select count() from " + name, StandardCharsets.UTF_8);
        HttpRequest request =
                access.request("/exec?query=" + query).timeout(ANSWER_TIMEOUT).build();
        URI address = request.uri();
        HttpResponse<String> response;
        try {
            response = client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IOException("GET " + address + " failed: " + e, e);
        }
        if (response.statusCode() == BAD_REQUEST) {
            return 0;
        }
        Matcher count = COUNT.matcher(response.body());
        if (response.statusCode() != OK || !count.find()) {
            throw new IOException(
                    "GET "
                            + address
                            + " was answered with status "
                            + response.statusCode()
                            + ": "
                            + response.body().strip());
        }
        return Long.parseLong(count.group(1));
    }

    /**
     * Waits until a table shows at least so many rows.
     *
     * @param table the table's name
     * @param rows the number to wait for
     * @param timeout how long to wait at most
     * @return the number of rows that the table shows
     * @throws IOException if the time is over, telling how many rows there are; or as {@link
     *     #count}
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public long awaitAtLeast(String table, long rows, Duration timeout)
            throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        long shown = count(table);
        while (shown < rows) {
            if (System.nanoTime() - startNanos >= timeout.toNanos()) {
                throw new IOException(
                        "table '%s' shows %d of %d rows after %.1f s"
                                .formatted(table, shown, rows, timeout.toMillis() / 1000.0));
            }
            Thread.sleep(POLL_INTERVAL);
            shown = count(table);
        }
        return shown;
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
