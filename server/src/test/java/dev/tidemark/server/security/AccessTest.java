package dev.tidemark.server.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.server.Server;
import dev.tidemark.server.config.Configuration;
import dev.tidemark.server.config.ServerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Logins and encryption of a running server. */
@Timeout(120)
class AccessTest {
    @TempDir Path folder;

    @Test
    void requestsNeedCredentialsAsSoonAsThereAreUsers() throws Exception {
        UserEditor editor = new UserEditor(new UserFile(folder.resolve("data").resolve("users")));
        editor.setPassword("ann", "a good password");
        String token = editor.addToken("telegraf");
        try (Server server = Server.start(configuration())) {
            assertEquals(204, status(server, "GET", "/ping", null));
            assertEquals(200, status(server, "GET", "/settings", null));
            for (String wrong :
                    List.of(
                            "",
                            "Basic",
                            "Basic !!!",
                            basic("ann:another password"),
                            basic("bob:a good password"),
                            basic("ann"),
                            "Bearer " + token + "0",
                            "Token ann:another",
                            "Digest x")) {
                assertEquals(401, status(server, "POST", "/write", wrong), wrong);
                assertEquals(401, status(server, "GET", "/exec?query=select%201", wrong), wrong);
            }
            for (String right :
                    List.of(
                            basic("ann:a good password"),
                            basic("ann:a good password"),
                            basic("anybody:" + token),
                            "bearer " + token,
                            "Token " + token,
                            "Token ann:a good password")) {
                assertEquals(204, status(server, "POST", "/write", right), right);
                assertEquals(200, status(server, "GET", "/exec?query=select%201", right), right);
            }
            assertLineIsRefused(server);
        }
    }

    @Test
    void aDoorToTheWorldNeedsUsers() throws Exception {
        Configuration open = configuration().with(ServerSettings.BIND, "0.0.0.0");
        IOException refused = assertThrows(IOException.class, () -> Server.start(open));
        assertTrue(String.valueOf(refused.getMessage()).contains("tidemark user add"));
        Server.start(open.with(ServerSettings.AUTH_ANONYMOUS, "true")).close();
        new UserEditor(Access.userFile(open)).addToken("ann");
        Server.start(open).close();
    }

    @Test
    void connectionsAreEncryptedWithTheCertificateOfTheMoment() throws Exception {
        Path certificate = folder.resolve("certificate.pem");
        Path key = folder.resolve("key.pem");
        OwnCertificate.write("first", certificate, key);
        Configuration encrypted =
                configuration()
                        .with(ServerSettings.TLS_CERTIFICATE, certificate.toString())
                        .with(ServerSettings.TLS_KEY, key.toString());
        IOException half =
                assertThrows(
                        IOException.class,
                        () -> Server.start(encrypted.with(ServerSettings.TLS_KEY, "")));
        assertTrue(String.valueOf(half.getMessage()).contains("--tls-key"));
        try (Server server = Server.start(encrypted)) {
            assertEquals("CN=first", subject(server.ports().http()));
            try (SSLSocket socket = connect(server.ports().line())) {
                socket.getOutputStream().write("m v=1i 1000\n".getBytes(StandardCharsets.US_ASCII));
            }
            awaitRow(server);
            OwnCertificate.write("second", certificate, key);
            long deadlineNanos = System.nanoTime() + 10_000_000_000L;
            while (!subject(server.ports().http()).equals("CN=second")
                    && System.nanoTime() < deadlineNanos) {
                Thread.sleep(100);
            }
            assertEquals("CN=second", subject(server.ports().line()));
            Files.writeString(key, "no key");
            Thread.sleep(1_200);
            assertEquals("CN=second", subject(server.ports().http()));
            try (Socket plain =
                    new Socket(InetAddress.getLoopbackAddress(), server.ports().http())) {
                plain.getOutputStream()
                        .write("GET /ping HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                byte[] answer = plain.getInputStream().readAllBytes();
                assertTrue(!new String(answer, StandardCharsets.US_ASCII).contains("HTTP"));
            }
        }
    }

    private Configuration configuration() {
        return Configuration.defaults()
                .with(ServerSettings.DATA_DIR, folder.resolve("data").toString())
                .with(ServerSettings.ILP_PORT, "0")
                .with(ServerSettings.HTTP_PORT, "0")
                .with(ServerSettings.PG_PORT, "0");
    }

    private static String basic(String login) {
        return "Basic "
                + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    private static int status(
            Server server, String method, String path, @Nullable String authorization)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + server.ports().http() + path))
                        .method(
                                method,
                                method.equals("POST")
                                        ? HttpRequest.BodyPublishers.ofString("m v=1i 1000\n")
                                        : HttpRequest.BodyPublishers.noBody());
        if (authorization != null && !authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == 401) {
                assertTrue(response.headers().firstValue("WWW-Authenticate").isPresent());
            }
            return response.statusCode();
        }
    }

    private static void assertLineIsRefused(Server server) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.ports().line())) {
            socket.getOutputStream()
                    .write(
                            "intruder v=1i 1\nintruder v=2i 2\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            // A challenge, then the end.
            assertTrue(socket.getInputStream().readAllBytes().length <= 513);
        } catch (SocketException reset) {
            assertTrue(String.valueOf(reset.getMessage()).contains("reset"), reset.toString());
        }
    }

    private static void awaitRow(Server server) throws Exception {
        long deadlineNanos = System.nanoTime() + 20_000_000_000L;
        try (SSLSocket socket = connect(server.ports().http())) {
            String request =
                    "GET /exec?query=select%20count()%20from%20m HTTP/1.1\r\nHost: x\r\n\r\n";
            byte[] buffer = new byte[4_096];
            String answer = "";
            while (!answer.contains("[[1]]") && System.nanoTime() < deadlineNanos) {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                StringBuilder text = new StringBuilder();
                while (text.indexOf("\r\n0\r\n\r\n") < 0 && text.indexOf("\"position\"") < 0) {
                    int length = socket.getInputStream().read(buffer);
                    assertTrue(length > 0, text.toString());
                    text.append(new String(buffer, 0, length, StandardCharsets.US_ASCII));
                }
                answer = text.toString();
            }
            assertTrue(answer.contains("[[1]]"), answer);
        }
    }

    private static String subject(int port) throws Exception {
        try (SSLSocket socket = connect(port)) {
            X509Certificate certificate =
                    (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return certificate.getSubjectX500Principal().getName();
        }
    }

    private static SSLSocket connect(int port) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustAll()}, null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
        socket.setSoTimeout(10_000);
        socket.startHandshake();
        return socket;
    }

    /** It is not the client that is tested. */
    private static final class TrustAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new IllegalStateException("this is a client");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            assertTrue(chain.length > 0);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
