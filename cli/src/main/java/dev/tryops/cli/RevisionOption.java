package dev.tryops.cli;

import dev.tryops.registry.PointerState;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The revision that a change must find in force. */
final class RevisionOption {

    @Option(
            names = "--expect-revision",
            paramLabel = "N",
            converter = Revision.class,
            description = {
                "Change revision N or nothing (0: only where nothing serves yet).",
                "Another revision is exit code 5, and never tried again."
            })
    private @Nullable Long revision;

    boolean isGiven() {
        return revision != null;
    }

    /** A pointer that cannot be read is not judged here: the change itself refuses it with its reason. */
    boolean isMetBy(PointerState state) {
        if (revision == null) {
            return true;
        }
        return switch (state) {
            case PointerState.Absent absent -> revision == 0;
            case PointerState.InForce inForce -> inForce.pointer().revision() == revision;
            case PointerState.Corrupt corrupt -> true;
        };
    }

    /** A number from 0. */
    static final class Revision implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            if (!text.matches("\\d{1,10}")) {
                throw new TypeConversionException("'" + text + "' is not a revision, a number from 0");
            }
            return Long.parseLong(text);
        }
    }
}
