package dev.tidemark.server.http;

import dev.tidemark.server.Server;
import dev.tidemark.server.config.Configuration;
import dev.tidemark.server.config.ServerSettings;
import dev.tidemark.server.config.Setting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** A server on a folder of its own, and clients for it. */
final class RunningServer implements AutoCloseable {
    private final Server server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private RunningServer(Server server) {
        this.server = server;
    }

    static RunningServer start(Path folder, Map<Setting<?>, String> settings) throws IOException {
        Configuration configuration =
                Configuration.defaults()
                        .with(ServerSettings.DATA_DIR, folder.toString())
                        .with(ServerSettings.ILP_PORT, "0")
                        .with(ServerSettings.HTTP_PORT, "0")
                        .with(ServerSettings.PG_PORT, "0");
        for (Map.Entry<Setting<?>, String> setting : settings.entrySet()) {
            configuration = configuration.with(setting.getKey(), setting.getValue());
        }
        return new RunningServer(Server.start(configuration));
    }

    Server server() {
        return server;
    }

    /** Sends a statement by GET; {@code parameters} begin with an ampersand, or are empty. */
    HttpResponse<String> exec(String sql, String parameters)
            throws IOException, InterruptedException {
        String encoded = URLEncoder.encode(sql, StandardCharsets.UTF_8);
        return get("/exec?query=" + encoded + parameters);
    }

    /** The body of the answer to a statement. */
    String answer(String sql) throws IOException, InterruptedException {
        return exec(sql, "").body();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    HttpResponse<String> post(String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).POST(HttpRequest.BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> post(String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                request(path).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.ports().http() + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A connection on which bytes can be sent as they are. */
    Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.ports().http());
    }

    @Override
    public void close() throws IOException {
        client.shutdownNow();
        client.close();
        server.close();
    }
}
