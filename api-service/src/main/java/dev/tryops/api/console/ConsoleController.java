package dev.tryops.api.console;

import dev.tryops.api.web.RequestRefused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The files that the console is made of. They hold no data, and are public like the page. */
@RestController
class ConsoleController {

    /** The address changes with the content. */
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    /** A page without a script of its own, into which the console puts a report. */
    private static final String FRAME = "frame.html";

    private static final String FRAME_POLICY =
            "sandbox allow-same-origin; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'self'";

    private final ConsoleFiles files;

    ConsoleController(ConsoleFiles files) {
        this.files = files;
    }

    @GetMapping("/console/{digest}/{name}")
    void file(
            @PathVariable String digest,
            @PathVariable String name,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        StaticFile file = files.find(digest, name)
                .orElseThrow(() -> RequestRefused.notFound(
                        "There is no " + request.getRequestURI() + " here; GET / has the page"));
        if (name.equals(FRAME)) {
            response.setHeader("Content-Security-Policy", FRAME_POLICY);
            response.setHeader("X-Frame-Options", "SAMEORIGIN");
        }
        response.setHeader(HttpHeaders.CACHE_CONTROL, FOR_EVER);
        response.setContentType(file.type());
        response.setContentLength(file.bytes().length);
        response.getOutputStream().write(file.bytes());
    }
}
