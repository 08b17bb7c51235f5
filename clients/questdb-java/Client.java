// QuestDB's client for Java: Client write|refuse http|tcp PROTOCOL TABLE

import io.questdb.client.Sender;
import io.questdb.client.cutlass.line.LineSenderException;
import io.questdb.client.std.Decimal64;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

private static final int ARRAYS = 2;
private static final int DECIMALS = 3;

void main(String[] arguments) throws InterruptedException {
    String transport = arguments[1];
    int protocol = Integer.parseInt(arguments[2]);
    String table = arguments[3];
    String address = System.getenv(transport.equals("http") ? "TIDEMARK_HTTP" : "TIDEMARK_LINE");
    // Over TCP the client flushes on its own after 600 rows or a second, and cannot be told not to.
    String flushing = transport.equals("http") ? "auto_flush=off;" : "";
    String settings = "%s::addr=%s;protocol_version=%d;%s".formatted(transport, address, protocol, flushing);
    Sender sender = Sender.fromConfig(settings);
    if (arguments[0].equals("write")) {
        write(sender, transport, protocol, table);
        sender.close();
    } else {
        refuse(sender, table);
        try {
            sender.close();
        } catch (LineSenderException _) {
            // The connection is gone already.
        }
    }
}

void write(Sender sender, String transport, int protocol, String table) {
    sender.table(table).symbol("city", "Zürich").symbol("site", "north, \"A\"=1").symbol("path", "C:\\data");
    sender.doubleColumn("level", -3.5).longColumn("count", 9007199254740991L).longColumn("big", Long.MAX_VALUE);
    sender.boolColumn("open", true).stringColumn("note", "say \"hi\" \\ ☃, a=b");
    if (!transport.equals("http")) {
        // Over HTTP the client sends ?? for a character of four bytes.
        sender.stringColumn("face", "🌊");
    }
    sender.stringColumn("story", "one\ntwo").timestampColumn("seen", 1767225601234567L, ChronoUnit.MICROS);
    if (protocol >= ARRAYS) {
        sender.doubleArray("readings", new double[] {1.5, -2.25, 1e300});
        sender.doubleArray("grid", new double[][] {{1, 2, 3}, {4, 5, 6}});
    }
    if (protocol >= DECIMALS) {
        sender.decimalColumn("price", Decimal64.fromLong(12345678, 3));
    }
    sender.at(1767225602000001L, ChronoUnit.MICROS);

    sender.table(table).symbol("city", "東京").symbol("site", "south").symbol("path", "\\");
    sender.doubleColumn("level", Double.MAX_VALUE).longColumn("count", -9007199254740991L);
    sender.longColumn("big", -Long.MAX_VALUE).boolColumn("open", false).stringColumn("note", "");
    if (!transport.equals("http")) {
        sender.stringColumn("face", "a𝄞z");
    }
    sender.stringColumn("story", "\n").timestampColumn("seen", Instant.EPOCH);
    if (protocol >= ARRAYS) {
        sender.doubleArray("readings", new double[0]).doubleArray("grid", new double[][] {{-0.5}});
    }
    if (protocol >= DECIMALS) {
        sender.decimalColumn("price", "-0.001");
    }
    sender.at(Instant.ofEpochSecond(1767225603));

    sender.table(table).symbol("city", "Zürich").longColumn("count", 0).at(Instant.parse("2025-12-31T00:00:00Z"));
    sender.table(table).symbol("city", "Oslo").doubleColumn("level", 0.1 + 0.2);
    sender.at(1767225602000001000L, ChronoUnit.NANOS);
    sender.flush();
}

void refuse(Sender sender, String table) throws InterruptedException {
    Instant start = Instant.ofEpochSecond(1767225600);
    sender.table(table).doubleColumn("level", 1).at(start);
    sender.flush();
    try {
        sender.table(table).doubleColumn("level", 2).at(start.plusSeconds(1));
        sender.table(table).stringColumn("level", "high").at(start.plusSeconds(2));
        sender.table(table).doubleColumn("level", 3).at(start.plusSeconds(3));
        sender.flush();
        // Over TCP nobody answers; that the connection was closed shows when more is sent.
        for (int attempt = 0; attempt < 50; attempt++) {
            Thread.sleep(100);
            sender.table(table).doubleColumn("level", 4).at(start.plusSeconds(4));
            sender.flush();
        }
    } catch (LineSenderException error) {
        System.out.println(error.getMessage());
    }
}
