package dev.tryops.api.inference;

import dev.tryops.api.predict.FeatureValues;
import dev.tryops.api.predict.ValueFault;
import dev.tryops.api.predict.Violations;
import dev.tryops.api.serving.InferenceBuffers;
import dev.tryops.model.InputLayout.Slot;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the elements of a tensor from the binary part of a request into their places: row-major, little-endian, texts
 * each behind their length in 4 bytes. A tensor that is not exactly as long as its shape says is not read at all.
 */
final class BinaryTensorReader {

    private final InferenceBuffers buffers;
    private final Violations violations;

    BinaryTensorReader(InferenceBuffers buffers, Violations violations) {
        this.buffers = buffers;
        this.violations = violations;
    }

    /** Reads {@code size} bytes from {@code offset} on. */
    void read(byte[] bytes, int offset, int size, Target target, String pointer) {
        ByteBuffer in = ByteBuffer.wrap(bytes, offset, size).order(ByteOrder.LITTLE_ENDIAN);
        boolean texts = target.datatype() == Datatype.BYTES;
        if (!texts && target.elements() * target.datatype().size() != size) {
            wrongSize(target, size, target.elements() * target.datatype().size(), pointer);
            return;
        }
        int elements = (int) target.elements();
        for (int i = 0; i < elements; i++) {
            Slot slot = target.slot(i);
            int row = target.row(i);
            ValueFault fault;
            if (texts) {
                byte[] text = text(in);
                if (text == null) {
                    wrongTexts(target, pointer);
                    return;
                }
                fault = text(text, slot, row);
            } else {
                fault = value(in, target.datatype(), slot, row);
            }
            if (fault != null) {
                violations.add(
                        pointer,
                        fault.code(),
                        TensorReader.sentence(fault, target.datatype(), slot) + " (row " + row + ")");
            }
        }
        if (in.hasRemaining()) {
            wrongTexts(target, pointer);
        }
    }

    private void wrongSize(Target target, int size, long expected, String pointer) {
        violations.add(
                pointer + "/parameters/binary_data_size",
                "binary_size",
                "%d elements of %s are %d bytes, not %d"
                        .formatted(target.elements(), target.datatype(), expected, size));
    }

    private void wrongTexts(Target target, String pointer) {
        violations.add(
                pointer + "/parameters/binary_data_size",
                "binary_size",
                "The bytes are not %d texts, each behind its length in 4 bytes".formatted(target.elements()));
    }

    /** The next element, or null if the bytes do not reach. */
    private static byte @Nullable [] text(ByteBuffer in) {
        if (in.remaining() < Integer.BYTES) {
            return null;
        }
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            return null;
        }
        byte[] text = new byte[length];
        in.get(text);
        return text;
    }

    private @Nullable ValueFault text(byte[] utf8, Slot slot, int row) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            return FeatureValues.text(buffers, row, slot, text);
        } catch (CharacterCodingException e) {
            return ValueFault.NOT_UNICODE;
        }
    }

    private @Nullable ValueFault value(ByteBuffer in, Datatype datatype, Slot slot, int row) {
        return switch (datatype) {
            case BOOL -> bool(in.get(), slot, row);
            case INT8 -> integer(in.get(), slot, row);
            case INT16 -> integer(in.getShort(), slot, row);
            case INT32 -> integer(in.getInt(), slot, row);
            case INT64 -> integer((double) in.getLong(), slot, row);
            case UINT8 -> integer(Byte.toUnsignedInt(in.get()), slot, row);
            case UINT16 -> integer(Short.toUnsignedInt(in.getShort()), slot, row);
            case UINT32 -> integer((double) Integer.toUnsignedLong(in.getInt()), slot, row);
            case UINT64 -> integer(unsigned(in.getLong()), slot, row);
            case FP32 -> real(in.getFloat(), slot, row);
            case FP64 -> real(in.getDouble(), slot, row);
            case BYTES -> throw new IllegalStateException("Texts have no fixed size");
        };
    }

    /** Rounded once: the lowest bit is kept in halving as the one that decides ties. */
    private static double unsigned(long bits) {
        return bits >= 0 ? bits : 2.0 * ((bits >>> 1) | (bits & 1));
    }

    private @Nullable ValueFault bool(byte value, Slot slot, int row) {
        return value == 0 || value == 1 ? FeatureValues.bool(buffers, row, slot, value == 1) : ValueFault.NOT_A_BOOLEAN;
    }

    private @Nullable ValueFault integer(double value, Slot slot, int row) {
        return FeatureValues.number(buffers, row, slot, value, true);
    }

    private @Nullable ValueFault real(double value, Slot slot, int row) {
        return Double.isNaN(value)
                ? FeatureValues.missing(buffers, row, slot)
                : FeatureValues.number(buffers, row, slot, value, value == Math.rint(value));
    }
}
