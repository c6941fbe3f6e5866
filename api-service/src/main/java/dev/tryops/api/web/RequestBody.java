package dev.tryops.api.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** Reads a JSON body into memory that is used again, up to a limit, before anything else is done for the request. */
public final class RequestBody {

    private static final int START = 8 << 10;
    private static final int KEPT = 256 << 10;
    /** So much of a body that is too large is read and dropped, so that the client gets to read the answer. */
    private static final int MAX_DISCARDED = 4 << 20;

    private byte[] bytes = new byte[START];
    private int length;

    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** Fills this body. Throws {@link RequestRefused} with 413 or 415. */
    public void read(HttpServletRequest request, HttpServletResponse response, int limit) throws IOException {
        requireUtf8Json(request);
        InputStream in = request.getInputStream();
        if (request.getContentLengthLong() > limit) {
            throw tooLarge(in, response, limit);
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
                throw tooLarge(in, response, limit);
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

    private static RequestRefused tooLarge(InputStream in, HttpServletResponse response, int limit) throws IOException {
        response.setHeader(HttpHeaders.CONNECTION, "close");
        in.skip(MAX_DISCARDED);
        return RequestRefused.because(
                HttpStatus.CONTENT_TOO_LARGE, "The body is larger than the " + limit + " bytes that are accepted");
    }

    private static void requireUtf8Json(HttpServletRequest request) {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.toLowerCase(Locale.ROOT).equals("identity")) {
            throw unsupported("Send the body without Content-Encoding");
        }
        String type = request.getContentType();
        if (type == null || !isUtf8Json(type)) {
            throw unsupported("Send Content-Type: application/json, in UTF-8");
        }
    }

    private static boolean isUtf8Json(String type) {
        if (type.equals(MediaType.APPLICATION_JSON_VALUE)) {
            return true;
        }
        try {
            MediaType parsed = MediaType.parseMediaType(type);
            return parsed.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)
                    && (parsed.getParameter("charset") == null
                            || java.nio.charset.StandardCharsets.UTF_8.equals(parsed.getCharset()));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private static RequestRefused unsupported(String detail) {
        return RequestRefused.because(HttpStatus.UNSUPPORTED_MEDIA_TYPE, detail);
    }
}
