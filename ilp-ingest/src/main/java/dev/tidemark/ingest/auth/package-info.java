/**
 * What stands between a TCP connection and its lines: encryption, and the login by challenge that
 * clients of the line protocol know.
 *
 * <p>Main types: {@link dev.tidemark.ingest.auth.Gate}, shared by all connections; {@link
 * dev.tidemark.ingest.auth.ChallengeHandler}, one for each connection, on its event loop.
 *
 * <p>The login, each part ended by a line feed:
 *
 * <pre>
 *   client: name of its key
 *   server: challenge, 512 random printable characters
 *   client: base64 of the signature of the challenge's characters, without the line feed:
 *           ECDSA on P-256 with SHA-256, in ASN.1 DER form
 *   client: lines
 * </pre>
 *
 * <p>A wrong signature and an unknown name end the connection alike, without an answer.
 */
@NullMarked
package dev.tidemark.ingest.auth;

import org.jspecify.annotations.NullMarked;
