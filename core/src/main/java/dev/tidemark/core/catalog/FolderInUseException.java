package dev.tidemark.core.catalog;

import java.io.IOException;
import java.nio.file.Path;

/** Another store, in this or another process, has the folder open. */
public final class FolderInUseException extends IOException {
    private static final long serialVersionUID = 1L;

    FolderInUseException(Path folder, String owner) {
        super("%s is in use by %s".formatted(folder, owner.isEmpty() ? "another process" : owner));
    }
}
