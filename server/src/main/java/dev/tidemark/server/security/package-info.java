/**
 * Who may use the server: the file of users, what proves that a client is one of them, and the
 * certificate that encrypts connections.
 *
 * <p>Main types: {@link dev.tidemark.server.security.UserDirectory}, which follows the {@link
 * dev.tidemark.server.security.UserFile}; {@link dev.tidemark.server.security.HttpLogin} for
 * requests; {@link dev.tidemark.server.security.TlsCertificate}; {@link
 * dev.tidemark.server.security.Access}, which puts them together for the ports. All are
 * thread-safe. Both files are looked at again when they change, without a restart.
 *
 * <p>The file of users is text, a credential a line; a user may have several. No line holds
 * anything that could be used to log in:
 *
 * <pre>
 *   NAME password SCRAM-SHA-256$ITERATIONS:SALT$STOREDKEY:SERVERKEY   as PostgreSQL keeps it, RFC 5803
 *   NAME token sha256:HEX                                             hash of a random token
 *   NAME ec-p-256-sha256 X Y                                          public key, base64 for URLs
 *   # comment
 * </pre>
 *
 * <p>Passwords are slow to check on purpose (PBKDF2), so that happens on a thread of its own, one
 * at a time, and what was right once is remembered, hashed with a key that exists in memory only.
 * Tokens have 256 random bits, for which one round of SHA-256 is enough. Everything is compared in
 * constant time.
 */
@NullMarked
package dev.tidemark.server.security;

import org.jspecify.annotations.NullMarked;
