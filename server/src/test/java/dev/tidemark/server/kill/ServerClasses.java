package dev.tidemark.server.kill;

import dev.tidemark.server.cli.Main;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The classes of the server in a form that starts quickly: jars, and an archive of loaded classes,
 * which the first server leaves when it stops.
 */
final class ServerClasses {
    private final String classPath;
    private final Path archive;

    private ServerClasses(String classPath, Path archive) {
        this.classPath = classPath;
        this.archive = archive;
    }

    /** Packs what this JVM loads classes from, whoever runs the tests, as modules or without. */
    static ServerClasses pack(Path folder) throws IOException {
        Stream<String> loaded =
                Main.class.getClassLoader() instanceof URLClassLoader loader
                        ? Arrays.stream(loader.getURLs()).map(URL::getPath)
                        : Stream.empty();
        Stream<String> given =
                Stream.of("jdk.module.path", "java.class.path")
                        .flatMap(property ->
                                Arrays.stream(
                                        System.getProperty(property, "")
                                                .split(File.pathSeparator, -1)));
        List<String> entries = new ArrayList<>();
        for (String entry : Stream.concat(loaded, given).filter(e -> !e.isEmpty()).toList()) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) {
                Path jar = folder.resolve("classes-" + entries.size() + ".jar");
                pack(path, jar);
                entries.add(jar.toString());
            } else if (Files.exists(path)) {
                entries.add(entry);
            }
        }
        return new ServerClasses(
                String.join(File.pathSeparator, entries), folder.resolve("classes.jsa"));
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (Stream<Path> tree = Files.walk(classes);
                OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.setLevel(0);
            for (Path path : tree.filter(Files::isRegularFile).collect(Collectors.toList())) {
                zip.putNextEntry(new ZipEntry(classes.relativize(path).toString()));
                Files.copy(path, zip);
                zip.closeEntry();
            }
        }
    }

    /** The arguments of a JVM that runs a program of the server; small, and quick to start. */
    List<String> arguments() {
        return List.of(
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:"
                        + (Files.exists(archive) ? "SharedArchiveFile=" : "ArchiveClassesAtExit=")
                        + archive,
                "-Xlog:disable",
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                Main.class.getName());
    }
}
