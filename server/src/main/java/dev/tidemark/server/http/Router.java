package dev.tidemark.server.http;

import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which endpoint has which path. Immutable.
 *
 * @param endpoints by path, from {@code /} on
 */
public record Router(Map<String, Endpoint> endpoints) {
    public Router {
        endpoints = Map.copyOf(endpoints);
    }

    /** All paths, for messages. */
    String paths() {
        return String.join(", ", new TreeSet<>(endpoints.keySet()));
    }

    /** The endpoint of a path; a slash at the path's end changes nothing. */
    Optional<Endpoint> find(String path) {
        Endpoint endpoint = endpoints.get(path);
        if (endpoint == null && path.endsWith("/")) {
            endpoint = endpoints.get(path.substring(0, path.length() - 1));
        }
        return Optional.ofNullable(endpoint);
    }
}
