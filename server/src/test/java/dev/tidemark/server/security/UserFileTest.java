package dev.tidemark.server.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserFileTest {
    @TempDir Path folder;

    @Test
    void whatIsAddedIsRecognised() throws Exception {
        UserFile file = new UserFile(folder.resolve("new").resolve("users"));
        UserEditor editor = new UserEditor(file);
        assertEquals(List.of(), editor.list());
        editor.setPassword("ann", "first password");
        editor.setPassword("ann", "second password");
        String first = editor.addToken("ben");
        String second = editor.addToken("ben");
        UserEditor.Key key = editor.setKey("cleo");
        assertEquals(
                List.of("ann  password", "ben  token", "ben  token", "cleo  ec-p-256-sha256"),
                editor.list());
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())));
        String text = Files.readString(file.path());
        assertFalse(text.contains("password ") && text.contains("second"));
        assertFalse(text.contains(first) || text.contains(key.secret()));

        UserDirectory users = new UserDirectory(file);
        assertTrue(users.isPassword("ann", "second password"));
        assertFalse(users.isPassword("ann", "first password"));
        assertFalse(users.isPassword("ben", "second password"));
        assertTrue(users.isToken(first) && users.isToken(second));
        assertFalse(users.isToken(first + "0"));
        assertTrue(users.publicKey("cleo").isPresent());
        assertTrue(users.publicKey("ann").isEmpty());
        assertTrue(editor.remove("ben"));
        assertFalse(editor.remove("ben"));
        assertEquals(2, editor.list().size());
    }

    @Test
    void aLineOfQuestDbsKeyFileIsUnderstood() throws Exception {
        UserFile file = new UserFile(folder.resolve("users"));
        Files.writeString(
                file.path(),
                "# comment\n\n"
                        + "testUser1\tec-p-256-sha256  fLKYEaoEb9lrn3nkwLDA-M_xnuFOdSt9y0Z7_vWSHLU "
                        + " Dt5tbS1dEDMSYfym3fgMv0B99szno-dFc1rYF9t0aac \n");
        assertTrue(new UserDirectory(file).publicKey("testUser1").isPresent());
    }

    @Test
    void badLinesAreToldByNumber() throws Exception {
        UserFile file = new UserFile(folder.resolve("users"));
        for (String line :
                List.of(
                        "name",
                        "name password",
                        "name password plain",
                        "name token sha256:12",
                        "name token sha256:xyz",
                        "name ec-p-256-sha256 AA",
                        "name magic x",
                        "n:me token sha256:" + "0".repeat(64))) {
            Files.writeString(file.path(), "# users\n" + line + "\n");
            IOException wrong = assertThrows(IOException.class, file::read, line);
            assertTrue(String.valueOf(wrong.getMessage()).contains("line 2: "), wrong.getMessage());
        }
    }

    @Test
    void aRunningServerFollowsTheFile() throws Exception {
        UserFile file = new UserFile(folder.resolve("users"));
        UserDirectory users = new UserDirectory(file);
        assertTrue(users.isEmpty());
        String token = new UserEditor(file).addToken("ann");
        await(users, token);
        Files.writeString(file.path(), "broken\n");
        Thread.sleep(1_100);
        assertTrue(users.isToken(token), "a broken file changes nothing");
        Files.delete(file.path());
        Thread.sleep(1_100);
        assertTrue(users.isToken(token), "a missing file opens no door");
        String other = new UserEditor(file).addToken("ben");
        await(users, other);
        assertFalse(users.isToken(token));
    }

    private static void await(UserDirectory users, String token) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + 10_000_000_000L;
        while (!users.isToken(token) && System.nanoTime() < deadlineNanos) {
            Thread.sleep(20);
        }
        assertTrue(users.isToken(token));
    }
}
