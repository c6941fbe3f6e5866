package dev.tryops.training.report;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A part of the page.
 *
 * @param id its anchor
 * @param body writes what is below the heading; null if the run has no data for it
 */
record Section(String id, String title, @Nullable Consumer<Markup> body) {

    /** The section if there is {@code data}. */
    static <T> Section of(String id, String title, @Nullable T data, Writer<T> writer) {
        return new Section(id, title, data == null ? null : out -> writer.write(out, data));
    }

    boolean present() {
        return body != null;
    }

    void write(Markup out) {
        if (body != null) {
            out.open("section", "id", id).element("h2", title);
            body.accept(out);
            out.close();
        }
    }

    /** Writes one kind of data. */
    interface Writer<T> {
        void write(Markup out, T data);
    }
}
