package dev.tidemark.server.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class PasswordHashTest {
    /** The exchange of RFC 7677, section 3. */
    @Test
    void theServerSignsAsTheSpecificationShows() throws Exception {
        byte[] salt = Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");
        PasswordHash hash = PasswordHash.of("pencil", salt, 4_096);
        String exchange =
                "n=user,r=rOprNGfwEbeRWgbNEkqO,"
                        + "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                        + "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096,"
                        + "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(hash.serverKey(), "HmacSHA256"));
        assertEquals(
                "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
                Base64.getEncoder()
                        .encodeToString(mac.doFinal(exchange.getBytes(StandardCharsets.US_ASCII))));
    }

    @Test
    void onlyTheRightPasswordMatches() {
        PasswordHash hash = PasswordHash.of("grüße 7", new byte[] {1, 2, 3}, 10);
        assertTrue(hash.matches("grüße 7"));
        assertTrue(hash.matches("gru\u0308ße 7"), "the same letters, composed otherwise");
        assertFalse(hash.matches("grüße 8"));
        assertFalse(hash.matches(""));
    }

    @Test
    void textAndHashAreTheSame() {
        PasswordHash hash = PasswordHash.of("secret");
        PasswordHash again = PasswordHash.parse(hash.text());
        assertEquals(PasswordHash.DEFAULT_ITERATIONS, again.iterations());
        assertEquals(hash.text(), again.text());
        assertTrue(again.matches("secret"));
        assertNotEquals(hash.text(), PasswordHash.of("secret").text(), "salts differ");
        assertEquals("PasswordHash[iterations=120000]", hash.toString());
        for (String wrong : new String[] {"", "md5abc", "SCRAM-SHA-256$0:AA==$AA==:AA=="}) {
            assertThrows(IllegalArgumentException.class, () -> PasswordHash.parse(wrong), wrong);
        }
    }
}
