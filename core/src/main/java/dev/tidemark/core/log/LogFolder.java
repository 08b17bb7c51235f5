package dev.tidemark.core.log;

import dev.tidemark.core.io.FileSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which segments lie in a log's folder. */
record LogFolder(FileSystem files, Path folder) {
    private static final String NEW_SUFFIX = ".new";
    private static final Pattern SEGMENT_NAME = Pattern.compile("([0-9a-f]{16})\\.log");

    /** A segment by the sequence number that its name tells. */
    record Segment(Path file, long firstSequence) {}

    Path segmentFile(long firstSequence) {
        return folder.resolve("%016x.log".formatted(firstSequence));
    }

    /** The name of a segment until it is complete. */
    Path newFile(Segment segment) {
        return segment.file().resolveSibling(segment.file().getFileName() + NEW_SUFFIX);
    }

    /** Segments that a crash left before they were complete. */
    List<Path> unfinished() throws IOException {
        return files.list(folder).stream()
                .filter(file -> file.toString().endsWith(NEW_SUFFIX))
                .toList();
    }

    /** In order of their sequence numbers; other files are ignored. */
    List<Segment> segments() throws IOException {
        List<Segment> segments = new ArrayList<>();
        for (Path file : files.list(folder)) {
            Matcher name = SEGMENT_NAME.matcher(file.getFileName().toString());
            if (name.matches()) {
                segments.add(new Segment(file, Long.parseUnsignedLong(name.group(1), 16)));
            }
        }
        return segments;
    }
}
