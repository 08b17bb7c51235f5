package dev.tidemark.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.ByteBuffer;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The body of one request on its way to whoever wants it: counted, decompressed if need be, and
 * given up where it is too long. Belongs to the connection's event loop.
 */
final class IncomingBody {
    /** Decompressed bytes from which on the ratio counts: short texts may be very repetitive. */
    private static final long RATIO_FREE_BYTES = 1 << 20;

    private final BodyReceiver receiver;
    private final Endpoint.BodyLimit limit;
    private final int ratioLimit;
    private final @Nullable GzipReader gzip;
    private long receivedBytes;
    private long plainBytes;
    private @Nullable Problem problem;

    /**
     * Why a body cannot be taken.
     *
     * @param status of the answer
     * @param message of the answer
     */
    record Problem(HttpResponseStatus status, String message) {}

    /**
     * @param compressed whether the body comes in gzip format
     * @param ratioLimit how many times longer than before a decompressed body may be
     */
    IncomingBody(
            BodyReceiver receiver, Endpoint.BodyLimit limit, boolean compressed, int ratioLimit) {
        this.receiver = receiver;
        this.limit = limit;
        this.gzip = compressed ? new GzipReader() : null;
        this.ratioLimit = ratioLimit;
    }

    /** What is said of a body beyond the limit. */
    static Problem tooLong(Endpoint.BodyLimit limit) {
        return new Problem(
                HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
                "the body is longer than %d bytes (setting %s)"
                        .formatted(limit.lengthBytes(), limit.settingName()));
    }

    /** Whether the receiver can take a part now. */
    boolean isReady() {
        return receiver.isReady();
    }

    /**
     * Takes a part.
     *
     * @return what is wrong, or null; then nothing more may come but {@link #abandon}
     */
    @Nullable Problem receive(ByteBuf part) {
        receivedBytes += part.readableBytes();
        GzipReader reader = gzip;
        if (reader == null) {
            pass(part);
            return problem;
        }
        try {
            for (ByteBuffer bytes : part.nioBuffers()) {
                if (!reader.read(bytes, plain -> pass(Unpooled.wrappedBuffer(plain)))) {
                    return problem;
                }
            }
        } catch (ZipException wrong) {
            return notGzip(wrong);
        }
        return null;
    }

    /**
     * The body is complete.
     *
     * @return what is wrong, or null
     */
    @Nullable Problem end() {
        if (gzip != null) {
            try {
                gzip.end();
            } catch (ZipException wrong) {
                return notGzip(wrong);
            }
            gzip.close();
        }
        receiver.end();
        return null;
    }

    /** The rest will not come, or is not wanted. */
    void abandon() {
        if (gzip != null) {
            gzip.close();
        }
        receiver.abandon();
    }

    private boolean pass(ByteBuf plain) {
        plainBytes += plain.readableBytes();
        if (plainBytes > limit.lengthBytes()) {
            problem = tooLong(limit);
        } else if (plainBytes > RATIO_FREE_BYTES && plainBytes > ratioLimit * receivedBytes) {
            problem =
                    new Problem(
                            HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
                            "the body expands to more than %d times its length (setting"
                                            .formatted(ratioLimit)
                                    + " http.decompression.ratio)");
        } else if (plain.isReadable()) {
            receiver.receive(plain);
        }
        return problem == null;
    }

    private static Problem notGzip(ZipException wrong) {
        return new Problem(
                HttpResponseStatus.BAD_REQUEST,
                "the body cannot be decompressed: " + wrong.getMessage());
    }
}
