package dev.tryops.api.predict;

import dev.tryops.api.web.RequestRefused;
import dev.tryops.api.web.Violation;
import java.util.ArrayList;
import java.util.List;

/** The faults of one request, as far as they are told, and one more: it says that there are more. */
public final class Violations {

    private static final int MAX = RequestRefused.MOST_TOLD + 1;
    private static final int MAX_SHOWN = 100;

    private final List<Violation> list = new ArrayList<>();

    public void add(String pointer, String code, String message) {
        if (list.size() < MAX) {
            list.add(new Violation(pointer, code, message));
        }
    }

    /** Whether another fault would change nothing: it need not be put into words. */
    public boolean isFull() {
        return list.size() == MAX;
    }

    public boolean isEmpty() {
        return list.isEmpty();
    }

    public List<Violation> list() {
        return List.copyOf(list);
    }

    /** A JSON pointer's next segment, for a name of the model's own. */
    public static String segment(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /** A JSON pointer's next segment, for a name that the client made up. */
    public static String foreignSegment(String name) {
        return segment(printable(name));
    }

    /** A client's text made fit to be sent back: shortened, and without halves of surrogate pairs. */
    public static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints()
                .limit(MAX_SHOWN)
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .forEach(printable::appendCodePoint);
        return printable.toString();
    }
}
