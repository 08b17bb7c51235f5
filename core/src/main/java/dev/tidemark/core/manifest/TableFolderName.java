package dev.tidemark.core.manifest;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a table's folder, {@code NAME~ID}. Characters of the table's name that a file name
 * should not have are replaced, for only the number counts.
 *
 * @param tableName as far as the folder's name has it
 * @param tableId number of the table
 */
public record TableFolderName(String tableName, int tableId) {
    private static final int MAX_NAME_LENGTH = 100;
    private static final String LEAVING = ".dropped";
    private static final Pattern NAME = Pattern.compile("(.*)~(\\d{1,9})");

    /** What the folder of a table is called. */
    public static String of(String tableName, int tableId) {
        String safe = tableName.replaceAll("[^\\p{Alnum}_.-]", "_");
        return safe.substring(0, Math.min(safe.length(), MAX_NAME_LENGTH)) + "~" + tableId;
    }

    /** What a folder's name tells; empty if it is not that of a table. */
    public static Optional<TableFolderName> parse(Path folder) {
        Matcher name = NAME.matcher(String.valueOf(folder.getFileName()));
        return name.matches()
                ? Optional.of(new TableFolderName(name.group(1), Integer.parseInt(name.group(2))))
                : Optional.empty();
    }

    /** What a folder is called while its files are deleted. */
    public static Path leaving(Path folder) {
        return isLeaving(folder) ? folder : folder.resolveSibling(folder.getFileName() + LEAVING);
    }

    /** Whether all files of a folder are to be deleted. */
    public static boolean isLeaving(Path folder) {
        return folder.toString().endsWith(LEAVING);
    }
}
