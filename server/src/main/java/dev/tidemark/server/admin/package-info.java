/**
 * Maintenance of a running server by whoever may read its data folder: backups and checks.
 *
 * <p>{@link dev.tidemark.server.admin.AdminServer} listens on a port of its own that only this
 * computer can reach. Where that is and a token that every request needs stand in the file {@code
 * tidemark.admin} of the data folder, which its owner alone can read: whoever can read it has the
 * data anyway. {@link dev.tidemark.server.admin.AdminClient} is the other side, for the command
 * line. The file is made anew at each start and removed at the end; one that a killed server left
 * leads to nobody.
 *
 * <p>Requests are POST, one runs at a time: {@code /backup?target=PATH[&full=true][&keep=N]} and
 * {@code /check}. The answer is JSON: {@code {"status":0,"report":"..."}}, where the status is what
 * the command ends with, see {@link dev.tidemark.server.admin.Report}, or {@code {"error":"..."}}.
 */
@NullMarked
package dev.tidemark.server.admin;

import org.jspecify.annotations.NullMarked;
