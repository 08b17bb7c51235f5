package dev.tidemark.benchmarks.contender;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Brings QuestDB from Maven Central when it is first needed. */
public final class QuestDbJar {

    /** The version that we compare with. */
    public static final String VERSION = "9.3.4";

    private static final String ARTIFACT = "org.questdb:questdb:" + VERSION;
    private static final String LOG = "questdb-download.log";

    private QuestDbJar() {}

    /**
     * The jar, fetched by the project's Maven if it is not there yet.
     *
     * @param project the project's folder
     * @param cache where jars of peers are kept
     * @throws IOException if it cannot be fetched
     */
    public static QuestDb resolve(Path project, Path cache)
            throws IOException, InterruptedException {
        Path jar = cache.resolve("questdb-" + VERSION + ".jar");
        if (!Files.exists(jar)) {
            Files.createDirectories(cache);
            Path log = cache.resolve(LOG);
            int status =
                    new ProcessBuilder(command(project, cache))
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start()
                            .waitFor();
            if (status != 0 || !Files.exists(jar)) {
                throw new IOException("cannot fetch " + ARTIFACT + "; see " + log);
            }
        }
        return new QuestDb(jar, VERSION);
    }

    private static List<String> command(Path project, Path cache) {
        return List.of(
                project.resolve("mvnw").toString(),
                "--batch-mode",
                "--no-transfer-progress",
                "--non-recursive",
                "--file",
                project.resolve("pom.xml").toString(),
                "dependency:copy",
                "-Dartifact=" + ARTIFACT,
                "-DoutputDirectory=" + cache);
    }
}
