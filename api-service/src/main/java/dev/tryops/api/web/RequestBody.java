package dev.tryops.api.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** Reads a body into memory that is used again, up to a limit, before anything else is done for the request. */
public final class RequestBody {

    private static final int START = 8 << 10;
    private static final int KEPT = 256 << 10;

    private byte[] bytes = new byte[START];
    private int length;

    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** Fills this body with JSON. Throws {@link RequestRefused} with 413 or 415. */
    public void read(HttpServletRequest request, HttpServletResponse response, int limit) throws IOException {
        read(request, response, limit, Types.JSON);
    }

    /** Fills this body with one of these types. Throws {@link RequestRefused} with 413 or 415. */
    public void read(HttpServletRequest request, HttpServletResponse response, int limit, Types types)
            throws IOException {
        requirePlain(request);
        types.require(request.getContentType());
        InputStream in = request.getInputStream();
        if (request.getContentLengthLong() > limit) {
            throw tooLarge(response, limit);
        }
        length = 0;
        while (true) {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(2 * bytes.length, limit + 1));
            }
            int read = readSome(in);
            if (read < 0) {
                return;
            }
            length += read;
            if (length > limit) {
                throw tooLarge(response, limit);
            }
        }
    }

    private int readSome(InputStream in) {
        try {
            return in.read(bytes, length, bytes.length - length);
        } catch (IOException e) {
            throw RequestRefused.because(HttpStatus.BAD_REQUEST, "The body broke off, or its chunks are malformed");
        }
    }

    /** Lets go of memory that only an unusually large body needed. */
    public void shrink() {
        if (bytes.length > KEPT) {
            bytes = new byte[START];
        }
    }

    /** What the client still sends is not ours to read: some of it is dropped below all routes. */
    private static RequestRefused tooLarge(HttpServletResponse response, int limit) {
        response.setHeader(HttpHeaders.CONNECTION, "close");
        return RequestRefused.because(
                HttpStatus.CONTENT_TOO_LARGE, "The body is larger than the " + limit + " bytes that are accepted");
    }

    private static void requirePlain(HttpServletRequest request) {
        Enumeration<String> encodings = request.getHeaders(HttpHeaders.CONTENT_ENCODING);
        while (encodings.hasMoreElements()) { // the header may be repeated, and every line counts
            requireIdentity(encodings.nextElement());
        }
    }

    private static void requireIdentity(String encoding) {
        if (!encoding.toLowerCase(Locale.ROOT).equals("identity")) {
            throw unsupported("Send the body without Content-Encoding");
        }
    }

    private static RequestRefused unsupported(String detail) {
        return RequestRefused.because(HttpStatus.UNSUPPORTED_MEDIA_TYPE, detail);
    }

    /**
     * The media types that a route takes, in no charset but UTF-8.
     *
     * @param untyped whether a body without a type will do
     */
    public record Types(List<String> accepted, boolean untyped) {

        static final Types JSON = new Types(List.of(MediaType.APPLICATION_JSON_VALUE), false);

        void require(@Nullable String type) {
            if (type == null ? !untyped : !accepted.contains(type) && !accepts(type)) {
                throw unsupported("Send Content-Type: " + String.join(" or ", accepted) + ", in UTF-8");
            }
        }

        /** Whether a type, whatever its parameters are, is one of these. */
        private boolean accepts(String type) {
            try {
                MediaType parsed = MediaType.parseMediaType(type);
                return accepted.contains(parsed.getType() + "/" + parsed.getSubtype())
                        && (parsed.getParameter("charset") == null
                                || StandardCharsets.UTF_8.equals(parsed.getCharset()));
            } catch (InvalidMediaTypeException e) {
                return false;
            }
        }
    }
}
