package dev.tidemark.server.security;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What recognises a user. */
sealed interface Credential {
    /** How a line of the file says which kind it is. */
    String kind();

    /** What stands behind the kind. */
    String text();

    /** A password, for HTTP and PostgreSQL clients. */
    record Password(PasswordHash hash) implements Credential {
        static final String KIND = "password";

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String text() {
            return hash.text();
        }
    }

    /**
     * A token, for HTTP clients.
     *
     * @param hash in hexadecimal digits
     */
    record Token(String hash) implements Credential {
        static final String KIND = "token";
        private static final String PREFIX = "sha256:";
        private static final Pattern TEXT = Pattern.compile(PREFIX + "([0-9a-f]{64})");

        static Token of(String token) {
            return new Token(hash(token));
        }

        static Token parse(String text) {
            Matcher matcher = TEXT.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("a token must look like sha256:hex");
            }
            return new Token(matcher.group(1));
        }

        /** Whether this is the token; takes the same time whatever is wrong with it. */
        boolean matches(String token) {
            return MessageDigest.isEqual(
                    hash(token).getBytes(StandardCharsets.US_ASCII),
                    hash.getBytes(StandardCharsets.US_ASCII));
        }

        private static String hash(String token) {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                return HexFormat.of()
                        .formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
            } catch (GeneralSecurityException failure) {
                throw new IllegalStateException("this Java lacks SHA-256", failure);
            }
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String text() {
            return PREFIX + hash;
        }
    }

    /** A public key on the curve P-256, for line protocol over TCP. */
    record PublicKey(ECPublicKey key) implements Credential {
        static final String KIND = "ec-p-256-sha256";
        private static final int COORDINATE_BYTES = 32;

        static PublicKey parse(String text) {
            String[] coordinates = text.split(" ", -1);
            if (coordinates.length != 2) {
                throw new IllegalArgumentException("a key must have the coordinates x and y");
            }
            try {
                AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
                curve.init(new ECGenParameterSpec("secp256r1"));
                ECPoint point = new ECPoint(number(coordinates[0]), number(coordinates[1]));
                return new PublicKey(
                        (ECPublicKey)
                                KeyFactory.getInstance("EC")
                                        .generatePublic(
                                                new ECPublicKeySpec(
                                                        point,
                                                        curve.getParameterSpec(
                                                                ECParameterSpec.class))));
            } catch (GeneralSecurityException failure) {
                throw new IllegalArgumentException(
                        "a key must be a point of the curve P-256", failure);
            }
        }

        @Override
        public String kind() {
            return KIND;
        }

        @Override
        public String text() {
            return coordinate(key.getW().getAffineX()) + " " + coordinate(key.getW().getAffineY());
        }

        /** A coordinate or private key as it stands in a JSON web key (RFC 7518). */
        static String coordinate(BigInteger number) {
            byte[] bytes = number.toByteArray();
            byte[] fixed = new byte[COORDINATE_BYTES];
            int length = Math.min(bytes.length, COORDINATE_BYTES);
            System.arraycopy(
                    bytes, bytes.length - length, fixed, COORDINATE_BYTES - length, length);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed);
        }

        private static BigInteger number(String coordinate) {
            return new BigInteger(1, Base64.getUrlDecoder().decode(coordinate));
        }
    }
}
