package dev.tidemark.server;

/**
 * The ports that clients connect to.
 *
 * @param line line protocol over TCP
 * @param http HTTP
 * @param postgres the PostgreSQL protocol
 */
public record Ports(int line, int http, int postgres) {}
