package dev.tidemark.ingest.auth;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets the lines of a connection through once its sender has proved to hold the key of its name;
 * then it is gone. Belongs to the connection's event loop.
 */
public final class ChallengeHandler extends ChannelInboundHandlerAdapter {
    /** Within which a sender has to have logged in. */
    public static final long LOGIN_TIMEOUT_SECONDS = 30;

    private static final Logger LOGGER = System.getLogger(ChallengeHandler.class.getName());
    private static final int CHALLENGE_BYTES = 512;
    private static final int MAX_LINE_BYTES = 512;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Function<String, Optional<? extends PublicKey>> keys;
    private final StringBuilder line = new StringBuilder();
    private @Nullable String keyName;
    private byte[] challenge = new byte[0];
    private @Nullable Future<?> timeout;

    /**
     * @param keys finds the public key of a name
     */
    public ChallengeHandler(Function<String, Optional<? extends PublicKey>> keys) {
        this.keys = keys;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        timeout =
                context.executor()
                        .schedule(
                                () -> refuse(context, "it did not log in in time"),
                                LOGIN_TIMEOUT_SECONDS,
                                TimeUnit.SECONDS);
        context.fireChannelActive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (timeout != null) {
            timeout.cancel(false);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        boolean passedOn = false;
        try {
            while (bytes.isReadable() && context.channel().isActive()) {
                byte next = bytes.readByte();
                if (next != '\n') {
                    line.append((char) (next & 0xFF));
                    if (line.length() > MAX_LINE_BYTES) {
                        refuse(context, "its login is too long");
                        return;
                    }
                } else if (takeLine(context)) {
                    context.pipeline().remove(this);
                    passedOn = true;
                    context.fireChannelRead(bytes);
                    return;
                }
            }
        } finally {
            if (!passedOn) {
                bytes.release();
            }
        }
    }

    /** Takes a line of the login; true when that was the last and right. */
    private boolean takeLine(ChannelHandlerContext context) {
        String text = line.toString();
        line.setLength(0);
        String name = keyName;
        if (name == null) {
            keyName = text;
            challenge = newChallenge();
            ByteBuf answer = Unpooled.buffer(CHALLENGE_BYTES + 1);
            answer.writeBytes(challenge).writeByte('\n');
            var _ = context.writeAndFlush(answer);
            return false;
        }
        if (isRight(name, text)) {
            return true;
        }
        refuse(context, "its login as '" + name + "' is not right");
        return false;
    }

    private boolean isRight(String name, String signature) {
        Optional<? extends PublicKey> key = keys.apply(name);
        if (key.isEmpty()) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance("SHA256withECDSA");
            verifier.initVerify(key.get());
            verifier.update(challenge);
            return verifier.verify(Base64.getDecoder().decode(signature.strip()));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return false;
        }
    }

    private static byte[] newChallenge() {
        byte[] random = new byte[CHALLENGE_BYTES * 3 / 4];
        RANDOM.nextBytes(random);
        return Base64.getEncoder().encodeToString(random).getBytes(StandardCharsets.US_ASCII);
    }

    private static void refuse(ChannelHandlerContext context, String reason) {
        LOGGER.log(
                Level.WARNING,
                "line protocol connection {0} is closed: {1}",
                context.channel().remoteAddress(),
                reason);
        var _ = context.close();
    }
}
