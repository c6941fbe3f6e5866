package dev.tryops.api.console;

import dev.tryops.api.security.PublicPages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.servlet.HandlerInterceptor;

/** Answers a browser that asks for {@code /} with the console; everybody else gets what that route says. */
final class ConsoleRoute implements HandlerInterceptor, PublicPages {

    static final String PATH = "/";

    private static final String FILES = "/console/";

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final ConsoleFiles files;

    ConsoleRoute(ConsoleFiles files) {
        this.files = files;
    }

    /** Compares the path as it was sent: an unusual spelling of it is not public. */
    @Override
    public boolean isOne(HttpServletRequest request) {
        String path = request.getRequestURI();
        return isRead(request) && (path.equals(PATH) ? wantsPage(request) : path.startsWith(FILES));
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        if (!isRead(request) || !wantsPage(request)) {
            return true;
        }
        StaticFile page = files.page();
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        if (!new ServletWebRequest(request, response).checkNotModified("\"" + page.digest() + "\"")) {
            response.setContentType(page.type());
            response.setContentLength(page.bytes().length);
            response.getOutputStream().write(page.bytes());
        }
        return false;
    }

    private static boolean isRead(HttpServletRequest request) {
        return HttpMethod.GET.matches(request.getMethod()) || HttpMethod.HEAD.matches(request.getMethod());
    }

    private static boolean wantsPage(HttpServletRequest request) {
        return wantsPage(request.getHeaders(HttpHeaders.ACCEPT));
    }

    /** Whether HTML is asked for by its name, and JSON is not, or less. What accepts everything is no browser. */
    private static boolean wantsPage(Enumeration<String> accept) {
        try {
            List<MediaType> types = MediaType.parseMediaTypes(Collections.list(accept));
            double html = quality(types, ConsoleRoute::isHtml);
            return html > 0 && html > quality(types, ConsoleRoute::isJson);
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private static double quality(List<MediaType> types, Predicate<MediaType> wanted) {
        return types.stream()
                .filter(wanted)
                .mapToDouble(MediaType::getQualityValue)
                .max()
                .orElse(0);
    }

    private static boolean isHtml(MediaType type) {
        return type.equalsTypeAndSubtype(MediaType.TEXT_HTML)
                || type.equalsTypeAndSubtype(MediaType.APPLICATION_XHTML_XML);
    }

    private static boolean isJson(MediaType type) {
        return type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON);
    }
}
