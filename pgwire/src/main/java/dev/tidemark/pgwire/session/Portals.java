package dev.tidemark.pgwire.session;

import java.util.HashMap;
import java.util.Map;

/** The portals that a client has opened, by name; the empty name is used again and again. */
final class Portals {
    private final int limit;
    private final Map<String, Portal> portals = new HashMap<>();

    Portals(int limit) {
        this.limit = limit;
    }

    /**
     * Adds a portal; closes the one without name if this has none either.
     *
     * @throws RequestException if the name is taken, or there are too many
     */
    void add(String name, Portal portal) {
        if (!name.isEmpty() && portals.containsKey(name)) {
            throw new RequestException(
                    ErrorCode.DUPLICATE_PORTAL, "there is a portal '" + name + "' already");
        }
        close(name);
        if (portals.size() >= limit) {
            throw new RequestException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "the connection has " + limit + " portals, which is the limit");
        }
        portals.put(name, portal);
    }

    /**
     * The portal of that name.
     *
     * @throws RequestException if there is none
     */
    Portal find(String name) {
        Portal portal = portals.get(name);
        if (portal == null) {
            throw new RequestException(
                    ErrorCode.UNDEFINED_PORTAL,
                    name.isEmpty()
                            ? "there is no portal without a name"
                            : "there is no portal '" + name + "'");
        }
        return portal;
    }

    /** Closes a portal, if there is one of that name. */
    void close(String name) {
        Portal portal = portals.remove(name);
        if (portal != null) {
            portal.close();
        }
    }

    void closeAll() {
        portals.values().forEach(Portal::close);
        portals.clear();
    }
}
