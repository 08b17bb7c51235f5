package dev.tidemark.server.admin;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Asks the server that has a data folder open to do something. For one thread at a time. */
public final class AdminClient {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final AdminFile address;

    private AdminClient(AdminFile address) {
        this.address = address;
    }

    /**
     * Finds the server of a data folder.
     *
     * @return empty if none has left word there
     */
    public static Optional<AdminClient> find(Path folder) throws IOException {
        return AdminFile.read(folder).map(AdminClient::new);
    }

    /**
     * Sends a request and waits for its end.
     *
     * @param path of the task
     * @param parameters by name
     * @return empty if no server answers there any more
     * @throws IOException if the server could not do it, saying why
     */
    public Optional<Report> run(String path, Map<String, String> parameters)
            throws IOException, InterruptedException {
        URI uri = address.url().resolve(path + query(parameters));
        HttpRequest request =
                HttpRequest.newBuilder(uri)
                        .header("Authorization", "Bearer " + address.token())
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();
        try (HttpClient client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT_TIMEOUT)
                        .build()) {
            HttpResponse<String> response =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            return Optional.of(parse(response.body()));
        } catch (ConnectException _) {
            return Optional.empty();
        }
    }

    private static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(each ->
                        each.getKey()
                                + "="
                                + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "?", ""));
    }

    private static Report parse(String answer) throws IOException {
        int status = 0;
        String text = "";
        try (JsonParser parser =
                new JsonFactory().createParser(ObjectReadContext.empty(), answer)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "status" -> status = parser.getIntValue();
                    case "report" -> text = parser.getString();
                    case "error" -> throw new IOException(parser.getString());
                    default -> parser.skipChildren();
                }
            }
        }
        return new Report(status, text);
    }
}
